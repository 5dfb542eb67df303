"""The slip of a return: what came back, the money by tender, every point that moved and from which lot, the balance before and after.

Like the receipt it is given ready figures and names; nothing is computed here but the text of an amount.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from app.documents.document import Align, Code128, Cut, Document, Element, Feed, ItemRow, Items, Language, Pair, Rule, Style, Text
from app.documents.figures import money_text, points_text, signed_text
from app.documents.receipt import EarnedBy, ReceiptLine, ReceiptTender
from app.domain.sales.sale_number import spoken
from app.domain.sales.tender import CASH, tender_label

_DETAIL = 2

LotState = Literal["taken", "original", "expired", "grace"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LotMove:
    """Points (signed) of one lot: earned when, its last good day (None: never lapses), and what happened to them.

    taken: back to the shop · original: came back with their own last good day · expired: came back too late and lapsed · grace: came back
    with some days' grace.
    """

    points: int
    earned_on: str
    expires_on: str | None
    state: LotState


@dataclass(frozen=True, slots=True)
class VoucherMove:
    """A voucher the sale had given. `used`: it cannot be taken back any more; `worth_minor` then says what was given, None when unknown."""

    name: str
    used: bool
    worth_minor: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundMember:
    """The member block. Name and phone arrive masked. `points_before` and `points_after` are what may be used.

    `rules`: differences by rule, negative where points are taken back. `set_off`: points taken back that had lapsed unused. Owed points are
    the debt before and after. Whatever is 0 or empty is left out.
    """

    masked_name: str
    tier_name: str
    masked_phone: str
    points_before: int
    points_after: int
    rules: tuple[EarnedBy, ...] = ()
    moves: tuple[LotMove, ...] = ()
    set_off: int = 0
    charged_points: int = 0
    charged_minor: int = 0
    owed_before: int = 0
    owed_after: int = 0
    pending: int = 0
    carried: str = ""
    vouchers: tuple[VoucherMove, ...] = ()
    tier_before: str = ""


@dataclass(frozen=True, slots=True)
class OtherAccount:
    """What the return changes on the account of the referrer or the team; nobody is named."""

    who: Literal["referrer", "team"]
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundData:
    """Everything printed on the slip of a return.

    `sale_number` and `sale_date` are the sale's; `n` counts its returns from 1. `tenders` is the worth that goes back by tender, `paid_out`
    what is handed over after a charge. `lines` are what came back, amounts as refunded. `journal_hash`: 8 hex digits.
    """

    shop_name: str
    store_name: str
    sale_number: str
    sale_date: str
    n: int
    date: str
    time: str
    cashier: str
    approver: str
    till: str
    reason: str
    lines: tuple[ReceiptLine, ...]
    items_count: int
    total_minor: int
    tenders: tuple[ReceiptTender, ...]
    paid_out: tuple[ReceiptTender, ...]
    journal_hash: str
    member: RefundMember | None = None
    others: tuple[OtherAccount, ...] = ()
    footer: str = ""
    exchanged: bool = False
    copy_number: int = 0
    value_after: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    title: str
    receipt: str
    of_sale: str
    cashier: str
    approver: str
    till: str
    reason: str
    item_heading: tuple[str, str, str, str]
    total: str
    paid_out: str
    value_after: str
    exchanged: str
    points_title: str
    taken_back: str
    given: str
    given_back: str
    from_lot: tuple[str, str]
    from_lasting: tuple[str, str]
    set_off: str
    original: tuple[str, str]
    original_lasting: tuple[str, str]
    expired: tuple[str, str]
    grace: tuple[str, str]
    charged: str
    owed_more: str
    owed_paid: str
    owed: str
    carried: str
    pending: str
    before: str
    balance: str
    tier: str
    voucher_back: str
    voucher_used: str
    voucher_worth: str
    others: dict[str, str]
    hash: str
    copy: str


_WORDS: dict[Language, _Words] = {
    "zh": _Words(
        title="退货单",
        receipt="小票 {} 第 {} 次退货",
        of_sale="购于 {}",
        cashier="收银 {}",
        approver="批准 {}",
        till="{} 号台",
        reason="原因 {}",
        item_heading=("商品", "单价", "数量", "退款"),
        total="退货 {} 件",
        paid_out="实退{}",
        value_after="储值余额 {}",
        exchanged="抵新单{}",
        points_title="会员积分",
        taken_back="收回本单得分",
        given="改按现规则得分",
        given_back="退回用掉的积分",
        from_lot=("扣 {0} 所得，到期 {1}", "扣到期 {1} 的"),
        from_lasting=("扣 {0} 所得，长期有效", "扣长期有效的"),
        set_off="已过期未用，抵销",
        original=("{0} 所得，仍到 {1}", "仍到 {1}"),
        original_lasting=("{0} 所得，长期有效", "长期有效"),
        expired=("{0} 所得，{1} 已过期作废", "{1} 已过期作废"),
        grace=("{0} 所得，宽限到 {1}", "宽限到 {1}"),
        charged="不够 {} 分，从退款扣",
        owed_more="不够，记欠",
        owed_paid="还清所欠",
        owed="尚欠积分",
        carried="余 {} 分留到下次",
        pending="另有待生效",
        before="原有积分",
        balance="积分余额",
        tier="等级 {} → {}",
        voucher_back="收回券 {}",
        voucher_used="券已用，未收回 {}",
        voucher_worth="值 {}",
        others={"referrer": "推荐人积分", "team": "团队积分"},
        hash="校验 {}",
        copy="补打 {}",
    ),
    "en": _Words(
        title="RETURN",
        receipt="Receipt {}, return {}",
        of_sale="Bought {}",
        cashier="Cashier {}",
        approver="Approved {}",
        till="Till {}",
        reason="Reason: {}",
        item_heading=("Item", "Price", "Qty", "Refund"),
        total="Returned, {} items",
        paid_out="Paid back, {}",
        value_after="Left on the card {}",
        exchanged="Kept for the new sale, {}",
        points_title="Points",
        taken_back="Earned points taken back",
        given="Earned by another rule now",
        given_back="Used points given back",
        from_lot=("of {0}, good to {1}", "good to {1}"),
        from_lasting=("of {0}, lasting", "lasting"),
        set_off="had lapsed unused, set off",
        original=("of {0}, still good to {1}", "still good to {1}"),
        original_lasting=("of {0}, lasting", "lasting"),
        expired=("of {0}, lapsed on {1}", "lapsed {1}"),
        grace=("of {0}, extended to {1}", "extended to {1}"),
        charged="{} pts short, from the refund",
        owed_more="Short, owed",
        owed_paid="Owed points paid",
        owed="Still owed",
        carried="{} pts kept for next time",
        pending="Besides, not usable yet",
        before="Points before",
        balance="Points balance",
        tier="Tier {} → {}",
        voucher_back="Voucher taken back {}",
        voucher_used="Voucher used, not back {}",
        voucher_worth="worth {}",
        others={"referrer": "Referrer's points", "team": "Team's points"},
        hash="Check {}",
        copy="COPY {}",
    ),
}


def refund_slip(data: RefundData, lang: Language) -> Document:
    """The slip of one return."""
    return Document(f"{data.sale_number}-{data.n}", tuple(_elements(data, _WORDS[lang])))


def _elements(data: RefundData, w: _Words) -> Iterator[Element]:
    copy = [Text(w.copy.format(data.copy_number), Style.BIG, Align.CENTER)] if data.copy_number else []
    yield from copy
    yield Text(data.shop_name, Style.BIG, Align.CENTER)
    if data.store_name:
        yield Text(data.store_name, align=Align.CENTER)
    yield Text(w.title, Style.TALL, Align.CENTER)
    yield Rule()
    number = spoken(data.sale_number)
    yield Pair(w.receipt.format(number, data.n), f"{data.date} {data.time}", left_short=f"{number} /{data.n}")
    yield Pair(w.of_sale.format(data.sale_date), w.till.format(data.till))
    yield Pair(w.cashier.format(data.cashier), w.approver.format(data.approver) if data.approver else "")
    yield Text(w.reason.format(data.reason))
    yield Rule()
    yield Items(w.item_heading, tuple(_item(line) for line in data.lines))
    yield Rule()
    yield Pair(w.total.format(data.items_count), f"￥{money_text(data.total_minor)}", Style.TALL)
    for tender in data.tenders:
        yield Pair(f"{tender.label} {tender.detail}".rstrip(), money_text(tender.amount_minor), indent=_DETAIL)
    member = data.member
    if member is not None and member.charged_points:
        yield Pair(w.charged.format(points_text(member.charged_points)), money_text(-member.charged_minor), indent=_DETAIL)
    for tender in data.paid_out:
        kept = data.exchanged and tender.label in (tender_label(CASH, "zh"), tender_label(CASH, "en"))
        yield Pair((w.exchanged if kept else w.paid_out).format(tender.label), money_text(tender.amount_minor), Style.BOLD)
    for tail, minor in data.value_after:
        yield Pair(w.value_after.format(f"…{tail}" if tail else "").rstrip(), money_text(minor), indent=_DETAIL)
    if member is not None:
        yield Rule("=")
        yield from _member(member, w)
    yield from _others(data.others, w)
    yield Rule()
    yield Code128(data.sale_number, data.sale_number)
    yield Text(w.hash.format(data.journal_hash), align=Align.CENTER)
    if data.footer:
        yield Text(data.footer, align=Align.CENTER)
    yield from copy
    yield Feed()
    yield Cut()


def _item(line: ReceiptLine) -> ItemRow:
    return ItemRow(
        name=line.name,
        price=money_text(line.unit_price_minor),
        qty=str(line.qty),
        amount=money_text(line.amount_minor),
        note=", ".join(line.tags),
    )


def _member(member: RefundMember, w: _Words) -> Iterator[Element]:
    who = " ".join(part for part in (member.masked_name, member.tier_name, member.masked_phone) if part)
    yield Pair(w.points_title, who, Style.BOLD)
    if member.tier_before:
        yield Text(w.tier.format(member.tier_before, member.tier_name), indent=_DETAIL)
    lost = tuple(rule for rule in member.rules if rule.points < 0)
    won = tuple(rule for rule in member.rules if rule.points > 0)
    for title, rules in ((w.taken_back, lost), (w.given, won)):
        if rules:
            yield Pair(title, signed_text(sum(rule.points for rule in rules)), Style.TALL)
            for rule in rules:
                yield Text(f"{rule.label} {signed_text(rule.points)}", indent=_DETAIL)
    yield from (_move(move, w) for move in member.moves if move.state == "taken")
    if member.set_off:
        yield Pair(w.set_off, signed_text(-member.set_off), indent=_DETAIL)
    back = tuple(move for move in member.moves if move.state != "taken")
    if back:
        yield Pair(w.given_back, signed_text(sum(move.points for move in back)), Style.TALL)
        yield from (_move(move, w) for move in back)
    owed = member.owed_after - member.owed_before
    if owed:
        yield Pair(w.owed_more if owed > 0 else w.owed_paid, points_text(abs(owed)))
    for voucher in member.vouchers:
        worth = "" if voucher.worth_minor is None else w.voucher_worth.format(f"￥{money_text(voucher.worth_minor)}")
        yield Pair((w.voucher_used if voucher.used else w.voucher_back).format(voucher.name), worth if voucher.used else "")
    yield Pair(w.before, points_text(member.points_before))
    yield Pair(w.balance, points_text(member.points_after), Style.TALL)
    if member.owed_after:
        yield Pair(w.owed, points_text(member.owed_after), indent=_DETAIL)
    if member.pending:
        yield Pair(w.pending, points_text(member.pending), indent=_DETAIL)
    if member.carried:
        yield Text(w.carried.format(member.carried), indent=_DETAIL)


def _move(move: LotMove, w: _Words) -> Pair:
    text = {
        "taken": w.from_lot if move.expires_on else w.from_lasting,
        "original": w.original if move.expires_on else w.original_lasting,
        "expired": w.expired,
        "grace": w.grace,
    }[move.state]
    long, short = (part.format(move.earned_on, move.expires_on) for part in text)
    return Pair(long, signed_text(move.points), indent=_DETAIL, left_short=short)


def _others(others: tuple[OtherAccount, ...], w: _Words) -> Iterator[Element]:
    for other in others:
        yield Pair(w.others[other.who], signed_text(other.points))

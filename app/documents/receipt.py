"""The sale receipt as a document (design.md 4.13): header, goods, totals, tenders, member block or walk-in line, rules, number, hash.

Every figure and every name comes in ready-made (masked, counted, booked); nothing is computed here but the text of an amount.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.documents.document import (
    Align,
    Code128,
    Cut,
    Document,
    Element,
    Feed,
    ItemRow,
    Items,
    Language,
    Pair,
    Qr,
    Rule,
    Style,
    Text,
)
from app.documents.figures import money_text, points_text, signed_text
from app.documents.vouchers import PrintedVoucher, voucher_elements
from app.documents.words import Words, words
from app.domain.sales.sale_number import spoken

_DETAIL = 2
_SALE_NUMBER = re.compile(r"R[0-9]{12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptLine:
    """One line of goods. `amount_minor` is what the customer pays for it, after `discount_minor` (≥ 0).

    `tags`: short notes below the name (乳品双倍, 会员价, 不积分).
    """

    name: str
    unit_price_minor: int
    qty: int
    amount_minor: int
    discount_minor: int = 0
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReceiptDiscount:
    """A discount shown below the total it is already taken off from, e.g. 其中会员价优惠; amount ≥ 0."""

    label: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class ReceiptTender:
    """One tender: 现金, 积分抵扣 with the detail "800 分", …; cash is the amount handed over."""

    label: str
    amount_minor: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class EarnedBy:
    """Points one rule booked, by the rule's short name."""

    label: str
    points: int


@dataclass(frozen=True, slots=True)
class NextExpiry:
    """The next points to lapse: last good day as YYYY-MM-DD."""

    date: str
    points: int


@dataclass(frozen=True, slots=True)
class NextReward:
    """The nearest reward and how many points are missing."""

    name: str
    points_missing: int


@dataclass(frozen=True, slots=True)
class NextTier:
    """The next tier and what is missing: an amount or, where the metric is points, points; the other one is 0."""

    name: str
    spend_missing_minor: int = 0
    points_missing: int = 0


@dataclass(frozen=True, slots=True)
class BoughtByItself:
    """A reward that was redeemed automatically: its name, how often, points in all."""

    name: str
    times: int
    points: int


@dataclass(frozen=True, slots=True)
class TierReached:
    """The tier that was reached with this sale, and its last good day, None: for good."""

    name: str
    until: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptMember:
    """The member block. Name and phone arrive masked (林**, *******6027).

    `points_before` and `points_after` are what may be used. Of the earned points `points_to_debt` paid what was owed, `points_waiting` are
    not usable yet and `points_in_review` belong to a frozen account; after = before + earned − these three − redeemed − what was bought by
    itself. `points_owed` and `points_pending` are what is owed and what is not usable yet in all after the sale. Whatever is 0 is left
    out. `message`: what the shop says to members in this state. `carried` is the kept remainder as exact text ("0.03"), empty for none.
    """

    masked_name: str
    tier_name: str
    masked_phone: str
    points_before: int
    points_earned: int
    points_after: int
    earned_by: tuple[EarnedBy, ...] = ()
    carried: str = ""
    points_to_debt: int = 0
    points_waiting: int = 0
    points_in_review: int = 0
    points_redeemed: int = 0
    by_itself: BoughtByItself | None = None
    tier_reached: TierReached | None = None
    points_owed: int = 0
    points_pending: int = 0
    next_expiry: NextExpiry | None = None
    next_reward: NextReward | None = None
    next_tier: NextTier | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptClaim:
    """The code by which a walk-in's points can be claimed once, and its last day as YYYY-MM-DD."""

    code: str
    last_day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptData:
    """Everything printed on a sale receipt.

    `sale_number`: `R` + 12 digits. `date` YYYY-MM-DD and `time` HH:MM in store time. `total_minor` is what was to be paid.
    `sale_points`: for a walk-in, what the sale would have earned (None: not shown). `journal_hash`: 8 hex digits. `copy_number`: 0 for
    the first print, n for the n-th reprint. `survey`: a code to answer by, printable ASCII, empty for none.
    """

    shop_name: str
    store_name: str
    sale_number: str
    date: str
    time: str
    cashier: str
    till: str
    lines: tuple[ReceiptLine, ...]
    items_count: int
    total_minor: int
    tenders: tuple[ReceiptTender, ...]
    journal_hash: str
    discounts: tuple[ReceiptDiscount, ...] = ()
    change_minor: int = 0
    value_after: tuple[tuple[str, int], ...] = ()
    kept_minor: int = 0
    member: ReceiptMember | None = None
    vouchers: tuple[PrintedVoucher, ...] = ()
    sale_points: int | None = None
    claim: ReceiptClaim | None = None
    invoice_code: str = ""
    rules: tuple[str, ...] = ()
    footer: str = ""
    copy_number: int = 0
    training: bool = False
    survey: str = ""


def receipt(data: ReceiptData, lang: Language) -> Document:
    """The receipt of one completed sale. ValueError for a sale number that is no `R` + 12 digits."""
    if _SALE_NUMBER.fullmatch(data.sale_number) is None:
        raise ValueError("a sale number is R and 12 digits")
    return Document(data.sale_number, tuple(_elements(data, words(lang), lang)))


def _elements(data: ReceiptData, w: Words, lang: Language) -> Iterator[Element]:
    yield from _marks(data, w)
    yield Text(data.shop_name, Style.BIG, Align.CENTER)
    if data.store_name:
        yield Text(data.store_name, align=Align.CENTER)
    yield Rule()
    number = spoken(data.sale_number)
    yield Pair(w.receipt.format(number), f"{data.date} {data.time}", left_short=number)
    yield Pair(w.cashier.format(data.cashier), w.till.format(data.till))
    yield Rule()
    yield Items(w.item_heading, tuple(_item(line, w) for line in data.lines))
    yield Rule()
    yield Pair(w.total.format(data.items_count), f"￥{money_text(data.total_minor)}", Style.TALL)
    for discount in data.discounts:
        yield Pair(discount.label, money_text(discount.amount_minor), indent=_DETAIL)
    for tender in data.tenders:
        yield Pair(f"{tender.label} {tender.detail}".rstrip(), money_text(tender.amount_minor))
    for tail, minor in data.value_after:
        yield Pair(w.value_after.format(f"…{tail}" if tail else "").rstrip(), money_text(minor), indent=_DETAIL)
    if data.kept_minor:
        yield Pair(w.kept, money_text(data.kept_minor))
    if data.change_minor:
        yield Pair(w.change, money_text(data.change_minor), Style.BOLD)
    if data.member is not None:
        yield Rule("=")
        yield from _member(data.member, w)
        yield from voucher_elements(data.vouchers, lang)
    elif data.sale_points is not None:
        yield Rule("=")
        yield from _walk_in(data.sale_points, data.claim, w)
    if data.invoice_code:
        yield Rule()
        yield Text(w.invoice, align=Align.CENTER)
        yield Qr(data.invoice_code)
    yield Rule()
    for rule in data.rules:
        yield Text(rule)
    if data.survey:
        yield Text(w.survey, align=Align.CENTER)
        yield Qr(data.survey)
    yield Code128(data.sale_number, data.sale_number)
    yield Text(w.hash.format(data.journal_hash), align=Align.CENTER)
    if data.footer:
        yield Text(data.footer, align=Align.CENTER)
    yield from _marks(data, w)
    yield Feed()
    yield Cut()


def _walk_in(points: int, claim: ReceiptClaim | None, w: Words) -> Iterator[Element]:
    """What the sale is worth, and the code that brings the points to a card (EDGE-07)."""
    if claim is None or not points:
        yield Text(w.sale_worth.format(points_text(points)), Style.TALL, Align.CENTER)
        yield Text(w.join, align=Align.CENTER)
        return
    yield Text(w.sale_unclaimed.format(points_text(points)), Style.TALL, Align.CENTER)
    yield Text(w.claim, align=Align.CENTER)
    yield Qr(claim.code)
    yield Text(w.claim_until.format(claim.last_day), align=Align.CENTER)


def _marks(data: ReceiptData, w: Words) -> Iterator[Element]:
    if data.training:
        yield Text(w.training, Style.TALL, Align.CENTER)
    if data.copy_number:
        yield Text(w.copy.format(data.copy_number), Style.BIG, Align.CENTER)


def _item(line: ReceiptLine, w: Words) -> ItemRow:
    notes = [*line.tags, *([f"{w.line_discount} {money_text(-line.discount_minor)}"] if line.discount_minor else [])]
    return ItemRow(
        name=line.name,
        price=money_text(line.unit_price_minor),
        qty=str(line.qty),
        amount=money_text(line.amount_minor),
        note=", ".join(notes),
    )


def _member(member: ReceiptMember, w: Words) -> Iterator[Element]:
    who = " ".join(part for part in (member.masked_name, member.tier_name, member.masked_phone) if part)
    yield Pair(w.points_title, who, Style.BOLD)
    yield from tier_line(member.tier_reached, w)
    yield Pair(w.earned, signed_text(member.points_earned), Style.TALL)
    for earned in member.earned_by:
        yield Text(f"{earned.label} {signed_text(earned.points)}", indent=_DETAIL)
    if member.carried:
        yield Text(w.carried.format(member.carried), indent=_DETAIL)
    aside = ((w.to_debt, member.points_to_debt), (w.waiting, member.points_waiting), (w.in_review, member.points_in_review))
    for label, points in aside:
        if points:
            yield Pair(label, points_text(points), indent=_DETAIL)
    if member.points_redeemed:
        yield Pair(w.used, points_text(-member.points_redeemed))
    yield from by_itself_line(member.by_itself, w)
    yield Pair(w.before, points_text(member.points_before))
    yield Pair(w.balance, points_text(member.points_after), Style.TALL)
    if member.points_owed:
        yield Pair(w.owed, points_text(member.points_owed), indent=_DETAIL)
    if member.points_pending:
        yield Pair(w.pending, points_text(member.points_pending), indent=_DETAIL)
    if member.next_expiry or member.next_reward or member.next_tier:
        yield Rule()
        yield from _ahead(member, w)
    if member.message:
        yield Rule()
        yield Text(member.message, Style.BOLD)


def tier_line(reached: TierReached | None, w: Words) -> Iterator[Element]:
    """That a tier was reached, where one was (TIER-05)."""
    if reached is not None:
        until = reached.until
        yield Text(w.tier_reached.format(reached.name) if until is None else w.tier_reached_until.format(reached.name, until), Style.BOLD)


def by_itself_line(bought: BoughtByItself | None, w: Words) -> Iterator[Element]:
    """What was redeemed automatically, where anything was (RED-22)."""
    if bought is not None:
        yield Pair(w.by_itself.format(bought.name, bought.times), points_text(-bought.points))


def _ahead(member: ReceiptMember, w: Words) -> Iterator[Element]:
    if member.next_expiry:
        yield Pair(w.next_expiry.format(member.next_expiry.date), w.points.format(points_text(member.next_expiry.points)))
    if member.next_reward:
        yield Pair(w.next_reward.format(points_text(member.next_reward.points_missing)), member.next_reward.name)
    if member.next_tier:
        tier = member.next_tier
        missing = (
            w.next_tier_spend.format(f"￥{money_text(tier.spend_missing_minor)}")
            if tier.spend_missing_minor
            else w.next_tier_points.format(points_text(tier.points_missing))
        )
        yield Pair(w.next_tier.format(tier.name), missing)


"""The X and the Z report on paper, and the slip of money that moved without a sale. They are given ready figures and names.

Order of a report: who and when, sales and tenders, the drawer, points and stored value, what was counted, approvals, papers nobody saw,
totals since the beginning, and the journal's anchor.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from app.documents.document import Align, Cut, Document, Element, Feed, Language, Pair, Rule, Style, Text
from app.documents.figures import money_text, points_text, signed_text
from app.documents.shift_words import COUNTS_SHOWN, MONEY_UNITS, count_label, how_label, kind_label, reason_label, unit_label
from app.domain.sales.tender import tender_label
from app.domain.till.shift_figures import ShiftFigures

_DETAIL = 2
_APPROVALS_PRINTED = 30
_UNPRINTED_PRINTED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperHead:
    """What stands above: names of shop and store, till and person, when. `training`: nothing of it is booked."""

    shop_name: str
    store_name: str
    till: str
    cashier: str
    date: str
    time: str


@dataclass(frozen=True, slots=True)
class PaperUnit:
    """One unit: outstanding before and after, owed after."""

    unit: str
    before: int
    after: int
    owed: int


@dataclass(frozen=True, slots=True)
class PaperApproval:
    """One approval: the time, the act in words, who asked, who said yes."""

    time: str
    act: str
    asked_by: str
    approved_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportData:
    """Everything printed on a report. `z_no` None: X. `days`: the closing of a day, a month, a year, in its words; `shifts`: how many.

    `counted` empty: nobody counted. Money in fen, `face_value` fen a point. `head`: 16 hex digits of the journal's anchor.
    """

    head: PaperHead
    figures: ShiftFigures
    units: tuple[PaperUnit, ...]
    face_value: Fraction | None
    perpetual: tuple[int, int, int] | None
    approvals: tuple[PaperApproval, ...]
    unprinted: tuple[str, ...]
    anchor: str
    anchor_seq: int
    z_no: int | None = None
    opened: str = ""
    business_date: str = ""
    float_minor: int = 0
    counted: tuple[tuple[int, int], ...] = ()
    expected_minor: int = 0
    difference_minor: int = 0
    reason: str = ""
    drawer_shown: bool = True
    approved_by: str = ""
    days: str = ""
    shifts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CashSlipData:
    """Money in or out without a sale, or the drawer opened for nothing (`amount_minor` None)."""

    head: PaperHead
    how: str
    reason: str
    amount_minor: int | None
    approved_by: str
    journal_hash: str


_WORDS: dict[Language, dict[str, str]] = {
    "zh": {
        "z": "日结 Z", "x": "X 报表", "no": "第 {} 号", "not_booked": "中途查看 未结班", "till": "{} 号台", "cashier": "收银 {}",
        "opened": "开班 {}", "day": "营业日 {}", "sales": "销售 {} 单", "refunds": "退货 {} 单", "discounts": "其中优惠", "tenders": "收款",
        "times": "{} 笔", "paid": "退 {} 笔", "total": "合计", "drawer": "钱箱", "float": "备用金", "cash_in": "现金收款",
        "cash_back": "现金退款", "expected": "应有", "counted": "实点", "more": "长款", "less": "短款", "even": "相符",
        "uncounted": "没有清点现金", "why": "原因", "approved": "批准", "before": "期初", "after": "期末", "owed": "其中会员欠分",
        "face": "按面值（100 分 = ￥{}）", "agrees": "与小票核对一致", "mismatch": "{} {} 分：小票 {} 没有对应的积分记录",
        "missing": "少", "surplus": "多", "drift": "期末与流水相差 {} 分", "counts": "其他", "unprinted": "没确认打出的小票 {} 张",
        "approvals": "审批记录 {} 条", "more_rows": "另有 {} 条", "perpetual": "累计销售 {} 单", "perpetual_back": "累计退货",
        "range": "流水 {} 至 {}，共 {} 条", "anchor": "锚 {} 第 {} 条", "shifts": "{} 个班次", "amount": "金额", "hash": "校验 {}",
        "sign": "签字",
    },
    "en": {
        "z": "Z report", "x": "X report", "no": "No. {}", "not_booked": "A look, nothing closed", "till": "Till {}",
        "cashier": "Cashier {}", "opened": "Opened {}", "day": "Business day {}", "sales": "{} sales", "refunds": "{} returns",
        "discounts": "of which discounts", "tenders": "Tenders", "times": "{}×", "paid": "back {}×", "total": "Total", "drawer": "Drawer",
        "float": "Float", "cash_in": "Cash taken", "cash_back": "Cash refunded", "expected": "Expected", "counted": "Counted",
        "more": "Over", "less": "Short", "even": "Agrees", "uncounted": "The drawer was not counted", "why": "Reason",
        "approved": "Approved by", "before": "Before", "after": "After", "owed": "of which owed by members",
        "face": "At face value (100 pts = ￥{})", "agrees": "Agrees with the receipts",
        "mismatch": "{} {} pts: receipt {} has no such booking",
        "missing": "missing", "surplus": "over", "drift": "{} pts that no event explains", "counts": "Counted",
        "unprinted": "{} papers not known to be printed", "approvals": "{} approvals", "more_rows": "{} more",
        "perpetual": "Sales ever: {}", "perpetual_back": "Refunded ever", "range": "Journal {} to {}, {} events",
        "anchor": "Anchor {} at {}", "shifts": "{} shifts", "amount": "Amount", "hash": "Check {}", "sign": "Signed",
    },
}  # fmt: skip


def shift_report(data: ReportData, lang: Language) -> Document:
    """A report on paper; its title names the file."""
    name = data.days or (f"Z{data.z_no:04d}" if data.z_no is not None else "X")
    return Document(f"{name}-{data.head.till}-{data.business_date or data.head.date}", tuple(_report(data, lang)))


def cash_slip(data: CashSlipData, lang: Language) -> Document:
    """The slip of one movement of cash, with a line to sign on."""
    return Document(f"{data.how}-{data.journal_hash}", tuple(_cash(data, lang)))


def _head(head: PaperHead, title: str, w: dict[str, str]) -> Iterator[Element]:
    yield Text(head.shop_name, Style.BIG, Align.CENTER)
    if head.store_name:
        yield Text(head.store_name, align=Align.CENTER)
    yield Text(title, Style.TALL, Align.CENTER)
    yield Rule()
    yield Pair(f"{head.date} {head.time}", w["till"].format(head.till))
    if head.cashier:
        yield Text(w["cashier"].format(head.cashier))


def _cash(data: CashSlipData, lang: Language) -> Iterator[Element]:
    w = _WORDS[lang]
    yield from _head(data.head, how_label(data.how, lang), w)
    yield Rule("=")
    if data.amount_minor is not None:
        yield Pair(w["amount"], f"￥{money_text(data.amount_minor)}", Style.TALL)
    yield Pair(w["why"], reason_label(data.reason, lang))
    if data.approved_by:
        yield Pair(w["approved"], data.approved_by)
    yield Feed()
    yield Pair(w["sign"], "_" * 16)
    yield Rule()
    yield Text(w["hash"].format(data.journal_hash), align=Align.CENTER)
    yield Feed()
    yield Cut()


def _report(data: ReportData, lang: Language) -> Iterator[Element]:
    w = _WORDS[lang]
    title = data.days or (w["x"] if data.z_no is None else f"{w['z']} {w['no'].format(data.z_no)}")
    yield from _head(data.head, title, w)
    if data.days:
        yield Text(w["shifts"].format(data.shifts))
    else:
        yield Pair(w["opened"].format(data.opened), w["day"].format(data.business_date))
        if data.z_no is None:
            yield Text(w["not_booked"])
    yield from _sales(data.figures, lang, with_cash=data.drawer_shown)
    if data.drawer_shown:
        yield from _drawer(data, lang)
    for unit in data.units:
        yield from _unit(data, unit, lang)
    yield from _counts(data, lang)
    yield from _approvals(data, w)
    if data.unprinted:
        yield Text(w["unprinted"].format(len(data.unprinted)), Style.BOLD)
        for title in data.unprinted[:_UNPRINTED_PRINTED]:
            yield Text(title, indent=_DETAIL)
    yield Rule("=")
    if data.perpetual is not None:
        sales, sold_minor, back_minor = data.perpetual
        yield Pair(w["perpetual"].format(f"{sales:,}"), f"￥{money_text(sold_minor)}")
        yield Pair(w["perpetual_back"], f"￥{money_text(back_minor)}")
    figures = data.figures
    yield Text(w["range"].format(figures.first, figures.last, f"{figures.events:,}"))
    if data.anchor:
        yield Text(w["anchor"].format(data.anchor, data.anchor_seq), Style.BOLD)
    yield Feed()
    yield Cut()


def _sales(figures: ShiftFigures, lang: Language, *, with_cash: bool) -> Iterator[Element]:
    w = _WORDS[lang]
    yield Rule("=")
    yield Pair(w["sales"].format(figures.sales), f"￥{money_text(figures.sold_minor)}", Style.BOLD)
    if figures.discounts_minor:
        yield Pair(w["discounts"], f"￥{money_text(figures.discounts_minor)}", indent=_DETAIL)
    yield Pair(w["refunds"].format(figures.refunds), f"￥{money_text(-figures.refunded_minor)}")
    if not with_cash:  # the tenders would tell what the drawer should hold
        return
    yield Rule()
    yield Text(w["tenders"], Style.BOLD)
    for total in figures.tenders:
        label = f"{tender_label(total.kind, lang)} {w['times'].format(total.taken)}"
        if total.paid:
            label += f" {w['paid'].format(total.paid)}"
        yield Pair(label, f"￥{money_text(total.net_minor)}")
    yield Pair(w["total"], f"￥{money_text(sum(total.net_minor for total in figures.tenders))}", Style.BOLD)


def _drawer(data: ReportData, lang: Language) -> Iterator[Element]:
    w, figures = _WORDS[lang], data.figures
    cash = figures.tender("cash")
    yield Rule()
    yield Text(w["drawer"], Style.BOLD)
    yield Pair(w["float"], money_text(data.float_minor))
    yield Pair(w["cash_in"], money_text(cash.taken_minor))
    if cash.paid_minor:
        yield Pair(w["cash_back"], money_text(-cash.paid_minor))
    for how, n, minor in figures.cash_moved:
        yield Pair(f"{how_label(how, lang)} {w['times'].format(n)}", money_text(minor if how == "pay_in" else -minor))
    yield Pair(w["expected"], f"￥{money_text(data.expected_minor)}", Style.BOLD)
    if not data.counted:
        if data.z_no is not None:
            yield Text(w["uncounted"])
        return
    for piece, n in data.counted:
        if n:
            yield Pair(f"￥{money_text(piece)} × {n:,}", money_text(piece * n), indent=_DETAIL)
    yield Pair(w["counted"], f"￥{money_text(data.expected_minor + data.difference_minor)}", Style.BOLD)
    word = w["even"] if not data.difference_minor else w["more" if data.difference_minor > 0 else "less"]
    yield Pair(word, f"￥{money_text(abs(data.difference_minor))}" if data.difference_minor else "", Style.BOLD)
    if data.reason:
        yield Pair(w["why"], reason_label(data.reason, lang), indent=_DETAIL)
    if data.approved_by:
        yield Pair(w["approved"], data.approved_by, indent=_DETAIL)


def _unit(data: ReportData, unit: PaperUnit, lang: Language) -> Iterator[Element]:
    w, is_money = _WORDS[lang], unit.unit in MONEY_UNITS
    figure, signed = (money_text, _signed_money) if is_money else (points_text, signed_text)
    yield Rule()
    yield Text(unit_label(unit.unit, lang), Style.BOLD)
    yield Pair(w["before"], figure(unit.before))
    for move in data.figures.unit(unit.unit).moves:
        yield Pair(f"{kind_label(move.kind, unit.unit, lang)} {w['times'].format(move.events)}", signed(move.amount))
    yield Pair(w["after"], figure(unit.after), Style.BOLD)
    if unit.owed:
        yield Pair(w["owed"], figure(unit.owed), indent=_DETAIL)
    if unit.unit != "POINTS":
        return
    if data.face_value is not None:
        hundred = money_text(round(data.face_value * 100))
        yield Pair(w["face"].format(hundred), f"￥{money_text(round(data.face_value * unit.after))}")
    drift = unit.after - unit.before - data.figures.unit(unit.unit).amount
    if not data.figures.mismatched and not drift:
        yield Text(w["agrees"])
    for mismatch in data.figures.mismatches:
        side = w["missing" if mismatch.points > 0 else "surplus"]
        yield Text(w["mismatch"].format(side, abs(mismatch.points), mismatch.paper), Style.BOLD)
    if drift:
        yield Text(w["drift"].format(points_text(drift)), Style.BOLD)


def _signed_money(amount_minor: int) -> str:
    return f"{'+' if amount_minor >= 0 else ''}{money_text(amount_minor)}"


def _counts(data: ReportData, lang: Language) -> Iterator[Element]:
    figures = data.figures
    yield Rule()
    yield Text(_WORDS[lang]["counts"], Style.BOLD)
    yield Pair(count_label("voids", lang), f"{figures.voids}  ￥{money_text(figures.voids_minor)}")
    yield Pair(count_label("overrides", lang), str(figures.overrides))
    for name in COUNTS_SHOWN:
        if figures.count(name) or name in ("reprints", "no_sales", "abandoned"):
            yield Pair(count_label(name, lang), str(figures.count(name)))


def _approvals(data: ReportData, w: dict[str, str]) -> Iterator[Element]:
    n = data.figures.count("approvals")
    if not n:
        return
    yield Text(w["approvals"].format(n), Style.BOLD)
    for approval in data.approvals[:_APPROVALS_PRINTED]:
        yield Text(f"{approval.time} {approval.act} {approval.asked_by} → {approval.approved_by}", indent=_DETAIL)
    if n > _APPROVALS_PRINTED:
        yield Text(w["more_rows"].format(n - _APPROVALS_PRINTED), indent=_DETAIL)

"""What Refund and receipts shows: the receipt with its lines, what goes back, what happens to every point, who has to say yes. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from app.domain.members.pinyin import PinyinTable
from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.labels import rule_label
from app.domain.programme.refund import kept_line
from app.domain.sales.refund_reason import REASONS, reason_label
from app.domain.sales.sale_number import spoken
from app.domain.sales.tender import CASH, POINTS, tender_label
from app.domain.till.rights import Act
from app.gui.components.views import IconLine, PaperOf, PickRowView, ScanBoxView, TagText, TierView
from app.gui.i18n import DASH, Texts, amount, count, money, signed
from app.gui.presenters.counter_views import TENDER_ICONS, day_text, short_language, tier_view
from app.gui.theme.theme import Tone
from app.services.find_receipts import FoundReceipt
from app.services.receipts import line_tags
from app.services.refund_plan import RefundPlan
from app.services.refund_sale import RefundPreview, RefundSale
from app.services.refund_slips import CompletedRefund

LOTS_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundRow:
    """A line of the receipt. `closed`: nothing of it can come back any more."""

    line_id: str
    name: str
    tags: tuple[TagText, ...]
    price: str
    bought: str
    qty: str
    refund: str
    points: str
    ticked: bool
    can_increase: bool
    can_decrease: bool
    closed: bool


@dataclass(frozen=True, slots=True)
class SettledLine:
    """A line of what is settled: label, a detail below it, the figure and its tone."""

    label: str
    figure: str
    tone: Tone = "text"
    detail: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class ReasonChip:
    """A reason with its digit."""

    code: str
    key: str
    label: str
    selected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptHead:
    """The card of the receipt: number, when and where; what was paid and how; whose; whether it may still come back."""

    number: str
    facts: str
    paid: str
    tenders: str
    tier: TierView | None
    member: str
    window: IconLine


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneRefund:
    """A return that is booked: what is handed out, the other ways money went back, the points, the slip."""

    title: str
    cash_title: str
    cash: str
    ways: tuple[str, ...]
    points: str
    balance: str
    hint: str
    paper: PaperOf
    print_state: IconLine | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundView:
    """The screen. `mode`: the list of receipts, one laid open, or the return just booked. `loose`: goods without a receipt."""

    mode: Literal["search", "sale", "done"]
    title: str
    scan: ScanBoxView
    # the list
    text: str = ""
    prompt: str = ""
    found: tuple[PickRowView, ...] = ()
    found_selected: str = ""
    hint: str = ""
    ways: tuple[str, ...] = ()
    # one receipt
    head: ReceiptHead | None = None
    rows: tuple[RefundRow, ...] = ()
    selected: int = -1
    chosen: str = ""
    all_ticked: bool = False
    reasons: tuple[ReasonChip, ...] = ()
    money_note: str = ""
    money: tuple[SettledLine, ...] = ()
    total: str = ""
    points_title: str = ""
    points: tuple[SettledLine, ...] = ()
    balance: str = ""
    approval: IconLine | None = None
    cash_title: str = ""
    cash: str = ""
    confirm: str = ""
    can_confirm: bool = False
    can_exchange: bool = False
    loose: bool = False
    why_not: str = ""
    problem: str = ""
    # booked
    done: DoneRefund | None = None


class RefundScreen(Protocol):
    """What the presenter asks of the screen."""

    def show_view(self, view: RefundView) -> None: ...


def found_rows(found: Sequence[FoundReceipt], on: str, t: Texts, table: PinyinTable) -> tuple[PickRowView, ...]:
    """The list of receipts."""
    rows = []
    for one in found:
        sale = one.sale
        back = t("{amount} came back", amount=money(sale.refunded_minor)) if sale.refunded_minor else ""
        who = one.member.on_screen(short_language(t), table) if one.member is not None else t("Walk-in")
        rows.append(
            PickRowView(
                id=sale.event_id,
                title=f"{spoken(sale.number)} · {day_text(t, one.date, on)} {one.time}",
                detail=" · ".join(part for part in (who, back) if part),
                figure=money(sale.total_minor),
                icon="receipt",
            )
        )
    return tuple(rows)


def receipt_head(opened: RefundSale, t: Texts, table: PinyinTable) -> ReceiptHead:
    """The card above the lines."""
    data, member = opened.paper.data, opened.member
    programme = opened.sale.programme
    own = short_language(t)
    parts = [f"{tender_label(kind, own)} {money(amount_minor)}" for kind, amount_minor, *_ in opened.sale.body["tenders"]]
    return ReceiptHead(
        number=t("Receipt {number}", number=spoken(data.sale_number)),
        facts=" · ".join((f"{day_text(t, data.date, opened.today)} {data.time}", t("Till {n}", n=data.till), data.cashier)),
        paid=t("Paid {amount}", amount=money(data.total_minor)),
        tenders=" · ".join(parts),
        tier=None if member is None else tier_view(programme, member.tier, t),
        member="" if member is None else member.on_screen(own, table),
        window=_window(opened, t),
    )


def _window(opened: RefundSale, t: Texts) -> IconLine:
    if not any(opened.left.values()):
        return IconLine("ok", t("All of it came back"), "muted")
    if opened.last_day is None:
        return IconLine("calendar", t("Returns at any time"), "success")
    left = (date.fromisoformat(opened.last_day) - date.fromisoformat(opened.today)).days
    if left < 0:
        return IconLine("calendar", t.plural("{n} day too late", "{n} days too late", -left), "warn")
    if left == 0:
        return IconLine("calendar", t("Last day for returns"), "success")
    return IconLine("calendar", t.plural("{n} day left for returns", "{n} days left for returns", left), "success")


def refund_rows(opened: RefundSale, ticked: Mapping[str, int], preview: RefundPreview | None, t: Texts) -> tuple[RefundRow, ...]:
    """The lines; what each gives back and takes back once pieces of it are chosen."""
    sale = opened.sale
    inputs = {line.id: line for line in sale.evaluation.event.lines}
    tags = line_tags(sale.programme, sale.quote, short_language(t)) if opened.member is not None else {}
    effect: dict[str, int] = {}
    if preview is not None and opened.member is not None:
        last, kept = preview.plan.differences.last.points_by_line(), preview.plan.differences.kept.points_by_line()
        effect = {line: kept.get(line, 0) - last.get(line, 0) for line in {*last, *kept}}
    rows = []
    for line in sale.body["lines"]:
        line_id, bought, left = line["id"], line["qty"], opened.left[line["id"]]
        qty = ticked.get(line_id, 0)
        was, now = kept_line(inputs[line_id], bought - left), kept_line(inputs[line_id], bought - left + qty)
        back = (was.payable_minor if was else 0) - (now.payable_minor if now else 0)
        shown = [TagText(name, "points") for name in tags.get(line_id, ())]
        if line.get("discount_minor"):
            shown.append(TagText(t("Discount"), "action"))
        if left < bought:
            shown.append(TagText(t.plural("{n} came back", "{n} came back", bought - left)))
        paid = line["unit_minor"] * bought - line.get("discount_minor", 0)
        points = effect.get(line_id, 0) if qty else 0
        rows.append(
            RefundRow(
                line_id=line_id,
                name=(line.get("name_en") or line["name"]) if t.language == "en" else line["name"],
                tags=tuple(shown),
                price=amount(paid // bought),
                bought=count(bought),
                qty=count(qty),
                refund=amount(back) if qty else DASH,
                points=signed(points) if points else DASH,
                ticked=qty > 0,
                can_increase=qty < left,
                can_decrease=qty > 0,
                closed=left == 0,
            )
        )
    return tuple(rows)


def reason_chips(chosen: str, t: Texts) -> tuple[ReasonChip, ...]:
    """Why it comes back, by digit."""
    own = short_language(t)
    return tuple(ReasonChip(code, str(n), reason_label(code, own), code == chosen) for n, code in enumerate(REASONS, 1))


def money_lines(plan: RefundPlan, t: Texts) -> tuple[SettledLine, ...]:
    """What goes back by the original tenders, and what is kept for points that are gone."""
    own = short_language(t)
    points_back = sum(part.points for part in plan.result.restored)
    lines = []
    for kind, back_minor in plan.result.tenders:
        label = t("Points back: {points}", points=t.points(points_back)) if kind == POINTS else tender_label(kind, own)
        lines.append(SettledLine(label, money(back_minor), icon=TENDER_ICONS.get(kind, "cash")))
    settled = plan.result.settlement
    if settled.charged_points:
        label = t("{points} short, off the refund", points=t.points(settled.charged_points))
        lines.append(SettledLine(label, money(-settled.charged_minor), "danger", icon="usePoints"))
    return tuple(lines)


def points_lines(plan: RefundPlan, opened: RefundSale, t: Texts) -> tuple[SettledLine, ...]:
    """Every point that moves, as the slip will say it."""
    programme, found, result = opened.sale.programme, plan.differences, plan.result
    own = dict(found.of("member"))
    lost, won = sum(min(0, delta) for delta in own.values()), sum(max(0, delta) for delta in own.values())
    lines = []
    again = t("Counted again: earned {was}, now {now}", was=count(found.last.points), now=count(found.kept.points))
    if lost:
        lines.append(SettledLine(t("Earned points taken back"), signed(lost), "danger", again))
    if won:
        lines.append(SettledLine(t("Earned by another rule now"), signed(won), "success", "" if lost else again))
    if plan.raised is not None:
        for part in plan.raised.reversals:
            label = rule_label(programme.rule(part.rule), programme, short_language(t))
            lines.append(SettledLine(t("No longer reached: {goal}", goal=label), signed(-part.points), "danger"))
    lines += _lots_back(plan, opened.today, t)
    settled = result.settlement
    if settled.expired_offset:
        lines.append(SettledLine(t("Had lapsed unused, set off"), count(settled.expired_offset), "muted"))
    if settled.charged_points:
        charged = t("{points} short: {amount} off the refund", points=t.points(settled.charged_points), amount=money(settled.charged_minor))
        lines.append(SettledLine(charged, "", "danger"))
    owed = settled.debt_after - result.debt_before
    if owed > 0:
        lines.append(SettledLine(t("{points} short: booked as owed", points=t.points(owed)), "", "danger"))
    elif owed < 0:
        lines.append(SettledLine(t("Owed points paid"), signed(owed), "muted"))
    lines += _others(plan, programme, t)
    return tuple(lines)


def _lots_back(plan: RefundPlan, on: str, t: Texts) -> list[SettledLine]:
    """Points that were used and come back: to their own lots with their own last day."""
    back = plan.result.restored
    if not back:
        return []
    lots = plan.accounts[0].lots
    said = []
    for part in back[:LOTS_SHOWN]:
        earned = day_text(t, lots[part.lot].earned_on, on)
        last = "" if part.expires_on is None else day_text(t, part.expires_on, on)
        if part.state == "expired":
            said.append(t("{points} of {day} lapsed on {last}", points=t.points(part.points), day=earned, last=last))
        elif part.state == "grace":
            said.append(t("{points} of {day}, extended to {last}", points=t.points(part.points), day=earned, last=last))
        elif last:
            said.append(t("{points} of {day}, still good to {last}", points=t.points(part.points), day=earned, last=last))
        else:
            said.append(t("{points} of {day}, lasting", points=t.points(part.points), day=earned))
    if len(back) > LOTS_SHOWN:
        said.append(t("and {n} more lots", n=count(len(back) - LOTS_SHOWN)))
    return [SettledLine(t("Used points given back"), signed(sum(part.points for part in back)), "success", "\n".join(said))]


def _others(plan: RefundPlan, programme: CompiledProgramme, t: Texts) -> list[SettledLine]:
    lines = []
    for voucher in plan.vouchers:
        reward = programme.rewards.get(voucher.voucher)
        name = voucher.voucher if reward is None else reward.name
        worth = "" if voucher.worth_minor is None else money(voucher.worth_minor)
        text = t("Voucher used, not back: {name}", name=name) if voucher.used else t("Voucher taken back: {name}", name=name)
        lines.append(SettledLine(text, worth if voucher.used else "", "warn" if voucher.used else "text"))
    for account in plan.accounts[1:]:
        if account.points:
            label = t("Referrer's points") if account.recipient == "referrer" else t("Team's points")
            lines.append(SettledLine(label, signed(account.points), "danger" if account.points < 0 else "success"))
    tier = plan.result.tier
    if tier is not None and tier.after != tier.before:
        names = [tier_view(programme, code, t).name for code in (tier.before, tier.after)]
        lines.append(SettledLine(t("Tier {before} → {after}", before=names[0], after=names[1]), "", "warn"))
    return lines


def balance_text(plan: RefundPlan, t: Texts) -> str:
    """1,675 → 1,952 分."""
    before, after = plan.available
    return f"{count(before)} → {t.points(after)}"


def approval_line(opened: RefundSale, preview: RefundPreview | None, t: Texts) -> IconLine:
    """Whether somebody else has to say yes, and why."""
    if preview is not None and preview.asked is not None:
        late = {Act.REFUND_LATE: t("The days for returns are over: a leader approves")}
        much = t("Above {amount}: a leader approves", amount=money(opened.limit_minor or 0))
        return IconLine("proofOk", late.get(preview.asked.act, much), "warn")
    if opened.limit_minor is None:
        return IconLine("proofOk", t("You may refund this yourself"), "success")
    return IconLine("proofOk", t("Up to {amount} no leader is needed", amount=money(opened.limit_minor)), "success")


def cash_back(paid_out: Sequence[tuple[str, int]], t: Texts) -> tuple[str, str]:
    """Title and amount of what is handed out: cash before all else, else what goes back by another way."""
    ways = dict(paid_out)
    if ways.get(CASH) or not ways:
        return t("Hand out in cash"), money(ways.get(CASH, 0))
    names = " · ".join(tender_label(kind, short_language(t)) for kind in ways)
    return t("Back by {way}", way=names), money(sum(ways.values()))


def done_refund(done: CompletedRefund, paper: PaperOf, state: IconLine | None, t: Texts) -> DoneRefund:
    """The return just booked."""
    data = done.data
    own = short_language(t)
    cash = sum(part.amount_minor for part in data.paid_out if part.label in (tender_label(CASH, "zh"), tender_label(CASH, "en")))
    others = [part for part in data.paid_out if part.label not in (tender_label(CASH, "zh"), tender_label(CASH, "en"))]
    labels = {tender_label(kind, paper_language): tender_label(kind, own) for kind in TENDER_ICONS for paper_language in ("zh", "en")}
    member = data.member
    moved = 0 if member is None else member.points_after - member.points_before
    return DoneRefund(
        title=t("Refunded, points settled"),
        cash_title=t("Hand out in cash"),
        cash=money(cash),
        ways=tuple(f"{labels.get(part.label, part.label)} {money(part.amount_minor)}" for part in others),
        points="" if member is None else f"{signed(moved)} {t.points_unit(moved)}",
        balance="" if member is None else t.points(member.points_after),
        hint=t("Just scan the next sale, this page closes by itself"),
        paper=paper,
        print_state=state,
    )

"""What stands on the counter, made ready for the screen: basket rows, member panel, use-points key, pay card. Pure functions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from app.domain.errors import Refusal
from app.domain.members.pinyin import PinyinTable
from app.domain.members.tier_names import tier_name
from app.domain.programme.compiled import CompiledProgramme
from app.domain.sales.basket import Basket, Line
from app.domain.sales.tender import ALIPAY, CARD, CASH, POINTS, STORED_VALUE, VALUE_BONUS, WECHAT, tender_label
from app.domain.till.weighed_label import weight_text
from app.gui.components.views import (
    BasketRowView,
    BasketView,
    IconLine,
    MemberView,
    PayCardView,
    PaymentLine,
    PickRowView,
    QuickItemView,
    RewardLine,
    TagText,
    TierView,
    UsePointsView,
)
from app.gui.i18n import DASH, MINUS, Texts, amount, count, mark, money, short_money, signed
from app.gui.presenters.messages import message
from app.gui.theme.theme import Tone, tier_rank
from app.services.counter import Attached, CounterState, LastVisit
from app.services.ports.store import MemberHit
from app.services.receipts import excluded_lines, line_tags, next_reward, next_tier

if TYPE_CHECKING:
    from app.services.visit_habits import VisitHabits

CODE_LINE = "code:"
CREDIT_LINE = "credit"
COUPON_LINE = "coupon:"
STATES_SHOWN = 2
_CARD_TAIL = 4
_QTY_LAST = 9_999
TENDER_ICONS = {
    CASH: "cash",
    WECHAT: "wechat",
    ALIPAY: "alipay",
    CARD: "bankCard",
    POINTS: "usePoints",
    STORED_VALUE: "storedValue",
    VALUE_BONUS: "storedValue",
}
VALUE_LINE = "value:"
"""Before the place of a card that pays, in the id of its line."""


def short_language(t: Texts) -> Literal["zh", "en"]:
    """The language as domain functions name it: zh or en."""
    return "en" if t.language == "en" else "zh"


def day_text(t: Texts, day: str, on: str) -> str:
    """6月20日 / 20 Jun of an ISO date; with the year where it is another one than that of the day `on`."""
    shown = date.fromisoformat(day)
    return t.date(shown) if day[:4] == on[:4] else t.date_with_year(shown)


def line_name(line: Line, t: Texts) -> str:
    """The item's name in the screen's language."""
    return (line.name_en or line.name) if t.language == "en" else line.name


def basket_view(state: CounterState | None, t: Texts, *, selected: int = -1, flashed: str = "", bill: bool = False) -> BasketView:
    """The basket; `bill` is the narrow form beside a sheet."""
    if state is None:
        return BasketView()
    basket = state.basket
    return BasketView(
        rows=basket_rows(state, t),
        selected=-1 if bill else selected,
        flashed=flashed,
        layout="bill" if bill else "full",
        count=pieces_text(basket, t),
        saved=saved_text(basket, t),
        due=money(basket.due_minor) if bill else "",
    )


def basket_rows(state: CounterState, t: Texts) -> tuple[BasketRowView, ...]:
    """The lines with the engine's whole points per line."""
    points = state.quote.points_by_line() if state.attached is not None else {}
    excluded = excluded_lines(state.quote)
    tags = line_tags(state.programme, state.quote, short_language(t)) if state.attached is not None else {}
    rows = []
    for number, line in enumerate(state.basket.lines, 1):
        no_points = line.id in excluded
        shown = [TagText(name, "points") for name in tags.get(line.id, ())]
        if line.weight_g:
            shown.insert(0, TagText(weight_text(line.weight_g)))
        if line.tier_saved_minor:
            shown.append(TagText(t("Member price {saved}", saved=f"{MINUS}{money(line.tier_saved_minor)}"), "action"))
        if line.was_minor is not None:
            shown.append(TagText(t("Price set, was {price}", price=money(line.was_minor)), "action"))
        if line.given_minor:
            shown.append(TagText(t("Discount {saved}", saved=f"{MINUS}{money(line.given_minor)}"), "action"))
        if no_points:
            shown.append(TagText(t("Earns no points")))
        rows.append(
            BasketRowView(
                line_id=line.id,
                number=number,
                name=line_name(line, t),
                code=line.barcode or f"SKU {line.sku}",
                tags=tuple(shown),
                price=amount(line.unit_minor if line.tier_minor is None else line.tier_minor),
                was="" if line.tier_minor is None else amount(line.unit_minor),
                quantity=count(line.qty),
                amount=amount(line.payable_minor),
                points=_line_points(state, points.get(line.id, 0), no_points),
                can_decrease=line.qty > 1,
                can_increase=line.qty < _QTY_LAST,
            )
        )
    return tuple(rows)


def _line_points(state: CounterState, points: int, no_points: bool) -> str:
    if no_points:
        return DASH
    return signed(points) if state.attached is not None else ""


def pieces_text(basket: Basket, t: Texts) -> str:
    """8 件 / 8 items; nothing for an empty basket."""
    return t.plural("{n} item", "{n} items", basket.pieces) if basket.lines else ""


def saved_text(basket: Basket, t: Texts) -> str:
    """已优惠 ¥1.00, nothing where nothing was saved."""
    return t("Saved {amount}", amount=money(basket.discount_minor)) if basket.discount_minor else ""


def tier_view(programme: CompiledProgramme, code: str, t: Texts) -> TierView:
    """A tier by rank and name; a code the programme does not know counts as the lowest."""
    tiers = programme.tiers
    if tiers is None or code not in tiers.rank:
        return TierView("regular", t("Member"))
    place = tiers.rank[code]
    level = tiers.levels[place]
    return TierView(tier_rank(place, len(tiers.levels)), tier_name(level.code, level.name, short_language(t)))


def person_name(attached: Attached, t: Texts, table: PinyinTable) -> str:
    """林女士, Ms Lin."""
    return attached.member.on_screen(short_language(t), table)


def identity(attached: Attached, t: Texts) -> str:
    """尾号 6027 · 卡 8812"""
    parts = [attached.member.phone_on_screen(short_language(t))] if attached.member.phone else []
    if attached.card:
        parts.append(t("card …{tail}", tail=attached.card[-_CARD_TAIL:]))
    return " · ".join(parts)


def identity_to_customer(attached: Attached, t: Texts) -> str:
    """尾号 6027: enough for the customer to know that it is the own account, too little for whoever looks over the shoulder."""
    return attached.member.phone_on_screen(short_language(t)) if attached.member.phone else ""


def initial_of(name: str) -> str:
    """The letter in the avatar: 林, L."""
    return name.split(" ")[-1][:1] if name.isascii() else name[:1]


def worth_minor(programme: CompiledProgramme, points: int) -> int:
    """What so many points pay, in fen, rounded down (programme.md §6.3)."""
    return int(points * programme.point_value // 1)


def member_view(
    state: CounterState, t: Texts, table: PinyinTable, *, told: IconLine | None = None, habits: VisitHabits | None = None
) -> MemberView | None:
    """The five answers about the attached member; None without one. `told`: what an act has just given, before the states. `habits`: how
    often the member comes and what is usually bought, once it is known.
    """
    attached = state.attached
    if attached is None:
        return None
    name = person_name(attached, t, table)
    balance = max(0, attached.balance.available)
    earned = state.quote.points
    expiring = _expiring(state, t)
    tier_gap = _next_tier(state, t)
    states = (*((told,) if told is not None else ()), *_states(state, attached, t, habits))
    visit = attached.last_visit
    return MemberView(
        name=name,
        initial=initial_of(name),
        tier=tier_view(state.programme, state.quote.tier.effective if state.quote.tier else attached.member.tier, t),
        identity=identity(attached, t),
        balance=count(balance),
        balance_unit=t.points_unit(balance),
        worth=f"≈ {money(worth_minor(state.programme, balance))}",
        value="" if attached.value is None or not attached.value.total_minor else money(attached.value.total_minor),
        earned=signed(earned),
        earned_unit=t.points_unit(earned),
        expiring=expiring[0],
        expiring_on=expiring[1],
        reward=_reward(state, t),
        next_tier=tier_gap[0],
        next_tier_gap=tier_gap[1],
        next_tier_permille=tier_gap[2],
        last_visit="" if visit is None else _visit_text(visit, habits, state.context.business_date, t),
        activity=None if habits is None else _badge(habits, t),
        states=states[:STATES_SHOWN],
        spoken=t("This sale earns {points}, press F8 to see why", points=t.points(earned)),
    )


def _named(items: tuple[tuple[str, str], ...], t: Texts) -> tuple[str, ...]:
    return tuple(english if short_language(t) == "en" else name for name, english in items)


def _visit_text(visit: LastVisit, habits: VisitHabits | None, on: str, t: Texts) -> str:
    """Last visit and the goods that are usually bought; those of the last visit where nothing is usual yet."""
    usual = () if habits is None else _named(habits.usual, t)
    listed = ("、" if t.language == "zh_CN" else ", ").join(usual or _named(visit.items, t))
    date_ = day_text(t, visit.date, on)
    if usual:
        return t("Last visit {date}, usually {items}", date=date_, items=listed)
    return t("Last visit {date}: {items}", date=date_, items=listed)


_BADGES: dict[str, tuple[str, str, Tone]] = {
    "new": ("member", mark("New member"), "info"),
    "active": ("active", mark("Active"), "success"),
    "positive": ("active", mark("Frequent"), "success"),
    "ordinary": ("member", mark("Ordinary"), "muted"),
    "dormant": ("dormant", mark("Dormant"), "warn"),
}


def _badge(habits: VisitHabits, t: Texts) -> IconLine:
    """The member's state by the own rhythm (MEM-07)."""
    icon, text, tone = _BADGES[habits.rhythm.state]
    return IconLine(icon, t(text), tone)


def _away(attached: Attached, habits: VisitHabits | None, t: Texts) -> IconLine | None:
    """Whoever has stayed away longer than is usual for them is greeted with it (EDGE-09)."""
    found = None if habits is None else habits.rhythm
    if found is not None and found.late and found.usual_days is not None:
        now, usual = count(found.away or 0), count(found.usual_days)
        if usual == "1":
            return IconLine("dormant", t("Usually every day, now {n} days", n=now), "warn")
        return IconLine("dormant", t("Usually every {usual} days, now {n}", usual=usual, n=now), "warn")
    if attached.dormant_days is not None and (found is None or found.usual_days is None):
        return IconLine("dormant", t("Not here for {n} days", n=count(attached.dormant_days)), "warn")
    return None


def _expiring(state: CounterState, t: Texts) -> tuple[str, str]:
    attached = state.attached
    if attached is None or not attached.expiring:
        return "", ""
    soonest = attached.expiring[0]
    on = state.context.business_date
    soon = is_soon(soonest.last_day, on, attached.reminder_days)
    return (t.points(soonest.points), day_text(t, soonest.last_day, on)) if soon else ("", "")


def is_soon(last_day: str, on: str, days: int) -> bool:
    """Whether points with this last good day are worth a word on the day `on` (EXP-05): so many days before they lapse."""
    return (date.fromisoformat(last_day) - date.fromisoformat(on)).days <= days


def _reward(state: CounterState, t: Texts) -> RewardLine | None:
    after = state.balance_after
    nearest = next_reward(state.programme, after)
    if nearest is None:
        return None
    wanted = after + nearest.points_missing
    return RewardLine(
        name=nearest.name,
        permille=after * 1000 // wanted,
        short=t("{points} short after this sale", points=t.points(nearest.points_missing)),
        figures=f"{count(after)} / {count(wanted)}",
    )


def _next_tier(state: CounterState, t: Texts) -> tuple[str, str, int | None]:
    ahead, result = next_tier(state.programme, state.quote, short_language(t)), state.quote.tier
    if ahead is None or result is None:
        return "", "", None
    wanted = result.metric_after + result.next_missing
    permille = result.metric_after * 1000 // wanted if wanted else 0
    gap = t.points(ahead.points_missing) if ahead.points_missing else short_money(ahead.spend_missing_minor)
    return t("To {tier}", tier=ahead.name), t("{gap} to go", gap=gap), permille


def _states(state: CounterState, attached: Attached, t: Texts, habits: VisitHabits | None) -> tuple[IconLine, ...]:
    """At most two are shown: frozen > debt > tier reached > birthday > away for longer than usual > challenge > the shop's word."""
    lines = []
    member, tier = attached.member, state.quote.tier
    if member.status == "frozen":
        lines.append(IconLine("frozen", t("Under review: earns, cannot spend"), "danger"))
    if attached.balance.debt:
        lines.append(
            IconLine("warn", t("Owes {points} from a return; this sale pays it first", points=t.points(attached.balance.debt)), "warn")
        )
    if tier is not None and tier.after != tier.before:
        lines.append(
            IconLine("tierProgress", t("Reaches {tier} with this sale", tier=tier_view(state.programme, tier.after, t).name), "success")
        )
    day = date.fromisoformat(state.context.business_date)
    if (member.birthday_month, member.birthday_day) == (day.month, day.day):
        lines.append(IconLine("birthday", t("Birthday today"), "points"))
    away = _away(attached, habits, t)
    if away is not None:
        lines.append(away)
    if len(lines) < STATES_SHOWN and state.evaluation.totals is not None:
        from app.services.challenge_progress import progress_text, progress_with_basket  # few shops set goals

        texts = (progress_text(goal, short_language(t)) for goal in progress_with_basket(state, short_language(t)))
        lines.extend(IconLine("challenge", text, "points") for text in texts if text)
    said = "" if habits is None else habits.message[short_language(t) == "en"]
    if said:
        lines.append(IconLine("info", said, "info"))
    return tuple(lines)


def use_points_view(state: CounterState, t: Texts, *, selected: bool = False) -> UsePointsView:
    """The use-points key: hidden without a member, with the most that can be taken off, or why nothing can."""
    if state.attached is None:
        return UsePointsView(visible=False)
    if state.basket.hold is not None:
        taken = money(state.basket.hold_value_minor)
        return UsePointsView(offer=t("{amount} taken off", amount=taken), selected=selected)
    most = state.redeem
    rewards = state.attached.member.status == "active" and any(one.active and one.points for one in state.programme.rewards.values())
    if rewards and (most is None or not most.allowed):
        return UsePointsView(offer=t("rewards for points"), selected=selected)
    if most is None:
        return UsePointsView(enabled=False, reason=t("Scan an item first"), selected=selected)
    if not most.allowed:
        values = {"missing": most.missing, "max_points": most.max_points}
        return UsePointsView(enabled=False, reason=message(f"redeem_{most.reason}", values, t).line, selected=selected)
    return UsePointsView(offer=t("up to {amount} off", amount=money(most.value_minor)), selected=selected)


def payment_lines(state: CounterState, t: Texts) -> tuple[PaymentLine, ...]:
    """Points, cards and tenders taken so far; ids are `points`, VALUE_LINE with the card's place, and the tender's index."""
    basket = state.basket
    lines = []
    if basket.hold is not None:
        lines.append(
            PaymentLine(
                id="points",
                icon="usePoints",
                name=tender_label(POINTS, short_language(t)),
                detail=t.points(basket.hold.points),
                amount=money(basket.hold_value_minor),
                tone="points",
            )
        )
    if basket.credit_minor:
        lines.append(
            PaymentLine(id=CREDIT_LINE, icon="swap", name=t("From the return"), detail=t("pays here"), amount=money(basket.credit_minor))
        )
    for index, held in enumerate(basket.values):
        bonus = t("{amount} of it bonus", amount=money(held.bonus_minor)) if held.bonus_minor else ""
        lines.append(
            PaymentLine(
                id=f"{VALUE_LINE}{index}",
                icon=TENDER_ICONS[STORED_VALUE],
                name=tender_label(STORED_VALUE, short_language(t)),
                detail=" · ".join(part for part in (f"…{held.card[-_CARD_TAIL:]}" if held.card else "", bonus) if part),
                amount=money(held.amount_minor),
            )
        )
    for index, tender in enumerate(basket.tenders):
        lines.append(
            PaymentLine(
                id=str(index),
                icon=TENDER_ICONS[tender.kind],
                name=tender_label(tender.kind, short_language(t)),
                amount=money(tender.amount_minor),
            )
        )
    return tuple(lines)


def code_lines(state: CounterState, t: Texts) -> tuple[PaymentLine, ...]:
    """Codes of campaigns scanned into the basket; ids are CODE_LINE and the code."""
    return tuple(
        PaymentLine(id=f"{CODE_LINE}{code}", icon="voucher", name=t("Activity code"), detail=code, tone="points")
        for code in state.basket.codes
    )


def coupon_lines(state: CounterState, t: Texts) -> tuple[PaymentLine, ...]:
    """Coupons on the basket with what each takes off, or what it still wants; ids are COUPON_LINE and the code."""
    lines = []
    for coupon in state.basket.coupons:
        wanted = coupon.terms.threshold_minor
        why = t("from {amount} on", amount=short_money(wanted)) if wanted else t("nothing here it is good for")
        lines.append(
            PaymentLine(
                id=f"{COUPON_LINE}{coupon.code}",
                icon="voucher",
                name=coupon.name,
                detail="" if coupon.off_minor else why,
                amount=money(-coupon.off_minor) if coupon.off_minor else "",
                tone="points",
            )
        )
    return tuple(lines)


def pay_card_view(state: CounterState | None, t: Texts) -> PayCardView:
    """What is due and whether it can be taken."""
    if state is None or not state.basket.lines:
        lines = () if state is None else (*code_lines(state, t), *coupon_lines(state, t), *payment_lines(state, t))
        return PayCardView(due=money(0), detail=t("The basket is empty"), enabled=False, reason=t("Scan an item first"), lines=lines)
    basket = state.basket
    detail = " · ".join(part for part in (pieces_text(basket, t), saved_text(basket, t)) if part)
    lines = (*code_lines(state, t), *coupon_lines(state, t), *payment_lines(state, t))
    return PayCardView(due=money(basket.due_minor), detail=detail, enabled=True, lines=lines)


def found_member(hit: MemberHit, state: CounterState, t: Texts, table: PinyinTable) -> PickRowView:
    """A search result, masked."""
    member = hit.member
    name = member.on_screen(short_language(t), table)
    visit = t("Last visit {date}", date=day_text(t, hit.last_visit, state.context.business_date)) if hit.last_visit else t("No visit yet")
    phone = member.phone_on_screen(short_language(t)) if member.phone else ""
    return PickRowView(
        id=member.id,
        title=name,
        detail=" · ".join(part for part in (phone, visit) if part),
        initial=initial_of(name),
        tier=tier_view(state.programme, member.tier, t),
    )


def quick_item(product_id: str, name: str, price_minor: int | None, t: Texts) -> QuickItemView:
    """A quick item; one without a price asks for it."""
    return QuickItemView(id=product_id, name=name, price=t("Type the price") if price_minor is None else money(price_minor))


def refusal_line(refusal: Refusal, t: Texts) -> str:
    """A refusal as one line."""
    return message(refusal.code, refusal.values, t).line

"""What the customer sees on a screen of their own: the shop, the basket, what is asked, what was paid, the own points now and after.

Nothing here is for the cashier: no full name, no phone, no other member, no message of the till, no basket that waits.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, Protocol

from app.domain.members.consents import REQUIRED
from app.domain.programme.labels import rule_label
from app.domain.sales.tender import BY_CODE
from app.gui.components.views import TierView
from app.gui.i18n import MINUS, Texts, amount, count, money, signed
from app.gui.presenters.counter_views import (
    day_text,
    identity_to_customer,
    is_soon,
    line_name,
    person_name,
    saved_text,
    short_language,
    tier_view,
    worth_minor,
)
from app.gui.presenters.places import Place, Sheet
from app.gui.presenters.rules_today import rules_today
from app.gui.presenters.shell import Shell
from app.gui.presenters.till import Till
from app.gui.theme.theme import Tone
from app.services.counter import Attached, CounterState
from app.services.receipts import CompletedSale, excluded_lines, line_tags, next_reward, next_tier

State = Literal["idle", "cart", "consent", "pay", "paid", "why"]
LINES_SHOWN = 7
RULES_SHOWN = 9
PAID_MS = 8_000
"""So long the thanks stay when the cashier has gone on and nothing was scanned yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerLine:
    """A line of the basket; `note` below its name: a rule it earns by, or a member's price."""

    name: str
    note: str
    note_tone: Tone
    quantity: str
    amount: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerFact:
    """What is soon to lapse, near to reach. `permille`: how far, None for no bar; `points`: amber, else petrol."""

    icon: str
    label: str
    value: str
    tone: Tone = "text"
    permille: int | None = None
    points: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsRow:
    """A figure in the amber box."""

    label: str
    figure: str
    unit: str = ""
    large: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerView:
    """The screen. `left_title` and below belong to the states that are no basket; `agree`, `disagree`: the keys a finger may press."""

    state: State
    shop: str
    rule: str = ""
    lines: tuple[CustomerLine, ...] = ()
    before: str = ""
    due_label: str = ""
    due: str = ""
    saved: str = ""
    greeting: str = ""
    tier: TierView | None = None
    identity: str = ""
    points: tuple[PointsRow, ...] = ()
    facts: tuple[CustomerFact, ...] = ()
    note: str = ""
    title: str = ""
    text: tuple[str, ...] = ()
    figure_label: str = ""
    figure: str = ""
    ask: str = ""
    agree: str = ""
    disagree: str = ""
    agreed: bool = False


class CustomerScreen(Protocol):
    """What the presenter asks of the screen."""

    def show_view(self, view: CustomerView) -> None: ...


class Customer:
    """The presenter of the customer's screen. `refresh` after anything the cashier did."""

    def __init__(self, till: Till, shell: Shell) -> None:
        self._till = till
        self._shell = shell
        self._screen: CustomerScreen | None = None
        self._shown: CustomerView | None = None
        self._name: tuple[str, str] = ("", "")
        self._thanked: CompletedSale | None = None
        self._thanking = False

    def attach(self, screen: CustomerScreen) -> None:
        """The screen that shows this presenter."""
        self._screen, self._shown = screen, None
        self.refresh()

    def detach(self) -> None:
        """The display is gone; everything goes on."""
        self._screen = None

    def refresh(self) -> None:
        """Shows what is another one than before."""
        view = self.view()
        if self._screen is not None and view != self._shown:
            self._shown = view
            self._screen.show_view(view)

    def answer(self, *, agreed: bool) -> None:
        """The customer pressed one of the two keys below the terms."""
        if self._state() == "consent" and self._shell.room.enrol.agreed is not agreed:
            self._shell.room.enrol.turn(REQUIRED)

    # what is shown

    def _state(self) -> State:
        till, place, sheet = self._till, self._shell.place, self._shell.sheet
        counter = till.counter
        if till.session is None or place is Place.SIGN_IN:
            return "idle"
        if place is Place.DONE and till.last_sale is not None:
            self._thank(till.last_sale)
            return "paid"
        if place is Place.SELL and sheet is Sheet.ENROL:
            return "consent"
        if counter is None or counter.basket.empty:
            return "paid" if self._thanking and till.last_sale is not None else "idle"
        self._thanking = False
        if place is Place.PAY:
            return "pay"
        if sheet is Sheet.WHY and counter.attached is not None and self._shell.room.why.of_basket:
            return "why"
        return "cart"

    def _thank(self, sale: CompletedSale) -> None:
        """The thanks stay for a moment after the cashier has gone on."""
        if self._thanked is not sale:
            self._thanked, self._thanking = sale, True

            def over() -> None:
                if self._thanked is sale:
                    self._thanking = False
                    self.refresh()

            self._till.timers.after(PAID_MS, over)

    def view(self) -> CustomerView:
        """The screen as of now."""
        state, counter = self._state(), self._till.counter
        if state == "paid" and self._till.last_sale is not None:
            return self._paid(self._till.last_sale)
        if counter is None or state in ("idle", "paid"):
            return self._idle(counter)
        if state == "consent":
            return self._consent(counter)
        return self._with_basket(state, counter)

    def _shop(self) -> str:
        return self._till.place_name

    def _rule(self, counter: CounterState) -> str:
        rules = rules_today(counter.programme, counter.context, self._till.texts)
        return " · ".join(rule.text for rule in rules[:2])

    def _idle(self, counter: CounterState | None) -> CustomerView:
        t = self._till.texts
        rules = () if counter is None else rules_today(counter.programme, counter.context, t)
        text = tuple(rule.text for rule in rules)
        return CustomerView(state="idle", shop=self._shop(), title=t("Welcome"), text=text, ask=t("Points today") if rules else "")

    def _consent(self, counter: CounterState) -> CustomerView:
        t, enrol = self._till.texts, self._shell.room.enrol
        return CustomerView(
            state="consent",
            shop=self._shop(),
            title=t("Becoming a member"),
            text=enrol.terms(counter),
            ask=t("Agreed. Thank you") if enrol.agreed else t("Press here, or tell the cashier"),
            agree=t("I agree"),
            disagree=t("I do not agree"),
            agreed=enrol.agreed,
        )

    def _with_basket(self, state: State, counter: CounterState) -> CustomerView:
        t, basket, attached = self._till.texts, counter.basket, counter.attached
        hidden = len(basket.lines) - LINES_SHOWN
        ask = ""
        if state == "pay":
            ask = t("Please show your payment code") if self._shell.room.pay.kind in BY_CODE else t("Please pay at the counter")
        common = CustomerView(
            state=state,
            shop=self._shop(),
            rule=self._rule(counter),
            lines=self._lines(counter)[-LINES_SHOWN:],
            before=t.plural("and {n} more above", "and {n} more above", hidden) if hidden > 0 else "",
            due_label=t("To pay"),
            due=money(basket.due_minor),
            saved=saved_text(basket, t),
            ask=ask,
        )
        if attached is None:
            rules = rules_today(counter.programme, counter.context, t)
            return replace(common, title=t("Do you have a member code?"), text=tuple(rule.text for rule in rules))
        return self._with_member(common, counter, attached)

    def _with_member(self, common: CustomerView, counter: CounterState, attached: Attached) -> CustomerView:
        t = self._till.texts
        name = person_name(attached, t, self._till.desk.pinyin())
        self._name = (attached.member.id, name)
        earned, balance = counter.quote.points, max(0, attached.balance.available)
        worth = money(worth_minor(counter.programme, balance))
        shown = replace(
            common,
            greeting=t("Hello, {name}", name=name),
            tier=tier_view(counter.programme, attached.member.tier, t),
            identity=identity_to_customer(attached, t),
            points=(PointsRow(label=t("This sale gives you"), figure=signed(earned), unit=t.points_unit(earned)),),
        )
        if common.state == "why":
            return replace(shown, title=t("Where your points come from"), text=self._reasons(counter))
        after = CustomerFact(icon="points", label=t("After this sale"), value=t.points(counter.balance_after))
        facts = (CustomerFact(icon="points", label=t("Your points"), value=f"{count(balance)} ≈ {worth}"), after)
        most = counter.redeem
        note = ""
        if common.state == "cart" and most is not None and most.allowed:
            note = t("Use points today? Up to {amount} off", amount=money(most.value_minor))
        return replace(shown, facts=(*facts, *self._ahead(counter, attached)), note=note)

    def _reasons(self, counter: CounterState) -> tuple[str, ...]:
        lang = short_language(self._till.texts)
        found = [item for item in counter.quote.items if item.fired and item.points and item.recipient == "member"]
        labels = ((rule_label(counter.programme.rule(item.rule), counter.programme, lang), item.points) for item in found)
        return tuple(f"{label}  {signed(points)}" for label, points in labels)[:RULES_SHOWN]

    def _ahead(self, counter: CounterState, attached: Attached) -> tuple[CustomerFact, ...]:
        t, on, facts = self._till.texts, counter.context.business_date, []
        if attached.expiring and is_soon(attached.expiring[0].last_day, on, attached.reminder_days):
            soon = attached.expiring[0]
            label = t("Good until {date}", date=day_text(t, soon.last_day, on))
            facts.append(CustomerFact(icon="expiring", label=label, value=t.points(soon.points), tone="warn"))
        nearest = next_reward(counter.programme, counter.balance_after)
        if nearest is not None:
            wanted = counter.balance_after + nearest.points_missing
            value = t("{points} more", points=t.points(nearest.points_missing))
            permille = counter.balance_after * 1_000 // wanted
            facts.append(CustomerFact(icon="rewards", label=nearest.name, value=value, tone="points", permille=permille))
        ahead, tier = next_tier(counter.programme, counter.quote, short_language(t)), counter.quote.tier
        if ahead is not None and tier is not None:
            wanted = tier.metric_after + tier.next_missing
            gap = t.points(ahead.points_missing) if ahead.points_missing else money(ahead.spend_missing_minor)
            permille = tier.metric_after * 1_000 // wanted if wanted else 0
            label = t("To {tier}", tier=ahead.name)
            facts.append(CustomerFact(icon="tierProgress", label=label, value=t("{gap} to go", gap=gap), permille=permille, points=False))
        return tuple(facts)

    def _lines(self, counter: CounterState) -> tuple[CustomerLine, ...]:
        t, attached = self._till.texts, counter.attached
        tags = line_tags(counter.programme, counter.quote, short_language(t)) if attached is not None else {}
        excluded = excluded_lines(counter.quote)
        found = []
        for line in counter.basket.lines:
            note, tone = " · ".join(tags.get(line.id, ())), "points"
            if line.discount_minor:
                saved = t("Saved {amount}", amount=money(line.discount_minor))
                note, tone = (f"{note} · {saved}" if note else saved), ("points" if note else "action")
            elif line.id in excluded:
                note, tone = t("Earns no points"), "muted"
            found.append(
                CustomerLine(
                    name=line_name(line, t),
                    note=note,
                    note_tone=tone,  # type: ignore[arg-type]
                    quantity=f"×{count(line.qty)}",
                    amount=amount(line.payable_minor),
                )
            )
        return tuple(found)

    def _paid(self, sale: CompletedSale) -> CustomerView:
        t, data = self._till.texts, sale.data
        received = sum(tender.amount_minor for tender in data.tenders)
        paid = CustomerView(
            state="paid",
            shop=self._shop(),
            title=t("Paid, thank you!"),
            text=(t("You gave {amount}", amount=money(received)),),
            figure_label=t("Change") if data.change_minor else t("Total"),
            figure=money(data.change_minor or data.total_minor),
        )
        member = data.member
        if member is None:
            points = () if not data.sale_points else (t("With a member card this sale would have given {n}", n=t.points(data.sale_points)),)
            return replace(paid, greeting=t("See you soon"), note=points[0] if points else "")
        name = self._name[1] if self._name[0] == sale.member_id else ""
        rows = [PointsRow(label=t("This sale gave"), figure=signed(member.points_earned))]
        used = member.points_redeemed + (member.by_itself.points if member.by_itself else 0)
        if used:
            rows.append(PointsRow(label=t("This sale used"), figure=f"{MINUS}{count(used)}", large=False))
        rows += [
            PointsRow(label=t("Before"), figure=count(member.points_before), large=False),
            PointsRow(label=t("Your points now"), figure=count(member.points_after)),
        ]
        return replace(
            paid,
            greeting=t("{name}, your points", name=name) if name else t("Your points"),
            points=tuple(rows),
            facts=self._next(sale, t),
            note=t("The receipt says where these points come from.") if member.earned_by else "",
        )

    def _next(self, sale: CompletedSale, t: Texts) -> tuple[CustomerFact, ...]:
        member, facts = sale.data.member, []
        if member is not None and member.next_expiry is not None:
            label = t("Good until {date}", date=day_text(t, member.next_expiry.date, sale.data.date))
            facts.append(CustomerFact(icon="expiring", label=label, value=t.points(member.next_expiry.points), tone="secondary"))
        if member is not None and member.next_tier is not None:
            ahead = member.next_tier
            gap = t.points(ahead.points_missing) if ahead.points_missing else money(ahead.spend_missing_minor)
            facts.append(CustomerFact(icon="tierProgress", label=t("To {tier}", tier=ahead.name), value=t("{gap} to go", gap=gap)))
        return tuple(facts)


"""Pay: money moves. Cash with an empty field means exactly what is due; Enter takes it and finishes, or books a part payment.

The amount field has the focus, so digits are an amount. Means of payment are chosen by a tap, by Alt and the tile's digit, or by ← and →.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from app.domain.errors import Refusal
from app.domain.money import yuan
from app.domain.sales.tender import ALIPAY, BY_CODE, CARD, CASH, POINTS, RECORDED, STORED_VALUE, WECHAT, quick_amounts, tender_label
from app.domain.till.scan_shapes import ScanKind, classify, payment_code
from app.gui.components.views import ChargeView, PaymentLine, TierView
from app.gui.i18n import MINUS, count, money, short_money
from app.gui.presenters.charging import Charging
from app.gui.presenters.counter_views import (
    TENDER_ICONS,
    payment_lines,
    person_name,
    refusal_line,
    short_language,
    tier_view,
)
from app.gui.presenters.messages import message
from app.gui.presenters.places import Navigator, Place
from app.gui.presenters.removals import take_off
from app.gui.presenters.till import Act, Till
from app.gui.presenters.typed_number import pressed, typed_minor
from app.services.charge_customer import tender_kind
from app.services.complete_sale import Done, complete_sale
from app.services.counter import CounterState
from app.services.edit_basket import show_counter
from app.services.keep_change import coins
from app.services.ports.sound import Sound
from app.services.route_scan import ScanOutcome, scan
from app.services.take_payment import add_tender, pay_with_credit, show_payment
from app.services.use_value import ValueOffer, use_value, value_offer

TILES = (CASH, WECHAT, ALIPAY, STORED_VALUE, CARD, POINTS)
SETTLE_MS = 400
"""After a part payment a second press of the same finger is not the next payment."""
_PRODUCTS = (ScanKind.PRODUCT, ScanKind.IN_STORE, ScanKind.SHORT_SKU)


@dataclass(frozen=True, slots=True)
class TenderTileView:
    """A means of payment."""

    kind: str
    name: str
    icon: str
    key: str
    selected: bool
    enabled: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class QuickAmount:
    """An amount that customers hand over; the first is exactly what is due."""

    amount_minor: int
    label: str
    detail: str
    selected: bool


@dataclass(frozen=True, slots=True)
class BillLine:
    """A line of the bill: label and amount."""

    label: str
    amount: str
    is_saving: bool = False


@dataclass(frozen=True, slots=True)
class PointsCard:
    """What the sale earns and the balance after it."""

    earned: str
    note: str
    balance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PayView:
    """The Pay screen. `result_label`/`result`: change, or what stays due. `after`: what happens on finishing.
    `keep`: coins that can stay on the member's card, empty for none.
    `charge`: the panel in place of the keypad while a payment provider owes an answer.
    """

    member: str
    tier: TierView | None
    bill: tuple[BillLine, ...]
    total: str
    payments: tuple[PaymentLine, ...]
    due: str
    points: PointsCard | None
    tiles: tuple[TenderTileView, ...]
    field_label: str
    field_hint: str
    amount: str
    quick: tuple[QuickAmount, ...]
    result_label: str
    result: str
    after: tuple[str, ...]
    confirm: str
    confirm_enabled: bool
    problem: str
    charge: ChargeView | None = None
    keep: str = ""
    keep_on: bool = False


class PayScreen(Protocol):
    """What the presenter asks of the screen."""

    def show_view(self, view: PayView) -> None: ...


class Pay:
    """The presenter of Pay."""

    def __init__(self, till: Till, navigator: Navigator) -> None:
        self._till = till
        self._nav = navigator
        self._screen: PayScreen | None = None
        self._state: CounterState | None = None
        self._kind = CASH
        self._amount = ""
        self._problem = ""
        self._settling = False
        self._offer: ValueOffer | None = None
        self._keep = False
        self.charging = Charging(till, self._show, self._charged, self._say, self._refused, self.refresh, self._cash_again)
        till.texts.language_changed.connect(self.refresh)

    def attach(self, screen: PayScreen) -> None:
        """The screen that shows this presenter."""
        self._screen = screen
        self.refresh()

    @property
    def kind(self) -> str:
        """The means of payment that is chosen."""
        return self._kind

    def refresh(self) -> None:
        """Renders again."""
        self._till.stirred.emit()
        if self._screen is not None and self._state is not None:
            self._screen.show_view(self.view(self._state))

    # what is shown

    def view(self, state: CounterState) -> PayView:
        """The screen for a state of the counter."""
        t, basket = self._till.texts, state.basket
        due = basket.due_minor
        attached = state.attached
        bill = [BillLine(t.plural("{n} item", "{n} items", basket.pieces), money(basket.list_minor))]
        tier_minor = sum(line.tier_saved_minor for line in basket.lines)
        if tier_minor:
            bill.append(BillLine(t("Member prices"), f"{MINUS}{money(tier_minor)}", is_saving=True))
        if basket.discount_minor > tier_minor:
            bill.append(BillLine(t("Discounts"), f"{MINUS}{money(basket.discount_minor - tier_minor)}", is_saving=True))
        given = self._given(due)
        short = given is not None and given < due
        by_code = self._by_code(due)
        coins = self._coins(state, given)
        kept = coins if self._keep else 0
        return PayView(
            member="" if attached is None else person_name(attached, t, self._till.desk.pinyin()),
            tier=None if attached is None else tier_view(state.programme, attached.member.tier, t),
            bill=tuple(bill),
            total=money(basket.payable_minor),
            payments=payment_lines(state, t),
            due=money(due),
            points=self._points_card(state),
            tiles=self._tiles(state),
            field_label=t("Received") if self._kind == CASH else t("Amount"),
            field_hint=self._hint(due, by_code=by_code),
            amount=self._amount,
            quick=self._quick(due) if self._kind == CASH else (),
            result_label=t("Stays due") if short else t("Change"),
            result=money(due - given if short and given is not None else max(0, (given or 0) - due - kept)),
            after=self._after(due),
            confirm=self._confirm_label(due, short=short),
            confirm_enabled=given is not None and (given > 0 or due == 0) and not by_code and not self.charging.open,
            problem=self._problem,
            charge=self.charging.view(),
            keep=t("Keep {amount} on the card", amount=money(coins)) if coins else "",
            keep_on=bool(kept),
        )

    def _coins(self, state: CounterState, given: int | None) -> int:
        """What may stay on the card instead of being handed back in coins."""
        if self._kind != CASH or given is None or state.programme.stored_value is None:
            return 0
        return coins(state.basket, given)

    def toggle_keep(self) -> None:
        """F8: the coins of the change stay on the member's card, or not."""
        self._keep = not self._keep
        self.refresh()

    def _hint(self, due_minor: int, *, by_code: bool) -> str:
        """What an empty field means."""
        t = self._till.texts
        if by_code:
            return t("Scan the customer's code")
        if self._kind == STORED_VALUE:
            offer = self._offer
            if offer is None:
                return t("Scan the member's card or a gift card")
            taken = money(min(offer.free_minor, due_minor))
            return t("Balance {balance} · takes {amount}", balance=money(offer.free_minor), amount=taken)
        return t("exactly {amount}", amount=money(due_minor))

    def _by_code(self, due_minor: int) -> bool:
        """The customer's code is wanted: a provider charges it, nobody's word counts."""
        return due_minor > 0 and self._kind in BY_CODE and self._till.desk.provider() is not None

    def _given(self, due_minor: int) -> int | None:
        """What Enter takes: the amount typed, or exactly what is due; nothing where nothing is due any more."""
        if due_minor == 0:
            return 0
        if self._amount:
            return typed_minor(self._amount)
        if self._kind == STORED_VALUE:
            return 0 if self._offer is None else min(self._offer.free_minor, due_minor)
        return due_minor

    def _points_card(self, state: CounterState) -> PointsCard | None:
        t, attached, hold = self._till.texts, state.attached, state.basket.hold
        if attached is None:
            return None
        earned, after = state.quote.points, state.balance_after
        before = max(0, attached.balance.available) + (hold.points if hold is not None else 0)
        used = f" {MINUS} {count(hold.points)}" if hold is not None else ""
        note = ""
        if hold is not None:
            note = t("No points on the {amount} paid with points", amount=money(state.basket.hold_value_minor))
        return PointsCard(
            earned=f"+{t.points(earned)}",
            note=note,
            balance=f"{count(before)}{used} + {count(earned)} = {t.points(after)}"
            if before - (hold.points if hold is not None else 0) + earned == after
            else t.points(after),
        )

    def _tiles(self, state: CounterState) -> tuple[TenderTileView, ...]:
        t = self._till.texts
        has_value = state.programme.stored_value is not None
        can_use = state.attached is not None and state.basket.hold is None and state.redeem is not None and state.redeem.allowed
        return tuple(
            TenderTileView(
                kind=kind,
                name=t("Points") if kind == POINTS else tender_label(kind, short_language(t)),
                icon=TENDER_ICONS[kind],
                key=str(number),
                selected=kind == self._kind,
                enabled=can_use if kind == POINTS else has_value if kind == STORED_VALUE else True,
                reason=t("No points can be used on this sale") if kind == POINTS else t("This shop's programme has no stored value"),
            )
            for number, kind in enumerate(TILES, 1)
        )

    def _quick(self, due_minor: int) -> tuple[QuickAmount, ...]:
        t = self._till.texts
        typed = typed_minor(self._amount) if self._amount else None
        exact = QuickAmount(due_minor, money(due_minor), t("exact · Enter"), not self._amount)
        return (exact, *(QuickAmount(minor, short_money(minor), "", minor == typed) for minor in quick_amounts(due_minor)))

    def _after(self, due_minor: int) -> tuple[str, ...]:
        t = self._till.texts
        if self._by_code(due_minor):
            return (t("The sale finishes by itself when it is paid"),)
        if self._kind in RECORDED and due_minor:
            return (t("Press when the customer's payment has arrived"),)
        opens = self._kind == CASH and self._till.desk.machine.flag("drawer.connected") and due_minor > 0
        return (t("On finishing:"), t("receipt prints · drawer opens") if opens else t("receipt prints"))

    def _confirm_label(self, due_minor: int, *, short: bool) -> str:
        t = self._till.texts
        if self._by_code(due_minor):
            return t("Scan the customer's code")
        if short:
            return t("Take a part")
        return t("Received · finish") if self._kind in RECORDED and due_minor else t("Finish")

    # acts

    def open(self, kind: str, code: str = "") -> None:
        """Opens Pay with a tender chosen and the field empty; a payment code that was shown is charged at once, a charge left open is
        asked after, a gift card pays. An empty basket stays where it is.
        """
        till, session = self._till, self._till.signed_in()
        counter = till.counter
        if counter is None or not counter.basket.lines:
            return
        self._kind, self._amount, self._problem, self._keep = kind, "", "", False

        def ready(state: CounterState) -> None:
            self._state = state
            self._nav.go(Place.PAY)
            self.refresh()
            if state.basket.charge is not None:
                self.charging.resume(state)
            elif kind == STORED_VALUE:
                self._choose_value(code)
            elif code and state.basket.due_minor:
                self.charging.begin(kind, None, code)

        def operation() -> CounterState:
            if counter.basket.credit_minor and counter.basket.charge is None:
                pay_with_credit(till.desk, session)
            return show_payment(till.desk, session, kind)

        till.run(operation, ready, self._refused)

    def choose(self, kind: str) -> None:
        """Another means of payment; points open their sheet. Not while a charge is open."""
        if self.charging.open:
            self._wait_for_answer()
            return
        if kind == POINTS:
            self._leave_to(lambda: self._nav.use_points(from_pay=True))
            return
        till, session = self._till, self._till.signed_in()
        if kind == STORED_VALUE:
            if self._state is not None and self._state.programme.stored_value is not None:
                self._choose_value("")
            return
        self._kind, self._amount, self._problem = kind, "", ""
        till.run(lambda: show_payment(till.desk, session, kind), self._show, self._refused)

    def _choose_value(self, card: str) -> None:
        """Stored value: of a gift card that was shown, else of the member on the sale."""
        till, session = self._till, self._till.signed_in()
        self._kind, self._amount, self._problem, self._offer = STORED_VALUE, "", "", None

        def operation() -> tuple[CounterState, ValueOffer | None]:
            state = show_payment(till.desk, session, STORED_VALUE)
            with till.desk.store.read() as reader:
                return state, value_offer(till.desk, reader, state.basket, card)

        def found(answer: tuple[CounterState, ValueOffer | None]) -> None:
            self._offer = answer[1]
            self._show(answer[0])

        till.run(operation, found, self._refused)

    def press(self, key: str) -> None:
        """A key of the keypad or of the keyboard."""
        if self.charging.open:
            return
        new = pressed(self._amount, key, is_money=True)
        if new != self._amount or self._problem:
            self._amount, self._problem = new, ""
            self.refresh()

    def set_amount(self, text: str) -> None:
        """The field was changed as a whole."""
        self._amount, self._problem = text, ""
        self.refresh()

    def choose_amount(self, amount_minor: int) -> None:
        """A quick amount; the first means exactly."""
        exact = self._state is not None and amount_minor == self._state.basket.due_minor
        self.set_amount("" if exact else yuan(amount_minor).removesuffix(".00"))

    def typed(self, char: str) -> bool:
        """Digits and the point go to the amount."""
        self.press("." if char in ",。" else char)
        return True

    def key(self, key: str) -> bool:
        """Enter and F12 finish, Esc goes back, Alt and a digit or ← → choose the tender."""
        if self.charging.open:
            return self._charge_key(key)
        if key in ("Enter", "F12"):
            self.confirm()
        elif key == "Esc":
            if self._amount or self._problem:
                self.set_amount("")
            else:
                self.leave()
        elif key == "Backspace":
            self.press("backspace")
        elif key == "Del":
            self.press("clear")
        elif key in ("Left", "Right"):
            places = TILES.index(self._kind) if self._kind in TILES else 0
            others = [kind for kind in TILES if kind != POINTS]
            self.choose(others[(places + (1 if key == "Right" else -1)) % len(others)])
        elif key == "F8":
            self.toggle_keep()
        elif key == "F7":
            self.choose(POINTS)
        elif key.startswith("Alt+") and key[4:].isdigit() and 0 < int(key[4:]) <= len(TILES):
            self.choose(TILES[int(key[4:]) - 1])
        else:
            return False
        return True

    def _charge_key(self, key: str) -> bool:
        """While a charge is open: F5 asks what became of it, F6 gives it up. Nothing else moves money or leaves."""
        if key == "F5":
            self.charging.check()
        elif key == "F6":
            self.charging.other_way()
        else:
            self._wait_for_answer()
        return True

    def _wait_for_answer(self) -> None:
        self._refused(Refusal("charge_open"))

    def leave(self) -> None:
        """Back to the basket; what was taken stays on it."""
        if self.charging.open:
            self._wait_for_answer()
            return
        self._leave_to(lambda: self._nav.go(Place.SELL))

    def _leave_to(self, go: Act) -> None:
        till, session = self._till, self._till.signed_in()

        def ready(state: CounterState) -> None:
            till.set_counter(state)
            go()

        till.run(lambda: show_counter(till.desk, session), ready)

    def remove_payment(self, payment_id: str) -> None:
        """✕ beside points or a part payment."""
        till, session, kind = self._till, self._till.signed_in(), self._kind

        def operation() -> CounterState:
            take_off(till.desk, session, payment_id)
            return show_payment(till.desk, session, kind)

        def removed(state: CounterState) -> None:
            self._show(state)
            till.orders_put.emit()

        self._amount = ""
        till.run(operation, removed, self._refused)

    def confirm(self) -> None:
        """Takes what is typed: finishes the sale, or books a part payment."""
        state = self._state
        if state is None or self._settling or self._till.latched:
            return
        due = state.basket.due_minor
        given = self._given(due)
        if self.charging.open or self._by_code(due):
            self._refused(Refusal("charge_open" if self.charging.open else "charge_no_code"))
        elif given is None or (given == 0 and due > 0):
            self._refused(Refusal("amount_range" if self._kind != STORED_VALUE else "value_missing", missing_minor=due))
        elif self._kind == STORED_VALUE and due:
            self._take_value(given)
        elif given >= due:
            self._finish(state.basket.sale_id, due, given)
        else:
            self._take_part(given)

    def _finish(self, sale_id: str, due_minor: int, given_minor: int) -> None:
        till, session = self._till, self._till.signed_in()
        kind = self._kind if due_minor else None
        amount = given_minor if due_minor and self._amount else None
        state = self._state
        keep = self._coins(state, given_minor) if self._keep and state is not None and due_minor else 0

        def operation() -> Done:
            done = complete_sale(till.desk, session, sale_id, kind, amount, keep_minor=keep)
            till.printing.spooler.wake()
            return done

        def finished(done: Done) -> None:
            till.play(Sound.DONE)
            till.last_sale = done.sale
            self._state = None
            till.set_counter(done.state)
            self._nav.go(Place.DONE)

        till.run(operation, finished, self._refused, confirm=True)

    def _take_part(self, given_minor: int) -> None:
        till, session, kind = self._till, self._till.signed_in(), self._kind

        def operation() -> CounterState:
            add_tender(till.desk, session, kind, given_minor)
            return show_payment(till.desk, session, CASH)

        def taken(state: CounterState) -> None:
            till.play(Sound.OK)
            self._kind, self._amount = CASH, ""
            self._settling = True
            till.timers.after(SETTLE_MS, self._settled)
            self._show(state)

        till.run(operation, taken, self._refused, confirm=True)

    def _take_value(self, given_minor: int) -> None:
        """From the card; with nothing due any more the sale is finished, else the rest is."""
        till, session, offer = self._till, self._till.signed_in(), self._offer
        card = "" if offer is None else offer.account.card

        def operation() -> CounterState:
            use_value(till.desk, session, given_minor, card)
            return show_payment(till.desk, session, CASH)

        def taken(state: CounterState) -> None:
            self._kind, self._amount, self._problem, self._offer = CASH, "", "", None
            self._show(state)
            if state.basket.due_minor == 0:
                self._finish(state.basket.sale_id, 0, 0)
            else:
                till.play(Sound.OK)
                self._settling = True
                till.timers.after(SETTLE_MS, self._settled)

        till.run(operation, taken, self._refused, confirm=True)

    def _settled(self) -> None:
        self._settling = False

    def scanned(self, text: str) -> None:
        """A payment code pays the rest, a member's card is attached; anything else waits until payment is done."""
        till, session, kind = self._till, self._till.signed_in(), self._kind
        found = classify(text)
        if found.kind is ScanKind.PAYMENT_CODE:
            self._code_shown(tender_kind(found.payload), payment_code(text))
        elif found.kind is ScanKind.MEMBER_CARD:

            def operation() -> tuple[ScanOutcome, CounterState]:
                return scan(till.desk, session, text), show_payment(till.desk, session, kind)

            till.run(operation, lambda answer: self._carded(answer[0], answer[1]), self._refused)
        else:
            self.refuse("pay_first" if found.kind in _PRODUCTS else "receipt_while_paying", found.payload)

    def _code_shown(self, kind: str, code: str) -> None:
        """A customer's payment code: charged where there is a provider, else the cashier waits for the money to come."""
        state = self._state
        if self.charging.open:
            self._wait_for_answer()
        elif self._till.desk.provider() is None:
            self._till.play(Sound.OK)
            self.choose(kind)
        elif state is not None and state.basket.due_minor:
            given = typed_minor(self._amount) if self._amount else None
            self._kind, self._problem = kind, ""
            self._till.play(Sound.OK)
            self.charging.begin(kind, given, code)

    def _charged(self, state: CounterState) -> None:
        """The provider has the money: nothing due any more finishes the sale, a part leaves the rest."""
        self._amount, self._problem, self._kind = "", "", CASH
        self._show(state)
        if state.basket.due_minor == 0:
            self._finish(state.basket.sale_id, 0, 0)

    def _cash_again(self) -> None:
        self._kind, self._amount = CASH, ""

    def _say(self, line: str) -> None:
        self._problem = line
        self.refresh()

    def refuse(self, code: str, text: str) -> None:
        """Says in one line why a scan does nothing here."""
        self._till.play(Sound.UNKNOWN)
        self._problem = message(code, {"text": text}, self._till.texts).line
        self.refresh()

    def _carded(self, outcome: ScanOutcome, state: CounterState) -> None:
        if outcome.kind == "member_attached":
            self._till.play(Sound.MEMBER)
            self._problem = ""
            self._show(state)
            if self._kind == STORED_VALUE:
                self._choose_value("")
        elif outcome.kind == "gift_card":
            self._till.play(Sound.OK)
            self._choose_value(outcome.text)
        elif outcome.kind == "member_question":
            self.refuse("pay_member", "")
        else:
            self.refuse(outcome.reason or "scan_unknown", outcome.text)

    def _show(self, state: CounterState) -> None:
        self._state = state
        self.refresh()

    def _refused(self, refusal: Refusal) -> None:
        self._till.play(Sound.UNKNOWN)
        self._problem = refusal_line(refusal, self._till.texts)
        self.refresh()

"""Sell: the scan box, the basket, the member on it, what is due. Scans and typed texts go through the one router and do the right thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.catalogue.product import Product
from app.domain.errors import Refusal
from app.domain.money import yuan
from app.domain.sales.basket import LINES_MAX, QTY_MAX, Line
from app.domain.sales.sale_number import spoken
from app.domain.sales.tender import CARD, CASH, STORED_VALUE
from app.domain.till.rights import Act, may
from app.domain.till.scan_shapes import ScanKind, classify, payment_code
from app.gui.components.views import ChoiceView, IconLine, MemberPanelView, QuickItemsView, UsePointsView
from app.gui.presenters.counter_views import (
    basket_view,
    line_name,
    member_view,
    pay_card_view,
    quick_item,
    refusal_line,
    short_language,
    use_points_view,
)
from app.gui.presenters.messages import message
from app.gui.presenters.places import Navigator, Place, Question, Sheet
from app.gui.presenters.rules_today import rules_today
from app.gui.presenters.sell_view import SellScreen, SellView, Ways, last_sale_view, scan_box_view
from app.gui.presenters.till import Till
from app.gui.presenters.undo import Undo
from app.services.counter import CounterState
from app.services.edit_basket import (
    Edited,
    abandon_basket,
    add_product,
    attach_member,
    detach_member,
    put_back,
    remove_code,
    remove_line,
    set_quantity,
    show_counter,
)
from app.services.ports.sound import Sound
from app.services.route_scan import ScanOutcome, scan

if TYPE_CHECKING:
    from app.gui.presenters.activity_booking import ActivityBooking
    from app.services.visit_habits import VisitHabits

TEXT_MAX = 60
"""Longest text in the scan box; a longer one is no code."""
QUICK_MAX = 63
HABITS_MS = 60
"""A member's habits are read after the panel was painted without them."""
_NO_VALUES: Mapping[str, object] = {}
_TIMES = ("*", "＊", "×")
_PROVIDERS = {"unionpay": CARD}


@dataclass(frozen=True, slots=True)
class _Swap:
    """Another member's card was scanned: change to that one?"""

    member_id: str
    card: str | None
    name: str


class Sell:
    """The presenter of Sell."""

    def __init__(self, till: Till, navigator: Navigator) -> None:
        self._till = till
        self._nav = navigator
        self._screen: SellScreen | None = None
        self._text = ""
        self._problem = ""
        self._ways: Ways = "plain"
        self._problem_qty = 1
        self._selected = ""
        self._flashed = ""
        self._swap: _Swap | None = None
        self._quick: Sequence[Product] = ()
        self._undo = Undo(till.timers, self.refresh)
        self._booking: ActivityBooking | None = None
        self._claim: tuple[str, int] | None = None
        self._told: IconLine | None = None
        self._habits: VisitHabits | None = None
        self._habits_of: tuple[str, str, object] | None = None
        self.sheet = Sheet.NONE
        till.changed.connect(self._counter_changed)
        till.texts.language_changed.connect(self.refresh)

    def attach(self, screen: SellScreen) -> None:
        """The screen that shows this presenter."""
        self._screen = screen
        self.refresh()

    @property
    def activity(self) -> ActivityBooking:
        """Check-ins and activities, once there is one."""
        if self._booking is None:
            from app.gui.presenters.activity_booking import ActivityBooking

            self._booking = ActivityBooking(self._till, self._nav, self.refresh)
        return self._booking

    def _counter_changed(self) -> None:
        """A claim that waits for its member is booked once somebody is attached; of another member is asked how often they come."""
        counter = self._till.counter
        self._follow_habits(counter)
        self.refresh()
        if self._claim is not None and counter is not None and counter.attached is not None and not self._till.latched:
            code, _ = self._claim
            self._claim = None
            self._claim_for(counter.attached.member.id, code)

    def _claimed(self, code: str, points: int) -> None:
        """A claim code: for the member on the sale, else the points wait while a card is scanned or somebody joins."""
        counter = self._till.counter
        self._told = None
        if counter is not None and counter.attached is not None:
            self._claim_for(counter.attached.member.id, code)
            return
        self._till.play(Sound.OK)
        self._claim = (code, points)
        self._nav.enrol()
        self.refresh()

    def _claim_for(self, member_id: str, code: str) -> None:
        from app.services.claim_sale import Claimed, claim_sale

        till, session = self._till, self._till.signed_in()

        def operation() -> tuple[Claimed, CounterState]:
            claimed = claim_sale(till.desk, session, code, member_id)
            till.printing.spooler.wake()
            return claimed, show_counter(till.desk, session)

        def booked(answer: tuple[Claimed, CounterState]) -> None:
            claimed, state = answer
            t = till.texts
            till.play(Sound.OK)
            text = t("Receipt {number} claimed: {points}", number=spoken(claimed.number), points=t.points(claimed.earned))
            self._told = IconLine("claim", text, "success")
            till.set_counter(state)

        till.run(operation, booked, self._line_refused)

    def _follow_habits(self, counter: CounterState | None) -> None:
        """What another member usually buys and how often they come is read once the screen is painted."""
        attached = None if counter is None else counter.attached
        wanted = None if attached is None or counter is None else (attached.member.id, counter.context.business_date, attached.last_visit)
        if wanted == self._habits_of:
            return
        self._habits_of, self._habits = wanted, None
        if wanted is not None:
            self._till.timers.after(HABITS_MS, lambda: self._ask_habits(wanted))

    def _ask_habits(self, wanted: tuple[str, str, object]) -> None:
        if wanted != self._habits_of:
            return
        from app.services.visit_habits import visit_habits  # nobody waits for them at a start

        def ready(habits: VisitHabits) -> None:
            if wanted == self._habits_of:
                self._habits = habits
                self.refresh()

        desk = self._till.desk
        self._till.look_up(lambda: visit_habits(desk, wanted[0], wanted[1]), ready)

    # what is shown

    def refresh(self) -> None:
        """Renders again, as after a change of language."""
        if self._screen is not None:
            self._screen.show_view(self.view())

    def view(self) -> SellView:
        """The screen as of now."""
        t, state = self._till.texts, self._till.counter
        is_empty = state is None or state.basket.empty
        points = UsePointsView(visible=False) if state is None else use_points_view(state, t, selected=self.sheet is Sheet.POINTS)
        return SellView(
            scan=scan_box_view(self._text, self._problem, t, self._ways),
            basket=basket_view(state, t, selected=self._selected_row(state), flashed=self._flashed, bill=self.sheet is not Sheet.NONE),
            idle=is_empty,
            member=self._member_panel(state),
            use_points=points,
            pay=pay_card_view(state, t),
            quick=QuickItemsView(items=tuple(quick_item(p.id, p.tile_name(short_language(t)), p.price_minor, t) for p in self._quick)),
            last_sale=last_sale_view(self._till.last_sale, t) if is_empty else None,
            undo=self._undo.text,
        )

    def _member_panel(self, state: CounterState | None) -> MemberPanelView:
        t = self._till.texts
        rules: tuple[IconLine, ...] = () if state is None else rules_today(state.programme, state.context, t)
        booking = self._booking
        told = self._told if booking is None or booking.told is None else booking.told
        member = None if state is None else member_view(state, t, self._till.desk.pinyin(), told=told, habits=self._habits)
        if self._swap is None and booking is not None and booking.pending:
            choices = (ChoiceView("member", t("Find member") + "  F2"), ChoiceView("no_activity", t("Leave it") + "  Esc"))
            asked = t("{act}: scan the member's card", act=booking.name)
            return MemberPanelView(member=member, rules=rules, notice=asked, choices=choices)
        if self._swap is None and self._claim is not None and member is None:
            waits = t("{points} to claim: scan a card or enrol", points=t.points(self._claim[1]))
            choices = (ChoiceView("member", t("Find member") + "  F2"), ChoiceView("no_claim", t("Leave it") + "  Esc"))
            return MemberPanelView(member=None, rules=(), notice=waits, choices=choices)
        if self._swap is None:
            loose = told if member is None else None
            return MemberPanelView(
                member=member, rules=rules, notice=loose.text if loose else "", notice_tone=loose.tone if loose else "info"
            )
        choices = (ChoiceView("swap", t("Change over") + "  Enter"), ChoiceView("keep", t("Keep") + "  Esc"))
        return MemberPanelView(member=member, rules=rules, notice=t("Change to {name}?", name=self._swap.name), choices=choices)

    def _selected_row(self, state: CounterState | None) -> int:
        if state is None:
            return -1
        ids = [line.id for line in state.basket.lines]
        return ids.index(self._selected) if self._selected in ids else len(ids) - 1

    # loading

    def load(self) -> None:
        """Shows the counter as it was left, and the quick items."""
        till = self._till
        session = till.signed_in()

        def read() -> tuple[CounterState, Sequence[Product]]:
            with till.desk.store.read() as reader:
                quick = reader.quick_products(QUICK_MAX)
            return show_counter(till.desk, session), quick

        def ready(loaded: tuple[CounterState, Sequence[Product]]) -> None:
            self._quick = loaded[1]
            till.set_counter(loaded[0])
            charge = loaded[0].basket.charge
            if charge is not None:
                self._nav.pay(charge.kind)

        till.run(read, ready)

    # scans and typing

    def scanned(self, text: str) -> None:
        """A whole code from a scanner. `3*` typed before it counts for it; a card leaves it standing for the item."""
        prefix = "" if self._problem or not self._text.endswith(_TIMES) else self._text
        is_card = bool(prefix) and classify(text).kind is ScanKind.MEMBER_CARD
        self._route(text if is_card else prefix + text, prefix if is_card else "")

    def _route(self, text: str, kept: str = "") -> None:
        """Has a whole code do what it does; `kept` stays in the box."""
        till, session = self._till, self._till.signed_in()
        self._clear_box()
        self._text = kept

        def operation() -> tuple[ScanOutcome, str]:
            outcome = scan(till.desk, session, text)
            return outcome, self._name_of(outcome)

        till.run(operation, lambda answer: self._routed(answer[0], answer[1], text))

    def scan_failed(self, code: str, text: str) -> None:
        """The scanner sent something that is no whole code."""
        self._refuse(code, text)

    def typed(self, char: str) -> bool:
        """A character typed anywhere on Sell goes to the scan box."""
        if self._problem:
            choices = scan_box_view(self._text, self._problem, self._till.texts, self._ways).choices
            if char.isdigit() and 0 < int(char) <= len(choices):
                self.choose(choices[int(char) - 1].id)
                return True
            self._clear_box()
        elif not self._text and char in "+-":
            self.step_selected(1 if char == "+" else -1)
            return True
        if len(self._text) < TEXT_MAX:
            self._text += char
            self.refresh()
        return True

    def key(self, key: str) -> bool:
        """A key that is not a character. False when it means nothing here."""
        if key == "Enter":
            self._enter()
        elif key == "Esc":
            return self._escape()
        elif key == "Backspace":
            self._erase()
        elif key == "Del":
            if self._text:
                self._clear_box()
                self.refresh()
            else:
                self.remove_selected()
        elif key in ("Up", "Down"):
            self._move(-1 if key == "Up" else 1)
        else:
            return False
        return True

    def retract(self, count: int) -> None:
        """Takes the last typed characters back: they were the beginning of a scan."""
        self._text = self._text[: max(0, len(self._text) - count)]
        self.refresh()

    def choose(self, choice: str) -> None:
        """One of the ways on after something was not recognised, or the answer about another member."""
        text = self._text
        if choice == "swap":
            self._change_member()
        elif choice == "keep":
            self._swap = None
            self.refresh()
        elif choice == "no_activity":
            self.activity.forget()
        elif choice == "no_claim":
            self._claim = None
            self.refresh()
        else:
            self._clear_box()
            self.refresh()
            if choice == "find":
                self._nav.find_item(text)
            elif choice == "member":
                self._nav.find_member(text)
            elif choice == "bind":
                self._bind(text)
            elif choice == "new_product":
                self._nav.new_product(text, self._problem_qty)

    def _enter(self) -> None:
        if self._swap is not None:
            self._change_member()
        elif self._text and not self._problem:
            self._route(self._text)

    def _escape(self) -> bool:
        if self._swap is not None:
            self._swap = None
        elif self._booking is not None and self._booking.pending:
            self._booking.forget()
        elif self._claim is not None:
            self._claim = None
        elif self._text or self._problem:
            self._clear_box()
        else:
            return False
        self.refresh()
        return True

    def _erase(self) -> None:
        self._text = "" if self._problem else self._text[:-1]
        self._problem = ""
        self.refresh()

    def _clear_box(self) -> None:
        self._text = ""
        self._problem = ""

    def _name_of(self, outcome: ScanOutcome) -> str:
        """Surname and title of the member a question is about."""
        if outcome.kind != "member_question" or outcome.member_id is None:
            return ""
        with self._till.desk.store.read() as reader:
            member = reader.member(outcome.member_id)
        return "" if member is None else member.on_screen(short_language(self._till.texts), self._till.desk.pinyin())

    def _routed(self, outcome: ScanOutcome, name: str, scanned: str) -> None:
        till = self._till
        self._swap = None
        if outcome.kind == "line_added" and outcome.state is not None:
            self._touched(outcome.state, outcome.line_id)
        elif outcome.kind == "member_attached" and outcome.state is not None:
            self._attached(outcome.state)
        elif outcome.kind == "member_question" and outcome.member_id is not None:
            till.play(Sound.ATTENTION)
            self._swap = _Swap(outcome.member_id, outcome.card, name)
            self._nav.close_sheet()
            self.refresh()
        elif outcome.kind == "price_asked" and outcome.product_id is not None:
            known = next((product for product in self._quick if product.id == outcome.product_id), None)
            name = outcome.text if known is None else known.shown_name(short_language(till.texts))
            self._ask_price(outcome.product_id, name, outcome.qty)
        elif outcome.kind == "code_added" and outcome.state is not None:
            self._coded(outcome.state, outcome.text)
        elif outcome.kind == "coupon_added" and outcome.state is not None:
            till.play(Sound.OK)
            till.set_counter(outcome.state)
        elif outcome.kind == "voucher":
            self._nav.hand_out(outcome.text)
        elif outcome.kind == "activity":
            self.activity.book(outcome.text)
        elif outcome.kind == "gift_card":
            self._gift_card(outcome.text)
        elif outcome.kind == "payment_code":
            self._pay_code(outcome.text, scanned)
        elif outcome.kind == "receipt" and outcome.sale is not None:
            till.play(Sound.OK)
            self._nav.refund(outcome.sale.event_id)
        elif outcome.kind == "claim":
            self._claimed(outcome.text, outcome.qty)
        elif outcome.kind == "phone":
            till.play(Sound.OK)
            self._nav.find_member(outcome.text)
        elif outcome.kind == "refused":
            self._refuse(outcome.reason or "scan_unknown", outcome.text, outcome.qty, outcome.values)
        else:
            self.refresh()

    def _coded(self, state: CounterState, code: str) -> None:
        """An activity code lies on the basket; the strip takes it off again."""
        till, session = self._till, self._till.signed_in()
        till.play(Sound.OK)
        self._undo.offer(
            till.texts("Activity code {code} counts", code=code),
            lambda: till.run(lambda: remove_code(till.desk, session, code), till.set_counter, self._line_refused),
        )
        till.set_counter(state)

    def _gift_card(self, card: str) -> None:
        """A gift card pays what stands on the counter; on an empty one its balance is shown."""
        counter = self._till.counter
        self._till.play(Sound.OK)
        if counter is None or not counter.basket.lines:
            self._nav.top_up(card)
        else:
            self._nav.pay(STORED_VALUE, card)

    def _pay_code(self, provider: str, scanned: str) -> None:
        """A payment code takes the whole sum; where a provider charges it, it gets the code and nobody else."""
        counter = self._till.counter
        if counter is None or not counter.basket.lines:
            self._refuse("empty_basket", "")
            return
        self._till.play(Sound.OK)
        charged = self._till.desk.provider() is not None
        self._nav.pay(_PROVIDERS.get(provider, provider), payment_code(scanned) if charged else "")

    def _refuse(self, code: str, text: str, qty: int = 1, values: Mapping[str, object] = _NO_VALUES) -> None:
        new_product = code == "unknown_product" and may(self._till.signed_in().actor.role, Act.EDIT_CATALOGUE)
        self._ways = "product" if new_product else "card" if code == "unknown_card" else "plain"
        self._problem_qty = qty
        limit = LINES_MAX if code == "basket_full" else QTY_MAX
        self._till.play(Sound.UNKNOWN)
        self._text = text
        self._problem = message(code, {"text": text, "name": text, "max": limit, **values}, self._till.texts).line
        self.refresh()

    # lines

    def _touched(self, state: CounterState, line_id: str | None) -> None:
        self._till.play(Sound.OK)
        self._undo.forget()
        self._told = None
        self._selected = line_id or self._selected
        self._flashed = line_id or ""
        self._till.set_counter(state)
        self._flashed = ""

    def _edited(self, edited: Edited) -> None:
        self._selected = edited.line_id or self._selected
        self._till.set_counter(edited.state)

    def add(self, product_id: str, qty: int = 1) -> None:
        """A quick item or a search result; an open price is asked for in place."""
        till, session = self._till, self._till.signed_in()
        known = next((product for product in self._quick if product.id == product_id), None)
        if known is not None and known.price_minor is None:
            self._ask_price(product_id, known.shown_name(short_language(till.texts)), qty)
            return
        till.run(
            lambda: add_product(till.desk, session, product_id, qty),
            lambda edited: self._touched(edited.state, edited.line_id),
            lambda refusal: self._add_refused(refusal, product_id, qty),
        )

    def _add_refused(self, refusal: Refusal, product_id: str, qty: int) -> None:
        if refusal.code == "price_missing":
            self._ask_price(product_id, str(refusal.values.get("name", "")), qty)
        else:
            self._line_refused(refusal)

    def _line_refused(self, refusal: Refusal) -> None:
        self._till.play(Sound.UNKNOWN)
        self._text, self._ways = "", "plain"
        self._problem = refusal_line(refusal, self._till.texts)
        self.refresh()

    def _ask_price(self, product_id: str, name: str, qty: int) -> None:
        till, session = self._till, self._till.signed_in()

        def answer(price_minor: int) -> None:
            till.run(
                lambda: add_product(till.desk, session, product_id, qty, price_minor),
                lambda edited: self._touched(edited.state, edited.line_id),
                self._line_refused,
            )

        t, other = till.texts, None
        if may(session.actor.role, Act.EDIT_CATALOGUE):
            other = (t("Set a price for good"), lambda: self._nav.edit_product(product_id))
        about = t("{name} has no price yet: type it, or leave it out with Esc", name=name)
        self._nav.ask_number(Question(title=t("Type the price"), about=about, is_money=True, answer=answer, other=other))

    def choose_row(self, row: int) -> None:
        """A row was tapped."""
        counter = self._till.counter
        if counter is not None and 0 <= row < len(counter.basket.lines):
            self._selected = counter.basket.lines[row].id
            self.refresh()

    def _move(self, by: int) -> None:
        counter = self._till.counter
        if counter is not None and counter.basket.lines:
            last = len(counter.basket.lines) - 1
            self.choose_row(min(max(self._selected_row(counter) + by, 0), last))

    def selected_line(self) -> Line | None:
        """The line that +, −, F4 and Del mean."""
        counter = self._till.counter
        row = self._selected_row(counter)
        return None if counter is None or row < 0 else counter.basket.lines[row]

    def step_selected(self, by: int) -> None:
        """+ or − on the selected line."""
        line = self.selected_line()
        if line is not None:
            self.step(line.id, by)

    def step(self, line_id: str, by: int) -> None:
        """One piece more or fewer; the last piece is only taken out by removing the line."""
        till, session, counter = self._till, self._till.signed_in(), self._till.counter
        line = next((line for line in counter.basket.lines if line.id == line_id), None) if counter else None
        if line is None or line.qty + by < 1:
            return
        till.run(lambda: set_quantity(till.desk, session, line_id, line.qty + by), self._edited, self._line_refused)

    def ask_quantity(self) -> None:
        """F4: the number of pieces of the selected line."""
        till, line = self._till, self.selected_line()
        if line is None:
            return
        session = till.signed_in()

        def answer(qty: int) -> None:
            till.run(lambda: set_quantity(till.desk, session, line.id, qty), self._edited, self._line_refused)

        about = f"{line_name(line, till.texts)} · ¥{yuan(line.unit_minor if line.tier_minor is None else line.tier_minor)}"
        self._nav.ask_number(Question(title=till.texts("Quantity"), about=about, is_money=False, answer=answer))

    def remove_selected(self) -> None:
        """Del: takes the selected line out; it can be put back."""
        till, line = self._till, self.selected_line()
        if line is None:
            return
        session = till.signed_in()

        def removed(answer: tuple[CounterState, Line]) -> None:
            state, gone = answer
            self._undo.offer(till.texts("Removed {name}", name=line_name(gone, till.texts)), lambda: self._put_back(gone))
            till.set_counter(state)

        till.run(lambda: remove_line(till.desk, session, line.id), removed, self._line_refused)

    def _put_back(self, line: Line) -> None:
        till, session = self._till, self._till.signed_in()
        till.run(lambda: put_back(till.desk, session, line), self._edited, self._line_refused)

    def undo(self) -> None:
        """Ctrl+Z, also after the strip has gone: puts the last removed line or member back."""
        if not self._undo.take():
            self.refresh()

    # member

    def take_member(self, member_id: str, card: str | None = None) -> None:
        """Attaches a member that was found or confirmed."""
        till, session = self._till, self._till.signed_in()
        if card is not None and card.startswith("M1."):  # the changing code of a phone, taken now
            from app.services.member_codes import attach_by_code

            till.run(lambda: attach_by_code(till.desk, session, card), self._attached, self._line_refused)
        else:
            till.run(lambda: attach_member(till.desk, session, member_id, card), self._attached, self._line_refused)

    def _attached(self, state: CounterState) -> None:
        self._till.play(Sound.MEMBER)
        self._undo.forget()
        self._till.set_counter(state)
        if self.sheet is Sheet.MEMBERS:
            self._nav.close_sheet()
        if self._booking is not None:
            self._booking.member_came()

    def _change_member(self) -> None:
        swap, self._swap = self._swap, None
        if swap is not None:
            self.take_member(swap.member_id, swap.card)

    def detach(self) -> None:
        """Takes the member off; the basket stays."""
        till, counter = self._till, self._till.counter
        if counter is None or counter.attached is None:
            return
        session, attached = till.signed_in(), counter.attached
        name = attached.member.on_screen(short_language(till.texts), till.desk.pinyin())

        def gone(state: CounterState) -> None:
            text = till.texts("{name} is no longer on this sale", name=name)
            self._undo.offer(text, lambda: self.take_member(attached.member.id, attached.card))
            till.set_counter(state)

        till.run(lambda: detach_member(till.desk, session), gone, self._line_refused)

    # payments and the whole basket

    def remove_payment(self, payment_id: str) -> None:
        """✕ beside points or a tender already taken."""
        from app.gui.presenters.removals import take_off  # a start has no need of it

        till, session = self._till, self._till.signed_in()

        def removed(state: CounterState) -> None:
            till.set_counter(state)
            till.orders_put.emit()

        till.run(lambda: take_off(till.desk, session, payment_id), removed, self._line_refused)

    def abandon(self) -> None:
        """Gives the whole basket up."""
        till, session = self._till, self._till.signed_in()

        def emptied(state: CounterState) -> None:
            self._undo.forget()
            self._clear_box()
            till.set_counter(state)
            self._nav.go(Place.SELL)

        till.run(lambda: abandon_basket(till.desk, session), emptied, self._line_refused, confirm=True)

    # where else to go from here

    def _bind(self, card: str) -> None:
        """A card nobody has yet: of the member on this sale, else of somebody new."""
        from app.services.member_cards import link_card

        till, session, counter = self._till, self._till.signed_in(), self._till.counter
        if counter is None or counter.attached is None:
            self._nav.enrol(card=card)
            return
        member_id = counter.attached.member.id

        def linked(state: CounterState) -> None:
            till.play(Sound.MEMBER)
            till.set_counter(state)

        till.run(lambda: link_card(till.desk, session, member_id, card), linked, self._line_refused, confirm=True)

    def enrol(self) -> None:
        """The other key in the member panel."""
        self._nav.enrol()

    def find_member(self) -> None:
        """The key in the member panel."""
        self._nav.find_member("")

    def explain(self) -> None:
        """The box with what this sale earns."""
        self._nav.explain(None)

    def open_member(self) -> None:
        """The head of the member panel."""
        counter = self._till.counter
        if counter is not None and counter.attached is not None:
            self._nav.show_member(counter.attached.member.id)

    def open_points(self) -> None:
        """The amber key."""
        self._nav.use_points(from_pay=False)

    def open_pay(self) -> None:
        """The pay key."""
        self._nav.pay(CASH)

"""Stored value: what lies on a card, topping it up with its bonus, selling a gift card, paying out. Two steps: how much, how it is paid.

A scan on this screen is the card it is about: a member's, a gift card that was sold, or a new one that is sold now; or the voucher of a
reward that loads one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Protocol

from app.domain.errors import Refusal
from app.domain.journal.event import Event
from app.domain.members.card import is_card_number
from app.domain.money import yuan
from app.domain.sales.tender import ALIPAY, CARD, CASH, RECORDED, WECHAT, tender_label
from app.domain.till.approval import Approval
from app.domain.till.scan_shapes import ScanKind, classify
from app.gui.i18n import money, short_money
from app.gui.presenters.approve import ApprovalQuestion
from app.gui.presenters.counter_views import TENDER_ICONS, refusal_line, short_language
from app.gui.presenters.places import Navigator, Place
from app.gui.presenters.till import Till
from app.gui.presenters.typed_number import pressed, typed_minor
from app.services.cancel_top_up import cancel_asked, cancel_top_up
from app.services.counter import CounterState
from app.services.edit_basket import show_counter
from app.services.exchange_card import exchange_card
from app.services.ports.sound import Sound
from app.services.stored_value import (
    TopUp,
    TopUpDone,
    TopUpPreview,
    ValueAccount,
    gift_voucher,
    load_voucher,
    new_gift_card,
    pay_out_asked,
    pay_out_card,
    preview_top_up,
    refuse_top_up,
    show_account,
    top_up,
)
from app.services.use_voucher import GoodVoucher

AMOUNTS = (5_000, 10_000, 20_000, 50_000, 100_000, 200_000)
TENDERS = (CASH, WECHAT, ALIPAY, CARD)


@dataclass(frozen=True, slots=True)
class TopUpTile:
    """A means of payment or an amount."""

    id: str
    label: str
    icon: str
    key: str
    selected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TopUpView:
    """The screen. `facts`: label and value by line; `record`: the buyer's name and document are asked for; `pay_out`, `undo`, `exchange`:
    empty for no key.
    """

    title: str
    who: str
    facts: tuple[tuple[str, str], ...]
    amounts: tuple[TopUpTile, ...]
    tenders: tuple[TopUpTile, ...]
    field_label: str
    field_hint: str
    amount: str
    outcome: tuple[tuple[str, str], ...]
    record: bool
    record_label: str
    notes: tuple[str, ...]
    confirm: str
    confirm_enabled: bool
    pay_out: str
    undo: str
    exchange: str
    done: str
    problem: str


class TopUpScreen(Protocol):
    """What the presenter asks of the screen."""

    def show_view(self, view: TopUpView) -> None: ...


class TopUpPresenter:
    """The presenter of stored value."""

    def __init__(self, till: Till, navigator: Navigator) -> None:
        self._till = till
        self._nav = navigator
        self._screen: TopUpScreen | None = None
        self._account: ValueAccount | None = None
        self._sell = False
        self._kind = CASH
        self._amount = ""
        self._given = ""
        self._paying = False
        self._preview: TopUpPreview | None = None
        self._record = ""
        self._problem = ""
        self._done = ""
        self._event_id = ""
        self._voucher = ""
        self._voucher_minor = 0
        self._last = ""
        self._exchanging = ""
        till.texts.language_changed.connect(self.refresh)

    def attach(self, screen: TopUpScreen) -> None:
        """The screen that shows this presenter."""
        self._screen = screen
        self.refresh()

    def open(self, card: str = "") -> None:
        """Opens the screen for a card, else for the member on the counter, else for whoever is scanned."""
        counter = self._till.counter
        self._start()
        self._nav.go(Place.TOP_UP)
        if card:
            self._card(card)
        elif counter is not None and counter.attached is not None:
            member = counter.attached.member.id
            self._load(member, counter.attached.card or "")
        self.refresh()

    def refresh(self) -> None:
        """Renders again."""
        if self._screen is not None:
            self._screen.show_view(self.view())

    # what is shown

    def view(self) -> TopUpView:
        """The screen as of now."""
        t, account, preview = self._till.texts, self._account, self._preview
        minor = typed_minor(self._amount) if self._amount else None
        refusal = None if preview is None else refuse_top_up(preview)
        record = (refusal is not None and refusal.code == "value_real_name") or bool(self._record)
        problem = self._problem or (refusal_line(refusal, t) if refusal is not None else "")
        given = (typed_minor(self._given) if self._given else minor) or 0
        ready = account is not None and preview is not None and refusal is None and bool(minor)
        return TopUpView(
            title=t("Stored value"),
            who=self._who(account),
            facts=self._facts(account),
            amounts=()
            if self._paying or self._voucher
            else tuple(
                TopUpTile(str(amount), short_money(amount), "", "", amount == minor) for amount in AMOUNTS
            ),
            tenders=tuple(
                TopUpTile(kind, tender_label(kind, short_language(t)), TENDER_ICONS[kind], f"Alt {n}", kind == self._kind)
                for n, kind in enumerate(TENDERS, 1)
            ),
            field_label=t("Received") if self._paying else t("Top up by"),
            field_hint=t("exactly {amount}", amount=money(minor or 0)) if self._paying else t("type an amount or press one"),
            amount=self._given if self._paying else self._amount,
            outcome=self._outcome(minor, given),
            record=record,
            record_label=t("Buyer's name and document"),
            notes=self._notes(account),
            confirm=self._confirm_label(),
            confirm_enabled=(bool(self._voucher) and account is not None) or (ready and given >= (minor or 0)),
            pay_out=t("Pay the balance out") if self._can_pay_out(account) else "",
            undo=t("Take this top-up back") if self._last else "",
            exchange=self._exchange_label(account),
            done=self._done,
            problem=problem,
        )

    def _who(self, account: ValueAccount | None) -> str:
        t = self._till.texts
        if account is None:
            return t("Scan the member's card, or a gift card")
        if account.member is not None:
            lang = short_language(t)
            return account.member.on_screen(lang, self._till.desk.pinyin())
        return t("New gift card {card}", card=account.card) if self._sell else t("Gift card {card}", card=account.card)

    def _facts(self, account: ValueAccount | None) -> tuple[tuple[str, str], ...]:
        t = self._till.texts
        if account is None:
            return ()
        value = account.value
        facts = [
            (t("Balance"), money(value.total_minor)),
            (t("paid in"), money(value.principal_minor)),
            (t("bonus"), money(value.bonus_minor)),
        ]
        held = value.held_principal_minor + value.held_bonus_minor
        if held:
            facts.append((t("on an open basket"), money(held)))
        if account.valid_until is not None and not self._sell:
            facts.append((t("good until, then exchanged"), account.valid_until))
        return tuple(facts)

    def _outcome(self, minor: int | None, given_minor: int) -> tuple[tuple[str, str], ...]:
        t, preview = self._till.texts, self._preview
        if preview is None or not preview.result.allowed or not minor:
            return ()
        result = preview.result
        lines = [(t("Bonus"), money(result.bonus_minor)), (t("Balance after"), money(result.principal_minor + result.bonus_balance_minor))]
        if self._paying and self._kind == CASH:
            lines.append((t("Change"), money(max(0, given_minor - minor))))
        return tuple(lines)

    def _notes(self, account: ValueAccount | None) -> tuple[str, ...]:
        """What the rules ask the cashier to know."""
        t = self._till.texts
        if account is None:
            return ()
        if self._voucher:
            return (t("A reward's gift card: Enter loads the member's account; or scan the card that gets it"),)
        if account.named:
            return (t("Card with a name: can be blocked when lost, has no last day"),)
        return (t("Card without a name: cannot be blocked when lost; after its last day it is exchanged, nothing lapses"),)

    def _confirm_label(self) -> str:
        t = self._till.texts
        if self._voucher:
            return t("Load {amount}", amount=money(self._voucher_minor))
        if not self._paying:
            return t("Take payment")
        return t("Received · finish") if self._kind in RECORDED else t("Finish")

    def _can_pay_out(self, account: ValueAccount | None) -> bool:
        return account is not None and not self._sell and account.value.free_principal_minor + account.value.free_bonus_minor > 0

    # acts

    def typed(self, char: str) -> bool:
        """Digits and the point go to the amount."""
        self.press("." if char in ",。" else char)
        return True

    def press(self, key: str) -> None:
        """A key of the keypad."""
        self._problem = self._done = ""
        if self._paying:
            self._given = pressed(self._given, key, is_money=True)
            self.refresh()
        else:
            self._amount = pressed(self._amount, key, is_money=True)
            self._look()

    def set_amount(self, text: str) -> None:
        """The field was changed as a whole."""
        self._problem = self._done = ""
        if self._paying:
            self._given = text
            self.refresh()
        else:
            self._amount = text
            self._look()

    def choose_amount(self, amount_minor: int) -> None:
        """A quick amount."""
        self.set_amount(yuan(amount_minor).removesuffix(".00"))

    def choose(self, kind: str) -> None:
        """Another means of payment."""
        self._kind, self._given, self._problem = kind, "", ""
        self.refresh()

    def set_record(self, text: str) -> None:
        """The buyer's name and document."""
        self._record = text
        self._look()

    def key(self, key: str) -> bool:
        """Enter goes on, Esc one step back, Alt and a digit choose the tender, F9 pays out."""
        if key in ("Enter", "F12"):
            self.confirm()
        elif key == "F9":
            self.pay_out()
        elif key == "F6":
            self.take_back()
        elif key == "F7":
            self.exchange()
        elif key == "Backspace":
            self.press("backspace")
        elif key == "Del":
            self.press("clear")
        elif key.startswith("Alt+") and key[4:].isdigit() and 0 < int(key[4:]) <= len(TENDERS):
            self.choose(TENDERS[int(key[4:]) - 1])
        elif key == "Esc" and (self._paying or self._amount):
            if self._paying:
                self._paying, self._given = False, ""
                self.refresh()
            else:
                self.set_amount("")
        elif key == "Esc":
            self.leave()
        else:
            return False
        return True

    def leave(self) -> None:
        """Back to the counter, which is looked at again: its member may have more on the card, and more points."""
        till, session = self._till, self._till.signed_in()

        def ready(state: CounterState) -> None:
            till.set_counter(state)
            self._nav.go(Place.SELL)

        till.run(lambda: show_counter(till.desk, session), ready)

    def scanned(self, text: str) -> None:
        """A card; anything else waits."""
        found = classify(text)
        if found.kind is ScanKind.MEMBER_CARD and self._exchanging:
            self._exchange(found.payload)
        elif found.kind is ScanKind.VOUCHER:
            self._look_at_voucher(found.payload)
        elif found.kind is ScanKind.MEMBER_CARD and self._voucher:
            self._card(found.payload)
        elif found.kind is ScanKind.MEMBER_CARD:
            self._start()
            self._card(found.payload)
        else:
            self._refuse(Refusal("card_shape"))

    def _look_at_voucher(self, code: str) -> None:
        """The voucher of a reward: it loads its member's account, or a card that is scanned after it."""
        till, session = self._till, self._till.signed_in()

        def good(found: tuple[GoodVoucher, int]) -> None:
            self._start()
            self._voucher, self._voucher_minor = code, found[1]
            self._load(found[0].voucher.holder, "")

        till.run(lambda: gift_voucher(till.desk, session, code), good, self._refuse)

    def _load_voucher(self) -> None:
        till, session, event_id, account = self._till, self._till.signed_in(), self._event_id, self._account
        code, minor, sell = self._voucher, self._voucher_minor, self._sell
        card = "" if account is None else account.card
        member = None if account is None or account.member is None else account.member.id

        def operation() -> TopUpDone:
            done = load_voucher(till.desk, session, code, card, event_id, sell=sell)
            till.printing.spooler.wake()
            return done

        def loaded(_: TopUpDone) -> None:
            till.play(Sound.DONE)
            self._start()
            self._done = till.texts("Loaded {amount} as a gift", amount=money(minor))
            self._load(member, card)

        till.run(operation, loaded, self._refuse, confirm=True)

    def confirm(self) -> None:
        """On to the payment, then the booking."""
        if self._voucher and not self._till.latched:
            self._load_voucher()
            return
        view = self.view()
        if self._till.latched:
            return
        if not view.confirm_enabled:
            if not self._problem and self._account is not None:
                self._refuse(Refusal("amount_range") if self._preview is None else refuse_top_up(self._preview) or Refusal("amount_range"))
            return
        if not self._paying:
            self._paying, self._given = True, ""
            self.refresh()
            return
        self._book()

    def pay_out(self) -> None:
        """Gives the balance back in cash; a second person says yes where the role needs it."""
        till, session, account = self._till, self._till.signed_in(), self._account
        if account is None or not self._can_pay_out(account):
            return
        try:
            asked = pay_out_asked(session, account)
        except Refusal as refusal:
            self._refuse(refusal)
            return
        if asked is None:
            self._paid_out(account, None)
            return
        t, value = till.texts, account.value
        lines = (
            (t("Card"), self._who(account)),
            (t("Cash to hand back"), money(value.free_principal_minor)),
            (t("Bonus that lapses"), money(value.free_bonus_minor)),
        )
        self._nav.ask_approval(
            ApprovalQuestion(
                asked=asked, title=t("Pay the balance out"), lines=lines, answer=lambda approval: self._paid_out(account, approval)
            )
        )

    def _paid_out(self, account: ValueAccount, approval: Approval | None) -> None:
        till, session, event_id = self._till, self._till.signed_in(), self._till.desk.ids.new_id()
        member_id = None if account.member is None else account.member.id

        def operation() -> Event:
            event = pay_out_card(till.desk, session, member_id, account.card, event_id, approval)
            till.printing.spooler.wake()
            return event

        def done(_: Event) -> None:
            till.play(Sound.DONE)
            given = money(account.value.free_principal_minor)
            self._start()
            self._done = till.texts("Paid out: hand {amount} back", amount=given)
            self._load(member_id, account.card)

        till.run(operation, done, self._refuse, confirm=True)

    def _exchange_label(self, account: ValueAccount | None) -> str:
        t = self._till.texts
        if self._exchanging:
            return t("Scan the new card …")
        return t("Exchange the card") if account is not None and not account.named and self._can_pay_out(account) else ""

    def exchange(self) -> None:
        """The next card that is scanned gets all that lies on this one; pressed again, nothing happens to it."""
        account = self._account
        if account is not None and self._exchange_label(account):
            self._exchanging = "" if self._exchanging else account.card
            self.refresh()

    def _exchange(self, new: str) -> None:
        till, session, old, event_id = self._till, self._till.signed_in(), self._exchanging, self._till.desk.ids.new_id()

        def operation() -> Event:
            event = exchange_card(till.desk, session, old, new, event_id)
            till.printing.spooler.wake()
            return event

        def done(_: Event) -> None:
            till.play(Sound.DONE)
            self._start()
            self._done = till.texts("Exchanged: all of it is on the new card")
            self._load(None, new)

        till.run(operation, done, self._refuse, confirm=True)

    def take_back(self) -> None:
        """Takes the top-up just booked back; a second person says yes where the role needs it."""
        till, session, event_id = self._till, self._till.signed_in(), self._last
        if not event_id:
            return
        try:
            asked = cancel_asked(session, event_id)
        except Refusal as refusal:
            self._refuse(refusal)
            return
        if asked is None:
            self._taken_back(event_id, None)
            return
        t = till.texts
        self._nav.ask_approval(
            ApprovalQuestion(
                asked=asked,
                title=t("Take this top-up back"),
                lines=((t("Card"), self._who(self._account)),),
                answer=lambda approval: self._taken_back(event_id, approval),
            )
        )

    def _taken_back(self, event_id: str, approval: Approval | None) -> None:
        till, session, account, cancel_id = self._till, self._till.signed_in(), self._account, self._till.desk.ids.new_id()
        member = None if account is None or account.member is None else account.member.id
        card = "" if account is None else account.card

        def operation() -> int:
            event = cancel_top_up(till.desk, session, event_id, cancel_id, approval)
            till.printing.spooler.wake()
            return sum(minor for _, minor in json.loads(event.payload)["paid_out"])

        def done(back_minor: int) -> None:
            till.play(Sound.DONE)
            self._start()
            self._done = till.texts("Taken back: hand {amount} back", amount=money(back_minor))
            self._load(member, card)

        till.run(operation, done, self._refuse, confirm=True)

    def _book(self) -> None:
        till, session, event_id = self._till, self._till.signed_in(), self._event_id
        order, minor = self._order(), typed_minor(self._amount) or 0

        def operation() -> TopUpDone:
            done = top_up(till.desk, session, order, event_id)
            till.printing.spooler.wake()
            return done

        def booked(done: TopUpDone) -> None:
            t = till.texts
            till.play(Sound.DONE)
            account = self._account
            member = None if account is None or account.member is None else account.member.id
            card = "" if account is None else account.card
            self._start()
            parts = [t("Topped up by {amount}", amount=money(minor))]
            if done.change_minor:
                parts.append(t("Change {amount}", amount=money(done.change_minor)))
            if done.points:
                parts.append(f"+{t.points(done.points)}")
            self._done = " · ".join(parts)
            self._last = done.event.header.id
            self._load(member, card)

        till.run(operation, booked, self._refuse, confirm=True)

    def _order(self) -> TopUp:
        account = self._account
        member = None if account is None or account.member is None else account.member.id
        return TopUp(
            amount_minor=typed_minor(self._amount) or 0,
            kind=self._kind,
            given_minor=typed_minor(self._given) if self._given else None,
            member_id=member,
            card="" if account is None else account.card,
            sell=self._sell,
            real_name=self._record,
        )

    def _start(self) -> None:
        self._account = self._preview = None
        self._amount = self._given = self._record = self._problem = self._done = ""
        self._sell = self._paying = False
        self._kind = CASH
        self._event_id = self._till.desk.ids.new_id()
        self._voucher, self._voucher_minor = "", 0
        self._last = ""
        self._exchanging = ""

    def _card(self, card: str) -> None:
        """A card that was scanned: somebody's, a gift card, or one that is sold now."""
        till = self._till

        def operation() -> tuple[ValueAccount, bool]:
            try:
                return show_account(till.desk, None, card), False
            except Refusal as refusal:
                if refusal.code != "unknown_card" or not is_card_number(card):
                    raise
            return new_gift_card(till.desk, card), True

        till.run(operation, self._found, self._refuse)

    def _load(self, member_id: str | None, card: str) -> None:
        till = self._till
        till.run(lambda: (show_account(till.desk, member_id, card), False), self._found, self._refuse)

    def _found(self, found: tuple[ValueAccount, bool]) -> None:
        self._account, self._sell = found
        self._till.play(Sound.OK)
        self._look()

    def _look(self) -> None:
        """What the rules say about the amount as it stands."""
        till, session, order = self._till, self._till.signed_in(), self._order()
        if self._account is None or not order.amount_minor:
            self._preview = None
            self.refresh()
            return

        def looked(preview: TopUpPreview) -> None:
            self._preview = preview
            self.refresh()

        till.run(lambda: preview_top_up(till.desk, session, order), looked, self._refuse)

    def _refuse(self, refusal: Refusal) -> None:
        self._till.play(Sound.UNKNOWN)
        self._problem = refusal_line(refusal, self._till.texts)
        self.refresh()

"""Discount or price by hand (F5): on the chosen line or on the whole sale, by percent, by amount or as a price, with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from app.domain.errors import Refusal
from app.domain.money import yuan
from app.domain.sales.basket import Basket, Line
from app.domain.sales.coupons import applied
from app.domain.sales.discount import REASONS, Discount, Kind, discount_reason_label
from app.domain.till.approval import Approval, Asked
from app.gui.i18n import MINUS, Texts, count, money
from app.gui.presenters.counter_views import line_name, refusal_line, short_language
from app.gui.presenters.places import Navigator, Sheet
from app.gui.presenters.sell import Sell
from app.gui.presenters.till import Till
from app.gui.presenters.typed_number import pressed, typed_count, typed_minor
from app.services.counter import CounterState
from app.services.give_discount import discount_asked, give_discount, round_off, take_discount_off
from app.services.ports.sound import Sound

_KINDS: tuple[Kind, ...] = ("percent", "amount", "price")
_STEPS = (10, 100)


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose, as a key."""

    id: str
    label: str
    selected: bool
    enabled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscountView:
    """The sheet. `text`: what was typed so far; `outcome`: what the line or the sale would cost; `rounding` and `remove` empty: not now."""

    title: str
    about: str
    targets: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    reasons: tuple[Choice, ...]
    field: str
    is_money: bool
    text: str
    outcome: str
    problem: str
    confirm: str
    can_confirm: bool
    rounding: str
    remove: str


class DiscountScreen(Protocol):
    """What the presenter asks of the sheet."""

    def show_view(self, view: DiscountView) -> None: ...


class GiveDiscount:
    """The presenter of the sheet."""

    def __init__(self, till: Till, navigator: Navigator, sell: Sell) -> None:
        self._till = till
        self._nav = navigator
        self._sell = sell
        self._screen: DiscountScreen | None = None
        self._whole = False
        self._kind: Kind = "percent"
        self._reason = REASONS[0]
        self._text = self._problem = ""
        till.changed.connect(self.refresh)
        till.texts.language_changed.connect(self.refresh)

    def attach(self, screen: DiscountScreen) -> None:
        """The sheet that shows this presenter."""
        self._screen = screen

    def open(self) -> None:
        """F5: on the chosen line, by percent."""
        self._whole, self._kind, self._reason, self._text, self._problem = False, "percent", REASONS[0], "", ""
        self.refresh()
        self._nav.open_sheet(Sheet.DISCOUNT)

    def refresh(self) -> None:
        """Renders again."""
        if self._screen is not None and self._till.counter is not None:
            self._screen.show_view(self.view(self._till.counter))

    def _line(self) -> Line | None:
        return None if self._whole else self._sell.selected_line()

    def _given(self, basket: Basket) -> Discount | None:
        line = self._line()
        wanted = None if line is None else line.id
        return next((one for one in basket.discounts if one.line == wanted and one.kind != "rounding"), None)

    def _step(self, basket: Basket) -> int:
        """The step that the sum is rounded down to; 0 for none."""
        return next((one.value for one in basket.discounts if one.kind == "rounding"), 0)

    def view(self, state: CounterState) -> DiscountView:
        """The sheet as of now."""
        t, basket, line = self._till.texts, state.basket, self._line()
        about = t("The whole sale") if line is None else f"{line_name(line, t)} × {count(line.qty)}"
        kinds = {"percent": t("Percent off"), "amount": t("Yuan off"), "price": t("Price of one")}
        discount = self._discount()
        outcome = "" if discount is None else self._outcome(basket, discount, line, t)
        own = short_language(t)
        step = self._step(basket)
        rounding = {0: t("Leave the fen off"), 10: t("Leave the jiao off too")}.get(step, t("Leave nothing off"))
        remove = t("Take the discount off") if self._given(basket) is not None else ""
        return DiscountView(
            title=t("Discount or price"),
            about=about if outcome else f"{about} · {money(basket.payable_minor if line is None else line.payable_minor)}",
            targets=(
                Choice("line", t("This line"), selected=line is not None, enabled=self._sell.selected_line() is not None),
                Choice("whole", t("Whole sale"), selected=line is None),
            ),
            kinds=tuple(Choice(kind, kinds[kind], kind == self._kind, kind != "price" or line is not None) for kind in _KINDS),
            reasons=tuple(Choice(code, discount_reason_label(code, own), code == self._reason) for code in REASONS),
            field=kinds[self._kind],
            is_money=self._kind != "percent",
            text=self._text,
            outcome=outcome,
            problem=self._problem,
            confirm=t("Give it") if self._kind != "price" else t("Set the price"),
            can_confirm=bool(outcome),
            rounding=rounding,
            remove=remove,
        )

    def _discount(self) -> Discount | None:
        """What was typed; None where nothing usable was."""
        value = typed_count(self._text) if self._kind == "percent" else typed_minor(self._text)
        line = self._line()
        if not value or (line is None and self._kind == "price"):
            return None
        return Discount(line=None if line is None else line.id, kind=self._kind, value=value, reason=self._reason)

    def _outcome(self, basket: Basket, discount: Discount, line: Line | None, t: Texts) -> str:
        try:
            after = applied(basket.with_discount(discount))
        except Refusal:
            return ""
        now = after.payable_minor if line is None else after.line(line.id).payable_minor
        was = basket.payable_minor if line is None else line.payable_minor
        return t("¥{before} becomes ¥{after}", before=yuan(was), after=yuan(now))

    # keys and presses

    def press(self, key: str) -> None:
        """A key of the keypad."""
        self._text = pressed(self._text, key, is_money=self._kind != "percent")
        self._problem = ""
        self.refresh()

    def set_text(self, text: str) -> None:
        """The field was changed as a whole."""
        self._text, self._problem = text, ""
        self.refresh()

    def typed(self, char: str) -> bool:
        """Digits and the point are the number; a space turns from the line to the whole sale and back."""
        if char == " ":
            self.choose_target("line" if self._whole else "whole")
        elif char.isdigit() or char in ".,。":
            self.press("." if char in ".,。" else char)
        return True

    def key(self, key: str) -> bool:
        """Enter gives it, ← → change what is typed, ↑ ↓ the reason, Del takes off, Ctrl+E rounds down."""
        if key in ("Enter", "F12"):
            self.confirm()
        elif key == "Backspace":
            self.press("backspace")
        elif key == "Del":
            self.remove()
        elif key in ("Left", "Right"):
            open_kinds = _KINDS if self._line() is not None else _KINDS[:2]
            self.choose_kind(open_kinds[(open_kinds.index(self._kind) + (1 if key == "Right" else -1)) % len(open_kinds)])
        elif key in ("Up", "Down"):
            self.choose_reason(REASONS[(REASONS.index(self._reason) + (1 if key == "Down" else -1)) % len(REASONS)])
        elif key == "Ctrl+E":
            self.round_off()
        else:
            return False
        return True

    def choose_target(self, target: str) -> None:
        """The line or the whole sale."""
        self._whole, self._problem = target == "whole", ""
        if self._whole and self._kind == "price":
            self._kind, self._text = "percent", ""
        self.refresh()

    def choose_kind(self, kind: str) -> None:
        """Percent, amount or price; what was typed is another number then."""
        self._kind, self._text, self._problem = next(one for one in _KINDS if one == kind), "", ""
        self.refresh()

    def choose_reason(self, code: str) -> None:
        """A reason chip."""
        self._reason = code
        self.refresh()

    def round_off(self) -> None:
        """The fen, then the jiao too, then nothing."""
        till, session, counter = self._till, self._till.signed_in(), self._till.counter
        if counter is None:
            return
        step = self._step(counter.basket)
        if step in _STEPS[:-1] or not step:
            wanted = _STEPS[0] if not step else _STEPS[1]
            till.run(lambda: round_off(till.desk, session, wanted), till.set_counter, self._refused)
        else:
            till.run(lambda: take_discount_off(till.desk, session, None, rounding=True), till.set_counter, self._refused)

    def remove(self) -> None:
        """Del: what was typed goes, else the discount that was given."""
        till, session, counter = self._till, self._till.signed_in(), self._till.counter
        if self._text:
            self.press("clear")
        elif counter is not None and self._given(counter.basket) is not None:
            line = self._line()
            till.run(lambda: take_discount_off(till.desk, session, None if line is None else line.id), till.set_counter, self._refused)

    def confirm(self) -> None:
        """Gives it, after a second person's yes where one is asked for."""
        till, session, discount = self._till, self._till.signed_in(), self._discount()
        if discount is None:
            till.play(Sound.UNKNOWN)
            return

        def asked(found: Asked | None) -> None:
            if found is None:
                self._give(discount, None)
            else:
                self._ask(discount, found)

        till.run(lambda: discount_asked(till.desk, session, discount), asked, self._refused)

    def _ask(self, discount: Discount, asked: Asked) -> None:
        from app.gui.presenters.approve import ApprovalQuestion

        till, t, line = self._till, self._till.texts, self._line()
        of, off = asked.parameters["of"], asked.parameters["off"]
        lines = (
            (t("On"), t("The whole sale") if line is None else line_name(line, t)),
            (t("Costs now"), money(of) if isinstance(of, int) else ""),
            (t("Off"), f"{MINUS}{money(off)}" if isinstance(off, int) and off >= 0 else t("a higher price")),
            (t("Reason"), discount_reason_label(discount.reason, short_language(t))),
        )
        till.play(Sound.ATTENTION)
        question = ApprovalQuestion(
            asked=asked, title=t("Approve this discount?"), lines=lines, answer=lambda approval: self._give(discount, approval)
        )
        self._nav.ask_approval(question)

    def _give(self, discount: Discount, approval: Approval | None) -> None:
        till, session = self._till, self._till.signed_in()

        def given(state: CounterState) -> None:
            till.play(Sound.OK)
            till.set_counter(state)
            self._nav.close_sheet()

        till.run(lambda: give_discount(till.desk, session, discount, approval), given, self._refused)

    def _refused(self, refusal: Refusal) -> None:
        self._till.play(Sound.UNKNOWN)
        self._problem = refusal_line(refusal, self._till.texts)
        self.refresh()

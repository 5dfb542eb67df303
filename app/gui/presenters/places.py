"""Where the cashier is: one screen, and on Sell at most one side sheet. Presenters ask the shell to go somewhere through `Navigator`."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from app.domain.programme.compiled import Recipient

if TYPE_CHECKING:
    from app.gui.presenters.approve import ApprovalQuestion


class Place(StrEnum):
    """The screens that fill the content area."""

    SIGN_IN = "sign_in"
    SELL = "sell"
    PAY = "pay"
    DONE = "done"
    QUEUE = "queue"
    SETTINGS = "settings"
    HELP = "help"
    OFFICE = "office"
    REFUND = "refund"
    TOP_UP = "top_up"
    REWARDS = "rewards"
    SHIFT_OPEN = "shift_open"
    SHIFT_CLOSE = "shift_close"


class Sheet(StrEnum):
    """The side sheets over the right column of Sell; the basket stays visible and scanning goes on."""

    NONE = ""
    MEMBERS = "members"
    MEMBER = "member"
    FIND = "find"
    POINTS = "points"
    WHY = "why"
    NUMBER = "number"
    DISCOUNT = "discount"
    SUSPENDED = "suspended"
    MORE = "more"
    RECEIPT = "receipt"
    PRODUCT = "product"
    ENROL = "enrol"
    ACTIVITIES = "activities"
    CASH = "cash"
    REPORT = "report"


class Navigator(Protocol):
    """The shell, as the other presenters see it."""

    @property
    def sheet(self) -> Sheet:
        """The sheet that is open."""
        ...

    def go(self, place: Place) -> None:
        """Shows a screen; an open sheet is closed."""
        ...

    def open_sheet(self, sheet: Sheet) -> None:
        """Opens a sheet on Sell in place of the one that is open."""
        ...

    def close_sheet(self) -> None:
        """Back to the bare Sell screen."""
        ...

    def pay(self, kind: str, code: str = "") -> None:
        """Opens Pay with a tender chosen; `code`: the payment code that all of it is charged by."""
        ...

    def top_up(self, card: str = "") -> None:
        """Opens stored value: of the card, else of the member on the counter."""
        ...

    def use_points(self, *, from_pay: bool) -> None:
        """Opens the use-points sheet; `from_pay` goes back to Pay when it is done."""
        ...

    def find_member(self, text: str) -> None:
        """Opens the member search with something typed already."""
        ...

    def find_item(self, text: str) -> None:
        """Opens the item search with something typed already."""
        ...

    def enrol(self, *, phone: str = "", card: str = "") -> None:
        """Opens New member, with a phone or a card that is known already."""
        ...

    def hand_out(self, code: str) -> None:
        """Opens the reward desk with a voucher that is handed out there."""
        ...

    def load_card(self, code: str) -> None:
        """Opens stored value with a voucher that is a gift card."""
        ...

    def new_product(self, code: str, qty: int) -> None:
        """Opens the product sheet for a code; so many pieces go on the basket once it is saved, none with 0."""
        ...

    def edit_product(self, product_id: str) -> None:
        """Opens the product sheet of a known product."""
        ...

    def show_member(self, member_id: str) -> None:
        """Opens a member's page."""
        ...

    def show_receipt(self, event_id: str) -> None:
        """Opens a receipt."""
        ...

    def refund(self, event_id: str | None, *, whole: bool = False) -> None:
        """Opens Refund and receipts: with a sale, `whole` with all of it ticked, or with the list of receipts."""
        ...

    def explain(self, event_id: str | None, recipient: Recipient = "member") -> None:
        """Opens why these points: of a booked sale or another act that earned, or None for the basket. `recipient`: whose points."""
        ...

    def ask_number(self, question: Question) -> None:
        """Opens the number sheet."""
        ...

    def ask_approval(self, question: ApprovalQuestion) -> None:
        """Asks a second person, over whatever is open; the screen below waits as it is."""
        ...


class Question:
    """A number to be typed: what it is about, its unit, and what to do with it. `other`: another way on, its label and what it does."""

    def __init__(
        self,
        *,
        title: str,
        about: str,
        is_money: bool,
        answer: Callable[[int], None],
        other: tuple[str, Callable[[], None]] | None = None,
    ) -> None:
        self.title = title
        self.about = about
        self.is_money = is_money
        self.answer = answer
        self.other = other

"""All presenters of one window in one place, and which of them a key or a typed character belongs to."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from app.gui.presenters.places import Place, Sheet
from app.gui.presenters.sell import Sell
from app.gui.presenters.sign_in import SignIn
from app.gui.presenters.till import Till

if TYPE_CHECKING:
    from app.gui.presenters.activities import Activities
    from app.gui.presenters.approve import Approve
    from app.gui.presenters.cash import Cash
    from app.gui.presenters.discount import GiveDiscount
    from app.gui.presenters.enrol import Enrol
    from app.gui.presenters.find_item import FindItem
    from app.gui.presenters.help import Help
    from app.gui.presenters.member_page import MemberPagePresenter
    from app.gui.presenters.member_search import MemberSearch
    from app.gui.presenters.more import More
    from app.gui.presenters.number import AskNumber
    from app.gui.presenters.office import Office
    from app.gui.presenters.outfit import Outfit
    from app.gui.presenters.pay import Pay
    from app.gui.presenters.print_queue import PrintQueue
    from app.gui.presenters.product import EditProduct
    from app.gui.presenters.provider_orders import ProviderOrders
    from app.gui.presenters.receipt import Receipt
    from app.gui.presenters.refund import Refund
    from app.gui.presenters.reward_desk import RewardDesk
    from app.gui.presenters.sale_done import SaleDone
    from app.gui.presenters.settings import Settings
    from app.gui.presenters.shell import Shell
    from app.gui.presenters.shift_close import ShiftClose
    from app.gui.presenters.shift_open import ShiftOpen
    from app.gui.presenters.shift_report import XReport
    from app.gui.presenters.suspended import SuspendedBaskets
    from app.gui.presenters.top_up import TopUpPresenter
    from app.gui.presenters.use_points import UsePoints
    from app.gui.presenters.why import Why


class Keyed(Protocol):
    """A presenter that takes keys."""

    def key(self, key: str) -> bool:
        """False when the key means nothing there."""
        ...

    def typed(self, char: str) -> bool:
        """False when the character means nothing there."""
        ...


class Room:
    """The presenters, each once; a property is called as the place or the sheet it belongs to. Those of a first scan are made at once, the
    others are imported and made when they are asked for.
    """

    def __init__(self, till: Till, shell: Shell, outfit: Outfit) -> None:
        self._till, self._shell, self._outfit = till, shell, outfit
        self.sell = Sell(till, shell)
        self.sign_in = SignIn(till, shell.arrived, outfit.demo_people)
        self._typed_into: Keyed | None = None

    @cached_property
    def pay(self) -> Pay:
        """Paying."""
        from app.gui.presenters.pay import Pay

        return Pay(self._till, self._shell)

    @cached_property
    def done(self) -> SaleDone:
        """The finished sale."""
        from app.gui.presenters.sale_done import SaleDone

        return SaleDone(self._till)

    @cached_property
    def number(self) -> AskNumber:
        """The number sheet."""
        from app.gui.presenters.number import AskNumber

        return AskNumber(self._till, self._shell)

    @cached_property
    def discount(self) -> GiveDiscount:
        """Discounts and prices by hand."""
        from app.gui.presenters.discount import GiveDiscount

        return GiveDiscount(self._till, self._shell, self.sell)

    @cached_property
    def suspended(self) -> SuspendedBaskets:
        """Suspended baskets."""
        from app.gui.presenters.suspended import SuspendedBaskets

        return SuspendedBaskets(self._till, self._shell)

    @cached_property
    def members(self) -> MemberSearch:
        """The member search."""
        from app.gui.presenters.member_search import MemberSearch

        return MemberSearch(self._till, self._shell, self.sell.take_member)

    @cached_property
    def member(self) -> MemberPagePresenter:
        """A member's page."""
        from app.gui.presenters.member_page import MemberPagePresenter

        return MemberPagePresenter(self._till, self._shell)

    @cached_property
    def find(self) -> FindItem:
        """The item search."""
        from app.gui.presenters.find_item import FindItem

        return FindItem(self._till, self._shell, self.sell.add)

    @cached_property
    def points(self) -> UsePoints:
        """Points as money."""
        from app.gui.presenters.use_points import UsePoints

        return UsePoints(self._till, self._shell, self.sell.activity.tell)

    @cached_property
    def why(self) -> Why:
        """Why these points."""
        from app.gui.presenters.why import Why

        return Why(self._till, self._shell)

    @cached_property
    def receipt(self) -> Receipt:
        """A receipt."""
        from app.gui.presenters.receipt import Receipt

        return Receipt(self._till, self._shell)

    @cached_property
    def refund(self) -> Refund:
        """Refund and receipts."""
        from app.gui.presenters.refund import Refund

        return Refund(self._till, self._shell)

    @cached_property
    def queue(self) -> PrintQueue:
        """The printer's queue."""
        from app.gui.presenters.print_queue import PrintQueue

        return PrintQueue(self._till, self._shell.jobs_changed)

    @cached_property
    def help(self) -> Help:
        """Help."""
        from app.gui.presenters.help import Help

        return Help(self._till)

    @cached_property
    def settings(self) -> Settings:
        """The settings."""
        from app.gui.presenters.settings import Settings

        return Settings(self._till, self._outfit.appearance, self._outfit.devices)

    @cached_property
    def more(self) -> More:
        """The sheet of further acts."""
        from app.gui.presenters.more import More, MoreActs

        acts = MoreActs(
            reprint=self._shell.reprint_last,
            lock=self._shell.lock,
            abandon=self.sell.abandon,
            activities=lambda: self.activities.open(),
            top_up=lambda: self.top_up.open(),
            close_shift=self._shell.close_shift,
            practice=self._outfit.on_practice,
            cash=lambda: self.cash.open(),
            x_report=lambda: self.report.open(),
            quit=self._outfit.on_quit,
            show_printer=self._outfit.show_printer,
        )
        return More(self._till, self._shell, acts)

    @cached_property
    def approve(self) -> Approve:
        """A second person's yes."""
        from app.gui.presenters.approve import Approve

        return Approve(self._till, self._shell.refresh)

    @property
    def asking(self) -> bool:
        """Whether a second person is being asked, over whatever else is open."""
        return "approve" in self.__dict__ and self.approve.open

    @cached_property
    def top_up(self) -> TopUpPresenter:
        """Stored value."""
        from app.gui.presenters.top_up import TopUpPresenter

        return TopUpPresenter(self._till, self._shell)

    @cached_property
    def orders(self) -> ProviderOrders:
        """What the payment provider is still to do."""
        from app.gui.presenters.provider_orders import ProviderOrders

        return ProviderOrders(self._till)

    @cached_property
    def office(self) -> Office:
        """The manager's tab."""
        from app.gui.presenters.office import Office

        return Office(self._till, self._shell, self._outfit.background)

    @cached_property
    def rewards(self) -> RewardDesk:
        """The reward desk."""
        from app.gui.presenters.reward_desk import RewardDesk

        return RewardDesk(self._till, self._shell, self.sell.load)

    @cached_property
    def enrol(self) -> Enrol:
        """New member."""
        from app.gui.presenters.enrol import Enrol

        return Enrol(self._till, self._shell, self.sell.take_member)

    @cached_property
    def activities(self) -> Activities:
        """Check-in and activities."""
        from app.gui.presenters.activities import Activities

        return Activities(self._till, self._shell, self.sell.activity.book)

    @cached_property
    def shift_open(self) -> ShiftOpen:
        """Opening a shift."""
        from app.gui.presenters.shift_open import ShiftOpen

        return ShiftOpen(self._till, self._shell.signed_in, self._shell.lock, self._till.printing.spooler.status)

    @cached_property
    def shift_close(self) -> ShiftClose:
        """Closing a shift."""
        from app.gui.presenters.shift_close import ShiftClose

        return ShiftClose(self._till, self._shell, self._shell.shift_closed, self._shell.lock, lambda: self.suspended.open())

    @cached_property
    def cash(self) -> Cash:
        """Money in and out without a sale."""
        from app.gui.presenters.cash import Cash

        return Cash(self._till, self._shell)

    @cached_property
    def report(self) -> XReport:
        """The X report."""
        from app.gui.presenters.shift_report import XReport

        return XReport(self._till, self._shell)

    @cached_property
    def product(self) -> EditProduct:
        """The product sheet."""
        from app.gui.presenters.product import EditProduct

        return EditProduct(self._till, self._shell, self.sell.add)

    def _owner(self, place: Place, sheet: Sheet) -> Keyed | None:
        if self.asking:
            return self.approve
        """Whose keys they are; nobody's on the finished sale, which the shell closes."""
        if place is Place.DONE:
            return None
        owner: Keyed = getattr(self, sheet.value if place is Place.SELL and sheet is not Sheet.NONE else place.value)
        return owner

    def key(self, place: Place, sheet: Sheet, key: str) -> bool:
        """Gives a key to whoever it belongs to."""
        owner = self._owner(place, sheet)
        return owner is not None and owner.key(key)

    def typed(self, place: Place, sheet: Sheet, char: str) -> None:
        """Gives a character to whoever it belongs to; what a sheet has no use for goes to the scan box."""
        owner = self._owner(place, sheet)
        self._typed_into = owner
        if owner is None or owner.typed(char):
            return
        if place is Place.SELL and owner is not self.sell:
            self._typed_into = self.sell
            self.sell.typed(char)

    def retract(self, count: int) -> None:
        """Takes the last characters back from whoever got them: they were the beginning of a scan."""
        if self._typed_into is self.sell:
            self.sell.retract(count)
        elif self._typed_into is not None:
            for _ in range(count):
                self._typed_into.key("Backspace")

    def entered(self, place: Place) -> None:
        """A screen came to the front."""
        if place is Place.DONE:
            self.done.open()
        elif place is Place.QUEUE:
            self.queue.load()
        elif place is Place.SETTINGS:
            self.settings.load()
        elif place is Place.HELP:
            self.help.refresh()
        elif place is Place.OFFICE:
            self.office.entered()
        elif place is Place.REWARDS:
            self.rewards.entered()

    def jobs_changed(self, place: Place, sheet: Sheet) -> None:
        """Print jobs moved on."""
        if place is Place.DONE:
            self.done.follow_print()
        elif place is Place.QUEUE:
            self.queue.load()
        elif place is Place.REFUND:
            self.refund.follow_print()
        if sheet is Sheet.RECEIPT:
            self.receipt.follow_print()

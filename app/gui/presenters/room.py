"""All presenters of one window in one place, and which of them a key or a typed character belongs to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from app.gui.presenters.find_item import FindItem
from app.gui.presenters.help import Help
from app.gui.presenters.member_page import MemberPagePresenter
from app.gui.presenters.member_search import MemberSearch
from app.gui.presenters.more import More, MoreActs
from app.gui.presenters.number import AskNumber
from app.gui.presenters.pay import Pay
from app.gui.presenters.places import Place, Sheet
from app.gui.presenters.print_queue import PrintQueue
from app.gui.presenters.receipt import Receipt
from app.gui.presenters.sale_done import SaleDone
from app.gui.presenters.sell import Sell
from app.gui.presenters.settings import Appearance, DeviceSettings, Settings
from app.gui.presenters.sign_in import SignIn
from app.gui.presenters.till import Till
from app.gui.presenters.use_points import UsePoints
from app.gui.presenters.why import Why

if TYPE_CHECKING:
    from app.gui.presenters.office import Office
    from app.gui.presenters.shell import Shell


class Keyed(Protocol):
    """A presenter that takes keys."""

    def key(self, key: str) -> bool:
        """False when the key means nothing there."""
        ...

    def typed(self, char: str) -> bool:
        """False when the character means nothing there."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Outfit:
    """What the presenters get from outside beside the till."""

    appearance: Appearance
    devices: DeviceSettings
    demo_people: tuple[tuple[str, str], ...]
    on_quit: Callable[[], None]
    show_printer: Callable[[], None] | None


class Room:
    """The presenters, each once."""

    def __init__(self, till: Till, shell: Shell, outfit: Outfit) -> None:
        self._till, self._shell = till, shell
        self.sell = Sell(till, shell)
        self.pay = Pay(till, shell)
        self.done = SaleDone(till)
        self.number = AskNumber(till, shell)
        self.members = MemberSearch(till, shell, self.sell.take_member)
        self.member = MemberPagePresenter(till, shell)
        self.find = FindItem(till, shell, self.sell.add)
        self.points = UsePoints(till, shell)
        self.why = Why(till, shell)
        self.receipt = Receipt(till, shell)
        self.queue = PrintQueue(till, shell.jobs_changed)
        self.help = Help(till)
        self.settings = Settings(till, outfit.appearance, outfit.devices)
        self.sign_in = SignIn(till, shell.signed_in, outfit.demo_people)
        acts = MoreActs(
            reprint=shell.reprint_last,
            lock=shell.lock,
            abandon=self.sell.abandon,
            quit=outfit.on_quit,
            show_printer=outfit.show_printer,
        )
        self.more = More(till, shell, acts)
        self._typed_into: Keyed | None = None

    @cached_property
    def office(self) -> Office:
        """The manager's tab, imported when it is opened."""
        from app.gui.presenters.office import Office

        return Office(self._till, self._shell)

    def _owner(self, place: Place, sheet: Sheet) -> Keyed | None:
        if place is Place.OFFICE:
            return self.office
        if place is Place.SELL:
            sheets: dict[Sheet, Keyed] = {
                Sheet.MEMBERS: self.members,
                Sheet.MEMBER: self.member,
                Sheet.FIND: self.find,
                Sheet.POINTS: self.points,
                Sheet.WHY: self.why,
                Sheet.NUMBER: self.number,
                Sheet.MORE: self.more,
                Sheet.RECEIPT: self.receipt,
            }
            return sheets.get(sheet, self.sell)
        places: dict[Place, Keyed] = {
            Place.SIGN_IN: self.sign_in,
            Place.PAY: self.pay,
            Place.QUEUE: self.queue,
            Place.SETTINGS: self.settings,
            Place.HELP: self.help,
        }
        return places.get(place)

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

    def jobs_changed(self, place: Place, sheet: Sheet) -> None:
        """Print jobs moved on."""
        if place is Place.DONE:
            self.done.follow_print()
        elif place is Place.QUEUE:
            self.queue.load()
        if sheet is Sheet.RECEIPT:
            self.receipt.follow_print()

"""The shell around every screen: where the cashier is, which key does what there, top bar, banners, function bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from app.domain.programme.compiled import Recipient
from app.domain.till.print_jobs import JobState, PrintJob
from app.gui.components.views import FunctionKeyView, StatusChip, TopBarView
from app.gui.i18n import mark
from app.gui.presenters.banners import all_banners, printer_chip, waiting_jobs
from app.gui.presenters.counter_views import use_points_view
from app.gui.presenters.outfit import Outfit
from app.gui.presenters.places import Place, Question, Sheet
from app.gui.presenters.room import Room
from app.gui.presenters.till import Till
from app.gui.widgets.banner import BannerView
from app.services.desk import Session
from app.services.ports.printing import PrinterStatus
from app.services.ports.sound import Sound
from app.services.print_queue import print_again, was_printed
from app.services.receipts import CompletedSale
from app.services.reprint import last_sale, reprint
from app.services.run_day import DailyRun
from app.services.sign_in import Arrival, next_day, turns_now

if TYPE_CHECKING:
    from app.gui.presenters.approve import ApprovalQuestion

_OPEN = frozenset({JobState.QUEUED, JobState.SENDING, JobState.SENT, JobState.BLOCKED, JobState.UNKNOWN})
_KEYS = (
    ("F1", mark("Help"), "help"),
    ("F2", mark("Member"), "member"),
    ("F3", mark("Find item"), "findItem"),
    ("F4", mark("Quantity"), "quantity"),
    ("F5", mark("Discount"), "discount"),
    ("F6", mark("Suspend"), "hold"),
    ("F7", mark("Use points"), "usePoints"),
    ("F8", mark("Why points"), "why"),
    ("F9", mark("Refund"), "refund"),
    ("F10", mark("Rewards"), "rewards"),
    ("F11", mark("More"), "more"),
)
_TILL = (Place.SELL, Place.DONE, Place.REFUND)
"""Where the function bar is shown."""
_SHEET_KEYS = {
    "F2": Sheet.MEMBERS, "F3": Sheet.FIND, "F4": Sheet.NUMBER, "F5": Sheet.DISCOUNT, "F6": Sheet.SUSPENDED, "F7": Sheet.POINTS,
    "F8": Sheet.WHY, "F11": Sheet.MORE,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ShellView:
    """What surrounds the screen. `keys` empty: no function bar. `asking`: a second person's yes is asked over all of it."""

    place: Place
    sheet: Sheet
    top: TopBarView
    banner: BannerView | None
    keys: tuple[FunctionKeyView, ...]
    asking: bool = False


DAILY_RUN_PAUSE_MS = 200
_MINUTE_MS = 60_000


class ShellScreen(Protocol):
    """What the presenter asks of the window."""

    def show_view(self, view: ShellView) -> None: ...


class Shell:
    """The presenter of the window and the `Navigator` of the others, which stand in `room`."""

    def __init__(self, till: Till, outfit: Outfit) -> None:
        self._till = till
        self._screen: ShellScreen | None = None
        self._place = Place.SIGN_IN
        self._sheet = Sheet.NONE
        self._before: Place = Place.SELL
        self._from_office = False
        self._left_over = False
        self._touched_ms = 0
        self._jobs: Sequence[PrintJob] = ()
        self._put_away: frozenset[tuple[str, str]] = frozenset()
        self._status = till.printing.spooler.status()
        self.room = Room(till, self, outfit)
        till.orders_put.connect(self._wake_orders)
        for happening in (till.changed, till.fault_changed, till.texts.language_changed):
            happening.connect(self.refresh)

    def attach(self, screen: ShellScreen) -> None:
        """The window."""
        self._screen = screen
        self.refresh()

    def start(self) -> None:
        """Sign-in first."""
        self.go(Place.SIGN_IN)
        self.room.sign_in.load()
        self.jobs_changed()

    @property
    def place(self) -> Place:
        """Where the cashier is."""
        return self._place

    @property
    def sheet(self) -> Sheet:
        """The open sheet."""
        return self._sheet

    # what is shown

    def refresh(self) -> None:
        """Renders again."""
        if self._screen is not None:
            self._screen.show_view(self.view())
        self._till.stirred.emit()

    def view(self) -> ShellView:
        """The window as of now."""
        found = [banner for banner in self._banners() if (banner.id, banner.headline) not in self._put_away]
        banner = found[0] if found else None
        return ShellView(
            place=self._place,
            sheet=self._sheet,
            top=self._top(),
            banner=banner,
            keys=self._keys() if self._place in _TILL else (),
            asking=self.room.asking,
        )

    def _banners(self) -> list[BannerView]:
        t = self._till.texts
        found = all_banners(self._status, self._jobs, self._till.fault, t)
        order = self.room.orders.banner() if "orders" in self.room.__dict__ else None
        if order is not None:
            found = sorted([*found, order], key=lambda banner: banner.severity != "danger")
        behind = len(found) - 1
        if behind < 1:
            return found
        more = t.plural("{n} more", "{n} more", behind)
        return [BannerView(**{name: getattr(banner, name) for name in BannerView.__slots__} | {"more": more}) for banner in found]

    def _top(self) -> TopBarView:
        till, t = self._till, self._till.texts
        now = till.desk.local()
        actor = till.session.actor if till.session is not None else None
        operator = ""
        if actor is not None:
            name = (actor.name_en or actor.name) if t.language == "en" else actor.name
            operator = f"{name} · {t('Till {n}', n=f'{till.desk.till_no:02d}')}"
        return TopBarView(
            brand=t("Jifentai"),
            place=till.place_name,
            chips=(*self._practice(), printer_chip(self._status, waiting_jobs(self._jobs), t)),
            operator=operator,
            clock=now.time,
            date=t.date_with_weekday(date.fromisoformat(now.date)),
        )

    def _practice(self) -> tuple[StatusChip, ...]:
        """The mark that stands on every screen of a till that practises (EDGE-19)."""
        if not self._till.desk.practice:
            return ()
        return (StatusChip(id="practice", text=self._till.texts("Practice – nothing is booked"), icon="training", tone="warn"),)

    def _keys(self) -> tuple[FunctionKeyView, ...]:
        t = self._till.texts
        views = []
        for key, label, icon in _KEYS:
            reason = self._reason_against(key)
            selected = self._place is Place.SELL and self._sheet is not Sheet.NONE and _SHEET_KEYS.get(key) is self._sheet
            selected = selected or (key == "F9" and self._place is Place.REFUND)
            views.append(FunctionKeyView(key=key, label=t(label), icon=icon, enabled=not reason, reason=reason, selected=selected))
        return tuple(views)

    def _reason_against(self, key: str) -> str:
        """Why a function key does nothing now; empty when it works."""
        till, t = self._till, self._till.texts
        counter = till.counter
        if self._place is Place.REFUND and key in ("F4", "F5", "F6", "F7"):
            return t("Back to the sale first: Esc")
        has_lines = counter is not None and bool(counter.basket.lines)
        if key in ("F4", "F5") and not has_lines:
            return t("Scan an item first")
        if key == "F7":
            if counter is None or counter.attached is None:
                return t("Scan a member's card first")
            points = use_points_view(counter, t)
            return "" if points.enabled else points.reason
        if key == "F8" and not self._explainable():
            return t("Scan a member's card first")
        return ""

    def _explainable(self) -> bool:
        counter = self._till.counter
        on_counter = counter is not None and counter.attached is not None and bool(counter.basket.lines)
        return on_counter or self._till.last_sale is not None

    # going somewhere

    def go(self, place: Place) -> None:
        """Shows a screen; an open sheet is closed."""
        if place is not self._place and self._place in (Place.SELL, Place.DONE, Place.PAY):
            self._before = self._place
        if self._place is Place.REFUND and place is not Place.REFUND:
            self.room.refund.left()
        self._place, self._sheet, self._from_office = place, Sheet.NONE, False
        self.room.entered(place)
        self._sheet_changed()
        if place is Place.DONE:
            self.jobs_changed()
        self._turn_the_day()

    def back(self) -> None:
        """One step back from a full screen."""
        self.go(Place.SIGN_IN if self._till.session is None else self._before)

    def open_sheet(self, sheet: Sheet) -> None:
        """Opens a sheet on Sell in place of the one that is open; closed again, one that the office opened leads back there."""
        if self._place is not Place.SELL:
            from_office = self._place is Place.OFFICE
            self.go(Place.SELL)
            self._from_office = from_office
        self._sheet = sheet
        self._sheet_changed()

    def close_sheet(self) -> None:
        """Back to the bare Sell screen."""
        if self._sheet is not Sheet.NONE:
            self._sheet = Sheet.NONE
            self._sheet_changed()

    def _sheet_changed(self) -> None:
        self.room.sell.sheet = self._sheet
        self.room.sell.refresh()
        self.refresh()

    def pay(self, kind: str, code: str = "") -> None:
        """Opens Pay with a tender chosen, charging at once where a payment code was shown."""
        self.room.pay.open(kind, code)

    def top_up(self, card: str = "") -> None:
        """Opens stored value."""
        self.room.top_up.open(card)

    def use_points(self, *, from_pay: bool) -> None:
        """Opens the use-points sheet."""
        self.room.points.open(from_pay=from_pay)

    def find_member(self, text: str) -> None:
        """Opens the member search with something typed already."""
        self.room.members.open(text)

    def find_item(self, text: str) -> None:
        """Opens the item search with something typed already."""
        self.room.find.open(text)

    def enrol(self, *, phone: str = "", card: str = "") -> None:
        """Opens New member."""
        self.room.enrol.open(phone=phone, card=card)

    def hand_out(self, code: str) -> None:
        """Opens the reward desk with a voucher that is handed out there."""
        self.go(Place.REWARDS)
        self.room.rewards.scanned(code)

    def load_card(self, code: str) -> None:
        """Opens stored value with a voucher that is a gift card."""
        self.go(Place.TOP_UP)
        self.room.top_up.scanned(code)

    def new_product(self, code: str, qty: int) -> None:
        """Opens the product sheet for a code."""
        self.room.product.open(code, qty=qty)

    def edit_product(self, product_id: str) -> None:
        """Opens the product sheet of a known product."""
        self.room.product.open(product_id, by="id")

    def show_member(self, member_id: str) -> None:
        """Opens a member's page."""
        self.room.member.open(member_id)

    def show_receipt(self, event_id: str) -> None:
        """Opens a receipt."""
        self.room.receipt.open(event_id)

    def refund(self, event_id: str | None, *, whole: bool = False) -> None:
        """Opens Refund and receipts."""
        self.room.refund.open(event_id, whole=whole)

    def explain(self, event_id: str | None, recipient: Recipient = "member") -> None:
        """Opens why these points."""
        self.room.why.open(event_id, recipient)

    def ask_number(self, question: Question) -> None:
        """Opens the number sheet."""
        self.room.number.open(question)
        self.open_sheet(Sheet.NUMBER)

    def ask_approval(self, question: ApprovalQuestion) -> None:
        """Asks a second person, over whatever is open."""
        self.room.approve.ask(question)

    # keys, scans, presses

    def key(self, key: str) -> None:
        """A key that is no character. Waits its turn behind an act under way."""
        self._touched_ms = self._till.desk.clock.now_ms()
        self._till.do(lambda: self._key(key))

    def typed(self, text: str) -> None:
        """Characters typed while no field has the focus."""
        self._touched_ms = self._till.desk.clock.now_ms()
        for char in text:
            self._till.do(lambda char=char: self._typed(char))  # type: ignore[misc]

    def retracted(self, count: int) -> None:
        """The last typed characters were the beginning of a scan."""
        self._till.do(lambda: self.room.retract(count))

    def scanned(self, text: str) -> None:
        """A whole scan, on whatever screen."""
        self._touched_ms = self._till.desk.clock.now_ms()
        self._till.do(lambda: self._scanned(text), kept=True)

    def scan_torn(self, text: str) -> None:
        """A scan came through only in part, or is far too long."""
        self._till.do(lambda: self._scan_torn(text), kept=True)

    def function_key(self, key: str) -> None:
        """A key of the function bar was tapped."""
        self.key(key)

    def _typed(self, char: str) -> None:
        if (self._place is Place.DONE or (self._place is Place.REFUND and self.room.refund.over)) and not self.room.asking:
            self.go(Place.SELL)
        self.room.typed(self._place, self._sheet, char)

    def _key(self, key: str) -> None:
        if self._till.session is None:
            if not (key == "F1" and self._place is Place.SIGN_IN) and self.room.key(self._place, Sheet.NONE, key):
                return
            if key == "F1":
                self.go(Place.HELP)
            elif key == "Esc":
                self.back()
            return
        if self.room.asking and key != "Ctrl+L":
            self.room.approve.key(key)
        elif key in ("Ctrl+L", "Ctrl+P", "Ctrl+D"):
            {"Ctrl+L": self.lock, "Ctrl+P": self.reprint_last, "Ctrl+D": self.ask_drawer}[key]()
        elif key == "F1":
            self.go(Place.HELP)
        elif not self.room.key(self._place, self._sheet, key):
            self._own_key(key)

    def _own_key(self, key: str) -> None:
        if key == "F10" and self._place is Place.REWARDS:
            self.back()
        elif key == "Esc":
            if self._sheet is not Sheet.NONE:
                self.go(Place.OFFICE) if self._from_office else self.close_sheet()
            elif self._place is Place.DONE:
                self.go(Place.SELL)
            elif self._place not in (Place.SELL, Place.PAY):
                self.back()
        elif self._place in _TILL:
            self._sell_key(key)

    def _sell_key(self, key: str) -> None:
        if key in _SHEET_KEYS and self._place is Place.SELL and self._sheet is _SHEET_KEYS[key]:
            self.close_sheet()
        elif key.startswith("F") and self._reason_against(key):
            self._till.play(Sound.UNKNOWN)
        elif key == "F2":
            self.find_member("")
        elif key == "Shift+F2":
            self._show_attached()
        elif key == "F3":
            self.find_item("")
        elif key == "F4":
            self.room.sell.ask_quantity()
        elif key == "F5":
            self.room.discount.open()
        elif key == "F6":
            self._suspend_key()
        elif key == "F7":
            self.use_points(from_pay=False)
        elif key == "F8":
            self.explain(self._event_to_explain())
        elif key == "F9":
            self._refund_key()
        elif key == "F10":
            self.go(Place.REWARDS)
        elif key == "F11":
            self.room.more.open()
            self.open_sheet(Sheet.MORE)
        elif key == "F12":
            self.pay("cash")
        elif key == "Ctrl+Z":
            self.room.sell.undo()

    def _suspend_key(self) -> None:
        """F6: puts what stands on the counter aside; with nothing there the list of what was put aside."""
        counter = self._till.counter
        if counter is not None and counter.basket.lines:
            self.room.suspended.suspend()
        else:
            self.room.suspended.open()

    def _refund_key(self) -> None:
        """F9: over a finished sale that very sale, else the list of receipts."""
        sale = self._till.last_sale
        if self._place is Place.DONE and sale is not None:
            self.refund(sale.event_id, whole=True)
        else:
            self.refund(None)

    def _show_attached(self) -> None:
        """Shift+F2: the page of the member on the sale; without one, somebody new."""
        counter = self._till.counter
        if counter is None or counter.attached is None:
            self.enrol()
        else:
            self.show_member(counter.attached.member.id)

    def _event_to_explain(self) -> str | None:
        counter, sale = self._till.counter, self._till.last_sale
        on_counter = counter is not None and counter.attached is not None and bool(counter.basket.lines)
        return None if on_counter or sale is None else sale.event_id

    def _scanned(self, text: str) -> None:
        if self._till.session is None:
            if self._place is Place.SIGN_IN:
                self.room.sign_in.scanned(text)
            else:
                self._till.play(Sound.UNKNOWN)
        elif self.room.asking:
            self.room.approve.scanned(text)
        elif self._place is Place.PAY:
            self.room.pay.scanned(text)
        elif self._place is Place.TOP_UP:
            self.room.top_up.scanned(text)
        elif self._place is Place.SETTINGS:
            self.room.settings.scanned(text)
        elif not self._taken_where_it_is(text):
            if self._place is not Place.SELL:
                self.go(Place.SELL)
            self.room.sell.scanned(text)

    def _taken_where_it_is(self, text: str) -> bool:
        """Whether the open page or sheet has a use of its own for a scan."""
        if self._place is Place.OFFICE:
            return self.room.office.scanned(text)
        if self._place is Place.REFUND:
            return self.room.refund.scanned(text)
        if self._place is Place.REWARDS:
            return self.room.rewards.scanned(text)
        if self._sheet is Sheet.MEMBER:
            return self.room.member.scanned(text)
        return self._sheet is Sheet.ENROL and self.room.enrol.scanned(text)

    def _scan_torn(self, text: str) -> None:
        if self._till.session is None or self._place is Place.SETTINGS:
            self._till.play(Sound.UNKNOWN)
        elif self.room.asking:
            self.room.approve.scanned()
        elif self._place is Place.PAY:
            self.room.pay.refuse("scan_partial", text)
        else:
            if self._place is not Place.SELL:
                self.go(Place.SELL)
            self.room.sell.scan_failed("scan_partial", text)

    # acts of the shell

    def arrived(self, arrival: Arrival) -> None:
        """Somebody's PIN was right: to the counter, to the float where no shift is open, to the count where one was left open."""
        if arrival.session is None:
            self.go(Place.SHIFT_OPEN)
            self.room.shift_open.open(arrival.person)
            return
        self.signed_in(arrival.session, left_over=arrival.left_over if arrival.counted else None)
        if arrival.left_over:
            self._till.do(self._turn_the_day)

    def close_shift(self, *, left_over: bool = False) -> None:
        """To the count of the drawer."""
        self.go(Place.SHIFT_CLOSE)
        self.room.shift_close.open(left_over=left_over)

    def shift_closed(self) -> None:
        """The report is booked: nobody is signed in any more."""
        self._till.session = None
        self._till.set_counter(None)
        self.jobs_changed()
        self.refresh()

    def signed_in(self, session: Session, *, stay: bool = False, left_over: bool | None = None) -> None:
        """Sign-in has succeeded: the counter as it was left, then the daily run. `stay`: on the screen that is shown. `left_over`: whether
        the shift is to be ended before anything new, None: where it is one of an earlier day.
        """
        till = self._till
        till.session = session
        if not stay:
            self._left_over = False
            self.go(Place.SELL)
        self._left_over = session.shift.business_date < till.desk.local().date if left_over is None else left_over
        self._touched_ms = till.desk.clock.now_ms()
        self.room.sell.load()
        self._daily_run(session, DailyRun(till.desk, session))
        self.jobs_changed()
        self._wake_orders()

    def _wake_orders(self) -> None:
        """Asks the payment provider what it is still to do, where there is one."""
        if self._till.desk.provider() is not None:
            self.room.orders.wake()

    def _daily_run(self, session: Session, run: DailyRun) -> None:
        """A chunk at a time, with room for keys and scans between them."""
        till = self._till

        def ran(more: bool) -> None:
            if more:
                till.timers.after(DAILY_RUN_PAUSE_MS, lambda: self._daily_run(session, run))

        if till.session is session:
            till.run(run.step, ran)

    def _turn_the_day(self) -> None:
        """A basket left from an earlier day was sold or given up under that day; what comes now belongs to today."""
        till, session = self._till, self._till.session
        is_empty = till.counter is not None and not till.counter.basket.lines
        if session is None or not self._left_over or not is_empty:
            return

        def turned(today: Session | None) -> None:
            if today is None:  # its drawer is counted first
                self.close_shift(left_over=True)
            else:
                self.signed_in(today, stay=True)

        self._left_over = False
        till.run(lambda: next_day(till.desk, session), turned)

    def lock(self) -> None:
        """Ctrl+L: back to sign-in; the basket stays. What a second person was asked is forgotten."""
        if self.room.asking:
            self.room.approve.close()
        self._till.session = None
        self.go(Place.SIGN_IN)
        self.room.sign_in.load()

    def ask_drawer(self) -> None:
        """Ctrl+D: opens the drawer, with a reason."""
        if self._till.desk.machine.flag("drawer.connected"):
            self.room.more.open("drawer")
            self.open_sheet(Sheet.MORE)

    def reprint_last(self) -> None:
        """Ctrl+P: the next numbered copy of the last receipt, or of the one that is open."""
        till, session = self._till, self._till.signed_in()
        shown = self.room.receipt.event_id if self._sheet is Sheet.RECEIPT else None
        if self._place is Place.REFUND:
            shown = self.room.refund.event_id

        def operation() -> CompletedSale | None:
            newest = last_sale(till.desk) if shown is None else None
            event_id = shown or (None if newest is None else newest.event_id)
            sale = None if event_id is None else reprint(till.desk, session, event_id)
            till.printing.spooler.wake()
            return sale

        def printed(sale: CompletedSale | None) -> None:
            till.play(Sound.UNKNOWN if sale is None else Sound.OK)
            if sale is not None and shown is not None and self._sheet is Sheet.RECEIPT:
                self.room.receipt.show(sale)
            self.jobs_changed()

        till.run(operation, printed, confirm=True)

    def tick(self) -> None:
        """The clock of the top bar moved on."""
        self.refresh()
        if self._till.session is not None:
            self._wake_orders()
        self._turn_at_night()
        self._lock_when_idle()

    def _lock_when_idle(self) -> None:
        """Nobody touched the till for as long as the shop says; never while money moves."""
        till, session = self._till, self._till.session
        idle_ms = till.desk.clock.now_ms() - self._touched_ms
        if session is None or idle_ms < _MINUTE_MS or self._place is Place.PAY or till.busy:
            return

        def read() -> int:
            with till.desk.store.read() as reader:
                return int(till.desk.setting(reader, "lock.idle_minutes"))

        def told(minutes: int) -> None:
            waited_ms = till.desk.clock.now_ms() - self._touched_ms
            if minutes and waited_ms >= minutes * _MINUTE_MS and till.session is session and not till.busy:
                self.lock()

        till.look_up(read, told)

    def _turn_at_night(self) -> None:
        """Nobody signed out: the till goes over to the new date by itself, at the hour set for that and with nothing on the counter."""
        till, session = self._till, self._till.session

        def ready() -> bool:
            return till.session is session and not till.busy and till.counter is not None and not till.counter.basket.lines

        def turned(today: Session | None) -> None:
            if today is None:  # whoever comes next counts the drawer
                self.lock()
            else:
                self.signed_in(today, stay=True)

        def told(due: bool) -> None:
            if due and session is not None and ready():
                till.run(lambda: next_day(till.desk, session), turned)

        if session is not None and session.shift.business_date < till.desk.local().date and ready():
            till.look_up(lambda: turns_now(till.desk, session), told)

    # printer

    def printer_changed(self, status: PrinterStatus) -> None:
        """The printer is in another state. A new trouble shows its banner again."""
        if status.state is not self._status.state:
            self._put_away = frozenset(away for away in self._put_away if away[0] != "printer")
        self._status = status
        self.refresh()
        self.jobs_changed()

    def jobs_changed(self) -> None:
        """Some print job is in another state."""
        jobs = self._till.printing.jobs
        self._till.look_up(lambda: jobs.list_jobs(states=_OPEN), self._set_jobs)
        self.room.jobs_changed(self._place, self._sheet)

    def _set_jobs(self, jobs: Sequence[PrintJob]) -> None:
        known = {job.id for job in self._jobs if job.state is JobState.UNKNOWN}
        if any(job.state is JobState.UNKNOWN and job.id not in known for job in jobs):
            self._till.play(Sound.ATTENTION)
        self._jobs = jobs
        self.refresh()

    def chip_pressed(self, chip: str) -> None:
        """The printer's chip opens the queue, the operator's chip locks."""
        if self._till.session is not None:
            self._till.do(lambda: self.go(Place.QUEUE) if chip == "printer" else self.lock())

    def banner_act(self, banner: str, act: str) -> None:
        """A way on offered in a banner."""
        self._till.do(lambda: self._banner_act(banner, act))

    def _banner_act(self, banner: str, act: str) -> None:
        till = self._till
        if banner.startswith("job:"):
            self._answer_job(banner.removeprefix("job:"), act)
        elif banner == "provider":
            if act == "provider_seen" and till.session is not None:
                self.room.orders.seen()
            else:
                self._wake_orders()
        elif act == "retry":
            till.printing.spooler.wake()
        elif till.session is not None and act in ("queue", "settings"):
            self.go(Place.QUEUE if act == "queue" else Place.SETTINGS)

    def _answer_job(self, job_id: str, act: str) -> None:
        till, session = self._till, self._till.session
        if act == "printed":
            till.run(lambda: was_printed(till.desk, till.printing, job_id), lambda _: self.jobs_changed(), confirm=True)
        elif session is not None:
            till.run(lambda: print_again(till.desk, session, till.printing, job_id), lambda _: self.jobs_changed(), confirm=True)

    def banner_dismissed(self, banner: str) -> None:
        """✕: put away until the state changes."""
        if banner == "fault":
            self._till.clear_fault()
            return
        shown = self.view().banner
        if shown is not None and shown.id == banner:
            self._put_away |= {(shown.id, shown.headline)}
            self.refresh()

"""Assembles the counter's window over a data folder: store, printer, scanner, sounds, texts, look. For `run`, `demo`, `screenshots`."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from app.bootstrap import demo_people, printer_profile, printer_profiles, start_desk
from app.devices.background import ChildProcesses
from app.devices.clock import SystemClock, monotonic_s
from app.devices.printers.changeable import ChangeableSpooler
from app.devices.printers.serial_transport import SerialTransport
from app.devices.printers.spooler import PrinterBehaviour, Spooler
from app.devices.printers.transport import LineSettings, Transport
from app.devices.scanners.serial_scanner import SerialScanner
from app.devices.sound import SystemSound
from app.domain.clock import Clock
from app.domain.ids import IdSource
from app.domain.till.wedge import WedgeSettings
from app.gui.context import AppContext
from app.gui.i18n import QtTexts, Texts
from app.gui.main_window import MainWindow
from app.gui.presenters.outfit import DeviceSettings
from app.gui.tasks import WorkerTasks
from app.gui.theme.look import Look
from app.services.ports.printing import Confirmation
from app.services.ports.scanning import ScanRead
from app.services.print_queue import Printing
from app.settings.machine import MachineSettings
from app.support.crash import write_report
from app.support.resources import resource

if TYPE_CHECKING:
    from app.devices.printers.simulator import VirtualPrinter
    from app.gui.customer_display import CustomerDisplay
    from app.gui.screens.virtual_printer import VirtualPrinterWindow

VIRTUAL_PORT = "virtual"
"""Printer port that is a simulator inside the program, with a window of its own."""
IDLE_MS = 20_000
CUSTOMER_MS = 800
"""The customer's screen comes when the cashier's is there."""
_CONFIRMATIONS = {"gs_h": Confirmation.PROCESS_ID, "gs_r": Confirmation.AUTO, "none": Confirmation.NONE}
_log = logging.getLogger(__name__)


class _Readings(QObject):
    """Brings a serial scanner's readings, answers of background commands and the news of a bug from their threads to the window's."""

    came = Signal(str)
    bug_met = Signal()
    _due = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._due.connect(self._do, Qt.ConnectionType.QueuedConnection)

    def deliver(self, act: Callable[[], None]) -> None:
        """Has it done on the window's thread."""
        self._due.emit(act)

    @Slot(object)
    def _do(self, act: Callable[[], None]) -> None:
        act()

    def take(self, read: ScanRead) -> None:
        if not read.incomplete:
            self.came.emit(read.text)


class CounterWindow:
    """One window with everything around it. `close` ends threads and the store; call it after the event loop."""

    def __init__(
        self,
        app: QApplication,
        folder: Path,
        *,
        clock: Clock | None = None,
        ids: IdSource | None = None,
        on_quit: Callable[[], None] | None = None,
        on_practice: Callable[[], None] | None = None,
    ) -> None:
        """Opens the folder. Faults of `start_desk`."""
        self._folder = folder
        self._clock = clock or SystemClock()
        self.store, self.desk = start_desk(folder, clock, ids)
        machine = self.desk.machine
        self._virtual_window: VirtualPrinterWindow | None = None
        self._customer: CustomerDisplay | None = None
        self._waits_for_display = False
        self.look = Look("dark" if machine.text("screen.theme") == "dark" else "light", _text_size(machine))
        self.look.dress(app)
        self.texts = Texts("en" if machine.text("screen.language") == "en" else "zh_CN")
        self._qt_texts = QtTexts(app, self.texts)
        self.tasks = WorkerTasks()
        self._device_tasks = WorkerTasks(name="devices")
        self._outside_tasks = WorkerTasks(name="payments")
        self.sound = SystemSound(resource("sounds"))
        self.sound.set_volume(100 if machine.flag("sound.on") else 0)
        self.spooler = ChangeableSpooler(self._make_spooler)
        self.printing = Printing(jobs=self.store.print_jobs(), spooler=self.spooler)
        self._readings = _Readings()
        self.background = ChildProcesses(self._readings.deliver, ("--data-dir", str(folder.resolve())))
        self.scanner = self._make_scanner()
        self.window = MainWindow(
            AppContext(
                application=app,
                desk=self.desk,
                printing=self.printing,
                tasks=self.tasks,
                texts=self.texts,
                look=self.look,
                sound=self.sound,
                devices=DeviceSettings(
                    ports=serial_ports,
                    simulated=(VIRTUAL_PORT,),
                    profiles=lambda: [(profile.name, profile.title["zh"], profile.title["en"]) for profile in printer_profiles()],
                    apply_printer=self._change_printer,
                    apply_scanner=self._change_scanner,
                    apply_customer=self._show_customer_screen,
                ),
                background=self.background,
                outside=self._outside_tasks,
                on_quit=on_quit or (lambda: None),
                on_bug=self.report_bug,
                demo_people=tuple((f"{person.name} {person.name_en}".strip(), person.pin) for person in demo_people(folder)),
                show_printer=self.show_virtual_printer,
                wedge=self._wedge_settings(),
                damaged=self.store.damage is not None,
                on_practice=on_practice,
            )
        )
        self._readings.came.connect(self.window.shell.scanned, Qt.ConnectionType.QueuedConnection)
        self._readings.bug_met.connect(self.window.till.met_bug, Qt.ConnectionType.QueuedConnection)
        self._idle = QTimer(self.window)
        self._idle.timeout.connect(self._when_idle)
        self._idle.start(IDLE_MS)

    def start(self) -> None:
        """Shows the window and lets the devices begin."""
        self.window.show()
        if self.store.damage is None:
            self.spooler.start()
        self.scanner.start(self._readings.take)
        QTimer.singleShot(CUSTOMER_MS, self._readings, self._show_customer_screen)

    def _display_came(self, _: object) -> None:
        QTimer.singleShot(0, self._readings, self._show_customer_screen)

    @property
    def customer_window(self) -> QWidget | None:
        """The customer's screen, where there is one."""
        return None if self._customer is None else self._customer.window

    def _show_customer_screen(self) -> None:
        """Opens the customer's screen where there is a place for it, or follows a change of its setting; a new display is waited for."""
        if self._customer is not None:
            self._customer.place()
            return
        application = self.window.context.application
        mode = self.desk.machine.text("customer.screen")
        if mode == "window" or (mode == "second" and len(application.screens()) > 1):
            from app.gui.customer_display import CustomerDisplay

            window, machine = self.window, self.desk.machine
            self._customer = CustomerDisplay(application, window.till, window.shell, self.look, lambda: machine.text("customer.screen"))
        elif not self._waits_for_display:
            self._waits_for_display = True
            application.screenAdded.connect(self._display_came)

    def close(self) -> None:
        """Ends what runs beside the window, then the store."""
        self._idle.stop()
        if self._waits_for_display:
            self.window.context.application.screenAdded.disconnect(self._display_came)
        if self._customer is not None:
            self._customer.close()
        self.background.close()
        self.scanner.stop()
        self.spooler.stop()
        self._device_tasks.stop()
        self._outside_tasks.stop()
        self.tasks.stop()
        self.sound.close()
        for widget in (self._virtual_window, self.window):
            if widget is not None:
                widget.close()
                widget.deleteLater()
        # Widgets must be gone before the application is: Qt ends with a crash otherwise.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.store.close()

    @cached_property
    def virtual(self) -> VirtualPrinter:
        """The simulated printer."""
        from app.devices.printers.simulator import VirtualPrinter

        return VirtualPrinter(printer_profile(self.desk.machine.text("printer.profile")).paper.columns)

    def show_virtual_printer(self) -> None:
        """Opens the simulated printer's window."""
        if self._virtual_window is None:
            from app.gui.screens.virtual_printer import VirtualPrinterWindow

            self._virtual_window = VirtualPrinterWindow(self.virtual, self.look, self.texts)
        self._virtual_window.show()

    def report_bug(self, error: BaseException) -> None:
        """Writes the crash report of an error nobody expected."""
        _log.critical("unexpected error", exc_info=error)
        write_report(self._folder, error, now_ms=self._clock.now_ms(), thread="window")
        self.met_bug()

    def met_bug(self) -> None:
        """Tells the cashier that something went wrong; from any thread."""
        self._readings.bug_met.emit()

    def _make_spooler(self) -> Spooler:
        profile = printer_profile(self.desk.machine.text("printer.profile"))
        answers = profile.status != "none"
        return Spooler(
            self.store.print_jobs(),
            self._transport(),
            now_ms=self._clock.now_ms,
            monotonic=monotonic_s,
            behaviour=PrinterBehaviour(
                confirmation=_CONFIRMATIONS[profile.confirm], answers_status=answers, automatic_status=answers
            ),
        )

    def _transport(self) -> Transport | None:
        port = self.desk.machine.text("printer.port")
        if port == VIRTUAL_PORT:
            from app.devices.printers.simulator import VirtualTransport

            return VirtualTransport(self.virtual)
        return SerialTransport(LineSettings(port=port, baud=self.desk.machine.number("printer.baud"))) if port else None

    def _make_scanner(self) -> SerialScanner:
        port = self.desk.machine.text("scanner.port")
        line = SerialTransport(LineSettings(port=port, baud=self.desk.machine.number("scanner.baud"))) if port else None
        return SerialScanner(line, monotonic=monotonic_s)

    def _change_printer(self) -> None:
        """Away from the window's thread: a receipt under way on the old line is given time to end."""
        self._device_tasks.run(self.spooler.change, lambda _: None, self.report_bug)

    def _change_scanner(self) -> None:
        self.scanner.stop()
        self.scanner = self._make_scanner()
        self.scanner.start(self._readings.take)

    def _wedge_settings(self) -> WedgeSettings:
        return WedgeSettings(prefix=self.desk.machine.text("scanner.prefix"))

    def _when_idle(self) -> None:
        self.tasks.run(self.store.when_idle, lambda _: None, lambda error: _log.warning("checkpoint: %s", error))


def serial_ports() -> Sequence[str]:
    """The serial ports of this machine by their steady names where there are any."""
    from serial.tools.list_ports import comports

    by_id = Path("/dev/serial/by-id")
    steady = sorted(str(link) for link in by_id.iterdir()) if by_id.is_dir() else []
    return steady or sorted(port.device for port in comports())


def _text_size(machine: MachineSettings) -> int:
    wanted = machine.number("screen.text_percent")
    return max(size for size in (100, 115, 130, 150, 175, 200) if size <= wanted)

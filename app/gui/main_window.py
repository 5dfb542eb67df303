"""The one window: top bar, banner, the screen, function bar; keys and scans on their way to the shell. It knows no act itself."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QMainWindow, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.domain.till.print_jobs import JobState
from app.domain.till.wedge import WedgeNotice, WedgeTrouble
from app.gui.appearance import WindowAppearance, WindowTimers
from app.gui.components.function_bar import FunctionBar
from app.gui.components.top_bar import TopBar
from app.gui.context import AppContext
from app.gui.keys import belongs_to_field, is_field, kept_keys, key_name
from app.gui.making import Screens
from app.gui.overrides import whole_errors
from app.gui.presenters.outfit import Outfit
from app.gui.presenters.places import Place, Sheet
from app.gui.presenters.shell import Shell, ShellView
from app.gui.presenters.till import Till
from app.gui.scan_timing import ScanTiming
from app.gui.wedge import WedgeFilter
from app.gui.widgets.banner import BannerBar
from app.gui.widgets.focus_ring import FocusRing
from app.services.ports.printing import PrinterStatus

_SCROLLING = ("Up", "Down", "PgUp", "PgDn")
CLOCK_MS = 5_000
SIZE = (1366, 768)
SMALLEST = (1024, 720)


class MainWindow(QMainWindow):
    """Make it with everything it needs, then `show()`."""

    _printer_changed = Signal(object)
    _job_changed = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.context = context
        texts, look = context.texts, context.look
        self.till = Till(
            desk=context.desk,
            printing=context.printing,
            tasks=context.tasks,
            texts=texts,
            sound=context.sound,
            timers=WindowTimers(self),
            on_bug=context.on_bug,
            damaged=context.damaged,
            outside=context.outside,
        )
        self.appearance = WindowAppearance(texts, look)
        outfit = Outfit(
            appearance=self.appearance,
            devices=replace(context.devices, apply_scanner=self._apply_scanner),
            background=context.background,
            demo_people=context.demo_people,
            on_quit=context.on_quit,
            on_practice=context.on_practice,
            show_printer=context.show_printer,
        )
        self.shell = Shell(self.till, outfit)
        self.screens = Screens(self.shell, look, texts)
        self._place: Place | None = None
        self._timing: ScanTiming | None = None
        self._sheet = Sheet.NONE
        self._panel: QWidget | None = None
        self._build()
        self.focus_ring = FocusRing(look, self)
        self.wedge = self._listen()
        self.appearance.attach(self.screens.sell)
        self.screens.sell.set_flash(on=context.desk.machine.flag("screen.row_flash"))
        self.shell.attach(self)
        self._follow_devices()
        self._clock = QTimer(self)
        self._clock.timeout.connect(self.shell.tick)
        self._clock.start(CLOCK_MS)
        texts.language_changed.connect(self._retranslate)
        self._retranslate()
        self.shell.start()

    def _build(self) -> None:
        look, texts, shell = self.context.look, self.context.texts, self.shell
        self.top_bar = TopBar(look, texts)
        self.banner = BannerBar(look)
        self.places = QStackedWidget()
        self.function_bar = FunctionBar(look)
        ground = self._ground = QWidget()
        ground.setProperty("role", "ground")
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addWidget(self.banner)
        column.addWidget(self.places, 1)
        column.addWidget(self.function_bar)
        self.setCentralWidget(ground)
        self.setMinimumSize(*SMALLEST)
        self.resize(*SIZE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.top_bar.chip_pressed.connect(shell.chip_pressed)
        self.top_bar.lock_pressed.connect(lambda: shell.key("Ctrl+L"))
        self.banner.act_chosen.connect(shell.banner_act)
        self.banner.dismissed.connect(shell.banner_dismissed)
        self.function_bar.key_pressed.connect(shell.function_key)

    def _listen(self) -> WedgeFilter | None:
        app = self.context.application
        if self.context.wedge is None:
            return None
        wedge = WedgeFilter(app, self.context.wedge)
        self._timing = ScanTiming(app)
        wedge.scanned.connect(self._scanned)
        wedge.typed.connect(self._typed)
        wedge.retracted.connect(self.shell.retracted)
        wedge.notice.connect(self._noticed)
        return wedge

    def _follow_devices(self) -> None:
        """The spooler calls from its own thread; signals bring it here."""
        self._printer_changed.connect(self.shell.printer_changed)
        self._job_changed.connect(self.shell.jobs_changed)
        spooler = self.context.printing.spooler
        spooler.on_change(self._printer_of_thread)
        spooler.on_job(self._job_of_thread)

    def _printer_of_thread(self, status: PrinterStatus) -> None:
        self._printer_changed.emit(status)

    def _job_of_thread(self, _job_id: str, _state: JobState) -> None:
        self._job_changed.emit()

    def _scanned(self, text: str) -> None:
        self.shell.scanned(text)
        if self.shell.place is Place.SETTINGS and self._timing is not None:
            self.shell.room.settings.timed(self._timing.gaps_ms())

    def _apply_scanner(self) -> None:
        """The prefix belongs to the keyboard's scanner too."""
        self.context.devices.apply_scanner()
        if self.wedge is not None and self.context.wedge is not None:
            self.wedge.set_settings(replace(self.context.wedge, prefix=self.context.desk.machine.text("scanner.prefix")))

    def _noticed(self, notice: WedgeNotice) -> None:
        if notice.trouble is not WedgeTrouble.DUPLICATE:
            self.shell.scan_torn(notice.text)

    # what is shown

    def show_view(self, view: ShellView) -> None:
        """Shows the surroundings and the screen they belong to."""
        self.top_bar.show_view(view.top)
        self.top_bar.setVisible(view.place is not Place.OFFICE)
        self.banner.show_view(view.banner)
        self.function_bar.setVisible(bool(view.keys))
        if view.keys:
            self.function_bar.show_keys(view.keys)
        if (view.place, view.sheet) != (self._place, self._sheet):
            self._place, self._sheet = view.place, view.sheet
            self._show_place(view.place, view.sheet)
        self._show_panel(asking=view.asking)

    def _show_panel(self, *, asking: bool) -> None:
        """What is asked lies over everything and has the keys; afterwards the screen below has them again."""
        if asking == (self._panel is not None and self._panel.isVisibleTo(self)):
            return
        if self._panel is None:
            self._panel = self.screens.approve_panel(self._ground)
        self._panel.setVisible(asking)
        if asking:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._place is not None:
            self._show_place(self._place, self._sheet)

    def _show_place(self, place: Place, sheet: Sheet) -> None:
        screen = self.screens.place(place)
        if self.places.indexOf(screen) < 0:
            self.places.addWidget(screen)
        self.places.setCurrentWidget(screen)
        if self._timing is not None:
            self._timing.turn(on=place is Place.SETTINGS)
        if place is Place.SELL:
            self.screens.sell.show_sheet(sheet)
        if self.isVisible() and QApplication.activeWindow() is None:
            self.activateWindow()
        take_focus = getattr(self.screens.shown(place, sheet), "take_focus", None)
        if take_focus is None:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            take_focus()

    def _retranslate(self) -> None:
        t = self.context.texts
        self.setWindowTitle(t("Jifentai"))
        self.banner.set_words(t("Put away"))

    # keys

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002
        """Nothing below a question can be reached by Tab."""
        if self._panel is not None and self._panel.isVisibleTo(self):
            return True
        return super().focusNextPrevChild(next)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None:
            # Every key passes the native window first; watching it alone keeps Python out of all other events.
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self.windowHandle():
            return self._key_pressed(event)
        return False

    @whole_errors
    def _key_pressed(self, event: QKeyEvent) -> bool:
        """True when the key was for the shell. Fields keep the keys that edit them; a held key counts once."""
        name = key_name(event)
        if not name:
            return False
        focus = QApplication.focusWidget()
        if (is_field(focus) and belongs_to_field(name, focus)) or name in kept_keys(focus):
            return False
        if name == "Enter" and self._pressed_by_key(focus):
            return True
        if name in _SCROLLING and self._scrolled(name):
            return True
        if event.isAutoRepeat() and name not in ("Up", "Down", "Backspace"):
            return True
        self.shell.key(name)
        return True

    def _typed(self, text: str) -> None:
        if text != " " or not self._pressed_by_key(QApplication.focusWidget()):
            self.shell.typed(text)

    def _pressed_by_key(self, focus: QWidget | None) -> bool:
        """In the office Enter and the space bar press the button that has the focus; at the till they mean what the screen says."""
        if self.shell.place is not Place.OFFICE or not isinstance(focus, QAbstractButton):
            return False
        focus.click()
        return True

    def _scrolled(self, name: str) -> bool:
        """Long pages move by key; False where there is nothing to move."""
        area = getattr(self.screens.shown(self.shell.place, self.shell.sheet), "scroll_area", None)
        if not isinstance(area, QScrollArea):
            return False
        bar = area.verticalScrollBar()
        step = bar.pageStep() if name.startswith("Pg") else 3 * bar.singleStep()
        bar.setValue(bar.value() + (-step if name in ("Up", "PgUp") else step))
        return True

    @whole_errors
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Characters that reach the window itself, where no wedge filter gives them out; it leaves the space bar to whatever has the
        focus."""
        text = event.text()
        if (self.wedge is None or (text == " " and self.shell.place is Place.REFUND)) and len(text) == 1 and text.isprintable():
            self.shell.typed(text)
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing is asked: basket and held points are there again at the next start."""
        if self.wedge is not None:
            self.wedge.remove()
            if self._timing is not None:
                self._timing.turn(on=False)
            self.wedge = None
        self._clock.stop()
        super().closeEvent(event)
        self.context.on_quit()

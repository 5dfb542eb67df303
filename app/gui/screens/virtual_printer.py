"""The virtual printer: a window that shows what a printer would have put on paper, with its faults at a click."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from app.documents.from_paper import from_paper
from app.documents.paper_picture import paper_picture
from app.documents.render_text import to_text
from app.gui.i18n import Texts, mark
from app.gui.theme.look import Look
from app.gui.widgets.paper import PaperView
from app.services.ports.printing import PrinterFault, SimulatedPrinter

_FAULTS = (
    (PrinterFault.PAPER_OUT, mark("Paper out")),
    (PrinterFault.COVER_OPEN, mark("Cover open")),
    (PrinterFault.NEAR_END, mark("Paper near its end")),
    (PrinterFault.SILENT, mark("No answer")),
    (PrinterFault.UNPLUGGED, mark("Cable pulled")),
    (PrinterFault.POWER_OFF, mark("Switched off")),
)
OPS_SHOWN = 400
"""Rows kept in view; a simulated roll is endless."""


class VirtualPrinterWindow(QWidget):
    """A window of its own beside the counter; it never takes the focus from it."""

    _changed = Signal()

    def __init__(self, printer: SimulatedPrinter, look: Look, texts: Texts) -> None:
        super().__init__(None, Qt.WindowType.Tool | Qt.WindowType.WindowDoesNotAcceptFocus)
        self._printer = printer
        self._texts = texts
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._paper = PaperView(look)
        self._switches: dict[PrinterFault, QPushButton] = {}
        grid = QGridLayout()
        for place, (fault, _) in enumerate(_FAULTS):
            switch = QPushButton()
            switch.setCheckable(True)
            switch.setMinimumHeight(44)
            switch.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            switch.toggled.connect(lambda on, which=fault: self._printer.set_fault(which, on=on))
            self._switches[fault] = switch
            grid.addWidget(switch, place // 3, place % 3)
        self._tear = QPushButton()
        self._tear.setMinimumHeight(44)
        self._tear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._tear.clicked.connect(self._printer.tear_off)
        column = QVBoxLayout(self)
        column.addWidget(self._paper, 1)
        column.addLayout(grid)
        column.addWidget(self._tear)
        self._changed.connect(self._show, Qt.ConnectionType.QueuedConnection)
        printer.on_paper(self._changed.emit)
        texts.language_changed.connect(self._name)
        self._name()
        self._show()
        self.resize(420, 720)

    def _name(self) -> None:
        self.setWindowTitle(self._texts("Virtual printer"))
        for fault, name in _FAULTS:
            self._switches[fault].setText(self._texts(name))
        self._tear.setText(self._texts("Tear the paper off"))
        self._show()

    def _show(self) -> None:
        laid = from_paper(self._printer.paper()[-OPS_SHOWN:], self._printer.columns)
        self._paper.show_picture(paper_picture(laid), to_text(laid))
        drawer = self._printer.drawer_opened()
        if drawer:
            self.setWindowTitle(self._texts("Virtual printer · drawer opened {n} times", n=drawer))
        faults = self._printer.faults()
        for fault, switch in self._switches.items():
            with QSignalBlocker(switch):
                switch.setChecked(fault in faults)
        bar = self._paper.verticalScrollBar()
        bar.setValue(bar.maximum())

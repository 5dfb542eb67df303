"""The top bar: brand, shop and store, state of printer and line, who works here, lock, time."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.gui.components.views import TopBarView
from app.gui.i18n import Texts
from app.gui.theme.look import Look
from app.gui.theme.theme import breakpoint_of
from app.gui.widgets.base import PaintedWidget
from app.gui.widgets.chips import BarChip
from app.gui.widgets.painting import Run, draw_runs, draw_text, fill_round, runs_width

BRAND_MARK = "积"


class Brand(PaintedWidget):
    """The mark 积 on amber, the product's name and the place."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._name = ""
        self._place = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def set_content(self, name: str, place: str) -> None:
        """Product name and place."""
        self._name, self._place = name, place
        self.setAccessibleName(f"{name} {place}".strip())
        self.updateGeometry()
        self.update()

    def _runs(self) -> tuple[Run, Run]:
        theme = self.theme
        return (
            Run(self._name, theme.sized(18, 700), theme.c.on_topbar),
            Run(self._place, theme.sized(14), theme.c.on_topbar_muted, gap=14),
        )

    def sizeHint(self) -> QSize:
        return QSize(round(runs_width(self._runs())) + self.theme.px(28) + 8, self.theme.px(28))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(28), self.theme.px(28))

    def name_width(self) -> int:
        """Width of the mark and the product's name."""
        return round(runs_width(self._runs()[:1])) + self.theme.px(28) + 8

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        theme = self.theme
        side = theme.px(28)
        mark = QRectF(rect.left(), rect.center().y() - side / 2, side, side)
        fill_round(painter, mark, 6, theme.c.points_fill)
        draw_text(painter, mark, BRAND_MARK, theme.sized(16, 700), theme.tokens.colours["dark"].on_action, centre=True)
        room = rect.right() - mark.right() - 8
        runs = self._runs()
        shown = runs if runs_width(runs[:1]) + theme.px(80) < room else runs[:1]
        draw_runs(painter, QRectF(mark.right() + 8, rect.top(), room, rect.height()), shown)


class ClockLabel(PaintedWidget):
    """Time, and the date where there is room."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._clock = ""
        self._date = ""
        self._with_date = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def set_content(self, clock: str, date: str) -> None:
        """Finished strings."""
        if (clock, date) != (self._clock, self._date):
            self._clock, self._date = clock, date
            self.setAccessibleName(f"{clock} {date}".strip())
            self.updateGeometry()
            self.update()

    def show_date(self, shown: bool) -> None:
        """The date is dropped on narrow windows."""
        if shown != self._with_date:
            self._with_date = shown
            self.updateGeometry()
            self.update()

    def _runs(self) -> tuple[Run, ...]:
        theme = self.theme
        clock = Run(self._clock, theme.sized(16, 700), theme.c.on_topbar)
        if not self._with_date or not self._date:
            return (clock,)
        return clock, Run(self._date, theme.sized(14), theme.c.on_topbar_muted, gap=8)

    def sizeHint(self) -> QSize:
        return QSize(round(runs_width(self._runs())) + 2, self.theme.px(24))

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        draw_runs(painter, rect, self._runs(), right=True)


class TopBar(QWidget):
    """Render with `show_view`. Signals carry the chip's id; the operator chip's id is `operator`."""

    chip_pressed = Signal(str)
    lock_pressed = Signal()

    def __init__(self, look: Look, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.texts = look, texts
        self._view = TopBarView(brand="", place="")
        self._chips: list[BarChip] = []
        self.brand = Brand(look)
        self.operator = BarChip(look)
        self.lock = BarChip(look)
        self.clock = ClockLabel(look)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 0, 12, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self.brand, 1)
        self._row.addWidget(self.operator)
        self._row.addWidget(self.lock)
        self._row.addSpacing(4)
        self._row.addWidget(self.clock)
        self.operator.clicked.connect(lambda: self.chip_pressed.emit("operator"))
        self.lock.clicked.connect(lambda: self.lock_pressed.emit())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._fit)
        texts.language_changed.connect(self._retranslate)
        self._retranslate()

    def show_view(self, view: TopBarView) -> None:
        """Renders the bar."""
        if view == self._view:
            return
        self._view = view
        self.brand.set_content(view.brand, view.place)
        while len(self._chips) < len(view.chips):
            chip = BarChip(self.look, self)
            self._row.insertWidget(1 + len(self._chips), chip)
            self._chips.append(chip)
            index = len(self._chips) - 1
            chip.clicked.connect(lambda _checked=False, at=index: self._chip_clicked(at))
        for at, chip in enumerate(self._chips):
            chip.setVisible(at < len(view.chips))
            if at < len(view.chips):
                content = view.chips[at]
                chip.set_content(content.text, content.icon, content.tone, content.hint or content.text)
        self.operator.set_content(view.operator, "user", "text", view.operator)
        self.operator.setVisible(bool(view.operator))
        self.lock.setVisible(bool(view.operator))
        self.clock.set_content(view.clock, view.date)
        self._fit()

    def sizeHint(self) -> QSize:
        theme = self.look.theme
        return QSize(640, theme.high(theme.tokens.size["topBar"], 20))

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.theme.c.topbar)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _chip_clicked(self, at: int) -> None:
        if at < len(self._view.chips):
            self.chip_pressed.emit(self._view.chips[at].id)

    def _retranslate(self) -> None:
        self.lock.set_content("", "lock", "text", self.texts("Lock (Ctrl+L)"))

    def _fit(self) -> None:
        """Where there is no room the date goes, then the words of chips that are well, then those of the others."""
        percent = self.look.theme.scale_percent
        self.clock.show_date(breakpoint_of(self.width(), percent) != "compact")
        chips = [(chip, content.tone) for chip, content in zip(self._chips, self._view.chips, strict=False)]
        for chip in (*self._chips, self.operator):
            chip.set_compact(compact=False)
        well = [chip for chip, tone in chips if tone == "success"]
        for chip in (*well, self.operator, *(chip for chip, tone in chips if tone != "success")):
            if self._wanted() <= self.width():
                break
            chip.set_compact(compact=True)
        self.updateGeometry()
        self.update()

    def _wanted(self) -> int:
        """Width of everything with the brand's mark and name alone."""
        shown = [chip for chip in (*self._chips, self.operator, self.lock) if chip.isVisibleTo(self)]
        chips = sum(chip.sizeHint().width() + 8 for chip in shown)
        return self.brand.name_width() + chips + self.clock.sizeHint().width() + 36

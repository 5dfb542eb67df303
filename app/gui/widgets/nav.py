"""The list of pages at the left edge of the office: keys with icon and name, icons alone where the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui.theme.look import Look
from app.gui.theme.theme import ButtonColours
from app.gui.widgets.base import PaintedButton, PaintedWidget
from app.gui.widgets.painting import LABEL_LEAST, Run, draw_icon, draw_runs, draw_text, fill_round, runs_width

_HEIGHT, _TEXT, _ICON = 48, 16, 20


class NavKey(PaintedButton):
    """One page. The open one is drawn on the action colour's ground, its name bold."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "quiet", parent)
        self._icon = ""
        self._narrow = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_content(self, label: str, icon: str, key: str) -> None:
        """Name, icon meaning and the key that opens the page, which the tooltip tells."""
        self._icon = icon
        self.setText(label)
        self.setAccessibleName(label)
        self.set_hint(f"{label}  {key}")
        self.updateGeometry()
        self.update()

    def set_narrow(self, *, narrow: bool) -> None:
        """Icon only; the name stays as tooltip and accessible name."""
        if narrow != self._narrow:
            self._narrow = narrow
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(48, self.theme.high(_HEIGHT, _TEXT + 4))

    def paint_ground(self, painter: QPainter, rect: QRectF, colours: ButtonColours) -> None:
        c = self.theme.c
        ground = c.action_subtle if self.isChecked() else colours.ground
        fill_round(painter, rect, self.theme.tokens.radius["control"], ground)

    def paint_content(self, painter: QPainter, rect: QRectF, colours: ButtonColours) -> None:
        theme, c = self.theme, self.theme.c
        ink = c.action_text if self.isChecked() else c.text_secondary
        side = theme.px(_ICON)
        if self._narrow:
            draw_icon(painter, QRectF(rect.center().x() - side / 2, rect.top(), side, rect.height()), self._icon, ink)
            return
        draw_icon(painter, QRectF(rect.left() + 16, rect.top(), side, rect.height()), self._icon, ink)
        left = rect.left() + 16 + side + 14
        box = QRectF(left, rect.top(), rect.right() - 8 - left, rect.height())
        draw_text(painter, box, self.text(), theme.sized(_TEXT, 700 if self.isChecked() else 400), ink, least_percent=LABEL_LEAST)


class MarkedName(PaintedWidget):
    """The mark on its amber ground, a name and a word beside it in small."""

    def __init__(self, look: Look, mark: str, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._mark, self._name, self._word = mark, "", ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_content(self, name: str, word: str) -> None:
        """Changes both."""
        self._name, self._word = name, word
        self.setAccessibleName(f"{name} {word}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(28), self.theme.high(64, 28))

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        theme, c = self.theme, self.theme.c
        side = theme.px(28)
        narrow = rect.width() < side * 3
        left = rect.center().x() - side / 2 if narrow else rect.left() + 8
        box = QRectF(left, rect.center().y() - side / 2, side, side)
        fill_round(painter, box, 6, c.points_fill)
        draw_text(painter, box, self._mark, theme.sized(16, 700), theme.tokens.colours["dark"].on_action, centre=True)
        if narrow:
            return
        room = QRectF(box.right() + 8, rect.top(), rect.right() - box.right() - 12, rect.height())
        runs = (Run(self._name, theme.sized(18, 700), c.text), Run(self._word, theme.sized(14), c.text_muted, gap=8))
        shown = runs if runs_width(runs) <= room.width() else runs[:1]
        draw_runs(painter, room, shown, least_percent=LABEL_LEAST)

"""The scan box: a painted field that always listens. The wedge filter feeds it; it never takes the keyboard focus."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.gui.components.views import ScanBoxView
from app.gui.i18n import Texts
from app.gui.theme.look import Look
from app.gui.widgets.base import Label, PaintedWidget
from app.gui.widgets.buttons import KeyButton
from app.gui.widgets.painting import draw_icon, draw_text, fill_round, text_width


class ScanField(PaintedWidget):
    """The painted field itself."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._view = ScanBoxView(placeholder="")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_view(self, view: ScanBoxView) -> None:
        """Renders text, caret and placeholder."""
        self._view = view
        self.setAccessibleName(view.placeholder)
        self.setAccessibleDescription(view.problem or view.text)
        self.update()

    def sizeHint(self) -> QSize:
        theme = self.theme
        return QSize(320, theme.high(theme.tokens.size["scanBox"], 26))

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        theme, c, view = self.theme, self.theme.c, self._view
        outline = c.danger_fill if view.problem else c.action
        radius = theme.tokens.radius["control"]
        fill_round(painter, rect, radius, c.surface, outline, theme.tokens.stroke["scanBox"])
        icon = theme.px(26)
        draw_icon(painter, QRectF(rect.left() + 14, rect.top(), icon, rect.height()), "scan", c.action_text)
        left = rect.left() + 14 + icon + 10
        caret_height = theme.px(26)
        caret = QRectF(left, rect.center().y() - caret_height / 2, 2, caret_height)
        room = QRectF(left, rect.top(), rect.right() - left - 14, rect.height())
        if not view.text:
            painter.fillRect(caret, c.text)
            box = room.adjusted(12, 0, 0, 0)
            draw_text(painter, box, view.placeholder, theme.sized(18), c.text_muted)
            return
        font = theme.sized(20, 700)
        width = min(text_width(view.text, font), room.width() - 8)
        if view.problem:
            high = theme.px(30)
            painter.fillRect(QRectF(left - 2, rect.center().y() - high / 2, width + 4, high), c.action)
            draw_text(painter, room, view.text, font, c.on_action, elide=Qt.TextElideMode.ElideMiddle)
            return
        draw_text(painter, room, view.text, font, c.text, elide=Qt.TextElideMode.ElideLeft)
        painter.fillRect(caret.translated(width + 3, 0), c.text)


class ScanBox(QWidget):
    """The field, and below it what was not recognised with the ways on. `choice_made` carries the choice's id."""

    choice_made = Signal(str)

    def __init__(self, look: Look, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.texts = look, texts
        self._view = ScanBoxView(placeholder="")
        self.field = ScanField(look)
        self.problem = Label("", "body", "danger", wrap=True)
        self.problem.follow(look)
        self._tiles: list[KeyButton] = []
        self._trouble = QWidget()
        self._tile_row = QHBoxLayout()
        self._tile_row.setSpacing(8)
        below = QVBoxLayout(self._trouble)
        below.setContentsMargins(0, 8, 0, 0)
        below.setSpacing(8)
        below.addWidget(self.problem)
        below.addLayout(self._tile_row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.field)
        column.addWidget(self._trouble)
        self._trouble.hide()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_view(self, view: ScanBoxView) -> None:
        """Renders the box."""
        if view == self._view:
            return
        self._view = view
        self.field.show_view(view)
        self._trouble.setVisible(bool(view.problem))
        if not view.problem:
            return
        self.problem.setText(view.problem)
        while len(self._tiles) < len(view.choices):
            at = len(self._tiles)
            tile = KeyButton(self.look, "", "", str(at + 1), "tile")
            tile.set_measure(height=52)
            tile.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            tile.clicked.connect(lambda _checked=False, index=at: self._chosen(index))
            self._tiles.append(tile)
            self._tile_row.addWidget(tile, 1)
        for at, tile in enumerate(self._tiles):
            tile.setVisible(at < len(view.choices))
            if at < len(view.choices):
                tile.set_label(view.choices[at].label)
                tile.set_icon(view.choices[at].icon)

    def _chosen(self, at: int) -> None:
        if at < len(self._view.choices):
            self.choice_made.emit(self._view.choices[at].id)

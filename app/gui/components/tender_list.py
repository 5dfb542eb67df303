"""Payments so far: one row each with its amount and a remove key."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.gui.components.views import PaymentLine
from app.gui.i18n import Texts
from app.gui.theme.look import Look
from app.gui.widgets.base import Card, Label, PaintedWidget, SectionRule
from app.gui.widgets.buttons import IconButton
from app.gui.widgets.painting import LABEL_LEAST, draw_icon, draw_text, text_width


class _Line(PaintedWidget):
    """Icon, name with detail below, amount on the right."""

    def __init__(self, look: Look, height: int) -> None:
        super().__init__(look)
        self._height = height
        self._line = PaymentLine(id="", icon="", name="")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_line(self, line: PaymentLine) -> None:
        self._line = line
        self.setAccessibleName(" ".join(part for part in (line.name, line.detail, line.amount) if part))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, self.theme.high(self._height, 40))

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        theme, line = self.theme, self._line
        icon = theme.px(20)
        draw_icon(painter, QRectF(rect.left(), rect.top(), icon, rect.height()), line.icon, theme.tone(line.tone))
        left = rect.left() + icon + 11
        font = theme.sized(17, 700)
        width = text_width(line.amount, font)
        draw_text(painter, rect, line.amount, font, theme.c.text, right=True)
        room = rect.right() - width - 8 - left
        name, under = theme.px(21), theme.px(19)
        top = rect.center().y() - (name + (under if line.detail else 0)) / 2
        draw_text(painter, QRectF(left, top, room, name), line.name, theme.sized(15), theme.c.text, least_percent=LABEL_LEAST)
        if line.detail:
            box = QRectF(left, top + name, room, under)
            draw_text(painter, box, line.detail, theme.sized(14), theme.c.text_secondary, least_percent=LABEL_LEAST)


class TenderRow(QWidget):
    """One payment; `removed` carries its id."""

    removed = Signal(str)

    def __init__(self, look: Look, texts: Texts, *, height: int = 56, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.texts = texts
        self._line = PaymentLine(id="", icon="", name="")
        self.line = _Line(look, height)
        self.remove = IconButton(look, "close", "")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.line, 1)
        row.addWidget(self.remove)
        self.remove.clicked.connect(lambda: self.removed.emit(self._line.id))

    def show_line(self, line: PaymentLine) -> None:
        """Renders the row."""
        self._line = line
        self.line.show_line(line)
        self.remove.setVisible(line.removable)
        self.remove.set_label(self.texts("Remove {name}", name=line.name))


class TenderList(Card):
    """The card 已付 / Paid with its rows; hidden while there are none. `line_removed` carries the id."""

    line_removed = Signal(str)

    def __init__(self, look: Look, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(padding=0, spacing=0, parent=parent)
        self.look, self.texts = look, texts
        self._rows: list[tuple[SectionRule, TenderRow]] = []
        self._lines: tuple[PaymentLine, ...] = ()
        self.title = Label("", "caption", "secondary")
        self.title.follow(look)
        self.title.setContentsMargins(16, 8, 16, 6)
        self.body.addWidget(self.title)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self.body.addLayout(self._column)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        texts.language_changed.connect(self._retranslate)
        self._retranslate()
        self.hide()

    def show_lines(self, lines: tuple[PaymentLine, ...]) -> None:
        """Renders the payments."""
        self._lines = lines
        self.setVisible(bool(lines))
        while len(self._rows) < len(lines):
            rule, row = SectionRule(self.look), TenderRow(self.look, self.texts)
            row.setContentsMargins(16, 0, 4, 0)
            row.removed.connect(self.line_removed)
            self._rows.append((rule, row))
            self._column.addWidget(rule)
            self._column.addWidget(row)
        for at, (rule, row) in enumerate(self._rows):
            shown = at < len(lines)
            rule.setVisible(shown)
            row.setVisible(shown)
            if shown:
                row.show_line(lines[at])

    def _retranslate(self) -> None:
        self.title.setText(self.texts("Paid"))
        self.show_lines(self._lines)

"""The trial beside the editor: who, when and how it is paid, a small basket, the points that come of it, and what every rule did."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.gui.i18n import Texts
from app.gui.presenters.office_trial import Trial
from app.gui.presenters.office_views import GroupView, TrialLine, TrialRule, TrialView
from app.gui.screens.office_main import Group
from app.gui.theme.look import Look
from app.gui.widgets.base import Label, PaintedWidget
from app.gui.widgets.buttons import IconButton, LinkButton
from app.gui.widgets.figures import ElidedText
from app.gui.widgets.painting import LABEL_LEAST, draw_icon, draw_text, fill_round, text_width

_FIELD_WIDE = 150


class LineRow(QWidget):
    """A line of the basket with its steppers."""

    def __init__(self, look: Look, presenter: Trial, texts: Texts) -> None:
        super().__init__()
        self.presenter, self.texts = presenter, texts
        self._line: TrialLine | None = None
        self.name = ElidedText(look, "bodyOffice")
        self.amount = ElidedText(look, "bodyOffice", "secondary")
        self.qty = ElidedText(look, "row")
        self.points = ElidedText(look, "row", "points")
        self.less, self.more = IconButton(look, "minus", ""), IconButton(look, "plus", "")
        for part in (self.amount, self.qty, self.points):
            part.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 10, 0)
        row.setSpacing(4)
        row.addWidget(self.name, 1)
        row.addWidget(self.less)
        row.addWidget(self.qty)
        row.addWidget(self.more)
        row.addSpacing(6)
        row.addWidget(self.amount)
        row.addSpacing(8)
        row.addWidget(self.points)
        self.less.clicked.connect(lambda: self._step(-1))
        self.more.clicked.connect(lambda: self._step(1))

    def show_line(self, line: TrialLine) -> None:
        """Shows the line."""
        self._line = line
        self.name.set_text(line.name)
        self.amount.set_text(line.amount)
        self.qty.set_text(line.qty)
        self.points.set_text(line.points)
        self.less.set_label(self.texts("One less: {name}", name=line.name))
        self.more.set_label(self.texts("One more: {name}", name=line.name))

    def _step(self, by: int) -> None:
        if self._line is not None:
            self.presenter.step(self._line.id, by)


class TotalPanel(PaintedWidget):
    """The points that come of it, large on amber, and what the published version gives."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._texts = ("", "", "")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_total(self, label: str, total: str, before: str) -> None:
        """Changes it."""
        self._texts = (label, total, before)
        self.setAccessibleName(f"{label} {total} {before}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self.theme.high(64, 46))

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        theme, c = self.theme, self.theme.c
        label, total, before = self._texts
        fill_round(painter, rect, theme.tokens.radius["panel"], c.points_bg, c.points_border)
        inner = rect.adjusted(16, 0, -16, 0)
        figure = theme.sized(26, 700)
        width = min(text_width(total, figure), inner.width() * 0.6)
        draw_text(painter, QRectF(inner.right() - width, inner.top(), width, inner.height()), total, figure, c.points, right=True)
        left = QRectF(inner.left(), inner.top(), inner.width() - width - 12, inner.height())
        if before:
            half = theme.px(22)
            top = rect.center().y() - half
            draw_text(painter, QRectF(left.left(), top, left.width(), half), label, theme.sized(16), c.points, least_percent=LABEL_LEAST)
            below = QRectF(left.left(), top + half, left.width(), half)
            draw_text(painter, below, before, theme.sized(14), c.text_secondary, least_percent=LABEL_LEAST)
        else:
            draw_text(painter, left, label, theme.sized(16), c.points, least_percent=LABEL_LEAST)


class RuleRow(QWidget):
    """What a rule did: a tick or a cross, its name, why, and its points."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.icon = _UsedIcon(look)
        self.name = Label("", "bodyOffice")
        self.points = Label("", "bodyOffice", "points")
        self.text = Label("", "caption", "secondary", wrap=True)
        for label in (self.name, self.points):
            label.set_bold(True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.name, 1)
        head.addWidget(self.points)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(head)
        right.addWidget(self.text)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 3, 0, 3)
        row.setSpacing(10)
        row.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(right, 1)

    def show_rule(self, rule: TrialRule) -> None:
        """Shows it."""
        self.icon.set_used(used=rule.used)
        self.name.setText(rule.name)
        self.name.set_tone("action" if rule.chosen else "text" if rule.used else "secondary")
        self.points.setText(rule.points)
        self.text.setText(rule.text)


class _UsedIcon(PaintedWidget):
    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._used = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_used(self, *, used: bool) -> None:
        self._used = used
        self.update()

    def sizeHint(self) -> QSize:
        side = self.theme.px(20)
        return QSize(side, side)

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        c = self.theme.c
        draw_icon(painter, rect, "ok" if self._used else "notApplied", c.success if self._used else c.text_muted)


class TrialPanel(QWidget):
    """Knows the presenter of the trial."""

    def __init__(self, presenter: Trial, look: Look, texts: Texts) -> None:
        super().__init__()
        self.presenter, self.look, self.texts = presenter, look, texts
        self.fields = Group(look)
        self.fields.pressed.connect(presenter.press)
        self.lines: list[LineRow] = []
        self.add = LinkButton(look, "", "plus")
        self.add.clicked.connect(lambda: presenter.press("/goods"))
        self.empty = Label("", "bodyOffice", "secondary", wrap=True)
        self.total = TotalPanel(look)
        self.rules: list[RuleRow] = []
        self._line_box = QFrame()
        self._line_box.setProperty("role", "card")
        self._line_column = QVBoxLayout(self._line_box)
        self._line_column.setContentsMargins(1, 1, 1, 1)
        self._line_column.setSpacing(0)
        self._line_column.addWidget(self.empty)
        self._line_column.addWidget(self.add)
        self.empty.setContentsMargins(12, 8, 12, 0)
        self._rule_column = QVBoxLayout()
        self._rule_column.setSpacing(2)
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(20, 4, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.fields)
        column.addWidget(self._line_box)
        column.addWidget(self.total)
        column.addLayout(self._rule_column)
        column.addStretch(1)
        self.scrolled = QScrollArea()
        self.scrolled.setFrameShape(QFrame.Shape.NoFrame)
        self.scrolled.setWidgetResizable(True)
        self.scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scrolled.setWidget(ground)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self.scrolled)

    def show_view(self, view: TrialView, open_at: str) -> None:
        """Shows the trial."""
        self.fields.set_columns(max(1, min(3, (self.width() - 40) // self.look.theme.px(_FIELD_WIDE))))
        self.fields.show_group(GroupView(title="", fields=view.fields), open_at)
        while len(self.lines) < len(view.lines):
            row = LineRow(self.look, self.presenter, self.texts)
            self.lines.append(row)
            self._line_column.insertWidget(self._line_column.count() - 2, row)
        for at, row in enumerate(self.lines):
            row.setVisible(at < len(view.lines))
            if at < len(view.lines):
                row.show_line(view.lines[at])
        self._line_box.setVisible(bool(view.add))
        self.add.set_label(view.add)
        self.empty.setText(view.empty)
        self.empty.setVisible(bool(view.empty))
        self.total.set_total(view.total_label, view.total, view.before)
        while len(self.rules) < len(view.rules):
            rule_row = RuleRow(self.look)
            self.rules.append(rule_row)
            self._rule_column.addWidget(rule_row)
        for at, rule_row in enumerate(self.rules):
            rule_row.setVisible(at < len(view.rules))
            if at < len(view.rules):
                rule_row.show_rule(view.rules[at])

    def anchor(self, path: str, page: QWidget) -> QRect | None:
        """Where on the page a field lies."""
        widget = self.add if path == "/goods" else self.fields.fields.get(path)
        if widget is None:
            return None
        self.scrolled.ensureWidgetVisible(widget, 0, 24)
        return QRect(widget.mapTo(page, QPoint(0, 0)), widget.size())

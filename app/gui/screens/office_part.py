"""The control that hangs at a word or a field of an editor: a list, a number with its keypad, a month, a line of text, or further fields.

It floats over the page on a sheet without a ground; a press beside it closes it and presses what lies there.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.gui.i18n import Texts
from app.gui.presenters.office_parts import Parts
from app.gui.presenters.office_views import PartView
from app.gui.theme.look import Look
from app.gui.widgets.base import Label, PaintedWidget
from app.gui.widgets.buttons import IconButton, KeyButton, LinkButton
from app.gui.widgets.editing import Day, DayGrid, OptionKey, SwitchKey, ValueBox
from app.gui.widgets.fields import Keypad, TextField
from app.gui.widgets.figures import ElidedText
from app.gui.widgets.flow import FlowLayout
from app.gui.widgets.painting import Run, draw_runs, draw_text, fill_round

_WIDE = {"options": 400, "figure": 340, "day": 340, "text": 420, "fields": 420}
_GAP, _EDGE = 6, 8
_ROWS_SHOWN = 8


class Figure(PaintedWidget):
    """The number as it is typed, large, with what stands before and behind it."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._parts = ("", "", "")

    def set_figure(self, prefix: str, figure: str, unit: str) -> None:
        """Changes it."""
        self._parts = (prefix, figure, unit)
        self.setAccessibleName(f"{prefix}{figure} {unit}".strip())
        self.update()

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        theme, c = self.theme, self.theme.c
        fill_round(painter, rect, theme.tokens.radius["control"], c.surface, c.action, 2)
        prefix, figure, unit = self._parts
        inner = rect.adjusted(14, 0, -14, 0)
        behind = (
            draw_text(painter, inner, unit, theme.sized(16), c.text_secondary, right=True)
            if unit
            else QRectF(inner.topRight(), inner.topRight())
        )
        inner.setRight(behind.left() - 10)
        high = theme.px(28)
        painter.fillRect(QRectF(inner.right() + 1, rect.center().y() - high / 2, 2, high), c.action)
        runs = (Run(prefix, theme.sized(18), c.text_secondary), Run(figure, theme.sized(26, 700), c.text, gap=4 if prefix else 0))
        draw_runs(painter, inner, runs, right=True, least_percent=60)

    def sizeHint(self) -> QSize:
        return QSize(200, self.theme.high(56, 32))


class PartCard(QFrame):
    """The floating card; knows the presenter of the control."""

    def __init__(self, presenter: Parts, look: Look, texts: Texts, parent: QWidget) -> None:
        super().__init__(parent)
        self.presenter, self.look, self.texts = presenter, look, texts
        self.setProperty("role", "float")
        self._view: PartView | None = None
        self.options: list[OptionKey] = []
        self.quick: list[KeyButton] = []
        self.fields: list[QWidget] = []
        self.acts: list[KeyButton] = []
        self.back = IconButton(look, "back", "")
        self.title = ElidedText(look, "title")
        self.close_key = IconButton(look, "close", "")
        self.query = TextField(input_method=True)
        self.text = TextField(input_method=True)
        self.problem = Label("", "bodyOffice", "danger", wrap=True)
        self.note = Label("", "bodyOffice", "secondary", wrap=True)
        self.figure = Figure(look)
        self.keypad = Keypad(look)
        self.keypad.setFixedHeight(4 * 52 + 3 * 8)
        self.month = ElidedText(look, "row")
        self.earlier, self.later = IconButton(look, "chevronLeft", ""), IconButton(look, "chevronRight", "")
        self.days = DayGrid(look)
        self.add = KeyButton(look, "", "plus", "", "tonal")
        self.clear = LinkButton(look, "", "close")
        self.done = KeyButton(look, "", "check", "Enter", "primary")
        self.done.set_measure(height=44, text=16, icon=18)
        self._build()
        self._connect()
        self.hide()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 4, 4, 0)
        head.setSpacing(4)
        head.addWidget(self.back)
        head.addWidget(self.title, 1)
        head.addWidget(self.close_key)
        self._rows = QWidget()
        self._row_column = QVBoxLayout(self._rows)
        self._row_column.setContentsMargins(4, 0, 4, 0)
        self._row_column.setSpacing(0)
        self._row_column.addStretch(1)
        self.scroll_rows = QScrollArea()
        self.scroll_rows.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll_rows.setWidgetResizable(True)
        self.scroll_rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll_rows.setWidget(self._rows)
        self._quick_area = QWidget()
        self._quick = FlowLayout(self._quick_area, spacing=8)
        self._days_head = QWidget()
        days_head = QHBoxLayout(self._days_head)
        days_head.setContentsMargins(0, 0, 0, 0)
        days_head.addWidget(self.earlier)
        days_head.addWidget(self.month, 1)
        days_head.addWidget(self.later)
        self._field_area = QWidget()
        self._field_grid = QGridLayout(self._field_area)
        self._field_grid.setContentsMargins(0, 0, 0, 0)
        self._field_grid.setSpacing(10)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.clear)
        foot.addStretch(1)
        foot.addWidget(self.done)
        inner = QVBoxLayout()
        inner.setContentsMargins(12, 4, 12, 10)
        inner.setSpacing(8)
        for part in (self.query, self.text, self.figure, self._quick_area, self.keypad, self._days_head, self.days, self._field_area):
            inner.addWidget(part)
        inner.addWidget(self.scroll_rows, 1)
        inner.addWidget(self.add)
        inner.addWidget(self.note)
        inner.addWidget(self.problem)
        self._act_row = QHBoxLayout()
        self._act_row.setSpacing(8)
        inner.addLayout(self._act_row)
        inner.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(inner, 1)

    def _connect(self) -> None:
        presenter = self.presenter
        self.back.clicked.connect(presenter.back)
        self.close_key.clicked.connect(presenter.cancel)
        self.done.clicked.connect(presenter.done)
        self.clear.clicked.connect(presenter.clear)
        self.add.clicked.connect(presenter.add_typed)
        self.query.textEdited.connect(presenter.set_query)
        self.text.textEdited.connect(presenter.set_text)
        self.keypad.key_pressed.connect(presenter.press)
        self.earlier.clicked.connect(lambda: presenter.turn(-1))
        self.later.clicked.connect(lambda: presenter.turn(1))
        self.days.day_pressed.connect(presenter.choose)

    # showing

    def show_part(self, view: PartView) -> None:
        """Shows the control; the page puts it in its place."""
        t, before = self.texts, self._view
        self._view = view
        fresh = before is None or (before.path, before.title, before.kind) != (view.path, view.title, view.kind)
        self.title.set_text(view.title)
        self.back.setVisible(bool(view.back))
        self.back.set_label(view.back or t("Back"))
        self.close_key.set_label(t("Take back and close (Esc)"))
        self.done.set_label(view.done)
        self.clear.setVisible(bool(view.clear))
        self.clear.set_label(view.clear)
        self.clear.set_selected(False)
        self.problem.setText(view.problem)
        self.problem.setVisible(bool(view.problem))
        self.note.setText(view.note)
        self.note.setVisible(bool(view.note))
        self._show_options(view)
        self._show_figure(view)
        self._show_days(view)
        self._show_text(view)
        self._show_fields(view)
        self._show_acts(view)
        self.show()
        self.raise_()
        if fresh:
            self._take_focus(view)

    def put_away(self) -> None:
        """No control is open."""
        self._view = None
        self.hide()

    def _show_options(self, view: PartView) -> None:
        is_list = view.kind == "options"
        self.scroll_rows.setVisible(is_list)
        self.query.setVisible(is_list and view.query is not None)
        if view.query is not None and self.query.text() != view.query:
            self.query.setText(view.query)
        self.query.set_prompt(view.query_hint)
        self.add.setVisible(bool(view.add))
        self.add.set_label(view.add)
        rows = view.options if is_list else ()
        while len(self.options) < len(rows):
            at = len(self.options)
            key = OptionKey(self.look)
            key.clicked.connect(lambda _checked=False, index=at: self._chosen(index))
            self.options.append(key)
            self._row_column.insertWidget(self._row_column.count() - 1, key)
        for at, key in enumerate(self.options):
            key.setVisible(at < len(rows))
            if at < len(rows):
                row = rows[at]
                key.set_content(row.label, row.detail, ticked=row.ticked, at=row.at, box=view.many)
                if row.at:
                    self.scroll_rows.ensureWidgetVisible(key, 0, 0)
        high = self.look.theme.high(44, 22)
        self.scroll_rows.setMinimumHeight(min(max(1, len(rows)), _ROWS_SHOWN) * high if is_list else 0)

    def _chosen(self, at: int) -> None:
        if self._view is not None and at < len(self._view.options):
            self.presenter.choose(self._view.options[at].id)

    def _show_figure(self, view: PartView) -> None:
        is_figure = view.kind == "figure"
        for part in (self.figure, self.keypad):
            part.setVisible(is_figure)
        quick = view.quick if is_figure else ()
        self._quick_area.setVisible(bool(quick))
        self.figure.set_figure(view.prefix, view.figure, view.unit)
        while len(self.quick) < len(quick):
            at = len(self.quick)
            key = KeyButton(self.look, role="tile")
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            key.clicked.connect(lambda _checked=False, index=at: self.presenter.choose(str(index)))
            self.quick.append(key)
            self._quick.addWidget(key)
        for at, key in enumerate(self.quick):
            key.setVisible(at < len(quick))
            if at < len(quick):
                key.set_label(quick[at].label)
                key.set_selected(quick[at].ticked)
        self._quick_area.updateGeometry()

    def _show_days(self, view: PartView) -> None:
        t, is_day = self.texts, view.kind == "day"
        self._days_head.setVisible(is_day)
        self.days.setVisible(is_day)
        if not is_day:
            return
        self.month.set_text(f"{view.month}   {view.day}".strip())
        self.earlier.set_label(t("Month before"))
        self.later.set_label(t("Next month"))
        heads = t("Mo Tu We Th Fr Sa Su").split(" ")
        self.days.set_days(heads, [Day(day.id, day.label, day.ticked, day.detail == "today", day.at) for day in view.days])

    def _show_text(self, view: PartView) -> None:
        self.text.setVisible(view.kind == "text")
        if view.kind == "text":
            self.text.setMaxLength(view.text_max)
            self.text.set_prompt(view.title)
            if self.text.text() != view.text and not self.text.hasFocus():
                self.text.setText(view.text)
            self.text.set_tone("danger" if view.problem else None)

    def _show_fields(self, view: PartView) -> None:
        is_form = view.kind == "fields"
        self._field_area.setVisible(is_form)
        if not is_form:
            return
        for old in self.fields:
            self._field_grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.fields = []
        for at, one in enumerate(view.fields):
            path = one.path
            widget: QWidget
            if one.switch:
                switch = SwitchKey(self.look)
                switch.set_content(one.label, one.shown, on=one.on, shut=not one.open)
                switch.clicked.connect(lambda _checked=False, of=path: self.presenter.open_field(of))
                widget = switch
            else:
                box = ValueBox(self.look)
                box.set_content(one.label, one.shown, one.problem, shut=not one.open)
                box.clicked.connect(lambda _checked=False, of=path: self.presenter.open_field(of))
                widget = box
            self.fields.append(widget)
            self._field_grid.addWidget(widget, at, 0)

    def _show_acts(self, view: PartView) -> None:
        while len(self.acts) < len(view.acts):
            at = len(self.acts)
            key = KeyButton(self.look, role="tile")
            key.clicked.connect(lambda _checked=False, index=at: self._acted(index))
            self.acts.append(key)
            self._act_row.addWidget(key)
        for at, key in enumerate(self.acts):
            key.setVisible(at < len(view.acts))
            if at < len(view.acts):
                act = view.acts[at]
                key.set_label(act.label)
                key.set_icon("remove" if act.tone == "danger" else "plus")

    def _acted(self, at: int) -> None:
        if self._view is not None and at < len(self._view.acts):
            self.presenter.act(self._view.acts[at].id)

    def _take_focus(self, view: PartView) -> None:
        if view.kind == "text":
            self.text.setText(view.text)
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
            self.text.selectAll()
        elif view.kind == "options" and view.query is not None:
            self.query.setText(view.query)
            self.query.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.window().setFocus(Qt.FocusReason.OtherFocusReason)

    # place

    def put(self, anchor: QRect, room: QRect) -> None:
        """Below the anchor where it fits, else above it, else where there is room."""
        if self._view is None:
            return
        wide = min(self.look.theme.px(_WIDE[self._view.kind]), room.width() - 2 * _EDGE)
        self.setMinimumWidth(wide)
        self.setMaximumWidth(wide)
        layout = self.layout()
        assert layout is not None
        layout.activate()
        high = max(self.sizeHint().height(), layout.totalHeightForWidth(wide) if layout.hasHeightForWidth() else 0)
        below, above = room.bottom() - anchor.bottom() - _GAP - _EDGE, anchor.top() - room.top() - _GAP - _EDGE
        high = min(high, room.height() - 2 * _EDGE)
        if high <= below:
            y = anchor.bottom() + _GAP
        elif high <= above:
            y = anchor.top() - _GAP - high
        else:
            y = max(room.top() + _EDGE, room.bottom() - _EDGE - high)
        x = max(room.left() + _EDGE, min(anchor.left(), room.right() - _EDGE - wide))
        self.setGeometry(x, y, wide, high)


class Beside(QWidget):
    """Lies over the page while a control is open: a press beside it closes it, and goes on to what lies there."""

    def __init__(self, pressed: Callable[[], None], page: QWidget) -> None:
        super().__init__(page)
        self._pressed = pressed
        self.hide()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        self._pressed()
        self.hide()
        page = self.parentWidget()
        below = page.childAt(self.mapTo(page, place)) if page is not None else None
        if isinstance(below, QAbstractButton) and below.isEnabled():
            below.click()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing is drawn: the page stays as it is."""

    def cover(self, page: QWidget) -> None:
        """As large as the page."""
        self.setGeometry(QRect(QPoint(0, 0), page.size()))

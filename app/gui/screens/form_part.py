"""A small form inside a sheet or a page: fields under one another, a keypad for the figures, the confirm act."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.gui.appearance import CappedLook
from app.gui.i18n import Texts
from app.gui.presenters.form import LENGTHS, Field, FormView
from app.gui.theme.look import Look
from app.gui.widgets.base import Label
from app.gui.widgets.buttons import KeyButton, PrimaryButton
from app.gui.widgets.fields import Keypad, TextField
from app.gui.widgets.flow import FlowLayout
from app.gui.widgets.forms import Caption, EntryField, Segments, Shape, TickRow

LARGEST_KEYS = 115
KEYPAD_WIDE, KEYPAD_HIGH = 212, 232
ROOM_FOR_RING = 6
SEGMENTS_MAX = 3
_SHAPES: dict[str, Shape] = {
    "phone": "phone", "day": "day", "digits": "digits", "money": "money", "date": "date", "time": "time",
}  # fmt: skip


class Tiles(QWidget):
    """More choices than fit side by side: keys that go on in the next line. `chosen(index)`."""

    chosen = Signal(int)

    def __init__(self, look: Look, count: int) -> None:
        super().__init__()
        self.parts = [KeyButton(look, role="tile") for _ in range(count)]
        flow = FlowLayout(self, spacing=6)
        for at, part in enumerate(self.parts):
            part.set_measure(height=44, text=15)
            part.clicked.connect(lambda _checked=False, index=at: self.chosen.emit(index))
            flow.addWidget(part)

    def show_choices(self, labels: Sequence[str], selected: int, name: str) -> None:
        """Labels, the chosen one (−1 for none), and what is chosen between."""
        self.setAccessibleName(name)
        for at, (part, label) in enumerate(zip(self.parts, labels, strict=True)):
            part.set_label(label)
            part.set_selected(at == selected)


class FormPart(QWidget):
    """Render with `show_form`. `changed(field, text)`, `entered(field)`, `pressed(key)`, `confirmed()`."""

    changed = Signal(str, str)
    entered = Signal(str)
    pressed = Signal(str)
    confirmed = Signal()

    def __init__(self, look: Look, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.texts = look, texts
        self._shape: tuple[tuple[str, int], ...] = ()
        self._active = ""
        self.title = Label("", "title")
        self.intro = Label("", "body", "secondary", wrap=True)
        self.captions: dict[str, Caption] = {}
        self.fields: dict[str, TextField | EntryField | Segments | Tiles | TickRow] = {}
        self.keypad = Keypad(CappedLook(look, LARGEST_KEYS), phone=True)
        self.keypad.setFixedSize(KEYPAD_WIDE, KEYPAD_HIGH)
        self.keypad.key_pressed.connect(self._keyed)
        self.problem = Label("", "body", "danger", wrap=True)
        self.confirm = PrimaryButton(look, "", "check", "Enter")
        self.confirm.set_measure(height=60, text=19)
        self.confirm.clicked.connect(lambda: self.confirmed.emit())
        self._build()

    def _build(self) -> None:
        ground = QWidget()
        row = QHBoxLayout(ground)
        row.setContentsMargins(ROOM_FOR_RING, 0, ROOM_FOR_RING, ROOM_FOR_RING)
        row.setSpacing(16)
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        self._column.addStretch(1)
        row.addLayout(self._column, 1)
        row.addWidget(self.keypad, 0, Qt.AlignmentFlag.AlignTop)
        self.scroll_area = QScrollArea()
        self.scroll_area.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll_area.setWidget(ground)
        foot = QHBoxLayout()
        foot.addWidget(self.problem, 1)
        self.confirm.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        foot.addWidget(self.confirm)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.title)
        column.addWidget(self.intro)
        column.addWidget(self.scroll_area, 1)
        column.addLayout(foot)

    def show_form(self, view: FormView) -> None:
        """Shows a state; text fields keep their cursor while they are typed in."""
        shape = tuple((field.id, len(field.options)) for field in view.fields)
        if shape != self._shape:
            self._make(view.fields)
            self._shape = shape
        self.title.setText(view.title)
        self.intro.setText(view.intro)
        self.intro.setVisible(bool(view.intro))
        for field in view.fields:
            self._show_field(field)
        self._active = view.active
        self.keypad.setVisible(bool(view.active))
        self.keypad.set_words(self.texts("Clear"), self.texts("Delete the last digit"))
        self.problem.setText(view.problem)
        self.confirm.set_label(view.confirm)

    def _make(self, fields: tuple[Field, ...]) -> None:
        for old in (*self.captions.values(), *self.fields.values()):
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.captions, self.fields = {}, {}
        for at, field in enumerate(fields):
            caption, widget = Caption(self.look), self._widget(field)
            self.captions[field.id], self.fields[field.id] = caption, widget
            self._column.insertWidget(2 * at, caption)
            self._column.insertWidget(2 * at + 1, widget)

    def _widget(self, field: Field) -> TextField | EntryField | Segments | Tiles | TickRow:
        key = field.id
        if field.kind == "text":
            edit = TextField(input_method=True)
            edit.textEdited.connect(lambda text: self.changed.emit(key, text))
            edit.scan_suspected.connect(lambda: self.problem.setText(self.texts("That looked like a scan: please scan again")))
            return edit
        if field.kind == "choice":
            values = [value for value, _ in field.options]
            choice = Segments(self.look, len(values)) if len(values) <= SEGMENTS_MAX else Tiles(self.look, len(values))
            choice.chosen.connect(lambda at: self.changed.emit(key, values[at]))
            return choice
        if field.kind == "toggle":
            tick = TickRow(self.look)
            tick.clicked.connect(lambda: self.changed.emit(key, "" if tick.isChecked() else "1"))
            return tick
        entry = EntryField(self.look, _SHAPES[field.kind], length_max=LENGTHS.get(field.kind))
        entry.text_changed.connect(lambda text: self.changed.emit(key, text))
        entry.entered.connect(lambda: self._entered(key))
        return entry

    def _show_field(self, field: Field) -> None:
        widget = self.fields[field.id]
        self.captions[field.id].setVisible(field.kind != "toggle")
        self.captions[field.id].show_caption(field.label, field.note)
        if isinstance(widget, TextField):
            widget.set_prompt(field.prompt or field.label)
            if widget.text() != field.text:
                widget.setText(field.text)
        elif isinstance(widget, EntryField):
            widget.set_name(field.label)
            widget.set_content(field.text, field.prompt)
        elif isinstance(widget, Segments | Tiles):
            values = [value for value, _ in field.options]
            chosen = values.index(field.text) if field.text in values else -1
            widget.show_choices([label for _, label in field.options], chosen, field.label)
        else:
            widget.set_content(field.label, field.note)
            widget.set_selected(bool(field.text))

    def _entered(self, field: str) -> None:
        self.entered.emit(field)
        self.scroll_area.ensureWidgetVisible(self.fields[field])

    def _keyed(self, key: str) -> None:
        self.pressed.emit(key)
        active = self.fields.get(self._active)
        if active is not None and not active.hasFocus():
            active.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_focus(self) -> None:
        """The first field."""
        for widget in self.fields.values():
            if isinstance(widget, TextField | EntryField):
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return

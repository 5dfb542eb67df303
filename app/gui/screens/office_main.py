"""The middle of an editor: the chosen thing with its sentence, its fields, worked examples and the rule check, and the strip below."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.gui.presenters.office_views import ActView, ExampleView, FieldView, FindingView, GroupView, MainView, WordView
from app.gui.theme.look import Look
from app.gui.widgets.base import Card, Label, PaintedWidget
from app.gui.widgets.buttons import IconButton, KeyButton, LinkButton
from app.gui.widgets.chips import Chip
from app.gui.widgets.editing import SentenceText, SwitchKey, ValueBox, WordKey
from app.gui.widgets.figures import ElidedText
from app.gui.widgets.flow import FlowLayout
from app.gui.widgets.painting import LABEL_LEAST, draw_icon, draw_text, fill_round, text_width

_PUNCTUATION = "，。、：；）」”,.:;)"
_OPENING = " （(“"
_FIELD_WIDE = 220
_SWITCH_WIDE = 180
_COMPACT = 640


def sentence_items(words: tuple[WordView, ...]) -> list[tuple[WordView, tuple[str, str]]]:
    """The words with the signs that stay before and behind each; fixed text is cut where a line may break."""
    found: list[tuple[WordView, tuple[str, str]]] = []
    lead = ""
    for at, word in enumerate(words):
        if word.path:
            found.append((word, (lead, "")))
            lead = ""
            continue
        text = word.text
        if found and found[-1][0].path:
            tail = text[: len(text) - len(text.lstrip(_PUNCTUATION))]
            found[-1] = (found[-1][0], (found[-1][1][0], found[-1][1][1] + tail))
            text = text[len(tail) :]
        if at + 1 < len(words):
            lead = text[len(text.rstrip(_OPENING)) :].lstrip()
            text = text.rstrip(_OPENING)
        found += [(WordView(text=piece), ("", "")) for piece in _pieces(text)]
    return found


def _pieces(text: str) -> list[str]:
    """Where a line may break: at spaces, and behind Chinese punctuation."""
    pieces: list[str] = []
    piece = ""
    for char in text:
        if char == " ":
            pieces.append(piece)
            piece = ""
            continue
        piece += char
        if char in "，。；":
            pieces.append(piece)
            piece = ""
    pieces.append(piece)
    return [part for part in pieces if part]


class Sentence(QFrame):
    """The sentence on its pale ground. `pressed(path)`."""

    pressed = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self._words: list[WordView] = []
        self.keys: dict[str, WordKey] = {}
        self._widgets: list[QWidget] = []
        self._flow_area = QWidget()
        self._flow = FlowLayout(self._flow_area, spacing=6)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.addWidget(self._flow_area)
        look.changed.connect(self.update)

    def show_words(self, words: tuple[WordView, ...], *, editable: bool, open_at: str) -> None:
        """Shows the sentence; keys that stay keep their place, so that the focus does not get lost."""
        items = sentence_items(words)
        shape = [bool(word.path) for word, _ in items]
        if shape != [bool(word.path) for word in self._words]:
            self._make(shape)
        self._words = [word for word, _ in items]
        self.keys = {}
        for (word, around), widget in zip(items, self._widgets, strict=True):
            if isinstance(widget, WordKey):
                widget.set_content(word.text, around, word.name, word.problem, editable=editable)
                widget.set_selected(word.path == open_at)
                widget.setEnabled(editable)
                self.keys[word.path] = widget
            elif isinstance(widget, SentenceText):
                widget.set_text(word.text)
        self._flow.invalidate()
        self._flow_area.updateGeometry()
        self.updateGeometry()

    def _make(self, shape: list[bool]) -> None:
        for old in self._widgets:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._widgets = []
        for at, is_key in enumerate(shape):
            widget: QWidget
            if is_key:
                key = WordKey(self.look)
                key.clicked.connect(lambda _checked=False, index=at: self.pressed.emit(self._words[index].path))
                widget = key
            else:
                widget = SentenceText(self.look)
            self._widgets.append(widget)
            self._flow.addWidget(widget)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill_round(painter, QRectF(self.rect()), theme.tokens.radius["panel"], theme.c.subtle, theme.c.border)
        painter.end()


class Group(QWidget):
    """A title, fields in a grid, a note, and what can be added. `pressed(path)`, `acted(id)`."""

    pressed = Signal(str)
    acted = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self._view: GroupView | None = None
        self.fields: dict[str, QWidget] = {}
        self._widgets: list[QWidget] = []
        self._columns = 3
        self.title = Label("", "title")
        self.note = Label("", "bodyOffice", "secondary", wrap=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        self.acts: list[KeyButton] = []
        self._act_row = QHBoxLayout()
        self._act_row.setSpacing(8)
        self._act_row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addLayout(self._grid)
        column.addWidget(self.note)
        column.addLayout(self._act_row)

    @property
    def has_switches_only(self) -> bool:
        """Whether there are no boxes in it."""
        return self._view is not None and all(field.switch for field in self._view.fields)

    def set_columns(self, columns: int) -> None:
        """Fields side by side."""
        if columns != self._columns:
            self._columns = columns
            self._place()

    def show_group(self, view: GroupView, open_at: str) -> None:
        """Shows the group."""
        old, self._view = self._view, view
        self.title.setText(view.title)
        self.title.setVisible(bool(view.title))
        self.note.setText(view.note)
        self.note.setVisible(bool(view.note))
        shape = [field.switch for field in view.fields]
        if old is None or shape != [field.switch for field in old.fields]:
            self._make(view.fields)
        self.fields = {}
        for field, widget in zip(view.fields, self._widgets, strict=True):
            self.fields[field.path] = widget
            if isinstance(widget, SwitchKey):
                widget.set_content(field.label, field.shown, on=field.on, shut=not field.open)
            elif isinstance(widget, ValueBox):
                widget.set_content(field.label, field.shown, field.problem, shut=not field.open)
                widget.set_selected(field.path == open_at)
        self._show_acts(view.acts)

    def _make(self, fields: tuple[FieldView, ...]) -> None:
        for widget in self._widgets:
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._widgets = []
        for at, field in enumerate(fields):
            widget = SwitchKey(self.look) if field.switch else ValueBox(self.look)
            widget.clicked.connect(lambda _checked=False, index=at: self._press(index))
            self._widgets.append(widget)
        self._place()

    def _place(self) -> None:
        for widget in self._widgets:
            self._grid.removeWidget(widget)
        for at, widget in enumerate(self._widgets):
            self._grid.addWidget(widget, at // self._columns, at % self._columns, Qt.AlignmentFlag.AlignTop)
            widget.show()
        for column in range(4):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)

    def _press(self, at: int) -> None:
        if self._view is not None and at < len(self._view.fields):
            self.pressed.emit(self._view.fields[at].path)

    def _show_acts(self, acts: tuple[ActView, ...]) -> None:
        while len(self.acts) < len(acts):
            at = len(self.acts)
            key = KeyButton(self.look)
            key.clicked.connect(lambda _checked=False, index=at: self._act(index))
            self.acts.append(key)
            self._act_row.insertWidget(self._act_row.count() - 1, key)
        for at, key in enumerate(self.acts):
            key.setVisible(at < len(acts))
            if at < len(acts):
                key.set_label(acts[at].label)
                key.set_icon(acts[at].icon)

    def _act(self, at: int) -> None:
        if self._view is not None and at < len(self._view.acts):
            self.acted.emit(self._view.acts[at].id)


class ExampleTable(PaintedWidget):
    """Worked examples: who, what happens, how it comes about, and the points."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._rows: tuple[ExampleView, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_rows(self, rows: tuple[ExampleView, ...]) -> None:
        """Shows them."""
        self._rows = rows
        self.setAccessibleName("; ".join(f"{row.who} {row.what} {row.terms} {row.total}" for row in rows))
        self.updateGeometry()
        self.update()

    def _row_high(self) -> int:
        return self.theme.high(40, 20)

    def sizeHint(self) -> QSize:
        return QSize(200, len(self._rows) * self._row_high() + 1)

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        theme, c = self.theme, self.theme.c
        high = self._row_high()
        fill_round(painter, rect, theme.tokens.radius["control"], c.surface, c.border)
        total = max((text_width(row.total, theme.sized(16, 700)) for row in self._rows), default=0) + 8
        for at, row in enumerate(self._rows):
            box = QRectF(rect.left() + 12, rect.top() + at * high, rect.width() - 24, high)
            if at:
                painter.fillRect(QRectF(rect.left() + 1, box.top(), rect.width() - 2, 1), c.border)
            draw_text(painter, box, row.total, theme.sized(16, 700), c.points, right=True)
            rest = box.adjusted(0, 0, -total - 10, 0)
            terms = min(text_width(row.terms, theme.sized(15)), rest.width() * 0.34)
            draw_text(painter, rest, row.terms, theme.sized(15), c.text_secondary, right=True, least_percent=LABEL_LEAST)
            who = QRectF(rest.left(), rest.top(), rest.width() * 0.26, rest.height())
            draw_text(painter, who, row.who, theme.sized(15), c.text, least_percent=LABEL_LEAST)
            what = QRectF(who.right() + 10, rest.top(), rest.width() - who.width() - terms - 26, rest.height())
            draw_text(painter, what, row.what, theme.sized(15), c.text_secondary, least_percent=LABEL_LEAST)


class FindingRow(QWidget):
    """A line of the rule check with its remedies. `acted(id)`."""

    acted = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self._view: FindingView | None = None
        self.icon = _ToneIcon(look)
        self.text = Label("", "bodyOffice", wrap=True)
        self.fixes: list[KeyButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 2, 0, 2)
        self._row.setSpacing(10)
        self._row.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.text, 1)

    def show_finding(self, view: FindingView) -> None:
        """Shows the line."""
        self._view = view
        self.icon.set_icon(view)
        self.text.setText(view.text)
        while len(self.fixes) < len(view.fixes):
            at = len(self.fixes)
            key = KeyButton(self.look, role="tonal")
            key.set_measure(height=44, text=15, icon=18)
            key.clicked.connect(lambda _checked=False, index=at: self._act(index))
            self.fixes.append(key)
            self._row.addWidget(key, 0, Qt.AlignmentFlag.AlignVCenter)
        for at, key in enumerate(self.fixes):
            key.setVisible(at < len(view.fixes))
            if at < len(view.fixes):
                key.set_label(view.fixes[at].label)

    def _act(self, at: int) -> None:
        if self._view is not None and at < len(self._view.fixes):
            self.acted.emit(self._view.fixes[at].id)


class FindingList(QWidget):
    """Findings or differences under a title. `acted(id)`."""

    acted = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.title = Label("", "title")
        self.rows: list[FindingRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(self.title)

    def show_findings(self, title: str, findings: tuple[FindingView, ...]) -> None:
        """Shows them; nothing at all without a title and without any. A title over what has to be mended is red."""
        self.setVisible(bool(title or findings))
        mend = bool(findings) and all(finding.icon == "danger" for finding in findings)
        self.title.set_tone("danger" if mend else "text")
        self.title.setText(title)
        self.title.setVisible(bool(title))
        while len(self.rows) < len(findings):
            row = FindingRow(self.look)
            row.acted.connect(self.acted)
            self.rows.append(row)
            self._column.addWidget(row)
        for at, row in enumerate(self.rows):
            row.setVisible(at < len(findings))
            if at < len(findings):
                row.show_finding(findings[at])


class _ToneIcon(PaintedWidget):
    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._view: FindingView | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, view: FindingView) -> None:
        self._view = view
        self.update()

    def sizeHint(self) -> QSize:
        side = self.theme.px(22)
        return QSize(side, side)

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        if self._view is not None:
            draw_icon(painter, rect, self._view.icon, self.theme.tone(self._view.tone))


class Acts(QWidget):
    """Presses of the head: their names where there is room, icons else. `acted(id)`."""

    acted = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self._acts: tuple[ActView, ...] = ()
        self._shown: list[tuple[ActView, QWidget]] = []
        self._with_names = True
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2)

    def show_acts(self, acts: tuple[ActView, ...], *, with_names: bool) -> None:
        """Shows them."""
        if acts == self._acts and with_names == self._with_names:
            return
        kept = [act.id for act in acts] == [act.id for act in self._acts] and with_names == self._with_names
        self._acts, self._with_names = acts, with_names
        if not kept:
            for _, widget in self._shown:
                self._row.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
            self._shown = [(act, self._key(act)) for act in acts]
        for act, (_, key) in zip(acts, self._shown, strict=True):
            if isinstance(key, LinkButton):
                key.set_label(act.label)
                key.set_icon(act.icon)
                key.set_hint(f"{act.label} {act.key}".strip())
                key.set_available(act.enabled, act.reason)
            elif isinstance(key, IconButton):
                key.set_label(f"{act.label} {act.key}".strip())
                key.set_available(act.enabled, act.reason)

    def _key(self, act: ActView) -> QWidget:
        named = self._with_names and act.named
        key = LinkButton(self.look, act.label, act.icon) if named else IconButton(self.look, act.icon, act.label)
        key.clicked.connect(lambda _checked=False, act_id=act.id: self.acted.emit(act_id))
        self._row.addWidget(key)
        return key

    def key_of(self, act_id: str) -> QWidget | None:
        """The key of an act."""
        return next((widget for act, widget in self._shown if act.id == act_id), None)


class MainCard(Card):
    """The middle. `pressed(path)` of a word or field, `acted(id)` of a press in it."""

    pressed = Signal(str)
    acted = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(padding=1, spacing=0)
        self.look = look
        self._view: MainView | None = None
        self.title = ElidedText(look, "heading")
        self.title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.chip = Chip(look)
        self.chip.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.acts = Acts(look)
        self.acts.acted.connect(self.acted)
        self.caption = Label("", "caption", "secondary", wrap=True)
        self.sentence = Sentence(look)
        self.sentence.pressed.connect(self.pressed)
        self.add_condition = LinkButton(look, "", "plus")
        self.add_limit = LinkButton(look, "", "plus")
        self.problems = Label("", "bodyOffice", "danger", wrap=True)
        self.groups: list[Group] = []
        self.examples_title = Label("", "title")
        self.examples = ExampleTable(look)
        self.findings = FindingList(look)
        self.findings.acted.connect(self.acted)
        self.changes = FindingList(look)
        self.nothing = Label("", "body", "secondary", wrap=True)
        self.notes: list[tuple[Label, Label]] = []
        self._build()

    def _build(self) -> None:
        self._head = QGridLayout()
        self._head.setContentsMargins(20, 10, 8, 6)
        self._head.setHorizontalSpacing(10)
        self._head.setVerticalSpacing(0)
        self._head.setColumnStretch(2, 1)
        self._head.addWidget(self.title, 0, 0)
        self._head.addWidget(self.chip, 0, 1)
        self._head.addWidget(self.acts, 0, 3)
        self._acts_below = False
        ground = QWidget()
        self._column = QVBoxLayout(ground)
        self._column.setContentsMargins(20, 4, 20, 16)
        self._column.setSpacing(10)
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.add_condition)
        below.addWidget(self.add_limit)
        below.addStretch(1)
        self._group_column = QVBoxLayout()
        self._group_column.setSpacing(14)
        for part in (self.nothing, self.caption, self.sentence):
            self._column.addWidget(part)
        self._column.addLayout(below)
        self._column.addWidget(self.problems)
        self._column.addLayout(self._group_column)
        self._column.addWidget(self.changes)
        self._note_column = QVBoxLayout()
        self._note_column.setSpacing(8)
        self._column.addLayout(self._note_column)
        for widget in (self.examples_title, self.examples, self.findings):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self.scrolled = QScrollArea()
        self.scrolled.setFrameShape(QFrame.Shape.NoFrame)
        self.scrolled.setWidgetResizable(True)
        self.scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scrolled.setWidget(ground)
        self.body.addLayout(self._head)
        self.body.addWidget(self.scrolled, 1)

    def show_view(self, view: MainView, *, editable: bool, open_at: str, condition: tuple[str, str], limit: str) -> None:
        """Shows the chosen thing. `condition`: path and label of the control that adds one."""
        self._view = view
        self.title.set_text(view.title)
        self.chip.set_content(view.chip, tone=view.chip_tone)
        self.acts.show_acts(view.acts, with_names=self.width() >= self.look.theme.px(_COMPACT))
        self.fit()
        for label, text in ((self.caption, view.caption), (self.nothing, view.nothing), (self.problems, "\n".join(view.problems))):
            label.setText(text)
            label.setVisible(bool(text))
        self.changes.show_findings(view.changes_title, view.changes)
        self._show_notes(view)
        self.sentence.setVisible(bool(view.words))
        self.sentence.show_words(view.words, editable=editable, open_at=open_at)
        self.add_condition.setVisible(bool(condition[1]))
        self.add_condition.set_label(condition[1])
        self.add_limit.setVisible(bool(limit))
        self.add_limit.set_label(limit)
        self._show_groups(view.groups, open_at)
        self.examples_title.setText(view.examples_title)
        self.examples_title.setVisible(bool(view.examples))
        self.examples.setVisible(bool(view.examples))
        self.examples.set_rows(view.examples)
        self.findings.show_findings(view.findings_title, view.findings)

    def _show_notes(self, view: MainView) -> None:
        while len(self.notes) < len(view.notes):
            pair = Label("", "title"), Label("", "bodyOffice", wrap=True)
            self.notes.append(pair)
            for label in pair:
                self._note_column.addWidget(label)
        for at, (title, text) in enumerate(self.notes):
            shown = at < len(view.notes)
            title.setVisible(shown)
            text.setVisible(shown)
            if shown:
                title.setText(view.notes[at].title)
                text.setText("\n".join(f"· {line}" for line in view.notes[at].lines))

    def _show_groups(self, groups: tuple[GroupView, ...], open_at: str) -> None:
        while len(self.groups) < len(groups):
            group = Group(self.look)
            group.pressed.connect(self.pressed)
            group.acted.connect(self.acted)
            self.groups.append(group)
            self._group_column.addWidget(group)
        for at, group in enumerate(self.groups):
            group.setVisible(at < len(groups))
            if at < len(groups):
                group.set_columns(self._columns(switches=all(field.switch for field in groups[at].fields)))
                group.show_group(groups[at], open_at)

    def _columns(self, *, switches: bool = False) -> int:
        """Switches are narrower than boxes."""
        room = (self.width() - 40) // self.look.theme.px(_SWITCH_WIDE if switches else _FIELD_WIDE)
        return max(1, min(4 if switches else 3, room))

    def anchor(self, path: str, page: QWidget) -> QRect | None:
        """Where on the page a word or field lies; scrolls to it."""
        widget: QWidget | None = self.sentence.keys.get(path)
        for group in self.groups:
            widget = widget or (group.fields.get(path) if group.isVisibleTo(self) else None)
        if path.endswith("/when"):
            widget = self.add_condition
        elif widget is None and path.endswith("/name"):
            widget = self.title
        if widget is None:
            return None
        self.scrolled.ensureWidgetVisible(widget, 0, 24)
        return QRect(widget.mapTo(page, QPoint(0, 0)), widget.size())

    def fit(self) -> None:
        """Columns of fields follow the width; acts that leave no room for the title stand below it."""
        below = self.acts.sizeHint().width() + self.look.theme.px(180) > self.width() - 28
        if below != self._acts_below:
            self._acts_below = below
            self._head.removeWidget(self.acts)
            if below:
                self._head.addWidget(self.acts, 1, 0, 1, 4, Qt.AlignmentFlag.AlignLeft)
            else:
                self._head.addWidget(self.acts, 0, 3)
        for group in self.groups:
            group.set_columns(self._columns(switches=group.has_switches_only))


class Footer(PaintedWidget):
    """The strip below the middle: a note, and the keys that keep and publish, beside it or below it."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.note = Label("", "caption", "secondary", wrap=True)
        self.note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.save = KeyButton(look, "", "save", "Ctrl S")
        self.publish = KeyButton(look, "", "publish", "F12", "primary")
        for key in (self.save, self.publish):
            key.set_measure(height=54, text=18, icon=22)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(20, 10, 16, 10)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        self._below: bool | None = None
        self._arrange()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_key(self, key: KeyButton, act: ActView) -> None:
        """Shows one of the two."""
        key.set_label(act.label)
        key.set_key(act.key)
        key.set_available(act.enabled, act.reason)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Keys that leave the note no room stand below it."""
        keys = self.save.sizeHint().width() + self.publish.sizeHint().width() + 60
        below = keys + self.theme.px(140) > max(self.width(), 1)
        if below == self._below:
            return
        self._below = below
        for part in (self.note, self.save, self.publish):
            self._grid.removeWidget(part)
        if below:
            self._grid.addWidget(self.note, 0, 0, 1, 3)
            self._grid.addWidget(self.save, 1, 1)
            self._grid.addWidget(self.publish, 1, 2)
        else:
            self._grid.addWidget(self.note, 0, 0)
            self._grid.addWidget(self.save, 0, 1)
            self._grid.addWidget(self.publish, 0, 2)

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        c = self.theme.c
        radius = self.theme.tokens.radius["card"] - 1
        painter.setClipRect(rect)
        fill_round(painter, rect.adjusted(0, -radius, 0, 0), radius, c.subtle)
        painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 1), c.border)

"""New member over the right column (picture g): phone with the keypad beside it, what may be told, what is agreed to, what it gives now."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.domain.members.names import NAME_MAX
from app.gui.appearance import CappedLook
from app.gui.components.views import TagText
from app.gui.i18n import Texts
from app.gui.presenters.enrol import Enrol, EnrolView, Entry, EntryView, TickView
from app.gui.screens.sheet import Sheet
from app.gui.theme.look import Look
from app.gui.widgets.base import Card, Label, SectionRule
from app.gui.widgets.buttons import KeyButton, PrimaryButton
from app.gui.widgets.fields import Keypad, TextField
from app.gui.widgets.forms import Caption, EntryField, Segments, TickRow

LARGEST_KEYS = 115
KEYPAD_WIDE, KEYPAD_HIGH = 236, 300
ROOM_FOR_RING = 6
"""The ring around a field with the focus is drawn outside it and must not be cut off by the scrolled page."""


class CardField(EntryField):
    """The card that will be bound. It is scanned, never typed; a press takes it off again."""

    pressed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, "digits")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()


class EnrolSheet(Sheet):
    """Knows the presenter of the sheet."""

    def __init__(self, presenter: Enrol, look: Look, texts: Texts) -> None:
        super().__init__(look, texts, "enrol")
        self.presenter = presenter
        self._active: Entry | None = None
        self.note = Label("", "body", "secondary")
        self.cancel = KeyButton(look, "", "", "Esc", "quiet")
        self.close_key.hide()
        self.lead.addWidget(self.note)
        self.extra.addWidget(self.cancel)
        self.captions = {part: Caption(look) for part in ("phone", "name", "birthday", "referrer", "card")}
        self.entries: dict[Entry, EntryField] = {
            "phone": EntryField(look, "phone"),
            "birthday": EntryField(look, "day"),
            "referrer": EntryField(look, "digits"),
        }
        self.name = TextField(input_method=True, length_max=NAME_MAX)
        self.honorific = Segments(look, 3)
        self.card = CardField(look)
        self.keypad = Keypad(CappedLook(look, LARGEST_KEYS), phone=True)
        self.keypad.setFixedSize(KEYPAD_WIDE, KEYPAD_HIGH)
        self.terms = TickRow(look, lines=2)
        self.extras = [TickRow(look), TickRow(look)]
        self.points = Label("", "title", "points")
        self.saving = Label("", "body", "secondary")
        self.problem = Label("", "body", "danger", wrap=True)
        self.confirm = PrimaryButton(look, "", "", "Enter")
        self.confirm.set_measure(height=60, text=19)
        self._build()
        self._connect()
        self.show_footer()

    def _build(self) -> None:
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, ROOM_FOR_RING, ROOM_FOR_RING)
        column.setSpacing(12)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addLayout(self._fields(), 1)
        top.addWidget(self.keypad, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        column.addWidget(self._consents())
        column.addStretch(1)
        self.scroll_area = QScrollArea()
        self.scroll_area.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll_area.setWidget(ground)
        self.body.setContentsMargins(16 - ROOM_FOR_RING, 10, 16 - ROOM_FOR_RING, 2)
        self.body.addWidget(self.scroll_area)
        words = QVBoxLayout()
        words.setSpacing(0)
        for label in (self.points, self.saving, self.problem):
            words.addWidget(label)
        self.footer.addLayout(words, 1)
        self.confirm.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.footer.addWidget(self.confirm)
        chain = (
            self.entries["phone"], self.name, *self.honorific.parts, self.entries["birthday"], self.entries["referrer"], self.terms,
            *self.extras, self.confirm,
        )  # fmt: skip
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _fields(self) -> QVBoxLayout:
        fields = QVBoxLayout()
        fields.setContentsMargins(ROOM_FOR_RING, 0, 0, 0)
        fields.setSpacing(3)
        fields.addWidget(self.captions["phone"])
        fields.addWidget(self.entries["phone"])
        fields.addWidget(self.captions["name"])
        named = QHBoxLayout()
        named.setSpacing(8)
        named.addWidget(self.name, 2)
        named.addWidget(self.honorific, 3)
        fields.addLayout(named)
        pair = QHBoxLayout()
        pair.setSpacing(12)
        for part, entry in (("birthday", self.entries["birthday"]), ("referrer", self.entries["referrer"])):
            stack = QVBoxLayout()
            stack.setSpacing(3)
            stack.addWidget(self.captions[part])
            stack.addWidget(entry)
            pair.addLayout(stack, 1)
        fields.addLayout(pair)
        fields.addWidget(self.captions["card"])
        fields.addWidget(self.card)
        return fields

    def _consents(self) -> Card:
        card = Card(padding=1, spacing=0)
        for row in (self.terms, *self.extras):
            row.set_bare()
        more = QHBoxLayout()
        more.setContentsMargins(0, 0, 0, 0)
        more.setSpacing(0)
        for row in self.extras:
            more.addWidget(row, 1)
        card.body.addWidget(self.terms)
        card.body.addWidget(SectionRule(self.look))
        card.body.addLayout(more)
        ground = Card(padding=0, spacing=0)
        ground.setProperty("role", "")
        ground.body.setContentsMargins(ROOM_FOR_RING, 0, 0, 0)
        ground.body.addWidget(card)
        return ground

    def _connect(self) -> None:
        presenter = self.presenter
        for name, entry in self.entries.items():
            entry.text_changed.connect(lambda text, of=name: presenter.set_entry(of, text))
            entry.entered.connect(lambda of=name: self._entered(of))
            entry.spaced.connect(presenter.turn)
        self.name.textEdited.connect(presenter.set_name)
        self.name.scan_suspected.connect(lambda: self.problem.setText(self.texts("That looked like a scan: please scan again")))
        self.honorific.chosen.connect(presenter.set_honorific)
        self.card.pressed.connect(presenter.forget_card)
        self.keypad.key_pressed.connect(self._keyed)
        self.terms.clicked.connect(lambda: presenter.turn())
        self.extras[0].clicked.connect(lambda: presenter.turn("sms"))
        self.extras[1].clicked.connect(lambda: presenter.turn("birthday"))
        self.confirm.clicked.connect(presenter.confirm)
        self.cancel.clicked.connect(lambda: self.close_pressed.emit())

    def show_view(self, view: EnrolView) -> None:
        """Shows a state; the name keeps its cursor while it is typed."""
        t = self.texts
        self.show_title(view.title)
        self.note.setText(view.note)
        self.cancel.set_label(t("Cancel"))
        self.keypad.set_words(t("Clear"), t("Delete the last digit"))
        if view.known:
            self.captions["phone"].show_caption(view.known)
        else:
            self.captions["phone"].show_caption(t("Phone"), t("required"), "danger")
        self.captions["name"].show_caption(t("How to say the name"))
        for part, name in (("birthday", t("Birthday")), ("referrer", t("Brought by")), ("card", t("Member card"))):
            self.captions[part].show_caption(name, t("optional"))
        if view.referrer_name:
            self.captions["referrer"].show_caption(t("Brought by"), view.referrer_name, "success")
        self._show_entry(self.entries["phone"], view.phone, t("Phone"))
        self._show_entry(self.entries["birthday"], view.birthday, t("Birthday"))
        self._show_entry(self.entries["referrer"], view.referrer, t("Brought by"))
        self._show_entry(self.card, view.card, t("Member card"))
        self.name.set_prompt(t("Surname"))
        if self.name.text() != view.name:
            self.name.setText(view.name)
        self.honorific.show_choices((t("Mr"), t("Ms"), t("not said")), view.honorific, t("How to say the name"))
        self._show_tick(self.terms, view.terms)
        for row, tick in zip(self.extras, view.extras, strict=True):
            self._show_tick(row, tick)
        self.points.setText(view.points)
        self.saving.setText(view.saving)
        self.problem.setText(view.problem)
        for label in (self.points, self.saving, self.problem):
            label.setVisible(bool(label.text()))
        self.confirm.set_label(view.confirm)
        self.confirm.set_available(view.can_confirm, view.reason)
        self._active = view.active

    @staticmethod
    def _show_entry(field: EntryField, view: EntryView, name: str) -> None:
        field.set_name(name)
        field.set_content(view.text, view.prompt, view.state, view.icon, view.tone)

    @staticmethod
    def _show_tick(row: TickRow, tick: TickView) -> None:
        required = tick.purpose == "terms"
        row.set_content(tick.title, tick.note, " ".join(tick.details), TagText(tick.tag, "success"), tone="danger" if required else "muted")
        row.set_selected(tick.ticked)

    def _entered(self, entry: Entry) -> None:
        self.presenter.enter(entry)
        self.scroll_area.ensureWidgetVisible(self.entries[entry])

    def _keyed(self, key: str) -> None:
        self.presenter.press(key)
        if self._active is not None and not self.entries[self._active].hasFocus():
            self.entries[self._active].setFocus(Qt.FocusReason.OtherFocusReason)

    def take_focus(self) -> None:
        """The phone first."""
        self.scroll_area.verticalScrollBar().setValue(0)
        self.entries["phone"].setFocus(Qt.FocusReason.OtherFocusReason)

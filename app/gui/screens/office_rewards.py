"""The form of a reward: what the programme says of it, what the shop knows, its prizes, its shelf."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.domain.catalogue.reward_facts import NAME_MAX, NOTE_MAX
from app.gui.i18n import Texts
from app.gui.presenters.office_rewards import PRIZES_SHOWN, FormField, Picked, PrizeRow, RewardForm, RewardFormView
from app.gui.theme.look import Look
from app.gui.widgets.base import Card, Label
from app.gui.widgets.buttons import IconButton, KeyButton, LinkButton, PrimaryButton
from app.gui.widgets.fields import TextField
from app.gui.widgets.flow import FlowLayout
from app.gui.widgets.forms import Caption, EntryField, Segments, Shape, TickRow

_PAD = 14
_ODDS_WIDE, _COUNTED_WIDE = 96, 150
_SHAPES: dict[str, Shape] = {"money": "money", "digits": "digits", "day": "day"}


class RewardPanel(Card):
    """Knows the presenter of the form."""

    def __init__(self, presenter: RewardForm, to_programme: object, look: Look, texts: Texts) -> None:
        super().__init__(padding=_PAD, spacing=8)
        self.presenter, self.look, self.texts = presenter, look, texts
        self._view: RewardFormView | None = None
        self.title = Label("", "title", wrap=True)
        self.kind = Label("", "body", "secondary")
        self.programme = Card("info", padding=10, spacing=2)
        self.programme_title = Label("", "body")
        self.programme_title.set_bold(True)
        self.programme_lines = Label("", "body", wrap=True)
        self.link = LinkButton(look, "", "programme", "F8")
        self.link.clicked.connect(to_programme)
        self.shop_title = Label("", "body")
        self.shop_title.set_bold(True)
        self.captions: dict[str, Caption] = {}
        self.fields: dict[str, EntryField | TextField] = {}
        self.uses_name = Caption(look)
        self._uses_ground = QWidget()
        self._uses_flow = FlowLayout(self._uses_ground, spacing=8)
        self.uses: list[KeyButton] = []
        self.tiers_name = Caption(look)
        self._tiers_ground = QWidget()
        self._tiers_flow = FlowLayout(self._tiers_ground, spacing=8)
        self.tiers: list[KeyButton] = []
        self.prizes_title = Label("", "body")
        self.prizes_title.set_bold(True)
        self.odds_line = Label("", "body", "secondary")
        self.prize_rows: list[_PrizeWidgets] = []
        self.add_prize = KeyButton(look, "", "plus", "", "tile")
        self.add_blank = KeyButton(look, "", "", "", "tile")
        self.stock_title = Label("", "body")
        self.stock_title.set_bold(True)
        self._stock_ground = QWidget()
        self._stock_flow = FlowLayout(self._stock_ground, spacing=8)
        self.stock_keys: list[KeyButton] = []
        self.more = EntryField(look, "digits")
        self.reasons = Segments(look, 4)
        self.put = KeyButton(look, "", "plus", "", "tile")
        self.take = KeyButton(look, "", "minus", "", "tile")
        self.problem = Label("", "body", "danger", wrap=True)
        self.save = PrimaryButton(look, "", "check", "Enter")
        self.save.set_measure(height=52, text=18, icon=22)
        self._build()
        presenter_acts = ((self.add_prize, presenter.add_prize), (self.add_blank, presenter.add_blank), (self.save, presenter.save))
        for button, act in presenter_acts:
            button.clicked.connect(act)
        self.more.text_changed.connect(presenter.set_more)
        self.put.clicked.connect(lambda: presenter.change_stock(away=False))
        self.take.clicked.connect(lambda: presenter.change_stock(away=True))
        self.reasons.chosen.connect(self._reason_chosen)

    def _build(self) -> None:
        self.programme.body.addWidget(self.programme_title)
        self.programme.body.addWidget(self.programme_lines)
        self.programme.body.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 6, 6)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.title, 1)
        head.addWidget(self.kind)
        self.body.addLayout(head)
        column.addWidget(self.programme)
        column.addWidget(self.shop_title)
        column.addWidget(self.uses_name)
        column.addWidget(self._uses_ground)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(2)
        for column_at in range(2):
            self._grid.setColumnStretch(column_at, 1)
        column.addLayout(self._grid)
        column.addWidget(self.tiers_name)
        column.addWidget(self._tiers_ground)
        column.addWidget(self.prizes_title)
        self._prizes = QVBoxLayout()
        self._prizes.setSpacing(6)
        column.addLayout(self._prizes)
        odds = QHBoxLayout()
        odds.setSpacing(8)
        odds.addWidget(self.odds_line, 1)
        odds.addWidget(self.add_blank)
        odds.addWidget(self.add_prize)
        column.addLayout(odds)
        column.addWidget(self.stock_title)
        column.addWidget(self._stock_ground)
        stock = QHBoxLayout()
        stock.setSpacing(8)
        stock.addWidget(self.more, 1)
        stock.addWidget(self.put)
        stock.addWidget(self.take)
        column.addWidget(self.reasons)
        column.addLayout(stock)
        column.addStretch(1)
        self.scroll_area = QScrollArea()
        self.scroll_area.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll_area.setWidget(ground)
        self.body.addWidget(self.scroll_area, 1)
        self.body.addWidget(self.problem)
        self.body.addWidget(self.save)

    def show_view(self, view: RewardFormView) -> None:
        """Shows a state; fields keep their cursor while they are typed in."""
        t = self.texts
        self._view = view
        self.title.setText(view.title)
        self.kind.setText(view.kind)
        self.programme_title.setText(view.programme_title)
        self.programme_lines.setText("\n".join(f"{label}  {value}" for label, value in view.programme))
        self.link.set_label(view.programme_link)
        self.shop_title.setText(view.shop_title)
        self._show_fields(view.fields)
        self.uses_name.show_caption(view.uses_name)
        self._show_picks(view.uses, self.uses, self._uses_flow, self.presenter.pick_use)
        for part in (self.uses_name, self._uses_ground):
            part.setVisible(bool(view.uses))
        self.tiers_name.show_caption(view.tiers_name)
        self._show_picks(view.tiers, self.tiers, self._tiers_flow, self.presenter.pick_tier)
        for part in (self.tiers_name, self._tiers_ground):
            part.setVisible(bool(view.tiers))
        self._show_prizes(view)
        self.stock_title.setText(view.stock_title)
        self._show_picks(view.stock_of, self.stock_keys, self._stock_flow, self.presenter.pick_stock)
        stocked = bool(view.stock_title)
        self._stock_ground.setVisible(bool(view.stock_of))
        for part in (self.stock_title, self.more, self.put, self.take, self.reasons):
            part.setVisible(stocked)
        self.more.set_name(t("How many"))
        self.more.set_content(view.stock_more, t("How many"))
        self.put.set_label(t("Put there"))
        self.take.set_label(t("Take away"))
        chosen = next((at for at, reason in enumerate(view.reasons) if reason.selected), -1)
        self.reasons.show_choices([reason.label for reason in view.reasons], chosen, t("Why"))
        self.problem.setText(view.problem)
        self.problem.setVisible(bool(view.problem))
        self.save.set_label(view.save)
        self.save.set_available(view.can_save, t("Nothing was changed"))

    def _show_fields(self, fields: tuple[FormField, ...]) -> None:
        for name in self.fields:
            shown = any(field.id == name for field in fields)
            self.captions[name].setVisible(shown)
            self.fields[name].setVisible(shown)
        row = column = 0
        for field in fields:
            self._make(field)
            wide = field.shape == "text"
            if wide and column:
                row, column = row + 2, 0
            span = 2 if wide else 1
            self._grid.addWidget(self.captions[field.id], row, column, 1, span)
            self._grid.addWidget(self.fields[field.id], row + 1, column, 1, span)
            row, column = (row + 2, 0) if wide or column else (row, 1)
            self.captions[field.id].show_caption(field.label)
            edit = self.fields[field.id]
            if isinstance(edit, EntryField):
                edit.set_name(field.label)
                edit.set_content(field.text, field.prompt)
            else:
                _show_text(edit, field.text, field.prompt or field.label)

    def _make(self, field: FormField) -> None:
        if field.id in self.fields:
            return
        self.captions[field.id] = Caption(self.look)
        edit: EntryField | TextField
        if field.shape == "text":
            edit = TextField(input_method=True, length_max=NOTE_MAX)
            edit.textEdited.connect(lambda text, name=field.id: self.presenter.set_field(name, text))
        else:
            edit = EntryField(self.look, _SHAPES[field.shape])
            edit.text_changed.connect(lambda text, name=field.id: self.presenter.set_field(name, text))
            edit.submitted.connect(self.presenter.save)
        self.fields[field.id] = edit

    def _show_prizes(self, view: RewardFormView) -> None:
        t = self.texts
        is_draw = bool(view.prizes_title)
        for part in (self.prizes_title, self.odds_line, self.add_prize, self.add_blank):
            part.setVisible(is_draw)
        self.prizes_title.setText(view.prizes_title)
        self.odds_line.setText(view.odds_line)
        self.odds_line.set_tone("success" if view.odds_fit else "danger")
        self.add_prize.set_label(t("Another prize"))
        self.add_prize.set_available(len(view.prizes) < PRIZES_SHOWN)
        self.add_blank.set_label(t("The rest wins nothing"))
        while len(self.prize_rows) < len(view.prizes):
            row = _PrizeWidgets(self.presenter, self.look, len(self.prize_rows))
            self.prize_rows.append(row)
            self._prizes.addWidget(row)
        for at, row in enumerate(self.prize_rows):
            row.setVisible(at < len(view.prizes))
            if at < len(view.prizes):
                row.show_row(view.prizes[at], t)

    def _show_picks(self, picks: tuple[Picked, ...], keys: list[KeyButton], flow: FlowLayout, act: object) -> None:
        while len(keys) < len(picks):
            at = len(keys)
            key = KeyButton(self.look, role="tile")
            key.set_measure(height=44, text=15)
            key.clicked.connect(lambda _checked=False, index=at: self._picked(keys, index, act))
            keys.append(key)
            flow.addWidget(key)
        for at, key in enumerate(keys):
            key.setVisible(at < len(picks))
            if at < len(picks):
                key.set_label(picks[at].label)
                key.set_selected(picks[at].selected)

    def _picked(self, keys: list[KeyButton], at: int, act: object) -> None:
        view = self._view
        picks = () if view is None else view.tiers if keys is self.tiers else view.uses if keys is self.uses else view.stock_of
        if at < len(picks) and callable(act):
            act(picks[at].id)

    def _reason_chosen(self, at: int) -> None:
        if self._view is not None:
            self.presenter.pick_reason(self._view.reasons[at].id)


class _PrizeWidgets(QWidget):
    """One prize: its name, its odds, whether it is counted, and a key to take it out."""

    def __init__(self, presenter: RewardForm, look: Look, at: int) -> None:
        super().__init__()
        self.name = TextField(input_method=True, length_max=NAME_MAX)
        self.odds = TextField(length_max=9)
        self.odds.setFixedWidth(look.theme.px(_ODDS_WIDE))
        self.counted = TickRow(look)
        self.counted.setFixedWidth(look.theme.px(_COUNTED_WIDE))
        self.counted.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.remove = IconButton(look, "remove", "")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.name, 1)
        row.addWidget(self.odds)
        row.addWidget(self.counted)
        row.addWidget(self.remove)
        self.name.textEdited.connect(lambda text: presenter.set_prize(at, name=text))
        self.odds.textEdited.connect(lambda text: presenter.set_prize(at, odds=text))
        self.counted.clicked.connect(lambda: presenter.turn_counted(at))
        self.remove.clicked.connect(lambda: presenter.remove_prize(at))

    def show_row(self, row: PrizeRow, t: Texts) -> None:
        """Shows a prize."""
        _show_text(self.name, row.name, t("Name of the prize"))
        _show_text(self.odds, row.odds, "%")
        self.odds.setAccessibleName(t("Odds in percent"))
        self.counted.set_content(t("wins nothing") if row.blank else t("counted"), row.left)
        self.counted.set_selected(row.counted)
        self.counted.set_available(not row.blank)
        self.remove.set_label(t("Take out {name}", name=row.name))


def _show_text(field: TextField, text: str, prompt: str) -> None:
    field.set_prompt(prompt)
    if field.text() != text:
        field.setText(text)

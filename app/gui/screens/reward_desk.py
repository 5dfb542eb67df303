"""The reward desk as a full screen: the grid on the left; who redeems, the chosen reward and what came of it on the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.gui.components.pick_list import PickList
from app.gui.components.reward_grid import RewardGrid
from app.gui.components.views import KeyAct
from app.gui.i18n import Texts
from app.gui.presenters.reward_desk import FILTERS, TENDERS, ChosenView, DeskView, ResultView, RewardDesk
from app.gui.theme.look import Look
from app.gui.theme.theme import breakpoint_of
from app.gui.widgets.announce import announce
from app.gui.widgets.base import Card, Label
from app.gui.widgets.buttons import KeyButton, PrimaryButton
from app.gui.widgets.chips import Avatar, TierChip
from app.gui.widgets.figures import ElidedText
from app.gui.widgets.forms import Segments
from app.gui.widgets.sheets import ScreenHead

_ACTS = 2
_SIDE = {"compact": 360, "regular": 420, "wide": 520}


class RewardDeskScreen(QWidget):
    """Knows the presenter of the desk."""

    def __init__(self, presenter: RewardDesk, look: Look, texts: Texts) -> None:
        super().__init__()
        self.presenter, self.look, self.texts = presenter, look, texts
        self._acts: tuple[KeyAct, ...] = ()
        self._told = ""
        self.head = ScreenHead(look)
        self.typed = Label("", "body", "secondary")
        self.head.extra.addWidget(self.typed)
        self.filters = Segments(look, len(FILTERS))
        self.grid = RewardGrid(look)
        self.given = PickList(look)
        self.empty = Label("", "body", "secondary", wrap=True)
        self.pages = QStackedWidget()
        self.member = _MemberCard(look, texts)
        self.chosen = _ChosenCard(presenter, look)
        self.result = _ResultCard(presenter, look, texts)
        self.problem = Label("", "body", "danger", wrap=True)
        self.acts = [KeyButton(look, role="tile") for _ in range(_ACTS)]
        self.why = Label("", "body", "secondary", wrap=True)
        self.confirm = PrimaryButton(look, "", "rewards", "F12")
        self.confirm.set_measure(height=64, text=20, icon=24)
        self._build()
        self.filters.chosen.connect(lambda at: presenter.show(FILTERS[at]))
        self.grid.chosen.connect(presenter.choose)
        self.given.picked.connect(presenter.choose)
        self.confirm.clicked.connect(presenter.confirm)
        for at, button in enumerate(self.acts):
            button.clicked.connect(lambda _checked=False, index=at: self._act(index))
        look.changed.connect(self._fit)

    def _build(self) -> None:
        self.given.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.pages.addWidget(self.grid)
        self.pages.addWidget(self.given)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.filters)
        left.addWidget(self.empty)
        left.addWidget(self.pages, 1)
        self.side = QWidget()
        column = QVBoxLayout(self.side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.member)
        column.addWidget(self.result)
        column.addWidget(self.chosen, 1)
        column.addStretch(0)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for button in self.acts:
            acts.addWidget(button, 1)
        column.addLayout(acts)
        column.addWidget(self.problem)
        column.addWidget(self.why)
        column.addWidget(self.confirm)
        body = QHBoxLayout()
        body.setContentsMargins(12, 12, 12, 12)
        body.setSpacing(12)
        body.addLayout(left, 1)
        body.addWidget(self.side)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.head)
        page.addLayout(body, 1)
        self._fit()

    def _act(self, at: int) -> None:
        if at < len(self._acts):
            self.presenter.act(self._acts[at].id)

    def show_view(self, view: DeskView) -> None:
        """Shows the desk."""
        self.head.set_words(self.texts("Back"), view.title)
        self.typed.setText(view.typed or view.prompt)
        self.typed.set_tone("text" if view.typed else "secondary")
        chosen = next((at for at, one in enumerate(view.filters) if one.selected), -1)
        self.filters.show_choices([one.label for one in view.filters], chosen, view.filters_name)
        if view.rows:
            self.given.show_rows(view.rows, int(view.selected))
            self.pages.setCurrentWidget(self.given)
        else:
            self.grid.show_groups(view.groups, view.selected)
            self.pages.setCurrentWidget(self.grid)
        self.empty.setText(view.empty)
        self.empty.setVisible(bool(view.empty))
        self.member.show_member(view)
        self.result.setVisible(view.result is not None)
        if view.result is not None:
            self.result.show_result(view.result)
        self.chosen.setVisible(view.chosen is not None and view.result is None)
        if view.chosen is not None:
            self.chosen.show_chosen(view.chosen)
        self._acts = view.acts if view.result is None else ()
        for at, button in enumerate(self.acts):
            button.setVisible(at < len(self._acts))
            if at < len(self._acts):
                act = self._acts[at]
                button.set_label(act.label)
                button.set_icon(act.icon)
                button.set_key(act.key)
        self.problem.setText(view.problem)
        self.problem.setVisible(bool(view.problem))
        self.why.setText(view.why_not)
        self.why.setVisible(bool(view.why_not) and view.result is None and not view.problem)
        self.confirm.set_label(view.confirm)
        self.confirm.set_available(view.can_confirm, view.why_not)
        self.confirm.setVisible(view.result is None)
        told = view.result.title if view.result is not None else view.problem
        if told != self._told:
            self._told = told
            if told:
                announce(self, told)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        theme = self.look.theme
        side = _SIDE[breakpoint_of(max(1, self.width()), theme.scale_percent)]
        self.side.setFixedWidth(min(theme.px(side), max(300, self.width() // 2)))


class _MemberCard(Card):
    """Whose points are used, or that a card is waited for."""

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__(padding=12, spacing=4)
        self.texts = texts
        self.avatar = Avatar(look)
        self.name = ElidedText(look)
        self.tier = TierChip(look)
        self.identity = Label("", "caption", "secondary")
        self.balance = Label("", "title", "points")
        self.worth = Label("", "caption", "secondary")
        self.state = Label("", "body", "danger", wrap=True)
        self.nobody = Label("", "body", "secondary", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.name)
        first.addWidget(self.tier)
        first.addStretch(1)
        words.addLayout(first)
        words.addWidget(self.identity)
        self.head = QWidget()
        row = QHBoxLayout(self.head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.avatar)
        row.addLayout(words, 1)
        figures = QVBoxLayout()
        figures.setSpacing(0)
        figures.addWidget(self.balance, 0, Qt.AlignmentFlag.AlignRight)
        figures.addWidget(self.worth, 0, Qt.AlignmentFlag.AlignRight)
        row.addLayout(figures)
        for part in (self.head, self.state, self.nobody):
            self.body.addWidget(part)

    def show_member(self, view: DeskView) -> None:
        """Shows who redeems."""
        member = view.member
        self.head.setVisible(member is not None)
        self.nobody.setVisible(member is None)
        t = self.texts
        self.nobody.setText(t("Scan the member's card: the ladder then says what is within reach. A voucher is checked by its scan."))
        self.state.setVisible(member is not None and bool(member.state))
        if member is not None:
            self.avatar.set_person(member.initial, member.tier.rank)
            self.name.set_text(member.name)
            self.tier.set_tier(member.tier.rank, member.tier.name)
            self.identity.setText(member.identity)
            self.balance.setText(member.balance)
            self.worth.setText(member.worth)
            self.state.setText(member.state)


class _ChosenCard(Card):
    """The chosen reward."""

    def __init__(self, presenter: RewardDesk, look: Look) -> None:
        super().__init__(padding=14, spacing=6)
        self.kind = Label("", "caption", "secondary")
        self.name = Label("", "title", wrap=True)
        self.cost = Label("", "title", "points")
        self.lines = Label("", "body", wrap=True)
        self.note = Label("", "body", "action", wrap=True)
        self.receiver = Label("", "row", wrap=True)
        self.tenders = Segments(look, len(TENDERS))
        self.tenders.chosen.connect(lambda at: presenter.pick_tender(TENDERS[at]))
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self.kind, self.name, self.cost, self.receiver, self.lines, self.note, self.tenders):
            column.addWidget(part)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(ground)
        self.body.addWidget(scroll)

    def show_chosen(self, view: ChosenView) -> None:
        """Shows what it asks."""
        self.kind.setText(view.kind)
        self.name.setText(view.name)
        self.cost.setText(view.cost)
        self.lines.setText("\n".join(f"{label}  {value}" for label, value in view.lines))
        self.note.setText(view.note)
        self.note.setVisible(bool(view.note))
        self.receiver.setText(view.receiver)
        self.receiver.setVisible(bool(view.receiver))
        self.tenders.setVisible(bool(view.tenders))
        if view.tenders:
            chosen = next((at for at, one in enumerate(view.tenders) if one.selected), -1)
            self.tenders.show_choices([one.label for one in view.tenders], chosen, view.tenders_name)


class _ResultCard(Card):
    """What came of it: green or red, in large letters."""

    def __init__(self, presenter: RewardDesk, look: Look, texts: Texts) -> None:
        super().__init__("success", padding=16, spacing=8)
        self.texts = texts
        self.title = Label("", "heading", wrap=True)
        self.lines = Label("", "row", wrap=True)
        self.code = Label("", "title")
        self.use = PrimaryButton(look, "", "check", "Enter")
        self.use.set_measure(height=60, text=19)
        self.go_on = KeyButton(look, "", "", "Esc", "tile")
        self.use.clicked.connect(presenter.confirm)
        self.go_on.clicked.connect(presenter.dismiss)
        for part in (self.title, self.lines, self.code, self.use, self.go_on):
            self.body.addWidget(part)

    def show_result(self, view: ResultView) -> None:
        """Shows it."""
        self.set_tone("success" if view.good else "danger")
        self.title.set_tone("success" if view.good else "danger")
        self.title.setText(view.title)
        self.lines.setText("\n".join(view.lines))
        self.lines.setVisible(bool(view.lines))
        self.code.setText(view.code)
        self.code.setVisible(bool(view.code))
        self.use.setVisible(bool(view.confirm))
        self.use.set_label(view.confirm)
        self.go_on.set_label(self.texts("Go on"))

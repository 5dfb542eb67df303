"""The catalogue: tabs, a search, the list, and beside it the product sheet or the form of a reward; the ladder as the till shows it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.gui.components.plain_table import PlainTable
from app.gui.components.reward_grid import RewardGrid
from app.gui.i18n import Texts
from app.gui.presenters.office_catalogue import BALANCES, TABS, ActKey, CatalogueView, LadderView, Page
from app.gui.screens.office_rewards import RewardPanel
from app.gui.screens.product_sheet import ProductSheet
from app.gui.theme.look import Look
from app.gui.widgets.base import Card, Label
from app.gui.widgets.buttons import KeyButton
from app.gui.widgets.editing import TabKey
from app.gui.widgets.fields import TextField
from app.gui.widgets.flow import FlowLayout
from app.gui.widgets.forms import Segments

_PAD = 16
_ACTS = 3
_SIDE_WIDE = 560
_ROOM_FOR_BOTH = {"product": 1_040, "reward": 1_400}
_RUNGS = 3


class Screen(QWidget):
    """Knows the presenter of the page."""

    def __init__(self, presenter: Page, look: Look, texts: Texts) -> None:
        super().__init__()
        self.presenter, self.look, self.texts = presenter, look, texts
        self._view: CatalogueView | None = None
        self._acts: tuple[ActKey, ...] = ()
        self.tabs = [TabKey(look) for _ in TABS]
        self.search = TextField(input_method=True, length_max=60)
        self.summary = Label("", "body", "secondary", wrap=True)
        self.table = PlainTable(look)
        self.empty = Label("", "body", "secondary", wrap=True)
        self.product = ProductSheet(presenter.product, look, texts)
        self.reward = RewardPanel(presenter.form, presenter.to_programme, look, texts)
        self.side = QStackedWidget()
        self.ladder = _Ladder(presenter, look, texts)
        self.acts = [KeyButton(look, role="tile") for _ in range(_ACTS)]
        self.notice = Label("", "body", "secondary", wrap=True)
        self._build()
        self._connect()
        presenter.product.attach(self.product)

    def _build(self) -> None:
        tabs = QWidget()
        flow = FlowLayout(tabs, spacing=2)
        for key in self.tabs:
            flow.addWidget(key)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(tabs, 3)
        top.addWidget(self.search, 2)
        self.side.addWidget(self.product)
        self.side.addWidget(self.reward)
        self.list = QWidget()
        column = QVBoxLayout(self.list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty)
        column.addStretch(0)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.list, 1)
        middle.addWidget(self.side)
        middle.addWidget(self.ladder, 1)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        acts.addWidget(self.notice, 1)
        for act in self.acts:
            acts.addWidget(act)
        page = QVBoxLayout(self)
        page.setContentsMargins(_PAD, 8, _PAD, 12)
        page.setSpacing(8)
        page.addLayout(top)
        page.addWidget(self.summary)
        page.addLayout(middle, 1)
        page.addLayout(acts)

    def _connect(self) -> None:
        presenter = self.presenter
        for tab, key in zip(TABS, self.tabs, strict=True):
            key.clicked.connect(lambda _checked=False, chosen=tab: presenter.choose_tab(chosen))
        self.search.textEdited.connect(presenter.set_search)
        self.table.chosen.connect(presenter.choose_row)
        self.table.doubleClicked.connect(lambda _index: presenter.key("Enter"))
        self.product.close_pressed.connect(presenter.close_side)
        for at, act in enumerate(self.acts):
            act.clicked.connect(lambda _checked=False, index=at: self._act(index))

    def _act(self, at: int) -> None:
        if at < len(self._acts):
            self.presenter.act(self._acts[at].id)

    def show_view(self, view: CatalogueView) -> None:
        """Shows the page."""
        self._view = view
        for key, tab in zip(self.tabs, view.tabs, strict=True):
            key.set_content(tab.label, "")
            key.set_selected(tab.selected)
        self.search.setVisible(bool(view.prompt))
        self.search.set_prompt(view.prompt)
        if self.search.text() != view.search:
            self.search.setText(view.search)
        self.summary.setText(view.summary)
        self.summary.setVisible(bool(view.summary))
        lines = tuple((row.id, row.cells) for row in view.rows)
        if view.ladder is None:
            self.table.show_lines(view.titles, view.figures_from, lines, view.selected)
        self.table.setVisible(bool(lines))
        self.empty.setText(view.empty)
        self.empty.setVisible(bool(view.empty))
        if view.form is not None:
            self.reward.show_view(view.form)
        self.ladder.setVisible(view.ladder is not None)
        if view.ladder is not None:
            self.ladder.show_view(view.ladder)
        if view.side:
            self.side.setCurrentWidget(self.product if view.side == "product" else self.reward)
        self._acts = view.acts
        for at, button in enumerate(self.acts):
            button.setVisible(at < len(view.acts))
            if at < len(view.acts):
                button.set_label(view.acts[at].label)
                button.set_icon(view.acts[at].icon)
                button.set_key(view.acts[at].key)
        self.notice.setText(view.notice)
        self._fit()

    def take_focus(self) -> None:
        """The sheet's first field while it is open, else the search."""
        if self.side.isVisibleTo(self) and self.side.currentWidget() is self.product:
            self.product.take_focus()
        else:
            self.window().setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """List and form beside one another where there is room; else the form takes the whole page."""
        view = self._view
        if view is None:
            return
        percent = self.look.theme.scale_percent
        shown = bool(view.side)
        alone = shown and self.width() * 100 // percent < _ROOM_FOR_BOTH[view.side]
        self.side.setVisible(shown)
        self.list.setVisible(view.ladder is None and not alone)
        wide = self.width() - 2 * _PAD
        self.side.setFixedWidth(max(200, wide if alone else _SIDE_WIDE * percent // 100))


class _Ladder(QWidget):
    """Whose till it is looked at through, the rungs, the tiles."""

    def __init__(self, presenter: Page, look: Look, texts: Texts) -> None:
        super().__init__()
        self.presenter, self.look, self.texts = presenter, look, texts
        self._tier_ids: tuple[str, ...] = ()
        self.balances = Segments(look, len(BALANCES))
        self.tiers: list[KeyButton] = []
        self._tiers_ground = QWidget()
        self._tiers_flow = FlowLayout(self._tiers_ground, spacing=8)
        self.rungs = Card(padding=12, spacing=4)
        self.rung_names = [Label("", "body") for _ in range(_RUNGS)]
        self.rung_lines = [Label("", "body", "secondary", wrap=True) for _ in range(_RUNGS)]
        self.grid = RewardGrid(look, passive=True)
        for name, line in zip(self.rung_names, self.rung_lines, strict=True):
            name.set_bold(True)
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(name)
            row.addWidget(line, 1)
            self.rungs.body.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.rungs)
        column.addWidget(self.balances)
        column.addWidget(self._tiers_ground)
        column.addWidget(self.grid, 1)
        self.balances.chosen.connect(lambda at: presenter.choose_balance(str(BALANCES[at])))

    def show_view(self, view: LadderView) -> None:
        """Shows a state."""
        chosen = next((at for at, one in enumerate(view.balances) if one.selected), -1)
        self.balances.show_choices([one.label for one in view.balances], chosen, view.balances_name)
        self._tier_ids = tuple(one.id for one in view.tiers)
        while len(self.tiers) < len(view.tiers):
            at = len(self.tiers)
            key = KeyButton(self.look, role="tile")
            key.set_measure(height=44, text=15)
            key.clicked.connect(lambda _checked=False, index=at: self._tier_chosen(index))
            self.tiers.append(key)
            self._tiers_flow.addWidget(key)
        for at, key in enumerate(self.tiers):
            key.setVisible(at < len(view.tiers))
            if at < len(view.tiers):
                key.set_label(view.tiers[at].label)
                key.set_selected(view.tiers[at].selected)
        self.rungs.setVisible(bool(view.rungs))
        for at in range(_RUNGS):
            shown = at < len(view.rungs)
            self.rung_names[at].setVisible(shown)
            self.rung_lines[at].setVisible(shown)
            if shown:
                self.rung_names[at].setText(view.rungs[at][0])
                self.rung_lines[at].setText(view.rungs[at][1])
        self.grid.show_groups([(group.title, group.cards) for group in view.groups])

    def _tier_chosen(self, at: int) -> None:
        if at < len(self._tier_ids):
            self.presenter.choose_tier(self._tier_ids[at])

"""Use points: offers, an own number, what it does to the amount due and to the balance, and the rewards nearest to it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.gui.i18n import Texts
from app.gui.presenters.use_points import REWARDS_SHOWN, UsePoints, UsePointsSheetView
from app.gui.screens.sheet import Sheet
from app.gui.theme.look import Look
from app.gui.widgets.base import Label
from app.gui.widgets.buttons import PrimaryButton
from app.gui.widgets.chips import TierChip
from app.gui.widgets.fields import AmountField, Keypad
from app.gui.widgets.figures import FactLine, Span
from app.gui.widgets.tiles import OfferTile, RewardTile

OFFERS_MAX = 3


class OwnField(AmountField):
    """The own number: pressing it chooses it."""

    def __init__(self, presenter: UsePoints, look: Look) -> None:
        super().__init__(look, "count")
        self._presenter = presenter
        self.set_measure(18)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._presenter.choose_own()


class PointsSheet(Sheet):
    """Knows the use-points presenter."""

    def __init__(self, presenter: UsePoints, look: Look, texts: Texts) -> None:
        super().__init__(look, texts, "usePoints", "points")
        self.presenter = presenter
        self.member = TierChip(look)
        self.available = Label("", "title", "points")
        self.lead.addWidget(self.member)
        self.extra.addWidget(self.available)
        self.rate = Label("", "body", "secondary")
        self.proof = Label("", "body", "success")
        self.taken = Label("", "row", "points", wrap=True)
        self.offers = [OfferTile(look, str(number)) for number in range(1, OFFERS_MAX + 1)]
        self.own = OwnField(presenter, look)
        self.own.text_changed.connect(presenter.set_own)
        self.keypad = Keypad(look, phone=True)
        self.keypad.key_pressed.connect(self._keyed)
        self.problem = Label("", "body", "danger", wrap=True)
        self._codes: tuple[str, ...] = ()
        self.rewards_title = Label("", "body", "secondary")
        self.rewards = [RewardTile(look) for _ in range(REWARDS_SHOWN)]
        self._build_body()
        self._build_footer()
        self.show_footer()

    def _build_body(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for at, tile in enumerate(self.offers):
            tile.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            tile.clicked.connect(lambda _checked=False, index=at: self.presenter.choose(index))
            row.addWidget(tile, 1)
        grid = QGridLayout()
        grid.setSpacing(8)
        for at, reward in enumerate(self.rewards):
            reward.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            reward.clicked.connect(lambda _checked=False, index=at: self._reward_pressed(index))
            grid.addWidget(reward, at // 2, at % 2)
        self.keypad.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        facts = QHBoxLayout()
        facts.addWidget(self.rate, 1)
        facts.addWidget(self.proof)
        self.body.addLayout(facts)
        self.body.addWidget(self.taken)
        self.body.addLayout(row)
        self.body.addWidget(self.own)
        self.body.addWidget(self.problem)
        self.body.addWidget(self.keypad, 1)
        self.body.addWidget(self.rewards_title)
        self.body.addLayout(grid)
        self.body.addStretch(0)

    def _build_footer(self) -> None:
        look = self.look
        self.due = FactLine(look, size=15, line=24)
        self.balance = FactLine(look, size=15, line=24)
        facts = QWidget()
        column = QVBoxLayout(facts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.due)
        column.addWidget(self.balance)
        self.confirm = PrimaryButton(look, "", "", "Enter")
        self.confirm.set_measure(height=60, text=19)
        self.confirm.clicked.connect(self.presenter.confirm)
        self.footer.addWidget(facts, 3)
        self.footer.addWidget(self.confirm, 2)

    def _reward_pressed(self, at: int) -> None:
        if at < len(self._codes):
            self.presenter.choose_reward(self._codes[at])

    def _keyed(self, key: str) -> None:
        self.presenter.choose_own()
        self.own.press(key)

    def show_view(self, view: UsePointsSheetView) -> None:
        """Shows a state."""
        t = self.texts
        self.show_title(view.title)
        self.member.set_tier(view.tier.rank, view.member)
        self.available.setText(t("{points} usable", points=view.available))
        self.rate.setText(view.rate)
        self.proof.setText(view.proof)
        self.proof.set_tone("success" if view.proved else "warn")
        self.taken.setText(view.taken)
        self.taken.setVisible(bool(view.taken))
        for at, tile in enumerate(self.offers):
            tile.setVisible(at < len(view.tiles))
            if at < len(view.tiles):
                offer = view.tiles[at]
                tile.set_content(offer.title, offer.figure, offer.detail)
                tile.set_selected(offer.selected)
        can_type = not view.taken
        self.own.setVisible(can_type)
        self.own.set_label(f"{t('Own number')}  {view.own_key}", view.own_hint)
        self.own.set_text(view.own)
        self.keypad.setVisible(can_type and view.own_chosen)
        if view.own_chosen and can_type:
            self.own.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.own.hasFocus():
            self.window().setFocus()
        self.problem.setText(view.problem)
        self.problem.setVisible(bool(view.problem))
        self._show_rewards(view)
        self.due.set_content(t("Amount due"), (Span(f"{view.due[0]} → "), Span(view.due[1], bold=True)))
        after = (Span(f"{view.balance[0]} → "), Span(view.balance[1], bold=True))
        earned = (Span(f" · {t('this sale')} "), Span(f"+{view.earned}", "points", bold=True))
        self.balance.set_content(t("Balance"), (*after, *earned))
        self.confirm.set_label(view.confirm)
        self.confirm.set_available(view.can_confirm)

    def _show_rewards(self, view: UsePointsSheetView) -> None:
        shown = () if view.own_chosen else view.rewards
        self.rewards_title.setVisible(bool(shown))
        self.rewards_title.setText(self.texts("Rewards for points"))
        self._codes = tuple(reward.code for reward in shown)
        for at, tile in enumerate(self.rewards):
            tile.setVisible(at < len(shown))
            if at < len(shown):
                reward = shown[at]
                tile.set_content(reward.name, reward.cost, reward.icon, reward.tag, reachable=reward.reachable)
                tile.set_selected(reward.code == view.reward)

    def take_focus(self) -> None:
        """Digits pick an offer until the own number is chosen."""
        self.keypad.set_words(self.texts("Clear"), self.texts("Delete the last digit"))
        self.window().setFocus()

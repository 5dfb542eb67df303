"""Tiers: the wanted shares with their steppers, members by tier now and by the suggested thresholds, and the way into a draft."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.gui.components.figure_table import FigureTable
from app.gui.i18n import Texts
from app.gui.presenters.office_tiers import Page, ShareView, TiersView
from app.gui.theme.look import Look
from app.gui.widgets.base import Card, Label
from app.gui.widgets.buttons import IconButton, KeyButton
from app.gui.widgets.chips import Chip
from app.gui.widgets.figures import ElidedText
from app.gui.widgets.flow import FlowLayout

_PAD = 16


class ShareKey(QWidget):
    """The wanted share of one tier: its name, less, the share, more."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.name = ElidedText(look, "bodyOffice", "secondary")
        self.share = ElidedText(look, "title")
        for part in (self.name, self.share):
            part.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.less, self.more = IconButton(look, "minus", ""), IconButton(look, "plus", "")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 12, 0)
        row.setSpacing(6)
        row.addStrut(self.less.sizeHint().height())
        for widget in (self.name, self.less, self.share, self.more):
            row.addWidget(widget)

    def show_share(self, view: ShareView) -> None:
        """Shows it; the lowest tier takes what the others leave."""
        self.name.set_text(view.name)
        self.share.set_text(view.share)
        for key, label in ((self.less, view.less), (self.more, view.more)):
            key.set_label(label)
            key.setVisible(not view.fixed)


class Screen(QWidget):
    """Knows the presenter of the page."""

    def __init__(self, presenter: Page, look: Look, texts: Texts) -> None:
        super().__init__()
        self.presenter, self.look, self.texts = presenter, look, texts
        self.intro = Label("", "body", "secondary", wrap=True)
        self.chip = Chip(look)
        self.stop = KeyButton(look, "", "close", "", "tile")
        self.again = KeyButton(look, "", "refresh", "F5", "tile")
        self.shares_title = Label("", "title")
        self.shares: list[ShareKey] = []
        self.table = FigureTable(look)
        self.summary = Label("", "body", wrap=True)
        self.problem = Label("", "body", "danger", wrap=True)
        self.nothing = Label("", "body", "secondary", wrap=True)
        self.apply = KeyButton(look, "", "edit", "F12", "primary")
        self.apply.set_measure(height=54, text=18, icon=22)
        self.scroll_area = QScrollArea()
        self._build()
        self.stop.clicked.connect(presenter.cancel)
        self.again.clicked.connect(presenter.count)
        self.apply.clicked.connect(presenter.apply)

    def _build(self) -> None:
        self.card = Card(padding=_PAD, spacing=12)
        state = QHBoxLayout()
        state.setSpacing(8)
        state.addWidget(self.intro, 1)
        state.addWidget(self.chip)
        state.addWidget(self.stop)
        state.addWidget(self.again)
        self._share_area = QWidget()
        self._share_flow = FlowLayout(self._share_area, spacing=8)
        acts = QHBoxLayout()
        acts.addStretch(1)
        acts.addWidget(self.apply)
        for part in (self.nothing, self.problem):
            self.card.body.addWidget(part)
        self.card.body.addLayout(state)
        for widget in (self.shares_title, self._share_area, self.table, self.summary):
            self.card.body.addWidget(widget)
        self.card.body.addLayout(acts)
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)
        column.addStretch(1)
        self.scroll_area.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll_area.setWidget(ground)
        page = QVBoxLayout(self)
        page.setContentsMargins(_PAD, 12, _PAD, 12)
        page.addWidget(self.scroll_area)

    def show_view(self, view: TiersView) -> None:
        """Shows the page."""
        for label, text in (
            (self.intro, view.intro),
            (self.nothing, view.nothing),
            (self.problem, view.problem),
            (self.summary, "\n".join(view.summary)),
            (self.shares_title, view.shares_title if view.shares else ""),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self.chip.set_content(view.counting, "refresh", "info")
        self.stop.set_label(view.cancel)
        self.stop.setVisible(bool(view.counting))
        self.again.set_label(view.refresh)
        self.again.setVisible(bool(view.shares) and not view.counting)
        self._show_shares(view.shares)
        self.table.setVisible(bool(view.rows))
        if view.rows:
            self.table.show_figures(view.columns, view.rows, view.intro, greyed=view.greyed)
        self.apply.set_label(view.apply)
        self.apply.setVisible(bool(view.apply))

    def _show_shares(self, shares: tuple[ShareView, ...]) -> None:
        while len(self.shares) < len(shares):
            at = len(self.shares)
            key = ShareKey(self.look)
            key.less.clicked.connect(lambda _checked=False, index=at: self.presenter.step(index, -1))
            key.more.clicked.connect(lambda _checked=False, index=at: self.presenter.step(index, 1))
            self.shares.append(key)
            self._share_flow.addWidget(key)
        for at, key in enumerate(self.shares):
            key.setVisible(at < len(shares))
            if at < len(shares):
                key.show_share(shares[at])
        self._share_area.setVisible(bool(shares))
        self._share_area.updateGeometry()

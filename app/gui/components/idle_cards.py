"""The idle counter: scan to start, and what each kind of code does."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from app.gui.components.views import IdleCardView
from app.gui.i18n import Texts
from app.gui.theme.look import Look
from app.gui.widgets.base import Card, PaintedWidget
from app.gui.widgets.painting import draw_icon, draw_text, fill_round


class _IdleCard(PaintedWidget):
    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._card = IdleCardView("", "", "")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_card(self, card: IdleCardView) -> None:
        self._card = card
        self.setAccessibleName(f"{card.title}. {card.detail}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self.theme.high(62, 42))

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        theme, c = self.theme, self.theme.c
        fill_round(painter, rect, theme.tokens.radius["control"], c.surface, c.border)
        side = theme.high(40, 20)
        box = QRectF(rect.left() + 12, rect.center().y() - side / 2, side, side)
        fill_round(painter, box, theme.tokens.radius["control"], c.action_subtle)
        inset = side / 4
        draw_icon(painter, box.adjusted(inset, inset, -inset, -inset), self._card.icon, c.action_text)
        left = box.right() + 12
        width = rect.right() - left - 8
        name, under = theme.px(22), theme.px(20)
        top = rect.center().y() - (name + under) / 2
        draw_text(painter, QRectF(left, top, width, name), self._card.title, theme.sized(16), c.text)
        under_box = QRectF(left, top + name, width, under)
        draw_text(painter, under_box, self._card.detail, theme.sized(14), c.text_secondary)


class _IdleTitle(PaintedWidget):
    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._title = ""
        self._detail = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_words(self, title: str, detail: str) -> None:
        self._title, self._detail = title, detail
        self.setAccessibleName(f"{title}. {detail}")
        self.update()

    def sizeHint(self) -> QSize:
        theme = self.theme
        return QSize(200, theme.px(64) + 16 + theme.px(30) + theme.px(24) + 12)

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        theme, c = self.theme, self.theme.c
        hero, title, detail = theme.px(64), theme.px(30), theme.px(24)
        draw_icon(painter, QRectF(rect.left(), rect.top(), rect.width(), hero), "scan", c.action_text)
        top = rect.top() + hero + 16
        box = QRectF(rect.left(), top, rect.width(), title)
        draw_text(painter, box, self._title, theme.font("heading"), c.text, centre=True)
        box = QRectF(rect.left(), top + title, rect.width(), detail)
        draw_text(painter, box, self._detail, theme.sized(15), c.text_secondary, centre=True)


class IdleCards(Card):
    """Title in the middle and the cards two across. Render with `show_cards`."""

    def __init__(self, look: Look, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(padding=12, spacing=0, parent=parent)
        self.look, self.texts = look, texts
        self._cards: list[_IdleCard] = []
        self._title = _IdleTitle(look)
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._grid_box = QWidget()
        self._grid_box.setLayout(self._grid)
        self._grid_box.setMaximumWidth(640)
        self._grid.setContentsMargins(12, 0, 12, 0)
        self.body.addStretch(1)
        self.body.addWidget(self._title)
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addWidget(self._grid_box, 100)
        centred.addStretch(1)
        self.body.addLayout(centred)
        self.body.addStretch(1)
        texts.language_changed.connect(self._retranslate)
        self._retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        margins = 2 * self.body.contentsMargins().top()
        self._grid_box.setVisible(self._title.sizeHint().height() + self._grid_box.sizeHint().height() + margins <= self.height())

    def minimumSizeHint(self) -> QSize:
        return self._title.minimumSizeHint()

    def show_cards(self, cards: tuple[IdleCardView, ...]) -> None:
        """Renders what can be scanned."""
        while len(self._cards) < len(cards):
            card = _IdleCard(self.look)
            self._grid.addWidget(card, len(self._cards) // 2, len(self._cards) % 2)
            self._cards.append(card)
        for at, card in enumerate(self._cards):
            card.setVisible(at < len(cards))
            if at < len(cards):
                card.show_card(cards[at])

    def _retranslate(self) -> None:
        t = self.texts
        self._title.set_words(t("Scan to start"), t("One scanner, and whatever you scan does the right thing"))

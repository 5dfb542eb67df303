"""The pay card (amount due and the pay key) and the use-points key above it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.gui.components.tender_list import TenderRow
from app.gui.components.views import PayCardView, UsePointsView
from app.gui.i18n import Texts
from app.gui.theme.look import Look
from app.gui.theme.theme import ButtonColours
from app.gui.widgets.base import Card, PaintedButton
from app.gui.widgets.buttons import PrimaryButton
from app.gui.widgets.figures import ElidedText, FactLine, MoneyLabel
from app.gui.widgets.painting import FIGURE_LEAST, cap_size, draw_cap, draw_icon, draw_text, fill_round, text_width


class UsePointsButton(PaintedButton):
    """The amber key F7: what the member's points can take off at most."""

    def __init__(self, look: Look, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(look, "points", parent)
        self.texts = texts
        self._view = UsePointsView(visible=False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        texts.language_changed.connect(self._retranslate)
        self._retranslate()

    def show_view(self, view: UsePointsView) -> None:
        """Renders the key."""
        self._view = view
        self.setVisible(view.visible)
        self.set_available(view.enabled, view.reason)
        self.set_selected(view.selected)
        self.setAccessibleName(f"{self.text()} {view.offer} F7")
        self.update()

    def sizeHint(self) -> QSize:
        theme = self.theme
        height = theme.tokens.size["targetTill"] - (10 if theme.is_large_text else 0)
        return QSize(240, theme.high(height, 28))

    def _retranslate(self) -> None:
        self.setText(self.texts("Use points"))
        self.show_view(self._view)

    def paint_ground(self, painter: QPainter, rect: QRectF, colours: ButtonColours) -> None:
        fill_round(painter, rect, self.theme.tokens.radius["panel"], colours.ground, colours.outline)

    def paint_content(self, painter: QPainter, rect: QRectF, colours: ButtonColours) -> None:
        theme = self.theme
        icon = theme.px(22)
        x = rect.left() + 16
        draw_icon(painter, QRectF(x, rect.top(), icon, rect.height()), "usePoints", colours.text)
        x += icon + 9
        words = self._view.offer if self._view.enabled else self._view.reason.partition(" – ")[0]
        title_font, offer_font = theme.sized(18, 700), theme.sized(17 if self._view.enabled else 14)
        title = text_width(self.text(), title_font)
        draw_text(painter, QRectF(x, rect.top(), title + 1, rect.height()), self.text(), title_font, colours.text)
        x += title + 9
        width, height = cap_size(theme, "F7")
        room = rect.right() - 16 - x
        offer = text_width(words, offer_font)
        if room > width + 18 + offer:
            box = QRectF(x, rect.center().y() - height / 2, width, height)
            draw_cap(painter, box, theme, "F7", colours.text, None)
            x += width + 10
        box = QRectF(x, rect.top(), rect.right() - 16 - x, rect.height())
        draw_text(painter, box, words, offer_font, colours.text, right=True, least_percent=FIGURE_LEAST)


class PayCard(Card):
    """Due, what was taken off, and the pay key. `pay_pressed`, `line_removed(id)`."""

    pay_pressed = Signal()
    line_removed = Signal(str)

    def __init__(self, look: Look, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(padding=14, spacing=8, parent=parent)
        self.look, self.texts = look, texts
        self._view: PayCardView | None = None
        self._wide = False
        self._rows: list[TenderRow] = []
        self.title = ElidedText(look, "body", "secondary")
        self.detail = ElidedText(look, "caption", "secondary")
        self.due = MoneyLabel(look, "due")
        self.pay = PrimaryButton(look, "", "pay", "F12")
        self.hint = FactLine(look, "payCode", size=14)
        self.hint.set_measure(line=24, centred=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.title)
        words.addWidget(self.detail)
        words.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addLayout(words)
        top.addWidget(self.due, 1)
        self.body.addLayout(self._lines)
        self.body.addLayout(top)
        self.body.addWidget(self.pay)
        self.body.addWidget(self.hint)
        self.pay.clicked.connect(lambda: self.pay_pressed.emit())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._fit)
        texts.language_changed.connect(self._retranslate)
        self._retranslate()
        self._fit()

    def set_wide(self, wide: bool) -> None:
        """Larger figures and key on wide windows."""
        self._wide = wide
        self.due.set_style("dueXL" if wide else "due")
        self._fit()

    def show_view(self, view: PayCardView) -> None:
        """Renders the card."""
        if view == self._view:
            return
        self._view = view
        self.detail.set_text(view.detail)
        self.due.set_text(view.due, "text" if view.enabled else "disabled")
        self.pay.set_available(view.enabled, view.reason)
        while len(self._rows) < len(view.lines):
            row = TenderRow(self.look, self.texts, height=44)
            row.removed.connect(self.line_removed)
            self._rows.append(row)
            self._lines.addWidget(row)
        for at, row in enumerate(self._rows):
            row.setVisible(at < len(view.lines))
            if at < len(view.lines):
                row.show_line(view.lines[at])

    def _fit(self) -> None:
        dense = self.look.theme.is_large_text
        self.hint.setVisible(not dense)
        self.detail.setVisible(not dense)
        self.body.setSpacing(4 if dense else 8)
        self.body.setContentsMargins(14, 4 if dense else 14, 14, 10 if dense else 14)
        height = 60 if dense else 84 if self._wide else 72
        self.pay.set_measure(height=height, text=26 if self._wide else 24)

    def _retranslate(self) -> None:
        self.title.set_text(self.texts("Amount due"))
        self.pay.set_label(self.texts("Take payment"))
        self.hint.set_content(self.texts("Or scan the customer's WeChat / Alipay code"))

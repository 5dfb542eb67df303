"""Sale done: the change in figures that can be read across the counter, the points, and the paper as it prints."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.gui.appearance import CappedLook
from app.gui.components.scan_box import ScanBox
from app.gui.components.views import PaperOf, ScanBoxView
from app.gui.i18n import Texts
from app.gui.overrides import whole_errors
from app.gui.presenters.sale_done import DoneView, SaleDone
from app.gui.screens.paper import picture_of
from app.gui.theme.look import Look
from app.gui.theme.theme import breakpoint_of
from app.gui.widgets.base import Card, Label
from app.gui.widgets.buttons import KeyButton
from app.gui.widgets.chips import Chip
from app.gui.widgets.figures import ElidedText, FactLine, MoneyLabel, Span
from app.gui.widgets.paper import PaperView
from app.gui.widgets.sheets import HeadIcon


class DoneScreen(QWidget):
    """Knows the sale-done presenter; `reprint` is the shell's act."""

    def __init__(self, presenter: SaleDone, look: Look, texts: Texts) -> None:
        super().__init__()
        self.presenter, self.look, self.texts = presenter, look, texts
        self._paper: PaperOf | None = None
        self._large = CappedLook(look, 115)
        self._has_say = False
        self.scan_box = ScanBox(look, texts)
        self.left = QWidget()
        left = QVBoxLayout(self.left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(10)
        left.addWidget(self.scan_box)
        left.addWidget(self._build_card(), 1)
        self.right = self._build_preview()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(12)
        row.addWidget(self.left, 1)
        row.addWidget(self.right)
        texts.language_changed.connect(self._retranslate)
        look.changed.connect(self._arrange)
        self._retranslate()

    def _build_card(self) -> QWidget:
        look = self.look
        self.card = card = Card(padding=28, spacing=14)
        head = QHBoxLayout()
        self.title = ElidedText(look, "heading", "success")
        self.number = Label("", "body", "secondary")
        head.addWidget(HeadIcon(look, "ok", "success"))
        head.addSpacing(6)
        head.addWidget(self.title, 1)
        head.addWidget(self.number)
        self.change_title = Label("", "row", "secondary")
        self.change = MoneyLabel(self._large, "change", right=False)
        self.facts = Label("", "row", "secondary")
        self.facts.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        figures = QHBoxLayout()
        figures.addWidget(self.change, 1)
        figures.addWidget(self.facts)
        self.points = Card("points", padding=18)
        points = QHBoxLayout()
        self.earned_title, self.balance_title = Label("", "body", "points", wrap=True), Label("", "body", "points")
        self.earned = MoneyLabel(self._large, "balance", "points", right=False)
        self.balance = MoneyLabel(self._large, "balance", "points")
        for title, figure, side in (
            (self.earned_title, self.earned, Qt.AlignmentFlag.AlignLeft),
            (self.balance_title, self.balance, Qt.AlignmentFlag.AlignRight),
        ):
            pair = QVBoxLayout()
            pair.setSpacing(0)
            title.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            pair.addWidget(title)
            pair.addWidget(figure)
            points.addLayout(pair, 1)
        self.points.body.addLayout(points)
        self.say = FactLine(look, "rewards", size=16, line=30)
        self.reprint = KeyButton(look, "", "printer", "Ctrl P")
        self.reprint.set_measure(height=56)
        self.hint = Label("", "caption", "secondary")
        foot = QHBoxLayout()
        self.change_sale = KeyButton(look, "", "refund", "F9")
        self.change_sale.set_measure(height=56)
        foot.addWidget(self.reprint)
        foot.addWidget(self.change_sale)
        foot.addStretch(1)
        foot.addWidget(self.hint)
        card.body.addLayout(head)
        card.body.addWidget(self.change_title)
        card.body.addLayout(figures)
        card.body.addWidget(self.points)
        card.body.addWidget(self.say)
        card.body.addStretch(1)
        card.body.addLayout(foot)
        return card

    def _build_preview(self) -> QWidget:
        look = self.look
        card = Card(padding=1, spacing=0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 10)
        head.setSpacing(10)
        self.preview_title = ElidedText(look, "rowAmount")
        self.print_state = Chip(look)
        self.width_label = Label("", "caption", "secondary")
        head.addWidget(self.preview_title, 1)
        head.addWidget(self.print_state)
        head.addWidget(self.width_label)
        self.preview = PaperView(look)
        card.body.addLayout(head)
        card.body.addWidget(self.preview, 1)
        return card

    def show_view(self, view: DoneView) -> None:
        """Shows a finished sale."""
        self.scan_box.show_view(ScanBoxView(placeholder=view.placeholder))
        self.number.setText(view.number)
        self.change.set_text(view.change)
        self.facts.setText("\n".join(view.facts))
        self.points.setVisible(bool(view.earned))
        self.earned_title.setText(view.earned_title)
        self.earned.set_text(view.earned)
        self.balance_title.setText(view.balance_title)
        self.balance.set_text(view.balance)
        self._has_say = bool(view.say)
        self.say.setVisible(self._has_say)
        self.say.set_content((Span(view.say, "secondary"),))
        state = view.print_state
        self.print_state.setVisible(state is not None)
        if state is not None:
            self.print_state.set_content(state.text, state.icon, state.tone)
        self.width_label.setText(view.paper.width)
        if view.paper != self._paper:
            self._paper = view.paper
            self.preview.show_picture(*picture_of(view.paper))

    @whole_errors
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        theme, width = self.look.theme, self.width()
        layout = breakpoint_of(width, theme.scale_percent)
        wanted = {"compact": 348, "regular": 388, "wide": 480}[layout]
        self.right.setFixedWidth(min(theme.px(wanted), width * 40 // 100))
        self.hint.setVisible(not theme.is_large_text)
        self.number.setVisible(not theme.is_large_text or layout != "compact")
        self.width_label.setVisible(not theme.is_large_text or layout != "compact")
        cramped = self.height() < theme.px(480)
        self.change_title.setVisible(not cramped)
        self.facts.setVisible(self.height() >= theme.px(400))
        self.say.setVisible(self._has_say and not cramped)
        self.card.body.setContentsMargins(*(4 * (12 if cramped else 28,)))

    def _retranslate(self) -> None:
        t = self.texts
        self.title.set_text(t("Payment taken"))
        self.change_title.setText(t("Change"))
        self.reprint.set_label(t("Reprint"))
        self.change_sale.set_label(t("Change this sale"))
        self.hint.setText(t("Just scan the next sale, this page closes by itself"))
        self.preview_title.set_text(t("Receipt preview"))

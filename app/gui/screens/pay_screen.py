"""Pay: the bill, what was taken and what is due on the left; means of payment, amount, keypad and Finish on the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.gui.appearance import CappedLook
from app.gui.components.charge_panel import ChargePanel
from app.gui.components.tender_list import TenderList
from app.gui.i18n import Texts
from app.gui.overrides import whole_errors
from app.gui.presenters.pay import TILES, Pay, PayView, QuickAmount
from app.gui.theme.look import Look
from app.gui.theme.theme import breakpoint_of
from app.gui.widgets.base import Card, Label, SectionRule
from app.gui.widgets.buttons import IconButton, KeyButton, PrimaryButton
from app.gui.widgets.chips import TierChip
from app.gui.widgets.fields import AmountField, Keypad
from app.gui.widgets.figures import FactLine, MoneyLabel, Span
from app.gui.widgets.sheets import ScreenHead
from app.gui.widgets.tiles import AmountTile, TenderTile

QUICK_MAX = 7
"""Exact and six rounder amounts: they fill the four rows beside the keypad."""
_QUICK_PLACES = ((0, 0, 2), (1, 0, 1), (1, 1, 1), (2, 0, 1), (2, 1, 1), (3, 0, 1), (3, 1, 1))


class PayTile(TenderTile):
    """A means of payment; the key is not drawn where it would cover the icon, Help still names it."""

    def __init__(self, look: Look, key: str) -> None:
        super().__init__(look, key)
        self._key = key

    def show_key(self, *, shown: bool) -> None:
        """Draws the key or not."""
        self._digit = self._key if shown else ""
        self.update()


class PayScreen(QWidget):
    """Knows the Pay presenter."""

    def __init__(self, presenter: Pay, look: Look, texts: Texts) -> None:
        super().__init__()
        self.presenter, self.look, self.texts = presenter, look, texts
        self._quick: tuple[QuickAmount, ...] = ()
        self._large = CappedLook(look, 130)
        self.head = ScreenHead(look)
        self.member = TierChip(look)
        self.member.set_large()
        self.head.extra.addWidget(self.member)
        self.left = self._build_left()
        self.right = self._build_right()
        body = QHBoxLayout()
        body.setContentsMargins(12, 12, 12, 12)
        body.setSpacing(12)
        body.addStretch(0)
        body.addWidget(self.left)
        body.addWidget(self.right, 1)
        self._body = body
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(body, 1)
        self.head.back_pressed.connect(presenter.leave)
        texts.language_changed.connect(self._retranslate)
        look.changed.connect(self._arrange)
        self._retranslate()

    def _build_left(self) -> QWidget:
        look = self.look
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.bill_card = bill = Card(padding=16, spacing=4)
        self.bill = [FactLine(look, size=16, line=25) for _ in range(2)]
        for line in self.bill:
            bill.body.addWidget(line)
        bill.body.addWidget(SectionRule(look))
        total = QHBoxLayout()
        self.total_title = Label("", "row")
        self.total = MoneyLabel(self._large, "balance")
        total.addWidget(self.total_title)
        total.addWidget(self.total, 1)
        bill.body.addLayout(total)
        self.payments = TenderList(look, self.texts)
        self.payments.line_removed.connect(self.presenter.remove_payment)
        due = Card("action", padding=16)
        row = QHBoxLayout()
        self.due_title = Label("", "row", "action")
        self.due = MoneyLabel(self._large, "due")
        row.addWidget(self.due_title)
        row.addWidget(self.due, 1)
        due.body.addLayout(row)
        self.points = Card("points", padding=16, spacing=4)
        self.earned_title, self.earned = Label("", "row", "points"), MoneyLabel(self._large, "balance", "points")
        earned = QHBoxLayout()
        earned.addWidget(self.earned_title)
        earned.addWidget(self.earned, 1)
        self.note = Label("", "caption", "points", wrap=True)
        self.balance = FactLine(look, size=15, line=28)
        self.points.body.addLayout(earned)
        self.points.body.addWidget(self.note)
        self.points.body.addWidget(SectionRule(look, points=True))
        self.points.body.addWidget(self.balance)
        for part in (bill, self.payments, due):
            column.addWidget(part)
        column.addStretch(1)
        column.addWidget(self.points)
        return left

    def _build_right(self) -> QWidget:
        presenter = self.presenter
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        tiles = QHBoxLayout()
        tiles.setSpacing(8)
        self.tiles: dict[str, PayTile] = {}
        for number, kind in enumerate(TILES, 1):
            tile = PayTile(self._large, f"Alt {number}")
            tile.clicked.connect(lambda _checked=False, chosen=kind: presenter.choose(chosen))
            self.tiles[kind] = tile
            tiles.addWidget(tile, 1)
        self.field = AmountField(self._large)
        self.field.text_changed.connect(presenter.set_amount)
        self.backspace = IconButton(self._large, "backspace", "", "plain", size=64)
        self.backspace.clicked.connect(lambda: presenter.press("backspace"))
        amount = QHBoxLayout()
        amount.setSpacing(8)
        amount.addWidget(self.field, 1)
        amount.addWidget(self.backspace)
        self.problem = Label("", "body", "danger", wrap=True)
        self.quick_box = QWidget()
        quick = QGridLayout(self.quick_box)
        quick.setContentsMargins(0, 0, 0, 0)
        quick.setSpacing(8)
        self.quick = [AmountTile(self._large) for _ in range(QUICK_MAX)]
        for at, amount_tile in enumerate(self.quick):
            row, place, span = _QUICK_PLACES[at]
            quick.addWidget(amount_tile, row, place, 1, span)
            quick.setRowStretch(row, 1)
            amount_tile.clicked.connect(lambda _checked=False, index=at: self._quick_pressed(index))
        self.keypad = Keypad(self._large)
        self.keypad.key_pressed.connect(presenter.press)
        self.keys_box = QWidget()
        keys = QHBoxLayout(self.keys_box)
        keys.setContentsMargins(0, 0, 0, 0)
        keys.setSpacing(10)
        keys.addWidget(self.quick_box, 9)
        keys.addWidget(self.keypad, 16)
        column.addLayout(tiles)
        column.addLayout(amount)
        column.addWidget(self.problem)
        self.charge = ChargePanel(self._large)
        self.charge.check_pressed.connect(presenter.charging.check)
        self.charge.other_pressed.connect(presenter.charging.other_way)
        self.charge.hide()
        column.addWidget(self.keys_box, 1)
        column.addWidget(self.charge, 1)
        column.addWidget(self._build_bottom())
        return right

    def _build_bottom(self) -> QWidget:
        look = self.look
        bottom = Card(padding=12)
        row = QHBoxLayout()
        row.setSpacing(16)
        figures = QVBoxLayout()
        figures.setSpacing(0)
        self.result_title = Label("", "body", "secondary")
        self.result = MoneyLabel(self._large, "due", right=False)
        figures.addWidget(self.result_title)
        figures.addWidget(self.result)
        self.after = Label("", "caption", "secondary", wrap=True)
        self.after.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.keep = KeyButton(look, "", "storedValue", "F8", "tonal")
        self.keep.setCheckable(True)
        self.keep.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.keep.clicked.connect(self.presenter.toggle_keep)
        self.finish = PrimaryButton(look, "", "ok", "Enter")
        self.finish.clicked.connect(self.presenter.confirm)
        row.addLayout(figures, 3)
        row.addWidget(self.keep, 3)
        row.addWidget(self.after, 2)
        row.addWidget(self.finish, 4)
        bottom.body.addLayout(row)
        return bottom

    def _quick_pressed(self, at: int) -> None:
        if at < len(self._quick):
            self.presenter.choose_amount(self._quick[at].amount_minor)

    def show_view(self, view: PayView) -> None:
        """Shows a state."""
        self.member.setVisible(view.tier is not None)
        if view.tier is not None:
            self.member.set_tier(view.tier.rank, f"{view.member} · {view.tier.name}")
        for at, line in enumerate(self.bill):
            line.setVisible(at < len(view.bill))
            if at < len(view.bill):
                shown = view.bill[at]
                line.set_content(shown.label, (Span(shown.amount, "action" if shown.is_saving else "text"),))
        self.total.set_text(view.total)
        self.payments.show_lines(view.payments)
        self.due.set_text(view.due)
        self.points.setVisible(view.points is not None)
        if view.points is not None:
            self.earned.set_text(view.points.earned)
            self.note.setText(view.points.note)
            self.note.setVisible(bool(view.points.note) and not self.look.theme.is_large_text)
            self.balance.set_content((Span(self.texts("Balance after"), "points"),), (Span(view.points.balance, "points", bold=True),))
        for tile in view.tiles:
            button = self.tiles[tile.kind]
            button.set_content(tile.name, tile.icon)
            button.set_selected(tile.selected)
            button.set_available(tile.enabled, tile.reason)
        self.field.set_label(view.field_label, view.field_hint)
        self.field.set_text(view.amount)
        self.problem.setText(view.problem)
        self.problem.setVisible(bool(view.problem))
        self._show_quick(view.quick)
        self._show_charge(view)
        self.result_title.setText(view.result_label)
        self.result.set_text(view.result)
        self.keep.setVisible(bool(view.keep))
        self.keep.set_label(view.keep)
        self.keep.setChecked(view.keep_on)
        self.after.setText("" if view.keep else "\n".join(view.after))
        self.finish.set_label(view.confirm)
        self.finish.set_available(view.confirm_enabled)

    def _show_charge(self, view: PayView) -> None:
        """While a charge is open nothing is typed and no other payment is taken: the panel stands there instead."""
        waiting = view.charge is not None
        self.charge.setVisible(waiting)
        self.keys_box.setVisible(not waiting)
        for part in (self.field, self.backspace):
            part.setEnabled(not waiting)
        if view.charge is not None:
            self.charge.show_view(view.charge)

    def _show_quick(self, quick: tuple[QuickAmount, ...]) -> None:
        self._quick = quick[:QUICK_MAX]
        self.quick_box.setVisible(bool(quick))
        for at, tile in enumerate(self.quick):
            shown = at < len(self._quick)
            tile.setVisible(shown)
            if shown:
                amount = self._quick[at]
                tile.set_content(amount.label, amount.detail)
                tile.set_selected(amount.selected and at > 0)

    def take_focus(self) -> None:
        """The amount field has the focus, so digits are an amount."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    @whole_errors
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        theme, width = self.look.theme, self.width()
        layout = breakpoint_of(width, theme.scale_percent)
        left = {"compact": 324, "regular": 400, "wide": 440}[layout]
        self.left.setFixedWidth(min(theme.px(left), width * 40 // 100))
        side = max(12, (width - theme.px(1440)) // 2) if layout == "wide" else 12
        self._body.setContentsMargins(side, 12, side, 12)
        self.after.setVisible(not theme.is_large_text)
        for tile in self.tiles.values():
            tile.show_key(shown=not theme.is_large_text)
        cramped = self.height() < theme.px(560)
        self.bill_card.setVisible(not cramped)
        self.finish.set_measure(text=20 if theme.is_large_text else 24)

    def _retranslate(self) -> None:
        t = self.texts
        self.head.set_words(t("Back"), t("Take payment"))
        self.total_title.setText(t("Total"))
        self.due_title.setText(t("Still due"))
        self.earned_title.setText(t("This sale"))
        self.backspace.set_label(t("Delete the last digit"))

"""Refund and receipts: the list of receipts or one laid open on the left; money, points and the one confirm act on the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.gui.appearance import CappedLook
from app.gui.components.pick_list import PickList
from app.gui.components.refund_table import RefundTable
from app.gui.components.scan_box import ScanField
from app.gui.components.views import PaperOf
from app.gui.i18n import Texts
from app.gui.overrides import whole_errors
from app.gui.presenters.refund import Refund
from app.gui.presenters.refund_view import DoneRefund, ReasonChip, ReceiptHead, RefundView, SettledLine
from app.gui.screens.paper import picture_of
from app.gui.theme.look import Look
from app.gui.theme.theme import breakpoint_of
from app.gui.widgets.base import Card, Label, SectionRule
from app.gui.widgets.buttons import KeyButton, LinkButton, PrimaryButton
from app.gui.widgets.chips import Chip, TierChip
from app.gui.widgets.fields import TextField
from app.gui.widgets.figures import ElidedText, FactLine, MoneyLabel, Span
from app.gui.widgets.flow import FlowLayout
from app.gui.widgets.paper import PaperView
from app.gui.widgets.sheets import HeadIcon

MODES = ("search", "sale", "done")


class _Settled(QWidget):
    """Lines of what is settled: label and figure, with a smaller line below where there is more to say."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self._lines: list[tuple[FactLine, Label]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def show_lines(self, lines: tuple[SettledLine, ...]) -> None:
        """Shows them in their order."""
        while len(self._lines) < len(lines):
            pair = (FactLine(self.look, size=16, line=28), Label("", "caption", "secondary", wrap=True))
            self._column.addWidget(pair[0])
            self._column.addWidget(pair[1])
            self._lines.append(pair)
        for at, (fact, detail) in enumerate(self._lines):
            shown = at < len(lines)
            fact.setVisible(shown)
            detail.setVisible(shown and bool(lines[at].detail))
            if shown:
                line = lines[at]
                label = Span(line.label, "text" if line.figure else line.tone)
                fact.set_content((label,), (Span(line.figure, line.tone, bold=True),), line.icon)
                detail.setText(line.detail)


class RefundScreen(QWidget):
    """Knows the refund presenter."""

    def __init__(self, presenter: Refund, look: Look, texts: Texts) -> None:
        super().__init__()
        self.presenter, self.look, self.texts = presenter, look, texts
        self._large = CappedLook(look, 130)
        self._mode = ""
        self._paper: PaperOf | None = None
        self._chips: list[KeyButton] = []
        self._reasons: tuple[ReasonChip, ...] = ()
        self.back = KeyButton(look, "", "back", "Esc", "quiet")
        self.title = ElidedText(look, "heading")
        self.scan = ScanField(look)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.back)
        head.addWidget(self.title, 2)
        head.addWidget(self.scan, 5)
        self.modes = QStackedWidget()
        self.side = QStackedWidget()
        parts = ((self._build_list(), self._build_ways()), (self._build_sale(), self._build_settled()), self._build_done())
        for main, beside in parts:
            self.modes.addWidget(main)
            self.side.addWidget(beside)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addLayout(head)
        left.addWidget(self.modes, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(12)
        row.addLayout(left, 1)
        row.addWidget(self.side)
        self.back.clicked.connect(lambda: presenter.key("Esc"))
        texts.language_changed.connect(self._retranslate)
        look.changed.connect(self._arrange)
        self._retranslate()

    # the list of receipts

    def _build_list(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.field = TextField(input_method=True)
        self.hint = Label("", "body", "secondary", wrap=True)
        self.found = PickList(self.look)
        column.addWidget(self.field)
        column.addWidget(self.hint)
        column.addWidget(self.found, 1)
        self.field.textEdited.connect(self.presenter.search)
        self.field.scan_suspected.connect(lambda: self.hint.setText(self.texts("That looked like a scan: please scan again")))
        self.found.picked.connect(self.presenter.pick)
        self.found.moved.connect(self.presenter.move)
        return part

    def _build_ways(self) -> QWidget:
        self.ways_card = Card(padding=20, spacing=10)
        self.ways_title = Label("", "rowAmount")
        self.ways_card.body.addWidget(self.ways_title)
        self.ways = [FactLine(self.look, "findItem", size=16, line=34) for _ in range(6)]
        for line in self.ways:
            self.ways_card.body.addWidget(line)
        self.ways_card.body.addStretch(1)
        self.loose = KeyButton(self.look, "", "refund", "F6")
        self.loose.set_measure(height=56)
        self.loose.clicked.connect(self.presenter.without_receipt)
        self.ways_card.body.addWidget(self.loose)
        return self.ways_card

    # one receipt

    def _build_sale(self) -> QWidget:
        look, presenter = self.look, self.presenter
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        card = Card(padding=10)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.number, self.facts = ElidedText(look, "rowAmount"), ElidedText(look, "caption", "secondary")
        self.paid, self.tenders = ElidedText(look, "rowAmount"), ElidedText(look, "caption", "secondary")
        row.addWidget(HeadIcon(look, "receipt"))
        for first, second in ((self.number, self.facts), (self.paid, self.tenders)):
            pair = QVBoxLayout()
            pair.setSpacing(0)
            pair.addWidget(first)
            pair.addWidget(second)
            row.addLayout(pair, 1)
        chips = QVBoxLayout()
        chips.setSpacing(4)
        self.member, self.window_chip = TierChip(look), Chip(look)
        chips.addWidget(self.member)
        chips.addWidget(self.window_chip)
        row.addLayout(chips)
        card.body.addLayout(row)
        self.problem = Label("", "body", "danger", wrap=True)
        self.table = RefundTable(look, self.texts)
        self.table.row_chosen.connect(presenter.choose_line)
        self.table.stepped.connect(presenter.step)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.all = LinkButton(look, "", "ok", "Ctrl A")
        self.paper_key = LinkButton(look, "", "receipt")
        self.chosen = Label("", "bodyOffice", "secondary")
        foot.addWidget(self.all)
        foot.addWidget(self.paper_key)
        foot.addStretch(1)
        foot.addWidget(self.chosen)
        self.all.clicked.connect(presenter.toggle_all)
        self.paper_key.clicked.connect(presenter.show_paper)
        reasons = Card(padding=10)
        self.reason_title = Label("", "body", "secondary")
        chips_part = QWidget()
        self.reasons = FlowLayout(chips_part, spacing=8)
        reason_row = QHBoxLayout()
        reason_row.setSpacing(12)
        reason_row.addWidget(self.reason_title)
        reason_row.addWidget(chips_part, 1)
        reasons.body.addLayout(reason_row)
        for widget in (card, self.problem):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        column.addWidget(reasons)
        return part

    def _build_settled(self) -> QWidget:
        look = self.look
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        money = Card(padding=14, spacing=4)
        title = QHBoxLayout()
        self.money_title, self.money_note = Label("", "rowAmount"), Label("", "caption", "secondary")
        title.addWidget(self.money_title)
        title.addStretch(1)
        title.addWidget(self.money_note)
        self.money = _Settled(look)
        total = QHBoxLayout()
        self.total_title, self.total = Label("", "body", "secondary"), MoneyLabel(self._large, "balance")
        total.addWidget(self.total_title)
        total.addWidget(self.total, 1)
        money.body.addLayout(title)
        money.body.addWidget(self.money)
        money.body.addWidget(SectionRule(look))
        money.body.addLayout(total)
        self.points_card = Card("points", padding=14, spacing=4)
        self.points_title = Label("", "rowAmount", "points")
        self.points = _Settled(look)
        self.balance_rule = SectionRule(look, points=True)
        balance = QHBoxLayout()
        self.balance_title, self.balance = Label("", "body", "points"), MoneyLabel(self._large, "heading", "points")
        balance.addWidget(self.balance_title)
        balance.addWidget(self.balance, 1)
        self.points_card.body.addWidget(self.points_title)
        self.points_card.body.addWidget(self.points)
        self.points_card.body.addWidget(self.balance_rule)
        self.points_card.body.addLayout(balance)
        inner = QWidget()
        cards = QVBoxLayout(inner)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(10)
        cards.addWidget(money)
        cards.addWidget(self.points_card)
        cards.addStretch(1)
        self.scroll_area = QScrollArea()
        self.scroll_area.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll_area.setWidget(inner)
        approval = Card(padding=12)
        self.approval = FactLine(look, "proofOk", size=15, line=24)
        approval.body.addWidget(self.approval)
        confirm = Card(padding=12, spacing=6)
        cash = QHBoxLayout()
        self.cash_title, self.cash = Label("", "body", "secondary"), MoneyLabel(self._large, "due")
        cash.addWidget(self.cash_title)
        cash.addWidget(self.cash, 1)
        self.confirm = PrimaryButton(look, "", "refund", "F12")
        self.confirm.clicked.connect(self.presenter.confirm)
        confirm.body.addLayout(cash)
        keys = QHBoxLayout()
        keys.setSpacing(8)
        self.exchange = KeyButton(look, "", "swap", "F6")
        self.exchange.set_measure(height=look.theme.tokens.size["targetPay"])
        self.exchange.clicked.connect(self.presenter.exchange)
        keys.addWidget(self.exchange)
        keys.addWidget(self.confirm, 1)
        confirm.body.addLayout(keys)
        column.addWidget(self.scroll_area, 1)
        column.addWidget(approval)
        column.addWidget(confirm)
        return part

    # booked

    def _build_done(self) -> tuple[QWidget, QWidget]:
        look = self.look
        card = Card(padding=28, spacing=14)
        head = QHBoxLayout()
        self.done_title = ElidedText(look, "heading", "success")
        head.addWidget(HeadIcon(look, "ok", "success"))
        head.addSpacing(6)
        head.addWidget(self.done_title, 1)
        self.done_cash_title, self.done_cash = Label("", "row", "secondary"), MoneyLabel(CappedLook(look, 115), "change", right=False)
        self.done_ways = Label("", "row", "text", wrap=True)
        self.done_points = Card("points", padding=18)
        points = QHBoxLayout()
        self.done_moved = MoneyLabel(self._large, "balance", "points", right=False)
        self.done_balance = MoneyLabel(self._large, "balance", "points")
        self.done_balance_title = Label("", "body", "points")
        points.addWidget(self.done_moved, 1)
        points.addWidget(self.done_balance_title)
        points.addWidget(self.done_balance)
        self.done_points.body.addLayout(points)
        self.done_hint = Label("", "caption", "secondary")
        card.body.addLayout(head)
        for widget in (self.done_cash_title, self.done_cash, self.done_ways, self.done_points):
            card.body.addWidget(widget)
        card.body.addStretch(1)
        card.body.addWidget(self.done_hint)
        side = Card(padding=1, spacing=0)
        top = QHBoxLayout()
        top.setContentsMargins(16, 10, 16, 10)
        self.slip_title, self.slip_state = ElidedText(look, "rowAmount"), Chip(look)
        top.addWidget(self.slip_title, 1)
        top.addWidget(self.slip_state)
        self.slip = PaperView(look)
        side.body.addLayout(top)
        side.body.addWidget(self.slip, 1)
        return card, side

    # what is shown

    def show_view(self, view: RefundView) -> None:
        """Shows a state."""
        self.title.set_text(view.title)
        self.scan.show_view(view.scan)
        if view.mode == "search":
            self._show_list(view)
        elif view.mode == "sale" and view.head is not None:
            self._show_sale(view, view.head)
        elif view.done is not None:
            self._show_done(view.done)
        if view.mode != self._mode:
            self._mode = view.mode
            for stack in (self.modes, self.side):
                stack.setCurrentIndex(MODES.index(view.mode))
            if self.isVisible():
                self.take_focus()

    def _show_list(self, view: RefundView) -> None:
        self.field.set_prompt(view.prompt)
        if self.field.text() != view.text:
            self.field.setText(view.text)
        self.hint.setText(view.hint)
        self.hint.setVisible(bool(view.hint))
        ids = [row.id for row in view.found]
        self.found.show_rows(view.found, ids.index(view.found_selected) if view.found_selected in ids else -1)
        for at, line in enumerate(self.ways):
            line.setVisible(at < len(view.ways))
            if at < len(view.ways):
                line.set_content((Span(view.ways[at]),))

    def _show_sale(self, view: RefundView, head: ReceiptHead) -> None:
        self.number.set_text(head.number)
        self.facts.set_text(head.facts)
        self.paid.set_text(head.paid)
        self.tenders.set_text(head.tenders)
        self.member.setVisible(head.tier is not None)
        if head.tier is not None:
            self.member.set_tier(head.tier.rank, head.member)
        self.window_chip.set_content(head.window.text, head.window.icon, head.window.tone)
        self.problem.setText(view.problem)
        self.problem.setVisible(bool(view.problem))
        self.table.show_rows(view.rows, view.selected)
        self.chosen.setText(view.chosen)
        self.all.set_selected(view.all_ticked)
        for key in (self.all, self.paper_key, self.exchange):
            key.setVisible(not view.loose)
        self._show_reasons(view.reasons)
        self.money_note.setText(view.money_note)
        self.money.show_lines(view.money)
        self.total.set_text(view.total)
        self.points_card.setVisible(bool(view.points_title))
        self.points_title.setText(view.points_title)
        self.points.show_lines(view.points)
        for part in (self.balance_rule, self.balance_title, self.balance):
            part.setVisible(bool(view.balance))
        self.balance.set_text(view.balance)
        if view.approval is not None:
            self.approval.set_content((Span(view.approval.text),), icon=view.approval.icon, icon_tone=view.approval.tone)
        self.cash_title.setText(view.cash_title)
        self.cash.set_text(view.cash)
        self.confirm.set_label(view.confirm)
        self.confirm.set_available(view.can_confirm, view.why_not)
        self.exchange.set_available(view.can_exchange, self.texts("Only what goes back in cash can pay a new sale"))

    def _show_reasons(self, reasons: tuple[ReasonChip, ...]) -> None:
        self._reasons = reasons
        while len(self._chips) < len(reasons):
            at = len(self._chips)
            chip = KeyButton(self.look, "", "", str(at + 1), "tile")
            chip.set_measure(height=44)
            chip.clicked.connect(lambda _checked=False, index=at: self.presenter.choose_reason(self._reasons[index].code))
            self._chips.append(chip)
            self.reasons.addWidget(chip)
        for chip, reason in zip(self._chips, reasons, strict=True):
            chip.set_label(reason.label)
            chip.set_selected(reason.selected)

    def _show_done(self, done: DoneRefund) -> None:
        self.done_title.set_text(done.title)
        self.done_cash_title.setText(done.cash_title)
        self.done_cash.set_text(done.cash)
        self.done_ways.setText("\n".join(done.ways))
        self.done_ways.setVisible(bool(done.ways))
        self.done_points.setVisible(bool(done.balance))
        self.done_moved.set_text(done.points)
        self.done_balance.set_text(done.balance)
        self.done_hint.setText(done.hint)
        self.slip_state.setVisible(done.print_state is not None)
        if done.print_state is not None:
            self.slip_state.set_content(done.print_state.text, done.print_state.icon, done.print_state.tone)
        if done.paper != self._paper:
            self._paper = done.paper
            self.slip.show_picture(*picture_of(done.paper))

    def take_focus(self) -> None:
        """The list is typed into; over a receipt keys are acts."""
        if self._mode == "search":
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.window().setFocus(Qt.FocusReason.OtherFocusReason)

    @whole_errors
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        theme, width = self.look.theme, self.width()
        wanted = {"compact": 348, "regular": 440, "wide": 520}[breakpoint_of(width, theme.scale_percent)]
        self.side.setFixedWidth(min(theme.px(wanted), width * 42 // 100))
        self.reason_title.setVisible(breakpoint_of(width, theme.scale_percent) != "compact")
        self.confirm.set_measure(text=20 if theme.is_large_text else 24)

    def _retranslate(self) -> None:
        t = self.texts
        self.back.set_label(t("Back"))
        self.ways_title.setText(t("Without the paper"))
        self.all.set_label(t("All"))
        self.paper_key.set_label(t("See the paper"))
        self.reason_title.setText(t("Reason"))
        self.exchange.set_label(t("Exchange"))
        self.loose.set_label(t("No sale to be found"))
        self.money_title.setText(t("Money back"))
        self.total_title.setText(t("Refund in all"))
        self.balance_title.setText(t("Balance after the refund"))
        self.done_balance_title.setText(t("Balance"))
        self.slip_title.set_text(t("Refund slip"))

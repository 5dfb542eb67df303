"""Closing a shift in three columns: the count, money, points; in the end the paper. One act: F12."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.gui.components.count_rows import CountRows
from app.gui.components.views import PaperOf
from app.gui.i18n import Texts
from app.gui.presenters.shift_close import Fact, ReasonTile, ShiftClose, ShiftCloseView, Verdict
from app.gui.screens.paper import picture_of
from app.gui.theme.look import Look
from app.gui.theme.theme import Tone
from app.gui.widgets.base import Card, Label, SectionRule
from app.gui.widgets.buttons import KeyButton, PrimaryButton
from app.gui.widgets.chips import Chip
from app.gui.widgets.figures import FactLine, MoneyLabel, Span
from app.gui.widgets.paper import PaperView
from app.gui.widgets.sheets import ScreenHead


class Facts(QWidget):
    """Lines of figures, made as they are needed."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self._lines: list[FactLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Shows these and no others."""
        while len(self._lines) < len(facts):
            line = FactLine(self.look, size=16, line=27)
            self._lines.append(line)
            self._column.addWidget(line)
        for at, line in enumerate(self._lines):
            line.setVisible(at < len(facts))
            if at < len(facts):
                self._show(line, facts[at])

    def _show(self, line: FactLine, fact: Fact) -> None:
        tone: Tone = "danger" if fact.sign < 0 else "points" if fact.sign > 0 else "text"
        label = (Span(fact.label, "text" if fact.strong else "secondary", fact.strong),)
        note = (Span(f"{fact.note}  ", "muted"),) if fact.note else ()
        line.set_content(label, (*note, Span(fact.value, tone, fact.strong or bool(fact.sign))))


class VerdictCard(Card):
    """Whether it agrees."""

    def __init__(self) -> None:
        super().__init__("success", padding=12, spacing=2)
        self.title, self.line = Label("", "row", "success", wrap=True), Label("", "caption", "success", wrap=True)
        self.title.set_bold(True)
        self.body.addWidget(self.title)
        self.body.addWidget(self.line)

    def show_verdict(self, verdict: Verdict | None) -> None:
        """Shows it, or nothing."""
        self.setVisible(verdict is not None)
        if verdict is not None:
            tone = cast(Tone, verdict.tone)
            self.set_tone(tone)
            for label, text in ((self.title, verdict.title), (self.line, verdict.line)):
                label.set_tone(tone)
                label.setText(text)
                label.setVisible(bool(text))


class ShiftCloseScreen(QWidget):
    """Knows the presenter of closing."""

    def __init__(self, presenter: ShiftClose, look: Look, texts: Texts) -> None:
        super().__init__()
        self.presenter, self.look, self.texts = presenter, look, texts
        self._paper: PaperOf | None = None
        self._reasons: tuple[ReasonTile, ...] = ()
        self._reason_buttons: list[KeyButton] = []
        self.head = ScreenHead(look)
        self.chips = [Chip(look) for _ in range(3)]
        self.steps = [Chip(look) for _ in range(3)]
        for chip in (*self.chips, *self.steps):
            self.head.extra.addWidget(chip)
        self.notice = Label("", "row", "info", wrap=True)
        self.notice.setContentsMargins(16, 10, 16, 0)
        body = QHBoxLayout()
        body.setContentsMargins(12, 12, 12, 4)
        body.setSpacing(12)
        self.count, self.money, self.points = self._count_card(), self._money_card(), self._points_card()
        self.paper = PaperView(look)
        self.paper.hide()
        body.addWidget(self.count, 10)
        body.addWidget(self.money, 12)
        body.addWidget(self.points, 13)
        body.addWidget(self.paper, 13)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.notice)
        column.addLayout(body, 1)
        column.addLayout(self._foot())

    def _count_card(self) -> Card:
        card = Card(padding=16, spacing=6)
        self.count_title = Label("", "heading")
        self.rows = CountRows(self.look)
        self.rows.chosen.connect(self.presenter.choose)
        self.total_title, self.total = Label("", "row", "secondary"), MoneyLabel(self.look, "balance")
        total = QHBoxLayout()
        total.addWidget(self.total_title)
        total.addWidget(self.total, 1)
        self.ready = KeyButton(self.look, "", "check", "Enter", "tonal")
        self.ready.clicked.connect(lambda _checked=False: self.presenter.count_done())
        card.body.addWidget(self.count_title)
        card.body.addWidget(self.rows)
        card.body.addStretch(1)
        card.body.addWidget(self.ready)
        card.body.addWidget(SectionRule(self.look))
        card.body.addLayout(total)
        return card

    def _money_card(self) -> Card:
        card = Card(padding=16, spacing=6)
        self.money_title, self.tenders = Label("", "heading"), Facts(self.look)
        self.drawer_title, self.drawer = Label("", "heading"), Facts(self.look)
        self.hidden = Label("", "body", "secondary", wrap=True)
        self.verdict = VerdictCard()
        self.reasons = QVBoxLayout()
        self.reasons.setSpacing(6)
        for part in (self.money_title, self.hidden, self.tenders, self.drawer_title, self.drawer):
            card.body.addWidget(part)
        card.body.addStretch(1)
        card.body.addWidget(self.verdict)
        card.body.addLayout(self.reasons)
        return card

    def _points_card(self) -> QWidget:
        card = Card(padding=16, spacing=6)
        self.points_title, self.moves = Label("", "heading", "points"), Facts(self.look)
        self.points_verdict = VerdictCard()
        self.others = Facts(self.look)
        self.approvals_title, self.approvals = Label("", "row"), Label("", "caption", "secondary", wrap=True)
        self.approvals_title.set_bold(True)
        self.anchor = Label("", "caption", "secondary", wrap=True)
        parts = (
            self.points_title, self.moves, self.points_verdict, SectionRule(self.look), self.others, SectionRule(self.look),
            self.approvals_title, self.approvals,
        )  # fmt: skip
        for part in parts:
            card.body.addWidget(part)
        card.body.addStretch(1)
        card.body.addWidget(self.anchor)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(card)
        return area

    def _foot(self) -> QHBoxLayout:
        self.note = Label("", "body", "secondary")
        self.problem = Label("", "body", "danger", wrap=True)
        self.x_key = KeyButton(self.look, "", "printer")
        self.x_key.clicked.connect(lambda _checked=False: self.presenter.print_x())
        self.confirm = PrimaryButton(self.look, "", "check")
        self.confirm.clicked.connect(lambda _checked=False: self.presenter.confirm())
        self.x_key.set_measure(height=56)
        row = QHBoxLayout()
        row.setContentsMargins(12, 4, 12, 12)
        row.setSpacing(12)
        texts = QVBoxLayout()
        texts.addWidget(self.problem)
        texts.addWidget(self.note)
        row.addLayout(texts, 3)
        row.addWidget(self.x_key)
        self.confirm.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row.addWidget(self.confirm, 2)
        return row

    def show_view(self, view: ShiftCloseView) -> None:
        """Shows a state."""
        t = self.texts
        self.head.set_words(t("Back"), view.title)
        for chip, text in zip(self.chips, view.facts or ("", "", ""), strict=True):
            chip.set_content(text)
        for at, (chip, text) in enumerate(zip(self.steps, view.steps, strict=True), 1):
            chip.set_content(text, "ok" if at < view.step else "", "action" if at == view.step else "muted")
        self.notice.setText(view.notice)
        self.notice.setVisible(bool(view.notice))
        self.count_title.setText(t("Count the drawer"))
        self.rows.show_rows([(row.label, row.text, row.amount, row.selected) for row in view.rows])
        self.total_title.setText(t("Counted"))
        self.total.set_text(view.total)
        self.ready.set_label(t("Counted, now check"))
        self.ready.setVisible(view.step == 1)
        self._show_money(view)
        self._show_points(view)
        self._show_foot(view)

    def _show_money(self, view: ShiftCloseView) -> None:
        t = self.texts
        self.money_title.setText(t("Tenders"))
        self.hidden.setText(view.hidden)
        self.hidden.setVisible(bool(view.hidden))
        self.tenders.show_facts(view.money)
        self.drawer_title.setText(t("Cash"))
        self.drawer_title.setVisible(bool(view.drawer))
        self.drawer.show_facts(view.drawer)
        self.verdict.show_verdict(view.verdict)
        self._reasons = view.reasons
        while len(self._reason_buttons) < len(view.reasons):
            at = len(self._reason_buttons)
            button = KeyButton(self.look, role="tile")
            button.clicked.connect(lambda _checked=False, index=at: self._reason_pressed(index))
            self._reason_buttons.append(button)
            self.reasons.addWidget(button)
        for at, button in enumerate(self._reason_buttons):
            button.setVisible(at < len(view.reasons))
            if at < len(view.reasons):
                button.set_label(view.reasons[at].label)
                button.set_key(view.reasons[at].key)
                button.set_selected(view.reasons[at].selected)

    def _show_points(self, view: ShiftCloseView) -> None:
        t = self.texts
        self.points_title.setText(view.points_title)
        self.moves.show_facts(view.points)
        self.points_verdict.show_verdict(view.points_verdict)
        self.others.show_facts(view.others)
        self.approvals_title.setText(t("Approvals"))
        self.approvals_title.setVisible(bool(view.approvals))
        self.approvals.setText("\n".join(view.approvals))
        self.approvals.setVisible(bool(view.approvals))
        self.anchor.setText(view.anchor)
        self.points.setVisible(view.paper is None)
        self.paper.setVisible(view.paper is not None)
        if view.paper is not None and view.paper != self._paper:
            self._paper = view.paper
            self.paper.show_picture(*picture_of(view.paper))

    def _show_foot(self, view: ShiftCloseView) -> None:
        t = self.texts
        going_on = t("Prints the Z report; the journal's anchor stands at its end")
        self.note.setText(t("Closed. The Z report is printing.") if view.step == 3 else going_on)
        self.problem.setText(view.problem)
        self.problem.setVisible(bool(view.problem))
        self.note.setVisible(not view.problem)
        self.x_key.set_label(t("X report first"))
        self.x_key.setVisible(view.step < 3)
        self.confirm.set_label(view.confirm)
        self.confirm.set_available(view.can_confirm, view.reason_not)

    def _reason_pressed(self, at: int) -> None:
        if at < len(self._reasons):
            self.presenter.choose_reason(self._reasons[at].id)

"""The member panel: nobody yet with today's rules, or a member with the five answers, at one glance and without scrolling."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.gui.components.member_parts import BalanceFigure, EarnedBox, MemberHead
from app.gui.components.today_rules import TodayRules
from app.gui.components.views import ChoiceView, MemberPanelView, MemberView
from app.gui.i18n import Texts
from app.gui.theme.look import Look
from app.gui.theme.theme import Tone
from app.gui.widgets.announce import announce
from app.gui.widgets.base import Card, Label, SectionRule
from app.gui.widgets.buttons import KeyButton
from app.gui.widgets.chips import Chip
from app.gui.widgets.figures import FactLine, ProgressBar, Span

_STATES_MAX = 2
TIGHT_BELOW = 480
"""Window height ÷ text size under which the panel keeps balance, this sale, expiring points and what is short of a reward."""


class NoticeStrip(QWidget):
    """A question or a miss with its choices: 换成周先生？ Enter / Esc. `choice_made` carries the id."""

    choice_made = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._choices: tuple[ChoiceView, ...] = ()
        self._buttons: list[KeyButton] = []
        self.card = Card("info", padding=10, spacing=8)
        self.text = Label("", "body", "info", wrap=True)
        self.text.follow(look)
        self.card.body.addWidget(self.text)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self.card.body.addLayout(self._row)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.addWidget(self.card)
        self.hide()

    def show_notice(self, text: str, tone: Tone, choices: tuple[ChoiceView, ...]) -> None:
        """Empty text hides the strip. The first choice is the tonal one."""
        self.setVisible(bool(text))
        self._choices = choices
        self.text.setText(text)
        self.text.set_tone(tone)
        self.card.set_tone(tone)
        while len(self._buttons) < len(choices):
            at = len(self._buttons)
            button = KeyButton(self.look, "", role="primary" if at == 0 else "plain")
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _checked=False, index=at: self._chosen(index))
            self._buttons.append(button)
            self._row.addWidget(button, 1)
        for at, button in enumerate(self._buttons):
            button.setVisible(at < len(choices))
            if at < len(choices):
                button.set_label(choices[at].label)
                button.set_icon(choices[at].icon)

    def _chosen(self, at: int) -> None:
        if at < len(self._choices):
            self.choice_made.emit(self._choices[at].id)


class MemberPanel(Card):
    """Render with `show_view`. Acts: find, enrol, detach, why, detail pressed; `choice_made(id)` of a notice."""

    find_pressed = Signal()
    enrol_pressed = Signal()
    detach_pressed = Signal()
    why_pressed = Signal()
    detail_pressed = Signal()
    choice_made = Signal(str)

    def __init__(self, look: Look, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(padding=0, spacing=0, parent=parent)
        self.look, self.texts = look, texts
        self._view = MemberPanelView()
        self._wide = False
        self._rules_shown = True
        self.head = MemberHead(look, texts)
        self.notice = NoticeStrip(look)
        self.find_key = KeyButton(look, "", "member", "F2", "tonal")
        self.enrol_key = KeyButton(look, "", "enrol", "⇧F2")
        self.rules = TodayRules(look, texts)
        self.body.addWidget(self.head)
        self.body.addWidget(self.notice)
        self._nobody = self._build_nobody()
        self._somebody = self._build_somebody()
        self.body.addWidget(self._nobody)
        self.body.addWidget(self._somebody)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.find_key.clicked.connect(lambda: self.find_pressed.emit())
        self.enrol_key.clicked.connect(lambda: self.enrol_pressed.emit())
        self.earned.clicked.connect(lambda: self.why_pressed.emit())
        self.head.detach_pressed.connect(self.detach_pressed)
        self.head.detail_pressed.connect(self.detail_pressed)
        self.notice.choice_made.connect(self.choice_made)
        look.changed.connect(self._render)
        texts.language_changed.connect(self._retranslate)
        self._retranslate()

    def _build_nobody(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(10)
        keys = QHBoxLayout()
        keys.setContentsMargins(14, 0, 14, 0)
        keys.setSpacing(8)
        for key in (self.find_key, self.enrol_key):
            key.set_measure(height=48)
            key.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            keys.addWidget(key, 1)
        column.addLayout(keys)
        self._rules_rule = SectionRule(self.look)
        column.addWidget(self._rules_rule)
        column.addWidget(self.rules)
        return part

    def _build_somebody(self) -> QWidget:
        look = self.look
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(14, 0, 14, 10)
        column.setSpacing(0)
        self.balance = BalanceFigure(look, self.texts)
        self.earned = EarnedBox(look, self.texts)
        self._figures = figures = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        figures.setContentsMargins(0, 10, 0, 9)
        figures.setSpacing(8)
        figures.addWidget(self.balance, 1)
        figures.addWidget(self.earned)
        self.value = FactLine(look, "storedValue")
        self.expiring = FactLine(look, "expiring")
        self.reward = FactLine(look, "nearestReward")
        self.reward_bar = ProgressBar(look)
        self.reward_gap = FactLine(look, size=14, line=26)
        self.next_tier = FactLine(look, "tierProgress")
        self.tier_bar = ProgressBar(look, points=False)
        self.states = [FactLine(look, "info") for _ in range(_STATES_MAX)]
        self.last_visit = FactLine(look, size=14, line=28)
        self.activity = Chip(look)
        self._head_rule, self._figure_rule, self._foot_rule = (SectionRule(look) for _ in range(3))
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 5, 0, 0)
        foot.setSpacing(8)
        foot.addWidget(self.last_visit, 1)
        foot.addWidget(self.activity)
        column.addLayout(figures)
        column.addWidget(self._figure_rule)
        column.addSpacing(6)
        for line in (self.value, self.expiring, self.reward, self.reward_bar, self.reward_gap, self.next_tier, self.tier_bar):
            column.addWidget(line)
        for state in self.states:
            column.addWidget(state)
        column.addSpacing(6)
        column.addWidget(self._foot_rule)
        column.addWidget(self._foot)
        return part

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stack_figures()
        self.head.avatar.setVisible(not self._is_tight())

    def _stack_figures(self) -> None:
        """Balance and points of this sale stand beside each other, or below where the balance would be cut off."""
        room = self.width() - 2 * 14 - 8
        beside = self.balance.least_width() + self.earned.sizeHint().width() <= room
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._figures.direction() != way:
            self._figures.setDirection(way)

    def set_rules_shown(self, shown: bool) -> None:
        """Today's rules, where nobody is attached, go first when the room is short."""
        if shown != self._rules_shown:
            self._rules_shown = shown
            self.rules.setVisible(shown and bool(self._view.rules))
            self._rules_rule.setVisible(shown and bool(self._view.rules))

    def set_wide(self, wide: bool) -> None:
        """Wide windows show the tier bar."""
        if wide != self._wide:
            self._wide = wide
            self._render()

    def show_view(self, view: MemberPanelView) -> None:
        """Renders the panel."""
        if view == self._view:
            return
        old, self._view = self._view, view
        self._render()
        if view.member is not None and (old.member is None or old.member.name != view.member.name):
            announce(self, f"{view.member.name} {view.member.tier.name} {view.member.balance} {view.member.balance_unit}")
        announce(self, view.notice if view.notice != old.notice else "")

    def _render(self) -> None:
        view = self._view
        self.head.show_member(view.member)
        self.notice.show_notice(view.notice, view.notice_tone, view.choices)
        self._nobody.setVisible(view.member is None)
        self._somebody.setVisible(view.member is not None)
        if view.member is None:
            self.rules.show_lines(view.rules)
            self.rules.setVisible(self._rules_shown and bool(view.rules))
            self._rules_rule.setVisible(self._rules_shown and bool(view.rules))
            self.setAccessibleName(self.texts("No member yet"))
            return
        self._render_member(view.member)

    def _render_member(self, member: MemberView) -> None:
        dense = self.look.theme.is_large_text
        self.setAccessibleName(member.name)
        self.setAccessibleDescription(member.spoken)
        line_high = 25 if dense else 31 if self._wide else 27
        for fact in (self.value, self.expiring, self.reward, self.next_tier, *self.states):
            fact.set_measure(line=line_high)
        self.reward_gap.set_measure(line=23 if dense else 26)
        self.balance.show_member(member)
        self.earned.show_member(member)
        self._stack_figures()
        tight, asking = self._is_tight(), dense and bool(self._view.notice)
        self.value.setVisible(bool(member.value) and not asking)
        self.value.set_content(self.texts("Stored value"), (Span(member.value, bold=True),))
        self.expiring.setVisible(bool(member.expiring) and not asking)
        on = (Span(f" · {member.expiring_on}", "secondary"),) if member.expiring_on else ()
        self.expiring.set_content((Span(self.texts("Expiring soon"), "warn"),), (Span(member.expiring, bold=True), *on))
        reward = member.reward
        self.reward_gap.setVisible(reward is not None and not asking)
        for part in (self.reward, self.reward_bar):
            part.setVisible(reward is not None and not asking and not tight)
        if reward is not None:
            self.reward.set_content(self.texts("Nearest reward"), (Span(reward.name, bold=True),))
            self.reward_bar.set_permille(reward.permille, reward.figures)
            self.reward_gap.set_content((Span(reward.short, "points", bold=True),), (Span(reward.figures, "secondary"),))
        self.next_tier.setVisible(bool(member.next_tier) and not asking and not tight)
        self.next_tier.set_content(member.next_tier, member.next_tier_gap)
        has_bar = member.next_tier_permille is not None and self._wide and not dense
        self.tier_bar.setVisible(has_bar)
        self.tier_bar.set_permille(member.next_tier_permille or 0, f"{member.next_tier} {member.next_tier_gap}")
        for at, line in enumerate(self.states):
            line.setVisible(at < len(member.states) and not asking)
            if at < len(member.states):
                state = member.states[at]
                line.set_content((Span(state.text, state.tone),), icon=state.icon)
        self.last_visit.set_content(member.last_visit)
        activity = member.activity
        self.activity.set_content(*((activity.text, activity.icon, activity.tone) if activity else ("", "")))
        has_foot = bool(member.last_visit or activity) and not dense
        self._foot.setVisible(has_foot)
        self._foot_rule.setVisible(has_foot)

    def _is_tight(self) -> bool:
        """Large text in a low window: the five answers do not all fit, and none may be cut off."""
        return self.window().height() * 100 // self.look.theme.scale_percent < TIGHT_BELOW

    def _retranslate(self) -> None:
        self.find_key.set_label(self.texts("Find member"))
        self.enrol_key.set_label(self.texts("New member"))
        self._render()

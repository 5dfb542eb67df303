"""Parts of the member panel: the head with name and tier, the balance, and what this sale earns."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.gui.components.views import MemberView
from app.gui.i18n import Texts
from app.gui.theme.look import Look
from app.gui.theme.theme import ButtonColours
from app.gui.widgets.base import PaintedButton, PaintedWidget, SectionRule
from app.gui.widgets.buttons import IconButton
from app.gui.widgets.chips import Avatar, TierChip
from app.gui.widgets.figures import ElidedText
from app.gui.widgets.painting import (
    FIGURE_LEAST,
    LABEL_LEAST,
    Run,
    cap_size,
    draw_cap,
    draw_runs,
    draw_text,
    fill_round,
    runs_width,
    text_width,
)


class MemberHead(QWidget):
    """Avatar, name, tier chip, identity line and the detach key; pressing the name asks for the member's page."""

    detach_pressed = Signal()
    detail_pressed = Signal()

    def __init__(self, look: Look, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.texts = look, texts
        self._member: MemberView | None = None
        self.avatar = Avatar(look)
        self.name = ElidedText(look)
        self.tier = TierChip(look)
        self.identity = ElidedText(look, "caption", "secondary")
        self.detach = IconButton(look, "close", "")
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.name)
        first.addWidget(self.tier)
        first.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addLayout(first)
        words.addWidget(self.identity)
        words.addStretch(1)
        self._row = row = QHBoxLayout()
        row.setContentsMargins(14, 11, 8, 10)
        row.setSpacing(10)
        row.addWidget(self.avatar)
        row.addLayout(words, 1)
        row.addWidget(self.detach)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        self.rule = SectionRule(look)
        column.addWidget(self.rule)
        self.detach.clicked.connect(lambda: self.detach_pressed.emit())

    def show_member(self, member: MemberView | None) -> None:
        """Renders the head, or the invitation to ask for a member code."""
        self._member = member
        t = self.texts
        is_member = member is not None
        self.tier.setVisible(is_member)
        self.detach.setVisible(is_member)
        self.rule.setVisible(is_member)
        dense = self.look.theme.is_large_text
        self.identity.setVisible(not (is_member and dense))
        self._row.setContentsMargins(14, 4 if dense else 11, 8, 4 if dense else 10)
        self.detach.set_label(t("Take the member off this sale"))
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_member else Qt.CursorShape.ArrowCursor)
        if member is None:
            self.avatar.set_person("", None)
            self.name.set_text(t("No member yet"))
            self.identity.set_text(t('Ask: "Do you have a member code?"'))
            return
        self.avatar.set_person(member.initial, member.tier.rank)
        self.name.set_text(member.name)
        self.tier.set_tier(member.tier.rank, member.tier.name)
        self.identity.set_text(member.identity)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._member is not None and self.rect().contains(event.position().toPoint()):
            self.detail_pressed.emit()


class BalanceFigure(PaintedWidget):
    """Title (or how old the figure is), balance, unit and worth."""

    def __init__(self, look: Look, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.texts = texts
        self._member: MemberView | None = None
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def least_width(self) -> int:
        """The width under which the balance would be cut off."""
        shown = self._member.balance if self._member else ""
        return round(text_width(shown, self.theme.font("balance")) * (FIGURE_LEAST + 15) / 100) + 4

    def show_member(self, member: MemberView) -> None:
        """Renders the balance."""
        self._member = member
        self.setAccessibleName(f"{member.stale or self.texts('Points balance')} {member.balance} {member.balance_unit}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(150), self.theme.px(21) + self.theme.px(38))

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        member, theme, c = self._member, self.theme, self.theme.c
        if member is None:
            return
        title, ink = (member.stale, c.warn) if member.stale else (self.texts("Points balance"), c.text_secondary)
        draw_text(
            painter, QRectF(rect.left(), rect.top(), rect.width(), theme.px(21)), title, theme.sized(14), ink, least_percent=LABEL_LEAST
        )
        box = QRectF(rect.left(), rect.top() + theme.px(21), rect.width(), rect.height() - theme.px(21))
        figure = Run(member.balance, theme.font("balance"), c.text)
        unit = Run(member.balance_unit, theme.sized(14), c.text_secondary, gap=5)
        worth = Run(member.worth, theme.sized(14), c.text_secondary, gap=4)
        for runs in ((figure, unit, worth), (figure, unit)):
            if runs_width(runs) <= box.width():
                draw_runs(painter, box, runs)
                return
        draw_runs(painter, box, (figure,), least_percent=FIGURE_LEAST)


class EarnedBox(PaintedButton):
    """What this sale earns, amber; pressing it (F8) explains why."""

    def __init__(self, look: Look, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(look, "points", parent)
        self.texts = texts
        self._figure = ""
        self._unit = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_member(self, member: MemberView) -> None:
        """Renders the figure."""
        self._figure, self._unit = member.earned, member.earned_unit
        title = self.texts("This sale")
        self.setText(title)
        self.setAccessibleName(f"{title} {member.earned} {member.earned_unit}, F8")
        self.set_hint(self.texts("Press F8 to see how these points come about"))
        self.updateGeometry()
        self.update()

    def _figure_runs(self) -> tuple[Run, Run]:
        theme = self.theme
        return (
            Run(self._figure, theme.font("points"), theme.c.points),
            Run(self._unit, theme.sized(14), theme.c.points, gap=3),
        )

    def sizeHint(self) -> QSize:
        theme = self.theme
        title = text_width(self.text(), theme.sized(14)) + 8 + cap_size(theme, "F8")[0]
        width = max(title, runs_width(self._figure_runs()), theme.px(94))
        return QSize(round(width) + 24, theme.high(62, 52))

    def paint_ground(self, painter: QPainter, rect: QRectF, colours: ButtonColours) -> None:
        fill_round(painter, rect, self.theme.tokens.radius["control"], colours.ground)

    def paint_content(self, painter: QPainter, rect: QRectF, colours: ButtonColours) -> None:
        theme = self.theme
        inner = rect.adjusted(12, 4, -12, -3)
        title = theme.px(24)
        draw_text(painter, QRectF(inner.left(), inner.top(), inner.width(), title), self.text(), theme.sized(14), colours.text)
        width, height = cap_size(theme, "F8")
        cap = QRectF(inner.right() - width, inner.top() + (title - height) / 2, width, height)
        draw_cap(painter, cap, theme, "F8", colours.text, None)
        box = QRectF(inner.left(), inner.top() + title, inner.width(), inner.height() - title)
        draw_runs(painter, box, self._figure_runs())

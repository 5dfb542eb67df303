"""The banner: a severity bar, what happened — what to do, the acts, and ✕ where it may be put away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from app.gui.theme.look import Look
from app.gui.theme.qss import css
from app.gui.theme.theme import Tone
from app.gui.widgets.announce import announce
from app.gui.widgets.base import PaintedWidget
from app.gui.widgets.buttons import IconButton, KeyButton
from app.gui.widgets.chips import Chip
from app.gui.widgets.painting import draw_icon

Severity = Literal["info", "ok", "warn", "danger"]
OK_SHOWN_MS = 6_000
_TONES: dict[Severity, Tone] = {"info": "info", "ok": "success", "warn": "warn", "danger": "danger"}


@dataclass(frozen=True, slots=True)
class BannerAct:
    """A way on offered in a banner."""

    id: str
    label: str
    icon: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BannerView:
    """One banner; `more` counts the others behind it. Danger cannot be put away unless `closable` says so."""

    id: str
    severity: Severity
    headline: str
    detail: str = ""
    icon: str = ""
    acts: tuple[BannerAct, ...] = ()
    closable: bool = True
    more: str = ""


class _BannerIcon(PaintedWidget):
    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.meaning = ""
        self.tone: Tone = "info"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = self.theme.px(24)
        return QSize(side, side)

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        draw_icon(painter, rect, self.meaning, self.theme.tone(self.tone))


class BannerBar(QWidget):
    """The banner slot: hidden without a banner. `act_chosen(banner id, act id)`, `dismissed(banner id)`."""

    act_chosen = Signal(str, str)
    dismissed = Signal(str)

    def __init__(self, look: Look, close_label: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._view: BannerView | None = None
        self._buttons: list[KeyButton] = []
        self._icon = _BannerIcon(look)
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setWordWrap(True)
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.more = Chip(look)
        self.close_key = IconButton(look, "close", close_label)
        self._acts = QWidget()
        self._act_row = QHBoxLayout(self._acts)
        self._act_row.setContentsMargins(0, 0, 0, 0)
        self._act_row.setSpacing(12)
        self._act_row.addStretch(1)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(24, 4, 8, 4)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        for column, part in enumerate((self._icon, self.text, self.more, self._acts, self.close_key)):
            self._grid.addWidget(part, 0, column)
        self._acts_below = False
        self._leave = QTimer(self)
        self._leave.setSingleShot(True)
        self._leave.timeout.connect(self._dismiss)
        self.close_key.clicked.connect(self._dismiss)
        # As high as its text needs at this width, and no higher.
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self._render)
        self.hide()

    def set_words(self, close_label: str) -> None:
        """Spoken name of ✕."""
        self.close_key.set_label(close_label)

    def show_view(self, view: BannerView | None) -> None:
        """Shows the worst banner, or none. A good one leaves by itself after 6 s."""
        if view == self._view:
            return
        self._view = view
        self._leave.stop()
        if view is not None and view.severity == "ok":
            self._leave.start(OK_SHOWN_MS)
        self._render()
        if view is not None:
            announce(self, f"{view.headline}. {view.detail}")

    def sizeHint(self) -> QSize:
        theme = self.look.theme
        return QSize(640, theme.high(theme.tokens.size["banner"], 24))

    def minimumSizeHint(self) -> QSize:
        return QSize(320, self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(self.sizeHint().height(), self._grid.totalHeightForWidth(width))

    def _render(self) -> None:
        view = self._view
        self.setVisible(view is not None)
        if view is None:
            return
        from html import escape

        theme = self.look.theme
        tone = _TONES[view.severity]
        self._icon.meaning, self._icon.tone = view.icon or view.severity, tone
        self._icon.updateGeometry()
        self._icon.update()
        detail = f" — {escape(view.detail)}" if view.detail else ""
        self.text.setText(f"<b>{escape(view.headline)}</b>{detail}")
        self.text.setStyleSheet(f"color: {css(theme.tone(tone))}; font-size: {theme.px(16)}px;")
        self.setAccessibleName(f"{view.headline} {view.detail}".strip())
        self.more.set_content(view.more, tone=tone)
        self.close_key.setVisible(view.closable)
        while len(self._buttons) < len(view.acts):
            at = len(self._buttons)
            button = KeyButton(self.look)
            button.clicked.connect(lambda _checked=False, index=at: self._chosen(index))
            self._buttons.append(button)
            self._act_row.addWidget(button)
        for at, button in enumerate(self._buttons):
            button.setVisible(at < len(view.acts))
            if at < len(view.acts):
                button.set_label(view.acts[at].label)
                button.set_icon(view.acts[at].icon)
        self._acts.setVisible(bool(view.acts))
        self._arrange()
        self.updateGeometry()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Acts that would leave less than half the width to the text go to a line of their own."""
        shown = [button for button in self._buttons if button.isVisibleTo(self._acts)]
        below = sum(button.sizeHint().width() + 12 for button in shown) > self.width() * 0.55
        if below != self._acts_below:
            self._acts_below = below
            self._grid.removeWidget(self._acts)
            if below:
                self._grid.addWidget(self._acts, 1, 1, 1, 4)
            else:
                self._grid.addWidget(self._acts, 0, 3)

    def _chosen(self, at: int) -> None:
        view = self._view
        if view is not None and at < len(view.acts):
            self.act_chosen.emit(view.id, view.acts[at].id)

    def _dismiss(self) -> None:
        if self._view is not None:
            self.dismissed.emit(self._view.id)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._view is None:
            return
        theme = self.look.theme
        panel = theme.panel(_TONES[self._view.severity])
        painter = QPainter(self)
        painter.fillRect(self.rect(), panel.ground)
        painter.fillRect(QRectF(0, 0, theme.tokens.stroke["bannerBar"], self.height()), panel.fill)
        painter.end()


class UndoStrip(PaintedWidget):
    """已删除 鲜肉大包 · 撤销 Ctrl+Z: a strip with one act, gone after 5 s. `undone()`, `expired()`."""

    undone = Signal()
    expired = Signal()
    SHOWN_MS = 5_000

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._expire)
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.undo = KeyButton(look, "", "history", "Ctrl Z", "tonal")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 2, 4, 2)
        row.addWidget(self.text, 1)
        row.addWidget(self.undo)
        self.undo.clicked.connect(self._undo)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def offer(self, text: str, undo_label: str) -> None:
        """Shows the strip and starts its 5 s anew."""
        self.text.setText(text)
        self.undo.set_label(undo_label)
        self.setAccessibleName(f"{text} {undo_label}")
        self.show()
        self._timer.start(self.SHOWN_MS)

    def withdraw(self) -> None:
        """Hides the strip without a signal."""
        self._timer.stop()
        self.hide()

    def _undo(self) -> None:
        self.withdraw()
        self.undone.emit()

    def _expire(self) -> None:
        self.hide()
        self.expired.emit()

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        c = self.theme.c
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(c.action_subtle)
        radius = self.theme.tokens.radius["control"]
        painter.drawRoundedRect(rect, radius, radius)

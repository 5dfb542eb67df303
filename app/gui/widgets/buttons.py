"""Keys: a button with icon, label and the key that does the same; the pay key; icon buttons; function keys; links."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui.theme.look import Look
from app.gui.theme.theme import ButtonColours, Role
from app.gui.widgets.base import PaintedButton
from app.gui.widgets.painting import (
    LABEL_LEAST,
    Run,
    cap_size,
    draw_cap,
    draw_icon,
    draw_runs,
    draw_text,
    fill_round,
    runs_width,
    shrunk,
    text_width,
)


class KeyButton(PaintedButton):
    """Icon, label and key cap in one row, centred."""

    def __init__(
        self,
        look: Look,
        label: str = "",
        icon: str = "",
        key: str = "",
        role: Role = "plain",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, role, parent)
        self._icon = icon
        self._key = key
        self._text_size = 16
        self._icon_size = 20
        self._height = look.theme.tokens.size["button"]
        self._bold = role in ("primary", "tonal")
        self.set_label(label)

    def set_label(self, label: str) -> None:
        """Changes the label."""
        if self.text() != label or not self.accessibleName():
            self.setText(label)
            self.setAccessibleName(f"{label} {self._key}".strip())
            self.updateGeometry()
            self.update()

    def set_icon(self, icon: str) -> None:
        """Changes the icon meaning; empty for none."""
        if icon != self._icon:
            self._icon = icon
            self.updateGeometry()
            self.update()

    def set_key(self, key: str) -> None:
        """Changes the key cap; empty for none."""
        if key != self._key:
            self._key = key
            self.setAccessibleName(f"{self.text()} {key}".strip())
            self.updateGeometry()
            self.update()

    def set_measure(self, *, height: int | None = None, text: int | None = None, icon: int | None = None) -> None:
        """Height, text and icon size in logical pixels at 100 %."""
        self._height = self._height if height is None else height
        self._text_size = self._text_size if text is None else text
        self._icon_size = self._icon_size if icon is None else icon
        self.updateGeometry()
        self.update()

    def _weight(self) -> int:
        return 700 if self._bold or self.isChecked() else 400

    def _widths(self) -> tuple[float, float, float]:
        theme = self.theme
        icon = theme.px(self._icon_size) if self._icon else 0
        text = text_width(self.text(), theme.sized(self._text_size, self._weight())) if self.text() else 0
        cap = cap_size(theme, self._key)[0] if self._key else 0
        return icon, text, cap

    def sizeHint(self) -> QSize:
        parts = [width for width in self._widths() if width]
        width = sum(parts) + 8 * max(0, len(parts) - 1) + 32
        return QSize(round(width), self.theme.high(self._height, self._text_size))

    def paint_content(self, painter: QPainter, rect: QRectF, colours: ButtonColours) -> None:
        theme = self.theme
        icon, text, cap = self._widths()
        gap, room = 8, rect.width() - 12
        if cap and icon + text + cap + 2 * gap > room:
            cap = 0
        if icon and text * LABEL_LEAST / 100 + icon + gap > room:
            icon = 0
        spare = room - icon - cap - gap * (sum(1 for part in (icon, text, cap) if part) - 1)
        font = theme.sized(self._text_size, self._weight())
        words = shrunk([Run(self.text(), font, colours.text)], spare, LABEL_LEAST)
        text = min(runs_width(words), spare) if text else 0
        total = room - spare + text
        x = rect.left() + (rect.width() - total) / 2
        if icon:
            tint = colours.text if self._role != "plain" or not self.isEnabled() else theme.c.text_secondary
            draw_icon(painter, QRectF(x, rect.top(), icon, rect.height()), self._icon, tint)
            x += icon + gap
        if text:
            draw_runs(painter, QRectF(x, rect.top(), text + 1, rect.height()), words)
            x += text + gap
        if cap:
            height = cap_size(theme, self._key)[1]
            box = QRectF(x, rect.center().y() - height / 2, cap, height)
            draw_cap(painter, box, theme, self._key, colours.text, None)


class PrimaryButton(KeyButton):
    """The one confirm act of a screen: large, in the action colour.."""

    def __init__(self, look: Look, label: str = "", icon: str = "", key: str = "F12", parent: QWidget | None = None) -> None:
        super().__init__(look, label, icon, key, "primary", parent)
        self.set_measure(height=look.theme.tokens.size["targetPay"], text=24, icon=28)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


class IconButton(PaintedButton):
    """A 44 px button with an icon only; the label is its tooltip and accessible name."""

    def __init__(self, look: Look, icon: str, label: str, role: Role = "quiet", *, size: int = 44, parent: QWidget | None = None) -> None:
        super().__init__(look, role, parent)
        self._icon = icon
        self._side = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_label(label)

    def set_label(self, label: str) -> None:
        """Changes the spoken name and tooltip."""
        self.setAccessibleName(label)
        self.set_hint(label)

    def sizeHint(self) -> QSize:
        side = self.theme.high(self._side, self._icon_height())
        return QSize(side, side)

    @staticmethod
    def _icon_height() -> int:
        return 22

    def paint_content(self, painter: QPainter, rect: QRectF, colours: ButtonColours) -> None:
        side = self.theme.px(self._icon_height())
        tint = colours.text if self._role != "quiet" or not self.isEnabled() else self.theme.c.text_secondary
        box = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
        draw_icon(painter, box, self._icon, tint)


class LinkButton(KeyButton):
    """A label in the action colour with an icon, without ground: 打印, 全部 18 件 ›."""

    def __init__(self, look: Look, label: str = "", icon: str = "", key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(look, label, icon, key, "quiet", parent)
        self.set_measure(text=15, icon=18)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width() - 16, hint.height())


class FunctionKey(PaintedButton):
    """A key of the function bar: icon and label above, the key's name below, a count badge beside the label."""

    def __init__(self, look: Look, key: str, parent: QWidget | None = None) -> None:
        super().__init__(look, "tile", parent)
        self._key = key
        self._icon = ""
        self._badge = 0
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def key(self) -> str:
        """The key that does the same, `F1` … `F11`."""
        return self._key

    def set_content(self, label: str, icon: str, badge: int = 0) -> None:
        """Label, icon meaning and a count (0 draws none)."""
        self._icon = icon
        self._badge = badge
        self.setText(label)
        counted = f" {badge}" if badge else ""
        self.setAccessibleName(f"{label}{counted} {self._key}")
        self.update()

    def sizeHint(self) -> QSize:
        theme = self.theme
        return QSize(theme.px(76), theme.high(theme.tokens.size["functionKey"], 38))

    def paint_ground(self, painter: QPainter, rect: QRectF, colours: ButtonColours) -> None:
        c = self.theme.c
        ground = c.subtle if not self.isDown() and not self.isChecked() else colours.ground
        fill_round(painter, rect, self.theme.tokens.radius["control"], ground, colours.outline)

    def paint_content(self, painter: QPainter, rect: QRectF, colours: ButtonColours) -> None:
        theme = self.theme
        enabled, c = self.isEnabled(), theme.c
        label_line = theme.px(24)
        caption_line = theme.px(16)
        top = rect.center().y() - (label_line + caption_line) / 2
        badge = self._badge_width()
        icon = theme.px(16 if rect.width() < 110 else 18)
        gap = 5 if rect.width() >= 100 else 3
        room = rect.width() - 8 - (badge + 4 if badge else 0)
        ink = colours.text if enabled else c.text_disabled
        words = [Run(self.text(), theme.sized(15), ink)]
        if icon + gap + runs_width(shrunk(words, room - icon - gap, 93)) > room + 1:
            # The icon goes before a letter does.
            icon = gap = 0
        words = shrunk(words, room - icon - gap, LABEL_LEAST)
        text = min(runs_width(words), room - icon - gap)
        total = icon + gap + text + (badge + 4 if badge else 0)
        x = rect.center().x() - total / 2
        tint = c.action_text if enabled else c.text_disabled
        if icon:
            draw_icon(painter, QRectF(x, top, icon, label_line), self._icon, tint)
        x += icon + gap
        draw_runs(painter, QRectF(x, top, text + 1, label_line), words)
        if badge:
            x += text + 4
            self._paint_badge(painter, QRectF(x, top, badge, label_line))
        caption = QRectF(rect.left(), top + label_line - 2, rect.width(), caption_line)
        muted: QColor = c.text_muted if enabled else c.text_disabled
        draw_text(painter, caption, self._key, theme.sized(12), muted, centre=True)

    def _badge_width(self) -> float:
        if not self._badge:
            return 0
        theme = self.theme
        return max(theme.px(20), text_width(str(self._badge), theme.sized(14, 700)) + theme.px(10))

    def _paint_badge(self, painter: QPainter, rect: QRectF) -> None:
        theme = self.theme
        side = theme.px(20)
        box = QRectF(rect.left(), rect.center().y() - side / 2, rect.width(), side)
        fill_round(painter, box, side / 2, theme.c.action)
        draw_text(painter, box, str(self._badge), theme.sized(14, 700), theme.c.on_action, centre=True)

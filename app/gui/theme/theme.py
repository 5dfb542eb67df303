"""One theme: colours of a mode at a text scale, with lengths, fonts and button colours derived from the tokens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtGui import QColor, QFont, QFontMetrics

from app.gui.theme.fonts import ui_font, ui_metrics
from app.gui.theme.tokens import TIER_RANKS, Colours, Mode, TierColours, TierRank, Tokens, TypeStyle

Tone = Literal["text", "secondary", "muted", "disabled", "action", "points", "success", "warn", "danger", "info"]
Role = Literal["plain", "tile", "primary", "tonal", "points", "quiet", "topbar", "keypad"]
Breakpoint = Literal["compact", "regular", "wide"]


@dataclass(frozen=True, slots=True)
class ButtonColours:
    """Ground, outline and text of a button in one state; an outline of None is not drawn."""

    ground: QColor
    outline: QColor | None
    text: QColor


@dataclass(frozen=True, slots=True)
class PanelColours:
    """Ground, left bar or icon, and text of a state panel."""

    ground: QColor
    fill: QColor
    text: QColor


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours and measures of one mode and text size; `scale_percent` is one of the token steps (100 … 200)."""

    tokens: Tokens
    mode: Mode
    scale_percent: int

    @property
    def c(self) -> Colours:
        """The colours of this mode."""
        return self.tokens.colours[self.mode]

    @property
    def is_large_text(self) -> bool:
        """True from 150 % text on, where dense arrangements are used on small screens."""
        return self.scale_percent >= 150

    def px(self, length: int) -> int:
        """`length` grown with the text size."""
        return (length * self.scale_percent + 50) // 100

    def high(self, height: int, text: int) -> int:
        """A height of `height` at 100 % of which `text` pixels are text: only the text grows."""
        return height + self.px(text) - text

    def type_style(self, name: str) -> TypeStyle:
        """The text style of that name, not scaled."""
        return self.tokens.type[name]

    def font(self, name: str, weight: int | None = None) -> QFont:
        """Shared font of a text style at this text size; `weight` overrides the style's."""
        style = self.tokens.type[name]
        return ui_font(self.px(style.size), style.weight if weight is None else weight)

    def sized(self, size: int, weight: int = 400) -> QFont:
        """Shared font of `size` pixels at 100 %."""
        return ui_font(self.px(size), weight)

    def metrics(self, size: int, weight: int = 400) -> QFontMetrics:
        """Metrics of `sized`."""
        return ui_metrics(self.px(size), weight)

    def line_height(self, name: str) -> int:
        """Line height of a text style at this text size."""
        return self.px(self.tokens.type[name].line_height)

    def tone(self, tone: Tone) -> QColor:
        """The text colour of a tone."""
        c = self.c
        return {
            "text": c.text,
            "secondary": c.text_secondary,
            "muted": c.text_muted,
            "disabled": c.text_disabled,
            "action": c.action_text,
            "points": c.points,
            "success": c.success,
            "warn": c.warn,
            "danger": c.danger,
            "info": c.info,
        }[tone]

    def panel(self, tone: Tone) -> PanelColours:
        """The panel colours of a state tone; other tones give the neutral panel."""
        c = self.c
        return {
            "points": PanelColours(c.points_bg, c.points_fill, c.points),
            "success": PanelColours(c.success_bg, c.success_fill, c.success),
            "warn": PanelColours(c.warn_bg, c.warn_fill, c.warn),
            "danger": PanelColours(c.danger_bg, c.danger_fill, c.danger),
            "info": PanelColours(c.info_bg, c.info_fill, c.info),
            "action": PanelColours(c.action_subtle, c.action, c.action_text),
        }.get(tone, PanelColours(c.sunken, c.border_strong, c.text_muted))

    def tier(self, rank: TierRank) -> TierColours:
        """Colours and icon of a tier rank."""
        return self.tokens.tiers[self.mode][rank]

    def button(self, role: Role, *, enabled: bool = True, selected: bool = False, down: bool = False, hover: bool = False) -> ButtonColours:
        """Colours of a button role in a state."""
        c = self.c
        if role == "primary":
            if not enabled:
                return ButtonColours(c.sunken, None, c.text_disabled)
            return ButtonColours(c.action_pressed if down else c.action_hover if hover else c.action, None, c.on_action)
        if role == "topbar":
            return ButtonColours(c.action_pressed if down else c.topbar_item, None, c.on_topbar)
        if not enabled:
            ground = c.subtle if role in ("plain", "tile", "keypad") else c.sunken
            return ButtonColours(ground, c.border, c.text_disabled)
        if selected:
            return ButtonColours(c.action_subtle, c.action, c.action_text)
        if role == "tonal":
            return ButtonColours(c.sunken if down else c.action_subtle, c.action if hover else None, c.action_text)
        if role == "points":
            return ButtonColours(c.points_border if down else c.points_bg, c.points_border, c.points)
        if role == "quiet":
            return ButtonColours(c.sunken if down else QColor(0, 0, 0, 0), c.border if hover else None, c.action_text)
        outline = c.border_strong if role == "plain" or hover else c.border
        return ButtonColours(c.sunken if down else c.surface, outline, c.text)


def tier_rank(position: int, count: int) -> TierRank:
    """The colour rank of tier `position` (0 = lowest) of `count` tiers: the top one is diamond of five, the lowest regular.

    Shops with fewer tiers take the lower ranks in order; with more, the middle ones share platinum.
    """
    if not 0 <= position < count:
        raise ValueError(f"tier {position} of {count}")
    if count > len(TIER_RANKS) and position == count - 1:
        return TIER_RANKS[-1]
    return TIER_RANKS[min(position, len(TIER_RANKS) - (2 if count > len(TIER_RANKS) else 1))]


def breakpoint_of(width: int, scale_percent: int) -> Breakpoint:
    """The layout for a window `width` logical pixels wide: width ÷ text scale decides."""
    logical = width * 100 // scale_percent
    if logical < 1200:
        return "compact"
    return "regular" if logical < 1680 else "wide"

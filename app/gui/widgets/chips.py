"""Chips: pills that name a state or a tier, status chips of the top bar, and the round avatar."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui.theme.look import Look
from app.gui.theme.theme import ButtonColours, Tone
from app.gui.theme.tokens import TierRank
from app.gui.widgets.base import PaintedButton, PaintedWidget
from app.gui.widgets.painting import draw_icon, draw_text, fill_round, text_width


class Chip(PaintedWidget):
    """A pill with optional icon; `tone` gives its panel colours."""

    def __init__(self, look: Look, text: str = "", icon: str = "", tone: Tone = "muted", parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._height = look.theme.tokens.size["chipSmall"]
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_content(text, icon, tone)

    def set_content(self, text: str, icon: str = "", tone: Tone = "muted") -> None:
        """Changes everything shown; an empty text hides the chip."""
        self._text, self._icon, self._tone = text, icon, tone
        self.setAccessibleName(text)
        if not text or self.parent() is not None:  # shown without a parent it would be a window for a moment, and take the focus
            self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def set_large(self) -> None:
        """26 px and more instead of 22."""
        self._height = self.theme.tokens.size["chip"]
        self.updateGeometry()

    def _colours(self) -> tuple[QColor, QColor]:
        panel = self.theme.panel(self._tone)
        return panel.ground, panel.text

    def _text_size(self) -> int:
        return 14

    def sizeHint(self) -> QSize:
        theme = self.theme
        icon = theme.px(15) + 5 if self._icon else 0
        width = text_width(self._text, theme.sized(self._text_size())) + icon + 18
        return QSize(round(width), theme.high(self._height, 20))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), self.theme.px(48)), self.sizeHint().height())

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        theme = self.theme
        ground, ink = self._colours()
        fill_round(painter, rect, rect.height() / 2, ground)
        x = rect.left() + 9
        if self._icon:
            side = theme.px(15)
            draw_icon(painter, QRectF(x, rect.top(), side, rect.height()), self._icon, ink)
            x += side + 5
        box = QRectF(x, rect.top(), rect.right() - 8 - x, rect.height())
        draw_text(painter, box, self._text, theme.sized(self._text_size()), ink)


class TierChip(Chip):
    """A tier: icon and name in the colours of its rank."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        self._rank: TierRank = "regular"
        super().__init__(look, parent=parent)

    def set_tier(self, rank: TierRank, name: str) -> None:
        """The rank picks colours and icon; the shop names the tier."""
        self._rank = rank
        self.set_content(name, self.theme.tier(rank).icon)

    def _colours(self) -> tuple[QColor, QColor]:
        tier = self.theme.tier(self._rank)
        return tier.background, tier.text


class Avatar(PaintedWidget):
    """A circle with the first character of a name, or an icon where there is nobody."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._initial = ""
        self._rank: TierRank | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_person(self, initial: str, rank: TierRank | None) -> None:
        """`initial` empty and rank None draw the empty avatar."""
        self._initial, self._rank = initial, rank
        self.update()

    def sizeHint(self) -> QSize:
        side = self.theme.high(44, 16)
        return QSize(side, side)

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        theme = self.theme
        tier = None if self._rank is None else theme.tier(self._rank)
        ground = theme.c.sunken if tier is None else tier.background
        ink = theme.c.text_secondary if tier is None else tier.text
        fill_round(painter, rect, rect.height() / 2, ground)
        if self._initial:
            draw_text(painter, rect, self._initial, theme.sized(20, 700), ink, centre=True)
        else:
            side = theme.px(24)
            centre = rect.center()
            draw_icon(painter, QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side), "user", ink)


class BarChip(PaintedButton):
    """A status chip of the top bar; pressing it opens what it tells about. `tone` warn and danger stand out."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "topbar", parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._icon = ""
        self._tone: Tone = "text"
        self._compact = False

    def set_content(self, text: str, icon: str, tone: Tone = "text", hint: str = "") -> None:
        """`success` tints the icon green; `warn` is the pale yellow chip, `danger` the pale red one."""
        self._icon, self._tone = icon, tone
        if self.text() != text:
            self.setText(text)
            self.updateGeometry()
        self.setAccessibleName(text or hint)
        self.set_hint(hint)
        self.update()

    def set_compact(self, *, compact: bool) -> None:
        """Icon only, the text stays as accessible name."""
        if compact != self._compact:
            self._compact = compact
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        theme = self.theme
        shown = "" if self._compact else self.text()
        text = text_width(shown, theme.sized(14)) + 6 if shown else 0
        icon = theme.px(18) if self._icon else 0
        return QSize(max(44, round(text + icon + 20)), max(44, theme.high(44, 20)))

    def minimumSizeHint(self) -> QSize:
        return QSize(44, self.sizeHint().height())

    def _chip_colours(self) -> tuple[QColor, QColor, QColor]:
        light = self.theme.tokens.colours["light"]
        tiers = self.theme.tokens.tiers["light"]
        if self._tone == "warn":
            return tiers["gold"].background, tiers["gold"].text, tiers["gold"].text
        if self._tone == "danger":
            return QColor("#F3C6AE"), light.warn, light.warn
        c = self.theme.c
        icon = self.theme.tokens.colours["dark"].success if self._tone == "success" else c.on_topbar_muted
        return (c.action_pressed if self.isDown() else c.topbar_item), icon, c.on_topbar

    def paint_ground(self, painter: QPainter, rect: QRectF, colours: ButtonColours) -> None:
        inset = 4
        box = rect.adjusted(0, inset, 0, -inset)
        fill_round(painter, box, self.theme.tokens.radius["control"], self._chip_colours()[0])

    def paint_content(self, painter: QPainter, rect: QRectF, colours: ButtonColours) -> None:
        theme = self.theme
        _ground, tint, ink = self._chip_colours()
        shown = "" if self._compact else self.text()
        icon = theme.px(18) if self._icon else 0
        x = rect.left() + 10 if shown else rect.center().x() - icon / 2
        if icon:
            draw_icon(painter, QRectF(x, rect.top(), icon, rect.height()), self._icon, tint)
            x += icon + 6
        if shown:
            box = QRectF(x, rect.top(), rect.right() - 8 - x, rect.height())
            draw_text(painter, box, shown, theme.sized(14), ink)

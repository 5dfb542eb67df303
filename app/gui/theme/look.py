"""The current theme of a running program, handed to every widget: `changed` tells them to measure and paint again."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from app.gui.theme.fonts import load_fonts, set_application_font
from app.gui.theme.qss import style_sheet
from app.gui.theme.theme import Theme
from app.gui.theme.tokens import Mode, load_tokens


class Look(QObject):
    """Holds one Theme; `set` replaces it. Widgets keep the Look, never the Theme."""

    changed = Signal()

    def __init__(self, mode: Mode = "light", scale_percent: int = 100, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = Theme(load_tokens(), mode, scale_percent)
        self._app: QApplication | None = None

    @property
    def theme(self) -> Theme:
        """The theme to draw with now."""
        return self._theme

    def dress(self, app: QApplication) -> None:
        """Loads the fonts and gives the application style, font, palette and style sheet. Before the first widget."""
        load_fonts()
        app.setStyle("Fusion")
        self._app = app
        self._apply()

    def set(self, *, mode: Mode | None = None, scale_percent: int | None = None) -> None:
        """Changes mode or text size; ValueError for a size that is not one of the token steps."""
        new = Theme(
            self._theme.tokens,
            self._theme.mode if mode is None else mode,
            self._theme.scale_percent if scale_percent is None else scale_percent,
        )
        if new.scale_percent not in new.tokens.scale_percents:
            raise ValueError(f"text size {new.scale_percent} %")
        if (new.mode, new.scale_percent) == (self._theme.mode, self._theme.scale_percent):
            return
        self._theme = new
        self._apply()
        self.changed.emit()

    def _apply(self) -> None:
        if self._app is None:
            return
        set_application_font(self._theme.px(16))
        self._app.setPalette(palette_of(self._theme))
        self._app.setStyleSheet(style_sheet(self._theme))


def palette_of(theme: Theme) -> QPalette:
    """Qt palette for what the style sheet does not reach."""
    c = theme.c
    palette = QPalette()
    group, role = QPalette.ColorGroup, QPalette.ColorRole
    pairs: tuple[tuple[QPalette.ColorRole, QColor], ...] = (
        (role.Window, c.canvas),
        (role.WindowText, c.text),
        (role.Base, c.surface),
        (role.AlternateBase, c.zebra),
        (role.Text, c.text),
        (role.Button, c.surface),
        (role.ButtonText, c.text),
        (role.Highlight, c.action),
        (role.HighlightedText, c.on_action),
        (role.PlaceholderText, c.text_muted),
        (role.ToolTipBase, c.text),
        (role.ToolTipText, c.surface),
    )
    for which, colour in pairs:
        palette.setColor(which, colour)
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group.Disabled, which, c.text_disabled)
    return palette


def restyle(widget: QWidget) -> None:
    """Makes the style sheet look at changed dynamic properties of `widget`."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()

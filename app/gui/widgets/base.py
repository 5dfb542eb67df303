"""The bases of painted widgets and buttons: they hold the Look, repaint when it changes and act on release."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.gui.overrides import whole_errors
from app.gui.theme.look import Look, restyle
from app.gui.theme.theme import ButtonColours, Role, Theme, Tone
from app.gui.widgets.painting import fill_round


class PaintedWidget(QWidget):
    """A widget drawn from the theme; override `paint` and `sizeHint`."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        look.changed.connect(self._look_changed)

    @property
    def theme(self) -> Theme:
        """The theme to draw with now."""
        return self.look.theme

    def _look_changed(self) -> None:
        self.updateGeometry()
        self.update()

    @whole_errors
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter, QRectF(self.rect()))
        painter.end()

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Draws the widget."""


class PaintedButton(QAbstractButton):
    """A button with ground and outline of its role; override `paint_content` and `sizeHint`.

    Never smaller than 44 px; a disabled one keeps its place and says why in its tooltip.
    """

    def __init__(self, look: Look, role: Role = "plain", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._role: Role = role
        self._hint = ""
        self._reason = ""
        self.setProperty("role", role)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._look_changed)

    @property
    def theme(self) -> Theme:
        """The theme to draw with now."""
        return self.look.theme

    @property
    def role(self) -> Role:
        """The role its colours follow."""
        return self._role

    def set_available(self, available: bool, reason: str = "") -> None:
        """Enables or disables in place; `reason` says why not, in the tooltip and to screen readers."""
        self._reason = "" if available else reason
        if self.isEnabled() != available:
            self.setEnabled(available)
        self._describe()

    def set_hint(self, hint: str) -> None:
        """The tooltip while enabled (icon-only buttons need one)."""
        self._hint = hint
        self._describe()

    def _describe(self) -> None:
        text = self._reason or self._hint
        if self.toolTip() != text:
            self.setToolTip(text)
            self.setAccessibleDescription(text)

    def set_selected(self, selected: bool) -> None:
        """Shows the button as the chosen one."""
        if not self.isCheckable():
            self.setCheckable(True)
        if self.isChecked() != selected:
            self.setChecked(selected)

    def nextCheckState(self) -> None:
        """A press never changes the selection: the owner of the state does, by set_selected."""

    def _look_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(44, max(44, self.sizeHint().height()))

    def colours(self) -> ButtonColours:
        """Colours of the present state."""
        return self.theme.button(
            self._role,
            enabled=self.isEnabled(),
            selected=self.isChecked(),
            down=self.isDown(),
            hover=self.underMouse() and self.isEnabled(),
        )

    @whole_errors
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self.colours()
        rect = QRectF(self.rect())
        self.paint_ground(painter, rect, colours)
        self.paint_content(painter, rect, colours)
        painter.end()

    def paint_ground(self, painter: QPainter, rect: QRectF, colours: ButtonColours) -> None:
        """Draws ground and outline."""
        width = self.theme.tokens.stroke["selectedTile"] if self.isChecked() and self.isEnabled() else 1
        fill_round(painter, rect, self.theme.tokens.radius["control"], colours.ground, colours.outline, width)

    def paint_content(self, painter: QPainter, rect: QRectF, colours: ButtonColours) -> None:
        """Draws icon and text."""


class Label(QLabel):
    """Plain text in a text style and tone of the theme; never interprets markup."""

    def __init__(
        self, text: str = "", style: str = "body", tone: Tone = "text", *, wrap: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setProperty("type", style)
        self.setProperty("tone", tone)
        self.setText(text)

    def follow(self, look: Look) -> None:
        """Takes its size from `look` instead of the application's text size (parts of a screen may have a smaller one)."""
        self._look = look
        look.changed.connect(self._resize_text)
        self._resize_text()

    def _resize_text(self) -> None:
        theme = self._look.theme
        self.setStyleSheet(f"font-size: {theme.px(theme.type_style(self.property('type')).size)}px;")

    def set_tone(self, tone: Tone) -> None:
        """Changes the colour."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            restyle(self)

    def set_bold(self, bold: bool) -> None:
        """Overrides the weight of the style."""
        self.setProperty("bold", bold)
        restyle(self)


class Card(QFrame):
    """A panel with a 1 px line and rounded corners; `tone` gives a state panel. Fill `body`."""

    def __init__(self, tone: Tone | None = None, *, padding: int = 16, spacing: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        if tone is not None:
            self.setProperty("tone", tone)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(spacing)

    def set_tone(self, tone: Tone | None) -> None:
        """Changes the panel colours; None is the plain card."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            restyle(self)


class SectionRule(PaintedWidget):
    """A hairline across, or down with `vertical`; of the tone of the panel it stands on."""

    def __init__(self, look: Look, *, vertical: bool = False, points: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._points = points
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        c = self.theme.c
        painter.fillRect(rect, c.points_border if self._points else c.border)

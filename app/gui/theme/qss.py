"""The one style sheet, generated from a theme: Qt's own widgets by dynamic properties, no object names.

Properties used: `role` (card, sunken, bar, ground), `type` (a text style of the tokens), `tone` (a text
tone) and `bold`. Painted widgets of app.gui.widgets take their colours from the same Theme.
"""

from __future__ import annotations

from typing import get_args

from PySide6.QtGui import QColor

from app.gui.theme.fonts import FAMILY
from app.gui.theme.theme import Theme, Tone


def css(colour: QColor) -> str:
    """A colour as a style sheet writes it."""
    if colour.alpha() == 255:
        return colour.name()
    return f"rgba({colour.red()},{colour.green()},{colour.blue()},{colour.alpha()})"


def _labels(theme: Theme) -> list[str]:
    rules = [f'QLabel[tone="{tone}"] {{ color: {css(theme.tone(tone))}; }}' for tone in get_args(Tone)]
    for name, style in theme.tokens.type.items():
        weight = 700 if style.weight >= 600 else 400
        rules.append(f'QLabel[type="{name}"] {{ font-size: {theme.px(style.size)}px; font-weight: {weight}; }}')
    rules.append('QLabel[bold="true"] { font-weight: 700; }')
    rules.append('QLabel[bold="false"] { font-weight: 400; }')
    return rules


def _frames(theme: Theme) -> list[str]:
    c, radius = theme.c, theme.tokens.radius["card"]
    return [
        f'QFrame[role="card"] {{ background: {css(c.surface)}; border: 1px solid {css(c.border)}; border-radius: {radius}px; }}',
        f'QFrame[role="card"][tone="points"] {{ background: {css(c.points_bg)}; border-color: {css(c.points_border)}; }}',
        f'QFrame[role="card"][tone="success"] {{ background: {css(c.success_bg)}; border: none; }}',
        f'QFrame[role="card"][tone="action"] {{ background: {css(c.action_subtle)}; border: none; }}',
        f'QFrame[role="card"][tone="info"] {{ background: {css(c.info_bg)}; border: none; }}',
        f'QFrame[role="card"][tone="warn"] {{ background: {css(c.warn_bg)}; border: none; }}',
        f'QFrame[role="card"][tone="danger"] {{ background: {css(c.danger_bg)}; border: none; }}',
        f'QFrame[role="float"] {{ background: {css(c.surface)}; border: 1px solid {css(c.border_strong)}; border-radius: {radius}px; }}',
        f'QFrame[role="sunken"] {{ background: {css(c.sunken)}; border: none; }}',
        f'QFrame[role="bar"] {{ background: {css(c.surface)}; border: none; border-bottom: 1px solid {css(c.border)}; }}',
        f'QFrame[role="nav"] {{ background: {css(c.surface)}; border: none; border-right: 1px solid {css(c.border)}; }}',
    ]


def _inputs(theme: Theme) -> list[str]:
    c, size = theme.c, theme.tokens.size
    radius, high = theme.tokens.radius["control"], theme.high(size["input"], 24)
    return [
        f"QLineEdit {{ background: {css(c.surface)}; color: {css(c.text)}; border: 1px solid {css(c.border_strong)};"
        f" border-radius: {radius}px; padding: 0 12px; min-height: {high - 2}px; font-size: {theme.px(18)}px;"
        f" selection-background-color: {css(c.action)}; selection-color: {css(c.on_action)}; }}",
        f"QLineEdit:focus {{ border: 1px solid {css(c.action)}; }}",
        f"QLineEdit:disabled {{ background: {css(c.sunken)}; color: {css(c.text_disabled)}; border-color: {css(c.border)}; }}",
        f'QLineEdit[tone="danger"] {{ border-color: {css(c.danger_fill)}; }}',
        f'QLineEdit[tone="success"] {{ border-color: {css(c.success_fill)}; background: {css(c.success_bg)}; }}',
    ]


def _tables(theme: Theme) -> list[str]:
    c, size = theme.c, theme.tokens.size
    return [
        f"QTableView {{ background: {css(c.surface)}; color: {css(c.text)}; border: none; outline: none;"
        f" gridline-color: {css(c.border)}; selection-background-color: {css(c.selected)};"
        f" selection-color: {css(c.text)}; }}",
        f"QHeaderView {{ background: {css(c.subtle)}; border: none; }}",
        f"QHeaderView::section {{ background: {css(c.subtle)}; color: {css(c.text_secondary)}; border: none;"
        f" border-bottom: 1px solid {css(c.border)}; padding: 0 8px; font-size: {theme.px(14)}px; font-weight: 400;"
        f" min-height: {theme.high(size['tableHeader'], 20) - 1}px; }}",
    ]


def _bars(theme: Theme) -> list[str]:
    c = theme.c
    rules = []
    for way, side, other in (("vertical", "width", "height"), ("horizontal", "height", "width")):
        rules += [
            f"QScrollBar:{way} {{ background: transparent; {side}: 14px; margin: 0; border: none; }}",
            f"QScrollBar::handle:{way} {{ background: {css(c.border_strong)}; border-radius: 4px; min-{other}: 44px; margin: 3px; }}",
            f"QScrollBar::add-line:{way}, QScrollBar::sub-line:{way} {{ {other}: 0; {side}: 0; }}",
            f"QScrollBar::add-page:{way}, QScrollBar::sub-page:{way} {{ background: transparent; }}",
        ]
    return rules


def _buttons(theme: Theme) -> list[str]:
    """QPushButton serves the windows of simulators only; till keys are painted from the same colours."""
    radius = theme.tokens.radius["control"]
    rules = [
        f"QPushButton {{ border-radius: {radius}px; padding: 0 16px; min-height: {theme.high(42, 24)}px; font-size: {theme.px(16)}px; }}"
    ]
    for state, colours in (
        ("", theme.button("plain")),
        (":checked", theme.button("plain", selected=True)),
        (":pressed", theme.button("plain", down=True)),
        (":disabled", theme.button("plain", enabled=False)),
    ):
        outline = colours.outline or QColor(0, 0, 0, 0)
        look = f"background: {css(colours.ground)}; color: {css(colours.text)}; border: 1px solid {css(outline)};"
        rules.append(f"QPushButton{state} {{ {look} }}")
    return rules


def style_sheet(theme: Theme) -> str:
    """The style sheet of the whole application for one theme."""
    c = theme.c
    ground = [
        f'QWidget {{ font-family: "{FAMILY}"; }}',
        f'QMainWindow, QDialog, QWidget[role="ground"] {{ background: {css(c.canvas)}; }}',
        f"QLabel {{ color: {css(c.text)}; background: transparent; border: none; }}",
        "QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }",
        f"QToolTip {{ background: {css(c.text)}; color: {css(c.surface)}; border: none; padding: 6px 10px; font-size: {theme.px(14)}px; }}",
        f"QMenu {{ background: {css(c.surface)}; color: {css(c.text)}; border: 1px solid {css(c.border_strong)}; }}",
        f"QMenu::item {{ padding: 10px 20px; }} QMenu::item:selected {{ background: {css(c.selected)}; }}",
    ]
    parts = (ground, _labels(theme), _frames(theme), _inputs(theme), _tables(theme), _bars(theme), _buttons(theme))
    return "\n".join(rule for part in parts for rule in part)

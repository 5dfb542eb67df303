"""The bundled fonts: loading them before the first widget, cached QFont and metrics, and what they cover.

Sizes are physical design pixels of the text at 100 % display scaling. Paper and screen are drawn from the same two files.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics, QRawFont
from PySide6.QtWidgets import QApplication

from app.gui.theme.tokens import resource_path

FAMILY = "Noto Sans SC"
BOLD = 700
FONT_FILES = {400: "NotoSansSC-Regular.ttf", BOLD: "NotoSansSC-Bold.ttf"}


class FontMissing(Exception):
    """A bundled font file is missing or cannot be read."""


@cache
def load_fonts() -> None:
    """Registers the bundled fonts with Qt, once; call it after QApplication exists and before the first widget."""
    for name in FONT_FILES.values():
        path = resource_path("fonts", name)
        if not path.is_file() or QFontDatabase.addApplicationFont(str(path)) < 0:
            raise FontMissing(f"font not readable: {name}")


def set_application_font(size: int) -> None:
    """Makes the bundled family the font of every widget, at `size` pixels."""
    QApplication.setFont(ui_font(size, 400))


@cache
def ui_font(size: int, weight: int) -> QFont:
    """Shared QFont of the bundled family; do not change it. `size` in pixels; a weight of 600 or more is bold."""
    font = QFont(FAMILY)
    font.setPixelSize(max(size, 1))
    font.setWeight(QFont.Weight.Bold if weight >= 600 else QFont.Weight.Normal)
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return font


@cache
def ui_metrics(size: int, weight: int) -> QFontMetrics:
    """Shared metrics of `ui_font`."""
    return QFontMetrics(ui_font(size, weight))


@cache
def _raw_font(weight: int) -> QRawFont:
    return QRawFont(str(resource_path("fonts", FONT_FILES[weight])), 16.0)


def is_covered(character: str) -> bool:
    """True when the bundled regular and bold fonts both draw this one character."""
    point = ord(character)
    return point in (0x20, 0x0A) or all(_raw_font(weight).supportsCharacter(point) for weight in FONT_FILES)


def uncovered(text: str) -> str:
    """The characters of `text` that the bundled fonts cannot draw, each once, in order."""
    return "".join(dict.fromkeys(character for character in text if not is_covered(character)))

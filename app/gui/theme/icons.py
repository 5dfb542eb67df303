"""Icons by meaning: token meanings mapped to glyphs of the icon fonts that come with qtawesome, as cached pixmaps.

Importing qtawesome itself registers eight fonts (over 100 ms at start), so only the font file that is drawn from is read,
the first time one of its icons is painted. Phosphor outline is used first, Material Design for what it lacks.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPixmap

_FILES = {
    "ph": ("phosphor-1.3.0.ttf", "phosphor-charmap-1.3.0.json"),
    "mdi6": ("materialdesignicons6-webfont-6.9.96.ttf", "materialdesignicons6-webfont-charmap-6.9.96.json"),
}

# Meaning (unique over the groups of tokens.json "icons.map") -> glyph.
GLYPHS: dict[str, str] = {
    # shell
    "printer": "ph.printer",
    "printerTrouble": "mdi6.printer-off-outline",
    "paperOut": "ph.warning",
    "cableOff": "mdi6.power-plug-off-outline",
    "online": "ph.cloud",
    "offline": "ph.cloud-slash",
    "scannerOff": "mdi6.scanner-off",
    "user": "ph.user",
    "lock": "ph.lock",
    "back": "ph.arrow-left-bold",
    "close": "ph.x-bold",
    "more": "ph.dots-three-bold",
    "help": "ph.question",
    "settings": "ph.gear-six",
    "chevronDown": "ph.caret-down",
    "chevronRight": "ph.caret-right",
    "clock": "ph.clock",
    "language": "ph.translate",
    "themeDark": "ph.moon",
    "themeLight": "ph.sun",
    "training": "ph.graduation-cap",
    "volume": "ph.speaker-high",
    "volumeOff": "ph.speaker-slash",
    # sell
    "scan": "mdi6.line-scan",
    "barcode": "ph.barcode",
    "member": "mdi6.account-search-outline",
    "enrol": "ph.user-plus",
    "findItem": "ph.magnifying-glass-bold",
    "quantity": "ph.hash-bold",
    "discount": "mdi6.percent-circle-outline",
    "hold": "ph.pause",
    "resume": "ph.play",
    "usePoints": "ph.coin",
    "why": "ph.info",
    "refund": "mdi6.receipt-text-arrow-left-outline",
    "rewards": "ph.gift",
    "remove": "ph.trash-simple",
    "plus": "ph.plus-bold",
    "minus": "ph.minus-bold",
    "pay": "ph.wallet",
    "payCode": "ph.qr-code",
    "claim": "ph.sparkle",
    "voucher": "ph.ticket",
    "product": "ph.package",
    "backspace": "ph.backspace",
    "note": "ph.chat-text",
    "edit": "ph.pencil-simple",
    # member
    "card": "ph.identification-card",
    "expiring": "ph.hourglass-medium",
    "nearestReward": "ph.gift",
    "tierProgress": "ph.trend-up",
    "challenge": "ph.target",
    "birthday": "ph.cake",
    "active": "ph.check-circle",
    "dormant": "ph.moon",
    "frozen": "ph.snowflake",
    "proofOk": "ph.shield-check",
    "phone": "ph.phone",
    "history": "ph.clock-counter-clockwise",
    # tiers
    "medal": "ph.medal",
    "crown": "ph.crown-simple",
    "award": "ph.circle-wavy-check",
    "diamond": "ph.sketch-logo",
    # tenders
    "cash": "ph.money",
    "wechat": "ph.chats-circle",
    "alipay": "ph.device-mobile",
    "bankCard": "ph.credit-card",
    "storedValue": "ph.wallet",
    "points": "ph.coin",
    "voucherOrCard": "ph.ticket",
    # state
    "ok": "ph.check-circle",
    "notApplied": "ph.x-circle",
    "warn": "ph.warning",
    "danger": "ph.warning-circle",
    "info": "ph.info",
    "unknown": "ph.question",
    "check": "ph.check-bold",
    "expand": "ph.caret-right",
    # office, queue, documents
    "members": "ph.users",
    "calendar": "ph.calendar-blank",
    "receipt": "ph.receipt",
    "document": "ph.file-text",
    "queue": "ph.list-bullets",
    "preview": "ph.eye",
    "chain": "ph.link",
    "refresh": "ph.arrows-clockwise",
    "swap": "ph.arrows-left-right",
    "exit": "ph.sign-out",
    "copy": "ph.copy",
    "devices": "ph.desktop",
    "store": "ph.storefront",
    "coffee": "ph.coffee",
    "food": "mdi6.bread-slice-outline",
    "bag": "ph.bag-simple",
    "goods": "ph.package",
    "umbrella": "ph.umbrella",
    # manager's pages
    "office": "ph.briefcase",
    "overview": "ph.squares-four",
    "programme": "ph.sliders",
    "reports": "ph.clipboard-text",
    "staff": "ph.identification-badge",
    "journal": "ph.clock-counter-clockwise",
    "drag": "ph.dots-six-vertical-bold",
    "compare": "ph.git-diff",
    "undo": "ph.arrow-counter-clockwise",
    "up": "ph.arrow-up-bold",
    "down": "ph.arrow-down-bold",
    "chevronLeft": "ph.caret-left",
    "publish": "ph.check-circle",
    "save": "ph.floppy-disk",
    "tryOut": "ph.flask",
    "replay": "ph.clock-clockwise",
    "lanes": "ph.stack",
    "funnel": "ph.funnel",
    "pdf": "ph.file-pdf",
    "cakeVoucher": "ph.cake",
}


class UnknownIcon(KeyError):
    """A meaning that has no glyph."""


def _font_folder() -> Path:
    spec = find_spec("qtawesome")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("icon fonts are not installed")
    return Path(spec.submodule_search_locations[0]) / "fonts"


@cache
def _icon_font(prefix: str) -> tuple[str, dict[str, str]]:
    """Family name and code points of one icon font; registers it with Qt."""
    font_file, map_file = _FILES[prefix]
    folder = _font_folder()
    number = QFontDatabase.addApplicationFont(str(folder / font_file))
    families = QFontDatabase.applicationFontFamilies(number)
    if not families:
        raise FileNotFoundError(f"icon font not readable: {font_file}")
    points: dict[str, str] = json.loads((folder / map_file).read_text(encoding="utf-8"))
    return families[0], points


def glyph(meaning: str) -> tuple[str, str]:
    """Font family and character of an icon meaning; UnknownIcon where there is none."""
    try:
        prefix, name = GLYPHS[meaning].split(".", 1)
        family, points = _icon_font(prefix)
        return family, chr(int(points[name], 16))
    except KeyError as missing:
        raise UnknownIcon(meaning) from missing


def paint_icon(painter: QPainter, rect: QRectF, meaning: str, colour: QColor) -> None:
    """Draws the icon centred in `rect`, as high as the rectangle."""
    family, character = glyph(meaning)
    font = QFont(family)
    font.setPixelSize(max(1, round(min(rect.width(), rect.height()))))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    painter.save()
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip), character)
    painter.restore()


@cache
def _pixmap(meaning: str, size: int, rgba: int, ratio_percent: int) -> QPixmap:
    glyph(meaning)  # refuses an unknown meaning before anything is painted on
    side = max(1, size * ratio_percent // 100)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    paint_icon(painter, QRectF(0, 0, side, side), meaning, QColor.fromRgba(rgba))
    painter.end()
    pixmap.setDevicePixelRatio(ratio_percent / 100)
    return pixmap


def icon_pixmap(meaning: str, size: int, colour: QColor, ratio: float = 1.0) -> QPixmap:
    """Cached pixmap of an icon, `size` logical pixels, tinted, for a device pixel ratio."""
    return _pixmap(meaning, size, colour.rgba(), round(ratio * 100))


def icon(meaning: str, size: int, colour: QColor) -> QIcon:
    """QIcon for Qt's own widgets (combo boxes, line-edit actions)."""
    return QIcon(icon_pixmap(meaning, size, colour, 2.0))

"""Chinese and English on screen: the texts of the interface in the chosen language, and how figures and dates are written.

The source of every text is its English literal, `t("Removed {name}", name=…)`. Chinese stands in resources/translations as a
Qt Linguist file (.ts, compiled .qm). Nothing here needs a QApplication, so presenters are tested with the real texts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache
from inspect import ismethod
from types import MethodType
from typing import TYPE_CHECKING, Literal
from weakref import WeakMethod

from app.gui.theme.tokens import resource_path

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication, QTranslator

Language = Literal["zh_CN", "en"]
LANGUAGES: tuple[Language, ...] = ("zh_CN", "en")
CONTEXT = "jifentai"
MINUS = "\u2212"
DASH = "\u2014"

Lookup = Callable[[str], str]
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS_ZH = "一二三四五六日"
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class TranslationMissingError(Exception):
    """The translation file of a language is not there or cannot be read."""


@cache
def ts_messages(language: Language) -> dict[str, str]:
    """English source → translation, read from the Linguist source file; unfinished messages are left out."""
    from xml.etree import ElementTree

    path = resource_path("translations", f"{language}.ts")
    try:
        # The file is part of the product, not input from outside.
        root = ElementTree.parse(path).getroot()
    except (OSError, ElementTree.ParseError) as error:
        raise TranslationMissingError(f"translation not readable: {path.name}") from error
    messages: dict[str, str] = {}
    for message in root.iter("message"):
        translation = message.find("translation")
        if translation is not None and translation.get("type") is None and translation.text:
            messages[message.findtext("source") or ""] = translation.text
    return messages


def ts_lookup(language: Language) -> Lookup:
    """Looks texts up in the Linguist source file, without Qt."""
    if language == "en":
        return str
    messages = ts_messages(language)
    return lambda source: messages.get(source, source)


def qm_lookup(language: Language) -> Lookup:
    """Looks texts up in the compiled file through QTranslator; the source file where there is no compiled one."""
    if language == "en":
        return str
    from PySide6.QtCore import QTranslator

    path = resource_path("translations", f"{language}.qm")
    # Read whole: a file that Qt maps must not be replaced while the program runs.
    data = path.read_bytes() if path.is_file() else b""
    translator = QTranslator()
    if not data or not translator.load(data):
        return ts_lookup(language)
    return _Compiled(translator, data)


class _Compiled:
    """A loaded translator with the bytes it reads from."""

    def __init__(self, translator: QTranslator, data: bytes) -> None:
        self._translator = translator
        self._data = data

    def __call__(self, source: str) -> str:
        return self._translator.translate(CONTEXT, source) or source


class Happening:
    """A signal for plain Python: `connect` callables, `emit` calls them in order. Bound methods are held weakly."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[], object] | WeakMethod[Callable[[], object]]] = []

    def connect(self, listener: Callable[[], object]) -> None:
        """Calls `listener` at every emit until it is disconnected or its object is gone."""
        self._listeners.append(WeakMethod(listener) if ismethod(listener) else listener)

    def disconnect(self, listener: Callable[[], object]) -> None:
        """Forgets the listener; nothing happens when it is not connected."""
        self._listeners = [held for held in self._listeners if _target(held) not in (listener, None)]

    def emit(self) -> None:
        """Calls every listener that still lives."""
        self._listeners = [held for held in self._listeners if _target(held) is not None]
        for held in list(self._listeners):
            listener = _target(held)
            if listener is not None:
                listener()


def _target(held: Callable[[], object] | WeakMethod[Callable[[], object]]) -> Callable[[], object] | None:
    if isinstance(held, WeakMethod):
        method = held()
        return method if isinstance(method, MethodType) else None
    return held


def mark(source: str) -> str:
    """Marks a literal for translation that is looked up later with `t`; returns it unchanged."""
    return source


class Texts:
    """The texts of one user's language; call it with the English source: `t("{n} items", n=3)`."""

    def __init__(self, language: Language = "zh_CN", lookup_of: Callable[[Language], Lookup] = qm_lookup) -> None:
        self._lookup_of = lookup_of
        self._language: Language = language
        self._lookup = lookup_of(language)
        self.language_changed = Happening()

    @property
    def language(self) -> Language:
        """The language shown now."""
        return self._language

    def set_language(self, language: Language) -> None:
        """Switches at once; listeners of `language_changed` render again."""
        if language == self._language:
            return
        self._lookup = self._lookup_of(language)
        self._language = language
        self.language_changed.emit()

    def __call__(self, source: str, **values: object) -> str:
        """The text in the current language with its placeholders filled. KeyError where a value is missing."""
        text = self._lookup(source)
        return text.format(**values) if values else text

    def plural(self, one: str, many: str, n: int, **values: object) -> str:
        """`one` for n = 1, else `many`; both are sources with `{n}`, which is written with thousands commas."""
        return self(one if n == 1 else many, n=count(n), **values)

    # Figures and dates as the screen writes them.

    def date(self, day: dt.date) -> str:
        """6月20日 / 20 Jun."""
        if self._language == "en":
            return f"{day.day} {_MONTHS[day.month - 1]}"
        return f"{day.month}月{day.day}日"

    def date_with_year(self, day: dt.date) -> str:
        """2026年6月20日 / 20 Jun 2026."""
        if self._language == "en":
            return f"{self.date(day)} {day.year}"
        return f"{day.year}年{self.date(day)}"

    def date_with_weekday(self, day: dt.date) -> str:
        """6月20日 周六 / Sat 20 Jun."""
        if self._language == "en":
            return f"{_WEEKDAYS_EN[day.weekday()]} {self.date(day)}"
        return f"{self.date(day)} 周{_WEEKDAYS_ZH[day.weekday()]}"

    def points(self, points: int) -> str:
        """2,386 分 / 2,386 pts."""
        return f"{count(points)} {self.points_unit(points)}"

    def points_unit(self, points: int = 0) -> str:
        """分 / pts, and pt for one point."""
        if self._language == "en":
            return "pt" if abs(points) == 1 else "pts"
        return "分"


def count(number: int) -> str:
    """1,284,965; a minus is U+2212."""
    return f"{MINUS if number < 0 else ''}{abs(number):,}"


def signed(number: int) -> str:
    """+104, −42, 0: the sign is always written."""
    return f"+{count(number)}" if number > 0 else count(number)


def amount(minor: int) -> str:
    """Fen as 1,234.50 without a currency sign."""
    yuan, fen = divmod(abs(minor), 100)
    return f"{MINUS if minor < 0 else ''}{yuan:,}.{fen:02d}"


def money(minor: int) -> str:
    """Fen as ¥1,234.50; a minus stands before the sign."""
    return f"{MINUS if minor < 0 else ''}¥{amount(abs(minor))}"


def short_money(minor: int) -> str:
    """Fen as ¥50 when whole yuan, else ¥21.60: for amount tiles."""
    text = money(minor)
    return text.removesuffix(".00")


def clock(moment: dt.time | dt.datetime) -> str:
    """14:32."""
    return f"{moment.hour:02d}:{moment.minute:02d}"


def qt_translator(language: Language) -> QTranslator | None:
    """Qt's own texts (context menus of fields) in the language; None where Qt ships none or it is English."""
    if language == "en":
        return None
    from PySide6.QtCore import QLibraryInfo, QTranslator

    translator = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return translator if translator.load(f"qtbase_{language}", folder) else None


class QtTexts:
    """Keeps Qt's own texts in step with `texts` on a running application."""

    def __init__(self, app: QCoreApplication, texts: Texts) -> None:
        self._app = app
        self._texts = texts
        self._installed: QTranslator | None = None
        self.follow()
        texts.language_changed.connect(self.follow)

    def follow(self) -> None:
        """Installs the translator of the current language in place of the former one."""
        if self._installed is not None:
            self._app.removeTranslator(self._installed)
        self._installed = qt_translator(self._texts.language)
        if self._installed is not None:
            self._app.installTranslator(self._installed)

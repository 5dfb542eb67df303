"""`screenshots`: every screen in every state, language and theme, and at 150 and 200 % text, as PNG files to be looked at."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from app.bootstrap import make_demo_shop
from app.cli.demo import OPENS, offscreen
from app.cli.output import HOLDS, answer, guarded

LAST_DAY = date(2026, 6, 19)
SIZES = {"compact": (1024, 768), "regular": (1366, 768), "wide": (1920, 1080)}
LANGUAGES = ("zh", "en")
THEMES = ("light", "dark")
BIG_TEXT = (150, 200)


def take_screenshots(out: Path, only: str) -> int:
    """Plays through the states and takes every picture whose name contains `only`."""

    def command() -> int:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="jifentai-shop-") as folder, offscreen():
            shop = Path(folder) / "shop"
            make_demo_shop(shop, seed=7, members=200, days=90, until=LAST_DAY)
            taken = _take(out, shop, only)
        answer({"pictures": taken, "folder": str(out)}, [f"{taken} pictures in {out}"], as_json=False)
        return HOLDS

    return guarded(command)


def _take(out: Path, shop: Path, only: str) -> int:
    from PySide6.QtWidgets import QApplication

    from app.cli.counter_window import CounterWindow
    from app.cli.states import States, cast_members
    from app.devices.clock import PlacedClock, SeededIds

    instance = QApplication.instance()
    app = instance if isinstance(instance, QApplication) else QApplication(["jifentai"])
    clock = PlacedClock(int(OPENS.timestamp() * 1_000))
    cast = cast_members(shop, clock)
    counter = CounterWindow(app, shop, clock=clock, ids=SeededIds(clock, "screenshots"))
    try:
        return sum(_picture(out, counter, name, act, only) for name, act in States(app, counter, clock, cast).all())
    finally:
        counter.close()


def _picture(out: Path, counter: object, name: str, breathe: Callable[[], None], only: str) -> int:
    """All variants of the state the window is in."""
    from app.cli.counter_window import CounterWindow

    if not isinstance(counter, CounterWindow):
        raise TypeError("a counter window is needed")
    taken = 0
    for variant, size, language, theme, percent in _variants(name):
        if only and only not in variant:
            continue
        counter.window.resize(*size)
        counter.window.appearance.apply(language=language, theme=theme, text_percent=percent, row_flash=False)
        breathe()
        counter.window.grab().save(str(out / f"{variant}.png"))
        taken += 1
    counter.window.appearance.apply(language="zh", theme="light", text_percent=100, row_flash=False)
    breathe()
    return taken


def _variants(name: str) -> Iterator[tuple[str, tuple[int, int], str, str, int]]:
    for size, pixels in SIZES.items():
        for language in LANGUAGES:
            for theme in THEMES:
                yield f"{name}-{size}-{language}-{theme}", pixels, language, theme, 100
    for percent in BIG_TEXT:
        for size in ("compact", "wide"):
            for language in LANGUAGES:
                yield f"{name}-{size}-{language}-light-{percent}", SIZES[size], language, "light", percent

"""`screenshots`: every screen in every state, language and theme, and at 150 and 200 % text, as PNG files to be looked at."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.bootstrap import make_demo_shop
from app.cli.demo import OPENS, offscreen
from app.cli.output import HOLDS, answer, guarded
from app.settings.machine import MachineSettings

if TYPE_CHECKING:
    from app.cli.counter_window import CounterWindow

LAST_DAY = date(2026, 6, 19)
SIZES = {"compact": (1024, 768), "regular": (1366, 768), "wide": (1920, 1080)}
LANGUAGES = ("zh", "en")
THEMES = ("light", "dark")
BIG_TEXT = (150, 200)
OF_CUSTOMER = ("sell-idle", "sell-basket", "sell-member", "why", "enrol-filled", "pay-wechat", "sale-done-member", "sale-done-walk-in")
"""States in which the customer's own screen is looked at too."""


def take_screenshots(out: Path, only: str) -> int:
    """Plays through the states, once in each language, and takes every picture whose name contains `only`."""

    def command() -> int:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="jifentai-shop-") as folder, offscreen():
            template = Path(folder) / "shop"
            make_demo_shop(template, seed=7, members=200, days=90, until=LAST_DAY)
            taken = 0
            for language in LANGUAGES:
                if any(f"-{other}-" in f"-{only}-" for other in LANGUAGES if other != language):
                    continue
                shop = Path(folder) / language
                shutil.copytree(template, shop)
                taken += _take(out, shop, language, only)
        answer({"pictures": taken, "folder": str(out)}, [f"{taken} pictures in {out}"], as_json=False)
        return HOLDS

    return guarded(command)


def _take(out: Path, shop: Path, language: str, only: str) -> int:
    from PySide6.QtWidgets import QApplication

    from app.cli.counter_window import CounterWindow
    from app.cli.states import States, cast_members
    from app.devices.clock import PlacedClock, SeededIds

    instance = QApplication.instance()
    app = instance if isinstance(instance, QApplication) else QApplication(["jifentai"])
    MachineSettings(shop).set("screen.language", language)
    MachineSettings(shop).set("customer.screen", "window")
    clock = PlacedClock(int(OPENS.timestamp() * 1_000))
    cast = cast_members(shop, clock)
    counter = CounterWindow(app, shop, clock=clock, ids=SeededIds(clock, "screenshots"))
    try:
        states = States(app, counter, clock, cast)
        return sum(_pictures(out, counter, language, name, settle, only) for name, settle in states.all())
    finally:
        counter.close()


def _pictures(out: Path, counter: CounterWindow, language: str, name: str, settle: Callable[[], None], only: str) -> int:
    """All variants of the state the window is in."""
    taken = 0
    for variant, size, theme, percent in _variants(name, language):
        if only and only not in f"{variant}.png":
            continue
        counter.window.resize(*size)
        counter.window.appearance.apply(language=language, theme=theme, text_percent=percent, row_flash=False)
        settle()
        counter.window.grab().save(str(out / f"{variant}.png"))
        taken += 1
        customer = counter.customer_window
        if name in OF_CUSTOMER and customer is not None:
            customer.resize(*size)
            settle()
            customer.grab().save(str(out / f"customer-{variant}.png"))
            taken += 1
    if taken:
        counter.window.appearance.apply(language=language, theme="light", text_percent=100, row_flash=False)
        settle()
    return taken


def _variants(name: str, language: str) -> Iterator[tuple[str, tuple[int, int], str, int]]:
    for size, pixels in SIZES.items():
        for theme in THEMES:
            yield f"{name}-{size}-{language}-{theme}", pixels, theme, 100
    for percent in BIG_TEXT:
        for size in ("compact", "wide"):
            yield f"{name}-{size}-{language}-light-{percent}", SIZES[size], "light", percent

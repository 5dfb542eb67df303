"""A till that practises says so on every screen, and how to leave (EDGE-19)."""

from __future__ import annotations

from dataclasses import replace

from tests.fakes.shop import Shop
from tests.gui.presenters.bench import Bench


def chips(bench: Bench) -> list[str]:
    return [chip.id for chip in bench.window.now.top.chips]


def test_practice_stands_on_every_screen(shop: Shop) -> None:
    shop.desk = replace(shop.desk, practice=True)
    bench = Bench(shop)
    seen = {bench.shell.place: chips(bench)}
    bench.sign_in()
    seen[bench.shell.place] = chips(bench)
    for key in ("F11", "F1", "Ctrl+L"):
        bench.keys(key)
        seen[bench.shell.place] = chips(bench)
    assert len(seen) == 3
    assert all("practice" in found for found in seen.values())


def test_a_real_till_says_nothing_of_it(shop: Shop) -> None:
    assert "practice" not in chips(Bench(shop).sign_in())

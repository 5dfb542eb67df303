"""The bench itself: its shop is a real one, its percentiles and verdicts are right, and a row that does not exist is a mistake in usage."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.security.signatures import PinnedKey
from app.security.till_key import load_public
from app.storage.sqlite.database import FILE_NAME
from app.storage.sqlite.verify import verify
from tests.bench import run
from tests.bench.measure import percentile
from tests.bench.registry import ENTRIES, Entry, Figure, figure
from tests.bench.run import run_rows
from tests.bench.shop import Bench, Scale, build_shop


def test_the_shop_built_in_bulk_verifies_whole(tmp_path: Path) -> None:
    build_shop(tmp_path / "shop", Scale(members=40, products=60, sales=900))
    report = verify(tmp_path / "shop" / FILE_NAME, PinnedKey(load_public(tmp_path / "shop")))
    assert report.problems == ()
    assert report.parts == ("file", "chain", "signatures", "documents", "projections")
    assert report.events > 2 * 40 + 900


@pytest.mark.parametrize(("percent", "value"), [(50, 5), (95, 10), (99, 10), (10, 1), (1, 1)])
def test_percentiles_are_nearest_ranks(percent: float, value: float) -> None:
    assert percentile([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], percent) == value


@pytest.mark.parametrize(
    ("most", "ratio_most", "holds"), [(None, None, None), (5, None, True), (3.9, None, False), (5, 2, True), (5, 1.9, False)]
)
def test_a_figure_holds_when_every_bar_does(most: float | None, ratio_most: float | None, holds: bool | None) -> None:
    found = figure("row", "what", 4, "ms", n=1, reference=2, most=most, ratio_most=ratio_most)
    assert found.holds is holds
    assert found.ratio == 2


def test_every_row_of_the_budgets_is_there(tmp_path: Path) -> None:
    names = {"commit", "card", "search", "paint", "burst", "start", "quote", "lots", "verify", "receipt", "memory", "backtest", "beside"}
    names |= {"daily-run", "tier-review", "rewards", "refund", "z-report"}
    assert {entry.name for entry in ENTRIES} == names
    assert run_rows(Bench(folder=tmp_path, scale=Scale(1, 1, 1), quick=True), ["speed"], as_json=True) == 2


def test_a_row_that_cannot_be_measured_does_not_hold_and_does_not_keep_the_others_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_: Bench) -> Iterator[Figure]:
        raise RuntimeError("no such thing")
        yield  # a row is a generator

    def whole(_: Bench) -> Iterator[Figure]:
        yield figure("whole", "what", 1, "ms", n=1, most=2)

    monkeypatch.setattr(run, "ENTRIES", [Entry("broken", broken), Entry("whole", whole)])
    assert run_rows(Bench(folder=tmp_path, scale=Scale(1, 1, 1), quick=True), [], as_json=True) == 1
    figures = json.loads(capsys.readouterr().out)["figures"]
    assert [(one["row"], one["holds"]) for one in figures] == [("broken", False), ("whole", True)]

"""`demo --script day`: the real window through a day with a jam and a power cut; the papers alone come to what the books say.

By hand: jifentai demo --script day --out DIR (300 sales).
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from app.cli.day_papers import add_up
from app.cli.day_plan import Kind, plan_day
from tests.e2e.program import Program

pytestmark = pytest.mark.skipif(os.name == "nt", reason="demo needs a pseudo terminal")
SALES = 18


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A short busy day."""
    out = tmp_path_factory.mktemp("day") / "out"
    program = Program("demo", "--script", "day", "--out", str(out), "--members", "60", "--days", "12", "--sales", str(SALES))
    code, said, err = program.wait(240)
    assert code == 0, said + err
    return out


def test_the_day_holds_through_a_jam_and_a_power_cut(day: Path) -> None:
    """Every sale is there once: on paper, in the books, in what the journal adds up to."""
    summary = json.loads((day / "summary.json").read_text(encoding="utf-8"))
    assert set(summary["checks"].values()) == {True}
    assert summary["starts"] == 2
    assert summary["papers"]["sales"] >= SALES
    assert summary["papers"]["torn"] >= 1
    assert summary["papers"]["copies"] == 0


def test_a_paper_more_or_less_is_found(day: Path) -> None:
    """The sums can be wrong: a receipt that is missing, or printed twice as if it were another sale."""
    papers = (day / "papers.txt").read_text(encoding="utf-8").split("\n--- ✂ ---\n")
    whole = add_up(papers)
    receipt = next(n for n, paper in enumerate(papers) if "R012606200001]" in paper)
    less = add_up(papers[:receipt] + papers[receipt + 1 :])
    assert (less.sales, less.total_minor < whole.total_minor) == (whole.sales - 1, True)
    assert add_up([*papers, papers[receipt]]).copies == whole.copies + 1
    more = add_up([*papers, papers[receipt].replace("小票 01-0620-0001", "小票 01-0620-9999")])
    assert more.sales == whole.sales + 1


def test_the_plan_is_the_seeds() -> None:
    skus, cards = ["1", "2", "3"], ["M1", "M2"]
    assert plan_day(7, 60, skus, cards) == plan_day(7, 60, skus, cards) != plan_day(8, 60, skus, cards)
    acts = plan_day(7, 300, skus, cards)
    assert [sum(act.kind is kind for act in acts) for kind in (Kind.SALE, Kind.ENROL, Kind.CHANGE_STAFF)] == [315, 10, 1]
    assert sum(act.jams for act in acts) == sum(act.cut for act in acts) == 1
    with pytest.raises(ValueError, match="9 sales"):
        plan_day(7, 8, skus, cards)

"""`report tiers` (TIER-04): a table for people, lines of JSON for the window."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from app.bootstrap import make_demo_shop, open_desk
from app.domain.members.card import card_number
from app.services.desk import office_session
from app.services.stored_value import TopUp, top_up
from app.services.tier_report import TierReport
from tests.cli.conftest import Jifentai


@pytest.fixture(scope="module")
def sold(tmp_path_factory: pytest.TempPathFactory) -> Jifentai:
    folder: Path = tmp_path_factory.mktemp("sold") / "shop"
    make_demo_shop(folder, seed=7, members=60, days=10, until=date(2026, 6, 19))
    return Jifentai(folder)


def test_the_report_as_a_table(sold: Jifentai) -> None:
    """N12: the five levels of the demo shop, wanted 2/3/15/60/20."""
    answer = sold("report", "tiers")
    assert answer.code == 0
    for words in ("60 members by spend", "钻石卡", "2.00 %", "60.00 %", "members rise"):
        assert words in answer.out


def test_the_report_as_lines_of_json(sold: Jifentai) -> None:
    answer = sold("report", "tiers", "--target", "1/4/15/30/50", "--json")
    *steps, last = [json.loads(line) for line in answer.out.splitlines()]
    assert steps[-1] == {"done": 60, "total": 60}
    report = TierReport.from_document(last)
    assert report.members == 60
    assert [str(level.target) for level in report.levels] == ["1/2", "3/10", "3/20", "1/25", "1/100"]


def test_a_target_that_does_not_fit_is_one_line(sold: Jifentai) -> None:
    assert sold.complaint("report", "tiers", "--target", "50/50").startswith("give one share for each tier")


def test_what_lies_on_cards_is_a_liability_of_its_own(sold: Jifentai) -> None:
    """SV-01: principal and bonus apart, beside the points and not among them."""
    with open_desk(sold.folder) as desk:
        with desk.store.read() as reader:
            session = office_session(desk, reader)
        order = TopUp(amount_minor=20_000, card=card_number(70000001), sell=True)
        top_up(desk, session, order, desk.ids.new_id())
    answer = json.loads(sold("report", "value", "--json").out)
    assert (answer["unnamed"], answer["unnamed_principal_minor"], answer["unnamed_bonus_minor"]) == (1, 20_000, 1_000)
    assert "200.00" in sold("report", "value").out

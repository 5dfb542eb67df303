"""`day`: preview, run and reminders from the command line."""

from __future__ import annotations

import csv
import io
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.bootstrap import make_demo_shop, open_desk
from app.cli.day import _plan_lines
from app.devices.clock import SystemClock
from app.domain.clock import local_time
from app.services.preview_day import DayPlan
from tests.cli.conftest import Jifentai

TODAY = date.fromisoformat(local_time(SystemClock().now_ms(), "Asia/Shanghai").date)


@pytest.fixture(scope="module")
def sold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo shop that was open until yesterday; its points are good for a year."""
    folder = tmp_path_factory.mktemp("days") / "shop"
    make_demo_shop(folder, seed=3, members=20, days=3)
    return folder


@pytest.fixture
def jifentai(sold: Path, tmp_path: Path) -> Jifentai:
    shutil.copytree(sold, tmp_path / "till")
    return Jifentai(tmp_path / "till")


def test_nothing_is_due_and_then_something_is(jifentai: Jifentai) -> None:
    """EXP-06: a look at today, and at a day on which the points of these sales are over; looking books nothing."""
    assert jifentai("day").out == "nothing is due\n"
    assert jifentai("day", "--run", "--json").data["days"] == 1
    later = (TODAY + timedelta(days=500)).isoformat()
    days = jifentai("day", "--preview", "--date", later, "--json").data["days"]
    assert sum(day["points"] for day in days) > 100
    assert all(sum(lapse[2] for lapse in day["lapses"]) == day["points"] for day in days)
    assert f"{days[0]['on']}: {days[0]['points']} points of" in jifentai("day", "--date", later).out
    assert jifentai("day", "--run", "--json").data == {
        "days": 1, "lapsed": 0, "paid": 0, "tiers": 0, "floors": 0, "birthdays": 0, "redeemed": 0,
    }  # fmt: skip
    assert jifentai("verify").code == 0


def test_one_of_something_is_said_as_one() -> None:
    plan = DayPlan(on="2026-06-20", lots=1, members=1, points=1, paid=1, floors_ended=1, reviewed=1, given=1)
    assert _plan_lines(plan) == [
        "2026-06-20: 1 point of 1 member lapses (1 lot)",
        "2026-06-20: 1 point pays debts",
        "2026-06-20: 1 tier in place of the own ends",
        "2026-06-20: 1 tier is reviewed",
        "2026-06-20: 1 birthday gives something",
    ]
    many = DayPlan(on="2026-06-20", points=12, members=3, lots=4, given=2)
    assert _plan_lines(many) == ["2026-06-20: 12 points of 3 members lapse (4 lots)", "2026-06-20: 2 birthdays give something"]


def test_days_that_make_no_sense(jifentai: Jifentai) -> None:
    assert jifentai.complaint("day", "--date", "31.12.2026", code=2) == "a date is YYYY-MM-DD"
    assert jifentai.complaint("day", "--date", "2026-02-30", code=2) == "a date is YYYY-MM-DD"
    assert "date range" in jifentai.complaint("day", "--date", "2199-01-01")
    assert "that of today" in jifentai.complaint("day", "--run", "--date", TODAY.isoformat(), code=2)


def test_the_run_is_the_till_s_own_while_one_is_open(jifentai: Jifentai) -> None:
    with open_desk(jifentai.folder):
        assert "a till is open on this folder" in jifentai.complaint("day", "--run")
        assert jifentai("day").code == 0


def test_reminders_as_csv(jifentai: Jifentai) -> None:
    """EXP-05, COM-03."""
    assert jifentai("settings", "set", "expiry.reminder_days", "365").code == 0
    text = jifentai("day", "--reminders").out
    assert text.startswith("\ufeffmember,name,title,phone,points,last_day,last_visit,messages")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    with open_desk(jifentai.folder) as desk, desk.store.read() as reader:
        expected = reader.lapsing_members(TODAY.isoformat(), (TODAY + timedelta(days=365)).isoformat(), 100)
    assert [(row["member"], int(row["points"]), row["last_day"]) for row in rows] == [
        (one.member_id, one.points, one.first_day) for one in expected
    ]
    assert rows == [] or all(row["name"] and row["messages"] in ("0", "1") for row in rows)
    found = jifentai("day", "--reminders", "--json").data
    assert (found["days"], [row[0] for row in found["rows"]]) == (365, [row["member"] for row in rows])

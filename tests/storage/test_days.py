"""What a day brings, read from the tables, is what the engine says of the same lots and the same history (programme.md §6)."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.journal import types
from app.domain.ledger.moves import expire as book_off
from app.domain.ledger.moves import take_back
from app.domain.programme.dates import add_days
from app.domain.programme.inputs import LotInput
from app.domain.programme.lots import expire
from app.domain.programme.operations import parse_programme
from app.domain.programme.tiers import HistoryEntry, metric_on, metric_window
from app.services.ports.store import EndedFloor, HeldTier, Lapsing
from tests.domain.programme.shop import PROGRAMME
from tests.storage.till import Till

DAY = "2026-01-31"
EXAMPLES = settings(max_examples=25 if settings.get_current_profile_name() == "check" else settings.default.max_examples)  # type: ignore[attr-defined]
VALIDITIES: list[dict[str, Any]] = [
    {"kind": "months", "n": 1},
    {"kind": "months", "n": 1, "end": "month"},
    {"kind": "days", "n": 40},
    {"kind": "date", "date": "2026-03-15"},
    {"kind": "year_end", "plus_years": 0},
    {"kind": "inactivity", "n": 1},
    {"kind": "permanent"},
]
"""Every policy there is (programme.md §2)."""


@contextmanager
def books() -> Iterator[Till]:
    """A fresh till; no fixture, for every example needs its own."""
    folder = Path(tempfile.mkdtemp(prefix="jifentai-days-"))
    till = Till(folder / "till")
    try:
        yield till
        till.store.close()
        assert till.verified().problems == ()
    finally:
        till.store.close()
        shutil.rmtree(folder)


acts = st.lists(
    st.tuples(
        st.integers(0, 40),
        st.one_of(
            st.tuples(st.just("grant"), st.sampled_from(VALIDITIES), st.integers(1, 50), st.integers(0, 20), st.booleans()),
            st.tuples(st.just("visit")),
            st.tuples(st.just("hold"), st.integers(1, 30)),
        ),
    ),
    min_size=1,
    max_size=9,
)


@EXAMPLES
@given(acts=acts)
def test_what_lapses_is_what_the_engine_says(acts: list[tuple[int, tuple[Any, ...]]]) -> None:
    """EXP-01 to EXP-04: lots of every policy, pending, frozen, held and prolonged by visits, day after day: the run takes exactly the lots
    and the points of the engine's `expire`, and no lot twice.
    """
    with books() as till:
        till.day = DAY
        till.enrol("m1")
        lots: dict[str, LotInput] = {}
        visited: str | None = None
        numbers = itertools.count(1)
        for days, (kind, *more) in [*acts, (400, ("visit",))]:
            till.day = add_days(till.day, days)
            said = expire(list(lots.values()), till.day, visited)
            with till.store.write() as writer:
                found = writer.lapsed_lots(till.day, 100)
                lazily = list(writer.lapsing_lots("", till.day))
                if found:
                    writer.append(till.draft(types.POINTS_EXPIRED, {"on": till.day}, booking=book_off(found)))
            assert found == lazily
            assert sorted((lot.id, lot.free, lot.last_day) for lot in found) == sorted(
                (e.lot, e.points, e.expired_on) for e in said.expired
            )
            for gone in said.expired:
                lots[gone.lot] = _changed(lots[gone.lot], remaining=lots[gone.lot].held)
            if kind == "grant":
                _grant(till, lots, next(numbers), *more)
            elif kind == "visit":
                till.append(till.sale(f"R{next(numbers):04d}", "m1"))
                visited = till.day
            else:
                _hold(till, lots, *more)


def _grant(till: Till, lots: dict[str, LotInput], number: int, validity: dict[str, Any], points: int, wait: int, frozen: bool) -> None:
    rule = {**PROGRAMME, "validity": validity}
    life = parse_programme(rule).validity
    last = life.last_day(till.day)
    if last is not None and last < add_days(till.day, wait):
        return
    months = validity["n"] if validity["kind"] == "inactivity" else None
    accrual = till.accrual("m1", points, available_on=add_days(till.day, wait), expires_on=last, inactivity_months=months, frozen=frozen)
    event = till.grant("m1", accrual)
    lot = f"{event.header.id}:0"
    lots[lot] = LotInput(
        id=lot, seq=number, earned_on=till.day, available_on=accrual.available_on, remaining=points, expires_on=last,
        inactivity_months=months, frozen=frozen,
    )  # fmt: skip


def _hold(till: Till, lots: dict[str, LotInput], points: int) -> None:
    with till.store.read() as reader:
        most = reader.balance("m1", till.day).available
    if most:
        for use in till.hold("m1", min(points, most), "s1").uses:
            lots[use.lot] = _changed(lots[use.lot], held=lots[use.lot].held + use.points)


def _changed(lot: LotInput, **fields: int) -> LotInput:
    return LotInput(**({name: getattr(lot, name) for name in LotInput.__slots__} | fields))


WINDOWS = [{"kind": "rolling_months", "n": 2}, {"kind": "calendar_year"}, {"kind": "lifetime"}]


@EXAMPLES
@given(
    history=st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 150), st.integers(0, 9), st.integers(0, 5)), max_size=12),
    metric=st.sampled_from(["spend", "visits", "points"]),
    window=st.sampled_from(WINDOWS),
    back=st.integers(-5, 160),
)
def test_metrics_of_many_are_those_of_each(
    history: list[tuple[str, int, int, int]], metric: str, window: dict[str, Any], back: int
) -> None:
    """TIER-01, TIER-02: the sums read for a whole page of members are what the engine counts of each one's history."""
    levels = [{"code": "a", "name": "a", "threshold": 0}, {"code": "b", "name": "b", "threshold": 5}]
    tiers = parse_programme({**PROGRAMME, "tiers": {"metric": metric, "window": window, "levels": levels}}).tiers
    assert tiers is not None
    on = add_days("2026-06-09", -back)
    with books() as till:
        for member in "abc":
            till.enrol(member)
        with till.store.transaction() as sql:
            sql.run("DELETE FROM tier_history")
            for member, days, spend, visits in history:
                row = (member, add_days("2026-06-09", -days), spend, visits, 2 * spend)
                sql.run(
                    "INSERT INTO tier_history VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
                    "spend_minor = spend_minor + excluded.spend_minor, visits = visits + excluded.visits, "
                    "points = points + excluded.points",
                    row,
                )
        entries = {
            member: [HistoryEntry(add_days("2026-06-09", -d), s, v, 2 * s) for m, d, s, v in history if m == member] for member in "abc"
        }
        with till.store.read() as reader:
            found = reader.tier_metrics(list("abc"), metric, *metric_window(tiers, on))
            days = {member: reader.tier_history(member, *metric_window(tiers, on)) for member in "abc"}
        assert found == {member: metric_on(tiers, entries[member], on) for member in "abc"}
        assert found == {member: metric_on(tiers, days[member], on) for member in "abc"}
        with till.store.transaction() as sql:
            sql.run("DELETE FROM tier_history")


def enrolled(till: Till, *members: str) -> None:
    for member in members:
        till.enrol(member)


def test_tiers_are_read_by_pages(till: Till) -> None:
    enrolled(till, "a", "b", "c", "d")
    for member, until in (("a", "2026-03-10"), ("b", "2026-03-10"), ("c", "2026-03-14"), ("d", "2026-03-01")):
        till.append(till.draft(types.TIER_SET, {"tier": "gold", "valid_until": until}, member_id=member))
    till.append(till.draft(types.MEMBER_STATUS, {"status": "closed"}, member_id="d"))
    with till.store.read() as reader:
        first = reader.tiers_due("2026-03-14", 1)
        assert first == [HeldTier("a", "gold", "2026-03-10", "gold")]
        rest = reader.tiers_due("2026-03-14", 5, ("2026-03-10", "a"))
        assert [tier.member_id for tier in rest] == ["b"], "good until the 14th is good on the 14th; closed ones are left alone"
        assert [tier.member_id for tier in reader.tiers(2)] == ["a", "b"]
        assert [tier.member_id for tier in reader.tiers(5, "b")] == ["c"]


def test_members_for_whom_something_counted(till: Till) -> None:
    enrolled(till, "a", "b")
    for day, member in (("2026-03-15", "a"), ("2026-03-16", "b"), ("2026-03-16", "a"), ("2026-03-17", "a")):
        till.day = day
        till.append(till.sale(f"R{day}{member}", member))
    with till.store.read() as reader:
        found = reader.tiers_counted("2026-03-16", 10, ("2026-03-15", "a"))
        assert [(tier.member_id, day) for tier, day in found] == [("a", "2026-03-16"), ("b", "2026-03-16")]
        assert [day for _, day in reader.tiers_counted("2026-03-17", 10, ("2026-03-16", ""))] == ["2026-03-16", "2026-03-16", "2026-03-17"]


def test_floors_that_ended(till: Till) -> None:
    enrolled(till, "a", "b")
    for member, until in (("a", "2026-03-14"), ("b", "2026-03-15")):
        till.append(till.draft(types.TIER_FLOOR_SET, {"tier": "gold", "until": until}, member_id=member))
    with till.store.read() as reader:
        assert reader.floors_ended("2026-03-15", 5) == [EndedFloor("a", "gold", "2026-03-14", "regular")]
        assert [floor.member_id for floor in reader.floors_ended("2026-03-16", 5, ("2026-03-14", "a"))] == ["b"]


def test_holders_whose_points_can_be_used_from_that_day(till: Till) -> None:
    enrolled(till, "a", "b", "c")
    till.grant("a", till.accrual("a", 5, available_on="2026-03-20"))
    till.grant("b", till.accrual("b", 5, available_on="2026-03-20"), till.accrual("b", 6, available_on="2026-03-20"))
    till.grant("c", till.accrual("c", 5))
    with till.store.read() as reader:
        assert reader.matured_holders("2026-03-20", 5) == ["a", "b"]
        assert reader.matured_holders("2026-03-20", 5, "a") == ["b"]
        assert reader.matured_holders("2026-03-15", 5) == [], "what could be used at once was never pending"


def test_debtors_who_can_pay(till: Till) -> None:
    enrolled(till, "a", "b")
    for member, wait in (("a", 0), ("b", 5)):
        till.grant(member, till.accrual(member, 5, available_on=add_days(till.day, wait)))
        till.append(till.draft(types.REVERSAL, {}, member_id=member, booking=take_back(member, (), (), 3, till.day)))
    with till.store.read() as reader:
        assert reader.matured_debtors(till.day, 5) == ["a"]
        assert reader.matured_debtors(add_days(till.day, 5), 5) == ["a", "b"]
        assert reader.matured_debtors(add_days(till.day, 5), 5, after="a") == ["b"]


def test_members_whose_points_lapse_soon(till: Till) -> None:
    """EXP-05: points by member with the first day, soonest first, by pages; never-expiring, frozen, spent and closed ones are left out."""
    enrolled(till, "a", "b", "c", "d", "e")
    for member, points, last in (
        ("a", 5, "2026-04-01"), ("a", 7, "2026-03-20"), ("a", 9, "2026-05-01"), ("b", 3, "2026-03-16"), ("c", 4, None),
        ("e", 8, "2026-03-20"),
    ):  # fmt: skip
        till.grant(member, till.accrual(member, points, expires_on=last))
    till.grant("d", till.accrual("d", 5, expires_on="2026-03-20", frozen=True))
    till.append(till.draft(types.MEMBER_STATUS, {"status": "closed"}, member_id="e"))
    till.append(till.sale("R1", "b"))
    with till.store.read() as reader:
        found = reader.lapsing_members(till.day, "2026-04-14", 10)
        assert found == [Lapsing("b", 3, "2026-03-16", till.day), Lapsing("a", 12, "2026-03-20", None)]
        assert reader.lapsing_members(till.day, "2026-04-14", 1) == found[:1]
        assert reader.lapsing_members(till.day, "2026-04-14", 5, ("2026-03-16", "b")) == found[1:]
        assert reader.lapsing_members(till.day, "2026-03-15", 5) == []


def test_causes_are_counted(till: Till) -> None:
    for cause in ("2026-03-15:1", "2026-03-15:2", "2026-03-16:1"):
        till.append(till.draft(types.POINTS_EXPIRED, {}, cause_key=cause))
    with till.store.read() as reader:
        assert reader.causes(types.POINTS_EXPIRED, "2026-03-15:") == 2
        assert reader.last_cause(types.POINTS_EXPIRED) == "2026-03-16:1"
        assert reader.last_cause(types.DEBT_PAID) is None
        assert [event.header.cause_key for event in reader.events_caused(types.POINTS_EXPIRED, "2026-03-15:", 5)] == [
            "2026-03-15:1", "2026-03-15:2",
        ]  # fmt: skip
        latest = reader.latest_caused(types.POINTS_EXPIRED, 2)
        assert [event.header.cause_key for event in latest] == ["2026-03-16:1", "2026-03-15:2"]
        assert reader.event(latest[0].header.id) == latest[0]
        assert [event.header.cause_key for event in reader.latest_caused(types.POINTS_EXPIRED, 5, "2026-03-15:2")] == ["2026-03-15:1"]


PLANS = {
    "tiers_due": ("_DUE", ("2026-03-15", "", "", 5), "ix_member_valid_until"),
    "floors_ended": ("_FLOORS", ("2026-03-15", "", "", 5), "ix_member_floor_until"),
    "lapsed_lots": ("_LAPSED", ("POINTS", "2026-03-15", 5), "ix_lot_last_day"),
    "lapsing_lots": ("_LAPSING", ("POINTS", "2026-03-15", "2026-03-01"), "ix_lot_last_day"),
    "matured_holders": ("_MATURED", ("POINTS", "2026-03-15", "", 5), "ix_lot_pending"),
    "tiers_counted": ("_COUNTED", ("2026-03-15", "2026-03-14", "", 5), "ix_tier_history_date"),
    "causes": ("_CAUSES", ("points_expired", "a", "b"), "ux_journal_cause"),
    "events_caused": ("_CAUSED", ("points_expired", "a", "b", 5), "ux_journal_cause"),
    "latest_caused": ("_LATEST_CAUSED", ("points_expired", "b", 5), "ux_journal_cause"),
    "last_cause": ("_LAST_CAUSE", ("points_expired",), "ux_journal_cause"),
    "lapsing_members": ("_REMINDED", ("POINTS", "2026-03-15", "2026-04-15", "", "", 5), "ix_lot_last_day"),
}


@pytest.mark.parametrize("name", PLANS)
def test_each_reads_an_index(till: Till, name: str) -> None:
    """A page costs what it shows, not what the shop has: no table is walked through, and nothing but a grouping is sorted."""
    from app.storage.sqlite.queries import days

    statement, parameters, index = PLANS[name]
    with till.store.reading() as sql:
        plan = [row[3] for row in sql.all(f"EXPLAIN QUERY PLAN {getattr(days, statement)}", parameters)]
    assert any(index in step for step in plan), plan
    assert not any(step.startswith("SCAN") for step in plan), plan
    if name != "lapsing_members":
        assert not any("TEMP B-TREE" in step for step in plan), plan

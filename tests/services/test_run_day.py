"""The daily run: preview = run, twice = once, killed anywhere and run again = once; missed days are made up for; held points live; debts
are paid; tiers are reviewed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from app.domain.journal import types
from app.domain.members.member import new_member
from app.services import preview_day, run_day
from app.services.complete_sale import complete_sale
from app.services.desk import Session, book_office
from app.services.preview_day import preview
from app.services.run_day import DailyRun
from app.services.run_day import run_day as run
from app.services.set_up_shop import enrol
from app.services.sign_in import end_left_over_shift
from app.services.snapshot import member_input
from app.services.use_points import take_points_off, use_points
from app.support.resources import resource
from tests.fakes.shop import CARD_LIN, CARD_ZHOU, COFFEE, FROZEN, LIN, TODAY, ZHOU, Shop, refused


def on(shop: Shop, day: str) -> Session:
    shop.at(day, "08:00")
    return shop.sign_in()


def lapsed(shop: Shop) -> int:
    return int(shop.rows("SELECT coalesce(sum(amount), 0) FROM posting WHERE account = 'expired'")[0][0])


def free(shop: Shop, until: str) -> list[int]:
    """What each lot loses by a day."""
    return [lapse.points for plan in preview(shop.desk, until) for lapse in plan.lapses]


def booked(shop: Shop) -> list[str]:
    """The causes of all chunks of daily runs, in order."""
    kinds = (types.POINTS_EXPIRED, types.DEBT_PAID, types.TIER_REVIEWED, types.TIER_FLOORS_ENDED, types.DAY_RUN)
    return [f"{event['type']} {event['cause_key']}" for event in shop.events() if event["type"] in kinds]


def test_the_last_good_day_is_good(shop: Shop) -> None:
    """EXP-01: nothing lapses on 30 June, 320 points do on 1 July."""
    assert run(shop.desk, on(shop, "2026-06-30")).lapsed == 0
    assert shop.balance(LIN).available == 2386
    session = on(shop, "2026-07-01")
    assert shop.balance(LIN).available == 2066, "the predicate needs no run"
    assert run(shop.desk, session).lapsed == 320
    balance = shop.balance(LIN)
    assert (balance.available, balance.remaining, balance.lapsed) == (2066, 2066, 0)


def test_the_preview_is_what_the_run_does(shop: Shop) -> None:
    """EXP-06: previewable; nothing is booked by looking."""
    seq = shop.seq()
    seen = {(lapse.holder, lapse.lot, lapse.points) for plan in preview(shop.desk, "2027-04-01") for lapse in plan.lapses}
    assert shop.seq() == seq
    run(shop.desk, on(shop, "2027-04-01"))
    done = {(row[0], row[1], -row[2]) for row in shop.rows(
        "SELECT p.holder, p.lot, p.amount FROM posting p JOIN journal j ON j.id = p.event_id WHERE j.type = 'points_expired' "
        "AND p.account = 'member'")}  # fmt: skip
    assert done == seen
    assert sum(points for *_, points in seen) == 2386


def test_a_preview_of_today_names_nothing_that_is_still_good(shop: Shop) -> None:
    assert preview(shop.desk) == ()
    run(shop.desk, shop.session)
    plans = preview(shop.desk, "2027-06-01")
    assert [(plan.on, plan.lots, plan.members, plan.points) for plan in plans] == [
        ("2026-07-01", 1, 1, 320), ("2027-04-01", 1, 1, 2066), ("2027-06-01", 1, 1, 500),
    ]  # fmt: skip


def test_nobody_looks_further_ahead_than_ten_years(shop: Shop) -> None:
    assert refused(preview, shop.desk, "2036-07-01").code == "date_range"


def test_long_lists_are_cut_and_the_figures_are_whole(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview_day, "LISTED_MAX", 2)
    for _ in range(4):
        shop.grant(ZHOU, 10, expires_on="2026-06-21")
    (plan,) = preview(shop.desk, "2026-06-22")
    assert (len(plan.lapses), plan.lots, plan.members, plan.points) == (2, 4, 1, 40)


def test_twice_is_once(shop: Shop) -> None:
    session = on(shop, "2026-07-01")
    assert run(shop.desk, session).lapsed == 320
    seq = shop.seq()
    assert run(shop.desk, session).lapsed == 0
    shop.reopen()
    assert run(shop.desk, session).lapsed == 0
    assert shop.seq() == seq


def test_a_lot_that_lapsed_later_the_same_day_has_its_own_chunk(shop: Shop) -> None:
    session = on(shop, "2026-07-01")
    run(shop.desk, session)
    shop.grant(ZHOU, 10, on="2026-05-01", expires_on="2026-06-01")
    assert run(shop.desk, session).lapsed == 10
    assert [event["cause_key"] for event in shop.events("points_expired")] == ["2026-07-01:1", "2026-07-01:2"]


def test_held_points_lapse_when_the_hold_ends_and_not_before(shop: Shop) -> None:
    shop.at("2026-06-30", "23:00")
    shop.sign_in()
    shop.scan(COFFEE, CARD_LIN)
    use_points(shop.desk, shop.session, 300)
    assert free(shop, "2026-07-01") == [20]
    take_points_off(shop.desk, shop.session)
    assert free(shop, "2026-07-01") == [320]
    complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash")
    assert run(shop.desk, on(shop, "2026-07-01")).lapsed == 320


def test_frozen_points_lapse_too(shop: Shop) -> None:
    assert run(shop.desk, on(shop, "2027-06-01")).lapsed == 2386 + 500
    assert shop.balance(FROZEN).remaining == 0


def test_many_members_in_chunks_of_five_hundred(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """One event per at most so many members (here 3), so that one member's lots are cut apart."""
    monkeypatch.setattr(run_day, "MEMBERS_PER_EVENT", 3)
    for n in range(8):
        shop.enrol(f"m{n}", "甲", phone=f"1992222{n:04d}")
        for _ in range(3):
            shop.grant(f"m{n}", 10, expires_on="2026-06-22")
    assert run(shop.desk, on(shop, "2026-06-23")).lapsed == 240
    events = shop.events("points_expired")
    assert all(event["body"]["members"] <= 3 for event in events)
    assert [event["cause_key"] for event in events] == [f"2026-06-23:{n}" for n in range(1, len(events) + 1)]
    assert all(shop.balance(f"m{n}").remaining == 0 for n in range(8))
    shop.verify()


class _Killed(BaseException):
    pass


@contextmanager
def killed_after(shop: Shop, commits: int) -> Iterator[None]:
    """The process dies at the begin of the write after so many commits."""
    real, left = shop.desk.store, [commits]

    class Dying:
        def read(self) -> Any:
            return real.read()

        def write(self) -> Any:
            if left[0] == 0:
                raise _Killed
            left[0] -= 1
            return real.write()

    whole = shop.desk
    shop.desk = replace(shop.desk, store=Dying())
    try:
        yield
    except _Killed:
        pass
    finally:
        shop.desk = whole
        shop.reopen()


@pytest.mark.parametrize("commits", [0, 1, 2, 3, 4])
def test_killed_and_run_again_is_one_run(shop: Shop, commits: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """L17 (with a real process: kill_day.py)."""
    monkeypatch.setattr(run_day, "MEMBERS_PER_EVENT", 1)
    for n in range(3):
        shop.enrol(f"m{n}", "甲", phone=f"1992222{n:04d}")
        shop.grant(f"m{n}", 100, expires_on="2026-06-22")
    session = on(shop, "2026-06-23")
    with killed_after(shop, commits):
        run(shop.desk, session)
    assert lapsed(shop) == min(commits, 3) * 100
    run(shop.desk, session)
    assert lapsed(shop) == 300
    assert [shop.balance(f"m{n}").remaining for n in range(3)] == [0, 0, 0]


def test_a_pending_lot_pays_the_debt_on_its_day(shop: Shop) -> None:
    """L4: debt > 0 leaves nothing available once the run has paid it."""
    shop.grant(ZHOU, 100, available_on="2026-06-25", expires_on="2027-06-30")
    shop.sign_in()
    shop.take_back(ZHOU, 30)
    run(shop.desk, on(shop, "2026-06-24"))
    assert (shop.balance(ZHOU).debt, shop.balance(ZHOU).available) == (30, 0)
    session = on(shop, "2026-06-25")
    run(shop.desk, session)
    assert (shop.balance(ZHOU).debt, shop.balance(ZHOU).available) == (0, 70)
    seq = shop.seq()
    run(shop.desk, session)
    assert shop.seq() == seq


def test_a_lapsed_lot_pays_no_debt(shop: Shop) -> None:
    shop.sign_in()
    shop.take_back(ZHOU, 30)
    shop.grant(ZHOU, 100, on="2025-01-01", expires_on="2026-06-01")
    run(shop.desk, shop.session)
    assert (shop.balance(ZHOU).debt, shop.balance(ZHOU).remaining) == (30, 0)


def test_the_run_goes_chunk_by_chunk_and_ends(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the counter does after sign-in: a chunk, a pause for selling, the next chunk."""
    monkeypatch.setattr(run_day, "MEMBERS_PER_EVENT", 1)
    session = on(shop, "2030-01-01")
    losing = {lapse.holder for plan in preview(shop.desk, "2030-01-01") for lapse in plan.lapses}
    chunks = 1
    going = DailyRun(shop.desk, session)
    while going.step():
        chunks += 1
    assert len(shop.events("points_expired")) == 3 >= len(losing) > 1
    assert chunks > 3
    assert not preview(shop.desk, "2030-01-01")


def test_a_chunk_that_failed_is_done_by_the_next_step(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk in the middle: the same run goes on once there is space, and nothing is passed over."""
    monkeypatch.setattr(run_day, "MEMBERS_PER_EVENT", 1)
    for n in range(3):
        shop.grant(ZHOU, 100 + n, expires_on="2026-06-22")
    going = DailyRun(shop.desk, on(shop, "2026-06-23"))
    assert going.step()
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(run_day, "expire", lambda lots: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            going.step()
    while going.step():
        pass
    assert (going.totals.lapsed, lapsed(shop)) == (303, 303)
    assert booked(shop) == [*(f"points_expired 2026-06-23:{n}" for n in (1, 2, 3)), "day_run 2026-06-23"]


# days that were missed


def test_each_missed_day_in_its_order(shop: Shop) -> None:
    """EXP-06: points pending until the 24th pay what is owed that day, the rest lapses on the 26th; one run on the 30th does both."""
    shop.sign_in()
    run(shop.desk, shop.session)
    shop.grant(ZHOU, 100, available_on="2026-06-24", expires_on="2026-06-25")
    shop.take_back(ZHOU, 30)
    plans = preview(shop.desk, "2026-06-30")
    assert [(plan.on, plan.paid, plan.points) for plan in plans] == [("2026-06-24", 30, 0), ("2026-06-26", 0, 70)]
    totals = run(shop.desk, on(shop, "2026-06-30"))
    assert (totals.days, totals.paid, totals.lapsed) == (10, 30, 70)
    assert booked(shop)[1:] == [
        "debt_paid 2026-06-24:1",
        "day_run 2026-06-24",
        "points_expired 2026-06-26:1",
        "day_run 2026-06-26",
        "day_run 2026-06-30",
    ]
    assert {event["business_date"] for event in shop.events("points_expired")} == {"2026-06-30"}, "the journal's date does not go back"
    assert [event["body"]["from"] for event in shop.events("day_run")] == [TODAY, "2026-06-21", "2026-06-25", "2026-06-27"]
    assert (shop.balance(ZHOU).debt, shop.balance(ZHOU).remaining) == (0, 0)


@pytest.mark.parametrize("commits", range(7))
def test_missed_days_killed_anywhere(shop: Shop, commits: int) -> None:
    """L17 over missed days."""
    shop.sign_in()
    run(shop.desk, shop.session)
    shop.grant(ZHOU, 100, available_on="2026-06-24", expires_on="2026-06-25")
    shop.take_back(ZHOU, 30)
    session = on(shop, "2026-06-30")
    with killed_after(shop, commits):
        run(shop.desk, session)
    run(shop.desk, session)
    assert [cause for cause in booked(shop) if not cause.startswith("day_run")] == ["debt_paid 2026-06-24:1", "points_expired 2026-06-26:1"]
    assert booked(shop)[-1] == "day_run 2026-06-30"


def test_the_first_run_of_all_begins_today(shop: Shop) -> None:
    """There is nothing to make up for: what lapsed before is booked off, no past day is gone through."""
    totals = run(shop.desk, on(shop, "2026-07-01"))
    assert (totals.days, totals.lapsed) == (1, 320)


def test_twenty_years_off(shop: Shop) -> None:
    """The longest gap anybody will see takes moments, and one event says that the days were gone through."""
    run(shop.desk, on(shop, "2026-07-01"))
    totals = run(shop.desk, on(shop, "2046-07-01"))
    assert totals.days == 7305
    assert len(shop.events("day_run")) == 4, "two days with something, the first and the last"


def test_a_run_of_the_office(shop: Shop) -> None:
    """While no shift is open the run belongs to nobody and to no shift."""
    shop.at("2026-07-01", "07:00")
    assert run(shop.desk).lapsed == 320
    (event,) = shop.events("points_expired")
    assert (event["shift_id"], event["actor_id"], event["business_date"]) == (None, None, "2026-07-01")


def test_a_shift_nobody_ended(shop: Shop) -> None:
    """A command in the morning: the evening's shift is closed when its counter is empty, and the run is today's; else it waits."""
    shop.at("2026-06-30", "22:00")
    shop.sign_in()
    run(shop.desk, shop.session)
    shop.scan(COFFEE)
    shop.at("2026-07-01", "07:00")
    end_left_over_shift(shop.desk)
    assert run(shop.desk).lapsed == 0, "what stands on the counter belongs to the evening, and so does its date"
    complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash")
    end_left_over_shift(shop.desk)
    assert run(shop.desk).lapsed == 320
    assert shop.events("shift_closed")[-1]["actor_id"] is None
    assert shop.events("day_run")[-1]["business_date"] == "2026-07-01"


def test_a_run_of_a_closed_shift_books_nothing(shop: Shop) -> None:
    session = on(shop, "2026-06-30")
    on(shop, "2026-07-01")
    shop.grant(ZHOU, 100, expires_on="2026-06-01")
    assert refused(run, shop.desk, session).code == "shift_closed"
    assert not shop.events("points_expired")


# tiers

TIERS: dict[str, Any] = {
    "metric": "spend",
    "window": {"kind": "rolling_months", "n": 12},
    "levels": [
        {"code": "regular", "name": "普通", "threshold": 0},
        {"code": "silver", "name": "银卡", "threshold": 2000},
        {"code": "gold", "name": "金卡", "threshold": 5000},
        {"code": "platinum", "name": "铂金卡", "threshold": 10_000_000},
        {"code": "diamond", "name": "钻石卡", "threshold": 100_000_000},
    ],
    "keep": {"kind": "months", "n": 1},
}


def tiered(shop: Shop, **changes: Any) -> None:
    """A programme with other tiers; Zhou is gold to 25 June and has bought nothing."""
    shop.publish(tiers={**TIERS, **changes})
    set_tier(shop, ZHOU, "gold", "2026-06-25")


def set_tier(shop: Shop, member: str, tier: str, until: str | None) -> None:
    with shop.store.write() as books:
        book_office(shop.desk, books, None, types.TIER_SET, {"tier": tier, "valid_until": until}, member_id=member)


def tier(shop: Shop, member: str = ZHOU) -> tuple[str, str | None, str]:
    return shop.rows("SELECT tier, valid_until, tier_base FROM member WHERE id = ?", member)[0]  # type: ignore[return-value]


def steps(shop: Shop, member: str = ZHOU) -> list[tuple[Any, ...]]:
    """What was written down about a tier, oldest first, without what set it up."""
    rows = shop.rows("SELECT changed_on, before, after, reason, metric FROM tier_change WHERE member_id = ? ORDER BY seq", member)
    return [row for row in rows if row[3] != "by_hand"]


@pytest.mark.parametrize(
    ("changes", "day", "after"),
    [
        ({}, "2026-06-25", ("gold", "2026-06-25", "gold")),
        ({}, "2026-06-26", ("regular", "2026-07-26", "regular")),
        ({"downgrade": "one_step"}, "2026-06-26", ("silver", "2026-07-26", "silver")),
        ({"downgrade": "none"}, "2026-06-26", ("gold", "2026-07-26", "gold")),
        ({"grace_days": 2}, "2026-06-27", ("gold", "2026-06-25", "gold")),
        ({"grace_days": 2}, "2026-06-28", ("regular", "2026-07-28", "regular")),
        ({"keep": {"kind": "permanent"}}, "2026-06-26", ("regular", None, "regular")),
        ({"metric": "manual"}, "2026-06-26", ("gold", "2026-06-25", "gold")),
    ],
)
def test_a_tier_is_reviewed_on_the_day_after_its_last(
    shop: Shop, changes: dict[str, Any], day: str, after: tuple[str, str | None, str]
) -> None:
    """TIER-06: lowered to the level, by one step, not at all; grace; what is kept for good; tiers by hand are left alone."""
    tiered(shop, **changes)
    shop.sign_in()
    run(shop.desk, shop.session)
    run(shop.desk, on(shop, day))
    assert tier(shop) == after


def test_a_review_is_written_down_with_its_reason(shop: Shop) -> None:
    """TIER-06, LESSON-14: when, from what, to what, why, by which figure; and the member's history knows the event."""
    tiered(shop)
    run(shop.desk, on(shop, "2026-06-30"))
    assert steps(shop) == [("2026-06-30", "gold", "regular", "downgraded", 0)]
    (event,) = shop.events("tier_reviewed")
    assert event["body"]["tiers"] == [[ZHOU, "gold", "2026-06-25", "gold", "regular", "2026-07-30", "downgraded", 0]]
    with shop.store.read() as reader:
        assert event["id"] in {one.header.id for one in reader.member_events(ZHOU, 50)}


def test_a_missed_review_goes_by_its_own_day(shop: Shop) -> None:
    """TIER-06: what was bought on the 20th kept the tier on the 26th of June, a year later it counts no more; both found in one run."""
    tiered(shop)
    shop.scan(*[COFFEE] * 6, CARD_ZHOU)
    complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash")
    assert tier(shop)[:2] == ("gold", "2026-06-25")
    run(shop.desk, shop.session)
    run(shop.desk, on(shop, "2027-07-20"))
    found = steps(shop)
    assert found[0] == ("2026-06-26", "gold", "gold", "renewed", 7200)
    assert [step[0] for step in found[:3]] == ["2026-06-26", "2026-07-27", "2026-08-28"], "kept for a month, again and again"
    assert found[-2:] == [("2027-06-07", "gold", "gold", "renewed", 7200), ("2027-07-08", "gold", "regular", "downgraded", 0)]


def test_raised_at_the_review_only(shop: Shop) -> None:
    """TIER-05: a programme that raises at the review does so in the night after the sale, not in the sale."""
    shop.publish(tiers={**TIERS, "upgrade": "at_review"})
    shop.scan(*[COFFEE] * 6, CARD_ZHOU)
    run(shop.desk, shop.session)
    complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash")
    assert tier(shop)[0] == "regular"
    run(shop.desk, on(shop, "2026-06-21"))
    assert tier(shop)[0] == "gold"
    assert steps(shop) == [("2026-06-21", "regular", "gold", "upgraded", 7200)]


def test_new_thresholds_raise_those_who_have_reached_them(shop: Shop) -> None:
    """A version with lower thresholds: everybody is looked at once, on its first day."""
    shop.publish(tiers={**TIERS, "levels": [{**level, "threshold": 1_000 * level["threshold"]} for level in TIERS["levels"]]})
    shop.scan(*[COFFEE] * 6, CARD_ZHOU)
    complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash")
    run(shop.desk, on(shop, "2026-06-22"))
    shop.publish("2026-06-23", version=3, tiers=TIERS)
    run(shop.desk, on(shop, "2026-06-25"))
    assert steps(shop) == [("2026-06-23", "regular", "gold", "upgraded", 7200)]


def test_many_tiers_by_pages(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks of at most so many members, pages without a change in between, and everybody exactly once."""
    monkeypatch.setattr(run_day, "MEMBERS_PER_EVENT", 2)
    monkeypatch.setattr(run_day, "PAGES_AT_ONCE", 1)
    shop.publish(tiers={**TIERS, "grace_days": 3})
    for n in range(9):
        shop.enrol(f"m{n}", "甲", phone=f"1992222{n:04d}")
        set_tier(shop, f"m{n}", "gold", "2026-06-24" if n % 3 else "2026-06-26")
    planned = {review.was.member_id for plan in preview(shop.desk, "2026-06-28") for review in plan.reviews}
    run(shop.desk, on(shop, "2026-06-28"))
    events = shop.events("tier_reviewed")
    assert all(len(event["body"]["tiers"]) <= 2 for event in events)
    reviewed = [row[0] for event in events for row in event["body"]["tiers"]]
    assert sorted(reviewed) == sorted(planned) == [f"m{n}" for n in range(9) if n % 3]
    assert booked(shop)[-1] == "day_run 2026-06-28"
    assert tier(shop, "m0") == ("gold", "2026-06-26", "gold"), "in grace"


def test_closed_members_are_not_reviewed(shop: Shop) -> None:
    tiered(shop)
    shop.set_status(ZHOU, "closed")
    run(shop.desk, on(shop, "2026-06-30"))
    assert tier(shop)[0] == "gold"


def test_a_tier_the_programme_does_not_know_is_left_alone(shop: Shop) -> None:
    tiered(shop)
    set_tier(shop, ZHOU, "emerald", "2026-06-25")
    run(shop.desk, on(shop, "2026-06-30"))
    assert tier(shop) == ("emerald", "2026-06-25", "emerald")


def test_a_matched_tier_ends(shop: Shop) -> None:
    """TIER-10: the day after its last good day the tier in place of the own is gone, and that is written down."""
    shop.publish(tiers=TIERS)
    with shop.store.write() as books:
        book_office(shop.desk, books, None, types.TIER_FLOOR_SET, {"tier": "gold", "until": "2026-06-25"}, member_id=ZHOU)
    run(shop.desk, on(shop, "2026-06-25"))
    assert shop.rows("SELECT floor_tier FROM member WHERE id = ?", ZHOU) == [("gold",)]
    (plan,) = preview(shop.desk, "2026-06-26")
    assert [(floor.member_id, floor.floor, floor.until) for floor in plan.floors] == [(ZHOU, "gold", "2026-06-25")]
    assert run(shop.desk, on(shop, "2026-06-26")).floors == 1
    assert shop.rows("SELECT floor_tier, floor_until FROM member WHERE id = ?", ZHOU) == [(None, None)]
    assert shop.rows("SELECT before, after, reason FROM tier_change WHERE member_id = ? ORDER BY seq", ZHOU) == [
        ("regular", "gold", "floor_by_hand"), ("gold", "regular", "floor_ended"),
    ]  # fmt: skip


# birthdays


def with_birthday_gift(shop: Shop, **rule: Any) -> None:
    """A programme that gives 100 points, good for 10 days, on the birthday."""
    document = json.loads(resource("templates/convenience.json").read_text(encoding="utf-8"))
    gift = {
        "code": "birthday_gift", "name": "生日礼", "trigger": "birthday", "lane": document["lanes"][0]["code"],
        "benefit": {"kind": "fixed", "points": 100}, "validity": {"kind": "days", "n": 10}, "when": {"birthday": "day"},
    }  # fmt: skip
    shop.publish(rules=[*document["rules"], {**gift, **rule}], tiers={**TIERS, "metric": "points"})


def born(shop: Shop, member: str, month: int, day: int, **more: Any) -> None:
    shop.enrol(member, "甲", phone=f"1993333{month:02d}{day:02d}", birthday_month=month, birthday_day=day, **more)


def gifts(shop: Shop) -> list[tuple[Any, ...]]:
    """Whose birthday gave something: the member, its day, the date in the journal, the lot's dates."""
    found = []
    for event in shop.events(types.ACCRUAL):
        (lot,) = shop.rows("SELECT earned_on, expires_on FROM lot WHERE event_id = ?", event["id"])
        found.append((event["member_id"], event["body"]["context"]["business_date"], event["business_date"], *lot))
    return found


def test_a_birthday_is_raised_on_its_day(shop: Shop) -> None:
    """EARN-08, CAMP-06: once, on the day, without anybody at the till; nothing is printed."""
    with_birthday_gift(shop)
    born(shop, "bo", 6, 21)
    run(shop.desk, shop.sign_in())
    assert gifts(shop) == []
    assert [[birthday.member_id for birthday in plan.birthdays] for plan in preview(shop.desk, "2026-06-21")] == [["bo"]]
    for _ in range(2):
        run(shop.desk, on(shop, "2026-06-21"))
    assert gifts(shop) == [("bo", "2026-06-21", "2026-06-21", "2026-06-21", "2026-07-01")]
    assert shop.balance("bo").available == 100
    assert shop.rows("SELECT count(*) FROM work_print_job") == [(0,)]
    run(shop.desk, on(shop, "2027-06-21"))
    assert [gift[1] for gift in gifts(shop) if gift[0] == "bo"] == ["2026-06-21", "2027-06-21"], "once a year"


def test_missed_birthdays_are_raised_for_their_own_day(shop: Shop) -> None:
    """EXP-06: points count from the birthday, not from the day on which the till was switched on again; the tier too."""
    with_birthday_gift(shop)
    born(shop, "bo", 6, 22)
    born(shop, "cy", 6, 24)
    run(shop.desk, shop.sign_in())
    totals = run(shop.desk, on(shop, "2026-06-25"))
    assert totals.birthdays == 2
    assert gifts(shop) == [
        ("bo", "2026-06-22", "2026-06-25", "2026-06-22", "2026-07-02"),
        ("cy", "2026-06-24", "2026-06-25", "2026-06-24", "2026-07-04"),
    ]
    counted = shop.rows("SELECT member_id, date, points FROM tier_history ORDER BY 1")
    assert counted == [("bo", "2026-06-22", 100), ("cy", "2026-06-24", 100)]


def test_a_gift_that_lapsed_while_the_till_was_off(shop: Shop) -> None:
    """Each day in its order: given on the 21st, good to the 1st, gone on the 2nd; the member never saw it, the books say why."""
    with_birthday_gift(shop)
    born(shop, "bo", 6, 21)
    run(shop.desk, shop.sign_in())
    totals = run(shop.desk, on(shop, "2026-07-20"))
    assert (totals.birthdays, shop.balance("bo").remaining) == (1, 0)
    assert [event["body"]["on"] for event in shop.events("points_expired")] == ["2026-07-01", "2026-07-02"]


@pytest.mark.parametrize(("day", "leap", "given"), [
    ("2027-02-28", "feb28", True), ("2027-03-01", "feb28", False), ("2027-02-28", "mar01", False), ("2027-03-01", "mar01", True),
    ("2028-02-28", "feb28", False), ("2028-02-29", "feb28", True), ("2028-03-01", "mar01", False), ("2028-02-29", "mar01", True),
])  # fmt: skip
def test_born_on_29_february(shop: Shop, day: str, leap: str, given: bool) -> None:
    with_birthday_gift(shop)
    rules = json.loads(published(shop))["rules"]
    shop.publish("2026-06-02", version=3, leap_birthday=leap, rules=rules, tiers={**TIERS, "metric": "points"})
    born(shop, "bo", 2, 29)
    run(shop.desk, on(shop, day))
    assert [gift[0] for gift in gifts(shop)] == (["bo"] if given else [])


def published(shop: Shop) -> bytes:
    with shop.store.read() as reader:
        content = reader.document(str(reader.programme_sha(TODAY)))
    assert content is not None
    return content


def test_who_joins_on_the_birthday_still_has_it(shop: Shop) -> None:
    """The day's run was made in the morning; the next sign-in of the day finds who has joined since, and nobody else is looked at again."""
    with_birthday_gift(shop)
    born(shop, "bo", 6, 20)
    run(shop.desk, shop.sign_in())
    assert [gift[0] for gift in gifts(shop)] == ["bo"]
    member = new_member(member_id="cy", name="乙", phone="19933330620", birthday_month=6, birthday_day=20, joined_on=TODAY)
    with shop.store.write() as books:
        enrol(shop.desk, books, member)
    run(shop.desk, shop.sign_in())
    assert [gift[0] for gift in gifts(shop)] == ["bo", "cy"]


def test_a_birthday_that_may_not_be_used_any_more(shop: Shop) -> None:
    """The consent to it was taken back: neither the day nor the month give anything."""
    with_birthday_gift(shop, when={})
    born(shop, "bo", 6, 20)
    for type_, body in (
        (types.CONSENT_GIVEN, {"purpose": "birthday", "text_sha": "ab" * 32}), (types.CONSENT_WITHDRAWN, {"purpose": "birthday"}),
    ):  # fmt: skip
        with shop.store.write() as books:
            book_office(shop.desk, books, None, type_, body, member_id="bo")
    run(shop.desk, shop.sign_in())
    assert gifts(shop) == []
    with shop.store.read() as reader:
        programme = shop.desk.programmes.in_force(reader, TODAY)
        member = reader.member("bo")
        assert member is not None
        assert member_input(reader, programme, member, reader.balance("bo", TODAY)).birthday is None


def test_closed_members_have_no_birthday(shop: Shop) -> None:
    with_birthday_gift(shop)
    born(shop, "bo", 6, 20)
    shop.set_status("bo", "closed")
    assert preview(shop.desk) == ()
    run(shop.desk, shop.sign_in())
    assert gifts(shop) == []


@pytest.mark.parametrize("commits", range(5))
def test_birthdays_killed_anywhere(shop: Shop, commits: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """L17."""
    monkeypatch.setattr(run_day, "ONE_BY_ONE", 1)
    with_birthday_gift(shop)
    for n in range(3):
        shop.enrol(f"m{n}", "甲", phone=f"1992222{n:04d}", birthday_month=6, birthday_day=20 + n)
    run(shop.desk, shop.sign_in())
    session = on(shop, "2026-06-23")
    with killed_after(shop, commits):
        run(shop.desk, session)
    run(shop.desk, session)
    assert [gift[:2] for gift in gifts(shop)] == [(f"m{n}", f"2026-06-{20 + n}") for n in range(3)]

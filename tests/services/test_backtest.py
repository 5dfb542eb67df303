"""EDGE-02: the last sales told again under a draft. The published programme gives exactly what was booked; a draft gives exactly what a
shop that had published it would have booked, sale by sale.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.bootstrap import make_demo_shop
from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.operations import parse_programme
from app.domain.sales.discount import Discount
from app.services.backtest import DAYS_MAX, back_test
from app.services.backtest_result import BackTest, Pair, monthly
from app.services.backtest_tally import LARGEST_EVENTS, LARGEST_MEMBERS
from app.services.complete_sale import complete_sale
from app.services.desk import book_office
from app.services.edit_basket import attach_member
from app.services.enrol_member import Enrolment, enrol_member
from app.services.give_discount import give_discount
from app.services.raise_event import check_in, record_activity
from app.services.refund_sale import refund_sale, returnable
from app.services.run_day import run_day
from app.services.use_points import use_points
from app.support.resources import resource
from tests.fakes.shop import BUN, CARD_LIN, CARD_ZHOU, COFFEE, LIN, MILK, OPENED_ON, TODAY, WATER, ZHOU, Shop, make_small_shop

PUBLISHED = json.loads(resource("templates/convenience.json").read_text(encoding="utf-8"))
CARDS = {LIN: CARD_LIN, ZHOU: CARD_ZHOU}
GOODS = (COFFEE, MILK, WATER, BUN)


def draft(**changes: Any) -> CompiledProgramme:
    """The published programme with some fields changed."""
    return parse_programme({**PUBLISHED, "version": 2, **changes})


def rule(code: str, **fields: Any) -> dict[str, Any]:
    """A rule on a sale."""
    return {"code": code, "name": code, "trigger": "sale", "lane": "base", **fields}


def sell(shop: Shop, card: str | None, *codes: str, points: int | None = None, tender: str = "cash") -> str:
    """Sells goods; the receipt's number."""
    shop.scan(*codes, *(() if card is None else (card,)))
    if points is not None:
        use_points(shop.desk, shop.session, points)
    done = complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, tender)
    return done.sale.data.sale_number


def day(shop: Shop, business_date: str, time: str = "14:32", number: str = "1001") -> None:
    """A new business day."""
    shop.at(business_date, time)
    shop.sign_in(number)


def no_difference(answer: BackTest) -> bool:
    """Every figure as it was booked."""
    pairs = [answer.points, answer.points_of_others, answer.cost_minor, answer.liability_minor, answer.redemptions.value_minor]
    pairs += [answer.expected_minor] if answer.expected_minor else []
    pairs += [pair for one in answer.rules for pair in (one.points, one.times)]
    bands = [band.members for band in (*answer.gains, *answer.losses)]
    nothing = (answer.winners, answer.losers, answer.tier_moves, answer.redemptions.refused, *bands)
    return all(pair.old == pair.new for pair in pairs) and not any(nothing) and answer.largest_members == answer.largest_events == ()


# The published programme is what was booked


@pytest.fixture(scope="module")
def sold(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("sold") / "shop"
    make_demo_shop(folder, seed=7, members=120, days=90, until=date(2026, 6, 19))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def demo(sold: Path) -> Iterator[Shop]:
    opened = Shop(sold, cheap_pins=False)
    yield opened
    opened.store.close()


def test_the_published_programme_gives_what_was_booked(demo: Shop) -> None:
    """90 days of the demo shop: nothing differs, and what is called booked is what stands in the books."""
    with demo.store.read() as reader:
        sha = reader.programme_sha("2026-06-19")
        assert sha is not None
        published = demo.desk.programmes.by_sha(reader, sha)
    heard: list[tuple[int, int]] = []
    answer = back_test(demo.desk, published, 90, lambda done, total: heard.append((done, total)))
    assert no_difference(answer)
    assert (answer.days, answer.since, answer.until, answer.versions) == (90, "2026-03-22", "2026-06-19", 1)
    sums = "SELECT count(*), sum(earned), sum(redeemed), count(DISTINCT member_id), sum(total_minor) FROM sale"
    booked = "WHERE member_id IS NOT NULL AND business_date >= '2026-03-22'"
    ((sales, earned, redeemed, members, total),) = demo.rows(f"{sums} {booked}")
    assert (answer.sales, answer.points.old, answer.redemptions.points) == (sales, earned, redeemed)
    assert (answer.members, answer.revenue_minor) == (members, total)
    assert demo.rows("SELECT count(*) FROM sale WHERE business_date >= '2026-03-22'") == [(answer.receipts,)]
    lots = "SELECT rule, sum(granted) FROM lot JOIN sale USING (event_id)"
    by_rule = dict(demo.rows(f"{lots} WHERE business_date >= '2026-03-22' GROUP BY 1"))
    assert {one.rule: one.points.old for one in answer.rules if one.points.old} == by_rule
    ((outstanding,),) = demo.rows("SELECT sum(remaining) FROM balance WHERE unit = 'POINTS'")
    assert answer.liability_minor == Pair(outstanding, outstanding)
    assert heard[-1][0] == heard[-1][1]
    assert [done for done, _ in heard] == sorted({done for done, _ in heard})
    assert sales > 200


def test_a_higher_rate_shows_who_gains(demo: Shop) -> None:
    """Twice the base: more for nearly everybody, counted in bands, by rule, by member and by receipt, all of them the same difference."""
    rules = [{**PUBLISHED["rules"][0], "benefit": {"kind": "per_amount", "points": 1, "every_minor": 50}}, *PUBLISHED["rules"][1:]]
    answer = back_test(demo.desk, draft(rules=rules), 90)
    more = answer.points.difference
    assert more > 0
    assert sum(one.points.difference for one in answer.rules) == more == answer.cost_minor.difference
    assert answer.liability_minor.difference == more
    assert answer.winners == sum(band.members for band in answer.gains) > 10
    assert answer.losers == 0
    assert len(answer.largest_members) == LARGEST_MEMBERS
    assert len(answer.largest_events) == LARGEST_EVENTS
    for largest in (answer.largest_members, answer.largest_events):
        sizes = [abs(one.points.difference) for one in largest]
        assert sizes == sorted(sizes, reverse=True)
    for event in answer.largest_events:
        assert sum(pair.difference for _, pair in event.rules) == event.points.difference
        assert demo.rows("SELECT earned FROM sale WHERE number = ?", event.number) == [(event.points.old,)]
    top = answer.largest_members[0]
    assert top.month == monthly(top.points.difference, 90)
    coffee = next(one for one in answer.rules if one.rule == "coffee")
    assert coffee.points.old == coffee.points.new > 0


def test_the_answer_survives_the_way_to_the_window(demo: Shop) -> None:
    rules = [*PUBLISHED["rules"], rule("free", benefit={"kind": "voucher", "voucher": "TEA"}, when={"min_amount_minor": 3_000})]
    caps = [*PUBLISHED["caps"], {"code": "fund", "who": "all", "per": "month", "limit": 800}]
    answer = back_test(demo.desk, draft(rules=rules, caps=caps, point_value="3/2"), 30)
    assert answer.vouchers[0].count.new > 0
    assert next(one for one in answer.rules if one.rule == "free").times.new == answer.vouchers[0].count.new
    assert BackTest.from_document(json.loads(json.dumps(answer.to_document()))) == answer


# A draft gives what a shop that had published it would have booked

OTHER_ACTS: tuple[dict[str, Any], ...] = (
    rule("review", trigger="activity:review", lane="bonus", benefit={"kind": "fixed", "points": 5}),
    rule("daily", trigger="check_in", lane="bonus", benefit={"kind": "fixed", "points": 3}),
    rule("welcome", trigger="enrolment", lane="bonus", benefit={"kind": "fixed", "points": 20}),
    rule("refer", trigger="enrolment", lane="bonus", recipient="referrer", benefit={"kind": "fixed", "points": 30}),
    rule("goal", trigger="challenge", lane="bonus", benefit={"kind": "fixed", "points": 40},
         when={"challenge": {"metric": "spend_minor", "per": "month", "reach": 3_000}}),
)  # fmt: skip
RICH: Mapping[str, Any] = {"rules": [*PUBLISHED["rules"], *OTHER_ACTS], "caps": []}
"""What is published where the draft is told: something answers to every act, for an activity nobody asks about is not booked."""


def document_changes() -> st.SearchStrategy[Mapping[str, Any]]:
    """Drafts that differ in rates, roundings, lanes, triggers, recipients, caps of every account and period, and the tier scheme."""
    base = st.builds(
        lambda points, every, rounding, when: rule(
            "base", benefit={"kind": "per_amount", "points": points, "every_minor": every}, rounding=rounding, **when
        ),
        st.integers(1, 3),
        st.sampled_from([70, 100, 300, 1_000]),
        st.sampled_from(["carry", "floor", "half_up"]),
        st.sampled_from([{}, {"when": {"stores": ["S01"]}}, {"when": {"stores": ["S02"]}}, {"when": {"tenders": ["cash"]}}]),
    )
    extra = st.sampled_from(
        [
            rule("coffee", lane="bonus", lines={"categories": ["coffee"]}, benefit={"kind": "per_item", "points": 7}),
            rule("third", lane="bonus", when={"nth": {"of": "sale", "every": 3}}, benefit={"kind": "fixed", "points": 25}),
            rule("first", lane="bonus", trigger="first_sale", benefit={"kind": "fixed", "points": 50}),
            rule("friend", lane="bonus", recipient="referrer", benefit={"kind": "per_amount", "points": 1, "every_minor": 700},
                 rounding="carry"),
            rule("silver", lane="tier", when={"tiers": ["silver"]}, benefit={"kind": "multiply", "factor": "3/2"}),
            rule("gold", lane="tier", when={"tiers": ["gold"]}, benefit={"kind": "multiply", "factor": "2"}),
            *OTHER_ACTS,
            rule("review", trigger="activity:review", lane="bonus", benefit={"kind": "fixed", "points": 8}, qualifying=False),
            rule("week", trigger="check_in", lane="bonus", benefit={"kind": "fixed", "points": 9}, when={"nth": {"of": "streak", "at": 2}}),
            rule("refer", trigger="first_sale", lane="bonus", recipient="referrer", benefit={"kind": "fixed", "points": 15}),
        ]
    )  # fmt: skip
    goal = st.builds(
        lambda metric, per, reach, points: rule(
            "goal", trigger="challenge", lane="bonus", benefit={"kind": "fixed", "points": points},
            when={"challenge": {"metric": metric, "per": per, "reach": reach}},
        ),
        st.sampled_from(["spend_minor", "visits"]), st.sampled_from(["month", "year"]), st.sampled_from([2, 3, 2_000, 6_000]),
        st.integers(1, 60),
    )  # fmt: skip
    cap = st.builds(
        lambda who, per, unit, limit: {"who": who, "per": per, "unit": unit, "limit": limit},
        st.sampled_from(["member", "store", "till", "cashier", "all"]),
        st.sampled_from(["event", "day", "month", "lifetime"]),
        st.sampled_from(["points", "times"]),
        st.integers(0, 90),
    )
    levels = st.sampled_from([(400, 900), (1, 3), (1_500, 20_000)])
    tiers = st.one_of(
        st.none(),
        st.just(PUBLISHED["tiers"]),
        st.builds(
            lambda metric, window, thresholds, counts: {
                "metric": metric,
                "window": window,
                "levels": [
                    {"code": code, "name": code, "threshold": threshold}
                    for code, threshold in zip(("regular", "silver", "gold"), (0, *thresholds), strict=True)
                ],
                "new_tier_counts": "next_sale" if metric == "points" else counts,
                "keep": {"kind": "days", "n": 20},
            },
            st.sampled_from(["spend", "visits", "points"]),
            st.sampled_from([{"kind": "lifetime"}, {"kind": "calendar_year"}, {"kind": "rolling_months", "n": 1}]),
            levels,
            st.sampled_from(["next_sale", "this_sale"]),
        ),
    )

    def whole(rules: Sequence[Any], caps: Sequence[Any], scheme: Any) -> Mapping[str, Any]:
        by_code = {one["code"]: one for one in rules}
        if scheme is None:
            by_code = {code: one for code, one in by_code.items() if "tiers" not in one.get("when", {})}
        spent = [code for code in by_code if code != "goal"]
        limits = [{"code": f"c{n}", "rules": spent, **cap} for n, cap in enumerate(caps)]
        return {"rules": list(by_code.values()), "caps": limits, "tiers": scheme}

    return st.builds(
        whole, st.tuples(base, extra, extra, extra, extra, st.one_of(extra, goal)), st.lists(cap, max_size=3), tiers
    )  # fmt: skip


WHO = st.sampled_from([LIN, ZHOU, "newest", None])
ACTS = st.lists(
    st.tuples(
        st.one_of(
            st.tuples(
                st.just("sale"), WHO, st.lists(st.sampled_from(GOODS), min_size=1, max_size=3), st.sampled_from(["cash", "wechat"])
            ),
            st.tuples(st.sampled_from(["check_in", "review"]), st.sampled_from([LIN, ZHOU, "newest"])),
            st.tuples(st.just("enrol"), st.sampled_from([LIN, ZHOU, None])),
            st.tuples(st.just("refund"), st.integers(0, 3), st.booleans()),
        ),
        st.integers(0, 20),
    ),
    min_size=1,
    max_size=10,
)  # fmt: skip


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("opened") / "shop"
    make_small_shop(folder)
    return folder


class World:
    """A shop and what was done in it: the event of every act, None where it was not booked."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.events: list[str | None] = []
        self._enrolled: list[str] = []
        self._sales: list[str] = []

    def do(self, act: tuple[Any, ...]) -> None:
        """One act."""
        try:
            self.events.append(self._do(*act))
        except Refusal as refusal:
            if refusal.code not in ("no_such_activity", "checked_in_already"):
                raise
            self.events.append(None)

    def _do(self, kind: str, who: Any, *more: Any) -> str | None:
        desk, session = self.shop.desk, self.shop.session
        if kind == "refund":
            return self._refund(who, *more)
        member = (self._enrolled[-1] if self._enrolled else ZHOU) if who == "newest" else who
        if kind == "sale":
            self.shop.scan(*more[0])
            if member is not None:
                attach_member(desk, session, member)
            self._sales.append(complete_sale(desk, session, self.shop.state().basket.sale_id, more[1]).sale.event_id)
            return self._sales[-1]
        if kind == "enrol":
            n = len(self._enrolled)
            self._enrolled.append(f"new{n}")
            filled = Enrolment(name="新会员", phone=f"1380000{n:04d}", referrer_id=member, consents=frozenset({"terms"}))
            return enrol_member(desk, session, filled, use_now=False, member_id=f"new{n}").raised.event.header.id
        if kind == "check_in":
            return check_in(desk, session, member).event.header.id
        return record_activity(desk, session, member, "review").event.header.id

    def _refund(self, back: int, whole: bool) -> str | None:
        if back >= len(self._sales):
            return None
        sale_id = self._sales[-1 - back]
        left = {line: qty for line, qty in returnable(self.shop.desk, sale_id).items() if qty}
        if not left:
            return None
        lines = left if whole else {min(left): 1}
        refund_id = self.shop.ids.new_id()
        refund_sale(self.shop.desk, self.shop.session, refund_id, sale_id, lines, "not_wanted")
        return refund_id

    def rows(self) -> list[list[tuple[str, str, int]]]:
        """What each act gave, from the books: rule, account, points."""
        bodies = {event["id"]: event for event in self.shop.events()}
        return [[] if event is None else self._rows(bodies, bodies[event]) for event in self.events]

    def _rows(self, bodies: Mapping[str, Any], event: Mapping[str, Any]) -> list[tuple[str, str, int]]:
        body = event["body"]
        if event["type"] != types.REFUND_COMPLETED:
            assert all(posting[0] != "debt" for posting in body.get("ledger", {}).get("postings", ()))
            return [(grant[3], grant[1], grant[4]) for grant in body.get("ledger", {}).get("grants", ())]
        context = bodies[body["sale"]]["body"]["context"].get("recipients", {})
        holders = {"member": event["member_id"], **{name: account["id"] for name, account in context.items()}}
        given = [(code, holders[recipient], points) for recipient, code, points in body.get("deltas", ())]
        return given + [(code, account, points) for account, code, _, points in body.get("challenges", ())]

    def points(self) -> list[int]:
        return [sum(points for *_, points in rows) for rows in self.rows()]

    def by(self, column: int) -> dict[str, int]:
        sums: dict[str, int] = {}
        for row in (row for rows in self.rows() for row in rows):
            sums[row[column]] = sums.get(row[column], 0) + row[2]
        return {key: points for key, points in sums.items() if points}

    def tiers(self) -> dict[str, str]:
        return dict(self.shop.rows("SELECT id, tier FROM member"))


@contextmanager
def worlds(
    opened: Path, work: Path, changes: Mapping[str, Any], acts: Sequence[Any], *, nights: bool = False
) -> Iterator[tuple[BackTest, World, World]]:
    """The same acts in two shops: one works by the published programme and is told again, the other has published the draft. `nights`: both
    make the daily run before the first act of every day.
    """
    made = []
    for name in ("published", "drafted"):
        shutil.rmtree(work / name, ignore_errors=True)
        shutil.copytree(opened, work / name)
        shop = Shop(work / name)
        shop.at("2026-06-02", "09:00")
        shop.publish(**(changes if name == "drafted" else RICH))
        world = World(shop)
        clock, last = date(2026, 6, 2).toordinal(), 0
        for act, days in acts:
            clock += days
            day(shop, date.fromordinal(clock).isoformat(), number="1003")
            if nights and clock != last:
                run_day(shop.desk, shop.session)
            last = clock
            world.do(act)
        made.append(world)
    try:
        yield back_test(made[0].shop.desk, draft(**changes), 400), made[0], made[1]
    finally:
        for world in made:
            world.shop.store.close()


@given(changes=document_changes(), acts=ACTS, nights=st.booleans())
@settings(max_examples=15)
def test_a_draft_gives_what_a_shop_under_it_would_have_booked(
    opened: Path, tmp_path_factory: pytest.TempPathFactory, changes: Mapping[str, Any], acts: Sequence[Any], nights: bool
) -> None:
    """Caps, remainders, metric, tier and challenges are folded forward: every act, every rule, every tier as booked in the other shop."""
    work = tmp_path_factory.getbasetemp() / "worlds"
    with worlds(opened, work, changes, acts, nights=nights) as (answer, published, drafted):
        told = dict(zip(published.events, published.points(), strict=True))
        told |= {one.event: one.points.new for one in answer.largest_events}
        assert [told[event] for event in published.events] == drafted.points()
        assert {one.rule: one.points.new for one in answer.rules if one.points.new} == drafted.by(0)
        assert {one.rule: one.points.old for one in answer.rules if one.points.old} == published.by(0)
        old, new = published.by(1), drafted.by(1)
        changed = {holder: (old.get(holder, 0), new.get(holder, 0)) for holder in {*old, *new} if old.get(holder, 0) != new.get(holder, 0)}
        assert {one.member: (one.points.old, one.points.new) for one in answer.largest_members} == changed
        if changes["tiers"] is not None:
            tiers = published.tiers(), drafted.tiers()
            moved = sorted((tiers[0][one], tiers[1][one]) for one in tiers[0] if tiers[0][one] != tiers[1][one])
            assert sorted((move.old, move.new) for move in answer.tiers for _ in range(move.members)) == moved
        for cap in answer.budgets:
            if cap.who != "member" and cap.per != "event":
                used = drafted.shop.rows("SELECT coalesce(sum(n), 0) FROM cap_use WHERE cap = ?", cap.cap)
                assert [(cap.used,)] == used


@given(acts=ACTS, nights=st.booleans())
@settings(max_examples=8)
def test_whatever_was_done_the_published_programme_gives_what_was_booked(
    opened: Path, tmp_path_factory: pytest.TempPathFactory, acts: Sequence[Any], nights: bool
) -> None:
    with worlds(opened, tmp_path_factory.getbasetemp() / "worlds", RICH, acts, nights=nights) as (answer, published, _):
        assert no_difference(answer)
        assert answer.points.old == sum(published.points())


# Single things


def test_a_doubled_rate_doubles_the_base(shop: Shop) -> None:
    shop.publish(rules=[rule("base", benefit={"kind": "per_amount", "points": 1, "every_minor": 100})], caps=[])
    for card in (CARD_LIN, CARD_ZHOU, CARD_LIN):
        sell(shop, card, MILK, BUN)
    answer = back_test(shop.desk, draft(rules=[rule("base", benefit={"kind": "per_amount", "points": 2, "every_minor": 100})], caps=[]), 30)
    assert answer.points.new == 2 * answer.points.old > 0
    assert answer.rules[0].times == Pair(3, 3)
    assert {member.member: member.points.new - 2 * member.points.old for member in answer.largest_members} == {LIN: 0, ZHOU: 0}


def test_a_campaign_budget_stops_the_campaign(shop: Shop) -> None:
    """CAMP-05: 25 points a coffee from a fund of 60 in all: 25, 25, 10, nothing; the day on which most went is named."""
    for business_date, times in (("2026-06-18", 1), ("2026-06-19", 3)):
        day(shop, business_date)
        for _ in range(times):
            sell(shop, CARD_ZHOU, COFFEE)
    campaign = rule("campaign", lane="bonus", lines={"categories": ["coffee"]}, benefit={"kind": "per_item", "points": 25})
    caps = [*PUBLISHED["caps"], {"code": "fund", "rules": ["campaign"], "who": "all", "per": "lifetime", "limit": 60}]
    answer = back_test(shop.desk, draft(rules=[*PUBLISHED["rules"], campaign], caps=caps), 30)
    fund = answer.budgets[1]
    assert (fund.used, fund.limit, fund.cut) == (60, 60, 2)
    assert (fund.largest_day, fund.largest_day_used) == ("2026-06-19", 35)
    assert (fund.fullest_period, fund.fullest_used) == (None, 60)
    assert fund.month == monthly(60, answer.days)
    assert answer.points.difference == 60
    assert [event.points.difference for event in answer.largest_events] == [25, 25, 10]


def test_a_pilot_store_is_told_apart(shop: Shop) -> None:
    """CAMP-06: a rule for another store gives nothing here; one for this store does."""
    sell(shop, CARD_ZHOU, COFFEE)
    for store, points in (("S02", 0), ("S01", 9)):
        pilot = rule("pilot", lane="bonus", when={"stores": [store]}, benefit={"kind": "fixed", "points": 9})
        assert back_test(shop.desk, draft(rules=[*PUBLISHED["rules"], pilot]), 30).points.difference == points


def test_a_cap_that_is_new_begins_with_the_first_day(shop: Shop) -> None:
    """Of three coffees at 10 + 12 a day the third gets what 50 leaves; the next day begins anew."""
    for business_date, times in (("2026-06-19", 3), ("2026-06-20", 1)):
        day(shop, business_date)
        for _ in range(times):
            sell(shop, CARD_ZHOU, COFFEE)
    answer = back_test(shop.desk, draft(caps=[{"code": "small", "per": "day", "limit": 50}]), 30)
    assert answer.points == Pair(88, 72)
    assert answer.budgets[0].cut == 1
    assert [event.points.difference for event in answer.largest_events] == [-16]


def test_another_metric_begins_with_the_history_before_the_first_day(shop: Shop) -> None:
    """Two visits before the days told again, one in them: silver from the third visit on; spend never reached it."""
    for business_date in ("2026-06-02", "2026-06-03", "2026-06-20"):
        day(shop, business_date)
        sell(shop, CARD_ZHOU, MILK)
    levels = [{"code": "regular", "name": "regular", "threshold": 0}, {"code": "silver", "name": "silver", "threshold": 3}]
    scheme = {"metric": "visits", "window": {"kind": "lifetime"}, "levels": levels}
    rules = [one for one in PUBLISHED["rules"] if one["code"] not in ("gold", "platinum", "diamond")]
    visits = draft(tiers=scheme, rules=rules)
    answer = back_test(shop.desk, visits, 1)
    assert answer.sales == 1
    assert [(move.old, move.new, move.members) for move in answer.tiers] == [("regular", "silver", 1)]
    more = draft(tiers={**scheme, "levels": [levels[0], {**levels[1], "threshold": 4}]}, rules=rules)
    assert back_test(shop.desk, more, 1).tiers == ()


def test_a_tier_that_the_draft_does_not_know_is_placed_by_its_metric(shop: Shop) -> None:
    """Lin is gold by hand without having bought anything: under other names she begins at the lowest."""
    sell(shop, CARD_LIN, MILK)
    levels = [{"code": "new", "name": "new", "threshold": 0}, {"code": "friend", "name": "friend", "threshold": 100_000}]
    answer = back_test(shop.desk, draft(tiers={**PUBLISHED["tiers"], "levels": levels}, rules=PUBLISHED["rules"][:2]), 30)
    assert [(move.old, move.new, move.members) for move in answer.tiers] == [("gold", "new", 1)]


def test_a_tier_given_by_hand_meanwhile_holds_in_both(shop: Shop) -> None:
    """The draft makes silver of the first sale; then somebody makes gold: gold it is, told again too."""
    low = {**PUBLISHED["tiers"], "levels": [{**level, "threshold": n * 300} for n, level in enumerate(PUBLISHED["tiers"]["levels"])]}
    sell(shop, CARD_ZHOU, MILK)
    with shop.store.write() as books:
        book_office(shop.desk, books, None, types.TIER_SET, {"tier": "gold", "valid_until": None}, member_id=ZHOU)
    sell(shop, CARD_ZHOU, MILK)
    answer = back_test(shop.desk, draft(tiers=low), 30)
    (gold,) = [one for one in answer.rules if one.rule == "gold"]
    assert gold.times == Pair(1, 1)


def test_a_return_takes_off_in_both(shop: Shop) -> None:
    """Of two coffees at 12 + 10 one comes back; under the draft at 24 + 10. What comes back of a sale from before is left out of both."""
    day(shop, "2026-06-19", number="1003")
    before = sell(shop, CARD_ZHOU, COFFEE)
    day(shop, "2026-06-20", number="1003")
    sale = sell(shop, CARD_ZHOU, COFFEE, COFFEE)
    for number in (before, sale):
        ((event,),) = shop.rows("SELECT event_id FROM sale WHERE number = ?", number)
        refund_sale(shop.desk, shop.session, shop.ids.new_id(), event, {"L1": 1}, "other")
    rules = [{**PUBLISHED["rules"][0], "benefit": {"kind": "per_amount", "points": 1, "every_minor": 50}}, *PUBLISHED["rules"][1:]]
    answer = back_test(shop.desk, draft(rules=rules), 1)
    assert (answer.sales, answer.refunds, answer.revenue_minor) == (1, 1, 1_200)
    assert answer.points == Pair(22, 34)
    base, coffee = answer.rules[:2]
    assert (base.points, coffee.points) == (Pair(12, 24), Pair(10, 10))
    assert (base.times, coffee.times) == (Pair(1, 1), Pair(1, 1))
    assert [(event.type, event.number, event.points) for event in answer.largest_events] == [
        ("sale", sale, Pair(44, 68)), ("refund", None, Pair(-22, -34))
    ]  # fmt: skip
    assert no_difference(back_test(shop.desk, draft(), 1))


def test_discounts_by_hand_are_told_again_as_they_were_given(shop: Shop) -> None:
    """The lines as they were paid: the published programme gives what was booked, a doubled rate twice the base of what was paid."""
    day(shop, "2026-06-20", number="1003")
    shop.scan(MILK, f"2*{WATER}", CARD_ZHOU)
    for line, kind, value in (("L1", "percent", 50), (None, "amount", 100), (None, "rounding", 100)):
        reason = "rounding" if kind == "rounding" else "staff"
        give_discount(shop.desk, shop.session, Discount(line=line, kind=kind, value=value, reason=reason))  # type: ignore[arg-type]
    event = complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash").sale.event_id
    assert shop.events("sale_completed")[-1]["body"]["total_minor"] == 1_200
    assert no_difference(back_test(shop.desk, draft(), 1))
    rules = [{**PUBLISHED["rules"][0], "benefit": {"kind": "per_amount", "points": 2, "every_minor": 100}}, *PUBLISHED["rules"][1:]]
    assert back_test(shop.desk, draft(rules=rules), 1).rules[0].points == Pair(12, 24)
    refund_sale(shop.desk, shop.session, shop.ids.new_id(), event, {"L1": 1, "L2": 2}, "other")
    assert no_difference(back_test(shop.desk, draft(), 1))
    shop.verify()


def test_points_that_paid_and_come_back_are_no_cost(shop: Shop) -> None:
    day(shop, "2026-06-20", number="1003")
    sale = sell(shop, CARD_LIN, f"5*{MILK}", points=500)
    ((event,),) = shop.rows("SELECT event_id FROM sale WHERE number = ?", sale)
    refund_sale(shop.desk, shop.session, shop.ids.new_id(), event, {"L1": 5}, "other")
    answer = back_test(shop.desk, draft(point_value="2"), 30)
    assert (answer.redemptions.points, answer.redemptions.value_minor) == (0, Pair(0, 0))
    assert (answer.points, answer.revenue_minor) == (Pair(0, 0), 0)


def test_points_that_paid_a_debt_are_known_by_their_rule(shop: Shop) -> None:
    shop.sign_in()
    shop.take_back(ZHOU, 15)
    sell(shop, CARD_ZHOU, COFFEE)
    answer = back_test(shop.desk, draft(), 30)
    assert no_difference(answer)
    assert {one.rule: one.points.old for one in answer.rules if one.points.old} == {"base": 12, "coffee": 10}


def test_paying_with_points_is_valued_anew(shop: Shop) -> None:
    """500 points paid 5.00; at 2 fen a point they are worth 10.00 where the limit allows it, and refused where it does not."""
    sell(shop, CARD_LIN, f"5*{MILK}", points=500)
    answer = back_test(shop.desk, draft(point_value="2"), 30)
    assert answer.redemptions.value_minor == Pair(500, 1_000)
    assert answer.redemptions.refused == 0
    small = back_test(shop.desk, draft(redemption={**PUBLISHED["redemption"], "max_points": 400}), 30)
    assert (small.redemptions.refused, small.redemptions.value_minor) == (1, Pair(500, 0))


def test_the_expected_cost_goes_by_the_points_used_so_far(shop: Shop) -> None:
    """320 of 2386 lapse in the end, 500 were used: of 820 that are gone 25/41."""
    assert back_test(shop.desk, draft(), 30).used_share is None
    sell(shop, CARD_LIN, f"5*{MILK}", points=500)
    answer = back_test(shop.desk, draft(), 30)
    assert answer.used_share == 1
    assert answer.expected_minor == answer.cost_minor


def test_the_order_of_members_does_not_matter(opened: Path, tmp_path: Path) -> None:
    """Without a common budget everybody's figures are everybody's own."""
    changes: Mapping[str, Any] = {"caps": [{"code": "small", "per": "day", "limit": 30}]}
    baskets = {LIN: [(COFFEE,), (MILK, BUN), (COFFEE, COFFEE)], ZHOU: [(WATER,), (COFFEE, MILK), (MILK,)]}
    orders = ([LIN, LIN, LIN, ZHOU, ZHOU, ZHOU], [ZHOU, LIN, ZHOU, LIN, ZHOU, LIN])
    found = []
    for order in orders:
        left = {member: list(goods) for member, goods in baskets.items()}
        acts = [(("sale", member, left[member].pop(0), "cash"), 0) for member in order]
        with worlds(opened, tmp_path, changes, acts) as (answer, *_):
            pass
        found.append(({member.member: member.points for member in answer.largest_members}, answer.points, answer.gains, answer.losses))
    assert found[0] == found[1]
    assert found[0][0]


def test_only_the_days_asked_for_are_told_again(shop: Shop) -> None:
    for business_date in ("2026-06-10", "2026-06-18", "2026-06-20"):
        day(shop, business_date)
        sell(shop, CARD_ZHOU, COFFEE)
        sell(shop, None, MILK)
    counted = {days: back_test(shop.desk, draft(), days) for days in (1, 2, 3, 11, 12, DAYS_MAX)}
    assert {days: (one.sales, one.receipts) for days, one in counted.items()} == {
        1: (1, 2), 2: (1, 2), 3: (2, 4), 11: (3, 6), 12: (3, 6), DAYS_MAX: (3, 6)
    }  # fmt: skip
    assert (counted[3].since, counted[3].until, counted[3].days) == ("2026-06-18", TODAY, 3)
    assert (counted[DAYS_MAX].since, counted[DAYS_MAX].days) == (OPENED_ON, 20)
    for days in (0, DAYS_MAX + 1):
        with pytest.raises(ValueError):
            back_test(shop.desk, draft(), days)


def test_a_shop_that_has_sold_nothing(shop: Shop) -> None:
    answer = back_test(shop.desk, draft(), 90)
    assert (answer.receipts, answer.sales, answer.members, answer.points) == (0, 0, 0, Pair(0, 0))
    assert answer.share_of_revenue is None
    assert no_difference(answer)


def test_a_shop_without_members_on_its_receipts(shop: Shop) -> None:
    sell(shop, None, MILK)
    answer = back_test(shop.desk, draft(), 90)
    assert (answer.receipts, answer.sales, answer.members) == (1, 0, 0)


def test_rules_about_which_the_books_say_nothing_are_named(shop: Shop) -> None:
    """A birthday that gave nothing was not booked: what the draft would give for it cannot be told."""
    sell(shop, CARD_ZHOU, COFFEE)
    rules = [
        *PUBLISHED["rules"],
        rule("birthday", trigger="birthday", lane="bonus", benefit={"kind": "fixed", "points": 30}),
        rule("asleep", trigger="activity:survey", lane="bonus", benefit={"kind": "fixed", "points": 30}, active=False),
        rule("goal", trigger="challenge", lane="bonus", benefit={"kind": "fixed", "points": 40},
             when={"challenge": {"metric": "visits", "per": "month", "reach": 1}}),
    ]  # fmt: skip
    answer = back_test(shop.desk, draft(rules=rules), 30)
    assert answer.silent == ("birthday",)
    assert answer.points.difference == 40


def test_a_challenge_that_is_new_counts_what_was_spent_before_the_first_day(shop: Shop) -> None:
    """12.00 on the 19th and on the 20th, told again for the 20th alone: a goal of 24.00 in the month is reached, one of 24.01 is not."""
    for business_date in ("2026-06-19", "2026-06-20"):
        day(shop, business_date)
        sell(shop, CARD_ZHOU, COFFEE)
    for reach, points in ((2_400, 40), (2_401, 0)):
        goal = rule("goal", trigger="challenge", lane="bonus", benefit={"kind": "fixed", "points": 40},
                    when={"challenge": {"metric": "spend_minor", "per": "month", "reach": reach}})  # fmt: skip
        assert back_test(shop.desk, draft(rules=[*PUBLISHED["rules"], goal]), 1).points.difference == points


def test_several_versions_in_between(shop: Shop) -> None:
    """Sold by two versions, one of them at another point value: the old cost is what each was worth then."""
    sell(shop, CARD_ZHOU, COFFEE)
    shop.publish(valid_from=TODAY, point_value="1/2")
    sell(shop, CARD_ZHOU, COFFEE)
    answer = back_test(shop.desk, draft(), 30)
    assert (answer.versions, answer.old.version) == (2, 2)
    assert answer.points == Pair(44, 44)
    assert answer.cost_minor == Pair(33, 44)
    assert answer.liability_minor.old * 2 == answer.liability_minor.new


def test_a_shop_without_a_programme_is_told_so(tmp_path: Path) -> None:
    make_small_shop(tmp_path / "shop")
    shop = Shop(tmp_path / "shop")
    shop.tamper("DELETE FROM programme_version")
    with pytest.raises(Refusal) as refused:
        back_test(shop.desk, draft(), 30)
    shop.store.close()
    assert refused.value.code == "no_programme"


def test_the_till_sells_and_tidies_up_meanwhile(sold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is held open between two pieces: the write-ahead log is emptied in the middle, and what is sold meanwhile is not counted."""
    monkeypatch.setattr("app.services.backtest.READ_AT_ONCE", 200)
    shutil.copytree(sold, tmp_path / "shop")
    shop = Shop(tmp_path / "shop", cheap_pins=False)
    day(shop, "2026-06-20")
    ((before,),) = shop.rows("SELECT count(*) FROM sale")
    log = shop.folder / "till.db-wal"
    sizes: list[int] = []

    def between(done: int, total: int) -> None:
        if not sizes:
            for _ in range(40):
                sell(shop, None, MILK, BUN)
            assert log.stat().st_size > 0
            shop.store.when_idle()
            sizes.append(log.stat().st_size)

    answer = back_test(shop.desk, draft(), DAYS_MAX, between)
    shop.store.close()
    assert sizes == [0]
    assert answer.receipts == before


# Small parts

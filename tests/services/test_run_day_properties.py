"""The daily run on random books: its reviews are the engine's `tier_review`, and what a preview names is what the run books, day by day."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.journal import types
from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.dates import add_days
from app.domain.programme.inputs import MemberInput, TierInput
from app.domain.programme.operations import evaluate, parse_programme
from app.domain.programme.tiers import HistoryEntry
from app.services.desk import book_office
from app.services.ports.store import HeldTier
from app.services.preview_day import preview
from app.services.run_day import review_page, run_day
from app.storage.sqlite.unit_of_work import SqliteReader
from tests.domain.programme.shop import PROGRAMME
from tests.fakes.shop import TODAY, Shop
from tests.services.test_run_day import TIERS
from tests.storage.till import ORIGIN, Till

CHECK = settings.get_current_profile_name() == "check"  # type: ignore[attr-defined]
FEW = settings(max_examples=12 if CHECK else settings.default.max_examples)  # type: ignore[union-attr]

LEVELS = [{"code": code, "name": code, "threshold": n * 10} for n, code in enumerate(("a", "b", "c"))]
keeps = st.one_of(
    st.none(),
    st.just({"kind": "permanent"}),
    st.just({"kind": "year_end", "plus_years": 0}),
    st.builds(lambda n, end: {"kind": "months", "n": n, "end": end}, st.integers(1, 3), st.sampled_from(["day", "month"])),
    st.builds(lambda n: {"kind": "days", "n": n}, st.integers(1, 40)),
    st.builds(lambda n: {"kind": "date", "date": add_days(TODAY, n)}, st.integers(-20, 40)),
)
schemes = st.builds(
    lambda metric, window, downgrade, grace, upgrade, keep: {
        "metric": metric, "window": window, "levels": LEVELS, "downgrade": downgrade, "grace_days": grace, "upgrade": upgrade, "keep": keep
    },
    st.sampled_from(["spend", "visits", "points"]),
    st.sampled_from([{"kind": "rolling_months", "n": 2}, {"kind": "calendar_year"}, {"kind": "lifetime"}]),
    st.sampled_from(["none", "one_step", "to_level"]),
    st.integers(0, 10),
    st.sampled_from(["at_once", "at_review"]),
    keeps,
)  # fmt: skip
histories = st.lists(st.tuples(st.integers(-3, 200), st.integers(0, 25), st.integers(0, 25), st.integers(0, 25)), max_size=5)
held_tiers = st.tuples(st.sampled_from(["a", "b", "c", "gone"]), st.one_of(st.none(), st.integers(-70, 20)), histories)


class _Undo(Exception):
    """Rolls an example's rows back."""


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Till]:
    till = Till(tmp_path_factory.mktemp("reviews") / "till")
    yield till
    till.store.close()


@given(scheme=schemes, members=st.lists(held_tiers, min_size=1, max_size=6))
def test_reviews_are_those_of_the_engine(books: Till, scheme: dict[str, Any], members: Sequence[tuple[str, int | None, Any]]) -> None:
    """TIER-06, LESSON-14: a page of members reviewed at once is what the operation `tier_review` says of each, and who is left out changes
    nothing.
    """
    document = {**PROGRAMME, "tiers": {key: value for key, value in scheme.items() if value is not None}}
    programme = parse_programme(document)
    held = {
        f"m{n}": HeldTier(f"m{n}", code, None if days is None else add_days(TODAY, days), code) for n, (code, days, _) in enumerate(members)
    }
    history = {f"m{n}": _days(entries) for n, (_, _, entries) in enumerate(members)}
    with suppress(_Undo), books.store.transaction() as sql:
        for member, entries in history.items():
            rows = [(member, entry.date, entry.spend_minor, entry.visits, entry.points) for entry in entries]
            sql.run_many("INSERT INTO tier_history VALUES (?, ?, ?, ?, ?)", rows)
        assert programme.tiers is not None
        reviews = review_page(SqliteReader(sql, ORIGIN), programme.tiers, list(held.values()), TODAY)
        found = {review.was.member_id: review for review in reviews}
        for member, tier in held.items():
            said = _said(document, programme, tier, history[member])
            review = found.get(member)
            if review is not None:
                answer = (review.after, review.valid_until, review.reason, review.metric)
                assert answer == (said["after"], said["valid_until"], said["reason"], said["metric"])
            elif tier.tier == "gone":
                assert said["reason"] == "valid", "the engine is given no tier and raises none"
            else:
                assert (said["after"], said["valid_until"]) == (tier.tier, tier.valid_until)
        raise _Undo


def _days(entries: Sequence[tuple[int, int, int, int]]) -> list[HistoryEntry]:
    """One entry a day."""
    return list({days: HistoryEntry(add_days(TODAY, -days), *counted) for days, *counted in entries}.values())


def _said(document: dict[str, Any], programme: CompiledProgramme, tier: HeldTier, history: list[HistoryEntry]) -> dict[str, Any]:
    known = programme.tiers is not None and tier.tier in programme.tiers.rank
    member = MemberInput(id=tier.member_id, tier=TierInput(code=tier.tier, valid_until=tier.valid_until) if known else None)
    answer = evaluate(
        {
            "op": "tier_review",
            "programme": document,
            "member": member.to_document(),
            "business_date": TODAY,
            "history": [{"date": e.date, "spend_minor": e.spend_minor, "visits": e.visits, "points": e.points} for e in history],
        }
    )
    assert answer["ok"], answer
    return answer


@contextmanager
def fresh(template: Path) -> Iterator[Shop]:
    folder = Path(tempfile.mkdtemp(prefix="jifentai-days-"))
    shutil.copytree(template, folder / "shop")
    shop = Shop(folder / "shop")
    try:
        yield shop
        shop.verify()
    finally:
        shop.store.close()
        shutil.rmtree(folder)


people = st.sampled_from(["lin", "zhou", "frozen"])
acts = st.lists(
    st.one_of(
        st.tuples(st.just("grant"), people, st.integers(1, 60), st.integers(0, 12), st.integers(0, 25)),
        st.tuples(st.just("owe"), people, st.integers(1, 80)),
        st.tuples(st.just("tier"), people, st.sampled_from(["silver", "gold"]), st.integers(-5, 20)),
        st.tuples(st.just("floor"), people, st.integers(-5, 20)),
    ),
    max_size=10,
)


@FEW
@given(acts=acts, gap=st.integers(0, 30), ran=st.booleans())
def test_the_preview_is_the_run(template: Path, acts: Sequence[tuple[Any, ...]], gap: int, ran: bool) -> None:
    """EXP-06: over any number of missed days, debts, pending points, tiers and floors included; and a second run finds nothing."""
    with fresh(template) as shop:
        shop.publish(tiers={**TIERS, "keep": {"kind": "days", "n": 5}, "grace_days": 1})
        if ran:
            run_day(shop.desk, shop.sign_in())
        for kind, member, *more in acts:
            _do(shop, kind, member, *more)
        until = add_days(TODAY, gap)
        seq = shop.seq()
        planned = _planned(shop, until)
        assert shop.seq() == seq
        shop.at(until, "23:00")
        session = shop.sign_in()
        run_day(shop.desk, session)
        assert _booked(shop, seq) == planned
        seq = shop.seq()
        assert preview(shop.desk) == ()
        run_day(shop.desk, session)
        assert shop.seq() == seq


def _do(shop: Shop, kind: str, member: str, *more: Any) -> None:
    if kind == "grant":
        points, wait, life = more
        available = add_days(TODAY, wait)
        shop.grant(member, points, on=TODAY, available_on=available, expires_on=add_days(available, life))
    elif kind == "owe":
        shop.session  # noqa: B018  somebody has to be signed in for the date
        shop.take_back(member, more[0])
    else:
        type_ = types.TIER_SET if kind == "tier" else types.TIER_FLOOR_SET
        until = add_days(TODAY, more[-1])
        body = {"tier": more[0], "valid_until": until} if kind == "tier" else {"tier": "gold", "until": until}
        with shop.store.write() as books:
            book_office(shop.desk, books, None, type_, body, member_id=member)


def _planned(shop: Shop, until: str) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    for plan in preview(shop.desk, until):
        assert (len(plan.lapses), len(plan.floors), len(plan.reviews)) == (plan.lots, plan.floors_ended, plan.reviewed)
        found += [("lapsed", plan.on, lapse.lot, lapse.points) for lapse in plan.lapses]
        found += [("paid", plan.on, payment.holder, payment.points) for payment in plan.payments]
        found += [("floor", plan.on, floor.member_id, floor.floor) for floor in plan.floors]
        found += [("review", plan.on, *review.to_row()) for review in plan.reviews]
    return sorted(found, key=repr)


def _booked(shop: Shop, after: int) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    for event in shop.events():
        body = event["body"]
        if event["seq"] <= after:
            continue
        if event["type"] == types.POINTS_EXPIRED:
            found += [("lapsed", body["on"], lot, points) for lot, points in body["ledger"]["expired"]]
        elif event["type"] == types.DEBT_PAID:
            paid: dict[str, int] = {}
            for account, holder, _, _, amount in body["ledger"]["postings"]:
                if account == "debt":
                    paid[holder] = paid.get(holder, 0) + amount
            found += [("paid", body["on"], *one) for one in paid.items()]
        elif event["type"] == types.TIER_FLOORS_ENDED:
            found += [("floor", body["on"], member, floor) for member, floor, _ in body["floors"]]
        elif event["type"] == types.TIER_REVIEWED:
            found += [("review", body["on"], *row) for row in body["tiers"]]
    return sorted(found, key=repr)

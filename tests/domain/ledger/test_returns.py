"""What a return does to the ledger, as tables a shop manager can read: lots before, what was settled, postings, set-offs, new lots."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from app.domain.ledger.booking import Booking
from app.domain.ledger.lots import Lot
from app.domain.ledger.returns import SettledAccount, book_return, lot_inputs
from app.domain.programme.inputs import ContextInput, EventInput, MemberInput
from app.domain.programme.operations import parse_programme
from app.domain.programme.refund import RefundInput, RefundResult, accruals_of, refund
from app.domain.programme.results import LotUse
from tests.domain.programme.shop import CONTEXT, PROGRAMME, SALE, changed

GOLDEN = Path(__file__).parents[2] / "golden" / "programme" / "09-returns.json"
RETURNED = "r" * 32


def lot(name: str, remaining: int, last_day: str = "9999-12-31", **more: Any) -> Lot:
    """A lot of member M1 earned on 15 March by the rule `base` of the sale E1, unless said otherwise."""
    fields: dict[str, Any] = {
        "id": name, "holder": "M1", "unit": "POINTS", "event_id": "E1", "rule": "base", "earned_on": "2026-03-15",
        "available_on": "2026-03-15", "expires_on": None if last_day == "9999-12-31" else last_day, "inactivity_months": None,
        "last_day": last_day, "granted": max(remaining, 1), "remaining": remaining, "held": 0, "expired": 0, "frozen": False,
        "origin": "T01.1", "seq": 1, "n": 0,
    }  # fmt: skip
    return Lot(**(fields | more))


def returned(
    *lots: Lot, debt: int = 0, uses: tuple[tuple[str, int], ...] = (), paid: int = 0, cash: int = 0, **programme: Any
) -> tuple[Booking, RefundResult]:
    """The two pieces for 5.00 each (10 points) come back on 20 March; `paid` fen of them were paid with points, `cash` in cash."""
    tenders = [{"kind": kind, "amount_minor": amount} for kind, amount in (("points", paid), ("cash", cash)) if amount]
    sale = changed(SALE, "basket/tenders", tenders) if tenders else SALE
    result = refund(
        parse_programme(PROGRAMME | programme),
        RefundInput(
            event=EventInput.from_document(sale), member=MemberInput(id="M1"), context=ContextInput.from_document(CONTEXT),
            return_now={"L1": 2}, return_date="2026-03-20", returned_before={}, lots=lot_inputs(lots),
            uses=tuple(LotUse(*use) for use in uses), debt=debt,
        ),
    )  # fmt: skip
    return book_return(RETURNED, [account(lots, result, debt)]), result


def account(lots: Iterable[Lot], result: RefundResult, debt: int = 0) -> SettledAccount:
    """The member's part of a return."""
    return SettledAccount(
        holder="M1",
        lots={one.id: one for one in lots},
        settlement=result.settlement,
        taken_back=result.differences.taken_back("member"),
        debt_before=debt,
        earned_on="2026-03-15",
        restored=result.restored,
        accruals=accruals_of(result.differences.kept, "member"),
    )


def moved(booking: Booking) -> list[tuple[str, str | None, int]]:
    """Account, lot, amount of each posting; they sum to zero."""
    assert sum(posting.amount for posting in booking.postings) == 0
    return [(posting.account, posting.lot, posting.amount) for posting in booking.postings]


def test_points_that_are_still_there_go_back_to_the_shop() -> None:
    """LESSON-01."""
    booking, _ = returned(lot("p", 10))
    assert moved(booking) == [("member", "p", -10), ("issued", None, 10)]


def test_spent_points_are_taken_from_other_lots_and_the_rest_is_owed() -> None:
    """LESSON-03: never forgiven."""
    booking, result = returned(lot("p", 1), lot("old", 4, "2026-12-31", event_id="E0"))
    assert moved(booking) == [("member", "p", -1), ("member", "old", -4), ("issued", None, 10), ("debt", None, -5)]
    assert result.settlement.debt_after == 5


def test_points_that_had_lapsed_unused_are_set_off() -> None:
    booking, _ = returned(lot("p", 0, "2026-03-18", expired=10))
    assert moved(booking) == [("expired", None, -10), ("issued", None, 10)]
    assert [(use.lot, use.points) for use in booking.expired] == [("p", -10)]


def test_points_on_an_open_hold_stay_on_it() -> None:
    booking, result = returned(lot("p", 10, held=7))
    assert moved(booking) == [("member", "p", -3), ("issued", None, 10), ("debt", None, -7)]
    assert result.settlement.debt_after == 7


def test_by_policy_the_shortfall_comes_out_of_the_money() -> None:
    """The charged points stay issued: they were paid for."""
    booking, result = returned(lot("p", 4), cash=1000, returns={"shortfall": "charge"}, point_value="10")
    assert moved(booking) == [("member", "p", -4), ("issued", None, 4)]
    assert (result.settlement.charged_points, result.settlement.charged_minor, result.settlement.debt_after) == (6, 60, 0)


def test_used_points_come_back_to_their_own_lot() -> None:
    """LESSON-02: the very lot, with its last good day."""
    booking, result = returned(lot("u", 0, "2026-12-31", event_id="E0"), uses=(("u", 1000),), paid=1000)
    assert moved(booking) == [("member", "u", 1000), ("redeemed", None, -1000)]
    assert [(part.expires_on, part.state) for part in result.restored] == [("2026-12-31", "original")]


def test_used_points_that_come_back_too_late_lapse_at_once() -> None:
    booking, _ = returned(lot("u", 0, "2026-03-19", event_id="E0"), uses=(("u", 1000),), paid=1000)
    assert moved(booking) == [
        ("member", "u", 1000), ("redeemed", None, -1000), ("member", "u", -1000), ("expired", None, 1000),
    ]  # fmt: skip
    assert [(use.lot, use.points) for use in booking.expired] == [("u", 1000)]


def test_with_grace_they_come_back_in_a_lot_of_their_own_that_pays_what_is_owed() -> None:
    late = lot("u", 0, "2026-03-19", event_id="E0", rule="gift")
    booking, result = returned(late, uses=(("u", 1000),), paid=1000, debt=30, returns={"grace_days": 5})
    new = f"{RETURNED}:0"
    assert moved(booking) == [
        ("member", new, 1000), ("redeemed", None, -1000), ("member", new, -30), ("debt", None, 30),
    ]  # fmt: skip
    grant = booking.grants[0]
    assert (grant.rule, grant.points, grant.expires_on, grant.earned_on, grant.grace_of) == ("gift", 1000, "2026-03-25", "2026-03-15", "u")
    assert result.settlement.debt_after == 0
    assert Booking.from_mapping(booking.to_mapping()) == booking


RETURNS = [case for case in json.loads(GOLDEN.read_text(encoding="utf-8")) if case["input"]["op"] == "refund"]


@pytest.mark.parametrize("case", RETURNS, ids=lambda case: case["id"])
def test_every_golden_return_can_be_booked(case: dict[str, Any]) -> None:
    """EDGE-05: the postings of every worked return of programme.md §10.9 sum to zero and move what it says."""
    given, expect = case["input"], case["expect"]
    lots = [_golden_lot(one) for one in given.get("lots", [])]
    assert [one.id for one in lot_inputs(lots)] == [one["id"] for one in sorted(given.get("lots", []), key=lambda one: one["seq"])]
    found = refund(
        parse_programme(given["programme"]),
        RefundInput(
            event=EventInput.from_document(given["event"]), member=MemberInput.from_document(given["member"]),
            context=ContextInput.from_document(given["context"]), return_now=given["return_now"], return_date=given["return_date"],
            returned_before=given.get("returned_before", {}), lots=lot_inputs(lots),
            uses=tuple(LotUse(use["lot"], use["points"]) for use in given.get("uses", [])), debt=given.get("debt", 0),
        ),
    )  # fmt: skip
    assert found.to_document() | {"tier": None} == expect | {"tier": None}
    sums: dict[str, int] = {}
    for name, _, amount in moved(book_return(RETURNED, [account(lots, found, given.get("debt", 0))])):
        sums[name] = sums.get(name, 0) + amount
    back = sum(part["points"] for part in expect["restored"])
    late = sum(part["points"] for part in expect["restored"] if part["state"] == "expired")
    assert sums.get("redeemed", 0) == -back
    assert sums.get("issued", 0) == -expect["totals"]["member"] - expect["charged_points"]
    assert sums.get("debt", 0) == expect["debt"]["before"] - expect["debt"]["after"]
    assert sums.get("expired", 0) == late - expect["expired_offset"]


def _golden_lot(one: dict[str, Any]) -> Lot:
    return lot(
        one["id"], one["remaining"], one.get("expires_on") or "9999-12-31", event_id=one.get("event", ""), rule=one.get("rule", ""),
        earned_on=one["earned_on"], available_on=one["available_on"], held=one.get("held", 0), expired=one.get("expired", 0),
        frozen=one.get("frozen", False), seq=one["seq"],
    )  # fmt: skip

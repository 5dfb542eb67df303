"""What daily runs have done can be looked up: each chunk with its members, and whether it was taken back (EXP-06)."""

from __future__ import annotations

from app.domain.journal import types
from app.services.day_history import chunk_members, latest_chunks
from app.services.reverse import reverse
from app.services.run_day import run_day
from tests.fakes.shop import LIN, ZHOU, Shop, refused
from tests.services.test_run_day import tiered


def test_every_chunk_with_its_members(shop: Shop) -> None:
    tiered(shop)
    shop.grant(ZHOU, 15, expires_on="2026-06-30")
    shop.sign_in()
    shop.grant(ZHOU, 40, available_on="2026-06-25", on="2026-06-20")
    shop.take_back(ZHOU, 20)
    run_day(shop.desk, shop.session)
    shop.at("2026-07-01", "08:15")
    session = shop.sign_in("1003")
    run_day(shop.desk, session)
    chunks = latest_chunks(shop.desk, 10)
    assert [(chunk.on, chunk.kind, chunk.members, chunk.points, chunk.reversible) for chunk in chunks] == [
        ("2026-07-01", types.POINTS_EXPIRED, 1, 320, True),
        ("2026-06-26", types.TIER_REVIEWED, 1, 0, True),
        ("2026-06-25", types.DEBT_PAID, 1, 5, False),
    ]
    assert {(chunk.date, chunk.time) for chunk in chunks} == {("2026-07-01", "08:15")}
    assert [(one.member_id, one.points) for one in chunk_members(shop.desk, chunks[0].event_id, 5)] == [(LIN, 320)]
    (review,) = chunk_members(shop.desk, chunks[1].event_id, 5)
    assert (review.member_id, review.before, review.after, review.reason) == (ZHOU, "gold", "regular", "downgraded")
    assert [(one.member_id, one.points) for one in chunk_members(shop.desk, chunks[2].event_id, 5)] == [(ZHOU, 5)]
    reverse(shop.desk, session, chunks[0].event_id)
    assert latest_chunks(shop.desk, 10)[0].reversed_on == "2026-07-01"
    assert [chunk.kind for chunk in latest_chunks(shop.desk, 1)] == [types.POINTS_EXPIRED]


def test_no_such_chunk(shop: Shop) -> None:
    assert latest_chunks(shop.desk, 10) == ()
    assert refused(chunk_members, shop.desk, shop.events()[0]["id"], 5).code == "no_such_event"
    assert refused(chunk_members, shop.desk, "0" * 32, 5).code == "no_such_event"

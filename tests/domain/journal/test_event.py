"""The journal event: canonical bytes, the hash, and vectors that were frozen with the first revision."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from app.domain.journal.event import GENESIS, EventDraft, Header, event_hash
from app.domain.ledger.booking import POINTS, Booking, Grant, Hold, HoldEnd, Posting, Use
from app.security.signatures import PinnedKey, TillKey

VECTORS = Path(__file__).resolve().parents[2] / "golden" / "journal" / "vectors.json"
SECRET = bytes(range(32))


def _header(**fields: Any) -> Header:
    base: dict[str, Any] = {
        "origin": "T01.1",
        "seq": 1,
        "id": "0190b5a0c0007000800000000000abcd",
        "type": "no_sale",
        "schema_v": 1,
        "store_id": "S01",
        "shift_id": None,
        "actor_id": None,
        "approver_id": None,
        "business_date": "2026-03-15",
        "occurred_ms": 1_773_532_800_123,
        "member_id": None,
        "reverses_id": None,
        "cause_key": None,
    }
    return Header(**(base | fields))


def _cases() -> list[tuple[str, Header, bytes]]:
    """The events of the vectors: the plainest, one with every field and Chinese, quotes and control characters, and the largest numbers."""
    full = _header(
        seq=2,
        id="0190b5a0c0007000800000000000abce",
        type="sale_completed",
        shift_id="shift-1",
        actor_id="staff-1",
        approver_id="staff-2",
        member_id="m" * 32,
        reverses_id="r" * 32,
        cause_key="R012603150001",
    )
    odd = _header(seq=3, id="0190b5a0c0007000800000000000abcf", store_id="店\"1\\\n\u0001\u007f\u2028", cause_key="😀é")
    large = _header(seq=10**12, occurred_ms=2**53 - 1)
    return [
        ("plain", _header(), b"{}"),
        ("full", full, '{"ledger":{"postings":[["issued",null,"POINTS",null,-3]]},"name":"矿泉水"}'.encode()),
        ("odd characters", odd, b'{"reason":"\\"\\\\\\n\\u0001"}'),
        ("large numbers", large, b'{"points":1000000000000}'),
    ]


def test_the_frozen_vectors() -> None:
    """Hash and signature of fixed events. They never change: every journal ever written stands on them."""
    key = TillKey(SECRET)
    prev = GENESIS
    made = []
    for name, header, payload in _cases():
        digest = event_hash(header, payload, prev)
        made.append({"name": name, "prev_hash": prev.hex(), "hash": digest.hex(), "sig": key.sign(digest).hex()})
        prev = digest
    frozen = json.loads(VECTORS.read_text(encoding="utf-8"))
    assert made == frozen["vectors"]
    pinned = PinnedKey(bytes.fromhex(frozen["public_key"]))
    for vector in frozen["vectors"]:
        assert pinned.valid(bytes.fromhex(vector["hash"]), bytes.fromhex(vector["sig"]))


def test_the_hash_is_what_the_documents_say() -> None:
    """JF-EV1, the previous hash, the canonical header with every field, the payload: written out here by hand."""
    header = (
        '{"actor_id":null,"approver_id":null,"business_date":"2026-03-15","cause_key":null,"id":"0190b5a0c0007000800000000000abcd",'
        '"member_id":null,"occurred_ms":1773532800123,"origin":"T01.1","reverses_id":null,"schema_v":1,"seq":1,"shift_id":null,'
        '"store_id":"S01","type":"no_sale"}'
    )
    expected = hashlib.sha256(b"JF-EV1" + bytes(32) + header.encode() + b"{}").digest()
    assert event_hash(_header(), b"{}", GENESIS) == expected


@pytest.mark.parametrize("field", Header.__slots__)
def test_every_field_is_covered(field: str) -> None:
    before = _header()
    value = getattr(before, field)
    changed = _header(**{field: value + 1 if isinstance(value, int) else f"{value}x"})
    assert event_hash(changed, b"{}", GENESIS) != event_hash(before, b"{}", GENESIS)


def test_a_field_moved_to_another_gives_another_hash() -> None:
    assert event_hash(_header(member_id="a"), b"{}", GENESIS) != event_hash(_header(reverses_id="a"), b"{}", GENESIS)


def test_the_payload_is_the_body_and_the_ledger() -> None:
    booking = Booking(postings=(Posting("issued", None, POINTS, None, -3), Posting("member", "m", POINTS, "e:0", 3)))
    draft = EventDraft(
        id="e", type="t", store_id="S", shift_id=None, actor_id=None, business_date="2026-03-15", occurred_ms=0,
        body={"b": 1, "a": "茶"}, booking=booking,
    )  # fmt: skip
    assert draft.payload().decode() == (
        '{"a":"茶","b":1,"ledger":{"postings":[["issued",null,"POINTS",null,-3],["member","m","POINTS","e:0",3]]}}'
    )


def test_a_booking_survives_its_payload() -> None:
    hold = Hold(id="h", holder="m", unit=POINTS, sale_id="s", uses=(Use("e:0", 2), Use("f:1", 1)))
    ended = Hold(id="g", holder="m", unit=POINTS, sale_id="s", uses=(Use("e:0", 1),), state="released")
    grant = Grant(
        n=0, holder="m", unit=POINTS, rule="base", points=3, earned_on="2026-03-15", available_on="2026-03-20", expires_on=None,
        inactivity_months=12, frozen=True, qualifying=False, funding="brand",
    )  # fmt: skip
    booking = Booking(
        postings=(Posting("issued", None, POINTS, None, -3), Posting("member", "m", POINTS, "e:0", 3)),
        grants=(grant,),
        opened=(hold,),
        ended=(HoldEnd(ended, "released", "removed"),),
        expired=(Use("e:0", 1),),
    )
    assert Booking.from_mapping(json.loads(json.dumps(booking.to_mapping()))) == booking
    assert Booking.from_mapping(Booking().to_mapping()) == Booking()

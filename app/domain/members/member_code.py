"""The code a member's phone shows and changes every half minute: `M1.`, member, slot, and a keyed hash of both (RFC 6238 in style).

Whoever photographs it has it for a minute and a half at most, and it is taken once.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass

from app.domain.errors import Refusal

SLOT_MS = 30_000
SLOTS_AROUND = 1
"""Slots before and after the till's own that are taken: clocks of phones are seconds off."""
_SHAPE = re.compile(r"M1\.([A-Za-z0-9_-]{1,64})\.(\d{1,12})\.([A-Za-z0-9_-]{16})", re.ASCII)


@dataclass(frozen=True, slots=True)
class MemberCode:
    """A code that was read: whose it says it is, of which half minute, and its hash."""

    member_id: str
    slot: int
    mac: str

    @property
    def cause(self) -> str:
        """What makes it one use."""
        return f"{self.member_id}:{self.slot}"


def slot_at(moment_ms: int) -> int:
    """The half minute of a moment."""
    return moment_ms // SLOT_MS


def member_code(member_id: str, moment_ms: int, key: bytes) -> str:
    """The code of a member at a moment."""
    slot = slot_at(moment_ms)
    return f"M1.{member_id}.{slot}.{_mac(member_id, slot, key)}"


def read_member_code(text: str) -> MemberCode:
    """What a text says. Refusal member_code_wrong for another shape."""
    match = _SHAPE.fullmatch(text)
    if match is None:
        raise Refusal("member_code_wrong")
    return MemberCode(match[1], int(match[2]), match[3])


def check_member_code(code: MemberCode, moment_ms: int, key: bytes) -> None:
    """Refusals member_code_wrong (made with another key), member_code_expired (of another half minute than now and its neighbours)."""
    if not hmac.compare_digest(code.mac, _mac(code.member_id, code.slot, key)):
        raise Refusal("member_code_wrong")
    if abs(code.slot - slot_at(moment_ms)) > SLOTS_AROUND:
        raise Refusal("member_code_expired")


def _mac(member_id: str, slot: int, key: bytes) -> str:
    digest = hmac.new(key, f"M1.{member_id}.{slot}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest)[:16].decode()

"""What a return puts back on cards: to the very lots that paid, last used first, split over principal and bonus (programme.md §6.5)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from app.domain.journal import types
from app.domain.ledger.booking import BONUS, VALUE, Booking, Use
from app.domain.ledger.value_moves import refill
from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.stored_value import refill as split
from app.domain.sales.tender import STORED_VALUE, VALUE_BONUS
from app.services.ports.store import Reader


def value_back(
    reader: Reader, programme: CompiledProgramme, sale_id: str, body: Mapping[str, Any], paid_out: tuple[tuple[str, int], ...]
) -> tuple[Booking, list[list[object]]]:
    """The booking of what goes back to cards, and [place, holder, card, principal, bonus, balance after] of each card."""
    left = sum(minor for kind, minor in paid_out if kind in (STORED_VALUE, VALUE_BONUS))
    cards = body.get("value", ())
    booking = Booking()
    rows: list[list[object]] = []
    if not left or not cards:
        return booking, rows
    before = _before(reader, sale_id)
    added: dict[str, int] = {}
    for place in reversed(range(len(cards))):
        holder, card, principal, bonus, *_ = cards[place]
        done = before.get(place, 0)
        part = min(left, principal + bonus - done)
        if part <= 0:
            continue
        left -= part
        parts = split(programme, principal, bonus, part, done)
        back = {VALUE: parts.to_principal_minor, BONUS: parts.to_bonus_minor}
        booking = booking + refill(holder, _open_uses(body, cards[place], before_units(reader, sale_id, place)), back)
        added[holder] = added.get(holder, 0) + part
        after = reader.value(holder).total_minor + added[holder]
        rows.append([place, holder, card, parts.to_principal_minor, parts.to_bonus_minor, after])
    return booking, rows


def before_units(reader: Reader, sale_id: str, place: int) -> dict[str, int]:
    """What earlier returns put back on a card of the sale, by unit."""
    found = {VALUE: 0, BONUS: 0}
    for row in _rows(reader, sale_id):
        if row[0] == place:
            found[VALUE] += row[3]
            found[BONUS] += row[4]
    return found


def _before(reader: Reader, sale_id: str) -> dict[int, int]:
    found: dict[int, int] = {}
    for row in _rows(reader, sale_id):
        found[row[0]] = found.get(row[0], 0) + row[3] + row[4]
    return found


def _rows(reader: Reader, sale_id: str) -> list[Any]:
    rows: list[Any] = []
    n = 1
    while (event := reader.event_by_cause(types.REFUND_COMPLETED, f"{sale_id}:{n}")) is not None:
        rows += json.loads(event.payload).get("value", ())
        n += 1
    return rows


def _open_uses(body: Mapping[str, Any], card: list[Any], returned: Mapping[str, int]) -> list[tuple[str, Use]]:
    """The lots that paid for this card in order of use, without what has come back to them already."""
    ids = set(card[4])
    uses = [
        (hold[2], Use(lot, points)) for hold, *_ in body.get("ledger", {}).get("ended", ()) if hold[0] in ids for lot, points in hold[4]
    ]
    left = dict(returned)
    kept: list[tuple[str, Use]] = []
    for unit, use in reversed(uses):
        gone = min(use.points, left[unit])
        left[unit] -= gone
        if use.points > gone:
            kept.append((unit, Use(use.lot, use.points - gone)))
    return kept[::-1]

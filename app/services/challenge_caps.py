"""What challenges that are taken back give back to the caps (programme.md §5.8): where their points were counted, in the period, at the
till and by the cashier of the act that had booked them, and by the caps of its programme version. That may be another day than the one of
the sale or the return that takes them back, and another version.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from app.domain.journal import types
from app.domain.programme.compiled import Cap, CompiledProgramme
from app.domain.programme.results import QuoteResult, Reversal
from app.services.desk import Desk
from app.services.ports.store import CapUse, ChallengeBooked, Reader
from app.services.snapshot import challenge_periods, member_holder, period_key


def booked_challenges(reader: Reader, programme: CompiledProgramme, member_id: str, on: str) -> dict[str, ChallengeBooked]:
    """By rule: what is booked for the programme's challenges in the period of a date that each of them asks about."""
    periods = challenge_periods(programme, on)
    if not periods:
        return {}
    booked = reader.challenges(member_id, sorted(set(periods.values())))
    return {one.rule: one for one in booked if periods.get(one.rule) == one.period}


def evaluated_caps(programme: CompiledProgramme, result: QuoteResult) -> dict[str, dict[str, int]]:
    """The evaluation's cap use without what it gives back for challenges: that is counted elsewhere (`caps_back`)."""
    used = {who: dict(counted) for who, counted in result.cap_used.items()}
    for reversal in result.reversals:
        for cap in _caps(programme, reversal.rule):
            counted = used["member" if cap.who == "member" else "context"]
            counted[cap.code] = counted.get(cap.code, 0) + (1 if cap.times else reversal.points)
    return used


def caps_back(desk: Desk, reader: Reader, member_id: str, on: str, programme: CompiledProgramme, result: QuoteResult) -> list[CapUse]:
    """What the evaluation's reversals, of challenges of the periods of a date, give back where it was counted."""
    if not result.reversals:
        return []
    booked = booked_challenges(reader, programme, member_id, on)
    return [use for reversal in result.reversals for use in _back(desk, reader, member_id, booked[reversal.rule].event_id, reversal)]


def _back(desk: Desk, reader: Reader, member_id: str, event_id: str, reversal: Reversal) -> Sequence[CapUse]:
    event = reader.event(event_id)
    if event is not None and event.header.type == types.REFUND_COMPLETED:
        event = reader.event(json.loads(event.payload)["sale"])  # a return books what it brings as the sale would have
    if event is None:
        raise ValueError(f"no event {event_id}: it booked a challenge")
    body = json.loads(event.payload)
    context: Mapping[str, str] = body["context"]
    holders = {
        "member": member_holder(member_id),
        "store": f"store:{event.header.store_id}",
        "till": f"till:{context['till']}",
        "cashier": f"cashier:{event.header.actor_id}",
    }
    return [
        CapUse(
            holder=holders.get(cap.who, "all"),
            cap=cap.code,
            period=period_key(cap.per, context["business_date"]),
            n=-1 if cap.times else -reversal.points,
        )
        for cap in _caps(desk.programmes.by_sha(reader, body["programme"]), reversal.rule)
    ]


def _caps(programme: CompiledProgramme, code: str) -> Iterable[Cap]:
    """The caps of a rule that are counted beyond one event."""
    return (cap for cap in (programme.caps[number] for number in programme.rule(code).caps) if cap.per != "event")

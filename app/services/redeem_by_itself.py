"""Automatic redemption: after an event that left a member with points enough, the programme's automatic reward is bought by itself
(RED-22).

It is an event of its own, right after the one that caused it and in the same commit: the receipt that names the new balance is queued in
that commit too, and a power cut leaves both or neither. Its cause is the event that led to it, so it happens once for each.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.journal.event import Event
from app.domain.ledger.booking import POINTS, Booking, Use
from app.domain.ledger.lots import take
from app.domain.ledger.moves import spend
from app.domain.programme.compiled import CompiledProgramme, Reward
from app.domain.programme.dates import add_days
from app.domain.programme.rewards import auto_redeem
from app.services.desk import Desk, Session, book
from app.services.earnings import free_code
from app.services.entitlements import with_rewards
from app.services.ports.store import Reader, Voucher, Writer
from app.services.snapshot import context_input, member_input, period_key

BY_ITSELF = "auto"
"""How a reward came to be issued, in the event's body."""
DAYS_LOOKED_AT = 1_000
"""Days on which points of one member lapse that are looked at for the soonest one left."""
VOUCHERS_MAX = 100
"""Most vouchers of one automatic redemption; who has points for more gets the rest after the next event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redeemed:
    """A reward that was bought by itself: how often, for how many points in all, the vouchers it came with; the soonest last good day of
    what the member had left, and the points that lapse then.
    """

    event: Event
    reward: str
    times: int
    points: int
    next_expiry: tuple[str, int] | None
    vouchers: tuple[Voucher, ...]


def redeem_after(desk: Desk, books: Writer, session: Session, event: Event, as_of: Session | None = None) -> None:
    """What an event has led to, within its commit: for its own member first, then for others whom it credited."""
    own = event.header.member_id
    if own is not None:
        redeem_by_itself(desk, books, session, own, event.header.id, as_of)
    grants = Booking.from_mapping(json.loads(event.payload).get("ledger", {})).grants
    for holder in dict.fromkeys(grant.holder for grant in grants if grant.holder != own):
        redeem_by_itself(desk, books, session, holder, f"{event.header.id}:{holder}", as_of)


def redeem_by_itself(
    desk: Desk, books: Writer, session: Session, member_id: str, cause: str, as_of: Session | None = None
) -> Event | None:
    """Books the automatic reward of a member after an event, within a commit that is already open; None where nothing is due.

    `cause`: the event's id, or what stands for it. `as_of`: the session of an earlier date on which it was due.
    """
    on = (as_of or session).shift.business_date
    programme = _with_automatic(desk, books, on)
    cause_key = f"{BY_ITSELF}:{cause}"
    member = None if programme is None else books.member(member_id)
    if programme is None or member is None or books.event_by_cause(types.REWARD_ISSUED, cause_key) is not None:
        return None
    balance = books.balance(member_id, on)
    snapshot = with_rewards(books, programme, member_input(books, programme, member, balance), on)
    due = auto_redeem(programme, snapshot, context_input(desk, books, as_of or session, programme, member))
    reward = None if due.reward is None else programme.rewards[due.reward]
    if not due.times or reward is None:
        return None
    times = min(due.times, VOUCHERS_MAX) if reward.kind == "voucher" else due.times
    points = times * reward.points
    oldest_first = programme.redemption is not None and programme.redemption.lot_order == "oldest_first"
    uses = take(books.usable_lots(member_id, on, POINTS, oldest_first=oldest_first), points, on)
    if uses is None:
        return None
    event_id = desk.ids.new_id()
    body: dict[str, object] = {
        "how": BY_ITSELF,
        "reward": reward.code,
        "times": times,
        "points": points,
        "programme": programme.sha256,
        "on": on,
        "before": max(0, balance.available),
        "after": max(0, balance.available) - points,
        "next_expiry": _next_expiry(books, member_id, uses, on),
        **_counted(books, reward, member_id, times, on, event_id),
    }
    return book(
        desk, books, session, types.REWARD_ISSUED, body, event_id=event_id, member_id=member_id, cause_key=cause_key,
        booking=spend(member_id, uses),
    )  # fmt: skip


def redeemed_by_itself(reader: Reader, cause: str) -> Redeemed | None:
    """What was bought by itself after an event; for its receipt, at any later time."""
    event = reader.event_by_cause(types.REWARD_ISSUED, f"{BY_ITSELF}:{cause}")
    if event is None:
        return None
    body = json.loads(event.payload)
    expiry = body["next_expiry"]
    return Redeemed(
        event=event,
        reward=body["reward"],
        times=body["times"],
        points=body["points"],
        next_expiry=None if expiry is None else (expiry[0], expiry[1]),
        vouchers=tuple(reader.vouchers_of_event(event.header.id)) if "vouchers" in body else (),
    )


def set_auto_redeem(desk: Desk, session: Session, member_id: str, *, on: bool) -> None:
    """A member wants automatic redemption or not. One event; none where it is so already. Refusals: no_such_member, member_closed."""
    with desk.store.write() as books:
        member = books.member(member_id)
        if member is None:
            raise Refusal("no_such_member")
        if member.status == "closed":
            raise Refusal("member_closed")
        if member.auto_redeem != on:
            book(desk, books, session, types.AUTO_REDEEM_SET, {"on": on}, member_id=member_id)


def _with_automatic(desk: Desk, reader: Reader, on: str) -> CompiledProgramme | None:
    """The programme in force, if it redeems anything by itself."""
    try:
        programme = desk.programmes.in_force(reader, on)
    except Refusal:
        return None
    return None if programme.automatic_reward is None else programme


def _next_expiry(reader: Reader, member_id: str, uses: tuple[Use, ...], on: str) -> list[object] | None:
    days = {expiring.last_day: expiring.points for expiring in reader.expiring(member_id, on, DAYS_LOOKED_AT)}
    used = {use.lot: use.points for use in uses}
    for lot in reader.lots_by_id(list(used)):
        if lot.last_day in days:
            days[lot.last_day] -= used[lot.id]
    soonest = min((day for day, points in days.items() if points > 0), default=None)
    return None if soonest is None else [soonest, days[soonest]]


def _counted(reader: Reader, reward: Reward, member_id: str, times: int, on: str, event_id: str) -> dict[str, object]:
    """What else the reward moves: the member's count in the period, the stock, vouchers."""
    parts: dict[str, object] = {"rewards": [[member_id, reward.code, period_key(reward.per, on), times]]}
    if reward.stocked:
        parts["stock"] = [[reward.code, -times]]
    if reward.kind == "voucher":
        taken: set[str] = set()
        codes = [free_code(reader, event_id, n, taken) for n in range(times)]
        days = reader.reward_facts(reward.code).valid_days
        until = None if days is None else add_days(on, days)
        parts["vouchers"] = [[code, member_id, reward.code, reward.code, until] for code in codes]
    return parts

"""What a booking does to lots, holds and balances, in live writes and in replay alike. Every change makes sure that it found its row."""

from __future__ import annotations

import json

from app.domain.journal.event import Header
from app.domain.ledger.booking import DEBT, MEMBER, NEVER, Booking, Grant, lot_id
from app.domain.ledger.lots import last_good_day
from app.storage.sqlite.core import bindparam, select, table, text, update, upsert
from app.storage.sqlite.statements import Sql, insert_row, prepare

_lot, _hold, _balance = table("lot").c, table("hold").c, table("balance").c

_INSERT_LOT = insert_row("lot")
_LAPSED = prepare(
    select(_lot.event_id, _lot.qualifying, _lot.funding, _lot.origin, _lot.seq, _lot.n).where(_lot.id == bindparam("lot")), "lot"
)
_MOVE = (
    update(table("lot"))
    .where(_lot.id == bindparam("lot"))
    .values(
        remaining=_lot.remaining + bindparam("d_remaining"),
        held=_lot.held + bindparam("d_held"),
        expired=_lot.expired + bindparam("d_expired"),
    )
)
_MOVE_LOT = prepare(_MOVE.returning(_lot.holder, _lot.unit, _lot.frozen), "d_remaining", "d_held", "d_expired", "lot")
_MOVE_MANY_LOTS = prepare(_MOVE, "d_remaining", "d_held", "d_expired", "lot")
_OF_LOTS = "SELECT lot.id, holder, unit, frozen FROM json_each(?) AS asked CROSS JOIN lot ON lot.id = asked.value"
_THAW = prepare(
    update(table("lot")).where(_lot.id == bindparam("lot"), text("frozen = 1")).values(frozen=text("0"))
    .returning(_lot.holder, _lot.unit, _lot.remaining),
    "lot",
)  # fmt: skip
_EXTEND = f"UPDATE lot SET expires_on = max(expires_on, ?1), last_day = max(last_day, ?1) WHERE id = ?2 AND last_day < '{NEVER}'"
_INSERT_HOLD = insert_row("hold")
_INSERT_HOLD_LOT = insert_row("hold_lot")
_END_HOLD = prepare(
    update(table("hold"))
    .where(_hold.id == bindparam("hold"), text("state = 'open'"))
    .values(state=bindparam("new_state"), reason=bindparam("new_reason")),
    "new_state", "new_reason", "hold",
)  # fmt: skip
_MOVE_BALANCE = prepare(
    update(table("balance"))
    .where(_balance.holder == bindparam("of"), _balance.unit == bindparam("in_unit"))
    .values(
        remaining=_balance.remaining + bindparam("d_remaining"),
        held=_balance.held + bindparam("d_held"),
        frozen=_balance.frozen + bindparam("d_frozen"),
        debt=_balance.debt + bindparam("d_debt"),
    ),
    "d_remaining", "d_held", "d_frozen", "d_debt", "of", "in_unit",
)  # fmt: skip
_INSERT_BALANCE = insert_row("balance")
_INSERT_HOLDER_EVENT = prepare(upsert(table("holder_event")).on_conflict_do_nothing(), "holder", "seq", "origin")

MANY = 16
"""A booking that moves more lots than this (a daily run) moves them as a set, which costs a third."""


class _Moves:
    """Sums of what moves, by lot and by (holder, unit)."""

    def __init__(self) -> None:
        self.lots: dict[str, list[int]] = {}  # remaining, held, expired
        self.balances: dict[tuple[str, str], list[int]] = {}  # remaining, held, frozen, debt

    def lot(self, lot: str) -> list[int]:
        return self.lots.setdefault(lot, [0, 0, 0])

    def balance(self, holder: str, unit: str) -> list[int]:
        return self.balances.setdefault((holder, unit), [0, 0, 0, 0])


def apply_booking(sql: Sql, header: Header, booking: Booking) -> None:
    """Applies a booking. ValueError when it does not balance, ends a hold twice or names a lot that is not there."""
    moves = _Moves()
    _sum_postings(booking, moves)
    for grant in booking.grants:
        _grant(sql, header, grant, moves)
    _holds(sql, header, booking, moves)
    for use in booking.expired:
        moves.lot(use.lot)[2] += use.points
    _move_lots(sql, moves)
    _thaw(sql, booking, moves)
    for extension in booking.extended:
        _one(sql.run(_EXTEND, (extension.last_day, extension.lot)), extension.lot)
    _move_balances(sql, header, booking, moves)


def _sum_postings(booking: Booking, moves: _Moves) -> None:
    sums: dict[str, int] = {}
    for posting in booking.postings:
        sums[posting.unit] = sums.get(posting.unit, 0) + posting.amount
        if posting.account == MEMBER:
            if posting.lot is None:
                raise ValueError("a posting on a member's account names a lot")
            moves.lot(posting.lot)[0] += posting.amount
        elif posting.account == DEBT:
            if posting.holder is None:
                raise ValueError("a debt has a holder")
            moves.balance(posting.holder, posting.unit)[3] -= posting.amount
    if any(sums.values()):
        raise ValueError(f"postings do not sum to zero: {sums}")


def _grant(sql: Sql, header: Header, grant: Grant, moves: _Moves) -> None:
    lot = lot_id(header.id, grant.n)
    remaining = moves.lots.pop(lot, [0, 0, 0])[0]
    event, *kept = grant.earned_by or header.id, int(grant.qualifying), grant.funding, header.origin, header.seq, grant.n
    if grant.grace_of is not None:
        lapsed = sql.one(_LAPSED, (grant.grace_of,))
        if lapsed is None:
            raise ValueError(f"no such lot: {grant.grace_of}")
        event, *kept = lapsed
    sql.run(
        _INSERT_LOT,
        (
            lot, grant.holder, grant.unit, event, grant.rule, grant.earned_on, grant.available_on, grant.expires_on,
            grant.inactivity_months, last_good_day(grant.expires_on), grant.points, remaining, 0, 0, int(grant.frozen), *kept,
        ),
    )  # fmt: skip
    balance = moves.balance(grant.holder, grant.unit)
    balance[0] += remaining
    if grant.frozen:
        balance[2] += remaining


def _holds(sql: Sql, header: Header, booking: Booking, moves: _Moves) -> None:
    for hold in booking.opened:
        sql.run(_INSERT_HOLD, (hold.id, hold.holder, hold.unit, hold.sale_id, "open", None))
        sql.run_many(_INSERT_HOLD_LOT, [(hold.id, n, use.lot, use.points) for n, use in enumerate(hold.uses)])
        for use in hold.uses:
            moves.lot(use.lot)[1] += use.points
    for end in booking.ended:
        if sql.run(_END_HOLD, (end.state, end.reason, end.hold.id)) != 1:
            raise ValueError(f"hold {end.hold.id} is not open")
        for use in end.hold.uses:
            moves.lot(use.lot)[1] -= use.points


def _move_lots(sql: Sql, moves: _Moves) -> None:
    if len(moves.lots) > MANY:
        _move_many_lots(sql, moves)
        return
    for lot, change in moves.lots.items():
        found = sql.one(_MOVE_LOT, (*change, lot))
        if found is None:
            raise ValueError(f"no such lot: {lot}")
        _balance_moves(moves, change, *found)


def _move_many_lots(sql: Sql, moves: _Moves) -> None:
    known = {lot: of for lot, *of in sql.all(_OF_LOTS, (json.dumps(list(moves.lots)),))}
    for lot, change in moves.lots.items():
        if lot not in known:
            raise ValueError(f"no such lot: {lot}")
        _balance_moves(moves, change, *known[lot])
    sql.run_many(_MOVE_MANY_LOTS, [(*change, lot) for lot, change in moves.lots.items()])


def _balance_moves(moves: _Moves, change: list[int], holder: str, unit: str, frozen: int) -> None:
    remaining, held, _ = change
    balance = moves.balance(holder, unit)
    balance[0] += remaining
    balance[1] += held
    if frozen:
        balance[2] += remaining - held


def _thaw(sql: Sql, booking: Booking, moves: _Moves) -> None:
    for lot in booking.thawed:
        found = sql.one(_THAW, (lot,))
        if found is None:
            raise ValueError(f"lot {lot} is not frozen")
        holder, unit, remaining = found
        moves.balance(holder, unit)[2] -= remaining


def _move_balances(sql: Sql, header: Header, booking: Booking, moves: _Moves) -> None:
    if len(moves.balances) > MANY and not booking.grants:
        changes = [(*change, holder, unit) for (holder, unit), change in moves.balances.items()]
        if sql.run_many(_MOVE_BALANCE, changes) != len(changes):
            raise ValueError("a holder of lots has no balance")
    else:
        for (holder, unit), change in moves.balances.items():
            if not sql.run(_MOVE_BALANCE, (*change, holder, unit)):
                sql.run(_INSERT_BALANCE, (holder, unit, *change))
    others = [(holder, header.seq, header.origin) for holder, _ in moves.balances if holder != header.member_id]
    if others:
        sql.run_many(_INSERT_HOLDER_EVENT, others)


def _one(touched: int, lot: str) -> None:
    if touched != 1:
        raise ValueError(f"lot {lot} does not expire")

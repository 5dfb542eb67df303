"""What events add up to (class 2). The one `apply` serves live writing and replay alike: whatever it reads stands in the event."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection

from app.domain.journal import types
from app.domain.journal.event import Header
from app.domain.ledger.booking import DEBT, MEMBER, NO_BOOKING, Booking, lot_id
from app.domain.ledger.lots import last_good_day
from app.domain.programme.dates import add_months
from app.storage.sqlite.statements import Insert

Body = Mapping[str, Any]
_LOT = Insert("lot")
_HOLD = Insert("hold")
_HOLD_LOT = Insert("hold_lot")
_BALANCE = Insert("balance")
_SALE = Insert("sale")

_MOVE_LOT = (
    "UPDATE lot SET remaining = remaining + ?, held = held + ?, expired = expired + ? WHERE id = ? RETURNING holder, unit, frozen"
)
_MOVE_BALANCE = (
    "UPDATE balance SET remaining = remaining + ?, held = held + ?, frozen = frozen + ?, debt = debt + ? WHERE holder = ? AND unit = ?"
)


def apply(connection: Connection, header: Header, body: Body, booking: Booking) -> None:
    """Adds one event to the projections."""
    act = _ACTS.get(header.type)
    if act is not None:
        act(connection, header, body)
    if booking is not NO_BOOKING:
        _apply_booking(connection, header, booking)
    if header.member_id is not None and header.type in (types.SALE_COMPLETED, types.HOLD_OPENED):
        _keep_alive(connection, header.member_id, header.business_date)


def _apply_booking(connection: Connection, header: Header, booking: Booking) -> None:
    new = {lot_id(header.id, grant.n) for grant in booking.grants}
    lots: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    balances: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for posting in booking.postings:
        if posting.account == MEMBER and posting.holder is not None and posting.lot is not None:
            balances[posting.holder, posting.unit][0] += posting.amount
            if posting.lot not in new:
                lots[posting.lot][0] += posting.amount
        elif posting.account == DEBT and posting.holder is not None:
            balances[posting.holder, posting.unit][3] -= posting.amount
    for hold in booking.opened:
        balances[hold.holder, hold.unit][1] += hold.points
        for use in hold.uses:
            lots[use.lot][1] += use.points
    for end in booking.ended:
        balances[end.hold.holder, end.hold.unit][1] -= end.hold.points
        for use in end.hold.uses:
            lots[use.lot][1] -= use.points
    for use in booking.expired:
        lots[use.lot][2] += use.points
    for grant in booking.grants:
        if grant.frozen:
            balances[grant.holder, grant.unit][2] += grant.points
    _LOT.many(
        connection,
        [
            (
                lot_id(header.id, grant.n),
                grant.holder,
                grant.unit,
                header.id,
                grant.rule,
                grant.earned_on,
                grant.available_on,
                grant.expires_on,
                grant.inactivity_months,
                last_good_day(grant.expires_on),
                grant.points,
                grant.points,
                0,
                0,
                int(grant.frozen),
                int(grant.qualifying),
                grant.funding,
                header.origin,
                header.seq,
                grant.n,
            )
            for grant in booking.grants
        ],
    )
    for lot, (remaining, held, expired) in lots.items():
        row = connection.exec_driver_sql(_MOVE_LOT, (remaining, held, expired, lot)).one()
        if row[2] and remaining:
            balances[row[0], row[1]][2] += remaining
    _HOLD.many(connection, [(hold.id, hold.holder, hold.unit, hold.sale_id, "open", None) for hold in booking.opened])
    _HOLD_LOT.many(
        connection, [(hold.id, n, use.lot, use.points) for hold in booking.opened for n, use in enumerate(hold.uses)]
    )
    for end in booking.ended:
        connection.exec_driver_sql("UPDATE hold SET state = ?, reason = ? WHERE id = ?", (end.state, end.reason, end.hold.id))
    for (holder, unit), (remaining, held, frozen, debt) in balances.items():
        moved = connection.exec_driver_sql(_MOVE_BALANCE, (remaining, held, frozen, debt, holder, unit))
        if moved.rowcount == 0:
            _BALANCE.one(connection, (holder, unit, remaining, held, frozen, debt))


def _keep_alive(connection: Connection, member_id: str, on: str) -> None:
    """Activity moves the last good day of inactivity lots that have not lapsed yet (programme.md §6.2)."""
    rows = connection.exec_driver_sql(
        "SELECT id, expires_on, inactivity_months FROM lot WHERE holder = ? AND inactivity_months IS NOT NULL AND remaining > 0 "
        "AND last_day >= ?",
        (member_id, on),
    ).all()
    for lot, expires_on, months in rows:
        day = max(str(expires_on), add_months(on, months))
        connection.exec_driver_sql("UPDATE lot SET last_day = max(last_day, ?) WHERE id = ?", (day, lot))


def _sale(connection: Connection, header: Header, body: Body) -> None:
    _SALE.one(
        connection,
        (
            header.id,
            header.origin,
            header.seq,
            body["number"],
            header.business_date,
            header.occurred_ms,
            header.member_id,
            header.actor_id,
            body["total_minor"],
            body["earned"],
            body["redeemed"],
            0,
        ),
    )
    if header.member_id is None:
        return
    for holder, rules in body["carry"].items():
        for rule, value in rules.items():
            connection.exec_driver_sql(
                "INSERT INTO carry (holder, rule, value) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
                (holder, rule, value),
            )
    for holder, cap, period, n in body["caps"]:
        connection.exec_driver_sql(
            "INSERT INTO cap_use (holder, cap, period, n) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n",
            (holder, cap, period, n),
        )
    counts, tier = body["counts"], body["tier"]
    if tier is None:
        connection.exec_driver_sql(
            "UPDATE member SET sales_count = sales_count + ?, last_visit = ? WHERE id = ?",
            (counts["sales"], header.business_date, header.member_id),
        )
    else:
        connection.exec_driver_sql(
            "UPDATE member SET sales_count = sales_count + ?, last_visit = ?, tier = ?, valid_until = ? WHERE id = ?",
            (counts["sales"], header.business_date, tier["after"], tier["valid_until"], header.member_id),
        )
    connection.exec_driver_sql(
        "INSERT INTO tier_history (member_id, date, spend_minor, visits, points) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
        "spend_minor = spend_minor + excluded.spend_minor, visits = visits + excluded.visits, points = points + excluded.points",
        (header.member_id, header.business_date, counts["spend_minor"], counts["sales"], counts["points_qualifying"]),
    )


def _member_enrolled(connection: Connection, header: Header, body: Body) -> None:
    connection.exec_driver_sql(
        "INSERT INTO member (id, tier, valid_until, status, joined_on, sales_count, last_visit) VALUES (?, ?, ?, ?, ?, 0, NULL)",
        (header.member_id, body["tier"], body.get("valid_until"), body["status"], body["joined_on"]),
    )


def _member_status(connection: Connection, header: Header, body: Body) -> None:
    connection.exec_driver_sql("UPDATE member SET status = ? WHERE id = ?", (body["status"], header.member_id))


def _tier_set(connection: Connection, header: Header, body: Body) -> None:
    connection.exec_driver_sql(
        "UPDATE member SET tier = ?, valid_until = ? WHERE id = ?", (body["tier"], body["valid_until"], header.member_id)
    )


def _card_linked(connection: Connection, header: Header, body: Body) -> None:
    connection.exec_driver_sql(
        "INSERT INTO card (number, reversed, member_id, state) VALUES (?, ?, ?, 'active')",
        (body["card"], body["card"][::-1], header.member_id),
    )


def _card_blocked(connection: Connection, header: Header, body: Body) -> None:
    connection.exec_driver_sql("UPDATE card SET state = 'blocked' WHERE number = ?", (body["card"],))


def _staff_changed(connection: Connection, header: Header, body: Body) -> None:
    connection.exec_driver_sql("DELETE FROM staff")
    for person in body["staff"]:
        connection.exec_driver_sql(
            "INSERT INTO staff (id, number, role, active) VALUES (?, ?, ?, ?)",
            (person["id"], person["number"], person["role"], int(person["active"])),
        )


def _catalogue_changed(connection: Connection, header: Header, body: Body) -> None:
    content = connection.exec_driver_sql("SELECT content FROM document WHERE sha256 = ?", (body["sha256"],)).scalar_one()
    connection.exec_driver_sql("DELETE FROM product")
    rows = [
        (
            product["id"],
            product["sku"],
            product.get("barcode"),
            product.get("quick_position"),
            int(product.get("active", True)),
            json.dumps(product, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
        )
        for product in json.loads(content)["products"]
    ]
    Insert("product").many(connection, rows)


def _settings_changed(connection: Connection, header: Header, body: Body) -> None:
    for key, value in body["set"].items():
        connection.exec_driver_sql(
            "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", (key, value)
        )


def _programme_published(connection: Connection, header: Header, body: Body) -> None:
    connection.exec_driver_sql(
        "INSERT INTO programme_version (event_id, sha256, code, version, valid_from, seq) VALUES (?, ?, ?, ?, ?, ?)",
        (header.id, body["sha256"], body["code"], body["version"], body["valid_from"], header.seq),
    )


def _shift_opened(connection: Connection, header: Header, body: Body) -> None:
    connection.exec_driver_sql(
        "INSERT INTO shift (id, origin, business_date, opened_ms, opened_by, float_minor, closed_ms) VALUES (?, ?, ?, ?, ?, ?, NULL)",
        (body["shift"], header.origin, header.business_date, header.occurred_ms, header.actor_id, body["float_minor"]),
    )


def _shift_closed(connection: Connection, header: Header, body: Body) -> None:
    connection.exec_driver_sql("UPDATE shift SET closed_ms = ? WHERE id = ?", (header.occurred_ms, body["shift"]))


def _reprint(connection: Connection, header: Header, body: Body) -> None:
    connection.exec_driver_sql("UPDATE sale SET copies = max(copies, ?) WHERE event_id = ?", (body["n"], body["sale"]))


_ACTS: dict[str, Callable[[Connection, Header, Body], None]] = {
    types.SALE_COMPLETED: _sale,
    types.MEMBER_ENROLLED: _member_enrolled,
    types.MEMBER_STATUS: _member_status,
    types.TIER_SET: _tier_set,
    types.CARD_LINKED: _card_linked,
    types.CARD_BLOCKED: _card_blocked,
    types.STAFF_CHANGED: _staff_changed,
    types.CATALOGUE_CHANGED: _catalogue_changed,
    types.SETTINGS_CHANGED: _settings_changed,
    types.PROGRAMME_PUBLISHED: _programme_published,
    types.SHIFT_OPENED: _shift_opened,
    types.SHIFT_CLOSED: _shift_closed,
    types.REPRINT: _reprint,
}

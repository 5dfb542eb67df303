"""The one function that turns an event into rows of class 2. Live writes and replay both call `apply`; nothing else writes these tables."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from app.domain.canonical import canonical_text
from app.domain.journal import types
from app.domain.journal.event import Header
from app.domain.ledger.booking import NO_BOOKING, Booking
from app.domain.programme.dates import add_days, add_months
from app.storage.sqlite.core import bindparam, delete, select, table, text, update, upsert
from app.storage.sqlite.ledger_projection import apply_booking
from app.storage.sqlite.statements import Sql, insert_row, prepare, put_row

Body = Mapping[str, Any]

_lot, _member, _card, _shift, _cap, _carry = (table(name).c for name in ("lot", "member", "card", "shift", "cap_use", "carry"))
_sale = table("sale").c
_document = table("document").c

_INSERT_SALE = insert_row("sale")
_INSERT_MEMBER = insert_row("member")
_VISIT = prepare(
    update(table("member"))
    .where(_member.id == bindparam("member"))
    .values(sales_count=_member.sales_count + bindparam("sales"), last_visit=bindparam("visit")),
    "sales", "visit", "member",
)  # fmt: skip
_SET_TIER = prepare(
    update(table("member")).where(_member.id == bindparam("member")).values(tier=bindparam("new_tier"), valid_until=bindparam("until")),
    "new_tier", "until", "member",
)  # fmt: skip
_SET_STATUS = prepare(
    update(table("member")).where(_member.id == bindparam("member")).values(status=bindparam("new_status")), "new_status", "member"
)
_PUT_CARD = put_row("card")
_BLOCK_CARD = prepare(
    update(table("card")).where(_card.number == bindparam("card")).values(state=bindparam("new_state")), "new_state", "card"
)
_PUT_CARRY = put_row("carry")
_NO_CARRY = prepare(delete(table("carry")).where(_carry.holder == bindparam("of"), _carry.rule == bindparam("under")), "of", "under")
_CAP_KEY = (_cap.holder == bindparam("of"), _cap.cap == bindparam("code"), _cap.period == bindparam("within"))
_MOVE_CAP = prepare(update(table("cap_use")).where(*_CAP_KEY).values(n=_cap.n + bindparam("d_n")), "d_n", "of", "code", "within")
_INSERT_CAP = insert_row("cap_use")
_NO_CAP = prepare(delete(table("cap_use")).where(*_CAP_KEY, _cap.n == bindparam("all_of")), "of", "code", "within", "all_of")
_new_history = upsert(table("tier_history"))
_history = table("tier_history").c
_ADD_HISTORY = prepare(
    _new_history.on_conflict_do_update(
        index_elements=["member_id", "date"],
        set_={name: _history[name] + _new_history.excluded[name] for name in ("spend_minor", "visits", "points")},
    ),
    "member_id", "date", "spend_minor", "visits", "points",
)  # fmt: skip
_INACTIVITY = prepare(
    select(_lot.inactivity_months)
    .distinct()
    .where(_lot.holder == bindparam("of"), text("inactivity_months IS NOT NULL AND remaining > 0")),
    "of",
)
_PROLONG = prepare(
    update(table("lot"))
    .where(
        _lot.holder == bindparam("of"),
        _lot.inactivity_months == bindparam("months"),
        text("remaining > 0"),
        _lot.last_day.between(bindparam("on"), bindparam("before")),
    )
    .values(last_day=bindparam("new_day")),
    "new_day", "of", "months", "on", "before",
)  # fmt: skip
_OPEN_SHIFT = insert_row("shift")
_CLOSE_SHIFT = prepare(
    update(table("shift")).where(_shift.id == bindparam("shift"), text("closed_ms IS NULL")).values(closed_ms=bindparam("at")),
    "at",
    "shift",
)
_PUT_STAFF = put_row("staff")
_PUT_SETTING = put_row("setting")
_PUT_PROGRAMME = insert_row("programme_version")
_COPIED = prepare(update(table("sale")).where(_sale.event_id == bindparam("sale")).values(copies=bindparam("n")), "n", "sale")
_NO_PRODUCTS = prepare(delete(table("product")))
_INSERT_PRODUCT = insert_row("product")
_DOCUMENT = prepare(select(_document.content).where(_document.sha256 == bindparam("sha256")), "sha256")


def apply(sql: Sql, header: Header, body: Body, booking: Booking) -> None:
    """Books one event into the projections. ValueError when the event does not fit what is there: nothing of it may be committed then."""
    if booking is not NO_BOOKING:
        apply_booking(sql, header, booking)
    handler = _HANDLERS.get(header.type)
    if handler is not None:
        handler(sql, header, body)


def _sale_completed(sql: Sql, header: Header, body: Body) -> None:
    member = header.member_id
    sql.run(
        _INSERT_SALE,
        (
            header.id, header.origin, header.seq, body["number"], header.business_date, header.occurred_ms, member, header.actor_id,
            body["total_minor"], body["earned"], body["redeemed"], 0,
        ),
    )  # fmt: skip
    for account, remainders in body.get("carry", {}).items():
        for rule, value in remainders.items():
            if value == "0":
                sql.run(_NO_CARRY, (account, rule))
            else:
                sql.run(_PUT_CARRY, (account, rule, value))
    for holder, cap, period, n in body.get("caps", ()):
        _use_cap(sql, holder, cap, period, n)
    if member is None:
        return
    counts = body["counts"]
    _one(sql.run(_VISIT, (counts["sales"], header.business_date, member)), "member", member)
    sql.run(_ADD_HISTORY, (member, header.business_date, counts["spend_minor"], counts["sales"], counts["points_qualifying"]))
    tier = body.get("tier")
    if tier is not None:
        sql.run(_SET_TIER, (tier["after"], tier["valid_until"], member))
    _prolong(sql, member, header.business_date)


def _use_cap(sql: Sql, holder: str, cap: str, period: str, n: int) -> None:
    if n < 0 and sql.run(_NO_CAP, (holder, cap, period, -n)):
        return
    if n and not sql.run(_MOVE_CAP, (n, holder, cap, period)):
        sql.run(_INSERT_CAP, (holder, cap, period, n))


def _prolong(sql: Sql, member: str, on: str) -> None:
    """Activity moves the last good day of inactivity lots on (programme.md §6.2).

    Lots that have lapsed by then stay lapsed: whether points come back may not depend on whether the daily run was made in between.
    """
    for (months,) in sql.all(_INACTIVITY, (member,)):
        new_day = add_months(on, months)
        sql.run(_PROLONG, (new_day, member, months, on, add_days(new_day, -1)))


def _member_enrolled(sql: Sql, header: Header, body: Body) -> None:
    sql.run(_INSERT_MEMBER, (header.member_id, body["tier"], body.get("valid_until"), body["status"], body["joined_on"], 0, None))


def _member_status(sql: Sql, header: Header, body: Body) -> None:
    _one(sql.run(_SET_STATUS, (body["status"], header.member_id)), "member", header.member_id)


def _tier_set(sql: Sql, header: Header, body: Body) -> None:
    _one(sql.run(_SET_TIER, (body["tier"], body["valid_until"], header.member_id)), "member", header.member_id)


def _card_linked(sql: Sql, header: Header, body: Body) -> None:
    sql.run(_PUT_CARD, (body["card"], body["card"][::-1], header.member_id, "active"))


def _card_blocked(sql: Sql, header: Header, body: Body) -> None:
    _one(sql.run(_BLOCK_CARD, ("blocked", body["card"])), "card", body["card"])


def _staff_changed(sql: Sql, header: Header, body: Body) -> None:
    sql.run_many(_PUT_STAFF, [(one["id"], one["number"], one["role"], int(one["active"])) for one in body["staff"]])


def _settings_changed(sql: Sql, header: Header, body: Body) -> None:
    sql.run_many(_PUT_SETTING, list(body["set"].items()))


def _programme_published(sql: Sql, header: Header, body: Body) -> None:
    sql.run(_PUT_PROGRAMME, (header.id, body["sha256"], body["code"], body["version"], body["valid_from"], header.seq))


def _catalogue_changed(sql: Sql, header: Header, body: Body) -> None:
    found = sql.one(_DOCUMENT, (body["sha256"],))
    if found is None:
        raise ValueError(f"no document {body['sha256']}: it is stored before the event that names it")
    sql.run(_NO_PRODUCTS)
    sql.run_many(_INSERT_PRODUCT, [_product_row(product) for product in json.loads(found[0])["products"]])


def _product_row(product: Mapping[str, Any]) -> tuple[object, ...]:
    return (
        product["id"], product["sku"], product.get("barcode"), product.get("quick_position"),
        int(product.get("active", True)), canonical_text(product),
    )  # fmt: skip


def _shift_opened(sql: Sql, header: Header, body: Body) -> None:
    sql.run(
        _OPEN_SHIFT,
        (body["shift"], header.origin, header.business_date, header.occurred_ms, header.actor_id, body["float_minor"], None),
    )


def _shift_closed(sql: Sql, header: Header, body: Body) -> None:
    _one(sql.run(_CLOSE_SHIFT, (header.occurred_ms, body["shift"])), "open shift", body["shift"])


def _reprint(sql: Sql, header: Header, body: Body) -> None:
    _one(sql.run(_COPIED, (body["n"], body["sale"])), "sale", body["sale"])


def _one(touched: int, what: str, key: object) -> None:
    if touched != 1:
        raise ValueError(f"no such {what}: {key}")


_HANDLERS: dict[str, Callable[[Sql, Header, Body], None]] = {
    types.SALE_COMPLETED: _sale_completed,
    types.MEMBER_ENROLLED: _member_enrolled,
    types.MEMBER_STATUS: _member_status,
    types.TIER_SET: _tier_set,
    types.CARD_LINKED: _card_linked,
    types.CARD_BLOCKED: _card_blocked,
    types.STAFF_CHANGED: _staff_changed,
    types.SETTINGS_CHANGED: _settings_changed,
    types.PROGRAMME_PUBLISHED: _programme_published,
    types.CATALOGUE_CHANGED: _catalogue_changed,
    types.SHIFT_OPENED: _shift_opened,
    types.SHIFT_CLOSED: _shift_closed,
    types.REPRINT: _reprint,
}

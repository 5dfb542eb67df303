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
_sale, _challenge, _voucher, _consent = (table(name).c for name in ("sale", "challenge_use", "voucher", "consent"))
_reward_use, _stock, _returned, _group = (table(name).c for name in ("reward_use", "reward_stock", "returned", "member_group"))
_document = table("document").c

_INSERT_SALE = insert_row("sale")
_INSERT_MEMBER = insert_row("member")
_VISIT = prepare(
    update(table("member"))
    .where(_member.id == bindparam("member"))
    .values(sales_count=_member.sales_count + bindparam("sales"), last_visit=bindparam("visit"), active_on=bindparam("active")),
    "sales", "visit", "active", "member",
)  # fmt: skip
_RETURN = prepare(
    update(table("member")).where(_member.id == bindparam("member")).values(sales_count=_member.sales_count + bindparam("sales")),
    "sales", "member",
)  # fmt: skip
_CLAIM_SALE = prepare(
    update(table("sale")).where(_sale.event_id == bindparam("sale")).values(member_id=bindparam("new_member"), earned=bindparam("points")),
    "new_member", "points", "sale",
)  # fmt: skip
_CLAIMED = prepare(
    update(table("member"))
    .where(_member.id == bindparam("member"))
    .values(sales_count=_member.sales_count + bindparam("sales"), last_visit=bindparam("visit")),
    "sales", "visit", "member",
)  # fmt: skip
_ACTIVE = prepare(
    update(table("member")).where(_member.id == bindparam("member")).values(active_on=bindparam("active")), "active", "member"
)
_TIER = prepare(select(_member.tier).where(_member.id == bindparam("member")), "member")
_SET_TIER = prepare(
    update(table("member")).where(_member.id == bindparam("member")).values(tier=bindparam("new_tier"), valid_until=bindparam("until")),
    "new_tier", "until", "member",
)  # fmt: skip
_SET_BASE = prepare(update(table("member")).where(_member.id == bindparam("member")).values(tier_base=bindparam("base")), "base", "member")
_SET_HELD = prepare(
    update(table("member"))
    .where(_member.id == bindparam("member"))
    .values(tier=bindparam("new_tier"), valid_until=bindparam("until"), tier_base=bindparam("base")),
    "new_tier", "until", "base", "member",
)  # fmt: skip
_SET_FLOOR = prepare(
    update(table("member")).where(_member.id == bindparam("member")).values(floor_tier=bindparam("floor"), floor_until=bindparam("until")),
    "floor", "until", "member",
)  # fmt: skip
_SET_REFERRER, _SET_TEAM, _SET_AUTO, _SET_PROFILE = (
    prepare(update(table("member")).where(_member.id == bindparam("member")).values({column: bindparam("new")}), "new", "member")
    for column in ("referrer_id", "team_id", "auto_redeem", "profile_done")
)
_CHECK_IN = prepare(
    update(table("member")).where(_member.id == bindparam("member")).values(check_in_on=bindparam("day"), check_in_streak=bindparam("n")),
    "day", "n", "member",
)  # fmt: skip
_INSERT_TIER_CHANGE = insert_row("tier_change")
_INSERT_HOLDER_EVENT = prepare(upsert(table("holder_event")).on_conflict_do_nothing(), "holder", "seq", "origin")
_NO_GROUPS = prepare(delete(table("member_group")).where(_group.member_id == bindparam("of")), "of")
_INSERT_GROUP = insert_row("member_group")
_PUT_CONSENT = put_row("consent")
_WITHDRAW = prepare(
    update(table("consent"))
    .where(_consent.member_id == bindparam("of"), _consent.purpose == bindparam("for"))
    .values(state=bindparam("new_state"), since=bindparam("day"), event_id=bindparam("event")),
    "new_state", "day", "event", "of", "for",
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
_CHALLENGE_KEY = (_challenge.holder == bindparam("of"), _challenge.rule == bindparam("under"), _challenge.period == bindparam("within"))
_INSERT_CHALLENGE = insert_row("challenge_use")
_NO_CHALLENGE = prepare(
    delete(table("challenge_use")).where(*_CHALLENGE_KEY, _challenge.points == bindparam("all_of")), "of", "under", "within", "all_of"
)
_INSERT_VOUCHER = insert_row("voucher")
_END_VOUCHER = prepare(
    update(table("voucher"))
    .where(_voucher.code == bindparam("which"), text("state = 'issued'"))
    .values(state=bindparam("new_state"), used_event=bindparam("event")),
    "new_state", "event", "which",
)  # fmt: skip
_VOUCHER_BACK = prepare(
    update(table("voucher"))
    .where(_voucher.code == bindparam("which"), text("state = 'used'"))
    .values(state=text("'issued'"), used_event=text("NULL")),
    "which",
)
_REWARD_KEY = (_reward_use.member_id == bindparam("of"), _reward_use.reward == bindparam("what"), _reward_use.period == bindparam("within"))
_MOVE_REWARD = prepare(
    update(table("reward_use")).where(*_REWARD_KEY).values(n=_reward_use.n + bindparam("d_n")), "d_n", "of", "what", "within"
)
_INSERT_REWARD = insert_row("reward_use")
_PUT_FACTS = put_row("reward_facts")
_NO_REWARD = prepare(
    delete(table("reward_use")).where(*_REWARD_KEY, _reward_use.n == bindparam("all_of")), "of", "what", "within", "all_of"
)
_MOVE_STOCK = prepare(
    update(table("reward_stock")).where(_stock.reward == bindparam("what")).values(n=_stock.n + bindparam("d_n")), "d_n", "what"
)
_INSERT_GIFT_CARD = insert_row("gift_card")
_INSERT_STOCK = insert_row("reward_stock")
_MOVE_RETURNED = prepare(
    update(table("returned"))
    .where(_returned.sale_event_id == bindparam("sale"), _returned.line == bindparam("of_line"))
    .values(qty=_returned.qty + bindparam("d_qty")),
    "d_qty", "sale", "of_line",
)  # fmt: skip
_INSERT_RETURNED = insert_row("returned")
_REFUNDED = prepare(
    update(table("sale")).where(_sale.event_id == bindparam("sale")).values(refunded_minor=_sale.refunded_minor + bindparam("d_minor")),
    "d_minor", "sale",
)  # fmt: skip
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
    update(table("shift"))
    .where(_shift.id == bindparam("shift"), text("closed_ms IS NULL"))
    .values(closed_ms=bindparam("at"), closed_by=bindparam("by"), closed_seq=bindparam("seq"), z_no=bindparam("no")),
    "at", "by", "seq", "no", "shift",
)  # fmt: skip
_right_set = table("right_set").c
_PUT_RIGHT = put_row("right_set")
_NO_RIGHT = prepare(
    delete(table("right_set")).where(_right_set.act == bindparam("what"), _right_set.role == bindparam("who")), "what", "who"
)
_PUT_STAFF = put_row("staff")
_PUT_SETTING = put_row("setting")
_PUT_PROGRAMME = insert_row("programme_version")
_COPIED = prepare(update(table("sale")).where(_sale.event_id == bindparam("sale")).values(copies=bindparam("n")), "n", "sale")
_NO_PRODUCTS = prepare(delete(table("product")))
_INSERT_PRODUCT = insert_row("product")
_PUT_PRODUCT = put_row("product")
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
            body["total_minor"], body["earned"], body["redeemed"], 0, 0,
        ),
    )  # fmt: skip
    _earned(sql, header, body)
    if member is not None:
        sales = body["counts"]["sales"]
        _one(sql.run(_VISIT, (sales, header.business_date, header.business_date, member)), "member", member)
        _prolong(sql, member, header.business_date)


def _sale_claimed(sql: Sql, header: Header, body: Body) -> None:
    """Somebody's points of a walk-in's sale: it counts as that member's from now on."""
    _one(sql.run(_CLAIM_SALE, (header.member_id, body["earned"], body["sale"])), "sale", body["sale"])
    _earned(sql, header, body)
    _one(sql.run(_CLAIMED, (body["counts"]["sales"], header.business_date, header.member_id)), "member", header.member_id)


def _accrual(sql: Sql, header: Header, body: Body) -> None:
    _earned(sql, header, body)
    if body["event"]["type"] == "top_up":
        _active(sql, header)


def _reward_issued(sql: Sql, header: Header, body: Body) -> None:
    _earned(sql, header, body)
    _active(sql, header)
    if "floor" in body:
        _tier_floor_set(sql, header, body["floor"])


def _reward_described(sql: Sql, header: Header, body: Body) -> None:
    sql.run(_PUT_FACTS, (body["reward"], canonical_text(body["facts"])))


def _value_topped_up(sql: Sql, header: Header, body: Body) -> None:
    if body.get("sold"):
        sql.run(_INSERT_GIFT_CARD, (body["card"], header.id, header.business_date, body["valid_until"]))


def _refund_completed(sql: Sql, header: Header, body: Body) -> None:
    sale = body["sale"]
    for line, qty in body["returned"].items():
        if not sql.run(_MOVE_RETURNED, (qty, sale, line)):
            sql.run(_INSERT_RETURNED, (sale, line, qty))
    _one(sql.run(_REFUNDED, (body["refunded_minor"], sale)), "sale", sale)
    _earned(sql, header, body)
    sales = body.get("counts", {}).get("sales", 0)
    if sales and header.member_id is not None:
        _one(sql.run(_RETURN, (sales, header.member_id)), "member", header.member_id)


def _earned(sql: Sql, header: Header, body: Body) -> None:
    """What any event earned, besides its booking (domain.journal.types)."""
    for account, remainders in body.get("carry", {}).items():
        for rule, value in remainders.items():
            if value == "0":
                sql.run(_NO_CARRY, (account, rule))
            else:
                sql.run(_PUT_CARRY, (account, rule, value))
    for holder, cap, period, n in body.get("caps", ()):
        _use_cap(sql, holder, cap, period, n)
    for holder, rule, period, points in body.get("challenges", ()):
        _book_challenge(sql, header, (holder, rule, period), points)
    _vouchers(sql, header, body)
    for member, reward, period, n in body.get("rewards", ()):
        _use_reward(sql, member, reward, period, n)
    for reward, n in body.get("stock", ()):
        if n and not sql.run(_MOVE_STOCK, (n, reward)):
            sql.run(_INSERT_STOCK, (reward, n))
    if header.member_id is not None:
        _earned_by_member(sql, header, header.member_id, body)


def _earned_by_member(sql: Sql, header: Header, member: str, body: Body) -> None:
    day = body.get("on", header.business_date)
    counts = body.get("counts")
    if counts is not None:
        moved = tuple(counts.get(name, 0) for name in ("spend_minor", "sales", "points_qualifying"))
        if any(moved):
            sql.run(_ADD_HISTORY, (member, counts.get("on", day), *moved))
    check_in = body.get("check_in")
    if check_in is not None:
        _one(sql.run(_CHECK_IN, (check_in["last_date"], check_in["streak"], member)), "member", member)
    if "profile" in body:
        _one(sql.run(_SET_PROFILE, (1, member)), "member", member)
    tier = body.get("tier")
    if tier is not None:
        _change_tier(sql, header, member, day, tier["after"], tier["valid_until"], tier.get("reason"), tier.get("metric"))
        if tier.get("base") is not None:
            sql.run(_SET_BASE, (tier["base"], member))


def _book_challenge(sql: Sql, header: Header, key: tuple[str, str, str], points: int) -> None:
    """A challenge is booked as a whole and taken back as a whole (programme.md §5.8)."""
    if points > 0:
        sql.run(_INSERT_CHALLENGE, (*key, points, header.id))
    elif points < 0:
        _one(sql.run(_NO_CHALLENGE, (*key, -points)), "booked challenge", key)


def _vouchers(sql: Sql, header: Header, body: Body) -> None:
    for n, (code, holder, voucher, rule, valid_until) in enumerate(body.get("vouchers", ())):
        row = (code, holder, voucher, rule, header.id, n, "issued", header.business_date, valid_until, None)
        sql.run(_INSERT_VOUCHER, row)
    for code, state in body.get("vouchers_ended", ()):
        _one(sql.run(_END_VOUCHER, (state, header.id, code)), "voucher to be used", code)
    for code in body.get("vouchers_back", ()):
        _one(sql.run(_VOUCHER_BACK, (code,)), "voucher to be given back", code)


def _use_reward(sql: Sql, member: str, reward: str, period: str, n: int) -> None:
    if n < 0 and sql.run(_NO_REWARD, (member, reward, period, -n)):
        return
    if n and not sql.run(_MOVE_REWARD, (n, member, reward, period)):
        sql.run(_INSERT_REWARD, (member, reward, period, n))


def _change_tier(
    sql: Sql, header: Header, member: str | None, day: str, after: str, valid_until: str | None, reason: str | None, metric: int | None
) -> None:
    """Sets the tier. Written down with its reason where it is another one, and where a reason is given."""
    row = sql.one(_TIER, (member,))
    _one(sql.run(_SET_TIER, (after, valid_until, member)), "member", member)
    before = None if row is None else row[0]
    if before != after or reason is not None:
        change = (header.origin, header.seq, day, before, after, reason or "sale", metric, valid_until)
        sql.run(_INSERT_TIER_CHANGE, (member, *change))


def _use_cap(sql: Sql, holder: str, cap: str, period: str, n: int) -> None:
    if n < 0 and sql.run(_NO_CAP, (holder, cap, period, -n)):
        return
    if n and not sql.run(_MOVE_CAP, (n, holder, cap, period)):
        sql.run(_INSERT_CAP, (holder, cap, period, n))


def _active(sql: Sql, header: Header) -> None:
    """A sale, a top-up or a redemption of the event's member."""
    if header.member_id is not None:
        _one(sql.run(_ACTIVE, (header.business_date, header.member_id)), "member", header.member_id)
        _prolong(sql, header.member_id, header.business_date)


def _prolong(sql: Sql, member: str, on: str) -> None:
    """Activity moves the last good day of inactivity lots on (programme.md §6.2).

    Lots that have lapsed by then stay lapsed: whether points come back may not depend on whether the daily run was made in between.
    """
    for (months,) in sql.all(_INACTIVITY, (member,)):
        new_day = add_months(on, months)
        sql.run(_PROLONG, (new_day, member, months, on, add_days(new_day, -1)))


def _member_enrolled(sql: Sql, header: Header, body: Body) -> None:
    member, tier = header.member_id, body["tier"]
    sql.run(
        _INSERT_MEMBER,
        (
            member, tier, body.get("valid_until"), body["status"], body["joined_on"], 0, None, None, body.get("referrer"), body.get("team"),
            None, 0, tier, None, None, 1, 0,
        ),
    )  # fmt: skip
    sql.run_many(_INSERT_GROUP, [(member, group) for group in body.get("groups", ())])
    for number, type_, batch in body.get("cards", ()):
        sql.run(_PUT_CARD, (number, number[::-1], member, "active", type_, batch))
    for purpose, text_sha in body.get("consents", ()):
        sql.run(_PUT_CONSENT, (member, purpose, "given", header.business_date, text_sha, header.id))
    _earned(sql, header, {**body, "tier": body.get("tier_after")})


def _member_status(sql: Sql, header: Header, body: Body) -> None:
    _one(sql.run(_SET_STATUS, (body["status"], header.member_id)), "member", header.member_id)


def _tier_set(sql: Sql, header: Header, body: Body) -> None:
    changed = (body["tier"], body["valid_until"], body.get("reason", "by_hand"), body.get("metric"))
    _change_tier(sql, header, header.member_id, header.business_date, *changed)
    sql.run(_SET_BASE, (body["tier"], header.member_id))


def _tier_floor_set(sql: Sql, header: Header, body: Body) -> None:
    member, floor, until = header.member_id, body["tier"], body["until"]
    row = sql.one(_TIER, (member,))
    _one(sql.run(_SET_FLOOR, (floor, until, member)), "member", member)
    own = "" if row is None else row[0]
    reason = "floor_removed" if floor is None else f"floor_{body.get('reason', 'by_hand')}"
    change = (header.origin, header.seq, header.business_date, own, floor or own, reason, None, until)
    sql.run(_INSERT_TIER_CHANGE, (member, *change))


def _tier_reviewed(sql: Sql, header: Header, body: Body) -> None:
    rows = body["tiers"]
    held = [(after, until, after, member) for member, _, _, _, after, until, _, _ in rows]
    if sql.run_many(_SET_HELD, held) != len(rows):
        raise ValueError("no such member among those reviewed")
    on = body["on"]
    sql.run_many(
        _INSERT_TIER_CHANGE,
        [
            (member, header.origin, header.seq, on, before, after, reason, metric, until)
            for member, before, _, _, after, until, reason, metric in rows
        ],
    )
    sql.run_many(_INSERT_HOLDER_EVENT, [(row[0], header.seq, header.origin) for row in rows])


def _reversal(sql: Sql, header: Header, body: Body) -> None:
    _earned(sql, header, body)
    for member, tier, until, base in body.get("tiers", ()):
        _change_tier(sql, header, member, header.business_date, tier, until, "reversal", None)
        sql.run(_SET_BASE, (base, member))
        sql.run(_INSERT_HOLDER_EVENT, (member, header.seq, header.origin))


def _tier_floors_ended(sql: Sql, header: Header, body: Body) -> None:
    for member, floor, _ in body["floors"]:
        row = sql.one(_TIER, (member,))
        _one(sql.run(_SET_FLOOR, (None, None, member)), "member", member)
        change = (header.origin, header.seq, body["on"], floor, "" if row is None else row[0], "floor_ended", None, None)
        sql.run(_INSERT_TIER_CHANGE, (member, *change))
        sql.run(_INSERT_HOLDER_EVENT, (member, header.seq, header.origin))


def _group_set(sql: Sql, header: Header, body: Body) -> None:
    sql.run(_NO_GROUPS, (header.member_id,))
    sql.run_many(_INSERT_GROUP, [(header.member_id, group) for group in body["groups"]])


def _referrer_set(sql: Sql, header: Header, body: Body) -> None:
    _one(sql.run(_SET_REFERRER, (body["referrer"], header.member_id)), "member", header.member_id)


def _team_set(sql: Sql, header: Header, body: Body) -> None:
    _one(sql.run(_SET_TEAM, (body["team"], header.member_id)), "member", header.member_id)


def _auto_redeem_set(sql: Sql, header: Header, body: Body) -> None:
    _one(sql.run(_SET_AUTO, (int(body["on"]), header.member_id)), "member", header.member_id)


def _consent_given(sql: Sql, header: Header, body: Body) -> None:
    sql.run(_PUT_CONSENT, (header.member_id, body["purpose"], "given", header.business_date, body["text_sha"], header.id))


def _consent_withdrawn(sql: Sql, header: Header, body: Body) -> None:
    row = ("withdrawn", header.business_date, header.id, header.member_id, body["purpose"])
    _one(sql.run(_WITHDRAW, row), "consent", body["purpose"])


def _card_linked(sql: Sql, header: Header, body: Body) -> None:
    row = (body["card"], body["card"][::-1], header.member_id, "active", body.get("type"), body.get("batch"))
    sql.run(_PUT_CARD, row)


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


def _product_changed(sql: Sql, header: Header, body: Body) -> None:
    sql.run(_PUT_PRODUCT, _product_row(body["product"]))


def _product_row(product: Mapping[str, Any]) -> tuple[object, ...]:
    return (
        product["id"], product["sku"], product.get("barcode"), product.get("quick_position"),
        int(product.get("active", True)), canonical_text(product),
    )  # fmt: skip


def _shift_opened(sql: Sql, header: Header, body: Body) -> None:
    sql.run(
        _OPEN_SHIFT,
        (
            body["shift"], header.origin, header.business_date, header.occurred_ms, header.actor_id, header.seq, body["float_minor"], None,
            None, None, None,
        ),
    )  # fmt: skip


def _shift_closed(sql: Sql, header: Header, body: Body) -> None:
    closed = (header.occurred_ms, header.actor_id, header.seq, body.get("z_no"))
    _one(sql.run(_CLOSE_SHIFT, (*closed, body["shift"])), "open shift", body["shift"])


def _rights_changed(sql: Sql, header: Header, body: Body) -> None:
    for act, role, answer in body["rights"]:
        if answer is None:
            sql.run(_NO_RIGHT, (act, role))
        else:
            sql.run(_PUT_RIGHT, (act, role, answer))


def _reprint(sql: Sql, header: Header, body: Body) -> None:
    _one(sql.run(_COPIED, (body["n"], body["sale"])), "sale", body["sale"])


def _one(touched: int, what: str, key: object) -> None:
    if touched != 1:
        raise ValueError(f"no such {what}: {key}")


_HANDLERS: dict[str, Callable[[Sql, Header, Body], None]] = {
    types.SALE_COMPLETED: _sale_completed,
    types.SALE_CLAIMED: _sale_claimed,
    types.ACCRUAL: _accrual,
    types.REFUND_COMPLETED: _refund_completed,
    types.VALUE_TOPPED_UP: _value_topped_up,
    types.POINTS_ADJUSTED: _earned,
    types.REWARD_ISSUED: _reward_issued,
    types.REWARDS_STOCKED: _earned,
    types.REWARD_DESCRIBED: _reward_described,
    types.VOUCHER_USED: _earned,
    types.TIER_REVIEWED: _tier_reviewed,
    types.REVERSAL: _reversal,
    types.TIER_FLOORS_ENDED: _tier_floors_ended,
    types.TIER_FLOOR_SET: _tier_floor_set,
    types.GROUP_SET: _group_set,
    types.REFERRER_SET: _referrer_set,
    types.TEAM_SET: _team_set,
    types.AUTO_REDEEM_SET: _auto_redeem_set,
    types.CONSENT_GIVEN: _consent_given,
    types.CONSENT_WITHDRAWN: _consent_withdrawn,
    types.MEMBER_ENROLLED: _member_enrolled,
    types.MEMBER_STATUS: _member_status,
    types.TIER_SET: _tier_set,
    types.CARD_LINKED: _card_linked,
    types.CARD_BLOCKED: _card_blocked,
    types.STAFF_CHANGED: _staff_changed,
    types.SETTINGS_CHANGED: _settings_changed,
    types.PROGRAMME_PUBLISHED: _programme_published,
    types.CATALOGUE_CHANGED: _catalogue_changed,
    types.PRODUCT_CHANGED: _product_changed,
    types.SHIFT_OPENED: _shift_opened,
    types.SHIFT_CLOSED: _shift_closed,
    types.RIGHTS_CHANGED: _rights_changed,
    types.REPRINT: _reprint,
}

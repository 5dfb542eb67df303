"""The invariants of the ledger (reliability.md §1.5) as named checks over the stored tables. Each gives what breaks it.

L2 (projections = fold of the events) and L5 (applying twice changes nothing) are `replay.compare` and `Writer.append`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from app.storage.sqlite.statements import Sql

POINTS_MAX = 10**12
"""Most points of one member (L20); sums of 10^8 events of such a size stay within 64 bits only account by account."""

Check = Callable[[Sql], Iterator[str]]


def l1_postings_sum_to_zero(sql: Sql) -> Iterator[str]:
    """L1: for each event and unit the postings sum to zero."""
    for event, unit, total in sql.stream("SELECT event_id, unit, sum(amount) FROM posting GROUP BY event_id, unit HAVING sum(amount) <> 0"):
        yield f"the {unit} of event {event} sum to {total}"


def l2_balances_are_sums(sql: Sql) -> Iterator[str]:
    """L2, the short way: a balance is the sum of its postings and of its lots, its debt what was posted as owed."""
    for holder, unit in sql.stream(
        "SELECT balance.holder, balance.unit FROM balance "
        "LEFT JOIN (SELECT holder, unit, sum(amount) FILTER (WHERE account = 'member') AS own, "
        "-sum(amount) FILTER (WHERE account = 'debt') AS owed FROM posting WHERE holder IS NOT NULL GROUP BY holder, unit) AS booked "
        "ON booked.holder = balance.holder AND booked.unit = balance.unit "
        "LEFT JOIN (SELECT holder, unit, sum(remaining) AS left_over, sum(held) AS held FROM lot GROUP BY holder, unit) AS lots "
        "ON lots.holder = balance.holder AND lots.unit = balance.unit "
        "WHERE remaining <> coalesce(own, 0) OR remaining <> coalesce(left_over, 0) OR debt <> coalesce(owed, 0) "
        "OR balance.held <> coalesce(lots.held, 0)"
    ):
        yield f"the balance of {holder} in {unit} is not the sum of its postings and lots"


def l3_lots_within_bounds(sql: Sql) -> Iterator[str]:
    """L3: 0 <= held <= remaining <= granted."""
    for (lot,) in sql.stream("SELECT id FROM lot WHERE NOT (0 <= held AND held <= remaining AND remaining <= granted AND 0 <= expired)"):
        yield f"lot {lot} is out of bounds"


def l4_debt_is_paid_first(sql: Sql) -> Iterator[str]:
    """L4: nobody owes points beside points that could have paid when they were booked, and no balance is below zero.

    Lots that were pending first wait for the daily run, so they are left out here; `l4_after_the_daily_run` counts them.
    """
    yield from _debtors_who_could_pay(sql, "coalesce((SELECT max(business_date) FROM journal), '')", "available_on <= earned_on")
    for holder, unit in sql.stream("SELECT holder, unit FROM balance WHERE remaining - held - frozen < 0 OR debt < 0"):
        yield f"the balance of {holder} in {unit} is below zero"


def l4_after_the_daily_run(sql: Sql, on: str) -> Iterator[str]:
    """L4 in full, on a business date whose daily run has been made."""
    yield from _debtors_who_could_pay(sql, f"'{on}'", "1")


def _debtors_who_could_pay(sql: Sql, on: str, lots: str) -> Iterator[str]:
    for holder, unit in sql.stream(
        "SELECT holder, unit FROM balance WHERE debt > 0 AND EXISTS (SELECT 1 FROM lot WHERE lot.holder = balance.holder AND lot.unit = "
        f"balance.unit AND lot.remaining > lot.held AND lot.frozen = 0 AND available_on <= {on} AND last_day >= {on} AND {lots})"
    ):
        yield f"{holder} owes {unit} and has some that could pay"


def l7_nothing_comes_back_twice(sql: Sql) -> Iterator[str]:
    """L7: of no line more pieces came back than were sold, of no sale more money, points or used points than there were.

    Challenges are left out: a return takes back those that other sales had reached with it.
    """
    for sale, line, qty, sold in sql.stream(
        "SELECT sale_event_id, line, qty, coalesce((SELECT json_extract(sold.value, '$.qty') "
        "FROM json_each(CAST(journal.payload AS TEXT), '$.lines') AS sold WHERE json_extract(sold.value, '$.id') = line), 0) AS sold "
        "FROM returned JOIN journal ON journal.id = sale_event_id WHERE qty > sold"
    ):
        yield f"{qty} of line {line} of sale {sale} came back, {sold} were sold"
    for sale, refunded, total in sql.stream("SELECT event_id, refunded_minor, total_minor FROM sale WHERE refunded_minor > total_minor"):
        yield f"{refunded} fen of sale {sale} came back, {total} were paid"
    challenges: dict[str, int] = dict(
        sql.all(
            "SELECT reverses_id, sum(json_extract(moved.value, '$[3]')) FROM journal, "
            "json_each(CAST(payload AS TEXT), '$.challenges') AS moved WHERE journal.type = 'refund_completed' AND cause_key IS NOT NULL "
            "GROUP BY 1"
        )
    )
    for sale, account, back, was in sql.stream(
        "SELECT refund.reverses_id, booked.account, sum(booked.amount), coalesce((SELECT sum(abs(first.amount)) FROM posting AS first "
        "WHERE first.event_id IN (refund.reverses_id, (SELECT claim.id FROM journal AS claim WHERE claim.type = 'sale_claimed' "
        "AND claim.cause_key = refund.reverses_id AND claim.cause_key IS NOT NULL)) "
        "AND first.account = booked.account AND (first.amount > 0) = (account = 'redeemed')), 0) "
        "FROM journal AS refund JOIN posting AS booked ON booked.event_id = refund.id "
        "WHERE refund.type = 'refund_completed' AND refund.cause_key IS NOT NULL AND booked.account IN ('issued', 'redeemed') GROUP BY 1, 2"
    ):
        taken = back + challenges.get(sale, 0) if account == "issued" else -back
        if taken > was:
            yield f"{taken} points {account} by sale {sale} came back, {was} there were"


def l8_nothing_taken_late(sql: Sql) -> Iterator[str]:
    """L8: no lot was put on a hold, adjusted away or used for a debt after its last good day or before it was available.

    A daily run that makes up for days on which the till was off pays as of each of those days.
    """
    of_day = "CASE type WHEN 'debt_paid' THEN coalesce(json_extract(CAST(payload AS TEXT), '$.on'), business_date) ELSE business_date END"
    for lot, seq in sql.stream(
        f"SELECT lot.id, paid.seq FROM (SELECT id, seq, {of_day} AS day FROM journal WHERE type IN ('points_adjusted', 'debt_paid')) "
        "AS paid JOIN posting ON paid.id = posting.event_id JOIN lot ON lot.id = posting.lot "
        "WHERE posting.amount < 0 AND (paid.day > lot.last_day OR paid.day < lot.available_on)"
    ):
        yield f"event {seq} takes from lot {lot} on a day on which it could not be used"
    for lot, seq in sql.stream(
        "SELECT lot.id, journal.seq FROM journal "
        "JOIN hold_lot ON hold_lot.hold_id = json_extract(CAST(payload AS TEXT), '$.ledger.opened[0][0]') "
        "JOIN lot ON lot.id = hold_lot.lot WHERE journal.type = 'hold_opened' "
        "AND (journal.business_date > lot.last_day OR journal.business_date < lot.available_on)"
    ):
        yield f"event {seq} holds lot {lot} on a day on which it could not be used"


def l9_holds_end_once(sql: Sql) -> Iterator[str]:
    """L9: what lots have on hold is what open holds name; without open holds nothing is held."""
    for (lot,) in sql.stream(
        "SELECT lot.id FROM lot LEFT JOIN (SELECT hold_lot.lot AS lot, sum(points) AS named FROM hold_lot JOIN hold ON hold.id = hold_id "
        "WHERE state = 'open' GROUP BY hold_lot.lot) AS open_holds ON open_holds.lot = lot.id WHERE held <> coalesce(named, 0)"
    ):
        yield f"lot {lot} holds what no open hold names"


def l20_within_64_bits(sql: Sql) -> Iterator[str]:
    """L20: no member's points beyond 10^12, no amount of a posting either."""
    for (holder,) in sql.stream("SELECT holder FROM balance WHERE remaining > ?1 OR debt > ?1", (POINTS_MAX,)):
        yield f"{holder} has more than {POINTS_MAX}"
    for (event,) in sql.stream("SELECT event_id FROM posting WHERE abs(amount) > ?", (POINTS_MAX,)):
        yield f"event {event} moves more than {POINTS_MAX}"


def l21_value_is_as_the_sales_say(sql: Sql) -> Iterator[str]:
    """L21: stored value is never owed, and each sale takes from cards what its tenders say, principal and bonus apart."""
    for holder, unit in sql.stream("SELECT holder, unit FROM balance WHERE unit IN ('VALUE', 'BONUS') AND debt <> 0"):
        yield f"{holder} owes {unit}"
    if sql.one("SELECT 1 FROM balance WHERE unit IN ('VALUE', 'BONUS') LIMIT 1") is None:
        return  # a shop without cards need not look through its postings once more
    for unit, kind in (("VALUE", "stored_value"), ("BONUS", "stored_value_bonus")):
        for event, taken, paid in sql.stream(
            "SELECT booked.event_id, booked.taken, (SELECT coalesce(sum(json_extract(tender.value, '$[1]')), 0) FROM journal, "
            "json_each(CAST(payload AS TEXT), '$.tenders') AS tender WHERE journal.id = booked.event_id "
            "AND json_extract(tender.value, '$[0]') = ?2) AS paid FROM (SELECT event_id, sum(amount) AS taken FROM posting "
            "WHERE unit = ?1 AND account = 'redeemed' AND amount > 0 GROUP BY event_id) AS booked "
            "WHERE EXISTS (SELECT 1 FROM journal WHERE id = event_id AND type = 'sale_completed') AND taken <> paid",
            (unit, kind),
        ):
            yield f"sale {event} takes {taken} fen of {unit} from cards, its tenders say {paid}"


NAMED: dict[str, Check] = {
    "L1": l1_postings_sum_to_zero,
    "L2": l2_balances_are_sums,
    "L3": l3_lots_within_bounds,
    "L4": l4_debt_is_paid_first,
    "L7": l7_nothing_comes_back_twice,
    "L8": l8_nothing_taken_late,
    "L9": l9_holds_end_once,
    "L20": l20_within_64_bits,
    "L21": l21_value_is_as_the_sales_say,
}


def broken_invariants(sql: Sql) -> Iterator[tuple[str, str]]:
    """Every invariant that does not hold, with what breaks it."""
    for name, check in NAMED.items():
        for what in check(sql):
            yield name, what

"""An auditor who trusts no code of ours: adds the books up from the journal's own bytes and lays the sums beside what the till believes."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from tests.fakes.shop import raw

HEADER = (
    "actor_id", "approver_id", "business_date", "cause_key", "id", "member_id", "occurred_ms", "origin", "reverses_id", "schema_v", "seq",
    "shift_id", "store_id", "type",
)  # fmt: skip


def audit(database: Path) -> None:
    """Chain, postings, lots, balances, holds, sales and their money. AssertionError with what is wrong."""
    with raw(database) as connection:
        events = _events(connection)
        _chain(events)
        _postings(connection, events)
        _ledger(connection, events)
        _sales(events)
        _returns(events)
        _dates(events)


def _events(connection: Any) -> list[dict[str, Any]]:
    columns = (*HEADER, "payload", "prev_hash", "hash")
    rows = connection.execute(f"SELECT {', '.join(columns)} FROM journal ORDER BY seq").fetchall()
    return [{**dict(zip(columns, row, strict=True)), "body": json.loads(row[len(HEADER)])} for row in rows]


def _chain(events: list[dict[str, Any]]) -> None:
    previous = bytes(32)
    for place, event in enumerate(events, start=1):
        assert event["seq"] == place, f"seq {event['seq']} stands where {place} should"
        header = json.dumps({name: event[name] for name in HEADER}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        digest = hashlib.sha256(b"JF-EV1" + previous + header.encode() + event["payload"]).digest()
        assert (event["prev_hash"], event["hash"]) == (previous, digest), f"seq {place} does not hang together"
        previous = digest
    assert len({event["id"] for event in events}) == len(events)
    causes = Counter((event["type"], event["cause_key"]) for event in events if event["cause_key"] is not None)
    assert not [cause for cause, n in causes.items() if n > 1], "one cause, two events"


def _postings(connection: Any, events: list[dict[str, Any]]) -> None:
    stored: dict[str, list[list[Any]]] = defaultdict(list)
    for row in connection.execute("SELECT event_id, account, holder, unit, lot, amount FROM posting ORDER BY event_id, n"):
        stored[row[0]].append(list(row[1:]))
    for event in events:
        postings = event["body"].get("ledger", {}).get("postings", [])
        assert stored.pop(event["id"], []) == postings, f"postings of seq {event['seq']} differ from its payload"
        sums: Counter[str] = Counter()
        for _, _, unit, _, amount in postings:
            sums[unit] += amount
        assert not any(sums.values()), f"seq {event['seq']} does not balance: {sums}"
    assert not stored, "postings without an event"


def _ledger(connection: Any, events: list[dict[str, Any]]) -> None:
    lots: dict[str, dict[str, Any]] = {}
    held: Counter[str] = Counter()
    open_holds: dict[str, Any] = {}
    debt: Counter[tuple[str, str]] = Counter()
    for event in events:
        ledger = event["body"].get("ledger", {})
        for n, holder, unit, _, points, _, available_on, expires_on, _, frozen, *_ in ledger.get("grants", []):
            lots[f"{event['id']}:{n}"] = {
                "holder": holder, "unit": unit, "granted": points, "remaining": 0, "frozen": frozen, "from": available_on, "to": expires_on
            }  # fmt: skip
        for hold in ledger.get("opened", []):
            open_holds[hold[0]] = hold
            held.update(dict(hold[4]))
        for hold, state, _ in ledger.get("ended", []):
            assert open_holds.pop(hold[0]) == hold, f"hold {hold[0]} ended as another one"
            assert state in ("captured", "released")
            for lot, points in hold[4]:
                held[lot] -= points
        for account, holder, unit, lot, amount in ledger.get("postings", []):
            if account == "member":
                lots[lot]["remaining"] += amount
                assert lots[lot]["holder"] == holder
            elif account == "debt":
                debt[holder, unit] -= amount
        for lot in ledger.get("thawed", []):
            assert lots[lot]["frozen"], f"lot {lot} was not frozen"
            lots[lot]["frozen"] = 0
        for lot, last_day in ledger.get("extended", []):
            lots[lot]["to"] = max(lots[lot]["to"], last_day)
        for lot in {row[3] for row in ledger.get("postings", []) if row[3]} | set(held):
            assert 0 <= held[lot] <= lots[lot]["remaining"] <= lots[lot]["granted"], f"lot {lot} after seq {event['seq']}"
    rows = connection.execute("SELECT id, holder, unit, granted, remaining, held, frozen, expires_on FROM lot")
    assert {row[0]: row[1:] for row in rows} == {
        lot: (of["holder"], of["unit"], of["granted"], of["remaining"], held[lot], of["frozen"], of["to"]) for lot, of in lots.items()
    }, "lots differ"
    balances: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for lot, of in lots.items():
        balance = balances[of["holder"], of["unit"]]
        balance[0] += of["remaining"]
        balance[1] += held[lot]
        balance[2] += of["remaining"] if of["frozen"] else 0
    for account, points in debt.items():
        assert points >= 0, f"a debt below nothing: {account}"
        balances[account][3] = points
    rows = connection.execute("SELECT holder, unit, remaining, held, frozen, debt FROM balance").fetchall()
    assert {(row[0], row[1]): list(row[2:]) for row in rows if any(row[2:])} == {key: row for key, row in balances.items() if any(row)}
    kept = connection.execute("SELECT id FROM hold WHERE state = 'open'").fetchall()
    assert {row[0] for row in kept} == set(open_holds)


def _sales(events: list[dict[str, Any]]) -> None:
    by_day: Counter[str] = Counter()
    for event in events:
        if event["type"] != "sale_completed":
            continue
        body, day = event["body"], event["business_date"]
        by_day[day] += 1
        assert body["number"] == f"R01{day[2:4]}{day[5:7]}{day[8:]}{by_day[day]:04d}", "sale numbers have a gap"
        payable = sum(line["unit_minor"] * line["qty"] - line.get("discount_minor", 0) for line in body["lines"])
        assert body["total_minor"] == payable == sum(amount for _, amount, _, _ in body["tenders"]), body["number"]
        assert all(given == amount for kind, amount, given, _ in body["tenders"] if kind != "cash"), "change on something else than cash"
        assert all(given >= amount > 0 for _, amount, given, _ in body["tenders"])
        postings, member = body.get("ledger", {}).get("postings", []), event["member_id"]
        value = [row for row in postings if row[2] != "POINTS"]
        postings = [row for row in postings if row[2] == "POINTS"]
        cards = sum(amount for kind, amount, _, _ in body["tenders"] if kind in ("stored_value", "stored_value_bonus"))
        assert cards == sum(row[4] for row in value if row[0] == "redeemed") == sum(row[2] + row[3] for row in body.get("value", ()))
        own = sum(row[4] for row in postings if row[0] in ("member", "debt") and row[1] == member)
        set_off = sum(row[4] for row in postings if row[0] == "expired")
        assert body["earned"] == own + set_off + body["redeemed"]
        assert body["redeemed"] == sum(row[4] for row in postings if row[0] == "redeemed")
        assert body["redeemed"] == sum(points for *_, points in body["tenders"])


def _returns(events: list[dict[str, Any]]) -> None:
    """No more pieces and no more money of any kind than there were; when all is back, all points are too, challenges apart. A walk-in's
    sale is somebody's from the claim on, and its points are those of the claim.
    """
    claims: dict[str, dict[str, Any]] = {}
    sales = {event["id"]: event for event in events if event["type"] == "sale_completed"}
    pieces: dict[str, Counter[str]] = defaultdict(Counter)
    money: dict[str, Counter[str]] = defaultdict(Counter)
    points: Counter[str] = Counter()
    for event in events:
        if event["type"] == "sale_claimed":
            assert sales[event["cause_key"]]["member_id"] is None
            assert event["cause_key"] not in claims, "claimed twice"
            claims[event["cause_key"]] = event
        if event["type"] != "refund_completed":
            continue
        body, sale = event["body"], sales[event["reverses_id"]]
        assert (body["sale"], event["member_id"]) == (sale["id"], claims.get(sale["id"], sale)["member_id"])
        assert event["cause_key"] == f"{sale['id']}:{body['n']}"
        pieces[sale["id"]].update(body["returned"])
        money[sale["id"]].update(dict(body["tenders"]))
        assert sum(amount for _, amount in body["tenders"]) == body["refunded_minor"]
        charged = body.get("charged", [0, 0])
        assert sum(amount for kind, amount in body["tenders"] if kind != "points") - charged[1] == sum(a for _, a in body["paid_out"])
        points[sale["id"]] += _issued(body) + sum(row[3] for row in body.get("challenges", [])) + charged[0]
    for sale_id, returned in pieces.items():
        body = sales[sale_id]["body"]
        sold = {line["id"]: line["qty"] for line in body["lines"]}
        paid: Counter[str] = Counter()
        for kind, amount, *_ in body["tenders"]:
            paid[kind] += amount
        assert all(0 < n <= sold[line] for line, n in returned.items()), f"sale {sale_id}: more came back than was sold"
        assert all(0 <= amount <= paid[kind] for kind, amount in money[sale_id].items()), f"sale {sale_id}: more money than was paid"
        if returned == sold:
            assert +money[sale_id] == +paid, f"sale {sale_id} came back, not all of its money"
            given = claims[sale_id]["body"] if sale_id in claims else body
            own = -_issued(given) - sum(row[3] for row in given.get("challenges", []))
            assert points[sale_id] == own, f"sale {sale_id} came back, not all of its points"


def _issued(body: dict[str, Any]) -> int:
    return sum(row[4] for row in body.get("ledger", {}).get("postings", []) if row[0] == "issued")


def _dates(events: list[dict[str, Any]]) -> None:
    shift_days: dict[str, str] = {}
    for event in events:
        if event["shift_id"] is not None:
            assert shift_days.setdefault(event["shift_id"], event["business_date"]) == event["business_date"]
    days = [event["business_date"] for event in events]
    assert days == sorted(days), "the business date went back"

"""FRAUD-08: every point can be followed back to the act it came from; one moved outside the journal is seen."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from app.domain.canonical import canonical_bytes
from app.security.till_key import pinned_check
from app.services.adjust_points import Adjustment, adjust_points
from app.services.as_of import as_of_now
from app.services.bulk_grant import BulkGrant, GrantOrder, preview_grant
from app.services.grant_list import list_of_everybody
from app.services.receipts import completed_sale
from app.storage.sqlite.database import FILE_NAME
from app.storage.sqlite.verify import VerifyReport, verify
from tests.fakes.audit import HEADER
from tests.fakes.shop import CARD_LIN, COFFEE, FROZEN, LIN, WATER, ZHOU, Shop, raw
from tests.services.test_refund_sale import give_back, sell


@pytest.fixture
def busy(shop: Shop) -> Shop:
    """Points of every kind: earned, used, given by hand and to all, brought back, frozen."""
    sell(shop, f"3*{COFFEE}")
    sell(shop, f"4*{COFFEE}", card=CARD_LIN, points=400)
    shop.sign_in("1003")
    give_back(shop, sell(shop, f"2*{COFFEE}", WATER), {"L1": 1})
    adjust_points(shop.desk, shop.session, Adjustment(member_id=ZHOU, points=15, reason="goodwill"))
    adjust_points(shop.desk, shop.session, Adjustment(member_id=LIN, points=-40, reason="misuse"))
    with shop.store.read() as reader:
        people = list_of_everybody(reader, 7)
    BulkGrant(shop.desk, shop.session, preview_grant(shop.desk, shop.session, people, GrantOrder(reason="launch"))).run()
    return shop


def test_every_point_leads_back_to_an_act_and_to_the_people_in_it(busy: Shop) -> None:
    """From the balance to its lots, from each lot to its event, from the event to who, when, why, by which rule of which programme."""
    for member in (LIN, ZHOU, FROZEN):
        stood = as_of_now(busy.desk, member)
        assert stood.balance.remaining == sum(lot.remaining for lot in stood.lots) == busy.balance(member).remaining > 0
        for lot in stood.lots:
            with busy.store.read() as reader:
                event = reader.event(lot.id.rsplit(":", 1)[0])
            assert event is not None
            body = json.loads(event.payload)
            given = next(row for row in body["ledger"]["grants"] if row[0] == lot.n and row[1] == member)
            assert (given[3], given[4]) == (lot.rule, lot.granted)
            assert event.hash.hex().startswith(event.short_hash)
            if event.header.type == "sale_completed":
                programme = busy.rows("SELECT content FROM document WHERE sha256 = ?", body["programme"])[0][0]
                assert lot.rule in {rule["code"] for rule in json.loads(programme)["rules"]}
                assert event.header.actor_id is not None
            else:
                assert body["reason_code"] in ("test", "goodwill", "launch")
            moved = busy.rows("SELECT sum(amount) FROM posting WHERE lot = ?", lot.id)[0][0]
            assert moved == lot.remaining


def test_a_receipt_in_the_customers_hand_proves_its_event(busy: Shop) -> None:
    """The eight digits on paper begin the hash over all that was booked; anybody reckons them from the journal's bytes."""
    sale = busy.events("sale_completed")[0]
    columns = (*HEADER, "payload", "prev_hash")
    row = busy.rows(f"SELECT {', '.join(columns)} FROM journal WHERE id = ?", sale["id"])[0]
    fields: dict[str, Any] = dict(zip(columns, row, strict=True))
    header = canonical_bytes({name: fields[name] for name in HEADER})
    digest = hashlib.sha256(b"JF-EV1" + fields["prev_hash"] + header + fields["payload"]).hexdigest()
    with busy.store.read() as reader:
        event = reader.event(sale["id"])
        assert event is not None
        paper = completed_sale(busy.desk, reader, event)
    assert paper.data.journal_hash == digest[:8]


FORGERIES = [
    ("points put into a lot", "UPDATE lot SET remaining = remaining + 1, granted = granted + 1 WHERE holder = 'zhou' AND remaining > 0"),
    ("a balance raised", "UPDATE balance SET remaining = remaining + 100 WHERE holder = 'zhou'"),
    ("a debt forgotten", "UPDATE balance SET debt = 5 WHERE holder = 'lin'"),
    ("a lot of nobody's making", "INSERT INTO lot SELECT 'x:0', holder, unit, event_id, rule, earned_on, available_on, expires_on, "
     "inactivity_months, last_day, 9, 9, 0, 0, 0, qualifying, funding, origin, seq, 9 FROM lot WHERE holder = 'zhou' LIMIT 1"),
    ("points that live longer", "UPDATE lot SET last_day = '2099-12-31' WHERE holder = 'zhou'"),
    ("somebody else's points", "UPDATE lot SET holder = 'zhou' WHERE holder = 'lin'"),
    ("a posting invented", "INSERT INTO posting SELECT id, 99, 'member', 'zhou', 'POINTS', id || ':0', 50 FROM journal "
     "WHERE type = 'sale_completed' LIMIT 1"),
    ("a tier given", "UPDATE member SET tier = 'diamond' WHERE id = 'zhou'"),
    ("a cap forgotten", "DELETE FROM cap_use"),
    ("a return forgotten", "DELETE FROM returned"),
]  # fmt: skip


def forged(shop: Shop, folder: Path, *statements: str) -> VerifyReport:
    """The verdict on a copy of the books in which somebody has been at work who owns the file and not the key."""
    shutil.copytree(shop.folder, folder)
    with raw(folder / FILE_NAME) as connection:
        for statement in statements:
            connection.execute(statement)
    return verify(folder / FILE_NAME, pinned_check(folder))


def test_books_left_alone_hold(busy: Shop, tmp_path: Path) -> None:
    assert forged(busy, tmp_path / "copy").holds


@pytest.mark.parametrize("statement", [statement for _, statement in FORGERIES], ids=[name for name, _ in FORGERIES])
def test_what_is_changed_behind_the_journal_is_found(busy: Shop, tmp_path: Path, statement: str) -> None:
    report = forged(busy, tmp_path / "copy", statement)
    assert not report.holds
    assert report.problems[0].part in ("projection", "posting", "ledger")


def test_an_act_that_is_changed_in_the_journal_itself_is_found(busy: Shop, tmp_path: Path) -> None:
    """Seven points for everybody become seven hundred in the stored event, the triggers put back: the chain names the event."""
    event = busy.events("points_adjusted")[-1]
    triggers = busy.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    report = forged(
        busy,
        tmp_path / "copy",
        *(f"DROP TRIGGER {name}" for name, _ in triggers),
        f"UPDATE journal SET payload = CAST(replace(CAST(payload AS TEXT), ',7]', ',700]') AS BLOB) WHERE id = '{event['id']}'",
        *(text for _, text in triggers),
    )
    assert [(problem.part, problem.where) for problem in report.problems] == [("chain", f"T01.1:{event['seq']}")]

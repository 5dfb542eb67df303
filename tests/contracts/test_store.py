"""What every Store must do (services.ports.store), on real files."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.errors import Fault, Refusal
from app.domain.journal import types
from app.domain.journal.event import GENESIS, event_hash
from app.domain.ledger.booking import POINTS, Booking, Grant, Posting
from app.domain.ledger.moves import accrue, release
from app.security.till_key import pinned_check
from app.services.ports.store import PrintRequest, StaffMember, Store
from app.storage.sqlite.store import SqliteStore
from tests.storage.till import DAY, ORIGIN, Till, with_body, with_booking


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    made = Till(tmp_path / "till")
    yield made
    made.store.close()


def test_the_real_store_is_a_store(till: Till) -> None:
    store: Store = till.store
    with store.read() as reader:
        assert reader.head().seq == 0


def test_events_are_numbered_chained_and_signed(till: Till) -> None:
    events = [till.append(till.draft(types.NO_SALE, {"reason": f"n{n}"})) for n in range(3)]
    assert [event.header.seq for event in events] == [1, 2, 3]
    assert {event.header.origin for event in events} == {ORIGIN}
    assert events[0].prev_hash == GENESIS
    check = pinned_check(till.folder)
    for event, before in zip(events[1:], events, strict=False):
        assert event.prev_hash == before.hash
        assert event.hash == event_hash(event.header, event.payload, before.hash)
        assert check.valid(event.hash, event.sig)
    with till.store.read() as reader:
        head = reader.head()
        assert (head.seq, head.hash, head.business_date, head.occurred_ms) == (3, events[2].hash, DAY, events[2].header.occurred_ms)
        assert reader.event(events[1].header.id) == events[1]


def test_several_events_in_one_commit_follow_each_other(till: Till) -> None:
    with till.store.write() as books:
        first = books.append(till.draft(types.NO_SALE))
        second = books.append(till.draft(types.NO_SALE))
        assert books.head().seq == 2
    assert second.prev_hash == first.hash


def test_the_block_commits_whole_or_not_at_all(till: Till) -> None:
    till.enrol("m1")

    def refused() -> None:
        with till.store.write() as books:
            books.append(till.draft(types.NO_SALE))
            books.save_basket({"sale_id": "x"})
            raise Refusal("empty_basket")

    with pytest.raises(Refusal):
        refused()
    with till.store.read() as reader:
        assert reader.head().seq == 1
        assert reader.basket() is None
    assert till.append(till.draft(types.NO_SALE)).header.seq == 2


def test_an_event_twice_changes_nothing(till: Till) -> None:
    """L5: the id is the idempotency key."""
    till.enrol("m1")
    draft = till.sale("R012603150001", "m1", earn=10)
    event = till.append(draft)
    before = _dump(till)
    assert till.append(draft) == event
    assert _dump(till) == before


def test_an_id_with_another_content_is_refused(till: Till) -> None:
    """L6."""
    till.enrol("m1")
    draft = till.sale("R012603150001", "m1", earn=10)
    till.append(draft)
    before = _dump(till)
    for other in (with_body(draft, {**draft.body, "total_minor": 1}), with_booking(draft, Booking())):
        with pytest.raises(ValueError, match="booked already"):
            till.append(other)
    assert _dump(till) == before


def test_a_cause_happens_once(till: Till) -> None:
    till.append(till.sale("R012603150001"))
    with pytest.raises(Exception, match="UNIQUE"):
        till.append(till.sale("R012603150001"))
    with till.store.read() as reader:
        assert reader.head().seq == 1
        event = reader.event_by_cause(types.SALE_COMPLETED, "R012603150001")
        assert event is not None
        assert event.header.seq == 1
        assert reader.event_by_cause(types.REPRINT, "R012603150001") is None


def test_postings_that_do_not_balance_are_not_booked(till: Till) -> None:
    """L1."""
    till.enrol("m1")
    lame = Booking(postings=(Posting("issued", None, POINTS, None, -5),))
    with pytest.raises(ValueError, match="sum to zero"):
        till.append(till.draft(types.POINTS_ADJUSTED, {"points": 5, "reason_code": "x"}, member_id="m1", booking=lame))
    with till.store.read() as reader:
        assert reader.head().seq == 1


def test_more_than_there_is_cannot_be_taken(till: Till) -> None:
    """L3: the bounds of a lot are the database's own."""
    till.enrol("m1")
    event = till.grant("m1", till.accrual("m1", 5))
    lot = f"{event.header.id}:0"
    taken = Booking(postings=(Posting("member", "m1", POINTS, lot, -6), Posting("redeemed", None, POINTS, None, 6)))
    with pytest.raises(Exception, match="CHECK constraint failed"):
        till.append(till.draft(types.POINTS_ADJUSTED, {"points": 6, "reason_code": "x"}, member_id="m1", booking=taken))


def test_a_hold_ends_once(till: Till) -> None:
    """L9."""
    till.enrol("m1")
    till.grant("m1", till.accrual("m1", 50))
    hold = till.hold("m1", 20, "sale-1")
    till.append(till.sale("R012603150001", "m1", hold=hold))
    late = till.draft(types.HOLD_RELEASED, {"sale_id": "sale-1", "reason": "removed"}, member_id="m1", booking=release(hold, "removed"))
    with pytest.raises(ValueError, match="not open"):
        till.append(late)
    with till.store.read() as reader:
        ended = reader.hold(hold.id)
        assert ended is not None
        assert ended.state == "captured"
        assert reader.balance("m1", DAY).remaining == 30


def test_readers_see_what_was_committed_when_they_began(till: Till) -> None:
    with till.store.read() as reader:
        assert reader.head().seq == 0
        with till.store.write() as books:
            books.append(till.draft(types.NO_SALE))
            assert books.head().seq == 1
            assert reader.head().seq == 0
        assert reader.head().seq == 0
    with till.store.read() as reader:
        assert reader.head().seq == 1


def test_many_threads_read_while_one_writes(till: Till) -> None:
    done = threading.Event()
    wrong: list[str] = []

    def look() -> None:
        last = 0
        while not done.is_set():
            with till.store.read() as reader:
                head = reader.head()
                event = reader.event_by_cause(types.SALE_COMPLETED, f"R01260315{head.seq:04d}") if head.seq else None
            if head.seq < last or (head.seq and event is None):
                wrong.append(f"{last} then {head.seq}")
            last = head.seq

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for n in range(1, 101):
        till.append(till.sale(f"R01260315{n:04d}"))
    done.set()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_writers_of_several_threads_wait_for_each_other(till: Till) -> None:
    drafts = [[till.draft(types.NO_SALE) for _ in range(25)] for _ in range(4)]
    threads = [threading.Thread(target=lambda mine=mine: [till.append(draft) for draft in mine]) for mine in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with till.store.read() as reader:
        assert reader.head().seq == 100
    assert till.verified().holds


def test_a_unit_of_work_inside_another_is_a_mistake(till: Till) -> None:
    with till.store.write(), pytest.raises(RuntimeError), till.store.write():
        pass
    till.append(till.draft(types.NO_SALE))


def test_without_the_key_nothing_is_written(till: Till) -> None:
    till.append(till.draft(types.NO_SALE))
    looking = SqliteStore(till.folder, ORIGIN, None)
    with looking.read() as reader:
        assert reader.head().seq == 1
    with pytest.raises(Fault) as caught, looking.write():
        pass
    assert caught.value.code == "read_only"
    looking.close()


def test_the_basket_is_kept_replaced_and_cleared(till: Till) -> None:
    basket = {"sale_id": "a", "lines": [{"name": "矿泉水 \"大\"", "qty": 2}], "hold": None}
    with till.store.write() as books:
        books.save_basket({"sale_id": "first"})
        books.save_basket(basket)
    till.reopen()
    with till.store.read() as reader:
        assert reader.basket() == basket
    with till.store.write() as books:
        books.save_basket(None)
        assert books.basket() is None


def test_documents_are_stored_once_under_their_hash(till: Till) -> None:
    with till.store.write() as books:
        sha = books.put_document(b'{"a":1}')
        assert books.put_document(b'{"a":1}') == sha
    assert sha == "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"  # sha256sum
    with till.store.read() as reader:
        assert reader.document(sha) == b'{"a":1}'
        assert reader.document("00" * 32) is None


def test_the_sale_and_its_paper_are_one_commit(till: Till) -> None:

    def cut_off() -> None:
        with till.store.write() as books:
            books.queue_print(_receipt(books.append(till.sale("R012603150001")).header.id))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        cut_off()
    assert till.store.print_jobs().list_jobs() == ()
    with till.store.write() as books:
        event = books.append(till.sale("R012603150001"))
        books.queue_print(_receipt(event.header.id))
    job = till.store.print_jobs().next_ready_job()
    assert job is not None
    assert (job.title, job.payload, job.copy_no) == ("R012603150001", b"\x1b@paper", 0)


def test_sales_are_counted_found_and_copied(till: Till) -> None:
    till.enrol("m1")
    with till.store.read() as reader:
        assert reader.next_sale_n(DAY) == 1
        assert reader.last_sale() is None
    till.append(till.sale("R012603150001", "m1", earn=7))
    second = till.append(till.sale("R012603150002"))
    till.append(till.draft(types.REPRINT, {"sale": second.header.id, "n": 1}))
    till.append(till.draft(types.REPRINT, {"sale": second.header.id, "n": 2}))
    with till.store.read() as reader:
        assert (reader.next_sale_n(DAY), reader.next_sale_n("2026-03-16")) == (3, 1)
        last, hers = reader.last_sale(), reader.last_sale("m1")
        assert last is not None
        assert hers is not None
        assert (last.number, last.member_id, last.total_minor, last.actor_id) == ("R012603150002", None, 2100, "staff-1")
        assert (hers.number, hers.points_earned, hers.points_redeemed) == ("R012603150001", 7, 0)
        assert reader.sale_by_number("R012603150002") == last
        assert reader.sale_by_number("R012603150003") is None
        assert reader.copies(second.header.id) == 2
        assert reader.copies(hers.event_id) == 0
        assert reader.sales_count("m1") == 1
        assert [event.header.type for event in reader.member_events("m1", 10)] == [types.SALE_COMPLETED, types.MEMBER_ENROLLED]
        assert [event.header.type for event in reader.member_events("m1", 10, before_seq=2)] == [types.MEMBER_ENROLLED]


def test_counters_and_the_tier_metric(till: Till) -> None:
    till.enrol("m1")
    till.append(till.sale("R012603150001", "m1", earn=7))
    till.append(till.sale("R012603150002", "m1", earn=5))
    till.day = "2026-03-16"
    till.append(till.sale("R012603160001", "m1", earn=1))
    with till.store.read() as reader:
        used = reader.counters("member:m1", {"daily": DAY, "other": DAY})
        assert (dict(used.carry), dict(used.cap_used)) == ({"base": "1/2"}, {"daily": 2})
        everybody = reader.counters("all", {"budget": ""})
        assert (dict(everybody.carry), dict(everybody.cap_used)) == ({}, {"budget": 13})
        assert reader.tier_metric("m1", "visits", "2026-03-14", "2026-03-15") == 2
        assert reader.tier_metric("m1", "spend", "2026-03-15", "2026-03-16") == 2100
        assert reader.tier_metric("m1", "points", "", "2026-12-31") == 13
        assert reader.tier_metric("nobody", "points", "", "2026-12-31") == 0


def test_a_remainder_of_nothing_leaves_no_row(till: Till) -> None:
    till.enrol("m1")
    draft = till.sale("R012603150001", "m1", earn=7)
    till.append(draft)
    back = till.sale("R012603150002", "m1", earn=0)
    gone = {**back.body, "carry": {"m1": {"base": "0"}}, "caps": [["member:m1", "daily", DAY, -1], ["all", "budget", "", -7]]}
    till.append(with_body(back, gone))
    with till.store.read() as reader:
        assert reader.counters("member:m1", {"daily": DAY}).cap_used == {}
        assert reader.counters("member:m1", {"daily": DAY}).carry == {}
        assert reader.counters("all", {"budget": ""}).cap_used == {}


def test_shift_settings_programme_and_staff_come_from_events(till: Till) -> None:
    till.staff(StaffMember(id="s1", number="1001", name="王芳", name_en="Wang Fang", role="cashier", pin_hash="x"))
    till.append(till.draft(types.SHIFT_OPENED, {"shift": "sh1", "float_minor": 20000}, actor_id="s1"))
    till.append(till.draft(types.SETTINGS_CHANGED, {"set": {"shop.name": '"小店"'}}))
    till.append(till.draft(types.SETTINGS_CHANGED, {"set": {"shop.name": '"大店"', "receipt.language": '"en"'}}))
    for version, valid_from in ((1, "2026-01-01"), (2, "2026-03-16"), (3, "2026-03-16")):
        body = {"sha256": f"{version:064x}", "code": "club", "version": version, "valid_from": valid_from}
        till.append(till.draft(types.PROGRAMME_PUBLISHED, body))
    with till.store.read() as reader:
        shift = reader.shift()
        assert shift is not None
        assert (shift.id, shift.business_date, shift.opened_by, shift.float_minor, shift.closed_ms) == ("sh1", DAY, "s1", 20000, None)
        assert reader.settings() == {"shop.name": '"大店"', "receipt.language": '"en"'}
        assert reader.setting("shop.name") == '"大店"'
        assert reader.setting("nothing") is None
        assert reader.programme_sha("2025-12-31") is None
        assert reader.programme_sha(DAY) == f"{1:064x}"
        assert reader.programme_sha("2026-03-16") == f"{3:064x}"
        assert [(p.number, p.name, p.role, p.active) for p in reader.staff()] == [("1001", "王芳", "cashier", True)]
    till.append(till.draft(types.SHIFT_CLOSED, {"shift": "sh1"}))
    with till.store.write() as books:
        books.note_wrong_pin("s1", 3, 99)
        assert books.shift() is None
        assert (books.staff()[0].wrong_pins, books.staff()[0].locked_until_ms) == (3, 99)


def test_a_member_is_membership_and_person(till: Till) -> None:
    till.enrol("m1", name="林婉清", phone="19900006027", card="M202648817")
    till.append(till.draft(types.TIER_SET, {"tier": "gold", "valid_until": "2027-03-31"}, member_id="m1"))
    till.append(till.draft(types.MEMBER_STATUS, {"status": "frozen"}, member_id="m1"))
    till.append(till.draft(types.CARD_LINKED, {"card": "M202648825"}, member_id="m1"))
    till.append(till.draft(types.CARD_BLOCKED, {"card": "M202648817"}, member_id="m1"))
    with till.store.read() as reader:
        member = reader.member("m1")
        assert member is not None
        assert (member.name, member.phone, member.tier, member.tier_valid_until) == ("林婉清", "19900006027", "gold", "2027-03-31")
        assert (member.status, member.joined_on) == ("frozen", DAY)
        assert [(card.number, card.state) for card in reader.cards("m1")] == [("M202648817", "blocked"), ("M202648825", "active")]
        card = reader.card("M202648825")
        assert card is not None
        assert card.member_id == "m1"
        assert reader.card("M000000000") is None
        assert reader.member("m2") is None


def test_what_a_daily_run_takes_is_in_the_history_of_each_member(till: Till) -> None:
    from app.domain.ledger.moves import expire

    till.enrol("m1")
    till.enrol("m2")
    till.grant("m1", till.accrual("m1", 5, expires_on=DAY))
    till.grant("m2", till.accrual("m2", 6, expires_on=DAY))
    till.day = "2026-03-16"
    with till.store.write() as books:
        booking = expire(books.lapsed_lots(till.day, 10))
        run = books.append(till.draft(types.POINTS_EXPIRED, {"on": till.day, "chunk": 1}, cause_key="2026-03-16:1", booking=booking))
    with till.store.read() as reader:
        assert reader.member_events("m1", 1) == [run]
        assert reader.member_events("m2", 1) == [run]
        assert reader.balance("m1", till.day).remaining == 0
        assert [lot.expired for lot in reader.lots_of_event(reader.member_events("m1", 2)[1].header.id)] == [5]


def test_an_opening_balance_against_another_account(till: Till) -> None:
    till.enrol("m1")
    draft = till.draft(types.POINTS_ADJUSTED, {"points": 9, "reason_code": "opening_balance"}, member_id="m1")
    till.append(with_booking(draft, accrue(draft.id, [till.accrual("m1", 9)], source="adjusted")))
    with till.store.read() as reader:
        assert reader.balance("m1", DAY).available == 9


def test_points_that_come_back_after_their_day_lie_in_a_lot_of_the_same_earning_event(till: Till) -> None:
    """EDGE-05: with its place in the order of consumption and its cost account."""
    till.enrol("m1")
    earned = till.grant("m1", till.accrual("m1", 9, expires_on=DAY, funding="marketing"), till.accrual("m1", 4))
    old, id_ = f"{earned.header.id}:0", earned.header.id
    hold = till.hold("m1", 5, "sale-1")
    till.append(till.sale("R012603150001", "m1", hold=hold))
    till.day = "2026-03-20"
    draft = till.draft(types.REFUND_COMPLETED, {"sale": "x", "returned": {}, "refunded_minor": 0}, member_id="m1")
    grant = Grant(
        n=0, holder="m1", unit=POINTS, rule="base", points=5, earned_on=DAY, available_on=DAY, expires_on="2026-03-25", grace_of=old
    )
    postings = (Posting("member", "m1", POINTS, f"{draft.id}:0", 5), Posting("redeemed", None, POINTS, None, -5))
    with till.store.write() as books:
        sale = books.last_sale("m1")
        assert sale is not None
        body = {**draft.body, "sale": sale.event_id}
        books.append(with_booking(with_body(draft, body), Booking(postings=postings, grants=(grant,))))
    with till.store.read() as reader:
        lots = reader.lots_of_event(id_)
        assert [(lot.id, lot.event_id, lot.remaining, lot.last_day) for lot in lots] == [
            (old, id_, 4, DAY), (f"{id_}:1", id_, 4, "9999-12-31"), (f"{draft.id}:0", id_, 5, "2026-03-25"),
        ]  # fmt: skip
        assert (lots[2].origin, lots[2].seq, lots[2].n) == (lots[0].origin, lots[0].seq, lots[0].n)
    with till.store.reading() as sql:
        assert sql.all("SELECT funding FROM lot WHERE id = ?", (f"{draft.id}:0",)) == [("marketing",)]
    assert till.verified().problems == ()
    with pytest.raises(ValueError, match="no such lot: gone"):
        till.append(till.draft(types.POINTS_ADJUSTED, {}, booking=Booking(grants=(replace(grant, grace_of="gone"),))))


def test_words_beside_an_event_are_kept_outside_the_chain(till: Till) -> None:
    event = till.append(till.draft(types.NO_SALE))
    with till.store.write() as books:
        assert books.reason(event.header.id) == ""
        books.put_reason(event.header.id, "顾客投诉")
        books.put_reason(event.header.id, "顾客投诉，已核实")
        assert books.reason(event.header.id) == "顾客投诉，已核实"
    assert "投诉".encode() not in event.payload


def test_the_days_on_which_a_member_was_active(till: Till) -> None:
    """Sales, top-ups and redemptions; a check-in, a grant and somebody else's sale are none."""
    till.enrol("m1")
    till.enrol("m2")
    till.append(till.sale("R012603150001", "m1"))
    till.append(till.sale("R012603150002", "m1"))
    for day, type_, body in (
        ("2026-03-16", types.ACCRUAL, {"event": {"type": "check_in"}}),
        ("2026-03-17", types.ACCRUAL, {"event": {"type": "top_up"}}),
        ("2026-03-18", types.REWARD_ISSUED, {"reward": "CUP"}),
        ("2026-03-19", types.POINTS_ADJUSTED, {"points": 1}),
    ):
        till.day = day
        till.append(till.draft(type_, body, member_id="m1"))
    till.day = "2026-03-20"
    till.append(till.sale("R012603200001", "m2"))
    with till.store.read() as reader:
        assert reader.activity_dates("m1", "2026-01-01", 10) == [DAY, "2026-03-17", "2026-03-18"]
        assert reader.activity_dates("m1", "2026-03-16", 1) == ["2026-03-17"]


def _receipt(event_id: str) -> PrintRequest:
    return PrintRequest(id="job-1", kind="receipt", title="R012603150001", payload=b"\x1b@paper", event_id=event_id, created_ms=1)


def _dump(till: Till) -> list[tuple[object, ...]]:
    """Every row of every table."""
    from app.storage.sqlite.tables import Base

    with till.store.reading() as sql:
        return [row for name in sorted(Base.metadata.tables) for row in sql.all(f"SELECT * FROM {name} ORDER BY 1")]

"""`verify` finds what was tampered with and names it; `replay` rebuilds the same rows."""

from __future__ import annotations

import random
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from app.domain.canonical import canonical_bytes
from app.domain.catalogue.product import Product
from app.domain.journal import types
from app.domain.journal.event import Header
from app.domain.ledger.moves import expire
from app.security.signatures import PinnedKey, TillKey
from app.services.ports.store import StaffMember
from app.storage.sqlite.chain import HEADER_JSON
from app.storage.sqlite.database import TRIGGERS, make_triggers
from app.storage.sqlite.replay import replay
from app.storage.sqlite.tables import PROJECTIONS
from app.storage.sqlite.verify import PARTS, verify
from tests.storage.till import Till


@pytest.fixture
def books(till: Till) -> Till:
    """A till with something in every projection."""
    till.staff(StaffMember(id="s1", number="1001", name="王芳", name_en="", role="cashier", pin_hash="x"))
    till.catalogue([Product(id="p1", sku="100", name="矿泉水", barcode="6900000000014", price_minor=200, quick_position=1)])
    till.append(till.draft(types.SETTINGS_CHANGED, {"set": {"shop.name": '"小店"'}}))
    with till.store.write() as writer:
        sha = writer.put_document(b'{"code":"club"}')
        writer.append(till.draft(types.PROGRAMME_PUBLISHED, {"sha256": sha, "code": "club", "version": 1, "valid_from": "2026-01-01"}))
    till.append(till.draft(types.SHIFT_OPENED, {"shift": "sh1", "float_minor": 0}))
    answers = [["refund", "cashier", "no"], ["refund", "owner", "no"]]
    till.append(till.draft(types.RIGHTS_CHANGED, {"rights": answers}))
    till.append(till.draft(types.RIGHTS_CHANGED, {"rights": [["refund", "owner", None]]}))
    for n in (1, 2, 3):
        till.enrol(f"m{n}", phone=f"1990000{n:04d}", card=f"M2026000{n}1")
    till.grant("m1", till.accrual("m1", 100, expires_on=till.day), till.accrual("m1", 50))
    hold = till.hold("m1", 60, "sale-1")
    sale = till.append(till.sale("R012603150001", "m1", hold=hold, earn=21))
    till.append(till.sale("R012603150002", "m2", earn=5))
    till.append(till.sale("R012603150003"))
    till.hold("m2", 3, "sale-4")
    till.append(till.draft(types.REPRINT, {"sale": sale.header.id, "n": 1}))
    till.programme_acts("m9", "m1", sale.header.id)
    till.day = "2026-03-16"
    with till.store.write() as writer:
        booking = expire(writer.lapsed_lots(till.day, 10))
        writer.append(till.draft(types.POINTS_EXPIRED, {"on": till.day, "chunk": 1}, cause_key="2026-03-16:1", booking=booking))
    till.store.close()
    return till


def tampered(till: Till, *statements: str) -> None:
    """Changes rows as somebody with the file and a SQLite shell would: triggers dropped, and put back."""
    with closing(dbapi2.connect(str(till.path))) as shell:
        for (name,) in shell.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            shell.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            shell.execute(statement)
        shell.commit()
        for sql in TRIGGERS.values():
            shell.execute(sql)
        shell.commit()


def first_problem(till: Till) -> tuple[str, str]:
    report = till.verified()
    assert not report.holds
    return report.problems[0].part, report.problems[0].where


def test_untouched_books_hold(books: Till) -> None:
    report = books.verified()
    assert report.problems == ()
    assert report.parts == PARTS
    assert report.events > 15
    assert report.head == f"T01.1:{report.events}"
    with closing(dbapi2.connect(str(books.path))) as shell:
        empty = [name for name in PROJECTIONS if shell.execute(f"SELECT count(*) FROM {name}").fetchone()[0] == 0]
    assert empty == []


def test_every_bit_of_a_payload_counts(books: Till) -> None:
    """L10: 40 random bit flips in payloads, hashes and signatures, each found and named with its event."""
    source = random.Random(11)
    with closing(dbapi2.connect(str(books.path))) as shell:
        rows = shell.execute("SELECT seq, payload, hash, prev_hash, sig FROM journal ORDER BY seq").fetchall()
    original = books.path.read_bytes()
    for _ in range(40):
        seq, *blobs = source.choice(rows)
        column, blob = source.choice(list(zip(("payload", "hash", "prev_hash", "sig"), blobs, strict=True)))
        flipped = bytearray(blob)
        flipped[source.randrange(len(blob))] ^= 1 << source.randrange(8)
        tampered(books, f"UPDATE journal SET {column} = x'{flipped.hex()}' WHERE seq = {seq}")
        part, where = first_problem(books)
        assert part == ("signature" if column == "sig" else "chain")
        assert where == f"T01.1:{seq}"
        books.path.write_bytes(original)


@pytest.mark.parametrize("column", [name for name in Header.__slots__ if name not in ("origin", "seq", "id")])
def test_every_column_of_the_header_counts(books: Till, column: str) -> None:
    value = "7" if column in ("schema_v", "occurred_ms") else "'x7'"
    tampered(books, f"UPDATE journal SET {column} = {value} WHERE seq = 9")
    assert first_problem(books) == ("chain", "T01.1:9")


TAMPERINGS: list[tuple[str, tuple[str, str], tuple[str, ...]]] = [
    ("an event deleted", ("chain", "T01.1:7"), ("DELETE FROM journal WHERE seq = 7",)),
    ("the first event deleted", ("chain", "T01.1:1"), ("DELETE FROM journal WHERE seq = 1",)),
    (
        "two events swapped",
        ("chain", "T01.1:7"),
        (
            "UPDATE journal SET seq = 1007 WHERE seq = 7",
            "UPDATE journal SET seq = 7 WHERE seq = 8",
            "UPDATE journal SET seq = 8 WHERE seq = 1007",
        ),
    ),
    ("a posting changed", ("posting", ""), ("UPDATE posting SET amount = amount + 1 WHERE account = 'member' AND holder = 'm2'",)),
    ("points given away", ("projection", "balance m2, POINTS"), ("UPDATE balance SET remaining = remaining + 1000 WHERE holder = 'm2'",)),
    ("a lot that never was", ("projection", ""), ("UPDATE lot SET granted = granted + 5, remaining = remaining + 5 WHERE holder = 'm2'",)),
    ("a debt forgotten", ("projection", "balance m1, POINTS"), ("UPDATE balance SET debt = 7 WHERE holder = 'm1'",)),
    ("a tier given away", ("projection", "member m3"), ("UPDATE member SET tier = 'gold' WHERE id = 'm3'",)),
    ("a card moved", ("projection", "card M202600021"), ("UPDATE card SET member_id = 'm3' WHERE number = 'M202600021'",)),
    ("a price changed", ("projection", "product p1"), ("UPDATE product SET document = replace(document, '200', '100')",)),
    ("a sale hidden", ("projection", ""), ("DELETE FROM sale WHERE number = 'R012603150003'",)),
    ("a hold forgotten", ("projection", ""), ("UPDATE hold SET state = 'released' WHERE state = 'open'",)),
    ("a card of a better kind", ("projection", "card M202600091"), ("UPDATE card SET type = 'platinum' WHERE number = 'M202600091'",)),
    ("a friend referred", ("projection", "member m2"), ("UPDATE member SET referrer_id = 'm1' WHERE id = 'm2'",)),
    ("a group joined", ("projection", "member_group m2, vip"), ("INSERT INTO member_group VALUES ('m2', 'vip')",)),
    ("a check-in dreamt", ("projection", "member m9"), ("UPDATE member SET check_in_streak = 6 WHERE id = 'm9'",)),
    ("a challenge taken twice", ("projection", "challenge_use m9, goal, 2026-03"), ("DELETE FROM challenge_use",)),
    ("a voucher used again", ("projection", "voucher V00"), ("UPDATE voucher SET state = 'issued' WHERE code = 'V00'",)),
    ("a reward taken twice", ("projection", "reward_use m9, mug, 2026-03"), ("DELETE FROM reward_use",)),
    ("stock gone", ("projection", "reward_stock mug"), ("UPDATE reward_stock SET n = 0",)),
    ("a reason rewritten", ("projection", "tier_change m9"), ("UPDATE tier_change SET reason = 'upgraded' WHERE reason = 'downgraded'",)),
    ("a shift opened otherwise", ("projection", "shift sh1"), ("UPDATE shift SET float_minor = 500",)),
    ("a right taken", ("projection", "right_set refund, cashier"), ("UPDATE right_set SET answer = 'yes'",)),
    ("a consent invented", ("projection", "consent m9, marketing"), ("UPDATE consent SET state = 'given'",)),
    ("a return forgotten", ("projection", "returned"), ("DELETE FROM returned WHERE line = 'L1'",)),
    ("money returned twice", ("projection", "sale"), ("UPDATE sale SET refunded_minor = 1400 WHERE refunded_minor = 700",)),
    ("a role taken", ("projection", "staff s1"), ("UPDATE staff SET role = 'owner' WHERE id = 's1'",)),
    ("a document changed", ("document", ""), ("UPDATE document SET content = x'7b7d' WHERE CAST(content AS TEXT) LIKE '%club%'",)),
    ("a document deleted", ("document", ""), ("DELETE FROM document WHERE CAST(content AS TEXT) LIKE '%club%'",)),
]


@pytest.mark.parametrize(("what", "expected", "statements"), TAMPERINGS, ids=[what for what, _, _ in TAMPERINGS])
def test_what_was_tampered_with_is_named(books: Till, what: str, expected: tuple[str, str], statements: tuple[str, ...]) -> None:
    tampered(books, *statements)
    part, where = first_problem(books)
    assert part == expected[0]
    assert where.startswith(expected[1])


def test_a_truncated_tail_changes_the_head(books: Till) -> None:
    """What was cut off at the end cannot be seen from inside; the short hash on the last receipt shows it."""
    before = books.verified()
    tampered(books, "DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)")
    after = books.verified()
    assert (after.head, after.head_hash) != (before.head, before.head_hash)
    assert not after.holds  # the projections still know of the event


def test_a_journal_made_anew_without_the_key_is_found(books: Till) -> None:
    """A whole chain computed again after a change holds as a chain; the signatures do not."""
    from app.domain.journal.event import GENESIS, event_hash

    thief = TillKey(bytes(32))
    statements, prev = [], GENESIS
    with closing(dbapi2.connect(str(books.path))) as shell:
        columns = ", ".join(Header.__slots__)
        for row in shell.execute(f"SELECT {columns}, payload FROM journal ORDER BY seq").fetchall():
            header = Header(**dict(zip(Header.__slots__, row, strict=False)))
            payload = row[-1].replace(b'"float_minor":0', b'"float_minor":9')
            digest = event_hash(header, payload, prev)
            sig = thief.sign(digest)
            statements.append(
                f"UPDATE journal SET payload = x'{payload.hex()}', prev_hash = x'{prev.hex()}', hash = x'{digest.hex()}', "
                f"sig = x'{sig.hex()}' WHERE seq = {header.seq}"
            )
            prev = digest
    tampered(books, *statements)
    assert verify(books.path, None, parts=("chain",)).holds
    assert first_problem(books) == ("signature", "T01.1:1")


def test_a_missing_trigger_is_named(books: Till) -> None:
    with closing(dbapi2.connect(str(books.path))) as shell:
        shell.execute("DROP TRIGGER journal_no_update")
    assert first_problem(books) == ("trigger", "journal_no_update")


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("DROP INDEX ix_lot_order", "ix_lot_order"),
        ("CREATE TABLE another (n INTEGER)", "another"),
        ("UPDATE sqlite_schema SET sql = replace(sql, 'debt >= 0', 'debt >= -9') WHERE name = 'balance'", "balance"),
        ("UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (0 <= held', 'CHECK (0 <= hdld') WHERE name = 'lot'", "lot"),
    ],
)
def test_another_schema_is_named(books: Till, statement: str, name: str) -> None:
    """Also where SQLite itself reads on without a word: a constraint that is gone no longer keeps wrong rows out."""
    with closing(dbapi2.connect(str(books.path))) as shell:
        shell.execute("PRAGMA writable_schema = ON")
        shell.execute(statement)
        shell.commit()
    assert first_problem(books) == ("file", name)


def test_the_journal_refuses_changes(books: Till) -> None:
    with closing(dbapi2.connect(str(books.path))) as shell:
        for statement in ("UPDATE journal SET type = 'x'", "DELETE FROM journal", "UPDATE posting SET amount = 1", "DELETE FROM posting"):
            with pytest.raises(dbapi2.IntegrityError, match="append-only"):
                shell.execute(statement)


def test_a_file_that_is_no_database_is_a_finding_not_a_crash(books: Till) -> None:
    books.path.write_bytes(b"\0" * 8192)
    report = books.verified()
    assert [problem.part for problem in report.problems] == ["file"]


def test_random_damage_of_the_file_never_passes_silently(books: Till) -> None:
    """25 random bits overwritten anywhere: either the books still hold byte for byte, or something is named."""
    original = books.path.read_bytes()
    source = random.Random(5)
    dump = _class_rows(books.path)
    for _ in range(25):
        damaged = bytearray(original)
        damaged[source.randrange(100, len(original))] ^= 1 << source.randrange(8)
        books.path.write_bytes(bytes(damaged))
        if books.verified().holds:
            assert _class_rows(books.path) == dump
    books.path.write_bytes(original)


def test_only_the_asked_parts_are_looked_at(books: Till) -> None:
    tampered(books, "UPDATE member SET tier = 'gold' WHERE id = 'm3'")
    assert verify(books.path, None, parts=("chain",)).holds
    assert not verify(books.path, None, parts=("projections",)).holds
    assert verify(books.path, PinnedKey(TillKey(bytes(32)).public_key()), parts=("signatures",)).problems[0].part == "signature"


def test_replay_rebuilds_the_same_rows(books: Till, tmp_path: Path) -> None:
    target = tmp_path / "again.db"
    report = replay(books.path, target)
    assert report.same
    assert report.rows["sale"] == 3
    assert sum(report.rows.values()) > 30
    for name in PROJECTIONS:
        assert _rows(target, name) == _rows(books.path, name)
    again = verify(target, None)
    assert again.holds
    assert again.head_hash == books.verified().head_hash


def test_replay_names_every_difference(books: Till, tmp_path: Path) -> None:
    tampered(
        books,
        "UPDATE member SET tier = 'gold' WHERE id = 'm3'",
        "DELETE FROM card WHERE number = 'M202600011'",
        "INSERT INTO setting VALUES ('a.b', '1')",
    )
    report = replay(books.path, tmp_path / "again.db")
    found = {(d.table, d.key): (d.stored is None, d.folded is None) for d in report.differences}
    assert found == {("member", ("m3",)): (False, False), ("card", ("M202600011",)): (True, False), ("setting", ("a.b",)): (False, True)}


def test_progress_is_told(till: Till) -> None:
    with till.store.write() as writer:
        for _ in range(2_500):
            writer.append(till.draft(types.NO_SALE))
    told: list[tuple[str, int]] = []
    verify(till.path, None, progress=lambda part, done: told.append((part, done)))
    assert told == [("chain", 1000), ("chain", 2000), ("projections", 1000), ("projections", 2000)]


_TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


@settings(max_examples=150)
@given(st.lists(_TEXTS, min_size=10, max_size=10), st.integers(1, 2**62), st.booleans())
def test_sqlite_writes_the_same_canonical_header(texts: list[str], number: int, nulls: bool) -> None:
    origin, id_, type_, store, shift, actor, approver, day, member, cause = texts
    header = Header(
        origin=origin, seq=number, id=id_, type=type_, schema_v=1, store_id=store, shift_id=None if nulls else shift,
        actor_id=None if nulls else actor, approver_id=approver, business_date=day, occurred_ms=number, member_id=member, reverses_id=None,
        cause_key=cause,
    )  # fmt: skip
    with closing(dbapi2.connect(":memory:")) as connection:
        names = ", ".join(f"? AS {name}" for name in Header.__slots__)
        values = [getattr(header, name) for name in Header.__slots__]
        made = connection.execute(f"SELECT {HEADER_JSON} FROM (SELECT {names})", values).fetchone()[0]
    assert bytes(made) == canonical_bytes(header.to_mapping())


def _class_rows(path: Path) -> list[Any]:
    return [_rows(path, name) for name in ("journal", "posting", "document", *PROJECTIONS)]


def _rows(path: Path, name: str) -> list[Any]:
    with closing(dbapi2.connect(str(path))) as shell:
        return shell.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall()


def test_the_triggers_can_be_made_again(till: Till) -> None:
    """As after a migration that has dropped them."""
    with till.store.transaction() as sql:
        sql.run("DROP TRIGGER journal_no_delete")
        make_triggers(sql)
    till.store.close()
    assert till.verified().holds

"""The hash chain: every event against its predecessor, its own hash and its signature.

The canonical header is put together by SQLite itself from the columns (`HEADER_JSON`), which makes walking a long journal cheap; a property
test holds it equal to `domain.canonical`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.domain.journal.event import GENESIS, Event, Header
from app.services.ports.security import SignatureCheck
from app.storage.sqlite.core import bindparam, select, table, text
from app.storage.sqlite.queries.books import EVENT, to_event
from app.storage.sqlite.statements import Sql, prepare

DOMAIN_TAG = b"JF-EV1"

_journal = table("journal").c
_HEADER = " || ".join(f"'{',' if n else '{'}\"{name}\":' || json_quote({name})" for n, name in enumerate(sorted(Header.__slots__)))
HEADER_JSON = f"CAST({_HEADER} || '}}' AS BLOB)"
"""SQL for the canonical JSON of a row's header: keys in the order of their code points, None as null (programme.md G8)."""

_LINKS = f"SELECT origin, seq, prev_hash, hash, sig, {HEADER_JSON}, payload FROM journal"
WRITTEN = " ORDER BY rowid"
"""The order in which events were written, which is also the order to replay them in."""
_TAIL = f"SELECT * FROM ({_LINKS} WHERE origin = ? ORDER BY seq DESC LIMIT ?) ORDER BY seq"
_FIRST = prepare(select(*EVENT).where(_journal.origin == bindparam("origin"), text("seq = 1")), "origin")
_COUNT = prepare(select(text("count(*)")).select_from(table("journal")))


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """The first event that is wrong: of which origin, which number, and what about it (missing, order, changed, signature)."""

    origin: str
    seq: int
    what: str


def count_events(sql: Sql) -> int:
    """How many events the journal has."""
    row = sql.one(_COUNT)
    return 0 if row is None else int(row[0])


def check_chain(sql: Sql, progress: Callable[[int], None] | None = None) -> BrokenLink | None:
    """Walks the whole journal; signatures apart. `progress` is called with the number of events every thousand."""
    return _check(sql.stream(_LINKS + WRITTEN), {}, progress)


def check_signatures(sql: Sql, check: SignatureCheck, progress: Callable[[int], None] | None = None) -> BrokenLink | None:
    """Checks the signature of every event over its stored hash."""
    for done, (origin, seq, _, digest, sig, _, _) in enumerate(sql.stream(_LINKS + WRITTEN), start=1):
        if not check.valid(digest, sig):
            return BrokenLink(origin, seq, "signature")
        if progress is not None and done % 1_000 == 0:
            progress(done)
    return None


def check_tail(sql: Sql, origin: str, count: int, check: SignatureCheck | None) -> BrokenLink | None:
    """Checks the last `count` events of an origin, and the signature of the very last one: for every start of a till."""
    rows = sql.all(_TAIL, (origin, count))
    if not rows:
        return None
    first = rows[0]
    before = {} if first[1] == 1 else {origin: (first[1] - 1, first[2])}
    broken = _check(iter(rows), before, None)
    if broken is None and check is not None and not check.valid(rows[-1][3], rows[-1][4]):
        broken = BrokenLink(origin, rows[-1][1], "signature")
    return broken


def first_event(sql: Sql, origin: str) -> Event | None:
    """The event with which an origin begins, None in an empty journal."""
    row = sql.one(_FIRST, (origin,))
    return None if row is None else to_event(row)


def _check(
    rows: Iterator[tuple[str, int, bytes, bytes, bytes, bytes, bytes]],
    heads: dict[str, tuple[int, bytes]],
    progress: Callable[[int], None] | None,
) -> BrokenLink | None:
    sha256 = hashlib.sha256
    for done, (origin, seq, prev_hash, digest, _, header, payload) in enumerate(rows, start=1):
        last_seq, last_hash = heads.get(origin) or (0, GENESIS)
        if seq != last_seq + 1:
            return BrokenLink(origin, last_seq + 1, "missing")
        if prev_hash != last_hash:
            return BrokenLink(origin, seq, "order")
        if sha256(DOMAIN_TAG + prev_hash + header + payload).digest() != digest:
            return BrokenLink(origin, seq, "changed")
        heads[origin] = seq, digest
        if progress is not None and done % 1_000 == 0:
            progress(done)
    return None

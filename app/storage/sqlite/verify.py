"""Do the books hold? Walks file, chain, signatures, documents, postings, projections and the invariants of the ledger, and names the first
thing that is wrong.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.errors import Fault
from app.services.ports.security import SignatureCheck
from app.storage.sqlite.chain import BrokenLink, check_chain, check_signatures, count_events
from app.storage.sqlite.core import select, table
from app.storage.sqlite.database import REVISION, connected, missing_trigger, schema_differences, stored_revision
from app.storage.sqlite.faults import faults
from app.storage.sqlite.invariants import broken_invariants
from app.storage.sqlite.replay import Difference, EventDoesNotFold, compare, copy_documents, fold, in_memory
from app.storage.sqlite.statements import Sql, prepare

_DOCUMENTS = prepare(select(table("document")).order_by(table("document").c.sha256))
_NAMED = (
    "SELECT seq, json_extract(CAST(payload AS TEXT), iif(type = 'points_adjusted', '$.plan', '$.sha256')) FROM journal "
    "WHERE type IN ('catalogue_changed', 'programme_published') "
    "OR (type = 'points_adjusted' AND json_extract(CAST(payload AS TEXT), '$.plan') IS NOT NULL) ORDER BY rowid"
)
_HEAD = "SELECT origin, seq, lower(hex(hash)) FROM journal ORDER BY rowid DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `part`: file, trigger, chain, signature, document, posting, projection, ledger. `where` names the event
    (`T01.1:17`), the table's row or the document; `what` says it in one sentence.
    """

    part: str
    where: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyReport:
    """What was looked at and what is wrong, the first first. `head`: the last event and its hash."""

    events: int
    head: str
    head_hash: str
    parts: tuple[str, ...]
    problems: tuple[Problem, ...] = field(default=())

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


Progress = Callable[[str, int], None]
"""Called with the part at work and the events done."""

PARTS = ("file", "chain", "signatures", "documents", "projections")


def verify(
    path: Path,
    check: SignatureCheck | None,
    *,
    key: bytes | None = None,
    parts: tuple[str, ...] = PARTS,
    progress: Progress | None = None,
) -> VerifyReport:
    """Verifies a till's database, also beside a running till. `check` None leaves the signatures out. What is wrong never raises.

    Faults: no_shop, database_locked.
    """
    if not path.exists():
        raise Fault("no_shop")
    parts = tuple(part for part in parts if part != "signatures" or check is not None)
    events, head, head_hash = 0, "", ""
    problems: list[Problem] = []
    try:
        with faults(), connected(path, read_only=True, key=key) as sql:
            sql.run("BEGIN")
            events = count_events(sql)
            last = sql.one(_HEAD)
            if last is not None:
                head, head_hash = f"{last[0]}:{last[1]}", last[2]
            for part in parts:
                problems.extend(_problems(part, sql, check, progress))
                if problems:
                    break
            sql.run("COMMIT")
    except Fault as fault:
        if fault.code == "database_locked":
            raise
        problems.append(Problem("file", path.name, f"cannot be read: {fault.values.get('detail', fault.code)}"))
    return VerifyReport(events=events, head=head, head_hash=head_hash, parts=parts, problems=tuple(problems))


def _problems(part: str, sql: Sql, check: SignatureCheck | None, progress: Progress | None) -> Iterator[Problem]:
    tell = None if progress is None else lambda done: progress(part, done)
    if part == "file":
        yield from _file(sql)
    elif part == "chain":
        broken = check_chain(sql, tell)
        if broken is not None:
            yield _link(broken)
    elif part == "signatures" and check is not None:
        broken = check_signatures(sql, check, tell)
        if broken is not None:
            yield _link(broken)
    elif part == "documents":
        yield from _documents(sql)
    elif part == "projections":
        yield from _projections(sql, tell)


def _file(sql: Sql) -> Iterator[Problem]:
    row = sql.one("PRAGMA quick_check(1)")
    if row is not None and row[0] != "ok":
        yield Problem("file", "", f"the file is damaged: {row[0]}")
    trigger = missing_trigger(sql)
    if trigger is not None:
        yield Problem("trigger", trigger, "the trigger that keeps the journal append-only is missing or another one")
    elif stored_revision(sql) == REVISION:
        for name in schema_differences(sql):
            yield Problem("file", name, "the table or index is not the one that the program makes")


_LINK_WHAT = {
    "missing": "the event is missing, or another one stands in its place",
    "order": "the event does not follow the one before it",
    "changed": "the event was changed: its hash differs",
    "signature": "the event was not signed by this till's key",
}


def _link(broken: BrokenLink) -> Problem:
    part = "signature" if broken.what == "signature" else "chain"
    return Problem(part, f"{broken.origin}:{broken.seq}", _LINK_WHAT[broken.what])


def _documents(sql: Sql) -> Iterator[Problem]:
    there = set()
    for sha256, content in sql.stream(_DOCUMENTS):
        there.add(sha256)
        if hashlib.sha256(content).hexdigest() != sha256:
            yield Problem("document", sha256, "the bytes of the document are not those of its name")
    for seq, sha256 in sql.all(_NAMED):
        if sha256 not in there:
            yield Problem("document", str(sha256), f"the document that event {seq} names is missing")


def _projections(sql: Sql, tell: Callable[[int], None] | None) -> Iterator[Problem]:
    with in_memory() as folded:
        copy_documents(sql, folded)
        try:
            fold(sql, folded, tell)
        except EventDoesNotFold as error:
            yield Problem("posting" if error.why.startswith("posting") else "ledger", f"event {error.seq}", error.why)
            return
        for difference in compare(sql, folded, most=1):
            yield Problem("projection", f"{difference.table} {', '.join(map(str, difference.key))}", _row_what(difference))
    for name, what in broken_invariants(sql):
        yield Problem("ledger", name, what)


def _row_what(difference: Difference) -> str:
    if difference.stored is None:
        return "the row is missing"
    if difference.folded is None:
        return "there is a row that no event made"
    return "the row is not what the events add up to"

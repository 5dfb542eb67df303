"""Programme drafts as rows, and the published versions with who published them (services.ports.programmes.ProgrammeShelf).

Imported when the office opens; a selling till does without.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

from app.services.ports.programmes import ProgrammeDraft, PublishedVersion
from app.storage.sqlite.core import bindparam, delete, select, table
from app.storage.sqlite.statements import Row, Sql, limited, prepare, put_row

_draft, _version, _journal = table("work_programme_draft").c, table("programme_version").c, table("journal").c

_DRAFT = select(
    _draft.id, _draft.name, _draft.content, _draft.base_sha, _draft.actor_id, _draft.created_ms, _draft.changed_ms
)
_NEWEST = limited(_DRAFT.order_by(_draft.changed_ms.desc(), _draft.id.desc()))
_BY_ID = prepare(_DRAFT.where(_draft.id == bindparam("draft")), "draft")
_PUT = put_row("work_programme_draft")
_REMOVE = prepare(delete(table("work_programme_draft")).where(_draft.id == bindparam("draft")), "draft")
_VERSIONS = limited(
    select(
        _version.event_id, _version.seq, _version.sha256, _version.code, _version.version, _version.valid_from, _journal.actor_id,
        _journal.occurred_ms,
    )
    .join_from(table("programme_version"), table("journal"), _version.event_id == _journal.id)
    .order_by(_version.seq.desc())
)  # fmt: skip


class SqliteProgrammeShelf:
    """Implements ProgrammeShelf. Raises Fault where the database cannot be read or written."""

    def __init__(self, transaction: Callable[[], AbstractContextManager[Sql]], reading: Callable[[], AbstractContextManager[Sql]]) -> None:
        self._transaction = transaction
        self._reading = reading

    def drafts(self, limit: int) -> Sequence[ProgrammeDraft]:
        """The drafts changed last, newest first."""
        with self._reading() as sql:
            return tuple(_to_draft(row) for row in sql.all(_NEWEST, (limit,)))

    def draft(self, draft_id: str) -> ProgrammeDraft | None:
        """One draft."""
        with self._reading() as sql:
            row = sql.one(_BY_ID, (draft_id,))
        return None if row is None else _to_draft(row)

    def put_draft(self, draft: ProgrammeDraft) -> None:
        """Stores a draft."""
        with self._transaction() as sql:
            sql.run(
                _PUT,
                (draft.id, draft.name, draft.content, draft.base_sha, draft.actor_id, draft.created_ms, draft.changed_ms),
            )

    def remove_draft(self, draft_id: str) -> None:
        """Throws a draft away."""
        with self._transaction() as sql:
            sql.run(_REMOVE, (draft_id,))

    def versions(self, limit: int) -> Sequence[PublishedVersion]:
        """The published versions, newest publication first."""
        with self._reading() as sql:
            return tuple(
                PublishedVersion(
                    event_id=row[0], seq=row[1], sha256=row[2], code=row[3], version=row[4], valid_from=row[5], actor_id=row[6],
                    published_ms=row[7],
                )
                for row in sql.all(_VERSIONS, (limit,))
            )  # fmt: skip


def _to_draft(row: Row) -> ProgrammeDraft:
    return ProgrammeDraft(
        id=row[0], name=row[1], content=row[2], base_sha=row[3], actor_id=row[4], created_ms=row[5], changed_ms=row[6]
    )

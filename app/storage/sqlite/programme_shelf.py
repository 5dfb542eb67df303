"""Programme drafts as rows, and the published versions with who published them (services.ports.programmes.ProgrammeShelf).

Imported when the office opens; a selling till does without.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

from app.domain.catalogue.product import Product
from app.services.ports.programmes import ProgrammeDraft, PublishedVersion, Use
from app.storage.sqlite.core import bindparam, delete, select, table, text
from app.storage.sqlite.queries.catalogue import product_from_json
from app.storage.sqlite.statements import Row, Sql, limited, prepare, put_row

_draft = table("work_programme_draft").c

_DRAFT = select(
    _draft.id, _draft.name, _draft.content, _draft.base_sha, _draft.actor_id, _draft.created_ms, _draft.changed_ms
)
_NEWEST = limited(_DRAFT.order_by(_draft.changed_ms.desc(), _draft.id.desc()))
_BY_ID = prepare(_DRAFT.where(_draft.id == bindparam("draft")), "draft")
_PUT = put_row("work_programme_draft")
_REMOVE = prepare(delete(table("work_programme_draft")).where(_draft.id == bindparam("draft")), "draft")
_VERSIONS = (
    "SELECT event_id, v.seq, sha256, code, version, valid_from, actor_id, occurred_ms "
    "FROM programme_version AS v CROSS JOIN journal ON journal.id = event_id ORDER BY v.seq DESC LIMIT ?"
)
"""CROSS, so that SQLite takes the few versions first: the other way round it reads the whole journal."""


_product = table("product").c
_CATEGORIES = limited(
    select(text("each_of.value"), text("count(*)"))
    .select_from(text("product, json_each(product.document, '$.categories') AS each_of"))
    .where(text("active = 1"))
    .group_by(text("1"))
    .order_by(text("2 DESC"), text("1"))
)
_BRANDS = limited(
    select(text("json_extract(document, '$.brand')"), text("count(*)"))
    .select_from(table("product"))
    .where(text("active = 1 AND json_extract(document, '$.brand') IS NOT NULL"))
    .group_by(text("1"))
    .order_by(text("2 DESC"), text("1"))
)
_GOODS = select(_product.document).where(text("active = 1")).order_by(_product.sku)
_OF_CATEGORY = limited(
    _GOODS.where(text("EXISTS (SELECT 1 FROM json_each(document, '$.categories') AS each_of WHERE each_of.value = :ref)")), "ref"
)
_OF_BRAND = limited(_GOODS.where(text("json_extract(document, '$.brand') = :ref")), "ref")


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

    def categories(self, limit: int) -> Sequence[Use]:
        """The categories of products that are sold, most products first."""
        return self._uses(_CATEGORIES, limit)

    def brands(self, limit: int) -> Sequence[Use]:
        """The brands of products that are sold, most products first."""
        return self._uses(_BRANDS, limit)

    def goods_of(self, *, category: str = "", brand: str = "", limit: int) -> Sequence[Product]:
        """Products that are sold, of a category or of a brand, by SKU."""
        statement, ref = (_OF_CATEGORY, category) if category else (_OF_BRAND, brand)
        with self._reading() as sql:
            return tuple(product_from_json(row[0]) for row in sql.all(statement, (ref, limit)))

    def _uses(self, statement: str, limit: int) -> Sequence[Use]:
        with self._reading() as sql:
            return tuple(Use(ref, products) for ref, products in sql.all(statement, (limit,)))


def _to_draft(row: Row) -> ProgrammeDraft:
    return ProgrammeDraft(
        id=row[0], name=row[1], content=row[2], base_sha=row[3], actor_id=row[4], created_ms=row[5], changed_ms=row[6]
    )

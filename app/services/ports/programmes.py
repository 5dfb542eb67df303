"""The programme as it is written and as it was published: drafts, which only the office knows, and the list of published versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from app.domain.catalogue.product import Product


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeDraft:
    """A programme being written. `content` is its document as JSON text, which may have defects; `base_sha` the version it began with."""

    id: str
    name: str
    content: str
    base_sha: str | None
    actor_id: str
    created_ms: int
    changed_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedVersion:
    """A published version and the act that published it."""

    event_id: str
    seq: int
    sha256: str
    code: str
    version: int
    valid_from: str
    actor_id: str | None
    published_ms: int


@dataclass(frozen=True, slots=True)
class Use:
    """A category or brand and the number of products that have it."""

    ref: str
    products: int


class ProgrammeShelf(Protocol):
    """Where drafts lie, and what of the catalogue rules can name.

    Every change is a commit of its own, so that a draft is as its writer left it whatever happens.
    """

    def drafts(self, limit: int) -> Sequence[ProgrammeDraft]:
        """The drafts changed last, newest first."""
        ...

    def draft(self, draft_id: str) -> ProgrammeDraft | None:
        """One draft."""
        ...

    def put_draft(self, draft: ProgrammeDraft) -> None:
        """Stores a draft, in place of the one with the same id."""
        ...

    def remove_draft(self, draft_id: str) -> None:
        """Throws a draft away; nothing happens when there is none."""
        ...

    def versions(self, limit: int) -> Sequence[PublishedVersion]:
        """The published versions, newest publication first."""
        ...

    def categories(self, limit: int) -> Sequence[Use]:
        """The categories of products that are sold, most products first."""
        ...

    def brands(self, limit: int) -> Sequence[Use]:
        """The brands of products that are sold, most products first."""
        ...

    def goods_of(self, *, category: str = "", brand: str = "", limit: int) -> Sequence[Product]:
        """Products that are sold, of a category or of a brand, by SKU."""
        ...

"""The programme as the owner writes it: drafts that are kept as they are typed, publishing from a first day on, and what was published.

A published version is never altered: publishing an old one again makes a new version number with the old content. Every act here is
decided by the table of rights.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from app.domain.canonical import canonical_bytes, sha256_hex
from app.domain.errors import Refusal
from app.domain.till.rights import Act, may
from app.services.desk import Desk, Session
from app.services.ports.programmes import ProgrammeDraft, PublishedVersion
from app.services.set_up_shop import PROGRAMME_BYTES_MAX, publish_programme

DRAFTS_MAX = 100
VERSIONS_MAX = 200
NAME_MAX = 40

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Published versions, newest first; `in_force` and `coming` by SHA-256, as of a business date. `people`: names by actor."""

    versions: Sequence[PublishedVersion]
    in_force: str | None
    on: str
    people: Mapping[str, tuple[str, str]]

    def last_days(self) -> Mapping[str, str | None]:
        """By event, the first day of the version that takes over from it; None for the one in force and those that never came."""
        order = sorted(self.versions, key=lambda version: (version.valid_from, version.seq))
        return {one.event_id: after.valid_from for one, after in pairwise(order)}


def programme_in_force(desk: Desk) -> tuple[str, Document]:
    """SHA-256 and document of the version in force today. Refusal no_programme."""
    with desk.store.read() as reader:
        sha = reader.programme_sha(desk.office_date(reader))
    if sha is None:
        raise Refusal("no_programme")
    return sha, published_document(desk, sha)


def published_document(desk: Desk, sha: str) -> Document:
    """A published version as it was published. Refusals: no_programme, programme_altered."""
    with desk.store.read() as reader:
        content = reader.document(sha)
    if content is None:
        raise Refusal("no_programme")
    if sha256_hex(content) != sha:
        raise Refusal("programme_altered")
    document: Document = json.loads(content)
    return document


def list_drafts(desk: Desk) -> Sequence[ProgrammeDraft]:
    """The drafts, the one changed last first."""
    return desk.store.programmes().drafts(DRAFTS_MAX)


def new_draft(desk: Desk, session: Session, name: str, document: Document, base_sha: str | None) -> ProgrammeDraft:
    """A draft that is not stored yet. Refusals: not_owner, name_empty, text_too_long, programme_too_large."""
    _must(session, Act.EDIT_PROGRAMME)
    now_ms = desk.clock.now_ms()
    return ProgrammeDraft(
        id=desk.ids.new_id(),
        name=_name(name),
        content=_content(document),
        base_sha=base_sha,
        actor_id=session.actor.id,
        created_ms=now_ms,
        changed_ms=now_ms,
    )


def save_draft(desk: Desk, session: Session, draft: ProgrammeDraft, document: Document) -> ProgrammeDraft:
    """Keeps a draft as it stands now. Refusals: as for `new_draft`; too_many_drafts for one that is not stored yet."""
    _must(session, Act.EDIT_PROGRAMME)
    shelf = desk.store.programmes()
    if len(shelf.drafts(DRAFTS_MAX)) >= DRAFTS_MAX and shelf.draft(draft.id) is None:
        raise Refusal("too_many_drafts", max=DRAFTS_MAX)
    kept = replace(draft, name=_name(draft.name), content=_content(document), actor_id=session.actor.id, changed_ms=desk.clock.now_ms())
    shelf.put_draft(kept)
    return kept


def delete_draft(desk: Desk, session: Session, draft_id: str) -> None:
    """Throws a draft away. Refusal not_owner."""
    _must(session, Act.EDIT_PROGRAMME)
    desk.store.programmes().remove_draft(draft_id)


def draft_document(draft: ProgrammeDraft) -> Document:
    """The document of a draft."""
    document: Document = json.loads(draft.content)
    return document


def publish_draft(desk: Desk, session: Session, document: Document, valid_from: str, draft_id: str | None = None) -> PublishedVersion:
    """Publishes a document under the next version number, from a first day on; its draft is thrown away.

    Refusals: not_owner, first_day_past, those of `publish_programme`.
    """
    _must(session, Act.PUBLISH_PROGRAMME)
    shelf = desk.store.programmes()
    version = 1 + max((known.version for known in shelf.versions(VERSIONS_MAX)), default=0)
    with desk.store.write() as books:
        if valid_from < desk.office_date(books):
            raise Refusal("first_day_past")
        publish_programme(desk, books, canonical_bytes({**document, "version": version}), valid_from, session.actor.id)
    if draft_id is not None:
        shelf.remove_draft(draft_id)
    return shelf.versions(1)[0]


def publish_again(desk: Desk, session: Session, sha: str, valid_from: str) -> PublishedVersion:
    """Publishes the content of an old version as a new one. Refusals as for `publish_draft`, no_programme."""
    return publish_draft(desk, session, published_document(desk, sha), valid_from)


def history(desk: Desk) -> History:
    """What was published, when, by whom and from which day on."""
    versions = desk.store.programmes().versions(VERSIONS_MAX)
    with desk.store.read() as reader:
        on = desk.office_date(reader)
        people = {person.id: (person.name, person.name_en or person.name) for person in reader.staff()}
        return History(versions=versions, in_force=reader.programme_sha(on), on=on, people=people)


def _must(session: Session, act: Act) -> None:
    if not may(session.actor.role, act):
        raise Refusal("not_owner")


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not name or not name.isprintable():
        raise Refusal("name_empty")
    if len(name) > NAME_MAX:
        raise Refusal("text_too_long", limit=NAME_MAX)
    return name


def _content(document: Document) -> str:
    content = json.dumps(document, ensure_ascii=False)
    if len(content.encode()) > PROGRAMME_BYTES_MAX:
        raise Refusal("programme_too_large", max_bytes=PROGRAMME_BYTES_MAX)
    return content

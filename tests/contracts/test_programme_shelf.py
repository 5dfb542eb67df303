"""The contract of ProgrammeShelf on the real store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.services.ports.programmes import ProgrammeDraft
from app.storage.sqlite import programme_shelf
from tests.storage.till import Till

DRAFT = ProgrammeDraft(
    id="d1", name="生日月双倍", content='{"format": 1', base_sha=None, actor_id="staff1", created_ms=1_000, changed_ms=1_000
)


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    made = Till(tmp_path / "till")
    yield made
    made.store.close()


def test_a_draft_outlives_the_program_as_it_was_left_defects_and_all_camp_03(till: Till) -> None:
    till.store.programmes().put_draft(DRAFT)
    till.reopen()
    assert till.store.programmes().draft("d1") == DRAFT
    assert till.store.programmes().draft("d2") is None


def test_a_draft_takes_the_place_of_the_one_with_its_id_and_the_newest_comes_first(till: Till) -> None:
    shelf = till.store.programmes()
    later = replace(DRAFT, id="d2", base_sha="ab" * 32, changed_ms=2_000)
    for draft in (DRAFT, later, replace(DRAFT, content="{}", changed_ms=3_000)):
        shelf.put_draft(draft)
    assert [(draft.id, draft.content) for draft in shelf.drafts(10)] == [("d1", "{}"), ("d2", DRAFT.content)]
    assert [draft.id for draft in shelf.drafts(1)] == ["d1"]
    shelf.remove_draft("d1")
    shelf.remove_draft("d1")
    assert shelf.drafts(10) == (later,)


def test_a_draft_is_no_part_of_the_books(till: Till) -> None:
    """Class 4: the chain is the same with and without it."""
    before = till.store.reading
    with before() as sql:
        heads = sql.all("SELECT count(*), max(seq) FROM journal")
    till.store.programmes().put_draft(DRAFT)
    with before() as sql:
        assert sql.all("SELECT count(*), max(seq) FROM journal") == heads
    till.store.close()
    assert till.verified().problems == ()
    till.store = till.opened()


def test_the_list_of_versions_does_not_read_the_journal_through(till: Till) -> None:
    """Publishing, the history and a back-test ask for it: in a shop of a million events too it is a few rows."""
    with till.store.reading() as sql:
        plan = " · ".join(str(row[3]) for row in sql.all(f"EXPLAIN QUERY PLAN {programme_shelf._VERSIONS}", (10,)))
    assert "SEARCH journal USING INDEX ux_journal_id" in plan
    assert "SCAN journal" not in plan

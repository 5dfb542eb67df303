"""Drafts, publishing and the history of published versions, which nothing alters."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.domain.canonical import canonical_bytes, sha256_hex
from app.security.till_key import pinned_check
from app.services.complete_sale import complete_sale
from app.services.desk import Desk, Session
from app.services.ports.programmes import ProgrammeDraft
from app.services.programme_drafts import (
    DRAFTS_MAX,
    NAME_MAX,
    delete_draft,
    draft_document,
    history,
    list_drafts,
    new_draft,
    programme_in_force,
    publish_again,
    publish_draft,
    published_document,
    save_draft,
)
from app.services.set_up_shop import publish_programme
from app.storage.sqlite.database import FILE_NAME
from app.storage.sqlite.verify import verify
from tests.fakes.shop import COFFEE, OPENED_ON, TODAY, Shop, refused


def start_draft(desk: Desk, session: Session, name: str, document: dict[str, Any], base: str | None) -> ProgrammeDraft:
    return save_draft(desk, session, new_draft(desk, session, name, document, base), document)


@pytest.fixture
def owner(shop: Shop) -> Session:
    return shop.sign_in("1003")


def changed(shop: Shop, **changes: Any) -> dict[str, Any]:
    """The programme in force with some fields changed."""
    return {**programme_in_force(shop.desk)[1], **changes}


def test_a_draft_is_kept_as_it_is_typed_and_found_again_after_a_restart_camp_03(shop: Shop, owner: Session) -> None:
    sha, document = programme_in_force(shop.desk)
    draft = start_draft(shop.desk, owner, "  生日月  双倍 ", document, sha)
    shop.wait(60)
    kept = save_draft(shop.desk, owner, draft, {**document, "name": ""})
    shop.reopen()
    assert list_drafts(shop.desk) == (kept,)
    assert (kept.name, kept.base_sha, kept.changed_ms - kept.created_ms) == ("生日月 双倍", sha, 60_000)
    assert draft_document(kept)["name"] == ""
    delete_draft(shop.desk, owner, kept.id)
    assert list_drafts(shop.desk) == ()


def test_publishing_gives_the_next_number_and_the_first_day_decides_what_is_in_force(shop: Shop, owner: Session) -> None:
    """CAMP-01, EARN-01: what the owner writes holds from its first day on, without code."""
    draft = start_draft(shop.desk, owner, "两分", changed(shop, version=1), None)
    document = {**draft_document(draft), "point_value": "2"}
    published = publish_draft(shop.desk, owner, document, "2026-06-22", draft.id)
    assert (published.version, published.valid_from, published.actor_id) == (2, "2026-06-22", owner.actor.id)
    assert list_drafts(shop.desk) == ()
    assert programme_in_force(shop.desk)[1]["point_value"] == "1"
    told = history(shop.desk)
    assert [version.version for version in told.versions] == [2, 1]
    assert told.people[owner.actor.id] == ("何敏", "He Min")
    assert told.in_force == told.versions[1].sha256
    assert told.last_days() == {told.versions[1].event_id: "2026-06-22"}
    shop.at("2026-06-22")
    shop.sign_in("1003")
    assert programme_in_force(shop.desk)[1]["point_value"] == "2"


def test_an_old_version_published_again_is_a_new_one_and_the_old_one_stays_as_it_was(shop: Shop, owner: Session) -> None:
    first_sha, first = programme_in_force(shop.desk)
    publish_draft(shop.desk, owner, changed(shop, point_value="2"), TODAY)
    again = publish_again(shop.desk, owner, first_sha, TODAY)
    assert again.version == 3
    assert programme_in_force(shop.desk) == (again.sha256, {**first, "version": 3})
    for version in history(shop.desk).versions:
        content = canonical_bytes(published_document(shop.desk, version.sha256))
        assert sha256_hex(content) == version.sha256
    assert published_document(shop.desk, first_sha) == first


def test_a_sale_keeps_the_version_it_was_made_under(shop: Shop, owner: Session) -> None:
    """The journal names the version by its hash; a later one changes nothing about it."""
    sha, _ = programme_in_force(shop.desk)
    shop.scan(COFFEE)
    complete_sale(shop.desk, owner, shop.state().basket.sale_id, "cash")
    publish_draft(shop.desk, owner, changed(shop, point_value="2"), TODAY)
    assert shop.events("sale_completed")[-1]["body"]["programme"] == sha


@pytest.mark.parametrize(
    ("change", "path", "problem"),
    [
        ({"point_value": "0"}, "/point_value", "range"),
        ({"lanes": []}, "/lanes", "range"),
        ({"caps": [{"code": "c", "per": "day", "limit": -1}]}, "/caps/0/limit", "range"),
        ({"rules": [{"code": "x"}]}, "/rules/0/benefit", "missing"),
    ],
)
def test_a_document_with_a_defect_is_not_published(
    shop: Shop, owner: Session, change: dict[str, Any], path: str, problem: str
) -> None:
    before = shop.seq()
    refusal = refused(publish_draft, shop.desk, owner, changed(shop, **change), TODAY)
    assert (refusal.code, refusal.values["path"], refusal.values["problem"]) == ("programme_invalid", path, problem)
    assert shop.seq() == before
    assert len(history(shop.desk).versions) == 1


def test_a_programme_edited_by_hand_after_publishing_sells_nothing_and_is_named(shop: Shop, owner: Session) -> None:
    """Bad input: the document in force was changed behind the program's back. Nothing is counted by it, the basket stays, the check of the
    books names it, and the published bytes put back are in force again.
    """
    sha, _ = programme_in_force(shop.desk)
    shop.scan(COFFEE)
    basket = shop.state().basket
    [(content,)] = shop.rows("SELECT content FROM document WHERE sha256 = ?", sha)
    shop.tamper("UPDATE document SET content = CAST(replace(CAST(content AS TEXT), '100', '1') AS BLOB) WHERE sha256 = ?", sha)
    shop.reopen()
    owner = shop.sign_in("1003")
    seq = shop.seq()
    for act in (shop.state, lambda: complete_sale(shop.desk, owner, basket.sale_id, "cash"), lambda: published_document(shop.desk, sha)):
        assert refused(act).code == "programme_altered"
    assert shop.seq() == seq
    problems = verify(shop.folder / FILE_NAME, pinned_check(shop.folder)).problems
    assert [(problem.part, problem.where) for problem in problems] == [("document", sha)]
    shop.tamper("UPDATE document SET content = ? WHERE sha256 = ?", content, sha)
    assert shop.state().basket == basket
    complete_sale(shop.desk, owner, basket.sale_id, "cash")
    shop.verify()


def test_a_programme_file_changed_after_publishing_changes_nothing(shop: Shop, owner: Session, tmp_path: Path) -> None:
    """Bad input: what was published is the bytes, not the file."""
    file = tmp_path / "programme.json"
    file.write_text(json.dumps(changed(shop) | {"version": 9}), encoding="utf-8")
    with shop.store.write() as books:
        publish_programme(shop.desk, books, file.read_bytes(), TODAY)
    sha, document = programme_in_force(shop.desk)
    file.write_text(json.dumps(document | {"point_value": "2"}), encoding="utf-8")
    assert programme_in_force(shop.desk) == (sha, document)


def test_a_first_day_in_the_past_is_refused(shop: Shop, owner: Session) -> None:
    assert refused(publish_draft, shop.desk, owner, changed(shop), "2026-06-19").code == "first_day_past"
    assert history(shop.desk).versions[0].valid_from == OPENED_ON


@pytest.mark.parametrize("number", ["1001", "1002"])
def test_only_the_owner_writes_and_publishes_mem_13(shop: Shop, number: str) -> None:
    session = shop.sign_in(number)
    document = changed(shop)
    assert refused(start_draft, shop.desk, session, "x", document, None).code == "not_owner"
    assert refused(publish_draft, shop.desk, session, document, TODAY).code == "not_owner"
    assert refused(delete_draft, shop.desk, session, "d").code == "not_owner"
    assert list_drafts(shop.desk) == ()


@pytest.mark.parametrize(
    ("name", "code"), [("", "name_empty"), (" \t", "name_empty"), ("a\x00b", "name_empty"), ("长" * (NAME_MAX + 1), "text_too_long")]
)
def test_a_draft_needs_a_name(shop: Shop, owner: Session, name: str, code: str) -> None:
    assert refused(start_draft, shop.desk, owner, name, changed(shop), None).code == code


def test_drafts_and_their_size_have_limits(shop: Shop, owner: Session) -> None:
    """R9."""
    assert refused(start_draft, shop.desk, owner, "big", {"note": "x" * 2_200_000}, None).code == "programme_too_large"
    for n in range(DRAFTS_MAX):
        start_draft(shop.desk, owner, f"d{n}", {}, None)
    assert refused(start_draft, shop.desk, owner, "one more", {}, None).code == "too_many_drafts"


def test_the_content_is_stored_as_json_text(shop: Shop, owner: Session) -> None:
    draft = start_draft(shop.desk, owner, "x", {"name": "积分"}, None)
    assert json.loads(draft.content) == {"name": "积分"}

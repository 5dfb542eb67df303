"""LESSON-25, first part: an act that needs a second person is approved by that person's PIN, for exactly what was shown, once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.domain.journal import types
from app.domain.till.approval import Approval, Asked
from app.domain.till.rights import ROLES, TABLE, Act, Right, may
from app.services.approve import HOLDS_MS, approve, approve_by_badge, approved, approvers
from app.services.badges import give_badge, set_active, take_badge
from app.services.desk import book
from app.services.move_cash import asked_for, move_cash
from app.services.sign_in import arrive_by_badge
from tests.fakes.shop import PINS, Shop, refused

ASKED = Asked(act=Act.GRANT_POINTS, parameters={"member": "lin", "points": 50, "reason": "goodwill"})


def yes(shop: Shop, asked: Asked = ASKED, number: str = "1002") -> Approval:
    """The shift leader types his PIN."""
    return approve(shop.desk, shop.session, asked, shop.person(number).id, PINS[number])


def do(shop: Shop, approval: Approval | None, asked: Asked = ASKED, event_id: str = "e1", *, fails: bool = False) -> str | None:
    """An act that looks whether it may."""
    session = shop.session
    with shop.store.write() as books:
        who = approved(shop.desk, books, session, asked, approval, event_id)
        if fails:
            raise ValueError("half way")
        book(shop.desk, books, session, types.NO_SALE, {"reason": "test"}, event_id=event_id, approver_id=who)
    return who


def test_both_persons_stand_in_the_event(shop: Shop) -> None:
    who = do(shop, yes(shop))
    assert who == shop.person("1002").id
    rows = shop.rows("SELECT type, actor_id, approver_id FROM journal ORDER BY seq DESC LIMIT 2")
    cashier = shop.person("1001").id
    assert rows == [("no_sale", cashier, who), ("approval", cashier, who)]
    body = shop.events("approval")[0]["body"]
    assert body == {"act": "grant_points", "digest": ASKED.digest, "event": "e1"}
    shop.verify()


def test_whoever_may_do_it_alone_is_not_asked(shop: Shop) -> None:
    shop.sign_in("1002")
    assert do(shop, None) is None
    assert shop.events("approval") == []


def test_without_an_answer_nothing_is_booked(shop: Shop) -> None:
    shop.sign_in()
    before = shop.seq()
    found = refused(do, shop, None)
    assert (found.code, found.values) == ("needs_approval", {"act": "grant_points"})
    assert shop.seq() == before


@pytest.mark.parametrize(
    "other",
    [
        {"act": Act.DEDUCT_POINTS},
        {"parameters": {"member": "lin", "points": 51, "reason": "goodwill"}},
        {"parameters": {"member": "zhou", "points": 50, "reason": "goodwill"}},
    ],
    ids=["another act", "one point more", "another member"],
)
def test_the_answer_holds_for_exactly_what_was_shown(shop: Shop, other: dict[str, Any]) -> None:
    approval = yes(shop)
    assert refused(do, shop, approval, replace(ASKED, **other)).code == "approval_other"


def test_an_answer_is_used_once(shop: Shop) -> None:
    approval = yes(shop)
    do(shop, approval)
    assert refused(do, shop, approval, event_id="e2").code == "approval_used"
    assert len(shop.events("approval")) == 1


def test_an_act_that_failed_may_be_tried_again_with_the_same_answer(shop: Shop) -> None:
    """The commit was rolled back: neither act nor answer is in the books."""
    approval = yes(shop)
    with pytest.raises(ValueError, match="half way"):
        do(shop, approval, fails=True)
    assert shop.events("approval") == []
    assert do(shop, approval) is not None


def test_an_answer_ends_after_ten_minutes(shop: Shop) -> None:
    approval = yes(shop)
    shop.wait(HOLDS_MS // 1000 + 1)
    assert refused(do, shop, approval).code == "approval_old"
    late = yes(shop)
    shop.wait(-5)
    assert refused(do, shop, late).code == "approval_old"


def test_nobody_approves_what_he_does_himself(shop: Shop) -> None:
    assert refused(approve, shop.desk, shop.session, ASKED, shop.person("1001").id, PINS["1001"]).code == "approve_own"
    approval = yes(shop)
    assert refused(do, shop, replace(approval, approver_id=shop.session.actor.id)).code == "approve_own"


def test_the_answer_belongs_to_who_asked(shop: Shop) -> None:
    approval = replace(yes(shop), actor_id="somebody")
    assert refused(do, shop, approval).code == "approval_other"


def test_a_person_without_the_right_cannot_give_it(shop: Shop) -> None:
    shop.sign_in("1002")
    many = Asked(act=Act.GRANT_MANY_POINTS, parameters={"points": 9})
    assert refused(approve, shop.desk, shop.session, many, shop.person("1001").id, PINS["1001"]).code == "approver_may_not"
    assert do(shop, approve(shop.desk, shop.session, many, shop.person("1003").id, PINS["1003"]), many) == shop.person("1003").id


def test_what_is_not_a_persons_at_all_is_not_asked_about(shop: Shop) -> None:
    never = Asked(act=Act.PUBLISH_PROGRAMME, parameters={})
    assert refused(do, shop, yes(shop, never, "1003"), never).code == "not_allowed"


def test_wrong_pins_count_as_at_sign_in(shop: Shop) -> None:
    leader = shop.person("1002").id
    for left in (4, 3, 2, 1):
        found = refused(approve, shop.desk, shop.session, ASKED, leader, "000000")
        assert (found.code, found.values["left"]) == ("pin_wrong", left)
    assert refused(approve, shop.desk, shop.session, ASKED, leader, "000000").code == "locked_out"
    assert refused(approve, shop.desk, shop.session, ASKED, leader, PINS["1002"]).code == "locked_out"
    assert [event["body"]["staff"] for event in shop.events("pin_refused")] == [leader] * 4
    shop.wait(61)
    assert yes(shop).approver_id == leader
    assert shop.person("1002").wrong_pins == 0


def test_who_can_be_asked(shop: Shop) -> None:
    def numbers(act: Act) -> list[str]:
        with shop.store.read() as reader:
            return [person.number for person in approvers(reader, shop.session, act)]

    assert numbers(Act.GRANT_POINTS) == ["1002", "1003"]
    assert numbers(Act.GRANT_MANY_POINTS) == ["1003"]
    shop.sign_in("1003")
    assert numbers(Act.GRANT_POINTS) == ["1002"]


@pytest.mark.parametrize("act", list(Act))
def test_every_act_can_be_done_by_somebody_and_approved_by_somebody_else(act: Act) -> None:
    """LESSON-25: allowed, or needs approval, for every act; a right grows with the role."""
    rank = [Right.NO, Right.NEEDS_APPROVAL, Right.YES]
    answers = [rank.index(answer) for answer in TABLE[act]]
    assert answers == sorted(answers)
    assert may(ROLES[-1], act)


def test_the_hash_is_of_canonical_json() -> None:
    same = Asked(act=Act.GRANT_POINTS, parameters={"reason": "goodwill", "points": 50, "member": "lin"})
    assert same.digest == ASKED.digest
    with pytest.raises((TypeError, ValueError)):
        _ = Asked(act=Act.GRANT_POINTS, parameters={"points": 1.5}).digest  # type: ignore[dict-item]


def test_a_badge_signs_in_and_approves_and_is_never_kept(shop: Shop) -> None:
    """LESSON-25: a second person's badge for one act; both are recorded, and nobody's own badge will do."""
    owner = shop.sign_in("1003")
    badge = give_badge(shop.desk, owner, "staff1002")
    own = give_badge(shop.desk, owner, "staff1001")
    assert shop.rows("SELECT kind FROM work_print_job") == [("slip",), ("slip",)]
    assert not [row for row in shop.rows("SELECT code_hash FROM person_badge") if badge in row[0]]
    assert badge not in "".join(str(event["body"]) for event in shop.events())
    session = shop.sign_in("1001")
    asked = asked_for(session, "pay_out", 100, "goods")
    assert asked is not None
    assert refused(approve_by_badge, shop.desk, session, asked, own).code == "approve_own"
    assert refused(approve_by_badge, shop.desk, session, asked, "SB" + "0" * 16).code == "badge_unknown"
    move_cash(shop.desk, session, "pay_in", 500, "change")
    approval = approve_by_badge(shop.desk, session, asked, badge)
    move_cash(shop.desk, session, "pay_out", 100, "goods", approval=approval)
    row = shop.rows("SELECT actor_id, approver_id FROM journal WHERE type = 'cash_moved' ORDER BY seq DESC LIMIT 1")
    assert row == [("staff1001", "staff1002")]
    assert arrive_by_badge(shop.desk, badge).person.number == "1002"


def test_a_badge_ends_when_another_is_made_or_its_holder_leaves(shop: Shop) -> None:
    owner = shop.sign_in("1003")
    first = give_badge(shop.desk, owner, "staff1002")
    second = give_badge(shop.desk, owner, "staff1002")
    assert refused(arrive_by_badge, shop.desk, first).code == "badge_unknown"
    assert arrive_by_badge(shop.desk, second).person.number == "1002"
    set_active(shop.desk, owner, "staff1002", active=False)
    assert refused(arrive_by_badge, shop.desk, second).code == "badge_unknown"
    set_active(shop.desk, owner, "staff1002", active=True)
    take_badge(shop.desk, owner, "staff1002")
    assert refused(arrive_by_badge, shop.desk, second).code == "badge_unknown"
    assert refused(set_active, shop.desk, owner, "staff1003", active=False).code == "staff_self"


def test_only_the_owner_gives_badges(shop: Shop) -> None:
    for number in ("1001", "1002"):
        session = shop.sign_in(number)
        assert refused(give_badge, shop.desk, session, "staff1001").code == "not_allowed"
        assert refused(set_active, shop.desk, session, "staff1003", active=False).code == "not_allowed"

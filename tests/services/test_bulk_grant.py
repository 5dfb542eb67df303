"""Points to a whole list (EARN-34, EARN-03): control totals first, nothing twice, cut off and gone on with, taken back as a whole."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.services.adjust_points import Adjustment, adjust_points
from app.services.approve import approve
from app.services.bulk_grant import (
    BulkGrant,
    GrantOrder,
    GrantPreview,
    batches,
    left_of,
    preview_grant,
    undo_asked,
    undo_grant,
)
from app.services.grant_list import GrantList, list_from_text, list_of_everybody
from app.services.reverse import reverse
from app.services.run_day import run_day
from app.services.set_up_shop import enrol
from tests.fakes.shop import CARD_BLOCKED, CARD_FROZEN, CARD_LIN, FROZEN, LIN, PINS, ZHOU, Shop, refused

ORDER = GrantOrder(reason="launch", life="2026-12-31", funding="marketing")


def listed(shop: Shop, text: str, points: int | None = 20) -> GrantList:
    with shop.store.read() as reader:
        return list_from_text(reader, text, points)


def everybody(shop: Shop, points: int = 20, tier: str | None = None) -> GrantList:
    with shop.store.read() as reader:
        return list_of_everybody(reader, points, tier)


def order(shop: Shop, people: GrantList, wanted: GrantOrder = ORDER) -> GrantPreview:
    shop.sign_in("1003")
    return preview_grant(shop.desk, shop.session, people, wanted)


def crowd(shop: Shop, n: int) -> None:
    """So many members more."""
    from app.domain.members.member import new_member

    with shop.store.write() as books:
        for at in range(n):
            member = new_member(member_id=f"c{at:05d}", name="众", phone=f"138{at:08d}", tier="regular", joined_on="2026-06-01")
            enrol(shop.desk, books, member)


def test_cards_phones_and_ids_each_with_their_points(shop: Shop) -> None:
    people = listed(shop, f"{CARD_LIN},50\n19900001234\n{FROZEN},7\n\n")
    assert people.members == ((LIN, 50), (ZHOU, 20), (FROZEN, 7))
    assert (people.rows, people.points, people.frozen, people.bad_rows) == (3, 77, 1, 0)


@pytest.mark.parametrize("text", ["points,phone\n50,19900006027\n", "member,points\nlin,50", f"姓名,card,points\n林,{CARD_LIN},50"])
def test_a_file_with_a_heading(shop: Shop, text: str) -> None:
    assert listed(shop, text).members == ((LIN, 50),)


def test_every_row_that_cannot_be_taken_is_named_and_counted(shop: Shop) -> None:
    people = listed(shop, f"{CARD_LIN}\nlin\n13811112222\nnobody\n{CARD_BLOCKED}\nclosed\n{CARD_FROZEN},zero\n19900001234,0\n")
    assert people.members == ((LIN, 20),)
    assert (people.twice, people.unknown, people.closed, people.wrong, people.rows) == (1, 3, 1, 2, 8)
    assert [(row.line, row.problem.split(": ", 1)[1]) for row in people.bad] == [
        (2, "twice in this list"), (3, "nobody has this phone"), (4, "nobody found"), (5, "no such card, or a blocked one"),
        (6, "this membership was ended"), (7, "points: not a whole number from 1 to a million"),
        (8, "points: not a whole number from 1 to a million"),
    ]  # fmt: skip


def test_a_phone_that_two_members_share_says_nothing_about_who_is_meant(shop: Shop) -> None:
    shop.enrol("twin", "周二", phone="19900001234")
    assert listed(shop, "19900001234").bad[0].problem.endswith("more than one member has this phone")


def test_a_selection_is_everybody_or_a_tier(shop: Shop) -> None:
    assert {member for member, _ in everybody(shop).members} == {LIN, ZHOU, FROZEN}
    assert everybody(shop, tier="gold").members == ((LIN, 20),)
    assert refused(everybody, shop, 20, "diamond").code == "list_empty"


def test_control_totals_before_anything_is_booked(shop: Shop) -> None:
    shop.sign_in("1003")
    before = shop.seq()
    preview = order(shop, listed(shop, f"{CARD_LIN},50\n{CARD_FROZEN}\nnobody"))
    assert (preview.points, preview.worth_minor, preview.expires_on, preview.chunks, preview.done) == (70, 70, "2026-12-31", 1, 0)
    assert preview.asked is None
    assert shop.types()[before:] == ["log_in"]


def test_everybody_gets_the_points_once(shop: Shop) -> None:
    """EARN-34: a launch grant; a frozen account's wait, what is owed is paid, and the cost account stands in every lot."""
    shop.sign_in()
    shop.take_back(ZHOU, 5)
    preview = order(shop, everybody(shop))
    progress = BulkGrant(shop.desk, shop.session, preview).run()
    assert (progress.finished, progress.members, progress.points) == (True, 3, 60)
    assert shop.balance(LIN).available == 2386 + 20
    assert (shop.balance(ZHOU).available, shop.balance(ZHOU).debt) == (15, 0)
    assert (shop.balance(FROZEN).available, shop.balance(FROZEN).frozen) == (500, 20)
    assert shop.rows("SELECT DISTINCT expires_on, funding FROM lot WHERE rule = 'by_hand'") == [("2026-12-31", "marketing")]
    again = order(shop, everybody(shop))
    assert (again.batch, again.done) == (preview.batch, 1)
    BulkGrant(shop.desk, shop.session, again).run()
    assert len(shop.events("points_adjusted")) == 3 + 1 + 1  # the opening balances, the debt, this batch
    other = order(shop, everybody(shop), GrantOrder(reason="launch", life="2026-12-31", funding="marketing", label="second"))
    assert (other.batch != preview.batch, other.done) == (True, 0)
    shop.verify()


def test_a_run_that_was_cut_off_goes_on_where_it_stopped(shop: Shop) -> None:
    """1,203 members in three events; the program ends after the first, and again in the middle of a commit."""
    crowd(shop, 1200)
    preview = order(shop, everybody(shop))
    assert preview.chunks == 3
    run = BulkGrant(shop.desk, shop.session, preview)
    run.step()
    half = shop.rows("SELECT count(*) FROM lot WHERE rule = 'by_hand'")
    shop.reopen()
    people, wanted = left_of(shop.desk, preview.batch)
    assert (people.members, wanted) == (preview.listed.members, ORDER)
    fresh = BulkGrant(shop.desk, shop.session, order(shop, people, wanted))
    told: list[int] = []

    def stop(progress: Any) -> bool:
        told.append(progress.done)
        return progress.done < 2

    fresh.run(stop)
    assert told == [2]
    BulkGrant(shop.desk, shop.session, order(shop, people, wanted)).run()
    assert half == [(500,)]
    assert shop.rows("SELECT count(*), sum(remaining) FROM lot WHERE rule = 'by_hand'") == [(1203, 1203 * 20)]
    assert [event["body"]["members"] for event in shop.events("points_adjusted")[-3:]] == [500, 500, 203]
    assert [(batch.done, batch.chunks, batch.members, batch.points) for batch in batches(shop.desk)] == [(3, 3, 1203, 24060)]
    shop.verify()


def test_somebody_who_left_since_the_list_was_made_gets_nothing(shop: Shop) -> None:
    preview = order(shop, everybody(shop))
    shop.set_status(ZHOU, "closed")
    assert BulkGrant(shop.desk, shop.session, preview).run().members == 2
    assert shop.events("points_adjusted")[-1]["body"]["left_out"] == [ZHOU]


def test_a_shift_leader_needs_the_owner_for_the_whole_batch_once(shop: Shop) -> None:
    """LESSON-25: bound to list, points and reason; every event of the batch names both."""
    crowd(shop, 600)
    shop.sign_in("1002")
    preview = preview_grant(shop.desk, shop.session, everybody(shop), ORDER)
    assert preview.asked is not None
    assert refused(BulkGrant(shop.desk, shop.session, preview).step).code == "needs_approval"
    approval = approve(shop.desk, shop.session, preview.asked, shop.person("1003").id, PINS["1003"])
    other = preview_grant(shop.desk, shop.session, everybody(shop, 21), ORDER)
    assert refused(BulkGrant(shop.desk, shop.session, other, approval).step).code == "approval_other"
    BulkGrant(shop.desk, shop.session, preview, approval).run()
    assert shop.rows("SELECT DISTINCT actor_id, approver_id FROM journal WHERE cause_key LIKE ?", f"{preview.batch}:%") == [
        (shop.person("1002").id, shop.person("1003").id)
    ]
    assert len(shop.events("approval")) == 1
    shop.sign_in()
    assert refused(preview_grant, shop.desk, shop.session, everybody(shop), ORDER).code == "not_allowed"


def test_a_batch_is_taken_back_as_a_whole(shop: Shop) -> None:
    """Unused points go, lapsed ones are set off, used ones are owed; a second time there is nothing to take back."""
    shop.publish(redemption={"min_points": 1})
    preview = order(shop, everybody(shop))
    BulkGrant(shop.desk, shop.session, preview).run()
    adjust_points(shop.desk, shop.session, Adjustment(member_id=ZHOU, points=-15, reason="correction"))
    event = shop.events("points_adjusted")[-2]
    assert event["body"]["batch"] == preview.batch
    assert refused(reverse, shop.desk, shop.session, event["id"]).code == "reverse_batch"
    shop.sign_in("1002")
    assert refused(undo_grant, shop.desk, shop.session, preview.batch).code == "needs_approval"
    approval = approve(shop.desk, shop.session, undo_asked(preview.batch), shop.person("1003").id, PINS["1003"])
    assert undo_grant(shop.desk, shop.session, preview.batch, approval=approval) == 1
    assert shop.balance(LIN).available == 2386
    assert (shop.balance(ZHOU).available, shop.balance(ZHOU).debt) == (0, 15)
    assert shop.balance(FROZEN).frozen == 0
    assert undo_grant(shop.desk, shop.session, preview.batch) == 0
    assert [(batch.done, batch.undone) for batch in batches(shop.desk)] == [(1, 1)]
    assert refused(undo_grant, shop.desk, shop.session, "nothing").code == "no_such_batch"
    shop.verify()


def test_what_lapsed_unused_of_a_batch_is_set_off(shop: Shop) -> None:
    preview = order(shop, everybody(shop), GrantOrder(reason="campaign", life="2026-06-21"))
    BulkGrant(shop.desk, shop.session, preview).run()
    shop.at("2026-06-22")
    shop.sign_in("1003")
    run_day(shop.desk, shop.session)
    undo_grant(shop.desk, shop.session, preview.batch)
    assert shop.rows("SELECT sum(debt) FROM balance") == [(0,)]
    assert shop.rows("SELECT sum(expired) FROM lot WHERE rule = 'by_hand'") == [(0,)]
    shop.verify()


def test_a_batch_by_command_belongs_to_no_shift_and_nobody(shop: Shop) -> None:
    preview = preview_grant(shop.desk, None, everybody(shop), ORDER)
    BulkGrant(shop.desk, None, preview).run()
    assert shop.rows("SELECT shift_id, actor_id FROM journal WHERE cause_key = ?", f"{preview.batch}:1") == [(None, None)]
    shop.verify()


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"reason": "misuse"}, "adjust_reason"),
        ({"reason": "launch", "life": "2026-06-01"}, "adjust_life"),
        ({"reason": "launch", "funding": "x y"}, "adjust_funding"),
        ({"reason": "launch", "label": "x" * 41}, "grant_label"),
    ],
)
def test_orders_that_do_not_hold(shop: Shop, wanted: dict[str, Any], code: str) -> None:
    assert refused(order, shop, everybody(shop), GrantOrder(**wanted)).code == code


def test_lists_that_do_not_hold(shop: Shop) -> None:
    assert refused(listed, shop, "").code == "list_empty"
    assert refused(listed, shop, "\n \n").code == "list_empty"
    assert refused(listed, shop, "lin", None).code == "grant_points"
    assert refused(listed, shop, 'lin,"5').code == "file_format"
    assert refused(order, shop, listed(shop, "nobody")).code == "list_empty"
    assert refused(left_of, shop.desk, "nothing").code == "no_such_batch"


def test_the_list_is_kept_with_the_batch(shop: Shop) -> None:
    """By its hash, so that verify misses it where it is gone; it names ids and nobody's phone."""
    preview = order(shop, listed(shop, "19900001234"))
    BulkGrant(shop.desk, shop.session, preview).run()
    plan = shop.events("points_adjusted")[-1]["body"]["plan"]
    content = shop.rows("SELECT content FROM document WHERE sha256 = ?", plan)[0][0]
    assert json.loads(content) == {"members": [[ZHOU, 20]]}
    shop.verify()
    shop.tamper("DELETE FROM document WHERE sha256 = ?", plan)
    with pytest.raises(AssertionError, match="names is missing"):
        shop.verify()

"""The member's changing code at the till, and how much may be spent on what was shown (MEM-04, EDGE-15, LESSON-16)."""

from __future__ import annotations

import pytest

from app.domain.members.member_code import SLOT_MS, check_member_code, member_code, read_member_code
from app.domain.sales.basket import BY_CARD, BY_CODE, BY_NAME
from app.services.approve import approve
from app.services.edit_basket import attach_member
from app.services.member_codes import attach_by_code, code_of, take_code
from app.services.proof import proof_asked
from app.services.set_up_shop import change_setting
from app.services.use_points import use_points
from tests.fakes.shop import CARD_LIN, CARD_ZHOU, LIN, MILK, PINS, ZHOU, Shop, refused

KEY = b"k" * 32


def limits(shop: Shop, name: int, card: int) -> None:
    """Sets the ladder."""
    with shop.store.write() as books:
        change_setting(shop.desk, books, "proof.name_points", name)
        change_setting(shop.desk, books, "proof.card_points", card)


def test_a_code_holds_for_its_half_minute_and_its_neighbours_mem_04() -> None:
    """MEM-04, EDGE-14: another half minute, another key and every changed character are refused."""
    now = 1_800_000_000_000
    text = member_code("lin", now, KEY)
    code = read_member_code(text)
    for late in (-SLOT_MS, 0, SLOT_MS):
        check_member_code(code, now + late, KEY)
    for late in (-2 * SLOT_MS, 2 * SLOT_MS):
        assert refused(check_member_code, code, now + late, KEY).code == "member_code_expired"
    assert refused(check_member_code, code, now, b"x" * 32).code == "member_code_wrong"
    for at in range(3, len(text)):
        changed = text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]
        assert refused(lambda wrong=changed: check_member_code(read_member_code(wrong), now, KEY)).code.startswith("member_code_")


def test_it_attaches_once_and_its_picture_is_refused_mem_04(shop: Shop) -> None:
    """MEM-04: a replayed code is refused after a restart too; the next half minute's is taken."""
    text = code_of(shop.desk, LIN)
    outcome = shop.scan(text)
    assert (outcome.kind, outcome.member_id) == ("member_attached", LIN)
    assert shop.state().basket.proof == BY_CODE
    assert shop.scan(text).reason == "member_code_used"
    shop.reopen()
    assert shop.scan(text).reason == "member_code_used"
    shop.wait(30)
    assert shop.scan(text).reason == "member_code_used"
    assert shop.scan(code_of(shop.desk, LIN)).kind == "member_attached"
    old = code_of(shop.desk, LIN)
    shop.wait(90)
    assert shop.scan(old).reason == "member_code_expired"
    assert [event["member_id"] for event in shop.events("member_code_shown")] == [LIN, LIN]


def test_every_member_has_a_key_of_its_own(shop: Shop) -> None:
    assert shop.desk.member_key(LIN) != shop.desk.member_key(ZHOU)
    forged = code_of(shop.desk, ZHOU).replace(f".{ZHOU}.", f".{LIN}.")
    assert shop.scan(forged).reason == "member_code_wrong"
    assert shop.scan("M1.nonsense").reason == "member_code_wrong"


def test_a_second_member_is_asked_about_before_the_code_is_taken(shop: Shop) -> None:
    shop.scan(CARD_ZHOU)
    text = code_of(shop.desk, LIN)
    outcome = shop.scan(text)
    assert (outcome.kind, outcome.card) == ("member_question", text)
    assert shop.events("member_code_shown") == []
    assert attach_by_code(shop.desk, shop.session, text).basket.member_id == LIN
    assert refused(take_code, shop.desk, shop.session, text).code == "member_code_used"


@pytest.mark.parametrize(
    ("shown", "points", "enough"),
    [(BY_NAME, 100, True), (BY_NAME, 110, False), (BY_CARD, 300, True), (BY_CARD, 310, False), (BY_CODE, 900, True)],
)
def test_what_was_shown_decides_how_much_edge_15(shop: Shop, shown: str, points: int, enough: bool) -> None:
    """EDGE-15, LESSON-16: a phone said aloud for little, the card for more, the code for all; the proof stands in the event."""
    limits(shop, 100, 300)
    shop.scan(MILK)
    if shown == BY_CODE:
        shop.scan(code_of(shop.desk, LIN))
    else:
        attach_member(shop.desk, shop.session, LIN, CARD_LIN if shown == BY_CARD else None)
    if enough:
        use_points(shop.desk, shop.session, points)
        assert shop.events("hold_opened")[-1]["body"]["proof"] == shown
        return
    problem = refused(use_points, shop.desk, shop.session, points)
    assert (problem.code, problem.values["limit"]) == ("proof_needed", 100 if shown == BY_NAME else 300)
    assert shop.events("hold_opened") == []
    owner = shop.person("1003")
    other = approve(shop.desk, shop.session, proof_asked(LIN, points - 10), owner.id, PINS["1003"])
    assert refused(use_points, shop.desk, shop.session, points, approval=other).code == "approval_other"
    yes = approve(shop.desk, shop.session, proof_asked(LIN, points), owner.id, PINS["1003"])
    use_points(shop.desk, shop.session, points, approval=yes)
    event = shop.events("hold_opened")[-1]
    with shop.store.read() as reader:
        booked = reader.event(event["id"])
    assert booked is not None
    assert (event["body"]["proof"], booked.header.approver_id) == ("approval", owner.id)


def test_the_code_stays_the_proof_when_the_card_is_scanned_after_it(shop: Shop) -> None:
    shop.scan(code_of(shop.desk, LIN), CARD_LIN)
    basket = shop.state().basket
    assert (basket.proof, basket.card) == (BY_CODE, CARD_LIN)

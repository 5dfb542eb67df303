"""Points of a walk-in's receipt, claimed by its code (EDGE-07, MEM-10): signed, once, within days, not by who handled it."""

from __future__ import annotations

import pytest

from app.documents.document import PAPER_58, Qr
from app.documents.layout import Code, Line, lay_out
from app.services.claim_sale import claim_sale
from app.services.complete_sale import Done, complete_sale
from app.services.enrol_member import Enrolment, enrol_member
from app.services.refund_sale import open_refund, preview_refund, refund_sale, returnable
from app.services.reprint import reprint, sale_of
from app.services.set_up_shop import change_setting
from tests.fakes.shop import CARD_ZHOU, COFFEE, LIN, MILK, WATER, ZHOU, Shop, refused
from tests.services.test_refund_sale import sell


def walk_in(shop: Shop, *codes: str) -> tuple[Done, str]:
    """A sale without a member, and the code on its receipt."""
    shop.scan(*codes)
    done = complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash")
    return done, code_on(done)


def set_to(shop: Shop, key: str, value: str | int) -> None:
    """A setting of the shop."""
    with shop.store.write() as books:
        change_setting(shop.desk, books, key, value)


def code_on(done: Done) -> str:
    """What a scanner reads off the receipt."""
    return next(element.data for element in done.sale.document.elements if isinstance(element, Qr))


def test_the_code_brings_the_points_of_the_sale_to_the_member(shop: Shop) -> None:
    """EDGE-07: what the receipt promises is what is booked, as an event of its own beside the sale, which stays as it was."""
    done, code = walk_in(shop, COFFEE)
    assert done.sale.data.sale_points == 22
    sold = shop.rows("SELECT payload FROM journal WHERE type = 'sale_completed'")
    claimed = claim_sale(shop.desk, shop.session, code, ZHOU)
    assert (claimed.earned, shop.balance(ZHOU).available) == (22, 22)
    event = shop.events("sale_claimed")[0]
    assert (event["body"]["sale"], event["member_id"]) == (done.sale.event_id, ZHOU)
    assert shop.rows("SELECT payload FROM journal WHERE type = 'sale_completed'") == sold
    assert shop.rows("SELECT member_id, earned FROM sale") == [(ZHOU, 22)]
    shop.verify()


def test_the_block_on_the_receipt(shop: Shop) -> None:
    """design.md 4.13: the worth, a code of at least 22 mm, the last day, 只能领一次; a member's receipt has none of it."""
    done, _ = walk_in(shop, COFFEE)
    laid = lay_out(done.sale.document, PAPER_58)
    lines = [op.text.strip() for op in laid.ops if isinstance(op, Line)]
    assert {"这单值 22 分，还没人领", "2026-07-20 前有效，只能领一次"} <= set(lines)
    drawn = next(op for op in laid.ops if isinstance(op, Code) and op.kind == "qr")
    assert drawn.width_dots / 8 >= 22
    assert not any(isinstance(element, Qr) for element in sell(shop, COFFEE).sale.document.elements)


def test_a_claim_counts_once(shop: Shop) -> None:
    """A replayed code is said plainly, also for the same member; the copy of the receipt has no code any more."""
    done, code = walk_in(shop, COFFEE)
    claim_sale(shop.desk, shop.session, code, ZHOU)
    for member in (ZHOU, LIN):
        assert refused(lambda member=member: claim_sale(shop.desk, shop.session, code, member)).code == "claim_used"
    assert shop.balance(ZHOU).available == 22
    copy = reprint(shop.desk, shop.session, done.sale.event_id)
    assert copy.data.claim is None
    assert sale_of(shop.desk, done.sale.event_id).member_id is None
    assert len(shop.events("sale_claimed")) == 1


def test_a_code_holds_for_its_days(shop: Shop) -> None:
    """Within N days, the last one included; with 0 no receipt has a code."""
    set_to(shop, "claim.days", 7)
    _, code = walk_in(shop, COFFEE)
    _, late = walk_in(shop, COFFEE)
    shop.at("2026-06-27", "09:00")
    shop.sign_in()
    assert claim_sale(shop.desk, shop.session, code, ZHOU).earned == 22
    shop.at("2026-06-28", "09:00")
    shop.sign_in()
    assert refused(lambda: claim_sale(shop.desk, shop.session, late, ZHOU)).code == "claim_expired"
    set_to(shop, "claim.days", 0)
    shop.scan(COFFEE)
    done = complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash")
    assert done.sale.data.claim is None


def test_a_made_up_code_is_nobodys(shop: Shop) -> None:
    """Signed: the mark of one receipt fits no other, and a changed letter fits none."""
    _, code = walk_in(shop, COFFEE)
    _, other = walk_in(shop, MILK)
    swapped = code[:15] + other[15:]
    changed = code[:-1] + ("A" if code[-1] != "A" else "B")
    for wrong in (swapped, changed, "C1.012606209999.AAAAAAAAAAAAAAAA"):
        assert refused(lambda wrong=wrong: claim_sale(shop.desk, shop.session, wrong, ZHOU)).code == "claim_unknown"
    assert shop.events("sale_claimed") == []


def test_nobody_claims_what_he_handled(shop: Shop) -> None:
    """Not by the seller's own card, nor by that of whoever scans it (FRAUD: left receipts collected)."""
    set_to(shop, "claim.staff_cards", f"1001={CARD_ZHOU}")
    _, code = walk_in(shop, COFFEE)
    assert refused(lambda: claim_sale(shop.desk, shop.session, code, ZHOU)).code == "claim_own_card"
    shop.sign_in("1002")
    assert refused(lambda: claim_sale(shop.desk, shop.session, code, ZHOU)).code == "claim_own_card"
    assert claim_sale(shop.desk, shop.session, code, LIN).earned > 0


def test_so_many_a_day(shop: Shop) -> None:
    """A limit a day per member; the receipt stays good."""
    codes = [walk_in(shop, WATER)[1] for _ in range(4)]
    for code in codes[:3]:
        claim_sale(shop.desk, shop.session, code, ZHOU)
    assert refused(lambda: claim_sale(shop.desk, shop.session, codes[3], ZHOU)).code == "claim_many"
    claim_sale(shop.desk, shop.session, codes[3], LIN)


@pytest.mark.parametrize("returned_first", [0, 1])
def test_a_returned_sale_takes_the_claimed_points_back(shop: Shop, returned_first: int) -> None:
    """Refund of a claimed sale: the points of the pieces go, in parts and whole, to exactly nothing (LESSON-01, EDGE-05)."""
    done, code = walk_in(shop, f"3*{COFFEE}", MILK)
    sale_id = done.sale.event_id

    def give_back(lines: dict[str, int]) -> None:
        shown = preview_refund(shop.desk, shop.session, sale_id, lines, "quality")
        refund_sale(shop.desk, shop.session, shop.desk.ids.new_id(), sale_id, lines, "quality", shown=shown.shown)

    if returned_first:
        give_back({"L1": 1})
    claim_sale(shop.desk, shop.session, code, ZHOU)
    assert shop.balance(ZHOU).available > 0
    opened = open_refund(shop.desk, shop.session, sale_id)
    assert opened.member is not None
    give_back({"L1": 1})
    rest = {line: left for line, left in returnable(shop.desk, sale_id).items() if left}
    give_back(rest)
    balance = shop.balance(ZHOU)
    assert (balance.available, balance.pending, balance.debt) == (0, 0, 0)
    assert shop.rows("SELECT refunded_minor = total_minor FROM sale") == [(1,)]
    assert shop.rows("SELECT n FROM cap_use WHERE n != 0") == []
    assert {event["member_id"] for event in shop.events("refund_completed")[returned_first:]} == {ZHOU}
    shop.verify()


def test_a_sale_that_came_back_whole_has_nothing_to_claim(shop: Shop) -> None:
    done, code = walk_in(shop, COFFEE)
    refund_sale(shop.desk, shop.session, shop.desk.ids.new_id(), done.sale.event_id, {"L1": 1}, "quality")
    assert refused(lambda: claim_sale(shop.desk, shop.session, code, ZHOU)).code == "claim_returned"


def test_somebody_who_joins_claims_the_first_sale(shop: Shop) -> None:
    """MEM-10: anonymous sale, later claim: enrolment first, then the code."""
    _, code = walk_in(shop, COFFEE)
    member_id = shop.desk.ids.new_id()
    enrol_member(shop.desk, shop.session, Enrolment(name="周", phone="13820417756", consents=frozenset({"terms"})), member_id=member_id)
    before = shop.balance(member_id).available
    assert claim_sale(shop.desk, shop.session, code, member_id).earned >= 22
    assert shop.balance(member_id).available - before >= 22

"""Goods taken back without a receipt: by product, in cash, at the lowest price, with a second person's yes; no points move."""

from __future__ import annotations

import pytest

from app.services.approve import approve
from app.services.return_goods import preview_return, return_goods
from tests.fakes.shop import CRISPS, NEWSPAPER, PINS, WATER, Shop, refused


def product(shop: Shop, code: str) -> str:
    """A product's id."""
    with shop.store.read() as reader:
        found = reader.product_by_any_code(code)
    assert found is not None
    return found.id


def test_a_cashier_asks_and_the_yes_holds_for_exactly_that(shop: Shop) -> None:
    """LESSON-25: bound to goods, sum and reason; both persons stand in the event; the drawer opens, the slip is queued."""
    goods = {product(shop, WATER): 2}
    preview = preview_return(shop.desk, shop.session, goods, "quality")
    assert preview.total_minor == 400
    assert preview.asked is not None
    event_id = shop.desk.ids.new_id()
    assert refused(return_goods, shop.desk, shop.session, event_id, goods, "quality").code == "needs_approval"
    leader = shop.person("1002")
    approval = approve(shop.desk, shop.session, preview.asked, leader.id, PINS["1002"])
    more = {next(iter(goods)): 3}
    assert refused(return_goods, shop.desk, shop.session, event_id, more, "quality", approval).code == "approval_other"
    done = return_goods(shop.desk, shop.session, event_id, goods, "quality", approval)
    assert return_goods(shop.desk, shop.session, event_id, goods, "quality", approval) == done
    (event,) = shop.events("goods_returned")
    assert event["body"]["paid_out"] == [["cash", 400]]
    assert shop.rows("SELECT actor_id, approver_id FROM journal WHERE type = 'goods_returned'") == [(shop.session.actor.id, leader.id)]
    assert "ledger" not in event["body"] or event["body"]["ledger"] == {}
    assert shop.rows("SELECT kind FROM work_print_job ORDER BY kind") == [("drawer",), ("slip",)]
    shop.verify()


def test_nobody_gets_more_back_than_anybody_paid(shop: Shop) -> None:
    """The lowest of the prices it is sold at, members' prices too."""
    assert preview_return(shop.desk, shop.session, {product(shop, CRISPS): 1}, "quality").total_minor == 750


@pytest.mark.parametrize(
    ("goods", "reason", "code"),
    [({}, "quality", "refund_nothing"), ({WATER: 0}, "quality", "refund_quantity"), ({WATER: 100}, "quality", "refund_quantity"),
     ({WATER: 1}, "whim", "refund_reason"), ({NEWSPAPER: 1}, "quality", "price_missing")],
)  # fmt: skip
def test_bad_input(shop: Shop, goods: dict[str, int], reason: str, code: str) -> None:
    wanted = {product(shop, barcode): qty for barcode, qty in goods.items()}
    assert refused(preview_return, shop.desk, shop.session, wanted, reason).code == code
    assert refused(preview_return, shop.desk, shop.session, {"nothing": 1}, "quality").code == "unknown_product"

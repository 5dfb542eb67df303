"""Exchange: a return whose cash stays in the drawer and pays the basket that follows; two events, and the drawer comes out right."""

from __future__ import annotations

import pytest

from app.services.complete_sale import complete_sale
from app.services.edit_basket import abandon_basket
from app.services.refund_sale import refund_sale
from app.services.take_payment import hand_out_credit, pay_with_credit
from tests.fakes.shop import COFFEE, MILK, WATER, Shop
from tests.services.test_refund_sale import paper, sell


def drawer(shop: Shop) -> int:
    """Cash in less cash out, by the journal alone."""
    sold = sum(row[1] for event in shop.events("sale_completed") for row in event["body"]["tenders"] if row[0] == "cash")
    back = sum(amount for event in shop.events("refund_completed") for kind, amount in event["body"]["paid_out"] if kind == "cash")
    return sold - back


def exchanged(shop: Shop, *codes: str, kind: str = "cash") -> str:
    """A coffee of 12.00 comes back as an exchange and these goods are on the basket; the return's event."""
    done = sell(shop, COFFEE, card=None, kind=kind)
    refund = refund_sale(shop.desk, shop.session, shop.desk.ids.new_id(), done.sale.event_id, {"L1": 1}, "wrong_item", exchange=True)
    assert "抵新单" in paper(refund) if kind == "cash" else True
    shop.scan(*codes)
    return refund.event_id


@pytest.mark.parametrize(("goods", "handed", "change"), [((MILK,), 780, 0), ((WATER,), 0, 1000), ((WATER, WATER), 0, 800)])
def test_the_return_pays_the_new_sale(shop: Shop, goods: tuple[str, ...], handed: int, change: int) -> None:
    """Dearer: the customer adds the difference; cheaper: it is the change. The drawer holds what was sold in the end."""
    refund_id = exchanged(shop, *goods)
    pay_with_credit(shop.desk, shop.session)
    state = shop.state()
    assert state.basket.due_minor == handed
    done = complete_sale(shop.desk, shop.session, state.basket.sale_id, "cash" if handed else None)
    body = shop.events("sale_completed")[-1]["body"]
    assert (body["exchange"], done.sale.data.change_minor) == (refund_id, change)
    assert drawer(shop) == body["total_minor"]
    assert shop.rows("SELECT count(*) FROM work_print_job WHERE kind = 'drawer'") == [(2,)]
    shop.verify()


def test_the_money_is_never_lost(shop: Shop) -> None:
    """A basket given up keeps it for the next; the customer can have it in cash, and that opens the drawer as a no-sale."""
    exchanged(shop, MILK)
    abandon_basket(shop.desk, shop.session)
    assert shop.state().basket.credit_minor == 1200
    shop.reopen()
    assert shop.state().basket.credit_minor == 1200
    hand_out_credit(shop.desk, shop.session)
    assert shop.state().basket.credit_minor == 0
    assert [event["body"]["reason"] for event in shop.events("no_sale")] == ["exchange"]
    assert drawer(shop) == 0


def test_other_ways_go_back_their_own_way(shop: Shop) -> None:
    """What was not paid in cash goes back by its own way; nothing of it pays the new sale."""
    exchanged(shop, MILK, kind="wechat")
    assert shop.state().basket.credit_minor == 0
    assert shop.events("refund_completed")[-1]["body"]["paid_out"] == [["wechat", 1200]]

"""Payment codes at the provider: asked once under a key on the disk, answers of every kind, a cut in the middle, money that goes back; the
code itself is nowhere afterwards (TILL payments; reliability.md §2.2).
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.devices.payments.simulator import SLOW_MS, SimulatedPayments
from app.domain.sales.tender import Tender
from app.services.charge_customer import (
    begin_charge,
    carry_out,
    give_up_charge,
    note_carried_out,
    open_charge,
    orders_waiting,
    see_to_declined,
    take_answer,
)
from app.services.complete_sale import complete_sale
from app.services.edit_basket import abandon_basket, set_quantity
from app.services.ports.payments import Answer
from app.services.refund_sale import refund_sale
from app.services.take_payment import add_tender, remove_tender
from tests.fakes.shop import MILK, Shop, refused

CODE = "134567890123456789"


@pytest.fixture
def answers() -> dict[str, str]:
    """How the simulator behaves; tests change it."""
    return {"now": "approved"}


@pytest.fixture
def provider(shop: Shop, answers: dict[str, str]) -> SimulatedPayments:
    return SimulatedPayments(shop.folder, lambda: answers["now"], shop.clock.now_ms)


def _charged(shop: Shop, provider: SimulatedPayments, key: str = "k1", amount_minor: int | None = None) -> Answer:
    state = begin_charge(shop.desk, shop.session, key, "wechat", amount_minor)
    assert state.basket.charge is not None
    answer = provider.charge(key, "wechat", state.basket.charge.amount_minor, CODE)
    take_answer(shop.desk, shop.session, key, answer)
    return answer


def test_an_approved_charge_is_a_payment_with_its_key(shop: Shop, provider: SimulatedPayments) -> None:
    shop.scan(MILK)
    assert _charged(shop, provider) is Answer.APPROVED
    basket = shop.state().basket
    assert (basket.due_minor, basket.charge) == (0, None)
    assert basket.tenders == (Tender(kind="wechat", amount_minor=1980, given_minor=1980, key="k1"),)
    complete_sale(shop.desk, shop.session, basket.sale_id)
    assert shop.events("sale_completed")[-1]["body"]["provider"] == [["wechat", 1980, "k1"]]
    shop.verify()


def test_a_declined_charge_takes_nothing(shop: Shop, provider: SimulatedPayments, answers: dict[str, str]) -> None:
    answers["now"] = "declined"
    shop.scan(MILK)
    assert _charged(shop, provider) is Answer.DECLINED
    assert (shop.state().basket.due_minor, shop.state().basket.charge) == (1980, None)
    assert provider.taken_minor("k1") == 0


def test_a_slow_customer_is_waited_for(shop: Shop, provider: SimulatedPayments, answers: dict[str, str]) -> None:
    answers["now"] = "slow"
    shop.scan(MILK)
    assert _charged(shop, provider) is Answer.WAITING
    shop.clock.put(shop.clock.now_ms() + SLOW_MS)
    assert provider.look("k1") is Answer.APPROVED


def test_an_unknown_result_is_not_charged_again(shop: Shop, provider: SimulatedPayments, answers: dict[str, str]) -> None:
    """While nobody knows, nothing else may move: not the basket, not another charge, not the sale's end."""
    answers["now"] = "unknown"
    shop.scan(MILK)
    assert _charged(shop, provider) is Answer.UNKNOWN
    state = shop.state()
    assert state.basket.charge is not None
    assert state.basket.charge.unknown
    acts: list[Callable[[], object]] = [
        lambda: begin_charge(shop.desk, shop.session, "k2", "wechat"),
        lambda: set_quantity(shop.desk, shop.session, state.basket.lines[0].id, 2),
        lambda: add_tender(shop.desk, shop.session, "cash", 100),
        lambda: abandon_basket(shop.desk, shop.session),
        lambda: complete_sale(shop.desk, shop.session, state.basket.sale_id, "cash"),
    ]
    assert [refused(act).code for act in acts] == ["charge_open"] * len(acts)
    assert provider.charge("k1", "wechat", 1980, CODE) is Answer.UNKNOWN  # the same key again takes nothing more
    take_answer(shop.desk, shop.session, "k1", provider.look("k1"))
    assert shop.state().basket.due_minor == 0
    assert provider.taken_minor("k1") == 1980


def test_a_charge_left_by_a_cut_is_asked_after_at_the_next_start(shop: Shop, provider: SimulatedPayments) -> None:
    shop.scan(MILK)
    begin_charge(shop.desk, shop.session, "k1", "alipay")
    provider.charge("k1", "alipay", 1980, CODE)  # it heard of it; the till did not hear the answer
    shop.reopen()
    charge = open_charge(shop.desk)
    assert charge is not None
    assert (charge.key, charge.kind, charge.amount_minor) == ("k1", "alipay", 1980)
    take_answer(shop.desk, shop.session, "k1", provider.look(charge.key))
    assert shop.state().basket.due_minor == 0
    begun = shop.state().basket
    complete_sale(shop.desk, shop.session, begun.sale_id)
    shop.scan(MILK)
    begin_charge(shop.desk, shop.session, "k3", "alipay")
    shop.reopen()  # cut off before the provider heard of it
    take_answer(shop.desk, shop.session, "k3", provider.look("k3"))
    assert (shop.state().basket.charge, shop.state().basket.due_minor) == (None, 1980)


def test_another_way_takes_the_charge_back_until_it_is_done(shop: Shop, provider: SimulatedPayments, answers: dict[str, str]) -> None:
    answers["now"] = "unknown"
    shop.scan(MILK)
    _charged(shop, provider)
    give_up_charge(shop.desk, shop.session, "k1")
    assert shop.state().basket.charge is None
    shop.reopen()
    left = note_carried_out(shop.desk, carry_out(provider, orders_waiting(shop.desk)))
    assert [(order.charge, order.act, order.amount_minor) for order in left] == [("k1", "cancel", 1980)]
    assert note_carried_out(shop.desk, carry_out(provider, left)) == ()
    assert provider.taken_minor("k1") == 0
    late = take_answer(shop.desk, shop.session, "k1", Answer.APPROVED)
    assert late.state.basket.tenders == ()  # an answer that comes after all changes nothing


def test_an_approved_payment_taken_off_is_cancelled_at_the_provider(shop: Shop, provider: SimulatedPayments) -> None:
    shop.scan(MILK)
    _charged(shop, provider, amount_minor=1000)
    assert shop.state().basket.due_minor == 980
    remove_tender(shop.desk, shop.session, 0)
    assert note_carried_out(shop.desk, carry_out(provider, orders_waiting(shop.desk))) == ()
    assert provider.taken_minor("k1") == 0
    assert shop.state().basket.due_minor == 1980


def test_a_return_goes_back_by_the_same_provider(shop: Shop, provider: SimulatedPayments) -> None:
    """Part by part and never more than was charged; a second half goes to the second charge."""
    shop.scan(f"2*{MILK}")
    _charged(shop, provider, "k1", 3000)
    _charged(shop, provider, "k2")
    sale = shop.state().basket.sale_id
    complete_sale(shop.desk, shop.session, sale)
    for n in (1, 2):
        refund_sale(shop.desk, shop.session, f"{n:032x}", sale, {"L1": 1}, "quality")
        assert note_carried_out(shop.desk, carry_out(provider, orders_waiting(shop.desk))) == ()
    bodies = [event["body"]["provider"] for event in shop.events("refund_completed")]
    assert bodies == [[["wechat", 1980, "k1"]], [["wechat", 1020, "k1"], ["wechat", 960, "k2"]]]
    assert (provider.taken_minor("k1"), provider.taken_minor("k2")) == (0, 0)
    shop.verify()


def test_a_refund_that_is_declined_stays_until_somebody_has_seen_to_it(
    shop: Shop, provider: SimulatedPayments, answers: dict[str, str]
) -> None:
    shop.scan(MILK)
    _charged(shop, provider)
    sale = shop.state().basket.sale_id
    complete_sale(shop.desk, shop.session, sale)
    refund_sale(shop.desk, shop.session, "f" * 32, sale, {"L1": 1}, "quality")
    answers["now"] = "declined"
    left = note_carried_out(shop.desk, carry_out(provider, orders_waiting(shop.desk)))
    assert [order.declined for order in left] == [True]
    assert carry_out(provider, left) == ()
    assert see_to_declined(shop.desk) == ()


def test_bad_input_is_refused(shop: Shop) -> None:
    assert refused(begin_charge, shop.desk, shop.session, "k", "wechat").code == "empty_basket"
    shop.scan(MILK)
    assert refused(begin_charge, shop.desk, shop.session, "k", "cash").code == "no_such_tender"
    assert refused(begin_charge, shop.desk, shop.session, "k", "wechat", 1981).code == "more_than_due"
    assert refused(begin_charge, shop.desk, shop.session, "k", "wechat", 0).code == "amount_range"


def test_the_code_is_nowhere_afterwards(shop: Shop, provider: SimulatedPayments) -> None:
    """Payment codes are never stored: neither the books nor the log nor any other file of the till has it."""
    shop.scan(MILK)
    _charged(shop, provider)
    complete_sale(shop.desk, shop.session, shop.state().basket.sale_id)
    files = [path for path in shop.folder.rglob("*") if path.is_file()]
    assert any(path.name == "simulated-payments.json" for path in files)
    assert [path for path in files if CODE.encode() in path.read_bytes()] == []
    assert CODE not in str(shop.dump())

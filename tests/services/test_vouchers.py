"""Vouchers that rules give (EARN-37): booked with a code nobody can guess, printed with their code, told again on copies."""

from __future__ import annotations

from typing import Any

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from app.documents.layout import lay_out
from app.documents.paper_picture import paper_picture
from app.documents.render_text import to_text
from app.domain.ledger.voucher_code import is_voucher_code, voucher_code
from app.services.complete_sale import Done, complete_sale
from app.services.reprint import reprint
from tests.fakes.shop import CARD_LIN, CARD_ZHOU, LIN, MILK, ZHOU, Shop

BASE: dict[str, Any] = {
    "code": "base", "lane": "base", "trigger": "sale", "benefit": {"kind": "per_amount", "points": 1, "every_minor": 100}
}  # fmt: skip
TEA: dict[str, Any] = {
    "code": "tea",
    "name": "满19元送茶",
    "trigger": "sale",
    "when": {"min_amount_minor": 1_900},
    "benefit": {"kind": "voucher", "voucher": "FREE_TEA", "count": 2},
    "validity": {"kind": "days", "n": 30},
}


def sell(shop: Shop, *codes: str) -> Done:
    shop.scan(*codes)
    return complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash")


def test_a_rules_vouchers_are_booked_and_stand_on_the_receipt(shop: Shop) -> None:
    """EARN-37: two free teas, good for 30 days, each with its own code; the money's points beside them."""
    shop.programme(BASE, TEA)
    done = sell(shop, MILK, CARD_ZHOU)
    with shop.store.read() as reader:
        vouchers = reader.vouchers(ZHOU, 9)
    assert [(v.voucher, v.rule, v.state, v.issued_on, v.valid_until) for v in vouchers] == [
        ("FREE_TEA", "tea", "issued", "2026-06-20", "2026-07-20")
    ] * 2
    assert len({v.code for v in vouchers}) == 2
    assert all(is_voucher_code(v.code) for v in vouchers)
    text = to_text(lay_out(done.sale.document, shop.desk.profile().paper))
    for part in ("满19元送茶", "有效到 2026-07-20", "到本店出示此码使用", *(v.code for v in vouchers)):
        assert part in text, part
    assert shop.balance(ZHOU).available == 19


def test_the_printed_code_is_read_by_a_scanner(shop: Shop) -> None:
    """By a decoder that is not ours, from the picture of the paper."""
    shop.programme(BASE, TEA)
    done = sell(shop, MILK, CARD_ZHOU)
    with shop.store.read() as reader:
        codes = {voucher.code for voucher in reader.vouchers(ZHOU, 9)}
    picture = paper_picture(lay_out(done.sale.document, shop.desk.profile().paper))
    image = Image.new("L", (picture.width + 64, picture.height + 64), 255)
    for box in picture.boxes:
        image.paste(0, (box.x + 32, box.y + 32, box.x + box.width + 32, box.y + box.height + 32))
    assert {code.text for code in zxingcpp.read_barcodes(image)} == codes | {done.sale.data.sale_number}


def test_a_copy_prints_the_same_codes(shop: Shop) -> None:
    """Nothing is given twice by printing twice."""
    shop.programme(BASE, TEA)
    done = sell(shop, MILK, CARD_ZHOU)
    copy = reprint(shop.desk, shop.session, done.sale.event_id)
    assert copy.data.vouchers == done.sale.data.vouchers
    assert len(shop.rows("SELECT code FROM voucher")) == 2


def test_the_name_is_the_rewards_where_one_has_the_code(shop: Shop) -> None:
    reward = {"code": "FREE_TEA", "name": "大杯奶茶", "kind": "voucher", "points": 500}
    shop.programme(BASE, TEA, rewards=[reward])
    done = sell(shop, MILK, CARD_ZHOU)
    assert [v.name for v in done.sale.data.vouchers] == ["大杯奶茶"] * 2


def test_caps_on_vouchers_count_times(shop: Shop) -> None:
    """FRAUD-02: once a day; and nothing for a walk-in or below the threshold."""
    shop.programme(BASE, TEA, caps=[{"code": "c", "rules": ["tea"], "who": "member", "per": "day", "unit": "times", "limit": 1}])
    assert [len(sell(shop, *codes).sale.data.vouchers) for codes in ((MILK, CARD_ZHOU), (MILK, CARD_ZHOU), (MILK,))] == [2, 0, 0]
    assert [len(sell(shop, MILK, CARD_LIN).sale.data.vouchers)] == [2]


@pytest.mark.parametrize(
    ("validity", "until"),
    [
        ({"kind": "permanent"}, None),
        ({"kind": "date", "date": "2026-12-31"}, "2026-12-31"),
        ({"kind": "date", "date": "2020-12-31"}, None),  # a day that is over is no day to print
        ({"kind": "year_end", "plus_years": 1}, "2027-12-31"),
    ],
)
def test_until_when_a_voucher_is_good(shop: Shop, validity: dict[str, Any], until: str | None) -> None:
    shop.programme(BASE, TEA | {"validity": validity})
    assert sell(shop, MILK, CARD_LIN).sale.data.vouchers[0].valid_until == until
    with shop.store.read() as reader:
        assert {v.valid_until for v in reader.vouchers(LIN, 9)} == {until}


def test_scanning_a_voucher_tells_what_it_is_worth(shop: Shop) -> None:
    """At the till: good, over, nobody's, not whole. A good one goes to the reward desk and stays good."""
    shop.programme(BASE, TEA)
    (code, _) = (voucher.code for voucher in sell(shop, MILK, CARD_ZHOU).sale.data.vouchers)
    assert shop.scan(code).kind == "voucher"
    assert shop.scan(code.lower()).kind == "voucher"
    assert shop.scan(voucher_code("00", 1)).reason == "voucher_unknown"
    assert shop.scan(code[:-1] + str((int(code[-1]) + 1) % 10)).reason == "scan_bad_check_voucher"
    shop.at("2026-07-20")
    shop.sign_in()
    assert shop.scan(code).kind == "voucher"
    shop.at("2026-07-21")
    shop.sign_in()
    assert shop.scan(code).reason == "voucher_expired"
    assert shop.state().basket.empty


@given(st.text("0123456789abcdef", min_size=32, max_size=32), st.integers(0, 999))
def test_codes_have_a_check_digit(event_id: str, n: int) -> None:
    """Every single wrong digit is found."""
    code = voucher_code(event_id, n)
    assert is_voucher_code(code)
    assert voucher_code(event_id, n, 1) != code
    for place in range(1, len(code)):
        wrong = code[:place] + str((int(code[place]) + 1) % 10) + code[place + 1 :]
        assert not is_voucher_code(wrong)


@pytest.mark.parametrize("text", ["", "V", "V123456789016", "v123456789015", "V12345678901５", "M123456789015", "V1234567890155"])
def test_what_is_no_voucher_code(text: str) -> None:
    assert not is_voucher_code(text)

"""What the shop says on the slip: a word for the member's state, a survey code (COM-04, COM-05, MEM-11)."""

from __future__ import annotations

import pytest

from app.documents.layout import lay_out
from app.documents.render_text import to_text
from app.services.complete_sale import complete_sale
from app.services.shop_settings import change_shop_setting
from tests.fakes.shop import CARD_LIN, MILK, WATER, Shop

WORDS = {
    "message.new": "欢迎加入",
    "message.active": "您常买的{usual}，周六双倍积分",
    "message.dormant": "隔了{days}天，欢迎回来",
}


def say(shop: Shop, **more: str) -> None:
    """The owner writes the words."""
    session = shop.sign_in("1003")
    for key, text in ({"message.on": "on"} | WORDS | more).items():
        change_shop_setting(shop.desk, session, key, text)


def slip(shop: Shop, day: str, *codes: str) -> str:
    """The receipt of a sale on a day, as text."""
    shop.at(day)
    shop.sign_in()
    shop.scan(*codes)
    done = complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash")
    return "\n".join(to_text(lay_out(done.sale.document, shop.desk.profile().paper)).splitlines())


@pytest.fixture
def spoken(shop: Shop) -> Shop:
    say(shop)
    return shop


def test_a_word_for_each_state_as_it_was_before_the_sale(spoken: Shop) -> None:
    """COM-04, COM-05, MEM-07: the slip is a channel without a price; its content follows state and preference."""
    for day in ("2026-06-20", "2026-06-23"):
        assert "欢迎加入" in slip(spoken, day, MILK, CARD_LIN)
    for day in ("2026-06-26", "2026-06-29"):
        assert "欢迎" not in slip(spoken, day, MILK, CARD_LIN)  # few visits: ordinary, for whom nothing was written
    assert "您常买的牧晨记 鲜牛奶 950ml" in slip(spoken, "2026-07-02", MILK, CARD_LIN).replace("\n", "")
    assert "隔了29天，欢迎回来" in slip(spoken, "2026-07-31", WATER, CARD_LIN)


def test_nothing_for_a_walk_in_and_nothing_while_it_is_switched_off(shop: Shop) -> None:
    say(shop, **{"message.on": "off"})
    assert "欢迎加入" not in slip(shop, "2026-06-20", MILK, CARD_LIN)
    say(shop)
    assert "欢迎加入" not in slip(shop, "2026-06-20", MILK)


def test_a_blank_that_cannot_be_filled_leaves_the_word_out(shop: Shop) -> None:
    say(shop, **{"message.new": "您常买的{usual}到了"})
    assert "您常买的" not in slip(shop, "2026-06-20", MILK, CARD_LIN)


def test_the_survey_code_with_the_receipts_number(spoken: Shop) -> None:
    """MEM-11: for everybody, with a card or without."""
    session = spoken.sign_in("1003")
    change_shop_setting(spoken.desk, session, "survey.code", "https://s.example/f?r={receipt}")
    spoken.at("2026-06-20")
    spoken.sign_in()
    for codes in ((MILK,), (MILK, CARD_LIN)):
        spoken.scan(*codes)
        done = complete_sale(spoken.desk, spoken.session, spoken.state().basket.sale_id, "cash")
        assert done.sale.data.survey == f"https://s.example/f?r={done.sale.data.sale_number}"
    text = to_text(lay_out(done.sale.document, spoken.desk.profile().paper))
    assert "扫码说说您的意见" in text


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("", ""), ("A1.survey", "A1.survey"), ("意见", "%E6%84%8F%E8%A7%81"), ("见" * 60, "")],
    ids=["none", "activity", "Chinese", "too long"],
)
def test_codes_that_paper_can_hold(spoken: Shop, typed: str, printed: str) -> None:
    session = spoken.sign_in("1003")
    change_shop_setting(spoken.desk, session, "survey.code", typed)
    spoken.at("2026-06-20")
    spoken.sign_in()
    spoken.scan(MILK)
    done = complete_sale(spoken.desk, spoken.session, spoken.state().basket.sale_id, "cash")
    assert done.sale.data.survey == printed

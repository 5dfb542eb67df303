"""Sell: the drawn basket and member panel with the engine's figures, quantities, prices asked in place, undo, the last sale's card."""

from __future__ import annotations

from app.gui.presenters.places import Place, Sheet
from app.gui.presenters.undo import UNDO_MS
from app.services.ports.sound import Sound
from tests.fakes.shop import (
    BAG,
    BUN,
    CARD_BLOCKED,
    CARD_CLOSED,
    CARD_FROZEN,
    CARD_LIN,
    CARD_ZHOU,
    COFFEE,
    CRISPS,
    LIN,
    MILK,
    NEWSPAPER,
    WATER,
)
from tests.gui.presenters.bench import Bench

DRAWN = (f"2*{WATER}", MILK, COFFEE, f"2*{BUN}", CRISPS, BAG)


def test_the_drawn_basket_with_the_engines_figures(counter: Bench) -> None:
    counter.scan(*DRAWN, CARD_LIN)
    view = counter.view("sell")
    rows = view.basket.rows
    assert [row.points for row in rows] == ["+6", "+50", "+28", "+9", "+10", "—"]
    assert [row.amount for row in rows] == ["4.00", "19.80", "12.00", "6.00", "7.50", "0.30"]
    assert (rows[4].price, rows[4].was) == ("7.50", "8.50")
    assert [[tag.text for tag in row.tags] for row in rows] == [
        [], ["周六乳品双倍"], ["现磨咖啡每杯+10分"], [], ["会员价 −¥1.00"], ["不参与积分"],
    ]  # fmt: skip
    assert view.basket.count == "8 件"
    assert view.basket.saved == "已优惠 ¥1.00"
    assert view.pay.due == "¥49.60"


def test_the_member_panel_answers_at_one_glance_lesson_21(counter: Bench) -> None:
    counter.scan(*DRAWN, CARD_LIN)
    member = counter.view("sell").member.member
    assert (member.name, member.tier.name, member.tier.rank) == ("林女士", "金卡", "gold")
    assert member.identity == f"尾号 6027 · 卡尾号 {CARD_LIN[-4:]}"
    assert (member.balance, member.worth, member.earned) == ("2,386", "≈ ¥23.86", "+103")
    assert (member.expiring, member.expiring_on) == ("320 分", "6月30日")
    assert member.next_tier == "距铂金卡"
    assert counter.view("sell").use_points.offer == "最多抵 ¥23.80"


def test_idle_shows_what_can_be_earned_today_com_11(counter: Bench) -> None:
    view = counter.view("sell")
    assert view.idle
    assert not view.pay.enabled
    assert [rule.text for rule in view.member.rules][:2] == ["每消费 ¥1 积 1 分", "周六乳品双倍"]


def test_enter_in_an_empty_box_does_nothing(counter: Bench) -> None:
    counter.keys("Enter")
    counter.scan(WATER)
    counter.keys("Enter", "Enter")
    assert counter.at == (Place.SELL, Sheet.NONE)
    assert counter.sales() == []


def test_arrows_choose_a_line_and_plus_minus_change_it(counter: Bench) -> None:
    counter.scan(WATER, MILK)
    counter.keys("Up", "+", "+", "-")
    view = counter.view("sell")
    assert view.basket.selected == 0
    assert [row.quantity for row in view.basket.rows] == ["2", "1"]
    counter.keys("-", "-", "-")
    assert [line.qty for line in counter.shop.state().basket.lines] == [1, 1]


def test_quantity_by_f4_and_before_a_scan(counter: Bench) -> None:
    counter.scan(f"3*{WATER}")
    counter.keys("F4", "1", "2", "Enter")
    assert counter.at == (Place.SELL, Sheet.NONE)
    assert counter.shop.state().basket.lines[0].qty == 12


def test_a_quantity_typed_before_a_scan_counts_for_it(counter: Bench) -> None:
    """Design §2.2: `3*`, then the scanner; a member's card in between does not use it up, and 0* is refused, not one."""
    counter.keys("3", "*")
    counter.scan(WATER)
    assert counter.shop.state().basket.lines[0].qty == 3
    assert counter.view("sell").scan.text == ""
    counter.keys("2", "*")
    counter.scan(CARD_LIN, MILK)
    state = counter.shop.state()
    assert (state.basket.member_id, state.basket.lines[1].qty) == (LIN, 2)
    counter.keys("0", "*")
    counter.scan(COFFEE)
    assert counter.view("sell").scan.problem.startswith("这不是数量")
    counter.scan(COFFEE)
    assert [line.qty for line in counter.shop.state().basket.lines] == [3, 2, 1]


def test_the_beginning_of_a_scan_is_taken_back_from_where_it_went(counter: Bench) -> None:
    """LESSON-20: a busy window gave the first digits out as typed; neither amount, quantity, PIN nor box keeps them."""
    counter.scan(WATER)
    counter.keys("4")
    counter.shell.retracted(1)
    assert counter.view("sell").scan.text == ""
    counter.keys("F4", "1", "6", "9")
    counter.shell.retracted(2)
    assert counter.view("number").text == "1"
    counter.keys("Esc", "F12", "6", "9")
    counter.shell.retracted(2)
    assert (counter.at[0], counter.view("pay").amount) == (Place.PAY, "")
    counter.keys("Ctrl+L", "2", "4", "6")
    counter.shell.retracted(1)
    assert counter.view("sign_in").dots == 2


def test_an_absurd_quantity_changes_nothing_and_says_so(counter: Bench) -> None:
    counter.scan(WATER)
    counter.keys("F4", "0")
    assert not counter.view("number").can_confirm
    counter.keys("9", "9", "9", "9", "9", "Enter")
    assert counter.shop.state().basket.lines[0].qty == 1
    assert counter.view("sell").scan.problem == "数量不对 – 每行 1 到 9,999 件；购物篮没有变"
    counter.scan(f"0*{MILK}")
    assert counter.view("sell").scan.problem.startswith("这不是数量")
    assert len(counter.shop.state().basket.lines) == 1


def test_an_open_price_is_asked_in_place_and_scanning_goes_on_meanwhile(counter: Bench) -> None:
    counter.scan(NEWSPAPER)
    assert counter.at == (Place.SELL, Sheet.NUMBER)
    counter.scan(WATER)
    counter.keys("6", ".", "5", "Enter")
    assert sorted(line.unit_minor for line in counter.shop.state().basket.lines) == [200, 650]


def test_a_removed_line_comes_back_within_five_seconds_and_afterwards(counter: Bench) -> None:
    counter.scan(WATER, f"2*{MILK}")
    counter.keys("Del")
    assert counter.view("sell").undo == "已删除 牧晨记 鲜牛奶 950ml"
    assert [delay for delay, _ in counter.timers.waiting] == [UNDO_MS]
    counter.timers.fire()
    assert counter.view("sell").undo == ""
    counter.keys("Ctrl+Z")
    assert [(line.barcode, line.qty) for line in counter.shop.state().basket.lines] == [(WATER, 1), (MILK, 2)]
    counter.keys("Ctrl+Z")
    assert len(counter.shop.state().basket.lines) == 2


def test_a_detached_member_comes_back_and_prices_follow(counter: Bench) -> None:
    counter.scan(CRISPS, CARD_LIN)
    assert counter.view("sell").pay.due == "¥7.50"
    counter.room.sell.detach()
    assert counter.view("sell").pay.due == "¥8.50"
    assert counter.view("sell").undo == "本单已取消林女士"
    counter.keys("Ctrl+Z")
    assert counter.view("sell").pay.due == "¥7.50"
    assert counter.shop.state().basket.card == CARD_LIN


def test_typed_text_is_edited_and_cleared(counter: Bench) -> None:
    counter.keys(*"69211", "Backspace")
    assert counter.view("sell").scan.text == "6921"
    counter.keys("Esc")
    assert counter.view("sell").scan.text == ""
    counter.keys(*WATER, "Enter")
    assert len(counter.shop.state().basket.lines) == 1


def test_an_unknown_code_offers_three_ways_on(counter: Bench) -> None:
    counter.scan("9521001000093")
    scan = counter.view("sell").scan
    assert scan.text == "9521001000093"
    assert [choice.id for choice in scan.choices] == ["find", "member", "ignore"]
    assert Sound.UNKNOWN in counter.sound.heard
    counter.keys("1")
    assert counter.at == (Place.SELL, Sheet.FIND)
    assert counter.view("find").text == "9521001000093"


def test_a_wrong_check_digit_a_joined_and_a_torn_scan_say_what_they_are(counter: Bench) -> None:
    counter.scan(WATER[:-1] + str((int(WATER[-1]) + 1) % 10))
    assert counter.view("sell").scan.problem.startswith("条码不完整")
    counter.scan(CARD_LIN[:-1] + str((int(CARD_LIN[-1]) + 1) % 10))
    assert counter.view("sell").scan.problem.startswith("会员卡号不完整")
    counter.scan(WATER + MILK)
    assert counter.view("sell").scan.problem.startswith("两个码连在一起了")
    counter.shell.scan_torn("95210")
    assert counter.view("sell").scan.problem.startswith("只读到半个码")
    assert counter.shop.state().basket.empty


def test_blocked_closed_and_frozen_members(counter: Bench) -> None:
    counter.scan(WATER, CARD_BLOCKED)
    assert counter.view("sell").scan.problem.startswith("这张卡已停用")
    counter.scan(CARD_CLOSED)
    assert counter.view("sell").scan.problem.startswith("这位会员已退会")
    counter.scan(CARD_FROZEN)
    view = counter.view("sell")
    assert [state.text for state in view.member.member.states] == ["账户待核查：可积分，暂不能用"]
    assert not view.use_points.enabled
    assert view.use_points.reason == "账户待核查 – 可积分，暂不能用；积分都在"


def test_control_characters_never_reach_the_screen(counter: Bench) -> None:
    counter.scan("95\x1b[2J\u202e21")
    assert counter.view("sell").scan.problem.isprintable()
    assert counter.view("sell").scan.text.isprintable()


def test_a_second_member_is_a_question_and_the_choice_counts(counter: Bench) -> None:
    counter.scan(CARD_LIN, CARD_ZHOU)
    panel = counter.view("sell").member
    assert panel.notice == "换成周先生？"
    assert panel.member.name == "林女士"
    counter.room.sell.choose("keep")
    assert counter.view("sell").member.notice == ""
    counter.scan(CARD_ZHOU)
    counter.keys("Enter")
    assert counter.view("sell").member.member.name == "周先生"


def test_a_payment_code_on_an_empty_basket_takes_nothing(counter: Bench) -> None:
    counter.scan("134567890123456789")
    assert counter.at[0] is Place.SELL
    assert counter.view("sell").scan.problem == "购物篮是空的 – 先扫商品"


def test_the_change_stays_until_the_first_scan_of_the_next_sale(counter: Bench) -> None:
    counter.scan(WATER)
    counter.keys("F12", "5", "Enter", "Esc")
    card = counter.view("sell").last_sale
    assert (card.change, card.paid) == ("¥3.00", "收 ¥5.00 · 应收 ¥2.00")
    counter.scan(MILK)
    assert counter.view("sell").last_sale is None


def test_the_basket_can_be_given_up_after_a_question(counter: Bench) -> None:
    counter.scan(WATER, CARD_LIN)
    counter.keys("F11")
    tile = next(tile for tile in counter.view("more").tiles if tile.id == "abandon")
    counter.keys(tile.key)
    assert len(counter.view("more").tiles) == 2
    assert not counter.shop.state().basket.empty
    counter.keys("1")
    assert counter.shop.state().basket.empty
    assert counter.at == (Place.SELL, Sheet.NONE)
    assert [event["member_id"] for event in counter.shop.events("basket_abandoned")] == [LIN]

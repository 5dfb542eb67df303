"""The sheets: use points, why, member search and page, find item, receipt, more."""

from __future__ import annotations

from app.gui.presenters.places import Place, Sheet
from app.services.desk import book_office
from app.services.raise_event import check_in
from tests.fakes.shop import CARD_LIN, LIN, MILK, NEWSPAPER, WATER, ZHOU
from tests.gui.presenters.bench import Bench


def test_three_offers_and_what_each_leaves(counter: Bench) -> None:
    counter.scan(MILK, CARD_LIN)
    counter.keys("F7")
    view = counter.view("points")
    assert [(tile.title, tile.figure) for tile in view.tiles] == [("最多抵", "−¥9.90"), ("付整数", "付 ¥10"), ("先用快到期的", "−¥3.20")]
    assert view.rate == "100 分 = ¥1 · 单笔最多抵 50 %"
    assert view.due == ("¥19.80", "¥9.90")
    assert view.balance == ("2,386", "1,396 分")
    assert view.earned == "22 分"
    counter.keys("3")
    assert counter.view("points").due == ("¥19.80", "¥16.60")
    counter.keys("Enter")
    hold = counter.shop.state().basket.hold
    assert hold is not None
    assert hold.points == 320


def test_an_own_number_is_checked_while_it_is_typed(counter: Bench) -> None:
    counter.scan(MILK, CARD_LIN)
    counter.keys("F7", "4", "5", "0", "0", "0")
    view = counter.view("points")
    assert view.own == "5000"
    assert view.problem == "积分不够 – 最多用 990 分"
    assert not view.can_confirm
    counter.keys("Enter")
    assert counter.shop.state().basket.hold is None
    counter.keys("Backspace", "Backspace", "Enter")
    hold = counter.shop.state().basket.hold
    assert hold is not None
    assert hold.points == 50


def test_points_on_the_basket_can_be_taken_back_in_the_sheet(counter: Bench) -> None:
    counter.scan(MILK, CARD_LIN)
    counter.keys("F7", "Enter", "F7")
    assert counter.view("points").confirm == "撤回积分"
    counter.keys("Enter")
    assert counter.shop.state().basket.hold is None
    assert counter.shop.holds() == ()


def test_offers_follow_the_basket_while_the_sheet_is_open(counter: Bench) -> None:
    counter.scan(WATER, CARD_LIN)
    counter.keys("F7")
    assert counter.view("points").tiles[0].figure == "−¥1.00"
    counter.scan(MILK)
    assert counter.view("points").tiles[0].figure == "−¥10.90"


def test_why_names_every_rule_used_or_not_edge_01(counter: Bench) -> None:
    counter.scan(MILK, CARD_LIN)
    counter.keys("F8")
    view = counter.view("why")
    assert view.title == "这 47 分是怎么来的"
    rules = {rule.name: rule for rule in view.explain.rules}
    assert rules["周六乳品双倍"].used
    assert not rules["生日月双倍"].used
    assert all(rule.why for rule in rules.values())
    assert sum(int(part.figure) for part in view.explain.equation.parts) == 47
    counter.texts.set_language("en")
    english = counter.view("why")
    assert english.title == "How these 47 pts came about"
    assert english.explain.rules[0].why.isascii() or "¥" in english.explain.rules[0].why


def test_a_booked_sale_is_explained_by_the_rules_of_its_day(counter: Bench) -> None:
    counter.scan(MILK, CARD_LIN)
    counter.keys("F12", "Enter", "F8")
    assert counter.at == (Place.SELL, Sheet.WHY)
    assert counter.view("why").title == "这 47 分是怎么来的"


def _earning(counter: Bench) -> None:
    counter.shop.programme(
        {"code": "in", "name": "签到送5分", "trigger": "check_in", "benefit": {"kind": "fixed", "points": 5}},
        {"code": "tip", "name": "推荐有礼", "trigger": "check_in", "recipient": "referrer", "benefit": {"kind": "fixed", "points": 8}},
        {"code": "buy", "name": "消费送1分", "trigger": "sale", "benefit": {"kind": "fixed", "points": 1}},
    )


def test_an_act_outside_a_sale_is_told_and_explained(counter: Bench) -> None:
    """LESSON-21, EDGE-01: a check-in stands in the history by its name; Enter opens why it gave what it gave, its own rules only."""
    _earning(counter)
    check_in(counter.shop.desk, counter.shop.session, LIN)
    counter.scan(CARD_LIN)
    counter.keys("F2", "Enter")
    page = counter.view("member")
    assert page.rows[0].cells[1:] == ("签到", "+5", "2,391")
    counter.keys("Enter")
    assert counter.at == (Place.SELL, Sheet.WHY)
    view = counter.view("why")
    assert view.title == "这 5 分是怎么来的"
    assert [(rule.name, rule.used) for rule in view.explain.rules] == [("签到送5分", True)]
    assert [(line.name, line.points) for line in view.explain.lines] == [("这一次", "5"), ("合计", "5")]


def test_what_a_friend_gave_is_explained_to_the_referrer(counter: Bench) -> None:
    """EARN-16: the referrer's page names it, and the explanation is the one of the referrer's points."""
    _earning(counter)
    with counter.shop.store.write() as books:
        book_office(counter.shop.desk, books, None, "referrer_set", {"referrer": LIN}, member_id=ZHOU)
    check_in(counter.shop.desk, counter.shop.session, ZHOU)
    counter.scan(CARD_LIN)
    counter.keys("F2", "Enter")
    assert counter.view("member").rows[0].cells[1:] == ("推荐朋友", "+8", "2,394")
    counter.keys("Enter")
    view = counter.view("why")
    assert (view.title, [rule.name for rule in view.explain.rules]) == ("这 8 分是怎么来的", ["推荐有礼"])


def test_vouchers_stand_on_the_members_page(counter: Bench) -> None:
    """EARN-37: what a rule gave can be found again by its code, with its last day and what became of it."""
    benefit = {"kind": "voucher", "voucher": "TEA", "count": 2}
    counter.shop.programme(
        {"code": "tea", "name": "送茶", "trigger": "sale", "benefit": benefit, "validity": {"kind": "days", "n": 9}}
    )
    counter.scan(MILK, CARD_LIN)
    counter.keys("F12", "Enter")
    counter.shop.tamper("UPDATE voucher SET state = 'used' WHERE n = 1")
    counter.scan(CARD_LIN)
    counter.keys("F2", "Enter", "3")
    page = counter.view("member")
    assert page.titles == ("券", "券码", "有效期到", "状态")
    shown = sorted((row.cells[0], row.cells[2], row.cells[3]) for row in page.rows)
    assert shown == [("送茶", "6月29日", "可用"), ("送茶", "6月29日", "已用")]
    assert all(len(row.cells[1]) == 13 for row in page.rows)
    counter.shop.tamper("UPDATE voucher SET state = 'issued' WHERE n = 1")


def test_an_activity_code_counts_until_it_is_taken_off(counter: Bench) -> None:
    """EARN-29: a scanned code stands above what is due and can be taken off there or by Ctrl+Z."""
    counter.shop.programme(
        {"code": "two", "name": "扫码双倍", "trigger": "sale", "when": {"codes": ["TWICE"]}, "benefit": {"kind": "fixed", "points": 9}}
    )
    counter.scan(MILK, CARD_LIN, "TWICE")
    view = counter.view("sell")
    assert [(line.name, line.detail) for line in view.pay.lines] == [("活动码", "TWICE")]
    assert view.undo == "活动码 TWICE 已计入"
    assert counter.shop.state().quote.points == 9
    counter.keys("Ctrl+Z")
    assert counter.view("sell").pay.lines == ()
    assert counter.shop.state().quote.points == 0


def test_search_by_tail_phone_name_and_initials(counter: Bench) -> None:
    for typed in ("6027", "19900006027", "林", "lwq", "linwanq"):
        counter.keys("F2", *typed)
        assert [row.title for row in counter.view("members").rows] == ["新会员", "林女士"], typed
        assert counter.view("members").selected == LIN
        counter.keys("Esc")
    assert counter.at == (Place.SELL, Sheet.NONE)


def test_a_tail_with_several_hits_chooses_nobody(counter: Bench) -> None:
    counter.shop.enrol("second", "林小", phone="19911116027")
    counter.keys("F2", *"6027", "Enter")
    view = counter.view("members")
    assert [row.title for row in view.rows] == ["新会员", "林女士", "林会员"]
    assert view.selected == ""
    assert view.hint == "有几位会员尾号相同：请顾客报全手机号或姓名"
    assert counter.shop.state().basket.member_id is None
    counter.keys("Down", "Enter")
    assert counter.shop.state().basket.member_id is not None


def test_nobody_found_says_so(counter: Bench) -> None:
    counter.keys("F2", *"9999")
    assert counter.view("members").hint == "没有这个手机号 · 新会员 Enter"


def test_the_members_page_in_full_mem_05(counter: Bench) -> None:
    counter.scan(MILK, CARD_LIN)
    counter.keys("F12", "Enter")
    counter.scan(CARD_LIN)
    counter.keys("F2", "Enter")
    assert counter.at == (Place.SELL, Sheet.MEMBER)
    page = counter.view("member")
    assert page.figures[0] == ("现在可用", "2,433 分")
    assert page.rows[0].cells[1:] == ("购物 01-0620-0001", "+47", "2,433")
    counter.keys("2")
    assert [row.cells[-1] for row in counter.view("member").rows] == ["320", "2,066", "19", "9", "19"]
    counter.keys("3")
    assert counter.view("member").rows == ()
    counter.keys("7")
    assert [row.cells[0] for row in counter.view("member").rows] == [f"…{CARD_LIN[-4:]}"]
    counter.keys("1", "Enter")
    assert counter.at == (Place.SELL, Sheet.RECEIPT)
    counter.keys("Esc")
    assert counter.at == (Place.SELL, Sheet.NONE)


def test_an_item_is_found_by_name_and_an_open_price_asked(counter: Bench) -> None:
    counter.keys("F3", *"报刊")
    view = counter.view("find")
    assert [row.figure for row in view.rows] == ["输入金额"]
    counter.keys("Enter")
    assert counter.at == (Place.SELL, Sheet.NUMBER)
    counter.keys("3", "Enter")
    lines = counter.shop.state().basket.lines
    assert [(line.sku, line.unit_minor) for line in lines] == [(NEWSPAPER, 300)]


def test_a_receipt_scan_opens_it_and_keeps_the_basket(counter: Bench) -> None:
    counter.scan(MILK, CARD_LIN)
    counter.keys("F12", "Enter")
    number = counter.sales()[-1]["body"]["number"]
    counter.scan(WATER, number)
    assert counter.at == (Place.REFUND, Sheet.NONE)
    counter.room.refund.show_paper()
    assert counter.at == (Place.SELL, Sheet.RECEIPT)
    view = counter.view("receipt")
    assert view.title == "小票 01-0620-0001"
    assert view.can_explain
    counter.keys("Ctrl+P")
    counter.room.receipt.print_copy()
    assert counter.view("receipt").copies == "已补打 2 次"
    counter.keys("F8")
    assert counter.at == (Place.SELL, Sheet.WHY)
    assert [line.barcode for line in counter.shop.state().basket.lines] == [WATER]


def test_an_unknown_receipt_says_so(counter: Bench) -> None:
    counter.scan("R012606209999")
    assert counter.view("sell").scan.problem == "没有这张小票：R012606209999 – 核对小票上的号码"


def test_a_typed_phone_opens_the_search(counter: Bench) -> None:
    counter.keys(*"19900001234", "Enter")
    assert counter.at == (Place.SELL, Sheet.MEMBERS)
    counter.keys("Enter")
    assert counter.shop.state().basket.member_id == ZHOU


def test_the_drawer_opens_with_a_reason_that_is_written_down(counter: Bench) -> None:
    counter.keys("Ctrl+D", "1")
    assert [event["body"]["reason"] for event in counter.shop.events("no_sale")] == ["change"]
    assert counter.at == (Place.SELL, Sheet.NONE)


def test_more_leads_everywhere_and_escape_leads_back(counter: Bench) -> None:
    for tile, place in (("queue", Place.QUEUE), ("settings", Place.SETTINGS), ("help", Place.HELP)):
        counter.keys("F11")
        counter.room.more.choose(tile)
        assert counter.at[0] is place
        counter.keys("Esc")
        assert counter.at == (Place.SELL, Sheet.NONE)
    counter.keys("F11")
    counter.room.more.choose("quit")
    assert counter.quits == 1

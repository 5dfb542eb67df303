"""What is done by hand on a member's page: points, the account, a tier, a look back; with the rights of who is signed in."""

from __future__ import annotations

import json
from typing import Any

from app.gui.presenters.member_rows import TABS
from app.gui.presenters.places import Place, Sheet
from app.services.member_codes import code_of
from app.services.set_up_shop import change_setting
from app.support.resources import resource
from tests.fakes.shop import CARD_LIN, LIN, MILK, PINS, TODAY
from tests.gui.presenters.bench import Bench


def acts(counter: Bench) -> list[str]:
    """The ids of the acts that are offered on Lin's page."""
    if counter.at != (Place.SELL, Sheet.MEMBER):
        if counter.shop.state().basket.member_id is None:
            counter.scan(CARD_LIN)
        counter.keys("F2", "Enter")
    counter.keys(str(TABS.index("more") + 1))
    return [row.id for row in counter.view("member").rows]


def become(counter: Bench, number: str) -> None:
    """Somebody else signs in."""
    counter.keys("Ctrl+L")
    counter.sign_in(number)


def start(counter: Bench, act: str) -> Any:
    """Opens the form of an act; gives the presenter."""
    at = acts(counter).index(act)
    counter.keys(*["Down"] * at, "Enter")
    return counter.room.member


def fill(counter: Bench, **values: str) -> None:
    for field, text in values.items():
        counter.room.member.form_set(field, text)


def approve(counter: Bench, number: str) -> None:
    """Somebody else says yes."""
    asking = counter.room.approve
    assert asking.open
    asking.choose(counter.shop.person(number).id)
    counter.keys(*PINS[number], "Enter")


def test_points_by_hand_with_reason_and_what_they_do_before_they_are_booked_earn_03(counter: Bench) -> None:
    """EARN-03, EARN-32: reason, last day, cost account; the balance after is told before, a double Enter books once."""
    become(counter, "1002")
    start(counter, "adjust")
    counter.keys("Enter")
    assert counter.view("member").form.problem == "分数不对 – 1 到 1,000,000；没有入账"
    fill(counter, points="50", reason="goodwill", funding="marketing", note="等太久")
    form = counter.view("member").form
    assert form.intro.startswith("余额 2,386 → 2,436 · 有效期到 ")
    counter.keys("Enter")
    view = counter.view("member")
    assert (view.form, view.note, view.alarmed) == (None, "+50 分", False)
    assert view.figures[0] == ("现在可用", "2,436 分")
    (event,) = [event for event in counter.shop.events("points_adjusted") if event["body"]["reason_code"] == "goodwill"]
    assert event["body"]["ledger"]["grants"][0][11] == "marketing"
    assert "等太久" not in str(event)


def test_a_cashier_asks_a_second_person_bound_to_what_is_shown_lesson_25(counter: Bench) -> None:
    """LESSON-25, EARN-03: the question names member, points, reason and balance; both stand in the event."""
    start(counter, "adjust")
    fill(counter, way="take", points="86", reason="misuse")
    assert "第二个人" in counter.view("member").form.intro
    counter.keys("Enter")
    question = counter.room.approve.view(counter.room.approve._question)  # type: ignore[arg-type]
    assert [line[1] for line in question.lines] == ["林女士 · 尾号 6027", "−86", "违规得分", "2,386 → 2,300"]
    approve(counter, "1002")
    event = counter.shop.events("points_adjusted")[-1]
    assert (event["body"]["points"], counter.shop.balance(LIN).available) == (-86, 2300)
    with counter.shop.store.read() as reader:
        booked = reader.event(event["id"])
    assert booked is not None
    assert booked.header.approver_id == counter.shop.person("1002").id


def test_a_reason_of_the_other_way_does_not_stay(counter: Bench) -> None:
    start(counter, "adjust")
    fill(counter, points="5", reason="campaign", way="take")
    form = counter.view("member").form
    assert [field.text for field in form.fields if field.id == "reason"] == [""]
    counter.keys("Enter")
    assert counter.view("member").form.problem == "还没选原因 – 选一个加减分的原因"
    counter.keys("Esc")
    assert counter.view("member").form is None


def test_an_account_is_frozen_and_freed_fraud_06(counter: Bench) -> None:
    """FRAUD-06: with its reason; the counter says so at once; it earns, and spends again when it is freed."""
    become(counter, "1002")
    assert "free" not in acts(counter)
    start(counter, "freeze")
    counter.keys("Enter")
    assert counter.view("member").form.problem.startswith("还没选原因")
    fill(counter, reason="suspicious")
    counter.keys("Enter")
    assert counter.view("member").note == "账户已冻结"
    assert "账户待核查：可积分，暂不能用" in counter.view("member").facts
    state = counter.till.counter
    assert state is not None
    assert state.attached is not None
    assert state.attached.member.status == "frozen"
    start(counter, "free")
    fill(counter, reason="cleared")
    counter.keys("Enter")
    assert [event["body"]["status"] for event in counter.shop.events("member_status")][-2:] == ["frozen", "active"]


def test_only_who_may_is_offered_an_act(counter: Bench) -> None:
    """A cashier may ask for points and a freeze, not for a tier or an end."""
    assert acts(counter) == ["adjust", "freeze", "past", "rules"]
    become(counter, "1003")
    assert acts(counter) == ["adjust", "freeze", "tier", "past", "close", "rules"]


def test_where_tiers_are_given_by_hand_the_own_tier_is_set_tier_01(counter: Bench) -> None:
    """TIER-01: `manual` tiers; by the owner, or with the owner's yes."""
    tiers = json.loads(resource("templates/convenience.json").read_text(encoding="utf-8"))["tiers"]
    become(counter, "1003")
    assert "level" not in acts(counter), "tiers follow purchases here"
    counter.shop.publish(TODAY, tiers={**tiers, "metric": "manual"})
    counter.keys("Esc", "Esc")
    assert "level" in acts(counter)
    start(counter, "level")
    fill(counter, tier="silver", note="老顾客")
    counter.keys("Enter")
    assert counter.view("member").note == "等级已设定"
    assert counter.view("member").tier.name == "银卡"
    booked = counter.shop.events("tier_set")[-1]
    assert (booked["member_id"], booked["body"]["tier"], booked["body"]["reason"]) == (LIN, "silver", "by_hand")


def test_a_tier_is_given_until_a_day_and_taken_away_tier_10(counter: Bench) -> None:
    """TIER-10: a status match, told by "why this tier" from then on."""
    become(counter, "1003")
    start(counter, "tier")
    fill(counter, tier="platinum", reason="status_match", until="20260101")
    counter.keys("Enter")
    assert counter.view("member").form.problem.startswith("等级不能到这一天")
    fill(counter, until="20261231")
    counter.keys("Enter")
    assert counter.view("member").note == "等级已给予"
    counter.room.member.choose_tab("tier")
    assert counter.view("member").told[0].startswith("现按铂金卡待遇：按其他商家的会员级别认定，至2026-12-31。")
    assert counter.view("member").tier.name == "铂金卡"
    start(counter, "own_tier")
    assert counter.view("member").note == "给予的等级已取消"
    assert "own_tier" not in acts(counter)


def test_how_it_stood_at_a_past_moment_edge_12(counter: Bench) -> None:
    """EDGE-12: points, lots and tier of that minute; a later sale plays no part."""
    counter.scan(MILK, CARD_LIN)
    counter.keys("F12", "Enter")
    counter.scan(CARD_LIN)
    start(counter, "past")
    counter.keys("Enter")
    assert counter.view("member").form.problem == "没有这个时间 – 日期 8 位数字，时间 4 位"
    fill(counter, date="20260619", time="1200")
    counter.keys("Enter")
    view = counter.view("member")
    assert view.told[:2] == ("2026年6月19日 12:00，共 4 件记录之后", "现在可用 2,386 分")
    assert view.told[-2:] == ("2025年6月10日得的 320 分，有效期到 6月30日", "3月5日得的 2,066 分，有效期到 2027年3月31日")
    counter.keys("Esc")
    assert counter.view("member").told == ()
    start(counter, "past")
    fill(counter, date="20200101")
    counter.keys("Enter")
    assert counter.view("member").told == ("2020年1月1日 23:59：那时还没有这位会员的任何记录",)


def test_the_use_points_sheet_says_what_was_checked_and_asks_edge_15(counter: Bench) -> None:
    """EDGE-15, LESSON-16: by phone alone a leader is asked over the sheet; the phone's code satisfies it while the sheet is open."""
    with counter.shop.store.write() as books:
        change_setting(counter.shop.desk, books, "proof.name_points", 100)
    counter.scan(MILK)
    counter.room.sell.take_member(LIN)
    counter.keys("F7")
    sheet = counter.view("points")
    assert (sheet.proved, sheet.proof) == (False, "请出示会员码，或店长输密码")
    counter.keys("Enter")
    assert counter.room.approve.open
    counter.keys("Esc")
    assert counter.shop.events("hold_opened") == []
    counter.scan(code_of(counter.shop.desk, LIN))
    sheet = counter.view("points")
    assert counter.at == (Place.SELL, Sheet.POINTS)
    assert (sheet.proved, sheet.proof) == (True, "已核对：动态会员码")
    counter.keys("Enter")
    assert counter.shop.events("hold_opened")[-1]["body"]["proof"] == "code"

"""Acts that earn points outside a sale: each is one event with funding, caps and a slip, and can be explained from what is stored."""

from __future__ import annotations

from typing import Any

import pytest

from app.documents.layout import lay_out
from app.documents.render_text import to_text
from app.services.desk import book_office
from app.services.explain import evaluate_event
from app.services.raise_event import (
    Raised,
    activities,
    check_in,
    complete_profile,
    raise_birthday,
    raise_top_up,
    record_activity,
)
from app.services.set_up_shop import change_setting
from tests.fakes.shop import CLOSED, FROZEN, LIN, ZHOU, Shop, moment_ms, refused


def fixed(code: str, trigger: str, points: int, **more: Any) -> dict[str, Any]:
    return {"code": code, "trigger": trigger, "benefit": {"kind": "fixed", "points": points}, **more}


def paper(shop: Shop, raised: Raised) -> str:
    return to_text(lay_out(raised.slip.document, shop.desk.profile().paper))


def next_day(shop: Shop, day: str) -> None:
    shop.at(day, "09:00")
    shop.sign_in()


CHECK_INS = (
    fixed("daily", "check_in", 5, funding="store"),
    fixed("week", "check_in", 20, when={"nth": {"of": "streak", "every": 7}}),
)


def test_check_in_counts_the_days_in_a_row(shop: Shop) -> None:
    """EARN-17: 5 a day, 20 more on every seventh day in a row; a day missed begins anew."""
    shop.programme(*CHECK_INS)
    earned = []
    for day in range(1, 9):
        next_day(shop, f"2026-07-{day:02d}")
        earned.append(check_in(shop.desk, shop.session, ZHOU).earned)
    assert earned == [5, 5, 5, 5, 5, 5, 25, 5]
    next_day(shop, "2026-07-10")
    raised = check_in(shop.desk, shop.session, ZHOU)
    assert raised.evaluated.quote.check_in is not None
    assert raised.evaluated.quote.check_in.streak == 1
    assert shop.balance(ZHOU).available == 8 * 5 + 20 + 5


def test_a_second_check_in_of_a_day_says_so(shop: Shop) -> None:
    shop.programme(*CHECK_INS)
    check_in(shop.desk, shop.session, ZHOU)
    again = refused(check_in, shop.desk, shop.session, ZHOU)
    assert (again.code, again.values["streak"]) == ("checked_in_already", 1)
    assert shop.balance(ZHOU).available == 5
    assert shop.types().count("accrual") == 1


def test_the_same_check_in_sent_twice_is_booked_once(shop: Shop) -> None:
    """R4: a second call with the id answers with what was booked."""
    shop.programme(*CHECK_INS)
    first = check_in(shop.desk, shop.session, ZHOU, event_id="aa" * 16)
    again = check_in(shop.desk, shop.session, ZHOU, event_id="aa" * 16)
    assert again.event == first.event
    assert again.slip == first.slip
    assert not again.printed
    assert shop.balance(ZHOU).available == 5


def test_daily_points_of_check_ins_are_capped(shop: Shop) -> None:
    """FRAUD-01: the cap on the points of a day holds over all rules of check-ins; the slip names it."""
    cap = {"code": "in", "rules": ["daily", "week"], "who": "member", "per": "day", "unit": "points", "limit": 3}
    shop.programme(*CHECK_INS, caps=[cap])
    raised = check_in(shop.desk, shop.session, ZHOU)
    assert (raised.earned, raised.evaluated.quote.items[0].cap) == (3, "in")
    assert shop.rows("SELECT holder, cap, period, n FROM cap_use") == [(f"member:{ZHOU}", "in", "2026-06-20", 3)]
    next_day(shop, "2026-06-21")
    assert check_in(shop.desk, shop.session, ZHOU).earned == 3


def test_rewarded_reviews_are_capped_and_still_recorded(shop: Shop) -> None:
    """EARN-19, FRAUD-02, EARN-31, EARN-36: two rewarded reviews a month; the third is written down, gives nothing and says why."""
    cap = {"code": "reviews", "rules": ["review"], "who": "member", "per": "month", "unit": "times", "limit": 2}
    shop.programme(fixed("review", "activity:review", 30, name="评价送30分", funding="marketing"), caps=[cap])
    earned = [record_activity(shop.desk, shop.session, ZHOU, "review", reference=f"R{n}").earned for n in range(3)]
    assert earned == [30, 30, 0]
    assert shop.types().count("accrual") == 3
    again = refused(record_activity, shop.desk, shop.session, ZHOU, "review", reference="R2")
    assert (again.code, again.values["on"]) == ("activity_booked_already", "2026-06-20")
    third = record_activity(shop.desk, shop.session, ZHOU, "review", reference="R9")
    assert third.slip.data.reasons == ("评价送30分：每人每月最多2次，已经用完",)
    assert not third.printed
    assert "已经用完" in paper(shop, third)
    next_day(shop, "2026-07-01")
    assert record_activity(shop.desk, shop.session, ZHOU, "review").earned == 30


@pytest.mark.parametrize(
    ("row", "code", "benefit", "more", "points"),
    [
        ("EARN-18", "share", {"kind": "fixed", "points": 5}, {}, 5),
        ("EARN-20", "survey", {"kind": "fixed", "points": 15}, {}, 15),
        ("EARN-21", "SUMMER26", {"kind": "fixed", "points": 66}, {}, 66),
        ("EARN-30", "course_completed", {"kind": "fixed", "points": 100}, {}, 100),
        ("EARN-30", "booking", {"kind": "per_amount", "points": 1, "every_minor": 1000}, {"amount_minor": 12_345}, 12),
        ("EARN-30", "training", {"kind": "per_item", "points": 8}, {"qty": 3}, 24),
        ("EARN-35", "task", {"kind": "fixed", "points": 40}, {}, 40),
    ],
)
def test_activities_are_booked_by_their_code(
    shop: Shop, row: str, code: str, benefit: dict[str, Any], more: dict[str, int], points: int
) -> None:
    """EARN-18, EARN-20, EARN-21, EARN-30, EARN-35."""
    rule = {"code": "r", "trigger": f"activity:{code}", "benefit": benefit, "funding": "fund"}
    shop.programme(rule, fixed("other", "activity:other", 1))
    raised = record_activity(shop.desk, shop.session, ZHOU, code, **more)
    assert (raised.earned, shop.balance(ZHOU).available) == (points, points), row
    (event,) = shop.events("accrual")
    assert event["body"]["event"] == {"type": "activity", "activity": code} | more
    assert shop.rows("SELECT rule, granted, funding FROM lot WHERE holder = ?", ZHOU) == [("r", points, "fund")]


def test_tasks_are_personal_by_group(shop: Shop) -> None:
    """EARN-35: a task for a segment pays its members only."""
    shop.programme(fixed("task", "activity:task", 40, when={"groups": ["sleepers"]}))
    assert record_activity(shop.desk, shop.session, ZHOU, "task").earned == 0
    with shop.store.write() as books:
        book_office(shop.desk, books, None, "group_set", {"groups": ["sleepers"]}, member_id=ZHOU)
    assert record_activity(shop.desk, shop.session, ZHOU, "task").earned == 40


def test_every_earning_names_who_pays(shop: Shop) -> None:
    """EARN-32, EDGE-17: the cost account of the rule stands on every lot, direct and indirect behaviour apart."""
    shop.programme(
        {"code": "base", "lane": "base", "trigger": "sale", "benefit": {"kind": "per_amount", "points": 1, "every_minor": 100},
         "funding": "margin"},
        fixed("share", "activity:share", 5, funding="marketing"),
        fixed("in", "check_in", 2),
    )  # fmt: skip
    record_activity(shop.desk, shop.session, ZHOU, "share")
    check_in(shop.desk, shop.session, ZHOU)
    assert shop.rows("SELECT rule, funding FROM lot WHERE holder = ? ORDER BY seq", ZHOU) == [("share", "marketing"), ("in", None)]


def test_the_profile_pays_once_for_a_set_of_fields(shop: Shop) -> None:
    """EARN-13: the bonus comes when the last field is told; a new set of fields is another one."""
    shop.programme(fixed("profile", "profile_completed", 20, name="完善资料"))
    act = (shop.desk, shop.session, ZHOU)
    raised = complete_profile(*act, birthday=(2, 29))
    assert raised is not None
    assert (raised.earned, raised.slip.data.act) == (20, "完善资料")
    assert complete_profile(*act, birthday=(3, 1), name="周小明") is None
    with shop.store.read() as reader:
        member = reader.member(ZHOU)
        assert member is not None
        assert (member.name, member.birthday_month, member.profile_done) == ("周小明", 3, True)
    with shop.store.write() as books:
        change_setting(shop.desk, books, "member.profile", "phone+birthday+title")
    raised = complete_profile(*act, honorific="mr")
    assert raised is not None
    assert shop.balance(ZHOU).available == 40
    assert "birthday" not in str(shop.events("accrual")[0]["body"]["member"].get("birthday", ""))


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"phone": "123"}, "phone_not_mobile"),
        ({"phone": "19900006027"}, "phone_taken"),  # Lin's
        ({"birthday": (2, 30)}, "birthday_impossible"),
        ({"name": " "}, "name_empty"),
    ],
)
def test_a_profile_told_wrong_changes_nothing(shop: Shop, given: dict[str, Any], code: str) -> None:
    shop.programme(fixed("profile", "profile_completed", 20))
    before = shop.dump()
    assert refused(complete_profile, shop.desk, shop.session, ZHOU, **given).code == code
    after = shop.dump()
    assert after["person_member"] == before["person_member"]
    assert "accrual" not in shop.types()


def test_birthday_points_come_once_a_year(shop: Shop) -> None:
    """EARN-22: raised by the daily run on the day; the journal keeps no birthday, only that it was the day."""
    shop.programme(
        fixed("cake", "birthday", 88, when={"birthday": "day"}, name="生日快乐"),
        {"code": "gift", "trigger": "birthday", "benefit": {"kind": "voucher", "voucher": "CAKE"}},
    )

    def birthday(day: str) -> Raised | None:
        next_day(shop, day)
        with shop.store.write() as books:
            member = books.member(LIN)
            assert member is not None
            return raise_birthday(shop.desk, books, shop.session, member)

    raised = birthday("2026-09-18")
    assert raised is not None
    assert (raised.earned, raised.printed, len(raised.slip.data.vouchers)) == (88, False, 1)
    assert birthday("2026-09-18") is None
    assert raised.evaluated.body["member"]["birthday_match"] == ["day", "month"]
    assert "birthday" not in raised.evaluated.body["member"]
    assert birthday("2027-09-18") is not None


def test_a_birthday_that_gives_nothing_is_no_event(shop: Shop) -> None:
    session = shop.session
    seq = shop.seq()
    with shop.store.write() as books:
        member = books.member(LIN)
        assert member is not None
        assert raise_birthday(shop.desk, books, session, member) is None
    assert shop.seq() == seq


def test_topping_up_earns(shop: Shop) -> None:
    """EARN-33, the points' side: the rule sees the money; the points live on by it as by a sale."""
    shop.programme(
        {"code": "top", "trigger": "top_up", "benefit": {"kind": "percent_back", "percent": "2"},
         "validity": {"kind": "inactivity", "n": 6}}
    )
    session = shop.session
    with shop.store.write() as books:
        member = books.member(ZHOU)
        assert member is not None
        assert raise_top_up(shop.desk, books, session, member, 50_000, "T1").earned == 1_000
    with shop.store.write() as books:
        assert refused(raise_top_up, shop.desk, books, session, member, 0).code == "amount_range"
    with shop.store.read() as reader:
        again = reader.member(ZHOU)
        assert again is not None
        assert (again.active_on, again.last_visit) == ("2026-06-20", None)


def test_a_frozen_account_earns_frozen_points(shop: Shop) -> None:
    """FRAUD-06: earned points wait until the account is free again."""
    shop.programme(*CHECK_INS)
    raised = check_in(shop.desk, shop.session, FROZEN)
    assert (raised.earned, raised.slip.data.points_in_review, raised.slip.data.points_after) == (5, 5, 500)
    assert (shop.balance(FROZEN).available, shop.balance(FROZEN).frozen) == (500, 5)


def test_a_debt_is_paid_first(shop: Shop) -> None:
    shop.programme(*CHECK_INS)
    shop.sign_in()
    shop.take_back(ZHOU, 3)
    raised = check_in(shop.desk, shop.session, ZHOU)
    data = raised.slip.data
    assert (data.points_earned, data.points_to_debt, data.points_after, data.points_owed) == (5, 3, 2, 0)


@pytest.mark.parametrize(
    ("member", "code", "more", "refusal"),
    [
        ("nobody", "share", {}, "no_such_member"),
        (CLOSED, "share", {}, "member_closed"),
        (ZHOU, "sahre", {}, "no_such_activity"),
        (ZHOU, "x" * 3_000, {}, "no_such_activity"),
        (ZHOU, "share", {"qty": 0}, "qty_range"),
        (ZHOU, "share", {"qty": 10_001}, "qty_range"),
        (ZHOU, "share", {"amount_minor": -1}, "amount_range"),
        (ZHOU, "share", {"amount_minor": 10**13}, "amount_range"),
        (ZHOU, "share", {"reference": "x" * 65}, "text_too_long"),
        (ZHOU, "share", {"reference": "a\x1b[2Jb"}, "text_too_long"),
    ],
)
def test_what_does_not_fit_is_refused_and_books_nothing(
    shop: Shop, member: str, code: str, more: dict[str, Any], refusal: str
) -> None:
    shop.programme(fixed("share", "activity:share", 5))
    assert refused(record_activity, shop.desk, shop.session, member, code, **more).code == refusal
    assert "accrual" not in shop.types()


def test_a_switched_off_rule_offers_no_activity(shop: Shop) -> None:
    shop.programme(fixed("share", "activity:share", 5, active=False), fixed("survey", "activity:survey", 15, name="填问卷送15分"))
    with shop.store.read() as reader:
        programme = shop.desk.programmes.in_force(reader, "2026-06-20")
    (choice,) = activities(programme, "zh")
    assert (choice.code, choice.name, choice.rules) == ("survey", "问卷", ("完成问卷，送15分",))
    assert activities(programme, "en")[0].name == "survey"
    assert refused(record_activity, shop.desk, shop.session, ZHOU, "share").code == "no_such_activity"


def test_an_act_is_evaluated_again_from_its_event(shop: Shop) -> None:
    """Every explanation comes from the stored snapshot and the programme of the day, whatever was published since."""
    shop.programme(*CHECK_INS, fixed("share", "activity:share", 5))
    done = [check_in(shop.desk, shop.session, ZHOU), record_activity(shop.desk, shop.session, LIN, "share", qty=2)]
    shop.programme(fixed("daily", "check_in", 500))
    with shop.store.read() as reader:
        for raised in done:
            event = reader.event(raised.event.header.id)
            assert event is not None
            assert evaluate_event(shop.desk, reader, event).quote == raised.evaluated.quote


@pytest.mark.parametrize(("wanted", "printed"), [("earned", [True, False]), ("always", [True, True]), ("never", [False, False])])
def test_slips_are_printed_as_the_shop_wants(shop: Shop, wanted: str, printed: list[bool]) -> None:
    shop.programme(*CHECK_INS, fixed("share", "activity:share", 5, when={"weekdays": [1]}))
    with shop.store.write() as books:
        change_setting(shop.desk, books, "receipt.slips", wanted)
    assert [check_in(shop.desk, shop.session, ZHOU).printed, record_activity(shop.desk, shop.session, ZHOU, "share").printed] == printed
    assert len(shop.rows("SELECT id FROM work_print_job WHERE kind = 'slip'")) == printed.count(True)


def test_the_slip_says_what_and_why(shop: Shop) -> None:
    shop.programme(*CHECK_INS, validity={"kind": "months", "n": 12}, name="邻里会员")
    text = paper(shop, check_in(shop.desk, shop.session, LIN))
    for part in ("签到", "林**", "*******6027", "本次得分", "+5", "daily +5", "原有积分", "2,386", "2,391", "下次到期 2026-06-30"):
        assert part in text, part


def test_a_clock_set_back_does_not_give_a_second_day(shop: Shop) -> None:
    """The business date is the shift's: setting the clock does not make a new day."""
    shop.programme(*CHECK_INS)
    check_in(shop.desk, shop.session, ZHOU)
    shop.clock.put(moment_ms("2026-06-19"))
    assert refused(check_in, shop.desk, shop.session, ZHOU).code == "checked_in_already"

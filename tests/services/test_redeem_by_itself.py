"""Automatic redemption (RED-22): right after the event that led to it, once, from the right lots, seen on paper, with a way out."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.documents.layout import lay_out
from app.documents.render_text import to_text
from app.domain.journal import types
from app.domain.programme.inputs import MemberInput
from app.domain.programme.operations import evaluate
from app.services.complete_sale import complete_sale
from app.services.desk import book
from app.services.enrol_member import Enrolment, enrol_member
from app.services.entitlements import entitlements, entitlements_at_counter
from app.services.raise_event import check_in
from app.services.receipts import completed_sale
from app.services.redeem_by_itself import redeemed_by_itself, set_auto_redeem
from app.services.run_day import run_day
from app.services.set_up_shop import change_setting
from app.support.resources import resource
from tests.fakes.shop import CARD_CLOSED, CARD_LIN, CARD_ZHOU, CLOSED, COFFEE, FROZEN, LIN, TODAY, ZHOU, Shop, raw, refused

REWARD: dict[str, Any] = {"code": "coupon", "name": "五元券", "kind": "voucher", "points": 100}


def automatic(shop: Shop, keep: int = 0, rules: tuple[dict[str, Any], ...] = (), **reward: Any) -> None:
    """A programme that buys a coupon by itself."""
    document = json.loads(resource("templates/convenience.json").read_text(encoding="utf-8"))
    redemption = {**document["redemption"], "auto": {"reward": "coupon", "keep_points": keep}}
    shop.publish(rewards=[{**REWARD, **reward}], redemption=redemption, rules=[*document["rules"], *rules])


def buy(shop: Shop, card: str = CARD_ZHOU, cups: int = 1) -> str:
    """A member buys coffee; the sale's id."""
    shop.scan(f"{cups}*{COFFEE}", card)
    sale_id = shop.state().basket.sale_id
    complete_sale(shop.desk, shop.session, sale_id, "cash")
    return sale_id


def issued(shop: Shop) -> list[dict[str, Any]]:
    return shop.events(types.REWARD_ISSUED)


def paper(shop: Shop, sale_id: str) -> str:
    with shop.store.read() as reader:
        event = reader.event(sale_id)
        assert event is not None
        document = completed_sale(shop.desk, reader, event).document
    return to_text(lay_out(document, shop.desk.profile().paper))


def test_bought_right_after_the_sale(shop: Shop) -> None:
    """RED-22: points leave the lots in their order, vouchers are there, all in an event of its own that names the sale as its cause."""
    automatic(shop, keep=30)
    first = shop.grant(ZHOU, 95, expires_on="2026-12-31")
    second = shop.grant(ZHOU, 160, expires_on="2027-12-31")
    sale_id = buy(shop)
    (event,) = issued(shop)
    earned = shop.events("sale_completed")[0]["body"]["earned"]
    assert event["cause_key"] == f"auto:{sale_id}"
    assert event["seq"] == shop.events("sale_completed")[0]["seq"] + 1
    assert (event["body"]["times"], event["body"]["points"]) == (2, 200)
    assert shop.balance(ZHOU).available == 95 + 160 + earned - 200
    left = dict(shop.rows("SELECT id, remaining FROM lot WHERE holder = ?", ZHOU))
    assert (left[f"{first}:0"], left[f"{second}:0"]) == (0, 160 - (105 - earned)), "the sale's own points lapse before those of 2027"
    assert [row[:3] for row in shop.rows("SELECT holder, voucher, state FROM voucher")] == [(ZHOU, "coupon", "issued")] * 2


def test_it_is_what_the_engine_says(shop: Shop) -> None:
    """The operation `auto_redeem` on the member as after the sale."""
    automatic(shop, keep=7, per_member={"limit": 3, "per": "month"})
    shop.grant(ZHOU, 405)
    buy(shop)
    (event,) = issued(shop)
    with shop.store.read() as reader:
        programme = json.loads(reader.document(str(reader.programme_sha(TODAY))) or b"")
    member = MemberInput(id=ZHOU, available_points=event["body"]["before"])
    context = {"business_date": TODAY, "local_time": "14:32", "store": "S01", "till": "T01"}
    said = evaluate({"op": "auto_redeem", "programme": programme, "member": member.to_document(), "context": context})
    assert (said["times"], said["points"], said["reward"]) == (event["body"]["times"], event["body"]["points"], event["body"]["reward"])


def test_on_the_receipt_and_on_every_copy(shop: Shop) -> None:
    """The balance printed is the one after it, the voucher is there to be scanned, the next day of lapsing is that of what is left."""
    automatic(shop)
    shop.grant(ZHOU, 95, expires_on="2026-12-31")
    sale_id = buy(shop)
    text = paper(shop, sale_id)
    assert "自动兑换 五元券 ×1" in text
    assert "-100" in text
    balance = shop.balance(ZHOU).available
    (line,) = [line for line in text.splitlines() if line.startswith("积分余额")]
    assert line.split()[-1] == str(balance)
    (code,) = shop.rows("SELECT code FROM voucher")[0]
    assert code in text
    assert "下次到期 2026-12-31" not in text, "those points were the first to be used"
    with shop.store.write() as books:
        change_setting(shop.desk, books, "receipt.language", "en")
    assert "Redeemed by itself: 五元券 ×1" in paper(shop, sale_id)


def test_a_member_who_does_not_want_it(shop: Shop) -> None:
    """RED-22: the member can opt out, and in again."""
    automatic(shop)
    shop.grant(ZHOU, 300)
    set_auto_redeem(shop.desk, shop.session, ZHOU, on=False)
    set_auto_redeem(shop.desk, shop.session, ZHOU, on=False)
    assert len(shop.events(types.AUTO_REDEEM_SET)) == 1
    buy(shop)
    assert issued(shop) == []
    set_auto_redeem(shop.desk, shop.session, ZHOU, on=True)
    buy(shop)
    assert len(issued(shop)) == 1
    assert refused(set_auto_redeem, shop.desk, shop.session, "nobody", on=True).code == "no_such_member"
    assert refused(set_auto_redeem, shop.desk, shop.session, CLOSED, on=True).code == "member_closed"


@pytest.mark.parametrize(
    ("granted", "keep", "reward", "times"),
    [
        (77, 0, {}, 0),
        (78, 0, {}, 1),
        (177, 100, {}, 0),
        (178, 100, {}, 1),
        (900, 0, {"per_member": {"limit": 2, "per": "day"}}, 2),
        (900, 0, {"stocked": True}, 0),
        (900, 0, {"active": False}, 0),
        (900, 0, {"stores": ["S99"]}, 0),
        (900, 0, {"dates": {"to_date": "2026-06-19"}}, 0),
        (900, 0, {"tiers": ["gold"]}, 0),
    ],
)
def test_when_it_is_bought_and_when_not(shop: Shop, granted: int, keep: int, reward: dict[str, Any], times: int) -> None:
    """One point below the price or the reserve is not enough; limits, stock, dates, stores and tiers as for any reward. Coffee earns 22."""
    automatic(shop, keep=keep, **reward)
    shop.grant(ZHOU, granted)
    buy(shop)
    assert [event["body"]["times"] for event in issued(shop)] == ([times] if times else [])


def test_limit_and_stock_are_counted(shop: Shop) -> None:
    automatic(shop, stocked=True, per_member={"limit": 3, "per": "month"}, kind="goods")
    session = shop.session
    with shop.store.write() as books:
        book(shop.desk, books, session, types.REWARDS_STOCKED, {"stock": [["coupon", 2]]})
    shop.grant(ZHOU, 900)
    buy(shop)
    buy(shop)
    assert [event["body"]["times"] for event in issued(shop)] == [2]
    assert shop.rows("SELECT n FROM reward_stock") == [(0,)]
    assert shop.rows("SELECT member_id, reward, period, n FROM reward_use") == [(ZHOU, "coupon", "2026-06", 2)]
    assert shop.rows("SELECT count(*) FROM voucher") == [(0,)], "goods are handed over, not promised"


def test_points_on_the_basket_are_not_taken(shop: Shop) -> None:
    """Held points belong to the sale that is open; a frozen account buys nothing."""
    automatic(shop)
    shop.grant(FROZEN, 900)
    buy(shop, "M202648834")
    assert issued(shop) == []


def test_walk_ins_and_closed_members(shop: Shop) -> None:
    automatic(shop)
    shop.scan(COFFEE)
    complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash")
    assert shop.scan(CARD_CLOSED).reason == "member_closed"
    assert issued(shop) == []


def test_a_second_completion_of_the_same_sale_buys_nothing_more(shop: Shop) -> None:
    """R4: pressing twice."""
    automatic(shop)
    shop.grant(ZHOU, 300)
    sale_id = buy(shop)
    seq = shop.seq()
    complete_sale(shop.desk, shop.session, sale_id, "cash")
    assert shop.seq() == seq
    with shop.store.read() as reader:
        found = redeemed_by_itself(reader, sale_id)
    assert found is not None
    assert (found.reward, found.times, found.points, len(found.vouchers)) == ("coupon", 3, 300, 3)


def test_the_sale_and_what_it_led_to_come_together_or_not_at_all(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """One commit: a fault between the two leaves neither."""
    from app.services import redeem_by_itself as module

    automatic(shop)
    shop.grant(ZHOU, 300)
    shop.scan(COFFEE, CARD_ZHOU)
    sale_id = shop.state().basket.sale_id
    monkeypatch.setattr(module, "spend", lambda *_: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        complete_sale(shop.desk, shop.session, sale_id, "cash")
    assert (shop.events("sale_completed"), issued(shop)) == ([], [])
    monkeypatch.undo()
    complete_sale(shop.desk, shop.session, sale_id, "cash")
    assert len(issued(shop)) == 1


CHECK_IN = {"code": "daily", "name": "签到", "trigger": "check_in", "lane": "base", "benefit": {"kind": "fixed", "points": 60}}
WELCOME = {"code": "hello", "name": "注册", "trigger": "enrolment", "lane": "base", "benefit": {"kind": "fixed", "points": 150}}
REFER = {**WELCOME, "code": "refer", "name": "推荐", "recipient": "referrer"}


def test_after_any_other_act_that_earns(shop: Shop) -> None:
    """A check-in, and its slip says so."""
    automatic(shop, rules=(CHECK_IN,))
    shop.grant(ZHOU, 45)
    done = check_in(shop.desk, shop.session, ZHOU)
    (event,) = issued(shop)
    assert event["cause_key"] == f"auto:{done.event.header.id}"
    assert (done.slip.data.points_after, shop.balance(ZHOU).available) == (5, 5)
    assert done.slip.data.by_itself is not None
    assert (done.slip.data.by_itself.name, done.slip.data.by_itself.points) == ("五元券", 100)
    assert "自动兑换 五元券 ×1" in to_text(lay_out(done.slip.document, shop.desk.profile().paper))


def test_after_joining_for_the_member_and_the_one_who_brought_it(shop: Shop) -> None:
    """Whoever is credited by an event is looked at: the newcomer has 150, the referrer 150 more."""
    automatic(shop, rules=(WELCOME, REFER))
    shop.grant(ZHOU, 60)
    joining = Enrolment(name="新人", phone="19911112222", referrer_id=ZHOU, consents=frozenset({"terms"}))
    enrolled = enrol_member(shop.desk, shop.session, joining)
    assert sorted((event["member_id"], event["body"]["times"]) for event in issued(shop)) == sorted([(enrolled.member.id, 1), (ZHOU, 2)])
    assert (shop.balance(ZHOU).available, shop.balance(enrolled.member.id).available) == (10, 50)


def test_points_that_can_be_used_from_today(shop: Shop) -> None:
    """Pending points whose day has come are looked at by the daily run, once."""
    automatic(shop)
    shop.grant(ZHOU, 150, on=TODAY, available_on="2026-06-22")
    run_day(shop.desk, shop.session)
    shop.at("2026-06-23", "08:00")
    session = shop.sign_in()
    assert run_day(shop.desk, session).redeemed == 100
    assert [event["cause_key"] for event in issued(shop)] == [f"auto:2026-06-22:{ZHOU}"]
    seq = shop.seq()
    run_day(shop.desk, session)
    assert shop.seq() == seq


def test_the_panel_knows_what_a_member_is_entitled_to(shop: Shop) -> None:
    """TIER-08, RED-17: at the counter and for any member."""
    rewards = [
        {"code": "lounge", "name": "休息室", "kind": "privilege", "points": 0, "tiers": ["gold"]},
        {**REWARD, "per_member": {"limit": 1, "per": "month"}},
        {"code": "mug", "name": "杯", "kind": "goods", "points": 2400},
    ]
    shop.publish(rewards=rewards)
    shop.scan(CARD_LIN)
    with shop.store.read() as reader:
        at_counter = entitlements_at_counter(reader, shop.state())
    found = entitlements(shop.desk, shop.session, LIN)
    assert at_counter == found
    assert found.told("zh") == ("休息室：可享", "五元券：100分，可兑换", "杯：2400分，还差14分")
    assert found.next_best is not None
    assert found.next_best.missing == 14
    assert entitlements(shop.desk, shop.session, ZHOU).privileges == ()
    assert refused(entitlements, shop.desk, shop.session, "nobody").code == "no_such_member"


def test_the_limit_of_the_month_is_seen(shop: Shop) -> None:
    automatic(shop, per_member={"limit": 1, "per": "month"})
    shop.grant(ZHOU, 300)
    buy(shop)
    (reach,) = entitlements(shop.desk, shop.session, ZHOU).rewards
    assert (reach.state, reach.reason) == ("shut", "limit")
    shop.at("2026-07-01", "09:00")
    (reach,) = entitlements(shop.desk, shop.sign_in(), ZHOU).rewards
    assert reach.state == "reachable"


def test_no_such_reward_no_cost(shop: Shop) -> None:
    """A programme without an automatic reward books nothing and reads nothing for it."""
    shop.grant(ZHOU, 900)
    buy(shop)
    assert issued(shop) == []
    with raw(shop.folder / "till.db") as connection:
        assert connection.execute("SELECT count(*) FROM reward_use").fetchone() == (0,)

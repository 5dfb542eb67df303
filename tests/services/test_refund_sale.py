"""Returns as a shop manager reads them: what was bought, what came back, what happened to every point (LESSON-01 to 05, EDGE-05)."""

from __future__ import annotations

from typing import Any

import pytest

from app.documents.layout import lay_out
from app.documents.render_text import to_text
from app.domain.errors import Fault
from app.services.approve import approve
from app.services.complete_sale import Done, complete_sale
from app.services.edit_basket import abandon_basket
from app.services.refund_sale import preview_refund, refund_of, refund_sale, returnable
from app.services.refund_slips import CompletedRefund
from app.services.reverse import reverse
from app.services.run_day import run_day
from app.services.set_up_shop import change_setting
from app.services.use_points import use_points
from tests.fakes.shop import CARD_FROZEN, CARD_ZHOU, COFFEE, FROZEN, LIN, PINS, WATER, ZHOU, Shop, raw, refused
from tests.services.test_complete_sale import drawn_basket, pay


def sell(shop: Shop, *codes: str, card: str | None = CARD_ZHOU, points: int = 0, kind: str = "cash") -> Done:
    """A sale of these goods."""
    shop.scan(*codes, *([card] if card else []))
    if points:
        use_points(shop.desk, shop.session, points)
    return complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, kind)


def give_back(shop: Shop, done: Done, lines: dict[str, int] | None = None, reason: str = "not_wanted", **more: Any) -> CompletedRefund:
    """Returns pieces by line, everything that is left where none are named; what was shown before is what is booked."""
    sale_id = done.sale.event_id
    lines = lines or {line: left for line, left in returnable(shop.desk, sale_id).items() if left}
    shown = preview_refund(shop.desk, shop.session, sale_id, lines, reason)
    before = {key: shop.balance(LIN if key == "lin" else ZHOU).available for key in ("lin", "zhou")}
    refund = refund_sale(shop.desk, shop.session, shop.desk.ids.new_id(), sale_id, lines, reason, shown=shown.shown, **more)
    event = shop.events("refund_completed")[-1]
    assert {name: event["body"][name] for name in shown.plan.body} == dict(shown.plan.body)
    member = event["member_id"]
    if member is not None:
        balance = shop.balance(member)
        assert (event["body"]["before"], event["body"]["after"]) == (max(0, before.get(member, event["body"]["before"])), balance.available)
        assert (event["body"].get("debt", [0, 0])[1], event["body"].get("pending", 0)) == (balance.debt, balance.pending)
    return refund


def paper(refund: CompletedRefund) -> str:
    """The slip as text."""
    from app.documents.document import PAPER_58

    return to_text(lay_out(refund.document, PAPER_58))


def test_money_and_points_come_back_together(shop: Shop) -> None:
    """LESSON-01: buy, refund, keep the points does not work; the points go in the same event as the money."""
    done = sell(shop, COFFEE)
    assert shop.balance(ZHOU).available == 22
    refund = give_back(shop, done)
    assert refund.data.paid_out[0].amount_minor == 1200
    assert shop.balance(ZHOU).available == 0
    assert shop.types()[-1] == "refund_completed"
    event = shop.events("refund_completed")[0]
    assert event["body"]["deltas"] == [["member", "base", -12], ["member", "coffee", -10]]
    assert event["body"]["ledger"]["postings"] == [
        ["member", ZHOU, "POINTS", f"{done.sale.event_id}:0", -12],
        ["member", ZHOU, "POINTS", f"{done.sale.event_id}:1", -10],
        ["issued", None, "POINTS", None, 22],
    ]
    assert shop.rows("SELECT reverses_id FROM journal WHERE type = 'refund_completed'") == [(done.sale.event_id,)]
    assert shop.rows("SELECT refunded_minor FROM sale") == [(1200,)]
    shop.verify()


def test_points_used_come_back_to_their_own_lots(shop: Shop) -> None:
    """LESSON-02: 800 points paid, all of the 320 that lapse on 30 June and 480 of those good to March; each lot gets its own back."""
    done = pay(shop, _with_points(shop, 800))
    assert shop.rows("SELECT expires_on, remaining FROM lot WHERE holder = 'lin' AND rule = 'opening_balance' ORDER BY 1") == [
        ("2026-06-30", 0), ("2027-03-31", 1586),
    ]  # fmt: skip
    refund = give_back(shop, done)
    assert [(move.points, move.expires_on, move.state) for move in refund.data.member.moves if move.state != "taken"] == [  # type: ignore[union-attr]
        (480, "2027-03-31", "original"), (320, "2026-06-30", "original"),
    ]  # fmt: skip
    assert shop.rows("SELECT expires_on, remaining FROM lot WHERE holder = 'lin' AND rule = 'opening_balance' ORDER BY 1") == [
        ("2026-06-30", 320), ("2027-03-31", 2066),
    ]  # fmt: skip
    assert shop.balance(LIN).available == 2386
    assert {t.label: t.amount_minor for t in refund.data.tenders} == {"积分抵扣": 800, "现金": 4160}
    shop.verify()


def _with_points(shop: Shop, points: int) -> str:
    sale_id = drawn_basket(shop)
    use_points(shop.desk, shop.session, points)
    return sale_id


def test_small_parts_take_back_exactly_what_one_return_takes(shop: Shop) -> None:
    """LESSON-03: piece by piece, and a purse that was emptied before ends in debt, not at nothing."""
    done = sell(shop, f"4*{COFFEE}", f"3*{WATER}")
    earned = shop.balance(ZHOU).available
    assert earned == 48 + 6 + 40
    shop.take_back(ZHOU, earned - 5)
    for _ in range(4):
        give_back(shop, done, {"L1": 1})
    for _ in range(3):
        give_back(shop, done, {"L2": 1})
    balance = shop.balance(ZHOU)
    assert (balance.available, balance.debt) == (0, earned - 5)
    assert shop.rows("SELECT line, qty FROM returned ORDER BY line") == [("L1", 4), ("L2", 3)]
    assert shop.rows("SELECT refunded_minor = total_minor FROM sale") == [(1,)]
    assert [event["body"]["n"] for event in shop.events("refund_completed")] == list(range(1, 8))
    assert shop.rows("SELECT * FROM carry") == []
    shop.verify()


def test_a_sale_is_never_edited(shop: Shop) -> None:
    """LESSON-04: the sale stands as it was booked; what takes it back refers to it."""
    done = sell(shop, COFFEE)
    stored = shop.rows("SELECT payload, hash FROM journal WHERE type = 'sale_completed'")
    give_back(shop, done)
    assert shop.rows("SELECT payload, hash FROM journal WHERE type = 'sale_completed'") == stored
    for change in ("UPDATE journal SET payload = x'00' WHERE type = 'sale_completed'", "DELETE FROM journal WHERE type = 'sale_completed'"):
        with raw(shop.folder / "till.db") as connection, pytest.raises(Exception, match="append-only"):
            connection.execute(change)


def test_points_on_a_basket_that_is_given_up_are_free_again(shop: Shop) -> None:
    """LESSON-05: they were a hold and nothing else; nothing was booked off."""
    _with_points(shop, 800)
    assert shop.balance(LIN).available == 1586
    abandon_basket(shop.desk, shop.session)
    balance = shop.balance(LIN)
    assert (balance.available, balance.held) == (2386, 0)
    assert shop.rows("SELECT count(*) FROM posting WHERE account = 'redeemed'") == [(0,)]


def test_the_slip_names_every_point_that_moved(shop: Shop) -> None:
    """EDGE-05: by rule, by lot with its last good day, by tender, before and after."""
    done = pay(shop, _with_points(shop, 800))
    refund = give_back(shop, done, {"L2": 1}, "quality")
    text = paper(refund)
    goods = ("退货单", "原因 临期或质量", "牧晨记 鲜牛奶 950ml")
    points = ("基础积分 -17", "周六乳品双倍 -17", "扣到期 2027-06-30 的       -42", "仍到 2027-03-31", "积分余额")
    for line in (*goods, *points):
        assert line in text, text
    assert refund_of(shop.desk, refund.event_id) == refund
    jobs = shop.rows("SELECT kind, title FROM work_print_job ORDER BY n DESC LIMIT 2")
    assert jobs == [("slip", f"{done.sale.data.sale_number}-1"), ("drawer", f"{done.sale.data.sale_number}-1")]


def test_a_shortfall_comes_out_of_the_money_where_the_programme_says_so(shop: Shop) -> None:
    """By the programme of the day of the sale; today's, which would book a debt, is not asked."""
    shop.publish(returns={"shortfall": "charge"})
    done = sell(shop, f"2*{COFFEE}")
    shop.publish(valid_from="2026-06-21", version=3, returns={})
    shop.take_back(ZHOU, 40)
    shop.at("2026-06-21")
    shop.sign_in()
    refund = give_back(shop, done)
    assert refund.data.member is not None
    assert (refund.data.member.charged_points, refund.data.member.charged_minor) == (40, 40)
    assert refund.data.paid_out[0].amount_minor == 2400 - 40
    assert shop.balance(ZHOU).debt == 0
    assert "不够 40 分，从退款扣" in paper(refund)


def test_across_an_expiry(shop: Shop) -> None:
    """Points used that come back after their last good day lapse at once; with grace they are good for some days more."""
    shop.publish(returns={})
    done = pay(shop, _with_points(shop, 400))
    shop.at("2026-07-01")
    shop.sign_in("1002")
    run_day(shop.desk, shop.session)
    refund = give_back(shop, done)
    moves = refund.data.member.moves  # type: ignore[union-attr]
    assert [(move.points, move.expires_on, move.state) for move in moves if move.state != "taken"] == [
        (80, "2027-03-31", "original"), (320, "2026-06-30", "expired"),
    ]  # fmt: skip
    assert shop.rows("SELECT remaining, expired FROM lot WHERE expires_on = '2026-06-30'") == [(0, 320)]
    assert shop.balance(LIN).available == 2066
    shop.verify()


def test_across_an_expiry_with_grace(shop: Shop) -> None:
    shop.publish(returns={"grace_days": 10})
    done = pay(shop, _with_points(shop, 400))
    shop.at("2026-07-01")
    shop.sign_in("1002")
    refund = give_back(shop, done)
    assert [move.expires_on for move in refund.data.member.moves if move.state == "grace"] == ["2026-07-11"]  # type: ignore[union-attr]
    assert shop.balance(LIN).available == 2386
    shop.at("2026-07-12")
    shop.sign_in()
    assert run_day(shop.desk, shop.session).lapsed == 320
    assert shop.balance(LIN).available == 2066
    shop.verify()


def test_points_of_the_sale_that_had_lapsed_are_set_off(shop: Shop) -> None:
    shop.publish(validity={"kind": "days", "n": 3})
    done = sell(shop, COFFEE)
    shop.at("2026-06-24")
    shop.sign_in()
    assert run_day(shop.desk, shop.session).lapsed == 22
    refund = give_back(shop, done)
    assert refund.data.member.set_off == 22  # type: ignore[union-attr]
    assert (shop.balance(ZHOU).available, shop.balance(ZHOU).debt) == (0, 0)
    assert shop.rows("SELECT sum(expired) FROM lot WHERE holder = 'zhou'") == [(0,)]
    shop.verify()


def test_an_expiry_taken_back_gives_nothing_of_a_sale_that_came_back_meanwhile(shop: Shop) -> None:
    """L7: what was set off against the return is not there to be given back; another sale's points are."""
    shop.publish(validity={"kind": "days", "n": 3})
    returned = sell(shop, COFFEE)
    sell(shop, f"2*{WATER}")
    shop.at("2026-06-24")
    shop.sign_in("1003")
    assert run_day(shop.desk, shop.session).lapsed == 22 + 4
    give_back(shop, returned)
    reverse(shop.desk, shop.session, shop.events("points_expired")[0]["id"], until="2026-06-30")
    assert (shop.balance(ZHOU).available, shop.balance(ZHOU).debt) == (4, 0)
    shop.verify()


def test_a_tier_reached_by_the_sale_goes_with_it(shop: Shop) -> None:
    """LESSON-14: 504 yuan made silver, valid a year on; its return makes regular again, valid as before."""
    before = shop.rows("SELECT tier, valid_until FROM member WHERE id = 'zhou'")
    done = sell(shop, f"42*{COFFEE}")
    assert shop.rows("SELECT tier FROM member WHERE id = 'zhou'") == [("silver",)]
    shop.sign_in("1002")
    refund = give_back(shop, done)
    assert shop.rows("SELECT tier, valid_until FROM member WHERE id = 'zhou'") == before
    assert (refund.data.member.tier_before, refund.data.member.tier_name) == ("银卡", "普通会员")  # type: ignore[union-attr]
    assert shop.rows("SELECT reason, before, after FROM tier_change WHERE member_id = 'zhou' ORDER BY seq")[-1] == (
        "refund", "silver", "regular",
    )  # fmt: skip
    assert shop.rows("SELECT sum(spend_minor), sum(visits), sum(points) FROM tier_history WHERE member_id = 'zhou'") == [(0, 0, 0)]
    assert shop.rows("SELECT sales_count FROM member WHERE id = 'zhou'") == [(0,)]
    assert shop.rows("SELECT * FROM cap_use") == []
    shop.verify()


def test_a_tier_that_other_sales_justify_stays(shop: Shop) -> None:
    first = sell(shop, f"42*{COFFEE}")
    sell(shop, f"30*{COFFEE}")
    shop.sign_in("1002")
    give_back(shop, first, {"L1": 10})
    assert shop.rows("SELECT tier FROM member WHERE id = 'zhou'") == [("silver",)]


def test_a_sale_that_has_left_the_window_takes_no_tier_away(shop: Shop) -> None:
    """Its spend counted until June 2027; what holds silver in July 2027 are the sales since."""
    old = sell(shop, f"42*{COFFEE}")
    shop.at("2027-06-10")
    shop.sign_in()
    sell(shop, f"42*{COFFEE}")
    shop.at("2027-07-01")
    shop.sign_in("1002")
    give_back(shop, old)
    assert shop.rows("SELECT tier FROM member WHERE id = 'zhou'") == [("silver",)]
    shop.verify()


def test_a_walk_in_gets_the_money_back_and_nothing_else_moves(shop: Shop) -> None:
    done = sell(shop, COFFEE, WATER, card=None)
    refund = give_back(shop, done, {"L2": 1})
    assert refund.data.member is None
    assert shop.events("refund_completed")[0]["body"].get("ledger", {}).get("postings", []) == []
    assert refund.data.paid_out[0].amount_minor == 200
    shop.verify()


def test_a_mixed_payment_goes_back_by_its_tenders(shop: Shop) -> None:
    """Picture h's sale with the engine's figures: 8.00 points, 20.00 WeChat, 21.60 cash; the milk for 19.80 comes back."""
    from app.services.take_payment import add_tender

    sale_id = _with_points(shop, 800)
    add_tender(shop.desk, shop.session, "wechat", 2000)
    done = pay(shop, sale_id, "cash", 5000)
    refund = give_back(shop, done, {"L2": 1})
    assert [(t.label, t.amount_minor, t.detail) for t in refund.data.tenders] == [
        ("现金", 862, ""), ("积分抵扣", 319, "319 分"), ("微信", 799, ""),
    ]  # fmt: skip
    assert sum(t.amount_minor for t in refund.data.tenders) == 1980


def test_a_frozen_member_may_bring_goods_back(shop: Shop) -> None:
    done = sell(shop, COFFEE, card=CARD_FROZEN)
    before = shop.balance(FROZEN)
    give_back(shop, done)
    assert shop.balance(FROZEN).frozen == before.frozen - 22
    shop.verify()


def test_points_of_the_sale_on_an_open_basket_are_owed_until_they_are_free(shop: Shop) -> None:
    """L4: the hold keeps them; released, they pay in the same commit."""
    shop.sign_in("1002")
    done = sell(shop, f"10*{COFFEE}")
    sell(shop, WATER, card=None)
    shop.scan(f"10*{COFFEE}", CARD_ZHOU)
    use_points(shop.desk, shop.session, 200)
    give_back(shop, done)
    assert (shop.balance(ZHOU).debt, shop.balance(ZHOU).held) == (200, 200)
    abandon_basket(shop.desk, shop.session)
    assert (shop.balance(ZHOU).debt, shop.balance(ZHOU).remaining) == (0, 0)
    shop.verify()


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ({}, "refund_nothing"),
        ({"L9": 1}, "refund_line"),
        ({"L1": 0}, "refund_quantity"),
        ({"L1": -1}, "refund_quantity"),
        ({"L1": True}, "refund_quantity"),
        ({"L1": 3}, "refund_too_many"),
        ({"L1": 1, "L2": 2}, "refund_too_many"),
    ],
)
def test_what_cannot_come_back(shop: Shop, lines: dict[str, int], code: str) -> None:
    done = sell(shop, f"2*{COFFEE}", WATER)
    before = shop.seq()
    assert refused(preview_refund, shop.desk, shop.session, done.sale.event_id, lines, "other").code == code
    assert refused(refund_sale, shop.desk, shop.session, "r1", done.sale.event_id, lines, "other").code == code
    assert shop.seq() == before


def test_more_refusals(shop: Shop) -> None:
    done = sell(shop, COFFEE)
    sale_id = done.sale.event_id
    give_back(shop, done)
    again = refused(refund_sale, shop.desk, shop.session, "r2", sale_id, {"L1": 1}, "other")
    assert (again.code, again.values["left"]) == ("refund_already", 0)
    assert refused(preview_refund, shop.desk, shop.session, "nothing", {"L1": 1}, "other").code == "unknown_receipt"
    shift = shop.rows("SELECT id FROM journal WHERE type = 'shift_opened'")[0][0]
    assert refused(preview_refund, shop.desk, shop.session, shift, {"L1": 1}, "other").code == "not_a_sale"
    other = sell(shop, COFFEE)
    assert refused(preview_refund, shop.desk, shop.session, other.sale.event_id, {"L1": 1}, "because").code == "refund_reason"
    old = shop.session
    shop.at("2026-06-21")
    shop.sign_in()
    assert refused(refund_sale, shop.desk, old, "r3", other.sale.event_id, {"L1": 1}, "other").code == "shift_closed"


def test_what_was_shown_is_what_is_booked_or_nothing_is(shop: Shop) -> None:
    done = sell(shop, f"2*{COFFEE}")
    shown = preview_refund(shop.desk, shop.session, done.sale.event_id, {"L1": 1}, "other")
    shop.take_back(ZHOU, 44)
    assert refused(
        refund_sale, shop.desk, shop.session, "r1", done.sale.event_id, {"L1": 1}, "other", shown=shown.shown
    ).code == "refund_changed"
    again = preview_refund(shop.desk, shop.session, done.sale.event_id, {"L1": 1}, "other")
    refund_sale(shop.desk, shop.session, "r1", done.sale.event_id, {"L1": 1}, "other", shown=again.shown)
    assert shop.balance(ZHOU).debt == 22


def test_a_second_press_books_nothing(shop: Shop) -> None:
    """R4: the id was made before; an answer lost on the way is asked for again."""
    done = sell(shop, f"2*{COFFEE}")
    first = refund_sale(shop.desk, shop.session, "r1", done.sale.event_id, {"L1": 1}, "other")
    seq, jobs = shop.seq(), shop.rows("SELECT count(*) FROM work_print_job")
    assert refund_sale(shop.desk, shop.session, "r1", done.sale.event_id, {"L1": 1}, "other") == first
    assert (shop.seq(), shop.rows("SELECT count(*) FROM work_print_job")) == (seq, jobs)
    other = sell(shop, COFFEE)
    with pytest.raises(ValueError, match="booked already"):
        refund_sale(shop.desk, shop.session, "r1", other.sale.event_id, {"L1": 1}, "other")


def test_a_disk_that_is_full_leaves_nothing_half_booked(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    done = sell(shop, COFFEE)
    before = shop.dump()

    def full(*_: object) -> None:
        raise Fault("disk_full")

    from app.storage.sqlite.unit_of_work import SqliteWriter

    with monkeypatch.context() as patched:
        patched.setattr(SqliteWriter, "queue_print", full)
        with pytest.raises(Fault):
            refund_sale(shop.desk, shop.session, "r1", done.sale.event_id, {"L1": 1}, "other")
    assert shop.dump() == before
    refund_sale(shop.desk, shop.session, "r1", done.sale.event_id, {"L1": 1}, "other")


def test_above_the_limit_or_after_the_days_a_second_person_is_asked(shop: Shop) -> None:
    """LESSON-25: up to 50 yuan and within seven days a cashier refunds alone; the answer holds for this return and no other."""
    done = sell(shop, f"5*{COFFEE}")
    sale_id = done.sale.event_id
    assert preview_refund(shop.desk, shop.session, sale_id, {"L1": 4}, "other").asked is None
    shown = preview_refund(shop.desk, shop.session, sale_id, {"L1": 5}, "other")
    assert shown.asked is not None
    assert (shown.asked.act.value, shown.late) == ("refund_much", False)
    assert refused(give_back, shop, done).code == "needs_approval"
    approval = approve(shop.desk, shop.session, shown.asked, shop.person("1002").id, PINS["1002"])
    assert refused(give_back, shop, done, {"L1": 5}, "quality", approval=approval).code == "approval_other"
    refund = give_back(shop, done, {"L1": 5}, "other", approval=approval)
    assert refund.data.approver == "周明"
    assert shop.rows("SELECT approver_id FROM journal WHERE type = 'refund_completed'") == [(shop.person("1002").id,)]
    late = sell(shop, COFFEE)
    shop.at("2026-06-28")
    shop.sign_in()
    asked = preview_refund(shop.desk, shop.session, late.sale.event_id, {"L1": 1}, "other")
    assert asked.late
    assert asked.asked is not None
    assert asked.asked.act.value == "refund_late"
    shop.sign_in("1002")
    assert preview_refund(shop.desk, shop.session, late.sale.event_id, {"L1": 1}, "other").asked is None


def test_the_limit_is_a_setting(shop: Shop) -> None:
    with shop.store.write() as books:
        change_setting(shop.desk, books, "refund.limit_yuan", 10)
        change_setting(shop.desk, books, "receipt.return_days", 0)
    done = sell(shop, COFFEE)
    asked = preview_refund(shop.desk, shop.session, done.sale.event_id, {"L1": 1}, "other").asked
    assert asked is not None
    assert asked.act.value == "refund_much"
    shop.at("2027-01-01")
    shop.sign_in("1002")
    assert not preview_refund(shop.desk, shop.session, done.sale.event_id, {"L1": 1}, "other").late


def test_points_that_could_not_be_used_yet_are_taken_from_where_they_wait(shop: Shop) -> None:
    shop.publish(pending_days=14)
    done = sell(shop, COFFEE)
    assert shop.balance(ZHOU).pending == 22
    give_back(shop, done)
    assert shop.balance(ZHOU).remaining == 0


def test_what_is_not_wanted_any_more_may_bring_another_rule(shop: Shop) -> None:
    """best lane: 80 from 30 yuan or 30 from 20 yuan. The new points keep the dates of the sale."""
    shop.publish(
        lanes=[{"code": "base", "mode": "best"}],
        rules=[
            {"code": "big", "name": "满30", "trigger": "sale", "lane": "base", "when": {"min_amount_minor": 3000},
             "benefit": {"kind": "fixed", "points": 80}},
            {"code": "small", "name": "满20", "trigger": "sale", "lane": "base", "when": {"min_amount_minor": 2000},
             "benefit": {"kind": "fixed", "points": 30}},
        ],
        caps=[],
    )  # fmt: skip
    done = sell(shop, f"3*{COFFEE}")
    shop.at("2026-06-22")
    shop.sign_in()
    give_back(shop, done, {"L1": 1})
    lots = shop.rows("SELECT rule, remaining, earned_on FROM lot WHERE holder = 'zhou' ORDER BY seq, n")
    assert lots == [("big", 0, "2026-06-20"), ("small", 30, "2026-06-20")]
    give_back(shop, done)
    assert shop.balance(ZHOU).remaining == 0
    assert shop.rows("SELECT sum(amount) FROM posting WHERE account = 'issued'") == [(0,)]
    shop.verify()


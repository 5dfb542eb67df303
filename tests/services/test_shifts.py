"""A shift from the float to the Z report: OPS-06, LESSON-25, EDGE-11, reliability.md L11."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest

from app.documents.document import PAPER_80
from app.documents.layout import lay_out
from app.documents.render_text import to_text
from app.domain.errors import Refusal
from app.domain.ledger.booking import POINTS
from app.domain.till.cash import PIECES_MAX
from app.services.approve import approve
from app.services.close_shift import close_shift, preview_closing
from app.services.closings import closing_paper, closing_pdf, closings
from app.services.complete_sale import complete_sale
from app.services.edit_basket import remove_line
from app.services.move_cash import asked_for, move_cash
from app.services.refund_sale import refund_sale
from app.services.reprint import reprint
from app.services.set_up_shop import change_setting
from app.services.shift_report import ShiftReport, x_report, z_report
from app.services.shift_slips import report_paper, x_paper
from app.services.sign_in import arrive, next_day, open_shift
from app.support.resources import resource
from tests.fakes.shop import CARD_LIN, COFFEE, LIN, MILK, PINS, WATER, Shop, refused

HUNDRED = {10_000: 1}


def setting(shop: Shop, key: str, *, value: Any) -> None:
    with shop.store.write() as books:
        change_setting(shop.desk, books, key, value)


def counting(shop: Shop) -> Shop:
    """The shop counts its drawer."""
    setting(shop, "shift.counted", value=True)
    return shop


def begin(shop: Shop, float_minor: int = 10_000, number: str = "1001") -> None:
    """Somebody signs in and opens with a float."""
    arrival = arrive(shop.desk, shop.person(number).id, PINS[number])
    shop._session = arrival.session or open_shift(shop.desk, arrival.person, float_minor)


def sell(shop: Shop, *codes: str, kind: str = "cash") -> str:
    shop.scan(*codes)
    return complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, kind).sale.event_id


def pieces_of(minor: int) -> dict[int, int]:
    """A count that comes to an amount (whole jiao)."""
    found = {}
    for piece in (10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10):
        found[piece], minor = divmod(minor, piece)
    return found


def text_of(shop: Shop, report: ShiftReport) -> str:
    with shop.store.read() as reader:
        return to_text(lay_out(report_paper(shop.desk, reader, report), PAPER_80))


def yes(shop: Shop, asked: Any, number: str = "1003") -> Any:
    return approve(shop.desk, shop.session, asked, shop.person(number).id, PINS[number])


# opening


def test_a_sign_in_without_a_shift_goes_to_the_float(shop: Shop) -> None:
    counting(shop)
    arrival = arrive(shop.desk, shop.person("1001").id, PINS["1001"])
    assert (arrival.session, arrival.person.number) == (None, "1001")
    session = open_shift(shop.desk, arrival.person, 0, {10_000: 3, 100: 7})
    event = shop.events("shift_opened")[-1]
    assert (event["body"]["float_minor"], session.shift.float_minor) == (30_700, 30_700)
    assert event["body"]["counted"][0] == [10_000, 3]
    assert arrive(shop.desk, shop.person("1002").id, PINS["1002"]).session is not None  # change of staff: the same shift


def test_a_shop_that_does_not_count_opens_at_once(shop: Shop) -> None:
    arrival = arrive(shop.desk, shop.person("1001").id, PINS["1001"])
    assert arrival.session is not None
    assert arrival.session.shift.float_minor == 0


@pytest.mark.parametrize(
    ("float_minor", "pieces", "code"),
    [
        (10**9, None, "float_range"),
        (-1, None, "float_range"),
        (0, {10_000: 10**9}, "count_range"),
        (0, {10_000: -1}, "count_range"),
        (0, {10_000: PIECES_MAX}, "float_range"),
        (0, {123: 1}, "no_such_denomination"),
    ],
)
def test_an_absurd_float_is_refused(shop: Shop, float_minor: int, pieces: dict[int, int] | None, code: str) -> None:
    counting(shop)
    person = shop.person("1001")
    assert refused(open_shift, shop.desk, person, float_minor, pieces).code == code
    assert "shift_opened" not in shop.types()


def test_two_people_cannot_open_two_shifts(shop: Shop) -> None:
    counting(shop)
    begin(shop)
    assert refused(open_shift, shop.desk, shop.person("1002"), 0).code == "shift_open"


# cash without a sale


def test_cash_moved_is_one_event_with_pulse_and_slip(shop: Shop) -> None:
    begin(shop)
    move_cash(shop.desk, shop.session, "pay_in", 20_000, "change")
    assert shop.rows("SELECT kind FROM work_print_job ORDER BY n") == [("drawer",), ("slip",)]
    assert shop.events("cash_moved")[-1]["body"] == {"how": "pay_in", "amount_minor": 20_000, "reason": "change"}
    assert x_report(shop.desk).expected_minor == 20_000


def test_paying_out_needs_a_second_person_and_never_oneself(shop: Shop) -> None:
    """LESSON-25: allowed, or needs approval; both are named."""
    begin(shop)
    move_cash(shop.desk, shop.session, "pay_in", 20_000, "change")
    assert refused(move_cash, shop.desk, shop.session, "pay_out", 5_000, "goods").code == "needs_approval"
    asked = asked_for(shop.session, "pay_out", 5_000, "goods")
    assert asked is not None
    assert refused(approve, shop.desk, shop.session, asked, shop.session.actor.id, PINS["1001"]).code == "approve_own"
    yes_ = yes(shop, asked)
    assert refused(move_cash, shop.desk, shop.session, "pay_out", 5_001, "goods", approval=yes_).code == "approval_other"
    move_cash(shop.desk, shop.session, "pay_out", 5_000, "goods", approval=yes_)
    row = shop.rows("SELECT actor_id, approver_id FROM journal WHERE type = 'cash_moved' ORDER BY seq DESC LIMIT 1")
    assert row == [("staff1001", "staff1003")]


@pytest.mark.parametrize(
    ("how", "amount", "reason", "code"),
    [
        ("pay_in", 0, "change", "amount_range"),
        ("pay_in", 10**12, "change", "amount_range"),
        ("pay_in", 100, "because", "cash_reason"),
        ("steal", 100, "other", "cash_how"),
        ("safe_drop", 1, "full", "cash_short"),
    ],
)
def test_bad_cash_is_refused(shop: Shop, how: Any, amount: int, reason: str, code: str) -> None:
    begin(shop, 0)
    assert refused(move_cash, shop.desk, shop.session, how, amount, reason).code == code
    assert "cash_moved" not in shop.types()


def test_the_same_id_moves_cash_once(shop: Shop) -> None:
    begin(shop)
    for _ in range(2):
        move_cash(shop.desk, shop.session, "pay_in", 100, "change", event_id="a" * 32)
    assert len(shop.events("cash_moved")) == 1


# X and Z


def day(shop: Shop) -> dict[str, Any]:
    """A busy hour: two tenders, a member's sale with points, a return, a void, a reprint, cash moved, the drawer opened."""
    begin(shop)
    cash = sell(shop, f"2*{WATER}")
    member = sell(shop, CARD_LIN, MILK, COFFEE, kind="wechat")
    shop.scan(WATER, MILK)
    remove_line(shop.desk, shop.session, shop.state().basket.lines[0].id)
    complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash")
    reprint(shop.desk, shop.session, cash)
    move_cash(shop.desk, shop.session, "pay_in", 20_000, "change")
    move_cash(shop.desk, shop.session, "safe_drop", 5_000, "full")
    line = json.loads(shop.rows("SELECT payload FROM journal WHERE id = ?", member)[0][0])["lines"][0]["id"]
    refund_sale(shop.desk, shop.session, "f" * 32, member, {line: 1}, "not_wanted")
    return {"cash": cash, "member": member}


def closed(shop: Shop, **more: Any) -> ShiftReport:
    expected = x_report(shop.desk).expected_minor
    return close_shift(shop.desk, shop.session, pieces_of(expected), **more)


def test_z_tells_money_points_and_acts(shop: Shop) -> None:
    """EDGE-11: money and points close together; before, movements and after add up; approvals, reprints and voids are listed."""
    counting(shop)
    day(shop)
    report = closed(shop)
    figures = report.figures
    assert (figures.sales, figures.refunds, figures.voids, figures.count("reprints")) == (3, 1, 1, 1)
    assert figures.tender("wechat").taken == 1
    assert figures.tender("wechat").paid == 1
    cash = [json.loads(row[0])["total_minor"] for row in shop.rows("SELECT payload FROM journal WHERE type = 'sale_completed'")]
    assert figures.sold_minor == sum(cash)
    assert report.expected_minor == 10_000 + cash[0] + cash[2] + 20_000 - 5_000
    points = report.unit(POINTS)
    assert points.after == points.before + figures.unit(POINTS).amount
    assert points.after == shop.rows("SELECT sum(remaining) - sum(debt) FROM balance WHERE unit = 'POINTS'")[0][0]
    assert {move.kind for move in figures.unit(POINTS).moves} >= {"sale_earned", "refund_taken"}
    assert (figures.mismatched, report.drift, report.difference_minor % 10) == (0, 0, 0)
    assert report.z_no == 1
    shop.verify()


def test_the_same_figures_by_a_second_plain_count(shop: Shop) -> None:
    """The report beside sums made by the database alone, without a line of the report's own code."""
    counting(shop)
    day(shop)
    report = closed(shop)
    figures, first, last = report.figures, report.figures.first, report.figures.last
    within = f"seq BETWEEN {first} AND {last}"
    sums = shop.rows(
        "SELECT count(*), sum(json_extract(CAST(payload AS TEXT), '$.total_minor')) FROM journal "
        f"WHERE type = 'sale_completed' AND {within}"
    )
    assert sums == [(figures.sales, figures.sold_minor)]
    tenders = shop.rows(
        "SELECT t.value ->> 0, count(*), sum(t.value ->> 1) FROM journal, json_each(CAST(payload AS TEXT), '$.tenders') AS t "
        f"WHERE journal.type = 'sale_completed' AND {within} GROUP BY 1 ORDER BY 1"
    )
    assert tenders == [(t.kind, t.taken, t.taken_minor) for t in figures.tenders if t.taken]
    moved = shop.rows(
        "SELECT -sum(amount) FROM posting JOIN journal ON journal.id = event_id "
        f"WHERE unit = 'POINTS' AND account NOT IN ('member', 'debt') AND {within}"
    )
    assert moved == [(figures.unit(POINTS).amount,)]
    assert shop.rows(f"SELECT count(*) FROM journal WHERE {within}") == [(figures.events,)]


def test_z_is_booked_once(shop: Shop) -> None:
    counting(shop)
    day(shop)
    one = closed(shop)
    again = close_shift(shop.desk, shop.session, None)
    assert (again.event_id, shop.types().count("shift_closed")) == (one.event_id, 1)
    assert refused(move_cash, shop.desk, shop.session, "pay_in", 100, "change").code == "shift_closed"


def test_every_event_stands_in_exactly_one_z(shop: Shop) -> None:
    """L11: the ranges meet without a gap, what happened between two shifts included; perpetual totals add up."""
    counting(shop)
    ranges, sold = [], 0
    for number in ("1001", "1002", "1001"):
        begin(shop, number=number)
        sell(shop, WATER)
        report = closed(shop)
        ranges.append((report.figures.first, report.head_seq))
        sold += report.figures.sold_minor
        assert report.perpetual.sold_minor == sold
    assert ranges[0][0] == 1
    assert all(after[0] == before[1] + 1 for before, after in pairwise(ranges))
    assert ranges[-1][1] == shop.seq()
    assert [row[0] for row in shop.rows("SELECT z_no FROM shift ORDER BY opened_seq")] == [1, 2, 3]


def test_a_clock_set_back_before_the_report_is_inside_it(shop: Shop) -> None:
    counting(shop)
    begin(shop)
    sell(shop, WATER)
    shop.wait(-600)
    report = closed(shop)
    assert report.figures.count("clock_steps") == 1
    assert report.figures.last == report.head_seq - 1


def test_a_difference_above_the_limit_needs_reason_and_approval(shop: Shop) -> None:
    counting(shop)
    begin(shop)
    sell(shop, WATER)
    assert preview_closing(shop.desk, shop.session, pieces_of(10_000 + 200)).asked is None  # within ¥2 of what should be there
    assert refused(close_shift, shop.desk, shop.session, HUNDRED | {5_000: 1}).code == "reason_missing"
    assert refused(close_shift, shop.desk, shop.session, HUNDRED | {5_000: 1}, "bad mood").code == "difference_reason"
    assert refused(close_shift, shop.desk, shop.session, HUNDRED | {5_000: 1}, "unknown").code == "needs_approval"
    asked = preview_closing(shop.desk, shop.session, HUNDRED | {5_000: 1}, "unknown").asked
    assert asked is not None
    approval = yes(shop, asked)
    assert refused(close_shift, shop.desk, shop.session, HUNDRED | {2_000: 1}, "unknown", approval=approval).code == "approval_other"
    report = close_shift(shop.desk, shop.session, HUNDRED | {5_000: 1}, "unknown", approval=approval)
    assert (report.reason, report.approver_id, report.figures.count("approvals")) == ("unknown", "staff1003", 1)
    assert "原因不明" in text_of(shop, report)


def test_nobody_approves_the_own_difference(shop: Shop) -> None:
    counting(shop)
    begin(shop, number="1002")
    asked = preview_closing(shop.desk, shop.session, {}, "unknown").asked
    assert asked is not None
    assert refused(approve, shop.desk, shop.session, asked, "staff1002", PINS["1002"]).code == "approve_own"
    assert refused(approve, shop.desk, shop.session, asked, "staff1001", PINS["1001"]).code == "approver_may_not"


@pytest.mark.parametrize("pieces", [{10_000: 10**9}, {10_000: -1}, {7: 1}])
def test_an_absurd_count_is_refused(shop: Shop, pieces: dict[int, int]) -> None:
    counting(shop)
    begin(shop)
    assert refused(close_shift, shop.desk, shop.session, pieces).code in ("count_range", "no_such_denomination")
    assert "shift_closed" not in shop.types()


def test_z_with_an_open_basket_is_refused(shop: Shop) -> None:
    counting(shop)
    begin(shop)
    shop.scan(WATER)
    assert refused(close_shift, shop.desk, shop.session, HUNDRED).code == "basket_open"


def test_what_was_voided_before_the_closing_is_written_down(shop: Shop) -> None:
    counting(shop)
    begin(shop)
    shop.scan(WATER)
    remove_line(shop.desk, shop.session, shop.state().basket.lines[0].id)
    report = close_shift(shop.desk, shop.session, HUNDRED)
    assert (report.figures.voids, report.figures.count("abandoned")) == (1, 1)


def test_a_receipt_without_its_points_is_found(shop: Shop) -> None:
    """EDGE-11: 少 12 分：小票 … 没有对应的积分记录; closing needs a second person and is written down."""
    from app.domain.journal.event import Header
    from app.domain.till.shift_figures import add_up

    body = {"number": "R012606200031", "lines": [], "tenders": [], "total_minor": 0, "earned": 12, "redeemed": 0}
    header = Header(
        origin="T01.1", seq=9, id="e" * 32, type="sale_completed", schema_v=1, store_id="S01", shift_id="s", actor_id="a", approver_id=None,
        business_date="2026-06-20", occurred_ms=0, member_id=LIN, reverses_id=None, cause_key="R012606200031",
    )  # fmt: skip
    figures = add_up(9, [(header, body)])
    assert [(m.paper, m.points) for m in figures.mismatches] == [("R012606200031", 12)]


# the turn of the day


def test_a_shift_left_open_is_closed_by_count_the_next_day(shop: Shop) -> None:
    """The rescue of a shift that a power cut left open."""
    counting(shop)
    begin(shop)
    sell(shop, WATER)
    shop.at("2026-06-21", "08:00")
    shop.reopen()
    arrival = arrive(shop.desk, shop.person("1002").id, PINS["1002"])
    assert arrival.left_over
    assert arrival.session is not None
    assert next_day(shop.desk, arrival.session) is None  # not by itself: the drawer is counted
    shop._session = arrival.session
    report = closed(shop)
    assert (report.shift.business_date, report.actor_id) == ("2026-06-20", "staff1002")
    begin(shop, number="1002")
    assert shop.session.shift.business_date == "2026-06-21"


def test_an_evening_past_midnight_is_not_left_over(shop: Shop) -> None:
    counting(shop)
    begin(shop)
    shop.at("2026-06-21", "01:30")
    arrival = arrive(shop.desk, shop.person("1002").id, PINS["1002"])
    assert not arrival.left_over
    assert arrival.session is not None
    assert arrival.session.shift.business_date == "2026-06-20"


def test_a_shop_that_does_not_count_has_a_z_for_every_shift_too(shop: Shop) -> None:
    begin(shop)
    sell(shop, WATER)
    first = shop.session.shift.id
    shop.at("2026-06-21", "09:00")
    begin(shop)
    report = z_report(shop.desk, first)
    assert (report.z_no, report.counted, report.figures.sales) == (1, (), 1)
    assert "没有清点现金" in text_of(shop, report)


# papers


def test_x_books_nothing_and_hides_the_drawer_from_who_counts_blind(shop: Shop) -> None:
    counting(shop)
    begin(shop)
    sell(shop, WATER)
    before = shop.seq()
    text = to_text(lay_out(x_paper(shop.desk, shop.session), PAPER_80))
    assert ("应有" not in text, "现金收款" not in text, shop.seq()) == (True, True, before)
    setting(shop, "shift.blind", value=False)
    assert "应有" in to_text(lay_out(x_paper(shop.desk, shop.session), PAPER_80))


def test_the_paper_of_a_z_can_be_made_again(shop: Shop) -> None:
    counting(shop)
    day(shop)
    report = closed(shop)
    text = text_of(shop, report)
    again = z_report(shop.desk, report.shift.id)
    assert text_of(shop, again) == text
    head = shop.rows("SELECT hex(hash) FROM journal ORDER BY seq DESC LIMIT 1")[0][0].lower()
    assert f"锚 {head[:16]}" in text
    assert "与小票核对一致" in text
    assert "日结 Z 第 1 号" in text


def test_no_report_where_none_was_made(shop: Shop) -> None:
    with pytest.raises(Refusal, match="no_such_report"):
        z_report(shop.desk, "nothing")


# closings over days


def test_days_months_and_years_are_the_sums_of_their_shifts(shop: Shop) -> None:
    counting(shop)
    sold: dict[str, int] = {}
    for day_, time in (("2026-06-20", "09:00"), ("2026-06-20", "18:00"), ("2026-06-30", "23:30"), ("2026-07-01", "08:00")):
        shop.at(day_, time)
        begin(shop)
        sell(shop, WATER)
        if time == "23:30":
            shop.wait(3_600)
            sell(shop, MILK)  # past midnight: still the day the shift was opened on
        sold[day_] = sold.get(day_, 0) + closed(shop).figures.sold_minor
    days = closings(shop.desk, "day", "2026-06-01", "2026-12-31")
    assert [(one.key, one.figures.sold_minor) for one in days] == sorted(sold.items(), reverse=True)
    months = closings(shop.desk, "month", "2026-06-01", "2026-12-31")
    assert [(one.key, len(one.reports)) for one in months] == [("2026-07", 1), ("2026-06", 3)]
    (year,) = closings(shop.desk, "year", "2026-06-01", "2026-12-31")
    assert (year.figures.sales, year.figures.sold_minor) == (5, sum(sold.values()))
    assert year.units[0].after == year.units[0].before + year.figures.unit(POINTS).amount
    text = to_text(lay_out(closing_paper(shop.desk, year), PAPER_80))
    assert "年结 2026" in text
    assert "4 个班次" in text


def test_a_z_is_kept_as_pdf(shop: Shop) -> None:
    counting(shop)
    day(shop)
    closed(shop)
    (shift,) = closings(shop.desk, "shift", "2026-06-01", "2026-12-31")
    name, content = closing_pdf(shop.desk, shift, resource("fonts/NotoSansSC-Regular.ttf"), resource("fonts/NotoSansSC-Bold.ttf"))
    assert (name, content[:5]) == ("Z0001-01-2026-06-20.pdf", b"%PDF-")

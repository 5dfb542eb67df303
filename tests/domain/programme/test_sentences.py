"""Sentences (programme.md §9; EDGE-01): every rule reads as one sentence and every outcome has one, in both languages."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from app.domain.exact import format_exact
from app.domain.programme import quote as quote_module
from app.domain.programme.compiled import CONDITION_ORDER
from app.domain.programme.compiler import without_nulls
from app.domain.programme.inputs import ContextInput, EventInput, MemberInput, TierInput
from app.domain.programme.labels import rule_label
from app.domain.programme.operations import parse_programme
from app.domain.programme.quote import quote
from app.domain.programme.redeem import redeem
from app.domain.programme.results import RedeemResult, RuleItem
from app.domain.programme.sentences import programme_terms, redeem_refusal, rule_sentence, to_next_points_minor, why
from tests.domain.programme.shop import PROGRAMME, QUOTE, TEMPLATES, at, basket, convenience, with_rule
from tests.domain.programme.test_golden import GOLDEN

SHOP = convenience()
CHINESE = re.compile("[一-鿿]")
GATES = [
    *("no_member", "member_closed", "inactive", "trigger", "no_recipient", "self_referral", "recipient_closed", "stopped_by"),
    *("not_first_sale", "challenge", "already_booked", "no_lines", "base_zero", "min_amount", "min_qty", "no_points", "validity_past"),
    *("cap", "excluded_by", "not_best"),
]


def sentence(lang: Any, **fields: Any) -> str:
    programme = parse_programme(with_rule(QUOTE, **fields)["programme"])
    return rule_sentence(programme.rules[1], programme, lang, {"dairy": "乳品"} if lang == "zh" else {})


def test_the_demo_shops_rules() -> None:
    zh = {rule.code: rule_sentence(rule, SHOP, "zh", {"dairy": "乳品"}) for rule in SHOP.rules}
    assert zh["base"] == "消费，每满1元积1分（余额累积），每人每日最多500分，有效期12个月（到月底）"
    assert zh["gold"] == "金卡会员，消费，积分1.5倍，每人每日最多500分，有效期12个月（到月底）"
    assert zh["dairy_saturday"] == "每周六，消费，购买乳品，积分2倍，每人每日最多500分，有效期12个月（到月底）"
    en = rule_sentence(SHOP.rule("birthday_month"), SHOP, "en")
    life = "at most 500 pts a day per member, valid 12 months (to the end of the month)"
    assert en == f"in the birthday month: on a sale, 2 times points, {life}"


@pytest.mark.parametrize(
    ("fields", "zh", "en"),
    [
        ({"trigger": "enrolment"}, "注册，送10分", "on enrolment, 10 pts"),
        ({"trigger": "activity:review"}, "完成评价，送10分", "on a review, 10 pts"),
        (
            {"trigger": "check_in", "when": {"nth": {"of": "streak", "every": 7}}},
            "签到（每连续7天），送10分",
            "on every 7th check-in in a row, 10 pts",
        ),
        ({"when": {"nth": {"of": "sale", "at": 3}}}, "第3次消费，送10分", "on the 3rd sale, 10 pts"),
        (
            {"when": {"weekdays": [1, 2, 3, 4, 5], "times": [{"start": "14:00", "end": "17:00"}], "stores": ["S1"]}},
            "每周一至五，14:00–17:00，在S1，消费，送10分",
            "from Monday to Friday, between 14:00 and 17:00, at S1: on a sale, 10 pts",
        ),
        (
            {"when": {"month_days": [8, -1], "tenders": ["wechat"], "codes": ["BOGO"], "min_amount_minor": 10050}},
            "每月8日、每月最后一天，消费，用微信支付，扫BOGO，满100.50元，送10分",
            "on day 8 of the month, on the last day of the month: on a sale, paid with WeChat Pay, code BOGO, from ¥100.50, 10 pts",
        ),
        (
            {"lines": {"exclude_categories": ["dairy"]}, "benefit": {"kind": "percent_back", "percent": "2.5"}, "pending_days": 7},
            "消费，购买任意商品（乳品除外），返2.5%积分，7天后可用",
            "on a sale, of anything (not dairy), 2.5% back in points, usable after 7 days",
        ),
        (
            {"recipient": "referrer", "trigger": "first_sale", "validity": {"kind": "year_end", "plus_years": 1}},
            "首次消费，送10分，奖励推荐人，有效期到次年底",
            "on the first sale, 10 pts, credited to the referrer, valid until the end of next year",
        ),
        (
            {"trigger": "challenge", "when": {"challenge": {"metric": "visits", "per": "month", "reach": 5}}},
            "当月到店满5次，送10分",
            "on 5 visits in the month, 10 pts",
        ),
        ({"benefit": {"kind": "voucher", "voucher": "TEA", "count": 2}}, "消费，送TEA券2张", "on a sale, 2 × voucher TEA"),
    ],
)
def test_a_rule_reads_as_one_sentence(fields: dict[str, Any], zh: str, en: str) -> None:
    assert (sentence("zh", **fields), sentence("en", **fields)) == (zh, en)


def test_why_these_points_EDGE_01() -> None:
    someone = MemberInput(id="M1", tier=TierInput(code="gold"), carry={})
    result = quote(SHOP, basket(), someone, at("2026-06-20"))
    zh = {item.rule: why(item, SHOP, "zh") for item in result.items}
    assert zh["base"] == "基础积分：每满1元积1分，本单49.30元，余0.3分留到下次（再消费0.70元多1分），积49分"
    assert zh["coffee"] == "现磨咖啡每杯+10分：每件积10分，共1件，积10分"
    assert zh["gold"] == "金卡1.5倍：积分1.5倍，在49分上再加24.5分，向下取整，积24分"
    assert zh["silver"] == "银卡1.2倍：限银卡会员"
    assert zh["birthday_month"] == "生日月双倍：不在生日当月"
    sunday = quote(SHOP, basket(), someone, at("2026-06-21"))
    texts = {item.rule: (why(item, SHOP, "zh"), why(item, SHOP, "en")) for item in sunday.items}
    assert texts["dairy_saturday"] == ("周六乳品双倍：只在每周六", "Sat dairy ×2: only on Saturday")


def test_what_is_missing_is_said() -> None:
    back = {"kind": "percent_back", "percent": "5"}
    programme = parse_programme(with_rule(QUOTE, name="满100元返5%", benefit=back, when={"min_amount_minor": 10000})["programme"])
    item = quote(programme, basket(), MemberInput(id="M1"), at("2026-06-20")).items[1]
    assert why(item, programme, "zh") == "满100元返5%：还差50.70元"
    assert why(item, programme, "en") == "From ¥100 5 % back: ¥50.70 short"


def test_how_far_the_next_point_is_EDGE_08() -> None:
    """10 yuan at 10 points per full 100 yuan: one point is kept, 90 yuan are short of the next 10."""
    rule = {"benefit": {"kind": "per_amount", "points": 10, "every_minor": 10000}, "rounding": "carry"}
    programme = parse_programme(with_rule(QUOTE, **rule)["programme"])
    event = EventInput.from_document(QUOTE["event"])
    item = quote(programme, event, MemberInput(id="M1"), at("2026-06-20")).items[1]
    assert (item.points, format_exact(item.carry_out or 0), to_next_points_minor(item, programme)) == (0, "1", 9000)
    assert to_next_points_minor(quote(programme, event, MemberInput(id="M1"), at("2026-06-20")).items[0], programme) is None


def _all_items() -> list[tuple[str, RuleItem, Any]]:
    found: list[tuple[str, RuleItem, Any]] = []
    for file in sorted(GOLDEN.glob("*.json")):
        for case in json.loads(file.read_text(encoding="utf-8")):
            if case["input"]["op"] != "quote" or not case["expect"]["ok"]:
                continue
            given = without_nulls(case["input"])
            programme = parse_programme(case["input"]["programme"])
            member = MemberInput.from_document(given["member"]) if "member" in given else None
            result = quote(programme, EventInput.from_document(given["event"]), member, ContextInput.from_document(given["context"]))
            found.extend((case["id"], item, programme) for item in result.items)
    return found


def test_every_outcome_of_the_golden_quotes_has_a_sentence_in_both_languages() -> None:
    for _, item, programme in _all_items():
        name = programme.rule(item.rule).name
        zh, en = why(item, programme, "zh"), why(item, programme, "en")
        assert zh.startswith(name + "：")
        assert CHINESE.search(zh.removeprefix(name))
        assert en.startswith(rule_label(programme.rule(item.rule), programme, "en") + ": ")
        assert not CHINESE.search(en.replace(name, ""))
        if item.fired and item.points:
            assert str(item.points) in zh
            assert str(item.points) in en


@pytest.mark.parametrize("reason", [*GATES, *CONDITION_ORDER])
def test_every_reason_has_a_text(reason: str) -> None:
    every: dict[str, Any] = {"dates": {"from_date": "2026-01-01"}, "weekdays": [1], "month_days": [-1]}
    every["times"] = [{"start": "08:00", "end": "09:00"}]
    every |= {key: ["x"] for key in ("stores", "tills", "channels", "groups", "card_types", "card_batches", "tenders", "codes")}
    every |= {"birthday": "day", "referred": True, "nth": {"of": "sale", "every": 5}, "min_amount_minor": 5, "min_qty": 2}
    document = with_rule(QUOTE, name="r", when=every, recipient="referrer")["programme"]
    document["caps"] = [{"code": "c", "per": "day", "limit": 5}]
    if reason == "challenge":
        goal = {"metric": "spend_minor", "per": "year", "reach": 10}
        document = with_rule(QUOTE, trigger="challenge", when={"challenge": goal})["programme"]
    programme = parse_programme(document)
    detail = "c" if reason == "cap" else "base"
    item = RuleItem(rule="r", lane="bonus", recipient="referrer", fired=False, reason=reason, detail=detail, missing=7)
    zh, en = why(item, programme, "zh"), why(item, programme, "en")
    assert len(zh) > len("r：") + 1
    assert len(en) > len("r: ") + 1
    assert CHINESE.search(zh)
    assert not CHINESE.search(en.replace("基础积分", ""))


def test_no_reason_of_the_engine_is_forgotten() -> None:
    source = quote_module.__file__
    assert source is not None
    with open(source, encoding="utf-8") as stream:  # noqa: PTH123
        named = set(re.findall(r'"([a-z_]+)"', stream.read()))
    assert set(GATES) - {"challenge"} <= named


def test_terms_for_the_receipt() -> None:
    assert programme_terms(SHOP, "zh") == ("每1元1分·100分抵1元·12个月有效", "积分抵扣部分不积分")
    assert programme_terms(SHOP, "en") == ("1 pt per ¥1 · 100 pts = ¥1 · valid 12 months", "No points on the part paid with points")
    assert programme_terms(parse_programme(PROGRAMME), "zh") == ("每1元1分·长期有效",)


@pytest.mark.parametrize("file", sorted(TEMPLATES.glob("*.json")), ids=lambda file: file.stem)
def test_the_templates_can_be_published_and_read(file: Any) -> None:
    programme = parse_programme(json.loads(file.read_text(encoding="utf-8")))
    assert CHINESE.search(programme.name)
    assert all(rule_sentence(rule, programme, "zh") and rule_sentence(rule, programme, "en") for rule in programme.rules)
    assert "points" in programme.bases[0].exclude_tenders


@pytest.mark.parametrize(
    ("points", "available", "status", "zh"),
    [
        (5, 100, "active", "最少用10分"),
        (15, 100, "active", "要用10分的整倍数"),
        (200, 150, "active", "还差50分"),
        (2600, 9000, "active", "这单最多抵24.65元"),
        (None, 5, "active", "这单还不能用积分"),
        (10, 100, "frozen", "账户待核查：可积分，暂不能用"),
        (10, 100, "active", ""),
    ],
)
def test_why_points_may_not_be_used(points: int | None, available: int, status: Any, zh: str) -> None:
    someone = MemberInput(id="M1", status=status, available_points=available)
    result = redeem(SHOP, basket(), someone, at("2026-06-20"), points)
    assert redeem_refusal(result, SHOP, "zh") == zh
    assert bool(redeem_refusal(result, SHOP, "en")) == bool(zh)


def test_every_redemption_reason_has_a_text() -> None:
    asked = ("not_enough_points", "below_min", "not_step", "over_max_points", "over_limit", "no_value", "none_possible")
    reasons = ("disabled", "frozen", "closed", *asked)
    for reason in reasons:
        refused = RedeemResult(allowed=False, reason=reason, missing=1, limit_minor=0, max_points=0, points=0, value_minor=0)
        assert redeem_refusal(refused, SHOP, "zh")
        assert redeem_refusal(refused, SHOP, "en")

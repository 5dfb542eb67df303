"""Differences between two versions in plain words: complete, in the manager's order, the fewest moves."""

from __future__ import annotations

import copy
import json
import random
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.canonical import canonical_bytes
from app.domain.programme.compiler import compile_programme
from app.domain.programme.differences import differences
from app.domain.programme.drafting import (
    EditRefused,
    add_lane,
    cap_rule,
    copy_rule,
    move_lane,
    move_rule,
    next_version,
    remove_rule,
    set_active,
    set_condition,
    set_lane_mode,
    set_value,
)
from app.domain.programme.operations import programme_errors
from app.domain.programme.quote import quote
from app.domain.programme.starters import add_rule
from tests.domain.programme.shop import PROGRAMME, TEMPLATES
from tests.domain.programme.strategies import TODAY, examples, programme_documents, situation_for
from tests.domain.programme.test_drafting import EVERY, act

SHOP: dict[str, Any] = json.loads((TEMPLATES / "convenience.json").read_text(encoding="utf-8"))
CHINESE = re.compile("[一-鿿]")


def said(old: dict[str, Any], new: dict[str, Any], lang: Any = "zh") -> list[str]:
    return [difference.text for difference in differences(old, new, lang, {"dairy": "乳品"})]


CASES: list[tuple[Any, list[str], list[str]]] = [
    (lambda: next_version(SHOP, 12), ["版本从1改为13"], ["Version from 1 to 13"]),
    (
        lambda: set_value(SHOP, "/rules/6/benefit/factor", "3"),
        ["“周六乳品双倍”的积分从基础积分2倍（向下取整）改为基础积分3倍（向下取整）"],
        ['"Sat 乳品 ×3": benefit from 2 times base points (rounded down) to 3 times base points (rounded down)'],
    ),
    (
        lambda: set_condition(SHOP, "dairy_saturday", "weekdays", [6, 7]),
        ["“周六乳品双倍”的星期从每周六改为每周六、日"],
        ['"Sat/Sun dairy ×2": days of the week from on Saturday to on Saturday, Sunday'],
    ),
    (
        lambda: set_condition(SHOP, "coffee", "stores", ["S01"]),
        ["“现磨咖啡每杯+10分”的门店：在S01"],
        ['"Coffee +10 per item": stores: at S01'],
    ),
    (
        lambda: set_condition(SHOP, "gold", "tiers", ["silver", "gold"]),
        ["“金卡1.5倍”的会员等级从金卡会员改为银卡、金卡会员"],
        ['"Gold/silver ×1.5": tiers from for gold members to for silver, gold members'],
    ),
    (lambda: set_condition(SHOP, "dairy_saturday", "weekdays", None), ["去掉“周六乳品双倍”的星期（原来每周六）"], None),
    (lambda: set_active(SHOP, "coffee", active=False), ["“现磨咖啡每杯+10分”停用"], ['"Coffee +10 per item" switched off']),
    (
        lambda: remove_rule(SHOP, "coffee"),
        ["删除“现磨咖啡每杯+10分”：消费，购买coffee，每件积10分，每人每日最多500分，有效期12个月（到月底）"],
        None,
    ),
    (
        lambda: add_rule(SHOP, "check_in", "zh", TODAY)[0],
        [
            "新增“签到”：签到，送5分，每人每日最多500分，每人每日最多1次，有效期12个月（到月底）",
            "新增上限：每人每日最多1次（“签到”）",
        ],
        None,
    ),
    (lambda: move_rule(SHOP, "diamond", before="silver"), ["“钻石卡2倍”移到“银卡1.2倍”之前"], ['"Diamond ×2" moved before "Silver ×1.2"']),
    (lambda: move_rule(SHOP, "silver", "tier"), ["“银卡1.2倍”移到“钻石卡2倍”之后"], ['"Silver ×1.2" moved after "Diamond ×2"']),
    (lambda: move_rule(SHOP, "dairy_saturday", "tier"), ["“周六乳品双倍”的分组从“活动”改为“会员等级”"], None),
    (lambda: set_lane_mode(SHOP, "tier", "add_factors"), ["分组“会员等级”里同时符合的规则从只取最多的一条改为倍数相加，不相乘"], None),
    (lambda: move_lane(SHOP, "campaign", "tier"), ["分组“会员等级”移到“活动”之后"], None),
    (lambda: add_lane(SHOP, "新组", "best")[0], ["新增分组“新组”：只取最多的一条"], None),
    (lambda: set_value(SHOP, "/caps/0/limit", 300), ["上限从每人每日最多500分（所有规则合计）改为每人每日最多300分（所有规则合计）"], None),
    (
        lambda: cap_rule(SHOP, "coffee", limit=2, unit="times")[0],
        ["新增上限：每人每日最多2次（“现磨咖啡每杯+10分”）"],
        ['New cap: at most 2 times a day per member ("Coffee +10 per item")'],
    ),
    (
        lambda: set_value(SHOP, "/tiers/levels/1/threshold", 80_000),
        ["等级“银卡”的门槛从50000改为80000"],
        ['Threshold of tier "银卡" from 50000 to 80000'],
    ),
    (lambda: set_value(SHOP, "/tiers/grace_days", 30), ["等级宽限从0天改为30天"], ["Grace for tiers from 0 days to 30 days"]),
    (lambda: set_value(SHOP, "/redemption/max_percent", "30"), ["每单最多抵从50%改为30%"], ["Most of a sale from 50% to 30%"]),
    (lambda: set_value(SHOP, "/redemption/enabled", False), ["积分抵扣开着从是改为否"], None),  # noqa: FBT003
    (lambda: set_value(SHOP, "/point_value", "2"), ["积分抵现从1分抵0.01元改为1分抵0.02元"], None),
    (lambda: set_value(SHOP, "/validity", None), ["去掉积分有效期（原来12个月（到月底））"], None),
    (lambda: set_value(SHOP, "/returns", {"shortfall": "charge"}), ["积分不够退时从记欠改为从退款里扣"], None),
    (lambda: set_value(SHOP, "/base/exclude_tenders", ["points", "voucher"]), ["不积分的支付从积分改为积分、券"], None),
    (
        lambda: set_value(SHOP, "/rewards", [{"code": "C", "name": "咖啡", "kind": "goods", "points": 100}]),
        ["新增礼品“咖啡”：种类商品，积分100分，加钱0元，开着是，有库存否"],
        None,
    ),
    (lambda: set_value(SHOP, "/stored_value", {}), ["储值先用：本金", "最少充值：0元"], None),
    (lambda: set_value(SHOP, "/rules/0/name", "每元一分"), ["“基础积分”改名为“每元一分”"], None),
    (lambda: set_value(SHOP, "/note", "夏季"), [f"说明从“{SHOP['note']}”改为“夏季”"], None),
    (lambda: {**SHOP, "caps": [{"code": "daily", "per": "day", "limit": 500}]}, ["只是写法不同，意思一样"], None),
    (lambda: {**SHOP, "rewards": None}, ["只是写法不同，意思一样"], ["only written in another way; it means the same"]),
]


@pytest.mark.parametrize(("change", "zh", "en"), CASES, ids=range(len(CASES)))
def test_a_change_in_words(change: Any, zh: list[str], en: list[str] | None) -> None:
    new = change()
    assert said(SHOP, new) == zh
    if en is not None:
        assert [text.replace("dairy", "乳品") for text in said(SHOP, new, "en")] == [text.replace("dairy", "乳品") for text in en]


def test_several_changes_come_in_the_order_of_reading() -> None:
    new = set_value(set_value(next_version(SHOP, 12), "/validity", {"kind": "permanent"}), "/rules/0/stop", True)  # noqa: FBT003
    new = set_value(new, "/tiers/levels/1/threshold", 80_000)
    new = remove_rule(new, "coffee")
    found = differences(SHOP, new, "zh")
    assert [difference.path for difference in found] == ["/version", "/rules/1", "/rules/0/stop", "/tiers/levels/1/threshold", "/validity"]
    assert [difference.rule for difference in found][1:3] == ["coffee", "base"]


def test_two_products_of_one_name_are_told_apart() -> None:
    old, new = (set_value(SHOP, "/rules/1/lines", {kind: ["x"]}) for kind in ("products", "categories"))
    assert said(old, new) == ["“现磨咖啡每杯+10分”的商品从商品x改为类别x"]


def test_nothing_is_said_of_two_copies() -> None:
    assert differences(SHOP, copy.deepcopy(SHOP), "zh") == ()
    assert differences(PROGRAMME, json.loads(json.dumps(PROGRAMME)), "en") == ()


@pytest.mark.parametrize("name", EVERY)
def test_every_condition_is_compared(name: str) -> None:
    for old, new in ((SHOP, set_condition(SHOP, "coffee", name, EVERY[name])), (set_condition(SHOP, "coffee", name, EVERY[name]), SHOP)):
        found = differences(old, new, "zh")
        assert [(difference.kind, difference.rule) for difference in found] == [("changed", "coffee")]


@examples(60)
@given(programme_documents(), programme_documents(), st.sampled_from(["zh", "en"]))
def test_two_programmes_are_the_same_or_it_is_said_how_they_differ(old: dict[str, Any], new: dict[str, Any], lang: Any) -> None:
    found = differences(old, new, lang)
    assert bool(found) == (canonical_bytes(old) != canonical_bytes(new))
    for difference in found:
        assert difference.text
        assert "None" not in difference.text
        if lang == "zh":
            assert CHINESE.search(difference.text)
    back = differences(new, old, lang)
    assert len([one for one in found if one.kind == "added"]) == len([one for one in back if one.kind == "removed"])


@examples(80)
@given(st.randoms(use_true_random=False), st.sampled_from([SHOP, PROGRAMME]))
def test_whatever_is_edited_is_said(rng: random.Random, document: dict[str, Any]) -> None:
    """One edit after the other; where it is said that only the writing differs, every rule's own event gives the same under both."""
    for _ in range(8):
        try:
            after = act(document, rng)
        except EditRefused:
            continue
        found = differences(document, after, "zh")
        assert bool(found) == (canonical_bytes(document) != canonical_bytes(after))
        if [difference.kind for difference in found] == ["writing"] and not programme_errors(after):
            for event, member, moment in _situations(document) + _situations(after):
                before, now = (quote(compile_programme(one), event, member, moment).to_document() for one in (document, after))
                assert before | {"programme": None} == now | {"programme": None}
        document = after


def _situations(document: dict[str, Any]) -> list[Any]:
    programme = compile_programme(document)
    return [situation_for(programme, rule) for rule in programme.rules]


def test_the_fewest_moves() -> None:
    document, _ = copy_rule(SHOP, "silver")
    codes = [rule["code"] for rule in document["rules"] if rule["lane"] == "tier"]
    moved = move_rule(document, codes[0])
    assert [difference.rule for difference in differences(document, moved, "zh")] == [codes[0]]

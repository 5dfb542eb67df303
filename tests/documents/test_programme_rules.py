"""The rules for customers on paper (FRAUD-07): every rule that holds, in words, on both papers and in both languages."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.documents.document import PAPER_58, PAPER_80, Paper
from app.documents.layout import lay_out
from app.documents.programme_rules import programme_rules
from app.documents.render_text import to_text
from app.documents.text_width import columns
from app.domain.programme.compiler import compile_programme
from app.support.resources import resource

NAMES = {"coffee": "现磨咖啡", "dairy": "乳制品"}


def document(**changes: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(resource("templates/convenience.json").read_text(encoding="utf-8"))
    return {**found, **changes}


def text(language: Any = "zh", paper: Paper = PAPER_80, valid_from: str | None = "2026-07-01", **changes: Any) -> str:
    programme = compile_programme(document(**changes))
    return to_text(lay_out(programme_rules(programme, language, shop="邻里便利", names=NAMES, valid_from=valid_from), paper))


def test_every_rule_that_holds_stands_there_in_words() -> None:
    found = text().replace("\n", "")
    for rule in document()["rules"]:
        assert rule["name"] in found
    assert "每周六，消费，购买乳制品，积分2倍" in found.replace(" ", "")
    assert "第1版，2026-07-01起生效" in found
    assert "100分抵1元" in found
    assert "最多抵50%" in found.replace("每单", "")
    assert "银卡" in found


def test_what_holds_for_all_rules_is_said_once() -> None:
    found = text().replace("\n", "").replace(" ", "")
    assert found.count("12个月（到月底）") == 2  # life of points, and how long a tier is kept
    assert found.count("每人每日最多500分") == 1


def test_a_rule_that_is_off_and_what_only_the_shop_needs_are_left_out() -> None:
    rules = document()["rules"]
    off = [{**rules[0], "funding": "SUPPLIER"}, {**rules[1], "active": False}]
    found = text(rules=off)
    assert "现磨咖啡" not in found
    assert "SUPPLIER" not in found
    assert "可以叠加" not in found


def test_a_draft_says_that_it_is_one() -> None:
    assert "草稿，尚未生效" in text(valid_from=None).replace("\n", "")


def test_the_check_code_names_the_version() -> None:
    sha = compile_programme(document()).sha256
    assert sha[:8] in text()
    assert sha[:8] not in text(point_value="2")


@pytest.mark.parametrize("paper", [PAPER_58, PAPER_80])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_line_is_wider_than_the_paper(language: str, paper: Paper) -> None:
    found = text(language, paper)
    assert found
    assert max(columns(line) for line in found.splitlines()) <= paper.columns


def test_english_papers_are_english() -> None:
    found = text("en", rewards=[{"code": "tea", "name": "Tea", "kind": "goods", "points": 500, "cash_minor": 200}])
    assert "Points rules" in found
    assert "Tea" in found
    assert "500 pts + ￥2" in found
    assert "积分" not in found.replace("邻里便利会员积分", "")

"""Every refusal and fault that can reach the till has one plain line in both languages; an unknown code is a bug."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.gui.i18n import Texts, ts_lookup
from app.gui.presenters.messages import MESSAGES, UnknownMessage, message

ROOT = Path(__file__).resolve().parents[3] / "app"
RAISED = re.compile(r"(?:Refusal|Fault)\(\s*\"([a-z_]+)\"")
# Set-up and imports, which no screen of the counter does; their commands have their own lines.
ELSEWHERE = {
    "file_columns", "file_encoding", "file_format", "file_rows", "file_too_large", "name_empty", "no_shop",
    "no_such_role", "pin_shape", "product_invalid", "programme_invalid", "programme_too_large",
    "second_till",
    "shop_exists", "staff_number_taken", "key_missing", "key_broken", "text_too_long",
}  # fmt: skip


def raised_codes() -> set[str]:
    folders = ("services", "domain", "storage")
    sources = (path.read_text(encoding="utf-8") for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return {code for source in sources for code in RAISED.findall(source)}


def test_every_code_that_can_reach_the_till_has_its_line() -> None:
    assert raised_codes() - ELSEWHERE - set(MESSAGES) == set()


def test_every_reason_not_to_take_points_has_its_line() -> None:
    source = (ROOT / "domain" / "programme" / "redeem.py").read_text(encoding="utf-8")
    reasons = {f"redeem_{reason}" for reason in re.findall(r"(?:_refused\(|return )\(?\"([a-z_]+)\"", source)}
    assert reasons
    assert reasons | {"redeem_frozen", "redeem_closed"} <= set(MESSAGES)


def test_every_reason_of_the_scan_router_has_its_line() -> None:
    source = (ROOT / "services" / "route_scan.py").read_text(encoding="utf-8")
    assert set(re.findall(r"\"(scan_[a-z_]+)\"", source)) <= set(MESSAGES)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_lines_are_filled_in_and_name_no_code(language: str) -> None:
    t = Texts(language, ts_lookup)  # type: ignore[arg-type]
    values = {
        "text": "4711",
        "name": "水",
        "max": 9999,
        "due_minor": 2160,
        "limit_minor": 100_000,
        "missing_minor": 1,
        "left": 3,
        "minutes": 15,
        "missing": 5,
        "max_points": 120,
        "limit": 40,
        "rule": "tea",
        "streak": 3,
        "levels": 5,
        "activity": "tea",
        "on": "2026-06-20",
        "until": "2026-06-20",
        "time": "14:32",
        "place": "邻里便利",
        "reward": "咖啡",
        "available": 12,
        "line": 3,
        "most": 9999,
        "most_minor": 2_000_000,
        "have_minor": 1200,
    }
    for code in MESSAGES:
        line = message(code, values, t).line
        assert "{" not in line, code
        assert "?" not in line.replace("？", ""), code
        assert code not in line


def test_amounts_and_numbers_are_written_for_people() -> None:
    t = Texts("en", ts_lookup)
    assert message("still_due", {"due_minor": 2160}, t).line == "¥21.60 is still due – take the rest first"
    assert message("qty_range", {"max": 9999}, t).line == "That is no quantity – 1 to 9,999 pieces on a line; the basket is unchanged"


def test_an_unknown_code_is_a_bug() -> None:
    with pytest.raises(UnknownMessage):
        message("never_heard_of", {}, Texts("en", ts_lookup))

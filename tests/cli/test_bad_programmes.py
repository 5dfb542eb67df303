"""Bad programmes through `evaluate` and through publishing: each a clear message at its place, an exit code, never a traceback, and
nothing half made.
"""

from __future__ import annotations

import copy
import json
import time
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import make_shop, open_desk
from app.cli import evaluate as command
from app.domain.errors import Refusal
from app.domain.programme.checker import check
from app.domain.programme.defects import defect_words
from app.domain.programme.document import DocumentError
from app.domain.programme.findings import Facts, ProductFact
from app.domain.programme.inputs import ContextInput, EventInput, MemberInput
from app.domain.programme.operations import parse_programme
from app.domain.programme.quote import quote
from app.domain.programme.sentences import why
from app.services.set_up_shop import PROGRAMME_BYTES_MAX, publish_programme
from tests.cli.conftest import Jifentai
from tests.domain.programme.shop import PROGRAMME, QUOTE, changed

OWN = ("init", "--shop", "小店", "--owner", "何敏", "--pin", "4711")
TIERS: dict[str, Any] = {
    "metric": "spend",
    "window": {"kind": "lifetime"},
    "levels": [
        {"code": "regular", "name": "普通", "threshold": 0},
        {"code": "silver", "name": "银", "threshold": 500},
        {"code": "gold", "name": "金", "threshold": 500},
    ],
}
RISING = {**TIERS, "levels": TIERS["levels"][:2]}
RULE: dict[str, Any] = {"code": "r", "name": "r", "trigger": "sale", "lane": "bonus", "benefit": {"kind": "fixed", "points": 10}}
DOUBLE = RULE | {"lane": "factor", "benefit": {"kind": "multiply", "factor": "2"}}


def with_rule(rule: dict[str, Any]) -> dict[str, Any]:
    return changed(PROGRAMME, "rules/1", rule)


def when(**conditions: Any) -> dict[str, Any]:
    return with_rule(RULE | {"when": conditions})


LATE = {"from_date": "2026-07-01", "to_date": "2026-06-30"}
MANY = [{**RULE, "code": f"r{number}"} for number in range(10_000)]
BAD: list[tuple[str, dict[str, Any], str, str, str]] = [
    ("thresholds that do not rise", PROGRAMME | {"tiers": TIERS}, "/tiers/levels/2/threshold", "conflict", "higher than the tier below"),
    (
        "first threshold not 0",
        changed(PROGRAMME | {"tiers": RISING}, "tiers/levels/0/threshold", 1),
        "/tiers/levels/0/threshold",
        "range",
        "begins at 0",
    ),
    (
        "rate 0/0",
        with_rule(RULE | {"benefit": {"kind": "percent_back", "percent": "0/0"}}),
        "/rules/1/benefit/percent",
        "format",
        "not written",
    ),
    (
        "0 points for 0 yuan",
        with_rule(RULE | {"benefit": {"kind": "per_amount", "points": 1, "every_minor": 0}}),
        "/rules/1/benefit/every_minor",
        "range",
        "out of its bounds",
    ),
    (
        "factor 1e999 as text",
        changed(with_rule(DOUBLE), "rules/1/benefit/factor", "1e999"),
        "/rules/1/benefit/factor",
        "format",
        "not written",
    ),
    (
        "factor 10^999",
        changed(with_rule(DOUBLE), "rules/1/benefit/factor", "1" + "0" * 999),
        "/rules/1/benefit/factor",
        "format",
        "not written",
    ),
    (
        "factor below 1",
        changed(with_rule(DOUBLE), "rules/1/benefit/factor", "0.5"),
        "/rules/1/benefit/factor",
        "range",
        "out of its bounds",
    ),
    ("negative cap", PROGRAMME | {"caps": [{"code": "c", "per": "day", "limit": -1}]}, "/caps/0/limit", "range", "out of its bounds"),
    (
        "empty window",
        when(times=[{"start": "08:00", "end": "08:00"}]),
        "/rules/1/when/times/0",
        "conflict",
        "begins and ends at the same time",
    ),
    ("no window", when(times=[]), "/rules/1/when/times", "range", "out of its bounds"),
    ("29 February of a plain year", when(dates={"from_date": "2027-02-29"}), "/rules/1/when/dates/from_date", "format", "not written"),
    ("ends before it starts", when(dates=LATE), "/rules/1/when/dates", "conflict", "the last day comes before the first"),
    ("two rules with one code", changed(with_rule(RULE), "rules/2", RULE), "/rules/2/code", "duplicate", "twice"),
    ("10 000 rules", PROGRAMME | {"rules": MANY}, "/rules", "range", "at most 500 rules"),
    ("unknown tier", when(tiers=["gold"]), "/rules/1/when/tiers/0", "unknown_ref", "nothing of that name"),
    ("unknown lane", with_rule(RULE | {"lane": "gone"}), "/rules/1/lane", "unknown_ref", "nothing of that name"),
    ("a multiplier in the first lane", with_rule(DOUBLE | {"lane": "base"}), "/rules/1/lane", "conflict", "does not fit into this lane"),
    ("a field nobody knows", PROGRAMME | {"colour": "blue"}, "/colour", "unknown_field", "no such field"),
    ("a fraction for points", changed(with_rule(RULE), "rules/1/benefit/points", 1.5), "/rules/1/benefit/points", "type", "another kind"),
    ("true for a number", changed(with_rule(RULE), "rules/1/benefit/points", True), "/rules/1/benefit/points", "type", "another kind"),  # noqa: FBT003
    ("no name", changed(PROGRAMME, "name", ...), "/name", "missing", "has to be there"),
    ("an unknown trigger", with_rule(RULE | {"trigger": "dancing"}), "/rules/1/trigger", "enum", "none of the values"),
]
GOOD: list[tuple[str, dict[str, Any]]] = [
    ("a window over midnight", when(times=[{"start": "22:00", "end": "02:00"}])),
    ("29 February of a leap year", when(dates={"from_date": "2028-02-29", "to_date": "2028-02-29"})),
    ("500 rules", PROGRAMME | {"rules": MANY[:500]}),
    ("a product the shop does not have", with_rule(RULE | {"lines": {"products": ["no such product"]}})),
]
RAW: list[tuple[str, bytes, str]] = [
    ("nothing", b"", "format"),
    ("half a document", b'{"format": 1', "format"),
    ("NaN", b'{"format": NaN}', "format"),
    ("Infinity", b'{"point_value": Infinity}', "format"),
    ("a lone surrogate", b'{"name": "\\ud800"}', "format"),
    ("no UTF-8", b"\xff\xfe\x00", "format"),
    ("deep nesting", b"[" * 200_000, "format"),
    ("deep objects", b'{"rules":' * 100_000, "format"),
    ("a key twice", json.dumps(PROGRAMME).replace('"version"', '"code": "X", "version"', 1).encode(), "duplicate"),
]


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop with a programme in force."""
    folder = tmp_path_factory.mktemp("counter") / "shop"
    make_shop(folder, shop="小店", store_name="", till_no=1, owner="何敏", pin="4711")
    return folder


def publish(folder: Path, content: bytes) -> Refusal | None:
    """What publishing says to the content. One that is refused leaves the programme in force and the journal as they were."""
    with open_desk(folder) as desk:

        def state() -> object:
            with desk.store.read() as reader:
                return reader.programme_sha(desk.local().date), len(desk.store.programmes().versions(100))

        before, refused = state(), None
        try:
            with desk.store.write() as books:
                publish_programme(desk, books, content, desk.local().date)
        except Refusal as refusal:
            refused = refusal
        assert (state() == before) is (refused is not None)
        return refused


@pytest.mark.parametrize(("name", "document", "path", "code", "words"), BAD, ids=[row[0] for row in BAD])
def test_a_bad_programme_is_refused_at_its_place(
    jifentai: Jifentai, tmp_path: Path, name: str, document: dict[str, Any], path: str, code: str, words: str
) -> None:
    file = tmp_path / "case.json"
    file.write_text(json.dumps(QUOTE | {"programme": document}), encoding="utf-8")
    answer = jifentai("evaluate", str(file))
    assert (answer.code, json.loads(answer.out)) == (1, {"ok": False, "errors": [{"path": f"/programme{path}", "code": code}]})
    assert answer.err.startswith(f"evaluate: document 0: /programme{path}: ")
    assert words in answer.err
    file.write_text(json.dumps(document), encoding="utf-8")
    complaint = jifentai.complaint(*OWN, "--programme", str(file))
    assert f"{path}: " in complaint
    assert words in complaint
    assert not any(path.is_file() for path in jifentai.folder.rglob("*"))


@pytest.mark.parametrize(("name", "content", "problem"), RAW, ids=[row[0] for row in RAW])
def test_what_is_no_document_is_refused(jifentai: Jifentai, counter: Path, tmp_path: Path, name: str, content: bytes, problem: str) -> None:
    file = tmp_path / "case.json"
    file.write_bytes(content)
    answer = jifentai("evaluate", str(file))
    assert (answer.code, answer.err.count("\n")) == (1, 1)
    refusal = json.loads(answer.out)
    assert (refusal["ok"], [error["code"] for error in refusal["errors"]]) == (False, [problem])
    assert answer.err.startswith(f"evaluate: {file}: /")
    assert f"problem: {problem}" in jifentai.complaint(*OWN, "--programme", str(file))
    refused = publish(counter, content)
    assert refused is not None
    assert (refused.code, refused.values["problem"]) == ("programme_invalid", problem)


@pytest.mark.parametrize(("name", "document", "path", "code", "words"), BAD[:5], ids=[row[0] for row in BAD[:5]])
def test_publishing_at_the_counter_leaves_the_programme_in_force(
    counter: Path, name: str, document: dict[str, Any], path: str, code: str, words: str
) -> None:
    refused = publish(counter, json.dumps(document).encode())
    assert refused is not None
    assert (refused.code, refused.values) == ("programme_invalid", {"path": path, "problem": code, "more": None})


@pytest.mark.parametrize(("name", "document"), GOOD, ids=[row[0] for row in GOOD])
def test_what_is_unusual_but_right_is_taken(jifentai: Jifentai, counter: Path, tmp_path: Path, name: str, document: dict[str, Any]) -> None:
    file = tmp_path / "case.json"
    file.write_text(json.dumps(QUOTE | {"programme": document}), encoding="utf-8")
    answer = jifentai("evaluate", str(file))
    assert (answer.code, answer.err, json.loads(answer.out)["ok"]) == (0, "", True)
    assert publish(counter, json.dumps(document).encode()) is None


def test_a_product_that_is_not_there_is_named_by_the_checker_and_explained_at_the_till() -> None:
    document = with_rule(RULE | {"lines": {"products": ["no such product"]}})
    facts = Facts(products=(ProductFact(id="p", name="水", price_minor=200),))
    finding = next(found for found in check(document, "2026-06-20", facts) if found.code == "never_unknown_goods")
    assert (finding.path, finding.rules) == ("/rules/1/lines", ("r",))
    programme = parse_programme(document)
    event, context = EventInput.from_document(QUOTE["event"]), ContextInput.from_document(QUOTE["context"])
    item = quote(programme, event, MemberInput(id="M1"), context).items[1]
    assert (item.reason, why(item, programme, "zh")) == ("no_lines", "r：没有买参加的商品")


def test_a_file_of_50_mb_is_refused_before_it_is_read(jifentai: Jifentai, tmp_path: Path) -> None:
    """By its size: at once, and without the memory a parsed document of that size would take."""
    file = tmp_path / "huge.json"
    with file.open("wb") as stream:
        stream.write(json.dumps(PROGRAMME)[:-1].encode() + b', "note": "')
        stream.seek(50 * 1024 * 1024)
        stream.write(b'"}')
    started = time.monotonic()
    answer = jifentai("evaluate", str(file))
    assert (answer.code, answer.out, answer.err) == (2, "", f"evaluate: cannot read {file}: larger than 32 MB\n")
    assert "larger than 2 MB" in jifentai.complaint(*OWN, "--programme", str(file))
    assert time.monotonic() - started < 5
    assert not any(path.is_file() for path in jifentai.folder.rglob("*"))


def test_publishing_refuses_by_size_before_it_parses(counter: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.domain.programme import operations

    monkeypatch.setattr(operations, "parse_json", lambda text: pytest.fail("parsed"))
    refused = publish(counter, b" " * (PROGRAMME_BYTES_MAX + 1))
    assert refused is not None
    assert (refused.code, refused.values) == ("programme_too_large", {"max_bytes": PROGRAMME_BYTES_MAX})


def test_10_000_rules_are_refused_in_a_moment(counter: Path) -> None:
    started = time.monotonic()
    refused = publish(counter, json.dumps(PROGRAMME | {"rules": MANY}, separators=(",", ":")).encode())
    assert refused is not None
    assert refused.values["path"] == "/rules"
    assert time.monotonic() - started < 10


def test_one_bad_document_does_not_stop_the_others(jifentai: Jifentai, tmp_path: Path) -> None:
    broken = QUOTE | {"programme": BAD[0][1]}
    file = tmp_path / "cases.json"
    file.write_text(json.dumps([broken, QUOTE, {"id": "mine", "input": broken}]), encoding="utf-8")
    answer = jifentai("evaluate", str(file))
    assert (answer.code, [json.loads(line)["ok"] for line in answer.out.splitlines()]) == (1, [False, True, False])
    assert [line.split(":")[1].strip() for line in answer.err.splitlines()] == ["document 0", "document mine"]


def test_lines_answer_bad_programmes_like_files_do(jifentai: Jifentai) -> None:
    lines = "\n".join(json.dumps(QUOTE | {"programme": document}) for _, document, _, _, _ in BAD)
    answer = jifentai("evaluate", "--lines", "-", stdin=lines)
    expected = [{"ok": False, "errors": [{"path": f"/programme{path}", "code": code}]} for _, _, path, code, _ in BAD]
    assert (answer.code, [json.loads(line) for line in answer.out.splitlines()], answer.err) == (0, expected, "")


def test_many_defects_are_named_up_to_a_limit(jifentai: Jifentai, tmp_path: Path) -> None:
    document = copy.deepcopy(PROGRAMME)
    document["rules"] = [RULE | {"code": f"r{number}", "lane": "gone"} for number in range(50)]
    file = tmp_path / "case.json"
    file.write_text(json.dumps(QUOTE | {"programme": document}), encoding="utf-8")
    answer = jifentai("evaluate", str(file))
    assert len(json.loads(answer.out)["errors"]) == 50
    assert answer.err.splitlines()[-1] == "evaluate: document 0: and 30 more"
    assert len(answer.err.splitlines()) == 21


def test_every_code_has_words() -> None:
    codes = ("missing", "unknown_field", "type", "range", "format", "enum", "duplicate", "unknown_ref", "conflict")
    assert all(defect_words(DocumentError("/x", code)) for code in codes)
    assert command.FILE_MAX < 50 * 1024 * 1024

"""`demo`: the scripted cashier's papers are the same for the same seed, are read by an emulator and a decoder that are not ours, and the
books behind them hold; tampered ones do not.

OPS-05 (the demo data set), LESSON-22, LESSON-23.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from app.storage.sqlite.database import FILE_NAME, connected, make_triggers
from tests.documents.test_emupos import as_emulated, judged, python
from tests.e2e.program import Program

__all__ = ["python"]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="demo needs a pseudo terminal")
RECEIPTS = ("receipt-1-walk-in", "receipt-2-gold-member")
GOLDEN = Path(__file__).parents[1] / "golden" / "demo"
UPDATE = os.environ.get("JIFENTAI_UPDATE_GOLDEN") == "1"
SHORT_HASH = re.compile(r"校验 [0-9a-f]{8}")
"""It names the whole history before the sale, which has its own vectors in tests/golden/journal."""
SCREENS = 11
SMALL = ("--members", "30", "--days", "5", "--seed", "3")
WIDTH_DOTS = 576


@pytest.fixture(scope="module")
def demos(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two demonstrations of the same seed, each in a process of its own, at the same time."""
    folder = tmp_path_factory.mktemp("demo")
    outs = (folder / "one", folder / "two")
    running = [Program("demo", "--out", str(out), *SMALL) for out in outs]
    for program in running:
        code, said, err = program.wait(180)
        assert code == 0, said + err
    return outs


CODES = re.compile(r"\[(CODE128|QR) (\S+)\]")


def codes(out: Path, name: str) -> list[tuple[str, str]]:
    """The codes on the paper, as the text has them: the sale's number, and on a walk-in's the claim to its points (EDGE-07)."""
    found = [(kind, text) for kind, text in CODES.findall((out / f"{name}.txt").read_text(encoding="utf-8"))]
    assert [kind for kind, _ in sorted(found)] == (["CODE128", "QR"] if "walk-in" in name else ["CODE128"])
    return sorted(found)


def sale_number(out: Path, name: str) -> str:
    """The number on the paper, as the text has it."""
    found = re.search(r"\[CODE128 (R\d{12})\]", (out / f"{name}.txt").read_text(encoding="utf-8"))
    assert found is not None
    return found[1]


def test_everything_is_there_and_holds(demos: tuple[Path, Path]) -> None:
    out = demos[0]
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert summary["holds"] is True
    assert summary["verify"]["holds"] is True
    assert [receipt["name"] for receipt in summary["receipts"]] == list(RECEIPTS)
    for receipt in summary["receipts"]:
        assert set(receipt["checks"].values()) == {True}
    for name in RECEIPTS:
        for ending in ("bin", "txt", "png"):
            assert (out / f"{name}.{ending}").stat().st_size > 100
    pictures = sorted((out / "screens").glob("*.png"))
    assert len(pictures) == SCREENS
    for picture in pictures:
        with Image.open(picture) as image:
            assert image.size == (1366, 768)
            assert len(image.convert("RGB").resize((128, 72)).getcolors(20_000) or []) > 20, f"{picture.name} is nearly empty"


def test_the_same_seed_leaves_the_same_papers(demos: tuple[Path, Path]) -> None:
    one, two = demos
    for name in RECEIPTS:
        for ending in ("bin", "txt", "png"):
            assert (one / f"{name}.{ending}").read_bytes() == (two / f"{name}.{ending}").read_bytes(), f"{name}.{ending}"


@pytest.mark.parametrize("name", RECEIPTS)
def test_the_text_is_the_golden_one(demos: tuple[Path, Path], name: str) -> None:
    """`JIFENTAI_UPDATE_GOLDEN=1` rewrites it; the diff is then reviewed, figure by figure."""
    text = SHORT_HASH.sub("校验 --------", (demos[0] / f"{name}.txt").read_text(encoding="utf-8"))
    if UPDATE:
        GOLDEN.mkdir(parents=True, exist_ok=True)
        (GOLDEN / f"{name}.txt").write_text(text, encoding="utf-8")
    assert text == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", RECEIPTS)
def test_the_emulator_prints_what_the_text_says(demos: tuple[Path, Path], name: str, python: Path, tmp_path: Path) -> None:
    verdict = judged(python, (demos[0] / f"{name}.bin").read_bytes(), WIDTH_DOTS, tmp_path)
    assert verdict.events == []
    assert verdict.text == as_emulated((demos[0] / f"{name}.txt").read_text(encoding="utf-8"))
    assert verdict.boundary == "cut"
    assert sorted(text for _, text in verdict.codes) == sorted(text for _, text in codes(demos[0], name))
    assert sale_number(demos[0], name) in [text for _, text in verdict.codes]


@pytest.mark.parametrize("name", RECEIPTS)
def test_the_codes_on_the_picture_of_the_paper_are_those_of_the_text(demos: tuple[Path, Path], name: str) -> None:
    with Image.open(demos[0] / f"{name}.png") as paper:
        read = zxingcpp.read_barcodes(paper.convert("L"))
    kinds = {"Code128": "CODE128", "QRCode": "QR"}
    assert sorted((kinds[code.format.name], code.text) for code in read) == codes(demos[0], name)


def test_the_member_receipt_shows_points_and_masks_the_member(demos: tuple[Path, Path]) -> None:
    text = (demos[0] / f"{RECEIPTS[1]}.txt").read_text(encoding="utf-8")
    assert "*******6027" in text
    assert "19900006027" not in text


def test_a_second_demonstration_takes_the_place_of_the_first_but_of_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("keep me", encoding="utf-8")
    code, _, err = Program("demo", "--out", str(tmp_path), *SMALL).wait()
    assert code == 1
    assert len(err.splitlines()) == 1
    assert (tmp_path / "letter.txt").read_text(encoding="utf-8") == "keep me"


def verified(shop: Path) -> tuple[int, dict[str, object]]:
    """What `verify --json` says."""
    code, out, err = Program("verify", "--data-dir", str(shop), "--json").wait()
    assert err == ""
    return code, json.loads(out)


def test_the_same_seed_leaves_the_same_books_and_tampered_ones_do_not_verify(demos: tuple[Path, Path]) -> None:
    answers = [verified(out / "shop") for out in demos]
    assert answers[0] == answers[1]
    assert answers[0][0] == 0
    path = demos[1] / "shop" / FILE_NAME
    with connected(path) as sql:
        ((seq,),) = sql.all("SELECT max(seq) FROM journal WHERE type = 'sale_completed'")
        sql.run("DROP TRIGGER journal_no_update")
        changed = "CAST(replace(CAST(payload AS TEXT), '\"qty\":1', '\"qty\":2') AS BLOB)"
        sql.run(f"UPDATE journal SET payload = {changed} WHERE seq = ?", (seq,))
        make_triggers(sql)
    code, report = verified(demos[1] / "shop")
    assert (code, report["holds"]) == (1, False)
    (problem,) = report["problems"]  # type: ignore[misc]
    assert (problem["part"], problem["where"]) == ("chain", f"T01.1:{seq}")

"""The golden jobs judged by emupos, a printer emulator that is not ours: no unknown command, the same text, readable codes.

Skipped with the reason where no Python 3.13 is found or the emulator cannot be installed.
"""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from app.documents.document import Language
from app.documents.escpos import drawer_pulse
from app.documents.layout import lay_out
from app.documents.render_escpos import to_bytes
from app.documents.render_text import to_text
from app.documents.test_page import test_page as self_test_page
from tests.documents.emupos_environment import Unavailable, emulator_python
from tests.documents.examples import WALKIN_CLAIM
from tests.documents.printers import profile
from tests.documents.test_golden_receipts import CASES, GOLDEN

JUDGE = Path(__file__).with_name("emupos_judge.py")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the emulator saw: its events, the printed text as the shop would read it, how the job ended, the codes on the picture."""

    events: list[tuple[str, object]]
    text: str
    boundary: str
    drawer: str
    codes: list[tuple[str, str]]


@pytest.fixture(scope="module")
def python() -> Path:
    try:
        return emulator_python()
    except Unavailable as reason:
        pytest.skip(f"emupos: {reason}")


def judged(python: Path, job: bytes, dots: int, folder: Path) -> Verdict:
    paper, picture = folder / "job.bin", folder / "job.png"
    paper.write_bytes(job)
    asked = [str(python), "-I", str(JUDGE), str(dots), str(paper), str(picture)]
    done = subprocess.run(asked, capture_output=True, text=True, check=True, timeout=60)
    answer = json.loads(done.stdout)
    boundary, text = answer["receipts"][0] if answer["receipts"] else ("", "")
    codes = []
    if picture.exists():
        # The emulator cuts its picture at the printed area; a reader wants the paper's white margin.
        with Image.open(picture) as printed:
            sheet = Image.new("L", (printed.width + 64, printed.height + 64), 255)
            sheet.paste(printed.convert("L"), (32, 32))
        codes = [(str(code.format), code.text) for code in zxingcpp.read_barcodes(sheet)]
    return Verdict(
        [(name, data) for name, data in answer["events"]],
        "\n".join(line.encode("cp437").decode("gb18030") for line in text.split("\n")),
        boundary,
        answer["drawer"],
        sorted(codes),
    )


def as_emulated(text: str) -> str:
    """Our text with codes written the emulator's way, at the left edge."""
    text = re.sub(r"^ *\[CODE128 (.*)\]$", r"[barcode CODE128 \1]", text, flags=re.MULTILINE)
    return re.sub(r"^ *\[QR (.*)\]$", r"[qr \1]", text, flags=re.MULTILINE)


@pytest.mark.parametrize("name", [case[0] for case in CASES])
def test_the_emulator_prints_the_golden_text(name: str, python: Path, tmp_path: Path) -> None:
    wide = name.startswith("80")
    verdict = judged(python, (GOLDEN / f"{name}.bin").read_bytes(), 576 if wide else 384, tmp_path)
    assert verdict.events == []
    assert verdict.text == as_emulated((GOLDEN / f"{name}.txt").read_text(encoding="utf-8"))
    assert verdict.boundary == ("cut" if wide else "connection-closed")
    walkin = ["R012606200046"] if "refund" in name else ["R012606200046", WALKIN_CLAIM]
    printed = {"walkin": walkin, "enrolment": ["V123456789015"], "review": []}
    wanted = next((codes for kind, codes in printed.items() if kind in name), ["R012606200047"])
    assert sorted((text for _, text in verdict.codes), reverse=True) == wanted
    assert verdict.drawer == "closed"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("printer", ["generic-58", "generic-80", "epson-42"])
def test_the_emulator_prints_the_test_page(printer: str, lang: Language, python: Path, tmp_path: Path) -> None:
    shipped = profile(printer)
    laid = lay_out(self_test_page(shipped, lang), shipped.paper)
    # The 42-column printer has narrower dots, not fewer columns a line: its 42 columns of 12 dots make 504 of 512.
    verdict = judged(python, to_bytes(laid, shipped), shipped.paper.dots, tmp_path)
    assert verdict.events == []
    assert verdict.text == as_emulated(to_text(laid))
    assert sorted(text for _, text in verdict.codes) == ["TEST-0123456789", "https://example.invalid/jifentai-test"]


def test_the_drawer_opens_by_its_own_job_and_prints_nothing(python: Path, tmp_path: Path) -> None:
    verdict = judged(python, drawer_pulse(), 576, tmp_path)
    assert [name for name, _ in verdict.events if "unknown" in name] == []
    assert verdict.drawer == "open"
    assert verdict.text == ""


def test_the_judge_sees_a_command_the_emulator_does_not_know(python: Path, tmp_path: Path) -> None:
    """FS ! for hanzi sizes is real but unknown to emupos: were the judge blind, the tests above would prove nothing."""
    shipped = profile("generic-80-fs")
    laid = lay_out(self_test_page(shipped, "zh"), shipped.paper)
    verdict = judged(python, to_bytes(laid, shipped), 576, tmp_path)
    assert {name for name, _ in verdict.events} == {"printer.command.unknown"}

"""`demo --script day`: a busy day in the real window, with a paper jam and a power cut; the papers are added up apart from the books.

The printer is this process; the cashiers are a process of their own, which is killed with half a sale on the counter and started again.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from app.bootstrap import make_demo_shop
from app.cli.day_papers import PaperSums, add_up, read_report
from app.cli.demo import UNTIL, offscreen
from app.cli.output import FAILS, HOLDS, answer, failed, guarded
from app.cli.replay import replay_folder
from app.cli.verify import data, verify_folder
from app.devices.background import program_folder
from app.devices.printers.pty_printer import PtyPrinter
from app.documents.from_paper import from_paper
from app.documents.render_text import to_text
from app.domain.till.paper import PaperCut, PaperOp
from app.services.ports.printing import PrinterFault
from app.settings.machine import MachineSettings

SPEED = 60.0
"""The serial line is simulated at 9600 baud, this many times faster than time passes."""
JAM_BYTES = 500
"""So far into the receipt the paper jams and the cover is opened; the printer is switched off, and what was in its buffer is gone."""
OFF_S = 6.5
"""So long it stays off while selling goes on: a printer that is back within 5 s of silence is not known to have been away."""
_PART_S = 3_600


@dataclass(slots=True)
class Played:
    """What the cashiers said they did. `parts`: how often the program was started."""

    done: int = 0
    sales: int = 0
    parts: int = 0
    cuts: int = 0
    jams: int = 0
    kinds: dict[str, int] = field(default_factory=dict)


def run_day(out: Path, *, seed: int, members: int, days: int, sales: int, as_json: bool) -> int:
    """Plays the day and proves it. Exit 0 only if `verify` and `replay` hold and the papers agree with the books."""

    def command() -> int:
        if os.name == "nt":
            return failed("demo needs a pseudo terminal, which Windows does not have")
        if out.exists() and any(out.iterdir()):
            return failed(f"{out} is not empty; choose another folder")
        out.mkdir(parents=True, exist_ok=True)
        shop = out / "shop"
        make_demo_shop(shop, seed=seed, members=members, days=days, until=UNTIL)
        played, papers = _play(shop, seed, sales)
        (out / "papers.txt").write_text("\n".join(f"{paper}\n--- ✂ ---" for paper in papers) + "\n", encoding="utf-8")
        sums = add_up(papers)
        report = data(verify_folder(shop))
        report_says = read_report(papers)
        checks = _checks(sums, report_says, played, sales) | {"verify": report["holds"] is True, "replay": replay_folder(shop).same}
        summary: dict[str, object] = {
            "seed": seed,
            "acts": played.kinds,
            "starts": played.parts,
            "papers": sums.as_dict(),
            "z": None if report_says is None else report_says.as_dict(),
            "checks": checks,
            "verify": report,
            "holds": all(checks.values()),
        }
        (out / "summary.json").write_text(json.dumps(summary, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        lines = [f"{name}: {'holds' if holds else 'DOES NOT HOLD'}" for name, holds in checks.items()]
        answer(summary, [*lines, f"{played.done} acts, {report['events']} events", f"see {out}"], as_json=as_json)
        return HOLDS if all(checks.values()) else FAILS

    return guarded(command)


def _checks(sums: PaperSums, report: PaperSums | None, played: Played, sales: int) -> dict[str, bool]:
    return {
        "every sale has its paper": sums.sales == played.sales >= sales,
        "what was tendered is what was sold": sum(sums.tenders.values()) == sums.total_minor - sums.returned_minor + sums.topped_up_minor,
        "the Z report says what the papers come to": report is not None and report.money_and_points() == sums.money_and_points(),
        "the printer jammed once, and the torn receipt came again": (played.jams, sums.torn >= 1) == (1, True),
        "the power went once, with half a sale on the counter": (played.cuts, played.parts) == (1, 2),
    }


def _play(shop: Path, seed: int, sales: int) -> tuple[Played, list[str]]:
    played = Played()
    folder = tempfile.TemporaryDirectory(prefix="jifentai-line-")
    with offscreen(), folder as line, PtyPrinter(Path(line), baud=9_600, speed_factor=SPEED) as printer:
        machine = MachineSettings(shop)
        machine.set("printer.port", printer.port)
        machine.set("printer.profile", "generic-80")
        first: int | None = 0
        at_ms = 0
        while first is not None:
            played.parts += 1
            first, at_ms = _part(shop, ("--seed", str(seed), "--sales", str(sales)), first, at_ms, printer, played)
        machine.set("printer.port", "virtual")
        ops, columns = printer.printer.paper(), printer.printer.columns
    return played, [to_text(from_paper(paper, columns)) for paper in _cut(ops)]


def _part(
    shop: Path, plan: tuple[str, ...], first: int, at_ms: int, printer: PtyPrinter, played: Played
) -> tuple[int | None, int]:
    """One run of the program: until the day's end (None), or until the power goes: the act to go on with, and when."""
    at = ("--at", str(at_ms)) if at_ms else ()
    command = [sys.executable, "-m", "app.cli.day_player", str(shop), *plan, "--first", str(first), *at]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=program_folder()) as cashiers:
        try:
            cut = _watch(_lines(cashiers.stdout), printer, played)
            if cut is not None:
                played.cuts += 1
            elif cashiers.wait(_PART_S) != 0:
                raise RuntimeError(f"the cashiers gave up after {played.done} acts")
        finally:
            cashiers.kill()
    return (None, 0) if cut is None else (cut["cut"], cut["at_ms"])


def _lines(pipe: IO[str] | None) -> Any:
    assert pipe is not None
    return (json.loads(line) for line in pipe)


def _watch(said: Any, printer: PtyPrinter, played: Played) -> dict[str, int] | None:
    """Lives the day beside the cashiers. What was said when the power is to go; None at the day's end."""
    jamming = False
    for facts in said:
        if "cut" in facts:
            return dict(facts)
        if "jam" in facts:
            jamming = True
            printer.at_printed(JAM_BYTES, PrinterFault.COVER_OPEN)
        elif "begins" in facts:
            kind = facts["kind"]
            played.kinds[kind] = played.kinds.get(kind, 0) + 1
        elif "done" in facts:
            played.done += 1
            played.sales += facts["kind"] == "sale"
            if jamming and PrinterFault.COVER_OPEN in printer.printer.faults():
                jamming = False
                played.jams += 1
                printer.set_fault(PrinterFault.POWER_OFF, on=True)
                threading.Timer(OFF_S, _put_right, (printer,)).start()
    return None


def _put_right(printer: PtyPrinter) -> None:
    printer.set_fault(PrinterFault.COVER_OPEN, on=False)
    printer.set_fault(PrinterFault.POWER_OFF, on=False)


def _cut(ops: tuple[PaperOp, ...]) -> list[list[PaperOp]]:
    """The paper in pieces, as the cutter leaves them."""
    pieces: list[list[PaperOp]] = [[]]
    for op in ops:
        if isinstance(op, PaperCut):
            pieces.append([])
        else:
            pieces[-1].append(op)
    return [piece for piece in pieces if piece]

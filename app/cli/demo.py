"""`demo`: a scripted cashier drives the real window with real key events and prints over a real serial line; what came out is checked.

Clock and ids come from the seed, so the same seed leaves the same receipts. Nothing of the shop outside DIR is touched.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.cli.output import FAILS, HOLDS, answer, failed, guarded
from app.cli.verify import data, verify_folder

if TYPE_CHECKING:
    from app.cli.journey import Step

UNTIL = date(2026, 6, 19)
"""Last day of the demo shop's past; the demonstration plays on the Saturday after it."""
OPENS = datetime(2026, 6, 20, 14, 32, tzinfo=ZoneInfo("Asia/Shanghai"))
SPEED = 12.0
"""The serial line is simulated at 9600 baud, this many times faster than time passes."""


def run_demo(out: Path, *, seed: int, members: int, days: int, as_json: bool) -> int:
    """Builds the shop, plays the journey, verifies the books. Exit 0 only if everything holds."""

    def command() -> int:
        if os.name == "nt":
            return failed("demo needs a pseudo terminal, which Windows does not have")
        from app.cli.init import with_progress

        if out.exists() and any(out.iterdir()):
            if not (out / "summary.json").exists():
                return failed(f"{out} is not empty and holds no earlier demonstration; choose another folder")
            shutil.rmtree(out)
        out.mkdir(parents=True, exist_ok=True)
        with_progress(out / "shop", seed=seed, members=members, days=days, until=UNTIL)
        steps = _play(out, seed)
        report = data(verify_folder(out / "shop"))
        holds = report["holds"] is True and all(step.holds for step in steps)
        summary: dict[str, object] = {
            "seed": seed,
            "receipts": [{"name": step.name, "holds": step.holds, "checks": step.checks} for step in steps],
            "verify": report,
            "holds": holds,
        }
        (out / "summary.json").write_text(json.dumps(summary, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        lines = [f"{step.name}: {_said(step)}" for step in steps]
        lines += [f"verify: {report['events']} events, {'holds' if report['holds'] else report['problems']}", f"see {out}"]
        answer(summary, lines, as_json=as_json)
        return HOLDS if holds else FAILS

    return guarded(command)


@contextmanager
def offscreen() -> Iterator[None]:
    """Draws off the screen where there is no display; a display that is there is used."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    yield


def _play(out: Path, seed: int) -> list[Step]:
    with offscreen(), tempfile.TemporaryDirectory(prefix="jifentai-line-") as line:
        from PySide6.QtWidgets import QApplication

        from app.cli.counter_window import CounterWindow
        from app.cli.journey import Journey
        from app.devices.clock import PlacedClock, SeededIds
        from app.devices.printers.pty_printer import PtyPrinter
        from app.settings.machine import MachineSettings

        instance = QApplication.instance()
        app = instance if isinstance(instance, QApplication) else QApplication(["jifentai"])
        clock = PlacedClock(int(OPENS.timestamp() * 1_000))
        with PtyPrinter(Path(line), baud=9_600, speed_factor=SPEED) as printer:
            machine = MachineSettings(out / "shop")
            machine.set("printer.port", printer.port)
            machine.set("printer.profile", "generic-80")
            counter = CounterWindow(app, out / "shop", clock=clock, ids=SeededIds(clock, f"{seed}|demo"))
            try:
                return Journey(out, app, counter, clock, printer).play()
            finally:
                counter.close()
                machine.set("printer.port", "virtual")


def _said(step: Step) -> str:
    return "holds" if step.holds else "differs: " + ", ".join(check for check, holds in step.checks.items() if not holds)

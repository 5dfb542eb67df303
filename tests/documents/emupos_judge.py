"""Runs inside the emulator's own environment (Python 3.13, emupos 0.4.0): prints a job as emupos sees it, as one JSON object.

Usage: python emupos_judge.py WIDTH_DOTS JOB PICTURE. The text comes as CP437, the emulator's code page.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from emupos.config import FontCell, PrinterProfile  # type: ignore[import-not-found]
from emupos.printer.printer import Printer  # type: ignore[import-not-found]


def main(width_dots: str, job: str, picture: str) -> None:
    profile = PrinterProfile(
        type="printer",
        name="judge",
        dpi=203,
        width_dots=int(width_dots),
        font_a=FontCell(width=12, height=24),
        font_b=FontCell(width=9, height=17),
        code_pages={0: "PC437"},
        default_code_page=0,
        drawer_sensor_open_level="high",
    )
    printer = Printer("judge", profile, sensor_open_level="high", job_idle_timeout_ms=1000)
    outputs = [
        printer.open_connection(1, 0.0),
        printer.receive(1, Path(job).read_bytes(), 0.0),
        printer.close_connection(1, 0.0),
    ]
    events = [event for output in outputs for event in output.events]
    receipts = [receipt for output in outputs for receipt in output.receipts]
    for receipt in receipts:
        Path(picture).write_bytes(receipt.png)
    answer = {
        "events": [[str(event.type.value), event.data] for event in events],
        "receipts": [[receipt.boundary, receipt.text] for receipt in receipts],
        "drawer": printer.state().drawer,
    }
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])

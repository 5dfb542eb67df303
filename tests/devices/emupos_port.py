"""Runs inside the emulator's own environment (Python 3.13, emupos 0.4.0): emupos' printer behind a pty.

Prints the port's name, then one JSON line for each event and receipt; reads ``fault NAME on|off`` and ``end`` on its standard
input. The line has no speed: what is judged is the conversation.
"""

from __future__ import annotations

import json
import os
import select
import sys
import time
import tty

from emupos.config import FontCell, PrinterProfile  # type: ignore[import-not-found]
from emupos.printer.printer import Printer, PrinterFault  # type: ignore[import-not-found]


def say(kind: str, **what: object) -> None:
    sys.stdout.write(json.dumps({"kind": kind, **what}) + "\n")
    sys.stdout.flush()


def main() -> None:
    profile = PrinterProfile(
        type="printer",
        name="judge",
        dpi=203,
        width_dots=576,
        font_a=FontCell(width=12, height=24),
        font_b=FontCell(width=9, height=17),
        code_pages={0: "PC437"},
        default_code_page=0,
        drawer_sensor_open_level="high",
    )
    printer = Printer("judge", profile, sensor_open_level="high", job_idle_timeout_ms=60_000)
    master, slave = os.openpty()
    tty.setraw(slave)

    def carry_out(output: object) -> None:
        for write in output.writes:  # type: ignore[attr-defined]
            os.write(master, write.data)
        for event in output.events:  # type: ignore[attr-defined]
            say("event", type=str(event.type.value))
        for receipt in getattr(output, "receipts", ()):
            say("receipt", boundary=receipt.boundary, text=receipt.text)

    say("port", name=os.ttyname(slave))
    carry_out(printer.open_connection(1, time.monotonic()))
    while True:
        readable, _, _ = select.select([master, sys.stdin], [], [])
        now = time.monotonic()
        if master in readable:
            carry_out(printer.receive(1, os.read(master, 4096), now))
        if sys.stdin in readable:
            words = sys.stdin.readline().split()
            if words[:1] != ["fault"]:
                return
            carry_out(printer.set_fault(PrinterFault(words[1]), words[2] == "on", now))


if __name__ == "__main__":
    main()

"""What commands have in common that read the books beside a running till for a while: low priority, progress, breaking off."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from app.cli.output import guarded
from app.devices.background import give_way

BROKEN_OFF = 130

Progress = Callable[[int, int], None]


def beside_the_till(command: Callable[[], int]) -> int:
    """Runs a command at low priority. Ctrl+C, SIGTERM and nobody reading any more end it with 130 and without a word: the terminal is left
    as it was found, the database is closed.
    """

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    give_way()
    before = signal.signal(signal.SIGTERM, stop)
    try:
        return guarded(command)
    except KeyboardInterrupt:
        return BROKEN_OFF
    finally:
        signal.signal(signal.SIGTERM, before)


def say(line: object) -> None:
    """One line of JSON on standard output, at once."""
    try:
        print(json.dumps(line, ensure_ascii=False), flush=True)
    except BrokenPipeError:  # nobody listens any more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise KeyboardInterrupt from None


@contextmanager
def progress(what: str, *, as_json: bool) -> Iterator[Progress]:
    """Something to call with (done, all): lines {"done", "total"} of JSON, a bar on a terminal, else nothing."""
    last = -1

    def tell(done: int, total: int) -> None:
        nonlocal last
        percent = done * 100 // max(1, total)
        if percent != last:
            last = percent
            say({"done": done, "total": total})

    if as_json:
        yield tell
        return
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)

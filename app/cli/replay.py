"""`replay`: rebuilds what the events add up to into a new file and compares it with the stored projections row by row."""

from __future__ import annotations

import tempfile
from pathlib import Path

from app.bootstrap import default_folder
from app.cli.output import FAILS, HOLDS, answer, failed, guarded
from app.domain.errors import Fault
from app.storage.sqlite.database import FILE_NAME
from app.storage.sqlite.replay import EventDoesNotFold, ReplayReport, replay


def replay_books(data_dir: Path | None, into: Path | None, *, as_json: bool) -> int:
    """Replays the folder's journal into `into`, or into a file that is thrown away. Exit 0 when every row is the same, 1 when not."""

    def command() -> int:
        try:
            report = replay_folder(data_dir or default_folder(), into)
        except EventDoesNotFold as wrong:
            return failed(f"event {wrong} does not fit what was booked before it")
        answer(_data(report), _lines(report), as_json=as_json)
        return HOLDS if report.same else FAILS

    return guarded(command)


def replay_folder(folder: Path, into: Path | None = None) -> ReplayReport:
    """The folder's journal added up into `into`, or into a file that is thrown away. Fault no_shop; EventDoesNotFold."""
    source = folder / FILE_NAME
    if not source.exists():
        raise Fault("no_shop")
    with tempfile.TemporaryDirectory(prefix="jifentai-replay-") as scratch:
        return replay(source, into or Path(scratch) / FILE_NAME)


def _data(report: ReplayReport) -> dict[str, object]:
    differences = [
        {"table": row.table, "key": list(row.key), "stored": row.stored, "folded": row.folded} for row in report.differences
    ]
    return {"same": report.same, "events": report.events, "rows": report.rows, "differences": differences}


def _lines(report: ReplayReport) -> list[str]:
    if report.same:
        return [f"the same: {report.events} events give {sum(report.rows.values())} rows in {len(report.rows)} tables"]
    return [f"{row.table} {row.key}: stored {row.stored}, the events give {row.folded}" for row in report.differences]

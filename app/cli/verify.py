"""`verify`: walks chain, signatures, documents, postings and projections of the books and names the first thing that is wrong."""

from __future__ import annotations

import sys
from pathlib import Path

from app.bootstrap import default_folder
from app.cli.output import FAILS, HOLDS, answer, guarded
from app.domain.errors import Fault
from app.security.signatures import PinnedKey
from app.security.till_key import load_public
from app.storage.sqlite.database import FILE_NAME
from app.storage.sqlite.verify import VerifyReport, verify


def verify_books(data_dir: Path | None, *, as_json: bool) -> int:
    """Verifies the folder's books, also beside a running till. Exit 0 when they hold, 1 when not."""

    def command() -> int:
        report = verify_folder(data_dir or default_folder(), shown=sys.stderr.isatty())
        answer(data(report), _lines(report), as_json=as_json)
        return HOLDS if report.holds else FAILS

    return guarded(command)


def verify_folder(folder: Path, *, shown: bool = False) -> VerifyReport:
    """The report on a folder's books, signatures by the key pinned in it. Faults: no_shop, key_missing, key_damaged, database_locked."""

    def tell(part: str, done: int) -> None:
        print(f"\r{part}: {done} events ", end="", file=sys.stderr)

    if not (folder / FILE_NAME).exists():
        raise Fault("no_shop")
    report = verify(folder / FILE_NAME, PinnedKey(load_public(folder)), progress=tell if shown else None)
    if shown:
        print(file=sys.stderr)
    return report


def data(report: VerifyReport) -> dict[str, object]:
    """The report as plain data."""
    problems = [{"part": problem.part, "where": problem.where, "what": problem.what} for problem in report.problems]
    return {"holds": report.holds, "events": report.events, "head": report.head, "head_hash": report.head_hash, "problems": problems}


def _lines(report: VerifyReport) -> list[str]:
    if report.holds:
        return [f"complete: {report.events} events, head {report.head} {report.head_hash[:16]}"]
    return [f"{problem.part} {problem.where}: {problem.what}" for problem in report.problems]

"""`import products|members FILE.csv`: dry run with control totals, every bad row named, all or nothing."""

from __future__ import annotations

from pathlib import Path

from app.bootstrap import open_desk
from app.cli.output import FAILS, HOLDS, answer, failed, guarded
from app.services.import_rows import FILE_BYTES_MAX, ImportReport, import_members, import_products

_WORDS = {
    "format": "not written as it should be",
    "range": "out of its bounds",
    "control": "a control character, or a space before or after it",
    "missing": "has to be there",
    "too_long": "too long",
    "check_digit": "no EAN-8 or EAN-13 with its check digit",
    "enum": "none of the values it may have",
    "not_below_price": "above the price",
    "unknown_field": "no such column",
}
"""Problems of a product in words."""


def import_file(data_dir: Path | None, kind: str, file: Path, *, dry_run: bool, as_json: bool) -> int:
    """Runs one import and prints its report. Exit 1 when a row is bad."""

    def command() -> int:
        if file.stat().st_size > FILE_BYTES_MAX:
            return failed(f"{file.name} is larger than {FILE_BYTES_MAX // 1024 // 1024} MB")
        content = file.read_bytes()
        with open_desk(data_dir) as desk:
            load = import_products if kind == "products" else import_members
            report = load(desk, content, dry_run=dry_run)
        answer(_data(report), _lines(report, dry_run=dry_run), as_json=as_json)
        return FAILS if report.bad else HOLDS

    return guarded(command)


def _data(report: ImportReport) -> dict[str, object]:
    bad = [{"line": row.line, "problem": row.problem} for row in report.bad]
    return {
        "kind": report.kind,
        "rows": report.rows,
        "totals": dict(report.totals),
        "bad": bad,
        "bad_rows": report.bad_rows,
        "booked": report.booked,
    }


def _plain(problem: str) -> str:
    """`price: format, sku: missing` in words; what is in words already stays."""
    parts = (part.partition(": ") for part in problem.split(", "))
    return ", ".join(f"{field}{colon}{_WORDS.get(code, code)}" for field, colon, code in parts)


def _lines(report: ImportReport, *, dry_run: bool) -> list[str]:
    lines = [f"{report.rows} rows"] + [f"  {name}: {figure}" for name, figure in report.totals.items()]
    lines += [f"line {row.line}: {_plain(row.problem)}" for row in report.bad]
    if report.bad:
        return [*lines, f"nothing was imported: {report.bad_rows} bad rows"]
    if not report.booked:
        return [*lines, "checked only, nothing was imported" if dry_run else "nothing to import"]
    return [*lines, "imported"]

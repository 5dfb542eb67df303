"""Runs the rows and prints what they found: a table for people, one JSON document for programs."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict

from rich.console import Console
from rich.table import Table

from tests.bench import (  # noqa: F401
    rows_backtest,
    rows_commit,
    rows_days,
    rows_engine,
    rows_people,
    rows_printer,
    rows_refund,
    rows_rewards,
    rows_shift,
    rows_verify,
    rows_window,
)
from tests.bench.registry import ENTRIES, Figure, figure
from tests.bench.shop import Bench

BUILD_MOST_S = 60.0


def run_rows(bench: Bench, only: list[str], *, as_json: bool) -> int:
    """0 when every bar holds, 1 when one does not, 2 for a row that does not exist."""
    console = Console(stderr=as_json, width=None if Console().is_terminal else 170)
    unknown = set(only) - {entry.name for entry in ENTRIES}
    if unknown:
        console.print(f"no such row: {', '.join(sorted(unknown))}; there are {', '.join(entry.name for entry in ENTRIES)}")
        return 2
    found: list[Figure] = []
    bench.drop_copies()
    for entry in ENTRIES:
        if only and entry.name not in only:
            continue
        console.print(f"[dim]{entry.name} …[/dim]")
        try:
            for one in entry.run(bench):
                found.append(one)
                console.print(f"[dim]{_line(one)}[/dim]")
        except Exception:
            # The other rows are measured all the same, after hours too; a row without its figures does not hold.
            console.print_exception()
            found.append(Figure(row=entry.name, what="could not be measured", value=0, unit="", n=0, bar="measured", holds=False))
        bench.drop_copies()
    if bench.built_s:
        most = BUILD_MOST_S if bench.quick else None
        found.append(figure("build", f"{bench.scale.members:,} members, {bench.scale.sales:,} sales", bench.built_s, "s", n=1, most=most))
    if as_json:
        print(json.dumps({"machine": _machine(), "figures": [{**asdict(one), "ratio": one.ratio} for one in found]}, ensure_ascii=False))
    else:
        console.print(_table(found))
    return 0 if all(one.holds is not False for one in found) else 1


def _table(figures: list[Figure]) -> Table:
    table = Table(title=_machine(), title_justify="left")
    for name in ("row", "figure", "measured", "reference", "ratio", "bar", "", "n", "against"):
        table.add_column(name, justify="right" if name in ("measured", "reference", "ratio", "n") else "left")
    last = ""
    for one in figures:
        verdict = {True: "[green]holds[/green]", False: "[red]FAILS[/red]", None: ""}[one.holds]
        reference = "" if one.reference is None else _number(one.reference, one.unit)
        ratio = "" if one.ratio is None else f"{one.ratio:.2f}×"
        remark = " · ".join(part for part in (one.against, one.note) if part)
        name = "" if one.row == last else one.row
        table.add_row(name, one.what, _number(one.value, one.unit), reference, ratio, one.bar, verdict, f"{one.n:,}", remark)
        last = one.row
    return table


def _line(one: Figure) -> str:
    ratio = "" if one.ratio is None else f", {one.ratio:.2f}× {one.against}"
    return f"  {one.what}: {_number(one.value, one.unit)}{ratio}"


def _number(value: float, unit: str) -> str:
    digits = 0 if value == int(value) else 1 if abs(value) >= 100 else 2 if abs(value) >= 1 else 3
    return f"{value:,.{digits}f} {unit}".strip()


def _machine() -> str:
    load = f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {load}"

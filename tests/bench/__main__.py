"""`python -m tests.bench`: runs the rows and prints every figure beside its reference. Exit 1 where a bar does not hold."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from tests.bench.disk import disk
from tests.bench.shop import FULL, QUICK, Bench


def main(
    quick: Annotated[bool, typer.Option("--quick/--full", help="100,000 members and 50,000 sales; else a million of each.")] = True,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document instead of a table.")] = False,
    only: Annotated[list[str] | None, typer.Option("--only", help="Only this row; may be given several times.")] = None,
    folder: Annotated[Path | None, typer.Option(help="Where to work (that file system is measured); a shop there is used.")] = None,
) -> None:
    """Measures every row of the architecture's table of budgets."""
    disk()  # before the first database is opened
    from tests.bench.run import run_rows

    with tempfile.TemporaryDirectory(prefix="jifentai-bench-") as temporary:
        bench = Bench(folder=folder or Path(temporary), scale=QUICK if quick else FULL, quick=quick)
        bench.folder.mkdir(parents=True, exist_ok=True)
        raise typer.Exit(run_rows(bench, only or [], as_json=as_json))


if __name__ == "__main__":
    sys.argv[0] = "python -m tests.bench"
    typer.run(main)

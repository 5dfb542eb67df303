"""`init`: makes a shop, or the demo shop with progress shown."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from app.bootstrap import default_folder, make_demo_shop
from app.bootstrap import make_shop as make
from app.cli.output import HOLDS, USAGE, answer, failed, guarded
from app.services.set_up_shop import PROGRAMME_BYTES_MAX


def make_shop(
    data_dir: Path | None, *, shop: str, store: str, till_no: int, owner: str, pin: str, programme: Path | None, as_json: bool
) -> int:
    """Store, till, owner and programme in an empty folder."""

    def command() -> int:
        folder = data_dir or default_folder()
        if programme is not None and programme.stat().st_size > PROGRAMME_BYTES_MAX:
            return failed(f"{programme.name} is larger than {PROGRAMME_BYTES_MAX // 1024 // 1024} MB")
        content = programme.read_bytes() if programme is not None else None
        make(folder, shop=shop, store_name=store, till_no=till_no, owner=owner, pin=pin, programme=content)
        answer({"folder": str(folder), "till": till_no}, [f"made {shop}, till {till_no:02d}, in {folder}"], as_json=as_json)
        return HOLDS

    return guarded(command)


def make_demo(data_dir: Path | None, *, seed: int, members: int, days: int, until: str, as_json: bool) -> int:
    """The demo shop."""

    def command() -> int:
        folder = data_dir or default_folder()
        try:
            last = date.fromisoformat(until) if until else None
        except ValueError:
            return failed("--until expects YYYY-MM-DD", USAGE)
        with_progress(folder, seed=seed, members=members, days=days, until=last)
        answer({"folder": str(folder)}, [f"made the demo shop in {folder}"], as_json=as_json)
        return HOLDS

    return guarded(command)


def with_progress(folder: Path, *, seed: int, members: int, days: int, until: date | None) -> None:
    """Makes the demo shop and shows how far it is: a bar on a terminal, else a line every tenth."""
    if sys.stderr.isatty():
        from rich.progress import Progress

        with Progress(transient=True) as progress:
            task = progress.add_task("demo shop", total=days)
            make_demo_shop(
                folder, seed=seed, members=members, days=days, until=until, on_day=lambda done, _: progress.update(task, completed=done)
            )
        return

    def tell(done: int, total: int) -> None:
        if done == total or done % max(1, total // 10) == 0:
            print(f"demo shop: day {done} of {total}", file=sys.stderr)

    make_demo_shop(folder, seed=seed, members=members, days=days, until=until, on_day=tell)

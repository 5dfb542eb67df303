"""`init`: makes a shop, or the demo shop with progress shown."""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

from app.bootstrap import default_folder, make_demo_shop
from app.bootstrap import make_shop as make
from app.cli.output import HOLDS, USAGE, answer, failed, guarded
from app.domain.programme.templates import INDEX, Template, templates
from app.services.set_up_shop import PROGRAMME_BYTES_MAX
from app.support.resources import resource


def make_shop(
    data_dir: Path | None,
    *,
    shop: str,
    store: str,
    till_no: int,
    owner: str,
    pin: str,
    programme: Path | None,
    template: str,
    as_json: bool,
) -> int:
    """Store, till, owner and programme in an empty folder. `template`: code of a shipped programme, "" for the simple one."""

    def command() -> int:
        folder = data_dir or default_folder()
        if template and programme is not None:
            return failed("give --programme or --template, not both", USAGE)
        if template and template not in {known.code for known in shipped()}:
            return failed(f"no template is called {template}: {', '.join(known.code for known in shipped())}", USAGE)
        if programme is not None and programme.stat().st_size > PROGRAMME_BYTES_MAX:
            return failed(f"{programme.name} is larger than {PROGRAMME_BYTES_MAX // 1024 // 1024} MB")
        content = programme.read_bytes() if programme is not None else None
        if template:
            content = resource(f"templates/{template}.json").read_bytes()
        make(folder, shop=shop, store_name=store, till_no=till_no, owner=owner, pin=pin, programme=content)
        answer({"folder": str(folder), "till": till_no}, [f"made {shop}, till {till_no:02d}, in {folder}"], as_json=as_json)
        return HOLDS

    return guarded(command)


def list_templates(*, as_json: bool) -> int:
    """The shipped programmes: code, title and one line each."""
    lines = []
    for known in shipped():
        lines.append(f"{known.code:12} {known.title('zh')}：{known.line('zh')}")
        lines.append(f"{'':12} {known.title('en')}: {known.line('en')}")
    answer({"templates": [asdict(known) for known in shipped()]}, lines, as_json=as_json)
    return HOLDS


def shipped() -> tuple[Template, ...]:
    """The shipped programmes."""
    return templates(resource(INDEX).read_text(encoding="utf-8"))


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

"""The command line `jifentai`: one command per file, registered here; nothing heavy is imported before the command is known."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from app.cli.output import failed

app = typer.Typer(add_completion=False, no_args_is_help=True, help="积分台 Jifentai: a points-first point-of-sale counter.")
settings_app = typer.Typer(no_args_is_help=True, help="List, get and set the settings of this till and this shop.")
import_app = typer.Typer(no_args_is_help=True, help="Import products, members or points from a CSV file.")
app.add_typer(settings_app, name="settings")
report_app = typer.Typer(no_args_is_help=True, help="Figures over the whole shop, read beside a running till.")
app.add_typer(import_app, name="import")
app.add_typer(report_app, name="report")

DataDir = Annotated[Path | None, typer.Option("--data-dir", help="Folder of the till; the user's own where not given.")]
Json = Annotated[bool, typer.Option("--json", help="Answer as one JSON document.")]


@app.command()
def run(
    data_dir: DataDir = None,
    demo: Annotated[bool, typer.Option("--demo", help="Make the demo shop first where there is no shop.")] = False,
    virtual_printer: Annotated[bool, typer.Option("--virtual-printer", help="Print into a window.")] = False,
) -> None:
    """Open the counter."""
    from app.cli.run import run_counter

    raise typer.Exit(run_counter(data_dir, demo=demo, virtual_printer=virtual_printer))


@app.command()
def init(
    data_dir: DataDir = None,
    demo: Annotated[bool, typer.Option("--demo", help="Make the demo shop instead of an empty one.")] = False,
    shop: Annotated[str, typer.Option(help="Name of the shop.")] = "",
    store: Annotated[str, typer.Option(help="Name of the store.")] = "",
    till: Annotated[int, typer.Option(min=1, max=99, help="Number of this till.")] = 1,
    owner: Annotated[str, typer.Option(help="Name of the owner.")] = "",
    pin: Annotated[str, typer.Option(help="The owner's PIN, 4 to 8 digits; asked for where not given.")] = "",
    programme: Annotated[Path | None, typer.Option(help="Programme document; a simple one where not given.")] = None,
    template: Annotated[str, typer.Option(help="A shipped programme by its code; `list` names them.")] = "",
    seed: Annotated[int, typer.Option(help="Seed of the demo shop.")] = 7,
    members: Annotated[int, typer.Option(min=1, max=100_000, help="Members of the demo shop.")] = 500,
    days: Annotated[int, typer.Option(min=1, max=3_650, help="Days of the demo shop.")] = 400,
    until: Annotated[str, typer.Option(help="Last day of the demo shop, YYYY-MM-DD; yesterday where not given.")] = "",
    as_json: Json = False,
) -> None:
    """Make a shop: store, till, owner; or the demo shop."""
    from app.cli.init import list_templates, make_demo, make_shop

    if template == "list":
        raise typer.Exit(list_templates(as_json=as_json))
    if demo:
        raise typer.Exit(make_demo(data_dir, seed=seed, members=members, days=days, until=until, as_json=as_json))
    if not shop or not owner:
        raise typer.Exit(failed("a shop needs --shop NAME and --owner NAME (or --demo)", code=2))
    pin = pin or typer.prompt("PIN (4-8 digits)", hide_input=True, confirmation_prompt=True)
    raise typer.Exit(
        make_shop(
            data_dir, shop=shop, store=store, till_no=till, owner=owner, pin=pin, programme=programme, template=template, as_json=as_json
        )
    )


@app.command()
def evaluate(
    file: Annotated[Path | None, typer.Argument(help="One document, a list of documents or of cases.")] = None,
    lines: Annotated[str | None, typer.Option("--lines", help="- reads JSON Lines from standard input.")] = None,
) -> None:
    """Answer programme documents: quote, redeem, consume and the rest."""
    from app.cli.evaluate import run as answer

    raise typer.Exit(answer(file, lines, sys.stdin, sys.stdout))


@app.command()
def backtest(
    draft: Annotated[str, typer.Argument(help="The draft's programme document, - for standard input.")],
    days: Annotated[int, typer.Option(help="How many business days, the last ones.")] = 90,
    data_dir: DataDir = None,
    as_json: Annotated[bool, typer.Option("--json", help="Progress and answer as lines of JSON.")] = False,
) -> None:
    """Tell the last sales again under a draft of the programme: points, cost, who gains and who loses. Changes nothing."""
    from app.cli.backtest import back_test_draft

    raise typer.Exit(back_test_draft(data_dir, draft, days, as_json=as_json))


@app.command()
def verify(data_dir: DataDir = None, as_json: Json = False) -> None:
    """Check chain, signatures, documents, postings and projections of the books."""
    from app.cli.verify import verify_books

    raise typer.Exit(verify_books(data_dir, as_json=as_json))


@app.command()
def replay(
    data_dir: DataDir = None,
    into: Annotated[Path | None, typer.Option(help="New file for the rebuilt books; thrown away where not given.")] = None,
    as_json: Json = False,
) -> None:
    """Rebuild the projections from the journal into a new file and compare row by row."""
    from app.cli.replay import replay_books

    raise typer.Exit(replay_books(data_dir, into, as_json=as_json))


@app.command()
def day(
    data_dir: DataDir = None,
    make: Annotated[bool, typer.Option("--run/--preview", help="Make the daily run of today; else only say what it would do.")] = False,
    reminders: Annotated[bool, typer.Option("--reminders", help="Whose points lapse soon, as CSV.")] = False,
    until: Annotated[str, typer.Option("--date", help="Preview to this day, YYYY-MM-DD; today where not given.")] = "",
    as_json: Json = False,
) -> None:
    """Lots through time: what lapses, which tiers are reviewed, whose birthday it is; the daily run itself."""
    from app.cli.day import list_reminders, preview_day, run_today

    if make and (until or reminders):
        raise typer.Exit(failed("the run is always that of today; --date goes with --preview", code=2))
    if reminders:
        raise typer.Exit(list_reminders(data_dir, as_json=as_json))
    raise typer.Exit(run_today(data_dir, as_json=as_json) if make else preview_day(data_dir, until, as_json=as_json))


@app.command()
def demo(
    out: Annotated[Path, typer.Option("--out", help="Folder for receipts, pictures and the shop.")],
    seed: Annotated[int, typer.Option(help="Seed of the shop.")] = 7,
    members: Annotated[int, typer.Option(min=1, max=100_000)] = 500,
    days: Annotated[int, typer.Option(min=1, max=3_650)] = 400,
    script: Annotated[str, typer.Option(help="journey: two sales, a picture of each step; day: a busy day, added up twice.")] = "journey",
    sales: Annotated[int, typer.Option(min=9, max=5_000, help="Sales of the busy day.")] = 300,
    as_json: Json = False,
) -> None:
    """Drive the real window with a printer on a serial line, and check what came out."""
    if script == "day":
        from app.cli.busy_day import run_day

        raise typer.Exit(run_day(out, seed=seed, members=members, days=days, sales=sales, as_json=as_json))
    if script != "journey":
        raise typer.Exit(failed("--script is journey or day", code=2))
    from app.cli.demo import run_demo

    raise typer.Exit(run_demo(out, seed=seed, members=members, days=days, as_json=as_json))


@app.command()
def screenshots(
    out: Annotated[Path, typer.Argument(help="Folder for the pictures.")],
    only: Annotated[str, typer.Option(help="Only pictures whose name contains this.")] = "",
) -> None:
    """Render every screen in every state, language and theme."""
    from app.cli.screenshots import take_screenshots

    raise typer.Exit(take_screenshots(out, only))


@settings_app.command("list")
def settings_list(data_dir: DataDir = None, as_json: Json = False) -> None:
    """Every setting with its value."""
    from app.cli.settings import list_settings

    raise typer.Exit(list_settings(data_dir, as_json=as_json))


@settings_app.command("get")
def settings_get(key: str, data_dir: DataDir = None, as_json: Json = False) -> None:
    """One setting."""
    from app.cli.settings import get_setting

    raise typer.Exit(get_setting(data_dir, key, as_json=as_json))


@settings_app.command("set")
def settings_set(key: str, value: str, data_dir: DataDir = None) -> None:
    """Change one setting; not while a till is open on the same folder."""
    from app.cli.settings import set_setting

    raise typer.Exit(set_setting(data_dir, key, value))


@import_app.command("products")
def import_products(
    file: Path,
    data_dir: DataDir = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only check and count.")] = False,
    as_json: Json = False,
) -> None:
    """Products from a CSV file in UTF-8 or GBK: all or nothing."""
    from app.cli.import_rows import import_file

    raise typer.Exit(import_file(data_dir, "products", file, dry_run=dry_run, as_json=as_json))


@import_app.command("members")
def import_members(
    file: Path,
    data_dir: DataDir = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only check and count.")] = False,
    as_json: Json = False,
) -> None:
    """Members from a CSV file in UTF-8 or GBK: all or nothing."""
    from app.cli.import_rows import import_file

    raise typer.Exit(import_file(data_dir, "members", file, dry_run=dry_run, as_json=as_json))


@import_app.command("grants")
def import_grants(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV: member (card, phone or id) and, as wanted, points.")],
    points: Annotated[int | None, typer.Option(min=1, max=1_000_000, help="For rows that say none.")] = None,
    reason: Annotated[str, typer.Option(help="launch, campaign, goodwill, correction, missing_sale, other.")] = "launch",
    until: Annotated[str, typer.Option(help="Last good day, `programme` or `lasting`.")] = "programme",
    funding: Annotated[str | None, typer.Option(help="Cost account.")] = None,
    label: Annotated[str, typer.Option(help="Tells two batches with the same list apart.")] = "",
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="Leave bad rows out instead of giving nothing.")] = False,
    data_dir: DataDir = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only check and show the control totals.")] = False,
    as_json: Json = False,
) -> None:
    """Points to a list of members: nothing while a row is bad; run again it goes on and never gives twice."""
    from app.cli.grants import grant_file
    from app.services.bulk_grant import GrantOrder

    order = GrantOrder(reason=reason, life=until, funding=funding, label=label)
    raise typer.Exit(grant_file(data_dir, file, order, points, dry_run=dry_run, skip_bad=skip_bad, as_json=as_json))


@report_app.command("tiers")
def report_tiers(
    target: Annotated[str | None, typer.Option(help="Wanted shares in per cent, highest tier first: 2/3/15/60/20.")] = None,
    data_dir: DataDir = None,
    as_json: Annotated[bool, typer.Option("--json", help="Progress and report as lines of JSON.")] = False,
) -> None:
    """Members by tier beside a wanted distribution, and thresholds that would give it."""
    from app.cli.report import report_tiers as report

    raise typer.Exit(report(data_dir, target, as_json=as_json))


@report_app.command("value")
def report_value(
    data_dir: DataDir = None,
    as_json: Annotated[bool, typer.Option("--json", help="The report as one line of JSON.")] = False,
) -> None:
    """What the shop owes on cards with stored value: principal and bonus, with a name and without."""
    from app.cli.report import report_value as report

    raise typer.Exit(report(data_dir, as_json=as_json))


def main() -> None:
    """All commands. Errors are one line on stderr with what to do; anything unexpected keeps its traceback."""
    app()

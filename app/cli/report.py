"""`report value`: what the shop owes on cards.

`report tiers`: how many members each tier has and should have, and thresholds that would make it so. Beside a running till too.

With --json: progress as lines {"done": n, "total": n}, then one line with the report (services.tier_report).
"""

from __future__ import annotations

from pathlib import Path

from app.bootstrap import read_desk
from app.cli.beside import beside_the_till, progress, say
from app.cli.output import HOLDS
from app.domain.exact import round_to_step
from app.domain.money import yuan
from app.services.tier_report import TierReport, tier_report


def report_tiers(data_dir: Path | None, target: str | None, *, as_json: bool) -> int:
    """Exit 0 with the report, 1 where the shop cannot be read or has no tiers to measure, 130 when broken off."""

    def command() -> int:
        with read_desk(data_dir) as desk, progress("members", as_json=as_json) as tell:
            report = tier_report(desk, target, tell)
        if as_json:
            say(report.to_document())
        else:
            _show(report)
        return HOLDS

    return beside_the_till(command)


def report_value(data_dir: Path | None, *, as_json: bool) -> int:
    """What lies on cards: the shop's liability, principal and bonus apart. Exit 0, or 1 where the shop cannot be read."""

    def command() -> int:
        with read_desk(data_dir) as desk, desk.store.read() as reader:
            totals = reader.value_totals()
        if as_json:
            say({name: getattr(totals, name) for name in totals.__slots__})
            return HOLDS
        from rich.console import Console
        from rich.table import Table

        table = Table(title="Stored value", title_justify="left")
        for column in ("cards", "with a balance", "paid in", "bonus"):
            table.add_column(column, justify="left" if column == "cards" else "right")
        for name, accounts, principal, bonus in (
            ("with a name", totals.named, totals.named_principal_minor, totals.named_bonus_minor),
            ("without a name", totals.unnamed, totals.unnamed_principal_minor, totals.unnamed_bonus_minor),
        ):
            table.add_row(name, f"{accounts:,}", yuan(principal), yuan(bonus))
        Console(width=None if Console().is_terminal else 120).print(table)
        return HOLDS

    return beside_the_till(command)


def _show(report: TierReport) -> None:
    from rich.console import Console
    from rich.table import Table

    days = f"since {report.since}" if report.since else "since the beginning"
    table = Table(title=f"{report.members:,} members by {report.metric} {days}, {report.on}", title_justify="left")
    for column in ("tier", "from", "members", "share", "wanted", "exact", "suggested", "members then", "share then"):
        table.add_column(column, justify="left" if column == "tier" else "right")
    for level in reversed(report.levels):
        shares = [_percent(report, count) for count in (level.members, level.suggested_members)]
        wanted = f"{yuan(round_to_step(level.target * 10_000, 'half_up'))} %"
        table.add_row(
            level.name, _threshold(report, level.threshold), f"{level.members:,}", shares[0], wanted, _threshold(report, level.raw),
            _threshold(report, level.suggested), f"{level.suggested_members:,}", shares[1],
        )  # fmt: skip
    console = Console(width=None if Console().is_terminal else 120)
    console.print(table)
    console.print(f"With the suggestion {report.up:,} members rise and {report.down:,} fall at their next review.")


def _percent(report: TierReport, members: int) -> str:
    return f"{yuan(round_to_step(report.share(members) * 10_000, 'half_up'))} %"


def _threshold(report: TierReport, value: int | None) -> str:
    if value is None:
        return ""
    return yuan(value) if report.metric == "spend" else f"{value:,}"

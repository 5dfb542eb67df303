"""`backtest`: tells the last days of the shop's sales again under a draft of the programme, beside a running till too. Changes nothing.

With --json: progress as lines {"done": n, "total": n} on standard output, then one line with the answer (services.backtest_result) or, for
a draft with defects, {"ok": false, "errors": [{"path", "code"}]}. Without: a progress bar and tables.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from app.bootstrap import read_desk
from app.cli.beside import beside_the_till, progress, say
from app.cli.output import FAILS, HOLDS, USAGE, failed
from app.domain.exact import round_to_step
from app.domain.money import yuan
from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.defects import defect_lines
from app.domain.programme.document import DocumentError
from app.domain.programme.operations import ProgrammeRefused, parse_json, parse_programme, repeated_key_errors
from app.services.backtest import DAYS_MAX, back_test
from app.services.backtest_result import BackTest, Band, Pair
from app.services.desk import Desk
from app.services.set_up_shop import PROGRAMME_BYTES_MAX

if TYPE_CHECKING:
    from rich.table import Table


def back_test_draft(data_dir: Path | None, draft: str, days: int, *, as_json: bool) -> int:
    """Exit 0 with the answer, 1 where the draft has defects or the shop cannot be read, 2 where the file cannot, 130 when broken off."""
    if not 1 <= days <= DAYS_MAX:
        return failed(f"--days expects 1 to {DAYS_MAX}", USAGE)
    try:
        content = _read(draft)
    except (OSError, ValueError) as error:
        return failed(f"cannot read {draft}: {getattr(error, 'strerror', None) or error}", USAGE)

    def command() -> int:
        try:
            programme = _programme(content)
        except ProgrammeRefused as refused:
            _refuse(refused.errors, as_json=as_json)
            return FAILS
        with read_desk(data_dir) as desk:
            with progress("sales told again", as_json=as_json) as tell:
                answer = back_test(desk, programme, days, tell)
            if as_json:
                say(answer.to_document())
            else:
                _show(desk, answer)
        return HOLDS

    return beside_the_till(command)


def _read(draft: str) -> bytes:
    if draft == "-":
        content = sys.stdin.buffer.read(PROGRAMME_BYTES_MAX + 1)
    else:
        with Path(draft).open("rb") as stream:
            content = stream.read(PROGRAMME_BYTES_MAX + 1)
    if len(content) > PROGRAMME_BYTES_MAX:
        raise ValueError(f"larger than {PROGRAMME_BYTES_MAX // 1024 // 1024} MB")
    return content


def _programme(content: bytes) -> CompiledProgramme:
    try:
        document = parse_json(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise ProgrammeRefused((DocumentError("", "format"),)) from None
    repeated = repeated_key_errors(document)
    if repeated:
        raise ProgrammeRefused(tuple(repeated))
    return parse_programme(document)


def _refuse(errors: tuple[DocumentError, ...], *, as_json: bool) -> None:
    if as_json:
        say({"ok": False, "errors": [error.to_document() for error in errors]})
        return
    for line in defect_lines(errors):
        failed(line)


def _show(desk: Desk, answer: BackTest) -> None:
    from rich.console import Console

    console = Console(width=None if sys.stdout.isatty() else 120)
    old, new = answer.old, answer.new
    console.print(
        f"{answer.since} to {answer.until}: {answer.receipts:,} receipts, {answer.sales:,} of them of {answer.members:,} members; "
        f"{old.name} v{old.version} as booked, the draft {new.name} v{new.version} beside it"
    )
    for table in _tables(desk, answer):
        if table.row_count:
            console.print(table)
    console.print("What had been given for what was bought; whether more would have been bought it does not say.")


def _tables(desk: Desk, answer: BackTest) -> Iterator[Table]:
    yield _figures(answer)
    rules = _table("rules, points (times)", "old", "new", "difference")
    for rule in answer.rules:
        points, times = rule.points, rule.times
        rules.add_row(rule.name, f"{points.old:,} ({times.old:,})", f"{points.new:,} ({times.new:,})", f"{points.difference:+,}")
    yield rules
    bands = _table("members by points a month", "more", "fewer")
    for gain, loss in zip(answer.gains, answer.losses, strict=True):
        bands.add_row(_band(gain), f"{gain.members:,}", f"{loss.members:,}")
    yield bands
    tiers = _table("tiers at the end", "new", "members")
    for move in answer.tiers:
        tiers.add_row(move.old or "—", move.new, f"{move.members:,}")
    yield tiers
    budgets = _table("caps and budgets", "limit", "used", "a month", "most in a day", "fullest period", "cut")
    for cap in answer.budgets:
        day = "" if cap.largest_day is None else f"{cap.largest_day_used:,} on {cap.largest_day}"
        fullest = "" if cap.fullest_period is None else f"{cap.fullest_used:,} {cap.fullest_period}".strip()
        budgets.add_row(cap.cap, f"{cap.limit:,} {cap.per}", f"{cap.used:,}", f"{cap.month:,}", day, fullest, f"{cap.cut:,}")
    yield budgets
    members = _table("members with the largest change", "old", "new", "a month")
    with desk.store.read() as reader:
        for one in answer.largest_members:
            member = reader.member(one.member)
            members.add_row(member.name if member else one.member, f"{one.points.old:,}", f"{one.points.new:,}", f"{one.month:+,}")
    yield members
    receipts = _table("receipts with the largest change", "day", "total", "old", "new", "rules")
    for event in answer.largest_events:
        changed = ", ".join(f"{rule} {pair.difference:+,}" for rule, pair in event.rules)
        points = event.points
        receipts.add_row(
            event.number or event.type, event.business_date, yuan(event.total_minor), f"{points.old:,}", f"{points.new:,}", changed
        )
    yield receipts


def _figures(answer: BackTest) -> Table:
    table = _table(f"a month ({answer.days} days told again)", "old", "new", "difference")

    def points(name: str, pair: Pair) -> None:
        table.add_row(name, f"{pair.old:,}", f"{pair.new:,}", f"{pair.difference:+,}")

    def money(name: str, pair: Pair) -> None:
        table.add_row(name, yuan(pair.old), yuan(pair.new), yuan(pair.difference))

    points("points credited", answer.month(answer.points))
    money("their worth", answer.month(answer.cost_minor))
    if answer.expected_minor is not None:
        money("of it expected to be used", answer.month(answer.expected_minor))
    shares = answer.share_of_revenue
    if shares is not None:
        table.add_row("worth, of what members paid", *(f"{yuan(round_to_step(share * 10_000, 'half_up'))} %" for share in shares), "")
    money("paid with points", answer.month(answer.redemptions.value_minor))
    money("all points outstanding, face value", answer.liability_minor)
    table.add_row("members with more points", "", f"{answer.winners:,}", "")
    table.add_row("members with fewer points", "", f"{answer.losers:,}", "")
    table.add_row("members in another tier", "", f"{answer.tier_moves:,}", "")
    return table


def _table(title: str, *columns: str) -> Table:
    from rich.table import Table

    table = Table(title=title, title_justify="left")
    table.add_column("")
    for column in columns:
        table.add_column(column, justify="right")
    return table


def _band(band: Band) -> str:
    return f"{band.low} and more" if band.high is None else f"{band.low} to {band.high}"

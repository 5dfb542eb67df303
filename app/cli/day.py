"""`day`: what the daily run would do, or the run itself while no till is open on the folder; whose points lapse soon."""

from __future__ import annotations

import sys
from pathlib import Path

from app.bootstrap import open_desk, read_desk
from app.cli.beside import beside_the_till
from app.cli.output import HOLDS, answer, failed, guarded
from app.services.preview_day import LISTED_MAX, DayPlan, preview
from app.services.reminders import COLUMNS, reminder_days, reminder_rows, rows_csv
from app.services.run_day import run_day
from app.services.sign_in import end_left_over_shift


def preview_day(data_dir: Path | None, until: str, *, as_json: bool) -> int:
    """What the daily run would do to that day (empty: today), day by day; also beside a running till. Nothing is booked."""
    if until and not _is_date(until):
        return failed("a date is YYYY-MM-DD", code=2)

    def command() -> int:
        with read_desk(data_dir) as desk:
            plans = preview(desk, until or None)
        lines = [line for plan in plans for line in _plan_lines(plan)] or ["nothing is due"]
        answer({"days": [_plan(plan) for plan in plans], "listed_max": LISTED_MAX}, lines, as_json=as_json)
        return HOLDS

    return beside_the_till(command)


def run_today(data_dir: Path | None, *, as_json: bool) -> int:
    """Makes the daily run of today, missed days first; refused while a till is open on the folder, which makes its own."""

    def command() -> int:
        with open_desk(data_dir) as desk:
            end_left_over_shift(desk)
            totals = run_day(desk)
        figures = {name: getattr(totals, name) for name in totals.__slots__}
        answer(figures, [f"{name}: {figure}" for name, figure in figures.items()], as_json=as_json)
        return HOLDS

    return guarded(command)


def list_reminders(data_dir: Path | None, *, as_json: bool) -> int:
    """Members whose points lapse within the days set for that, as CSV or JSON on standard output; also beside a running till."""

    def command() -> int:
        with read_desk(data_dir) as desk, desk.store.read() as reader:
            days = reminder_days(desk, reader)
            rows = reminder_rows(desk)
        if as_json:
            answer({"days": days, "columns": COLUMNS, "rows": rows}, [], as_json=True)
        else:
            sys.stdout.write(rows_csv(rows))
        return HOLDS

    return beside_the_till(command)


def _is_date(text: str) -> bool:
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _plan(plan: DayPlan) -> dict[str, object]:
    return {
        "on": plan.on,
        "lots": plan.lots,
        "members": plan.members,
        "points": plan.points,
        "paid": plan.paid,
        "floors_ended": plan.floors_ended,
        "reviewed": plan.reviewed,
        "birthdays": plan.given,
        "lapses": [[lapse.holder, lapse.lot, lapse.points, lapse.last_day] for lapse in plan.lapses],
        "payments": [[payment.holder, payment.points] for payment in plan.payments],
        "floors": [[floor.member_id, floor.floor, floor.until] for floor in plan.floors],
        "reviews": [
            {
                "member": review.was.member_id,
                "before": review.was.tier,
                "after": review.after,
                "valid_until": review.valid_until,
                "reason": review.reason,
                "metric": review.metric,
            }
            for review in plan.reviews
        ],
        "born": [[birthday.member_id, birthday.points, birthday.vouchers] for birthday in plan.birthdays],
    }


def _plan_lines(plan: DayPlan) -> list[str]:
    lapse = f"{_count(plan.points, 'point')} of {_count(plan.members, 'member')} {_verb(plan.points, 'lapse')} ({_count(plan.lots, 'lot')})"
    figures = (
        (plan.points, lapse),
        (plan.paid, f"{_count(plan.paid, 'point')} {_verb(plan.paid, 'pay')} debts"),
        (plan.floors_ended, f"{_count(plan.floors_ended, 'tier')} in place of the own {_verb(plan.floors_ended, 'end')}"),
        (plan.reviewed, f"{_count(plan.reviewed, 'tier')} {'is' if plan.reviewed == 1 else 'are'} reviewed"),
        (plan.given, f"{_count(plan.given, 'birthday')} {_verb(plan.given, 'give')} something"),
    )
    return [f"{plan.on}: {text}" for figure, text in figures if figure]


def _count(figure: int, what: str) -> str:
    return f"{figure} {what}" if figure == 1 else f"{figure} {what}s"


def _verb(figure: int, what: str) -> str:
    return f"{what}s" if figure == 1 else what

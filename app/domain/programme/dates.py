"""Business dates as ISO text (`YYYY-MM-DD`, which sorts by itself): month arithmetic, birthdays, times of day (programme.md G4, G5)."""

from __future__ import annotations

from calendar import isleap, monthrange
from datetime import date, timedelta
from typing import Literal

LeapBirthday = Literal["feb28", "mar01"]


def is_day(text: str) -> bool:
    """Whether it is a date of the calendar as they are written here."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def add_days(day: str, count: int) -> str:
    """The date `count` days later."""
    return (date.fromisoformat(day) + timedelta(days=count)).isoformat()


def add_months(day: str, count: int) -> str:
    """The same day number `count` months later (earlier when negative), clamped to the end of the month."""
    start = date.fromisoformat(day)
    year, month0 = divmod(start.year * 12 + start.month - 1 + count, 12)
    return date(year, month0 + 1, min(start.day, monthrange(year, month0 + 1)[1])).isoformat()


def month_end(day: str) -> str:
    """The last day of the date's month."""
    year, month = int(day[:4]), int(day[5:7])
    return f"{day[:8]}{monthrange(year, month)[1]:02d}"


def year_end(day: str, plus_years: int = 0) -> str:
    """31 December of the date's year, or of `plus_years` later."""
    return f"{int(day[:4]) + plus_years:04d}-12-31"


def weekday(day: str) -> int:
    """1 Monday … 7 Sunday."""
    return date.fromisoformat(day).isoweekday()


def is_birthday(day: str, month: int, day_of_month: int, leap: LeapBirthday) -> bool:
    """Whether the date is the birthday; one of 29 February is kept on `leap` in years without that day."""
    if (month, day_of_month) == (2, 29) and not isleap(int(day[:4])):
        return day[5:] == ("02-28" if leap == "feb28" else "03-01")
    return day[5:] == f"{month:02d}-{day_of_month:02d}"


def in_window(local_time: str, start: str, end: str) -> bool:
    """start <= local time < end, all `HH:MM`; a window whose start is later than its end crosses midnight."""
    if start < end:
        return start <= local_time < end
    return local_time >= start or local_time < end

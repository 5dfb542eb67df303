"""Time is passed in (rule R5): the Clock port and the store's local time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=ZoneInfo("UTC"))


class Clock(Protocol):
    """The one source of time. Only adapters implement it; nothing else reads a clock."""

    def now_ms(self) -> int:
        """Milliseconds since 1970-01-01 UTC. May step backwards when somebody sets the clock."""
        ...


@dataclass(frozen=True, slots=True)
class LocalTime:
    """A moment in the store's zone: `date` as YYYY-MM-DD, `time` as HH:MM."""

    date: str
    time: str


def local_datetime(moment_ms: int, zone: str) -> datetime:
    """The aware local datetime of a moment. `zone` is an IANA name such as Asia/Shanghai."""
    return (EPOCH + timedelta(milliseconds=moment_ms)).astimezone(ZoneInfo(zone))


def local_time(moment_ms: int, zone: str) -> LocalTime:
    """Date and HH:MM of a moment in the store's zone."""
    local = local_datetime(moment_ms, zone)
    return LocalTime(local.strftime("%Y-%m-%d"), local.strftime("%H:%M"))


def moment_at(date: str, time: str, zone: str) -> int | None:
    """The moment of a local date and HH:MM in UTC milliseconds; None for what is none. Of an hour that comes twice, the first."""
    try:
        local = datetime.strptime(f"{date} {time}", "%Y-%m-%d %H:%M").replace(tzinfo=ZoneInfo(zone))
    except ValueError:
        return None
    return (local - EPOCH) // timedelta(milliseconds=1)

"""What the presenters of one window get from outside beside the till."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.services.ports.background import Background


class Appearance(Protocol):
    """Language, theme and text size of the running window."""

    def apply(self, *, language: str, theme: str, text_percent: int, row_flash: bool) -> None:
        """Changes what differs, at once."""
        ...


def _nothing() -> None:
    """Where there is no such device."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceSettings:
    """What the machine offers, and who applies a change of device settings."""

    ports: Callable[[], Sequence[str]]
    simulated: Sequence[str] = ()
    """Printer ports that are no line but a simulator."""
    profiles: Callable[[], Sequence[tuple[str, str, str]]]
    """Name of each printer profile, its Chinese and its English title."""
    apply_printer: Callable[[], None]
    apply_scanner: Callable[[], None]
    apply_customer: Callable[[], None] = _nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Outfit:
    """All of it."""

    appearance: Appearance
    devices: DeviceSettings
    background: Background
    demo_people: tuple[tuple[str, str], ...]
    on_quit: Callable[[], None]
    on_practice: Callable[[], None] | None = None
    """Changes over to a copy of the shop to practise on, or back from it; None where that is not offered."""
    show_printer: Callable[[], None] | None

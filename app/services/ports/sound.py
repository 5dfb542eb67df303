"""Port to the counter's sounds: five short signals, each with a visible twin on the screen."""

from enum import StrEnum
from typing import Protocol


class Sound(StrEnum):
    """The sounds of the design tokens: scan taken, member attached, not recognised, look here, sale done."""

    OK = "ok"
    MEMBER = "member"
    UNKNOWN = "unknown"
    ATTENTION = "attention"
    DONE = "done"


class SoundPort(Protocol):
    """Plays sounds. Never waits, never raises; silence where there is no sound device."""

    def play(self, name: Sound) -> None:
        """Start a sound and return at once; a sound that comes while many wait is left out."""

    def set_volume(self, percent: int) -> None:
        """Loudness from 0 (mute) to 100 (as designed); values outside are brought inside."""

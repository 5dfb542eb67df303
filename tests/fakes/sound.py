"""A counter that keeps quiet: the sounds that would have been heard."""

from __future__ import annotations

from app.services.ports.sound import Sound


class FakeSound:
    """Implements SoundPort."""

    def __init__(self) -> None:
        self.heard: list[Sound] = []
        self.volume = 100

    def play(self, name: Sound) -> None:
        if self.volume:
            self.heard.append(name)

    def set_volume(self, percent: int) -> None:
        self.volume = max(0, min(100, percent))

"""Sounds: the shipped files are those of the design tokens; playing never waits and never raises."""

from __future__ import annotations

import io
import json
import logging
import math
import stat
import threading
import time
import wave
from array import array
from pathlib import Path

import pytest

from app.devices import sound as sound_module
from app.devices.sound import WAITING_MAX, SystemSound, choose_player, quieter
from app.devices.sound_making import make_all
from app.services.ports.sound import Sound, SoundPort
from app.support.resources import resource
from tests.fakes.print_jobs import wait_until
from tests.fakes.sound import FakeSound

FOLDER = resource("sounds")


def samples_of(data: bytes) -> tuple[int, array[int]]:
    with wave.open(io.BytesIO(data)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        return file.getframerate(), array("h", file.readframes(file.getnframes()))


def level_at(samples: array[int], rate: int, hz: int) -> float:
    """Strength of one frequency, by Goertzel's sum: about the amplitude of a sine of it."""
    real = sum(value * math.cos(2 * math.pi * hz * n / rate) for n, value in enumerate(samples))
    imaginary = sum(value * math.sin(2 * math.pi * hz * n / rate) for n, value in enumerate(samples))
    return 2 * math.hypot(real, imaginary) / len(samples)


def test_shipped_files_are_those_of_the_tokens() -> None:
    tokens = json.loads(resource("styles/tokens.json").read_text(encoding="utf-8"))
    for name, data in make_all(tokens).items():
        rate, made = samples_of(data)
        shipped_rate, shipped = samples_of((FOLDER / f"{name.value}.wav").read_bytes())
        assert (rate, len(made)) == (shipped_rate, len(shipped))
        # Sines may differ by one step between mathematical libraries.
        assert max(abs(a - b) for a, b in zip(made, shipped, strict=True)) <= 1
    assert sum(file.stat().st_size for file in FOLDER.glob("*.wav")) < 60_000


def test_the_scan_sound_is_1320_hz_for_60_ms_at_minus_12_db() -> None:
    rate, samples = samples_of((FOLDER / "ok.wav").read_bytes())
    assert len(samples) == rate * 60 // 1000
    assert 7_500 < max(samples) < 8_300  # 32767 x 10^(-12/20) = 8231
    assert level_at(samples, rate, 1320) > 6_500
    assert level_at(samples, rate, 660) < 300
    assert abs(samples[0]) < 10
    assert abs(samples[-1]) < 10


def test_unknown_is_two_tones_with_a_gap() -> None:
    rate, samples = samples_of((FOLDER / "unknown.wav").read_bytes())
    assert len(samples) == rate * (120 + 60 + 120) // 1000 or abs(len(samples) - rate * 300 // 1000) <= 3
    gap = samples[rate * 125 // 1000 : rate * 175 // 1000]
    assert set(gap) == {0}


def test_playing_never_waits() -> None:
    started, release = threading.Event(), threading.Event()
    played: list[str] = []

    def play(path: Path, volume: int) -> None:
        played.append(path.stem)
        started.set()
        release.wait(2)

    port: SoundPort = SystemSound(FOLDER, choose=lambda: play)
    begun = time.monotonic()
    port.play(Sound.OK)
    assert started.wait(2)
    for _ in range(50):
        port.play(Sound.DONE)
    assert time.monotonic() - begun < 0.5
    release.set()
    assert wait_until(lambda: len(played) == 1 + WAITING_MAX)
    assert played == ["ok"] + ["done"] * WAITING_MAX
    assert isinstance(port, SystemSound)
    port.close()


def test_a_failing_player_is_silence(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    tries: list[int] = []

    def play(path: Path, volume: int) -> None:
        tries.append(volume)
        raise OSError("no such card")

    port = SystemSound(FOLDER, choose=lambda: play)
    port.play(Sound.OK)
    assert wait_until(lambda: "no such card" in caplog.text)
    port.play(Sound.OK)
    port.close()
    assert tries == [100]


def test_no_way_of_playing_is_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sound_module.shutil, "which", lambda program: None)
    monkeypatch.setattr(sound_module, "_linux_has_sound", lambda: False)
    assert choose_player() is None
    port = SystemSound(FOLDER)
    port.play(Sound.ATTENTION)
    port.close()


def test_muted_and_quieter() -> None:
    heard: list[int] = []
    port = SystemSound(FOLDER, choose=lambda: lambda path, volume: heard.append(volume))
    port.set_volume(0)
    port.play(Sound.OK)
    port.set_volume(40)
    port.play(Sound.OK)
    assert wait_until(lambda: heard == [40])
    port.close()
    port.play(Sound.OK)
    _, loud = samples_of((FOLDER / "done.wav").read_bytes())
    _, quiet = samples_of(quieter((FOLDER / "done.wav").read_bytes(), 50))
    assert max(quiet) == max(loud) // 2


def test_a_system_player_gets_the_samples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """aplay has no volume of its own: the quieter samples come on its standard input."""
    player = tmp_path / "aplay"
    player.write_text(f"#!/bin/sh\ncat > {tmp_path}/heard\necho \"$@\" > {tmp_path}/words\n", encoding="utf-8")
    player.chmod(player.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(sound_module.shutil, "which", lambda name: str(player) if name == "aplay" else None)
    port = SystemSound(FOLDER)
    port.set_volume(50)
    port.play(Sound.MEMBER)
    expected = quieter((FOLDER / "member.wav").read_bytes(), 50)
    assert wait_until(lambda: (tmp_path / "words").exists() and (tmp_path / "words").read_text() == "-q -\n")
    assert (tmp_path / "heard").read_bytes() == expected
    port.close()


def test_the_fake_keeps_the_contract() -> None:
    port: SoundPort = FakeSound()
    port.play(Sound.OK)
    port.set_volume(0)
    port.play(Sound.DONE)
    assert isinstance(port, FakeSound)
    assert port.heard == [Sound.OK]

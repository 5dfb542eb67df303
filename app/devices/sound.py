"""Plays the counter's sounds with whatever costs least: the system's own player, else miniaudio, else nothing.

Measured: miniaudio takes about 0.2 s to import, a system player nothing; so it is only imported, on the sound thread,
where no player is installed. A sound never waits and never raises; without a sound device there is silence, said once
in the log.
"""

import array
import io
import logging
import os
import queue
import shutil
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.services.ports.sound import Sound

_log = logging.getLogger(__name__)

WAITING_MAX = 4
_PLAY_LIMIT_S = 3.0

Play = Callable[[Path, int], None]
"""Plays a WAV file at a volume of 1 … 100 and returns when it is over; raises where it cannot."""


class SystemSound:
    """A SoundPort that plays the files of one folder on a thread of its own."""

    def __init__(self, folder: Path, *, choose: Callable[[], Play | None] | None = None) -> None:
        """``folder``: holds ``ok.wav`` and so on. ``choose`` finds a way of playing; None from it means silence."""
        self._folder = folder
        self._choose = choose or choose_player
        self._volume = 100
        self._waiting: queue.Queue[Sound | None] = queue.Queue(WAITING_MAX)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closed = False

    def play(self, name: Sound) -> None:
        if self._volume == 0 or self._closed:
            return
        try:
            self._waiting.put_nowait(name)
        except queue.Full:
            # Louder than a person can hear apart; every sound has a visible twin.
            return
        with self._lock:
            if self._thread is None and not self._closed:
                self._thread = threading.Thread(target=self._main, name="sound", daemon=True)
                self._thread.start()

    def set_volume(self, percent: int) -> None:
        self._volume = max(0, min(100, percent))

    def close(self) -> None:
        """End the thread; sounds still waiting are left out."""
        with self._lock:
            self._closed = True
            thread = self._thread
        while True:
            try:
                self._waiting.get_nowait()
            except queue.Empty:
                break
        if thread is not None:
            self._waiting.put(None)
            thread.join(_PLAY_LIMIT_S)

    def _main(self) -> None:
        play = self._choose()
        if play is None:
            _log.info("no sound: neither a player nor a sound device was found")
        while (name := self._waiting.get()) is not None:
            if play is None or self._volume == 0:
                continue
            try:
                play(self._folder / f"{name.value}.wav", self._volume)
            except Exception as error:
                _log.info("no sound from now on: %s", error)
                play = None


def choose_player() -> Play | None:
    """The cheapest way of playing on this machine, or None."""
    if sys.platform == "win32":
        return _play_windows
    for program, arguments in _PLAYERS:
        path = shutil.which(program)
        if path is not None:
            return _program_player(path, arguments)
    return _miniaudio_player() if sys.platform != "linux" or _linux_has_sound() else None


def _linux_has_sound() -> bool:
    """Whether there is a card or a sound server: asking ALSA in vain fills the terminal with its complaints."""
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR", "/nonexistent"))
    servers = (runtime / "pulse" / "native", runtime / "pipewire-0")
    return any(Path("/dev/snd").glob("pcm*p")) or any(server.exists() for server in servers)


def _paplay(path: Path, volume: int) -> list[str]:
    return ["--volume", str(65_536 * volume // 100), str(path)]


def _pw_play(path: Path, volume: int) -> list[str]:
    return ["--volume", f"{volume / 100:.2f}", str(path)]


def _afplay(path: Path, volume: int) -> list[str]:
    return ["-v", f"{volume / 100:.2f}", str(path)]


def _aplay(path: Path, volume: int) -> list[str]:
    return ["-q", "-"]


_PLAYERS: tuple[tuple[str, Callable[[Path, int], list[str]]], ...] = (
    ("paplay", _paplay),
    ("pw-play", _pw_play),
    ("afplay", _afplay),
    ("aplay", _aplay),
)


def _program_player(program: str, arguments: Callable[[Path, int], list[str]]) -> Play:
    def play(path: Path, volume: int) -> None:
        import subprocess

        words = arguments(path, volume)
        # A player without a volume of its own gets the samples made quieter on its standard input.
        data = quieter(path.read_bytes(), volume) if words[-1] == "-" else b""
        subprocess.run(
            [program, *words],
            input=data,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PLAY_LIMIT_S,
            check=True,
        )

    return play


def _play_windows(path: Path, volume: int) -> None:
    import winsound

    winsound_module: Any = winsound
    winsound_module.PlaySound(
        quieter(path.read_bytes(), volume), winsound_module.SND_MEMORY | winsound_module.SND_NODEFAULT
    )


def _miniaudio_player() -> Play | None:
    import wave

    try:
        import miniaudio
    except ImportError:
        return None

    def play(path: Path, volume: int) -> None:
        with wave.open(io.BytesIO(quieter(path.read_bytes(), volume))) as file:
            frames, rate = file.readframes(file.getnframes()), file.getframerate()
        samples = array.array("h", frames)
        done = threading.Event()

        def stream() -> Any:
            needed = yield b""
            at = 0
            while at < len(samples):
                chunk = samples[at : at + needed]
                at += needed
                needed = yield chunk
            done.set()

        source = stream()
        next(source)
        device = miniaudio.PlaybackDevice(
            output_format=miniaudio.SampleFormat.SIGNED16, nchannels=1, sample_rate=rate, buffersize_msec=60
        )
        with device:
            device.start(source)
            done.wait(_PLAY_LIMIT_S)

    return play


def quieter(wav: bytes, volume: int) -> bytes:
    """A 16-bit WAV file at ``volume`` percent of its level."""
    if volume >= 100:
        return wav
    import wave

    with wave.open(io.BytesIO(wav)) as file:
        parameters, frames = file.getparams(), file.readframes(file.getnframes())
    samples = array.array("h", frames)
    if sys.byteorder == "big":
        samples.byteswap()
    samples = array.array("h", (sample * volume // 100 for sample in samples))
    if sys.byteorder == "big":
        samples.byteswap()
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams(parameters)
        file.writeframes(samples.tobytes())
    return out.getvalue()

"""Makes the counter's sounds from the design tokens: sine tones, 16 bit, mono, 22,050 Hz, with soft edges.

Run as ``python -m app.devices.sound_making TOKENS.json FOLDER`` when the tokens have changed; the files are committed.
"""

import io
import json
import math
import sys
import wave
from array import array
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from app.services.ports.sound import Sound

RATE_HZ = 22_050
_EDGE_MS = 4


def make_wav(hz: Sequence[int], ms: Sequence[int], db: float, gap_ms: int = 0) -> bytes:
    """A WAV file of tones one after the other. ``hz`` and ``ms``: frequency and length of each tone; ``db``: level
    below full scale, e.g. -12; ``gap_ms``: silence between tones.
    """
    peak = 32_767 * 10 ** (db / 20)
    samples = array("h")
    for place, (frequency, length_ms) in enumerate(zip(hz, ms, strict=True)):
        if place:
            samples.extend([0] * (RATE_HZ * gap_ms // 1000))
        count = RATE_HZ * length_ms // 1000
        edge = RATE_HZ * _EDGE_MS // 1000
        for n in range(count):
            # Raised-cosine edges: a tone that starts at full level clicks.
            nearest = min(n, count - 1 - n)
            level = 1.0 if nearest >= edge else (1 - math.cos(math.pi * nearest / edge)) / 2
            samples.append(round(peak * level * math.sin(2 * math.pi * frequency * n / RATE_HZ)))
    if sys.byteorder == "big":
        samples.byteswap()
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(samples.tobytes())
    return out.getvalue()


def make_all(tokens: Mapping[str, Any]) -> dict[Sound, bytes]:
    """All sounds of the tokens' ``sound`` section. A single ``ms`` counts for every tone."""
    made: dict[Sound, bytes] = {}
    for name in Sound:
        entry = tokens["sound"][name.value]
        ms = entry["ms"] if isinstance(entry["ms"], list) else [entry["ms"]] * len(entry["hz"])
        made[name] = make_wav(entry["hz"], ms, entry["db"], entry.get("gap_ms", 0))
    return made


def main(tokens_file: str, folder: str) -> None:
    """Write all sounds into ``folder``."""
    tokens = json.loads(Path(tokens_file).read_text(encoding="utf-8"))
    for name, data in make_all(tokens).items():
        Path(folder, f"{name.value}.wav").write_bytes(data)


if __name__ == "__main__":
    main(*sys.argv[1:3])

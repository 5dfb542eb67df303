"""`verify` over the whole journal: the chain, the chain with projections, and the signatures apart, beside SHA-256 over the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from app.domain.canonical import canonical_bytes
from app.domain.journal.event import Header
from app.security.signatures import PinnedKey
from app.security.till_key import load_public
from app.storage.sqlite.database import FILE_NAME
from app.storage.sqlite.verify import verify
from tests.bench.measure import Stopwatch
from tests.bench.raw import driver
from tests.bench.registry import Figure, figure, row
from tests.bench.shop import Bench

_HEADERS = len(Header.__slots__)
_AT_ONCE = 20_000


@row("verify")
def verifying(bench: Bench) -> Iterator[Figure]:
    """Verify the shop, part by part; hash what its events hash."""
    folder = bench.shop()
    reference_ms, events, size = _hashing_ms(folder)
    check = PinnedKey(load_public(folder))
    found = {}
    for parts in (("chain",), ("chain", "projections"), ("signatures",), ("file", "documents")):
        watch = Stopwatch()
        with watch.lap():
            report = verify(folder / FILE_NAME, check, parts=parts)
        if not report.holds or report.events != events:
            raise RuntimeError(f"the shop does not verify: {report.problems}")
        found[parts] = watch.cpu_us[0] / 1000
    against = f"SHA-256 over {events:,} events, {size / 1e6:.0f} MB"
    for parts, most in ((("chain",), 10.0), (("chain", "projections"), 80.0), (("signatures",), None), (("file", "documents"), None)):
        what = f"{', '.join(parts)}, CPU"
        yield figure("verify", what, found[parts], "ms", n=1, reference=reference_ms, against=against, ratio_most=most)
    yield figure("verify", "an event with projections, CPU", found["chain", "projections"] * 1000 / events, "µs", n=events)


def _hashing_ms(folder: Path) -> tuple[float, int, int]:
    """SHA-256 of every event's bytes: milliseconds, number of events, number of bytes. What is hashed is put together untimed."""
    names = ", ".join(Header.__slots__)
    watch = Stopwatch()
    events = size = 0
    with driver(folder) as connection:
        cursor = connection.execute(f"SELECT {names}, payload, prev_hash FROM journal ORDER BY origin, seq")
        while rows := cursor.fetchmany(_AT_ONCE):
            whole = [
                b"JF-EV1" + row[-1] + canonical_bytes(dict(zip(Header.__slots__, row[:_HEADERS], strict=True))) + row[-2] for row in rows
            ]
            events += len(whole)
            size += sum(map(len, whole))
            with watch.lap():
                for part in whole:
                    hashlib.sha256(part).digest()
    return sum(watch.cpu_us) / 1000, events, size

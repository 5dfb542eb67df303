"""Column types. STRICT tables accept only INTEGER, TEXT and BLOB; every column of ours is one of these."""

from __future__ import annotations

from sqlalchemy import Integer, LargeBinary, Text
from sqlalchemy.types import TypeDecorator


class Whole(TypeDecorator[int]):
    """A whole number: points, fen, milliseconds, counts, 0 and 1."""

    impl = Integer
    cache_ok = True


class Words(TypeDecorator[str]):
    """Text: ids, codes, dates, names, canonical JSON that people may read."""

    impl = Text
    cache_ok = True


class Raw(TypeDecorator[bytes]):
    """Bytes: payloads, hashes, signatures, documents, print jobs."""

    impl = LargeBinary
    cache_ok = True

"""A strict reader of print jobs: knows only the commands a receipt may contain and refuses everything else.

Written from the command tables of printer manuals, not from the encoder, so that a byte of text that slips into a command (or the other
way round) is seen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_COMMANDS: tuple[tuple[str, re.Pattern[bytes]], ...] = tuple(
    (name, re.compile(pattern, re.DOTALL))
    for name, pattern in (
        ("init", rb"\x1b@"),
        ("chinese on", rb"\x1c&"),
        ("bold", rb"\x1bE[\x00\x01]"),
        ("size", rb"\x1d![\x00\x01\x11]"),
        ("hanzi size", rb"\x1c![\x00\x08\x0c]"),
        ("align", rb"\x1ba[\x00\x01]"),
        ("white", rb"\x1bJ\x06"),
        ("feed", rb"\x1bd[\x01-\x0a]"),
        ("cut", rb"\x1dVB\x00"),
        ("bar height", rb"\x1dh[\x18-\xff]"),
        ("bar module", rb"\x1dw[\x02\x03]"),
        ("bar caption", rb"\x1dH\x00"),
        ("qr model", rb"\x1d\(k\x04\x001A2\x00"),
        ("qr module", rb"\x1d\(k\x03\x001C[\x03-\x09]"),
        ("qr level", rb"\x1d\(k\x03\x001E1"),
        ("qr print", rb"\x1d\(k\x03\x001Q0"),
        ("line", rb"\n"),
        ("text", rb"(?:[\x20-\x7e]|[\x81-\xfe][\x40-\x7e\x80-\xfe])+"),
    )
)
_REAL_TIME = re.compile(rb"\x10[\x04\x05\x14]")


@dataclass(frozen=True, slots=True)
class Token:
    name: str
    raw: bytes


def tokens(job: bytes) -> tuple[Token, ...]:
    """The job as commands and text. AssertionError at the first byte that belongs to neither."""
    assert not _REAL_TIME.search(job), "a real-time command hides in the job"
    found: list[Token] = []
    at = 0
    while at < len(job):
        token = _counted(job, at) or _listed(job, at)
        assert token is not None, f"byte {at} is no known command: {job[at : at + 8].hex(' ')}"
        found.append(token)
        at += len(token.raw)
    return tuple(found)


def _counted(job: bytes, at: int) -> Token | None:
    """Commands that say how long their data is."""
    if job.startswith(b"\x1dkI", at):
        data = job[at + 4 : at + 4 + job[at + 3]]
        assert len(data) == job[at + 3]
        return Token("bar code", job[at : at + 4] + data)
    if job.startswith(b"\x1d(k", at) and job[at + 5 : at + 8] == b"1P0":
        size = int.from_bytes(job[at + 3 : at + 5], "little")
        data = job[at + 5 : at + 5 + size]
        assert len(data) == size
        assert re.fullmatch(rb"1P0[\x20-\x7e]+", data)
        return Token("qr data", job[at : at + 5] + data)
    return None


def _listed(job: bytes, at: int) -> Token | None:
    for name, pattern in _COMMANDS:
        if match := pattern.match(job, at):
            return Token(name, match[0])
    return None


def printed_lines(job: bytes) -> list[str]:
    """The text of the job, line by line, codes left out."""
    lines = [""]
    for token in tokens(job):
        if token.name == "text":
            lines[-1] += token.raw.decode("gb18030")
        elif token.name == "line":
            lines.append("")
    return lines[:-1]

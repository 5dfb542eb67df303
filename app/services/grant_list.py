"""The list of a bulk grant: members by card, phone or id from a file or from lines, or a selection. Every row is looked up and counted
before anything is booked; rows that cannot be taken are named.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.domain.errors import Refusal
from app.domain.members.card import is_card_number
from app.domain.members.member import Member
from app.services.adjust_points import POINTS_MAX
from app.services.import_rows import BAD_ROWS_NAMED, ROWS_MAX, BadRow
from app.services.ports.store import Reader

COLUMNS = ("member", "card", "phone", "id", "points")
"""Columns of a file: one that says who (a card, a phone or an id in `member`, or one of them by name) and, as wanted, how many points."""
_PAGE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantList:
    """Who gets how many points, each member once, and what became of the rows that are not among them. `frozen`: how many of the members
    get points that wait until their account is free.
    """

    members: tuple[tuple[str, int], ...]
    rows: int
    unknown: int
    twice: int
    closed: int
    wrong: int
    frozen: int
    bad: tuple[BadRow, ...]

    @property
    def points(self) -> int:
        """All points together."""
        return sum(points for _, points in self.members)

    @property
    def bad_rows(self) -> int:
        """Rows that cannot be taken."""
        return self.unknown + self.twice + self.closed + self.wrong


def list_from_text(reader: Reader, text: str, points: int | None) -> GrantList:
    """The list of a CSV file with a heading, or of lines of which each is a card, a phone or an id, with points after a comma or not.

    `points`: for rows that say none. Refusals: grant_points (neither row nor order says how many), file_rows, file_format, list_empty.
    """
    return _gather(reader, _rows(text), points)


def list_of_everybody(reader: Reader, points: int, tier: str | None = None) -> GrantList:
    """All members who are not closed, or those of a tier. Refusal list_empty, file_rows."""

    def rows() -> Iterator[tuple[int, str, str]]:
        after, n = "", 0
        while page := reader.members_page(after, _PAGE, tier):
            for member_id in page:
                n += 1
                yield n, member_id, ""
            after = page[-1]

    return _gather(reader, rows(), points)


def _rows(text: str) -> Iterator[tuple[int, str, str]]:
    """Line, who, points as written."""
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    who, much = 0, 1
    try:
        for cells in lines:
            row = [cell.strip() for cell in cells]
            if not any(row):
                continue
            names = [cell.lower() for cell in row]
            if lines.line_num == 1 and any(name in COLUMNS[:4] for name in names):
                who = next(at for at, name in enumerate(names) if name in COLUMNS[:4])
                much = names.index("points") if "points" in names else len(names)
                continue
            yield lines.line_num, row[who] if who < len(row) else "", row[much] if much < len(row) else ""
    except csv.Error as wrong:
        raise Refusal("file_format", line=lines.line_num, problem=str(wrong)) from None


def _gather(reader: Reader, rows: Iterable[tuple[int, str, str]], points: int | None) -> GrantList:
    found: dict[str, int] = {}
    bad: list[BadRow] = []
    counts = {"unknown": 0, "twice": 0, "closed": 0, "wrong": 0}
    frozen = n = 0
    for n, (line, who, written) in enumerate(rows, start=1):
        if n > ROWS_MAX:
            raise Refusal("file_rows", max=ROWS_MAX)
        member, problem, kind = _member(reader, who)
        granted = _points(written, points)
        if member is not None and member.id in found:
            problem, kind = "twice in this list", "twice"
        elif member is not None and member.status == "closed":
            problem, kind = "this membership was ended", "closed"
        elif granted is None:
            problem, kind = "points: not a whole number from 1 to a million", "wrong"
        if problem or member is None or granted is None:
            counts[kind] += 1
            if len(bad) < BAD_ROWS_NAMED:
                bad.append(BadRow(line, f"{who[:40]}: {problem}"))
            continue
        found[member.id] = granted
        frozen += member.status == "frozen"
    if not n:
        raise Refusal("list_empty")
    return GrantList(members=tuple(found.items()), rows=n, frozen=frozen, bad=tuple(bad), **counts)


def _points(written: str, points: int | None) -> int | None:
    if not written:
        if points is None:
            raise Refusal("grant_points")
        return points
    if written.isascii() and written.isdigit() and len(written) <= 7 and 0 < int(written) <= POINTS_MAX:
        return int(written)
    return None


def _member(reader: Reader, who: str) -> tuple[Member | None, str, str]:
    """Who is meant, what is wrong, and as what that is counted."""
    text = who.strip()
    if is_card_number(text.upper()):
        card = reader.card(text.upper())
        member = None if card is None or card.state == "blocked" else reader.member(card.member_id)
        return member, "" if member else "no such card, or a blocked one", "unknown"
    digits = text.replace(" ", "").replace("-", "")
    if digits.isascii() and digits.isdigit() and len(digits) == 11:
        members = reader.members_by_phone(digits, 2)
        if len(members) > 1:
            return None, "more than one member has this phone", "unknown"
        return (members[0], "", "") if members else (None, "nobody has this phone", "unknown")
    member = reader.member(text) if text else None
    return member, "" if member else "nobody found", "unknown"

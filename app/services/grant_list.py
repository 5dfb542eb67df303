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
TWICE, ENDED, NO_POINTS = "twice in this list", "this membership was ended", "points: not a whole number from 1 to a million"
NO_CARD, SHARED_PHONE = "no such card, or a blocked one", "more than one member has this phone"
NO_PHONE, NOBODY = "nobody has this phone", "nobody found"
WHO_MAX = 40
"""So much of who was written is named with a bad row."""
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
    return Gathering(text, points).whole(reader)


def list_of_everybody(reader: Reader, points: int, tier: str | None = None) -> GrantList:
    """All members who are not closed, or those of a tier. Refusal list_empty, file_rows."""

    def rows() -> Iterator[tuple[int, str, str]]:
        after, n = "", 0
        while page := reader.members_page(after, _PAGE, tier):
            for member_id in page:
                n += 1
                yield n, member_id, ""
            after = page[-1]

    return Gathering(rows(), points).whole(reader)


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


class Gathering:
    """A list looked up a piece at a time, so that a counter can go on selling between the pieces. Refusals as of `list_from_text`."""

    def __init__(self, text: str | Iterable[tuple[int, str, str]], points: int | None) -> None:
        """`text`: a file, or rows as (line, who, points)."""
        self._rows = iter(_rows(text) if isinstance(text, str) else text)
        self._given = points
        self._found: dict[str, int] = {}
        self._bad: list[BadRow] = []
        self._counts = {"unknown": 0, "twice": 0, "closed": 0, "wrong": 0}
        self._frozen = 0
        self.rows = 0

    def step(self, reader: Reader, rows: int) -> bool:
        """Looks up so many rows more; False when there are none left."""
        for _ in range(rows):
            row = next(self._rows, None)
            if row is None:
                return False
            self._take(reader, *row)
        return True

    def whole(self, reader: Reader) -> GrantList:
        """All that is left, and the list."""
        while self.step(reader, ROWS_MAX):
            pass
        return self.listed()

    def listed(self) -> GrantList:
        """The list as far as it was looked up. Refusal list_empty."""
        if not self.rows:
            raise Refusal("list_empty")
        members = tuple(self._found.items())
        return GrantList(members=members, rows=self.rows, frozen=self._frozen, bad=tuple(self._bad), **self._counts)

    def _take(self, reader: Reader, line: int, who: str, written: str) -> None:
        self.rows += 1
        if self.rows > ROWS_MAX:
            raise Refusal("file_rows", max=ROWS_MAX)
        member, problem, kind = _member(reader, who)
        granted = _points(written, self._given)
        if member is not None and member.id in self._found:
            problem, kind = TWICE, "twice"
        elif member is not None and member.status == "closed":
            problem, kind = ENDED, "closed"
        elif granted is None:
            problem, kind = NO_POINTS, "wrong"
        if problem or member is None or granted is None:
            self._counts[kind] += 1
            if len(self._bad) < BAD_ROWS_NAMED:
                self._bad.append(BadRow(line, f"{who[:WHO_MAX]}: {problem}"))
            return
        self._found[member.id] = granted
        self._frozen += member.status == "frozen"


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
        return member, "" if member else NO_CARD, "unknown"
    digits = text.replace(" ", "").replace("-", "")
    if digits.isascii() and digits.isdigit() and len(digits) == 11:
        members = reader.members_by_phone(digits, 2)
        if len(members) > 1:
            return None, SHARED_PHONE, "unknown"
        return (members[0], "", "") if members else (None, NO_PHONE, "unknown")
    member = reader.member(text) if text else None
    return member, "" if member else NOBODY, "unknown"

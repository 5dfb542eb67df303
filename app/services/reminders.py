"""Whose points lapse soon (EXP-05, COM-03): a list for the office, to print or to take away as CSV, and the same as messages that a sender
may deliver one day. Nothing is sent here.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.members.member import Member
from app.domain.programme.dates import add_days
from app.services.desk import Desk
from app.services.ports.store import Lapsing, Reader
from app.services.receipts import receipt_language

if TYPE_CHECKING:
    from app.documents.document import Document

PAGE = 200
REMINDERS_MAX = 20_000
"""Members on one list; a shop with more of them shortens the days."""
COLUMNS = ("member", "name", "title", "phone", "points", "last_day", "last_visit", "messages")
Row = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Reminder:
    """A member with points that lapse soon: how many, the first last good day of them, the last visit. `may_message`: whether the member
    agreed to messages.
    """

    member: Member
    points: int
    first_day: str
    last_visit: str | None
    may_message: bool


@dataclass(frozen=True, slots=True)
class Message:
    """What a sender would deliver, once: `key` is the same for the same points of the same member, so that nobody is told twice."""

    key: str
    member_id: str
    channel: str
    to: str
    kind: str
    values: tuple[tuple[str, str], ...]


def reminder_days(desk: Desk, reader: Reader) -> int:
    """Days before points lapse that the shop begins to say so."""
    return int(desk.setting(reader, "expiry.reminder_days"))


def reminders(desk: Desk, limit: int = PAGE, after: Reminder | None = None) -> tuple[Reminder, ...]:
    """A page of the list, soonest first, after that one."""
    with desk.store.read() as reader:
        until = add_days(desk.business_date(reader), reminder_days(desk, reader))
        cursor = ("", "") if after is None else (after.first_day, after.member.id)
        return tuple(_with_members(reader, reader.lapsing_members(desk.business_date(reader), until, limit, cursor)))


def all_reminders(desk: Desk) -> Iterator[Reminder]:
    """The whole list, page by page, as far as REMINDERS_MAX."""
    last: Reminder | None = None
    for _ in range(REMINDERS_MAX // PAGE):
        page = reminders(desk, PAGE, last)
        if not page:
            return
        yield from page
        last = page[-1]


def reminder_rows(desk: Desk) -> list[Row]:
    """The whole list as plain rows, in the order of COLUMNS."""
    return [
        (
            one.member.id,
            one.member.name,
            one.member.honorific,
            one.member.phone,
            one.points,
            one.first_day,
            one.last_visit or "",
            int(one.may_message),
        )
        for one in all_reminders(desk)
    ]


def rows_csv(rows: Sequence[Row]) -> str:
    """The list as CSV. For a spreadsheet it begins with a byte-order mark, and nothing in it can be taken for a formula."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_plain(cell) for cell in row])
    return out.getvalue()


def rows_paper(desk: Desk, rows: Sequence[Row]) -> Document:
    """The list for the printer: the first of it, with what there is in all."""
    from app.documents.reminder_list import LINES_MAX, ReminderLine, ReminderListData, reminder_list

    lines = []
    for _, name, _, phone, points, last_day, last_visit, _ in rows[:LINES_MAX]:
        member = Member(id="", name=str(name), phone=str(phone))
        masked_phone = member.phone_on_paper if phone else ""
        lines.append(ReminderLine(member.name_on_paper, masked_phone, int(points), str(last_day), str(last_visit)))
    with desk.store.read() as reader:
        language = receipt_language(desk, reader)
        data = ReminderListData(
            shop_name=str(desk.setting(reader, "shop.name_en" if language == "en" else "shop.name")),
            date=desk.business_date(reader),
            days=reminder_days(desk, reader),
            members=len(rows),
            points=sum(int(row[4]) for row in rows),
            lines=tuple(lines),
        )
    return reminder_list(data, language)


def print_reminders(desk: Desk, rows: Sequence[Row]) -> None:
    """Queues the list for this till's printer."""
    from app.services.slips import queue_slip

    document = rows_paper(desk, rows)
    with desk.store.write() as books:
        queue_slip(desk, books, document, None)


def messages(desk: Desk) -> Iterator[Message]:
    """The list as messages for those who agreed to them and have a phone, each with what a text needs."""
    for one in all_reminders(desk):
        if one.may_message and one.member.phone:
            yield Message(
                key=f"points_expiring:{one.member.id}:{one.first_day}",
                member_id=one.member.id,
                channel="sms",
                to=one.member.phone,
                kind="points_expiring",
                values=(("points", str(one.points)), ("last_day", one.first_day)),
            )


def _with_members(reader: Reader, rows: Sequence[Lapsing]) -> Iterator[Reminder]:
    for row in rows:
        member = reader.member(row.member_id)
        if member is not None:
            agreed = any(consent.purpose == "sms" and consent.state == "given" for consent in reader.consents(row.member_id))
            yield Reminder(member, row.points, row.first_day, row.last_visit, agreed)


def _plain(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t") else cell

"""Staff badges: a code that is scanned instead of choosing oneself and typing a PIN, to sign in and to approve.

A badge's code is made once, printed, and never kept: only its hash is (as with a password that nobody can guess). Who loses it gets another
one; the old one is worth nothing from then on.
"""

from __future__ import annotations

import hashlib
import re

from app.documents.document import Align, Code128, Cut, Document, Feed, Rule, Style, Text
from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.till.rights import Act, may
from app.services.desk import Desk, Session, book_office
from app.services.pins import people
from app.services.ports.store import Reader, StaffMember, Writer
from app.services.receipts import receipt_language
from app.services.slips import queue_slip

_SHAPE = re.compile(r"SB[0-9A-F]{16}", re.ASCII)
"""Not the shape of any other code that is scanned: SB and sixteen hexadecimal digits of chance."""


def is_badge(text: str) -> bool:
    """Whether a scan looks like a badge."""
    return _SHAPE.fullmatch(text.strip()) is not None


def badge_holder(reader: Reader, text: str) -> StaffMember:
    """Whose badge it is. Refusal badge_unknown: nobody's, or somebody's who does not work here any more."""
    owner = reader.badge_owner(_hash(text))
    for person in people(reader):
        if person.id == owner:
            return person
    raise Refusal("badge_unknown")


def give_badge(desk: Desk, session: Session, staff_id: str) -> str:
    """Makes a new badge for somebody and prints it; an earlier one ends. The code is in the answer and nowhere else.

    Refusals: not_allowed, no_such_person.
    """
    if not may(session.actor.role, Act.EDIT_STAFF):
        raise Refusal("not_allowed")
    with desk.store.write() as books:
        person = _person(books, staff_id)
        code = "SB" + hashlib.sha256(desk.ids.new_id().encode() + desk.ids.new_id().encode()).hexdigest()[:16].upper()
        _note(desk, books, session, staff_id)
        books.put_badge(staff_id, _hash(code))
        queue_slip(desk, books, badge_paper(person, code, receipt_language(desk, books)), None)
        return code


def take_badge(desk: Desk, session: Session, staff_id: str) -> None:
    """Somebody's badge is worth nothing any more. Refusals: not_allowed, no_such_person."""
    if not may(session.actor.role, Act.EDIT_STAFF):
        raise Refusal("not_allowed")
    with desk.store.write() as books:
        _person(books, staff_id)
        _note(desk, books, session, staff_id)
        books.put_badge(staff_id, None)


def set_active(desk: Desk, session: Session, staff_id: str, *, active: bool) -> None:
    """Somebody leaves or comes back. Whoever is signed in does not send himself away.

    Refusals: not_allowed, no_such_person, staff_self.
    """
    if not may(session.actor.role, Act.EDIT_STAFF):
        raise Refusal("not_allowed")
    if staff_id == session.actor.id:
        raise Refusal("staff_self")
    with desk.store.write() as books:
        _person(books, staff_id)
        rows = [
            {"id": p.id, "number": p.number, "role": p.role, "active": active if p.id == staff_id else p.active} for p in books.staff()
        ]
        book_office(desk, books, session.actor.id, types.STAFF_CHANGED, {"staff": rows})


def badge_paper(person: StaffMember, code: str, language: str) -> Document:
    """The badge to be cut out: name, number, bar code."""
    name = (person.name_en or person.name) if language == "en" else person.name
    words = "Keep it on you; it signs in and approves" if language == "en" else "随身保管，可登录和批准"
    return Document(
        f"badge-{person.number}",
        (
            Text(name, Style.BIG, Align.CENTER),
            Text(person.number, Style.TALL, Align.CENTER),
            Rule(),
            Code128(code),
            Text(words, align=Align.CENTER),
            Feed(),
            Cut(),
        ),
    )


def _note(desk: Desk, books: Writer, session: Session, staff_id: str) -> None:
    rows = [{"id": p.id, "number": p.number, "role": p.role, "active": p.active} for p in books.staff()]
    book_office(desk, books, session.actor.id, types.STAFF_CHANGED, {"staff": rows, "badge": staff_id})


def _person(reader: Reader, staff_id: str) -> StaffMember:
    for person in reader.staff():
        if person.id == staff_id:
            return person
    raise Refusal("no_such_person")


def _hash(text: str) -> str:
    return hashlib.sha256(b"JF-BADGE1" + text.strip().encode()).hexdigest()

"""Who somebody is, by PIN, with the lock-out that a stolen glance or a prankster meets. It opens a shift and it approves an act."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.errors import Refusal
from app.domain.journal import types
from app.services.desk import Desk, book_office
from app.services.ports.store import Reader, StaffMember, Writer

PIN_LENGTHS = range(4, 9)
_LOCKS = ((10, 30 * 60_000), (8, 15 * 60_000), (5, 60_000))
"""From so many wrong PINs in a row, wait so long (reliability.md §5.1). Only that person waits: another can sign in at once."""


def people(reader: Reader) -> Sequence[StaffMember]:
    """Everybody who may sign in, by number."""
    return [person for person in reader.staff() if person.active]


def check_pin(desk: Desk, staff_id: str, pin: str) -> StaffMember:
    """The person whose PIN it is. Refusals: pin_wrong (left), locked_out (minutes), no_such_person.

    The count of wrong PINs is committed before the answer, so pulling the plug does not buy another try.
    """
    with desk.store.read() as reader:
        person = _person(reader, staff_id)
    wait_ms = person.locked_until_ms - desk.clock.now_ms()
    if wait_ms > 0:
        raise Refusal("locked_out", minutes=-(-_at_most_longest(desk, person, wait_ms) // 60_000))
    if len(pin) not in PIN_LENGTHS or not pin.isascii() or not pin.isdigit() or not desk.pins.matches(person.pin_hash, pin):
        _refuse(desk, person)
    return person


def forget_wrong_pins(books: Writer, person: StaffMember) -> None:
    """The right PIN ends the count of wrong ones."""
    if person.wrong_pins:
        books.note_wrong_pin(person.id, 0, 0)


def _at_most_longest(desk: Desk, person: StaffMember, wait_ms: int) -> int:
    """A wait beyond the longest comes from a clock that was set back since: it begins anew, so that nobody is locked out for years."""
    longest_ms = _LOCKS[0][1]
    if wait_ms > longest_ms:
        with desk.store.write() as books:
            books.note_wrong_pin(person.id, person.wrong_pins, desk.clock.now_ms() + longest_ms)
    return min(wait_ms, longest_ms)


def _person(reader: Reader, staff_id: str) -> StaffMember:
    for person in people(reader):
        if person.id == staff_id:
            return person
    raise Refusal("no_such_person")


def _refuse(desk: Desk, person: StaffMember) -> None:
    wrong = person.wrong_pins + 1
    wait_ms = next((wait for count, wait in _LOCKS if wrong >= count), 0)
    with desk.store.write() as books:
        books.note_wrong_pin(person.id, wrong, desk.clock.now_ms() + wait_ms if wait_ms else 0)
        book_office(desk, books, None, types.LOCK_OUT if wait_ms else types.PIN_REFUSED, {"staff": person.id})
    if wait_ms:
        raise Refusal("locked_out", minutes=wait_ms // 60_000)
    raise Refusal("pin_wrong", left=_LOCKS[-1][0] - wrong)

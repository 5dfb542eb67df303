"""Signing in by PIN, with the lock-out that a stolen glance or a prankster meets; opens a shift where none is open."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.errors import Refusal
from app.domain.journal import types
from app.services.counter import saved_basket
from app.services.desk import Desk, Session, book_office
from app.services.edit_basket import note_abandoned
from app.services.ports.store import Reader, Shift, StaffMember, Writer

PIN_LENGTHS = range(4, 9)
_LOCKS = ((10, 30 * 60_000), (8, 15 * 60_000), (5, 60_000))
"""From so many wrong PINs in a row, wait so long (reliability.md §5.1). Only that person waits: another can sign in at once."""


def people(reader: Reader) -> Sequence[StaffMember]:
    """Everybody who may sign in, by number."""
    return [person for person in reader.staff() if person.active]


def sign_in(desk: Desk, staff_id: str, pin: str) -> Session:
    """Checks the PIN and opens a shift where none of today is open. Refusals: pin_wrong (left), locked_out (minutes), no_such_person.

    The count of wrong PINs is committed before the answer, so pulling the plug does not buy another try.
    """
    with desk.store.read() as reader:
        person = _person(reader, staff_id)
    wait_ms = person.locked_until_ms - desk.clock.now_ms()
    if wait_ms > 0:
        raise Refusal("locked_out", minutes=-(-_at_most_longest(desk, person, wait_ms) // 60_000))
    if len(pin) not in PIN_LENGTHS or not pin.isascii() or not pin.isdigit() or not desk.pins.matches(person.pin_hash, pin):
        _refuse(desk, person)
    with desk.store.write() as books:
        if person.wrong_pins:
            books.note_wrong_pin(person.id, 0, 0)
        book_office(desk, books, person.id, types.LOG_IN, {})
        return Session(actor=person, shift=_todays_shift(desk, books, person))


def _at_most_longest(desk: Desk, person: StaffMember, wait_ms: int) -> int:
    """A wait beyond the longest comes from a clock that was set back since: it begins anew, so that nobody is locked out for years."""
    longest_ms = _LOCKS[0][1]
    if wait_ms > longest_ms:
        with desk.store.write() as books:
            books.note_wrong_pin(person.id, person.wrong_pins, desk.clock.now_ms() + longest_ms)
    return min(wait_ms, longest_ms)


def next_day(desk: Desk, session: Session) -> Session:
    """The same person on today's shift, once nothing of an earlier day stands on the counter any more; until then the same session."""
    with desk.store.write() as books:
        return Session(actor=session.actor, shift=_todays_shift(desk, books, session.actor))


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


def _todays_shift(desk: Desk, books: Writer, person: StaffMember) -> Shift:
    """The open shift, or a new one. A shift of an earlier day is closed when nothing stands on the counter any more; what was taken out of
    a basket and never sold is written down with it.
    """
    today = desk.business_date(books)
    shift = books.shift()
    basket = saved_basket(books)
    if shift is not None and (shift.business_date >= today or (basket is not None and basket.lines)):
        return shift
    if shift is not None:
        if basket is not None:
            note_abandoned(desk, books, Session(actor=person, shift=shift), basket)
            books.save_basket(None)
        book_office(desk, books, person.id, types.SHIFT_CLOSED, {"shift": shift.id})
    shift_id = desk.ids.new_id()
    book_office(desk, books, person.id, types.SHIFT_OPENED, {"shift": shift_id, "float_minor": 0})
    opened = books.shift()
    if opened is None:
        raise RuntimeError("the shift just opened is not there")
    return opened

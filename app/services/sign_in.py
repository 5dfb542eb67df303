"""Signing in by PIN; opens a shift where none is open."""

from __future__ import annotations

from app.domain.journal import types
from app.domain.programme.dates import add_days
from app.services.counter import saved_basket
from app.services.desk import NOBODY, Desk, Session, book_office
from app.services.edit_basket import note_abandoned
from app.services.pins import check_pin, forget_wrong_pins
from app.services.ports.store import Shift, StaffMember, Writer


def sign_in(desk: Desk, staff_id: str, pin: str) -> Session:
    """Checks the PIN and opens a shift where none of today is open. Refusals: pin_wrong (left), locked_out (minutes), no_such_person."""
    person = check_pin(desk, staff_id, pin)
    with desk.store.write() as books:
        forget_wrong_pins(books, person)
        book_office(desk, books, person.id, types.LOG_IN, {})
        return Session(actor=person, shift=_todays_shift(desk, books, person))


def turns_now(desk: Desk, session: Session) -> bool:
    """Whether a till at which somebody stayed signed in is to go over to today's date: from the hour set for that on, so that an evening
    that goes on past midnight stays one business day; at any hour when a whole day has been passed over.
    """
    local, behind = desk.local(), session.shift.business_date
    if local.date <= behind:
        return False
    with desk.store.read() as reader:
        hour = int(desk.setting(reader, "day.turn_hour"))
    return local.time >= f"{hour:02d}:00" or local.date > add_days(behind, 1)


def next_day(desk: Desk, session: Session) -> Session:
    """The same person on today's shift, once nothing of an earlier day stands on the counter any more; until then the same session."""
    with desk.store.write() as books:
        return Session(actor=session.actor, shift=_todays_shift(desk, books, session.actor))


def end_left_over_shift(desk: Desk) -> None:
    """Closes a shift of an earlier day that nobody ended, where nothing stands on the counter: what a command does to the books today then
    belongs to today.
    """
    with desk.store.write() as books:
        _close_earlier(desk, books, NOBODY)


def _todays_shift(desk: Desk, books: Writer, person: StaffMember) -> Shift:
    """The open shift, or a new one. A shift of an earlier day is closed when nothing stands on the counter any more."""
    shift = _close_earlier(desk, books, person)
    if shift is not None:
        return shift
    shift_id = desk.ids.new_id()
    book_office(desk, books, person.id, types.SHIFT_OPENED, {"shift": shift_id, "float_minor": 0})
    opened = books.shift()
    if opened is None:
        raise RuntimeError("the shift just opened is not there")
    return opened


def _close_earlier(desk: Desk, books: Writer, person: StaffMember) -> Shift | None:
    """The shift that stays open. One of an earlier day with an empty counter is closed; what was taken out of a basket there and never sold
    is written down with it.
    """
    shift = books.shift()
    basket = saved_basket(books)
    if shift is None or shift.business_date >= desk.business_date(books) or (basket is not None and basket.lines):
        return shift
    if basket is not None:
        note_abandoned(desk, books, Session(actor=person, shift=shift), basket)
        books.save_basket(None)
    book_office(desk, books, person.id or None, types.SHIFT_CLOSED, {"shift": shift.id})
    return None

"""Arriving at a till, by PIN. With no shift open the way leads to the float; a shop that does not count its drawer opens one at once.

A shift belongs to one business date. One that is left open over the turn of the day is closed before anything of the new day is booked: by
count where the shop counts, else by itself once the counter is empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.programme.dates import add_days
from app.domain.till.cash import FLOAT_MAX_MINOR, checked_count, counted_minor
from app.services.counter import saved_basket
from app.services.desk import NOBODY, Desk, Session, book_office
from app.services.pins import check_pin, forget_wrong_pins
from app.services.ports.store import Reader, Shift, StaffMember, Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Somebody with the right PIN. `session` None: no shift is open, the float comes first. `left_over`: the open shift is one that nobody
    closed on its day, and is to be closed now. `counted`: this shop counts its drawer.
    """

    person: StaffMember
    session: Session | None
    left_over: bool = False
    counted: bool = False


def sign_in(desk: Desk, staff_id: str, pin: str) -> Session:
    """Checks the PIN and opens a shift with an empty drawer where none is open. Refusals: pin_wrong (left), locked_out (minutes),
    no_such_person.
    """
    arrival = arrive(desk, staff_id, pin)
    return arrival.session or open_shift(desk, arrival.person, 0)


def arrive(desk: Desk, staff_id: str, pin: str) -> Arrival:
    """Checks the PIN and finds the shift. Refusals: pin_wrong (left), locked_out (minutes), no_such_person."""
    return _arrived(desk, check_pin(desk, staff_id, pin))


def arrive_by_badge(desk: Desk, code: str) -> Arrival:
    """The same by badge. Refusal badge_unknown."""
    from app.services.badges import badge_holder

    with desk.store.read() as reader:
        person = badge_holder(reader, code)
    return _arrived(desk, person)


def _arrived(desk: Desk, person: StaffMember) -> Arrival:
    with desk.store.write() as books:
        forget_wrong_pins(books, person)
        book_office(desk, books, person.id, types.LOG_IN, {})
        if not counts(desk, books):
            return Arrival(person=person, session=Session(actor=person, shift=_todays_shift(desk, books, person)))
        shift = books.shift()
        if shift is None:
            return Arrival(person=person, session=None, counted=True)
        session = Session(actor=person, shift=shift)
        return Arrival(person=person, session=session, left_over=_day_is_over(desk, books, shift), counted=True)


def open_shift(desk: Desk, person: StaffMember, float_minor: int, pieces: Mapping[int, int] | None = None) -> Session:
    """Opens a shift with so much in the drawer, as one figure or counted (fen a piece: pieces), which then decides.

    Refusals: shift_open (somebody was quicker), float_range, no_such_denomination, count_range.
    """
    counted = None if pieces is None else checked_count(pieces)
    if counted is not None:
        float_minor = counted_minor(counted)
    if not 0 <= float_minor <= FLOAT_MAX_MINOR:
        raise Refusal("float_range", most_minor=FLOAT_MAX_MINOR)
    with desk.store.write() as books:
        if books.shift() is not None:
            raise Refusal("shift_open")
        return Session(actor=person, shift=_open(desk, books, person, float_minor, counted))


def counts(desk: Desk, reader: Reader) -> bool:
    """Whether this shop counts its drawer when a shift opens and closes."""
    return bool(desk.setting(reader, "shift.counted"))


def turns_now(desk: Desk, session: Session) -> bool:
    """Whether a till at which somebody stayed signed in is to go over to today's date: from the hour set for that on, so that an evening
    that goes on past midnight stays one business day; at any hour when a whole day has been passed over.
    """
    if desk.local().date <= session.shift.business_date:
        return False
    with desk.store.read() as reader:
        return _day_is_over(desk, reader, session.shift)


def next_day(desk: Desk, session: Session) -> Session | None:
    """The same person on today's shift, once nothing of an earlier day stands on the counter any more; until then the same session. None:
    the drawer has to be counted before.
    """
    with desk.store.write() as books:
        if counts(desk, books):
            return None
        return Session(actor=session.actor, shift=_todays_shift(desk, books, session.actor))


def end_left_over_shift(desk: Desk) -> None:
    """Closes a shift of an earlier day that nobody ended, where nothing stands on the counter, uncounted: what a command does to the books
    today then belongs to today.
    """
    with desk.store.write() as books:
        _close_earlier(desk, books, NOBODY)


def _day_is_over(desk: Desk, reader: Reader, shift: Shift) -> bool:
    local, behind = desk.local(), shift.business_date
    if local.date <= behind:
        return False
    hour = int(desk.setting(reader, "day.turn_hour"))
    return local.time >= f"{hour:02d}:00" or local.date > add_days(behind, 1)


def _todays_shift(desk: Desk, books: Writer, person: StaffMember) -> Shift:
    """The open shift, or a new one. A shift of an earlier day is closed when nothing stands on the counter any more."""
    return _close_earlier(desk, books, person) or _open(desk, books, person, 0, None)


def _open(
    desk: Desk, books: Writer, person: StaffMember, float_minor: int, counted: tuple[tuple[int, int], ...] | None
) -> Shift:
    body: dict[str, object] = {"shift": desk.ids.new_id(), "float_minor": float_minor}
    if counted is not None:
        body["counted"] = [list(row) for row in counted]
    book_office(desk, books, person.id, types.SHIFT_OPENED, body)
    opened = books.shift()
    if opened is None:
        raise RuntimeError("the shift just opened is not there")
    return opened


def _close_earlier(desk: Desk, books: Writer, person: StaffMember) -> Shift | None:
    """The shift that stays open. One of an earlier day with an empty counter is closed, its report without a count."""
    shift = books.shift()
    basket = saved_basket(books)
    if shift is None or shift.business_date >= desk.business_date(books) or (basket is not None and basket.lines):
        return shift
    from app.services.close_shift import book_closing  # most sign-ins find nothing to close

    book_closing(desk, books, Session(actor=person, shift=shift), None)
    return None

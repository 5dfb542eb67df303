"""A card without a name is exchanged (EDGE-20: nothing lapses after its last day): all that is free on it goes to a new card or a member.
A member's own card needs none of this: the account is the member's, whichever card is shown.
"""

from __future__ import annotations

from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.journal.event import Event
from app.domain.ledger.booking import BONUS, VALUE
from app.domain.ledger.value_moves import move
from app.domain.programme.dates import add_months
from app.services.desk import Desk, Session, book, on_open_shift
from app.services.ports.store import Reader, Writer
from app.services.slips import queue_slip
from app.services.stored_value import LOTS_READ, ValueAccount, account_of, free_card, rules_now
from app.services.value_slips import value_slip


def exchange_card(desk: Desk, session: Session, old: str, new: str, event_id: str) -> Event:
    """Moves what lies on a card without a name to `new`: a card that nobody has yet, or a member's. Prints the slip. A second call with the
    id of a booked exchange answers with it.

    Refusals: unknown_card, value_named (a member's card needs no exchange), value_nothing, value_held (a basket is just paid with it),
    value_over_limit, card_shape, card_blocked, member_closed, shift_closed.
    """
    with desk.store.write() as books:
        known = books.event(event_id)
        if known is not None:
            return known
        on_open_shift(books, session)
        source = account_of(desk, books, None, old)
        if source.named:
            raise Refusal("value_named")
        value = source.value
        if value.held_principal_minor or value.held_bonus_minor:
            raise Refusal("value_held")
        if not value.total_minor:
            raise Refusal("value_nothing")
        target, fresh = _target(desk, books, new)
        _fits(desk, books, session, target, value.total_minor)
        on = session.shift.business_date
        lots = [lot for unit in (VALUE, BONUS) for lot in books.lots(source.holder, LOTS_READ, unit)]
        years = int(desk.setting(books, "value.unnamed_years"))
        body: dict[str, object] = {
            "card": new,
            "from": old,
            "named": target.named,
            "amount_minor": value.principal_minor,
            "bonus_minor": value.bonus_minor,
            "tenders": [],
            "after": [target.value.principal_minor + value.principal_minor, target.value.bonus_minor + value.bonus_minor],
        }
        if fresh:
            body |= {"sold": True, "valid_until": add_months(on, 12 * years)}
        event = book(
            desk,
            books,
            session,
            types.VALUE_TOPPED_UP,
            body,
            event_id=event_id,
            member_id=None if target.member is None else target.member.id,
            cause_key=event_id,
            booking=move(event_id, lots, target.holder, on),
        )
        queue_slip(desk, books, value_slip(desk, books, event), event_id)
        return event


def _target(desk: Desk, reader: Reader, new: str) -> tuple[ValueAccount, bool]:
    """Where it goes, and whether that card is new."""
    if reader.card(new) is None and reader.gift_card(new) is None:
        return free_card(reader, new), True
    return account_of(desk, reader, None, new), False


def _fits(desk: Desk, books: Writer, session: Session, target: ValueAccount, minor: int) -> None:
    rules = rules_now(desk, books, desk.programmes.in_force(books, session.shift.business_date)).stored_value
    if rules is None:
        return
    most_minor = rules.named_max_minor if target.named else rules.unnamed_max_minor
    if most_minor is not None and target.value.total_minor + minor > most_minor:
        raise Refusal("value_over_limit", limit_minor=most_minor)

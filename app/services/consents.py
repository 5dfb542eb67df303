"""What a member agrees to after joining, and takes back again: one event each, with the words as they were shown."""

from __future__ import annotations

from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.members.consents import REQUIRED, Purpose, consent_text
from app.domain.programme.joining import joining_terms
from app.domain.programme.phrases import Lang
from app.services.desk import Desk, Session, book, on_open_shift
from app.services.enrol_member import keep_text
from app.services.ports.store import Consent
from app.services.raise_event import present


def change_consent(
    desk: Desk, session: Session, member_id: str, purpose: Purpose, language: Lang, *, given: bool
) -> tuple[Consent, ...]:
    """Writes down that a member agrees or takes it back; as it was already, nothing is booked. What stands afterwards.

    Refusals: no_such_member, member_closed, consent_required (there is no membership without the terms), no_programme, shift_closed.
    """
    with desk.store.write() as books:
        on_open_shift(books, session)
        present(books, member_id)
        if purpose == REQUIRED and not given:
            raise Refusal("consent_required")
        stands = any(consent.purpose == purpose and consent.state == "given" for consent in books.consents(member_id))
        if given and not stands:
            terms = joining_terms(desk.programmes.in_force(books, session.shift.business_date), language)
            body = {"purpose": purpose, "text_sha": keep_text(books, consent_text(purpose, language, terms))}
            book(desk, books, session, types.CONSENT_GIVEN, body, member_id=member_id)
        elif stands and not given:
            book(desk, books, session, types.CONSENT_WITHDRAWN, {"purpose": purpose}, member_id=member_id)
        return tuple(books.consents(member_id))

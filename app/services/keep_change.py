"""Change that the member leaves on the card (存零): a top-up of its own in the sale's commit, without a bonus, below the least top-up."""

from __future__ import annotations

from app.domain.errors import Refusal
from app.domain.journal.event import Event
from app.domain.programme.stored_value import TopUpResult
from app.domain.sales.basket import Basket
from app.domain.sales.tender import CASH
from app.services.desk import Desk, Session
from app.services.ports.store import Writer
from app.services.stored_value import TopUpPreview, account_of, book_top_up, rules_now

COINS_MINOR = 100
"""What is kept is what would be handed back in coins."""


def coins(basket: Basket, given_minor: int) -> int:
    """The coins of the change, where a member stands on the sale; 0 for none."""
    change = given_minor - basket.due_minor
    return 0 if basket.member_id is None or change <= 0 else change % COINS_MINOR


def book_kept(desk: Desk, books: Writer, session: Session, sale: Event, kept_minor: int) -> Event:
    """Loads the change onto the card of the sale's member. Refusals value_disabled, value_over_limit (limit_minor), value_frozen."""
    account = account_of(desk, books, sale.header.member_id)
    rules = rules_now(desk, books, desk.programmes.in_force(books, session.shift.business_date)).stored_value
    if rules is None:
        raise Refusal("value_disabled")
    if account.member is None or account.member.status != "active":
        raise Refusal("value_frozen")
    value = account.value
    if rules.named_max_minor is not None and value.total_minor + kept_minor > rules.named_max_minor:
        raise Refusal("value_over_limit", limit_minor=rules.named_max_minor)
    result = TopUpResult(
        allowed=True,
        reason=None,
        bonus_minor=0,
        principal_minor=value.principal_minor + kept_minor,
        bonus_balance_minor=value.bonus_minor,
    )
    preview = TopUpPreview(account=account, result=result, limit_minor=None)
    tenders: list[list[object]] = [[CASH, kept_minor, kept_minor, 0]]
    cause = f"change:{sale.header.id}"
    return book_top_up(desk, books, session, preview, kept_minor, tenders, event_id=desk.ids.new_id(), cause=cause)

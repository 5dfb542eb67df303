"""A voucher shown at the counter: whether it is good, and honouring it once (核销, RED-21)."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.clock import local_time
from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.journal.event import Event
from app.domain.ledger.voucher_code import is_voucher_code
from app.services.desk import Desk, Session, book, on_open_shift
from app.services.ports.store import Reader, Voucher


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodVoucher:
    """A voucher that may be honoured today, and what the shop does when it is (`note`, empty where nobody has said)."""

    voucher: Voucher
    note: str


def check_voucher(desk: Desk, session: Session, code: str) -> GoodVoucher:
    """Looks a voucher up without using it.

    Refusals: voucher_unknown, voucher_used (on, time), voucher_cancelled (on), voucher_expired (until).
    """
    with desk.store.read() as reader:
        return _good(desk, reader, session, code)


def use_voucher(desk: Desk, session: Session, code: str, event_id: str | None = None) -> Event:
    """Honours a voucher: one event, and never a second one for the same code. `event_id`: made before the first try (rule R4).

    Refusals as for `check_voucher`, shift_closed.
    """
    event_id = event_id or desk.ids.new_id()
    with desk.store.write() as books:
        known = books.event(event_id)
        if known is not None:
            return known
        on_open_shift(books, session)
        voucher = _good(desk, books, session, code).voucher
        body = {"voucher": voucher.voucher, "vouchers_ended": [[voucher.code, "used"]]}
        return book(
            desk, books, session, types.VOUCHER_USED, body, event_id=event_id, member_id=voucher.holder, cause_key=voucher.code
        )


def _good(desk: Desk, reader: Reader, session: Session, code: str) -> GoodVoucher:
    voucher = reader.voucher(code) if is_voucher_code(code) else None
    if voucher is None:
        raise Refusal("voucher_unknown", text=code[:40])
    if voucher.state != "issued":
        event = reader.event(voucher.used_event or "")
        when = None if event is None else local_time(event.header.occurred_ms, desk.zone)
        raise Refusal(f"voucher_{voucher.state}", on=when.date if when else "", time=when.time if when else "")
    if voucher.valid_until is not None and voucher.valid_until < session.shift.business_date:
        raise Refusal("voucher_expired", until=voucher.valid_until)
    return GoodVoucher(voucher=voucher, note=reader.reward_facts(voucher.rule).note)

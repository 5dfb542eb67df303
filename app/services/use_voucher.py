"""A voucher shown at the counter: whether it is good, and honouring it once (核销, RED-21)."""

from __future__ import annotations

import json
from dataclasses import dataclass

from app.domain.clock import local_time
from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.journal.event import Event
from app.services.desk import Desk, Session, book, on_open_shift
from app.services.ports.store import Reader, Voucher
from app.services.receipts import voucher_name

CODE_MAX = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodVoucher:
    """A voucher that may be honoured today: what it is for, whose it is (masked; empty for nobody's), and what the shop does when it is
    honoured (`note`, empty where nobody has said); `loads_minor`: it is a gift card, loaded at the stored-value screen.
    """

    voucher: Voucher
    name: str
    holder_name: str
    note: str
    loads_minor: int | None = None


def check_voucher(desk: Desk, session: Session, code: str) -> GoodVoucher:
    """Looks a voucher up without using it.

    Refusals: voucher_unknown, voucher_used (on, time, place), voucher_cancelled (on, time, place), voucher_expired (until).
    """
    with desk.store.read() as reader:
        return check_good(desk, reader, session, code)


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
        voucher = check_good(desk, books, session, code).voucher
        body = {"voucher": voucher.voucher, "vouchers_ended": [[voucher.code, "used"]]}
        return book(
            desk, books, session, types.VOUCHER_USED, body, event_id=event_id, member_id=voucher.holder, cause_key=voucher.code
        )


def check_good(desk: Desk, reader: Reader, session: Session, code: str) -> GoodVoucher:
    """`check_voucher` within a read or a commit that is already open; codes that partners issued are known once they were taken."""
    voucher = reader.voucher(code) if len(code) <= CODE_MAX else None
    if voucher is None:
        raise Refusal("voucher_unknown", text=code[:40])
    if voucher.state != "issued":
        event = reader.event(voucher.used_event or "")
        when = None if event is None else local_time(event.header.occurred_ms, desk.zone)
        raise Refusal(
            f"voucher_{voucher.state}",
            on=when.date if when else "",
            time=when.time if when else "",
            place=str(desk.setting(reader, "store.name") or desk.setting(reader, "shop.name")),
        )
    if voucher.valid_until is not None and voucher.valid_until < session.shift.business_date:
        raise Refusal("voucher_expired", until=voucher.valid_until)
    holder, facts = reader.member(voucher.holder), reader.reward_facts(voucher.rule)
    return GoodVoucher(
        voucher=voucher,
        name=called(desk, reader, voucher, session.shift.business_date),
        holder_name="" if holder is None else holder.on_screen("zh", desk.pinyin()),
        note=facts.note,
        loads_minor=facts.worth_minor if facts.coupon is None else None,
    )


def called(desk: Desk, reader: Reader, voucher: Voucher, on: str) -> str:
    """What a voucher is for: the prize it was won as, else by the programme of the act that gave it, else by the one in force."""
    event = reader.event(voucher.event_id)
    body = {} if event is None else json.loads(event.payload)
    draw = body.get("draw")
    if draw is not None:
        return str(draw["prizes"][draw["place"]][1])
    sha = body.get("programme") or reader.programme_sha(on)
    if isinstance(sha, str):
        try:
            return voucher_name(desk.programmes.by_sha(reader, sha), voucher, "zh")
        except KeyError:
            return voucher.voucher
    return voucher.voucher

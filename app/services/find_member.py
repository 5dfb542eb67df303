"""Finding members as the cashier types, and what the member page shows: balance by lot, history with reasons, cards."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.clock import local_time
from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.journal.event import Event
from app.domain.ledger.booking import MEMBER, POINTS
from app.domain.ledger.lots import Balance, Lot
from app.domain.members.card import Card
from app.domain.members.member import Member
from app.domain.programme.compiled import RECIPIENTS, Recipient
from app.services.desk import Desk, Session
from app.services.ports.store import MemberHit, Reader, Voucher
from app.services.receipts import voucher_name

HITS_MAX = 8
HISTORY_PAGE = 50
LOTS_MAX = 200
VOUCHERS_MAX = 100
_ALWAYS_SHOWN = (types.MEMBER_ENROLLED, types.POINTS_ADJUSTED, types.ACCRUAL, types.SALE_CLAIMED)


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """One event of a member's ledger. `points` as moved on the member's account; `reference` the sale number where there is one.

    `act`: what earned outside a sale (check_in, birthday, activity:review …); `referral` for what a friend's act gave, to the referrer or
    the team (`recipient`). `explained`: whether its points can be explained rule by rule.
    """

    event_id: str
    seq: int
    type: str
    date: str
    time: str
    business_date: str
    points: int
    balance_after: int
    earned: int
    redeemed: int
    reference: str | None
    act: str = ""
    recipient: Recipient = "member"
    explained: bool = False


@dataclass(frozen=True, slots=True)
class MemberVoucher:
    """A voucher of a member: the name of what it is for, as the programme of its day has it, in both languages."""

    voucher: Voucher
    name: str
    name_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberPage:
    """A member in full. `history` is the newest page; `more_before` continues it, None at the end."""

    member: Member
    cards: tuple[Card, ...]
    balance: Balance
    lots: tuple[Lot, ...]
    history: tuple[HistoryEntry, ...]
    more_before: int | None
    vouchers: tuple[MemberVoucher, ...] = ()


def find_members(desk: Desk, text: str) -> Sequence[MemberHit]:
    """At most eight members for what was typed: tail of a number, phone, name, pinyin or initials."""
    with desk.store.read() as reader:
        return reader.find_members(text, HITS_MAX)


def only_member(desk: Desk, text: str) -> Member | None:
    """The one member whose number ends or begins so; None where there is nobody, or more than one."""
    with desk.store.read() as reader:
        hits = [hit.member for hit in reader.find_members(text, HITS_MAX) if hit.member.status != "closed"]
        return hits[0] if len(hits) == 1 else None


def member_page(desk: Desk, session: Session, member_id: str, before_seq: int | None = None) -> MemberPage:
    """The member page. Refusal no_such_member."""
    with desk.store.read() as reader:
        member = reader.member(member_id)
        if member is None:
            raise Refusal("no_such_member")
        balance = reader.balance(member_id, session.shift.business_date)
        events = reader.member_events(member_id, HISTORY_PAGE, before_seq)
        total = balance.remaining if before_seq is None else _total_before(reader.member_events(member_id, 100_000), before_seq, balance)
        return MemberPage(
            member=member,
            cards=tuple(reader.cards(member_id)),
            balance=balance,
            lots=tuple(reader.lots(member_id, LOTS_MAX)),
            history=_history(desk, events, member_id, total),
            more_before=events[-1].header.seq if len(events) == HISTORY_PAGE else None,
            vouchers=_vouchers(desk, reader, member_id),
        )


def _vouchers(desk: Desk, reader: Reader, member_id: str) -> tuple[MemberVoucher, ...]:
    found = []
    for voucher in reader.vouchers(member_id, VOUCHERS_MAX):
        event = reader.event(voucher.event_id)
        body = {} if event is None else json.loads(event.payload)
        if "programme" in body:
            programme = desk.programmes.by_sha(reader, body["programme"])
            found.append(MemberVoucher(voucher, *(voucher_name(programme, voucher, language) for language in ("zh", "en"))))
        else:
            found.append(MemberVoucher(voucher, voucher.voucher, voucher.voucher))
    return tuple(found)


def _history(desk: Desk, events: Sequence[Event], member_id: str, total: int) -> tuple[HistoryEntry, ...]:
    entries = []
    for event in events:
        body = json.loads(event.payload)
        points = _moved(body, member_id)
        when = local_time(event.header.occurred_ms, desk.zone)
        is_sale = event.header.type == types.SALE_COMPLETED
        if points or is_sale or event.header.type in _ALWAYS_SHOWN:
            entries.append(
                HistoryEntry(
                    event_id=event.header.id,
                    seq=event.header.seq,
                    type=event.header.type,
                    date=when.date,
                    time=when.time,
                    business_date=event.header.business_date,
                    points=points,
                    balance_after=total,
                    earned=body.get("earned", 0),
                    redeemed=body.get("redeemed", 0),
                    reference=body.get("number"),
                    act=_act(event, body, member_id),
                    recipient=_recipient(event, body, member_id),
                    explained="programme" in body and "context" in body,
                )
            )
        total -= points
    return tuple(entries)


def _act(event: Event, body: Mapping[str, Any], member_id: str) -> str:
    if event.header.member_id not in (member_id, None):
        return "referral"
    given = body.get("event")
    if event.header.type != types.ACCRUAL or given is None:
        return ""
    return f"activity:{given['activity']}" if given["type"] == "activity" else str(given["type"])


def _recipient(event: Event, body: Mapping[str, Any], holder: str) -> Recipient:
    """As whom the holder earned by the event."""
    accounts = body.get("context", {}).get("recipients", {})
    for name in RECIPIENTS:
        if event.header.member_id != holder and accounts.get(name, {}).get("id") == holder:
            return name
    return "member"


def _moved(body: dict[str, object], member_id: str) -> int:
    ledger = body.get("ledger")
    rows = ledger.get("postings", ()) if isinstance(ledger, dict) else ()
    return sum(amount for account, holder, unit, _, amount in rows if account == MEMBER and holder == member_id and unit == POINTS)


def _total_before(events: Sequence[Event], before_seq: int, balance: Balance) -> int:
    later = [event for event in events if event.header.seq >= before_seq]
    return balance.remaining - sum(_moved(json.loads(event.payload), balance.holder) for event in later)

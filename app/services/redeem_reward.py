"""Buying a reward with points at the counter: goods, vouchers, services, experiences, cash, donations, a draw, a tier; having a privilege.

One event and one commit: the points from their lots, the member's count, the stock, the voucher, what the draw fell on, the slip. Whoever
gets the reward may be somebody else where the shop allows it (RED-24); the points are always the member's own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from app.domain.catalogue.reward_facts import WORTHLESS, RewardFacts, stock_key
from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.journal.event import Event
from app.domain.ledger.booking import NO_BOOKING, POINTS, Booking
from app.domain.ledger.draw import drawn
from app.domain.ledger.lots import take
from app.domain.ledger.moves import spend
from app.domain.members.member import Member
from app.domain.programme.compiled import CompiledProgramme, Reward
from app.domain.programme.dates import add_days
from app.domain.programme.rewards import check_reward
from app.domain.sales.basket import Proof
from app.domain.sales.tender import CASH, RECORDED
from app.domain.till.approval import Approval
from app.services.counter import saved_basket
from app.services.desk import Desk, Session, book, on_open_shift
from app.services.earnings import free_code
from app.services.entitlements import with_rewards
from app.services.ports.store import Reader, Voucher, Writer
from app.services.proof import check_proof, proof_of
from app.services.reward_slips import RewardSlip, print_reward_slip, reward_slip_of
from app.services.snapshot import context_input, member_input, period_key

AT_THE_DESK = "desk"
"""How a reward came to be issued, in the event's body."""
WITH_VOUCHER = ("voucher", "service", "experience")
"""Kinds that are a code first and are handed out when it is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bought:
    """An issued reward: its event, the vouchers that came with it, its slip."""

    event: Event
    reward: str
    points: int
    vouchers: tuple[Voucher, ...]
    slip: RewardSlip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Purchase:
    """Everything a purchase is decided on, and what is booked of it."""

    member: Member
    receiver: str
    programme: CompiledProgramme
    reward: Reward
    facts: RewardFacts
    on: str
    event_id: str
    available: int
    later: bool
    booking: Booking = NO_BOOKING


def redeem_reward(
    desk: Desk,
    session: Session,
    member_id: str,
    code: str,
    *,
    tender: str | None = None,
    receiver: str | None = None,
    later: bool = False,
    event_id: str | None = None,
    proof: Proof | None = None,
    approval: Approval | None = None,
) -> Bought:
    """Buys a reward once. `tender`: how its money part is paid, where it has one (cash or a recorded tender). `receiver`: another member
    who gets it. `later`: goods are fetched later, against the code on the slip. `event_id`: made before the first try; a second call with
    it answers with what was booked. `proof`: what was shown of the member, by default what the open basket knows; `approval`: a second
    person's yes where that is not enough.

    Refusals: proof_needed and the others of `proof.check_proof`, no_such_member, no_such_reward, reward_no (reason of programme.md §6.4,
    missing), still_due (due_minor), no_such_tender, reward_not_described (field), reward_not_for_others, no_programme, shift_closed.
    """
    event_id = event_id or desk.ids.new_id()
    with desk.store.write() as books:
        known = books.event(event_id)
        if known is None:
            on_open_shift(books, session)
            purchase = _purchase(desk, books, session, member_id, code, receiver, event_id, later=later)
            shown = proof or proof_of(saved_basket(books), member_id)
            points = purchase.reward.points
            proved = check_proof(desk, books, session, member_id, shown, points, approval, event_id) if points else None
            known = _buy(desk, books, session, purchase, tender, proved)
            slip = reward_slip_of(desk, books, known)
            print_reward_slip(desk, books, slip)
        return _bought(desk, books, known)


def _purchase(
    desk: Desk, books: Reader, session: Session, member_id: str, code: str, receiver: str | None, event_id: str, *, later: bool
) -> _Purchase:
    member, on = books.member(member_id), session.shift.business_date
    if member is None:
        raise Refusal("no_such_member")
    programme = desk.programmes.in_force(books, on)
    reward = programme.rewards.get(code)
    if reward is None:
        raise Refusal("no_such_reward", reward=code[:40])
    if receiver is not None and receiver != member_id:
        if not desk.setting(books, "rewards.for_others"):
            raise Refusal("reward_not_for_others")
        other = books.member(receiver)
        if other is None or other.status == "closed":
            raise Refusal("no_such_member")
    balance = books.balance(member_id, on)
    snapshot = with_rewards(books, programme, member_input(books, programme, member, balance), on)
    verdict = check_reward(programme, snapshot, context_input(desk, books, session, programme, member), code)
    if not verdict.allowed:
        raise Refusal("reward_no", reward=reward.name, reason=verdict.reason, missing=verdict.missing)
    oldest_first = programme.redemption is not None and programme.redemption.lot_order == "oldest_first"
    uses = take(books.usable_lots(member_id, on, POINTS, oldest_first=oldest_first), reward.points, on)
    if uses is None:
        raise Refusal("reward_no", reward=reward.name, reason="not_enough_points", missing=reward.points - max(0, balance.available))
    return _Purchase(
        member=member,
        receiver=receiver or member_id,
        programme=programme,
        reward=reward,
        facts=books.reward_facts(code),
        on=on,
        event_id=event_id,
        available=max(0, balance.available),
        later=later,
        booking=spend(member_id, uses) if uses else NO_BOOKING,
    )


def _buy(
    desk: Desk, books: Writer, session: Session, purchase: _Purchase, tender: str | None, proved: tuple[str, str | None] | None
) -> Event:
    reward = purchase.reward
    body: dict[str, Any] = {
        "how": AT_THE_DESK,
        "reward": reward.code,
        "kind": reward.kind,
        "times": 1,
        "points": reward.points,
        "programme": purchase.programme.sha256,
        "on": purchase.on,
        "before": purchase.available,
        "after": purchase.available - reward.points,
        "rewards": [[purchase.member.id, reward.code, period_key(reward.per, purchase.on), 1]],
        **_paid(reward, tender),
        **_given(books, purchase),
    }
    if purchase.receiver != purchase.member.id:
        body["for"] = purchase.receiver
    if reward.stocked:
        body["stock"] = [[reward.code, -1], *body.get("stock", ())]
    if proved is not None:
        body["proof"] = proved[0]
    return book(
        desk,
        books,
        session,
        types.REWARD_ISSUED,
        body,
        event_id=purchase.event_id,
        member_id=purchase.member.id,
        approver_id=None if proved is None else proved[1],
        booking=purchase.booking,
    )


def _paid(reward: Reward, tender: str | None) -> Mapping[str, object]:
    """The money part: taken whole, with the same tenders as a sale."""
    if not reward.cash_minor:
        return {}
    if tender is None:
        raise Refusal("still_due", due_minor=reward.cash_minor)
    if tender != CASH and tender not in RECORDED:
        raise Refusal("no_such_tender")
    return {"cash_minor": reward.cash_minor, "tender": tender}


def _given(books: Reader, purchase: _Purchase) -> Mapping[str, object]:
    """What the member gets, by the reward's kind."""
    reward, facts = purchase.reward, purchase.facts
    if reward.kind in WITH_VOUCHER or (purchase.later and reward.kind == "goods"):
        return {"vouchers": [_voucher(books, purchase, reward.code)]}
    if reward.kind == "cash_back":
        return {"cash_out_minor": _cash_out(purchase)}
    if reward.kind == "donation":
        return {"project": facts.project or reward.name}
    if reward.kind == "draw":
        return _draw(books, purchase)
    if reward.kind == "tier":
        return {"floor": _floor(purchase)}
    return {}


def _voucher(books: Reader, purchase: _Purchase, kind: str) -> list[object]:
    days = purchase.facts.valid_days
    until = None if days is None else add_days(purchase.on, days)
    return [free_code(books, purchase.event_id, 0, set()), purchase.receiver, kind, purchase.reward.code, until]


def _cash_out(purchase: _Purchase) -> int:
    if purchase.facts.worth_minor is not None:
        return purchase.facts.worth_minor
    value: Fraction = purchase.reward.points * purchase.programme.point_value
    if value < 1:
        raise Refusal("reward_not_described", reward=purchase.reward.name, field="worth_minor")
    return int(value)


def _draw(books: Reader, purchase: _Purchase) -> Mapping[str, object]:
    """What the draw falls on, with all that is needed to draw it again. A prize of which none is left takes no part."""
    code, left = purchase.reward.code, books.reward_stock()
    prizes = [prize for prize in purchase.facts.prizes if not prize.stocked or left.get(stock_key(code, prize.code), 0) > 0]
    if not any(prize.code != WORTHLESS for prize in prizes):
        raise Refusal("reward_not_described", reward=purchase.reward.name, field="prizes")
    seed = books.head().hash
    place = drawn(prizes, purchase.event_id, seed)
    won = prizes[place]
    told: dict[str, object] = {"draw": {"prizes": [prize.to_list() for prize in prizes], "seed": seed.hex(), "place": place}}
    if won.code != WORTHLESS:
        told["vouchers"] = [_voucher(books, purchase, won.code)]
    if won.stocked:
        told["stock"] = [[stock_key(code, won.code), -1]]
    return told


def _floor(purchase: _Purchase) -> Mapping[str, object]:
    facts, tiers = purchase.facts, purchase.programme.tiers
    if tiers is None or facts.tier not in tiers.rank:
        raise Refusal("reward_not_described", reward=purchase.reward.name, field="tier")
    if facts.tier_days is None:
        raise Refusal("reward_not_described", reward=purchase.reward.name, field="tier_days")
    if purchase.receiver != purchase.member.id:
        raise Refusal("reward_not_for_others")
    return {"tier": facts.tier, "until": add_days(purchase.on, facts.tier_days)}


def _bought(desk: Desk, reader: Reader, event: Event) -> Bought:
    if event.header.type != types.REWARD_ISSUED:
        raise ValueError("this id is that of another act")
    body = json.loads(event.payload)
    return Bought(
        event=event,
        reward=body["reward"],
        points=body["points"],
        vouchers=tuple(reader.vouchers_of_event(event.header.id)),
        slip=reward_slip_of(desk, reader, event),
    )

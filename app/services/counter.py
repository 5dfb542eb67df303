"""What stands on the counter: the basket, the attached member, what the sale earns, what points may pay. Computed anew after every change
by the engine that will book it, so that the figure shown is the figure booked.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from app.domain.errors import Refusal
from app.domain.ledger.lots import Balance, Expiring
from app.domain.ledger.value import Value
from app.domain.members.member import Member
from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.inputs import ContextInput, MemberInput
from app.domain.programme.quote import quote
from app.domain.programme.redeem import redeem
from app.domain.programme.results import QuoteResult, RedeemResult
from app.domain.sales.basket import Basket
from app.services.desk import Desk, Session
from app.services.evaluation import Evaluation, evaluate, period_totals
from app.services.ports.store import Reader, Writer
from app.services.snapshot import context_input, member_input, sale_event

EXPIRING_SHOWN = 3
_LAST_ITEMS = 3
WALK_IN = "walk-in"
"""Member id under which a walk-in's sale is evaluated to say what it would have been worth."""


@dataclass(frozen=True, slots=True)
class LastVisit:
    """The member's last sale: business date and the first few names on it, Chinese and English."""

    date: str
    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """The attached member as of now. `balance` counts the points on this basket's hold as held; points that lapse within `reminder_days`
    are worth a word. `value`: what lies on the member's cards, None in a shop without stored value.
    """

    member: Member
    card: str | None
    balance: Balance
    expiring: tuple[Expiring, ...]
    last_visit: LastVisit | None
    dormant_days: int | None
    snapshot: MemberInput
    reminder_days: int = 30
    value: Value | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterState:
    """The counter at one moment. `redeem` is the most that points may pay now, None without a member or with an empty basket."""

    basket: Basket
    attached: Attached | None
    evaluation: Evaluation
    redeem: RedeemResult | None

    @property
    def programme(self) -> CompiledProgramme:
        """The programme in force."""
        return self.evaluation.programme

    @property
    def context(self) -> ContextInput:
        """When and where."""
        return self.evaluation.context

    @property
    def quote(self) -> QuoteResult:
        """What the sale earns, with the challenge that it raises."""
        return self.evaluation.result

    @property
    def balance_after(self) -> int:
        """Points available to the member once this sale is completed as it stands, pending ones left out."""
        if self.attached is None:
            return 0
        on = self.context.business_date
        own = (accrual for accrual in self.quote.accruals if accrual.recipient == "member")
        usable_now = sum(accrual.points - accrual.to_debt for accrual in own if accrual.available_on <= on and not accrual.frozen)
        taken_back = sum(reversal.points for reversal in self.quote.reversals)
        return max(0, self.attached.balance.available + usable_now - taken_back)


def saved_basket(reader: Reader) -> Basket | None:
    """The open basket as it was last saved."""
    data = reader.basket()
    return None if data is None else Basket.from_mapping(data)


def open_basket(desk: Desk, reader: Reader) -> Basket:
    """The open basket; a fresh one, with the id its sale will have, where there is none."""
    return saved_basket(reader) or Basket(sale_id=desk.ids.new_id(), opened_ms=desk.clock.now_ms())


def keep_basket(books: Writer, basket: Basket) -> None:
    """Writes the basket down, or clears the row when nothing is on it. One with voids stays: they belong to the next sale's trail."""
    books.save_basket(None if basket.empty and not basket.voids else basket.to_mapping())


def look(desk: Desk, reader: Reader, session: Session, basket: Basket, rest_kind: str | None = None) -> CounterState:
    """The state of the counter for a basket. `rest_kind`: the tender assumed for what is still due. Refusal `no_programme`."""
    programme = desk.programmes.in_force(reader, session.shift.business_date)
    attached = _attached(desk, reader, session, programme, basket)
    member, snapshot = (attached.member, attached.snapshot) if attached else (None, None)
    context = context_input(desk, reader, session, programme, member)
    event = sale_event(basket, rest_kind)
    totals = None
    if snapshot is not None and basket.lines:
        totals = period_totals(reader, programme, snapshot.id, context.business_date)
    most = None
    if snapshot is not None and basket.lines and basket.hold is None:
        most = redeem(programme, event, snapshot, context, None)
    return CounterState(
        basket=basket,
        attached=attached,
        evaluation=evaluate(programme, event, snapshot, context, totals),
        redeem=most,
    )


def earned_by(state: CounterState, basket: Basket) -> int:
    """What the attached member would earn if the basket were this one: other tenders, points used."""
    now = state.evaluation
    return evaluate(state.programme, sale_event(basket), now.member, state.context, now.totals).result.points


def walk_in_points(state: CounterState) -> int:
    """What the sale of a walk-in would earn a new member of the lowest tier."""
    event = sale_event(state.basket, "cash")
    return quote(state.programme, event, MemberInput(id=WALK_IN), state.context).points


def _attached(desk: Desk, reader: Reader, session: Session, programme: CompiledProgramme, basket: Basket) -> Attached | None:
    if basket.member_id is None:
        return None
    member = reader.member(basket.member_id)
    if member is None:
        raise Refusal("no_such_member")
    on = session.shift.business_date
    balance = reader.balance(member.id, on)
    last = _last_visit(reader, member.id)
    return Attached(
        member=member,
        card=basket.card,
        balance=balance,
        expiring=tuple(reader.expiring(member.id, on, EXPIRING_SHOWN)),
        last_visit=last,
        dormant_days=_dormant_days(desk, reader, on, last),
        snapshot=member_input(reader, programme, member, balance, basket.card),
        reminder_days=int(desk.setting(reader, "expiry.reminder_days")),
        value=None if programme.stored_value is None else reader.value(member.id),
    )


def _last_visit(reader: Reader, member_id: str) -> LastVisit | None:
    sale = reader.last_sale(member_id)
    event = None if sale is None else reader.event(sale.event_id)
    if sale is None or event is None:
        return None
    lines = json.loads(event.payload)["lines"]
    return LastVisit(sale.business_date, tuple((line["name"], line.get("name_en") or line["name"]) for line in lines[:_LAST_ITEMS]))


def _dormant_days(desk: Desk, reader: Reader, on: str, last: LastVisit | None) -> int | None:
    if last is None:
        return None
    days = (date.fromisoformat(on) - date.fromisoformat(last.date)).days
    return days if days >= int(desk.setting(reader, "member.dormant_days")) else None

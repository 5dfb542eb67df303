"""Whether and how a walk-in's sale can still be claimed, and who has done so: what receipts, returns and the claim itself ask."""

from __future__ import annotations

import json
from dataclasses import dataclass

from app.domain.journal import types
from app.domain.journal.event import Event
from app.domain.programme.dates import add_days
from app.domain.programme.inputs import ContextInput, MemberInput
from app.domain.sales.claim_code import claim_code
from app.services.booked_sale import sale_input
from app.services.desk import Desk
from app.services.evaluation import PeriodTotals, evaluate
from app.services.explain import Evaluated, evaluate_sale
from app.services.ports.store import Reader


@dataclass(frozen=True, slots=True)
class OpenClaim:
    """What stands on the receipt: the code, and the last day on which it is taken."""

    code: str
    last_day: str


def claim_of(reader: Reader, sale_id: str) -> Event | None:
    """The event by which a sale was claimed; there is at most one."""
    return reader.event_by_cause(types.SALE_CLAIMED, sale_id)


def last_claim_day(desk: Desk, reader: Reader, sale: Event) -> str | None:
    """Until when a sale may be claimed; None where the shop has no claims."""
    days = int(desk.setting(reader, "claim.days"))
    return add_days(sale.header.business_date, days) if days else None


def open_claim(desk: Desk, reader: Reader, sale: Event, number: str) -> OpenClaim | None:
    """The claim on the receipt of a walk-in's sale; None where there is nothing to claim or somebody has done so."""
    last_day = last_claim_day(desk, reader, sale)
    if last_day is None or sale.header.member_id is not None or claim_of(reader, sale.header.id) is not None:
        return None
    return OpenClaim(claim_code(number, sale.sig), last_day)


def settled_sale(desk: Desk, reader: Reader, event: Event) -> Evaluated:
    """A sale as its points stand: its own, or those of the member who claimed it. Refusals: not_a_sale, no_programme.

    A claimed sale is evaluated under the id of the claim, which owns its lots; before claims and for members' sales it is as it was sold.
    """
    sale = evaluate_sale(desk, reader, event)
    claim = claim_of(reader, event.header.id)
    if claim is None:
        return sale
    claimed = json.loads(claim.payload)
    totals = PeriodTotals.from_document(claimed["challenge"]) if "challenge" in claimed else None
    evaluation = evaluate(
        sale.programme,
        sale_input(claim.header.id, sale.body),
        MemberInput.from_document(claimed["member"]),
        ContextInput.from_document(claimed["context"]),
        totals,
    )
    body = {**sale.body, "member": claimed["member"], "context": claimed["context"]}
    return Evaluated(event=event, body=body, evaluation=evaluation)


def claimed_act(desk: Desk, reader: Reader, claim: Event) -> Evaluated:
    """What a claim itself booked: the sale net of what had come back by then."""
    body = json.loads(claim.payload)
    sold = reader.event(body["sale"])
    if sold is None:
        raise ValueError(f"event {claim.header.id} claims a sale that is not in the books")
    sale = evaluate_sale(desk, reader, sold)
    from app.domain.programme.refund import kept_event

    event = kept_event(sale.programme.returns, sale_input(claim.header.id, sale.body), body.get("returned", {}))
    totals = PeriodTotals.from_document(body["challenge"]) if "challenge" in body else None
    evaluation = evaluate(
        sale.programme, event, MemberInput.from_document(body["member"]), ContextInput.from_document(body["context"]), totals
    )
    return Evaluated(event=claim, body=body, evaluation=evaluation)

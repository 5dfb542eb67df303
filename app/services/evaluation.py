"""An event with what it gives: its own evaluation, and with it the challenge that a sale raises (app.domain.programme.following)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.following import context_after, has_challenges, member_after, together
from app.domain.programme.inputs import ContextInput, Document, EventInput, MemberInput, Totals
from app.domain.programme.quote import quote
from app.domain.programme.results import QuoteResult
from app.services.ports.store import Reader


@dataclass(frozen=True, slots=True)
class PeriodTotals:
    """What a member has spent and how often it came in the month and the year of a business date, before the event."""

    month: Totals
    year: Totals

    def to_document(self) -> dict[str, Any]:
        """As stored with a sale: [fen, visits]."""
        return {name: [totals.spend_minor, totals.visits] for name, totals in (("month", self.month), ("year", self.year))}

    @classmethod
    def from_document(cls, document: Document) -> PeriodTotals:
        """The inverse of `to_document`."""
        return cls(month=Totals(*document["month"]), year=Totals(*document["year"]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What an event gives. `own`: the event's own part; `result`: with the challenge it raises, where it raises one (`totals`)."""

    programme: CompiledProgramme
    event: EventInput
    member: MemberInput | None
    context: ContextInput
    totals: PeriodTotals | None
    own: QuoteResult
    result: QuoteResult


def evaluate(
    programme: CompiledProgramme, event: EventInput, member: MemberInput | None, context: ContextInput, totals: PeriodTotals | None = None
) -> Evaluation:
    """Evaluates an event. `totals`: those before it, of a sale that raises a challenge."""
    own = result = quote(programme, event, member, context)
    if totals is not None and member is not None:
        raised = challenge_event(event.id, with_sale(totals, own.spend_minor, own.sales))
        result = together(programme, own, quote(programme, raised, member_after(member, own), context_after(context, own)))
    return Evaluation(programme=programme, event=event, member=member, context=context, totals=totals, own=own, result=result)


def challenge_event(event_id: str, totals: PeriodTotals) -> EventInput:
    """The challenge that is raised by an event, with the totals after it."""
    return EventInput(id=event_id, type="challenge", month=totals.month, year=totals.year)


def with_sale(totals: PeriodTotals, spend_minor: int, sales: int) -> PeriodTotals:
    """The totals with a sale (or, negative, a return) in them."""
    month, year = (Totals(max(0, part.spend_minor + spend_minor), max(0, part.visits + sales)) for part in (totals.month, totals.year))
    return PeriodTotals(month, year)


def period_totals(reader: Reader, programme: CompiledProgramme, member_id: str, on: str) -> PeriodTotals | None:
    """The member's totals of the month and the year of a date as booked so far; None where no rule asks for them."""
    if not has_challenges(programme):
        return None
    return PeriodTotals(*(_totals(reader, member_id, period) for period in (on[:7], on[:4])))


def _totals(reader: Reader, member_id: str, period: str) -> Totals:
    """Of all days whose ISO date begins with the period."""
    first, last = f"{period}-", f"{period}-99"
    return Totals(
        max(0, reader.tier_metric(member_id, "spend", first, last)), max(0, reader.tier_metric(member_id, "visits", first, last))
    )

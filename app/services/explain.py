"""Evaluating a booked sale or another act that earned again from what is stored with it, by the programme version of its day: explanations,
reprints, returns.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.journal.event import Event
from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.inputs import ContextInput, EventInput, MemberInput
from app.domain.programme.results import QuoteResult
from app.services.booked_sale import sale_input
from app.services.desk import Desk
from app.services.evaluation import Evaluation, PeriodTotals, evaluate
from app.services.ports.store import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """A booked event that earned something, with its evaluation. `body` is the event's payload.

    `quote`: what it gave, the challenge that a sale raised included.
    """

    event: Event
    body: Mapping[str, Any]
    evaluation: Evaluation

    @property
    def programme(self) -> CompiledProgramme:
        """The programme version of its day."""
        return self.evaluation.programme

    @property
    def quote(self) -> QuoteResult:
        """Rule by rule."""
        return self.evaluation.result


def evaluate_sale(desk: Desk, reader: Reader, event: Event) -> Evaluated:
    """The evaluation of a completed sale. Refusals: not_a_sale, no_programme."""
    if event.header.type != types.SALE_COMPLETED:
        raise Refusal("not_a_sale")
    return evaluate_event(desk, reader, event)


def evaluate_event(desk: Desk, reader: Reader, event: Event) -> Evaluated:
    """The evaluation of a sale, an enrolment or another act that earned. Refusals: not_earned (nothing to evaluate), no_programme."""
    if event.header.type == types.SALE_CLAIMED:
        from app.services.claims import claimed_act

        return claimed_act(desk, reader, event)
    body = json.loads(event.payload)
    sale = event.header.type == types.SALE_COMPLETED
    if "programme" not in body or not (sale or "event" in body):
        raise Refusal("not_earned")
    programme = desk.programmes.by_sha(reader, body["programme"])
    member = MemberInput.from_document(body["member"]) if "member" in body else None
    context = ContextInput.from_document(body["context"])
    totals = PeriodTotals.from_document(body["challenge"]) if "challenge" in body else None
    given = sale_input(event.header.id, body) if sale else EventInput.from_document({"id": event.header.id, **body["event"]})
    return Evaluated(event=event, body=body, evaluation=evaluate(programme, given, member, context, totals))

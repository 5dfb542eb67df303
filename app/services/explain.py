"""Evaluating a booked sale again from what is stored with it, by the programme version of its day: explanations, reprints, returns."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.journal.event import Event
from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.inputs import ContextInput, MemberInput
from app.domain.programme.quote import quote
from app.domain.programme.results import QuoteResult
from app.services.booked_sale import sale_input
from app.services.desk import Desk
from app.services.ports.store import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """A booked sale with its evaluation. `body` is the event's payload."""

    event: Event
    body: Mapping[str, Any]
    programme: CompiledProgramme
    quote: QuoteResult


def evaluate_sale(desk: Desk, reader: Reader, event: Event) -> Evaluated:
    """The evaluation of a completed sale. Refusals: not_a_sale, no_programme."""
    if event.header.type != types.SALE_COMPLETED:
        raise Refusal("not_a_sale")
    body = json.loads(event.payload)
    programme = desk.programmes.by_sha(reader, body["programme"])
    member = MemberInput.from_document(body["member"]) if "member" in body else None
    context = ContextInput.from_document(body["context"])
    again = quote(programme, sale_input(event.header.id, body), member, context)
    return Evaluated(event=event, body=body, programme=programme, quote=again)


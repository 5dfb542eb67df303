"""Evaluating a booked sale again from what is stored with it, by the programme version of its day: explanations, reprints, returns."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.errors import Refusal
from app.domain.exact import parse_exact
from app.domain.journal import types
from app.domain.journal.event import Event
from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.inputs import ContextInput, EventInput, LineInput, MemberInput, TenderInput
from app.domain.programme.quote import quote
from app.domain.programme.results import QuoteResult
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
    return Evaluated(event=event, body=body, programme=programme, quote=quote(programme, _sale(event, body), member, context))


def _sale(event: Event, body: Mapping[str, Any]) -> EventInput:
    return EventInput(
        id=event.header.id,
        type="sale",
        lines=tuple(_line(line) for line in body["lines"]),
        tenders=tuple(_merged(body["tenders"])),
    )


def _merged(rows: list[list[Any]]) -> list[TenderInput]:
    amounts: dict[str, int] = {}
    for kind, amount_minor, *_ in rows:
        amounts[kind] = amounts.get(kind, 0) + amount_minor
    return [TenderInput(kind, amount_minor) for kind, amount_minor in amounts.items()]


def _line(line: Mapping[str, Any]) -> LineInput:
    return LineInput(
        id=line["id"],
        product=line["product"],
        qty=line["qty"],
        list_minor=line["unit_minor"] * line["qty"],
        discount_minor=line.get("discount_minor", 0),
        categories=tuple(line.get("categories", ())),
        brand=line.get("brand"),
        tax_rate=parse_exact(line.get("tax_rate", "0")),
        kind=line.get("kind", "goods"),
        earns=line.get("earns", True),
    )

"""A sale as it was booked, read back for the engine: its lines, tenders and codes, the member snapshot and the context of its day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.exact import parse_exact
from app.domain.programme.inputs import EventInput, LineInput, TenderInput

Body = Mapping[str, Any]


def sale_input(event_id: str, body: Body) -> EventInput:
    """The event of a completed sale's payload. Tenders of one kind are one."""
    amounts: dict[str, int] = {}
    for tender in body["tenders"]:
        amounts[tender[0]] = amounts.get(tender[0], 0) + tender[1]
    return EventInput(
        id=event_id,
        type="sale",
        lines=tuple([_line(line) for line in body["lines"]]),
        tenders=tuple([TenderInput(kind, amount_minor) for kind, amount_minor in amounts.items()]),
        codes=tuple(body.get("codes", ())),
    )


def _line(line: Body) -> LineInput:
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

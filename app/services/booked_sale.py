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
    get, qty = line.get, line["qty"]
    return LineInput(
        id=line["id"],
        product=line["product"],
        qty=qty,
        list_minor=line["unit_minor"] * qty,
        discount_minor=get("discount_minor", 0),
        categories=tuple(get("categories", ())),
        brand=get("brand"),
        tax_rate=parse_exact(get("tax_rate", "0")),
        kind=get("kind", "goods"),
        earns=get("earns", True),
    )

"""The operations of programme.md §3 on whole documents: check, evaluate, answer with a canonical document. Never raises for bad input."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from app.domain.canonical import canonical_bytes, canonical_text, sha256_hex
from app.domain.programme import lots, rewards, stored_value, tiers
from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.compiler import compile_programme, without_nulls
from app.domain.programme.consistency import cross_errors, programme_defects
from app.domain.programme.document import OPERATIONS, DocumentError, ProgrammeShape, pointer, shape_errors
from app.domain.programme.inputs import ContextInput, Document, EventInput, LotInput, MemberInput
from app.domain.programme.quote import quote
from app.domain.programme.redeem import redeem
from app.domain.programme.refund import RefundInput, TierNow, refund
from app.domain.programme.results import LotUse

_HUGE = 10**40
"""Stands for every integer of more than 40 digits: out of every range, and cheap."""


class ProgrammeRefused(Exception):
    """A programme document that may not be published or used; `errors` name every defect."""

    def __init__(self, errors: tuple[DocumentError, ...]) -> None:
        super().__init__("; ".join(f"{error.path} {error.code}" for error in errors))
        self.errors = errors


def programme_errors(document: object) -> tuple[DocumentError, ...]:
    """All defects of a programme document, paths relative to it; empty when it may be published."""
    plain = without_nulls(document)
    errors = shape_errors(ProgrammeShape, plain)
    if not errors:
        found = {(path.removeprefix("/programme"), code) for path, code in programme_defects(plain)}
        errors = sorted(DocumentError(path, code) for path, code in found)
    return tuple(errors)


def parse_programme(document: object) -> CompiledProgramme:
    """Checks and compiles a programme document. ProgrammeRefused with every defect."""
    errors = programme_errors(document)
    if errors or not isinstance(document, Mapping):
        raise ProgrammeRefused(errors)
    return compile_programme(document)


def _lot_inputs(document: Document) -> tuple[LotInput, ...]:
    return tuple(LotInput.from_document(lot) for lot in document.get("lots", ()))


def _context(document: Document) -> ContextInput:
    return ContextInput.from_document(document["context"])


def _member(document: Document) -> MemberInput:
    return MemberInput.from_document(document["member"])


def _event(document: Document) -> EventInput:
    return EventInput.from_document(document["event"])


def _quote(programme: CompiledProgramme, document: Document) -> dict[str, Any]:
    member = _member(document) if "member" in document else None
    return quote(programme, _event(document), member, _context(document)).to_document()


def _refund(programme: CompiledProgramme, document: Document) -> dict[str, Any]:
    now = document.get("now")
    given = RefundInput(
        event=_event(document),
        member=_member(document),
        context=_context(document),
        return_now=document["return_now"],
        return_date=document["return_date"],
        returned_before=document.get("returned_before", {}),
        last_activity_on=document.get("last_activity_on"),
        lots=_lot_inputs(document),
        uses=tuple(LotUse(use["lot"], use["points"]) for use in document.get("uses", ())),
        debt=document.get("debt", 0),
        now=None if now is None else TierNow(now["tier"], now["base"], now["tier_metric"]),
    )
    return refund(programme, given).to_document()


def _redeem(programme: CompiledProgramme, document: Document) -> dict[str, Any]:
    return redeem(programme, _event(document), _member(document), _context(document), document.get("points")).to_document()


def _reward(programme: CompiledProgramme, document: Document) -> dict[str, Any]:
    return rewards.check_reward(programme, _member(document), _context(document), document["reward"]).to_document()


def _auto_redeem(programme: CompiledProgramme, document: Document) -> dict[str, Any]:
    return rewards.auto_redeem(programme, _member(document), _context(document)).to_document()


def _consume(programme: CompiledProgramme, document: Document) -> dict[str, Any]:
    order = "expiry_first" if programme.redemption is None else programme.redemption.lot_order
    day, activity = document["business_date"], document.get("last_activity_on")
    return lots.consume(_lot_inputs(document), document["points"], day, activity, order).to_document()


def _tier_review(programme: CompiledProgramme, document: Document) -> dict[str, Any]:
    history = [tiers.HistoryEntry(**entry) for entry in document["history"]]
    return tiers.review(programme, _member(document), document["business_date"], history).to_document()


def _card(document: Document) -> stored_value.Card:
    return stored_value.Card.from_document(document["card"])


def _top_up(programme: CompiledProgramme, document: Document) -> dict[str, Any]:
    return stored_value.top_up(programme, _card(document), document["amount_minor"]).to_document()


def _spend(programme: CompiledProgramme, document: Document) -> dict[str, Any]:
    return stored_value.spend(programme, _card(document), document["amount_minor"]).to_document()


def _refill(programme: CompiledProgramme, document: Document) -> dict[str, Any]:
    return stored_value.refill(
        programme,
        document["principal_minor"],
        document["bonus_minor"],
        document["return_now_minor"],
        document.get("returned_before_minor", 0),
    ).to_document()


_RUN: Mapping[str, Callable[[CompiledProgramme, Document], dict[str, Any]]] = {
    "quote": _quote,
    "refund": _refund,
    "redeem": _redeem,
    "reward": _reward,
    "auto_redeem": _auto_redeem,
    "consume": _consume,
    "tier_review": _tier_review,
    "top_up": _top_up,
    "sv_spend": _spend,
    "sv_refund": _refill,
}


def _refusal(*errors: DocumentError) -> dict[str, Any]:
    return {"ok": False, "errors": [error.to_document() for error in errors]}


def _operation_error(document: object) -> DocumentError | None:
    if not isinstance(document, Mapping):
        return DocumentError("", "type")
    op = document.get("op")
    if op is None:
        return DocumentError("/op", "missing")
    if not isinstance(op, str):
        return DocumentError("/op", "type")
    return None if op in OPERATIONS else DocumentError("/op", "enum")


def _evaluate(document: Any) -> dict[str, Any]:
    wrong = _operation_error(document)
    if wrong is not None:
        return _refusal(wrong)
    op: str = document["op"]
    plain = without_nulls(document)
    errors = shape_errors(OPERATIONS[op], plain) or cross_errors(op, plain)
    if errors:
        return _refusal(*errors)
    if op == "expire":
        return lots.expire(_lot_inputs(plain), plain["business_date"], plain.get("last_activity_on")).to_document()
    return _RUN[op](compile_programme(document["programme"]), plain)


def evaluate(document: object) -> dict[str, Any]:
    """Answers an operation document, or refuses it with {"ok": false, "errors": [...]}. Raises nothing for JSON values."""
    try:
        return _evaluate(document)
    except (RecursionError, UnicodeError):
        return _refusal(DocumentError("", "format"))


class _Repeated(dict[str, Any]):
    """An object in which a key stood twice; `repeated` are those keys."""

    repeated: tuple[str, ...] = ()


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    plain = dict(pairs)
    if len(plain) == len(pairs):
        return plain
    marked = _Repeated(plain)
    marked.repeated = tuple(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
    return marked


def _integer(text: str) -> int:
    if len(text) <= 41:
        return int(text)
    return -_HUGE if text.startswith("-") else _HUGE


def _no_constant(text: str) -> float:
    raise ValueError(f"{text} is no JSON")


def _repeated_keys(value: Any, path: str) -> list[DocumentError]:
    found: list[DocumentError] = []
    if isinstance(value, dict):
        if isinstance(value, _Repeated):
            found.extend(DocumentError(path + pointer(key), "duplicate") for key in value.repeated)
        for key, part in value.items():
            found.extend(_repeated_keys(part, path + pointer(key)))
    elif isinstance(value, list):
        for place, part in enumerate(value):
            found.extend(_repeated_keys(part, path + pointer(place)))
    return found


def parse_json(text: str) -> Any:
    """JSON text as values; objects in which a key stands twice are marked for `repeated_key_errors`. ValueError, RecursionError."""
    text.encode()
    value = json.loads(text, object_pairs_hook=_object, parse_int=_integer, parse_constant=_no_constant)
    if "\\ud" in text.lower():
        json.dumps(value, ensure_ascii=False).encode()
    return value


def repeated_key_errors(value: Any) -> list[DocumentError]:
    """A `duplicate` error for every key that stood twice in an object of `parse_json`, sorted."""
    return sorted(_repeated_keys(value, ""))


def evaluate_line(text: str) -> str:
    """One line of JSON in, one line of canonical JSON out, without the line end. Never raises."""
    try:
        document = parse_json(text)
        errors = repeated_key_errors(document)
        return canonical_text(_refusal(*errors) if errors else evaluate(document))
    except (ValueError, RecursionError):
        return canonical_text(_refusal(DocumentError("", "format")))


def document_sha256(document: object) -> str:
    """The SHA-256 of a document's canonical JSON, by which a programme version is identified (G8)."""
    return sha256_hex(canonical_bytes(document))

"""The slip of an act that earned points without a sale, made from its event at any later time; and whether it is printed."""

from __future__ import annotations

import json
from dataclasses import dataclass

from app.documents.document import Document, Language
from app.documents.earning_slip import EarningSlipData, earning_slip
from app.documents.layout import lay_out
from app.documents.receipt import NextExpiry
from app.documents.render_escpos import to_bytes
from app.domain.clock import local_time
from app.domain.journal import types
from app.domain.members.card import card_tail
from app.domain.programme.inputs import EventInput
from app.domain.programme.joining import joining_terms
from app.domain.programme.phrases import activity_text, trigger_words
from app.domain.programme.sentences import why
from app.services.desk import Desk
from app.services.explain import Evaluated
from app.services.ports.store import PrintRequest, Reader, Writer
from app.services.receipts import (
    automatic,
    by_itself_shown,
    cashier_name,
    earned_by,
    printed_vouchers,
    receipt_language,
    set_aside,
    tier_reached,
    tier_shown,
)

REASONS_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class EarningSlip:
    """A slip as screens show it: its figures and the paper."""

    event_id: str
    member_id: str
    data: EarningSlipData
    document: Document


def slip_of(desk: Desk, reader: Reader, evaluated: Evaluated, act: tuple[str, str] | None = None) -> EarningSlip:
    """The slip of an evaluated act of a member. `act`: what it is called in Chinese and English, where that is not the event's name."""
    event, body, language = evaluated.event, evaluated.body, receipt_language(desk, reader)
    own = "_en" if language == "en" else ""
    when = local_time(event.header.occurred_ms, desk.zone)
    member_id = str(event.header.member_id)
    member = reader.member(member_id)
    quote, programme = evaluated.quote, evaluated.programme
    aside = set_aside(body, member_id, event.header.business_date)
    bought = automatic(reader, programme, event.header.id)
    expiry = body.get("next_expiry") if bought is None else bought.next_expiry
    joined = event.header.type == types.MEMBER_ENROLLED
    issued = [*reader.vouchers_of_event(event.header.id), *(() if bought is None else bought.vouchers)]
    vouchers = printed_vouchers(programme, issued, member_id, language)
    data = EarningSlipData(
        shop_name=str(desk.setting(reader, f"shop.name{own}")),
        store_name=str(desk.setting(reader, f"store.name{own}")),
        act=act_text(evaluated.evaluation.event, language) if act is None else act[language == "en"],
        date=when.date,
        time=when.time,
        cashier=cashier_name(reader, event, language),
        till=f"{desk.till_no:02d}",
        masked_name=member.name_on_paper if member else "",
        tier_name=tier_shown(programme, quote, language),
        masked_phone=member.phone_on_paper if member else "",
        points_earned=body["earned"],
        points_before=body["before"],
        points_after=body["after"] - (0 if bought is None else bought.points),
        by_itself=by_itself_shown(bought, programme),
        tier_reached=tier_reached(programme, quote, language),
        journal_hash=event.short_hash,
        card="".join(card_tail(card[0]) for card in body.get("cards", ())[:1]),
        earned_by=earned_by(programme, quote, language),
        reasons=() if body["earned"] or vouchers else reasons(evaluated, language),
        points_to_debt=aside.to_debt,
        points_waiting=aside.waiting,
        points_in_review=aside.in_review,
        points_owed=body["owed"],
        points_pending=body["pending"],
        next_expiry=None if expiry is None else NextExpiry(expiry[0], expiry[1]),
        vouchers=vouchers,
        terms=joining_terms(programme, language) if joined else (),
        agreed=tuple(_agreed(reader, sha) for _, sha in body.get("consents", ())),
        footer=str(desk.setting(reader, f"receipt.footer{own}")),
    )
    return EarningSlip(event_id=event.header.id, member_id=member_id, data=data, document=earning_slip(data, language))


def print_slip(desk: Desk, books: Writer, slip: EarningSlip) -> bool:
    """Queues the slip where the shop wants it: always, or only where something was earned. An enrolment has one unless none is wanted at
    all: it says how long points are good (EXP-07). Returns whether it is printed.
    """
    wanted = desk.setting(books, "receipt.slips")
    something = slip.data.points_earned or slip.data.vouchers or slip.data.terms
    if wanted == "never" or (wanted == "earned" and not something):
        return False
    queue_slip(desk, books, slip.document, slip.event_id)
    return True


def queue_slip(desk: Desk, books: Writer, document: Document, event_id: str | None) -> None:
    """Queues a slip for this till's printer; one that belongs to no event is a list."""
    profile = desk.profile()
    payload = to_bytes(lay_out(document, profile.paper), profile)
    now_ms = desk.clock.now_ms()
    books.queue_print(
        PrintRequest(id=desk.ids.new_id(), kind="slip", title=document.title, payload=payload, event_id=event_id, created_ms=now_ms)
    )


def act_text(event: EventInput, language: Language) -> str:
    """What happened, in words: 签到, 培训 ×3."""
    words = activity_text(event.activity or "", language) if event.type == "activity" else trigger_words(event.type, language)
    words = words.removeprefix("a ").removeprefix("the ")
    words = words[:1].upper() + words[1:]
    return words if event.qty == 1 else f"{words} ×{event.qty}"


def reasons(evaluated: Evaluated, language: Language) -> tuple[str, ...]:
    """Why the rules that answer to this act gave nothing: at most three sentences."""
    event, programme = evaluated.evaluation.event, evaluated.programme
    found = []
    for item in evaluated.quote.items:
        rule = programme.rule(item.rule)
        if rule.trigger == event.type and rule.activity == event.activity and rule.recipient == "member" and rule.active:
            found.append(why(item, programme, language))
    return tuple(found[:REASONS_SHOWN])


def _agreed(reader: Reader, sha: str) -> str:
    """The line that was ticked, from the words as they were shown."""
    content = reader.document(sha)
    return "" if content is None else str(json.loads(content)["title"])

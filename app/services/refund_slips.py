"""The slip of a booked return, made from its event at any later time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.documents.document import Document, Language
from app.documents.receipt import EarnedBy, ReceiptLine, ReceiptTender
from app.documents.refund_slip import LotMove, OtherAccount, RefundData, RefundMember, VoucherMove, refund_slip
from app.domain.clock import local_time
from app.domain.exact import parse_exact
from app.domain.journal.event import Event
from app.domain.members.tier_names import tier_name
from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.labels import rule_label
from app.domain.programme.refund import kept_line
from app.domain.sales.refund_reason import reason_label
from app.domain.sales.tender import POINTS, tender_label
from app.services.desk import Desk
from app.services.explain import Evaluated, evaluate_sale
from app.services.ports.store import Reader
from app.services.receipts import carried_text, receipt_language, tier_saved

_WORDS: dict[Language, dict[str, str]] = {
    "zh": {"points": "{} 分", "member_price": "会员价"},
    "en": {"points": "{} pts", "member_price": "Member price"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletedRefund:
    """A booked return: the figures of its slip and the slip itself."""

    event_id: str
    sale_id: str
    member_id: str | None
    data: RefundData
    document: Document


def completed_refund(desk: Desk, reader: Reader, event: Event) -> CompletedRefund:
    """The return of an event of type refund_completed."""
    body: Mapping[str, Any] = json.loads(event.payload)
    sold = reader.event(body["sale"])
    if sold is None:
        raise ValueError(f"event {event.header.id} refunds a sale that is not in the books")
    sale = evaluate_sale(desk, reader, sold)
    language = receipt_language(desk, reader)
    data = _data(desk, reader, event, body, sale, language)
    return CompletedRefund(
        event_id=event.header.id,
        sale_id=body["sale"],
        member_id=event.header.member_id,
        data=data,
        document=refund_slip(data, language),
    )


def _data(desk: Desk, reader: Reader, event: Event, body: Mapping[str, Any], sale: Evaluated, language: Language) -> RefundData:
    own = "_en" if language == "en" else ""
    when = local_time(event.header.occurred_ms, desk.zone)
    lines = tuple(_lines(reader, event, body, sale, language))
    charged = body.get("charged", [0, 0])
    points_back = -body.get("redeemed", 0)
    words = _WORDS[language]

    def tender(kind: str, amount_minor: int) -> ReceiptTender:
        return ReceiptTender(tender_label(kind, language), amount_minor, words["points"].format(points_back) if kind == POINTS else "")

    return RefundData(
        shop_name=str(desk.setting(reader, f"shop.name{own}")),
        store_name=str(desk.setting(reader, f"store.name{own}")),
        sale_number=sale.body["number"],
        sale_date=sale.event.header.business_date,
        n=body["n"],
        date=when.date,
        time=when.time,
        cashier=_name(reader, event.header.actor_id, language),
        approver=_name(reader, event.header.approver_id, language),
        till=f"{desk.till_no:02d}",
        reason=reason_label(body["reason"], language),
        lines=lines,
        items_count=sum(line.qty for line in lines),
        total_minor=body["refunded_minor"],
        tenders=tuple(tender(kind, amount_minor) for kind, amount_minor in body["tenders"]),
        value_after=tuple((card[-4:], after) for _, _, card, _, _, after in body.get("value", ())),
        paid_out=tuple(ReceiptTender(tender_label(kind, language), amount_minor) for kind, amount_minor in body["paid_out"]),
        journal_hash=event.short_hash,
        member=None if event.header.member_id is None else _member(reader, event, body, sale, charged, language),
        others=tuple(OtherAccount(who, points) for who, points in body.get("others", ())),
        exchanged=bool(body.get("exchange")),
        footer=str(desk.setting(reader, f"receipt.footer{own}")),
    )


def _lines(reader: Reader, event: Event, body: Mapping[str, Any], sale: Evaluated, language: Language) -> list[ReceiptLine]:
    """What came back, with what of each line's price went back: the difference between what was kept of it before and after."""
    before = dict(_returned_before(reader, event, body))
    kept = {line.id: line for line in sale.evaluation.event.lines}
    found = []
    for line in sale.body["lines"]:
        qty = body["returned"].get(line["id"])
        if qty is None:
            continue
        was = kept_line(kept[line["id"]], before.get(line["id"], 0))
        now = kept_line(kept[line["id"]], before.get(line["id"], 0) + qty)
        found.append(
            ReceiptLine(
                name=(line.get("name_en") or line["name"]) if language == "en" else line["name"],
                unit_price_minor=line["unit_minor"],
                qty=qty,
                amount_minor=(was.payable_minor if was else 0) - (now.payable_minor if now else 0),
                tags=(_WORDS[language]["member_price"],) if tier_saved(line) else (),
            )
        )
    return found


def _returned_before(reader: Reader, event: Event, body: Mapping[str, Any]) -> Mapping[str, int]:
    """Pieces that earlier returns of the sale took back."""
    found: dict[str, int] = {}
    for n in range(1, body["n"]):
        earlier = reader.event_by_cause(event.header.type, f"{body['sale']}:{n}")
        for line, qty in (json.loads(earlier.payload)["returned"] if earlier else {}).items():
            found[line] = found.get(line, 0) + qty
    return found


def _member(
    reader: Reader, event: Event, body: Mapping[str, Any], sale: Evaluated, charged: list[int], language: Language
) -> RefundMember:
    member, programme = reader.member(event.header.member_id or ""), sale.programme
    owed_before, owed_after = body.get("debt", [0, 0])
    tier = body.get("tier")
    return RefundMember(
        masked_name=member.name_on_paper if member else "",
        tier_name=_tier(programme, body.get("level", ""), language),
        masked_phone=member.phone_on_paper if member else "",
        points_before=body["before"],
        points_after=body["after"],
        rules=(*_rules(body, programme, language),),
        moves=_moves(body),
        set_off=body.get("set_off", 0),
        charged_points=charged[0],
        charged_minor=charged[1],
        owed_before=owed_before,
        owed_after=owed_after,
        pending=body.get("pending", 0),
        carried=carried_text(parse_exact(body.get("carried", "0"))),
        vouchers=(
            *(VoucherMove(_voucher(programme, kind), used=False) for kind in _cancelled(reader, body)),
            *(VoucherMove(_voucher(programme, kind), used=True, worth_minor=worth) for kind, worth in body.get("vouchers_used", ())),
        ),
        tier_before=_tier(programme, tier["before"], language) if tier else "",
    )


def _moves(body: Mapping[str, Any]) -> tuple[LotMove, ...]:
    """Lots earned on the same day with the same last good day stand in one line."""
    found: dict[tuple[Any, ...], int] = {}
    for _, points, *what in body.get("moves", ()):
        found[tuple(what)] = found.get(tuple(what), 0) + points
    return tuple(
        LotMove(points=points, earned_on=earned, expires_on=last, state=state) for (earned, last, state), points in found.items()
    )


def _rules(body: Mapping[str, Any], programme: CompiledProgramme, language: Language) -> list[EarnedBy]:
    own = [(rule, delta) for recipient, rule, delta in body.get("deltas", ()) if recipient == "member"]
    raised = [(rule, points) for _, rule, _, points in body.get("challenges", ())]
    return [EarnedBy(rule_label(programme.rule(rule), programme, language), points) for rule, points in (*own, *raised)]


def _cancelled(reader: Reader, body: Mapping[str, Any]) -> list[str]:
    vouchers = (reader.voucher(code) for code, _ in body.get("vouchers_ended", ()))
    return [voucher.voucher for voucher in vouchers if voucher is not None]


def _voucher(programme: CompiledProgramme, kind: str) -> str:
    reward = programme.rewards.get(kind)
    return kind if reward is None else reward.name


def _tier(programme: CompiledProgramme, code: str, language: str) -> str:
    tiers = programme.tiers
    if tiers is None or code not in tiers.rank:
        return ""
    level = tiers.levels[tiers.rank[code]]
    return tier_name(level.code, level.name, language)


def _name(reader: Reader, staff_id: str | None, language: str) -> str:
    for person in reader.staff():
        if person.id == staff_id:
            return (person.name_en or person.name) if language == "en" else person.name
    return ""

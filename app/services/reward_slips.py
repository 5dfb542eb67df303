"""The slip of an issued reward, made from its event at any later time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.documents.document import Document, Language
from app.documents.reward_slip import RewardSlipData, reward_slip
from app.documents.vouchers import PrintedVoucher
from app.domain.clock import local_time
from app.domain.journal.event import Event
from app.domain.members.tier_names import tier_name
from app.domain.programme.compiled import CompiledProgramme
from app.services.desk import Desk
from app.services.ports.store import Reader, Writer
from app.services.receipts import cashier_name, receipt_language, voucher_name
from app.services.slips import queue_slip


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardSlip:
    """A slip as screens show it: its figures and the paper."""

    event_id: str
    member_id: str
    data: RewardSlipData
    document: Document


def reward_slip_of(desk: Desk, reader: Reader, event: Event) -> RewardSlip:
    """The slip of an event of type reward_issued that was booked at the desk. Refusal no_programme."""
    body: Mapping[str, Any] = json.loads(event.payload)
    language = receipt_language(desk, reader)
    own = "_en" if language == "en" else ""
    programme = desk.programmes.by_sha(reader, body["programme"])
    member_id = str(event.header.member_id)
    member = reader.member(member_id)
    receiver = reader.member(body["for"]) if "for" in body else None
    when = local_time(event.header.occurred_ms, desk.zone)
    data = RewardSlipData(
        shop_name=str(desk.setting(reader, f"shop.name{own}")),
        store_name=str(desk.setting(reader, f"store.name{own}")),
        reward=programme.rewards[body["reward"]].name,
        date=when.date,
        time=when.time,
        cashier=cashier_name(reader, event, language),
        till=f"{desk.till_no:02d}",
        masked_name=member.name_on_paper if member else "",
        masked_phone=member.phone_on_paper if member else "",
        points=body["points"],
        points_before=body["before"],
        points_after=body["after"],
        journal_hash=event.short_hash,
        for_name=receiver.name_on_paper if receiver else "",
        cash_minor=body.get("cash_minor", 0),
        cash_out_minor=body.get("cash_out_minor", 0),
        project=body.get("project", ""),
        prize=_prize(body),
        floor=_floor(body, programme, language),
        vouchers=_vouchers(reader, event, body, programme, language),
        footer=str(desk.setting(reader, f"receipt.footer{own}")),
    )
    return RewardSlip(event_id=event.header.id, member_id=member_id, data=data, document=reward_slip(data, language))


def print_reward_slip(desk: Desk, books: Writer, slip: RewardSlip) -> None:
    """Queues the slip, and the drawer's pulse where cash was taken or is handed out."""
    if (slip.data.cash_minor or slip.data.cash_out_minor) and desk.machine.flag("drawer.connected"):
        queue_drawer(desk, books, slip.document.title, slip.event_id)
    queue_slip(desk, books, slip.document, slip.event_id)


def queue_drawer(desk: Desk, books: Writer, title: str, event_id: str) -> None:
    """The drawer's pulse as a job of its own, before any text (hardware.md §0.8)."""
    from app.documents.escpos import drawer_pulse
    from app.services.ports.store import PrintRequest

    books.queue_print(
        PrintRequest(
            id=desk.ids.new_id(),
            kind="drawer",
            title=title,
            payload=drawer_pulse(desk.profile().drawer_pin),
            event_id=event_id,
            created_ms=desk.clock.now_ms(),
        )
    )


def _prize(body: Mapping[str, Any]) -> str | None:
    draw = body.get("draw")
    if draw is None:
        return None
    code, name, *_ = draw["prizes"][draw["place"]]
    return str(name) if code else ""


def _floor(body: Mapping[str, Any], programme: CompiledProgramme, language: Language) -> tuple[str, str] | None:
    floor = body.get("floor")
    if floor is None or programme.tiers is None:
        return None
    level = programme.tiers.levels[programme.tiers.rank[floor["tier"]]]
    return tier_name(level.code, level.name, language), floor["until"]


def _vouchers(
    reader: Reader, event: Event, body: Mapping[str, Any], programme: CompiledProgramme, language: Language
) -> tuple[PrintedVoucher, ...]:
    prize = _prize(body)
    return tuple(
        PrintedVoucher(name=prize or voucher_name(programme, voucher, language), code=voucher.code, valid_until=voucher.valid_until)
        for voucher in reader.vouchers_of_event(event.header.id)
    )

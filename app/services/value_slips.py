"""The slip of a top-up, a sold gift card or a pay-out, made from its event at any later time."""

from __future__ import annotations

import json

from app.documents.document import Document
from app.documents.receipt import ReceiptTender
from app.documents.value_slip import ValueSlipData, value_slip_document
from app.domain.clock import local_time
from app.domain.journal import types
from app.domain.journal.event import Event
from app.domain.members.card import card_tail
from app.domain.sales.tender import tender_label
from app.services.desk import Desk
from app.services.ports.store import Reader
from app.services.receipts import cashier_name, receipt_language


def value_slip(desk: Desk, reader: Reader, event: Event) -> Document:
    """The paper of an event of type value_topped_up or value_paid_out."""
    body, language = json.loads(event.payload), receipt_language(desk, reader)
    own = "_en" if language == "en" else ""
    when = local_time(event.header.occurred_ms, desk.zone)
    out = event.header.type == types.VALUE_PAID_OUT
    member = None if event.header.member_id is None else reader.member(event.header.member_id)
    sold = bool(body.get("sold"))
    kind = "pay_out" if out else "gift_card" if sold else "change" if (event.header.cause_key or "").startswith("change:") else "top_up"
    tenders = [] if out else body["tenders"]
    after = body.get("after", (0, 0))
    return value_slip_document(
        ValueSlipData(
            kind=kind,
            shop_name=str(desk.setting(reader, f"shop.name{own}")),
            store_name=str(desk.setting(reader, f"store.name{own}")),
            date=when.date,
            time=when.time,
            cashier=cashier_name(reader, event, language),
            till=f"{desk.till_no:02d}",
            card=body["card"] if sold or not body["card"] else f"…{card_tail(body['card'])}",
            masked_name=member.name_on_paper if member else "",
            amount_minor=body["principal_minor"] if out else body["amount_minor"],
            bonus_minor=body["bonus_minor"],
            principal_after_minor=after[0],
            bonus_after_minor=after[1],
            journal_hash=event.short_hash,
            tenders=tuple(ReceiptTender(tender_label(kind, language), given) for kind, _, given, _ in tenders),
            change_minor=sum(given - amount for _, amount, given, _ in tenders),
            valid_until=body.get("valid_until"),
            recorded=bool(reader.reason(event.header.id)),
            barcode=sold,
            footer=str(desk.setting(reader, f"receipt.footer{own}")),
        ),
        language,
    )

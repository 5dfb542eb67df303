"""The slip of points given or taken by hand, made from its event at any later time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from app.documents.document import Language
from app.documents.earning_slip import EarningSlipData, earning_slip
from app.documents.receipt import EarnedBy, NextExpiry
from app.domain.clock import local_time
from app.domain.journal.event import Event
from app.domain.ledger.adjust_reasons import adjust_reason
from app.domain.members.tier_names import tier_name
from app.services.desk import Desk
from app.services.ports.store import Reader
from app.services.receipts import cashier_name, receipt_language
from app.services.slips import EarningSlip

_ACTS: dict[Language, tuple[str, str]] = {"zh": ("手工加分", "手工扣分"), "en": ("Points given by hand", "Points taken by hand")}


def adjustment_slip(desk: Desk, reader: Reader, event: Event) -> EarningSlip:
    """The slip of an event of type points_adjusted of one member."""
    body: Mapping[str, Any] = json.loads(event.payload)
    language = receipt_language(desk, reader)
    own = "_en" if language == "en" else ""
    when = local_time(event.header.occurred_ms, desk.zone)
    member_id = str(event.header.member_id)
    member = reader.member(member_id)
    points, ledger = body["points"], body.get("ledger", {})
    lots = [row for row in ledger.get("grants", ()) if row[1] == member_id]
    paid = sum(amount for account, holder, _, _, amount in ledger.get("postings", ()) if account == "debt" and holder == member_id)
    data = EarningSlipData(
        shop_name=str(desk.setting(reader, f"shop.name{own}")),
        store_name=str(desk.setting(reader, f"store.name{own}")),
        act=_ACTS[language][points < 0],
        date=when.date,
        time=when.time,
        cashier=cashier_name(reader, event, language),
        till=f"{desk.till_no:02d}",
        masked_name=member.name_on_paper if member else "",
        tier_name=_tier(desk, reader, event, member.tier if member else "", language),
        masked_phone=member.phone_on_paper if member else "",
        points_earned=points,
        points_before=body["before"],
        points_after=body["after"],
        journal_hash=event.short_hash,
        earned_by=(EarnedBy(adjust_reason(body["reason_code"], language), points),),
        points_to_debt=max(0, paid),
        points_in_review=sum(row[4] for row in lots if row[9]),
        points_owed=body["owed"],
        next_expiry=next((NextExpiry(row[7], row[4]) for row in lots if row[7] is not None), None),
        footer=str(desk.setting(reader, f"receipt.footer{own}")),
    )
    return EarningSlip(event_id=event.header.id, member_id=member_id, data=data, document=earning_slip(data, language))


def _tier(desk: Desk, reader: Reader, event: Event, code: str, language: str) -> str:
    sha = reader.programme_sha(event.header.business_date)
    tiers = None if sha is None else desk.programmes.by_sha(reader, sha).tiers
    if tiers is None or code not in tiers.rank:
        return ""
    return tier_name(code, tiers.levels[tiers.rank[code]].name, language)

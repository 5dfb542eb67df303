"""What a member's last visits say: how often they come, how that stands today, and what they usually buy (MEM-07, MEM-14, EDGE-09)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.members.rhythm import DAYS_READ, Rhythm, rhythm
from app.services.desk import Desk
from app.services.ports.store import Reader, SaleRow

SALES_READ = 3 * DAYS_READ
"""Some members come several times a day."""
BASKETS_READ = 8
USUAL_SHOWN, USUAL_LEAST = 2, 3


@dataclass(frozen=True, slots=True)
class VisitHabits:
    """`usual` as of `usual_goods`; `message`: what the shop says to members in this state, with names in Chinese and in English."""

    member_id: str
    rhythm: Rhythm
    usual: tuple[tuple[str, str], ...]
    message: tuple[str, str] = ("", "")


def visit_habits(desk: Desk, member_id: str, on: str) -> VisitHabits:
    """Rhythm and usual goods of a member, as of a day, and what the shop says to members in that state."""
    from app.services.state_message import state_message

    with desk.store.read() as reader:
        sales = reader.sales_of_member(member_id, SALES_READ)
        dormant_days = int(desk.setting(reader, "member.dormant_days"))
        member = reader.member(member_id)
        said = [
            "" if member is None else state_message(desk, reader, member, on, english=english) for english in (False, True)
        ]
        found = rhythm([sale.business_date for sale in sales], on, dormant_days)
        return VisitHabits(member_id, found, usual_goods(reader, sales), (said[0], said[1]))


def usual_goods(reader: Reader, sales: Sequence[SaleRow]) -> tuple[tuple[str, str], ...]:
    """What was bought on at least USUAL_LEAST of the newest of these sales, the most usual first: names in Chinese and English."""
    times: Counter[str] = Counter()
    names: dict[str, tuple[str, str]] = {}
    for sale in sales[:BASKETS_READ]:
        event = reader.event(sale.event_id)
        lines = [] if event is None else json.loads(event.payload)["lines"]
        for line in {line["product"]: line for line in lines}.values():
            times[line["product"]] += 1
            names.setdefault(line["product"], (line["name"], line.get("name_en") or line["name"]))
    usual = [product for product, n in times.most_common(USUAL_SHOWN) if n >= USUAL_LEAST]
    return tuple(names[product] for product in usual)

"""A word for the member's state on the slip and for the cashier to say (COM-04, COM-05): the shop writes one for each state, with the goods
the member usually buys where it wants them in it.
"""

from __future__ import annotations

from app.domain.members.member import Member
from app.domain.members.rhythm import VisitState, rhythm
from app.services.desk import Desk
from app.services.ports.store import Reader
from app.services.visit_habits import SALES_READ, usual_goods

ON = "message.on"
USUAL, DAYS = "{usual}", "{days}"
KEYS: dict[VisitState, str] = {
    "new": "message.new",
    "active": "message.active",
    "positive": "message.positive",
    "ordinary": "message.ordinary",
    "dormant": "message.dormant",
}
"""The setting that holds the message for a state."""


def state_message(desk: Desk, reader: Reader, member: Member, on: str, *, english: bool, before_seq: int | None = None) -> str:
    """The message for the state the member was in on a day, before a sale where one is named; empty where the shop says nothing.

    `{usual}` becomes what the member usually buys, `{days}` the days since the visit before; a message whose blanks cannot be filled is
    left out. Nothing is said to whose account is frozen or closed.
    """
    if member.status != "active" or not desk.setting(reader, ON):
        return ""
    sales = [sale for sale in reader.sales_of_member(member.id, SALES_READ) if before_seq is None or sale.seq < before_seq]
    found = rhythm([sale.business_date for sale in sales], on, int(desk.setting(reader, "member.dormant_days")))
    text = str(desk.setting(reader, KEYS[found.state]))
    if DAYS in text:
        if found.away is None:
            return ""
        text = text.replace(DAYS, str(found.away))
    if USUAL in text:
        names = usual_goods(reader, sales)
        if not names:
            return ""
        text = text.replace(USUAL, names[0][english])
    return text

"""What can be booked at the counter for a member without a sale: the check-in and the activities of the programme, each with what it gives
now, or why it gives nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.domain.members.member import Member
from app.domain.programme.activities import CHECK_IN, activity_code, activity_name
from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.inputs import EventInput
from app.domain.programme.phrases import Lang
from app.domain.programme.sentences import rule_sentence, why
from app.services.desk import Desk, Session
from app.services.ports.store import Reader
from app.services.raise_event import Raised, check_in, evaluated_now, record_activity

Asks = Literal["", "qty", "amount"]
ACTIVITIES_MAX = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityOffer:
    """One of them. `points`: what it gives the member now, None without one; `asks`: what has to be typed with it, pieces or an amount.

    `rules`: what it gives in words; `why_not`: why it gives nothing now, empty where it gives something; `streak`: the days in a row of a
    member who has checked in today already, 0 otherwise.
    """

    code: str
    name: str
    asks: Asks
    rules: tuple[str, ...]
    points: int | None = None
    vouchers: int = 0
    why_not: str = ""
    streak: int = 0


def activity_offers(desk: Desk, session: Session, member_id: str | None, lang: Lang) -> tuple[ActivityOffer, ...]:
    """The check-in first, where a rule answers to it, then the activities in the order of the rules. Refusal no_programme."""
    with desk.store.read() as reader:
        programme = desk.programmes.in_force(reader, session.shift.business_date)
        member = None if member_id is None else reader.member(member_id)
        codes = dict.fromkeys(activity_code(rule) for rule in programme.rules if rule.active and activity_code(rule))
        ordered = sorted(codes, key=lambda code: code != CHECK_IN)[:ACTIVITIES_MAX]
        return tuple(_offer(desk, reader, session, programme, member, code, lang) for code in ordered)


def asks_for(programme: CompiledProgramme, code: str) -> Asks:
    """What a rule needs to know besides: how many, or how much money."""
    kinds = {rule.benefit.kind for rule in programme.rules if rule.active and activity_code(rule) == code}
    return "amount" if kinds & {"per_amount", "percent_back"} else "qty" if "per_item" in kinds else ""


def book_activity(desk: Desk, session: Session, member_id: str, code: str, *, qty: int = 1, amount_minor: int = 0, event_id: str) -> Raised:
    """Books the check-in or an activity. `event_id` is made before the first try. Refusals of `check_in` and `record_activity`."""
    if code == CHECK_IN:
        return check_in(desk, session, member_id, event_id)
    return record_activity(desk, session, member_id, code, qty=qty, amount_minor=amount_minor, event_id=event_id)


def _offer(
    desk: Desk, reader: Reader, session: Session, programme: CompiledProgramme, member: Member | None, code: str, lang: Lang
) -> ActivityOffer:
    mine = [rule for rule in programme.rules if rule.active and activity_code(rule) == code]
    name, asks = activity_name(code, lang), asks_for(programme, code)
    rules = tuple(rule_sentence(rule, programme, lang) for rule in mine)
    if member is None or member.status == "closed":
        return ActivityOffer(code=code, name=name, asks=asks, rules=rules)
    is_check_in = code == CHECK_IN
    given = EventInput(id="offer", type=CHECK_IN) if is_check_in else EventInput(id="offer", type="activity", activity=code)
    found = evaluated_now(desk, reader, session, member, given).result
    reasons = [why(item, programme, lang) for item in found.items if programme.rule(item.rule) in mine and not item.fired]
    nothing = not found.points and not found.vouchers
    if is_check_in and member.check_in_on is not None and member.check_in_on >= session.shift.business_date:
        return ActivityOffer(code=code, name=name, asks=asks, rules=rules, points=0, streak=member.check_in_streak)
    return ActivityOffer(
        code=code,
        name=name,
        asks=asks,
        rules=rules,
        points=found.points,
        vouchers=sum(grant.count for grant in found.vouchers if grant.recipient == "member"),
        why_not=reasons[0] if nothing and reasons and not asks else "",
    )

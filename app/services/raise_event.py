"""Booking what earns points outside a sale: check-in, a completed profile, a birthday, an activity, a top-up. One act, one event, one
commit; its slip with what was earned and why is printed in the same commit.

The event carries the same parts as a sale (domain.journal.types), so that it can be explained, taken back and told again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.journal.event import Event
from app.domain.ledger.booking import NEVER
from app.domain.ledger.lots import Balance
from app.domain.members.member import Member, check_birthday
from app.domain.members.names import Honorific, clean_name
from app.domain.members.phone import normal_phone
from app.domain.money import MAX_MINOR
from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.inputs import EventInput
from app.domain.programme.phrases import Lang, activity_text
from app.domain.programme.sentences import rule_sentence
from app.services.desk import Desk, Session, book, on_open_shift
from app.services.earnings import Earnings, earnings, qualifying, tier_part
from app.services.evaluation import Evaluation, evaluate
from app.services.explain import Evaluated, evaluate_event
from app.services.ports.store import Reader, Writer
from app.services.redeem_by_itself import redeem_after
from app.services.slips import EarningSlip, print_slip, slip_of
from app.services.snapshot import birthday_agreed, context_input, member_input

QTY_MAX = 10_000
"""Most hours, lessons or pieces of one activity; more is a code in the wrong field."""
REFERENCE_MAX = 64
PHONES_LOOKED_AT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """What an act has booked: the slip with its figures, whether it is printed, the evaluation with the reasons."""

    event: Event
    slip: EarningSlip
    printed: bool
    evaluated: Evaluated

    @property
    def earned(self) -> int:
        """The member's points."""
        return self.evaluated.quote.points


@dataclass(frozen=True, slots=True)
class ActivityChoice:
    """An activity that rules of the programme answer to: its code, its name, what it gives in words."""

    code: str
    name: str
    rules: tuple[str, ...]


def activities(programme: CompiledProgramme, lang: Lang) -> tuple[ActivityChoice, ...]:
    """The activities that can be booked, in the order of the rules."""
    found: dict[str, list[str]] = {}
    for rule in programme.rules:
        if rule.active and rule.trigger == "activity" and rule.activity is not None:
            found.setdefault(rule.activity, []).append(rule_sentence(rule, programme, lang))
    return tuple(ActivityChoice(code, activity_text(code, lang).removeprefix("a "), tuple(rules)) for code, rules in found.items())


def check_in(desk: Desk, session: Session, member_id: str, event_id: str | None = None) -> Raised:
    """Books the member's visit of today: the streak goes on or begins anew. A second call with the id of a booked event answers with it.

    Refusals: no_such_member, member_closed, checked_in_already (on, streak), shift_closed.
    """
    with desk.store.write() as books:
        booked = books.event(event_id) if event_id is not None else None
        if booked is not None:
            return told_again(desk, books, booked)
        on_open_shift(books, session)
        member = present(books, member_id)
        on = session.shift.business_date
        if member.check_in_on is not None and member.check_in_on >= on:
            raise Refusal("checked_in_already", on=member.check_in_on, streak=member.check_in_streak)
        given = EventInput(id=event_id or desk.ids.new_id(), type="check_in")
        return book_accrual(desk, books, session, member, given, cause_key=f"check_in:{member_id}:{on}")


def record_activity(
    desk: Desk,
    session: Session,
    member_id: str,
    code: str,
    *,
    amount_minor: int = 0,
    qty: int = 1,
    reference: str = "",
    event_id: str | None = None,
) -> Raised:
    """Books an activity of the member: a review, a share, a survey, an event, a course, a booking, training, a task.

    `amount_minor` and `qty` where the rules ask for them (hours of training). `reference` names what it was about (an order, a course) and
    can be booked once. What caps leave nothing of is booked all the same, with the reason on the slip: the act has happened (EARN-31). A
    second call with the id of a booked event answers with it.

    Refusals: no_such_member, member_closed, no_such_activity (no rule answers to it), qty_range, amount_range, text_too_long,
    activity_booked_already (on), shift_closed.
    """
    if not 1 <= qty <= QTY_MAX:
        raise Refusal("qty_range", max=QTY_MAX)
    if not 0 <= amount_minor <= MAX_MINOR:
        raise Refusal("amount_range")
    reference = reference.strip()
    if len(reference) > REFERENCE_MAX or not reference.isprintable():
        raise Refusal("text_too_long", limit=REFERENCE_MAX)
    with desk.store.write() as books:
        known = books.event(event_id) if event_id is not None else None
        if known is not None:
            return told_again(desk, books, known)
        on_open_shift(books, session)
        member = present(books, member_id)
        programme = desk.programmes.in_force(books, session.shift.business_date)
        if not any(rule.active and rule.trigger == "activity" and rule.activity == code for rule in programme.rules):
            raise Refusal("no_such_activity", activity=code[:40])
        cause_key = f"activity:{code}:{member_id}:{reference}" if reference else None
        booked = books.event_by_cause(types.ACCRUAL, cause_key) if cause_key is not None else None
        if booked is not None:
            raise Refusal("activity_booked_already", on=booked.header.business_date)
        given = EventInput(id=event_id or desk.ids.new_id(), type="activity", activity=code, amount_minor=amount_minor, qty=qty)
        return book_accrual(desk, books, session, member, given, cause_key=cause_key)


def complete_profile(
    desk: Desk,
    session: Session,
    member_id: str,
    *,
    name: str | None = None,
    honorific: Honorific | None = None,
    phone: str | None = None,
    birthday: tuple[int, int] | None = None,
) -> Raised | None:
    """Writes down what a member has told about itself (None: as it was). The first time that all the shop asks for is known (the setting
    `member.profile`), the profile is complete, and what that earns is booked; otherwise None.

    Refusals: no_such_member, member_closed, name_empty, text_too_long, phone_not_mobile, phone_taken (member_id), birthday_impossible,
    shift_closed.
    """
    with desk.store.write() as books:
        on_open_shift(books, session)
        known = present(books, member_id)
        member = replace(
            known,
            name=known.name if name is None else clean_name(name),
            honorific=known.honorific if honorific is None else honorific,
            phone=known.phone if phone is None else normal_phone(phone),
        )
        if birthday is not None:
            check_birthday(*birthday)
            member = replace(member, birthday_month=birthday[0], birthday_day=birthday[1])
        if member.phone != known.phone:
            phone_free(books, member.phone, member_id)
        keys = member.keys(desk.pinyin())
        books.put_member(member, {"pinyin": keys.pinyin, "initials": keys.initials})
        return raise_profile(desk, books, session, member)


def raise_profile(desk: Desk, books: Writer, session: Session, member: Member, event_id: str | None = None) -> Raised | None:
    """Books the complete profile of a member within a commit that is already open: once for each set of fields that the shop asks for."""
    wanted = str(desk.setting(books, "member.profile"))
    known = {"birthday": member.birthday_month is not None, "phone": bool(member.phone), "title": member.honorific != "none"}
    cause_key = f"profile_completed:{member.id}:{wanted}"
    if not all(known[field] for field in wanted.split("+")) or books.event_by_cause(types.ACCRUAL, cause_key) is not None:
        return None
    given = EventInput(id=event_id or desk.ids.new_id(), type="profile_completed")
    return book_accrual(desk, books, session, member, given, cause_key=cause_key, parts={"profile": wanted})


def raise_birthday(desk: Desk, books: Writer, session: Session, member: Member, as_of: Session | None = None) -> Raised | None:
    """Books what a member's birthday gives, within a commit of the daily run: once a year, and only where something is given. Nothing is
    printed: nobody is there. `as_of`: the session as it would have been on the birthday itself, where the till was off that day.
    """
    given = EventInput(id=desk.ids.new_id(), type="birthday")
    evaluation = birthday_now(desk, books, as_of or session, member, given)
    if evaluation is None:
        return None
    cause_key = birthday_key(member.id, evaluation.context.business_date)
    return book_accrual(
        desk, books, session, member, given, cause_key=cause_key, evaluation=evaluation, on_paper=False, as_of=as_of
    )


def birthday_now(desk: Desk, reader: Reader, session: Session, member: Member, given: EventInput) -> Evaluation | None:
    """What a birthday on the session's date gives; None for nothing, and where it was raised already."""
    raised_already = reader.event_by_cause(types.ACCRUAL, birthday_key(member.id, session.shift.business_date)) is not None
    if member.status == "closed" or raised_already or not birthday_agreed(reader, member.id):
        return None
    evaluation = evaluated_now(desk, reader, session, member, given)
    return evaluation if evaluation.result.accruals or evaluation.result.vouchers else None


def birthday_key(member_id: str, on: str) -> str:
    """The cause of a birthday: once a year."""
    return f"birthday:{member_id}:{on[:4]}"


def raise_top_up(desk: Desk, books: Writer, session: Session, member: Member, amount_minor: int, cause_key: str | None = None) -> Raised:
    """Books what topping up money gives in points (EARN-33), within the commit of the top-up. `cause_key`: the top-up's own id.

    Refusals: amount_range, member_closed.
    """
    if not 0 < amount_minor <= MAX_MINOR:
        raise Refusal("amount_range")
    if member.status == "closed":
        raise Refusal("member_closed")
    given = EventInput(id=desk.ids.new_id(), type="top_up", amount_minor=amount_minor)
    return book_accrual(desk, books, session, member, given, cause_key=None if cause_key is None else f"top_up:{cause_key}")


def book_accrual(
    desk: Desk,
    books: Writer,
    session: Session,
    member: Member,
    given: EventInput,
    *,
    cause_key: str | None = None,
    parts: Mapping[str, object] | None = None,
    evaluation: Evaluation | None = None,
    on_paper: bool = True,
    as_of: Session | None = None,
) -> Raised:
    """Books an act that earns, within a commit that is already open, and what it leads to by itself. `given.id` is the event's;
    `evaluation` where it was made already. `as_of`: the session of an earlier date that the act belongs to; it counts on that date.
    """
    told = as_of or session
    on = told.shift.business_date
    found = evaluation or evaluated_now(desk, books, told, member, given)
    balance = books.balance(member.id, on)
    earned = earnings(desk, books, told, found)
    body = {"event": event_part(given), **earned_body(desk, books, found, earned, balance), **(parts or {})}
    if on != session.shift.business_date:
        body["on"] = on
    event = book(
        desk, books, session, types.ACCRUAL, body, event_id=given.id, member_id=member.id, cause_key=cause_key, booking=earned.booking
    )
    if found.programme.automatic_reward is not None:
        redeem_after(desk, books, session, event, as_of)
    return raised(desk, books, event, found, on_paper=on_paper)


def raised(desk: Desk, books: Writer, event: Event, evaluation: Evaluation, *, on_paper: bool = True) -> Raised:
    """The booked act with its slip, which is queued for the printer where the shop wants it."""
    evaluated = Evaluated(event=event, body=json.loads(event.payload), evaluation=evaluation)
    slip = slip_of(desk, books, evaluated)
    return Raised(event=event, slip=slip, printed=on_paper and print_slip(desk, books, slip), evaluated=evaluated)


def told_again(desk: Desk, reader: Reader, event: Event) -> Raised:
    """What an act has booked, from its event; nothing is printed. Refusals: not_earned, no_programme."""
    evaluated = evaluate_event(desk, reader, event)
    return Raised(event=event, slip=slip_of(desk, reader, evaluated), printed=False, evaluated=evaluated)


def evaluated_now(desk: Desk, reader: Reader, session: Session, member: Member, given: EventInput) -> Evaluation:
    """What an act would give now by the programme in force. Refusal no_programme."""
    on = session.shift.business_date
    programme = desk.programmes.in_force(reader, on)
    snapshot = member_input(reader, programme, member, reader.balance(member.id, on))
    return evaluate(programme, given, snapshot, context_input(desk, reader, session, programme, member))


def earned_body(desk: Desk, reader: Reader, found: Evaluation, earned: Earnings, balance: Balance) -> dict[str, object]:
    """What an act other than a sale writes down of what it earned: inputs, figures, parts."""
    member, result, on = found.member, found.result, found.context.business_date
    if member is None:
        raise ValueError("only a member earns outside a sale")
    body: dict[str, object] = {
        "programme": result.programme_sha256,
        "member": member.without_birthday(on, found.programme.leap_birthday).to_document(),
        "context": found.context.to_document(),
        "earned": result.points,
        "before": max(0, balance.available),
        "after": max(0, max(0, balance.available) + earned.usable(on)),
        "owed": max(0, balance.debt + earned.owed(member.id)),
        "pending": balance.pending + earned.pending(on),
        **earned.parts,
    }
    expiry = _next_expiry(reader, member.id, on, earned)
    if expiry is not None:
        body["next_expiry"] = expiry
    points = qualifying(result)
    if points:
        body["counts"] = {"points_qualifying": points}
    tier = tier_part(result, "earned")
    if tier is not None and "reason" in tier:
        body["tier"] = tier
    return body


def event_part(given: EventInput) -> dict[str, object]:
    """The act itself as it stands in the body; its id is the event's."""
    return {name: value for name, value in given.to_document().items() if name != "id"}


def present(reader: Reader, member_id: str) -> Member:
    """A member that can earn. Refusals: no_such_member, member_closed."""
    member = reader.member(member_id)
    if member is None:
        raise Refusal("no_such_member")
    if member.status == "closed":
        raise Refusal("member_closed")
    return member


def phone_free(reader: Reader, phone: str, member_id: str | None = None) -> None:
    """Refusal phone_taken, with the id of the member who has the phone already."""
    for other in reader.members_by_phone(phone, PHONES_LOOKED_AT):
        if other.id != member_id:
            raise Refusal("phone_taken", member_id=other.id)


def _next_expiry(reader: Reader, member_id: str, on: str, earned: Earnings) -> list[object] | None:
    """The soonest last good day after the act and the points that lapse then, its own included."""
    days = {expiring.last_day: expiring.points for expiring in reader.expiring(member_id, on, 1)}
    for day, points in earned.lapsing().items():
        days[day] = days.get(day, 0) + points
    soonest = min((day for day, points in days.items() if points > 0 and day < NEVER), default=None)
    return None if soonest is None else [soonest, days[soonest]]

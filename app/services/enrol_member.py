"""Enrolling a member at the till: the person, the card, who recommended, what was agreed to, what the enrolment earns. One event, one
commit; the open basket is taken along, so that this very sale is the new member's.

What a sheet needs:

* `enrolment_offer(desk, session)` when it opens: the texts to agree to, with the rules in plain words, and what joining gives now.
* `known_by_phone`, `known_by_card`, `find_referrer` while it is filled in: duplicates and the referrer are found before Enter.
* `enrol_member(desk, session, Enrolment(...), use_now=True)` on Enter; the answer holds the state of the counter with the new member
  attached, and the slip.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from app.domain.canonical import canonical_bytes
from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.journal.event import Event
from app.domain.ledger.lots import Balance
from app.domain.members.card import is_card_number
from app.domain.members.consents import PURPOSES, REQUIRED, ConsentText, Purpose, consent_text
from app.domain.members.member import Member, new_member
from app.domain.members.names import Honorific
from app.domain.members.phone import normal_phone
from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.inputs import EventInput, MemberInput
from app.domain.programme.joining import joining_terms
from app.domain.programme.phrases import Lang
from app.domain.programme.sentences import rule_sentence
from app.domain.till.approval import Approval, Asked
from app.domain.till.rights import Act
from app.services.approve import approved, needs_approval
from app.services.counter import CounterState, keep_basket, look, open_basket
from app.services.desk import Desk, Session, book, on_open_shift
from app.services.earnings import earnings
from app.services.edit_basket import unheld
from app.services.evaluation import Evaluation, evaluate
from app.services.ports.store import Reader, Writer
from app.services.raise_event import Raised, earned_body, event_part, phone_free, present, raise_profile, raised, told_again
from app.services.redeem_by_itself import redeem_after
from app.services.snapshot import context_input, tier_input

_MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """What was filled in. `birthday`: (month, day). `consents`: the purposes agreed to.

    `language`: the one in which the texts were shown. `how`: whether the customer agreed on a screen or by word of mouth.
    """

    name: str
    phone: str
    honorific: Honorific = "none"
    birthday: tuple[int, int] | None = None
    referrer_id: str | None = None
    card: str | None = None
    card_type: str | None = None
    card_batch: str | None = None
    groups: tuple[str, ...] = ()
    note: str = ""
    consents: frozenset[Purpose] = field(default_factory=frozenset)
    language: Lang = "zh"
    how: str = "spoken"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentOffer:
    """What the sheet shows before anybody has joined: the texts by purpose, the rules in plain words, what joining gives.

    `approval`: whether this enrolment needs a person with the right, because many were made within minutes (FRAUD-04).
    """

    texts: tuple[ConsentText, ...]
    terms: tuple[str, ...]
    gives: tuple[str, ...]
    approval: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """The new member, what the enrolment booked, the completed profile where that was told at once, and the counter after it."""

    member: Member
    raised: Raised
    profile: Raised | None
    state: CounterState


def enrolment_offer(desk: Desk, session: Session, language: Lang) -> EnrolmentOffer:
    """What the sheet shows when it opens. Refusal no_programme."""
    with desk.store.read() as reader:
        programme = desk.programmes.in_force(reader, session.shift.business_date)
        terms = joining_terms(programme, language)
        giving = (rule for rule in programme.rules if rule.active and rule.trigger == "enrolment" and rule.recipient == "member")
        return EnrolmentOffer(
            texts=tuple(consent_text(purpose, language, terms) for purpose in PURPOSES),
            terms=terms,
            gives=tuple(rule_sentence(rule, programme, language) for rule in giving),
            approval=too_many(desk, reader) and needs_approval(session, Act.ENROL_MANY),
        )


def known_by_phone(desk: Desk, phone: str) -> Member | None:
    """The member who has this phone already; None also for what is no phone yet."""
    try:
        digits = normal_phone(phone)
    except Refusal:
        return None
    with desk.store.read() as reader:
        return next(iter(reader.members_by_phone(digits, 1)), None)


def known_by_card(desk: Desk, number: str) -> Member | None:
    """The member whose card this is already."""
    with desk.store.read() as reader:
        card = reader.card(number)
        return None if card is None else reader.member(card.member_id)


def find_referrer(desk: Desk, text: str, *, phone: str = "", card: str = "") -> Member:
    """The referrer by card, phone or id. `phone`, `card`: those of the person who joins, which are no referrer's.

    Refusals: self_referral, referrer_unknown, referrer_closed.
    """
    given = text.strip()
    digits = _phone_or_none(given)
    if given and (given == card or (digits is not None and digits == _phone_or_none(phone))):
        raise Refusal("self_referral")
    with desk.store.read() as reader:
        member = None
        found = reader.card(given.upper()) if is_card_number(given.upper()) else None
        if found is not None:
            member = reader.member(found.member_id)
        elif digits is not None:
            member = next(iter(reader.members_by_phone(digits, 1)), None)
        elif given:
            member = reader.member(given)
    if member is None:
        raise Refusal("referrer_unknown")
    if member.status == "closed":
        raise Refusal("referrer_closed")
    return member


def enrol_member(
    desk: Desk,
    session: Session,
    enrolment: Enrolment,
    *,
    use_now: bool = True,
    member_id: str | None = None,
    approval: Approval | None = None,
) -> Enrolled:
    """Enrols a member and books what that earns, for the referrer too. `use_now`: the open basket becomes the new member's.

    `member_id`: the id made before the first try; a second call with it answers with the member who was enrolled. `approval`: a second
    person's yes to `enrolment_asked(member_id)`, where many were enrolled within minutes.

    Refusals: name_empty, text_too_long, phone_not_mobile, birthday_impossible, consent_missing, phone_taken and card_taken (member_id:
    whose it is), card_shape, referrer_unknown, referrer_closed, self_referral, needs_approval and the others of `approve.approved`,
    payment_begun, no_programme, shift_closed.
    """
    member_id = member_id or desk.ids.new_id()
    with desk.store.write() as books:
        on_open_shift(books, session)
        booked = _booked(books, member_id)
        if booked is None:
            person = _person(desk, books, session, enrolment, member_id)
            enrolled = _book(desk, books, session, enrolment, person, approval)
        else:
            enrolled = told_again(desk, books, booked)
        member = present(books, member_id)
        profile = raise_profile(desk, books, session, member) if _profile_pays(enrolled.evaluated.programme) else None
        basket = open_basket(desk, books)
        if use_now:
            basket = unheld(desk, books, session, basket, "detached").with_member(member.id, member.tier, enrolment.card)
            if basket.due_minor < 0:
                raise Refusal("payment_begun")
            keep_basket(books, basket)
        return Enrolled(member=member, raised=enrolled, profile=profile, state=look(desk, books, session, basket))


def enrolment_asked(member_id: str) -> Asked:
    """What a second person is asked to say yes to."""
    return Asked(act=Act.ENROL_MANY, parameters={"member": member_id})


def too_many(desk: Desk, reader: Reader) -> bool:
    """Whether as many members were enrolled at this till within minutes as the shop takes for suspicious (FRAUD-04)."""
    since_ms = desk.clock.now_ms() - int(desk.setting(reader, "enrol.burst_minutes")) * _MINUTE_MS
    return sum(reader.enrolled_since(since_ms).values()) >= int(desk.setting(reader, "enrol.burst_limit"))


def keep_text(books: Writer, text: ConsentText) -> str:
    """Keeps the words that were shown and gives their SHA-256."""
    return books.put_document(canonical_bytes(text.to_document()))


def _booked(books: Reader, member_id: str) -> Event | None:
    """The enrolment of a member who is there already."""
    if books.member(member_id) is None:
        return None
    return next((event for event in books.member_events(member_id, 1_000) if event.header.type == types.MEMBER_ENROLLED), None)


def _person(desk: Desk, books: Writer, session: Session, enrolment: Enrolment, member_id: str) -> Member:
    """The member from what was filled in, checked against everybody who is there."""
    if REQUIRED not in enrolment.consents:
        raise Refusal("consent_missing")
    programme = desk.programmes.in_force(books, session.shift.business_date)
    month, day = enrolment.birthday or (None, None)
    member = new_member(
        member_id=member_id,
        name=enrolment.name,
        phone=enrolment.phone,
        honorific=enrolment.honorific,
        birthday_month=month,
        birthday_day=day,
        tier=programme.tiers.levels[0].code if programme.tiers is not None else "",
        joined_on=session.shift.business_date,
        note=enrolment.note,
        nameless=True,
    )
    if member.phone:
        phone_free(books, member.phone)
    if enrolment.card is not None:
        _card_free(books, enrolment.card)
    if enrolment.referrer_id is not None:
        referrer = books.member(enrolment.referrer_id)
        if referrer is None:
            raise Refusal("referrer_unknown")
        if referrer.status == "closed":
            raise Refusal("referrer_closed")
        if referrer.id == member.id:
            raise Refusal("self_referral")
    return member


def _card_free(books: Reader, number: str) -> None:
    if not is_card_number(number):
        raise Refusal("card_shape")
    card = books.card(number)
    if card is not None:
        raise Refusal("card_taken", member_id=card.member_id)
    if books.gift_card(number) is not None:
        raise Refusal("card_shape")


def _book(
    desk: Desk, books: Writer, session: Session, enrolment: Enrolment, person: Member, approval: Approval | None
) -> Raised:
    on, language = session.shift.business_date, enrolment.language
    found = _evaluated(desk, books, session, enrolment, person)
    approver_id = None
    if too_many(desk, books):
        approver_id = approved(desk, books, session, enrolment_asked(person.id), approval, found.event.id)
    earned = earnings(desk, books, session, found)
    terms = joining_terms(found.programme, language)
    agreed = [purpose for purpose in PURPOSES if purpose in enrolment.consents]
    body: dict[str, object] = {
        "event": event_part(found.event),
        **earned_body(desk, books, found, earned, Balance(holder=person.id, unit="POINTS", on=on)),
        "tier": person.tier,
        "joined_on": person.joined_on,
        "status": person.status,
        "consents": [[purpose, keep_text(books, consent_text(purpose, language, terms))] for purpose in agreed],
        "how": enrolment.how,
    }
    tier = found.result.tier
    if tier is not None and tier.after != tier.before:
        body["tier_after"] = {"after": tier.after, "valid_until": tier.valid_until, "reason": "earned", "metric": tier.metric_after}
    if enrolment.referrer_id is not None:
        body["referrer"] = enrolment.referrer_id
    if enrolment.groups:
        body["groups"] = list(enrolment.groups)
    if enrolment.card is not None:
        body["cards"] = [[enrolment.card, enrolment.card_type, enrolment.card_batch]]
    keys = person.keys(desk.pinyin())
    books.put_member(person, {"pinyin": keys.pinyin, "initials": keys.initials})
    event = book(
        desk,
        books,
        session,
        types.MEMBER_ENROLLED,
        body,
        event_id=found.event.id,
        member_id=person.id,
        approver_id=approver_id,
        booking=earned.booking,
    )
    if found.programme.automatic_reward is not None:
        redeem_after(desk, books, session, event)
    return raised(desk, books, event, found)


def _evaluated(desk: Desk, books: Reader, session: Session, enrolment: Enrolment, person: Member) -> Evaluation:
    """The enrolment as the programme sees it: of a member of the lowest tier, with a card and a referrer, who has done nothing yet."""
    on = session.shift.business_date
    programme = desk.programmes.in_force(books, on)
    birthday = None
    if person.birthday_month is not None and person.birthday_day is not None:
        birthday = (person.birthday_month, person.birthday_day)
    member = MemberInput(
        id=person.id,
        tier=tier_input(programme.tiers, person),
        groups=tuple(sorted(enrolment.groups)),
        card_type=enrolment.card_type,
        card_batch=enrolment.card_batch,
        birthday=birthday,
    )
    context = context_input(desk, books, session, programme, Member(id=person.id, name="", referrer_id=enrolment.referrer_id))
    return evaluate(programme, EventInput(id=desk.ids.new_id(), type="enrolment"), member, context)


def _profile_pays(programme: CompiledProgramme) -> bool:
    return any(rule.active and rule.trigger == "profile_completed" for rule in programme.rules)


def _phone_or_none(text: str) -> str | None:
    try:
        return normal_phone(text)
    except Refusal:
        return None

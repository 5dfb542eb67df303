"""Members, their cards and the staff: the projections of the journal joined with the personal tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.domain.members.card import Card
from app.domain.members.member import Member
from app.domain.members.query import MemberQuery, classify_query
from app.services.ports.store import Consent, MemberHit, StaffMember, TierChange
from app.storage.sqlite.core import bindparam, func, literal_column, select, table, text
from app.storage.sqlite.statements import PREFIX_END, Row, Sql, limited, prepare

STAFF_MAX = 500
CARDS_MAX = 50
GROUPS_MAX = 100
CONSENTS_MAX = 50
TAIL_HITS_MAX = 500
"""Members with the same last digits that are looked at to put the latest visitor first (100 share four digits in a million)."""

_member, _person, _card = table("member").c, table("person_member").c, table("card").c
_group, _consent, _change = table("member_group").c, table("consent").c, table("tier_change").c
_staff, _person_staff = table("staff").c, table("person_staff").c


def _or_empty(column: Any) -> Any:
    return func.coalesce(column, literal_column("''"))


_SHOWN = (
    _member.id, _or_empty(_person.name), func.coalesce(_person.honorific, literal_column("'none'")), _or_empty(_person.phone),
    _person.birthday_month, _person.birthday_day, _member.tier, _member.valid_until, _member.status, _member.joined_on,
    _or_empty(_person.note), _member.last_visit, _member.active_on, _member.referrer_id, _member.team_id, _member.check_in_on,
    _member.check_in_streak, _member.tier_base, _member.floor_tier, _member.floor_until, _member.auto_redeem, _member.profile_done,
)  # fmt: skip
_KNOWN = select(*_SHOWN).join_from(table("member"), table("person_member"), _person.id == _member.id, isouter=True)
_FOUND = select(*_SHOWN).join_from(table("person_member"), table("member"), _person.id == _member.id)

_MEMBER = prepare(_KNOWN.where(_member.id == bindparam("id")), "id")
_CARD_SHOWN = (_card.number, _card.member_id, _card.state, _card.type, _card.batch)
_CARD = prepare(select(*_CARD_SHOWN).where(_card.number == bindparam("number")), "number")
_CARDS = limited(select(*_CARD_SHOWN).where(_card.member_id == bindparam("member")).order_by(_card.number), "member")
_GROUPS = limited(select(_group.grp).where(_group.member_id == bindparam("member")).order_by(_group.grp), "member")
_CONSENTS = limited(
    select(_consent.purpose, _consent.state, _consent.since, _consent.text_sha, _consent.event_id)
    .where(_consent.member_id == bindparam("member"))
    .order_by(_consent.purpose),
    "member",
)  # fmt: skip
_TIER_CHANGES = limited(
    select(_change.changed_on, _change.before, _change.after, _change.reason, _change.metric, _change.valid_until, _change.seq)
    .where(_change.member_id == bindparam("member"))
    .order_by(_change.origin.desc(), _change.seq.desc()),
    "member",
)  # fmt: skip
_STAFF = limited(
    select(
        _staff.id, _staff.number, _or_empty(_person_staff.name), _or_empty(_person_staff.name_en), _staff.role,
        _or_empty(_person_staff.pin_hash), _staff.active, func.coalesce(_person_staff.wrong_pins, literal_column("0")),
        func.coalesce(_person_staff.locked_until_ms, literal_column("0")),
    )
    .join_from(table("staff"), table("person_staff"), _person_staff.id == _staff.id, isouter=True)
    .order_by(_staff.number, _staff.id)
)  # fmt: skip


def _starts(column: Any, *filled: Any) -> str:
    found = _FOUND.where(column >= bindparam("low"), column < bindparam("high"), *filled)
    return limited(found.order_by(column, _person.id), "low", "high")


_BY_NAME = _starts(_person.name)
_BY_PHONE = _starts(_person.phone, text("phone <> ''"))
_OF_PHONE = limited(_FOUND.where(_person.phone == bindparam("phone"), text("phone <> ''")).order_by(_person.id), "phone")
_BORN = limited(
    select(*_SHOWN)
    .join_from(table("person_member"), table("member"), _person.id == _member.id)
    .where(
        _person.birthday_month == bindparam("month"),
        _person.birthday_day == bindparam("day"),
        text("birthday_month IS NOT NULL"),
        _person.id > bindparam("after"),
    )
    .order_by(_person.id),
    "month", "day", "after",
)  # fmt: skip
_BY_PHONE_END = _starts(_person.phone_reversed, text("phone_reversed <> ''"))
_BY_PINYIN = _starts(_person.pinyin, text("pinyin <> ''"))
_BY_INITIALS = _starts(_person.initials, text("initials <> ''"))
_CARRIED = (
    select(*_SHOWN)
    .join_from(table("card"), table("member"), _member.id == _card.member_id)
    .join(table("person_member"), _person.id == _member.id, isouter=True)
)
_BY_CARD = limited(_CARRIED.where(_card.number >= bindparam("low"), _card.number < bindparam("high")).order_by(_card.number), "low", "high")
_BY_CARD_END = limited(
    _CARRIED.where(_card.reversed >= bindparam("low"), _card.reversed < bindparam("high")).order_by(_card.reversed), "low", "high"
)


_PAGE = "SELECT id FROM member WHERE id > ?1 AND status <> 'closed' AND (?2 IS NULL OR tier = ?2) ORDER BY id LIMIT ?3"


class PeopleQueries:
    """Reading people."""

    _sql: Sql

    def staff(self) -> Sequence[StaffMember]:
        """Everybody who works or worked here, by number."""
        return [
            StaffMember(
                id=row[0], number=row[1], name=row[2], name_en=row[3], role=row[4], pin_hash=row[5], active=bool(row[6]),
                wrong_pins=row[7], locked_until_ms=row[8],
            )
            for row in self._sql.all(_STAFF, (STAFF_MAX,))
        ]  # fmt: skip

    def member(self, member_id: str) -> Member | None:
        """A member by id; without a name where the person was erased."""
        row = self._sql.one(_MEMBER, (member_id,))
        return None if row is None else _to_member(row)

    def card(self, number: str) -> Card | None:
        """A card by its number."""
        row = self._sql.one(_CARD, (number,))
        return None if row is None else Card(*row)

    def cards(self, member_id: str) -> Sequence[Card]:
        """A member's cards by number."""
        return [Card(*row) for row in self._sql.all(_CARDS, (member_id, CARDS_MAX))]

    def groups(self, member_id: str) -> Sequence[str]:
        """The groups a member is in, by name."""
        return [group for (group,) in self._sql.all(_GROUPS, (member_id, GROUPS_MAX))]

    def members_by_phone(self, phone: str, limit: int) -> Sequence[Member]:
        """Members with exactly this phone."""
        return [_to_member(row) for row in self._sql.all(_OF_PHONE, (phone, limit))]

    def members_page(self, after: str, limit: int, tier: str | None = None) -> Sequence[str]:
        """Ids of members who are not closed, by id, after that id; only those of a tier where one is named."""
        return [row[0] for row in self._sql.all(_PAGE, (after, tier, limit))]

    def born_on(self, month: int, day: int, limit: int, after: str = "") -> Sequence[Member]:
        """Members born on that day of the year, by id, after that id."""
        return [_to_member(row) for row in self._sql.all(_BORN, (month, day, after, limit))]

    def consents(self, member_id: str) -> Sequence[Consent]:
        """What a member agreed to or withdrew, by purpose."""
        return [Consent(*row) for row in self._sql.all(_CONSENTS, (member_id, CONSENTS_MAX))]

    def tier_changes(self, member_id: str, limit: int) -> Sequence[TierChange]:
        """Changes and renewals of the tier, newest first."""
        return [TierChange(*row) for row in self._sql.all(_TIER_CHANGES, (member_id, limit))]

    def find_members(self, text: str, limit: int) -> Sequence[MemberHit]:
        """What a search term finds (domain.members.query): at most `limit`; for tails the latest visitors first."""
        query = classify_query(text)
        found: dict[str, MemberHit] = {}
        for statement, start in _searches(query):
            most = TAIL_HITS_MAX if query.kind == "tail" else limit
            for row in self._sql.all(statement, (start, start + PREFIX_END, most)):
                found.setdefault(row[0], MemberHit(member=_to_member(row), last_visit=row[11]))
            if query.kind != "tail" and len(found) >= limit:
                break
        hits = list(found.values())
        if query.kind == "tail":
            hits.sort(key=lambda hit: hit.last_visit or "", reverse=True)
        return hits[:limit]


def _searches(query: MemberQuery) -> tuple[tuple[str, str], ...]:
    typed = query.text
    return {
        "tail": ((_BY_PHONE_END, typed[::-1]), (_BY_CARD_END, typed[::-1])),
        "phone": ((_BY_PHONE, typed), (_BY_PHONE_END, typed[::-1]), (_BY_CARD_END, typed[::-1])),
        "card": ((_BY_CARD, typed),),
        "letters": ((_BY_INITIALS, typed), (_BY_PINYIN, typed)),
        "hanzi": ((_BY_NAME, typed),),
        "nothing": (),
    }[query.kind]


def _to_member(row: Row) -> Member:
    return Member(
        id=row[0], name=row[1], honorific=row[2], phone=row[3], birthday_month=row[4], birthday_day=row[5], tier=row[6],
        tier_valid_until=row[7], status=row[8], joined_on=row[9], note=row[10], last_visit=row[11], active_on=row[12], referrer_id=row[13],
        team_id=row[14], check_in_on=row[15], check_in_streak=row[16], tier_base=row[17], floor_tier=row[18], floor_until=row[19],
        auto_redeem=bool(row[20]), profile_done=bool(row[21]),
    )  # fmt: skip

"""The member: an enrolled customer. Everything personal is here; elsewhere a member is a random id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.domain.errors import Refusal
from app.domain.members.names import NOTE_MAX, Honorific, clean_name, clean_text, name_on_paper, name_on_screen
from app.domain.members.phone import normal_phone, phone_on_paper, phone_on_screen
from app.domain.members.pinyin import PinyinTable, SearchKeys, search_keys

MemberStatus = Literal["active", "frozen", "closed"]

_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An enrolled customer. `id` is random; `tier` a code of the programme; dates YYYY-MM-DD; `phone` 11 digits or empty.

    `active_on`: last sale, top-up or redemption. `tier_base`: the tier that the last review gave. `floor_tier`: a tier matched, bought or
    given by hand, good to `floor_until`. `team_id`: the holder that the member's team earns for.
    Values are taken as they are; `new_member` cleans and checks what a person typed.
    """

    id: str
    name: str
    honorific: Honorific = "none"
    phone: str = ""
    birthday_month: int | None = None
    birthday_day: int | None = None
    tier: str = ""
    tier_valid_until: str | None = None
    status: MemberStatus = "active"
    joined_on: str = ""
    note: str = ""
    last_visit: str | None = None
    active_on: str | None = None
    referrer_id: str | None = None
    team_id: str | None = None
    check_in_on: str | None = None
    check_in_streak: int = 0
    tier_base: str = ""
    floor_tier: str | None = None
    floor_until: str | None = None
    auto_redeem: bool = True
    profile_done: bool = False

    def on_screen(self, language: str, table: PinyinTable) -> str:
        """Surname and title: 林女士, Ms Lin."""
        return name_on_screen(self.name, self.honorific, language, table)

    def phone_on_screen(self, language: str) -> str:
        """尾号 6027, in English …6027."""
        return phone_on_screen(self.phone, language)

    @property
    def name_on_paper(self) -> str:
        """林**"""
        return name_on_paper(self.name)

    @property
    def phone_on_paper(self) -> str:
        """*******6027"""
        return phone_on_paper(self.phone)

    def keys(self, table: PinyinTable) -> SearchKeys:
        """What search finds the member by, besides name, phone and card."""
        return search_keys(self.name, table)


def new_member(
    *,
    member_id: str,
    name: str,
    phone: str,
    honorific: Honorific = "none",
    birthday_month: int | None = None,
    birthday_day: int | None = None,
    tier: str = "",
    joined_on: str,
    note: str = "",
    nameless: bool = False,
) -> Member:
    """A member from what was typed, cleaned and checked. `nameless`: at the counter the phone is enough, the name may come later.

    Refusals: `name_empty`, `text_too_long`, `phone_not_mobile`, `birthday_impossible`.
    """
    check_birthday(birthday_month, birthday_day)
    return Member(
        id=member_id,
        name=clean_name(name) if name.strip() or not nameless else "",
        honorific=honorific,
        phone=normal_phone(phone),
        birthday_month=birthday_month,
        birthday_day=birthday_day,
        tier=tier,
        joined_on=joined_on,
        note=clean_text(note, NOTE_MAX, "note"),
    )


def check_birthday(month: int | None, day: int | None) -> None:
    """Both or neither, and a day that some year has (29 February is one). Refusal `birthday_impossible`."""
    if month is None and day is None:
        return
    if month is None or day is None or not 1 <= month <= 12 or not 1 <= day <= _DAYS[month - 1]:
        raise Refusal("birthday_impossible")

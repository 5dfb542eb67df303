"""People and catalogue: members and how they are found, cards, staff, products."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from app.domain.catalogue.product import Product
from app.domain.exact import parse_exact
from app.domain.members.card import Card
from app.domain.members.member import Member
from app.domain.members.pinyin import normal_letters
from app.domain.members.query import classify_query
from app.services.ports.store import MemberHit, StaffMember

_LAST = chr(0x10FFFF)
"""Sorts after every character that can follow a prefix."""
_MEMBER = (
    "SELECT m.id, coalesce(p.name, ''), coalesce(p.honorific, 'none'), coalesce(p.phone, ''), p.birthday_month, p.birthday_day, m.tier, "
    "m.valid_until, m.status, m.joined_on, coalesce(p.note, ''), m.last_visit FROM member m LEFT JOIN person_member p ON p.id = m.id "
)
_FIND = {
    "phone": ("phone", "phone_reversed"),
    "tail": ("phone_reversed",),
    "letters": ("initials", "pinyin"),
    "hanzi": ("name",),
}


class PeopleQueries:
    """The people and catalogue part of `Reader`."""

    _c: Connection

    def member(self, member_id: str) -> Member | None:
        """A member with the person behind it."""
        row = self._c.exec_driver_sql(_MEMBER + "WHERE m.id = ?", (member_id,)).first()
        return None if row is None else _member(row)

    def card(self, number: str) -> Card | None:
        """A card by its number."""
        row = self._c.exec_driver_sql("SELECT number, member_id, state FROM card WHERE number = ?", (number,)).first()
        return None if row is None else Card(row[0], row[1], row[2])

    def cards(self, member_id: str) -> Sequence[Card]:
        """All cards of a member."""
        rows = self._c.exec_driver_sql("SELECT number, member_id, state FROM card WHERE member_id = ? ORDER BY number", (member_id,))
        return [Card(row[0], row[1], row[2]) for row in rows]

    def find_members(self, text: str, limit: int) -> Sequence[MemberHit]:
        """Members by what was typed; see `classify_query`."""
        query = classify_query(text)
        ids: dict[str, None] = {}
        if query.kind in ("card", "tail"):
            column, start = ("number", query.text) if query.kind == "card" else ("reversed", query.text[::-1])
            sql = f"SELECT member_id FROM card WHERE {column} >= ? AND {column} < ? LIMIT ?"
            ids.update((row[0], None) for row in self._c.exec_driver_sql(sql, (start, start + _LAST, limit)))
        for column in _FIND.get(query.kind, ()):
            start = query.text[::-1] if column == "phone_reversed" else query.text
            sql = f"SELECT id FROM person_member WHERE {column} >= ? AND {column} < ? ORDER BY {column} LIMIT ?"
            ids.update((row[0], None) for row in self._c.exec_driver_sql(sql, (start, start + _LAST, limit)))
        hits = []
        for member_id in list(ids)[:limit]:
            row = self._c.exec_driver_sql(_MEMBER + "WHERE m.id = ?", (member_id,)).first()
            if row is not None:
                hits.append(MemberHit(member=_member(row), last_visit=row[11]))
        return hits

    def staff(self) -> Sequence[StaffMember]:
        """Everybody on the staff, by number."""
        rows = self._c.exec_driver_sql(
            "SELECT s.id, s.number, coalesce(p.name, ''), coalesce(p.name_en, ''), s.role, coalesce(p.pin_hash, ''), s.active, "
            "coalesce(p.wrong_pins, 0), coalesce(p.locked_until_ms, 0) FROM staff s LEFT JOIN person_staff p ON p.id = s.id ORDER BY s.number"
        )
        return [
            StaffMember(
                id=row[0],
                number=row[1],
                name=row[2],
                name_en=row[3],
                role=row[4],
                pin_hash=row[5],
                active=bool(row[6]),
                wrong_pins=row[7],
                locked_until_ms=row[8],
            )
            for row in rows
        ]

    def product(self, product_id: str) -> Product | None:
        """A product by id, active or not."""
        row = self._c.exec_driver_sql("SELECT document FROM product WHERE id = ?", (product_id,)).first()
        return None if row is None else product_of(row[0])

    def product_by_code(self, code: str) -> Product | None:
        """An active product by barcode, else by SKU."""
        for column in ("barcode", "sku"):
            sql = f"SELECT document FROM product WHERE {column} = ? AND active = 1"
            row = self._c.exec_driver_sql(sql, (code,)).first()
            if row is not None:
                return product_of(row[0])
        return None

    def find_products(self, text: str, limit: int) -> Sequence[Product]:
        """Active products whose name holds the text, whose pinyin or initials begin with it, or whose code does. '' = all, by SKU."""
        typed = text.strip()
        letters = normal_letters(typed)
        rows = self._c.exec_driver_sql(
            "SELECT p.document FROM product p LEFT JOIN work_product_search s ON s.product_id = p.id WHERE p.active = 1 AND "
            "(?1 = '' OR instr(s.name, ?1) > 0 OR (?2 <> '' AND (substr(s.pinyin, 1, length(?2)) = ?2 OR instr(s.initials, ?2) > 0)) "
            "OR substr(p.sku, 1, length(?1)) = ?1 OR substr(p.barcode, 1, length(?1)) = ?1) ORDER BY p.sku LIMIT ?3",
            (typed, letters, limit),
        )
        return [product_of(row[0]) for row in rows]

    def quick_products(self, limit: int) -> Sequence[Product]:
        """Quick items in their order."""
        sql = "SELECT document FROM product WHERE quick_position IS NOT NULL AND active = 1 ORDER BY quick_position LIMIT ?"
        return [product_of(row[0]) for row in self._c.exec_driver_sql(sql, (limit,))]


def product_of(text: str) -> Product:
    """A product from its part of the catalogue snapshot."""
    document: dict[str, Any] = json.loads(text)
    document["categories"] = tuple(document.get("categories", ()))
    document["tax_rate"] = parse_exact(document.get("tax_rate", "0"))
    return Product(**document)


def _member(row: Any) -> Member:
    return Member(
        id=row[0],
        name=row[1],
        honorific=row[2],
        phone=row[3],
        birthday_month=row[4],
        birthday_day=row[5],
        tier=row[6],
        tier_valid_until=row[7],
        status=row[8],
        joined_on=row[9],
        note=row[10],
    )

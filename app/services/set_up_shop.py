"""Setting a shop up: staff, catalogue, programme, settings, members. Each is an event; whoever may do it is decided by role."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.domain.canonical import canonical_bytes
from app.domain.catalogue.product import Product, checked
from app.domain.errors import Refusal
from app.domain.exact import format_exact
from app.domain.journal import types
from app.domain.members.member import Member
from app.domain.members.names import clean_name
from app.domain.members.pinyin import PinyinTable, search_keys, text_keys
from app.domain.till.rights import ROLES
from app.services.desk import Desk, book_office
from app.services.pins import PIN_LENGTHS
from app.services.ports.store import StaffMember, Writer
from app.settings.declared import SettingError, Value, declared

PROGRAMME_BYTES_MAX = 2 * 1024 * 1024


def hire(desk: Desk, books: Writer, person: StaffMember, pin: str, actor_id: str | None = None) -> StaffMember:
    """Adds somebody who may sign in. Refusals: name_empty, text_too_long, pin_shape (4–8 digits), no_such_role, staff_number_taken."""
    person = replace(person, name=clean_name(person.name))
    if len(pin) not in PIN_LENGTHS or not pin.isascii() or not pin.isdigit():
        raise Refusal("pin_shape")
    if person.role not in ROLES:
        raise Refusal("no_such_role")
    staff = list(books.staff())
    if any(other.number == person.number for other in staff):
        raise Refusal("staff_number_taken", number=person.number)
    hired = replace(person, pin_hash=desk.pins.hash(pin))
    rows = [{"id": p.id, "number": p.number, "role": p.role, "active": p.active} for p in (*staff, hired)]
    book_office(desk, books, actor_id, types.STAFF_CHANGED, {"staff": rows})
    books.put_staff(hired)
    return hired


def publish_programme(desk: Desk, books: Writer, content: bytes, valid_from: str, actor_id: str | None = None) -> str:
    """Publishes a programme document from a business date on and returns its SHA-256.

    Refusals: programme_too_large, programme_invalid (path, problem of its first defect, more = how many others).
    """
    from app.domain.programme.operations import (  # brings pydantic, which a starting till does not need
        parse_json,
        programme_errors,
        repeated_key_errors,
    )

    if len(content) > PROGRAMME_BYTES_MAX:
        raise Refusal("programme_too_large", max_bytes=PROGRAMME_BYTES_MAX)
    try:
        document = parse_json(content.decode("utf-8-sig"))
        errors = repeated_key_errors(document) or programme_errors(document)
    except (ValueError, RecursionError):
        raise Refusal("programme_invalid", path="", problem="format", more=None) from None
    if errors:
        raise Refusal("programme_invalid", path=errors[0].path, problem=errors[0].code, more=len(errors) - 1 or None)
    sha = books.put_document(canonical_bytes(document))
    body = {"sha256": sha, "code": document["code"], "version": document["version"], "valid_from": valid_from}
    book_office(desk, books, actor_id, types.PROGRAMME_PUBLISHED, body)
    return sha


def change_setting(desk: Desk, books: Writer, key: str, value: Value, actor_id: str | None = None) -> None:
    """Sets one shop setting. SettingError when it does not fit or belongs to the machine."""
    setting = declared(key)
    if setting.scope != "shop":
        raise SettingError(f"{key} belongs to this machine, not to the shop")
    text = json.dumps(setting.checked(value), ensure_ascii=False)
    if books.setting(key) != text:
        book_office(desk, books, actor_id, types.SETTINGS_CHANGED, {"set": {key: text}})


def replace_catalogue(desk: Desk, books: Writer, products: Sequence[Product], actor_id: str | None = None) -> str:
    """Makes these products the catalogue, one snapshot by content. Returns its SHA-256. Refusal product_invalid."""
    table = desk.pinyin()
    document = {"products": [product_document(checked(product)) for product in products]}
    sha = books.put_document(canonical_bytes(document))
    book_office(desk, books, actor_id, types.CATALOGUE_CHANGED, {"sha256": sha, "products": len(products)})
    books.put_products(products, {product.id: _keys(product.name, table) for product in products})
    return sha


def enrol(
    desk: Desk, books: Writer, member: Member, cards: Sequence[str] = (), actor_id: str | None = None, *, day: str | None = None
) -> None:
    """Enrols a member with its cards: the person in the personal tables, the membership in the journal."""
    body: dict[str, object] = {"tier": member.tier, "joined_on": member.joined_on or day, "status": member.status}
    if member.tier_valid_until is not None:
        body["valid_until"] = member.tier_valid_until
    book_office(desk, books, actor_id, types.MEMBER_ENROLLED, body, member_id=member.id)
    books.put_member(member, _person_keys(member.name, desk.pinyin()))
    for card in cards:
        book_office(desk, books, actor_id, types.CARD_LINKED, {"card": card}, member_id=member.id)


def product_document(product: Product) -> dict[str, object]:
    """A product as it stands in a catalogue snapshot: plain data, empty fields left out."""
    document: dict[str, object] = {
        "id": product.id,
        "sku": product.sku,
        "name": product.name,
        "barcode": product.barcode,
        "name_en": product.name_en,
        "price_minor": product.price_minor,
        "categories": list(product.categories),
        "brand": product.brand,
        "tax_rate": format_exact(product.tax_rate),
        "tier_prices": dict(product.tier_prices),
        "quick_position": product.quick_position,
        "quick_name": product.quick_name,
        "quick_name_en": product.quick_name_en,
        "kind": product.kind,
    }
    kept = {name: value for name, value in document.items() if value not in (None, "", [], {})}
    return kept | ({} if product.earns else {"earns": False}) | ({} if product.active else {"active": False})


def _keys(text: str, table: PinyinTable) -> Mapping[str, str]:
    keys = text_keys(text, table)
    return {"pinyin": keys.pinyin, "initials": keys.initials}


def _person_keys(name: str, table: PinyinTable) -> Mapping[str, str]:
    keys = search_keys(name, table)
    return {"pinyin": keys.pinyin, "initials": keys.initials}

"""Imports from CSV files: dry run with control totals, every bad row named, all or nothing."""

from __future__ import annotations

import csv
import hashlib
import io
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.catalogue.product import Product
from app.domain.catalogue.rows import COLUMNS, RowInvalid, product_from_row
from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.journal.event import EventDraft
from app.domain.ledger.booking import ADJUSTED
from app.domain.ledger.moves import Accrual, accrue
from app.domain.members.card import is_card_number
from app.domain.members.member import Member, new_member
from app.domain.money import yuan
from app.domain.programme.compiled import CompiledProgramme
from app.services.desk import Desk, book_office
from app.services.ports.store import Reader, Writer
from app.services.set_up_shop import enrol, replace_catalogue

FILE_BYTES_MAX = 20 * 1024 * 1024
ROWS_MAX = 200_000
BAD_ROWS_NAMED = 200
MEMBER_COLUMNS = ("name", "phone", "honorific", "birthday", "tier", "card", "points", "joined_on", "note")
"""Columns of a member file; `name` and `phone` are required. `honorific` mr, ms or empty · `birthday` MM-DD · `points` opening balance."""


_SURPLUS = "\0"
_SURPLUS_PROBLEM = "row: more cells than columns"
_PROBLEMS = {
    "name_empty": "name: missing",
    "text_too_long": "{field}: longer than {limit} characters",
    "phone_not_mobile": "phone: not a mobile number",
    "birthday_impossible": "birthday: no such day",
}
"""The refusals of `new_member` as the problem of a row."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be taken: its line in the file and what is wrong, as `field: problem`."""

    line: int
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """Control totals and bad rows, `bad_rows` in all, the first of them named in `bad`. `totals`: name to figure.

    `booked` only when there were no bad rows and it was no dry run.
    """

    kind: str
    rows: int
    totals: Mapping[str, str]
    bad: tuple[BadRow, ...]
    bad_rows: int
    booked: bool


def decode(content: bytes) -> str:
    """The text of a CSV file in UTF-8 (with or without mark) or GBK. Refusals file_too_large, file_encoding.

    A file that says it is UTF-8 by its mark is never read as GBK: one broken byte would turn all its names into others.
    """
    if len(content) > FILE_BYTES_MAX:
        raise Refusal("file_too_large", max_bytes=FILE_BYTES_MAX)
    for encoding in ("utf-8-sig",) if content.startswith(BOM_UTF8) else ("utf-8", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refusal("file_encoding")


def import_products(desk: Desk, content: bytes, *, dry_run: bool, actor_id: str | None = None) -> ImportReport:
    """Adds and replaces products by SKU. Refusals of `decode`, file_rows, file_columns."""
    with desk.store.write() as books:
        known = {product.sku: product for product in _catalogue(books)}
        barcodes = {product.barcode: product.sku for product in known.values() if product.barcode}
        bad: list[BadRow] = []
        read: dict[str, Product] = {}
        total = 0
        for line, row in _rows(decode(content), required=("sku", "name"), allowed=COLUMNS):
            sku = row.get("sku", "").strip()
            if _SURPLUS in row:
                bad.append(BadRow(line, _SURPLUS_PROBLEM))
                continue
            try:
                product = product_from_row(row, known[sku].id if sku in known else desk.ids.new_id())
            except RowInvalid as wrong:
                bad.append(BadRow(line, str(wrong)))
                continue
            if product.sku in read:
                bad.append(BadRow(line, "sku: twice in this file"))
            elif product.barcode and barcodes.get(product.barcode, product.sku) != product.sku:
                bad.append(BadRow(line, f"barcode: already belongs to {barcodes[product.barcode]}"))
            else:
                read[product.sku] = product
                total += product.price_minor or 0
                if product.barcode:
                    barcodes[product.barcode] = product.sku
        if len({*known, *read}) > ROWS_MAX:
            raise Refusal("file_rows", max=ROWS_MAX)
        new = sum(1 for sku in read if sku not in known)
        totals = {"products": str(len(read)), "new": str(new), "changed": str(len(read) - new), "sum of prices": yuan(total)}
        booked = not bad and not dry_run and bool(read)
        if booked:
            _note(desk, books, "products", len(read), content, actor_id)
            replace_catalogue(desk, books, tuple({**known, **read}.values()), actor_id)
        return _report("products", len(read), totals, bad, booked=booked)


def import_members(desk: Desk, content: bytes, *, dry_run: bool, actor_id: str | None = None) -> ImportReport:
    """Enrols members with their cards and opening balances. Refusals of `decode`, file_rows, file_columns, no_programme."""
    with desk.store.write() as books:
        today = desk.office_date(books)
        programme = desk.programmes.in_force(books, today)
        bad: list[BadRow] = []
        read: list[tuple[Member, str, int]] = []
        seen: set[str] = set()
        for line, row in _rows(decode(content), required=("name", "phone"), allowed=MEMBER_COLUMNS):
            try:
                member, card, points = _member(desk, books, programme, row, today)
            except Refusal as wrong:
                bad.append(BadRow(line, _PROBLEMS[wrong.code].format_map(wrong.values)))
                continue
            except ValueError as wrong:
                bad.append(BadRow(line, str(wrong)))
                continue
            again = {value for value in (member.phone, card) if value} & seen
            if again:
                bad.append(BadRow(line, f"{min(again)}: twice in this file"))
                continue
            seen.update(value for value in (member.phone, card) if value)
            read.append((member, card, points))
        totals = {"members": str(len(read)), "cards": str(sum(1 for _, card, _ in read if card)), "points": str(sum(p for *_, p in read))}
        booked = not bad and not dry_run and bool(read)
        if booked:
            _note(desk, books, "members", len(read), content, actor_id)
            for member, card, points in read:
                enrol(desk, books, member, (card,) if card else (), actor_id)
                if points:
                    _opening_balance(desk, books, programme, member, points, today, actor_id)
        return _report("members", len(read), totals, bad, booked=booked)


def _report(kind: str, good: int, totals: Mapping[str, str], bad: Sequence[BadRow], *, booked: bool) -> ImportReport:
    named = tuple(bad[:BAD_ROWS_NAMED])
    return ImportReport(kind=kind, rows=good + len(bad), totals=totals, bad=named, bad_rows=len(bad), booked=booked)


def _rows(text: str, required: Sequence[str], allowed: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Line and cells of every row; cells beyond the last column stand under `_SURPLUS`."""
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True, restkey=_SURPLUS, restval="")
    try:
        columns = [column.strip() for column in reader.fieldnames or ()]
        missing = [column for column in required if column not in columns]
        unknown = [column[:40] for column in columns if column not in allowed]
        if missing or unknown or len(set(columns)) != len(columns):
            raise Refusal("file_columns", missing=", ".join(missing), unknown=", ".join(unknown[:10]))
        reader.fieldnames = columns
        for count, row in enumerate(reader, start=1):
            if count > ROWS_MAX:
                raise Refusal("file_rows", max=ROWS_MAX)
            yield reader.line_num, row
    except csv.Error as wrong:
        raise Refusal("file_format", line=reader.line_num, problem=str(wrong)) from None


def _member(desk: Desk, reader: Reader, programme: CompiledProgramme, row: Mapping[str, str], today: str) -> tuple[Member, str, int]:
    if _SURPLUS in row:
        raise ValueError(_SURPLUS_PROBLEM)
    cell = {column: row.get(column, "").strip() for column in MEMBER_COLUMNS}
    levels = [level.code for level in programme.tiers.levels] if programme.tiers is not None else [""]
    tier = cell["tier"] or levels[0]
    if tier not in levels:
        raise ValueError(f"tier: not one of {', '.join(levels)}")
    if cell["honorific"] not in ("", "none", "mr", "ms"):
        raise ValueError("honorific: not one of mr, ms")
    month, day = _birthday(cell["birthday"])
    if cell["points"] and not (cell["points"].isascii() and cell["points"].isdigit() and len(cell["points"]) <= 12):
        raise ValueError("points: not a whole number")
    card = cell["card"].upper()
    if card and not is_card_number(card):
        raise ValueError("card: wrong check digit")
    if card and reader.card(card) is not None:
        raise ValueError(f"card: {card} belongs to a member already")
    member = new_member(
        member_id=desk.ids.new_id(),
        name=cell["name"],
        phone=cell["phone"],
        honorific=cell["honorific"] or "none",  # type: ignore[arg-type]
        birthday_month=month,
        birthday_day=day,
        tier=tier,
        joined_on=_day(cell["joined_on"]) or today,
        note=cell["note"],
    )
    if member.phone and any(hit.member.phone == member.phone for hit in reader.find_members(member.phone, 1)):
        raise ValueError(f"phone: {member.phone[-4:]} belongs to a member already")
    return member, card, int(cell["points"] or 0)


def _birthday(text: str) -> tuple[int | None, int | None]:
    if not text:
        return None, None
    month, _, day = text.partition("-")
    if not (text.isascii() and month.isdigit() and day.isdigit() and len(text) <= 5):
        raise ValueError("birthday: expected MM-DD")
    return int(month), int(day)


def _day(text: str) -> str:
    if not text:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError("joined_on: expected YYYY-MM-DD") from None


def _opening_balance(
    desk: Desk, books: Writer, programme: CompiledProgramme, member: Member, points: int, today: str, actor_id: str | None
) -> None:
    """The opening balance as one lot, dated today, with the programme's validity; against `adjusted`, for it was not issued here."""
    event_id = desk.ids.new_id()
    lot = Accrual(
        holder=member.id,
        rule="opening_balance",
        points=points,
        to_debt=0,
        earned_on=today,
        available_on=today,
        expires_on=programme.validity.last_day(today),
        inactivity_months=programme.validity.n if programme.validity.kind == "inactivity" else None,
        qualifying=False,
    )
    books.append(
        EventDraft(
            id=event_id,
            type=types.POINTS_ADJUSTED,
            store_id=desk.store_code,
            shift_id=None,
            actor_id=actor_id,
            business_date=today,
            occurred_ms=desk.clock.now_ms(),
            body={"points": points, "reason_code": "opening_balance"},
            member_id=member.id,
            cause_key=f"opening:{member.id}",
            booking=accrue(event_id, [lot], source=ADJUSTED),
        )
    )


def _note(desk: Desk, books: Writer, kind: str, rows: int, content: bytes, actor_id: str | None) -> None:
    body = {"kind": kind, "rows": rows, "sha256": hashlib.sha256(content).hexdigest()}
    book_office(desk, books, actor_id, types.IMPORTED, body)


def _catalogue(reader: Reader) -> Sequence[Product]:
    return reader.find_products("", ROWS_MAX)

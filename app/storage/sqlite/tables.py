"""The tables, in the four classes of architecture.md: journal, projections, documents by content, working and personal tables."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, MetaData, Table, text

from app.storage.sqlite.types import Raw, Whole, Words

_STRICT: dict[str, Any] = {"sqlite_strict": True}
_KEYED: dict[str, Any] = {"sqlite_strict": True, "sqlite_with_rowid": False}


class Base:
    """All tables; every constraint has a name from the first revision on.

    A subclass declares one: SQLAlchemy's own declarative base says the same, but brings its object mapper, which nothing here uses and a
    starting till would wait for.
    """

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        }
    )
    __tablename__: ClassVar[str]
    __table_args__: ClassVar[tuple[Any, ...]]

    def __init_subclass__(cls) -> None:
        columns = {name: value for name, value in vars(cls).items() if isinstance(value, Column)}
        for name, column in columns.items():
            column.name = column.key = name
        *parts, options = cls.__table_args__
        Table(cls.__tablename__, Base.metadata, *columns.values(), *parts, **options)


def _key(kind: type[Words] | type[Whole] = Words) -> Any:
    return Column(kind, primary_key=True)


def _need(kind: type[Words] | type[Whole] | type[Raw] = Words) -> Any:
    return Column(kind, nullable=False)


def _maybe(kind: type[Words] | type[Whole] | type[Raw] = Words) -> Any:
    return Column(kind, nullable=True)


# Class 1: the journal. Triggers refuse UPDATE and DELETE.


class Journal(Base):
    """One event a row, numbered without gaps per origin."""

    __tablename__ = "journal"
    origin: Column[str] = _key()
    seq: Column[int] = _key(Whole)
    id: Column[str] = _need()
    type: Column[str] = _need()
    schema_v: Column[int] = _need(Whole)
    store_id: Column[str] = _need()
    shift_id: Column[str | None] = _maybe()
    actor_id: Column[str | None] = _maybe()
    approver_id: Column[str | None] = _maybe()
    business_date: Column[str] = _need()
    occurred_ms: Column[int] = _need(Whole)
    member_id: Column[str | None] = _maybe()
    reverses_id: Column[str | None] = _maybe()
    cause_key: Column[str | None] = _maybe()
    payload: Column[bytes] = _need(Raw)
    prev_hash: Column[bytes] = _need(Raw)
    hash: Column[bytes] = _need(Raw)
    sig: Column[bytes] = _need(Raw)
    __table_args__ = (
        CheckConstraint("seq >= 1", name="seq"),
        CheckConstraint("length(hash) = 32 AND length(prev_hash) = 32 AND length(sig) = 64", name="lengths"),
        Index("ux_journal_id", "id", unique=True),
        Index("ux_journal_cause", "type", "cause_key", unique=True, sqlite_where=text("cause_key IS NOT NULL")),
        Index("ix_journal_member", "member_id", "seq", sqlite_where=text("member_id IS NOT NULL")),
        Index("ix_journal_reward", "business_date", sqlite_where=text("type = 'reward_issued'")),
        _STRICT,
    )


class PostingRow(Base):
    """One line of an event."""

    __tablename__ = "posting"
    event_id: Column[str] = Column(Words, ForeignKey("journal.id"), primary_key=True)
    n: Column[int] = _key(Whole)
    account: Column[str] = _need()
    holder: Column[str | None] = _maybe()
    unit: Column[str] = _need()
    lot: Column[str | None] = _maybe()
    amount: Column[int] = _need(Whole)
    __table_args__ = (CheckConstraint("amount <> 0", name="amount"), _KEYED)


# Class 2: projections, rebuilt from the journal by replay.


class LotRow(Base):
    """One grant and what is left of it. `event_id`: the event that earned the points; the id names the one that granted the lot, which is
    another one where a return gives lapsed points back or books points of another rule (programme.md §7.3, §7.4).
    """

    __tablename__ = "lot"
    id: Column[str] = _key()
    holder: Column[str] = _need()
    unit: Column[str] = _need()
    event_id: Column[str] = _need()
    rule: Column[str] = _need()
    earned_on: Column[str] = _need()
    available_on: Column[str] = _need()
    expires_on: Column[str | None] = _maybe()
    inactivity_months: Column[int | None] = _maybe(Whole)
    last_day: Column[str] = _need()
    granted: Column[int] = _need(Whole)
    remaining: Column[int] = _need(Whole)
    held: Column[int] = _need(Whole)
    expired: Column[int] = _need(Whole)
    frozen: Column[int] = _need(Whole)
    qualifying: Column[int] = _need(Whole)
    funding: Column[str | None] = _maybe()
    origin: Column[str] = _need()
    seq: Column[int] = _need(Whole)
    n: Column[int] = _need(Whole)
    __table_args__ = (
        CheckConstraint("0 <= held AND held <= remaining AND remaining <= granted AND granted > 0", name="amounts"),
        Index("ix_lot_order", "holder", "unit", "last_day", "earned_on", "origin", "seq", "n", sqlite_where=text("remaining > 0")),
        Index("ix_lot_oldest", "holder", "unit", "earned_on", "origin", "seq", "n", sqlite_where=text("remaining > 0")),
        Index("ix_lot_available", "holder", "unit", "available_on", sqlite_where=text("remaining > 0")),
        Index("ix_lot_last_day", "unit", "last_day", "holder", sqlite_where=text("remaining > 0 AND last_day < '9999-12-31'")),
        Index("ix_lot_pending", "unit", "available_on", "holder", sqlite_where=text("remaining > 0 AND available_on > earned_on")),
        Index("ix_lot_inactivity", "holder", "inactivity_months", sqlite_where=text("inactivity_months IS NOT NULL AND remaining > 0")),
        Index("ix_lot_returned", "event_id", sqlite_where=text("substr(id, 1, length(event_id)) <> event_id")),
        _KEYED,
    )


class HoldRow(Base):
    """Points reserved for a basket."""

    __tablename__ = "hold"
    id: Column[str] = _key()
    holder: Column[str] = _need()
    unit: Column[str] = _need()
    sale_id: Column[str] = _need()
    state: Column[str] = _need()
    reason: Column[str | None] = _maybe()
    __table_args__ = (
        CheckConstraint("state IN ('open', 'captured', 'released')", name="state"),
        Index("ix_hold_open", "id", sqlite_where=text("state = 'open'")),
        _KEYED,
    )


class HoldLot(Base):
    """The lots a hold names."""

    __tablename__ = "hold_lot"
    hold_id: Column[str] = _key()
    n: Column[int] = _key(Whole)
    lot: Column[str] = _need()
    points: Column[int] = _need(Whole)
    __table_args__ = (CheckConstraint("points > 0", name="points"), _KEYED)


class BalanceRow(Base):
    """Totals per holder and unit; pending and lapsed are predicates over lots."""

    __tablename__ = "balance"
    holder: Column[str] = _key()
    unit: Column[str] = _key()
    remaining: Column[int] = _need(Whole)
    held: Column[int] = _need(Whole)
    frozen: Column[int] = _need(Whole)
    debt: Column[int] = _need(Whole)
    __table_args__ = (
        CheckConstraint("0 <= held AND 0 <= frozen AND held + frozen <= remaining AND debt >= 0", name="amounts"),
        Index("ix_balance_debt", "unit", sqlite_where=text("debt > 0")),
        _KEYED,
    )


class Carry(Base):
    """The remainder a rule keeps for an account, exact; no row = 0."""

    __tablename__ = "carry"
    holder: Column[str] = _key()
    rule: Column[str] = _key()
    value: Column[str] = _need()
    __table_args__ = (CheckConstraint("value <> '0'", name="value"), _KEYED)


class CapUseRow(Base):
    """Use of a cap in a period; no row = 0."""

    __tablename__ = "cap_use"
    holder: Column[str] = _key()
    cap: Column[str] = _key()
    period: Column[str] = _key()
    n: Column[int] = _need(Whole)
    __table_args__ = (CheckConstraint("n > 0", name="n"), _KEYED)


class TierHistory(Base):
    """What counted towards the tier, per member and business date of the sale."""

    __tablename__ = "tier_history"
    member_id: Column[str] = _key()
    date: Column[str] = _key()
    spend_minor: Column[int] = _need(Whole)
    visits: Column[int] = _need(Whole)
    points: Column[int] = _need(Whole)
    __table_args__ = (Index("ix_tier_history_date", "date", "member_id"), _KEYED)


class HolderEvent(Base):
    """Events that moved a holder's points without naming it in the header (a daily run), for its history."""

    __tablename__ = "holder_event"
    holder: Column[str] = _key()
    seq: Column[int] = _key(Whole)
    origin: Column[str] = _key()
    __table_args__ = (_KEYED,)


class MemberRow(Base):
    """A membership without the person."""

    __tablename__ = "member"
    id: Column[str] = _key()
    tier: Column[str] = _need()
    valid_until: Column[str | None] = _maybe()
    status: Column[str] = _need()
    joined_on: Column[str] = _need()
    sales_count: Column[int] = _need(Whole)
    last_visit: Column[str | None] = _maybe()
    active_on: Column[str | None] = _maybe()
    referrer_id: Column[str | None] = _maybe()
    team_id: Column[str | None] = _maybe()
    check_in_on: Column[str | None] = _maybe()
    check_in_streak: Column[int] = _need(Whole)
    tier_base: Column[str] = _need()
    floor_tier: Column[str | None] = _maybe()
    floor_until: Column[str | None] = _maybe()
    auto_redeem: Column[int] = _need(Whole)
    profile_done: Column[int] = _need(Whole)
    __table_args__ = (
        CheckConstraint("auto_redeem IN (0, 1) AND profile_done IN (0, 1)", name="flags"),
        CheckConstraint("sales_count >= 0 AND check_in_streak >= 0", name="counts"),
        Index("ix_member_valid_until", "valid_until", "id", sqlite_where=text("valid_until IS NOT NULL")),
        Index("ix_member_floor_until", "floor_until", "id", sqlite_where=text("floor_until IS NOT NULL")),
        Index("ix_member_referrer_id", "referrer_id", sqlite_where=text("referrer_id IS NOT NULL")),
        _KEYED,
    )


class MemberGroup(Base):
    """A group a member is in."""

    __tablename__ = "member_group"
    member_id: Column[str] = _key()
    grp: Column[str] = _key()
    __table_args__ = (Index("ix_member_group_grp", "grp", "member_id"), _KEYED)


class TierChangeRow(Base):
    """Why a member has a tier: every change of it and every review that renewed it."""

    __tablename__ = "tier_change"
    member_id: Column[str] = _key()
    origin: Column[str] = _key()
    seq: Column[int] = _key(Whole)
    changed_on: Column[str] = _need()
    before: Column[str] = _need()
    after: Column[str] = _need()
    reason: Column[str] = _need()
    metric: Column[int | None] = _maybe(Whole)
    valid_until: Column[str | None] = _maybe()
    __table_args__ = (_KEYED,)


class ChallengeUse(Base):
    """Points booked for a challenge of a period, and the event that booked them; no row = none."""

    __tablename__ = "challenge_use"
    holder: Column[str] = _key()
    rule: Column[str] = _key()
    period: Column[str] = _key()
    points: Column[int] = _need(Whole)
    event_id: Column[str] = _need()
    __table_args__ = (CheckConstraint("points > 0", name="points"), _KEYED)


class VoucherRow(Base):
    """A voucher and what became of it. `voucher` is its kind, a code of the programme; `n` its number in the event."""

    __tablename__ = "voucher"
    code: Column[str] = _key()
    holder: Column[str] = _need()
    voucher: Column[str] = _need()
    rule: Column[str] = _need()
    event_id: Column[str] = _need()
    n: Column[int] = _need(Whole)
    state: Column[str] = _need()
    issued_on: Column[str] = _need()
    valid_until: Column[str | None] = _maybe()
    used_event: Column[str | None] = _maybe()
    __table_args__ = (
        CheckConstraint("state IN ('issued', 'used', 'cancelled')", name="state"),
        Index("ix_voucher_holder", "holder", "issued_on"),
        Index("ux_voucher_event", "event_id", "n", unique=True),
        _KEYED,
    )


class GiftCardRow(Base):
    """A card without a name that was sold."""

    __tablename__ = "gift_card"
    number: Column[str] = _key()
    event_id: Column[str] = _need()
    sold_on: Column[str] = _need()
    valid_until: Column[str] = _need()
    __table_args__ = (_KEYED,)


class RewardUse(Base):
    """How often a member took a reward in a period; no row = never."""

    __tablename__ = "reward_use"
    member_id: Column[str] = _key()
    reward: Column[str] = _key()
    period: Column[str] = _key()
    n: Column[int] = _need(Whole)
    __table_args__ = (CheckConstraint("n > 0", name="n"), _KEYED)


class RewardStock(Base):
    """How many of a stocked reward are there."""

    __tablename__ = "reward_stock"
    reward: Column[str] = _key()
    n: Column[int] = _need(Whole)
    __table_args__ = (CheckConstraint("n >= 0", name="n"), _KEYED)


class RewardFactsRow(Base):
    """What the shop knows of a reward beside the programme, as JSON text."""

    __tablename__ = "reward_facts"
    reward: Column[str] = _key()
    facts: Column[str] = _need()
    __table_args__ = (_KEYED,)


class ConsentRow(Base):
    """What a member agreed to, purpose by purpose, and to which words of it."""

    __tablename__ = "consent"
    member_id: Column[str] = _key()
    purpose: Column[str] = _key()
    state: Column[str] = _need()
    since: Column[str] = _need()
    text_sha: Column[str] = _need()
    event_id: Column[str] = _need()
    __table_args__ = (CheckConstraint("state IN ('given', 'withdrawn')", name="state"), _KEYED)


class CardRow(Base):
    """A card and whose it is."""

    __tablename__ = "card"
    number: Column[str] = _key()
    reversed: Column[str] = _need()
    member_id: Column[str] = _need()
    state: Column[str] = _need()
    type: Column[str | None] = _maybe()
    batch: Column[str | None] = _maybe()
    __table_args__ = (Index("ix_card_member", "member_id"), Index("ix_card_reversed", "reversed"), _KEYED)


class StaffRow(Base):
    """Who may sign in, without the person."""

    __tablename__ = "staff"
    id: Column[str] = _key()
    number: Column[str] = _need()
    role: Column[str] = _need()
    active: Column[int] = _need(Whole)
    __table_args__ = (_KEYED,)


class ProductRow(Base):
    """The catalogue in force; `document` is the product's part of the snapshot."""

    __tablename__ = "product"
    id: Column[str] = _key()
    sku: Column[str] = _need()
    barcode: Column[str | None] = _maybe()
    quick_position: Column[int | None] = _maybe(Whole)
    active: Column[int] = _need(Whole)
    document: Column[str] = _need()
    __table_args__ = (
        Index("ux_product_sku", "sku", unique=True),
        Index("ix_product_barcode", "barcode", sqlite_where=text("barcode IS NOT NULL AND active = 1")),
        Index("ix_product_quick", "quick_position", sqlite_where=text("quick_position IS NOT NULL AND active = 1")),
        _KEYED,
    )


class SaleRowTable(Base):
    """A completed sale in a list."""

    __tablename__ = "sale"
    event_id: Column[str] = _key()
    origin: Column[str] = _need()
    seq: Column[int] = _need(Whole)
    number: Column[str] = _need()
    business_date: Column[str] = _need()
    occurred_ms: Column[int] = _need(Whole)
    member_id: Column[str | None] = _maybe()
    actor_id: Column[str] = _need()
    total_minor: Column[int] = _need(Whole)
    earned: Column[int] = _need(Whole)
    redeemed: Column[int] = _need(Whole)
    copies: Column[int] = _need(Whole)
    refunded_minor: Column[int] = _need(Whole)
    __table_args__ = (
        Index("ux_sale_number", "number", unique=True),
        Index("ix_sale_day", "origin", "business_date"),
        Index("ix_sale_member", "member_id", "seq", sqlite_where=text("member_id IS NOT NULL")),
        Index("ix_sale_seq", "origin", "seq"),
        _KEYED,
    )


class Returned(Base):
    """How many pieces of a line of a sale came back in all; no row = none."""

    __tablename__ = "returned"
    sale_event_id: Column[str] = _key()
    line: Column[str] = _key()
    qty: Column[int] = _need(Whole)
    __table_args__ = (CheckConstraint("qty > 0", name="qty"), _KEYED)


class ShiftRow(Base):
    """A shift of this till. Its Z report covers the events after the closing before it (`closed_seq`) up to its own closing; `z_no` numbers
    the reports of a till, none where it was closed without one.
    """

    __tablename__ = "shift"
    id: Column[str] = _key()
    origin: Column[str] = _need()
    business_date: Column[str] = _need()
    opened_ms: Column[int] = _need(Whole)
    opened_by: Column[str] = _need()
    opened_seq: Column[int] = _need(Whole)
    float_minor: Column[int] = _need(Whole)
    closed_ms: Column[int | None] = _maybe(Whole)
    closed_by: Column[str | None] = _maybe()
    closed_seq: Column[int | None] = _maybe(Whole)
    z_no: Column[int | None] = _maybe(Whole)
    __table_args__ = (
        Index("ux_shift_open", "origin", unique=True, sqlite_where=text("closed_ms IS NULL")),
        Index("ix_shift_closed", "origin", "closed_seq", sqlite_where=text("closed_seq IS NOT NULL")),
        Index("ix_shift_day", "business_date", "origin", "opened_seq"),
        _KEYED,
    )


class RightSet(Base):
    """What the shop lets a role do otherwise than the table of rights says: yes, needs_approval, no. No row = as in the table."""

    __tablename__ = "right_set"
    act: Column[str] = _key()
    role: Column[str] = _key()
    answer: Column[str] = _need()
    __table_args__ = (CheckConstraint("answer IN ('yes', 'needs_approval', 'no')", name="answer"), _KEYED)


class SettingRow(Base):
    """A shop setting as JSON text."""

    __tablename__ = "setting"
    key: Column[str] = _key()
    value: Column[str] = _need()
    __table_args__ = (_KEYED,)


class ProgrammeVersion(Base):
    """Published programme versions; the one in force is the latest whose first day has come."""

    __tablename__ = "programme_version"
    event_id: Column[str] = _key()
    sha256: Column[str] = _need()
    code: Column[str] = _need()
    version: Column[int] = _need(Whole)
    valid_from: Column[str] = _need()
    seq: Column[int] = _need(Whole)
    __table_args__ = (_KEYED,)


# Class 3: documents by content.


class DocumentRow(Base):
    """Bytes under their SHA-256."""

    __tablename__ = "document"
    sha256: Column[str] = _key()
    content: Column[bytes] = _need(Raw)
    __table_args__ = (_STRICT,)


# Class 4: working and personal tables; not part of the chain, not compared.


class WorkBasket(Base):
    """The open basket."""

    __tablename__ = "work_basket"
    slot: Column[int] = _key(Whole)
    content: Column[str] = _need()
    __table_args__ = (_STRICT,)


class WorkProviderOrder(Base):
    """What a payment provider is still to do; gone once it is done."""

    __tablename__ = "work_provider_order"
    key: Column[str] = _key()
    charge: Column[str] = _need()
    act: Column[str] = _need()
    kind: Column[str] = _need()
    amount_minor: Column[int] = _need(Whole)
    created_ms: Column[int] = _need(Whole)
    declined: Column[int] = _need(Whole)
    __table_args__ = (
        CheckConstraint("act IN ('cancel', 'refund') AND amount_minor > 0 AND declined IN (0, 1)", name="order"),
        _KEYED,
    )


class WorkPrintJob(Base):
    """A print job and where it stands."""

    __tablename__ = "work_print_job"
    n: Column[int] = _key(Whole)
    id: Column[str] = _need()
    kind: Column[str] = _need()
    title: Column[str] = _need()
    copy_no: Column[int] = _need(Whole)
    event_id: Column[str | None] = _maybe()
    state: Column[str] = _need()
    reason: Column[str | None] = _maybe()
    bytes_accepted: Column[int] = _need(Whole)
    created_ms: Column[int] = _need(Whole)
    changed_ms: Column[int] = _need(Whole)
    payload: Column[bytes] = _need(Raw)
    __table_args__ = (
        Index("ux_work_print_job_id", "id", unique=True),
        Index("ix_work_print_job_open", "state", "n", sqlite_where=text("state NOT IN ('printed', 'cancelled')")),
        _STRICT,
    )


class WorkProductSearch(Base):
    """How a product is found by name."""

    __tablename__ = "work_product_search"
    product_id: Column[str] = _key()
    name: Column[str] = _need()
    pinyin: Column[str] = _need()
    initials: Column[str] = _need()
    __table_args__ = (
        Index("ix_work_product_search_name", "name"),
        Index("ix_work_product_search_pinyin", "pinyin"),
        Index("ix_work_product_search_initials", "initials"),
        _KEYED,
    )


class WorkProgrammeDraft(Base):
    """A programme being written, as JSON text."""

    __tablename__ = "work_programme_draft"
    id: Column[str] = _key()
    name: Column[str] = _need()
    content: Column[str] = _need()
    base_sha: Column[str | None] = _maybe()
    actor_id: Column[str] = _need()
    created_ms: Column[int] = _need(Whole)
    changed_ms: Column[int] = _need(Whole)
    __table_args__ = (_STRICT,)


class PersonMember(Base):
    """The person behind a membership."""

    __tablename__ = "person_member"
    id: Column[str] = _key()
    name: Column[str] = _need()
    honorific: Column[str] = _need()
    phone: Column[str] = _need()
    phone_reversed: Column[str] = _need()
    birthday_month: Column[int | None] = _maybe(Whole)
    birthday_day: Column[int | None] = _maybe(Whole)
    note: Column[str] = _need()
    pinyin: Column[str] = _need()
    initials: Column[str] = _need()
    __table_args__ = (
        Index("ix_person_member_birthday", "birthday_month", "birthday_day", "id", sqlite_where=text("birthday_month IS NOT NULL")),
        Index("ix_person_member_phone", "phone", sqlite_where=text("phone <> ''")),
        Index("ix_person_member_phone_reversed", "phone_reversed", sqlite_where=text("phone_reversed <> ''")),
        Index("ix_person_member_name", "name"),
        Index("ix_person_member_pinyin", "pinyin", sqlite_where=text("pinyin <> ''")),
        Index("ix_person_member_initials", "initials", sqlite_where=text("initials <> ''")),
        _KEYED,
    )


class PersonReason(Base):
    """What somebody wrote beside an event, in words of their own: why points were adjusted, why an account was frozen."""

    __tablename__ = "person_reason"
    event_id: Column[str] = _key()
    text: Column[str] = _need()
    __table_args__ = (_KEYED,)


class PersonStaff(Base):
    """The person behind a staff number, the PIN's hash and the lock-out."""

    __tablename__ = "person_staff"
    id: Column[str] = _key()
    name: Column[str] = _need()
    name_en: Column[str] = _need()
    pin_hash: Column[str] = _need()
    wrong_pins: Column[int] = _need(Whole)
    locked_until_ms: Column[int] = _need(Whole)
    __table_args__ = (_KEYED,)


class PersonBadge(Base):
    """Whose badge it is: only a hash of the code that is scanned is kept. A person has at most one."""

    __tablename__ = "person_badge"
    staff_id: Column[str] = _key()
    code_hash: Column[str] = _need()
    __table_args__ = (Index("ux_person_badge_code", "code_hash", unique=True), _KEYED)


PROJECTIONS = (
    "lot",
    "hold",
    "hold_lot",
    "balance",
    "carry",
    "cap_use",
    "tier_history",
    "holder_event",
    "member",
    "member_group",
    "tier_change",
    "challenge_use",
    "voucher",
    "gift_card",
    "reward_use",
    "reward_stock",
    "reward_facts",
    "consent",
    "card",
    "staff",
    "product",
    "sale",
    "returned",
    "shift",
    "right_set",
    "setting",
    "programme_version",
)
"""Class 2, in the order in which replay compares them."""

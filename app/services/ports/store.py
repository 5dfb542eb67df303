"""The books as services see them: one unit of work for writing, readers for looking. The real one is `app.storage`; contracts are in
tests/contracts.

One act = one event = one commit: a service opens `Store.write()`, reads what it needs, appends one event and leaves. The block commits
when it ends well and rolls back on any exception. Reads inside see the state the commit will be based on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Protocol

from app.domain.catalogue.product import Product
from app.domain.catalogue.reward_facts import RewardFacts
from app.domain.journal.event import Event, EventDraft
from app.domain.ledger.booking import POINTS, Hold
from app.domain.ledger.lots import Balance, Expiring, Lot
from app.domain.members.card import Card
from app.domain.members.member import Member
from app.domain.programme.tiers import HistoryEntry
from app.services.ports.history import History
from app.services.ports.programmes import ProgrammeShelf

if TYPE_CHECKING:
    from app.domain.ledger.past import PastEvent
    from app.domain.ledger.value import GiftCard, Value, ValueTotals
    from app.services.ports.payments import ProviderOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The end of this till's journal. `business_date` and `occurred_ms` are those of the last event; seq 0 = empty."""

    origin: str
    seq: int
    hash: bytes
    business_date: str
    occurred_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """An open or closed shift. Its business date is that of every event in it. `z_no`: the number of its Z report, None without one."""

    id: str
    business_date: str
    opened_ms: int
    opened_by: str
    float_minor: int
    closed_ms: int | None = None
    opened_seq: int = 0
    closed_by: str | None = None
    closed_seq: int | None = None
    z_no: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTotal:
    """Everything outstanding in one unit of the ledger, over all holders: what lots still hold, and what is owed."""

    unit: str
    remaining: int
    debt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    """Somebody who may sign in. `role`: cashier, shift_leader, owner. `pin_hash` is an argon2id string."""

    id: str
    number: str
    name: str
    name_en: str
    role: str
    pin_hash: str
    active: bool = True
    wrong_pins: int = 0
    locked_until_ms: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberHit:
    """One search result: the member, the last visit (business date or None)."""

    member: Member
    last_visit: str | None


@dataclass(frozen=True, slots=True)
class CategoryUse:
    """So many products stand in these categories (with all their ancestors) and are taxed so."""

    categories: tuple[str, ...]
    tax_rate: Fraction
    products: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counters:
    """What an account has used so far, for the engine: carry {rule: exact}, cap_used {cap: int} of the asked periods."""

    carry: Mapping[str, str] = field(default_factory=dict)
    cap_used: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CapUse:
    """One counted use of a cap: `holder` is `member:ID`, `store:S1`, `till:T01`, `cashier:ID` or `all`; `period` '', year, month or day."""

    holder: str
    cap: str
    period: str
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleRow:
    """A completed sale in a list. Money in fen."""

    event_id: str
    seq: int
    number: str
    business_date: str
    occurred_ms: int
    member_id: str | None
    actor_id: str
    total_minor: int
    points_earned: int
    points_redeemed: int
    refunded_minor: int = 0


@dataclass(frozen=True, slots=True)
class ChallengeBooked:
    """Points booked for a challenge rule in a period (2026-03 or 2026), and the event that booked them."""

    rule: str
    period: str
    points: int
    event_id: str


@dataclass(frozen=True, slots=True)
class Voucher:
    """A voucher of a holder. `voucher` is its kind, a code of the programme; `state`: issued, used, cancelled; dates are last good days."""

    code: str
    holder: str
    voucher: str
    rule: str
    event_id: str
    n: int
    state: str
    issued_on: str
    valid_until: str | None
    used_event: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardIssued:
    """One reward over some days: how often, for how many points, money taken with it and handed out for it in fen."""

    reward: str
    times: int
    points: int
    cash_minor: int
    cash_out_minor: int


@dataclass(frozen=True, slots=True)
class Consent:
    """What a member agreed to: `state` given or withdrawn, since which date, and the SHA-256 of the words that were shown."""

    purpose: str
    state: str
    since: str
    text_sha: str
    event_id: str


@dataclass(frozen=True, slots=True)
class TierChange:
    """A change or renewal of a member's tier. `metric` in fen, visits or points, None where it played no part."""

    changed_on: str
    before: str
    after: str
    reason: str
    metric: int | None
    valid_until: str | None
    seq: int


@dataclass(frozen=True, slots=True)
class HeldTier:
    """A member's own tier, its last good day (None = for good), and the tier that the last review gave."""

    member_id: str
    tier: str
    valid_until: str | None
    base: str


@dataclass(frozen=True, slots=True)
class EndedFloor:
    """A tier that stood in place of the member's own, `tier`, and its last good day."""

    member_id: str
    floor: str
    until: str
    tier: str


@dataclass(frozen=True, slots=True)
class Lapsing:
    """A member's points that lapse in a period, the first last good day of them, the business date of the last visit (None = never)."""

    member_id: str
    points: int
    first_day: str
    last_visit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintRequest:
    """A print job to be queued with an event. `kind`: receipt, reprint, drawer, test, slip. `payload` are the ready bytes."""

    id: str
    kind: str
    title: str
    payload: bytes
    event_id: str | None
    created_ms: int


class Reader(Protocol):
    """The read side. Every method is bounded: it takes a limit or answers at most one row."""

    def head(self) -> Head:
        """The end of this till's journal."""
        ...

    def shift(self) -> Shift | None:
        """The open shift of this till."""
        ...

    def shift_by_id(self, shift_id: str) -> Shift | None:
        """A shift, open or closed."""
        ...

    def last_closing(self) -> Shift | None:
        """The shift of this till that was closed last."""
        ...

    def last_z(self) -> Shift | None:
        """The shift of this till that was closed last with a Z report."""
        ...

    def shifts(self, first_day: str, last_day: str, limit: int) -> Sequence[Shift]:
        """Shifts of these business dates, those of all tills in this journal, the newest first."""
        ...

    def events_since(self, seq: int) -> Iterator[Event]:
        """Events of this till's journal from that number on, in order, read lazily."""
        ...

    def unit_totals(self) -> Sequence[UnitTotal]:
        """What is outstanding in each unit, by unit."""
        ...

    def sold_before(self, seq: int) -> tuple[int, int, int]:
        """Of this till's sales before that event: how many, for how much, and how much of it came back to this day."""
        ...

    def unprinted(self, limit: int) -> Sequence[str]:
        """Receipts and slips of which nobody knows that they were printed, by what they are called; the oldest first."""
        ...

    def rights_set(self) -> Sequence[tuple[str, str, str]]:
        """What the shop lets roles do otherwise than the table says: act, role, answer; by act and role."""
        ...

    def badge_owner(self, code_hash: str) -> str | None:
        """Whose badge a scanned code is (staff id), by the code's hash."""
        ...

    def badges(self) -> frozenset[str]:
        """Who has a badge."""
        ...

    def setting(self, key: str) -> str | None:
        """A shop setting as JSON text, None when never set."""
        ...

    def settings(self) -> Mapping[str, str]:
        """All shop settings that were set, key to JSON text."""
        ...

    # catalogue
    def product(self, product_id: str) -> Product | None:
        """By id, also one that is sold no longer."""
        ...

    def product_by_code(self, code: str) -> Product | None:
        """By barcode or, failing that, by SKU. Active products only."""
        ...

    def product_by_any_code(self, code: str) -> Product | None:
        """By barcode or SKU, one sold no longer too; the one on sale where several have it."""
        ...

    def free_sku(self) -> str:
        """A short number that no product has yet: one more than the highest of at most six digits."""
        ...

    def category_uses(self, limit: int) -> Sequence[CategoryUse]:
        """The categories products stand in, with each tax rate they have there, most products first."""
        ...

    def find_products(self, text: str, limit: int) -> Sequence[Product]:
        """By name, pinyin, initials or the start of a code."""
        ...

    def quick_products(self, limit: int) -> Sequence[Product]:
        """Products with a quick position, in that order."""
        ...

    # people
    def staff(self) -> Sequence[StaffMember]:
        """Everybody who works or worked here, by number."""
        ...

    def member(self, member_id: str) -> Member | None:
        """The membership with the person behind it."""
        ...

    def card(self, number: str) -> Card | None:
        """By its whole number, whatever its state."""
        ...

    def cards(self, member_id: str) -> Sequence[Card]:
        """All cards of a member, by number."""
        ...

    def members_by_phone(self, phone: str, limit: int) -> Sequence[Member]:
        """Members with exactly this phone (11 digits)."""
        ...

    def members_page(self, after: str, limit: int, tier: str | None = None) -> Sequence[str]:
        """Ids of members who are not closed, by id, after that id; only those of a tier where one is named."""
        ...

    def born_on(self, month: int, day: int, limit: int, after: str = "") -> Sequence[Member]:
        """Members born on that day of the year, by id, after that id."""
        ...

    def groups(self, member_id: str) -> Sequence[str]:
        """The groups a member is in, by name."""
        ...

    def consents(self, member_id: str) -> Sequence[Consent]:
        """What a member agreed to or withdrew, by purpose."""
        ...

    def tier_changes(self, member_id: str, limit: int) -> Sequence[TierChange]:
        """Changes and renewals of the tier, newest first."""
        ...

    def enrolled_since(self, since_ms: int) -> Mapping[str, int]:
        """How many members each person enrolled at this till since then (staff id to number); imports are not counted."""
        ...

    def find_members(self, text: str, limit: int) -> Sequence[MemberHit]:
        """4–6 digits: end of the phone; 7–11 digits: phone (prefix or whole); letters: pinyin or initials; otherwise name prefix."""
        ...

    # ledger
    def balance(self, holder: str, on: str, unit: str = POINTS) -> Balance:
        """On a business date; all zero for a holder without a movement."""
        ...

    def value(self, holder: str) -> Value:
        """Stored value of an account, nothing for one that has none."""
        ...

    def gift_card(self, number: str) -> GiftCard | None:
        """A card without a name that was sold."""
        ...

    def value_totals(self) -> ValueTotals:
        """What the shop owes on cards."""
        ...

    def usable_lots(self, holder: str, on: str, unit: str = POINTS, *, oldest_first: bool = False) -> Iterator[Lot]:
        """Usable lots in consumption order, read lazily."""
        ...

    def lots(self, holder: str, limit: int, unit: str = POINTS) -> Sequence[Lot]:
        """Lots with something left, in consumption order."""
        ...

    def lots_by_id(self, ids: Sequence[str]) -> Sequence[Lot]:
        """Lots by id, spent ones too; unknown ids are left out."""
        ...

    def lots_of_event(self, event_id: str) -> Sequence[Lot]:
        """The lots whose points an event earned, spent ones too: those it granted, then those that returns of it did (programme.md §7)."""
        ...

    def lapsed_lots(self, on: str, limit: int, unit: str = POINTS) -> Sequence[Lot]:
        """Lots whose last good day is before `on` with free points left, by that day and holder."""
        ...

    def lapsing_lots(self, since: str, on: str, unit: str = POINTS) -> Iterator[Lot]:
        """Lots with since ≤ last good day < on and free points left, by that day and holder, read lazily."""
        ...

    def lapsing_members(self, on: str, until: str, limit: int, after: tuple[str, str] = ("", "")) -> Sequence[Lapsing]:
        """Active members with points whose last good day is from `on` to `until`, by the first such day and member, after those."""
        ...

    def matured_debtors(self, on: str, limit: int, unit: str = POINTS, *, after: str = "") -> Sequence[str]:
        """Holders with a debt and usable points on that day, by id, after that one."""
        ...

    def matured_holders(self, on: str, limit: int, after: str = "", unit: str = POINTS) -> Sequence[str]:
        """Holders of lots that were pending until that day, by id, after that id."""
        ...

    def expiring(self, holder: str, on: str, limit: int, unit: str = POINTS) -> Sequence[Expiring]:
        """Free usable or pending points by last good day, soonest first, never-expiring left out."""
        ...

    def hold(self, hold_id: str) -> Hold | None:
        """A hold in whatever state."""
        ...

    def open_holds(self, limit: int) -> Sequence[Hold]:
        """Holds neither captured nor released."""
        ...

    def counters(self, holder: str, periods: Mapping[str, str]) -> Counters:
        """`periods`: cap code to period key. Carry is read only for `member:` holders."""
        ...

    def challenges(self, holder: str, periods: Sequence[str]) -> Sequence[ChallengeBooked]:
        """Challenges booked for a holder in these periods (2026-03, 2026)."""
        ...

    def rewards_used(self, member_id: str, periods: Mapping[str, str]) -> Mapping[str, int]:
        """How often a member took each reward in its period (reward code to period key); rewards never taken are left out."""
        ...

    def reward_stock(self) -> Mapping[str, int]:
        """How many of each stocked reward are there."""
        ...

    def reward_facts(self, reward: str) -> RewardFacts:
        """What the shop knows of a reward; no facts where nobody has said any."""
        ...

    def all_reward_facts(self, limit: int) -> Sequence[RewardFacts]:
        """What the shop knows of every reward and voucher it said something of, by code."""
        ...

    def rewards_issued(self, first_day: str, last_day: str) -> Sequence[RewardIssued]:
        """What was issued of each reward on these business dates, taken back ones left out, by reward."""
        ...

    def voucher(self, code: str) -> Voucher | None:
        """A voucher by its code."""
        ...

    def vouchers(self, holder: str, limit: int) -> Sequence[Voucher]:
        """Vouchers of a holder, whatever became of them, newest first."""
        ...

    def vouchers_of_event(self, event_id: str) -> Sequence[Voucher]:
        """The vouchers that an event issued, by number."""
        ...

    def sales_count(self, member_id: str) -> int:
        """Completed sales of a member."""
        ...

    def tier_metric(self, member_id: str, metric: str, after: str, until: str) -> int:
        """Sum of spend (fen), visits or points in the tier history with after < date ≤ until."""
        ...

    def tier_metrics(self, member_ids: Sequence[str], metric: str, after: str, until: str) -> Mapping[str, int]:
        """`tier_metric` of many members."""
        ...

    def tier_history(self, member_id: str, after: str, until: str) -> Sequence[HistoryEntry]:
        """What counted for the tier with after < date ≤ until, newest first."""
        ...

    def tiers_due(self, on: str, limit: int, after: tuple[str, str] = ("", "")) -> Sequence[HeldTier]:
        """Tiers whose last good day is before `on`, by that day and member, after those."""
        ...

    def tiers_counted(self, until: str, limit: int, after: tuple[str, str]) -> Sequence[tuple[HeldTier, str]]:
        """Tiers of members for whom something counted, with the day, by day and member, after those, to `until`; a member a day."""
        ...

    def tiers(self, limit: int, after: str = "") -> Sequence[HeldTier]:
        """Everybody's tier, by member, after that one; closed memberships are left out."""
        ...

    def floors_ended(self, on: str, limit: int, after: tuple[str, str] = ("", "")) -> Sequence[EndedFloor]:
        """Tiers in place of the earned one whose last good day is before `on`, by that day and member, after those."""
        ...

    # journal and sales
    def causes(self, type_: str, start: str) -> int:
        """How many events of a type have a cause that begins so."""
        ...

    def events_caused(self, type_: str, start: str, limit: int) -> Sequence[Event]:
        """Events of a type whose cause begins so, by cause."""
        ...

    def latest_caused(self, type_: str, limit: int, before: str = "\U0010ffff") -> Sequence[Event]:
        """Events of a type that have a cause, the greatest first, before that one."""
        ...

    def last_cause(self, type_: str) -> str | None:
        """The greatest cause of a type."""
        ...

    def event(self, event_id: str) -> Event | None:
        """One event of the journal."""
        ...

    def event_by_cause(self, type_: str, cause_key: str) -> Event | None:
        """The one event of this type with this cause."""
        ...

    def events_by_cause(self, type_: str, pattern: str, limit: int) -> Sequence[Event]:
        """Events of a type whose cause looks like this (`*` for anything), newest first."""
        ...

    def member_events(self, member_id: str, limit: int, before_seq: int | None = None) -> Sequence[Event]:
        """Newest first."""
        ...

    def past(self, holder: str, limit: int, *, until_event: str | None = None, until_ms: int | None = None) -> Sequence[PastEvent]:
        """What each event did to a holder, oldest first: all, or those up to an event (whosever it is), or up to the last one that was
        booked at a moment or before."""
        ...

    def sale_by_number(self, number: str) -> SaleRow | None:
        """By the number on the receipt."""
        ...

    def last_sale(self, member_id: str | None = None) -> SaleRow | None:
        """The newest sale of this till, or of a member."""
        ...

    def newest_sales(self, limit: int) -> Iterator[SaleRow]:
        """This till's sales, the newest first, read lazily."""
        ...

    def sales_of_member(self, member_id: str, limit: int) -> Sequence[SaleRow]:
        """A member's sales, the newest first."""
        ...

    def sales_with_item(self, product_id: str, among: int, limit: int) -> Sequence[SaleRow]:
        """Sales that hold a product, the newest first, among so many of this till's newest."""
        ...

    def copies(self, sale_event_id: str) -> int:
        """How many reprints of a receipt were booked."""
        ...

    def document(self, sha256: str) -> bytes | None:
        """A document by content (programme version, catalogue, settings snapshot)."""
        ...

    def programme_sha(self, on: str) -> str | None:
        """The programme version in force on a business date."""
        ...

    def activity_dates(self, member_id: str, since: str, limit: int) -> Sequence[str]:
        """Business dates of the member's sales, top-ups and redemptions from that date on, ascending, each once."""
        ...

    def reason(self, event_id: str) -> str:
        """What was written beside an event in somebody's own words, empty for nothing."""
        ...

    def returned(self, sale_event_id: str) -> Mapping[str, int]:
        """Pieces of each line of a sale that came back so far; lines of which none did are left out."""
        ...

    # working data
    def basket(self) -> Mapping[str, object] | None:
        """The open basket as saved, None when there is none."""
        ...

    def suspended(self) -> Sequence[tuple[int, Mapping[str, Any]]]:
        """Baskets put aside, each with its place from 1 on."""
        ...

    def provider_orders(self, limit: int) -> Sequence[ProviderOrder]:
        """What payment providers are still to do, by key."""
        ...


class Writer(Reader, Protocol):
    """One transaction (BEGIN IMMEDIATE). Everything below is in the same commit."""

    def append(self, draft: EventDraft) -> Event:
        """Numbers, hashes, signs and stores the event with its postings, and applies it to the projections. A known id changes nothing (L5)
        when the payload is the same and raises ValueError when it differs (L6)."""
        ...

    def next_sale_n(self, business_date: str) -> int:
        """1 + the number of sales this till completed on that business date."""
        ...

    def queue_print(self, request: PrintRequest) -> None:
        """A print job of this commit; the spooler sees it afterwards."""
        ...

    def put_provider_order(self, order: ProviderOrder) -> None:
        """Keeps what a payment provider is to do until it has; one with the same key is replaced."""
        ...

    def end_provider_order(self, key: str) -> None:
        """It is done; a key that is not there changes nothing."""
        ...

    def save_basket(self, basket: Mapping[str, object] | None) -> None:
        """Replaces the open basket; None clears it."""
        ...

    def put_suspended(self, slot: int, basket: Mapping[str, object] | None) -> None:
        """Puts a basket aside at a place from 1 on; None empties it."""
        ...

    def put_document(self, content: bytes) -> str:
        """Stores bytes under their SHA-256 (hex) once and returns it."""
        ...

    # personal data, never in the journal
    def put_member(self, member: Member, search: Mapping[str, str]) -> None:
        """Name, phone, birthday, note and the search keys `pinyin`, `initials`."""
        ...

    def put_reason(self, event_id: str, text: str) -> None:
        """Words of somebody's own beside an event; never part of it."""
        ...

    def put_staff(self, staff: StaffMember) -> None:
        """Name and PIN hash of somebody; number, role and activity come from events."""
        ...

    def put_badge(self, staff_id: str, code_hash: str | None) -> None:
        """The hash of somebody's badge code, None takes the badge away. ValueError where it is another person's."""
        ...

    def note_wrong_pin(self, staff_id: str, wrong_pins: int, locked_until_ms: int) -> None:
        """How many wrong PINs in a row, and until when (UTC ms, 0 for not) signing in is closed."""
        ...

    def put_products(self, products: Sequence[Product], search: Mapping[str, Mapping[str, str]]) -> None:
        """Catalogue rows as of the last `catalogue_changed` event; search keys by product id."""
        ...

    def put_product(self, product: Product, search: Mapping[str, str]) -> None:
        """One product as of its `product_changed` event, with its search keys `pinyin`, `initials`."""
        ...


class Store(Protocol):
    """The till's database."""

    def write(self) -> AbstractContextManager[Writer]:
        """One unit of work. Raises Fault: disk_full, database_locked, read_only, database_damaged."""
        ...

    def read(self) -> AbstractContextManager[Reader]:
        """A consistent read-only view; may be used beside the writer from other threads."""
        ...

    def programmes(self) -> ProgrammeShelf:
        """Drafts and published versions of the programme."""
        ...

    def history(self) -> History:
        """The journal in the order of writing."""
        ...

"""A till of its own for storage tests: a data folder with a fixed key, ids that count, and the ledger's acts as the services book them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from app.domain.canonical import canonical_bytes
from app.domain.catalogue.product import Product
from app.domain.journal import types
from app.domain.journal.event import Event, EventDraft
from app.domain.ledger.booking import POINTS, Booking, Hold
from app.domain.ledger.lots import take
from app.domain.ledger.moves import Accrual, accrue, capture, open_hold
from app.domain.members.member import Member
from app.security.signatures import TillKey
from app.security.till_key import create_key, pinned_check
from app.services.ports.store import StaffMember
from app.storage.sqlite.database import FILE_NAME, create_database
from app.storage.sqlite.store import SqliteStore
from app.storage.sqlite.unit_of_work import SqliteWriter
from app.storage.sqlite.verify import VerifyReport, verify

ORIGIN = "T01.1"
SECRET = hashlib.sha256(b"the key of the tests").digest()
DAY = "2026-03-15"
MORNING_MS = 1_773_532_800_000  # 2026-03-15 00:00 UTC


class Till:
    """One data folder. `day` is the business date of what is booked next; ids count up, so that the same acts give the same bytes."""

    def __init__(self, folder: Path, *, key: bytes | None = None) -> None:
        self.folder = folder
        self.path = folder / FILE_NAME
        self.day = DAY
        self.now_ms = MORNING_MS
        self._key = key
        self._ids = 0
        if not self.path.exists():
            folder.mkdir(parents=True, exist_ok=True)
            self.signer: TillKey = create_key(folder, SECRET)
            create_database(self.path, key)
        else:
            self.signer = TillKey(SECRET)
        self.store = self.opened()

    def opened(self) -> SqliteStore:
        """The store of the folder, opened for writing."""
        return SqliteStore(self.folder, ORIGIN, self.signer, check=pinned_check(self.folder), key=self._key)

    def reopen(self) -> None:
        """Closes and opens again."""
        self.store.close()
        self.store = self.opened()

    def verified(self) -> VerifyReport:
        """What `verify` says of the file as it is now."""
        return verify(self.path, pinned_check(self.folder), key=self._key)

    def new_id(self) -> str:
        """The next id."""
        self._ids += 1
        return f"{self._ids:032x}"

    def draft(self, type_: str, body: Mapping[str, object] | None = None, **more: Any) -> EventDraft:
        """A draft with the till's own header fields filled in."""
        self.now_ms += 1_000
        fields: dict[str, Any] = {
            "id": self.new_id(),
            "type": type_,
            "store_id": "S01",
            "shift_id": None,
            "actor_id": "staff-1",
            "business_date": self.day,
            "occurred_ms": self.now_ms,
            "body": body or {},
        }
        return EventDraft(**(fields | more))

    def first_id(self, number: int) -> None:
        """Lets the ids count up from here."""
        self._ids = number

    def append(self, draft: EventDraft) -> Event:
        """Books one event in a commit of its own."""
        with self.store.write() as books:
            return books.append(draft)

    def enrol(
        self, member_id: str, *, name: str = "林婉清", phone: str = "", card: str | None = None, keys: tuple[str, str] = ("", "")
    ) -> None:
        """A member with a card, as services.set_up_shop.enrol books it."""
        with self.store.write() as books:
            self.enrol_in(books, member_id, name=name, phone=phone, card=card, keys=keys)

    def enrol_in(
        self, books: SqliteWriter, member_id: str, *, name: str, phone: str = "", card: str | None = None, keys: tuple[str, str] = ("", "")
    ) -> None:
        """`enrol` within a commit that is open."""
        body = {"tier": "regular", "joined_on": self.day, "status": "active"}
        books.append(self.draft(types.MEMBER_ENROLLED, body, member_id=member_id))
        books.put_member(Member(id=member_id, name=name, phone=phone), {"pinyin": keys[0], "initials": keys[1]})
        if card is not None:
            books.append(self.draft(types.CARD_LINKED, {"card": card}, member_id=member_id))

    def accrual(self, member_id: str, points: int, **more: Any) -> Accrual:
        """An accrual of today without an end."""
        fields: dict[str, Any] = {
            "holder": member_id,
            "rule": "base",
            "points": points,
            "to_debt": 0,
            "earned_on": self.day,
            "available_on": self.day,
            "expires_on": None,
        }
        return Accrual(**(fields | more))

    def grant(self, member_id: str, *accruals: Accrual) -> Event:
        """Credits points outside a sale."""
        draft = self.draft(types.POINTS_ADJUSTED, {"points": sum(a.points for a in accruals), "reason_code": "test"}, member_id=member_id)
        return self.append(with_booking(draft, accrue(draft.id, accruals)))

    def hold(self, member_id: str, points: int, sale_id: str) -> Hold:
        """Puts points on hold for a sale."""
        with self.store.write() as books:
            uses = take(books.usable_lots(member_id, self.day), points, self.day)
            assert uses is not None
            hold = Hold(id=self.new_id(), holder=member_id, unit=POINTS, sale_id=sale_id, uses=uses)
            body = {"sale_id": sale_id, "points": points, "value_minor": points}
            books.append(self.draft(types.HOLD_OPENED, body, member_id=member_id, cause_key=hold.id, booking=open_hold(hold)))
        return hold

    def sale(self, number: str, member_id: str | None = None, *, hold: Hold | None = None, earn: int = 0, lines: int = 6) -> EventDraft:
        """A sale of so many lines: earns `earn` points and captures the hold, where there is a member."""
        body: dict[str, object] = {
            "number": number,
            "lines": [
                {"id": f"L{n}", "product": f"p{n:07d}", "name": f"商品 {n} 500ml", "unit_minor": 350 + n, "qty": n, "categories": ["water"]}
                for n in range(1, lines + 1)
            ],
            "tenders": [["cash", 2100, 5000, 0]],
            "total_minor": 2100,
            "programme": "ab" * 32,
            "context": {"business_date": self.day, "local_time": "10:15", "store": "S01", "till": "T01", "cashier": "1001"},
            "earned": earn,
            "redeemed": 0 if hold is None else hold.points,
        }
        draft = self.draft(types.SALE_COMPLETED, body, member_id=member_id, cause_key=number, shift_id="shift-1")
        if member_id is None:
            return draft
        member_body = body | {
            "member": {"id": member_id, "tier": "regular"},
            "carry": {member_id: {"base": "1/2"}},
            "caps": [[f"member:{member_id}", "daily", self.day, 1], ["all", "budget", "", earn]] if earn else [],
            "counts": {"sales": 1, "spend_minor": 2100, "points_qualifying": earn},
            "tier": None,
        }
        booking = Booking() if hold is None else capture(hold)
        if earn:
            booking = booking + accrue(draft.id, [self.accrual(member_id, earn, expires_on="2027-03-15")])
        return with_booking(with_body(draft, member_body), booking)

    def programme_acts(self, member_id: str, referrer_id: str, sale_id: str) -> None:
        """One of each act that earns or changes something outside a sale, with a row in each of its projections."""
        day = self.day
        enrolled = {
            "tier": "regular",
            "joined_on": day,
            "status": "active",
            "referrer": referrer_id,
            "team": "team-1",
            "groups": ["vip"],
            "cards": [["M202600091", "gold", "B26"]],
            "consents": [["marketing", "cd" * 32], ["profile", "cd" * 32]],
            "counts": {"points_qualifying": 50},
            "caps": [[f"member:{member_id}", "once", "", 1]],
            "tier_after": {"after": "silver", "valid_until": "2027-03-15", "metric": 50},
        }
        draft = self.draft(types.MEMBER_ENROLLED, enrolled, member_id=member_id)
        accruals = [self.accrual(member_id, 50, rule="welcome", funding="marketing"), self.accrual(referrer_id, 80, rule="refer")]
        self.append(with_booking(draft, accrue(draft.id, accruals)))
        with self.store.write() as books:
            books.put_member(Member(id=member_id, name="周新", phone="13900000009"), {"pinyin": "zhouxin", "initials": "zx"})
        acts: tuple[dict[str, object], ...] = (
            {"event": {"type": "check_in"}, "check_in": {"last_date": day, "streak": 3}},
            {"event": {"type": "challenge"}, "challenges": [[member_id, "goal", day[:7], 20]]},
            {"event": {"type": "birthday"}, "vouchers": [[f"V0{k}", member_id, "CAKE", "cake", "2026-06-30"] for k in range(3)]},
            {"event": {"type": "profile_completed"}, "profile": "birthday"},
            {"event": {"type": "top_up", "amount_minor": 10_000}},
        )
        for n, part in enumerate(acts):
            draft = self.draft(types.ACCRUAL, part, member_id=member_id, cause_key=f"{member_id}:{n}")
            booking = accrue(draft.id, [self.accrual(member_id, 20, rule="goal")]) if "challenges" in part else Booking()
            self.append(with_booking(draft, booking))
        month = f"{day[:7]}"
        changes: tuple[tuple[str, dict[str, object]], ...] = (
            (types.REWARDS_STOCKED, {"stock": [["mug", 5]]}),
            (types.REWARD_ISSUED, {"rewards": [[member_id, "mug", month, 1]], "stock": [["mug", -1]], "vouchers_ended": [["V00", "used"]]}),
            (types.VALUE_TOPPED_UP, {"sold": True, "card": "M20260009X", "valid_until": "2029-03-15"}),
            (types.REWARD_DESCRIBED, {"reward": "mug", "facts": {"cost_minor": 500}}),
            (types.GROUP_SET, {"groups": ["staff", "vip"]}),
            (types.REFERRER_SET, {"referrer": referrer_id}),
            (types.TEAM_SET, {"team": "team-2"}),
            (types.AUTO_REDEEM_SET, {"on": False}),
            (types.TIER_FLOOR_SET, {"tier": "gold", "until": "2026-12-31"}),
            (types.CONSENT_WITHDRAWN, {"purpose": "marketing"}),
            (types.TIER_SET, {"tier": "gold", "valid_until": None}),
        )
        for type_, body in changes:
            self.append(self.draft(type_, body, member_id=member_id))
        reviewed = [member_id, "gold", None, "gold", "silver", "2027-03-15", "downgraded", 900]
        self.append(self.draft(types.TIER_REVIEWED, {"on": day, "programme": "ab" * 32, "tiers": [reviewed]}))
        refund = {
            "sale": sale_id,
            "returned": {"L1": 1, "L2": 1},
            "refunded_minor": 700,
            "counts": {"spend_minor": -700, "on": day},
            "vouchers_ended": [["V01", "cancelled"]],
        }
        self.append(self.draft(types.REFUND_COMPLETED, refund, member_id=referrer_id, reverses_id=sale_id))

    def catalogue(self, products: Sequence[Product], keys: Mapping[str, Mapping[str, str]] | None = None) -> str:
        """Makes these the catalogue, as services.set_up_shop.replace_catalogue does."""
        rows = [
            {"id": p.id, "sku": p.sku, "name": p.name}
            | ({"barcode": p.barcode} if p.barcode else {})
            | ({"price_minor": p.price_minor} if p.price_minor is not None else {})
            | ({"quick_position": p.quick_position} if p.quick_position is not None else {})
            | ({} if p.active else {"active": False})
            for p in products
        ]
        with self.store.write() as books:
            sha = books.put_document(canonical_bytes({"products": rows}))
            books.append(self.draft(types.CATALOGUE_CHANGED, {"sha256": sha, "products": len(rows)}))
            empty = {"pinyin": "", "initials": ""}
            books.put_products(products, {p.id: (keys or {}).get(p.id, empty) for p in products})
        return sha

    def staff(self, *people: StaffMember) -> None:
        """Makes these the staff."""
        rows = [{"id": p.id, "number": p.number, "role": p.role, "active": p.active} for p in people]
        with self.store.write() as books:
            books.append(self.draft(types.STAFF_CHANGED, {"staff": rows}))
            for person in people:
                books.put_staff(person)


def with_booking(draft: EventDraft, booking: Booking) -> EventDraft:
    """The draft with another booking."""
    return _changed(draft, booking=booking)


def with_body(draft: EventDraft, body: Mapping[str, object]) -> EventDraft:
    """The draft with another body."""
    return _changed(draft, body=body)


def _changed(draft: EventDraft, **fields: Any) -> EventDraft:
    return EventDraft(**({name: getattr(draft, name) for name in EventDraft.__slots__} | fields))

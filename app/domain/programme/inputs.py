"""What an evaluation starts from: event with basket, member snapshot, context, lots. Frozen values and their documents (programme.md §3).

Dates are ISO text, times `HH:MM`, money fen, points integers. `from_document` takes a document that has passed validation;
`to_document` leaves defaults out, so that the snapshot stored with a sale stays small.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, Literal

from app.domain.exact import format_exact, parse_exact
from app.domain.programme.dates import LeapBirthday, is_birthday

Document = Mapping[str, Any]
EventType = Literal["sale", "enrolment", "profile_completed", "check_in", "birthday", "top_up", "challenge", "activity"]
LineKind = Literal["goods", "reward", "stored_value", "fee"]
Status = Literal["active", "frozen", "closed"]
ZERO = Fraction(0)
_EMPTY: Document = {}


def _kept(document: dict[str, Any], **optional: object) -> dict[str, Any]:
    """`document` with those optional fields that are not None and not empty."""
    document.update({key: value for key, value in optional.items() if value not in (None, {}, [])})
    return document


def _exact_map(source: Document) -> dict[str, Fraction]:
    return {key: parse_exact(value) for key, value in source.items()} if source else {}


def _text_map(source: Mapping[str, Fraction]) -> dict[str, str]:
    return {key: format_exact(value) for key, value in source.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class LineInput:
    """A basket line. `list_minor` is the price of the whole line before discount, tax included; payable = list - discount."""

    id: str
    product: str
    qty: int
    list_minor: int
    discount_minor: int = 0
    categories: tuple[str, ...] = ()
    brand: str | None = None
    tax_rate: Fraction = ZERO
    kind: LineKind = "goods"
    earns: bool = True

    @property
    def payable_minor(self) -> int:
        """What is paid for the line."""
        return self.list_minor - self.discount_minor

    @classmethod
    def from_document(cls, document: Document) -> LineInput:
        """From a validated document."""
        return cls(
            id=document["id"],
            product=document["product"],
            qty=document["qty"],
            list_minor=document["list_minor"],
            discount_minor=document.get("discount_minor", 0),
            categories=tuple(document.get("categories", ())),
            brand=document.get("brand"),
            tax_rate=parse_exact(document.get("tax_rate", "0")),
            kind=document.get("kind", "goods"),
            earns=document.get("earns", True),
        )

    def to_document(self) -> dict[str, Any]:
        """The document, defaults left out."""
        return _kept(
            {"id": self.id, "product": self.product, "qty": self.qty, "list_minor": self.list_minor},
            discount_minor=self.discount_minor or None,
            categories=list(self.categories),
            brand=self.brand,
            tax_rate=format_exact(self.tax_rate) if self.tax_rate else None,
            kind=None if self.kind == "goods" else self.kind,
            earns=None if self.earns else False,
        )


@dataclass(frozen=True, slots=True)
class TenderInput:
    """A means of payment on the sale, net of change."""

    kind: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Totals:
    """Totals of a challenge period, everything booked so far included."""

    spend_minor: int = 0
    visits: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EventInput:
    """What happened. A sale has lines, tenders (none: not paid yet, a preview) and scanned codes; other events amount and quantity."""

    id: str
    type: EventType
    lines: tuple[LineInput, ...] = ()
    tenders: tuple[TenderInput, ...] = ()
    codes: tuple[str, ...] = ()
    activity: str | None = None
    month: Totals = Totals()
    year: Totals = Totals()
    amount_minor: int = 0
    qty: int = 1

    @property
    def payable_minor(self) -> int:
        """Payable of all lines of a sale."""
        return sum(line.payable_minor for line in self.lines)

    @classmethod
    def from_document(cls, document: Document) -> EventInput:
        """From a validated document."""
        basket = document.get("basket", {})
        metrics = document.get("metrics", {})
        return cls(
            id=document["id"],
            type=document["type"],
            lines=tuple(LineInput.from_document(line) for line in basket.get("lines", ())),
            tenders=tuple(TenderInput(tender["kind"], tender["amount_minor"]) for tender in basket.get("tenders", ())),
            codes=tuple(basket.get("codes", ())),
            activity=document.get("activity"),
            month=Totals(**metrics.get("month", {})),
            year=Totals(**metrics.get("year", {})),
            amount_minor=document.get("amount_minor", 0),
            qty=document.get("qty", 1),
        )

    def to_document(self) -> dict[str, Any]:
        """The document, defaults left out."""
        document: dict[str, Any] = {"id": self.id, "type": self.type}
        if self.type == "sale":
            tenders = [{"kind": tender.kind, "amount_minor": tender.amount_minor} for tender in self.tenders]
            lines = [line.to_document() for line in self.lines]
            document["basket"] = _kept({"lines": lines}, tenders=tenders, codes=list(self.codes))
            return document
        if self.type == "challenge":
            document["metrics"] = {
                period: {"spend_minor": totals.spend_minor, "visits": totals.visits}
                for period, totals in (("month", self.month), ("year", self.year))
            }
        qty = None if self.qty == 1 else self.qty
        return _kept(document, activity=self.activity, amount_minor=self.amount_minor or None, qty=qty)


@dataclass(frozen=True, slots=True, kw_only=True)
class TierInput:
    """A member's earned tier, how long it is kept, and a floor (status match, bought or manual tier) with its last good day."""

    code: str
    valid_until: str | None = None
    floor_code: str | None = None
    floor_until: str | None = None

    @classmethod
    def from_document(cls, document: Document) -> TierInput:
        """From a validated document."""
        floor = document.get("floor", _EMPTY)
        return cls(
            code=document["code"],
            valid_until=document.get("valid_until"),
            floor_code=floor.get("code"),
            floor_until=floor.get("until"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberInput:
    """A member as of just before the event. Counters, metric and remainders are those of its business date.

    The birthday is (month, day) or, in stored snapshots, only `birthday_match`: which of `day`, `month` hold on the date.
    """

    id: str
    status: Status = "active"
    tier: TierInput | None = None
    tier_metric: int = 0
    groups: tuple[str, ...] = ()
    card_type: str | None = None
    card_batch: str | None = None
    birthday: tuple[int, int] | None = None
    birthday_match: tuple[str, ...] | None = None
    sales_count: int = 0
    check_in_last: str | None = None
    check_in_streak: int = 0
    carry: Mapping[str, Fraction] = field(default_factory=dict)
    cap_used: Mapping[str, int] = field(default_factory=dict)
    challenge_booked: Mapping[str, int] = field(default_factory=dict)
    debt: int = 0
    available_points: int = 0
    auto_redeem: bool = True
    reward_used: Mapping[str, int] = field(default_factory=dict)

    def without_birthday(self, business_date: str, leap: LeapBirthday) -> MemberInput:
        """The snapshot to store with a sale: the birthday replaced by what holds of it on the date."""
        if self.birthday is None:
            return self
        month, day = self.birthday
        match = ("day",) if is_birthday(business_date, month, day, leap) else ()
        if month == int(business_date[5:7]):
            match = (*match, "month")
        return replace(self, birthday=None, birthday_match=match)

    @classmethod
    def from_document(cls, document: Document) -> MemberInput:
        """From a validated document."""
        get = document.get
        tier, born, match = get("tier"), get("birthday"), get("birthday_match")
        card, check_in = get("card", _EMPTY), get("check_in", _EMPTY)
        return cls(
            id=document["id"],
            status=get("status", "active"),
            tier=None if tier is None else TierInput.from_document(tier),
            tier_metric=get("tier_metric", 0),
            groups=tuple(get("groups", ())),
            card_type=card.get("type"),
            card_batch=card.get("batch"),
            birthday=None if born is None else (born["month"], born["day"]),
            birthday_match=None if match is None else tuple(match),
            sales_count=get("sales_count", 0),
            check_in_last=check_in.get("last_date"),
            check_in_streak=check_in.get("streak", 0),
            carry=_exact_map(get("carry", _EMPTY)),
            cap_used=get("cap_used", _EMPTY),
            challenge_booked=get("challenge_booked", _EMPTY),
            debt=get("debt", 0),
            available_points=get("available_points", 0),
            auto_redeem=get("auto_redeem", True),
            reward_used=get("reward_used", _EMPTY),
        )

    def to_document(self) -> dict[str, Any]:
        """The document, defaults left out."""
        document = _kept(
            {"id": self.id},
            status=None if self.status == "active" else self.status,
            tier=self._tier_document(),
            tier_metric=self.tier_metric or None,
            groups=list(self.groups),
            card=_kept({}, type=self.card_type, batch=self.card_batch),
            sales_count=self.sales_count or None,
            carry=_text_map(self.carry),
            cap_used=dict(self.cap_used),
            challenge_booked=dict(self.challenge_booked),
            debt=self.debt or None,
            available_points=self.available_points or None,
            auto_redeem=None if self.auto_redeem else False,
            reward_used=dict(self.reward_used),
        )
        if self.birthday is not None:
            document["birthday"] = {"month": self.birthday[0], "day": self.birthday[1]}
        if self.birthday_match is not None:
            document["birthday_match"] = list(self.birthday_match)
        if self.check_in_last is not None:
            document["check_in"] = {"last_date": self.check_in_last, "streak": self.check_in_streak}
        return document

    def _tier_document(self) -> dict[str, Any] | None:
        if self.tier is None:
            return None
        floor = {} if self.tier.floor_code is None else {"code": self.tier.floor_code, "until": self.tier.floor_until}
        return _kept({"code": self.tier.code}, valid_until=self.tier.valid_until, floor=floor)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountInput:
    """Another account that rules may credit: the referrer's or the team's."""

    id: str
    status: Status = "active"
    carry: Mapping[str, Fraction] = field(default_factory=dict)
    cap_used: Mapping[str, int] = field(default_factory=dict)
    debt: int = 0

    @classmethod
    def from_document(cls, document: Document) -> AccountInput:
        """From a validated document."""
        return cls(
            id=document["id"],
            status=document.get("status", "active"),
            carry=_exact_map(document.get("carry", {})),
            cap_used=dict(document.get("cap_used", {})),
            debt=document.get("debt", 0),
        )

    def to_document(self) -> dict[str, Any]:
        """The document, defaults left out."""
        return _kept(
            {"id": self.id},
            status=None if self.status == "active" else self.status,
            carry=_text_map(self.carry),
            cap_used=dict(self.cap_used),
            debt=self.debt or None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextInput:
    """When and where. `cap_used` holds the caps whose `who` is not `member`; `stock` the rewards'."""

    business_date: str
    local_time: str
    store: str
    till: str
    cashier: str | None = None
    channel: str = "pos"
    cap_used: Mapping[str, int] = field(default_factory=dict)
    stock: Mapping[str, int] = field(default_factory=dict)
    referrer: AccountInput | None = None
    team: AccountInput | None = None

    @classmethod
    def from_document(cls, document: Document) -> ContextInput:
        """From a validated document."""
        get = document.get
        recipients = get("recipients", _EMPTY)
        referrer, team = recipients.get("referrer"), recipients.get("team")
        return cls(
            business_date=document["business_date"],
            local_time=document["local_time"],
            store=document["store"],
            till=document["till"],
            cashier=get("cashier"),
            channel=get("channel", "pos"),
            cap_used=get("cap_used", _EMPTY),
            stock=get("stock", _EMPTY),
            referrer=None if referrer is None else AccountInput.from_document(referrer),
            team=None if team is None else AccountInput.from_document(team),
        )

    def to_document(self) -> dict[str, Any]:
        """The document, defaults left out."""
        accounts = (("referrer", self.referrer), ("team", self.team))
        return _kept(
            {
                "business_date": self.business_date,
                "local_time": self.local_time,
                "store": self.store,
                "till": self.till,
            },
            cashier=self.cashier,
            channel=None if self.channel == "pos" else self.channel,
            cap_used=dict(self.cap_used),
            stock=dict(self.stock),
            recipients={name: account.to_document() for name, account in accounts if account is not None},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LotInput:
    """One grant of points as it stands. `expired` are points that lapsed unused; 0 <= held <= remaining."""

    id: str
    seq: int
    earned_on: str
    available_on: str
    remaining: int
    event: str | None = None
    rule: str | None = None
    expires_on: str | None = None
    inactivity_months: int | None = None
    held: int = 0
    expired: int = 0
    frozen: bool = False

    @classmethod
    def from_document(cls, document: Document) -> LotInput:
        """From a validated document."""
        return cls(**document)

"""The open basket: lines, member, held points. Pure values; every change gives a new basket. Completed, it becomes a sale for good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from app.domain.catalogue.coupon_terms import CouponTerms
from app.domain.catalogue.product import Product
from app.domain.errors import Refusal
from app.domain.ledger.booking import Hold, Use
from app.domain.money import MAX_MINOR
from app.domain.sales.charge import Charge
from app.domain.sales.tender import TENDERS_MAX, Tender
from app.domain.sales.value_held import ValueHeld

LINES_MAX = 200
CODES_MAX = 20
QTY_MAX = 9_999
"""Most pieces on one line; a larger figure at a till is a barcode in the wrong field."""
PRICE_MAX_MINOR = 10_000_000
"""Highest price that may be keyed in (100,000 yuan); more is a barcode in the price field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line. Money in fen for the whole line but `unit_minor`, the undiscounted price of one piece, tax included.

    `tier_minor` is the price of one piece for the attached member's tier, None where it has none; `coupon_minor`: its share of coupons.
    """

    id: str
    product_id: str
    sku: str
    barcode: str | None
    name: str
    name_en: str
    unit_minor: int
    qty: int
    tier_minor: int | None = None
    tier_prices: Mapping[str, int] = field(default_factory=dict)
    categories: tuple[str, ...] = ()
    brand: str | None = None
    tax_rate: str = "0"
    kind: str = "goods"
    earns: bool = True
    coupon_minor: int = 0

    @property
    def list_minor(self) -> int:
        """Price of the whole line before discount."""
        return self.unit_minor * self.qty

    @property
    def discount_minor(self) -> int:
        """All discounts on the line."""
        return self.coupon_minor + (0 if self.tier_minor is None else (self.unit_minor - self.tier_minor) * self.qty)

    @property
    def payable_minor(self) -> int:
        """What the line costs."""
        return self.list_minor - self.discount_minor


@dataclass(frozen=True, slots=True, kw_only=True)
class Void:
    """A line or pieces taken out before completion; written down with the sale or the abandoned basket."""

    product_id: str
    name: str
    qty: int
    amount_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CouponHeld:
    """A coupon on the basket (domain.sales.coupons): its code, the voucher's kind, its name, its terms when scanned, and what it takes off.
    """

    code: str
    voucher: str
    name: str
    terms: CouponTerms
    off_minor: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Basket:
    """The open basket. It already holds the id of the sale it will become (rule R4). `codes`: activity codes scanned into it. `charge`:
    what a payment provider was asked for and has not answered.
    """

    sale_id: str
    opened_ms: int
    lines: tuple[Line, ...] = ()
    member_id: str | None = None
    card: str | None = None
    tier: str | None = None
    hold: Hold | None = None
    hold_value_minor: int = 0
    tenders: tuple[Tender, ...] = ()
    next_line: int = 1
    voids: tuple[Void, ...] = ()
    codes: tuple[str, ...] = ()
    charge: Charge | None = None
    values: tuple[ValueHeld, ...] = ()
    coupons: tuple[CouponHeld, ...] = ()

    @property
    def empty(self) -> bool:
        """No line, no member and no code."""
        return not self.lines and self.member_id is None and not self.codes and not self.coupons

    @property
    def list_minor(self) -> int:
        """Total before discount."""
        return sum(line.list_minor for line in self.lines)

    @property
    def discount_minor(self) -> int:
        """All discounts."""
        return sum(line.discount_minor for line in self.lines)

    @property
    def payable_minor(self) -> int:
        """Total to pay, points used included."""
        return sum(line.payable_minor for line in self.lines)

    @property
    def due_minor(self) -> int:
        """Still to pay after held points and value and the tenders taken so far."""
        return self.payable_minor - self.hold_value_minor - self.value_minor - sum(tender.amount_minor for tender in self.tenders)

    @property
    def value_minor(self) -> int:
        """What cards with stored value pay."""
        return sum(held.amount_minor for held in self.values)

    @property
    def pieces(self) -> int:
        """Number of pieces."""
        return sum(line.qty for line in self.lines)

    def line(self, line_id: str) -> Line:
        """The line with this id. Refusal `no_such_line` when it was removed meanwhile."""
        for line in self.lines:
            if line.id == line_id:
                return line
        raise Refusal("no_such_line")

    def with_product(self, product: Product, qty: int = 1, price_minor: int | None = None) -> Basket:
        """Adds pieces of a product as `with_line` does.

        `price_minor` is the price asked for an open-price product; nobody sets another one on a priced product. Refusals: price_missing,
        qty_range, amount_range, basket_full.
        """
        return self.with_line(
            Line(
                id="",
                product_id=product.id,
                sku=product.sku,
                barcode=product.barcode,
                name=product.name,
                name_en=product.name_en,
                unit_minor=_checked_price(product, price_minor),
                qty=_checked_qty(qty),
                tier_prices=product.tier_prices,
                categories=product.categories,
                brand=product.brand,
                tax_rate=str(product.tax_rate),
                kind=product.kind,
                earns=product.earns,
            )
        )

    def with_line(self, line: Line) -> Basket:
        """Adds the pieces of a line, also of one that was taken out: onto the line of the same product and price, else as a new line.

        Refusals: qty_range, amount_range, basket_full.
        """
        for old in self.lines:
            if old.product_id == line.product_id and old.unit_minor == line.unit_minor:
                return self.with_quantity(old.id, old.qty + line.qty)
        if len(self.lines) >= LINES_MAX:
            raise Refusal("basket_full", max=LINES_MAX)
        new = _priced(replace(line, id=f"L{self.next_line}"), self.tier)
        return _bounded(replace(self, lines=(*self.lines, new), next_line=self.next_line + 1))

    def with_quantity(self, line_id: str, qty: int) -> Basket:
        """Sets the pieces of a line. Pieces taken away are written down as a void. Refusals: qty_range, amount_range, no_such_line."""
        old = self.line(line_id)
        new = replace(old, qty=_checked_qty(qty))
        voids = self.voids if new.qty >= old.qty else (*self.voids, _void(old, old.qty - new.qty))
        lines = tuple(new if line.id == line_id else line for line in self.lines)
        return _bounded(replace(self, lines=lines, voids=voids))

    def without_line(self, line_id: str) -> Basket:
        """Removes a line and writes the void down."""
        gone = self.line(line_id)
        lines = tuple(line for line in self.lines if line.id != line_id)
        return replace(self, lines=lines, voids=(*self.voids, _void(gone, gone.qty)))

    def with_member(self, member_id: str, tier: str | None, card: str | None = None) -> Basket:
        """Attaches a member: tier prices apply from now on. Tier prices are a line discount, undone on detaching."""
        lines = tuple(_priced(line, tier) for line in self.lines)
        return replace(self, member_id=member_id, tier=tier, card=card, lines=lines)

    def without_member(self) -> Basket:
        """Detaches the member; the basket stays, tier prices go. A hold must have been released before."""
        lines = tuple(_priced(line, None) for line in self.lines)
        return replace(self, member_id=None, tier=None, card=None, hold=None, hold_value_minor=0, lines=lines)

    def with_code(self, code: str) -> Basket:
        """An activity code scanned into the basket; the same one again changes nothing. Refusal `too_many_codes`."""
        if code in self.codes:
            return self
        if len(self.codes) >= CODES_MAX:
            raise Refusal("too_many_codes", max=CODES_MAX)
        return replace(self, codes=(*self.codes, code))

    def without_code(self, code: str) -> Basket:
        """Takes an activity code out again."""
        return replace(self, codes=tuple(kept for kept in self.codes if kept != code))

    def with_hold(self, hold: Hold | None, value_minor: int = 0) -> Basket:
        """Points put on the basket (or taken off again) and what they pay, in fen."""
        return replace(self, hold=hold, hold_value_minor=value_minor)

    def with_tender(self, tender: Tender) -> Basket:
        """A part payment. Refusal `amount_range` for nothing or more than is due, `too_many_tenders`."""
        if not 0 < tender.amount_minor <= self.due_minor or tender.given_minor < tender.amount_minor:
            raise Refusal("amount_range")
        if len(self.tenders) >= TENDERS_MAX:
            raise Refusal("too_many_tenders", max=TENDERS_MAX)
        return replace(self, tenders=(*self.tenders, tender))

    def with_value(self, held: ValueHeld) -> Basket:
        """What a card pays. Refusals amount_range, too_many_tenders."""
        if not 0 < held.amount_minor <= self.due_minor:
            raise Refusal("amount_range")
        if len(self.values) >= TENDERS_MAX:
            raise Refusal("too_many_tenders", max=TENDERS_MAX)
        return replace(self, values=(*self.values, held))

    def without_value(self, index: int) -> Basket:
        """Takes a card off again; its holds must have been released."""
        return replace(self, values=self.values[:index] + self.values[index + 1 :])

    def without_tender(self, index: int) -> Basket:
        """Takes a part payment back before completion."""
        if not 0 <= index < len(self.tenders):
            raise Refusal("no_such_tender")
        return replace(self, tenders=self.tenders[:index] + self.tenders[index + 1 :])

    def with_charge(self, charge: Charge | None) -> Basket:
        """A charge that was asked for, or None: it has been answered. Refusals: charge_open, amount_range, too_many_tenders."""
        if charge is not None:
            if self.charge is not None and self.charge.key != charge.key:
                raise Refusal("charge_open")
            if not 0 < charge.amount_minor <= self.due_minor:
                raise Refusal("amount_range")
            if len(self.tenders) >= TENDERS_MAX:
                raise Refusal("too_many_tenders", max=TENDERS_MAX)
        return replace(self, charge=charge)

    def to_mapping(self) -> dict[str, Any]:
        """Plain data for the work table."""
        hold = self.hold
        return {
            "sale_id": self.sale_id,
            "opened_ms": self.opened_ms,
            "lines": [_line_mapping(line) for line in self.lines],
            "member_id": self.member_id,
            "card": self.card,
            "tier": self.tier,
            "hold": None if hold is None else [hold.id, hold.holder, hold.unit, [[u.lot, u.points] for u in hold.uses]],
            "hold_value_minor": self.hold_value_minor,
            "tenders": [[t.kind, t.amount_minor, t.given_minor, t.points, t.key] for t in self.tenders],
            "next_line": self.next_line,
            "voids": [[v.product_id, v.name, v.qty, v.amount_minor] for v in self.voids],
            "codes": list(self.codes),
            "values": [held.to_mapping() for held in self.values],
            "coupons": [[c.code, c.voucher, c.name, c.terms.to_mapping(), c.off_minor] for c in self.coupons],
            "charge": None if self.charge is None else _charge_mapping(self.charge),
        }

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> Basket:
        """The inverse of `to_mapping`."""
        held = data["hold"]
        hold = None
        if held is not None:
            uses = tuple(Use(*use) for use in held[3])
            hold = Hold(id=held[0], holder=held[1], unit=held[2], sale_id=data["sale_id"], uses=uses)
        return cls(
            sale_id=data["sale_id"],
            opened_ms=data["opened_ms"],
            lines=tuple(Line(**{**line, "categories": tuple(line["categories"])}) for line in data["lines"]),
            member_id=data["member_id"],
            card=data["card"],
            tier=data["tier"],
            hold=hold,
            hold_value_minor=data["hold_value_minor"],
            tenders=tuple(
                Tender(kind=t[0], amount_minor=t[1], given_minor=t[2], points=t[3], key=t[4] if len(t) > 4 else "")
                for t in data["tenders"]
            ),
            next_line=data["next_line"],
            voids=tuple(Void(product_id=v[0], name=v[1], qty=v[2], amount_minor=v[3]) for v in data["voids"]),
            codes=tuple(data.get("codes", ())),
            values=tuple(ValueHeld.from_mapping(held) for held in data.get("values", ())),
            coupons=tuple(
                CouponHeld(code=c[0], voucher=c[1], name=c[2], terms=CouponTerms.from_mapping(c[3]), off_minor=c[4])
                for c in data.get("coupons", ())
            ),
            charge=None if data.get("charge") is None else Charge(**data["charge"]),
        )


def _charge_mapping(charge: Charge) -> dict[str, Any]:
    return {name: getattr(charge, name) for name in charge.__slots__}


def _line_mapping(line: Line) -> dict[str, Any]:
    data = {name: getattr(line, name) for name in line.__slots__}
    return {**data, "categories": list(line.categories), "tier_prices": dict(line.tier_prices)}


def _priced(line: Line, tier: str | None) -> Line:
    price = None if tier is None else line.tier_prices.get(tier)
    return replace(line, tier_minor=price if price is not None and price < line.unit_minor else None)


def _void(line: Line, qty: int) -> Void:
    return Void(product_id=line.product_id, name=line.name, qty=qty, amount_minor=line.payable_minor // line.qty * qty)


def _checked_qty(qty: int) -> int:
    if not 1 <= qty <= QTY_MAX:
        raise Refusal("qty_range", max=QTY_MAX)
    return qty


def _checked_price(product: Product, price_minor: int | None) -> int:
    if product.price_minor is not None:
        if price_minor not in (None, product.price_minor):
            raise Refusal("amount_range")
        return product.price_minor
    if price_minor is None:
        raise Refusal("price_missing", name=product.name)
    if not 0 < price_minor <= PRICE_MAX_MINOR:
        raise Refusal("amount_range")
    return price_minor


def _bounded(basket: Basket) -> Basket:
    if basket.list_minor > MAX_MINOR:
        raise Refusal("amount_range")
    return basket

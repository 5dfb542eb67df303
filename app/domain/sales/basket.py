"""The open basket: lines, member, held points. Pure values; every change gives a new basket. Completed, it becomes a sale for good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from app.domain.catalogue.coupon_terms import CouponTerms
from app.domain.catalogue.product import Product
from app.domain.errors import Refusal
from app.domain.exact import share
from app.domain.ledger.booking import Hold, Use
from app.domain.money import MAX_MINOR
from app.domain.sales.charge import Charge
from app.domain.sales.discount import ROUNDING_STEPS, Discount, basket_cuts, cut_of
from app.domain.sales.tender import CASH, TENDERS_MAX, Tender
from app.domain.sales.value_held import ValueHeld
from app.domain.till.weighed_label import WeighedLabel, part_prices, weighed_price

LINES_MAX = 200
CODES_MAX = 20
QTY_MAX = 9_999
"""Most pieces on one line; a larger figure at a till is a barcode in the wrong field."""
Proof = Literal["name", "card", "code"]
"""What was shown of a member: nothing but a name or a phone, the card, the changing code of the phone."""
BY_NAME: Proof = "name"
BY_CARD: Proof = "card"
BY_CODE: Proof = "code"
PRICE_MAX_MINOR = 10_000_000
"""Highest price that may be keyed in (100,000 yuan); more is a barcode in the price field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line. Money in fen for the whole line but `unit_minor`, the undiscounted price of one piece, tax included.

    `tier_minor` is the price of one piece for the attached member's tier, None where it has none; `coupon_minor`: its share of coupons.
    `was_minor`: the price of a piece before it was set by hand. `cut_minor`: discount given on the line by hand, `share_minor` its share in
    those of the whole basket, `rounded_minor` in what is left off the sum. `weight_g`: grams of a weighed piece.
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
    was_minor: int | None = None
    cut_minor: int = 0
    share_minor: int = 0
    rounded_minor: int = 0
    weight_g: int = 0

    @property
    def list_minor(self) -> int:
        """Price of the whole line before discount."""
        return self.unit_minor * self.qty

    @property
    def tier_saved_minor(self) -> int:
        """What the tier's price saves."""
        return 0 if self.tier_minor is None else (self.unit_minor - self.tier_minor) * self.qty

    @property
    def given_minor(self) -> int:
        """Discounts by hand, those of the whole basket included."""
        return self.cut_minor + self.share_minor + self.rounded_minor

    @property
    def discount_minor(self) -> int:
        """All discounts on the line."""
        return self.tier_saved_minor + self.given_minor + self.coupon_minor

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
    what a payment provider was asked for and has not answered. `credit_minor`: cash of a return that stayed in the drawer for this basket
    (an exchange); `credit_of`: that return.
    """

    sale_id: str
    opened_ms: int
    lines: tuple[Line, ...] = ()
    member_id: str | None = None
    card: str | None = None
    proof: Proof = BY_NAME
    tier: str | None = None
    hold: Hold | None = None
    hold_value_minor: int = 0
    tenders: tuple[Tender, ...] = ()
    next_line: int = 1
    voids: tuple[Void, ...] = ()
    codes: tuple[str, ...] = ()
    charge: Charge | None = None
    credit_minor: int = 0
    credit_of: str = ""
    values: tuple[ValueHeld, ...] = ()
    coupons: tuple[CouponHeld, ...] = ()
    discounts: tuple[Discount, ...] = ()

    @property
    def empty(self) -> bool:
        """No line, no member, no code and nothing kept from a return."""
        return not self.lines and self.member_id is None and not self.codes and not self.credit_minor and not self.coupons

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

    def with_label(self, product: Product, label: WeighedLabel, qty: int = 1) -> Basket:
        """Adds a weighed piece by its label: one piece with its own price; tier prices are those of the same part of a kilogram.

        Refusals: label_no_price (a weight of a product without a price), amount_range, qty_range, basket_full.
        """
        if label.holds == "weight":
            if product.price_minor is None:
                raise Refusal("label_no_price", name=product.name)
            price_minor = weighed_price(product.price_minor, label.value)
        else:
            price_minor = label.value
        if not 0 < price_minor <= PRICE_MAX_MINOR:
            raise Refusal("amount_range")
        whole = replace(product, price_minor=price_minor, tier_prices={})
        alone = Basket(sale_id=self.sale_id, opened_ms=self.opened_ms).with_product(whole, qty).lines[0]
        prices = part_prices(product.tier_prices, price_minor, product.price_minor) if product.price_minor else {}
        return self.with_line(replace(alone, tier_prices=prices, weight_g=label.value if label.holds == "weight" else 0))

    def with_line(self, line: Line) -> Basket:
        """Adds the pieces of a line, also of one that was taken out: onto the line of the same product and price, else as a new line.

        Refusals: qty_range, amount_range, basket_full.
        """
        price_minor = line.unit_minor if line.was_minor is None else line.was_minor
        line = replace(_bare(line), unit_minor=price_minor, was_minor=None)
        for old in self.lines:
            same = (old.product_id, old.unit_minor, old.weight_g) == (line.product_id, line.unit_minor, line.weight_g)
            if same and not self._by_hand(old.id):
                return self.with_quantity(old.id, old.qty + line.qty)
        if len(self.lines) >= LINES_MAX:
            raise Refusal("basket_full", max=LINES_MAX)
        new = _priced(replace(line, id=f"L{self.next_line}"), self.tier)
        return _bounded(replace(self, lines=(*self.lines, new), next_line=self.next_line + 1))

    def _by_hand(self, line_id: str) -> bool:
        """Whether a price or a discount was given on the line by hand; further pieces are no part of that."""
        return any(discount.line == line_id for discount in self.discounts)

    def with_quantity(self, line_id: str, qty: int) -> Basket:
        """Sets the pieces of a line. Pieces taken away are written down as a void.

        Refusals: qty_range, amount_range, no_such_line, line_discounted (more pieces on a line with a price or discount by hand).
        """
        old = self.line(line_id)
        new = replace(old, qty=_checked_qty(qty))
        if new.qty > old.qty and self._by_hand(line_id):
            raise Refusal("line_discounted")
        voids = self.voids if new.qty >= old.qty else (*self.voids, _void(old, old.qty - new.qty))
        lines = tuple(new if line.id == line_id else line for line in self.lines)
        return _bounded(replace(self, lines=lines, voids=voids))

    def without_line(self, line_id: str) -> Basket:
        """Removes a line and writes the void down."""
        gone = self.line(line_id)
        lines = tuple(line for line in self.lines if line.id != line_id)
        discounts = tuple(discount for discount in self.discounts if discount.line != line_id)
        return _settled(replace(self, lines=lines, discounts=discounts, voids=(*self.voids, _void(gone, gone.qty))))

    def with_discount(self, discount: Discount) -> Basket:
        """A price or discount by hand; it takes the place of an earlier one of the same line or, rounding apart, of the whole basket.

        Refusals: discount_range (nothing, more than there is, a price as it was), no_such_line, empty_basket.
        """
        basket = self.without_discount(discount.line, rounding=discount.kind == "rounding")
        if not basket.lines:
            raise Refusal("empty_basket")
        line = None if discount.line is None else basket.line(discount.line)
        payable_minor = basket.before_minor(line, rounding=discount.kind == "rounding")
        most = {"percent": 100, "amount": payable_minor, "price": PRICE_MAX_MINOR, "rounding": MAX_MINOR}[discount.kind]
        if discount.kind == "rounding" and discount.value not in ROUNDING_STEPS:
            raise Refusal("discount_range")
        if not 0 < discount.value <= most or (discount.kind == "price") > (line is not None):
            raise Refusal("discount_range")
        if discount.kind == "price":
            if line is None or discount.value == line.unit_minor:
                raise Refusal("discount_range")
            new = _priced(replace(line, unit_minor=discount.value, was_minor=line.unit_minor), basket.tier)
            basket = replace(basket, lines=tuple(new if old.id == line.id else old for old in basket.lines))
        elif not cut_of(discount, payable_minor):
            raise Refusal("discount_range")
        return _bounded(replace(basket, discounts=(*basket.discounts, discount)))

    def without_discount(self, line_id: str | None, *, rounding: bool = False) -> Basket:
        """Takes the discount of a line, or of the whole basket, off again; a price goes back to what it was."""

        def gone(discount: Discount) -> bool:
            return discount.line == line_id and (line_id is not None or (discount.kind == "rounding") is rounding)

        kept = tuple(discount for discount in self.discounts if not gone(discount))
        lines = tuple(
            _priced(replace(line, unit_minor=line.was_minor, was_minor=None), self.tier)
            if line.id == line_id and line.was_minor is not None
            else line
            for line in self.lines
        )
        return _settled(replace(self, discounts=kept, lines=lines))

    def before_minor(self, line: Line | None, *, rounding: bool = False) -> int:
        """What a discount by hand counts on: what the line costs, or the whole before its discounts and coupons; rounding comes last."""
        if line is not None:
            return line.list_minor - line.tier_saved_minor
        if rounding:
            return sum(one.payable_minor + one.rounded_minor for one in self.lines)
        return sum(one.list_minor - one.tier_saved_minor - one.cut_minor for one in self.lines)

    def discount_rows(self) -> tuple[tuple[Discount, int], ...]:
        """Each discount with what it takes off, in fen; a price set higher takes off less than nothing."""
        lines = {line.id: line for line in self.lines}
        cuts = basket_cuts(self.discounts, self.before_minor(None))
        rows = []
        for place, discount in enumerate(self.discounts):
            line = None if discount.line is None else lines[discount.line]
            if discount.kind == "rounding":
                minor = sum(one.rounded_minor for one in self.lines)
            elif line is None:
                minor = cuts[place]
            else:
                minor = line.cut_minor if line.was_minor is None else (line.was_minor - line.unit_minor) * line.qty
            rows.append((discount, minor))
        return tuple(rows)

    def with_member(self, member_id: str, tier: str | None, card: str | None = None, proof: Proof | None = None) -> Basket:
        """Attaches a member: tier prices apply from now on. Tier prices are a line discount, undone on detaching. `proof`: what was shown,
        by default the card or nothing.
        """
        shown = proof or (BY_NAME if card is None else BY_CARD)
        lines = tuple(_priced(line, tier) for line in self.lines)
        return _settled(replace(self, member_id=member_id, tier=tier, card=card, proof=shown, lines=lines))

    def without_member(self) -> Basket:
        """Detaches the member; the basket stays, tier prices go. A hold must have been released before."""
        lines = tuple(_priced(line, None) for line in self.lines)
        bare = replace(self, member_id=None, tier=None, card=None, proof=BY_NAME, lines=lines)
        return _settled(replace(bare, hold=None, hold_value_minor=0))

    def with_credit(self, amount_minor: int, refund: str) -> Basket:
        """Cash of a return that stays in the drawer and pays here; that of an earlier return stays besides."""
        return replace(self, credit_minor=self.credit_minor + amount_minor, credit_of=refund)

    def with_credit_paid(self) -> Basket:
        """The credit as the cash it is: handed over for what is due, the rest of it is change. Nothing while nothing is due."""
        if not self.credit_minor or self.due_minor <= 0:
            return self
        tender = Tender(kind=CASH, amount_minor=min(self.credit_minor, self.due_minor), given_minor=self.credit_minor)
        return replace(self.with_tender(tender), credit_minor=0)

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
            "proof": self.proof,
            "tier": self.tier,
            "hold": None if hold is None else [hold.id, hold.holder, hold.unit, [[u.lot, u.points] for u in hold.uses]],
            "hold_value_minor": self.hold_value_minor,
            "tenders": [[t.kind, t.amount_minor, t.given_minor, t.points, t.key] for t in self.tenders],
            "next_line": self.next_line,
            "voids": [[v.product_id, v.name, v.qty, v.amount_minor] for v in self.voids],
            "codes": list(self.codes),
            "credit": [self.credit_minor, self.credit_of] if self.credit_of else None,
            "values": [held.to_mapping() for held in self.values],
            "coupons": [[c.code, c.voucher, c.name, c.terms.to_mapping(), c.off_minor] for c in self.coupons],
            "discounts": [[d.line, d.kind, d.value, d.reason, d.approver] for d in self.discounts],
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
            proof=data.get("proof", BY_NAME if data["card"] is None else BY_CARD),
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
            credit_minor=(data.get("credit") or [0, ""])[0],
            credit_of=(data.get("credit") or [0, ""])[1],
            values=tuple(ValueHeld.from_mapping(held) for held in data.get("values", ())),
            coupons=tuple(
                CouponHeld(code=c[0], voucher=c[1], name=c[2], terms=CouponTerms.from_mapping(c[3]), off_minor=c[4])
                for c in data.get("coupons", ())
            ),
            charge=None if data.get("charge") is None else Charge(**data["charge"]),
            discounts=tuple(Discount(line=d[0], kind=d[1], value=d[2], reason=d[3], approver=d[4]) for d in data.get("discounts", ())),
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


def _bare(line: Line) -> Line:
    return replace(line, cut_minor=0, share_minor=0, rounded_minor=0, coupon_minor=0)


def _settled(basket: Basket) -> Basket:
    """The basket with its discounts by hand worked out anew: those of lines, then those of the whole, shared by programme.md G6."""
    if not basket.discounts and not any(line.given_minor for line in basket.lines):
        return basket
    own = {discount.line: discount for discount in basket.discounts if discount.line is not None}
    bare = [_bare(line) for line in basket.lines]
    cuts = {line.id: cut_of(own[line.id], line.payable_minor) if line.id in own else 0 for line in bare}
    left = {line.id: line.payable_minor - cuts[line.id] for line in bare}
    shares = share(sum(basket_cuts(basket.discounts, sum(left.values())).values()), left)
    lines = tuple(replace(line, cut_minor=cuts[line.id], share_minor=shares[line.id], rounded_minor=0) for line in basket.lines)
    return rounded_off(replace(basket, lines=lines))


def rounded_off(basket: Basket) -> Basket:
    """The basket with its sum rounded down where that was asked for, after all that is taken off otherwise; shared like other discounts."""
    step = next((discount for discount in basket.discounts if discount.kind == "rounding"), None)
    if step is None:
        return basket
    left = {line.id: max(0, line.payable_minor + line.rounded_minor) for line in basket.lines}
    shares = share(cut_of(step, sum(left.values())), left)
    return replace(basket, lines=tuple(replace(line, rounded_minor=shares[line.id]) for line in basket.lines))


def _bounded(basket: Basket) -> Basket:
    if basket.list_minor > MAX_MINOR:
        raise Refusal("amount_range")
    return _settled(basket)

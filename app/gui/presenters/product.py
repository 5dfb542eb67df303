"""The product sheet: what a new code is, what it costs, where it stands, how it is taxed, whether it earns, and its price for each tier."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, Protocol

from app.domain.catalogue.category_names import category_name
from app.domain.catalogue.product import Product
from app.domain.errors import Refusal
from app.domain.members.tier_names import tier_name
from app.domain.money import yuan
from app.gui.i18n import Texts, mark
from app.gui.presenters.counter_views import refusal_line, short_language
from app.gui.presenters.places import Sheet
from app.gui.presenters.till import Till
from app.gui.presenters.typed_number import pressed, typed_minor
from app.services.edit_product import ProductToEdit, product_for_code, product_to_edit, save_product
from app.services.ports.sound import Sound
from app.services.ports.store import CategoryUse

CATEGORIES_SHOWN = 3
TAX_RATES = (Fraction(0), Fraction(1, 100), Fraction(3, 100), Fraction(6, 100), Fraction(9, 100), Fraction(13, 100))
"""The rates of value added tax a shop may meet; others in use in the shop stand among them."""
TAXES_SHOWN = 7
TIER_PRICES_SHOWN = 6
PRICE = "price"
Find = Literal["code", "id"]
_PROBLEMS = {
    ("name", "missing"): mark("Type a name first"),
    ("price_minor", "range"): mark("The price must be more than nothing"),
    ("tier_prices", "not_below_price"): mark("A tier price may not be above the price"),
    ("categories", "too_long"): mark("The name of the category is too long"),
}


@dataclass(frozen=True, slots=True)
class Pick:
    """One of several choices."""

    id: str
    label: str
    selected: bool


@dataclass(frozen=True, slots=True)
class TierPrice:
    """The price for a tier as it is typed."""

    tier: str
    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductView:
    """The sheet. `active_field` takes what the keypad gives: price, or the code of a tier; empty while a name is typed."""

    title: str
    code: str
    name: str
    price: str
    category: str
    category_note: str
    categories: tuple[Pick, ...]
    taxes: tuple[Pick, ...]
    tiers: tuple[TierPrice, ...]
    earns: bool
    sold: bool
    is_new: bool
    active_field: str
    note: str
    problem: str
    confirm: str
    can_confirm: bool


class SheetHolder(Protocol):
    """Where the sheet stands: over the right column of Sell, or beside the list of the catalogue."""

    def open_sheet(self, sheet: Sheet) -> None:
        """The product is read: show the sheet."""
        ...

    def close_sheet(self) -> None:
        """It is saved."""
        ...


class ProductScreen(Protocol):
    """What the presenter asks of the sheet."""

    def show_view(self, view: ProductView) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """What stands in the fields."""

    name: str = ""
    price: str = ""
    category: str = ""
    path: tuple[str, ...] = ()
    tax: Fraction = Fraction(0)
    tax_chosen: bool = False
    earns: bool = True
    sold: bool = True
    tiers: tuple[tuple[str, str], ...] = ()


class EditProduct:
    """The presenter of the product sheet. `add` puts the saved product on the basket where it was made for a scan."""

    def __init__(self, till: Till, holder: SheetHolder, add: Callable[[str, int], None]) -> None:
        self._till = till
        self._holder = holder
        self._add = add
        self._screen: ProductScreen | None = None
        self._product: Product | None = None
        self._uses: tuple[CategoryUse, ...] = ()
        self._draft = _Draft()
        self._active = PRICE
        self._qty = 0
        self._problem = ""
        till.texts.language_changed.connect(self.refresh)

    def attach(self, screen: ProductScreen) -> None:
        """The sheet that shows this presenter."""
        self._screen = screen

    def open(self, code: str, *, by: Find = "code", qty: int = 0) -> None:
        """Opens the sheet for a code (empty: a product without one) or a product's id. `qty` pieces go on the basket once it is saved."""
        till, session = self._till, self._till.signed_in()

        def ready(found: ProductToEdit) -> None:
            self._product, self._uses, self._qty, self._problem = found.product, found.uses, qty, ""
            self._draft = self._from_product(found.product)
            self._active = "" if not found.product.id else PRICE
            self.refresh()
            self._holder.open_sheet(Sheet.PRODUCT)

        find = product_for_code if by == "code" else product_to_edit
        till.run(lambda: find(till.desk, session, code), ready)

    def _from_product(self, product: Product) -> _Draft:
        prices = dict(product.tier_prices)
        return _Draft(
            name=product.name,
            price="" if product.price_minor is None else yuan(product.price_minor),
            category=category_name(product.categories[-1], short_language(self._till.texts)) if product.categories else "",
            path=product.categories,
            tax=product.tax_rate if product.id else self._usual_tax(),
            tax_chosen=bool(product.id),
            earns=product.earns,
            sold=product.active or self._qty > 0,
            tiers=tuple((code, yuan(prices[code]) if code in prices else "") for code, _ in self._levels()),
        )

    def refresh(self) -> None:
        """Renders again."""
        if self._screen is not None and self._product is not None:
            self._screen.show_view(self.view(self._product))

    # what is shown

    def view(self, product: Product) -> ProductView:
        """The sheet for a product."""
        t, draft = self._till.texts, self._draft
        prices = dict(draft.tiers)
        return ProductView(
            title=t("Edit item") if product.id else t("New item"),
            code=product.barcode or f"SKU {product.sku}",
            name=draft.name,
            price=draft.price,
            category=self._category_text(t),
            category_note=self._category_note(t),
            categories=self._category_picks(),
            taxes=tuple(Pick(str(rate), _percent(rate), rate == draft.tax) for rate in self._rates()),
            tiers=tuple(TierPrice(code, label, prices.get(code, "")) for code, label in self._levels()),
            earns=draft.earns,
            sold=draft.sold,
            is_new=not product.id,
            active_field=self._active,
            note="" if product.active else t("Taken off sale some time ago; saving brings it back") if draft.sold else t("Not on sale"),
            problem=self._problem,
            confirm=t("Save and add to the basket") if self._qty else t("Save"),
            can_confirm=bool(draft.name.strip()),
        )

    def _levels(self) -> tuple[tuple[str, str], ...]:
        """Code and name of the tiers that may have a price of their own."""
        counter, t = self._till.counter, self._till.texts
        tiers = None if counter is None else counter.programme.tiers
        levels = () if tiers is None else tiers.levels
        names = ((level.code, tier_name(level.code, level.name, short_language(t))) for level in levels)
        return tuple((code, t("{tier} price", tier=name)) for code, name in names)[-TIER_PRICES_SHOWN:]

    def _known(self, text: str) -> tuple[str, ...] | None:
        """The category of this code or name with its ancestors, the most used where there are several; also an ancestor only."""
        typed = text.strip().casefold()
        found = [
            use.categories[: place + 1]
            for use in self._uses
            for place, code in enumerate(use.categories)
            if typed in {code.casefold(), *(category_name(code, lang).casefold() for lang in ("zh", "en"))}
        ]
        leaves = {use.categories for use in self._uses}
        return next(iter([path for path in found if path in leaves] or found), None) if typed else None

    def _category_text(self, t: Texts) -> str:
        """What stands in the field: a name that is known in the language of the screen, else what was typed."""
        draft = self._draft
        names = {category_name(draft.path[-1], lang) for lang in ("zh", "en")} if draft.path else set()
        return category_name(draft.path[-1], short_language(t)) if draft.category in names else draft.category

    def _category_note(self, t: Texts) -> str:
        path = self._draft.path
        if not path:
            return ""
        if len(path) > 1:
            return t("in {category}", category=" › ".join(category_name(part, short_language(t)) for part in path[:-1]))
        return "" if self._known(self._draft.category) else t("new category")

    def _category_picks(self) -> tuple[Pick, ...]:
        """The most used categories, those with what was typed in them first."""
        lang = short_language(self._till.texts)
        typed, chosen = self._draft.category.strip().casefold(), self._draft.path[-1:]
        leaves = list(dict.fromkeys(use.categories[-1] for use in self._uses if use.categories))
        fitting = [leaf for leaf in leaves if typed in leaf.casefold() or typed in category_name(leaf, lang).casefold()]
        if not fitting or self._known(self._draft.category) is not None:
            fitting = leaves
        picks = fitting[:CATEGORIES_SHOWN]
        if chosen and chosen[0] in leaves and chosen[0] not in picks:
            picks = [chosen[0], *picks[:-1]]
        return tuple(Pick(leaf, category_name(leaf, lang), (leaf,) == chosen) for leaf in picks)

    def _rates(self) -> tuple[Fraction, ...]:
        """Rates to choose from, low to high: the usual ones and those of the shop, the product's own always among them."""
        used = sorted({use.tax_rate for use in self._uses} - set(TAX_RATES))
        rates = {*TAX_RATES, *used[: TAXES_SHOWN - len(TAX_RATES)], self._draft.tax}
        return tuple(sorted(rates))

    def _usual_tax(self) -> Fraction:
        """The rate most products of the shop have."""
        counts: dict[Fraction, int] = {}
        for use in self._uses:
            counts[use.tax_rate] = counts.get(use.tax_rate, 0) + use.products
        return max(counts, key=lambda rate: (counts[rate], rate)) if counts else Fraction(0)

    # acts

    def set_name(self, text: str) -> None:
        """The name was changed."""
        self._change(replace(self._draft, name=text))

    def pick_category(self, code: str) -> None:
        """A category was picked."""
        self.set_category(category_name(code, short_language(self._till.texts)))

    def set_category(self, text: str) -> None:
        """A category was typed; a known one brings its ancestors and, where none was chosen, its tax."""
        path = self._known(text.strip()) or ((text.strip(),) if text.strip() else ())
        draft = replace(self._draft, category=text, path=path)
        rate = next((use.tax_rate for use in self._uses if use.categories == path), None)
        if rate is not None and not draft.tax_chosen:
            draft = replace(draft, tax=rate)
        self._change(draft)

    def set_tax(self, rate: str) -> None:
        """A tax rate was picked."""
        self._change(replace(self._draft, tax=Fraction(rate), tax_chosen=True))

    def turn_earns(self) -> None:
        """Earns points, or never does."""
        self._change(replace(self._draft, earns=not self._draft.earns))

    def turn_sold(self) -> None:
        """On sale, or no longer."""
        self._change(replace(self._draft, sold=not self._draft.sold))

    def enter(self, field: str) -> None:
        """A field got the focus: the keypad is for it."""
        if field != self._active:
            self._active = field
            self.refresh()

    def set_figure(self, field: str, text: str) -> None:
        """A price was typed."""
        if field == PRICE:
            self._change(replace(self._draft, price=text))
        else:
            tiers = tuple((code, text if code == field else old) for code, old in self._draft.tiers)
            self._change(replace(self._draft, tiers=tiers))

    def press(self, key: str) -> None:
        """A key of the keypad."""
        field = self._active or PRICE
        old = self._draft.price if field == PRICE else dict(self._draft.tiers).get(field, "")
        self._active = field
        self.set_figure(field, pressed(old, key, is_money=True))

    def _change(self, draft: _Draft) -> None:
        self._draft, self._problem = draft, ""
        self.refresh()

    def typed(self, char: str) -> bool:
        """A figure while no field has the focus goes to the price."""
        self.press("." if char in ",。" else char)
        return True

    def key(self, key: str) -> bool:
        """Enter saves."""
        if key in ("Enter", "F12"):
            self.confirm()
        elif key in ("Backspace", "Del"):
            self.press("backspace" if key == "Backspace" else "clear")
        else:
            return False
        return True

    def confirm(self) -> None:
        """Writes the product down."""
        till, session, product, draft = self._till, self._till.signed_in(), self._product, self._draft
        if product is None or not draft.name.strip():
            return
        price_minor = typed_minor(draft.price) if draft.price else None
        if draft.price and price_minor is None:
            self._say(till.texts(_PROBLEMS["price_minor", "range"]))
            return
        listed = {code: typed_minor(text) for code, text in draft.tiers if text}
        # Prices for tiers that the programme does not know any more stay as they are.
        others = {code: price for code, price in product.tier_prices.items() if code not in dict(draft.tiers)}
        wanted = replace(
            product,
            name=draft.name,
            price_minor=price_minor,
            categories=draft.path,
            tax_rate=draft.tax,
            earns=draft.earns,
            active=draft.sold,
            tier_prices=others | {code: price for code, price in listed.items() if price is not None},
        )
        till.run(lambda: save_product(till.desk, session, wanted), self._saved, self._refused, confirm=True)

    def _saved(self, product: Product) -> None:
        self._till.play(Sound.OK)
        qty, self._product = self._qty, None
        self._holder.close_sheet()
        if qty and product.active:
            self._add(product.id, qty)

    def _refused(self, refusal: Refusal) -> None:
        if refusal.code == "product_invalid":
            known = _PROBLEMS.get((str(refusal.values["field"]), str(refusal.values["problem"])))
            self._say(self._till.texts(known) if known else refusal_line(refusal, self._till.texts))
        else:
            self._say(refusal_line(refusal, self._till.texts))

    def _say(self, problem: str) -> None:
        self._till.play(Sound.UNKNOWN)
        self._problem = problem
        self.refresh()


def _percent(rate: Fraction) -> str:
    """13 %, 6.5 %."""
    hundredths = rate * 10_000
    whole, part = divmod(int(hundredths), 100)
    return f"{whole} %" if not part else f"{whole}.{part:02d}".rstrip("0") + " %"

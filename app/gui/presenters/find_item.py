"""Find item (F3): by name, pinyin, initials or the start of a code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.domain.catalogue.product import Product
from app.domain.till.rights import Act, may
from app.gui.components.views import KeyAct, PickRowView
from app.gui.i18n import money
from app.gui.presenters.counter_views import short_language
from app.gui.presenters.places import Navigator, Sheet
from app.gui.presenters.till import Till

ITEMS_MAX = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class FindItemView:
    """The sheet."""

    title: str
    prompt: str
    text: str
    rows: tuple[PickRowView, ...]
    selected: str
    hint: str
    acts: tuple[KeyAct, ...] = ()


class FindItemScreen(Protocol):
    """What the presenter asks of the sheet."""

    def show_view(self, view: FindItemView) -> None: ...


class FindItem:
    """The presenter of the item search. `add` puts the chosen product into the basket; the sheet stays open for more."""

    def __init__(self, till: Till, navigator: Navigator, add: Callable[[str], None]) -> None:
        self._till = till
        self._nav = navigator
        self._add = add
        self._screen: FindItemScreen | None = None
        self._text = ""
        self._found: Sequence[Product] = ()
        self._answered = ""
        self._selected = ""
        till.texts.language_changed.connect(self.refresh)

    def attach(self, screen: FindItemScreen) -> None:
        """The sheet that shows this presenter."""
        self._screen = screen

    def open(self, text: str) -> None:
        """Opens the sheet, with something typed already where it is given."""
        self._found, self._answered, self._selected = (), "", ""
        self._nav.open_sheet(Sheet.FIND)
        self.search(text)

    def refresh(self) -> None:
        """Renders again."""
        if self._screen is not None:
            self._screen.show_view(self.view())

    def view(self) -> FindItemView:
        """The sheet as of now."""
        t = self._till.texts
        rows = tuple(
            PickRowView(
                id=product.id,
                title=product.shown_name(short_language(t)),
                detail=product.barcode or f"SKU {product.sku}",
                figure=t("Type the price") if product.price_minor is None else money(product.price_minor),
                icon="product",
            )
            for product in self._found
        )
        hint = t("No item by this name") if self._text and self._answered == self._text and not rows else ""
        return FindItemView(
            title=t("Find item"),
            prompt=t("Name, initials or code"),
            text=self._text,
            rows=rows,
            selected=self._selected,
            hint=hint,
            acts=self._acts(),
        )

    def _acts(self) -> tuple[KeyAct, ...]:
        """What those may do here who look after the catalogue."""
        t, session = self._till.texts, self._till.session
        if session is None or not may(session.actor.role, Act.EDIT_CATALOGUE):
            return ()
        edit = (KeyAct("edit", t("Edit item"), "edit", "Ctrl+E"),) if self._selected else ()
        return (KeyAct("new", t("New item"), "plus", "Ctrl+N"), *edit)

    def search(self, text: str) -> None:
        """The field was changed. Answers that come late for an older text are dropped."""
        self._text = text
        if not text.strip():
            self._found, self._answered, self._selected = (), text, ""
            self.refresh()
            return
        till = self._till

        def read() -> Sequence[Product]:
            with till.desk.store.read() as reader:
                return reader.find_products(text, ITEMS_MAX)

        def found(products: Sequence[Product]) -> None:
            if text == self._text:
                self._found, self._answered = products, text
                self._selected = products[0].id if products else ""
                self.refresh()

        till.run(read, found)
        self.refresh()

    def move(self, by: int) -> None:
        """↑ ↓"""
        ids = [product.id for product in self._found]
        if ids:
            at = ids.index(self._selected) + by if self._selected in ids else 0
            self._selected = ids[min(max(at, 0), len(ids) - 1)]
            self.refresh()

    def pick(self, product_id: str) -> None:
        """Adds one piece; a product with an open price asks for it."""
        self._nav.close_sheet()
        self._add(product_id)

    def act(self, act: str) -> None:
        """An act at the foot: a new product for the code that was typed, or the chosen one changed."""
        if act == "edit" and self._selected:
            self._nav.edit_product(self._selected)
        elif act == "new":
            text = self._text.strip()
            self._nav.new_product(text if text.isascii() and text.isdigit() and not self._found else "", 1)

    def typed(self, char: str) -> bool:
        """Characters go to the field while it has the focus; otherwise they are added here."""
        self.search(self._text + char)
        return True

    def key(self, key: str) -> bool:
        """↑ ↓ choose, Enter adds."""
        if key in ("Up", "Down"):
            self.move(-1 if key == "Up" else 1)
        elif key == "Enter":
            if self._selected and self._answered == self._text:
                self.pick(self._selected)
        elif key == "Backspace":
            self.search(self._text[:-1])
        elif key in ("Ctrl+N", "Ctrl+E"):
            known = {act.key: act.id for act in self._acts()}
            self.act(known.get(key, ""))
        else:
            return False
        return True

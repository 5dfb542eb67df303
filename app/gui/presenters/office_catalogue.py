"""The catalogue: what is sold, what is given for points, and the ladder of rewards as the till shows it to a member.

What a reward asks of a member belongs to the points programme and is changed there; its cost, its stock and what comes of it belong here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from app.domain.catalogue.category_names import category_name
from app.domain.catalogue.product import Product
from app.domain.catalogue.reward_facts import RewardFacts
from app.domain.errors import Refusal
from app.domain.members.tier_names import tier_name
from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.reward_reach import Reach, rungs
from app.gui.components.views import RewardCard
from app.gui.i18n import DASH, Texts, count, mark, money
from app.gui.presenters.counter_views import short_language
from app.gui.presenters.office import Office
from app.gui.presenters.office_rewards import SOURCES, RewardForm, RewardFormView, cost_figure
from app.gui.presenters.places import Sheet
from app.gui.presenters.product import EditProduct
from app.gui.presenters.reward_words import KIND_NAMES, cost_text, reward_card, tiers_text, window_text
from app.gui.presenters.till import Till
from app.services.reward_catalogue import OnTheShelf, bare_voucher, previewed, shelf

Tab = Literal["items", "rewards", "ladder"]
TABS: tuple[Tab, ...] = ("items", "rewards", "ladder")
_TAB_NAMES = {"items": mark("Products"), "rewards": mark("Rewards for points"), "ladder": mark("As the till shows it")}
ITEMS_SHOWN = 200
BALANCES = (0, 100, 500, 1_000, 5_000)
PREVIEWED = 60
_RUNGS = (mark("Small"), mark("Middle"), mark("High"))
_GROUPS = {
    "entitled": mark("Belongs to the tier"),
    "reachable": mark("Now"),
    "almost": mark("Almost"),
    "later": mark("Later"),
    "shut": mark("Not now"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several; `id` is what is chosen."""

    id: str
    label: str
    selected: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the open tab."""

    id: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActKey:
    """A key of the page."""

    id: str
    label: str
    icon: str
    key: str


@dataclass(frozen=True, slots=True)
class Group:
    """Rewards under one heading."""

    title: str
    cards: tuple[RewardCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderView:
    """The ladder: whose till it is looked at through, the rungs in a line each, the tiles by how near they are."""

    balances: tuple[Choice, ...]
    balances_name: str
    tiers: tuple[Choice, ...]
    rungs: tuple[tuple[str, str], ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueView:
    """The page. `side`: what stands beside the list: nothing, the product sheet, the form of a reward."""

    tabs: tuple[Choice, ...]
    prompt: str
    search: str
    summary: str
    titles: tuple[str, ...]
    figures_from: int
    rows: tuple[Row, ...]
    selected: int
    empty: str
    side: Literal["", "product", "reward"]
    form: RewardFormView | None
    ladder: LadderView | None
    acts: tuple[ActKey, ...]
    notice: str


class CatalogueScreen(Protocol):
    """What the presenter asks of the screen."""

    def show_view(self, view: CatalogueView) -> None: ...

    def take_focus(self) -> None: ...


class _Beside:
    """The product sheet stands beside the list: opening and closing it is the page's."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def open_sheet(self, _sheet: Sheet) -> None:
        """The product is read: show it."""
        self._page.show_product(shown=True)

    def close_sheet(self) -> None:
        """Saved or put away."""
        self._page.product_saved()


class Page:
    """The presenter of the page."""

    def __init__(self, till: Till, office: Office) -> None:
        self._till = till
        self._office = office
        self._screen: CatalogueScreen | None = None
        self.product = EditProduct(till, _Beside(self), lambda _product, _qty: None)
        self.form = RewardForm(till, self.refresh, self._stored)
        self._tab: Tab = "items"
        self._search = ""
        self._items: tuple[Product, ...] = ()
        self._more = False
        self._shelf: tuple[OnTheShelf, ...] = ()
        self._at: dict[str, int] = {}
        self._product_shown = self._form_shown = False
        self._balance = BALANCES[2]
        self._tier = ""
        self._reach: tuple[CompiledProgramme, tuple[Reach, ...]] | None = None
        self._notice = ""
        till.texts.language_changed.connect(self.refresh)

    def attach(self, screen: CatalogueScreen) -> None:
        """The screen that shows this presenter."""
        self._screen = screen

    def entered(self) -> None:
        """Reads the open tab anew."""
        self._notice = ""
        self._load()

    def title(self) -> str:
        """The title in the head of the office."""
        return self._till.texts("Catalogue")

    def refresh(self) -> None:
        """Renders again."""
        if self._screen is not None:
            self._screen.show_view(self.view())

    # what is shown

    def view(self) -> CatalogueView:
        """The page as of now."""
        t = self._till.texts
        titles, figures_from, rows = self._table(t)
        side: Literal["", "product", "reward"] = ""
        if self._tab == "items" and self._product_shown:
            side = "product"
        elif self._tab == "rewards" and self._form_shown and self.form.reward:
            side = "reward"
        return CatalogueView(
            tabs=tuple(Choice(tab, t(_TAB_NAMES[tab]), tab == self._tab) for tab in TABS),
            prompt=t("Name, initials or code") if self._tab == "items" else "",
            search=self._search,
            summary=self._summary(t),
            titles=titles,
            figures_from=figures_from,
            rows=rows,
            selected=min(self._at.get(self._tab, 0), len(rows) - 1),
            empty="" if rows or self._tab == "ladder" else self._empty(t),
            side=side,
            form=self.form.view() if side == "reward" else None,
            ladder=self._ladder(t) if self._tab == "ladder" else None,
            acts=self._acts(t, rows),
            notice=self._notice,
        )

    def _table(self, t: Texts) -> tuple[tuple[str, ...], int, tuple[Row, ...]]:
        return self._items_table(t) if self._tab == "items" else self._rewards_table(t) if self._tab == "rewards" else ((), 0, ())

    def _items_table(self, t: Texts) -> tuple[tuple[str, ...], int, tuple[Row, ...]]:
        lang = short_language(t)
        titles = (t("Code"), t("Name"), t("Category"), t("Points"), t("Price"))
        rows = tuple(
            Row(
                product.id,
                (
                    product.barcode or product.sku,
                    product.shown_name(lang),
                    category_name(product.categories[-1], lang) if product.categories else "",
                    t("not sold") if not product.active else "" if product.earns else t("earns nothing"),
                    t("asked for") if product.price_minor is None else money(product.price_minor),
                ),
            )
            for product in self._items
        )
        return titles, 4, rows

    def _rewards_table(self, t: Texts) -> tuple[tuple[str, ...], int, tuple[Row, ...]]:
        titles = (t("Kind"), t("Name"), t("State"), t("Points"), t("Cost"), t("A point costs"), t("Stock"))
        on = self._till.desk.local().date
        return titles, 3, tuple(Row(one.reward.code, self._reward_cells(t, one, on)) for one in self._shelf)

    def _reward_cells(self, t: Texts, one: OnTheShelf, on: str) -> tuple[str, ...]:
        reward, counter = one.reward, self._till.counter
        states = [t(SOURCES[one.source])] if one.source != "reward" else [] if reward.active else [t("not offered")]
        if reward.stocked and not one.stock:
            states.append(t("all gone"))
        if (window := window_text(reward, t, on)) and reward.active:
            states.append(window)
        if reward.tiers is not None and counter is not None:
            states.append(t("for {tiers}", tiers=tiers_text(reward, counter.programme, t)))
        if one.dear:
            states.append(t("dearer than a point is worth"))
        cost = DASH if one.facts.cost_minor is None else money(one.facts.cost_minor)
        per_point = DASH if one.cost_per_point is None else t("{fen} fen", fen=cost_figure(one.cost_per_point))
        stock = "" if one.stock is None else count(one.stock)
        asked = cost_text(reward, t) if one.source == "reward" else ""
        return t(KIND_NAMES[reward.kind]), reward.name, " · ".join(states), asked, cost, per_point, stock

    def _summary(self, t: Texts) -> str:
        if self._tab == "items":
            n = len(self._items)
            return t("The first {n}, type to find others", n=count(n)) if self._more else ""
        if self._tab == "rewards":
            unknown = sum(one.facts.cost_minor is None and one.reward.points > 0 for one in self._shelf)
            parts = [t("What a reward asks stands in the programme; cost, stock and hand-over stand here.")]
            if unknown:
                parts.append(t.plural("The cost of {n} is not known.", "The cost of {n} is not known.", unknown))
            return " ".join(parts)
        return t("So the till shows the rewards to a member with this balance and tier, today.")

    def _empty(self, t: Texts) -> str:
        if self._tab == "rewards":
            return t("Nothing is given for points yet: add rewards in the programme.")
        return t("No item by this name") if self._search else t("No items yet: make the first one with New item.")

    def _acts(self, t: Texts, rows: Sequence[Row]) -> tuple[ActKey, ...]:
        if self._tab == "items":
            edit = (ActKey("edit", t("Edit item"), "edit", "F8"),) if rows else ()
            return (ActKey("new", t("New item"), "plus", "F12"), *edit)
        programme = ActKey("programme", t("Rewards in the programme"), "programme", "F8")
        partner = ActKey("partner", t("A partner's coupon"), "plus", "F7")
        if self._tab == "ladder":
            return (programme,)
        if self._form_shown:
            return (ActKey("close", t("Back to the list"), "back", "Esc"), programme)
        opened = (ActKey("open", t("Cost, stock and more"), "edit", "F12"),) if rows else ()
        return (*opened, partner, programme)

    def _ladder(self, t: Texts) -> LadderView:
        on = self._till.desk.local().date
        programme, found = self._reach or (None, ())
        tiers = None if programme is None else programme.tiers
        lang = short_language(t)
        facts = {one.reward.code: one.facts for one in self._shelf}
        groups = []
        for state, title in _GROUPS.items():
            near = [one for one in found if one.state == state][:PREVIEWED]
            if near and programme is not None:
                cards = tuple(reward_card(one, facts.get(one.reward.code), programme, t, on) for one in near)
                groups.append(Group(t(title), cards))
        return LadderView(
            balances=tuple(Choice(str(n), t.points(n), n == self._balance) for n in BALANCES),
            balances_name=t("Balance"),
            tiers=tuple(
                Choice(level.code, tier_name(level.code, level.name, lang), level.code == (self._tier or tiers.levels[0].code))
                for level in (() if tiers is None else tiers.levels)
                if tiers is not None
            ),
            rungs=self._rungs(t, programme),
            groups=tuple(groups),
        )

    def _rungs(self, t: Texts, programme: CompiledProgramme | None) -> tuple[tuple[str, str], ...]:
        """Small, middle, high: the points each asks for and the rewards on it."""
        if programme is None:
            return ()
        rows = []
        join = "、" if short_language(t) == "zh" else ", "
        for name, rung in zip(_RUNGS, rungs(programme.rewards.values()), strict=True):
            if rung:
                low, high = rung[0].points, rung[-1].points
                asked = t.points(low) if low == high else f"{count(low)}–{t.points(high)}"
                rows.append((f"{t(name)} · {asked}", join.join(reward.name for reward in rung)))
        return tuple(rows)

    # reading

    def _load(self) -> None:
        if self._tab == "items":
            self._read_items()
        else:
            self._read_shelf()
        self.refresh()

    def _read_items(self) -> None:
        """The first items by number, or those that fit what was typed; one that is no longer sold by its whole code."""
        desk, text = self._till.desk, self._search

        def read() -> tuple[Product, ...]:
            with desk.store.read() as reader:
                exact = reader.product_by_any_code(text.strip()) if text.strip() else None
                found = list(reader.find_products(text, ITEMS_SHOWN + 1))
            return (*((exact,) if exact is not None and exact not in found else ()), *found)

        def ready(items: tuple[Product, ...]) -> None:
            if self._search == text:
                self._more = len(items) > ITEMS_SHOWN
                self._items = items[:ITEMS_SHOWN]
                self.refresh()

        self._till.look_up(read, ready)

    def _read_shelf(self) -> None:
        till = self._till
        session, balance, tier = till.signed_in(), self._balance, self._tier or None

        def read() -> tuple[tuple[OnTheShelf, ...], tuple[CompiledProgramme, tuple[Reach, ...]]] | None:
            try:
                return shelf(till.desk, session), previewed(till.desk, session, balance, tier)
            except Refusal:
                return None

        def ready(found: tuple[tuple[OnTheShelf, ...], tuple[CompiledProgramme, tuple[Reach, ...]]] | None) -> None:
            self._shelf, self._reach = ((), None) if found is None else found
            made = next((place for place, one in enumerate(self._shelf) if one.reward.code == self.form.reward), None)
            if self._form_shown and made is not None:
                self._at["rewards"] = made
            self._show_form()
            self.refresh()

        till.look_up(read, ready)

    def _show_form(self) -> None:
        at = self._at.get("rewards", 0)
        self.form.show(self._shelf[at] if at < len(self._shelf) else None)

    # acts

    def choose_tab(self, tab: str) -> None:
        """Another tab."""
        for known in TABS:
            if known == tab and known != self._tab:
                self._tab, self._notice = known, ""
                self._load()

    def set_search(self, text: str) -> None:
        """The search field was typed in."""
        self._search, self._at["items"] = text, 0
        self._read_items()
        self.refresh()

    def choose_row(self, row: int) -> None:
        """A row was chosen: a reward shows its form, an item its sheet where that is open."""
        self._at[self._tab] = max(0, row)
        self._notice = ""
        if self._tab == "rewards":
            self._show_form()
        elif self._product_shown:
            self._edit()
        self.refresh()

    def choose_balance(self, points: str) -> None:
        """The balance the ladder is looked at with."""
        self._balance = int(points)
        self._read_shelf()

    def choose_tier(self, code: str) -> None:
        """The tier the ladder is looked at with."""
        self._tier = code
        self._read_shelf()

    def act(self, act_id: str) -> None:
        """A key of the page."""
        if act_id == "new":
            text = self._search.strip()
            self.product.open(text if text.isascii() and text.isdigit() and not self._items else "")
        elif act_id == "edit":
            self._edit()
        elif act_id == "open":
            self.show_form(shown=True)
        elif act_id == "partner":
            codes = {one.reward.code for one in self._shelf}
            code = next(code for n in range(1, 1_000) if (code := f"partner{n}") not in codes)
            self.form.show(bare_voucher(RewardFacts(reward=code), self._till.texts("A partner's coupon"), "partner"))
            self.show_form(shown=True)
        elif act_id == "close":
            self._show_form()
            self.show_form(shown=False)
        elif act_id == "programme":
            self.to_programme()

    def show_form(self, *, shown: bool) -> None:
        """The form of the chosen reward, or the list alone."""
        self._form_shown = shown
        self.refresh()

    def _edit(self) -> None:
        at = min(self._at.get("items", 0), len(self._items) - 1)
        if at >= 0:
            self.product.open(self._items[at].id, by="id")

    def to_programme(self) -> None:
        """Opens the rewards of the programme, at the chosen one."""
        page = self._office.page("programme")
        code = self.form.reward
        if page is not None:
            page.open_at("rewards", code)  # type: ignore[attr-defined]
        self._office.open("programme")

    def show_product(self, *, shown: bool) -> None:
        """The product sheet beside the list, or none."""
        self._product_shown = shown
        self.refresh()
        if self._screen is not None:
            self._screen.take_focus()

    def product_saved(self) -> None:
        """The sheet is done: the list is read anew."""
        self._notice = self._till.texts("Saved")
        self.show_product(shown=False)
        self._read_items()

    def close_side(self) -> None:
        """✕ on the sheet."""
        self.show_product(shown=False)

    def _stored(self, line: str) -> None:
        self._notice = line
        self._read_shelf()

    def key(self, key: str) -> bool:
        """↑ ↓ the row, ← → the tab, the acts' keys; Enter saves what stands beside the list, Esc closes it."""
        if self._product_shown and self._tab == "items":
            if key == "Esc":
                self.close_side()
                return True
            if key not in ("Up", "Down", "Left", "Right"):
                return self.product.key(key)
        if self._tab == "rewards" and self._form_shown and key in ("Esc", "Enter", "F12"):
            self.show_form(shown=False) if key == "Esc" else self.form.save()
        elif key in ("Up", "Down"):
            last = len(self.view().rows) - 1
            self.choose_row(min(max(0, self._at.get(self._tab, 0) + (-1 if key == "Up" else 1)), max(0, last)))
        elif key in ("Left", "Right"):
            self.choose_tab(TABS[(TABS.index(self._tab) + (1 if key == "Right" else -1)) % len(TABS)])
        elif key == "Enter" and self._tab == "rewards":
            self.show_form(shown=True)
        elif key == "Enter" and self._tab == "items":
            self._edit()
        elif any(act.key == key for act in self.view().acts):
            self.act(next(act.id for act in self.view().acts if act.key == key))
        else:
            return False
        return True

    def typed(self, char: str) -> bool:
        """A digit goes to the open sheet, or chooses a tab; letters begin a search."""
        if self._product_shown and self._tab == "items":
            return self.product.typed(char) if char.isdigit() or char in ".," else False
        if char.isascii() and char.isdigit() and 0 < int(char) <= len(TABS) and not self._search:
            self.choose_tab(TABS[int(char) - 1])
            return True
        if self._tab == "items":
            self.set_search(self._search + char)
            return True
        return False

    def scanned(self, text: str) -> bool:
        """A scan is the till's."""
        return False

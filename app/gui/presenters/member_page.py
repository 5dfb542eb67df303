"""A member's page: balance by lot, history with reasons, cards. Opened from the member panel; one key back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from app.domain.journal import types
from app.domain.ledger.booking import NEVER
from app.domain.ledger.lots import Lot
from app.domain.programme.phrases import activity_text
from app.domain.sales.sale_number import spoken
from app.gui.components.views import TierView
from app.gui.i18n import Texts, count, mark, money, signed
from app.gui.presenters.counter_views import day_text, initial_of, short_language, tier_view, worth_minor
from app.gui.presenters.places import Navigator, Sheet
from app.gui.presenters.till import Till
from app.services.find_member import HistoryEntry, MemberPage, member_page
from app.services.ports.store import Voucher

Tab = Literal["history", "lots", "vouchers", "cards"]
TABS: tuple[Tab, ...] = ("history", "lots", "vouchers", "cards")
_TAB_NAMES = {"history": mark("History"), "lots": mark("Balance by lot"), "vouchers": mark("Vouchers"), "cards": mark("Cards")}
_ACTIVITY = "activity:"
_REASONS = {
    types.SALE_COMPLETED: mark("Sale"),
    types.MEMBER_ENROLLED: mark("Joined"),
    types.POINTS_ADJUSTED: mark("Corrected"),
    types.POINTS_EXPIRED: mark("Expired"),
    types.DEBT_PAID: mark("Debt paid"),
    types.HOLD_RELEASED: mark("Hold released"),
    types.REVERSAL: mark("Taken back"),
    types.IMPORTED: mark("Brought over"),
    types.REFUND_COMPLETED: mark("Return"),
    types.REWARD_ISSUED: mark("Reward"),
}
_ACTS = {
    "check_in": mark("Check-in"),
    "birthday": mark("Birthday"),
    "profile_completed": mark("Profile completed"),
    "top_up": mark("Top-up"),
    "referral": mark("A friend recommended"),
}


@dataclass(frozen=True, slots=True)
class PageRow:
    """A row of the open tab: up to five texts, and the event whose receipt or explanation it leads to."""

    id: str
    cells: tuple[str, ...]
    event_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberPageView:
    """The sheet."""

    name: str
    initial: str
    tier: TierView
    identity: str
    figures: tuple[tuple[str, str], ...]
    facts: tuple[str, ...]
    tabs: tuple[tuple[str, str, bool], ...]
    titles: tuple[str, ...]
    figures_from: int
    rows: tuple[PageRow, ...]
    selected: int
    more: str
    empty: str


class MemberPageScreen(Protocol):
    """What the presenter asks of the sheet."""

    def show_view(self, view: MemberPageView) -> None: ...


class MemberPagePresenter:
    """The presenter of the member page."""

    def __init__(self, till: Till, navigator: Navigator) -> None:
        self._till = till
        self._nav = navigator
        self._screen: MemberPageScreen | None = None
        self._page: MemberPage | None = None
        self._history: tuple[HistoryEntry, ...] = ()
        self._more_before: int | None = None
        self._tab: Tab = "history"
        self._selected = 0
        till.texts.language_changed.connect(self.refresh)

    def attach(self, screen: MemberPageScreen) -> None:
        """The sheet that shows this presenter."""
        self._screen = screen

    def open(self, member_id: str) -> None:
        """Reads the member and opens the sheet."""
        till, session = self._till, self._till.signed_in()

        def ready(page: MemberPage) -> None:
            self._page, self._history, self._more_before = page, page.history, page.more_before
            self._tab, self._selected = "history", 0
            self._nav.open_sheet(Sheet.MEMBER)
            self.refresh()

        till.run(lambda: member_page(till.desk, session, member_id), ready)

    def refresh(self) -> None:
        """Renders again."""
        if self._screen is not None and self._page is not None:
            self._screen.show_view(self.view(self._page))

    def view(self, page: MemberPage) -> MemberPageView:
        """The sheet for a member."""
        t, counter = self._till.texts, self._till.counter
        member = page.member
        name = member.on_screen(short_language(t), self._till.desk.pinyin())
        tier = TierView("regular", t("Member")) if counter is None else tier_view(counter.programme, member.tier, t)
        rows = {
            "history": self._history_rows,
            "lots": self._lot_rows,
            "vouchers": self._voucher_rows,
            "cards": self._card_rows,
        }[self._tab](page)
        titles = {
            "history": (t("Date"), t("What"), t("Points"), t("Balance")),
            "lots": (t("Earned"), t("Usable"), t("Good until"), t("Of"), t("Left")),
            "vouchers": (t("Voucher"), t("Voucher code"), t("Good until"), t("State")),
            "cards": (t("Card"), t("State")),
        }[self._tab]
        return MemberPageView(
            name=name,
            initial=initial_of(name),
            tier=tier,
            identity=member.phone_on_screen(short_language(t)) if member.phone else "",
            figures=self._figures(page),
            facts=self._facts(page),
            tabs=tuple((tab, t(_TAB_NAMES[tab]), tab == self._tab) for tab in TABS),
            titles=titles,
            figures_from={"history": 2, "lots": 3, "vouchers": 9, "cards": 9}[self._tab],
            rows=rows,
            selected=min(self._selected, len(rows) - 1),
            more=t("Show older") if self._tab == "history" and self._more_before is not None else "",
            empty=t("Nothing here yet"),
        )

    def _figures(self, page: MemberPage) -> tuple[tuple[str, str], ...]:
        t, balance, counter = self._till.texts, page.balance, self._till.counter
        available = max(0, balance.available)
        figures = [(t("Usable now"), t.points(available))]
        if counter is not None:
            figures.append((t("Worth"), money(worth_minor(counter.programme, available))))
        for label, points in (
            (t("Pending"), balance.pending),
            (t("Held for a sale"), balance.held),
            (t("Frozen"), balance.frozen),
            (t("Owed"), balance.debt),
        ):
            if points:
                figures.append((label, t.points(points)))
        return tuple(figures)

    def _facts(self, page: MemberPage) -> tuple[str, ...]:
        t, member = self._till.texts, page.member
        facts = []
        if member.joined_on:
            facts.append(t("Member since {date}", date=day_text(t, member.joined_on, page.balance.on)))
        if member.tier_valid_until:
            facts.append(t("Tier until {date}", date=day_text(t, member.tier_valid_until, page.balance.on)))
        if member.status == "frozen":
            facts.append(t("Under review: earns, cannot spend"))
        if member.note:
            facts.append(member.note)
        return tuple(facts)

    def _history_rows(self, page: MemberPage) -> tuple[PageRow, ...]:
        t = self._till.texts
        return tuple(
            PageRow(
                id=entry.event_id,
                cells=(
                    f"{day_text(t, entry.business_date, page.balance.on)} {entry.time}",
                    self._what(entry, t),
                    signed(entry.points),
                    count(entry.balance_after),
                ),
                event_id=entry.event_id if entry.explained or entry.type == types.SALE_COMPLETED else "",
            )
            for entry in self._history
        )

    @staticmethod
    def _what(entry: HistoryEntry, t: Texts) -> str:
        if entry.act.startswith(_ACTIVITY):
            reason = activity_text(entry.act.removeprefix(_ACTIVITY), short_language(t)).removeprefix("a ")
        elif entry.act in _ACTS:
            reason = t(_ACTS[entry.act])
        else:
            reason = t(_REASONS[entry.type]) if entry.type in _REASONS else t("Other")
        if entry.reference:
            reason = f"{reason} {spoken(entry.reference)}"
        if entry.redeemed:
            reason = f"{reason} · {t('earned {n}, used {m}', n=count(entry.earned), m=count(entry.redeemed))}"
        return reason

    def _lot_rows(self, page: MemberPage) -> tuple[PageRow, ...]:
        t, today = self._till.texts, page.balance.on
        return tuple(PageRow(id=lot.id, cells=_lot_cells(lot, today, t)) for lot in page.lots)

    def _voucher_rows(self, page: MemberPage) -> tuple[PageRow, ...]:
        t, today = self._till.texts, page.balance.on
        states = {"issued": t("can be used"), "used": t("used"), "cancelled": t("taken back")}

        def state(voucher: Voucher) -> str:
            over = voucher.state == "issued" and voucher.valid_until is not None and voucher.valid_until < today
            return t("expired") if over else states[voucher.state]

        return tuple(
            PageRow(
                id=one.voucher.code,
                cells=(
                    one.name_en if t.language == "en" else one.name,
                    one.voucher.code,
                    t("no end") if one.voucher.valid_until is None else day_text(t, one.voucher.valid_until, today),
                    state(one.voucher),
                ),
            )
            for one in page.vouchers
        )

    def _card_rows(self, page: MemberPage) -> tuple[PageRow, ...]:
        t = self._till.texts
        states = {"active": t("in use"), "blocked": t("blocked"), "replaced": t("replaced")}
        return tuple(PageRow(id=card.number, cells=(f"…{card.number[-4:]}", states.get(card.state, card.state))) for card in page.cards)

    # acts

    def choose_tab(self, tab: str) -> None:
        """Another tab."""
        for known in TABS:
            if known == tab:
                self._tab, self._selected = known, 0
                self.refresh()

    def choose_row(self, row: int) -> None:
        """A row was chosen."""
        self._selected = row
        self.refresh()

    def open_row(self, row: int) -> None:
        """Opens the receipt behind a row of the history, or why an act outside a sale earned what it earned."""
        if self._tab == "history" and 0 <= row < len(self._history):
            entry = self._history[row]
            if entry.type == types.SALE_COMPLETED and entry.act != "referral":
                self._nav.show_receipt(entry.event_id)
            elif entry.explained:
                self._nav.explain(entry.event_id, entry.recipient)

    def show_older(self) -> None:
        """The next page of the history."""
        till, page, before = self._till, self._page, self._more_before
        if page is None or before is None:
            return
        session = till.signed_in()

        def ready(older: MemberPage) -> None:
            self._history += older.history
            self._more_before = older.more_before
            self.refresh()

        till.run(lambda: member_page(till.desk, session, page.member.id, before), ready)

    def typed(self, char: str) -> bool:
        """A digit chooses a tab."""
        if char.isascii() and char.isdigit() and 0 < int(char) <= len(TABS):
            self.choose_tab(TABS[int(char) - 1])
            return True
        return False

    def key(self, key: str) -> bool:
        """← → change the tab, ↑ ↓ the row, Enter opens the receipt or the explanation behind it."""
        if key in ("Left", "Right"):
            self.choose_tab(TABS[(TABS.index(self._tab) + (1 if key == "Right" else -1)) % len(TABS)])
        elif key in ("Up", "Down"):
            self.choose_row(max(0, self._selected + (-1 if key == "Up" else 1)))
        elif key == "Enter":
            self.open_row(self._selected)
        else:
            return False
        return True


def _lot_cells(lot: Lot, today: str, t: Texts) -> tuple[str, ...]:
    usable = t("frozen") if lot.frozen else t("now") if lot.available_on <= today else day_text(t, lot.available_on, today)
    until = t("no end") if lot.last_day == NEVER else day_text(t, lot.last_day, today)
    return (day_text(t, lot.earned_on, today), usable, until, count(lot.granted), count(lot.remaining))

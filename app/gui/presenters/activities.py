"""Check-in and activities (F11): what can be booked without a sale, with what each gives this member now and why not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from app.domain.programme.activities import CHECK_IN
from app.gui.components.views import PickRowView
from app.gui.i18n import Texts, count, signed
from app.gui.presenters.counter_views import person_name, short_language
from app.gui.presenters.places import Navigator, Sheet
from app.gui.presenters.till import Till
from app.services.activity_offers import ActivityOffer, activity_offers

NUMBERED_MAX = 9
"""So many rows are picked by their digit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivitiesView:
    """The sheet. `about`: for whom; `rows` in the order of their digits."""

    title: str
    about: str
    rows: tuple[PickRowView, ...]
    selected: str
    empty: str


class ActivitiesScreen(Protocol):
    """What the presenter asks of the sheet."""

    def show_view(self, view: ActivitiesView) -> None: ...


class Activities:
    """The presenter of the sheet. `book` books the chosen one for the member on the sale, or asks for the member."""

    def __init__(self, till: Till, navigator: Navigator, book: Callable[[str], None]) -> None:
        self._till = till
        self._nav = navigator
        self._book = book
        self._screen: ActivitiesScreen | None = None
        self._offers: tuple[ActivityOffer, ...] = ()
        self._selected = ""
        till.changed.connect(self._follow)
        till.texts.language_changed.connect(self._follow)

    def attach(self, screen: ActivitiesScreen) -> None:
        """The sheet that shows this presenter."""
        self._screen = screen

    def open(self) -> None:
        """Reads what there is and opens the sheet."""
        self._selected = ""
        self._read()
        self._nav.open_sheet(Sheet.ACTIVITIES)

    def _follow(self) -> None:
        """The member changed: what each gives changes with it."""
        if self._nav.sheet is Sheet.ACTIVITIES:
            self._read()

    def _read(self) -> None:
        till, session, counter = self._till, self._till.session, self._till.counter
        if session is None:
            return
        member_id = None if counter is None or counter.attached is None else counter.attached.member.id
        lang = short_language(till.texts)

        def ready(offers: tuple[ActivityOffer, ...]) -> None:
            self._offers = offers
            if self._selected not in [offer.code for offer in offers]:
                self._selected = offers[0].code if offers else ""
            self.refresh()

        till.run(lambda: activity_offers(till.desk, session, member_id, lang), ready)

    def refresh(self) -> None:
        """Renders again."""
        if self._screen is not None:
            self._screen.show_view(self.view())

    def view(self) -> ActivitiesView:
        """The sheet as of now."""
        t, counter = self._till.texts, self._till.counter
        attached = None if counter is None else counter.attached
        about = t("Choose first, then scan the member's card")
        if attached is not None:
            about = t("For {name}", name=person_name(attached, t, self._till.desk.pinyin()))
        return ActivitiesView(
            title=t("Check-in and activities"),
            about=about,
            rows=tuple(_row(offer, str(at) if at <= NUMBERED_MAX else "", t) for at, offer in enumerate(self._offers, 1)),
            selected=self._selected,
            empty="" if self._offers else t("The programme gives nothing for check-ins or activities"),
        )

    def move(self, by: int) -> None:
        """↑ ↓"""
        codes = [offer.code for offer in self._offers]
        if codes:
            at = codes.index(self._selected) + by if self._selected in codes else 0
            self._selected = codes[min(max(at, 0), len(codes) - 1)]
            self.refresh()

    def pick(self, code: str) -> None:
        """A row was pressed."""
        self._nav.close_sheet()
        self._book(code)

    def typed(self, char: str) -> bool:
        """A digit picks its row."""
        if not (char.isascii() and char.isdigit()):
            return False
        if 0 < int(char) <= min(len(self._offers), NUMBERED_MAX):
            self.pick(self._offers[int(char) - 1].code)
        return True

    def key(self, key: str) -> bool:
        """↑ ↓ choose, Enter books."""
        if key in ("Up", "Down"):
            self.move(-1 if key == "Up" else 1)
        elif key == "Enter" and self._selected:
            self.pick(self._selected)
        else:
            return False
        return True


def _row(offer: ActivityOffer, key: str, t: Texts) -> PickRowView:
    figure = ""
    if offer.points:
        points = f"{signed(offer.points)} {t.points_unit(offer.points)}"
        figure = t("{points} each", points=points) if offer.asks else points
    elif offer.vouchers:
        figure = t.plural("{n} voucher", "{n} vouchers", offer.vouchers)
    detail = offer.why_not or (offer.rules[0] if offer.rules else "")
    if offer.code == CHECK_IN and offer.streak:
        detail = t("Checked in today, day {n} in a row", n=count(offer.streak))
    icon = "calendar" if offer.code == CHECK_IN else "claim"
    return PickRowView(id=offer.code, title=offer.name, detail=detail, figure=figure, icon=icon, key=key)

"""What Sell shows: the scan box, and the card of the sale before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from app.gui.components.views import (
    BasketView,
    ChoiceView,
    LastSaleView,
    MemberPanelView,
    PayCardView,
    QuickItemsView,
    ScanBoxView,
    UsePointsView,
)
from app.gui.i18n import Texts, mark, money, signed
from app.services.receipts import CompletedSale


@dataclass(frozen=True, slots=True, kw_only=True)
class SellView:
    """The Sell screen. `idle`: nothing on the counter. `undo`: the strip that takes the last removal back."""

    scan: ScanBoxView
    basket: BasketView
    idle: bool
    member: MemberPanelView
    use_points: UsePointsView
    pay: PayCardView
    quick: QuickItemsView
    last_sale: LastSaleView | None = None
    undo: str = ""


class SellScreen(Protocol):
    """What the presenter asks of the screen."""

    def show_view(self, view: SellView) -> None: ...


PLACEHOLDER = mark("Scan or type: item / member / pay code / receipt / voucher")


Ways = Literal["plain", "product", "card"]
"""What can be done with a text that was not recognised: search for it; make a product of it; make it somebody's card."""


def scan_box_view(text: str, problem: str, t: Texts, ways: Ways = "plain") -> ScanBoxView:
    """The scan box; with a problem the three ways on."""
    if not problem:
        return ScanBoxView(placeholder=t(PLACEHOLDER), text=text)
    find, member = ChoiceView("find", t("Find item"), "findItem"), ChoiceView("member", t("Find member"), "member")
    first = {
        "plain": (find, member),
        "product": (ChoiceView("new_product", t("New item"), "plus"), find),
        "card": (ChoiceView("bind", t("Make it a member card"), "card"), member),
    }[ways]
    choices = (*first, ChoiceView("ignore", t("Ignore"), "close"))
    return ScanBoxView(placeholder=t(PLACEHOLDER), text=text, problem=problem, choices=choices)


def last_sale_view(sale: CompletedSale | None, t: Texts) -> LastSaleView | None:
    """The green card; None before the first sale."""
    if sale is None:
        return None
    data = sale.data
    taken = sum(tender.amount_minor for tender in data.tenders)
    points = ""
    if data.member is not None:
        points = f"{signed(data.member.points_earned)} {t.points_unit(data.member.points_earned)}"
    elif data.sale_points:
        points = t("Walk-in · worth {points}", points=t.points(data.sale_points))
    return LastSaleView(
        title=t("Last sale done"),
        time=data.time,
        change=money(data.change_minor),
        paid=t("Taken {taken} · due {due}", taken=money(taken), due=money(data.total_minor)),
        points=points,
    )

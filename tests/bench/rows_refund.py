"""A return of a sale of fifty lines: what the cashier waits for after a tick (the preview) and after F12 (booked, slip queued)."""

from __future__ import annotations

import time
from collections.abc import Iterator

from app.domain.sales.basket import Basket
from app.services.complete_sale import complete_sale
from app.services.edit_basket import edit
from app.services.ports.store import Writer
from app.services.refund_sale import preview_refund, refund_sale, returnable
from app.services.set_up_shop import change_setting
from tests.bench.measure import median
from tests.bench.registry import Figure, figure, row
from tests.bench.rows_commit import Customers
from tests.bench.shop import Bench, open_till

LINES = 50
_PREVIEW_MS = 50.0
"""Local answers come within 50 ms (design.md §1): a tick is answered with all that the return would do."""
_BOOKED_MS = 100.0
"""F12 to the answer, its one flush included: twice what a tick may take, as the same work is done once more under the lock."""
_MEMBERS = 20


@row("refund")
def refund(bench: Bench) -> Iterator[Figure]:
    """Sells fifty lines to a member and takes half of them back, then the other half. The shop's limit is set out of the way."""
    times = bench.times(8, 40)
    previews: list[float] = []
    booked: list[float] = []
    with open_till(bench.copy()) as till:
        customers = Customers(till, _MEMBERS)
        with till.store.write() as books:
            change_setting(till.desk, books, "refund.limit_yuan", 1_000_000)
        with till.store.read() as reader:
            goods = tuple(product for product in reader.find_products("", 400) if product.price_minor)
        for n in range(times):
            customers.fill(till.desk)

            def more(books: Writer, basket: Basket, n: int = n) -> Basket:
                at = n
                while len(basket.lines) < LINES:
                    basket = basket.with_product(goods[at % len(goods)], 1)
                    at += 1
                return basket

            sale_id = edit(till.desk, till.session, more).basket.sale_id
            complete_sale(till.desk, till.session, sale_id, "wechat")
            left = returnable(till.desk, sale_id)
            lines = list(left)
            for half in (lines[::2], lines[1::2]):
                back = {line: left[line] for line in half}
                began = time.perf_counter()
                shown = preview_refund(till.desk, till.session, sale_id, back, "quality")
                previews.append((time.perf_counter() - began) * 1000)
                began = time.perf_counter()
                refund_sale(till.desk, till.session, till.desk.ids.new_id(), sale_id, back, "quality", shown=shown.shown)
                booked.append((time.perf_counter() - began) * 1000)
    yield figure("refund", "50 lines, preview after a tick, p50", median(previews), "ms", n=len(previews), most=_PREVIEW_MS)
    yield figure("refund", "50 lines, booked with its slip, p50", median(booked), "ms", n=len(booked), most=_BOOKED_MS)

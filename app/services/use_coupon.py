"""Coupons at the till (design.md §3, CAMP-10): a voucher that takes something off the sale is put on the basket by its scan, and used up in
the sale's own event. A partner's coupon is told by how its code begins; it is written down and used up in one, so it is good once as well.
"""

from __future__ import annotations

from app.domain.catalogue.reward_facts import RewardFacts
from app.domain.errors import Refusal
from app.domain.ledger.voucher_code import is_voucher_code
from app.domain.sales.basket import Basket, CouponHeld
from app.domain.sales.coupons import with_coupon, without_coupon
from app.services.counter import CounterState
from app.services.desk import Desk, Session
from app.services.edit_basket import edit
from app.services.ports.store import Reader, Writer
from app.services.use_voucher import check_good

FACTS_READ = 1_000
NOBODY = "walk_in"
"""Whose a partner's coupon is where no member stands on the sale."""


def coupon_of(desk: Desk, reader: Reader, session: Session, code: str) -> CouponHeld | None:
    """The coupon a code is; None for a voucher that is handed out at the desk, and for a code that is none.

    Refusals: those of `check_voucher`, voucher_used for a partner's code that was taken before.
    """
    if is_voucher_code(code):
        good = check_good(desk, reader, session, code)
        kinds = (good.voucher.voucher, good.voucher.rule)
        facts = next((found for kind in kinds if (found := reader.reward_facts(kind)).coupon is not None), None)
        if facts is None or facts.coupon is None:
            return None
        return CouponHeld(code=code, voucher=good.voucher.voucher, name=facts.name or good.name, terms=facts.coupon)
    facts = _partners(reader, code)
    if facts is None or facts.coupon is None:
        return None
    if reader.voucher(code) is not None:
        check_good(desk, reader, session, code)
    return CouponHeld(code=code, voucher=facts.reward, name=facts.name or facts.coupon.partner, terms=facts.coupon)


def _partners(reader: Reader, code: str) -> RewardFacts | None:
    """Whose coupon a code is that the shop did not issue: the longest beginning that fits."""
    known = [(facts, facts.coupon.prefix) for facts in reader.all_reward_facts(FACTS_READ) if facts.coupon is not None]
    fitting = [(facts, prefix) for facts, prefix in known if prefix and code.startswith(prefix) and len(code) > len(prefix)]
    return max(fitting, key=lambda found: len(found[1]), default=(None, ""))[0]


def add_coupon(desk: Desk, session: Session, code: str) -> CounterState:
    """Puts a coupon on the basket. Refusals: those of `coupon_of`, voucher_good (it is no coupon), coupon_on_sale, too_many_coupons,
    payment_begun, shift_closed.
    """

    def change(books: Writer, basket: Basket) -> Basket:
        coupon = coupon_of(desk, books, session, code)
        if coupon is None:
            raise Refusal("voucher_good")
        return with_coupon(basket, coupon)

    return edit(desk, session, change)


def remove_coupon(desk: Desk, session: Session, code: str) -> CounterState:
    """Takes a coupon off again; it stays good."""
    return edit(desk, session, lambda _, basket: without_coupon(basket, code))


def check_coupons(desk: Desk, reader: Reader, session: Session, basket: Basket) -> None:
    """That every coupon of a basket that is to be completed is still good. Refusals as for `check_voucher`."""
    for coupon in basket.coupons:
        if is_voucher_code(coupon.code) or reader.voucher(coupon.code) is not None:
            check_good(desk, reader, session, coupon.code)


def coupons_taken(books: Reader, basket: Basket) -> dict[str, object]:
    """What a sale's event says of its coupons; one that took nothing off stays good."""
    used = [coupon for coupon in basket.coupons if coupon.off_minor]
    fresh = [
        [coupon.code, basket.member_id or NOBODY, coupon.voucher, coupon.voucher, None]
        for coupon in used
        if books.voucher(coupon.code) is None
    ]
    parts: dict[str, object] = {
        "coupons": [[coupon.code, coupon.voucher, coupon.name, coupon.off_minor] for coupon in used],
        "vouchers_ended": [[coupon.code, "used"] for coupon in used],
        "vouchers": fresh,
    }
    return {name: part for name, part in parts.items() if part}

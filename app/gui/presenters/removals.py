"""What ✕ beside a line of the pay card takes off again: a payment, points, a card, a coupon, a code. Ids as in `payment_lines`."""

from __future__ import annotations

from app.gui.presenters.counter_views import CODE_LINE, COUPON_LINE, CREDIT_LINE, VALUE_LINE
from app.services.counter import CounterState
from app.services.desk import Desk, Session
from app.services.edit_basket import remove_code
from app.services.take_payment import hand_out_credit, remove_tender
from app.services.use_coupon import remove_coupon
from app.services.use_points import take_points_off
from app.services.use_value import take_value_off


def take_off(desk: Desk, session: Session, line_id: str) -> CounterState:
    """Takes it off in one commit. Refusals of the acts."""
    if line_id.startswith(COUPON_LINE):
        return remove_coupon(desk, session, line_id.removeprefix(COUPON_LINE))
    if line_id.startswith(CODE_LINE):
        return remove_code(desk, session, line_id.removeprefix(CODE_LINE))
    if line_id.startswith(VALUE_LINE):
        return take_value_off(desk, session, int(line_id.removeprefix(VALUE_LINE)))
    if line_id == CREDIT_LINE:
        return hand_out_credit(desk, session)
    return take_points_off(desk, session) if line_id == "points" else remove_tender(desk, session, int(line_id))

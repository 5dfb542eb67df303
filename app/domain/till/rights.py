"""Who may do what: one table of acts by roles. A person without the right is refused, or a person who has it approves the act.

Limits (points, amounts, days) belong to the act; an act above its limit asks for its own row here (`GRANT_MANY_POINTS`).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

ROLES = ("cashier", "shift_leader", "owner")


class Right(StrEnum):
    """The answer of the table."""

    YES = "yes"
    NEEDS_APPROVAL = "needs_approval"
    NO = "no"


class Act(StrEnum):
    """What is not everybody's to do."""

    CHANGE_SETTINGS = "change_settings"
    OPEN_OFFICE = "open_office"
    LOOK_PROGRAMME = "look_programme"
    EDIT_PROGRAMME = "edit_programme"
    PUBLISH_PROGRAMME = "publish_programme"
    LOOK_MEMBERS = "look_members"
    ENROL_MANY = "enrol_many"
    GRANT_POINTS = "grant_points"
    GRANT_MANY_POINTS = "grant_many_points"
    DEDUCT_POINTS = "deduct_points"
    DEDUCT_MANY_POINTS = "deduct_many_points"
    GRANT_IN_BULK = "grant_in_bulk"
    SET_TIER = "set_tier"
    REVERSE_EXPIRY = "reverse_expiry"
    FREEZE_MEMBER = "freeze_member"
    CLOSE_MEMBER = "close_member"
    DISCOUNT = "discount"
    DISCOUNT_MUCH = "discount_much"
    SET_PRICE = "set_price"
    REDEEM_UNPROVED = "redeem_unproved"
    REFUND = "refund"
    REFUND_MUCH = "refund_much"
    REFUND_LATE = "refund_late"
    REFUND_WITHOUT_RECEIPT = "refund_without_receipt"
    PAY_OUT_VALUE = "pay_out_value"
    PAY_IN = "pay_in"
    PAY_OUT = "pay_out"
    SAFE_DROP = "safe_drop"
    NO_SALE = "no_sale"
    CLOSE_SHIFT = "close_shift"
    CLOSE_SHIFT_SHORT = "close_shift_short"
    EDIT_CATALOGUE = "edit_catalogue"
    EDIT_REWARDS = "edit_rewards"
    LOOK_REPORTS = "look_reports"
    LOOK_JOURNAL = "look_journal"
    EDIT_STAFF = "edit_staff"


_YES, _ASK, _NO = Right.YES, Right.NEEDS_APPROVAL, Right.NO
TABLE: Mapping[Act, tuple[Right, Right, Right]] = {
    # cashier, shift leader, owner
    Act.CHANGE_SETTINGS: (_NO, _YES, _YES),
    Act.OPEN_OFFICE: (_NO, _YES, _YES),
    Act.LOOK_PROGRAMME: (_NO, _YES, _YES),
    Act.EDIT_PROGRAMME: (_NO, _NO, _YES),
    Act.PUBLISH_PROGRAMME: (_NO, _NO, _YES),
    Act.LOOK_MEMBERS: (_NO, _YES, _YES),
    Act.ENROL_MANY: (_ASK, _YES, _YES),
    Act.GRANT_POINTS: (_ASK, _YES, _YES),
    Act.GRANT_MANY_POINTS: (_NO, _ASK, _YES),
    Act.DEDUCT_POINTS: (_ASK, _YES, _YES),
    Act.DEDUCT_MANY_POINTS: (_NO, _ASK, _YES),
    Act.GRANT_IN_BULK: (_NO, _ASK, _YES),
    Act.SET_TIER: (_NO, _ASK, _YES),
    Act.REVERSE_EXPIRY: (_NO, _NO, _YES),
    Act.FREEZE_MEMBER: (_ASK, _YES, _YES),
    Act.CLOSE_MEMBER: (_NO, _ASK, _YES),
    Act.DISCOUNT: (_YES, _YES, _YES),
    Act.DISCOUNT_MUCH: (_ASK, _YES, _YES),
    Act.SET_PRICE: (_ASK, _YES, _YES),
    Act.REDEEM_UNPROVED: (_ASK, _YES, _YES),
    Act.REFUND: (_YES, _YES, _YES),
    Act.REFUND_MUCH: (_ASK, _YES, _YES),
    Act.REFUND_LATE: (_ASK, _YES, _YES),
    Act.REFUND_WITHOUT_RECEIPT: (_ASK, _YES, _YES),
    Act.PAY_OUT_VALUE: (_ASK, _YES, _YES),
    Act.PAY_IN: (_YES, _YES, _YES),
    Act.PAY_OUT: (_ASK, _YES, _YES),
    Act.SAFE_DROP: (_YES, _YES, _YES),
    Act.NO_SALE: (_YES, _YES, _YES),
    Act.CLOSE_SHIFT: (_YES, _YES, _YES),
    Act.CLOSE_SHIFT_SHORT: (_ASK, _ASK, _YES),
    Act.EDIT_CATALOGUE: (_NO, _YES, _YES),
    Act.EDIT_REWARDS: (_NO, _YES, _YES),
    Act.LOOK_REPORTS: (_NO, _YES, _YES),
    Act.LOOK_JOURNAL: (_NO, _YES, _YES),
    Act.EDIT_STAFF: (_NO, _NO, _YES),
}


def right(role: str, act: Act) -> Right:
    """What the table says; NO for a role that is not in it."""
    return TABLE[act][ROLES.index(role)] if role in ROLES else Right.NO


def may(role: str, act: Act) -> bool:
    """Whether this role does it alone. Whoever may do it alone may also approve it for another person."""
    return right(role, act) is Right.YES

"""What happens on the busy day of the demonstration, drawn from a seed: who comes when, what lies on the counter, how it is paid."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

OPENS_MIN, CLOSES_MIN = 7 * 60, 21 * 60 + 30
"""Minutes of the day between which customers come."""
_LINES = (1, 1, 2, 2, 2, 3, 3, 4, 5, 8)
_TENDERS = ("exact", "exact", "note", "wechat", "wechat", "wechat", "alipay", "card", "mixed")
_NAMES = ("王丽", "李强", "张敏", "刘洋", "陈静", "杨帆", "赵磊", "黄婷", "周凯", "吴迪")


class Kind(StrEnum):
    """What a customer, or somebody of the shop, comes for."""

    SALE = "sale"
    ENROL = "enrol"
    CHECK_IN = "check_in"
    REFUND = "refund"
    TOP_UP = "top_up"
    REWARD = "reward"
    CLAIM = "claim"
    CHANGE_STAFF = "change_staff"
    CLOSE = "close"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayAct:
    """One visit. `skus`: what is rung up; `card`: the member's, empty for a walk-in; `tender`: how the rest is paid.

    `points`: the most that may be redeemed is; `suspended`: the basket is put aside and taken up again before it is paid; `of`: the number
    of the sale of which a piece comes back; `amount_yuan`: what is topped up; `phone`, `name`: of somebody new; `staff`: whose PIN is
    typed. `jams`: the printer jams under this receipt; `cut`: the power goes with half of it on the counter.
    """

    n: int
    kind: Kind
    at_minute: int
    skus: tuple[str, ...] = ()
    card: str = ""
    tender: str = "exact"
    points: bool = False
    suspended: bool = False
    of: int = 0
    amount_yuan: int = 0
    phone: str = ""
    name: str = ""
    staff: str = ""
    jams: bool = False
    cut: bool = False


def plan_day(seed: int, sales: int, skus: Sequence[str], cards: Sequence[str]) -> tuple[DayAct, ...]:
    """The day's acts in their order: `sales` sales, one enrolment in about 30, one check-in in about 15, a refund in 10, a top-up and a
    further sale paid from it in 20, a claim in 12, a visit to the reward desk in 25, a change of staff in the middle, a jam after a third
    and a power cut after two thirds; the closing of the shift at the end.

    ValueError below 9 sales.
    """
    if sales < 9:
        raise ValueError("a busy day has 9 sales or more")
    pick = random.Random(f"{seed}|busy day")
    acts: list[DayAct] = []

    def add(kind: Kind, minute: int, **more: object) -> None:
        acts.append(DayAct(n=len(acts), kind=kind, at_minute=minute, **more))  # type: ignore[arg-type]

    for sale in range(sales):
        minute = OPENS_MIN + (CLOSES_MIN - OPENS_MIN) * sale // sales
        card = pick.choice(cards) if pick.random() < 0.55 else ""
        if sale == sales // 2:
            add(Kind.CHANGE_STAFF, minute, staff="1002")
        if card and sale % 15 == 4:
            add(Kind.CHECK_IN, minute, card=card)
        if sale % 30 == 5:
            add(Kind.ENROL, minute, phone=f"1391{pick.randrange(10**7):07d}", name=pick.choice(_NAMES))
        if sale % 10 == 9:
            sold = sum(act.kind is Kind.SALE for act in acts)
            add(Kind.REFUND, minute, of=sold - 3)
        if sale % 20 == 11:
            topped = pick.choice(cards)
            add(Kind.TOP_UP, minute, card=topped, amount_yuan=200)
            add(Kind.SALE, minute, skus=(pick.choice(skus),), card=topped, tender="stored_value")
        if sale % 12 == 7:
            add(Kind.CLAIM, minute, card=pick.choice(cards))
        if sale % 25 == 13:
            add(Kind.REWARD, minute, card=pick.choice(cards))
        jams, cut = sale == sales // 3, sale == sales * 2 // 3
        lines = pick.choice(_LINES) if not cut else 4
        add(
            Kind.SALE,
            minute,
            skus=tuple(pick.choice(skus) for _ in range(lines)),
            card=card,
            tender="exact" if jams or cut else pick.choice(_TENDERS),
            points=bool(card) and pick.random() < 0.3,
            suspended=sale % 14 == 3,
            jams=jams,
            cut=cut,
        )
    add(Kind.CLOSE, CLOSES_MIN + 10)
    return tuple(acts)

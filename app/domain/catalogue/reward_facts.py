"""What a shop knows of a reward beside the programme: its cost, how long its voucher is good, the prizes of a draw.

The programme says what a reward asks of a member (programme.md §6.4) and never changes once published; these facts may change any day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.catalogue.coupon_terms import CouponTerms, checked_terms
from app.domain.errors import Refusal
from app.domain.members.names import clean_text
from app.domain.money import MAX_MINOR
from app.domain.programme.dates import is_day

PRIZES_MAX = 100
WEIGHT_MAX = 1_000_000
VALID_DAYS_MAX = 36_500
NOTE_MAX = 200
NAME_MAX = 40
CODE_MAX = 32
WORTHLESS = ""
"""Code of a prize with which nothing is won."""
WHOLES = (100, 1_000, 10_000, 100_000, 1_000_000)
"""What the weights of a draw may add up to: the odds are told in percent with at most four decimals."""


@dataclass(frozen=True, slots=True)
class Prize:
    """What a draw may end in: `weight` of the sum of all weights. `code` is the kind of the voucher that is won, WORTHLESS for a blank.

    `stocked`: only so many can be won as were put on the shelf (`stock_key`); then the draw goes on without it.
    """

    code: str
    name: str
    weight: int
    stocked: bool = False

    def to_list(self) -> list[object]:
        """Plain data."""
        return [self.code, self.name, self.weight, *([True] if self.stocked else [])]


def stock_key(reward: str, prize: str) -> str:
    """What the stock of a prize is counted under. No code of a reward has a stroke in it."""
    return f"{reward}/{prize}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardFacts:
    """Facts of one reward. Money in fen.

    `cost_minor`: what one costs the shop, None where nobody has said. `valid_days`: how long its voucher is good, the day of issue not
    counted, None: for good. `worth_minor`: money handed out by a cash-back; None: the points at their value. `tier` and `tier_days`: the
    tier a reward of kind tier opens, and for how long. `project`: who gets a donation. `note`: what is done when it is handed over.
    `more_on`: when more come, where all are gone. `coupon`: what its voucher takes off a sale, None: it is handed out at the desk. `name`:
    of a voucher that is no reward of the programme.
    """

    reward: str
    cost_minor: int | None = None
    valid_days: int | None = None
    worth_minor: int | None = None
    tier: str | None = None
    tier_days: int | None = None
    project: str = ""
    note: str = ""
    more_on: str | None = None
    name: str = ""
    coupon: CouponTerms | None = None
    prizes: tuple[Prize, ...] = ()

    def to_mapping(self) -> dict[str, object]:
        """Plain data, unknown facts left out."""
        found: dict[str, object] = {
            name: getattr(self, name)
            for name in ("cost_minor", "valid_days", "worth_minor", "tier", "tier_days", "project", "note", "more_on", "name")
        }
        found["prizes"] = [prize.to_list() for prize in self.prizes]
        found["coupon"] = None if self.coupon is None else self.coupon.to_mapping()
        return {name: value for name, value in found.items() if value not in (None, "", [])}

    @classmethod
    def from_mapping(cls, reward: str, facts: Mapping[str, Any]) -> RewardFacts:
        """The inverse of `to_mapping`."""
        prizes, terms = tuple(Prize(*prize) for prize in facts.get("prizes", ())), facts.get("coupon")
        coupon = None if terms is None else CouponTerms.from_mapping(terms)
        return cls(reward=reward, **{**facts, "prizes": prizes, "coupon": coupon})


def checked_facts(facts: RewardFacts) -> RewardFacts:
    """The facts, texts cleaned. Refusals: text_too_long, reward_facts (field, problem: range, duplicate, odds, sum).

    `odds`: nothing can be won; `sum`: the odds do not add up to 100 %.
    """

    def bounded(field: str, value: int | None, low: int, high: int) -> None:
        if value is not None and not low <= value <= high:
            raise Refusal("reward_facts", field=field, problem="range")

    bounded("cost_minor", facts.cost_minor, 0, MAX_MINOR)
    bounded("worth_minor", facts.worth_minor, 1, MAX_MINOR)
    bounded("valid_days", facts.valid_days, 0, VALID_DAYS_MAX)
    bounded("tier_days", facts.tier_days, 1, VALID_DAYS_MAX)
    prizes = tuple(_checked_prize(prize) for prize in facts.prizes)
    if len(prizes) > PRIZES_MAX:
        raise Refusal("reward_facts", field="prizes", problem="range")
    codes = [prize.code for prize in prizes if prize.code != WORTHLESS]
    if len(set(codes)) != len(codes):
        raise Refusal("reward_facts", field="prizes", problem="duplicate")
    if prizes and not codes:
        raise Refusal("reward_facts", field="prizes", problem="odds")
    if prizes and sum(prize.weight for prize in prizes) not in WHOLES:
        raise Refusal("reward_facts", field="prizes", problem="sum")
    if facts.more_on is not None and not is_day(facts.more_on):
        raise Refusal("reward_facts", field="more_on", problem="range")
    return RewardFacts(
        reward=facts.reward,
        cost_minor=facts.cost_minor,
        valid_days=facts.valid_days,
        worth_minor=facts.worth_minor,
        tier=facts.tier or None,
        tier_days=facts.tier_days,
        project=clean_text(facts.project, NAME_MAX, "project"),
        note=clean_text(facts.note, NOTE_MAX, "note"),
        more_on=facts.more_on,
        name=clean_text(facts.name, NAME_MAX, "name"),
        coupon=None if facts.coupon is None else checked_terms(facts.coupon),
        prizes=prizes,
    )


def _checked_prize(prize: Prize) -> Prize:
    name = clean_text(prize.name, NAME_MAX, "prize")
    fits = len(prize.code) <= CODE_MAX and prize.code.isascii() and all(char.isalnum() or char in "_.-" for char in prize.code)
    if not fits or not name or not 1 <= prize.weight <= WEIGHT_MAX:
        raise Refusal("reward_facts", field="prizes", problem="range")
    return Prize(prize.code, name, prize.weight, prize.stocked and prize.code != WORTHLESS)

"""A published programme as frozen values: places instead of codes, filters and bases interned. Made by compiler.py.

The caller keeps the compiled programme; it is identified by the SHA-256 of the document as published (programme.md G8).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from app.domain.exact import Rounding
from app.domain.programme.dates import LeapBirthday, add_days, add_months, month_end, year_end

Recipient = Literal["member", "referrer", "team"]
RuleRounding = Literal["floor", "half_up", "ceil", "carry"]
LaneMode = Literal["stack", "best", "add_factors", "multiply"]
BenefitKind = Literal["per_amount", "per_item", "fixed", "percent_back", "multiply", "voucher"]
RECIPIENTS: tuple[Recipient, ...] = ("member", "referrer", "team")
SALE_TRIGGERS = ("sale", "first_sale")
COMBINED = ("add_factors", "multiply")
CONDITION_ORDER = (
    "dates",
    "weekdays",
    "month_days",
    "times",
    "stores",
    "tills",
    "channels",
    "tiers",
    "groups",
    "card_types",
    "card_batches",
    "birthday",
    "referred",
    "nth",
    "tenders",
    "codes",
)
"""The conditions in the order in which they are tested; challenge and the minima come later (programme.md §5.2)."""
Token = tuple[str, str]


@dataclass(frozen=True, slots=True)
class LineFilter:
    """Which lines count. Tokens are ("p" | "c" | "b", ref); `include` None means every line that is not excluded."""

    include: frozenset[Token] | None
    exclude: frozenset[Token]


@dataclass(frozen=True, slots=True)
class Base:
    """What counts as eligible (programme.md §4)."""

    before_discount: bool
    without_tax: bool
    exclude_tenders: frozenset[str]
    lines: LineFilter | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """Life of points or of a tier."""

    kind: Literal["months", "days", "date", "year_end", "inactivity", "permanent"]
    n: int = 0
    month_end: bool = False
    date: str = ""
    plus_years: int = 0

    def last_day(self, start: str) -> str | None:
        """Last good day counted from `start`, None when there is none."""
        if self.kind == "months":
            day = add_months(start, self.n)
            return month_end(day) if self.month_end else day
        if self.kind == "inactivity":
            return add_months(start, self.n)
        if self.kind == "days":
            return add_days(start, self.n)
        if self.kind == "date":
            return self.date
        return year_end(start, self.plus_years) if self.kind == "year_end" else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Benefit:
    """What a rule gives. Only the fields of its kind have a meaning."""

    kind: BenefitKind
    points: int = 0
    every_minor: int = 1
    every_qty: int = 1
    percent: Fraction = Fraction(0)
    factor: Fraction = Fraction(1)
    of: tuple[int, ...] = ()
    voucher: str = ""
    count: int = 1
    step: int = 1
    whole_steps: bool = True


@dataclass(frozen=True, slots=True)
class Nth:
    """Every nth or the nth sale or check-in of a streak."""

    of: Literal["sale", "streak"]
    at: int | None
    every: int | None


@dataclass(frozen=True, slots=True)
class Challenge:
    """A goal over the totals of a month or a year."""

    metric: Literal["spend_minor", "visits"]
    per: Literal["month", "year"]
    reach: int


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Conditions of a rule, None (0 for the minima) where absent. `present`: those of CONDITION_ORDER that are given."""

    dates: tuple[str | None, str | None] | None = None
    weekdays: frozenset[int] | None = None
    month_days: frozenset[int] | None = None
    times: tuple[tuple[str, str], ...] | None = None
    stores: frozenset[str] | None = None
    tills: frozenset[str] | None = None
    channels: frozenset[str] | None = None
    tiers: frozenset[str] | None = None
    groups: frozenset[str] | None = None
    card_types: frozenset[str] | None = None
    card_batches: frozenset[str] | None = None
    birthday: Literal["day", "month"] | None = None
    referred: bool | None = None
    nth: Nth | None = None
    tenders: frozenset[str] | None = None
    codes: frozenset[str] | None = None
    challenge: Challenge | None = None
    min_amount_minor: int = 0
    min_qty: int = 0
    present: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """A limit. `rules` None: all rules."""

    code: str
    rules: frozenset[str] | None
    who: Literal["member", "store", "till", "cashier", "all"]
    per: Literal["event", "day", "month", "year", "lifetime"]
    times: bool
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. `base` and `lines` are places in the programme's interned lists; `lines` None: all lines."""

    place: int
    code: str
    name: str
    active: bool
    trigger: str
    activity: str | None
    sale: bool
    lane: int
    recipient: Recipient
    when: When
    lines: int | None
    base: int
    benefit: Benefit
    rounding: RuleRounding
    exclusive: bool
    stop: bool
    pending_days: int
    validity: Validity
    qualifying: bool
    funding: str | None
    caps: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A lane and its rules in document order."""

    code: str
    name: str
    mode: LaneMode
    rounding: Rounding
    rules: tuple[Rule, ...]

    @property
    def combined(self) -> bool:
        """Whether its multipliers are rounded together, once."""
        return self.mode in COMBINED


@dataclass(frozen=True, slots=True)
class Level:
    """A tier level; `threshold` in fen, visits or points."""

    code: str
    name: str
    threshold: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiers:
    """The tier scheme, lowest level first."""

    metric: Literal["spend", "visits", "points", "manual"]
    window: Literal["rolling_months", "calendar_year", "lifetime"]
    window_months: int
    levels: tuple[Level, ...]
    at_once: bool
    this_sale: bool
    downgrade: Literal["none", "one_step", "to_level"]
    keep: Validity
    grace_days: int
    rank: Mapping[str, int]

    def level_for(self, metric: int) -> int:
        """Place of the highest level whose threshold is reached."""
        return max(place for place, level in enumerate(self.levels) if level.threshold <= metric)


@dataclass(frozen=True, slots=True, kw_only=True)
class Redemption:
    """Paying with points."""

    enabled: bool
    min_points: int
    step_points: int
    max_points: int | None
    max_percent: Fraction
    lines: LineFilter | None
    lot_order: Literal["expiry_first", "oldest_first"]
    auto_reward: str | None
    auto_keep: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reward:
    """Something bought with points. `limit` a member in each period `per`, None: no limit; `per` is day, month, year or lifetime."""

    code: str
    name: str
    kind: str
    points: int
    cash_minor: int
    active: bool
    dates: tuple[str | None, str | None] | None
    stores: frozenset[str] | None
    tiers: frozenset[str] | None
    limit: int | None
    per: str
    stocked: bool

    @property
    def privilege(self) -> bool:
        """It costs nothing and belongs to some tiers (programme.md §6.4)."""
        return self.points == 0 and self.tiers is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Returns:
    """How returns are settled."""

    proportional: bool = True
    tender_order: tuple[str, ...] = ()
    grace_days: int = 0
    charge: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredValue:
    """Stored-value card rules; bonus steps are (from_minor, bonus_minor, every)."""

    spend_order: Literal["principal_first", "bonus_first", "proportional"]
    bonus: tuple[tuple[int, int, bool], ...]
    min_top_up_minor: int
    named_max_minor: int | None
    unnamed_max_minor: int | None
    real_name_from_minor: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledProgramme:
    """A programme ready to evaluate. `rules` in document order; `base` 0 is the programme's own."""

    code: str
    version: int
    name: str
    sha256: str
    point_value: Fraction
    leap_birthday: LeapBirthday
    lanes: tuple[Lane, ...]
    rules: tuple[Rule, ...]
    bases: tuple[Base, ...]
    filters: tuple[LineFilter, ...]
    caps: tuple[Cap, ...]
    pending_days: int
    validity: Validity
    tiers: Tiers | None
    redemption: Redemption | None
    rewards: Mapping[str, Reward]
    returns: Returns
    stored_value: StoredValue | None

    @property
    def automatic_reward(self) -> Reward | None:
        """What is bought by itself once a member has points enough (programme.md §6.4)."""
        redemption = self.redemption
        if redemption is None or not redemption.enabled or redemption.auto_reward is None:
            return None
        return self.rewards[redemption.auto_reward]

    def rule(self, code: str) -> Rule:
        """The rule with this code; KeyError when there is none."""
        for rule in self.rules:
            if rule.code == code:
                return rule
        raise KeyError(code)

"""The shapes of all documents (programme.md §2, §3, §8) as pydantic models, and their errors as {path, code}. The only pydantic file here.

The models only judge; values are built from the judged documents in inputs.py and compiler.py. Null fields have been left out before.
Error codes of our own checks are the codes of programme.md §8; those of pydantic are translated at the end of this file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StrictBool,
    StrictInt,
    StrictStr,
    Tag,
    ValidationError,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from app.domain.exact import parse_exact

_TAG = "\0"
_CODE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,31}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_TRIGGERS = ("sale", "first_sale", "enrolment", "profile_completed", "check_in", "birthday", "top_up", "challenge")
_CODES = ("missing", "unknown_field", "type", "range", "format", "enum")


@dataclass(frozen=True, slots=True, order=True)
class DocumentError:
    """One defect: a JSON pointer and a code of programme.md §8."""

    path: str
    code: str

    def to_document(self) -> dict[str, str]:
        """The document."""
        return {"path": self.path, "code": self.code}


def pointer(*parts: str | int) -> str:
    """A JSON pointer (RFC 6901)."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def _fail(code: str) -> PydanticCustomError:
    return PydanticCustomError(code, "{code}", {"code": code})


def _code(value: str) -> str:
    if _CODE.fullmatch(value) is None:
        raise _fail("format")
    return value


def _text(most: int) -> AfterValidator:
    def check(value: str) -> str:
        if not 1 <= len(value) <= most or _CONTROL.search(value):
            raise _fail("format")
        return value

    return AfterValidator(check)


def _date(value: str) -> str:
    if _DATE.fullmatch(value) is None:
        raise _fail("format")
    try:
        year = date.fromisoformat(value).year
    except ValueError as error:
        raise _fail("format") from error
    if not 1970 <= year <= 2199:
        raise _fail("range")
    return value


def _time(value: str) -> str:
    if _TIME.fullmatch(value) is None:
        raise _fail("format")
    return value


def _exact(low: int | None, high: int | None, *, above: bool = False) -> AfterValidator:
    """An exact number from `low` (or above it) to `high`; without `low` it may be negative."""

    def check(value: str) -> str:
        try:
            number: Fraction = parse_exact(value)
        except ValueError as error:
            raise _fail("format") from error
        if low is not None and value.startswith("-"):
            raise _fail("format")
        if (low is not None and (number < low or (above and number == low))) or (high is not None and number > high):
            raise _fail("range")
        return value

    return AfterValidator(check)


def _trigger(value: str) -> str:
    kind, colon, activity = value.partition(":")
    if kind == "activity":
        if not colon or _CODE.fullmatch(activity) is None:
            raise _fail("format")
    elif value not in _TRIGGERS:
        raise _fail("enum")
    return value


def _listed(*values: Any) -> BeforeValidator:
    """One of a list; another type than the list's is a type error."""

    def check(value: Any) -> Any:
        if type(value) is not type(values[0]):
            raise _fail("type")
        if value not in values:
            raise _fail("enum")
        return value

    return BeforeValidator(check)


Code = Annotated[StrictStr, AfterValidator(_code)]
Text = Annotated[StrictStr, _text(100)]
Ref = Annotated[StrictStr, _text(64)]
Day = Annotated[StrictStr, AfterValidator(_date)]
Time = Annotated[StrictStr, AfterValidator(_time)]
Carry = Annotated[StrictStr, _exact(None, None)]
Currency = Annotated[StrictStr, AfterValidator(lambda value: value if re.fullmatch("[A-Z]{3}", value) else _raise("format"))]
Count = Annotated[StrictInt, Field(ge=0, le=10**12)]
Points = Annotated[StrictInt, Field(ge=1, le=10**9)]
Quantity = Annotated[StrictInt, Field(ge=1, le=10**6)]
Positive = Annotated[StrictInt, Field(ge=1, le=10**12)]
Months = Annotated[StrictInt, Field(ge=1, le=600)]
Refs = Annotated[list[Ref], Field(max_length=1000)]
SomeRefs = Annotated[list[Ref], Field(min_length=1, max_length=1000)]
SomeCodes = Annotated[list[Code], Field(min_length=1, max_length=1000)]
Codes = Annotated[list[Code], Field(max_length=1000)]
Flag = StrictBool


def _raise(code: str) -> str:
    raise _fail(code)


class Shape(BaseModel):
    """A JSON object whose fields are all known."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=False)


class LineFilterShape(Shape):
    products: Refs | None = None
    categories: Refs | None = None
    brands: Refs | None = None
    exclude_products: Refs | None = None
    exclude_categories: Refs | None = None
    exclude_brands: Refs | None = None


class BaseShape(Shape):
    discount: Annotated[Any, _listed("after", "before")] = None
    tax: Annotated[Any, _listed("included", "excluded")] = None
    exclude_tenders: Refs | None = None
    lines: LineFilterShape | None = None


class LaneShape(Shape):
    code: Code
    name: Text | None = None
    mode: Annotated[Any, _listed("stack", "best", "add_factors", "multiply")]
    rounding: Annotated[Any, _listed("floor", "half_up", "ceil")] = None


class DatesShape(Shape):
    from_date: Day | None = None
    to_date: Day | None = None


class WindowShape(Shape):
    start: Time
    end: Time


class NthShape(Shape):
    of: Annotated[Any, _listed("sale", "streak")]
    at: Quantity | None = None
    every: Quantity | None = None


class ChallengeShape(Shape):
    metric: Annotated[Any, _listed("spend_minor", "visits")]
    per: Annotated[Any, _listed("month", "year")]
    reach: Count


class WhenShape(Shape):
    dates: DatesShape | None = None
    weekdays: Annotated[list[Annotated[StrictInt, Field(ge=1, le=7)]], Field(min_length=1, max_length=1000)] | None = None
    month_days: Annotated[list[Annotated[StrictInt, Field(ge=-1, le=31)]], Field(min_length=1, max_length=1000)] | None = None
    times: Annotated[list[WindowShape], Field(min_length=1, max_length=10)] | None = None
    stores: SomeCodes | None = None
    tills: SomeCodes | None = None
    channels: SomeCodes | None = None
    tiers: SomeCodes | None = None
    groups: SomeRefs | None = None
    card_types: SomeRefs | None = None
    card_batches: SomeRefs | None = None
    birthday: Annotated[Any, _listed("day", "month")] = None
    referred: Flag | None = None
    nth: NthShape | None = None
    tenders: SomeRefs | None = None
    codes: SomeRefs | None = None
    challenge: ChallengeShape | None = None
    min_amount_minor: Positive | None = None
    min_qty: Positive | None = None


class _PerAmount(Shape):
    kind: Any
    points: Points
    every_minor: Positive
    whole_steps: Flag | None = None


class _PerItem(Shape):
    kind: Any
    points: Points
    every_qty: Positive | None = None
    whole_steps: Flag | None = None


class _Fixed(Shape):
    kind: Any
    points: Points


class _PercentBack(Shape):
    kind: Any
    percent: Annotated[StrictStr, _exact(0, 1000, above=True)]


class _Multiply(Shape):
    kind: Any
    factor: Annotated[StrictStr, _exact(1, 1000)]
    of: Codes | None = None


class _Voucher(Shape):
    kind: Any
    voucher: Code
    count: Positive | None = None


class _NoKind(Shape):
    kind: Annotated[Any, BeforeValidator(lambda _: _raise("enum"))]
    model_config = ConfigDict(extra="ignore")


class _WrongKind(Shape):
    kind: StrictStr
    model_config = ConfigDict(extra="ignore")


def _kind_of(*kinds: str) -> Discriminator:
    """Picks the model by the field `kind`; a document without a usable one meets a model that only complains about that field."""

    def pick(value: Any) -> str:
        kind = value.get("kind") if isinstance(value, Mapping) else None
        if isinstance(kind, str):
            return _TAG + (kind if kind in kinds else "other")
        return _TAG + "wrong"

    return Discriminator(pick)


Benefit = Annotated[
    Annotated[_PerAmount, Tag(_TAG + "per_amount")]
    | Annotated[_PerItem, Tag(_TAG + "per_item")]
    | Annotated[_Fixed, Tag(_TAG + "fixed")]
    | Annotated[_PercentBack, Tag(_TAG + "percent_back")]
    | Annotated[_Multiply, Tag(_TAG + "multiply")]
    | Annotated[_Voucher, Tag(_TAG + "voucher")]
    | Annotated[_NoKind, Tag(_TAG + "other")]
    | Annotated[_WrongKind, Tag(_TAG + "wrong")],
    _kind_of("per_amount", "per_item", "fixed", "percent_back", "multiply", "voucher"),
]


class _MonthsValidity(Shape):
    kind: Any
    n: Months
    end: Annotated[Any, _listed("day", "month")] = None


class _DaysValidity(Shape):
    kind: Any
    n: Annotated[StrictInt, Field(ge=1, le=36500)]


class _DateValidity(Shape):
    kind: Any
    date: Day


class _YearEndValidity(Shape):
    kind: Any
    plus_years: Annotated[StrictInt, Field(ge=0, le=50)]


class _NMonths(Shape):
    kind: Any
    n: Months


class _Bare(Shape):
    kind: Any


Validity = Annotated[
    Annotated[_MonthsValidity, Tag(_TAG + "months")]
    | Annotated[_DaysValidity, Tag(_TAG + "days")]
    | Annotated[_DateValidity, Tag(_TAG + "date")]
    | Annotated[_YearEndValidity, Tag(_TAG + "year_end")]
    | Annotated[_NMonths, Tag(_TAG + "inactivity")]
    | Annotated[_Bare, Tag(_TAG + "permanent")]
    | Annotated[_NoKind, Tag(_TAG + "other")]
    | Annotated[_WrongKind, Tag(_TAG + "wrong")],
    _kind_of("months", "days", "date", "year_end", "inactivity", "permanent"),
]
Keep = Annotated[
    Annotated[_MonthsValidity, Tag(_TAG + "months")]
    | Annotated[_DaysValidity, Tag(_TAG + "days")]
    | Annotated[_DateValidity, Tag(_TAG + "date")]
    | Annotated[_YearEndValidity, Tag(_TAG + "year_end")]
    | Annotated[_Bare, Tag(_TAG + "permanent")]
    | Annotated[_NoKind, Tag(_TAG + "other")]
    | Annotated[_WrongKind, Tag(_TAG + "wrong")],
    _kind_of("months", "days", "date", "year_end", "permanent"),
]
Window = Annotated[
    Annotated[_NMonths, Tag(_TAG + "rolling_months")]
    | Annotated[_Bare, Tag(_TAG + "calendar_year")]
    | Annotated[_Bare, Tag(_TAG + "lifetime")]
    | Annotated[_NoKind, Tag(_TAG + "other")]
    | Annotated[_WrongKind, Tag(_TAG + "wrong")],
    _kind_of("rolling_months", "calendar_year", "lifetime"),
]
PendingDays = Annotated[StrictInt, Field(ge=0, le=3650)]
GraceDays = Annotated[StrictInt, Field(ge=0, le=36500)]


class RuleShape(Shape):
    code: Code
    name: Text
    active: Flag | None = None
    trigger: Annotated[StrictStr, AfterValidator(_trigger)]
    lane: Code
    recipient: Annotated[Any, _listed("member", "referrer", "team")] = None
    when: WhenShape | None = None
    lines: LineFilterShape | None = None
    base: BaseShape | None = None
    benefit: Benefit
    rounding: Annotated[Any, _listed("floor", "half_up", "ceil", "carry")] = None
    exclusive: Flag | None = None
    stop: Flag | None = None
    pending_days: PendingDays | None = None
    validity: Validity | None = None
    qualifying: Flag | None = None
    funding: Code | None = None
    note: Text | None = None


class CapShape(Shape):
    code: Code
    rules: SomeCodes | None = None
    who: Annotated[Any, _listed("member", "store", "till", "cashier", "all")] = None
    per: Annotated[Any, _listed("event", "day", "month", "year", "lifetime")]
    unit: Annotated[Any, _listed("points", "times")] = None
    limit: Count


class LevelShape(Shape):
    code: Code
    name: Text
    threshold: Count


class TiersShape(Shape):
    metric: Annotated[Any, _listed("spend", "visits", "points", "manual")]
    window: Window
    levels: Annotated[list[LevelShape], Field(min_length=1, max_length=20)]
    upgrade: Annotated[Any, _listed("at_once", "at_review")] = None
    new_tier_counts: Annotated[Any, _listed("next_sale", "this_sale")] = None
    downgrade: Annotated[Any, _listed("none", "one_step", "to_level")] = None
    keep: Keep | None = None
    grace_days: GraceDays | None = None


class AutoShape(Shape):
    reward: Code
    keep_points: Count | None = None


class RedemptionShape(Shape):
    enabled: Flag | None = None
    min_points: Count | None = None
    step_points: Positive | None = None
    max_points: Count | None = None
    max_percent: Annotated[StrictStr, _exact(0, 100)] | None = None
    lines: LineFilterShape | None = None
    lot_order: Annotated[Any, _listed("expiry_first", "oldest_first")] = None
    auto: AutoShape | None = None


class PerMemberShape(Shape):
    limit: Count
    per: Annotated[Any, _listed("day", "month", "year", "lifetime")]


_REWARD_KINDS = ("goods", "voucher", "service", "experience", "cash_back", "donation", "draw", "tier", "privilege")


class RewardShape(Shape):
    code: Code
    name: Text
    kind: Annotated[Any, _listed(*_REWARD_KINDS)]
    points: Count
    cash_minor: Count | None = None
    active: Flag | None = None
    dates: DatesShape | None = None
    stores: Codes | None = None
    tiers: Codes | None = None
    per_member: PerMemberShape | None = None
    stocked: Flag | None = None


class ReturnsShape(Shape):
    tender_mode: Annotated[Any, _listed("proportional", "listed_first")] = None
    tender_order: Refs | None = None
    grace_days: GraceDays | None = None
    shortfall: Annotated[Any, _listed("debt", "charge")] = None


class BonusStepShape(Shape):
    from_minor: Count
    bonus_minor: Count
    every: Flag | None = None


class StoredValueShape(Shape):
    spend_order: Annotated[Any, _listed("principal_first", "bonus_first", "proportional")] = None
    top_up_bonus: Annotated[list[BonusStepShape], Field(max_length=1000)] | None = None
    min_top_up_minor: Count | None = None
    named_max_minor: Count | None = None
    unnamed_max_minor: Count | None = None
    real_name_from_minor: Count | None = None


class ProgrammeShape(Shape):
    format: Annotated[Any, _listed(1)]
    code: Code
    version: Positive
    name: Text
    currency: Currency
    timezone: Ref
    point_value: Annotated[StrictStr, _exact(0, None, above=True)]
    leap_birthday: Annotated[Any, _listed("feb28", "mar01")] = None
    base: BaseShape | None = None
    lanes: Annotated[list[LaneShape], Field(min_length=1, max_length=10)]
    rules: Annotated[list[RuleShape], Field(max_length=500)]
    caps: Annotated[list[CapShape], Field(max_length=500)] | None = None
    pending_days: PendingDays | None = None
    validity: Validity | None = None
    tiers: TiersShape | None = None
    redemption: RedemptionShape | None = None
    rewards: Annotated[list[RewardShape], Field(max_length=500)] | None = None
    returns: ReturnsShape | None = None
    stored_value: StoredValueShape | None = None
    note: Text | None = None


class LineShape(Shape):
    id: Code
    product: Ref
    categories: Refs | None = None
    brand: Ref | None = None
    qty: Quantity
    list_minor: Count
    discount_minor: Count | None = None
    tax_rate: Annotated[StrictStr, _exact(0, 1)] | None = None
    kind: Annotated[Any, _listed("goods", "reward", "stored_value", "fee")] = None
    earns: Flag | None = None


class TenderShape(Shape):
    kind: Ref
    amount_minor: Positive


class BasketShape(Shape):
    lines: Annotated[list[LineShape], Field(max_length=1000)]
    tenders: Annotated[list[TenderShape], Field(max_length=50)] | None = None
    codes: Annotated[list[Ref], Field(max_length=20)] | None = None


class TotalsShape(Shape):
    spend_minor: Count | None = None
    visits: Count | None = None


class MetricsShape(Shape):
    month: TotalsShape | None = None
    year: TotalsShape | None = None


_EVENTS = ("sale", "enrolment", "profile_completed", "check_in", "birthday", "top_up", "challenge", "activity")


class EventShape(Shape):
    id: Ref
    type: Annotated[Any, _listed(*_EVENTS)]
    basket: BasketShape | None = None
    activity: Code | None = None
    metrics: MetricsShape | None = None
    amount_minor: Count | None = None
    qty: Quantity | None = None


class FloorShape(Shape):
    code: Code
    until: Day


class MemberTierShape(Shape):
    code: Code
    valid_until: Day | None = None
    floor: FloorShape | None = None


class CardShape(Shape):
    type: Ref | None = None
    batch: Ref | None = None


class BirthdayShape(Shape):
    month: Annotated[StrictInt, Field(ge=1, le=12)]
    day: Annotated[StrictInt, Field(ge=1, le=31)]


class CheckInShape(Shape):
    last_date: Day
    streak: Annotated[StrictInt, Field(ge=0, le=10**6)]


_Status = Annotated[Any, _listed("active", "frozen", "closed")]
Counts = dict[StrictStr, Count]
Carries = dict[StrictStr, Carry]


class MemberShape(Shape):
    id: Ref
    status: _Status = None
    tier: MemberTierShape | None = None
    tier_metric: Count | None = None
    groups: Refs | None = None
    card: CardShape | None = None
    birthday: BirthdayShape | None = None
    birthday_match: Annotated[list[Annotated[Any, _listed("day", "month")]], Field(max_length=1000)] | None = None
    sales_count: Count | None = None
    check_in: CheckInShape | None = None
    carry: Carries | None = None
    cap_used: Counts | None = None
    challenge_booked: Counts | None = None
    debt: Count | None = None
    available_points: Count | None = None
    auto_redeem: Flag | None = None
    reward_used: Counts | None = None


class AccountShape(Shape):
    id: Ref
    status: _Status = None
    carry: Carries | None = None
    cap_used: Counts | None = None
    debt: Count | None = None


class RecipientsShape(Shape):
    referrer: AccountShape | None = None
    team: AccountShape | None = None


class ContextShape(Shape):
    business_date: Day
    local_time: Time
    store: Code
    till: Code
    cashier: Code | None = None
    channel: Code | None = None
    cap_used: Counts | None = None
    stock: Counts | None = None
    recipients: RecipientsShape | None = None


class LotShape(Shape):
    id: Ref
    seq: Count
    event: Ref | None = None
    rule: Code | None = None
    earned_on: Day
    available_on: Day
    expires_on: Day | None = None
    inactivity_months: Months | None = None
    remaining: Count
    held: Count | None = None
    expired: Count | None = None
    frozen: Flag | None = None


class UseShape(Shape):
    lot: Ref
    points: Count


class NowShape(Shape):
    tier: Code
    base: Code
    tier_metric: Count


class HistoryShape(Shape):
    date: Day
    spend_minor: Count | None = None
    visits: Count | None = None
    points: Count | None = None


class StoredCardShape(Shape):
    principal_minor: Count | None = None
    bonus_minor: Count | None = None
    named: Flag | None = None
    real_name: Flag | None = None


Lots = Annotated[list[LotShape], Field(max_length=1000)]
Returned = dict[StrictStr, Quantity]


class _Operation(Shape):
    op: Any


class QuoteShape(_Operation):
    programme: ProgrammeShape
    event: EventShape
    member: MemberShape | None = None
    context: ContextShape


class RefundShape(_Operation):
    programme: ProgrammeShape
    event: EventShape
    member: MemberShape
    context: ContextShape
    return_now: Returned
    return_date: Day
    returned_before: Returned | None = None
    last_activity_on: Day | None = None
    lots: Lots | None = None
    uses: Annotated[list[UseShape], Field(max_length=1000)] | None = None
    debt: Count | None = None
    now: NowShape | None = None


class RedeemShape(_Operation):
    programme: ProgrammeShape
    event: EventShape
    member: MemberShape
    context: ContextShape
    points: Count | None = None


class RewardOpShape(_Operation):
    programme: ProgrammeShape
    member: MemberShape
    context: ContextShape
    reward: Code


class AutoRedeemShape(_Operation):
    programme: ProgrammeShape
    member: MemberShape
    context: ContextShape


class ConsumeShape(_Operation):
    programme: ProgrammeShape
    lots: Lots
    points: Count
    business_date: Day
    last_activity_on: Day | None = None


class ExpireShape(_Operation):
    lots: Lots
    business_date: Day
    last_activity_on: Day | None = None


class TierReviewShape(_Operation):
    programme: ProgrammeShape
    member: MemberShape
    business_date: Day
    history: Annotated[list[HistoryShape], Field(max_length=1000)]


class TopUpShape(_Operation):
    programme: ProgrammeShape
    card: StoredCardShape
    amount_minor: Count


class SpendShape(_Operation):
    programme: ProgrammeShape
    card: StoredCardShape
    amount_minor: Count


class RefillShape(_Operation):
    programme: ProgrammeShape
    principal_minor: Count
    bonus_minor: Count
    return_now_minor: Count
    returned_before_minor: Count | None = None


OPERATIONS: Mapping[str, type[Shape]] = {
    "quote": QuoteShape,
    "refund": RefundShape,
    "redeem": RedeemShape,
    "reward": RewardOpShape,
    "auto_redeem": AutoRedeemShape,
    "consume": ConsumeShape,
    "expire": ExpireShape,
    "tier_review": TierReviewShape,
    "top_up": TopUpShape,
    "sv_spend": SpendShape,
    "sv_refund": RefillShape,
}


_KINDS = "per_amount per_item fixed percent_back multiply voucher months days date year_end inactivity permanent"
_TAGS = frozenset(_TAG + kind for kind in (*_KINDS.split(), "rolling_months", "calendar_year", "lifetime", "other", "wrong"))
"""What pydantic puts into the place of an error for the model it chose; no part of the document's path."""


def _translated(error: ErrorDetails) -> DocumentError:
    kind = error["type"]
    if kind in _CODES:
        code = kind
    elif kind == "extra_forbidden":
        code = "unknown_field"
    elif kind.endswith("_type"):
        code = "type"
    elif kind == "string_unicode":
        code = "format"
    else:
        code = "range"
    parts = [part for part in error["loc"] if part not in _TAGS]
    return DocumentError(pointer(*parts), code)


def shape_errors(shape: type[Shape], document: object) -> list[DocumentError]:
    """All defects of shape, sorted; empty when the document has the shape. Null fields must have been left out."""
    try:
        shape.model_validate(document)
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=False, include_input=False)
        return sorted({_translated(part) for part in details})
    return []

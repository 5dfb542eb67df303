"""What a back-test answers: the published programme (old) beside the draft (new) over the same sales. Frozen values and their document.

Money in fen, points whole, shares exact fractions. Figures per month are those of 30 days, rounded half up. Only ids stand in it, no names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from app.domain.exact import format_exact, parse_exact, round_to_step

MONTH_DAYS = 30
BANDS: tuple[tuple[int, int | None], ...] = ((1, 5), (6, 10), (11, 20), (21, 50), (51, None))
"""Points more or less in a month, in which members are counted; the last band has no end."""

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure as it was booked and as the draft gives it."""

    old: int
    new: int

    @property
    def difference(self) -> int:
        """New less old."""
        return self.new - self.old

    def to_document(self) -> dict[str, int]:
        """The document."""
        return {"old": self.old, "new": self.new, "difference": self.difference}

    @classmethod
    def from_document(cls, document: Document) -> Pair:
        """From `to_document`."""
        return cls(document["old"], document["new"])


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeName:
    """A version of the programme."""

    code: str
    version: int
    name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleChange:
    """A rule by its code: `name` in the draft, else in the version that had it. `times`: how often it gave points, vouchers one by one."""

    rule: str
    name: str
    points: Pair
    times: Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class VoucherChange:
    """Vouchers of a kind handed out."""

    voucher: str
    count: Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Members whose points a month move by `low` … `high` (None: and more)."""

    low: int
    high: int | None
    members: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TierMove:
    """Members whose tier at the end is another one. `old` None: the published version had no tiers."""

    old: str | None
    new: str
    members: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetUse:
    """A cap of the draft. `who`, `per`, `times` and `limit` as written; `cut`: events whose points or vouchers it lowered.

    For a cap that is not the member's own, else 0 and None: `used` in all, `month` of that in a month, the day on which most was used, and
    the fullest period (2026-06, 2026 …) with what stood on it, earlier use included.
    """

    cap: str
    who: str
    per: str
    times: bool
    limit: int
    cut: int
    used: int = 0
    month: int = 0
    largest_day: str | None = None
    largest_day_used: int = 0
    fullest_period: str | None = None
    fullest_used: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberChange:
    """A member's points over all days; `month` the difference in a month."""

    member: str
    points: Pair
    month: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EventChange:
    """One receipt beside itself: `event` its id, `type` sale, enrolment, check_in, activity:CODE …, `number` the receipt's (None for what
    is no sale), points of everybody it credits, and those of each rule that differ, in the draft's order.
    """

    event: str
    type: str
    number: str | None
    business_date: str
    member: str
    total_minor: int
    points: Pair
    rules: tuple[tuple[str, Pair], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Redemptions:
    """Paying with points in these days: how often, points, their worth. `refused`: payments that the draft would not allow as they were."""

    times: int
    points: int
    value_minor: Pair
    refused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BackTest:
    """The whole answer.

    `days` from `since` to `until`, fewer than asked for where the shop is younger. `old` is the version in force at the end, `versions` how
    many were in force meanwhile. `receipts` of all customers, `sales` those of members, `earnings` other events that earn; `members` seen.
    `points`: credited to anybody, returns taken off, `points_of_others` those of referrers and teams among them; `cost_minor` their worth;
    `expected_minor` the worth of the part that will be used, going by `used_share`, the part used of all points that are gone (None where
    none are). `liability_minor`: what all members hold now, and with the difference of these days. `revenue_minor`: paid by members.
    `winners`, `losers`: members with more and fewer points. `silent`: rules of the draft that answer to something of which
    the books have nothing in these days (a birthday that gave nothing was not booked): of them nothing can be said.
    """

    old: ProgrammeName
    new: ProgrammeName
    versions: int
    days: int
    since: str
    until: str
    receipts: int
    sales: int
    earnings: int
    refunds: int
    members: int
    revenue_minor: int
    points: Pair
    points_of_others: Pair
    cost_minor: Pair
    expected_minor: Pair | None
    used_share: Fraction | None
    liability_minor: Pair
    redemptions: Redemptions
    vouchers: tuple[VoucherChange, ...]
    rules: tuple[RuleChange, ...]
    silent: tuple[str, ...]
    winners: int
    losers: int
    gains: tuple[Band, ...]
    losses: tuple[Band, ...]
    tiers: tuple[TierMove, ...]
    budgets: tuple[BudgetUse, ...]
    largest_members: tuple[MemberChange, ...]
    largest_events: tuple[EventChange, ...]

    def month(self, pair: Pair) -> Pair:
        """A figure of these days as that of a month."""
        return Pair(monthly(pair.old, self.days), monthly(pair.new, self.days))

    @property
    def share_of_revenue(self) -> tuple[Fraction, Fraction] | None:
        """What points cost of what members paid, old and new; None where members paid nothing."""
        if not self.revenue_minor:
            return None
        return Fraction(self.cost_minor.old, self.revenue_minor), Fraction(self.cost_minor.new, self.revenue_minor)

    @property
    def tier_moves(self) -> int:
        """Members who end in another tier."""
        return sum(move.members for move in self.tiers)

    def to_document(self) -> dict[str, Any]:
        """The answer of `backtest --json`."""
        shares = self.share_of_revenue
        return {
            "ok": True,
            "old": _plain(self.old),
            "new": _plain(self.new),
            "versions": self.versions,
            "days": self.days,
            "since": self.since,
            "until": self.until,
            "receipts": self.receipts,
            "sales": self.sales,
            "earnings": self.earnings,
            "refunds": self.refunds,
            "members": self.members,
            "revenue_minor": self.revenue_minor,
            "points": self.points.to_document(),
            "points_of_others": self.points_of_others.to_document(),
            "cost_minor": self.cost_minor.to_document(),
            "expected_minor": None if self.expected_minor is None else self.expected_minor.to_document(),
            "used_share": None if self.used_share is None else format_exact(self.used_share),
            "share_of_revenue": None if shares is None else {"old": format_exact(shares[0]), "new": format_exact(shares[1])},
            "liability_minor": self.liability_minor.to_document(),
            "redemptions": _plain(self.redemptions),
            "month": {
                "points": self.month(self.points).to_document(),
                "cost_minor": self.month(self.cost_minor).to_document(),
                "expected_minor": None if self.expected_minor is None else self.month(self.expected_minor).to_document(),
                "redeemed_minor": self.month(self.redemptions.value_minor).to_document(),
            },
            "vouchers": [_plain(one) for one in self.vouchers],
            "rules": [_plain(one) for one in self.rules],
            "silent": list(self.silent),
            "winners": self.winners,
            "losers": self.losers,
            "gains": [_plain(one) for one in self.gains],
            "losses": [_plain(one) for one in self.losses],
            "tiers": [_plain(one) for one in self.tiers],
            "budgets": [_plain(one) for one in self.budgets],
            "largest_members": [_plain(one) for one in self.largest_members],
            "largest_events": [
                _plain(one) | {"rules": [{"rule": rule, "points": pair.to_document()} for rule, pair in one.rules]}
                for one in self.largest_events
            ],
        }

    @classmethod
    def from_document(cls, document: Document) -> BackTest:
        """From `to_document`, for the window that ran the command. KeyError, TypeError where it is something else."""
        plain: dict[str, Any] = {
            name: document[name]
            for name in (
                *("versions", "days", "since", "until", "receipts", "sales", "earnings", "refunds"),
                *("members", "revenue_minor", "winners", "losers"),
            )
        }
        for name in ("points", "points_of_others", "cost_minor", "liability_minor"):
            plain[name] = Pair.from_document(document[name])
        expected, share, redemptions = document["expected_minor"], document["used_share"], document["redemptions"]
        return cls(
            **plain,
            old=ProgrammeName(**document["old"]),
            new=ProgrammeName(**document["new"]),
            expected_minor=None if expected is None else Pair.from_document(expected),
            used_share=None if share is None else parse_exact(share),
            redemptions=Redemptions(**{**redemptions, "value_minor": Pair.from_document(redemptions["value_minor"])}),
            vouchers=tuple(VoucherChange(voucher=one["voucher"], count=Pair.from_document(one["count"])) for one in document["vouchers"]),
            rules=tuple(
                RuleChange(
                    rule=one["rule"], name=one["name"], points=Pair.from_document(one["points"]), times=Pair.from_document(one["times"])
                )
                for one in document["rules"]
            ),
            silent=tuple(document["silent"]),
            gains=tuple(Band(**one) for one in document["gains"]),
            losses=tuple(Band(**one) for one in document["losses"]),
            tiers=tuple(TierMove(**one) for one in document["tiers"]),
            budgets=tuple(BudgetUse(**one) for one in document["budgets"]),
            largest_members=tuple(
                MemberChange(member=one["member"], points=Pair.from_document(one["points"]), month=one["month"])
                for one in document["largest_members"]
            ),
            largest_events=tuple(
                EventChange(
                    **{
                        **one,
                        "points": Pair.from_document(one["points"]),
                        "rules": tuple((part["rule"], Pair.from_document(part["points"])) for part in one["rules"]),
                    }
                )
                for one in document["largest_events"]
            ),
        )


def monthly(value: int, days: int) -> int:
    """What `days` gave, as of a month of 30 days, rounded half up."""
    return round_to_step(Fraction(value * MONTH_DAYS, days), "half_up") if days else 0


def band_of(difference: int, days: int) -> int:
    """The place in BANDS of a difference over `days` that is not 0: by its size in a month, rounded up."""
    size = round_to_step(Fraction(abs(difference) * MONTH_DAYS, days), "ceil")
    return next(place for place, (_, high) in enumerate(BANDS) if high is None or size <= high)


def _plain(value: Any) -> dict[str, Any]:
    """The fields of a value of this module."""
    fields = {name: getattr(value, name) for name in value.__slots__}
    return {name: field.to_document() if isinstance(field, Pair) else field for name, field in fields.items()}

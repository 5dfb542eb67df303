"""How many members each tier has, beside how many it should have, and thresholds that would make it so (requirements TIER-04, TIER-11)."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from app.domain.errors import Refusal
from app.domain.exact import format_exact, parse_exact
from app.domain.programme.compiled import CompiledProgramme, Tiers
from app.domain.programme.dates import add_days
from app.domain.programme.tier_sizing import DEFAULT_SHARES, Threshold, parse_shares, suggest
from app.domain.programme.tiers import metric_window
from app.services.desk import Desk
from app.services.ports.store import HeldTier, Reader

READ_AT_ONCE = 1_000
"""Members read in one go; progress is told as often."""

Document = Mapping[str, Any]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelSize:
    """A level as it is and as it could be. Thresholds in fen, visits or points; None for the lowest, which begins at 0.

    `members` have it now. `reached` have the metric for it and for none above by today's threshold; `raw_members` and `suggested_members`
    likewise by the exact and the rounded suggestion. `spend_minor` and `visits` of its members in the window of the metric.
    """

    code: str
    name: str
    threshold: int
    members: int
    target: Fraction
    reached: int
    raw: int | None
    suggested: int | None
    raw_members: int
    suggested_members: int
    spend_minor: int
    visits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TierReport:
    """The report. `since` … `on`: the days whose metric counts (`since` None: all before). `levels` lowest first.

    `moves`: members by tier now and tier by the rounded suggestion, as places in `levels`, where they differ. A member moves up at once and
    down at the next review.
    """

    on: str
    since: str | None
    programme: str
    metric: str
    members: int
    levels: tuple[LevelSize, ...]
    moves: tuple[tuple[int, int, int], ...]

    @property
    def up(self) -> int:
        """Members who would rise."""
        return sum(members for old, new, members in self.moves if new > old)

    @property
    def down(self) -> int:
        """Members who would fall."""
        return sum(members for old, new, members in self.moves if new < old)

    def share(self, members: int) -> Fraction:
        """A part of all members."""
        return Fraction(members, self.members) if self.members else Fraction(0)

    def thresholds(self) -> dict[str, int]:
        """The rounded suggestion by level, the lowest left out."""
        return {level.code: level.suggested for level in self.levels if level.suggested is not None}

    def to_document(self) -> dict[str, Any]:
        """The answer of `report tiers --json`."""
        levels = [{name: getattr(level, name) for name in LevelSize.__slots__} for level in self.levels]
        return {
            "ok": True,
            "on": self.on,
            "since": self.since,
            "programme": self.programme,
            "metric": self.metric,
            "members": self.members,
            "levels": [level | {"target": format_exact(level["target"])} for level in levels],
            "moves": [list(move) for move in self.moves],
            "up": self.up,
            "down": self.down,
        }

    @classmethod
    def from_document(cls, document: Document) -> TierReport:
        """From `to_document`, for the window that ran the command."""
        return cls(
            on=document["on"],
            since=document["since"],
            programme=document["programme"],
            metric=document["metric"],
            members=document["members"],
            levels=tuple(LevelSize(**{**level, "target": parse_exact(level["target"])}) for level in document["levels"]),
            moves=tuple((old, new, members) for old, new, members in document["moves"]),
        )


@dataclass(slots=True)
class _Counted:
    """All members as they are read: the metric and the place of the tier of each, and sums by place."""

    metrics: array[int]
    places: bytearray
    spend_minor: list[int]
    visits: list[int]


def default_target(levels: int) -> str:
    """The target where nobody has said another, as it is typed: per cent, highest level first."""
    shares = DEFAULT_SHARES.get(levels)
    if shares is None:
        each, rest = divmod(100, levels)
        shares = (*(each for _ in range(levels - 1)), each + rest)
    return "/".join(str(share) for share in shares)


def tier_report(desk: Desk, target: str | None = None, progress: Progress | None = None) -> TierReport:
    """The report on the programme in force today, over all memberships that are not closed. `target`: per cent, highest level first, such
    as 2/3/15/60/20. `progress` gets (members read, all).

    Refusals: no_programme, no_tiers, tiers_by_hand (nothing is measured), tier_target (levels: as many shares, adding up to 100).
    """
    with desk.store.read() as reader:
        on = desk.office_date(reader)
        programme = desk.programmes.in_force(reader, on)
    tiers = programme.tiers
    if tiers is None:
        raise Refusal("no_tiers")
    if tiers.metric == "manual":
        raise Refusal("tiers_by_hand")
    try:
        shares = parse_shares(target or default_target(len(tiers.levels)), len(tiers.levels))
    except ValueError:
        raise Refusal("tier_target", levels=len(tiers.levels)) from None
    counted = _count(desk, tiers, on, progress or (lambda done, total: None))
    ascending = array("q", sorted(counted.metrics))
    suggested = suggest(ascending, shares, 100 if tiers.metric == "spend" else 1) if ascending else ()
    return _report(programme, tiers, on, shares, counted, suggested)


def with_thresholds(document: Document, thresholds: Mapping[str, int]) -> dict[str, Any]:
    """A programme document with other thresholds of its tiers, everything else as it was."""
    tiers = document["tiers"]
    levels = [{**level, "threshold": thresholds.get(level["code"], level["threshold"])} for level in tiers["levels"]]
    return {**document, "tiers": {**tiers, "levels": levels}}


def _count(desk: Desk, tiers: Tiers, on: str, progress: Progress) -> _Counted:
    counted = _Counted(array("q"), bytearray(), [0] * len(tiers.levels), [0] * len(tiers.levels))
    total = desk.store.history().members()
    after = ""
    while True:
        with desk.store.read() as reader:
            page = reader.tiers(READ_AT_ONCE, after)
            metrics = _metrics(reader, tiers, on, page)
        for held in page:
            place = tiers.rank.get(held.tier, 0)
            spend_minor, visits = metrics["spend"].get(held.member_id, 0), metrics["visits"].get(held.member_id, 0)
            counted.metrics.append(max(0, metrics[tiers.metric].get(held.member_id, 0)))
            counted.places.append(place)
            counted.spend_minor[place] += spend_minor
            counted.visits[place] += visits
        progress(len(counted.places), max(total, len(counted.places)))
        if len(page) < READ_AT_ONCE:
            return counted
        after = page[-1].member_id


def _metrics(reader: Reader, tiers: Tiers, on: str, page: Sequence[HeldTier]) -> Mapping[str, Mapping[str, int]]:
    ids = [held.member_id for held in page]
    after, until = metric_window(tiers, on)
    return {metric: reader.tier_metrics(ids, metric, after, until) for metric in {"spend", "visits", tiers.metric}}


def _report(
    programme: CompiledProgramme,
    tiers: Tiers,
    on: str,
    shares: tuple[Fraction, ...],
    counted: _Counted,
    suggested: tuple[Threshold, ...],
) -> TierReport:
    n, levels = len(counted.places), tiers.levels
    new = [0, *(one.rounded for one in suggested)] if suggested else [level.threshold for level in levels]
    raw = [0, *(one.raw for one in suggested)] if suggested else [level.threshold for level in levels]
    reached, by_raw, by_new = ([0] * len(levels) for _ in range(3))
    moves: dict[tuple[int, int], int] = {}
    for metric, place in zip(counted.metrics, counted.places, strict=True):
        reached[tiers.level_for(metric)] += 1
        by_raw[_place(raw, metric)] += 1
        there = _place(new, metric)
        by_new[there] += 1
        if there != place:
            moves[place, there] = moves.get((place, there), 0) + 1
    after, _ = metric_window(tiers, on)
    return TierReport(
        on=on,
        since=add_days(after, 1) if after else None,
        programme=programme.sha256,
        metric=tiers.metric,
        members=n,
        levels=tuple(
            LevelSize(
                code=level.code,
                name=level.name,
                threshold=level.threshold,
                members=counted.places.count(place),
                target=shares[place],
                reached=reached[place],
                raw=raw[place] if place and suggested else None,
                suggested=new[place] if place and suggested else None,
                raw_members=by_raw[place],
                suggested_members=by_new[place],
                spend_minor=counted.spend_minor[place],
                visits=counted.visits[place],
            )
            for place, level in enumerate(levels)
        ),
        moves=tuple((old, there, members) for (old, there), members in sorted(moves.items())),
    )


def _place(thresholds: list[int], metric: int) -> int:
    """The highest level whose threshold is reached."""
    return next(place for place in range(len(thresholds) - 1, -1, -1) if thresholds[place] <= metric)

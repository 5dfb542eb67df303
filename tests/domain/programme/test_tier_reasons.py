"""Why this tier (LESSON-14): a pure function of what was recorded, exact at the boundaries, and told in both languages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.inputs import MemberInput, TierInput
from app.domain.programme.operations import parse_programme
from app.domain.programme.phrases import Lang
from app.domain.programme.tier_reasons import TierStep, story_sentences, tier_story
from app.domain.programme.tiers import HistoryEntry, review
from tests.domain.programme.shop import PROGRAMME

TODAY = "2026-03-15"
LEVELS = [
    {"code": "regular", "name": "普通", "threshold": 0},
    {"code": "silver", "name": "银卡", "threshold": 100000},
    {"code": "gold", "name": "金卡", "threshold": 500000},
]


def programme(**tiers: Any) -> CompiledProgramme:
    whole = {
        "metric": "spend",
        "window": {"kind": "rolling_months", "n": 12},
        "levels": LEVELS,
        "keep": {"kind": "months", "n": 12},
    } | tiers
    return parse_programme({**PROGRAMME, "tiers": whole})


def member(code: str = "silver", valid_until: str | None = "2027-03-15", **floor: Any) -> MemberInput:
    return MemberInput(id="M1", tier=TierInput(code=code, valid_until=valid_until, **floor))


def told(with_: CompiledProgramme, member_: MemberInput, steps: list[TierStep], history: list[HistoryEntry], lang: Lang) -> str:
    story = tier_story(with_, member_, steps, history, TODAY)
    assert story is not None
    return ("" if lang == "zh" else " ").join(story_sentences(story, with_, lang))


REACHED = TierStep(on=TODAY, before="regular", after="silver", reason="sale", metric=100000, valid_until="2027-03-15")
TWO_DAYS = [HistoryEntry("2026-01-01", spend_minor=90000), HistoryEntry(TODAY, spend_minor=10000)]


def test_the_whole_story() -> None:
    """TIER-05, TIER-06: the sale that gave it, what counts, until when, what is missing."""
    assert told(programme(), member(), [REACHED], TWO_DAYS, "zh") == (
        "现为银卡。"
        "2026-03-15消费后升为银卡：近12个月消费1000.00元，达到1000.00元。"
        "现在近12个月消费1000.00元（2025-03-16至2026-03-15）：2026-03-15 100.00元、2026-01-01 900.00元。"
        "保留到2027-03-15，之后按当时的累计定级。"
        "再消费4000.00元升为金卡。"
    )
    assert told(programme(), member(), [REACHED], TWO_DAYS, "en") == (
        "Silver. "
        "On 2026-03-15 reached Silver with a sale: ¥1000.00 spent within 12 months, and ¥1000.00 is enough. "
        "Now ¥1000.00 spent within 12 months (from 2025-03-16 to 2026-03-15): 2026-03-15 ¥100.00, 2026-01-01 ¥900.00. "
        "Kept until 2027-03-15, then reviewed by what counts that day. "
        "¥4000.00 more to Gold."
    )


@pytest.mark.parametrize(
    ("spent", "metric", "missing", "level"),
    [(100000, 100000, 400000, "silver"), (99999, 99999, 1, "regular"), (0, 0, 100000, "regular"), (500000, 500000, 0, "gold")],
)
def test_boundaries(spent: int, metric: int, missing: int, level: str) -> None:
    """LESSON-14: equal is enough, one fen below is not, nothing is nothing; the story and the review count the same."""
    history = [HistoryEntry(TODAY, spend_minor=spent)]
    found = review(programme(), member("regular", None), TODAY, history)
    assert (found.metric, found.after) == (metric, level)
    story = tier_story(programme(), member(level), [], history, TODAY)
    assert story is not None
    assert (story.metric, story.next_missing, story.next_code) == (metric, missing, {"regular": "silver", "silver": "gold"}.get(level))
    assert len(story.counted) == (1 if spent else 0), "a day on which nothing counted is not named"


@pytest.mark.parametrize(("day", "counts"), [("2025-03-15", False), ("2025-03-16", True), (TODAY, True), ("2026-03-16", False)])
def test_the_edges_of_the_window(day: str, counts: bool) -> None:
    """LESSON-14: twelve months back the same day does not count any more, the day after does; a day to come does not yet."""
    story = tier_story(programme(), member(), [], [HistoryEntry(day, spend_minor=5)], TODAY)
    assert story is not None
    assert story.metric == (5 if counts else 0)
    assert story.window == ("2025-03-16", TODAY)


def test_it_depends_on_nothing_but_what_was_recorded() -> None:
    """LESSON-14: the order in which days were recorded changes nothing, nor what lies outside the window."""
    first = tier_story(programme(), member(), [REACHED], TWO_DAYS, TODAY)
    assert first == tier_story(programme(), member(), [REACHED], [HistoryEntry("2020-01-01", spend_minor=9), *reversed(TWO_DAYS)], TODAY)
    assert replace(member(), debt=5, available_points=7) != member()
    assert first == tier_story(programme(), replace(member(), debt=5, available_points=7), [REACHED], TWO_DAYS, TODAY)


def test_a_tier_in_place_of_the_own() -> None:
    """TIER-10: status match with its last day and reason; the day after it is over."""
    matched = member("regular", None, floor_code="gold", floor_until=TODAY)
    given = TierStep(on="2026-01-05", before="regular", after="gold", reason="floor_status_match", valid_until=TODAY)
    assert told(programme(), matched, [given], [], "zh").startswith(
        "现按金卡待遇：按其他商家的会员级别认定，至2026-03-15。凭自己累计是普通。入会起为普通。"
    )
    assert told(programme(), matched, [given], [], "en").startswith(
        "Treated as Gold: recognised from elsewhere, until 2026-03-15. Of its own: Regular. Regular since joining."
    )
    after = tier_story(programme(), matched, [given], [], "2026-03-16")
    assert after is not None
    assert (after.effective, after.floor_until, after.floor_reason) == ("regular", None, None)


STEPS = [
    (
        TierStep(on="2027-01-01", before="gold", after="gold", reason="renewed", metric=590000),
        "2027-01-01定级保级：近12个月消费5900.00元，达到5000.00元。",
        "On 2027-01-01 renewed at the review: ¥5900.00 spent within 12 months, and ¥5000.00 is enough.",
    ),
    (
        TierStep(on="2027-01-01", before="gold", after="silver", reason="downgraded", metric=90000),
        "2027-01-01定级由金卡降为银卡：近12个月消费900.00元，不到5000.00元。",
        "On 2027-01-01 lowered from Gold to Silver at the review: ¥900.00 spent within 12 months, less than ¥5000.00.",
    ),
    (
        TierStep(on="2027-01-01", before="gold", after="gold", reason="no_downgrade", metric=0),
        "2027-01-01定级未达标：近12个月消费0.00元，不到5000.00元，但本店不降级。",
        "On 2027-01-01 not reached at the review: ¥0.00 spent within 12 months, less than ¥5000.00; this shop takes no tier away.",
    ),
    (
        TierStep(on="2027-01-01", before="silver", after="gold", reason="upgraded", metric=500000),
        "2027-01-01定级升为金卡：近12个月消费5000.00元，达到5000.00元。",
        "On 2027-01-01 raised to Gold at the review: ¥5000.00 spent within 12 months, and ¥5000.00 is enough.",
    ),
    (
        TierStep(on="2027-01-01", before="silver", after="regular", reason="refund", metric=90000),
        "2027-01-01退货后由银卡变为普通：近12个月消费900.00元，不到1000.00元。",
        "On 2027-01-01 from Silver to Regular by a return: ¥900.00 spent within 12 months, less than ¥1000.00.",
    ),
    (
        TierStep(on="2027-01-01", before="regular", after="silver", reason="earned", metric=100000),
        "2027-01-01得分后升为银卡：近12个月消费1000.00元，达到1000.00元。",
        "On 2027-01-01 reached Silver by earning points: ¥1000.00 spent within 12 months, and ¥1000.00 is enough.",
    ),
    (
        TierStep(on="2027-01-01", before="regular", after="gold", reason="by_hand"),
        "2027-01-01由门店设为金卡。",
        "On 2027-01-01 set to Gold by the shop.",
    ),
    (
        TierStep(on="2027-01-01", before="silver", after="gold", reason="reversal"),
        "2027-01-01撤销了一次定级，恢复为金卡。",
        "On 2027-01-01 a review was taken back: Gold again.",
    ),
]


@pytest.mark.parametrize(("step", "zh", "en"), STEPS, ids=[f"{step.reason} {step.after}" for step, *_ in STEPS])
def test_how_it_came_about(step: TierStep, zh: str, en: str) -> None:
    """TIER-06: renewed, lowered, kept though missed, raised, lost by a return, set by hand, taken back: each with its figures."""
    assert zh in told(programme(), member(step.after), [step], [], "zh")
    assert en in told(programme(), member(step.after), [step], [], "en")


KINDS = [
    (
        {"grace_days": 30},
        member("gold", "2026-03-10"),
        "已于2026-03-10到期，宽限到2026-04-09。已是最高等级。",
        "Ended on 2026-03-10, with grace until 2026-04-09. This is the highest tier.",
    ),
    (
        {"grace_days": 30},
        member("gold"),
        "保留到2027-03-15，之后按当时的累计定级，未达标宽限30天。",
        "Kept until 2027-03-15, then reviewed by what counts that day, with 30 days of grace.",
    ),
    ({"keep": {"kind": "permanent"}}, member("gold", None), "等级长期有效。", "Kept for good."),
    (
        {"metric": "manual"},
        member("gold", None),
        "等级由门店设定，不随消费变化。",
        "The shop sets the tier; purchases do not change it.",
    ),
    (
        {"metric": "visits", "window": {"kind": "calendar_year"}},
        member("silver"),
        "现在当年到店3次（2026-01-01至2026-03-15）：2026-03-01 2次、2026-02-01 1次。",
        "Now 3 visits in the calendar year (from 2026-01-01 to 2026-03-15): 2026-03-01 2 visits, 2026-02-01 1 visit.",
    ),
    (
        {"metric": "points", "window": {"kind": "lifetime"}},
        member("silver"),
        "现在至今定级积分30分（至2026-03-15）：2026-03-01 20分、2026-02-01 10分。",
        "Now 30 pts that count for the tier in all (until 2026-03-15): 2026-03-01 20 pts, 2026-02-01 10 pts.",
    ),
    (
        {"upgrade": "at_review"},
        member("regular", None),
        "2026-03-01 1000.00元、2026-02-01 200.00元。已达到银卡的要求，下次定级时升级。",
        "Enough for Silver: raised at the next review.",
    ),
]


@pytest.mark.parametrize(("tiers", "member_", "zh", "en"), KINDS)
def test_each_kind_of_programme(tiers: dict[str, Any], member_: MemberInput, zh: str, en: str) -> None:
    """TIER-01, TIER-02, TIER-06: by spend, visits or points, by hand; grace, for good, at the review only."""
    history = [HistoryEntry("2026-02-01", 20000, 1, 10), HistoryEntry("2026-03-01", 100000, 2, 20)]
    assert zh in told(programme(**tiers), member_, [], history, "zh")
    assert en in told(programme(**tiers), member_, [], history, "en")


def test_many_days_are_summed_up() -> None:
    history = [HistoryEntry(f"2026-02-{day:02d}", spend_minor=100) for day in range(1, 9)]
    assert "2026-02-04 1.00元，另有3天。" in told(programme(), member(), [], history, "zh")
    assert "and 3 more days." in told(programme(), member(), [], history, "en")


def test_without_tiers_there_is_no_story() -> None:
    bare = parse_programme(PROGRAMME)
    assert tier_story(bare, MemberInput(id="M1"), [], [], TODAY) is None


def test_a_tier_the_programme_does_not_know_counts_as_the_lowest() -> None:
    """A new version may drop a level: the engine is then given no tier at all."""
    assert told(programme(), MemberInput(id="M1"), [TierStep(on=TODAY, before="x", after="y", reason="sale")], [], "zh").startswith(
        "现为普通。入会起为普通。"
    )

"""Why a member has a tier, as a pure function of what was recorded: the change that gave it, what counts now and from when, until when it
is kept, a tier given in its place, what is missing to the next one (LESSON-14). In plain sentences, Chinese and English.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.members.tier_names import tier_name
from app.domain.programme.compiled import CompiledProgramme, Tiers
from app.domain.programme.dates import add_days
from app.domain.programme.inputs import MemberInput
from app.domain.programme.phrases import Lang, listed, money, pick, points_text, times_text
from app.domain.programme.tiers import HistoryEntry, earned, metric_on, metric_window, with_floor

COUNTED_SHOWN = 5
"""Days that counted which are named, the newest; the others are summed up."""

FLOOR_REASONS = ("status_match", "bought", "by_hand")
"""Why a tier stands in the place of the earned one: recognised from elsewhere, bought, given by a person."""
FLOOR = "floor_"
"""Changes of the tier in place are recorded under this and the reason; also `floor_removed`, `floor_ended`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TierStep:
    """A recorded change or renewal. `reason`: sale, earned, upgraded, renewed, downgraded, no_downgrade, refund, by_hand, reversal, or one
    with FLOOR before it. `metric` as it was then, None where it played no part.
    """

    on: str
    before: str
    after: str
    reason: str
    metric: int | None = None
    valid_until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TierStory:
    """Everything that explains a tier on a day; codes of levels. `step`: the change that gave the earned tier, None = since joining.

    `counted`: days that count, newest first; `window` their first and last possible day, the first empty for ever.
    """

    day: str
    earned: str
    effective: str
    floor_until: str | None
    floor_reason: str | None
    step: TierStep | None
    metric: int
    window: tuple[str, str]
    counted: tuple[HistoryEntry, ...]
    valid_until: str | None
    grace_until: str | None
    next_code: str | None
    next_missing: int


def tier_story(
    programme: CompiledProgramme, member: MemberInput, steps: Sequence[TierStep], history: Sequence[HistoryEntry], day: str
) -> TierStory | None:
    """The story on a day, from the recorded changes, newest first, and the history. None without tiers."""
    tiers = programme.tiers
    if tiers is None:
        return None
    place = earned(tiers, member)
    effective = with_floor(tiers, member, place, day)
    metric = metric_on(tiers, history, day)
    after, until = metric_window(tiers, day)
    kept_until = None if member.tier is None else member.tier.valid_until
    own = [step for step in steps if not step.reason.startswith(FLOOR)]
    floors = [step.reason.removeprefix(FLOOR) for step in steps if step.reason.startswith(FLOOR)]
    above = None if tiers.metric == "manual" or place + 1 == len(tiers.levels) else tiers.levels[place + 1]
    counted = [entry for entry in history if after < entry.date <= until and _value(tiers, entry)]
    return TierStory(
        day=day,
        earned=tiers.levels[place].code,
        effective=tiers.levels[effective].code,
        floor_until=member.tier.floor_until if member.tier is not None and effective > place else None,
        floor_reason=next((reason for reason in floors if reason in FLOOR_REASONS), None) if effective > place else None,
        step=own[0] if own else None,
        metric=metric,
        window=(add_days(after, 1) if after else "", until),
        counted=tuple(sorted(counted, key=lambda entry: entry.date, reverse=True)) if tiers.metric != "manual" else (),
        valid_until=kept_until,
        grace_until=None if kept_until is None or not tiers.grace_days else add_days(kept_until, tiers.grace_days),
        next_code=None if above is None else above.code,
        next_missing=0 if above is None else max(0, above.threshold - metric),
    )


def story_sentences(story: TierStory, programme: CompiledProgramme, lang: Lang) -> tuple[str, ...]:
    """The story told: what the tier is and why, what counts, until when, what comes next."""
    tiers = programme.tiers
    if tiers is None:
        return ()
    told = _Told(tiers, lang)
    manual = tiers.metric == "manual"
    sentences = (
        told.tier(story),
        told.reached(story),
        "" if manual else told.counts(story),
        told.kept(story),
        told.ahead(story),
    )
    return tuple(sentence for sentence in sentences if sentence)


def _value(tiers: Tiers, entry: HistoryEntry) -> int:
    return {"spend": entry.spend_minor, "visits": entry.visits, "points": entry.points}.get(tiers.metric, 0)


class _Told:
    """The sentences for one programme in one language."""

    def __init__(self, tiers: Tiers, lang: Lang) -> None:
        self._tiers = tiers
        self._lang: Lang = lang

    def _pick(self, zh: str, en: str) -> str:
        return pick(self._lang, zh, en)

    def _name(self, code: str) -> str:
        place = self._tiers.rank.get(code)
        return code if place is None else tier_name(code, self._tiers.levels[place].name, self._lang)

    def _amount(self, value: int) -> str:
        if self._tiers.metric == "spend":
            return money(value, self._lang)
        if self._tiers.metric == "visits":
            return self._pick(times_text(value, "zh"), f"{value} {'visit' if value == 1 else 'visits'}")
        return points_text(value, self._lang)

    def _threshold(self, code: str) -> str:
        place = self._tiers.rank.get(code)
        return "" if place is None else self._amount(self._tiers.levels[place].threshold)

    def _within(self) -> str:
        tiers = self._tiers
        if tiers.window == "rolling_months":
            return self._pick(f"近{tiers.window_months}个月", f"within {tiers.window_months} months")
        if tiers.window == "calendar_year":
            return self._pick("当年", "in the calendar year")
        return self._pick("至今", "in all")

    def _counted(self, value: int) -> str:
        """近12个月消费1500.00元 / ¥1500.00 spent within 12 months"""
        amount, within = self._amount(value), self._within()
        kind = self._tiers.metric
        if kind == "visits":
            return self._pick(f"{within}到店{amount}", f"{amount} {within}")
        if kind == "points":
            return self._pick(f"{within}定级积分{amount}", f"{amount} that count for the tier {within}")
        return self._pick(f"{within}消费{amount}", f"{amount} spent {within}")

    def tier(self, story: TierStory) -> str:
        own, shown = self._name(story.earned), self._name(story.effective)
        if story.effective == story.earned:
            return self._pick(f"现为{own}。", f"{own}.")
        why = {
            "status_match": self._pick("按其他商家的会员级别认定", "recognised from elsewhere"),
            "bought": self._pick("购买", "bought"),
            "by_hand": self._pick("由门店给予", "given by the shop"),
        }.get(story.floor_reason or "", self._pick("由门店给予", "given by the shop"))
        return self._pick(
            f"现按{shown}待遇：{why}，至{story.floor_until}。凭自己累计是{own}。",
            f"Treated as {shown}: {why}, until {story.floor_until}. Of its own: {own}.",
        )

    def reached(self, story: TierStory) -> str:
        step = story.step
        if step is None or step.after != story.earned:
            name = self._name(story.earned)
            return self._pick(f"入会起为{name}。", f"{name} since joining.")
        before, after = self._name(step.before), self._name(step.after)
        counted = "" if step.metric is None else self._counted(step.metric)
        of_after, of_before = self._threshold(step.after), self._threshold(step.before)
        met = self._pick(f"：{counted}，达到{of_after}", f": {counted}, and {of_after} is enough") if counted else ""
        missed = self._pick(f"：{counted}，不到{of_before}", f": {counted}, less than {of_before}") if counted else ""
        zh, en = {
            "sale": (f"消费后升为{after}{met}", f"reached {after} with a sale{met}"),
            "earned": (f"得分后升为{after}{met}", f"reached {after} by earning points{met}"),
            "upgraded": (f"定级升为{after}{met}", f"raised to {after} at the review{met}"),
            "renewed": (f"定级保级{met}", f"renewed at the review{met}"),
            "downgraded": (f"定级由{before}降为{after}{missed}", f"lowered from {before} to {after} at the review{missed}"),
            "no_downgrade": (
                f"定级未达标{missed}，但本店不降级",
                f"not reached at the review{missed}; this shop takes no tier away",
            ),
            "refund": (f"退货后由{before}变为{after}{missed}", f"from {before} to {after} by a return{missed}"),
            "reversal": (f"撤销了一次定级，恢复为{after}", f"a review was taken back: {after} again"),
        }.get(step.reason, (f"由门店设为{after}", f"set to {after} by the shop"))
        return self._pick(f"{step.on}{zh}。", f"On {step.on} {en}.")

    def counts(self, story: TierStory) -> str:
        first, last = story.window
        since = self._pick(f"{first}至{last}" if first else f"至{last}", f"from {first} to {last}" if first else f"until {last}")
        if not story.counted:
            return self._pick(f"{self._within()}（{since}）没有计入的消费。", f"Nothing counts {self._within()} ({since}).")
        shown = story.counted[:COUNTED_SHOWN]
        days = listed((f"{entry.date} {self._amount(_value(self._tiers, entry))}" for entry in shown), self._lang)
        rest = len(story.counted) - len(shown)
        more = self._pick(f"，另有{rest}天", f", and {rest} more {'day' if rest == 1 else 'days'}") if rest else ""
        counted = self._counted(story.metric)
        return self._pick(f"现在{counted}（{since}）：{days}{more}。", f"Now {counted} ({since}): {days}{more}.")

    def kept(self, story: TierStory) -> str:
        lowest = story.earned == self._tiers.levels[0].code
        if self._tiers.metric == "manual":  # no review ever takes it away
            return ""
        if story.valid_until is None:
            return "" if lowest else self._pick("等级长期有效。", "Kept for good.")
        if lowest:
            return ""
        grace = story.grace_until
        if story.valid_until < story.day:
            until = grace or story.valid_until
            return self._pick(f"已于{story.valid_until}到期，宽限到{until}。", f"Ended on {story.valid_until}, with grace until {until}.")
        days = self._tiers.grace_days
        more = self._pick(f"，未达标宽限{days}天", f", with {days} days of grace") if grace else ""
        return self._pick(
            f"保留到{story.valid_until}，之后按当时的累计定级{more}。",
            f"Kept until {story.valid_until}, then reviewed by what counts that day{more}.",
        )

    def ahead(self, story: TierStory) -> str:
        if self._tiers.metric == "manual":
            return self._pick("等级由门店设定，不随消费变化。", "The shop sets the tier; purchases do not change it.")
        if story.next_code is None:
            return self._pick("已是最高等级。", "This is the highest tier.")
        name, missing = self._name(story.next_code), self._amount(story.next_missing)
        if not story.next_missing:
            return self._pick(f"已达到{name}的要求，下次定级时升级。", f"Enough for {name}: raised at the next review.")
        verb = {"spend": "再消费", "visits": "再到店", "points": "再得"}[self._tiers.metric]
        return self._pick(f"{verb}{missing}升为{name}。", f"{missing} more to {name}.")

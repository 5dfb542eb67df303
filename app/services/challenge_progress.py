"""How far a member is on the way to each goal of the month or the year: 本月再消费 ¥120 得 200 分."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors import Refusal
from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.following import CHALLENGE
from app.domain.programme.inputs import ContextInput, MemberInput
from app.domain.programme.labels import rule_label
from app.domain.programme.phrases import Lang, money, pick
from app.domain.programme.quote import quote
from app.domain.programme.sentences import rule_sentence
from app.services.counter import CounterState
from app.services.desk import Desk, Session
from app.services.evaluation import PeriodTotals, challenge_event, period_totals, with_sale
from app.services.ports.store import Reader
from app.services.snapshot import context_input, member_input


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeProgress:
    """One goal. `done` of `reach` in fen or visits (`metric`), in the `period` 2026-03 or 2026. `state`:

    open (something is missing) · reached (booked with the next sale, as it stands) · booked (its points were credited) · closed (another
    condition of the rule does not hold for this member; `reason`: which).
    """

    rule: str
    name: str
    sentence: str
    metric: str
    period: str
    done: int
    reach: int
    points: int
    state: str
    reason: str | None = None

    @property
    def missing(self) -> int:
        """What is missing to the goal."""
        return max(0, self.reach - self.done)


def challenge_progress(desk: Desk, reader: Reader, session: Session, member_id: str, lang: Lang) -> tuple[ChallengeProgress, ...]:
    """The member's way to each goal as booked so far, in the order of the rules. Refusals: no_such_member, no_programme."""
    on = session.shift.business_date
    programme = desk.programmes.in_force(reader, on)
    member = reader.member(member_id)
    if member is None:
        raise Refusal("no_such_member")
    totals = period_totals(reader, programme, member_id, on)
    if totals is None:
        return ()
    snapshot = member_input(reader, programme, member, reader.balance(member_id, on))
    return _progress(programme, snapshot, context_input(desk, reader, session, programme, member), totals, lang)


def progress_with_basket(state: CounterState, lang: Lang) -> tuple[ChallengeProgress, ...]:
    """The attached member's way to each goal with the open basket in it."""
    found = state.evaluation
    if found.member is None or found.totals is None:
        return ()
    return _progress(state.programme, found.member, found.context, with_sale(found.totals, found.own.spend_minor, found.own.sales), lang)


def progress_text(progress: ChallengeProgress, lang: Lang) -> str:
    """One line for the till: what is missing for how many points; empty for a goal that is not open."""
    if progress.state != "open":
        return ""
    monthly = len(progress.period) > len("2026")
    when = pick(lang, "本月" if monthly else "今年", "this month" if monthly else "this year")
    if progress.metric == "spend_minor":
        missing = money(progress.missing, lang)
        return pick(lang, f"{when}再消费{missing}得{progress.points}分", f"{missing} more {when}: {progress.points} pts")
    missing = pick(lang, f"{progress.missing}次", f"{progress.missing} more {'visit' if progress.missing == 1 else 'visits'}")
    return pick(lang, f"{when}再来{missing}得{progress.points}分", f"{missing} {when}: {progress.points} pts")


def _progress(
    programme: CompiledProgramme, member: MemberInput, context: ContextInput, totals: PeriodTotals, lang: Lang
) -> tuple[ChallengeProgress, ...]:
    result = quote(programme, challenge_event("progress", totals), member, context)
    found = []
    for item in result.items:
        rule = programme.rule(item.rule)
        challenge = rule.when.challenge
        if rule.trigger != CHALLENGE or challenge is None or not rule.active:
            continue
        part = totals.month if challenge.per == "month" else totals.year
        state = {True: "reached"}.get(item.fired) or {"challenge": "open", "already_booked": "booked"}.get(item.reason or "", "closed")
        found.append(
            ChallengeProgress(
                rule=rule.code,
                name=rule_label(rule, programme, lang),
                sentence=rule_sentence(rule, programme, lang),
                metric=challenge.metric,
                period=context.business_date[: len("2026-03") if challenge.per == "month" else len("2026")],
                done=part.spend_minor if challenge.metric == "spend_minor" else part.visits,
                reach=challenge.reach,
                points=member.challenge_booked.get(rule.code, 0) or rule.benefit.points,
                state=state,
                reason=item.reason if state == "closed" else None,
            )
        )
    return tuple(found)

"""What is done by hand on a member's page: points given and taken, the account frozen, freed and ended, a tier given, a look at a past
moment. Each is a small form; what a person may not do alone asks a second one first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.domain.clock import moment_at
from app.domain.errors import Refusal
from app.domain.ledger.adjust_reasons import DEDUCT_REASONS, GRANT_REASONS, STATUS_REASONS, adjust_reason
from app.domain.ledger.booking import NEVER
from app.domain.members.member import Member, MemberStatus
from app.domain.members.tier_names import tier_name
from app.domain.programme.tier_reasons import FLOOR_REASONS
from app.domain.till.approval import Approval, Asked
from app.domain.till.rights import Act, Right, right
from app.gui.i18n import Texts, count, mark, signed
from app.gui.presenters.approve import ApprovalQuestion
from app.gui.presenters.counter_views import day_text, short_language, tier_view
from app.gui.presenters.form import Field, Form
from app.gui.presenters.member_rows import PageRow
from app.gui.presenters.places import Navigator
from app.gui.presenters.till import Till
from app.services.adjust_points import LASTING, PROGRAMME, Adjustment, AdjustPreview, adjust_points, preview_adjustment
from app.services.as_of import AsOf, as_of_moment
from app.services.desk import Session
from app.services.member_detail import MemberDetail
from app.services.member_state import StateChange, change_state, possible_states, state_asked
from app.services.set_tier import end_floor, floor_asked, give_tier, own_asked, set_own_tier

_FLOORS = {"status_match": mark("recognised from elsewhere"), "bought": mark("bought"), "by_hand": mark("as a favour")}
_DATE_DIGITS, _TIME_DIGITS = 8, 4
_LOTS_TOLD = 12


class Page(Protocol):
    """The page, as its acts see it."""

    def open_form(self, form: Form) -> None:
        """Shows a form in the place of the rows."""
        ...

    def change(self, act: Callable[[], object], said: str) -> None:
        """Does something to the member, closes the form, reads everything anew and says what happened."""
        ...

    def tell(self, lines: Sequence[str]) -> None:
        """Closes the form and shows sentences in the place of the rows."""
        ...

    def refused(self, refusal: Refusal) -> None:
        """Says why not."""
        ...

    def refresh(self) -> None:
        """Renders again."""
        ...


@dataclass(frozen=True, slots=True)
class HandAct:
    """An act of the list: its label, and what a person needs the right to, None for everybody."""

    id: str
    label: str
    needs: tuple[Act, ...] = ()


ACTS = (
    HandAct("adjust", mark("Give or take points by hand"), (Act.GRANT_POINTS, Act.DEDUCT_POINTS)),
    HandAct("freeze", mark("Freeze the account"), (Act.FREEZE_MEMBER,)),
    HandAct("free", mark("Free the account"), (Act.FREEZE_MEMBER,)),
    HandAct("tier", mark("Give a tier until a day"), (Act.SET_TIER,)),
    HandAct("own_tier", mark("Take the given tier away"), (Act.SET_TIER,)),
    HandAct("level", mark("Set the tier"), (Act.SET_TIER,)),
    HandAct("past", mark("How the account stood at a past moment")),
    HandAct("close", mark("End the membership"), (Act.CLOSE_MEMBER,)),
)
_STATES: dict[str, MemberStatus] = {"freeze": "frozen", "free": "active", "close": "closed"}


class MemberActs:
    """The acts of the page of one member at a time."""

    def __init__(self, till: Till, navigator: Navigator, page: Page) -> None:
        self._till, self._nav, self._page = till, navigator, page
        self._preview: tuple[Adjustment, AdjustPreview] | None = None

    def rows(self, detail: MemberDetail, t: Texts) -> tuple[PageRow, ...]:
        """The acts that are possible now and this person's to ask for."""
        member, role = detail.page.member, self._till.signed_in().actor.role
        states = possible_states(member.status)
        fits = {
            "adjust": True,
            "freeze": "frozen" in states,
            "free": "active" in states,
            "close": "closed" in states,
            "tier": detail.programme.tiers is not None and member.status != "closed",
            "own_tier": member.floor_tier is not None and member.status != "closed",
            "level": detail.programme.tiers is not None and detail.programme.tiers.metric == "manual" and member.status != "closed",
            "past": True,
        }
        return tuple(
            PageRow(act.id, (t(act.label),))
            for act in ACTS
            if fits[act.id] and (not act.needs or any(right(role, need) is not Right.NO for need in act.needs))
        )

    def start(self, act_id: str, detail: MemberDetail) -> bool:
        """Opens the form of an act. False: it is none of these."""
        member = detail.page.member
        if act_id == "adjust":
            self._adjust(detail)
        elif act_id in _STATES:
            self._change_state(member, act_id)
        elif act_id == "tier":
            self._give_tier(detail)
        elif act_id == "own_tier":
            self._end_floor(member)
        elif act_id == "level":
            self._set_level(detail)
        elif act_id == "past":
            self._look_back(detail)
        else:
            return False
        return True

    # points

    def _adjust(self, detail: MemberDetail) -> None:
        till, member, event_id = self._till, detail.page.member, self._till.desk.ids.new_id()
        self._preview = None

        def fields(t: Texts) -> tuple[Field, ...]:
            gives = form.values["way"] == "give"
            lang = short_language(t)
            reasons = GRANT_REASONS if gives else DEDUCT_REASONS
            lives = ((PROGRAMME, t("as the programme says")), (LASTING, t("for ever")))
            return (
                Field(id="way", kind="choice", label=t("Give or take"), options=(("give", t("Give")), ("take", t("Take")))),
                Field(id="points", kind="digits", label=t("Points")),
                Field(id="reason", kind="choice", label=t("Why"), options=tuple((one, adjust_reason(one, lang)) for one in reasons)),
                *((Field(id="life", kind="choice", label=t("Good until"), options=lives),) if gives else ()),
                *((Field(id="funding", kind="text", label=t("Cost account"), note=t("optional")),) if gives else ()),
                Field(id="note", kind="text", label=t("In own words"), note=t("optional")),
            )

        def wanted() -> Adjustment:
            values = form.values
            points, gives = int(values["points"] or "0"), values["way"] == "give"
            return Adjustment(
                member_id=member.id,
                points=points if gives else -points,
                reason=values["reason"],
                life=values["life"] if gives else PROGRAMME,
                funding=(values["funding"].strip() or None) if gives else None,
            )

        def look_ahead() -> None:
            if form.values["reason"] not in (GRANT_REASONS if form.values["way"] == "give" else DEDUCT_REASONS):
                form.values["reason"] = ""
            asked, session = wanted(), till.signed_in()
            self._preview = None
            if not asked.points or not asked.reason:
                return

            def answered(preview: AdjustPreview) -> None:
                if asked == wanted():
                    self._preview = asked, preview
                    self._page.refresh()

            till.look_up(lambda: preview_adjustment(till.desk, session, asked), answered)

        def book(preview: AdjustPreview, approval: Approval | None) -> None:
            session, note = till.signed_in(), form.values["note"]
            asked = preview.adjustment
            said = f"{signed(asked.points)} {till.texts.points_unit(asked.points)}"
            self._page.change(
                lambda: adjust_points(till.desk, session, asked, note=note, event_id=event_id, approval=approval), said
            )

        def submit(_: Mapping[str, str]) -> None:
            asked, session = wanted(), till.signed_in()

            def ready(preview: AdjustPreview) -> None:
                if preview.asked is None:
                    book(preview, None)
                    return
                what = ((t("Points"), signed(asked.points)), (t("Why"), _reason(asked.reason, t)), self._moves(preview, t))
                lines = (*self._who(member), *what)
                self._ask(preview.asked, t("Points by hand: approve?"), lines, lambda approval: book(preview, approval))

            t = till.texts
            till.run(lambda: preview_adjustment(till.desk, session, asked), ready, self._page.refused)

        form = Form(
            title=lambda t: t("Points by hand"),
            intro=lambda t: "" if self._preview is None else self._told(self._preview[1], detail, t),
            confirm=lambda t: t("Book it"),
            fields=fields,
            submit=submit,
            first={"way": "give", "points": "", "reason": "", "life": PROGRAMME, "funding": "", "note": ""},
            changed=look_ahead,
        )
        self._page.open_form(form)

    @staticmethod
    def _moves(preview: AdjustPreview, t: Texts) -> tuple[str, str]:
        before, after = preview.available
        return t("Balance"), f"{count(before)} → {count(after)}"

    def _told(self, preview: AdjustPreview, detail: MemberDetail, t: Texts) -> str:
        """What the booking would do, in one line."""
        parts = [" ".join(self._moves(preview, t))]
        if preview.debt[0] or preview.debt[1]:
            parts.append(f"{t('Owed')} {count(preview.debt[0])} → {count(preview.debt[1])}")
        if preview.adjustment.points > 0:
            on = detail.page.balance.on
            until = t("no end") if preview.expires_on in (None, NEVER) else day_text(t, str(preview.expires_on), on)
            parts.append(f"{t('Good until')} {until}")
        if preview.frozen:
            parts.append(t("waits until the account is free"))
        if preview.asked is not None:
            parts.append(t("a second person approves"))
        return " · ".join(parts)

    # the account

    def _change_state(self, member: Member, act_id: str) -> None:
        till, status, event_id = self._till, _STATES[act_id], self._till.desk.ids.new_id()
        titles = {act.id: act.label for act in ACTS}
        explains = {
            "freeze": mark("It goes on earning and cannot spend; nothing is lost."),
            "free": mark("What was earned meanwhile can be used again."),
            "close": mark("It earns and spends nothing from now on; the history stays."),
        }
        done = {"freeze": mark("The account is frozen"), "free": mark("The account is free"), "close": mark("The membership is ended")}

        def fields(t: Texts) -> tuple[Field, ...]:
            lang = short_language(t)
            return (
                Field(id="reason", kind="choice", label=t("Why"), options=tuple((one, adjust_reason(one, lang)) for one in STATUS_REASONS)),
                Field(id="note", kind="text", label=t("In own words"), note=t("optional")),
            )

        def book(change: StateChange, approval: Approval | None) -> None:
            session, note = till.signed_in(), form.values["note"]
            act = lambda: change_state(till.desk, session, change, note=note, event_id=event_id, approval=approval)  # noqa: E731
            self._page.change(act, till.texts(done[act_id]))

        def submit(values: Mapping[str, str]) -> None:
            t, change = till.texts, StateChange(member.id, status, values["reason"])
            if not change.reason:
                self._page.refused(Refusal("state_reason"))
                return
            asked = self._needed(lambda session: state_asked(session, change))
            if asked is None:
                book(change, None)
            else:
                lines = (*self._who(member), (t("Why"), _reason(change.reason, t)))
                self._ask(asked, t(titles[act_id]), lines, lambda approval: book(change, approval))

        form = Form(
            title=lambda t: t(titles[act_id]),
            intro=lambda t: t(explains[act_id]),
            confirm=lambda t: t(titles[act_id]),
            fields=fields,
            submit=submit,
            first={"reason": "", "note": ""},
        )
        self._page.open_form(form)

    # tiers

    def _give_tier(self, detail: MemberDetail) -> None:
        till, member, tiers, event_id = self._till, detail.page.member, detail.programme.tiers, self._till.desk.ids.new_id()
        levels = () if tiers is None else tiers.levels

        def fields(t: Texts) -> tuple[Field, ...]:
            lang = short_language(t)
            named = tuple((level.code, tier_name(level.code, level.name, lang)) for level in levels)
            return (
                Field(id="tier", kind="choice", label=t("Tier"), options=named),
                Field(id="until", kind="date", label=t("Last good day"), prompt=t("year month day, 8 digits")),
                Field(id="reason", kind="choice", label=t("Why"), options=tuple((one, t(_FLOORS[one])) for one in FLOOR_REASONS)),
                Field(id="note", kind="text", label=t("In own words"), note=t("optional")),
            )

        def book(values: Mapping[str, str], approval: Approval | None) -> None:
            session, until = till.signed_in(), _date(values["until"])

            def act() -> object:
                return give_tier(
                    till.desk, session, member.id, values["tier"], until, values["reason"],
                    note=values["note"], event_id=event_id, approval=approval,
                )  # fmt: skip

            self._page.change(act, till.texts("The tier is given"))

        def submit(values: Mapping[str, str]) -> None:
            t, until = till.texts, _date(values["until"])
            asked = self._needed(lambda _: floor_asked(member.id, values["tier"], until, values["reason"]), Act.SET_TIER)
            problem = "tier_reason" if not values["reason"] else "no_such_tier" if not values["tier"] else "tier_until" if not until else ""
            if problem:
                self._page.refused(Refusal(problem))
            elif asked is None:
                book(values, None)
            else:
                name = tier_view(detail.programme, values["tier"], t).name
                lines = (*self._who(member), (t("Tier"), name), (t("Last good day"), until), (t("Why"), t(_FLOORS[values["reason"]])))
                self._ask(asked, t("Give a tier until a day"), lines, lambda approval: book(values, approval))

        form = Form(
            title=lambda t: t("Give a tier until a day"),
            intro=lambda t: t("It stands in the place of the own tier while it is the higher one."),
            confirm=lambda t: t("Book it"),
            fields=fields,
            submit=submit,
            first={"tier": "", "until": "", "reason": "", "note": ""},
        )
        self._page.open_form(form)

    def _end_floor(self, member: Member) -> None:
        till, event_id = self._till, self._till.desk.ids.new_id()

        def book(approval: Approval | None) -> None:
            session = till.signed_in()
            act = lambda: end_floor(till.desk, session, member.id, event_id=event_id, approval=approval)  # noqa: E731
            self._page.change(act, till.texts("The given tier is taken away"))

        asked = self._needed(lambda _: floor_asked(member.id, None, None, "removed"), Act.SET_TIER)
        if asked is None:
            book(None)
        else:
            self._ask(asked, till.texts("Take the given tier away"), self._who(member), book)

    def _set_level(self, detail: MemberDetail) -> None:
        """The member's own tier, where the shop gives its tiers by hand."""
        till, member, tiers, event_id = self._till, detail.page.member, detail.programme.tiers, self._till.desk.ids.new_id()
        levels = () if tiers is None else tiers.levels

        def fields(t: Texts) -> tuple[Field, ...]:
            named = tuple((level.code, tier_name(level.code, level.name, short_language(t))) for level in levels)
            return (
                Field(id="tier", kind="choice", label=t("Tier"), options=named),
                Field(id="note", kind="text", label=t("In own words"), note=t("optional")),
            )

        def book(values: Mapping[str, str], approval: Approval | None) -> None:
            session = till.signed_in()

            def act() -> object:
                return set_own_tier(
                    till.desk, session, member.id, values["tier"], note=values["note"], event_id=event_id, approval=approval
                )

            self._page.change(act, till.texts("The tier is set"))

        def submit(values: Mapping[str, str]) -> None:
            t = till.texts
            asked = self._needed(lambda _: own_asked(member.id, values["tier"]), Act.SET_TIER)
            if not values["tier"]:
                self._page.refused(Refusal("no_such_tier"))
            elif asked is None:
                book(values, None)
            else:
                lines = (*self._who(member), (t("Tier"), tier_view(detail.programme, values["tier"], t).name))
                self._ask(asked, t("Set the tier"), lines, lambda approval: book(values, approval))

        form = Form(
            title=lambda t: t("Set the tier"),
            intro=lambda t: t("Tiers are given by hand here and stay until somebody sets another one."),
            confirm=lambda t: t("Book it"),
            fields=fields,
            submit=submit,
            first={"tier": detail.page.member.tier, "note": ""},
        )
        self._page.open_form(form)

    # a past moment

    def _look_back(self, detail: MemberDetail) -> None:
        till, member = self._till, detail.page.member

        def fields(t: Texts) -> tuple[Field, ...]:
            return (
                Field(id="date", kind="date", label=t("Day"), prompt=t("year month day, 8 digits")),
                Field(id="time", kind="time", label=t("Time"), prompt=t("hour and minute"), note=t("optional: the end of the day")),
            )

        def submit(values: Mapping[str, str]) -> None:
            moment = moment_at(_date(values["date"]), _time(values["time"] or "2359"), till.desk.zone)
            if moment is None:
                self._page.refused(Refusal("no_such_moment"))
                return
            # A minute is told with all that happened in it.
            found = lambda: as_of_moment(till.desk, member.id, moment + 59_999)  # noqa: E731
            till.run(found, lambda past: self._page.tell(past_lines(past, till.texts)), self._page.refused)

        form = Form(
            title=lambda t: t("How the account stood at a past moment"),
            intro=lambda t: t("Told from the events until then, with the rules of that day."),
            confirm=lambda t: t("Look"),
            fields=fields,
            submit=submit,
            first={"date": "", "time": ""},
        )
        self._page.open_form(form)

    # a second person

    def _needed(self, asked: Callable[[Session], Asked | None], act: Act | None = None) -> Asked | None:
        """What a second person is asked, None where this one does it alone, or has no right at all: the act will say so."""
        session = self._till.signed_in()
        if act is not None and right(session.actor.role, act) is not Right.NEEDS_APPROVAL:
            return None
        try:
            return asked(session)
        except Refusal:
            return None

    def _who(self, member: Member) -> tuple[tuple[str, str], ...]:
        t = self._till.texts
        lang = short_language(t)
        name = member.on_screen(lang, self._till.desk.pinyin())
        return ((t("Member"), " · ".join(part for part in (name, member.phone_on_screen(lang) if member.phone else "") if part)),)

    def _ask(self, asked: Asked, title: str, lines: tuple[tuple[str, str], ...], answer: Callable[[Approval], None]) -> None:
        self._nav.ask_approval(ApprovalQuestion(asked=asked, title=title, lines=lines, answer=answer))


def past_lines(past: AsOf, t: Texts) -> tuple[str, ...]:
    """A member at a past moment, in sentences."""
    states = {"active": t("in use"), "frozen": t("Frozen"), "closed": t("This membership was ended")}
    when = f"{day_text(t, past.on, '')} {past.moment.time}"
    if past.events == 0:
        return (t("{when}: nothing was booked for this member yet", when=when),)
    balance = past.balance
    lines = [
        t("{when}, after {n} events", when=when, n=count(past.events)),
        f"{t('Usable now')} {t.points(max(0, balance.available))}",
        *(
            f"{label} {t.points(points)}"
            for label, points in (
                (t("Pending"), balance.pending), (t("Held for a sale"), balance.held),
                (t("Frozen"), balance.frozen), (t("Owed"), balance.debt),
            )
            if points
        ),
    ]  # fmt: skip
    if past.programme is not None and past.effective:
        lines.append(f"{t('Tier')} {tier_view(past.programme, past.effective, t).name}")
        lines.append(t("Rules of that day: version {n}", n=past.programme.version))
    lines.append(f"{t('State')} {states.get(past.status, past.status)}")
    lines.append(t.plural("{n} sale until then", "{n} sales until then", past.sales_count))
    for lot in past.lots[:_LOTS_TOLD]:
        until = t("no end") if lot.last_day == NEVER else day_text(t, lot.last_day, past.on)
        earned = day_text(t, lot.earned_on, past.on)
        lines.append(t("{points} of {day}, good until {until}", points=t.points(lot.remaining), day=earned, until=until))
    if len(past.lots) > _LOTS_TOLD:
        lines.append(t("and {n} more lots", n=count(len(past.lots) - _LOTS_TOLD)))
    return tuple(lines)


def _reason(code: str, t: Texts) -> str:
    return adjust_reason(code, short_language(t))


def _date(digits: str) -> str:
    """2026-06-20 of eight digits; empty for fewer."""
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if len(digits) == _DATE_DIGITS else ""


def _time(digits: str) -> str:
    return f"{digits[:2]}:{digits[2:]}" if len(digits) == _TIME_DIGITS else ""

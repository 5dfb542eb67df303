"""The reward desk (F10): who redeems, the ladder of rewards, the chosen one with what it asks, and what came of it in large letters.

A member card says whose points are used, a voucher is checked and then honoured. The basket on Sell is left as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from app.domain.catalogue.reward_facts import RewardFacts
from app.domain.errors import Refusal
from app.domain.journal.event import Event
from app.domain.members.card import is_card_number
from app.domain.members.member import Member
from app.domain.programme.reward_reach import Reach
from app.domain.sales.basket import BY_CARD, BY_CODE, BY_NAME, Proof
from app.domain.sales.tender import CASH, RECORDED, tender_label
from app.domain.till.approval import Approval
from app.domain.till.rights import Act
from app.domain.till.scan_shapes import ScanKind, classify
from app.gui.components.views import KeyAct, PickRowView, RewardCard, TagText, TierView
from app.gui.i18n import Texts, count, mark, money
from app.gui.presenters.approve import ApprovalQuestion
from app.gui.presenters.counter_views import day_text, initial_of, refusal_line, short_language, tier_view, worth_minor
from app.gui.presenters.places import Navigator
from app.gui.presenters.reward_words import KIND_NAMES, cost_text, limit_text, reward_card, tiers_text, window_text
from app.gui.presenters.till import Till
from app.services.member_codes import take_code
from app.services.ports.sound import Sound
from app.services.proof import proof_asked
from app.services.redeem_reward import Bought, redeem_reward
from app.services.reverse import reversal_asked, reverse
from app.services.reward_desk import DeskState, Given, look_at_desk, member_of_card, member_on_sale, reward_facts_of
from app.services.use_voucher import GoodVoucher, check_voucher, use_voucher

Filter = Literal["now", "all", "given"]
FILTERS: tuple[Filter, ...] = ("now", "all", "given")
_FILTER_NAMES = {"now": mark("Within reach"), "all": mark("Every reward"), "given": mark("Vouchers and rewards had")}
_GROUPS = {
    "entitled": mark("Belongs to the tier"),
    "reachable": mark("Now"),
    "almost": mark("Almost"),
    "later": mark("Later"),
    "shut": mark("Not now"),
}
TENDERS = (CASH, *RECORDED)
WITH_CODE = ("voucher", "service", "experience", "draw")
_STATES = {"open": mark("to be used"), "used": mark("used"), "handed": mark("handed over"), "cancelled": mark("taken back")}
TYPED_MAX = 40


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several."""

    id: str
    label: str
    selected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskMember:
    """Who redeems."""

    name: str
    initial: str
    tier: TierView
    identity: str
    balance: str
    worth: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenView:
    """The chosen reward: label and value by line, the note of the hand-over, how its money part is paid, who gets it."""

    name: str
    kind: str
    cost: str
    lines: tuple[tuple[str, str], ...]
    note: str
    tenders: tuple[Choice, ...]
    tenders_name: str
    receiver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultView:
    """What came of it, in large letters; `good` is green, else red."""

    good: bool
    title: str
    lines: tuple[str, ...]
    code: str
    confirm: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskView:
    """The screen. `rows` instead of `groups` on the list of what was given."""

    title: str
    filters: tuple[Choice, ...]
    filters_name: str
    groups: tuple[tuple[str, tuple[RewardCard, ...]], ...]
    rows: tuple[PickRowView, ...]
    empty: str
    selected: str
    typed: str
    prompt: str
    member: DeskMember | None
    chosen: ChosenView | None
    result: ResultView | None
    problem: str
    acts: tuple[KeyAct, ...]
    confirm: str
    can_confirm: bool
    why_not: str


class DeskScreen(Protocol):
    """What the presenter asks of the screen."""

    def show_view(self, view: DeskView) -> None: ...


class RewardDesk:
    """The presenter. `left`: the counter is read anew, for points have moved."""

    def __init__(self, till: Till, navigator: Navigator, left: Callable[[], None]) -> None:
        self._till = till
        self._nav = navigator
        self._left = left
        self._screen: DeskScreen | None = None
        self._state: DeskState | None = None
        self._member_id: str | None = None
        self._presented: tuple[str, Proof] = ("", BY_NAME)
        self._filter: Filter = "all"
        self._code = ""
        self._given_at = 0
        self._facts: RewardFacts | None = None
        self._tender = CASH
        self._receiver: Member | None = None
        self._asks_receiver = False
        self._later = False
        self._typed = ""
        self._problem = ""
        self._result: ResultView | None = None
        self._good: GoodVoucher | None = None
        till.texts.language_changed.connect(self.refresh)

    def attach(self, screen: DeskScreen) -> None:
        """The screen that shows this presenter."""
        self._screen = screen

    def entered(self) -> None:
        """The member on the open sale comes along; without one the desk waits for a card."""
        self._clear()
        till = self._till
        till.run(lambda: member_on_sale(till.desk), self._begin)

    def _begin(self, member_id: str | None) -> None:
        self._member_id = member_id
        self._load()

    def _clear(self) -> None:
        self._member_id, self._state, self._filter, self._code, self._given_at = None, None, "all", "", 0
        self._receiver, self._asks_receiver, self._later, self._tender = None, False, False, CASH
        self._typed, self._problem, self._result, self._good, self._facts = "", "", None, None, None

    def _load(self) -> None:
        till, session, member_id = self._till, self._till.signed_in(), self._member_id

        def ready(state: DeskState) -> None:
            self._state = state
            if self._filter == "now" and not self._shown():
                self._filter = "all"
            codes = [reach.reward.code for reach in self._shown()]
            if self._code not in codes:
                self._code = codes[0] if codes else ""
            self._read_facts()
            self.refresh()

        till.run(lambda: look_at_desk(till.desk, session, member_id), ready, self._refused)

    def _read_facts(self) -> None:
        till, code = self._till, self._code
        self._facts = None

        def ready(facts: RewardFacts) -> None:
            if facts.reward == self._code:
                self._facts = facts
                self.refresh()

        if code:
            till.look_up(lambda: reward_facts_of(till.desk, code), ready)

    def refresh(self) -> None:
        """Renders again."""
        if self._screen is not None and self._state is not None:
            self._screen.show_view(self.view(self._state))

    # what is shown

    def view(self, state: DeskState) -> DeskView:
        """The desk as of now."""
        t, chosen = self._till.texts, self._chosen()
        why_not = self._why_not(t, state, chosen)
        return DeskView(
            title=t("Reward desk"),
            filters=tuple(Choice(name, t(_FILTER_NAMES[name]), name == self._filter) for name in FILTERS),
            filters_name=t("Show"),
            groups=() if self._filter == "given" else self._groups(t, state),
            rows=tuple(self._given_row(t, state, at, one) for at, one in enumerate(state.given)) if self._filter == "given" else (),
            empty=self._empty(t, state),
            selected=str(self._given_at) if self._filter == "given" else self._code,
            typed=self._typed,
            prompt=t("Scan or type: whose reward is it?") if self._asks_receiver else t("Scan or type: member card or voucher"),
            member=self._member_view(t, state),
            chosen=None if chosen is None or self._filter == "given" else self._chosen_view(t, state, chosen),
            result=self._result,
            problem=self._problem,
            acts=self._acts(t, state, chosen),
            confirm=self._confirm_text(t, chosen),
            can_confirm=not why_not,
            why_not=why_not,
        )

    def _shown(self) -> list[Reach]:
        """The rewards of the filter in their order."""
        found = () if self._state is None else self._state.reaches
        near = ("entitled", "reachable")
        return [one for one in found if self._filter == "all" or (self._filter == "now" and one.state in near)]

    def _groups(self, t: Texts, state: DeskState) -> tuple[tuple[str, tuple[RewardCard, ...]], ...]:
        found, shown = [], self._shown()
        if state.member is None:
            cards = (reward_card(one, None, state.programme, t, state.on) for one in shown)
            return (("", tuple(replace(card, tag=TagText(""), reachable=True) for card in cards)),)
        for name, title in _GROUPS.items():
            near = [one for one in shown if one.state == name]
            if near:
                cards = (reward_card(one, state.more_on.get(one.reward.code), state.programme, t, state.on) for one in near)
                found.append((t(title), tuple(cards)))
        return tuple(found)

    def _given_row(self, t: Texts, state: DeskState, at: int, one: Given) -> PickRowView:
        parts = [day_text(t, one.on, state.on), t(_STATES[one.state])]
        if one.by_itself:
            parts.append(t("by itself"))
        if one.state == "open" and one.until is not None:
            parts.append(t("through {date}", date=day_text(t, one.until, state.on)))
        return PickRowView(
            id=str(at),
            title=one.name,
            detail=" · ".join(parts),
            figure=t.points(one.points) if one.points else "",
            icon="voucher" if one.code else "rewards",
        )

    def _empty(self, t: Texts, state: DeskState) -> str:
        if self._filter == "given":
            return "" if state.given else t("No vouchers and no rewards yet") if state.member else t("Scan a member's card first")
        if not state.reaches:
            return t("Nothing is given for points here yet: the programme has no rewards.")
        return "" if self._shown() else t("Nothing is within reach yet")

    def _member_view(self, t: Texts, state: DeskState) -> DeskMember | None:
        member = state.member
        if member is None:
            return None
        lang = short_language(t)
        name = member.on_screen(lang, self._till.desk.pinyin())
        return DeskMember(
            name=name,
            initial=initial_of(name),
            tier=tier_view(state.programme, member.tier, t),
            identity=member.phone_on_screen(lang) if member.phone else "",
            balance=t.points(state.available),
            worth=f"≈ {money(worth_minor(state.programme, state.available))}",
            state=t("Under review: earns, cannot spend") if member.status == "frozen" else "",
        )

    def _chosen(self) -> Reach | None:
        return next((one for one in self._shown() if one.reward.code == self._code), None)

    def _chosen_view(self, t: Texts, state: DeskState, chosen: Reach) -> ChosenView:
        reward, facts = chosen.reward, self._facts
        lines = [(t("To be had"), window_text(reward, t, state.on) or t("at any time"))]
        if reward.tiers is not None:
            lines.append((t("For"), tiers_text(reward, state.programme, t)))
        if limit_text(reward, t):
            lines.append((t("Per member"), limit_text(reward, t)))
        if reward.stocked:
            lines.append((t("Stock"), count(state.stock.get(reward.code, 0))))
        if state.member is not None and chosen.reason is None:
            lines.append((t("Balance after this"), t.points(state.available - reward.points)))
        if facts is not None and facts.prizes:
            whole = sum(prize.weight for prize in facts.prizes)
            lines += [(prize.name, _odds(prize.weight, whole)) for prize in facts.prizes]
        if facts is not None and reward.kind == "donation":
            lines.append((t("Donated to"), facts.project or reward.name))
        if facts is not None and facts.valid_days is not None and reward.kind in WITH_CODE:
            lines.append((t("Its voucher"), t.plural("{n} day", "{n} days", facts.valid_days)))
        if self._later and reward.kind == "goods":
            lines.append((t("Hand-over"), t("later, against the code on the slip")))
        lang = short_language(t)
        receiver = "" if self._receiver is None else self._receiver.on_screen(lang, self._till.desk.pinyin())
        return ChosenView(
            name=reward.name,
            kind=t(KIND_NAMES[reward.kind]),
            cost=cost_text(reward, t),
            lines=tuple(lines),
            note="" if facts is None else facts.note,
            tenders=tuple(Choice(kind, tender_label(kind, lang), kind == self._tender) for kind in TENDERS) if reward.cash_minor else (),
            tenders_name=t("Money part by"),
            receiver=t("Goes to {name}", name=receiver) if receiver else "",
        )

    def _acts(self, t: Texts, state: DeskState, chosen: Reach | None) -> tuple[KeyAct, ...]:
        if self._filter == "given":
            one = self._given()
            return (KeyAct("back", t("Take back"), "history", "F9"),) if one is not None and one.undoable else ()
        if state.member is None or chosen is None or chosen.reason is not None:
            return ()
        own = self._receiver is None and not self._asks_receiver
        acts = [KeyAct("receiver", t("For somebody else") if own else t("For the member"), "members", "F6")]
        if chosen.reward.kind == "goods":
            acts.append(KeyAct("later", t("Take it now") if self._later else t("Fetch it later"), "clock", "F7"))
        return tuple(acts)

    def _given(self) -> Given | None:
        found = () if self._state is None else self._state.given
        return found[self._given_at] if self._given_at < len(found) else None

    def _confirm_text(self, t: Texts, chosen: Reach | None) -> str:
        if self._filter == "given":
            return t("Hand out")
        if chosen is not None and chosen.reward.kind == "donation":
            return t("Donate {points}", points=t.points(chosen.reward.points))
        return t("Redeem {points}", points=t.points(chosen.reward.points)) if chosen is not None and chosen.reward.points else t("Redeem")

    def _why_not(self, t: Texts, state: DeskState, chosen: Reach | None) -> str:
        if self._filter == "given":
            one = self._given()
            return "" if one is not None and one.code else t("Nothing of it is still to be handed out")
        if state.member is None:
            return t("Scan a member's card first")
        if chosen is None:
            return t("Choose a reward first")
        if chosen.reason is not None:
            card = reward_card(chosen, state.more_on.get(chosen.reward.code), state.programme, t, state.on)
            return card.tag.text
        return ""

    # acts

    def choose(self, code: str) -> None:
        """A reward was pressed, or a row of what was given."""
        self._result, self._good, self._problem = None, None, ""
        if self._filter == "given":
            self._given_at = int(code)
        else:
            self._code, self._later = code, False
            self._read_facts()
        self.refresh()

    def show(self, name: str) -> None:
        """Another filter."""
        for known in FILTERS:
            if known == name:
                self._filter, self._given_at, self._problem, self._result, self._good = known, 0, "", None, None
        codes = [reach.reward.code for reach in self._shown()]
        if self._filter != "given" and self._code not in codes:
            self._code = codes[0] if codes else ""
            self._read_facts()
        self.refresh()

    def pick_tender(self, kind: str) -> None:
        """How the money part is paid."""
        self._tender = kind
        self.refresh()

    def act(self, act: str) -> None:
        """An act of the chosen thing."""
        known = {one.id for one in self.view(self._state).acts} if self._state is not None else set()
        if act not in known:
            self._till.play(Sound.UNKNOWN)
        elif act == "receiver":
            self._asks_receiver = not (self._receiver or self._asks_receiver)
            self._receiver = None
            self.refresh()
        elif act == "later":
            self._later = not self._later
            self.refresh()
        else:
            self._take_back()

    def dismiss(self) -> None:
        """The result was read."""
        self._result, self._good, self._problem = None, None, ""
        self.refresh()

    def confirm(self) -> None:
        """Redeems the chosen reward, honours the voucher that was checked, or the chosen one of the list."""
        state = self._state
        if state is None:
            return
        if self._good is not None:
            self._use(self._good)
            return
        if self._why_not(self._till.texts, state, self._chosen()):
            self._till.play(Sound.UNKNOWN)
            return
        given = self._given()
        if self._filter == "given" and given is not None:
            self._check(given.code)
        else:
            self._redeem(state)

    def _redeem(self, state: DeskState, approval: Approval | None = None) -> None:
        till, session, chosen = self._till, self._till.signed_in(), self._chosen()
        if state.member is None or chosen is None:
            return
        member_id, reward = state.member.id, chosen.reward
        receiver = None if self._receiver is None else self._receiver.id
        tender = self._tender if reward.cash_minor else None
        later, event_id = self._later, till.desk.ids.new_id()

        def refused(refusal: Refusal) -> None:
            if refusal.code != "proof_needed":
                self._refused(refusal)
                return
            t = till.texts
            lines = ((t("Reward"), reward.name), (t("Points"), t.points(reward.points)))
            title = t("So many points without the member code: approve?")
            asked = proof_asked(member_id, reward.points)
            answer = lambda approval: self._redeem(state, approval)  # noqa: E731
            self._nav.ask_approval(ApprovalQuestion(asked=asked, title=title, lines=lines, answer=answer))

        def bought(done: Bought) -> None:
            till.play(Sound.DONE)
            till.printing.spooler.wake()
            self._receiver, self._asks_receiver, self._later = None, False, False
            self._result = self._bought_view(done, reward.kind)
            self._left()
            self._load()

        till.run(
            lambda: redeem_reward(
                till.desk, session, member_id, reward.code, tender=tender, receiver=receiver, later=later, event_id=event_id,
                proof=self._proof(state), approval=approval,
            ),
            bought,
            refused,
            confirm=True,
        )

    def _bought_view(self, done: Bought, kind: str) -> ResultView:
        t, data = self._till.texts, done.slip.data
        lines = []
        title = t("Handed out: {name}", name=data.reward)
        if data.prize is not None:
            title = t("Won: {name}", name=data.prize) if data.prize else t("No prize this time")
            lines.append(t("Anybody can draw it again from the books: check {hash}", hash=data.journal_hash))
        elif data.project:
            title = t("Donated to {project}", project=data.project)
        elif data.floor is not None:
            title = t("{tier} until {date}", tier=data.floor[0], date=day_text(t, data.floor[1], self._till.desk.local().date))
        elif done.vouchers:
            title = t("Voucher printed: {name}", name=data.reward)
        if data.cash_minor:
            lines.append(t("Takes {amount} besides", amount=money(data.cash_minor)))
        if data.cash_out_minor:
            lines.append(t("Pay out {amount} in cash", amount=money(data.cash_out_minor)))
        if self._facts is not None and self._facts.note and not done.vouchers:
            lines.append(self._facts.note)
        lines.append(t("{points} left", points=t.points(data.points_after)))
        code = done.vouchers[0].code if done.vouchers else ""
        return ResultView(good=True, title=title, lines=tuple(lines), code=code, confirm="")

    def _take_back(self) -> None:
        """The chosen reward is taken back, by whoever may or with a second person's yes."""
        till, session, one = self._till, self._till.signed_in(), self._given()
        if one is None:
            return
        reversal_id = till.desk.ids.new_id()

        def back(_: Event) -> None:
            till.play(Sound.OK)
            points = till.texts.points(one.points)
            line = till.texts("{points} went back to the member", points=points)
            self._result = ResultView(good=True, title=till.texts("Taken back: {name}", name=one.name), lines=(line,), code="", confirm="")
            self._left()
            self._load()

        def undo(approval: Approval | None) -> None:
            till.run(
                lambda: reverse(till.desk, session, one.event_id, reversal_id=reversal_id, approval=approval), back, refused, confirm=True
            )

        def refused(refusal: Refusal) -> None:
            if refusal.code != "needs_approval":
                self._refused(refusal)
                return
            t = till.texts
            lines = ((t("Reward"), one.name), (t("Points"), t.points(one.points)))
            asked = reversal_asked(Act.GRANT_POINTS, one.event_id, None)
            self._nav.ask_approval(ApprovalQuestion(asked=asked, title=t("Take a reward back"), lines=lines, answer=undo))

        undo(None)

    # scans and keys

    def scanned(self, text: str) -> bool:
        """A member's card or a voucher; False for all others, which are the till's."""
        found = classify(text)
        if found.kind is ScanKind.VOUCHER:
            self._check(found.payload)
            return True
        if found.kind is ScanKind.MEMBER_CARD:
            self._card(found.payload)
            return True
        if found.kind is ScanKind.MEMBER_CODE:
            self._code_shown(found.payload)
            return True
        return False

    def _proof(self, state: DeskState) -> Proof | None:
        """What was shown of the member here; None: what the open sale knows."""
        member_id, proof = self._presented
        return proof if state.member is not None and member_id == state.member.id else None

    def _card(self, number: str) -> None:
        till = self._till
        self._known(lambda: member_of_card(till.desk, number), BY_CARD)

    def _code_shown(self, text: str) -> None:
        """The changing code of a phone."""
        till, session = self._till, self._till.signed_in()
        self._known(lambda: take_code(till.desk, session, text), BY_CODE)

    def _known(self, read: Callable[[], Member], proof: Proof) -> None:
        till = self._till

        def known(member: Member) -> None:
            till.play(Sound.MEMBER)
            self._problem, self._result, self._good = "", None, None
            if self._asks_receiver:
                self._asks_receiver, self._receiver = False, None if member.id == self._member_id else member
                self.refresh()
                return
            self._presented = (member.id, proof)
            self._member_id, self._receiver, self._later, self._given_at, self._code = member.id, None, False, 0, ""
            self._filter = "now"
            self._load()

        till.run(read, known, self._refused)

    def _check(self, code: str) -> None:
        """Whether a voucher is good: large and green with Enter to honour it, or large and red with when and where."""
        till, session = self._till, self._till.signed_in()

        def good(found: GoodVoucher) -> None:
            till.play(Sound.OK)
            if found.loads_minor is not None:
                self._nav.load_card(found.voucher.code)
                return
            self._good = found
            t = till.texts
            lines = [t("Belongs to {name}", name=found.holder_name)] if found.holder_name else []
            if found.voucher.valid_until is not None:
                lines.append(t("through {date}", date=day_text(t, found.voucher.valid_until, till.desk.local().date)))
            if found.note:
                lines.append(found.note)
            title = t("Good: {name}", name=found.name)
            self._result = ResultView(good=True, title=title, lines=tuple(lines), code=found.voucher.code, confirm=t("Hand it out"))
            self._problem = ""
            self.refresh()

        till.run(lambda: check_voucher(till.desk, session, code), good, self._voucher_refused)

    def _voucher_refused(self, refusal: Refusal) -> None:
        self._till.play(Sound.UNKNOWN)
        told = self._till.say(refusal)
        self._good = None
        self._result = ResultView(good=False, title=told.title, lines=(told.way_on,) if told.way_on else (), code="", confirm="")
        self.refresh()

    def _use(self, good: GoodVoucher) -> None:
        till, session, event_id = self._till, self._till.signed_in(), self._till.desk.ids.new_id()

        def used(_: Event) -> None:
            till.play(Sound.DONE)
            t = till.texts
            now = till.desk.local()
            line = t("Marked as used at {time}", time=now.time)
            self._good = None
            lines = (line, good.note) if good.note else (line,)
            self._result = ResultView(good=True, title=t("Handed out: {name}", name=good.name), lines=lines, code="", confirm="")
            self._load()

        till.run(lambda: use_voucher(till.desk, session, good.voucher.code, event_id), used, self._voucher_refused, confirm=True)

    def _refused(self, refusal: Refusal) -> None:
        self._till.play(Sound.UNKNOWN)
        self._problem = refusal_line(refusal, self._till.texts)
        if self._state is None:
            self._member_id = None
        self.refresh()

    def typed(self, char: str) -> bool:
        """Characters gather in the field at the top."""
        if len(self._typed) < TYPED_MAX:
            self._typed += char
            self.refresh()
        return True

    def _submit(self) -> None:
        """Enter after typing: a card or a voucher, else it is said what may be typed here."""
        text, self._typed = self._typed.strip(), ""
        if not self.scanned(text.upper() if not is_card_number(text) else text):
            self._till.play(Sound.UNKNOWN)
            self._problem = self._till.texts("Not a member card and not a voucher: {text}", text=text)
        self.refresh()

    def key(self, key: str) -> bool:
        """Enter and F12 confirm, Esc closes the result, arrows choose, F8 the filter, F6, F7 and F9 the acts."""
        if key == "Enter" and self._typed:
            self._submit()
        elif key == "Backspace" and self._typed:
            self._typed = self._typed[:-1]
            self.refresh()
        elif key == "Esc" and (self._typed or self._result is not None or self._asks_receiver):
            self._typed, self._asks_receiver = "", False
            self.dismiss()
        elif key == "F12" or (key == "Enter" and self._good is not None):
            self.confirm()
        elif key == "Enter":
            self.dismiss()
        elif key == "F8":
            self.show(FILTERS[(FILTERS.index(self._filter) + 1) % len(FILTERS)])
        elif key in ("Left", "Up", "Right", "Down"):
            self._move(-1 if key in ("Left", "Up") else 1)
        elif key in ("F6", "F7", "F9"):
            self.act({"F6": "receiver", "F7": "later", "F9": "back"}[key])
        else:
            return False
        return True

    def _move(self, by: int) -> None:
        if self._filter == "given":
            last = 0 if self._state is None else len(self._state.given) - 1
            self.choose(str(min(max(0, self._given_at + by), max(0, last))))
            return
        codes = [reach.reward.code for reach in self._shown()]
        if codes:
            at = codes.index(self._code) + by if self._code in codes else 0
            self.choose(codes[min(max(0, at), len(codes) - 1)])


def _odds(weight: int, whole: int) -> str:
    """0.1 %."""
    scaled = weight * 1_000_000 // whole
    return f"{scaled // 10_000}.{scaled % 10_000:04d}".rstrip("0").rstrip(".") + " %"

"""Use points (F7): three offers that will be accepted, an own number, or a reward; what it does to the amount due and to the balance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from app.domain.errors import Refusal
from app.domain.exact import format_exact
from app.domain.ledger.booking import POINTS, Hold, Use
from app.domain.programme.compiled import CompiledProgramme, Reward
from app.domain.programme.reward_reach import Reach
from app.domain.sales.basket import BY_CARD, BY_CODE, BY_NAME
from app.domain.sales.tender import CASH
from app.domain.till.approval import Approval
from app.gui.components.views import IconLine, RewardCard, TierView
from app.gui.i18n import DASH, MINUS, Texts, count, mark, money, short_money
from app.gui.presenters.approve import ApprovalQuestion
from app.gui.presenters.counter_views import day_text, person_name, refusal_line, tier_view
from app.gui.presenters.places import Navigator, Place, Sheet
from app.gui.presenters.reward_words import reward_card, state_text
from app.gui.presenters.till import Till
from app.gui.presenters.typed_number import pressed, typed_count
from app.services.counter import CounterState, earned_by
from app.services.edit_basket import show_counter
from app.services.entitlements import entitlements_at_counter
from app.services.ports.sound import Sound
from app.services.proof import ProofLimits, proof_asked, proof_limits
from app.services.redeem_reward import Bought, redeem_reward
from app.services.use_points import RedeemOffer, check_points, offers, take_points_off, use_points

REWARDS_SHOWN = 6
_PROOFS = {BY_NAME: mark("name or phone alone"), BY_CARD: mark("member card"), BY_CODE: mark("changing member code")}


@dataclass(frozen=True, slots=True)
class OfferTile:
    """One offer with its digit."""

    key: str
    title: str
    figure: str
    detail: str
    selected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UsePointsSheetView:
    """The sheet. `own` is the number typed, `own_chosen` whether it counts; `taken` says what is already on the basket; `reward`: the
    code of the one that is chosen. `proof`: what was shown of the member, or where that is not enough (`proved`) what is asked for.
    """

    title: str
    member: str
    tier: TierView
    available: str
    rate: str
    tiles: tuple[OfferTile, ...]
    own_key: str
    own: str
    own_hint: str
    own_chosen: bool
    rewards: tuple[RewardCard, ...]
    reward: str
    due: tuple[str, str]
    balance: tuple[str, str]
    earned: str
    problem: str
    confirm: str
    can_confirm: bool
    taken: str
    proof: str
    proved: bool


class UsePointsScreen(Protocol):
    """What the presenter asks of the sheet."""

    def show_view(self, view: UsePointsSheetView) -> None: ...


class UsePoints:
    """The presenter of the use-points sheet."""

    def __init__(self, till: Till, navigator: Navigator, tell: Callable[[IconLine], None]) -> None:
        """`tell`: says in the member panel what a reward has taken."""
        self._till = till
        self._nav = navigator
        self._tell = tell
        self._reaches: tuple[Reach, ...] = ()
        self._reward = ""
        self._limits: ProofLimits | None = None
        self._screen: UsePointsScreen | None = None
        self._from_pay = False
        self._chosen = 0
        self._own = ""
        self._own_chosen = False
        self._problem = ""
        till.changed.connect(self._follow)
        till.texts.language_changed.connect(self.refresh)

    def attach(self, screen: UsePointsScreen) -> None:
        """The sheet that shows this presenter."""
        self._screen = screen

    def open(self, *, from_pay: bool) -> None:
        """Opens the sheet with the most chosen. Without a member, or where nothing can be used, it stays closed."""
        counter = self._till.counter
        attached = counter is not None and counter.attached is not None
        usable = counter is not None and (counter.basket.hold is not None or has_rewards(counter.programme) or bool(offers(counter)))
        if not attached or not usable:
            self._till.play(Sound.UNKNOWN)
            return
        self._reaches, self._reward = (), ""
        self._read_rewards()
        self._read_limits()
        self._from_pay, self._chosen, self._own, self._own_chosen, self._problem = from_pay, 0, "", False, ""
        self._nav.open_sheet(Sheet.POINTS)
        self.refresh()

    def _follow(self) -> None:
        """The basket changed: the offers of an open sheet follow it."""
        if self._nav.sheet is Sheet.POINTS:
            self.refresh()

    def _read_rewards(self) -> None:
        """The ladder of the member, reachable first."""
        till, state = self._till, self._till.counter

        def read() -> tuple[Reach, ...]:
            with till.desk.store.read() as reader:
                found = None if state is None else entitlements_at_counter(reader, state)
            return () if found is None else found.rewards

        def ready(found: tuple[Reach, ...]) -> None:
            self._reaches = tuple(one for one in found if not one.reward.privilege)
            self.refresh()

        if state is not None and state.programme.rewards:
            till.look_up(read, ready)

    def _read_limits(self) -> None:
        """How much what is shown allows."""
        till = self._till

        def read() -> ProofLimits:
            with till.desk.store.read() as reader:
                return proof_limits(till.desk, reader)

        def ready(limits: ProofLimits) -> None:
            self._limits = limits
            self.refresh()

        till.look_up(read, ready)

    def refresh(self) -> None:
        """Renders again."""
        counter = self._till.counter
        if self._screen is not None and counter is not None and counter.attached is not None:
            self._screen.show_view(self.view(counter))

    # what is shown

    def view(self, state: CounterState) -> UsePointsSheetView:
        """The sheet for a state of the counter."""
        t, attached = self._till.texts, state.attached
        if attached is None:
            raise ValueError("no member")
        found = offers(state)
        hold = state.basket.hold
        chosen = self._chosen_reward()
        reward = None if chosen is None else chosen.reward
        offer = None if reward is not None else self._offer(state, found)
        before = max(0, attached.balance.available)
        points = reward.points if reward else 0 if offer is None else offer.points
        proved = self._limits is None or state.basket.hold is not None or self._limits.enough(state.basket.proof, points)
        most = state.redeem.max_points if state.redeem is not None else 0
        due = state.basket.due_minor
        return UsePointsSheetView(
            title=t("Use points"),
            member=person_name(attached, t, self._till.desk.pinyin()),
            tier=tier_view(state.programme, attached.member.tier, t),
            available=t.points(before),
            rate=_rate(state, t),
            tiles=tuple(
                _tile(at, one, t, state.context.business_date, selected=not self._own_chosen and not self._reward and at == self._chosen)
                for at, one in enumerate(found)
            ),
            own_key=str(len(found) + 1),
            own=self._own,
            own_hint=t("at most {points}", points=t.points(most)),
            own_chosen=self._own_chosen,
            rewards=tuple(reward_card(one, None, state.programme, t, state.context.business_date) for one in self._reaches[:REWARDS_SHOWN]),
            reward=self._reward,
            due=(money(due), money(due if offer is None else offer.due_minor)),
            balance=(count(before), t.points(before - (reward.points if reward else 0 if offer is None else offer.points))),
            earned=t.points(state.quote.points if offer is None else _earned_after(state, offer)),
            problem=self._problem or self._own_problem(state),
            confirm=_confirm(offer, t, taken=hold is not None) if reward is None else _reward_text(reward, t),
            can_confirm=(offer is not None or hold is not None) if chosen is None else chosen.reason is None,
            proof=t("Checked: {proof}", proof=t(_PROOFS[state.basket.proof])) if proved else t("Show member code, or a leader's PIN"),
            proved=proved,
            taken=""
            if hold is None
            else t("{points} take {amount} off this sale", points=t.points(hold.points), amount=money(state.basket.hold_value_minor)),
        )

    def _offer(self, state: CounterState, found: tuple[RedeemOffer, ...]) -> RedeemOffer | None:
        if state.basket.hold is not None:
            return None
        if not self._own_chosen:
            return found[min(self._chosen, len(found) - 1)] if found else None
        points = typed_count(self._own)
        try:
            return check_points(state, points) if points else None
        except Refusal:
            return None

    def _own_problem(self, state: CounterState) -> str:
        points = typed_count(self._own) if self._own_chosen and state.basket.hold is None else None
        if not points:
            return ""
        try:
            check_points(state, points)
        except Refusal as refusal:
            return refusal_line(refusal, self._till.texts)
        return ""

    # acts

    def _chosen_reward(self) -> Reach | None:
        return next((one for one in self._reaches if one.reward.code == self._reward), None)

    def choose_reward(self, code: str) -> None:
        """A reward was pressed; pressed again it is let go."""
        self._reward, self._own_chosen, self._problem = "" if code == self._reward else code, False, ""
        chosen, t = self._chosen_reward(), self._till.texts
        counter = self._till.counter
        if chosen is not None and chosen.reason is not None and counter is not None:
            self._problem = f"{chosen.reward.name} {DASH} {state_text(chosen, None, counter.programme, t, counter.context.business_date)}"
        self.refresh()

    def choose(self, at: int) -> None:
        """An offer was pressed."""
        self._chosen, self._own_chosen, self._problem, self._reward = at, False, "", ""
        self.refresh()

    def choose_own(self) -> None:
        """The own number was pressed."""
        self._own_chosen, self._problem, self._reward = True, "", ""
        self.refresh()

    def set_own(self, text: str) -> None:
        """The own number was changed."""
        self._own, self._own_chosen, self._problem, self._reward = text, True, "", ""
        self.refresh()

    def typed(self, char: str) -> bool:
        """A digit picks an offer, or goes to the own number once that is chosen."""
        counter = self._till.counter
        if counter is None or not char.isascii() or not char.isdigit():
            return True
        if self._own_chosen:
            self.set_own(pressed(self._own, char, is_money=False))
            return True
        found = len(offers(counter))
        if 0 < int(char) <= found:
            self.choose(int(char) - 1)
        elif int(char) == found + 1 and counter.basket.hold is None:
            self.choose_own()
        return True

    def key(self, key: str) -> bool:
        """Enter confirms, arrows choose, F12 goes on to payment."""
        if key == "Enter":
            self.confirm()
        elif key in ("Left", "Up"):
            self.choose(max(0, self._chosen - 1))
        elif key in ("Right", "Down"):
            counter = self._till.counter
            self.choose(min(self._chosen + 1, max(0, len(offers(counter)) - 1)) if counter is not None else 0)
        elif key == "Backspace" and self._own_chosen:
            self.set_own(self._own[:-1])
        elif key == "Del" and self._own_chosen:
            self.set_own("")
        elif key == "Esc" and self._from_pay:
            self._nav.pay(CASH)
        else:
            return False
        return True

    def confirm(self) -> None:
        """Takes the points off the amount due (they are held until the sale is complete), or takes them off the basket again."""
        till, session, state = self._till, self._till.signed_in(), self._till.counter
        if state is None:
            return
        chosen = self._chosen_reward()
        if chosen is not None:
            self._redeem(state, chosen)
            return
        if state.basket.hold is not None:
            till.run(lambda: take_points_off(till.desk, session), self._done, self._refused, confirm=True)
            return
        offer = self._offer(state, offers(state))
        if offer is not None:
            self._use(state, offer.points, None)

    def _use(self, state: CounterState, points: int, approval: Approval | None) -> None:
        """Holds the points; where more is asked than what was shown allows, a second person looks first."""
        till, session, attached = self._till, self._till.signed_in(), state.attached

        def refused(refusal: Refusal) -> None:
            if refusal.code != "proof_needed" or attached is None:
                self._refused(refusal)
            else:
                self._ask(attached.member.id, points, lambda approval: self._use(state, points, approval))

        till.run(lambda: use_points(till.desk, session, points, approval=approval), self._done, refused, confirm=True)

    def _ask(self, member_id: str, points: int, answer: Callable[[Approval], None]) -> None:
        till, counter = self._till, self._till.counter
        if counter is None or counter.attached is None:
            return
        till.play(Sound.ATTENTION)
        t = till.texts
        who = person_name(counter.attached, t, till.desk.pinyin())
        lines = ((t("Member"), who), (t("Points"), count(points)), (t("Checked so far"), t(_PROOFS[counter.basket.proof])))
        title = t("So many points without the member code: approve?")
        self._nav.ask_approval(ApprovalQuestion(asked=proof_asked(member_id, points), title=title, lines=lines, answer=answer))

    def _redeem(self, state: CounterState, chosen: Reach, approval: Approval | None = None) -> None:
        """Hands the reward out with its slip; one with a money part is finished at the reward desk."""
        till, session, member = self._till, self._till.signed_in(), state.attached
        if chosen.reason is not None or member is None:
            till.play(Sound.UNKNOWN)
            return
        if chosen.reward.cash_minor:
            self._nav.go(Place.REWARDS)
            return
        member_id, event_id = member.member.id, till.desk.ids.new_id()

        def operation() -> tuple[Bought, CounterState]:
            bought = redeem_reward(till.desk, session, member_id, chosen.reward.code, event_id=event_id, approval=approval)
            return bought, show_counter(till.desk, session)

        def redeemed(answer: tuple[Bought, CounterState]) -> None:
            bought, counter = answer
            till.printing.spooler.wake()
            t, data = till.texts, bought.slip.data
            given = data.reward if data.prize is None else data.prize or t("No prize this time")
            self._tell(IconLine("rewards", f"{given} · {MINUS}{t.points(bought.points)}", "success"))
            self._done(counter)

        def refused(refusal: Refusal) -> None:
            if refusal.code == "proof_needed":
                self._ask(member_id, chosen.reward.points, lambda approval: self._redeem(state, chosen, approval))
            else:
                self._refused(refusal)

        till.run(operation, redeemed, refused, confirm=True)

    def _done(self, state: CounterState) -> None:
        self._till.play(Sound.OK)
        self._nav.close_sheet()
        self._till.set_counter(state)
        if self._from_pay:
            self._nav.pay(CASH)

    def _refused(self, refusal: Refusal) -> None:
        self._till.play(Sound.UNKNOWN)
        self._problem = refusal_line(refusal, self._till.texts)
        self.refresh()


def _tile(at: int, offer: RedeemOffer, t: Texts, on: str, *, selected: bool) -> OfferTile:
    off = f"{MINUS}{money(offer.value_minor)}"
    used = t("uses {points}", points=t.points(offer.points))
    if offer.kind == "round":
        return OfferTile(str(at + 1), t("Round to"), t("pay {amount}", amount=short_money(offer.due_minor)), used, selected)
    if offer.kind == "expiring" and offer.expires_on is not None:
        detail = f"{used} · {t('until {date}', date=day_text(t, offer.expires_on, on))}"
        return OfferTile(str(at + 1), t("Expiring first"), off, detail, selected)
    return OfferTile(str(at + 1), t("Most"), off, used, selected)


def _rate(state: CounterState, t: Texts) -> str:
    """100 分 = ¥1 · 单笔最多抵 50 %"""
    value, redemption = state.programme.point_value, state.programme.redemption
    points = 100 * value.denominator
    parts = [f"{t.points(points // value.numerator)} = ¥1"] if points % value.numerator == 0 else []
    if redemption is not None and redemption.max_percent < 100:
        parts.append(t("at most {percent} % of a sale", percent=format_exact(redemption.max_percent)))
    return " · ".join(parts)


def has_rewards(programme: CompiledProgramme) -> bool:
    """Whether something is given for points."""
    return any(reward.active and reward.points for reward in programme.rewards.values())


def _reward_text(reward: Reward, t: Texts) -> str:
    return t("To the reward desk") if reward.cash_minor else t("Redeem {points}", points=t.points(reward.points))


def _confirm(offer: RedeemOffer | None, t: Texts, *, taken: bool) -> str:
    if taken:
        return t("Take the points back")
    return t("Use points") if offer is None else t("Take {amount} off", amount=money(offer.value_minor))


def _earned_after(state: CounterState, offer: RedeemOffer) -> int:
    """What the sale earns once these points pay for a part of it, by the engine that will book it."""
    attached = state.attached
    if attached is None:
        return 0
    hold = Hold(id="preview", holder=attached.member.id, unit=POINTS, sale_id=state.basket.sale_id, uses=(Use("preview", offer.points),))
    basket = state.basket.with_hold(hold, offer.value_minor)
    return earned_by(state, basket)

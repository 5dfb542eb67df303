"""Use points (F7): three offers that will be accepted, or an own number; what it does to the amount due and to the balance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from app.domain.errors import Refusal
from app.domain.exact import format_exact
from app.domain.ledger.booking import POINTS, Hold, Use
from app.domain.sales.tender import CASH
from app.gui.components.views import TierView
from app.gui.i18n import MINUS, Texts, count, money, short_money
from app.gui.presenters.counter_views import day_text, person_name, refusal_line, tier_view
from app.gui.presenters.places import Navigator, Sheet
from app.gui.presenters.till import Till
from app.gui.presenters.typed_number import pressed, typed_count
from app.services.counter import CounterState, earned_by
from app.services.ports.sound import Sound
from app.services.use_points import RedeemOffer, check_points, offers, take_points_off, use_points

REWARDS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class OfferTile:
    """One offer with its digit."""

    key: str
    title: str
    figure: str
    detail: str
    selected: bool


@dataclass(frozen=True, slots=True)
class RewardRow:
    """A reward on the ladder: reachable with the balance, or how much is missing."""

    name: str
    points: str
    state: str
    reachable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UsePointsSheetView:
    """The sheet. `own` is the number typed, `own_chosen` whether it counts; `taken` says what is already on the basket."""

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
    rewards: tuple[RewardRow, ...]
    due: tuple[str, str]
    balance: tuple[str, str]
    earned: str
    problem: str
    confirm: str
    can_confirm: bool
    taken: str


class UsePointsScreen(Protocol):
    """What the presenter asks of the sheet."""

    def show_view(self, view: UsePointsSheetView) -> None: ...


class UsePoints:
    """The presenter of the use-points sheet."""

    def __init__(self, till: Till, navigator: Navigator) -> None:
        self._till = till
        self._nav = navigator
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
        usable = counter is not None and counter.attached is not None and (counter.basket.hold is not None or bool(offers(counter)))
        if not usable:
            self._till.play(Sound.UNKNOWN)
            return
        self._from_pay, self._chosen, self._own, self._own_chosen, self._problem = from_pay, 0, "", False, ""
        self._nav.open_sheet(Sheet.POINTS)
        self.refresh()

    def _follow(self) -> None:
        """The basket changed: the offers of an open sheet follow it."""
        if self._nav.sheet is Sheet.POINTS:
            self.refresh()

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
        offer = self._offer(state, found)
        before = max(0, attached.balance.available)
        most = state.redeem.max_points if state.redeem is not None else 0
        due = state.basket.due_minor
        return UsePointsSheetView(
            title=t("Use points"),
            member=person_name(attached, t, self._till.desk.pinyin()),
            tier=tier_view(state.programme, attached.member.tier, t),
            available=t.points(before),
            rate=_rate(state, t),
            tiles=tuple(
                _tile(at, one, t, state.context.business_date, selected=not self._own_chosen and at == self._chosen)
                for at, one in enumerate(found)
            ),
            own_key=str(len(found) + 1),
            own=self._own,
            own_hint=t("at most {points}", points=t.points(most)),
            own_chosen=self._own_chosen,
            rewards=_rewards(state, before, t),
            due=(money(due), money(due if offer is None else offer.due_minor)),
            balance=(count(before), t.points(before - (0 if offer is None else offer.points))),
            earned=t.points(state.quote.points if offer is None else _earned_after(state, offer)),
            problem=self._problem or self._own_problem(state),
            confirm=_confirm(offer, t, taken=hold is not None),
            can_confirm=offer is not None or hold is not None,
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

    def choose(self, at: int) -> None:
        """An offer was pressed."""
        self._chosen, self._own_chosen, self._problem = at, False, ""
        self.refresh()

    def choose_own(self) -> None:
        """The own number was pressed."""
        self._own_chosen, self._problem = True, ""
        self.refresh()

    def set_own(self, text: str) -> None:
        """The own number was changed."""
        self._own, self._own_chosen, self._problem = text, True, ""
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
        if state.basket.hold is not None:
            till.run(lambda: take_points_off(till.desk, session), self._done, self._refused, confirm=True)
            return
        offer = self._offer(state, offers(state))
        if offer is not None:
            till.run(lambda: use_points(till.desk, session, offer.points), self._done, self._refused, confirm=True)

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


def _rewards(state: CounterState, available: int, t: Texts) -> tuple[RewardRow, ...]:
    """The nearest rewards by points; to look at, they are handed out at the reward desk."""
    active = sorted((reward for reward in state.programme.rewards.values() if reward.active), key=lambda reward: reward.points)
    rows = []
    for reward in active[:REWARDS_SHOWN]:
        missing = reward.points - available
        text = t("within reach") if missing <= 0 else t("{points} short", points=t.points(missing))
        rows.append(RewardRow(reward.name, t.points(reward.points), text, missing <= 0))
    return tuple(rows)


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

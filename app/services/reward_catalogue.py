"""What the shop knows of its rewards: facts beside the programme, stock, what each point of a reward costs, what was donated to whom.

What a reward asks of a member stands in the programme and is changed there; this is the shelf behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from app.domain.catalogue.category_names import category_name
from app.domain.catalogue.reward_facts import RewardFacts, checked_facts, stock_key
from app.domain.errors import Refusal
from app.domain.journal import types
from app.domain.programme.compiled import CompiledProgramme, Reward
from app.domain.programme.inputs import MemberInput, TierInput
from app.domain.programme.reward_reach import Reach, reaches
from app.domain.till.rights import Act, may
from app.services.desk import Desk, Session, book
from app.services.ports.store import Reader, RewardIssued
from app.services.snapshot import context_input

STOCK_MAX = 1_000_000
FACTS_READ = 1_000
CATEGORIES_READ = 500
REASONS = ("delivery", "count", "broken", "gone")
"""Why a stock changes, as codes: never free text in the journal."""


Source = Literal["reward", "rule", "prize", "partner"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OnTheShelf:
    """One reward of the programme in force, or a voucher that comes from elsewhere (`source`): a rule, a draw, a partner.

    `stock`: None where it is not counted. `prizes_left`: of the prizes of a draw that are counted, by code. `cost_per_point`: fen the
    shop pays for a point of it, its money part taken off; None without points or a known cost. `dear`: a point of it costs the shop more
    than paying with points does.
    """

    reward: Reward
    facts: RewardFacts
    source: Source
    stock: int | None
    prizes_left: Mapping[str, int]
    cost_per_point: Fraction | None
    dear: bool


def shelf(desk: Desk, session: Session) -> tuple[OnTheShelf, ...]:
    """All rewards of the programme in force, in its order. Refusal no_programme."""
    with desk.store.read() as reader:
        programme = desk.programmes.in_force(reader, session.shift.business_date)
        stock = reader.reward_stock()
        rewards = tuple(_on_the_shelf(reader, programme, reward, stock) for reward in programme.rewards.values())
        return (*rewards, *_other_vouchers(reader, programme, rewards))


def _other_vouchers(reader: Reader, programme: CompiledProgramme, rewards: Sequence[OnTheShelf]) -> Iterator[OnTheShelf]:
    """Vouchers of rules and draws that are no reward themselves, and the coupons of partners."""
    known = {one.reward.code for one in rewards}
    for rule in programme.rules:
        if rule.benefit.voucher and rule.benefit.voucher not in known:
            known.add(rule.benefit.voucher)
            yield bare_voucher(reader.reward_facts(rule.benefit.voucher), rule.name, "rule")
    for one in rewards:
        for prize in one.facts.prizes:
            if prize.code and prize.code not in known:
                known.add(prize.code)
                yield bare_voucher(reader.reward_facts(prize.code), prize.name, "prize")
    for facts in reader.all_reward_facts(FACTS_READ):
        if facts.coupon is not None and facts.coupon.partner and facts.reward not in known:
            yield bare_voucher(facts, facts.coupon.partner, "partner")


def bare_voucher(facts: RewardFacts, name: str, source: Source) -> OnTheShelf:
    """A voucher that is not bought with points, as it stands among the rewards."""
    reward = Reward(
        code=facts.reward,
        name=facts.name or name,
        kind="voucher",
        points=0,
        cash_minor=0,
        active=True,
        dates=None,
        stores=None,
        tiers=None,
        limit=None,
        per="lifetime",
        stocked=False,
    )
    return OnTheShelf(reward=reward, facts=facts, source=source, stock=None, prizes_left={}, cost_per_point=None, dear=False)


def goods_named(desk: Desk, names: Sequence[str]) -> tuple[str, ...]:
    """Codes of the goods a coupon is good for: a barcode or SKU, or a category by its code or its name in either language.

    Refusal reward_facts (field coupon, problem goods, text) for a name that nothing has.
    """
    with desk.store.read() as reader:
        categories = {code for use in reader.category_uses(CATEGORIES_READ) for code in use.categories}
        by_name = {name.casefold(): code for code in categories for name in (code, category_name(code, "zh"), category_name(code, "en"))}
        found = []
        for name in names:
            product = reader.product_by_any_code(name)
            code = by_name.get(name.casefold()) if product is None else name
            if code is None:
                raise Refusal("reward_facts", field="coupon", problem="goods", text=name[:40])
            found.append(code)
        return tuple(found)


def previewed(desk: Desk, session: Session, points: int, tier: str | None) -> tuple[CompiledProgramme, tuple[Reach, ...]]:
    """The rewards as the till shows them now to a member who has so many points and this tier (None: the lowest), the nearest first.

    Refusal no_programme.
    """
    with desk.store.read() as reader:
        programme = desk.programmes.in_force(reader, session.shift.business_date)
        somebody = MemberInput(id="somebody", tier=None if tier is None else TierInput(code=tier), available_points=points)
        return programme, reaches(programme, somebody, context_input(desk, reader, session, programme))


def describe_reward(desk: Desk, session: Session, facts: RewardFacts) -> RewardFacts:
    """Writes down what the shop knows of a reward from now on. What is the same as before books nothing.

    Refusals: not_allowed, no_such_reward, no_programme, and those of `checked_facts`; shift_closed.
    """
    _allowed(session)
    wanted = checked_facts(facts)
    with desk.store.write() as books:
        programme = desk.programmes.in_force(books, session.shift.business_date)
        own = {rule.benefit.voucher for rule in programme.rules if rule.benefit.voucher}
        prizes = {prize.code for code in programme.rewards for prize in books.reward_facts(code).prizes}
        partners = wanted.coupon is not None and wanted.coupon.partner
        if wanted.reward not in programme.rewards and wanted.reward not in own | prizes and not partners:
            raise Refusal("no_such_reward", reward=wanted.reward[:40])
        if wanted.tier is not None and (programme.tiers is None or wanted.tier not in programme.tiers.rank):
            raise Refusal("reward_facts", field="tier", problem="unknown")
        if books.reward_facts(wanted.reward) != wanted:
            body = {"reward": wanted.reward, "facts": wanted.to_mapping()}
            book(desk, books, session, types.REWARD_DESCRIBED, body)
    return wanted


def stock_reward(desk: Desk, session: Session, reward: str, more: int, reason: str) -> int:
    """Puts so many more on the shelf (fewer where negative) and gives how many are there then. `reward`: its code, or a prize's key.

    Refusals: not_allowed, no_such_reward, reward_not_stocked, stock_range (at most STOCK_MAX, at least 0), no_programme, shift_closed.
    ValueError for an unknown reason.
    """
    _allowed(session)
    if reason not in REASONS:
        raise ValueError(f"no such reason: {reason}")
    with desk.store.write() as books:
        known = desk.programmes.in_force(books, session.shift.business_date).rewards.get(reward.partition("/")[0])
        if known is None:
            raise Refusal("no_such_reward", reward=reward[:40])
        counted = {stock_key(known.code, prize.code) for prize in books.reward_facts(known.code).prizes if prize.stocked}
        if reward not in (counted | ({known.code} if known.stocked else set())):
            raise Refusal("reward_not_stocked", reward=known.name)
        there = books.reward_stock().get(reward, 0) + more
        if not more or not 0 <= there <= STOCK_MAX:
            raise Refusal("stock_range", max=STOCK_MAX)
        book(desk, books, session, types.REWARDS_STOCKED, {"stock": [[reward, more]], "reason": reason})
        return there


def rewards_issued(desk: Desk, first_day: str, last_day: str) -> tuple[RewardIssued, ...]:
    """What was issued on these business dates by reward, what was taken back left out: the donations of each project among them."""
    with desk.store.read() as reader:
        return tuple(reader.rewards_issued(first_day, last_day))


def _on_the_shelf(reader: Reader, programme: CompiledProgramme, reward: Reward, stock: Mapping[str, int]) -> OnTheShelf:
    facts = reader.reward_facts(reward.code)
    per_point = None
    if facts.cost_minor is not None and reward.points:
        per_point = Fraction(max(0, facts.cost_minor - reward.cash_minor), reward.points)
    return OnTheShelf(
        reward=reward,
        facts=facts,
        source="reward",
        stock=stock.get(reward.code, 0) if reward.stocked else None,
        prizes_left={one.code: stock.get(stock_key(reward.code, one.code), 0) for one in facts.prizes if one.stocked},
        cost_per_point=per_point,
        dear=per_point is not None and per_point > programme.point_value,
    )


def _allowed(session: Session) -> None:
    if not may(session.actor.role, Act.EDIT_REWARDS):
        raise Refusal("not_allowed")

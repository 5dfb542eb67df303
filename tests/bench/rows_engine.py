"""The programme engine on a large basket, and redeeming from very many lots."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from app.domain.canonical import canonical_bytes
from app.domain.journal import types
from app.domain.journal.event import EventDraft
from app.domain.ledger.booking import ADJUSTED
from app.domain.ledger.moves import Accrual, accrue
from app.domain.members.member import new_member
from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.inputs import ContextInput, EventInput, LineInput, MemberInput, TenderInput, TierInput
from app.domain.programme.operations import parse_programme
from app.domain.programme.quote import quote
from app.services.complete_sale import complete_sale
from app.services.edit_basket import edit
from app.services.set_up_shop import enrol
from app.services.use_points import use_points
from tests.bench.measure import Stopwatch, median, quiet, timed
from tests.bench.registry import Figure, figure, row
from tests.bench.shop import Bench, OpenTill, open_till

_LINES, _RULES, _FIRING = 50, 200, 20
_DAY = "2026-03-15"
_LOTS_MANY, _LOTS_FEW = 5_000, 5
_LOT_POINTS = 10_000
_REDEEMED = 100
_LOTS_AN_EVENT = 500


def _programme() -> CompiledProgramme:
    """200 rules over 200 categories, of every kind of the first part, in stacking lanes so that all may fire."""
    rules: list[dict[str, Any]] = []
    for n in range(_RULES):
        lines = {"categories": [f"c{n - 2 if n % 5 == 4 else n:03d}"]}  # a factor needs points to multiply
        rule: dict[str, Any] = {"code": f"r{n:03d}", "name": f"rule {n}", "trigger": "sale", "lines": lines}
        if n % 5 == 4:
            rule |= {"lane": "factor", "benefit": {"kind": "multiply", "factor": "1.5"}}
        elif n % 5 == 3:
            rule |= {"lane": "bonus", "benefit": {"kind": "per_item", "points": 3}, "when": {"tiers": ["gold"]}}
        else:
            benefit = {"kind": "per_amount", "points": 1, "every_minor": 100 + n}
            rule |= {"lane": "base", "benefit": benefit, "rounding": ("carry", "half_up")[n % 2]}
        rules.append(rule)
    return parse_programme(
        {
            "format": 1,
            "code": "BENCH",
            "version": 1,
            "name": "bench",
            "currency": "CNY",
            "timezone": "Asia/Shanghai",
            "point_value": "1",
            "lanes": [{"code": code, "mode": "stack"} for code in ("base", "bonus", "factor")],
            "rules": rules,
            "tiers": {
                "metric": "spend",
                "window": {"kind": "rolling_months", "n": 12},
                "levels": [{"code": "regular", "name": "regular", "threshold": 0}, {"code": "gold", "name": "gold", "threshold": 100_000}],
                "keep": {"kind": "months", "n": 12, "end": "month"},
            },
        }
    )


def _basket(rules: int) -> EventInput:
    """50 lines whose categories are those of the first `rules` rules."""
    each = max(1, rules // _LINES)
    lines = tuple(
        LineInput(
            id=f"L{n}",
            product=f"p{n}",
            qty=1 + n % 3,
            list_minor=1_000 + 37 * n,
            categories=tuple(f"c{(n * each + part) % rules:03d}" for part in range(each)),
        )
        for n in range(_LINES)
    )
    total = sum(line.payable_minor for line in lines)
    return EventInput(id="E1", type="sale", lines=lines, tenders=(TenderInput("wechat", total),))


@row("quote")
def quoting(bench: Bench) -> Iterator[Figure]:
    """`quote` of 50 lines under 200 rules, 20 and all of them firing; beside it the canonical JSON of the same result."""
    programme = _programme()
    member = MemberInput(id="M1", tier=TierInput(code="gold"), tier_metric=200_000)
    context = ContextInput(business_date=_DAY, local_time="14:32", store="S01", till="T01")
    for firing, most_ms in ((_FIRING, 10.0), (_RULES, 100.0)):
        event = _basket(firing)
        result = quote(programme, event, member, context)
        fired = sum(item.fired for item in result.items)
        if fired != firing:
            raise RuntimeError(f"{fired} rules fire, not {firing}")
        times = bench.times(300, 1_000)
        watch = timed(lambda event=event: quote(programme, event, member, context), times)  # type: ignore[misc]
        json = timed(lambda result=result: canonical_bytes(result.to_document()), times)  # type: ignore[misc]
        p99_ms, note = watch.p99_ms()
        yield figure(
            "quote",
            f"50 lines × 200 rules, {firing} fire, p99",
            p99_ms,
            "ms",
            n=times,
            reference=json.p99_ms()[0],
            against="canonical JSON of the same result",
            most=most_ms,
            note=note,
        )
        yield figure(
            "quote",
            f"50 lines × 200 rules, {firing} fire, CPU p50",
            median(watch.cpu_us) / 1000,
            "ms",
            n=times,
            reference=median(json.cpu_us) / 1000,
            against="canonical JSON of the same result",
        )


@row("lots")
def lots(bench: Bench) -> Iterator[Figure]:
    """Put points on a basket and complete it, in turn for a member of 5,000 lots and for one of 5."""
    times = bench.times(100, 400)
    many, few = Stopwatch(), Stopwatch()
    with open_till(bench.copy()) as till:
        members = {many_or_few: _member_with(till, count) for many_or_few, count in (("many", _LOTS_MANY), ("few", _LOTS_FEW))}
        for name in members:
            for _ in range(5):
                _redeem(till, members[name], Stopwatch())
        with quiet():
            for _ in range(times):
                _redeem(till, members["many"], many)
                _redeem(till, members["few"], few)
    yield figure(
        "lots", "redeem from 5,000 lots, CPU p50", median(many.cpu_us) / 1000, "ms", n=times, reference=median(few.cpu_us) / 1000,
        against="from 5 lots", ratio_most=2,
    )  # fmt: skip
    yield figure(
        "lots", "redeem from 5,000 lots, p50", median(many.own_us) / 1000, "ms", n=times, reference=median(few.own_us) / 1000,
        against="from 5 lots", ratio_most=2,
    )  # fmt: skip


def _member_with(till: OpenTill, count: int) -> str:
    """A member with so many lots, earned over the last year, lapsing at twelve different ends of month."""
    desk, today = till.desk, date.fromisoformat(till.session.shift.business_date)
    joined_on = today.isoformat()
    member = new_member(member_id=desk.ids.new_id(), name=f"批次{count}", phone=f"197{count:08d}", joined_on=joined_on, tier="regular")
    with desk.store.write() as books:
        enrol(desk, books, member)
        for begin in range(0, count, _LOTS_AN_EVENT):
            event_id = desk.ids.new_id()
            granted = [_lot(member.id, today, n, count) for n in range(begin, min(count, begin + _LOTS_AN_EVENT))]
            books.append(
                EventDraft(
                    id=event_id,
                    type=types.POINTS_ADJUSTED,
                    store_id=desk.store_code,
                    shift_id=till.session.shift.id,
                    actor_id=till.session.actor.id,
                    business_date=today.isoformat(),
                    occurred_ms=desk.clock.now_ms(),
                    body={"points": len(granted) * _LOT_POINTS, "reason_code": "bench"},
                    member_id=member.id,
                    booking=accrue(event_id, granted, source=ADJUSTED),
                )
            )
    return member.id


def _lot(member_id: str, today: date, n: int, count: int) -> Accrual:
    earned = today - timedelta(days=330 - 330 * n // count)
    lapses = date(earned.year + 1 + earned.month // 12, earned.month % 12 + 1, 1) - timedelta(days=1)
    return Accrual(
        holder=member_id,
        rule="bench",
        points=_LOT_POINTS,
        to_debt=0,
        earned_on=earned.isoformat(),
        available_on=earned.isoformat(),
        expires_on=lapses.isoformat(),
    )


def _redeem(till: OpenTill, member_id: str, watch: Stopwatch) -> None:
    """One line that earns nothing (else the few lots become many), the member, points, payment. The last two are timed."""
    with till.store.read() as reader:
        goods = reader.find_products("", 100)
    bag = next(product for product in goods if "bags" in product.categories and (product.price_minor or 0) >= 1_000)
    state = edit(till.desk, till.session, lambda books, basket: basket.with_product(bag, 2).with_member(member_id, "regular"))
    with watch.lap():
        use_points(till.desk, till.session, _REDEEMED)
        complete_sale(till.desk, till.session, state.basket.sale_id, "wechat")

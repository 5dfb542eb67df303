"""What holds for every programme and every sale, on random ones: order, shares, caps, remainders, returns."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.domain.exact import format_exact, parse_exact
from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.inputs import ContextInput, EventInput, LineInput, LotInput, MemberInput, TenderInput
from app.domain.programme.lots import consume, expire
from app.domain.programme.operations import parse_programme
from app.domain.programme.quote import quote
from app.domain.programme.refund import RefundInput, RefundResult, refund

CONTEXT = ContextInput(business_date="2026-06-20", local_time="14:32", store="S01", till="01", referrer=None)
CATEGORIES = ("dairy", "coffee", "bags")
_MODES = ("floor", "half_up", "ceil", "carry")


def _benefit(draw: st.DrawFn, lane: str, mode: str) -> dict[str, Any]:
    if lane == "factor":
        return {"kind": "multiply", "factor": draw(st.sampled_from(["1", "1.2", "1.5", "2", "7/3"]))}
    kind = draw(st.sampled_from(["per_amount", "per_item", "fixed", "percent_back", *(["voucher"] if mode == "stack" else [])]))
    points = draw(st.integers(1, 20))
    if kind == "per_amount":
        return {"kind": kind, "points": points, "every_minor": draw(st.integers(1, 2000)), "whole_steps": draw(st.booleans())}
    if kind == "per_item":
        return {"kind": kind, "points": points, "every_qty": draw(st.integers(1, 3))}
    if kind == "percent_back":
        return {"kind": kind, "percent": draw(st.sampled_from(["1", "2.5", "1/3"]))}
    return {"kind": kind, "voucher": "TEA"} if kind == "voucher" else {"kind": kind, "points": points}


@st.composite
def programmes(draw: st.DrawFn) -> CompiledProgramme:
    modes = {
        "base": draw(st.sampled_from(["stack", "best"])),
        "bonus": draw(st.sampled_from(["stack", "best"])),
        "factor": draw(st.sampled_from(["stack", "best", "add_factors", "multiply"])),
    }
    rules: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 7))):
        lane = draw(st.sampled_from(["base", "bonus", "factor"]))
        rule: dict[str, Any] = {"code": f"r{number}", "name": f"r{number}", "trigger": "sale", "lane": lane}
        rule["benefit"] = _benefit(draw, lane, modes[lane])
        if rule["benefit"]["kind"] not in ("fixed", "voucher") and modes[lane] in ("stack", "best"):
            rule["rounding"] = draw(st.sampled_from(_MODES))
        if draw(st.booleans()):
            rule["lines"] = {draw(st.sampled_from(["categories", "exclude_categories"])): [draw(st.sampled_from(CATEGORIES))]}
        if draw(st.booleans()):
            rule["when"] = {"min_amount_minor": draw(st.integers(1, 20000))}
        if draw(st.integers(0, 5)) == 0:
            rule[draw(st.sampled_from(["exclusive", "stop"]))] = True
        rules.append(rule)
    caps = [
        {
            "code": f"c{number}",
            "per": draw(st.sampled_from(["event", "day"])),
            "who": draw(st.sampled_from(["member", "all"])),
            "unit": draw(st.sampled_from(["points", "times"])),
            "limit": draw(st.integers(0, 60)),
            "rules": draw(st.lists(st.sampled_from([rule["code"] for rule in rules]), min_size=1, unique=True)),
        }
        for number in range(draw(st.integers(0, 2)))
    ]
    document = {
        "format": 1,
        "code": "P",
        "version": 1,
        "name": "p",
        "currency": "CNY",
        "timezone": "Asia/Shanghai",
        "point_value": draw(st.sampled_from(["1", "0.3", "10"])),
        "base": {"tax": draw(st.sampled_from(["included", "excluded"])), "lines": {"exclude_categories": ["bags"]}},
        "lanes": [{"code": code, "mode": mode} for code, mode in modes.items()],
        "rules": rules,
        "caps": caps,
        "tiers": {
            "metric": draw(st.sampled_from(["spend", "visits", "points"])),
            "window": {"kind": "lifetime"},
            "levels": [{"code": "regular", "name": "普通", "threshold": 0}],
        },
        "returns": draw(st.sampled_from([{}, {"tender_mode": "listed_first", "tender_order": ["wechat"]}])),
    }
    return parse_programme(document)


@st.composite
def sales(draw: st.DrawFn) -> EventInput:
    lines = []
    for number in range(draw(st.integers(1, 5))):
        list_minor = draw(st.integers(0, 20000))
        lines.append(
            LineInput(
                id=f"L{number}",
                product=f"p{number}",
                qty=draw(st.integers(1, 4)),
                list_minor=list_minor,
                discount_minor=draw(st.integers(0, list_minor)),
                categories=(draw(st.sampled_from(CATEGORIES)),),
                tax_rate=draw(st.sampled_from([Fraction(0), Fraction(13, 100)])),
                kind=draw(st.sampled_from(["goods", "goods", "fee"])),
            )
        )
    payable = sum(line.payable_minor for line in lines)
    points = draw(st.integers(0, payable))
    cash = draw(st.integers(0, payable - points))
    parts = (("points", points), ("cash", cash), ("wechat", payable - points - cash))
    return EventInput(
        id="E1", type="sale", lines=tuple(lines), tenders=tuple(TenderInput(kind, part) for kind, part in parts if part)
    )


MEMBERS = st.builds(
    lambda carry, used: MemberInput(id="M1", carry={f"r{place}": value for place, value in enumerate(carry)}, cap_used={"c0": used}),
    st.lists(st.fractions(-3, 3, max_denominator=20), max_size=7),
    st.integers(0, 80),
)


@given(programmes(), sales(), MEMBERS, st.randoms(use_true_random=False))
def test_the_order_of_lines_and_tenders_never_matters(
    programme: CompiledProgramme, sale: EventInput, member: MemberInput, rng: random.Random
) -> None:
    lines, tenders = list(sale.lines), list(sale.tenders)
    rng.shuffle(lines)
    rng.shuffle(tenders)
    mixed = EventInput(id=sale.id, type="sale", lines=tuple(lines), tenders=tuple(tenders))
    assert quote(programme, mixed, member, CONTEXT).to_document() == quote(programme, sale, member, CONTEXT).to_document()


@given(programmes(), sales(), MEMBERS)
def test_line_points_add_up_and_nothing_is_lost_between_points_and_remainder(
    programme: CompiledProgramme, sale: EventInput, member: MemberInput
) -> None:
    result = quote(programme, sale, member, CONTEXT)
    assert result.base_total_minor == sum(line.amount_minor for line in result.base_lines)
    spent = sum(tender.amount_minor for tender in sale.tenders if tender.kind == "points")
    assert sum(line.tender_share_minor for line in result.base_lines) == spent
    for item in result.items:
        assert sum(item.line_points.values()) == item.points <= max(item.rounded, 0)
        assert all(points > 0 for points in item.line_points.values())
        if item.carry_in is not None and item.carry_out is not None:
            assert item.rounded + item.carry_out == item.exact + item.carry_in
    assert sum(result.points_by_line().values()) == result.points == sum(item.points for item in result.items)


@given(programmes(), sales(), MEMBERS)
def test_caps_are_never_exceeded(programme: CompiledProgramme, sale: EventInput, member: MemberInput) -> None:
    result = quote(programme, sale, member, CONTEXT)
    for cap in programme.caps:
        named = [item for item in result.items if item.fired and cap.rules is not None and item.rule in cap.rules]
        used = sum(item.points > 0 or item.voucher is not None if cap.times else item.points for item in named)
        before = member.cap_used.get(cap.code, 0) if (cap.who, cap.per) == ("member", "day") else 0
        assert used <= max(0, cap.limit - before)
        if cap.per != "event":
            assert result.cap_used["member" if cap.who == "member" else "context"].get(cap.code, 0) == used


def _add(total: dict[str, Fraction], part: RefundResult) -> None:
    document = part.to_document()
    amounts: dict[str, Any] = {f"points {delta['rule']}": delta["delta"] for delta in document["deltas"]}
    amounts |= {f"voucher {delta['rule']}": delta["delta"] for delta in document["vouchers"]}
    amounts |= {f"carry {rule}": parse_exact(text) for rule, text in document["carry_delta"]["member"].items()}
    amounts |= {f"cap {code}": used for code, used in document["cap_used_delta"]["member"].items()}
    amounts |= {f"all {code}": used for code, used in document["cap_used_delta"]["context"].items()}
    amounts |= {f"tender {tender['kind']}": tender["refund_minor"] for tender in document["tenders"]}
    amounts |= {f"count {name}": count for name, count in document["counts_delta"].items()}
    amounts["metric"] = document["tier_metric_delta"]
    for key, amount in amounts.items():
        total[key] = total.get(key, Fraction(0)) + amount


@given(programmes(), sales(), MEMBERS, st.randoms(use_true_random=False))
def test_returns_in_any_portions_add_up_and_everything_back_leaves_nothing(
    programme: CompiledProgramme, sale: EventInput, member: MemberInput, rng: random.Random
) -> None:
    pieces = [line.id for line in sale.lines for _ in range(line.qty)]
    rng.shuffle(pieces)
    total: dict[str, Fraction] = {}
    before: dict[str, int] = {}
    while pieces:
        now: dict[str, int] = {}
        for _ in range(rng.randint(1, len(pieces))):
            line = pieces.pop()
            now[line] = now.get(line, 0) + 1
        part = refund(
            programme,
            RefundInput(event=sale, member=member, context=CONTEXT, return_now=now, return_date="2026-06-25", returned_before=dict(before)),
        )
        assert all(amount_minor > 0 for _, amount_minor in part.tenders)
        _add(total, part)
        for line, qty in now.items():
            before[line] = before.get(line, 0) + qty
    booked = quote(programme, sale, member, CONTEXT)
    expected: dict[str, Fraction] = {}
    for item in booked.items:
        expected[f"points {item.rule}"] = Fraction(-item.points)
        expected[f"voucher {item.rule}"] = Fraction(-(item.voucher.count if item.voucher else 0))
        if item.carry_in is not None and item.carry_out is not None:
            expected[f"carry {item.rule}"] = item.carry_in - item.carry_out
    expected |= {f"cap {code}": Fraction(-used) for code, used in booked.cap_used["member"].items()}
    expected |= {f"all {code}": Fraction(-used) for code, used in booked.cap_used["context"].items()}
    expected |= {f"tender {tender.kind}": Fraction(tender.amount_minor) for tender in sale.tenders}
    expected |= {"count sales": Fraction(-booked.sales), "count spend_minor": Fraction(-booked.spend_minor)}
    expected["metric"] = Fraction(-booked.tier.metric_delta if booked.tier else 0)
    assert {key: value for key, value in total.items() if value} == {key: value for key, value in expected.items() if value}


_DAYS = st.sampled_from(["2026-01-31", "2026-03-01", "2026-06-30", "2026-12-31"])
LOTS = st.lists(
    st.builds(
        lambda earned, expires, remaining, held, frozen: (earned, expires, remaining, min(held, remaining), frozen),
        _DAYS,
        st.none() | _DAYS,
        st.integers(0, 50),
        st.integers(0, 50),
        st.booleans(),
    ),
    max_size=8,
)


@given(LOTS, st.integers(0, 200), _DAYS, st.sampled_from(["expiry_first", "oldest_first"]))
def test_consumption_is_all_or_nothing_and_takes_only_free_points(lots: list[Any], points: int, day: str, order: Any) -> None:
    given_lots = [
        LotInput(id=f"l{seq}", seq=seq, earned_on=earned, available_on=earned, expires_on=expires, remaining=rest, held=held, frozen=frozen)
        for seq, (earned, expires, rest, held, frozen) in enumerate(lots)
    ]
    free = {
        lot.id: lot.remaining - lot.held
        for lot in given_lots
        if not lot.frozen and lot.available_on <= day and (lot.expires_on is None or lot.expires_on >= day)
    }
    result = consume(given_lots, points, day, order=order)
    assert result.allowed == (sum(free.values()) >= points)
    assert result.missing == max(0, points - sum(free.values()))
    assert sum(use.points for use in result.uses) == (points if result.allowed else 0)
    assert all(0 < use.points <= free[use.lot] for use in result.uses)
    lapsed = {lot.lot for lot in expire(given_lots, day).expired}
    assert lapsed.isdisjoint(use.lot for use in result.uses)


def test_exact_text_of_a_remainder_reads_back() -> None:
    member = MemberInput(id="M1", carry={"base": Fraction(-49, 50)})
    assert member.to_document()["carry"] == {"base": format_exact(Fraction(-49, 50))} == {"base": "-49/50"}
    assert MemberInput.from_document(member.to_document()) == member

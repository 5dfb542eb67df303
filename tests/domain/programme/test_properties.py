"""What holds for every programme and every event, on generated ones: order, shares, sums, caps, remainders, words, snapshots, returns."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.domain.canonical import canonical_text
from app.domain.exact import format_exact
from app.domain.programme.compiled import RECIPIENTS, CompiledProgramme
from app.domain.programme.compiler import compile_programme
from app.domain.programme.inputs import ContextInput, EventInput, LineInput, LotInput, MemberInput
from app.domain.programme.lots import consume, expire
from app.domain.programme.operations import document_sha256, evaluate, parse_json, parse_programme, programme_errors
from app.domain.programme.quote import quote
from app.domain.programme.refund import RefundInput, RefundResult, refund
from app.domain.programme.results import QuoteResult
from app.domain.programme.sentences import rule_sentence, why
from tests.domain.programme.shop import BASE_RULE, PROGRAMME
from tests.domain.programme.strategies import baskets, contexts, events, examples, members, programme_documents

CHINESE = re.compile("[一-鿿]")
LEFT_OVER = re.compile(r"[{}]|None|True|False|Fraction")


def shuffled(event: EventInput, rng: random.Random) -> EventInput:
    """The same sale with everything that has no order in another one."""
    lines, tenders, codes = list(event.lines), list(event.tenders), list(event.codes)
    for part in (lines, tenders, codes):
        rng.shuffle(part)
    mixed = [replace(line, categories=tuple(rng.sample(line.categories, len(line.categories)))) for line in lines]
    return replace(event, lines=tuple(mixed), tenders=tuple(tenders), codes=tuple(codes))


@examples(100)
@given(programme_documents(), events(), members(), contexts(), st.randoms(use_true_random=False))
def test_laws_of_a_quote(
    document: dict[str, Any], event: EventInput, member: MemberInput, context: ContextInput, rng: random.Random
) -> None:
    assert not programme_errors(document), programme_errors(document)
    programme = parse_programme(document)
    result = quote(programme, event, member, context)
    _order_never_matters(programme, event, member, context, result, rng)
    _everything_adds_up(programme, event, result)
    _caps_hold(programme, member, context, result)
    _every_outcome_has_its_words(programme, result)
    _a_snapshot_gives_the_same(document, event, member, context, result)


def _order_never_matters(
    programme: CompiledProgramme,
    event: EventInput,
    member: MemberInput,
    context: ContextInput,
    result: QuoteResult,
    rng: random.Random,
) -> None:
    """G7, G9: the order of lines, tenders, codes, categories; and the same input once more."""
    again = quote(programme, shuffled(event, rng), member, context)
    assert canonical_text(again.to_document()) == canonical_text(result.to_document())


def _everything_adds_up(programme: CompiledProgramme, event: EventInput, result: QuoteResult) -> None:
    """EDGE-01, LESSON-12: the explanation is the total; nothing is lost between points and remainder."""
    assert [item.rule for item in result.items] == [rule.code for lane in programme.lanes for rule in lane.rules]
    assert result.base_total_minor == sum(line.amount_minor for line in result.base_lines) == result.spend_minor
    spent = sum(tender.amount_minor for tender in event.tenders if tender.kind in programme.bases[0].exclude_tenders)
    assert sum(line.tender_share_minor for line in result.base_lines) == (spent if event.payable_minor else 0)
    for item in result.items:
        assert sum(item.line_points.values()) == item.points <= max(item.rounded, 0)
        assert all(points > 0 for points in item.line_points.values())
        assert item.fired or (item.points, item.voucher, item.carry_out) == (0, None, None)
        if item.carry_in is not None and item.carry_out is not None:
            assert item.rounded + item.carry_out == item.exact + item.carry_in
            assert result.carry[item.recipient][item.rule] == item.carry_out
        elif item.fired and item.rounding == "floor" and not programme.lanes[programme.rule(item.rule).lane].combined:
            assert item.rounded <= item.exact < item.rounded + item.quantum
    for recipient in RECIPIENTS:
        items = [item for item in result.items if item.recipient == recipient]
        accruals = [accrual for accrual in result.accruals if accrual.recipient == recipient]
        reversed_points = sum(reversal.points for reversal in result.reversals if reversal.recipient == recipient)
        assert [(item.rule, item.points) for item in items if item.points] == [(part.rule, part.points) for part in accruals]
        assert result.totals[recipient] == sum(item.points for item in items) - reversed_points
        assert result.debt_paid[recipient] == sum(accrual.to_debt for accrual in accruals)
    own = [item for item in result.items if item.recipient == "member"]
    assert sum(result.points_by_line().values()) == sum(item.points for item in own)
    assert result.points == result.totals["member"]
    assert all(0 <= accrual.to_debt <= accrual.points for accrual in result.accruals)


def _used_now(programme: CompiledProgramme, result: QuoteResult) -> Iterator[tuple[int, str, int]]:
    """(place of a cap, account or "context", what the fired rules used of it), counted from the explanation."""
    for place, cap in enumerate(programme.caps):
        used: dict[str, int] = {}
        for item in result.items:
            if item.fired and (cap.rules is None or item.rule in cap.rules):
                who = item.recipient if cap.who == "member" else "context"
                used[who] = used.get(who, 0) + (int(item.points > 0 or item.voucher is not None) if cap.times else item.points)
        for who, count in used.items():
            yield place, who, count


def _caps_hold(programme: CompiledProgramme, member: MemberInput, context: ContextInput, result: QuoteResult) -> None:
    """FRAUD-01 to 03, CAMP-05: no cap is ever exceeded, and what was used is what is booked on it."""
    accounts: Mapping[str, Any] = {"member": member, "referrer": context.referrer, "team": context.team, "context": context}
    given_back = {reversal.rule for reversal in result.reversals}
    for place, who, used in _used_now(programme, result):
        cap = programme.caps[place]
        before = 0 if cap.per == "event" else accounts[who].cap_used.get(cap.code, 0)
        assert used <= max(0, cap.limit - before)
        if cap.per != "event" and not given_back:
            assert result.cap_used[who].get(cap.code, 0) == used  # type: ignore[index]


def _every_outcome_has_its_words(programme: CompiledProgramme, result: QuoteResult) -> None:
    for item in result.items:
        rule = programme.rule(item.rule)
        for text in (why(item, programme, "zh"), rule_sentence(rule, programme, "zh")):
            assert CHINESE.search(text)
            assert not LEFT_OVER.search(text), text
        for text in (why(item, programme, "en"), rule_sentence(rule, programme, "en")):
            assert text
            assert not LEFT_OVER.search(text), text


def _a_snapshot_gives_the_same(
    document: dict[str, Any], event: EventInput, member: MemberInput, context: ContextInput, result: QuoteResult
) -> None:
    """What is stored with a sale is read back and evaluated to the same, by the document operation too."""
    kept = member.without_birthday(context.business_date, compile_programme(document).leap_birthday)
    assert "birthday" not in kept.to_document()
    asked = {"op": "quote", "programme": document, "event": event.to_document()}
    asked |= {"member": kept.to_document(), "context": context.to_document()}
    assert evaluate(json.loads(json.dumps(asked))) == json.loads(canonical_text(result.to_document()))


@examples(60)
@given(programme_documents(), st.lists(events(), min_size=2, max_size=5), members(), contexts())
def test_caps_hold_over_a_day_of_events(
    document: dict[str, Any], day: list[EventInput], member: MemberInput, context: ContextInput
) -> None:
    """A sequence of events of one member at one till on one day, every counter folded forward: no cap is exceeded in all."""
    programme = compile_programme(document)
    member = replace(member, cap_used={}, challenge_booked={})
    accounts = {name: account and replace(account, cap_used={}) for name, account in _recipients(context)}
    context = replace(context, cap_used={}, **accounts)
    counted: dict[tuple[int, str], int] = {}
    for event in day:
        result = quote(programme, event, member, context)
        for place, who, used in _used_now(programme, result):
            if programme.caps[place].per != "event":
                counted[place, who] = counted.get((place, who), 0) + used
        member = _folded(member, result.cap_used["member"])
        folded = {name: account and _folded(account, result.cap_used[name]) for name, account in _recipients(context)}
        context = replace(_folded(context, result.cap_used["context"]), **folded)
    for (place, who), used in counted.items():
        cap = programme.caps[place]
        assert used <= cap.limit
        holder: Any = {"member": member, "referrer": context.referrer, "team": context.team, "context": context}[who]
        assert holder.cap_used.get(cap.code, 0) == used


def _recipients(context: ContextInput) -> list[tuple[Any, Any]]:
    return [("referrer", context.referrer), ("team", context.team)]


def _folded(holder: Any, used: Mapping[str, int]) -> Any:
    codes = {*holder.cap_used, *used}
    return replace(holder, cap_used={code: holder.cap_used.get(code, 0) + used.get(code, 0) for code in codes})


@examples(60)
@given(programme_documents(), events(), members(), contexts(), st.booleans())
def test_nothing_gives_nothing(document: dict[str, Any], event: EventInput, member: MemberInput, context: ContextInput, free: bool) -> None:
    """No member; an empty basket, or one in which every line is free: no points, no vouchers, no remainders, no counters."""
    programme = compile_programme(document)
    walk_in = quote(programme, event, None, context)
    assert {item.reason for item in walk_in.items} <= {"no_member"}
    assert walk_in.tier is None
    lines = tuple(replace(line, discount_minor=line.list_minor) for line in event.lines) if free else ()
    before_discount = any(base.before_discount for base in programme.bases)
    nothing = quote(programme, EventInput(id="E1", type="sale", lines=lines), member, context)
    for result in (walk_in, *(() if free and before_discount else (nothing,))):
        assert (result.accruals, result.reversals, result.vouchers) == ((), (), ())
        assert set(result.totals.values()) == {0}
        assert not any(result.carry.values())
        assert not any(result.cap_used.values())
        assert all(item.points == 0 and not item.fired for item in result.items)


@examples(60)
@given(programme_documents(), st.randoms(use_true_random=False))
def test_written_and_read_again_it_is_the_same_programme(document: dict[str, Any], rng: random.Random) -> None:
    """G8: whatever the order of keys and the white space, the hash is the same; one changed value is another programme."""
    text = json.dumps(_mixed(document, rng), ensure_ascii=rng.random() < 0.5, indent=rng.choice([None, 2]))
    read = parse_json(text)
    assert document_sha256(read) == document_sha256(document) == compile_programme(document).sha256
    assert compile_programme(read) == compile_programme(document)
    assert parse_json(canonical_text(document)) == document
    other = document | {"version": document["version"] + 1}
    assert document_sha256(other) != document_sha256(document)


def _mixed(value: Any, rng: random.Random) -> Any:
    if isinstance(value, dict):
        keys = rng.sample(list(value), len(value))
        return {key: _mixed(value[key], rng) for key in keys}
    return [_mixed(part, rng) for part in value] if isinstance(value, list) else value


@given(st.lists(st.integers(1, 60_000), min_size=1, max_size=6), st.sampled_from(["floor", "carry"]), st.integers(1, 10))
def test_splitting_a_sale_never_yields_more(prices: list[int], rounding: str, points: int) -> None:
    """L16: with rules by amount that floor or carry, several receipts never give more than one; carried, they give the same."""
    base = BASE_RULE | {"rounding": rounding, "benefit": {"kind": "per_amount", "points": points, "every_minor": 1_000}}
    programme = parse_programme({**PROGRAMME, "rules": [base]})
    context = ContextInput(business_date="2026-06-20", local_time="14:32", store="S01", till="01")

    def sale(*amounts: int) -> EventInput:
        lines = (LineInput(id=f"L{place}", product="p", qty=1, list_minor=minor) for place, minor in enumerate(amounts))
        return EventInput(id="E1", type="sale", lines=tuple(lines))

    whole = quote(programme, sale(*prices), MemberInput(id="M1"), context).points
    member, parts = MemberInput(id="M1"), 0
    for price in prices:
        result = quote(programme, sale(price), member, context)
        parts += result.points
        member = replace(member, carry=result.carry["member"])
    assert parts <= whole
    if rounding == "carry":
        assert parts == whole


# Returns


def _add(total: dict[str, Fraction], part: RefundResult) -> None:
    document = part.to_document()
    amounts: dict[str, Any] = {f"points {delta['recipient']} {delta['rule']}": delta["delta"] for delta in document["deltas"]}
    amounts |= {f"voucher {delta['recipient']} {delta['rule']}": delta["delta"] for delta in document["vouchers"]}
    for who, moved in document["carry_delta"].items():
        amounts |= {f"carry {who} {rule}": Fraction(text) for rule, text in moved.items()}
    for who, used in document["cap_used_delta"].items():
        amounts |= {f"cap {who} {code}": count for code, count in used.items()}
    amounts |= {f"tender {tender['kind']}": tender["refund_minor"] for tender in document["tenders"]}
    amounts |= {f"count {name}": count for name, count in document["counts_delta"].items()}
    amounts["metric"] = document["tier_metric_delta"]
    for key, amount in amounts.items():
        total[key] = total.get(key, Fraction(0)) + amount


def _given_by(booked: QuoteResult, sale: EventInput) -> dict[str, Fraction]:
    """Everything a sale gave, as a return of it has to take it back; the money the other way round."""
    expected: dict[str, Fraction] = {}
    for item in booked.items:
        expected[f"points {item.recipient} {item.rule}"] = Fraction(-item.points)
        expected[f"voucher {item.recipient} {item.rule}"] = Fraction(-(item.voucher.count if item.voucher else 0))
        if item.carry_in is not None and item.carry_out is not None:
            expected[f"carry {item.recipient} {item.rule}"] = item.carry_in - item.carry_out
    for who, used in booked.cap_used.items():
        expected |= {f"cap {who} {code}": Fraction(-count) for code, count in used.items()}
    for tender in sale.tenders:
        expected[f"tender {tender.kind}"] = expected.get(f"tender {tender.kind}", Fraction(0)) + tender.amount_minor
    expected |= {"count sales": Fraction(-booked.sales), "count spend_minor": Fraction(-booked.spend_minor)}
    expected["metric"] = Fraction(-booked.tier.metric_delta if booked.tier else 0)
    return expected


def _lots_of(booked: QuoteResult, sale: EventInput) -> list[LotInput]:
    """The member's lots after the sale, as the ledger makes them."""
    return [
        LotInput(
            id=f"l{seq}",
            seq=seq,
            event=sale.id,
            rule=accrual.rule,
            earned_on="2026-06-20",
            available_on=accrual.available_on,
            expires_on=accrual.expires_on,
            inactivity_months=accrual.inactivity_months,
            remaining=accrual.points,
            frozen=accrual.frozen,
        )
        for seq, accrual in enumerate(booked.accruals, start=1)
        if accrual.recipient == "member"
    ]


def _settled(lots: list[LotInput], part: RefundResult, sale: EventInput) -> list[LotInput]:
    """The lots after a return: what was taken taken, what was granted there."""
    taken = {use.lot: use.points for use in part.settlement.taken}
    after = [replace(lot, remaining=lot.remaining - taken.get(lot.id, 0)) for lot in lots]
    for grant in part.granted:
        seq = len(after) + 1
        after.append(
            LotInput(
                id=f"l{seq}",
                seq=seq,
                event=sale.id,
                rule=grant.rule,
                earned_on="2026-06-20",
                available_on=grant.available_on,
                expires_on=grant.expires_on,
                inactivity_months=grant.inactivity_months,
                remaining=grant.points - grant.to_debt,
                frozen=grant.frozen,
            )
        )
    return after


@examples(100)
@given(programme_documents(), baskets(paid=True), members(), contexts(), st.randoms(use_true_random=False))
def test_returns_in_any_portions_add_up_and_everything_back_leaves_nothing(
    document: dict[str, Any], sale: EventInput, member: MemberInput, context: ContextInput, rng: random.Random
) -> None:
    """LESSON-01, LESSON-03, EDGE-05: points, vouchers, remainders, caps, counts, metric, money and lots."""
    programme = compile_programme(document)
    member = replace(member, debt=0)
    booked = quote(programme, sale, member, context)
    lots, debt = _lots_of(booked, sale), 0
    pieces = [line.id for line in sale.lines for _ in range(line.qty)]
    rng.shuffle(pieces)
    total: dict[str, Fraction] = {}
    before: dict[str, int] = {}
    while pieces:
        now: dict[str, int] = {}
        for _ in range(rng.randint(1, len(pieces))):
            line = pieces.pop()
            now[line] = now.get(line, 0) + 1
        given_ = RefundInput(
            event=sale,
            member=member,
            context=context,
            return_now=now,
            return_date=context.business_date,
            returned_before=dict(before),
            lots=tuple(lots),
            debt=debt,
        )
        part = refund(programme, given_)
        assert all(amount_minor > 0 for _, amount_minor in part.tenders)
        assert part.settlement.charged_points == 0 or document["returns"]["shortfall"] == "charge"
        lots, debt = _settled(lots, part, sale), part.settlement.debt_after
        assert all(lot.remaining >= 0 for lot in lots)
        _add(total, part)
        for line, qty in now.items():
            before[line] = before.get(line, 0) + qty
    if sale.lines:
        expected = _given_by(booked, sale)
        assert {key: value for key, value in total.items() if value} == {key: value for key, value in expected.items() if value}
        assert (sum(lot.remaining for lot in lots), debt) == (0, 0), "no point was spent: every lot is empty, nothing is owed"


@examples(60)
@given(programme_documents(), baskets(paid=True), members(), contexts(), st.randoms(use_true_random=False))
def test_one_return_is_as_good_as_many(
    document: dict[str, Any], sale: EventInput, member: MemberInput, context: ContextInput, rng: random.Random
) -> None:
    """A partial return at once, or piece by piece: the same in all, and what is kept is a quote of what is kept."""
    programme = compile_programme(document)
    pieces = [line.id for line in sale.lines for _ in range(line.qty)]
    rng.shuffle(pieces)
    pieces = pieces[: rng.randint(0, len(pieces))]

    def back(now: Mapping[str, int], before: Mapping[str, int]) -> RefundResult:
        day = context.business_date
        given_ = RefundInput(event=sale, member=member, context=context, return_now=now, return_date=day, returned_before=before)
        return refund(programme, given_)

    once: dict[str, Fraction] = {}
    whole = {line: pieces.count(line) for line in set(pieces)}
    if whole:
        _add(once, back(whole, {}))
    many: dict[str, Fraction] = {}
    before: dict[str, int] = {}
    for line in pieces:
        _add(many, back({line: 1}, dict(before)))
        before[line] = before.get(line, 0) + 1
    assert {key: value for key, value in once.items() if value} == {key: value for key, value in many.items() if value}


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
    """L8: in order of expiry or of age, never a lot before one that comes earlier is empty."""
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
    by_id = {lot.id: lot for lot in given_lots}

    def rank(lot: LotInput) -> tuple[str, str, int]:
        return ("" if order == "oldest_first" else lot.expires_on or "9999", lot.earned_on, lot.seq)

    ranks = [rank(by_id[use.lot]) for use in result.uses]
    assert ranks == sorted(ranks)
    if ranks:
        earlier = [lot for lot in given_lots if free.get(lot.id, 0) > 0 and rank(lot) < ranks[-1]]
        assert {lot.id: free[lot.id] for lot in earlier} == {use.lot: use.points for use in result.uses[:-1]}


def test_exact_text_of_a_remainder_reads_back() -> None:
    member = MemberInput(id="M1", carry={"base": Fraction(-49, 50)})
    assert member.to_document()["carry"] == {"base": format_exact(Fraction(-49, 50))} == {"base": "-49/50"}
    assert MemberInput.from_document(member.to_document()) == member


def test_the_tenders_of_a_sale_are_what_it_is_worth() -> None:
    """The strategy draws paid sales: the properties of returns are about money too."""
    found: list[int] = []

    @examples(30)
    @given(baskets(paid=True))
    def draw(sale: EventInput) -> None:
        assert sum(tender.amount_minor for tender in sale.tenders) == sale.payable_minor
        found.append(len(sale.tenders))

    draw()
    assert max(found) >= 3

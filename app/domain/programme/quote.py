"""The quote (programme.md §5): what an event gives, with the reason for every rule, fired or not. A pure function."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from app.domain.exact import round_to_step, share, whole_weights
from app.domain.programme import tiers as tier_rules
from app.domain.programme.budgets import Budgets
from app.domain.programme.compiled import COMBINED, RECIPIENTS, CompiledProgramme, Lane, Recipient, Rule
from app.domain.programme.conditions import Situation, first_failing
from app.domain.programme.dates import add_days
from app.domain.programme.eligible import Basket, Eligible, Match, places
from app.domain.programme.inputs import AccountInput, ContextInput, EventInput, MemberInput
from app.domain.programme.results import Accrual, CheckIn, QuoteResult, Reversal, RuleItem, TierResult, VoucherGrant

NO_LINE = "*"
"""The pseudo-line of points that lie on no line."""
Cells = dict[int, dict[str, int]]


@dataclass(slots=True)
class _Candidate:
    """A rule that may fire: its amount, quantity, target cells, and its points unrounded and rounded."""

    rule: Rule
    amount_minor: int
    qty: int
    match: Match
    target: dict[str, int] | None
    exact: Fraction
    rounding: str | None
    carry_in: Fraction | None = None
    carry_out: Fraction | None = None
    rounded: int = 0
    quantum: int = 1
    weights: dict[str, int] | None = None


def _streak(member: MemberInput, day: str) -> tuple[int, CheckIn]:
    """The number of this check-in in its streak, and what to keep (programme.md §5.7)."""
    last = member.check_in_last
    if last is not None and last > day:
        return 1, CheckIn(last, member.check_in_streak)
    if last == day:
        streak = member.check_in_streak
    elif last is not None and add_days(last, 1) == day:
        streak = member.check_in_streak + 1
    else:
        streak = 1
    return streak, CheckIn(day, streak)


class _Quote:
    """One evaluation; every method is a step of programme.md §5.1."""

    def __init__(
        self, programme: CompiledProgramme, event: EventInput, member: MemberInput | None, context: ContextInput
    ) -> None:
        self.programme = programme
        self.event = event
        self.member = member
        self.context = context
        self.day = context.business_date
        self.sale = event.type == "sale"
        self.basket = Basket(event)
        self.bases: dict[int, Eligible] = {}
        self.filters: dict[int, int] = {}
        self.matches: dict[tuple[int, int | None], Match] = {}
        self.own_base = self._eligible(0)
        self.sales = int(any(line.kind == "goods" for line in event.lines))
        possible = zip(RECIPIENTS, (member, context.referrer, context.team), strict=True)
        self.accounts: dict[Recipient, MemberInput | AccountInput] = {
            name: account for name, account in possible if account is not None
        }
        self.budgets = Budgets(programme, context, self.accounts)
        self.effective = 0
        self.check_in: CheckIn | None = None
        self.situation: Situation | None = None
        if member is not None:
            self._prepare(member)
        self.cells: Cells = {}
        self.stopped: dict[Recipient, str] = {}
        self.items: list[RuleItem] = []
        self.accruals: list[Accrual] = []
        self.vouchers: list[VoucherGrant] = []
        self.carry: dict[Recipient, dict[str, Fraction]] = {name: {} for name in RECIPIENTS}
        self.debt_left = {name: account.debt for name, account in self.accounts.items()}

    def _prepare(self, member: MemberInput) -> None:
        tiers = self.programme.tiers
        if tiers is not None:
            spend_minor = self.own_base.total_minor
            self.effective = tier_rules.effective_in_event(tiers, member, self.day, spend_minor, self.sales)
        streak = 0
        if self.event.type == "check_in":
            streak, self.check_in = _streak(member, self.day)
        code = None if tiers is None else tiers.levels[self.effective].code
        self.situation = Situation(self.programme, self.event, member, self.context, code, streak)

    # Eligible lines, one result per distinct base and filter

    def _eligible(self, base: int) -> Eligible:
        found = self.bases.get(base)
        if found is None:
            found = self.bases[base] = self.basket.apply(self.programme.bases[base])
        return found

    def _passing(self, lines: int | None) -> int:
        if lines is None:
            return self.basket.passing(None)
        found = self.filters.get(lines)
        if found is None:
            found = self.filters[lines] = self.basket.passing(self.programme.filters[lines])
        return found

    def _match(self, rule: Rule) -> Match:
        key = (rule.base, rule.lines)
        found = self.matches.get(key)
        if found is None:
            found = self.matches[key] = self.basket.match(self._eligible(rule.base), self._passing(rule.lines))
        return found

    # Candidates: the first reason why not (§5.2)

    def _gate(self, rule: Rule) -> tuple[str, str | None] | None:
        """Reasons before the conditions: (reason, detail)."""
        member, event = self.member, self.event
        if member is None:
            return "no_member", None
        if member.status == "closed":
            return "member_closed", None
        if not rule.active:
            return "inactive", None
        if not (rule.sale and self.sale) and (rule.trigger != event.type or rule.activity != event.activity):
            return "trigger", None
        account = self.accounts.get(rule.recipient)
        if account is None:
            return "no_recipient", None
        if rule.recipient == "referrer" and account.id == member.id:
            return "self_referral", None
        if account.status == "closed":
            return "recipient_closed", None
        if rule.recipient in self.stopped:
            return "stopped_by", self.stopped[rule.recipient]
        if rule.trigger == "first_sale" and member.sales_count > 0:
            return "not_first_sale", None
        return None

    def _challenge_total(self, rule: Rule) -> int:
        challenge = rule.when.challenge
        if challenge is None:
            return 0
        period = self.event.month if challenge.per == "month" else self.event.year
        return period.spend_minor if challenge.metric == "spend_minor" else period.visits

    def _amounts_reason(self, rule: Rule, match: Match, amount_minor: int, qty: int) -> tuple[str, int | None] | None:
        """Reasons about lines and amounts: (reason, missing)."""
        if self.sale:
            if not match.matched:
                return "no_lines", None
            if not match.counting:
                return "base_zero", None
        elif amount_minor == 0 and rule.benefit.kind in ("per_amount", "percent_back"):
            return "base_zero", None
        if amount_minor < rule.when.min_amount_minor:
            return "min_amount", rule.when.min_amount_minor - amount_minor
        if qty < rule.when.min_qty:
            return "min_qty", rule.when.min_qty - qty
        return None

    def _candidate(self, rule: Rule) -> _Candidate | RuleItem:
        gate = self._gate(rule)
        if gate is not None:
            return self._unfired(rule, gate[0], gate[1])
        situation, member = self.situation, self.member
        assert situation is not None
        assert member is not None
        failing = first_failing(situation, rule.when)
        if failing is not None:
            return self._unfired(rule, failing)
        challenge = rule.when.challenge
        if challenge is not None:
            missing = challenge.reach - self._challenge_total(rule)
            if missing > 0:
                return self._unfired(rule, "challenge", missing=missing)
            if member.challenge_booked.get(rule.code, 0) > 0:
                return self._unfired(rule, "already_booked")
        match = self._match(rule)
        amount_minor = match.amount_minor if self.sale else self.event.amount_minor
        qty = match.qty if self.sale else self.event.qty
        short = self._amounts_reason(rule, match, amount_minor, qty)
        if short is not None:
            return self._unfired(rule, short[0], missing=short[1])
        target = self._target(rule) if rule.benefit.kind == "multiply" else None
        if target is not None and not target:
            return self._unfired(rule, "no_points")
        if rule.benefit.kind != "voucher":
            expires_on = rule.validity.last_day(self.day)
            if expires_on is not None and expires_on < add_days(self.day, rule.pending_days):
                return self._unfired(rule, "validity_past")
        spent = self.budgets.exhausted(rule)
        if spent is not None:
            return self._unfired(rule, "cap", spent)
        return self._unrounded(rule, match, amount_minor, qty, target)

    def _unfired(self, rule: Rule, reason: str, detail: str | None = None, *, missing: int | None = None) -> RuleItem:
        return RuleItem(
            rule=rule.code,
            lane=self.programme.lanes[rule.lane].code,
            recipient=rule.recipient,
            fired=False,
            reason=reason,
            detail=detail,
            missing=missing,
        )

    # Unrounded points (§5.3)

    def _target(self, rule: Rule) -> dict[str, int]:
        """The positive cells a multiplier sees, by line."""
        passing: set[str] | None = None
        if rule.lines is not None:
            passing = {self.basket.ids[place] for place in places(self._passing(rule.lines))}
        target: dict[str, int] = {}
        for lane in rule.benefit.of:
            for line, points in self.cells.get(lane, {}).items():
                if passing is None or line in passing:
                    target[line] = target.get(line, 0) + points
        return target

    def _unrounded(
        self, rule: Rule, match: Match, amount_minor: int, qty: int, target: dict[str, int] | None
    ) -> _Candidate:
        benefit = rule.benefit
        rounding: str | None = rule.rounding
        if benefit.kind == "per_amount":
            exact = Fraction(benefit.points * amount_minor, benefit.every_minor)
        elif benefit.kind == "per_item":
            exact = Fraction(benefit.points * qty, benefit.every_qty)
        elif benefit.kind == "percent_back":
            exact = amount_minor * benefit.percent / (100 * self.programme.point_value)
        elif benefit.kind == "multiply":
            exact = (benefit.factor - 1) * sum((target or {}).values())
        else:
            exact, rounding = Fraction(benefit.points if benefit.kind == "fixed" else 0), None
        candidate = _Candidate(rule, amount_minor, qty, match, target, exact, rounding, quantum=benefit.step)
        self._round(candidate)
        return candidate

    # Rounding (§5.5)

    def _round(self, candidate: _Candidate) -> None:
        rounding, exact = candidate.rule.rounding, candidate.exact
        if candidate.rounding is None:
            candidate.rounded = exact.numerator
        elif rounding == "carry":
            account = self.accounts[candidate.rule.recipient]
            candidate.carry_in = account.carry.get(candidate.rule.code, Fraction(0))
            owed = exact + candidate.carry_in
            candidate.rounded = max(0, round_to_step(owed, "floor", candidate.quantum))
            candidate.carry_out = owed - candidate.rounded
        else:
            candidate.rounded = round_to_step(exact, rounding, candidate.quantum)

    def _combine(self, lane: Lane, staying: list[_Candidate]) -> None:
        """A combined lane: exact increments, one rounding of the lane total (§5.4)."""
        if lane.mode == "multiply":
            self._multiply_cells(staying)
        wholes = [round_to_step(candidate.exact, "floor") for candidate in staying]
        left = round_to_step(sum((candidate.exact for candidate in staying), Fraction(0)), lane.rounding) - sum(wholes)
        order = sorted(range(len(staying)), key=lambda place: wholes[place] - staying[place].exact)
        for place in order[:left]:
            wholes[place] += 1
        for candidate, whole in zip(staying, wholes, strict=True):
            candidate.rounded, candidate.rounding = whole, lane.rounding

    def _multiply_cells(self, staying: list[_Candidate]) -> None:
        """Each rule's exact increments where factors multiply: (f - 1) x earlier factors of the same cell x its points."""
        increments: list[dict[str, Fraction]] = [{} for _ in staying]
        for lane_place, cells in self.cells.items():
            for line, points in cells.items():
                product = Fraction(points)
                for place, candidate in enumerate(staying):
                    if lane_place in candidate.rule.benefit.of and line in (candidate.target or {}):
                        factor = candidate.rule.benefit.factor
                        increments[place][line] = increments[place].get(line, Fraction(0)) + (factor - 1) * product
                        product *= factor
        for candidate, parts in zip(staying, increments, strict=True):
            candidate.exact = sum(parts.values(), Fraction(0))
            candidate.weights = whole_weights(parts)

    # Who stays (§5.4)

    def _best(self, candidates: list[_Candidate]) -> _Candidate:
        return max(candidates, key=lambda candidate: self.budgets.limit(candidate.rule, candidate.rounded)[0])

    def _staying(self, lane: Lane, candidates: list[_Candidate], items: dict[int, RuleItem]) -> list[_Candidate]:
        staying: list[_Candidate] = []
        for recipient in RECIPIENTS:
            own = [candidate for candidate in candidates if candidate.rule.recipient == recipient]
            winner: _Candidate | None = next((candidate for candidate in own if candidate.rule.exclusive), None)
            reason = "excluded_by"
            if winner is None and lane.mode == "best" and own:
                winner, reason = self._best(own), "not_best"
            if winner is None:
                staying.extend(own)
                continue
            staying.append(winner)
            for candidate in own:
                if candidate is not winner:
                    items[candidate.rule.place] = self._unfired(candidate.rule, reason, winner.rule.code)
        return sorted(staying, key=lambda candidate: candidate.rule.place)

    # One lane

    def _run(self, place: int, lane: Lane) -> None:
        items: dict[int, RuleItem] = {}
        candidates: list[_Candidate] = []
        for rule in lane.rules:
            found = self._candidate(rule)
            if isinstance(found, RuleItem):
                items[rule.place] = found
            else:
                candidates.append(found)
        staying = self._staying(lane, candidates, items)
        if lane.mode in COMBINED:
            self._combine(lane, staying)
        cells: dict[str, int] = {}
        stopping: dict[Recipient, str] = {}
        for candidate in staying:
            item = self._fire(lane, candidate)
            items[candidate.rule.place] = item
            if item.recipient == "member":
                for line, points in item.line_points.items():
                    cells[line] = cells.get(line, 0) + points
            if candidate.rule.stop:
                stopping.setdefault(item.recipient, item.rule)
        for recipient, code in stopping.items():
            self.stopped.setdefault(recipient, code)
        self.cells[place] = cells
        self.items.extend(items[number] for number in sorted(items))

    # Caps and lines (§5.6)

    def _weights(self, candidate: _Candidate) -> dict[str, int]:
        kind = candidate.rule.benefit.kind
        if candidate.weights is not None:
            return candidate.weights
        if candidate.target is not None:
            return candidate.target
        if not self.sale or kind == "fixed":
            return {NO_LINE: 1}
        ids = self.basket.ids
        if kind == "per_item":
            return {ids[place]: self.basket.lines[place].qty for place in places(candidate.match.counting)}
        amounts = self._eligible(candidate.rule.base).lines
        return {ids[place]: amounts[place].amount_minor for place in places(candidate.match.counting)}

    def _fire(self, lane: Lane, candidate: _Candidate) -> RuleItem:
        rule = candidate.rule
        points, granted, cut = self.budgets.limit(rule, candidate.rounded)
        voucher: VoucherGrant | None = None
        if rule.benefit.kind == "voucher" and granted:
            voucher = VoucherGrant(rule.recipient, rule.code, rule.benefit.voucher, rule.benefit.count)
            self.vouchers.append(voucher)
        self.budgets.charge(rule, points, int(points > 0 or voucher is not None))
        if candidate.carry_out is not None:
            self.carry[rule.recipient][rule.code] = candidate.carry_out
        if points:
            self._accrue(rule, points)
        shares = share(points, self._weights(candidate)) if points else {}
        return RuleItem(
            rule=rule.code,
            lane=lane.code,
            recipient=rule.recipient,
            fired=True,
            base_minor=candidate.amount_minor,
            qty=candidate.qty,
            target_points=None if candidate.target is None else sum(candidate.target.values()),
            exact=candidate.exact,
            quantum=candidate.quantum,
            rounding=candidate.rounding,
            carry_in=candidate.carry_in,
            carry_out=candidate.carry_out,
            rounded=candidate.rounded,
            cap=cut,
            points=points,
            line_points={line: part for line, part in shares.items() if part},
            voucher=voucher,
        )

    # Accruals, reversals, tier (§5.8, §5.9)

    def _accrue(self, rule: Rule, points: int) -> None:
        frozen = self.accounts[rule.recipient].status == "frozen"
        validity = rule.validity
        self.accruals.append(
            Accrual(
                recipient=rule.recipient,
                rule=rule.code,
                points=points,
                to_debt=0,
                available_on=add_days(self.day, rule.pending_days),
                expires_on=validity.last_day(self.day),
                inactivity_months=validity.n if validity.kind == "inactivity" else None,
                frozen=frozen,
                qualifying=rule.qualifying,
                funding=rule.funding,
            )
        )

    def _pay_debts(self) -> dict[Recipient, int]:
        paid: dict[Recipient, int] = dict.fromkeys(RECIPIENTS, 0)
        for place, accrual in enumerate(self.accruals):
            to_debt = 0 if accrual.frozen else min(accrual.points, self.debt_left[accrual.recipient])
            if to_debt:
                self.debt_left[accrual.recipient] -= to_debt
                paid[accrual.recipient] += to_debt
                self.accruals[place] = replace(accrual, to_debt=to_debt)
        return paid

    def _reversals(self) -> tuple[Reversal, ...]:
        member = self.member
        if member is None or self.event.type != "challenge":
            return ()
        reversals: list[Reversal] = []
        for lane in self.programme.lanes:
            for rule in lane.rules:
                challenge, booked = rule.when.challenge, member.challenge_booked.get(rule.code, 0)
                if challenge is not None and booked > 0 and self._challenge_total(rule) < challenge.reach:
                    reversals.append(Reversal("member", rule.code, booked, rule.qualifying))
                    self.budgets.charge(rule, -booked, -1)
        return tuple(reversals)

    def _tier(self, reversals: tuple[Reversal, ...]) -> TierResult | None:
        tiers, member = self.programme.tiers, self.member
        if tiers is None or member is None:
            return None
        delta = 0
        if tiers.metric == "spend":
            delta = self.own_base.total_minor
        elif tiers.metric == "visits":
            delta = self.sales
        elif tiers.metric == "points":
            earned = (part for part in self.accruals if part.recipient == "member" and part.qualifying)
            delta = sum(part.points for part in earned) - sum(part.points for part in reversals if part.qualifying)
        return tier_rules.after_event(tiers, member, self.day, self.effective, delta)

    def result(self) -> QuoteResult:
        for place, lane in enumerate(self.programme.lanes):
            self._run(place, lane)
        debt_paid = self._pay_debts()
        reversals = self._reversals()
        totals: dict[Recipient, int] = dict.fromkeys(RECIPIENTS, 0)
        for accrual in self.accruals:
            totals[accrual.recipient] += accrual.points
        for reversal in reversals:
            totals[reversal.recipient] -= reversal.points
        programme, event = self.programme, self.event
        return QuoteResult(
            programme_code=programme.code,
            programme_version=programme.version,
            programme_sha256=programme.sha256,
            event=event.id,
            preview=self.sale and not event.tenders and event.payable_minor > 0,
            base_total_minor=self.own_base.total_minor,
            base_lines=self.own_base.lines,
            items=tuple(self.items),
            accruals=tuple(self.accruals),
            reversals=reversals,
            vouchers=tuple(self.vouchers),
            totals=totals,
            debt_paid=debt_paid,
            carry=self.carry,
            cap_used=self.budgets.increments(),
            sales=self.sales,
            spend_minor=self.own_base.total_minor,
            check_in=self.check_in,
            tier=self._tier(reversals),
        )


def quote(
    programme: CompiledProgramme, event: EventInput, member: MemberInput | None, context: ContextInput
) -> QuoteResult:
    """Everything an event gives (programme.md §5). `member` None: a walk-in, nothing fires. Raises nothing for validated inputs."""
    return _Quote(programme, event, member, context).result()

"""Caps while an event is evaluated (programme.md §5.6): what was used before, by this event so far, and what is left."""

from __future__ import annotations

from app.domain.programme.compiled import Cap, CompiledProgramme, Recipient, Rule
from app.domain.programme.inputs import AccountInput, ContextInput, MemberInput


class Budgets:
    """The counters of all caps. Account caps (`who: member`) count apart for every recipient."""

    def __init__(
        self, programme: CompiledProgramme, context: ContextInput, accounts: dict[Recipient, MemberInput | AccountInput]
    ) -> None:
        self._caps = programme.caps
        self._context = context
        self._accounts = accounts
        self._now: dict[tuple[int, str], int] = {}

    def _used_before(self, cap: Cap, who: str) -> int:
        if cap.per == "event":
            return 0
        if who == "context":
            return self._context.cap_used.get(cap.code, 0)
        for name, account in self._accounts.items():
            if name == who:
                return account.cap_used.get(cap.code, 0)
        return 0

    def _left(self, number: int, recipient: Recipient) -> int:
        cap = self._caps[number]
        who = recipient if cap.who == "member" else "context"
        return max(0, cap.limit - self._used_before(cap, who) - self._now.get((number, who), 0))

    def exhausted(self, rule: Rule) -> str | None:
        """Code of the first cap of the rule with nothing left. Caps on points do not touch vouchers."""
        for number in rule.caps:
            cap = self._caps[number]
            if (cap.times or rule.benefit.kind != "voucher") and self._left(number, rule.recipient) == 0:
                return cap.code
        return None

    def limit(self, rule: Rule, points: int) -> tuple[int, bool, str | None]:
        """(points after the caps, whether a voucher may be granted, last cap that lowered the number)."""
        cut: str | None = None
        granted = True
        for number in rule.caps:
            cap = self._caps[number]
            left = self._left(number, rule.recipient)
            if cap.times:
                if left == 0:
                    points, granted, cut = 0, False, cap.code
            elif points > left:
                points, cut = left, cap.code
        return points, granted, cut

    def charge(self, rule: Rule, points: int, times: int) -> None:
        """Books points on the rule's points caps and `times` on its times caps; negative gives back."""
        for number in rule.caps:
            cap = self._caps[number]
            key = (number, rule.recipient if cap.who == "member" else "context")
            self._now[key] = self._now.get(key, 0) + (times if cap.times else points)

    def increments(self) -> dict[str, dict[str, int]]:
        """What this event used: per account and for the context, without per-event caps and zeros."""
        used: dict[str, dict[str, int]] = {"member": {}, "referrer": {}, "team": {}, "context": {}}
        for (number, who), count in sorted(self._now.items()):
            cap = self._caps[number]
            if count and cap.per != "event":
                used[who][cap.code] = count
        return used

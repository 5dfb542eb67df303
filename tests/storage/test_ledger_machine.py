"""One state machine over the real database: grants, holds, captures, releases, expiry and its reversal, frozen lots, adjustments, debts,
reversals, acts that credit several accounts, stored value,
repeated events, restarts and a clock that moves on. A plain model in memory says what every
lot must be; the named invariants are checked after every step.
"""

from __future__ import annotations

import itertools
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from app.domain.journal import types
from app.domain.journal.event import EventDraft
from app.domain.ledger.booking import Booking, Hold
from app.domain.ledger.lots import take
from app.domain.ledger.moves import accrue, adjust_down, capture, expire, give_back, open_hold, pay_debt, release, take_back, thaw
from app.domain.ledger.value_moves import load, pay_out, refill
from app.domain.programme.dates import add_days
from app.storage.sqlite.invariants import broken_invariants, l4_after_the_daily_run
from app.storage.sqlite.replay import compare, copy_documents, fold, in_memory
from tests.storage.till import Till, with_body, with_booking

MEMBERS = ("anna", "bo")
NEVER = "9999-12-31"
member_ids = st.sampled_from(MEMBERS)
VALUE_HOLDERS = ("anna", "card:M700000011")
value_holders = st.sampled_from(VALUE_HOLDERS)
some_points = st.integers(1, 40)


@dataclass(slots=True)
class Lot:
    """A lot as the model sees it."""

    holder: str
    last_day: str
    earned_on: str
    order: tuple[int, int]
    available_on: str
    frozen: bool
    remaining: int
    held: int = 0
    expired: int = 0
    unit: str = "POINTS"

    def usable(self, on: str) -> bool:
        return not self.frozen and self.available_on <= on <= self.last_day and self.remaining > self.held


class LedgerMachine(RuleBasedStateMachine):
    """The ledger's acts in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="jifentai-machine-"))
        self.till = Till(self.folder / "till")
        self.lots: dict[str, Lot] = {}
        self.debt = dict.fromkeys(MEMBERS, 0)
        self.holds: dict[str, Hold] = {}
        self.granted: dict[str, tuple[str, int]] = {}
        self.expired: dict[str, Booking] = {}
        self.goals: dict[str, int] = {}
        self.value_holds: dict[str, tuple[Hold, ...]] = {}
        self.spent: list[tuple[Hold, ...]] = []
        self.numbers = itertools.count(1)
        self.last: EventDraft | None = None

    @initialize()
    def members(self) -> None:
        for member in MEMBERS:
            self.till.enrol(member)

    def teardown(self) -> None:
        report = self.till.verified()
        self.till.store.close()
        shutil.rmtree(self.folder)
        assert report.holds, report.problems

    # acts

    @rule(member=member_ids, points=some_points, life=st.one_of(st.none(), st.integers(0, 6)), wait=st.integers(0, 3), frozen=st.booleans())
    def grant(self, member: str, points: int, life: int | None, wait: int, frozen: bool) -> None:
        """Credits points; what is owed is paid first where the points can be used today."""
        day = self.till.day
        usable_now = wait == 0 and not frozen
        to_debt = min(points, self.debt[member]) if usable_now else 0
        accrual = self.till.accrual(
            member, points, to_debt=to_debt, available_on=add_days(day, wait), frozen=frozen,
            expires_on=None if life is None else add_days(day, max(life, wait)),
        )  # fmt: skip
        draft = self.till.draft(types.POINTS_ADJUSTED, {"points": points, "reason_code": "test"}, member_id=member)
        self._book(with_booking(draft, accrue(draft.id, [accrual])))
        self.debt[member] -= to_debt
        if points > to_debt:
            with self.till.store.read() as reader:
                seq = reader.head().seq
            self.lots[f"{draft.id}:0"] = Lot(
                member, accrual.expires_on or NEVER, day, (seq, 0), accrual.available_on, frozen, points - to_debt
            )
            self.granted[draft.id] = member, points - to_debt

    @rule(member=member_ids, points=some_points, other=some_points, goal=st.booleans())
    def act_of_a_friend(self, member: str, points: int, other: int, goal: bool) -> None:
        """One event credits the member, the referrer and the team; remainders, caps, a challenge, a voucher and a check-in go with it."""
        day, referrer = self.till.day, MEMBERS[1 - MEMBERS.index(member)]
        n = next(self.numbers)
        parts = ((member, points), (referrer, other), ("team", 3))
        debts = [min(part, self.debt.get(holder, 0)) for holder, part in parts]
        accruals = [
            self.till.accrual(holder, part, to_debt=debt, expires_on=add_days(day, 4))
            for (holder, part), debt in zip(parts, debts, strict=True)
        ]
        body: dict[str, object] = {
            "event": {"type": "check_in"},
            "carry": {member: {"base": "1/3"}, "team": {"base": "0" if n % 2 else "-1/4"}},
            "caps": [[f"member:{referrer}", "refers", day[:4], other], ["all", "budget", "", 1]],
            "check_in": {"last_date": day, "streak": n},
            "counts": {"points_qualifying": points},
            "vouchers": [[f"V{n}", referrer, "TEA", "tea", None]],
        }
        period = f"{day[:7]}-{member}"
        if goal and period not in self.goals:
            body["challenges"] = [[member, "goal", period, points]]
            self.goals[period] = points
        elif period in self.goals:
            body["challenges"] = [[member, "goal", period, -self.goals.pop(period)]]
        draft = self.till.draft(types.ACCRUAL, body, member_id=member, cause_key=f"act:{n}")
        self._book(with_booking(draft, accrue(draft.id, accruals)))
        with self.till.store.read() as reader:
            seq = reader.head().seq
        place = 0
        for (holder, part), debt in zip(parts, debts, strict=True):
            if holder in self.debt:
                self.debt[holder] -= debt
            if part > debt:
                lot = Lot(holder, add_days(day, 4), day, (seq, place), day, frozen=False, remaining=part - debt)
                self.lots[f"{draft.id}:{place}"] = lot
                place += 1

    @rule(member=member_ids, points=some_points)
    def hold(self, member: str, points: int) -> None:
        """Points onto a basket, if they suffice; the model says which lots."""
        expected = self._take(member, points)
        if expected is None:
            with self.till.store.read() as reader:
                assert reader.balance(member, self.till.day).available < points
            return
        hold = self.till.hold(member, points, f"sale-{next(self.numbers)}")
        assert {use.lot: use.points for use in hold.uses} == expected
        self.holds[hold.id] = hold
        for lot, part in expected.items():
            self.lots[lot].held += part

    @precondition(lambda self: self.holds)
    @rule(data=st.data(), earn=st.integers(0, 30))
    def capture(self, data: st.DataObject, earn: int) -> None:
        """The sale is completed, whatever the clock did meanwhile."""
        hold = self.holds.pop(data.draw(st.sampled_from(sorted(self.holds))))
        number = f"R{next(self.numbers):012d}"
        draft = self.till.sale(number, hold.holder, hold=hold)
        to_debt = min(earn, self.debt[hold.holder])
        booking = capture(hold)
        if earn:
            booking = booking + accrue(draft.id, [self.till.accrual(hold.holder, earn, to_debt=to_debt)])
        self._book(with_booking(with_body(draft, {**draft.body, "earned": earn}), booking))
        for use in hold.uses:
            self.lots[use.lot].held -= use.points
            self.lots[use.lot].remaining -= use.points
        self.debt[hold.holder] -= to_debt
        if earn > to_debt:
            with self.till.store.read() as reader:
                seq = reader.head().seq
            day = self.till.day
            self.lots[f"{draft.id}:0"] = Lot(hold.holder, NEVER, day, (seq, 0), day, frozen=False, remaining=earn - to_debt)
            self.granted[draft.id] = hold.holder, earn - to_debt

    @precondition(lambda self: self.holds)
    @rule(data=st.data())
    def release(self, data: st.DataObject) -> None:
        """Points come off the basket; usable ones pay what is owed."""
        hold = self.holds.pop(data.draw(st.sampled_from(sorted(self.holds))))
        debt = self.debt[hold.holder]
        with self.till.store.read() as reader:
            lots = reader.lots_by_id([use.lot for use in hold.uses])
        booking = release(hold, "removed", debt=debt, lots=lots, on=self.till.day)
        body = {"sale_id": hold.sale_id, "reason": "removed"}
        self._book(self.till.draft(types.HOLD_RELEASED, body, member_id=hold.holder, booking=booking))
        for use in hold.uses:
            lot = self.lots[use.lot]
            lot.held -= use.points
            paid = min(debt, use.points) if lot.available_on <= self.till.day <= lot.last_day and not lot.frozen else 0
            lot.remaining -= paid
            debt -= paid
        self.debt[hold.holder] = debt

    @rule(member=member_ids, points=some_points)
    def adjust_down(self, member: str, points: int) -> None:
        """A correction by hand."""
        with self.till.store.read() as reader:
            booking = adjust_down(member, reader.usable_lots(member, self.till.day), points, self.till.day)
        expected = self._take(member, points)
        assert (booking is None) == (expected is None)
        if booking is not None and expected is not None:
            body = {"points": -points, "reason_code": "test"}
            self._book(self.till.draft(types.POINTS_ADJUSTED, body, member_id=member, booking=booking))
            for lot, part in expected.items():
                self.lots[lot].remaining -= part

    @precondition(lambda self: self.granted)
    @rule(data=st.data())
    def reverse(self, data: st.DataObject) -> None:
        """A grant is taken back: from its own lot, what had lapsed in it is set off, then from others in order, the rest is owed."""
        event = data.draw(st.sampled_from(sorted(self.granted)))
        member, points = self.granted.pop(event)
        with self.till.store.read() as reader:
            own = reader.lots_of_event(event)
            booking = take_back(member, own, reader.usable_lots(member, self.till.day), points, self.till.day)
        draft = self.till.draft(types.REVERSAL, {"of": event}, member_id=member, reverses_id=event, cause_key=event, booking=booking)
        self._book(draft)
        mine = self.lots[f"{event}:0"]
        part = min(points, mine.remaining - mine.held)
        mine.remaining -= part
        missing = points - part
        part = min(missing, mine.expired)
        mine.expired -= part
        missing -= part
        for lot in self._usable(member):
            part = min(missing, lot.remaining - lot.held)
            lot.remaining -= part
            missing -= part
        self.debt[member] += missing

    @rule()
    def daily_run(self) -> None:
        """Lapsed points are booked off, matured ones pay debts; a second run finds nothing to do."""
        day = self.till.day
        with self.till.store.write() as books:
            lapsed = books.lapsed_lots(day, 1_000)
            if lapsed:
                draft = self.till.draft(types.POINTS_EXPIRED, {"on": day, "chunk": 1}, booking=expire(lapsed))
                self.expired[draft.id] = draft.booking
                books.append(draft)
            booking = Booking()
            for holder in books.matured_debtors(day, 100):
                free = [(lot.id, lot.free) for lot in books.usable_lots(holder, day)]
                booking = booking + pay_debt(holder, free, books.balance(holder, day).debt)
            if booking.postings:
                books.append(self.till.draft(types.DEBT_PAID, {"on": day}, booking=booking))
        for lot in self.lots.values():
            if lot.last_day < day:
                lot.expired += lot.remaining - lot.held
                lot.remaining = lot.held
        self._pay({name: lot.remaining - lot.held for name, lot in self.lots.items()})
        with self.till.store.reading() as sql:
            assert list(l4_after_the_daily_run(sql, day)) == []
        with self.till.store.read() as reader:
            assert reader.lapsed_lots(day, 10) == []
            assert reader.matured_debtors(day, 10) == []

    @precondition(lambda self: self.expired)
    @rule(data=st.data(), more_days=st.one_of(st.none(), st.integers(0, 5)))
    def expiry_taken_back(self, data: st.DataObject, more_days: int | None) -> None:
        """The lots of a daily run come back as they were, or good for some days more; then they pay what is owed."""
        day = self.till.day
        event = data.draw(st.sampled_from(sorted(self.expired)))
        expired = self.expired.pop(event)
        until = None if more_days is None else add_days(day, more_days)
        with self.till.store.read() as reader:
            lots = reader.lots_by_id([use.lot for use in expired.expired])
        debts = {(member, "POINTS"): debt for member, debt in self.debt.items()}
        booking = give_back(expired, lots, debts, day, until)
        self._book(self.till.draft(types.REVERSAL, {"of": event}, reverses_id=event, cause_key=event, booking=booking))
        freed = {}
        for use in expired.expired:
            lot = self.lots[use.lot]
            freed[use.lot] = min(use.points, lot.expired)
            lot.remaining += freed[use.lot]
            lot.expired -= freed[use.lot]
            if freed[use.lot]:
                lot.last_day = max(lot.last_day, until or "")
        self._pay(freed)

    @rule(member=member_ids)
    def thaw(self, member: str) -> None:
        """A frozen account is freed: its lots may be used and pay what is owed."""
        with self.till.store.read() as reader:
            booking = thaw(member, reader.lots(member, 1_000), self.debt[member], self.till.day)
        if booking.thawed:
            self._book(self.till.draft(types.MEMBER_STATUS, {"status": "active"}, member_id=member, booking=booking))
        freed = {name: lot.remaining for name, lot in self.lots.items() if lot.frozen and lot.holder == member}
        for name in freed:
            self.lots[name].frozen = False
        self._pay(freed)

    # stored value: units of their own beside the points, on members' accounts and on cards without a name

    @rule(holder=value_holders, principal=st.integers(1, 60), bonus=st.integers(0, 20))
    def load(self, holder: str, principal: int, bonus: int) -> None:
        """A top-up with its bonus (SV-01)."""
        member = None if holder.startswith("card:") else holder
        body = {"card": "", "named": member is not None, "amount_minor": principal, "bonus_minor": bonus, "tenders": [], "after": [0, 0]}
        draft = self.till.draft(types.VALUE_TOPPED_UP, body, member_id=member)
        self._book(with_booking(draft, load(draft.id, holder, principal, bonus, self.till.day)))
        with self.till.store.read() as reader:
            seq = reader.head().seq
        day = self.till.day
        for n, (unit, amount) in enumerate(part for part in (("VALUE", principal), ("BONUS", bonus)) if part[1]):
            lot = Lot(holder, NEVER, day, (seq, n), day, frozen=False, remaining=amount, unit=unit)
            self.lots[f"{draft.id}:{n}"] = lot

    @rule(holder=value_holders, principal=st.integers(0, 30), bonus=st.integers(0, 10))
    def hold_value(self, holder: str, principal: int, bonus: int) -> None:
        """Onto a basket, principal and bonus in one act, or nothing at all."""
        expected = {unit: self._take(holder, amount, unit) for unit, amount in (("VALUE", principal), ("BONUS", bonus)) if amount}
        if not expected or None in expected.values():
            return
        sale, holds = f"sale-{next(self.numbers)}", []
        with self.till.store.read() as reader:
            for unit, lots in expected.items():
                uses = take(reader.usable_lots(holder, self.till.day, unit), sum((lots or {}).values()), self.till.day)
                assert uses is not None
                assert {use.lot: use.points for use in uses} == lots
                holds.append(Hold(id=self.till.new_id(), holder=holder, unit=unit, sale_id=sale, uses=uses))
        booking = Booking()
        for hold in holds:
            booking = booking + open_hold(hold)
        body = {"sale_id": sale, "points": 0, "value_minor": principal + bonus}
        self._book(self.till.draft(types.HOLD_OPENED, body, cause_key=holds[0].id, booking=booking))
        self.value_holds[sale] = tuple(holds)
        for lots in expected.values():
            for lot, part in (lots or {}).items():
                self.lots[lot].held += part

    @precondition(lambda self: self.value_holds)
    @rule(data=st.data(), completed=st.booleans())
    def end_value_hold(self, data: st.DataObject, completed: bool) -> None:
        """The sale is completed, or the payment taken off again."""
        holds = self.value_holds.pop(data.draw(st.sampled_from(sorted(self.value_holds))))
        booking = Booking()
        for hold in holds:
            booking = booking + (capture(hold) if completed else release(hold, "removed"))
        if completed:
            draft = self.till.sale(f"R{next(self.numbers):012d}")
            kinds = {"VALUE": "stored_value", "BONUS": "stored_value_bonus"}
            draft = with_body(draft, {**draft.body, "tenders": [[kinds[hold.unit], hold.points, hold.points, 0] for hold in holds]})
            self._book(with_booking(draft, booking))
            self.spent.append(holds)
        else:
            self._book(self.till.draft(types.HOLD_RELEASED, {"sale_id": holds[0].sale_id, "reason": "removed"}, booking=booking))
        for use in (use for hold in holds for use in hold.uses):
            self.lots[use.lot].held -= use.points
            self.lots[use.lot].remaining -= use.points if completed else 0

    @precondition(lambda self: self.spent)
    @rule(data=st.data())
    def value_comes_back(self, data: st.DataObject) -> None:
        """A return of the whole payment: to the very lots that paid."""
        holds = self.spent.pop(data.draw(st.integers(0, len(self.spent) - 1)))
        uses = [(hold.unit, use) for hold in holds for use in hold.uses]
        back: dict[str, int] = {}
        for unit, use in uses:
            back[unit] = back.get(unit, 0) + use.points
        self._book(self.till.draft(types.REVERSAL, {"of": "x"}, booking=refill(holds[0].holder, uses, back)))
        for _, use in uses:
            self.lots[use.lot].remaining += use.points

    @rule(holder=value_holders)
    def pay_value_out(self, holder: str) -> None:
        """What is free of a card: principal leaves, bonus lapses."""
        with self.till.store.read() as reader:
            booking = pay_out([lot for unit in ("VALUE", "BONUS") for lot in reader.lots(holder, 1_000, unit)])
        if not booking.postings:
            return
        body = {"card": "", "principal_minor": 0, "bonus_minor": 0, "paid_out": []}
        self._book(self.till.draft(types.VALUE_PAID_OUT, body, booking=booking))
        for lot in self.lots.values():
            if lot.holder == holder and lot.unit != "POINTS":
                lot.expired += lot.remaining - lot.held if lot.unit == "BONUS" else 0
                lot.remaining = lot.held

    @precondition(lambda self: self.last is not None)
    @rule()
    def same_event_twice(self) -> None:
        """L5 and L6."""
        draft = self.last
        assert draft is not None
        with self.till.store.read() as reader:
            head = reader.head()
        event = self.till.append(draft)
        assert event.header.id == draft.id
        with pytest.raises(ValueError, match="booked already"):
            self.till.append(with_body(draft, {**draft.body, "other": 1}))
        with self.till.store.read() as reader:
            assert reader.head() == head

    @rule(days=st.integers(1, 4))
    def time_passes(self, days: int) -> None:
        self.till.day = add_days(self.till.day, days)

    @rule()
    def clock_goes_wrong(self) -> None:
        """Somebody sets the clock back: the business date stays, for it is the shift's."""
        self.till.now_ms -= 86_400_000

    @rule()
    def restart(self) -> None:
        self.till.reopen()
        assert self.till.store.damage is None

    # what must hold

    @invariant()
    def lots_are_as_the_model_says(self) -> None:
        """L3 and L9, lot by lot."""
        with self.till.store.reading() as sql:
            stored = {row[0]: row[1:] for row in sql.all("SELECT id, remaining, held, expired FROM lot")}
        assert stored == {lot: (model.remaining, model.held, model.expired) for lot, model in self.lots.items()}

    @invariant()
    def balances_are_as_the_model_says(self) -> None:
        """L2, L3, L4: remaining, held, debt, and what is available today."""
        day = self.till.day
        for member in (*MEMBERS, "team"):
            mine = [lot for lot in self.lots.values() if lot.holder == member and lot.unit == "POINTS"]
            with self.till.store.read() as reader:
                balance = reader.balance(member, day)
            assert balance.remaining == sum(lot.remaining for lot in mine)
            assert balance.held == sum(lot.held for lot in mine)
            assert balance.debt == self.debt.get(member, 0) >= 0
            assert balance.available == sum(lot.remaining - lot.held for lot in mine if lot.usable(day)) >= 0

    @invariant()
    def stored_value_is_as_the_model_says(self) -> None:
        """Principal and bonus apart, nobody's points among them."""
        for holder in VALUE_HOLDERS:
            with self.till.store.read() as reader:
                value = reader.value(holder)
            mine = [lot for lot in self.lots.values() if lot.holder == holder]
            stored = (value.principal_minor, value.held_principal_minor, value.bonus_minor, value.held_bonus_minor)
            assert stored == tuple(
                sum(getattr(lot, part) for lot in mine if lot.unit == unit)
                for unit in ("VALUE", "BONUS")
                for part in ("remaining", "held")
            )

    @invariant()
    def invariants_hold(self) -> None:
        """L1, L2, L3, L4, L8, L9, L20 by name."""
        with self.till.store.reading() as sql:
            assert list(broken_invariants(sql)) == []

    @invariant()
    def projections_are_the_fold(self) -> None:
        """L2 at every prefix: the stored rows are what the events add up to."""
        with self.till.store.reading() as sql, in_memory() as folded:
            copy_documents(sql, folded)
            fold(sql, folded)
            assert compare(sql, folded) == ()

    # the model

    def _book(self, draft: EventDraft) -> None:
        self.till.append(draft)
        self.last = draft

    def _pay(self, freed: dict[str, int]) -> None:
        """What was freed, where it can be used today, pays what is owed."""
        names = {id(lot): name for name, lot in self.lots.items()}
        for member in MEMBERS:
            for lot in self._usable(member):
                part = min(self.debt[member], freed.get(names[id(lot)], 0))
                lot.remaining -= part
                self.debt[member] -= part

    def _usable(self, member: str, unit: str = "POINTS") -> list[Lot]:
        usable = [lot for lot in self.lots.values() if lot.holder == member and lot.unit == unit and lot.usable(self.till.day)]
        return sorted(usable, key=lambda lot: (lot.last_day, lot.earned_on, lot.order))

    def _take(self, member: str, points: int, unit: str = "POINTS") -> dict[str, int] | None:
        names = {id(lot): name for name, lot in self.lots.items()}
        taken: dict[str, int] = {}
        for lot in self._usable(member, unit):
            part = min(points, lot.remaining - lot.held)
            if part:
                taken[names[id(lot)]] = part
                points -= part
        return taken if points == 0 else None


EXAMPLES = 20 if settings.get_current_profile_name() == "check" else settings.default.max_examples  # type: ignore[attr-defined]
LedgerMachine.TestCase.settings = settings(max_examples=EXAMPLES, stateful_step_count=30, deadline=None)
TestLedgerMachine = LedgerMachine.TestCase

"""Balances, lots, holds and counters."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from app.domain.catalogue.reward_facts import RewardFacts
from app.domain.ledger.booking import BONUS, NEVER, POINTS, VALUE, Hold, Use
from app.domain.ledger.lots import Balance, Expiring, Lot
from app.domain.ledger.value import GiftCard, Value, ValueTotals
from app.services.ports.store import ChallengeBooked, Counters, RewardIssued, Voucher
from app.storage.sqlite.core import bindparam, func, literal_column, select, table, text
from app.storage.sqlite.statements import Row, Sql, limited, prepare

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select

MEMBER_HOLDER = "member:"
CHALLENGES_MAX = 5_000
"""500 rules over some years; all of a holder are read and the asked periods picked out."""
REWARDS_MAX = 5_000
VOUCHERS_MAX = 1_000

_lot, _hold, _hold_lot = table("lot").c, table("hold").c, table("hold_lot").c
_balance, _carry, _cap, _history = table("balance").c, table("carry").c, table("cap_use").c, table("tier_history").c

_challenge, _reward, _stock, _voucher = (table(name).c for name in ("challenge_use", "reward_use", "reward_stock", "voucher"))

_LOT = (
    _lot.id, _lot.holder, _lot.unit, _lot.event_id, _lot.rule, _lot.earned_on, _lot.available_on, _lot.expires_on, _lot.inactivity_months,
    _lot.last_day, _lot.granted, _lot.remaining, _lot.held, _lot.expired, _lot.frozen, _lot.origin, _lot.seq, _lot.n,
)  # fmt: skip
LOT_COLUMNS = (
    "id, holder, unit, event_id, rule, earned_on, available_on, expires_on, inactivity_months, last_day, granted, remaining, held, "
    "expired, frozen, origin, seq, n"
)
"""The same columns for statements that Core has no words for."""
_ORDER = (_lot.last_day, _lot.earned_on, _lot.origin, _lot.seq, _lot.n)
_MINE = (_lot.holder == bindparam("holder"), _lot.unit == bindparam("unit"), text("remaining > 0"))
_AVAILABLE: ColumnElement[str] = literal_column("+lot.available_on")
_LAST_DAY: ColumnElement[str] = literal_column("+lot.last_day")
"""The plus keeps SQLite from choosing the index of that column, where it would then have to sort every lot of the holder."""
_FREE = text("remaining > held AND frozen = 0")
_USABLE = select(*_LOT).where(*_MINE, _FREE, bindparam("on") >= _AVAILABLE)

_USABLE_LOTS = prepare(_USABLE.where(_lot.last_day >= bindparam("on")).order_by(*_ORDER), "holder", "unit", "on", "on")
_USABLE_OLDEST = prepare(_USABLE.where(bindparam("on") <= _LAST_DAY).order_by(*_ORDER[1:]), "holder", "unit", "on", "on")
_LOTS = limited(select(*_LOT).where(*_MINE).order_by(*_ORDER), "holder", "unit")
_LOT_BY_ID = prepare(select(*_LOT).where(_lot.id == bindparam("id")), "id")
_LOTS_OF = prepare(select(*_LOT).where(_lot.id > bindparam("low"), _lot.id < bindparam("high")).order_by(_lot.n), "low", "high")
_RETURNED_OF = prepare(
    select(*_LOT)
    .where(_lot.event_id == bindparam("event"), text("substr(id, 1, length(event_id)) <> event_id"))
    .order_by(_lot.n, _lot.id),
    "event",
)  # fmt: skip
# "<> NEVER", not "< NEVER": the latter lets SQLite take the index of the daily run, which holds the lots of everybody.
_VALUE = "SELECT unit, remaining, held FROM balance WHERE holder = ? AND unit IN ('BONUS', 'VALUE')"
_VALUE_TOTALS = (
    "SELECT holder GLOB 'card:*' AS of_card, unit, sum(remaining > 0), sum(remaining) FROM balance WHERE unit IN ('BONUS', 'VALUE') "
    "GROUP BY of_card, unit"
)
_gift = table("gift_card").c
_GIFT_CARD = prepare(
    select(_gift.number, _gift.event_id, _gift.sold_on, _gift.valid_until).where(_gift.number == bindparam("card")), "card"
)
_EXPIRING = limited(
    select(_lot.last_day, func.sum(_lot.remaining - _lot.held))
    .where(*_MINE, _FREE, _lot.last_day >= bindparam("on"), _lot.last_day != NEVER)
    .group_by(_lot.last_day)
    .order_by(_lot.last_day),
    "holder", "unit", "on", "last_day_1",
)  # fmt: skip


def _free_sum(*where: Any) -> Select[Any]:
    return select(func.coalesce(func.sum(_lot.remaining - _lot.held), text("0"))).where(*_MINE, _FREE, *where)


_BALANCE = prepare(
    select(_balance.remaining, _balance.held, _balance.frozen, _balance.debt).where(
        _balance.holder == bindparam("holder"), _balance.unit == bindparam("unit")
    ),
    "holder", "unit",
)  # fmt: skip
_PENDING = prepare(_free_sum(_lot.available_on > bindparam("on")), "holder", "unit", "on")
_LAPSED_SUM = prepare(_free_sum(_lot.last_day < bindparam("on"), bindparam("on") >= _AVAILABLE), "holder", "unit", "on", "on")
_HOLDS = select(_hold.id, _hold.holder, _hold.unit, _hold.sale_id, _hold.state)
_HOLD = prepare(_HOLDS.where(_hold.id == bindparam("id")), "id")
_OPEN_HOLDS = limited(_HOLDS.where(text("state = 'open'")).order_by(_hold.id))
_HOLD_LOTS = prepare(select(_hold_lot.lot, _hold_lot.points).where(_hold_lot.hold_id == bindparam("id")).order_by(_hold_lot.n), "id")
_CARRY = prepare(select(_carry.rule, _carry.value).where(_carry.holder == bindparam("holder")), "holder")
_CAP = prepare(
    select(_cap.n).where(_cap.holder == bindparam("holder"), _cap.cap == bindparam("cap"), _cap.period == bindparam("period")),
    "holder", "cap", "period",
)  # fmt: skip
_METRIC = {
    metric: prepare(
        select(func.coalesce(func.sum(column), text("0"))).where(
            _history.member_id == bindparam("member"), _history.date > bindparam("after"), _history.date <= bindparam("until")
        ),
        "member", "after", "until",
    )
    for metric, column in (("spend", _history.spend_minor), ("visits", _history.visits), ("points", _history.points))
}  # fmt: skip

_CHALLENGES = limited(
    select(_challenge.rule, _challenge.period, _challenge.points, _challenge.event_id).where(_challenge.holder == bindparam("holder")),
    "holder",
)
_REWARDS = limited(select(_reward.reward, _reward.period, _reward.n).where(_reward.member_id == bindparam("member")), "member")
_STOCK = limited(select(_stock.reward, _stock.n).order_by(_stock.reward))
_VOUCHER = (
    _voucher.code, _voucher.holder, _voucher.voucher, _voucher.rule, _voucher.event_id, _voucher.n, _voucher.state, _voucher.issued_on,
    _voucher.valid_until, _voucher.used_event,
)  # fmt: skip
_facts = table("reward_facts").c
_ALL_FACTS = limited(select(_facts.reward, _facts.facts).order_by(_facts.reward))
_FACTS = prepare(select(_facts.facts).where(_facts.reward == bindparam("reward")), "reward")
_BY_CODE = prepare(select(*_VOUCHER).where(_voucher.code == bindparam("code")), "code")
_OF_HOLDER = limited(
    select(*_VOUCHER).where(_voucher.holder == bindparam("holder")).order_by(_voucher.issued_on.desc(), _voucher.code), "holder"
)
_OF_EVENT = limited(select(*_VOUCHER).where(_voucher.event_id == bindparam("event")).order_by(_voucher.n), "event")


_ISSUED = (
    "SELECT json_extract(body, '$.reward') AS reward, sum(json_extract(body, '$.times')), sum(json_extract(body, '$.points')), "
    "sum(coalesce(json_extract(body, '$.cash_minor'), 0)), sum(coalesce(json_extract(body, '$.cash_out_minor'), 0)) "
    "FROM (SELECT id, CAST(payload AS TEXT) AS body FROM journal WHERE type = 'reward_issued' AND business_date BETWEEN ? AND ?) AS issued "
    "WHERE NOT EXISTS (SELECT 1 FROM journal AS back WHERE back.type = 'reversal' AND back.cause_key = issued.id) "
    "GROUP BY 1 ORDER BY 1"
)


class LedgerQueries:
    """Reading the ledger."""

    _sql: Sql

    def balance(self, holder: str, on: str, unit: str = POINTS) -> Balance:
        """The balance on a business date; pending and lapsed are sums over lots, read from their indexes."""
        row = self._sql.one(_BALANCE, (holder, unit))
        if row is None:
            return Balance(holder=holder, unit=unit, on=on)
        remaining, held, frozen, debt = row
        pending = lapsed = 0
        if remaining > held + frozen:
            pending = self._number(_PENDING, (holder, unit, on))
            lapsed = self._number(_LAPSED_SUM, (holder, unit, on, on))
        return Balance(
            holder=holder, unit=unit, on=on, remaining=remaining, held=held, frozen=frozen, debt=debt, pending=pending, lapsed=lapsed
        )

    def value(self, holder: str) -> Value:
        """Stored value of an account."""
        found = {unit: (remaining, held) for unit, remaining, held in self._sql.all(_VALUE, (holder,))}
        principal, bonus = found.get(VALUE, (0, 0)), found.get(BONUS, (0, 0))
        return Value(principal_minor=principal[0], bonus_minor=bonus[0], held_principal_minor=principal[1], held_bonus_minor=bonus[1])

    def gift_card(self, number: str) -> GiftCard | None:
        """A card without a name that was sold."""
        row = self._sql.one(_GIFT_CARD, (number,))
        return None if row is None else GiftCard(number=row[0], event_id=row[1], sold_on=row[2], valid_until=row[3])

    def value_totals(self) -> ValueTotals:
        """What the shop owes on cards."""
        sums = {(is_card, unit): (accounts, minor) for is_card, unit, accounts, minor in self._sql.all(_VALUE_TOTALS)}
        named, unnamed = sums.get((0, VALUE), (0, 0)), sums.get((1, VALUE), (0, 0))
        return ValueTotals(
            named=named[0], named_principal_minor=named[1], named_bonus_minor=sums.get((0, BONUS), (0, 0))[1],
            unnamed=unnamed[0], unnamed_principal_minor=unnamed[1], unnamed_bonus_minor=sums.get((1, BONUS), (0, 0))[1],
        )  # fmt: skip

    def usable_lots(self, holder: str, on: str, unit: str = POINTS, *, oldest_first: bool = False) -> Iterator[Lot]:
        """Usable lots in consumption order, read lazily."""
        statement = _USABLE_OLDEST if oldest_first else _USABLE_LOTS
        return map(to_lot, self._sql.stream(statement, (holder, unit, on, on)))

    def lots(self, holder: str, limit: int, unit: str = POINTS) -> Sequence[Lot]:
        """Lots with something left, in consumption order."""
        return [to_lot(row) for row in self._sql.all(_LOTS, (holder, unit, limit))]

    def lots_by_id(self, ids: Sequence[str]) -> Sequence[Lot]:
        """The lots of these ids that exist, in the order asked for."""
        rows = (self._sql.one(_LOT_BY_ID, (lot,)) for lot in ids)
        return [to_lot(row) for row in rows if row is not None]

    def lots_of_event(self, event_id: str) -> Sequence[Lot]:
        """The lots that an event granted, by number, and those that returns of it granted in its name."""
        return [to_lot(row) for row in self._sql.all(_LOTS_OF, (f"{event_id}:", f"{event_id};")) + self._sql.all(_RETURNED_OF, (event_id,))]

    def expiring(self, holder: str, on: str, limit: int, unit: str = POINTS) -> Sequence[Expiring]:
        """Free usable or pending points by last good day, soonest first, never-expiring left out."""
        return [Expiring(*row) for row in self._sql.all(_EXPIRING, (holder, unit, on, NEVER, limit))]

    def hold(self, hold_id: str) -> Hold | None:
        """A hold in whatever state."""
        row = self._sql.one(_HOLD, (hold_id,))
        return None if row is None else self._to_hold(row)

    def open_holds(self, limit: int) -> Sequence[Hold]:
        """Open holds, oldest first."""
        return [self._to_hold(row) for row in self._sql.all(_OPEN_HOLDS, (limit,))]

    def counters(self, holder: str, periods: Mapping[str, str]) -> Counters:
        """Remainders of a `member:` holder, and the use of the asked caps in their periods."""
        carry: dict[str, str] = {}
        if holder.startswith(MEMBER_HOLDER):
            carry = dict(self._sql.all(_CARRY, (holder[len(MEMBER_HOLDER) :],)))
        used: dict[str, int] = {}
        for cap, period in periods.items():
            row = self._sql.one(_CAP, (holder, cap, period))
            if row is not None:
                used[cap] = row[0]
        return Counters(carry=carry, cap_used=used)

    def challenges(self, holder: str, periods: Sequence[str]) -> Sequence[ChallengeBooked]:
        """Challenges booked for a holder in these periods."""
        rows = self._sql.all(_CHALLENGES, (holder, CHALLENGES_MAX))
        return [ChallengeBooked(*row) for row in rows if row[1] in periods]

    def rewards_used(self, member_id: str, periods: Mapping[str, str]) -> Mapping[str, int]:
        """How often a member took each reward in its period (reward to period key); rewards never taken are left out."""
        rows = self._sql.all(_REWARDS, (member_id, REWARDS_MAX))
        return {reward: n for reward, period, n in rows if periods.get(reward) == period}

    def reward_stock(self) -> Mapping[str, int]:
        """How many of each stocked reward are there."""
        return dict(self._sql.all(_STOCK, (REWARDS_MAX,)))

    def all_reward_facts(self, limit: int) -> Sequence[RewardFacts]:
        """Facts of every reward and voucher that has some, by code."""
        return [RewardFacts.from_mapping(reward, json.loads(facts)) for reward, facts in self._sql.all(_ALL_FACTS, (limit,))]

    def reward_facts(self, reward: str) -> RewardFacts:
        """What the shop knows of a reward; no facts where nobody has said any."""
        row = self._sql.one(_FACTS, (reward,))
        return RewardFacts.from_mapping(reward, {} if row is None else json.loads(row[0]))

    def rewards_issued(self, first_day: str, last_day: str) -> Sequence[RewardIssued]:
        """What was issued of each reward on these business dates, taken back ones left out, by reward."""
        rows = self._sql.all(_ISSUED, (first_day, last_day))
        return [RewardIssued(reward=r[0], times=r[1], points=r[2], cash_minor=r[3], cash_out_minor=r[4]) for r in rows]

    def voucher(self, code: str) -> Voucher | None:
        """A voucher by its code."""
        row = self._sql.one(_BY_CODE, (code,))
        return None if row is None else Voucher(*row)

    def vouchers(self, holder: str, limit: int) -> Sequence[Voucher]:
        """Vouchers of a holder, whatever became of them, newest first."""
        return [Voucher(*row) for row in self._sql.all(_OF_HOLDER, (holder, limit))]

    def vouchers_of_event(self, event_id: str) -> Sequence[Voucher]:
        """The vouchers that an event issued, by number."""
        return [Voucher(*row) for row in self._sql.all(_OF_EVENT, (event_id, VOUCHERS_MAX))]

    def tier_metric(self, member_id: str, metric: str, after: str, until: str) -> int:
        """Sum of spend (fen), visits or points with after < date ≤ until. KeyError for another metric."""
        return self._number(_METRIC[metric], (member_id, after, until))

    def _number(self, statement: str, parameters: Row) -> int:
        row = self._sql.one(statement, parameters)
        return 0 if row is None else int(row[0])

    def _to_hold(self, row: Row) -> Hold:
        uses = tuple(Use(*use) for use in self._sql.all(_HOLD_LOTS, (row[0],)))
        return Hold(id=row[0], holder=row[1], unit=row[2], sale_id=row[3], uses=uses, state=row[4])


def to_lot(row: Row) -> Lot:
    """A lot of a row of LOT_COLUMNS."""
    return Lot(
        id=row[0], holder=row[1], unit=row[2], event_id=row[3], rule=row[4], earned_on=row[5], available_on=row[6], expires_on=row[7],
        inactivity_months=row[8], last_day=row[9], granted=row[10], remaining=row[11], held=row[12], expired=row[13],
        frozen=bool(row[14]), origin=row[15], seq=row[16], n=row[17],
    )  # fmt: skip

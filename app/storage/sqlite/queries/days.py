"""What a day brings: lots that lapse, debts that can be paid, tiers to review, points that lapse soon. Each is read by pages.

Plain SQL: Core has no words for the sets that come in as JSON, nor for comparing whole keys.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from app.domain.journal.event import Event, Header
from app.domain.ledger.booking import NEVER, POINTS
from app.domain.ledger.lots import Lot
from app.domain.programme.tiers import HistoryEntry
from app.services.ports.store import EndedFloor, HeldTier, Lapsing
from app.storage.sqlite.queries.books import to_event
from app.storage.sqlite.queries.ledger import LOT_COLUMNS, to_lot
from app.storage.sqlite.statements import PREFIX_END, Row, Sql

_LAPSES = f"unit = ? AND last_day < ? AND last_day < '{NEVER}' AND remaining > 0 AND remaining > held"
_LAPSED = f"SELECT {LOT_COLUMNS} FROM lot WHERE {_LAPSES} ORDER BY last_day, holder LIMIT ?"
_LAPSING = f"SELECT {LOT_COLUMNS} FROM lot WHERE {_LAPSES} AND last_day >= ? ORDER BY last_day, holder"
_USABLE = (
    "lot.holder = balance.holder AND lot.unit = balance.unit AND lot.remaining > 0 AND lot.remaining > lot.held AND lot.frozen = 0 "
    "AND lot.last_day >= ?2 AND +lot.available_on <= ?2"
)
_DEBTORS = (
    f"SELECT holder FROM balance WHERE unit = ?1 AND debt > 0 AND holder > ?3 AND EXISTS (SELECT 1 FROM lot WHERE {_USABLE}) "
    "ORDER BY holder LIMIT ?4"
)
_MATURED = (
    "SELECT DISTINCT holder FROM lot WHERE unit = ? AND available_on = ? AND available_on > earned_on AND remaining > 0 AND holder > ? "
    "ORDER BY holder LIMIT ?"
)
_HELD_TIER = "SELECT id, tier, valid_until, tier_base FROM member"
_DUE = (
    f"{_HELD_TIER} WHERE valid_until IS NOT NULL AND valid_until < ? AND (valid_until, id) > (?, ?) AND status <> 'closed' "
    "ORDER BY valid_until, id LIMIT ?"
)
_COUNTED = (
    "SELECT member.id, tier, valid_until, tier_base, date FROM tier_history CROSS JOIN member ON member.id = member_id "
    "WHERE date <= ? AND (date, member_id) > (?, ?) AND status <> 'closed' ORDER BY date, member_id LIMIT ?"
)
_EVERYBODY = f"{_HELD_TIER} WHERE id > ? AND status <> 'closed' ORDER BY id LIMIT ?"
_METRICS = {
    metric: (
        f"SELECT asked.value, (SELECT coalesce(sum({column}), 0) FROM tier_history WHERE member_id = asked.value AND date > ?2 "
        "AND date <= ?3) FROM json_each(?1) AS asked"
    )
    for metric, column in (("spend", "spend_minor"), ("visits", "visits"), ("points", "points"))
}
_FLOORS = (
    "SELECT id, floor_tier, floor_until, tier FROM member WHERE floor_until IS NOT NULL AND floor_until < ? "
    "AND (floor_until, id) > (?, ?) ORDER BY floor_until, id LIMIT ?"
)
_REMINDED = (
    "SELECT holder, sum(remaining - held), min(lot.last_day) AS first_day, last_visit FROM lot JOIN member ON member.id = holder "
    f"WHERE unit = ?1 AND lot.last_day BETWEEN ?2 AND ?3 AND lot.last_day < '{NEVER}' AND remaining > 0 AND remaining > held "
    "AND lot.frozen = 0 AND status = 'active' GROUP BY holder HAVING (first_day, holder) > (?4, ?5) ORDER BY first_day, holder LIMIT ?6"
)
_HISTORY = (
    "SELECT date, spend_minor, visits, points FROM tier_history WHERE member_id = ? AND date > ? AND date <= ? ORDER BY date DESC LIMIT ?"
)
_CAUSES = "SELECT count(*) FROM journal WHERE type = ? AND cause_key IS NOT NULL AND cause_key >= ? AND cause_key < ?"
_LAST_CAUSE = "SELECT max(cause_key) FROM journal WHERE type = ? AND cause_key IS NOT NULL"
_JOURNAL = ", ".join(column for column in (*Header.__slots__, "payload", "prev_hash", "hash", "sig"))
_CAUSED = (
    f"SELECT {_JOURNAL} FROM journal WHERE type = ? AND cause_key IS NOT NULL AND cause_key >= ? AND cause_key < ? "
    "ORDER BY cause_key LIMIT ?"
)
_LATEST_CAUSED = (
    f"SELECT {_JOURNAL} FROM journal WHERE type = ? AND cause_key IS NOT NULL AND cause_key < ? ORDER BY cause_key DESC LIMIT ?"
)
HISTORY_MAX = 40_000
"""Days of a member's history that are read at once: a century of them."""


class DayQueries:
    """Reading by days."""

    _sql: Sql

    def lapsed_lots(self, on: str, limit: int, unit: str = POINTS) -> Sequence[Lot]:
        """Lots whose last good day is before `on` with free points left, by that day and holder: the order of their index."""
        return [to_lot(row) for row in self._sql.all(_LAPSED, (unit, on, limit))]

    def lapsing_lots(self, since: str, on: str, unit: str = POINTS) -> Iterator[Lot]:
        """Lots with since ≤ last good day < on and free points left, by that day and holder, read lazily."""
        return map(to_lot, self._sql.stream(_LAPSING, (unit, on, since)))

    def matured_debtors(self, on: str, limit: int, unit: str = POINTS, *, after: str = "") -> Sequence[str]:
        """Holders with a debt and usable points on that day, by id, after that one."""
        return [holder for (holder,) in self._sql.all(_DEBTORS, (unit, on, after, limit))]

    def matured_holders(self, on: str, limit: int, after: str = "", unit: str = POINTS) -> Sequence[str]:
        """Holders of lots that were pending until that day, by id, after that id."""
        return [holder for (holder,) in self._sql.all(_MATURED, (unit, on, after, limit))]

    def tiers_due(self, on: str, limit: int, after: tuple[str, str] = ("", "")) -> Sequence[HeldTier]:
        """Tiers whose last good day is before `on`, by that day and member, after those."""
        return [HeldTier(*row) for row in self._sql.all(_DUE, (on, *after, limit))]

    def tiers_counted(self, until: str, limit: int, after: tuple[str, str]) -> Sequence[tuple[HeldTier, str]]:
        """Tiers of members for whom something counted, with the day, by day and member, after those, to `until`; a member a day."""
        return [(HeldTier(*row[:4]), row[4]) for row in self._sql.all(_COUNTED, (until, *after, limit))]

    def tiers(self, limit: int, after: str = "") -> Sequence[HeldTier]:
        """Everybody's tier, by member, after that one; closed memberships are left out."""
        return [HeldTier(*row) for row in self._sql.all(_EVERYBODY, (after, limit))]

    def tier_metrics(self, member_ids: Sequence[str], metric: str, after: str, until: str) -> Mapping[str, int]:
        """`tier_metric` of many members. KeyError for another metric."""
        return dict(self._sql.all(_METRICS[metric], (json.dumps(member_ids), after, until)))

    def tier_history(self, member_id: str, after: str, until: str) -> Sequence[HistoryEntry]:
        """What counted for the tier with after < date ≤ until, newest first."""
        return [HistoryEntry(*row) for row in self._sql.all(_HISTORY, (member_id, after, until, HISTORY_MAX))]

    def floors_ended(self, on: str, limit: int, after: tuple[str, str] = ("", "")) -> Sequence[EndedFloor]:
        """Tiers in place of the earned one whose last good day is before `on`, by that day and member, after those."""
        return [EndedFloor(*row) for row in self._sql.all(_FLOORS, (on, *after, limit))]

    def lapsing_members(self, on: str, until: str, limit: int, after: tuple[str, str] = ("", "")) -> Sequence[Lapsing]:
        """Active members with points whose last good day is from `on` to `until`, by the first such day and member, after those."""
        return [Lapsing(*row) for row in self._sql.all(_REMINDED, (POINTS, on, until, *after, limit))]

    def causes(self, type_: str, start: str) -> int:
        """How many events of a type have a cause that begins so."""
        return self._number(_CAUSES, (type_, start, start + PREFIX_END))

    def events_caused(self, type_: str, start: str, limit: int) -> Sequence[Event]:
        """Events of a type whose cause begins so, by cause."""
        return [to_event(row) for row in self._sql.all(_CAUSED, (type_, start, start + PREFIX_END, limit))]

    def latest_caused(self, type_: str, limit: int, before: str = PREFIX_END) -> Sequence[Event]:
        """Events of a type that have a cause, the greatest first, before that one."""
        return [to_event(row) for row in self._sql.all(_LATEST_CAUSED, (type_, before, limit))]

    def last_cause(self, type_: str) -> str | None:
        """The greatest cause of a type."""
        row = self._sql.one(_LAST_CAUSE, (type_,))
        return None if row is None else row[0]

    def _number(self, statement: str, parameters: Row) -> int:
        row = self._sql.one(statement, parameters)
        return 0 if row is None else int(row[0])

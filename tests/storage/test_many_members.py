"""LESSON-19: a shop with a million members looks people up as fast as one with a thousand: by card, phone, last digits, name, pinyin.

Time is measured and, because that depends on the machine, also the steps of SQLite's own machine, which do not.
"""

from __future__ import annotations

import shutil
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.shop import raw
from tests.storage.till import Till

SIZES = (1_000, 1_000_000)
LOOK_UP_MS_MAX = 50
PAGE = 8
FILL = (
    "INSERT INTO member (id, tier, status, joined_on, sales_count, check_in_streak, tier_base, auto_redeem, profile_done) "
    "SELECT printf('m%07d', n), 'regular', 'active', '2026-01-01', 0, 0, 'regular', 1, 0 FROM n",
    "INSERT INTO card (number, reversed, member_id, state) "
    "SELECT printf('M%08d0', n), printf('0%08d', n) || 'M', printf('m%07d', n), 'active' FROM n",
    "INSERT INTO person_member (id, name, honorific, phone, phone_reversed, note, pinyin, initials) SELECT printf('m%07d', n), "
    "char(19968 + n % 400) || char(21000 + n / 400 % 2500), 'none', printf('199%08d', n * 7919 % 100000000), "
    "printf('%08d991', n * 7919 % 100000000), '', printf('wang%04d', n % 5000), 'w' || char(97 + n % 26) FROM n",
)


def fill(till: Till, members: int) -> None:
    """So many members straight into the tables, the indexes made afterwards: through the journal it would take an hour."""
    till.store.close()
    with raw(till.path) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        indexes = connection.execute(
            "SELECT name, sql FROM sqlite_master "
            "WHERE sql IS NOT NULL AND type = 'index' AND tbl_name IN ('member', 'card', 'person_member')"
        ).fetchall()
        connection.execute("BEGIN")
        for name, _ in indexes:
            connection.execute(f"DROP INDEX {name}")
        for statement in FILL:
            connection.execute(f"WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {members}) {statement}")
        for _, sql in indexes:
            connection.execute(sql)
        connection.execute("COMMIT")
    till.store = till.opened()


@pytest.fixture(scope="module")
def tills(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[int, Till]]:
    folder = tmp_path_factory.mktemp("many")
    made = {}
    for size in SIZES:
        made[size] = Till(folder / str(size))
        fill(made[size], size)
    yield made
    for till in made.values():
        till.store.close()
    shutil.rmtree(folder)


LOOK_UPS = {
    "card": "M000005000",
    "phone": f"199{500 * 7919:08d}",
    "last digits": f"{500 * 7919 % 10_000:04d}",
    "surname": chr(19968 + 100),
    "name": chr(19968 + 100) + chr(21001),
    "pinyin": "wang0500",
    "a letter": "w",
    "initials": "wg",
    "nobody": "199999",
}

FOUND = {
    "card": (1, 1),
    "phone": (1, 1),
    "last digits": (1, PAGE),
    "surname": (3, PAGE),
    "name": (1, 1),
    "pinyin": (1, PAGE),
    "a letter": (PAGE, PAGE),
    "initials": (PAGE, PAGE),
    "nobody": (0, 0),
}
"""How many of the first page are found in the small and in the large shop."""


def look_up(till: Till, kind: str) -> int:
    """How many were found."""
    with till.store.read() as reader:
        if kind == "card":
            card = reader.card(LOOK_UPS[kind])
            return 0 if card is None or reader.member(card.member_id) is None else 1
        return len(reader.find_members(LOOK_UPS[kind], PAGE))


@pytest.mark.parametrize("kind", LOOK_UPS)
def test_a_million_members_are_no_slower_than_a_thousand(tills: dict[int, Till], kind: str) -> None:
    """LESSON-19: at most 50 ms, never more than a page, and hardly more steps."""
    steps = {}
    for size, till in tills.items():
        assert look_up(till, kind) == FOUND[kind][size == SIZES[-1]]
        times = []
        for _ in range(5):
            started = time.perf_counter()
            look_up(till, kind)
            times.append((time.perf_counter() - started) * 1000)
        assert statistics.median(times) <= LOOK_UP_MS_MAX, (size, times)
        steps[size] = counted(till, kind)
    small, large = steps.values()
    # Four digits are shared by one in ten thousand: up to a hundred people are read to put the latest visitor first.
    assert large <= 1.5 * small + (20_000 if kind == "last digits" else 500), steps


def counted(till: Till, kind: str) -> int:
    """Steps of SQLite's machine for one look-up."""
    count = 0

    def step() -> int:
        nonlocal count
        count += 1
        return 0

    with till.store.reading() as sql:
        driver: Any = sql.connection
        driver.set_progress_handler(step, 1)
    look_up(till, kind)
    with till.store.reading():
        driver.set_progress_handler(None, 0)
    assert count > 0
    return count


def test_the_tables_are_as_large_as_they_say(tills: dict[int, Till], tmp_path: Path) -> None:
    for size, till in tills.items():
        with till.store.reading() as sql:
            for table in ("member", "card", "person_member"):
                assert sql.one(f"SELECT count(*) FROM {table}") == (size,)

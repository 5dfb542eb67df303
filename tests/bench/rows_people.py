"""Finding people: a member by card beside one indexed query, in a small shop and in a large one; search as you type."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from app.bootstrap import read_desk
from app.domain.members.card import Card
from app.domain.members.member import Member
from app.services.desk import Desk
from app.services.find_member import find_members
from tests.bench.measure import Stopwatch, median, percentile, quiet
from tests.bench.raw import driver
from tests.bench.registry import Figure, figure, row
from tests.bench.shop import SMALL, Bench

_CARDS = 2_000
_SURNAMES = ("王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周")
_ONE_QUERY = (
    "SELECT c.member_id, c.state, m.tier, m.valid_until, m.status, m.joined_on, p.name, p.honorific, p.phone, p.birthday_month, "
    "p.birthday_day, p.note FROM card c JOIN member m ON m.id = c.member_id LEFT JOIN person_member p ON p.id = m.id WHERE c.number = ?"
)
_SEARCH_P95_MS = 30.0


def by_card(desk: Desk, number: str) -> tuple[Card | None, Member | None]:
    """What the scan of a card reads (services.route_scan)."""
    with desk.store.read() as reader:
        card = reader.card(number)
        return card, None if card is None else reader.member(card.member_id)


@row("card")
def card(bench: Bench) -> Iterator[Figure]:
    """A member by a random card: in turn in the large shop, by one query of the plain driver there, and in a shop of 1,000 members."""
    times = bench.times(2_000, 5_000)
    large, raw, small = Stopwatch(), Stopwatch(), Stopwatch()
    with (
        read_desk(bench.shop()) as desk,
        read_desk(bench.shop(SMALL)) as little,
        driver(bench.shop()) as connection,
    ):
        cursor: Any = connection.cursor()
        many, few = _some_cards(desk, times), _some_cards(little, times)
        for number, other in zip(many, few, strict=True):  # all page caches hold what is asked for
            by_card(desk, number)
            by_card(little, other)
            cursor.execute(_ONE_QUERY, (number,)).fetchone()
        with quiet():
            for number, other in zip(many, few, strict=True):
                with large.lap():
                    by_card(desk, number)
                with raw.lap():
                    cursor.execute(_ONE_QUERY, (number,)).fetchone()
                with small.lap():
                    by_card(little, other)
    yield figure(
        "card", "CPU p50", median(large.cpu_us), "µs", n=times, reference=median(raw.cpu_us), against="one indexed query", ratio_most=5
    )
    yield figure(
        "card", f"CPU p50, {bench.scale.members:,} members", median(large.cpu_us), "µs", n=times, reference=median(small.cpu_us),
        against=f"{SMALL.members:,} members", ratio_most=1.5,
    )  # fmt: skip
    p99_ms, note = large.p99_ms()
    yield figure("card", "p99", p99_ms, "ms", n=times, note=note)


def _some_cards(desk: Desk, count: int) -> list[str]:
    """So many cards by chance of 2,000 that are there."""
    with desk.store.read() as reader:
        hits = [hit for text in _SURNAMES for hit in reader.find_members(text, _CARDS // len(_SURNAMES))]
        numbers = [found.number for hit in hits for found in reader.cards(hit.member.id)]
    return random.Random(1).choices(numbers, k=count)


@row("search")
def search(bench: Bench) -> Iterator[Figure]:
    """The first page for every beginning of a name, of its pinyin and initials, and for last digits of phones, as they are typed."""
    people = bench.times(150, 600)
    found = {kind: Stopwatch() for kind in ("name", "pinyin", "initials", "last digits")}
    with read_desk(bench.shop()) as desk, driver(bench.shop()) as connection:
        rows = connection.execute("SELECT name, pinyin, initials, phone FROM person_member LIMIT 20000").fetchall()
        chosen = random.Random(2).sample(rows, people)
        for name, *_ in chosen[:20]:
            find_members(desk, name)
        with quiet():
            for name, pinyin, initials, phone in chosen:
                typed = {"name": name, "pinyin": pinyin, "initials": initials}
                for kind, text in typed.items():
                    for length in range(1, len(text) + 1):
                        with found[kind].lap():
                            find_members(desk, text[:length])
                for digits in (4, 5, 6):
                    with found["last digits"].lap():
                        hits = find_members(desk, phone[-digits:])
                    if not hits:
                        raise RuntimeError("a member's last digits find nobody")
    for kind, watch in found.items():
        yield figure("search", f"{kind}, p95", percentile(watch.own_us, 95) / 1000, "ms", n=len(watch), most=_SEARCH_P95_MS)

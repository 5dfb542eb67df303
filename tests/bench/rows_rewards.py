"""The reward desk for a member: a programme of 500 rewards (its most), nearly all of which this member has had; half the vouchers are open.

The bar is the design's own for whatever is answered from this machine (§1.6): 50 ms, taken at the 95th percentile. Beside it stands the
engine alone, which judges the same 500 rewards without reading anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.domain.programme.inputs import MemberInput
from app.services.redeem_reward import redeem_reward
from app.services.reward_catalogue import previewed
from app.services.reward_desk import desk_reaches, look_at_desk
from app.services.snapshot import context_input
from app.services.use_voucher import use_voucher
from tests.bench.measure import Stopwatch, median, percentile, quiet
from tests.bench.registry import Figure, figure, row
from tests.bench.shop import Bench
from tests.fakes.shop import ZHOU, Shop, make_small_shop

REWARDS = 500
_MOST_MS = 50.0
_KINDS = ("goods", "voucher", "service", "experience")


def _rewards() -> list[dict[str, Any]]:
    return [
        {
            "code": f"r{n}",
            "name": f"礼品 {n}",
            "kind": _KINDS[n % len(_KINDS)],
            "points": 10 + n * 7 % 5_000,
            "per_member": {"limit": 2, "per": "year"},
            **({"stocked": True} if n % 5 == 4 and n % len(_KINDS) == 0 else {}),
        }
        for n in range(REWARDS)
    ]


@row("rewards")
def rewards(bench: Bench) -> Iterator[Figure]:
    """The list as the desk reads it, from the member's card on."""
    folder = bench.folder / "rewards"
    make_small_shop(folder)
    shop = Shop(folder)
    try:
        shop.publish(rewards=_rewards())
        session = shop.sign_in("1003")
        shop.grant(ZHOU, 5_000_000)
        for n in range(REWARDS):
            code = f"r{n}"
            if not (n % 5 == 4 and n % len(_KINDS) == 0):
                bought = redeem_reward(shop.desk, session, ZHOU, code)
                if bought.vouchers and n % 2:
                    use_voucher(shop.desk, session, bought.vouchers[0].code)
        times = bench.times(60, 200)
        whole, alone = Stopwatch(), Stopwatch()
        programme, _ = previewed(shop.desk, session, 0, None)
        with shop.store.read() as reader:
            context = context_input(shop.desk, reader, session, programme)
        member = MemberInput(id=ZHOU, available_points=2_000)
        found = look_at_desk(shop.desk, session, ZHOU)
        if len(found.reaches) != REWARDS or not found.given:
            raise RuntimeError("the list is not whole")
        with quiet():
            for _ in range(times):
                with whole.lap():
                    look_at_desk(shop.desk, session, ZHOU)
                with alone.lap():
                    desk_reaches(programme, member, context)
    finally:
        shop.store.close()
    p95 = percentile(whole.own_us, 95) / 1000
    yield figure("rewards", f"{REWARDS} rewards, p95", p95, "ms", n=times, most=_MOST_MS)
    engine = median(alone.cpu_us) / 1000
    yield figure("rewards", "CPU p50", median(whole.cpu_us) / 1000, "ms", n=times, reference=engine, against="the engine alone")

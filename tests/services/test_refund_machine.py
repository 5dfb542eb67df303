"""One state machine over real books: sales with points, vouchers, a referrer, a team, challenges, caps and tiers; returns in any parts;
days that pass, with what lapses and is reviewed in them. Every return is held against the pure operation on the same inputs, and when
everything has come back the books stand as if nothing had happened.
"""

from __future__ import annotations

import itertools
import json
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from app.domain.canonical import canonical_bytes
from app.domain.exact import format_exact, parse_exact
from app.domain.journal import types
from app.domain.programme.dates import add_days
from app.domain.programme.operations import evaluate, programme_errors
from app.services.complete_sale import complete_sale
from app.services.desk import book_office
from app.services.refund_sale import preview_refund, refund_sale, returnable
from app.services.run_day import run_day
from app.services.take_payment import add_tender
from app.services.use_points import use_points
from app.storage.sqlite.database import FILE_NAME
from app.support.resources import resource
from tests.fakes.audit import audit
from tests.fakes.cut import same_as_the_fold
from tests.fakes.shop import COFFEE, LIN, MILK, TODAY, WATER, ZHOU, Shop, make_small_shop

MEI, TEAM = "mei", "team-a"
HOLDERS = (LIN, ZHOU, MEI, TEAM)
_TEMPLATE = Path(tempfile.mkdtemp(prefix="jifentai-refunds-")) / "shop"


def programme(returns: dict[str, Any], window: dict[str, Any]) -> dict[str, Any]:
    """A bit of everything that a return has to undo."""
    def sale(code: str, lane: str, benefit: dict[str, Any], **more: Any) -> dict[str, Any]:
        return {"code": code, "name": code, "trigger": "sale", "lane": lane, "benefit": benefit, **more}

    days = {"kind": "days", "n": 4}
    return {
        "lanes": [{"code": "base", "mode": "stack"}, {"code": "pick", "mode": "best"}, {"code": "factor", "mode": "multiply"}],
        "rules": [
            sale("base", "base", {"kind": "per_amount", "points": 7, "every_minor": 900}, rounding="carry", validity=days),
            sale("active", "base", {"kind": "per_item", "points": 3}, lines={"categories": ["coffee"]},
                 validity={"kind": "inactivity", "n": 1}),
            sale("wait", "base", {"kind": "percent_back", "percent": "3"}, pending_days=2),
            sale("gift", "base", {"kind": "fixed", "points": 30}, when={"min_amount_minor": 5000}, funding="marketing"),
            sale("tea", "base", {"kind": "voucher", "voucher": "TEA"}, when={"min_amount_minor": 6000}),
            sale("team", "base", {"kind": "per_item", "points": 2}, recipient="team"),
            {"code": "refd", "name": "refd", "trigger": "first_sale", "lane": "base", "when": {"referred": True},
             "benefit": {"kind": "fixed", "points": 15}},
            {"code": "ref", "name": "ref", "trigger": "first_sale", "lane": "base", "recipient": "referrer",
             "when": {"min_amount_minor": 2000}, "benefit": {"kind": "fixed", "points": 40}, "validity": days},
            sale("big", "pick", {"kind": "fixed", "points": 25}, when={"min_amount_minor": 4000}),
            sale("small", "pick", {"kind": "fixed", "points": 9}, when={"min_qty": 2}),
            sale("silver", "factor", {"kind": "multiply", "factor": "3/2"}, when={"tiers": ["silver", "gold"]}),
            {"code": "month", "name": "month", "trigger": "challenge", "lane": "base",
             "when": {"challenge": {"metric": "spend_minor", "per": "month", "reach": 9000}},
             "benefit": {"kind": "fixed", "points": 60}},
        ],
        "caps": [
            {"code": "daily", "who": "member", "per": "day", "limit": 60, "rules": ["base", "active", "wait", "silver"]},
            {"code": "budget", "who": "all", "per": "lifetime", "limit": 100, "rules": ["gift"]},
            {"code": "till", "who": "till", "per": "month", "unit": "times", "limit": 4, "rules": ["big", "small", "tea"]},
            {"code": "refs", "who": "member", "per": "year", "limit": 60, "rules": ["ref"]},
            {"code": "goals", "who": "member", "per": "day", "limit": 70, "rules": ["month", "active"]},
            {"code": "goal", "who": "cashier", "per": "day", "unit": "times", "limit": 2, "rules": ["month"]},
        ],
        "tiers": {
            "metric": "spend", "window": window,
            "levels": [
                {"code": "regular", "name": "r", "threshold": 0}, {"code": "silver", "name": "s", "threshold": 6000},
                {"code": "gold", "name": "g", "threshold": 15000},
            ],
            "keep": {"kind": "months", "n": 1},
        },
        "redemption": {"lot_order": "oldest_first"} if returns.get("grace_days") else {},
        "returns": returns,
        "base": {"lines": {"exclude_categories": ["bags"]}},
    }  # fmt: skip


def template() -> Path:
    """The small shop with one more member, who was brought by Zhou; Lin had brought him. Zhou and Mei work for the same team."""
    if not _TEMPLATE.exists():
        make_small_shop(_TEMPLATE)
        shop = Shop(_TEMPLATE)
        shop.enrol(MEI, "何梅")
        shop.grant(ZHOU, 40)
        shop.grant(MEI, 25)
        with shop.store.write() as books:
            for member, referrer in ((ZHOU, LIN), (MEI, ZHOU)):
                book_office(shop.desk, books, None, types.REFERRER_SET, {"referrer": referrer}, member_id=member)
                book_office(shop.desk, books, None, types.TEAM_SET, {"team": TEAM}, member_id=member)
        shop.store.close()
    return _TEMPLATE


class RefundMachine(RuleBasedStateMachine):
    """Sell, return, let days go by."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="jifentai-machine-"))
        shutil.copytree(template(), self.folder / "counter")
        self.shop = Shop(self.folder / "counter")
        self.day = TODAY
        self.sales: list[str] = []
        self.ids = itertools.count(1)
        self.came_late = False
        self.own_spent = False

    @initialize(
        returns=st.sampled_from([
            {}, {"grace_days": 3}, {"tender_mode": "listed_first", "tender_order": ["points"]}, {"tender_mode": "listed_first"},
        ]),
        window=st.sampled_from([{"kind": "lifetime"}, {"kind": "rolling_months", "n": 1}]),
    )  # fmt: skip
    def opens(self, returns: dict[str, Any], window: dict[str, Any]) -> None:
        shop = self.shop
        template_document = json.loads(resource("templates/convenience.json").read_text(encoding="utf-8"))
        document = template_document | {"version": 2} | programme(returns, window)
        assert programme_errors(document) == ()
        with shop.store.write() as books:
            sha = books.put_document(canonical_bytes(document))
            body = {"sha256": sha, "code": document["code"], "version": 2, "valid_from": TODAY}
            book_office(shop.desk, books, None, types.PROGRAMME_PUBLISHED, body)
        shop.sign_in("1002")
        self.start = self._state()
        self.opening = self._lots("rule = 'opening_balance'")

    def teardown(self) -> None:
        try:
            if hasattr(self, "start"):
                self._everything_comes_back()
        finally:
            self.shop.store.close()
        audit(self.shop.folder / FILE_NAME)
        shutil.rmtree(self.folder)

    # acts

    @rule(
        member=st.sampled_from([None, ZHOU, MEI, MEI, ZHOU]),
        coffee=st.integers(0, 4),
        water=st.integers(0, 3),
        milk=st.integers(0, 2),
        points=st.sampled_from([0, 0, 35, 100]),
        wechat=st.integers(0, 100),
    )
    def sell(self, member: str | None, coffee: int, water: int, milk: int, points: int, wechat: int) -> None:
        """`points` and `wechat` in percent of the most that is possible; the rest is cash."""
        shop = self.shop
        wanted = [f"{n}*{code}" for code, n in ((COFFEE, coffee), (WATER, water), (MILK, milk)) if n]
        if not wanted:
            return
        shop.scan(*wanted)
        if member is not None:
            from app.services.edit_basket import attach_member

            state = attach_member(shop.desk, shop.session, member)
            most = state.redeem.max_points if state.redeem is not None and state.redeem.allowed else 0
            if most * points // 100:
                use_points(shop.desk, shop.session, most * points // 100)
        basket = shop.state().basket
        part = basket.due_minor * wechat // 100
        if part:
            add_tender(shop.desk, shop.session, "wechat", part)
        self.own_spent |= any(not self._is_opening(use.lot) for use in (basket.hold.uses if basket.hold else ()))
        done = complete_sale(shop.desk, shop.session, basket.sale_id, "cash")
        self.sales.append(done.sale.event_id)

    @precondition(lambda self: self.sales)
    @rule(data=st.data())
    def give_back(self, data: st.DataObject) -> None:
        """Some pieces of some sale."""
        sale = data.draw(st.sampled_from(self.sales))
        left = {line: n for line, n in returnable(self.shop.desk, sale).items() if n}
        lines = {line: data.draw(st.integers(0, n)) for line, n in left.items()}
        lines = {line: n for line, n in lines.items() if n}
        if lines:
            self._refund(sale, lines)

    @rule(days=st.integers(1, 3), run=st.booleans())
    def days_pass(self, days: int, run: bool) -> None:
        self.day = add_days(self.day, days)
        self.shop.at(self.day)
        self.shop.sign_in("1002")
        if run:
            run_day(self.shop.desk, self.shop.session)

    @invariant()
    def nobody_owes_beside_points_that_could_pay(self) -> None:
        """L4, and no balance below nothing."""
        if not hasattr(self, "start"):
            return
        for holder in HOLDERS:
            balance = self.shop.balance(holder)
            assert balance.available >= 0
            ripened = self.shop.rows("SELECT 1 FROM lot WHERE holder = ? AND available_on > earned_on AND remaining > 0", holder)
            assert not balance.debt or not balance.available or ripened

    # one return, held against the pure operation

    def _refund(self, sale: str, lines: dict[str, int]) -> None:
        shop = self.shop
        asked = self._document(sale, lines)
        shown = preview_refund(shop.desk, shop.session, sale, lines, "other")
        refund_sale(shop.desk, shop.session, f"{next(self.ids):032x}", sale, lines, "other", shown=shown.shown)
        event = shop.events("refund_completed")[-1]["body"]
        answer = evaluate(asked)
        assert answer["ok"], answer
        assert [[one["recipient"], one["rule"], one["delta"]] for one in answer["deltas"]] == event.get("deltas", [])
        assert [[one["kind"], one["refund_minor"]] for one in answer["tenders"]] == event["tenders"]
        counts = event.get("counts", {})
        if "lots" in asked:
            assert answer["counts_delta"] == {"sales": counts["sales"], "spend_minor": counts["spend_minor"]}
            restored = [[one["lot"], one["points"], one["expires_on"], one["state"]] for one in answer["restored"]]
            assert restored == [[lot, n, last, state] for lot, n, _, last, state in event.get("moves", []) if state != "taken"]
            self.came_late |= any(one[3] == "expired" for one in restored)
            if not event.get("challenges"):
                taken = Counter({one["lot"].removesuffix("+grace"): one["points"] for one in answer["taken"]})
                assert taken == Counter(self._taken(event))
                assert event.get("set_off", 0) == answer["expired_offset"]
                assert event["debt"] == [answer["debt"]["before"], answer["debt"]["after"]]
                if answer["tier"] is not None and answer["tier"]["after"] != answer["tier"]["before"]:
                    assert event["tier"]["after"] == answer["tier"]["after"]
                else:
                    assert "tier" not in event

    def _taken(self, event: dict[str, Any]) -> dict[str, int]:
        taken: dict[str, int] = {}
        for lot, points, _, _, state in event.get("moves", []):
            if state == "taken":
                taken[lot] = taken.get(lot, 0) - points
        return taken

    def _document(self, sale: str, lines: dict[str, int]) -> dict[str, Any]:
        """The document of the pure operation, put together from the stored bytes and all the member's lots, by nobody's code but this."""
        rows = self.shop.rows
        stored = json.loads(rows("SELECT payload FROM journal WHERE id = ?", sale)[0][0])
        text = rows("SELECT content FROM document WHERE sha256 = ?", stored["programme"])[0][0]
        amounts: dict[str, int] = {}
        for kind, amount, *_ in stored["tenders"]:
            amounts[kind] = amounts.get(kind, 0) + amount
        basket = {
            "lines": [
                {"id": one["id"], "product": one["product"], "qty": one["qty"], "list_minor": one["unit_minor"] * one["qty"],
                 "discount_minor": one.get("discount_minor", 0), "categories": one.get("categories", []), "brand": one.get("brand"),
                 "tax_rate": one.get("tax_rate", "0"), "kind": one.get("kind", "goods"), "earns": one.get("earns", True)}
                for one in stored["lines"]
            ],
            "tenders": [{"kind": kind, "amount_minor": amount} for kind, amount in amounts.items()],
        }  # fmt: skip
        document = {
            "op": "refund",
            "programme": json.loads(text),
            "event": {"id": sale, "type": "sale", "basket": basket},
            "member": {"id": "walk-in", "status": "closed"},
            "context": stored["context"],
            "return_now": lines,
            "return_date": self.day,
            "returned_before": dict(rows("SELECT line, qty FROM returned WHERE sale_event_id = ?", sale)),
        }
        if "member" not in stored:
            return document
        member = stored["member"]["id"]
        uses = [{"lot": lot, "points": n} for hold, *_ in stored.get("ledger", {}).get("ended", []) for lot, n in hold[4]]
        debt = rows("SELECT coalesce(sum(debt), 0) FROM balance WHERE holder = ?", member)[0][0]
        document |= {"member": stored["member"], "lots": self._all_lots(member), "uses": uses, "debt": debt}
        now = self._tier_now(document["programme"]["tiers"]["window"], member, stored["context"]["business_date"])
        return document if now is None else document | {"now": now}

    def _all_lots(self, member: str) -> list[dict[str, Any]]:
        """All lots ever, in their order of booking; the last good day of spent ones that live by activity is worked out by hand."""
        visits = [row[0] for row in self.shop.rows(
            "SELECT business_date FROM journal WHERE member_id = ? AND type = 'sale_completed' ORDER BY seq", member
        )]  # fmt: skip
        found = []
        for seq, row in enumerate(self.shop.rows(
            "SELECT id, event_id, rule, earned_on, available_on, last_day, inactivity_months, remaining, held, expired, frozen, expires_on "
            "FROM lot WHERE holder = ? ORDER BY origin, seq, n, id", member,
        ), 1):  # fmt: skip
            id_, event, of, earned, available, last, months, remaining, held, expired, frozen, expires = row
            if months and not remaining:
                from app.domain.programme.dates import add_months

                for day in visits:
                    if earned <= day <= last:
                        last = max(last, add_months(day, months))
            found.append({
                "id": id_, "seq": seq, "event": event, "rule": of, "earned_on": earned, "available_on": available,
                "expires_on": None if expires is None else last, "remaining": remaining, "held": held, "expired": expired,
                "frozen": bool(frozen),
            })  # fmt: skip
        return found

    def _tier_now(self, window: dict[str, Any], member: str, sold_on: str) -> dict[str, Any] | None:
        from app.domain.programme.dates import add_months

        after = "" if window["kind"] == "lifetime" else add_months(self.day, -window["n"])
        if sold_on <= after:
            return None
        tier, base = self.shop.rows("SELECT tier, tier_base FROM member WHERE id = ?", member)[0]
        spent = self.shop.rows(
            "SELECT coalesce(sum(spend_minor), 0) FROM tier_history WHERE member_id = ? AND date > ? AND date <= ?", member, after, self.day
        )
        return {"tier": tier, "base": base, "tier_metric": spent[0][0]}

    # in the end

    def _everything_comes_back(self) -> None:
        """EDGE-05, L7: as if nothing had happened; and EDGE-12: how everybody stood on the way."""
        for sale in reversed(self.sales) if len(self.sales) % 2 else list(self.sales):
            left = {line: n for line, n in returnable(self.shop.desk, sale).items() if n}
            if left:
                self._refund(sale, left)
        end = self._state()
        lapsed = self._lots("rule <> 'opening_balance' AND expired > 0")
        for part in ("carry", "caps", "history", "counts", "challenges", "vouchers", "returned"):
            assert end[part] == self.start[part], part
        for holder in HOLDERS:
            before, after = self.start["points"][holder], end["points"][holder]
            late = sum(row[3] for row in lapsed if row[0] == holder)
            gone = sum(row[3] for row in self._lots("rule = 'opening_balance'") if row[0] == holder)
            # what lapsed in a lot of a sale that was returned, because it had been spent and came back, is all that may be missing
            assert after["remaining"] + gone + late - after["debt"] == before["remaining"], (holder, before, after, lapsed)
            if not late:
                assert after["debt"] == before["debt"] == 0
        if not self.own_spent and not self.came_late:
            assert not lapsed
            for was, now in zip(self.opening, self._lots("rule = 'opening_balance'"), strict=True):
                assert now == was or now[2] + now[3] == was[2], (was, now)
            assert not self._lots("rule <> 'opening_balance' AND remaining > 0")
        assert self.shop.rows("SELECT coalesce(sum(amount), 0) FROM posting WHERE account IN ('issued', 'redeemed')") == [(0,)]
        self.shop.verify()
        events = [event["id"] for event in self.shop.events()]
        same_as_the_fold(self.shop.store, HOLDERS, events[:: max(1, len(events) // 4)])

    def _state(self) -> dict[str, Any]:
        rows = self.shop.rows
        return {
            "points": {holder: self._points(holder) for holder in HOLDERS},
            "carry": {(holder, of): format_exact(parse_exact(value)) for holder, of, value in rows("SELECT * FROM carry")},
            "caps": rows("SELECT * FROM cap_use ORDER BY 1, 2, 3"),
            "history": rows("SELECT member_id, sum(spend_minor), sum(visits), sum(points) FROM tier_history GROUP BY 1 "
                            "HAVING sum(spend_minor) OR sum(visits) OR sum(points)"),
            "counts": rows("SELECT id, sales_count FROM member ORDER BY 1"),
            "challenges": rows("SELECT * FROM challenge_use"),
            "vouchers": rows("SELECT * FROM voucher WHERE state <> 'cancelled'"),
            "returned": rows("SELECT count(*) FROM sale WHERE refunded_minor <> total_minor"),
        }  # fmt: skip

    def _points(self, holder: str) -> dict[str, int]:
        balance = self.shop.balance(holder)
        return {"remaining": balance.remaining, "debt": balance.debt}

    def _lots(self, where: str) -> list[tuple[Any, ...]]:
        return self.shop.rows(f"SELECT holder, id, remaining, expired, held FROM lot WHERE {where} ORDER BY 2")

    def _is_opening(self, lot: str) -> bool:
        return bool(self.shop.rows("SELECT 1 FROM lot WHERE id = ? AND rule = 'opening_balance'", lot))


EXAMPLES = 8 if settings.get_current_profile_name() == "check" else settings.default.max_examples  # type: ignore[attr-defined]
RefundMachine.TestCase.settings = settings(max_examples=EXAMPLES, stateful_step_count=25, deadline=None)
TestRefundMachine = RefundMachine.TestCase

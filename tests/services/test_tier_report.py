"""TIER-04, TIER-11: members by tier beside the wanted distribution, suggested thresholds, who would move, what members of a tier buy."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest

from app.domain.programme.operations import parse_programme
from app.services.complete_sale import complete_sale
from app.services.edit_basket import attach_member
from app.services.tier_report import TierReport, default_target, tier_report, with_thresholds
from app.support.resources import resource
from tests.fakes.shop import CLOSED, FROZEN, LIN, MILK, ZHOU, Shop, refused

PUBLISHED = json.loads(resource("templates/convenience.json").read_text(encoding="utf-8"))


def sell(shop: Shop, member: str, pieces: int) -> None:
    shop.scan(f"{pieces}*{MILK}")
    attach_member(shop.desk, shop.session, member)
    complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash")


def scheme(*thresholds: int, metric: str = "visits", window: Mapping[str, Any] | None = None) -> dict[str, Any]:
    levels = [{"code": code, "name": code, "threshold": n} for code, n in zip(("regular", "silver", "gold"), (0, *thresholds), strict=True)]
    return {"tiers": {"metric": metric, "window": window or {"kind": "lifetime"}, "levels": levels, "upgrade": "at_review"}, "rules": []}


def published(shop: Shop, *thresholds: int, **more: Any) -> None:
    shop.publish(**scheme(*thresholds, **more))


@pytest.fixture
def ten(shop: Shop) -> Shop:
    """Ten members who came once, twice, … ten times; Lin (gold) and two others never. All sold under silver from 3, gold from 100."""
    published(shop, 3, 100)
    shop.sign_in()
    for n in range(1, 11):
        shop.enrol(f"m{n:02d}", f"会员{n}", phone=f"1380000{n:04d}", tier="silver" if n >= 9 else "regular")
        for _ in range(n):
            sell(shop, f"m{n:02d}", 1)
    for one in (LIN, ZHOU, FROZEN):
        shop.set_status(one, "closed")
    return shop


def test_tiers_as_they_are_and_as_they_could_be(ten: Shop) -> None:
    """10/30/60 of ten: gold from 10 visits, silver from 7; two are silver now, eight are regular."""
    report = tier_report(ten.desk, "10/30/60")
    assert report.members == 10
    regular, silver, gold = report.levels
    assert (regular.members, silver.members, gold.members) == (8, 2, 0)
    assert (regular.reached, silver.reached, gold.reached) == (2, 8, 0)
    assert (regular.raw, silver.raw, gold.raw) == (None, 7, 10)
    assert (silver.suggested, gold.suggested) == (7, 10)
    assert (regular.suggested_members, silver.suggested_members, gold.suggested_members) == (6, 3, 1)
    assert (regular.target, silver.target, gold.target) == (Fraction(3, 5), Fraction(3, 10), Fraction(1, 10))
    assert report.moves == ((0, 1, 2), (1, 2, 1))  # 7 and 8 rise to silver, 10 to gold; 9 stays silver
    assert (report.up, report.down) == (3, 0)
    assert (silver.visits, regular.visits) == (9 + 10, sum(range(1, 9)))
    assert silver.spend_minor == 19 * 1_980
    assert report.thresholds() == {"silver": 7, "gold": 10}
    assert report.share(silver.members) == Fraction(1, 5)


def test_closed_memberships_do_not_count(shop: Shop) -> None:
    """The small shop has four members, one of them closed."""
    assert CLOSED == "closed"
    report = tier_report(shop.desk)
    assert report.members == 3
    assert sum(level.members for level in report.levels) == 3


def test_only_the_window_counts(shop: Shop) -> None:
    published(shop, 1, 2, window={"kind": "rolling_months", "n": 1})
    for business_date in ("2026-06-22", "2026-07-21"):
        shop.at(business_date)
        shop.sign_in()
        sell(shop, ZHOU, 1)
    report = tier_report(shop.desk, "0/50/50")
    assert (report.since, report.on) == ("2026-06-22", "2026-07-21")
    assert report.levels[0].visits == 2
    shop.at("2026-07-22")
    shop.sign_in()
    later = tier_report(shop.desk, "0/50/50")
    assert (later.since, later.on) == ("2026-06-23", "2026-07-22")
    assert later.levels[0].visits == 1


def test_a_member_of_a_tier_that_is_no_more_stands_at_the_lowest(shop: Shop) -> None:
    """Lin is gold of a programme whose levels have other names now."""
    levels = [{"code": code, "name": code, "threshold": n} for code, n in (("new", 0), ("friend", 100))]
    shop.publish(tiers={**PUBLISHED["tiers"], "levels": levels}, rules=[])
    assert [level.members for level in tier_report(shop.desk, "50/50").levels] == [3, 0]


def test_pages_are_read_one_after_the_other(ten: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same report whatever is read at once, and progress to the end."""
    whole = tier_report(ten.desk, "10/30/60")
    for at_once in (1, 3, 5, 10):
        monkeypatch.setattr("app.services.tier_report.READ_AT_ONCE", at_once)
        heard: list[tuple[int, int]] = []
        assert tier_report(ten.desk, "10/30/60", lambda done, total, heard=heard: heard.append((done, total))) == whole  # type: ignore[misc]
        assert heard[-1] == (10, 10)


def test_a_shop_without_members_suggests_nothing(shop: Shop) -> None:
    for one in (LIN, ZHOU, FROZEN):
        shop.set_status(one, "closed")
    report = tier_report(shop.desk)
    assert (report.members, report.moves, report.thresholds()) == (0, (), {})
    assert report.share(0) == 0


def test_the_report_survives_the_way_to_the_window(ten: Shop) -> None:
    report = tier_report(ten.desk, "10/30/60")
    assert TierReport.from_document(json.loads(json.dumps(report.to_document()))) == report


def test_the_suggestion_goes_into_a_document(ten: Shop) -> None:
    """Nothing else changes, and the programme with it may be published."""
    document = {**PUBLISHED, **scheme(3, 100)}
    report = tier_report(ten.desk, "10/30/60")
    changed = with_thresholds(document, report.thresholds())
    assert [level["threshold"] for level in changed["tiers"]["levels"]] == [0, 7, 10]
    assert with_thresholds(changed, {"silver": 3, "gold": 100}) == document
    parse_programme(changed)


@pytest.mark.parametrize("target", ["50/50", "10/30/61", "x", "10/30/-60"])
def test_a_target_that_does_not_fit(ten: Shop, target: str) -> None:
    refusal = refused(tier_report, ten.desk, target)
    assert (refusal.code, refusal.values) == ("tier_target", {"levels": 3})


def test_programmes_without_anything_to_measure(shop: Shop) -> None:
    shop.publish(tiers=None, rules=PUBLISHED["rules"][:1])
    assert refused(tier_report, shop.desk).code == "no_tiers"
    shop.publish(**scheme(3, 100, metric="manual"))
    assert refused(tier_report, shop.desk).code == "tiers_by_hand"


@pytest.mark.parametrize(("levels", "target"), [(2, "20/80"), (5, "2/3/15/60/20"), (1, "100"), (6, "16/16/16/16/16/20")])
def test_what_is_wanted_where_nobody_has_said(levels: int, target: str) -> None:
    """N12 for five levels."""
    assert default_target(levels) == target

"""The demo shop's catalogue and its planned days: valid, plausible, and the same every time."""

from __future__ import annotations

import csv
import hashlib
import time
from collections import Counter
from datetime import date, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path

import pytest

from app.domain.catalogue.product import Product, problems
from app.domain.catalogue.rows import products_from_csv
from app.domain.checks import is_ean13
from app.domain.members.card import is_card_number
from app.domain.members.names import clean_name
from app.domain.members.phone import normal_phone
from app.domain.members.pinyin import split_surname
from app.services.demo_people import DemoPeople
from app.services.demo_shop_plan import DayPlan, PlannedSale, PlannedTender, ShopPlan, plan

DEMO = Path(__file__).parents[2] / "resources" / "demo"
UNTIL = date(2026, 6, 19)
SHOP_ZONE = timezone(timedelta(hours=8))


@pytest.fixture(scope="module")
def products() -> tuple[Product, ...]:
    return products_from_csv((DEMO / "products.csv").read_text(encoding="utf-8"), lambda sku: f"p{sku}")


@pytest.fixture(scope="module")
def people() -> DemoPeople:
    return DemoPeople.parse((DEMO / "people.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def shop(products, people) -> ShopPlan:
    return plan(seed=7, members=500, days=400, until=UNTIL, products=products, people=people)


@pytest.fixture(scope="module")
def days(shop) -> list[DayPlan]:
    return list(shop.days())


def sales(days: list[DayPlan]) -> list[PlannedSale]:
    return [sale for day in days for sale in day.sales]


def fingerprint(shop: ShopPlan) -> str:
    return hashlib.sha256(repr((shop.members, list(shop.days()))).encode()).hexdigest()


# the catalogue


def test_catalogue_is_large_and_right(products):
    assert len(products) >= 150
    assert [(product.sku, problems(product)) for product in products if problems(product)] == []
    for key in ("id", "sku", "name", "name_en"):
        assert max(Counter(getattr(product, key) for product in products).values()) == 1


def test_barcodes_are_ean13_of_the_demonstration_prefix_and_different(products):
    barcodes = [product.barcode for product in products if product.barcode]
    assert len(barcodes) >= 120
    assert len(set(barcodes)) == len(barcodes)
    assert all(is_ean13(barcode) and barcode.startswith("952") for barcode in barcodes)


def test_what_has_no_barcode_has_a_short_number_to_type(products):
    assert all(len(product.sku) == 5 and product.sku.isdigit() for product in products)
    own = {product.brand for product in products if product.barcode is None}
    assert own == {"邻里", None}


def test_every_name_can_be_printed(products):
    for product in products:
        (product.name + product.quick_name).encode("gbk")
        (product.name_en + product.quick_name_en).encode("gbk")


def test_quick_items_fill_the_tiles(products):
    quick = sorted((product for product in products if product.quick_position), key=lambda product: product.quick_position)
    assert [product.quick_position for product in quick] == list(range(1, 25))
    tiles = "/".join(product.tile_name("zh_CN") for product in quick[:12])
    assert tiles == "关东煮 单串/茶叶蛋/鲜肉大包/豆沙包/烤肠/豆浆 热/现磨美式 中/现磨拿铁 中/购物袋 小/购物袋 大/打火机/报刊代收"
    assert [product.price_minor for product in quick[:12]] == [250, 200, 300, 250, 500, 400, 1200, 1500, 20, 30, 200, None]
    assert all(product.quick_name_en or product.name_en for product in quick)


def test_categories_are_named_and_given_with_their_ancestors(products):
    rows = {row["code"]: row for row in csv.DictReader((DEMO / "categories.csv").read_text(encoding="utf-8").splitlines())}
    assert all(row["name"] and row["name_en"] for row in rows.values())
    for product in products:
        for category in product.categories:
            parent = rows[category]["parent"]
            assert not parent or parent in product.categories


def test_the_drawn_basket_can_be_sold(products):
    """Picture b: 2 water, milk, americano, 2 pork buns, crisps at the member price, a bag that earns nothing: 49.60, 1.00 saved."""
    by_sku = {product.sku: product for product in products}
    basket = [("10001", 2), ("11001", 1), ("20031", 1), ("20007", 2), ("12001", 1), ("90002", 1)]
    listed = sum(by_sku[sku].price_minor * qty for sku, qty in basket)
    gold = sum(by_sku[sku].tier_prices.get("gold", by_sku[sku].price_minor) * qty for sku, qty in basket)
    assert (listed, gold) == (5060, 4960)
    assert "dairy" in by_sku["11001"].categories
    assert "coffee" in by_sku["20031"].categories
    assert (by_sku["90002"].categories, by_sku["90002"].earns) == (("bags",), False)


def test_tobacco_earns_nothing(products):
    tobacco = [product for product in products if "tobacco" in product.categories]
    assert tobacco
    assert not any(product.earns for product in tobacco)


# people


def test_staff(people):
    assert [(staff.name, staff.role) for staff in people.staff] == [("陈晓雯", "cashier"), ("周明", "shift_leader"), ("何敏", "owner")]
    assert all(len(staff.pin) == 6 and staff.pin.isdigit() for staff in people.staff)
    assert len({staff.pin for staff in people.staff}) == 3


def test_members_are_right_and_different(shop):
    assert len(shop.members) == 500
    assert [member.index for member in shop.members] == list(range(500))
    for member in shop.members:
        assert clean_name(member.name) == member.name
        assert normal_phone(member.phone) == member.phone
        assert member.phone.startswith("1990000")
        assert is_card_number(member.card)
        assert member.joined_on <= UNTIL.isoformat()
        if member.birthday_month is not None:
            date(2024, member.birthday_month, member.birthday_day)
    assert len({member.phone for member in shop.members}) == 500
    assert len({member.card for member in shop.members}) == 500
    assert sum(len(split_surname(member.name)[0]) == 2 for member in shop.members) >= 1


def test_tiers_have_the_shares_asked_for(shop):
    """requirements.md N12: diamond 2, platinum 3, gold 15, silver 60, regular 20 per cent."""
    assert Counter(member.tier for member in shop.members) == {"diamond": 10, "platinum": 15, "gold": 75, "silver": 300, "regular": 100}


@pytest.mark.parametrize("count", [1, 2, 7, 99])
def test_any_number_of_members(products, people, count):
    members = plan(seed=1, members=count, days=3, until=UNTIL, products=products, people=people).members
    assert len({member.phone for member in members}) == count


def test_the_gold_member_of_the_drawings(shop, days):
    guest = shop.members[0]
    assert (guest.name, guest.honorific, guest.phone, guest.tier, guest.card) == ("林婉清", "ms", "19900006027", "gold", "M202648812")
    assert sum(member.name == "林婉清" for member in shop.members) == 1
    visits = [(day.date, sale) for day in days for sale in day.sales if sale.member == 0]
    assert len(visits) > 100
    assert visits[-1][0] == "2026-06-17"
    assert [line.sku for line in visits[-1][1].lines] == ["11001", "20031"]
    assert sum(sale.redeem_percent > 0 for _, sale in visits) == 1


# days


def test_same_seed_same_plan(shop, products, people):
    again = plan(seed=7, members=500, days=400, until=UNTIL, products=products, people=people)
    assert fingerprint(again) == fingerprint(shop)
    assert list(shop.days()) == list(shop.days())
    other = plan(seed=8, members=500, days=400, until=UNTIL, products=products, people=people)
    assert fingerprint(other) != fingerprint(shop)


def test_the_last_day_is_included(products, people):
    short = plan(seed=3, members=50, days=5, until=UNTIL, products=products, people=people)
    assert [day.date for day in short.days()] == ["2026-06-15", "2026-06-16", "2026-06-17", "2026-06-18", "2026-06-19"]


def test_the_plan_is_quick(products, people):
    start = time.process_time()
    for _ in plan(seed=9, members=500, days=400, until=UNTIL, products=products, people=people).days():
        pass
    assert time.process_time() - start < 2


def test_days_are_whole_and_in_order(days):
    assert len(days) == 400
    assert [day.date for day in days] == [(UNTIL - timedelta(days=ago)).isoformat() for ago in range(399, -1, -1)]
    for day in days:
        times = [sale.at_ms for sale in day.sales]
        assert all(later - earlier >= 20_000 for earlier, later in pairwise(times))
        for at_ms in (times[0], times[-1]):
            local = datetime.fromtimestamp(at_ms / 1000, SHOP_ZONE)
            assert local.date().isoformat() == day.date
            assert "06:30" <= local.strftime("%H:%M") <= "23:05"
        assert day.opens_ms <= times[0]


def test_about_thirty_sales_a_day_and_friday_is_busiest(days):
    assert 29 <= len(sales(days)) / 400 <= 31
    by_weekday = Counter()
    for day in days:
        by_weekday[date.fromisoformat(day.date).weekday()] += len(day.sales)
    assert by_weekday.most_common(1)[0][0] == 4


def test_members_buy_a_little_less_than_half(days):
    share = sum(sale.member is not None for sale in sales(days)) * 100 // len(sales(days))
    assert 42 <= share <= 50


def test_members_buy_only_after_joining(shop, days):
    enrolled: set[int] = set()
    for day in days:
        assert enrolled.isdisjoint(day.joins)
        enrolled.update(day.joins)
        assert all(sale.member in enrolled for sale in day.sales if sale.member is not None)
    assert enrolled == set(range(500))


def test_every_product_sells_and_open_prices_are_given(products, days):
    by_sku = {product.sku: product for product in products}
    lines = [line for sale in sales(days) for line in sale.lines]
    assert {line.sku for line in lines} == set(by_sku)
    assert all((line.price_minor is None) == (by_sku[line.sku].price_minor is not None) for line in lines)
    assert all(1 <= line.qty <= 9 for line in lines)
    assert all(sale.lines and len({line.sku for line in sale.lines}) == len(sale.lines) for sale in sales(days))


def test_buns_are_bought_in_the_morning_and_beer_at_night(products, days):
    hours: dict[str, list[int]] = {"hot_food_bun": [], "alcohol_beer": []}
    by_sku = {product.sku: product for product in products}
    for sale in sales(days):
        for line in sale.lines:
            for category in hours.keys() & set(by_sku[line.sku].categories):
                hours[category].append(datetime.fromtimestamp(sale.at_ms / 1000, SHOP_ZONE).hour)
    assert sorted(hours["hot_food_bun"])[len(hours["hot_food_bun"]) // 2] < 10
    assert sorted(hours["alcohol_beer"])[len(hours["alcohol_beer"]) // 2] >= 18


def test_redemptions_are_wished_by_members_only(days):
    wishes = [sale for sale in sales(days) if sale.redeem_percent]
    assert len(wishes) > 100
    assert all(sale.member is not None and 0 < sale.redeem_percent <= 100 for sale in wishes)


def test_all_kinds_of_payment_occur(days):
    kinds = Counter(tuple(tender.kind for tender in sale.tenders) for sale in sales(days))
    assert {("cash",), ("wechat",), ("alipay",), ("card",), ("cash", "wechat")} <= kinds.keys()
    assert kinds["wechat",] > kinds["alipay",] > kinds["cash",] > kinds["card",]


# tenders


def tendered(due_minor: int, *wishes: PlannedTender) -> list[tuple[str, int, int]]:
    sale = PlannedSale(at_ms=0, cashier=0, member=None, lines=(), tenders=wishes)
    return [(tender.kind, tender.amount_minor, tender.given_minor) for tender in sale.tenders_for(due_minor)]


@pytest.mark.parametrize(
    ("due_minor", "step_minor", "given_minor"),
    [
        (2160, 0, 2160),
        (2160, 100, 2200),
        (2160, 500, 2500),
        (2160, 5000, 5000),
        (2160, 10000, 10000),
        (12160, 10000, 20000),
        (2000, 500, 2000),
    ],
)
def test_cash_is_handed_over_in_notes(due_minor, step_minor, given_minor):
    assert tendered(due_minor, PlannedTender(kind="cash", cash_step_minor=step_minor)) == [("cash", due_minor, given_minor)]


def test_split_payment_adds_up_and_its_first_part_is_whole_yuan():
    parts = (PlannedTender(kind="cash", percent=40), PlannedTender(kind="wechat"))
    assert tendered(4965, *parts) == [("cash", 1900, 1900), ("wechat", 3065, 3065)]
    assert tendered(120, *parts) == [("wechat", 120, 120)]


def test_nothing_due_is_nothing_tendered():
    assert tendered(0, PlannedTender(kind="cash", cash_step_minor=500)) == []


# bad arguments


@pytest.mark.parametrize(("members", "length"), [(0, 1), (1, 0), (1_000_001, 1), (-1, 1)])
def test_impossible_sizes_are_refused(products, people, members, length):
    with pytest.raises(ValueError):
        plan(seed=1, members=members, days=length, until=UNTIL, products=products, people=people)


def test_a_catalogue_without_what_people_buy_is_refused(products, people):
    bare = plan(seed=1, members=1, days=1, until=UNTIL, products=products[:3], people=people)
    with pytest.raises(ValueError, match="no product"):
        list(bare.days())

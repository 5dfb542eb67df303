"""The product sheet without a window: from an unknown code onto the basket, changes of what is known, and who may."""

from __future__ import annotations

from fractions import Fraction

import pytest

from app.domain.catalogue.product import Product
from app.gui.presenters.places import Place, Sheet
from tests.fakes.shop import COFFEE, CRISPS, NEWSPAPER, Shop
from tests.gui.presenters.bench import Bench, Seen

NEW_CODE = "9521999000013"


@pytest.fixture
def leader(arriving: Bench) -> Bench:
    """The shift leader is signed in; the sheet has a screen."""
    bench = arriving.sign_in("1002")
    bench.screens["product"] = Seen()
    bench.room.product.attach(bench.screens["product"])
    return bench


def product(shop: Shop, code: str) -> Product:
    with shop.store.read() as reader:
        found = reader.product_by_any_code(code)
    assert found is not None
    return found


def test_an_unknown_code_becomes_an_item_on_the_basket(leader: Bench) -> None:
    leader.scan(f"3*{NEW_CODE}")
    scan = leader.view("sell").scan
    assert [choice.label for choice in scan.choices] == ["新商品", "找商品", "忽略"]
    leader.keys("1")
    assert leader.at == (Place.SELL, Sheet.PRODUCT)
    view = leader.view("product")
    assert (view.title, view.code, view.confirm, view.can_confirm) == ("新商品", NEW_CODE, "存好并加入", False)
    form = leader.room.product
    form.set_name("桂花酒酿")
    leader.keys("1", "2", ".", "8")
    form.set_category("coffee")
    assert [pick.label for pick in leader.view("product").taxes if pick.selected] == ["6 %"], "as the other things of this category"
    form.set_figure("gold", "11.80")
    leader.keys("Enter")
    assert leader.at == (Place.SELL, Sheet.NONE)
    line = leader.shop.state().basket.lines[0]
    assert (line.name, line.qty, line.unit_minor, line.tax_rate) == ("桂花酒酿", 3, 1280, "3/50")
    made = product(leader.shop, NEW_CODE)
    assert (made.categories, made.tier_prices, made.earns) == (("coffee",), {"gold": 1180}, True)
    assert len(leader.shop.events("product_changed")) == 1


def test_a_cashier_is_not_offered_it(counter: Bench) -> None:
    counter.scan(NEW_CODE)
    assert [choice.id for choice in counter.view("sell").scan.choices] == ["find", "member", "ignore"]
    counter.keys("Esc", "F3", *"奶")
    assert counter.view("find").acts == ()
    counter.keys("Ctrl+E", "Ctrl+N")
    assert counter.at == (Place.SELL, Sheet.FIND)
    counter.room.product.open(NEW_CODE)
    assert counter.at == (Place.SELL, Sheet.FIND)
    assert counter.window.now.banner.headline == "这里不归你改"


def test_a_known_item_is_changed_from_the_search(leader: Bench) -> None:
    leader.keys("F3", *"冰美式")
    assert [act.key for act in leader.view("find").acts] == ["Ctrl+N", "Ctrl+E"]
    leader.keys("Ctrl+E")
    view = leader.view("product")
    assert (view.title, view.price, view.category, view.earns) == ("改商品", "12.00", "现磨咖啡", True)
    leader.keys("Del", "1", "3")
    leader.room.product.turn_earns()
    leader.room.product.set_tax("9/100")
    leader.keys("Enter")
    assert leader.at == (Place.SELL, Sheet.NONE)
    assert leader.shop.state().basket.lines == (), "only changed, not sold"
    changed = product(leader.shop, "20035")
    assert (changed.price_minor, changed.earns, changed.tax_rate, changed.quick_position) == (1300, False, Fraction(9, 100), 18)


def test_a_new_item_without_a_barcode(leader: Bench) -> None:
    leader.keys("F3", "Ctrl+N")
    view = leader.view("product")
    assert view.code.startswith("SKU ")
    leader.room.product.set_name("散装瓜子")
    leader.keys("Enter")
    assert leader.at == (Place.SELL, Sheet.NUMBER), "without a price it is asked for at the till"
    leader.keys("5", "Enter")
    assert [(line.name, line.unit_minor) for line in leader.shop.state().basket.lines] == [("散装瓜子", 500)]


def test_a_price_can_be_set_for_good_where_it_is_asked_for(leader: Bench) -> None:
    """design.md 4.1, price missing: type it, leave it out, or give the item its price."""
    leader.keys(*NEWSPAPER, "Enter")
    assert leader.view("number").about == "报刊代收 还没有价格：输入价格，或按 Esc 跳过"
    leader.keys("Ctrl+E", "2", "Enter")
    assert product(leader.shop, NEWSPAPER).price_minor == 200
    leader.keys(*NEWSPAPER, "Enter")
    assert [line.unit_minor for line in leader.shop.state().basket.lines] == [200]


def test_categories_are_found_by_what_is_typed_and_new_ones_are_said_to_be_new(leader: Bench) -> None:
    leader.keys("F3", "Ctrl+N")
    form = leader.room.product
    form.set_category("bun")
    assert [pick.id for pick in leader.view("product").categories] == ["hot_food_bun"]
    form.set_category("hot_food_bun")
    view = leader.view("product")
    assert view.category_note == "属于 热食"
    assert [pick.id for pick in view.categories if pick.selected] == ["hot_food_bun"]
    form.pick_category("hot_food_bun")
    assert leader.view("product").category == "包子"
    leader.texts.set_language("en")
    assert (leader.view("product").category, leader.view("product").category_note) == ("Steamed buns", "in Hot food")
    leader.texts.set_language("zh_CN")
    form.set_category("hot_food")
    assert leader.view("product").category_note == "", "it is known as the one above others"
    form.set_category("露营用品")
    assert leader.view("product").category_note == "新的分类"
    form.set_name("猫粮")
    leader.keys("9", "Enter")
    with leader.shop.store.read() as reader:
        assert [found.categories for found in reader.find_products("猫粮", 3)] == [("露营用品",)]


@pytest.mark.parametrize(
    ("price", "gold", "problem"),
    [("0", "", "价格要大于 0"), ("5", "6", "会员价不能高于售价"), ("", "6", "会员价不能高于售价")],
)
def test_what_does_not_fit_is_said_and_nothing_is_lost(leader: Bench, price: str, gold: str, problem: str) -> None:
    leader.scan(NEW_CODE)
    leader.keys("1")
    form = leader.room.product
    form.set_name("试")
    form.set_figure("price", price)
    form.set_figure("gold", gold)
    leader.keys("Enter")
    view = leader.view("product")
    assert (view.problem, view.name) == (problem, "试")
    assert leader.at == (Place.SELL, Sheet.PRODUCT)
    assert leader.shop.events("product_changed") == []
    form.set_figure("gold", "")
    form.set_figure("price", "5")
    assert leader.view("product").problem == ""
    leader.keys("Enter")
    assert len(leader.shop.events("product_changed")) == 1


def test_a_name_comes_first(leader: Bench) -> None:
    leader.scan(NEW_CODE)
    leader.keys("1", "5", "Enter")
    assert leader.at == (Place.SELL, Sheet.PRODUCT)
    assert leader.shop.events("product_changed") == []


def test_what_was_taken_off_sale_comes_back_by_its_code(leader: Bench) -> None:
    leader.room.product.open(CRISPS)
    leader.room.product.turn_sold()
    leader.keys("Enter")
    leader.scan(CRISPS)
    leader.keys("1")
    view = leader.view("product")
    assert (view.title, view.sold, view.note) == ("改商品", True, "这个商品停售过，存好后恢复销售")
    leader.keys("Enter")
    assert [line.barcode for line in leader.shop.state().basket.lines] == [CRISPS]


def test_scanning_goes_on_behind_the_sheet_and_the_language_changes_in_it(leader: Bench) -> None:
    leader.scan(NEW_CODE)
    leader.keys("1")
    leader.room.product.set_name("试")
    leader.scan(CRISPS)
    assert leader.at == (Place.SELL, Sheet.PRODUCT)
    assert [line.barcode for line in leader.shop.state().basket.lines] == [CRISPS]
    leader.texts.set_language("en")
    view = leader.view("product")
    assert (view.title, view.name) == ("New item", "试")
    assert [tier.label for tier in view.tiers][1] == "Silver price"
    leader.keys(COFFEE[0], "Esc")
    assert leader.at == (Place.SELL, Sheet.NONE)

"""Imports from spreadsheets as they come: two encodings, marks, dry runs, every bad row with its line, all or nothing, hostile cells."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.services import import_rows as module
from app.services.complete_sale import complete_sale
from app.services.find_member import member_page
from app.services.import_rows import BAD_ROWS_NAMED, FILE_BYTES_MAX, ROWS_MAX, ImportReport, import_members, import_products
from app.services.use_points import use_points
from tests.fakes.shop import COFFEE, WATER, Shop, refused

Load = Callable[..., ImportReport]

MEMBERS = """name,phone,honorific,birthday,tier,card,points,joined_on,note
王芳,13800000001,ms,03-15,gold,M000000018,250,2024-05-06,爱喝咖啡
李雷,138-0000-0002,mr,,,,0,,
"""
PRODUCTS = """sku,barcode,name,name_en,price,categories,brand,tax_rate,earns,tier_prices,quick,kind
70001,9521001009997,新品 茶,New tea,12.80,drinks|drinks_tea,云岫泉,0.13,1,gold=11.80,,goods
70002,,称重 水果,Fruit,,fresh,,0.09,1,,20,goods
"""


def members(shop: Shop, text: str | bytes, *, dry_run: bool = False) -> ImportReport:
    return import_members(shop.desk, text if isinstance(text, bytes) else text.encode(), dry_run=dry_run)


def products(shop: Shop, text: str | bytes, *, dry_run: bool = False) -> ImportReport:
    return import_products(shop.desk, text if isinstance(text, bytes) else text.encode(), dry_run=dry_run)


def problems(report: ImportReport) -> list[tuple[int, str]]:
    assert not report.booked
    return [(row.line, row.problem) for row in report.bad]


def test_members_with_cards_and_opening_balances(shop: Shop) -> None:
    report = members(shop, MEMBERS)
    shop.verify()
    assert (report.rows, report.booked, dict(report.totals)) == (2, True, {"members": "2", "cards": "1", "points": "250"})
    outcome = shop.scan("M000000018")
    assert outcome.member_id is not None
    page = member_page(shop.desk, shop.session, outcome.member_id)
    assert (page.member.name, page.member.phone, page.member.tier, page.member.joined_on) == ("王芳", "13800000001", "gold", "2024-05-06")
    assert (page.member.birthday_month, page.member.birthday_day, page.member.note) == (3, 15, "爱喝咖啡")
    assert page.balance.available == 250
    (lot,) = page.lots
    assert (lot.rule, lot.expires_on, lot.granted) == ("opening_balance", "2027-06-30", 250)
    assert [(row[0], row[1]) for row in shop.rows("SELECT account, amount FROM posting WHERE event_id = ? ORDER BY n", lot.event_id)] == [
        ("adjusted", -250),
        ("member", 250),
    ]


def test_an_opening_balance_is_spent_like_any_other(shop: Shop) -> None:
    members(shop, MEMBERS)
    shop.scan(COFFEE, "M000000018")
    use_points(shop.desk, shop.session, 250)
    sale = complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash").sale.data
    assert sale.member is not None
    assert (sale.member.points_before, sale.member.points_redeemed) == (250, 250)


def test_an_opening_balance_under_an_inactivity_programme_lives_by_activity(shop: Shop) -> None:
    shop.publish(validity={"kind": "inactivity", "n": 6})
    members(shop, MEMBERS)
    assert shop.rows("SELECT inactivity_months, last_day FROM lot WHERE granted = 250") == [(6, "2026-12-20")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(shop: Shop, encoding: str, newline: str) -> None:
    assert members(shop, MEMBERS.replace("\n", newline).encode(encoding)).booked
    assert products(shop, PRODUCTS.replace("\n", newline).encode(encoding)).booked
    assert {row[0] for row in shop.rows("SELECT name FROM person_member WHERE phone LIKE '138%'")} == {"王芳", "李雷"}
    outcome = shop.scan("9521001009997")
    assert outcome.text == "新品 茶"


@pytest.mark.parametrize(
    "content",
    [b"\xff\xfe" + MEMBERS.encode("utf-16-le"), b"\xef\xbb\xbfname,phone\n\xe7\x8e", b"\x80\x81\xff", b"\x89PNG\r\n\x1a\n"],
)
def test_what_is_no_text(shop: Shop, content: bytes) -> None:
    """UTF-16, a UTF-8 file cut in the middle of a character, a picture: refused as a whole, never guessed."""
    for load in (members, products):
        assert refused(load, shop, content).code in ("file_encoding", "file_columns")


@pytest.mark.parametrize("load", [members, products])
@pytest.mark.parametrize("text", [MEMBERS, PRODUCTS])
def test_a_dry_run_changes_no_byte(shop: Shop, load: Load, text: str) -> None:
    before = shop.dump()
    if (load is members) == (text is MEMBERS):
        report = load(shop, text, dry_run=True)
        assert (report.booked, report.bad) == (False, ())
        assert report.rows == 2
    else:
        assert refused(load, shop, text, dry_run=True).code == "file_columns"
    assert shop.dump() == before


def test_control_totals(shop: Shop) -> None:
    """What a dry run shows is what is booked afterwards: counts, new and changed, the sum of the prices."""
    text = PRODUCTS + "20031,,现磨美式咖啡 中杯,,13.00,coffee,,,,,,\n"
    report = products(shop, text, dry_run=True)
    assert dict(report.totals) == {"products": "3", "new": "2", "changed": "1", "sum of prices": "25.80"}
    assert dict(products(shop, text).totals) == dict(report.totals)
    shop.scan(COFFEE)
    assert shop.state().basket.payable_minor == 1300
    assert shop.scan(WATER).kind == "line_added", "the others are still there"


def test_the_same_file_again_is_the_same_catalogue(shop: Shop) -> None:
    products(shop, PRODUCTS)
    before = shop.rows("SELECT id, document FROM product ORDER BY id")
    report = products(shop, PRODUCTS)
    assert dict(report.totals)["changed"] == "2"
    assert shop.rows("SELECT id, document FROM product ORDER BY id") == before


def test_every_bad_member_row_is_named(shop: Shop) -> None:
    """All or nothing: one bad row and nobody is enrolled."""
    text = """name,phone,honorific,birthday,tier,card,points,joined_on,note
好人,13800000001,,,,,,,
,13800000002,,,,,,,
甲,12345,,,,,,,
乙,,,,,,,,
丙,13800000003,sir,,,,,,
丁,13800000004,,02-30,,,,,
戊,13800000005,,2026-02-03,,,,,
己,13800000006,,,vip,,,,
庚,13800000007,,,,M000000019,,,
辛,13800000008,,,,,12.5,,
壬,13800000009,,,,,-5,,
癸,13800000010,,,,,9999999999999,,
子,13800000011,,,,,,01/02/2020,
丑,13800000001,,,,,,,
寅,13800000012,,,,M000000018,,,
卯,13800000013,,,,M000000018,,,
辰,19900006027,,,,,,,
巳,13800000014,,,,M202648812,,,
午,13800000015,,,,,,,,surplus
未,13800000016,,,,,,,NOTE
"""
    text = text.replace("NOTE", "长" * 201)
    before = shop.dump()
    report = members(shop, text)
    assert problems(report) == [
        (3, "name: missing"),
        (4, "phone: not a mobile number"),
        (5, "phone: not a mobile number"),
        (6, "honorific: not one of mr, ms"),
        (7, "birthday: no such day"),
        (8, "birthday: expected MM-DD"),
        (9, "tier: not one of regular, silver, gold, platinum, diamond"),
        (10, "card: wrong check digit"),
        (11, "points: not a whole number"),
        (12, "points: not a whole number"),
        (13, "points: not a whole number"),
        (14, "joined_on: expected YYYY-MM-DD"),
        (15, "13800000001: twice in this file"),
        (17, "M000000018: twice in this file"),
        (18, "phone: 6027 belongs to a member already"),
        (19, "card: M202648812 belongs to a member already"),
        (20, "row: more cells than columns"),
        (21, "note: longer than 200 characters"),
    ]
    assert (report.rows, report.bad_rows) == (20, 18)
    assert shop.dump() == before


def test_every_bad_product_row_is_named(shop: Shop) -> None:
    text = """sku,barcode,name,price,categories,tier_prices,tax_rate,earns,quick,kind
70001,,好货,1.00,,,,,,
,,无号,1.00,,,,,,
70002,9521001009998,错码,1.00,,,,,,
70003,,,1.00,,,,,,
70004,,负价,-1.00,,,,,,
70005,,零价,0,,,,,,
70006,,天价,99999999999.99,,,,,,
70007,,分厘,1.005,,,,,,
70008,,会员价贵,1.00,,gold=2.00,,,,
70009,,税率,1.00,,,13%,,,
70010,,可积分,1.00,,,,yes,,
70011,,快捷,1.00,,,,,0,
70012,,类别,1.00,,,,,,thing
70001,,又一个,1.00,,,,,,
70013,9521001000017,借码,1.00,,,,,,
70014,,控\x07制,1.00,,,,,,
70015,,多,1.00,,,,,,goods,extra
"""
    before = shop.dump()
    found = problems(products(shop, text))
    assert [line for line, _ in found] == list(range(3, 19))
    named = dict(found)
    assert named[3] == "sku: missing"
    assert named[4] == "barcode: check_digit"
    assert named[15] == "sku: twice in this file"
    assert named[16] == "barcode: already belongs to 10001"
    assert named[17] == "name: control"
    assert named[18] == "row: more cells than columns"
    assert shop.dump() == before


def test_a_barcode_twice_in_one_file(shop: Shop) -> None:
    text = "sku,barcode,name,price\n70001,9521001009997,甲,1\n70002,9521001009997,乙,1\n"
    assert problems(products(shop, text)) == [(3, "barcode: already belongs to 70001")]


def test_a_upc_is_kept_as_an_ean(shop: Shop) -> None:
    products(shop, "sku,barcode,name,price\n70001,012345678905,美国货,1\n")
    assert shop.scan("012345678905").kind == "line_added"
    assert shop.scan("0012345678905").kind == "line_added"


@pytest.mark.parametrize("name", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "=HYPERLINK(\"http://x\")", "'; DROP TABLE member; --"])
def test_formulas_are_just_text(shop: Shop, name: str) -> None:
    quoted = name.replace('"', '""')
    assert members(shop, f'name,phone\n"甲{quoted}",13800000001\n').booked
    assert products(shop, f'sku,name,price\n70001,"{quoted}",1.00\n').booked
    assert shop.scan("70001").text == name
    assert shop.rows("SELECT name FROM person_member WHERE phone = '13800000001'") == [(f"甲{name}",)]


def test_control_characters_in_names(shop: Shop) -> None:
    """NUL, escape, bidi and line breaks are gone from a person's name before it is stored; in a product they are a bad row."""
    assert members(shop, 'name,phone,note\n"王\x00\x1b@\u202e芳\r\n小姐",13800000001,"a\x00b"\n').booked
    assert shop.rows("SELECT name, note FROM person_member WHERE phone = '13800000001'") == [("王@芳 小姐", "ab")]
    assert problems(products(shop, 'sku,name,price\n70001,"茶\x00",1\n')) == [(2, "name: control")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "file_columns"),
        ("\n\n\n", "file_columns"),
        ("phone\n13800000001\n", "file_columns"),
        ("name,phone,salary\n甲,13800000001,1\n", "file_columns"),
        ("name,phone,phone\n甲,13800000001,1\n", "file_columns"),
        ("name;phone\n甲;13800000001\n", "file_columns"),
        ('name,phone\n"甲,13800000001\n', "file_format"),
        ('name,phone\n"甲"x,13800000001\n', "file_format"),
        ("name,phone\n" + "x" * 200_000 + ",13800000001\n", "file_format"),
        ("n" * 200_000 + ",phone\n甲,13800000001\n", "file_format"),
    ],
)
def test_files_of_another_form(shop: Shop, text: str, code: str) -> None:
    before = shop.dump()
    assert refused(members, shop, text).code == code
    assert shop.dump() == before


def test_too_large(shop: Shop) -> None:
    assert refused(members, shop, b"name,phone\n" + b"x" * FILE_BYTES_MAX).code == "file_too_large"
    assert refused(products, shop, b"sku,name\n" + b"\n" * FILE_BYTES_MAX).code == "file_too_large"


def test_too_many_rows(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ROWS_MAX == 200_000
    monkeypatch.setattr(module, "ROWS_MAX", 300)
    rows = "".join(f"甲,1380000{n:04d}\n" for n in range(301))
    assert refused(members, shop, "name,phone\n" + rows).code == "file_rows"
    few = "".join(f"8{n:04d},货,1\n" for n in range(200))
    assert refused(products, shop, "sku,name,price\n" + few).code == "file_rows", "a catalogue has its limit too"


def test_only_so_many_bad_rows_are_named(shop: Shop) -> None:
    report = members(shop, "name,phone\n" + ",1\n" * 1_000)
    assert (len(report.bad), report.bad_rows, report.rows) == (BAD_ROWS_NAMED, 1_000, 1_000)


def test_an_empty_table_is_nothing(shop: Shop) -> None:
    report = members(shop, "name,phone\n")
    assert (report.rows, report.booked) == (0, False)


def test_blank_lines_and_missing_cells(shop: Shop) -> None:
    report = members(shop, "name,phone,note\n\n甲,13800000001\n\n,13800000002\n")
    assert problems(report) == [(5, "name: missing")]


def test_the_books_tell_of_an_import(shop: Shop) -> None:
    members(shop, MEMBERS)
    event = shop.events("imported")[-1]
    assert (event["body"]["kind"], event["body"]["rows"]) == ("members", 2)
    assert len(event["body"]["sha256"]) == 64
    payloads = b"".join(row[0] for row in shop.rows("SELECT payload FROM journal"))
    for personal in ("王芳", "13800000001", "爱喝咖啡"):
        assert personal.encode() not in payloads


def test_an_import_beside_a_basket(shop: Shop) -> None:
    """The office imports while something stands on the counter: the basket stays, its prices too."""
    shop.scan(COFFEE)
    products(shop, "sku,name,price\n20031,现磨美式咖啡 中杯,99.00\n")
    members(shop, MEMBERS)
    assert shop.state().basket.payable_minor == 1200
    complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash")

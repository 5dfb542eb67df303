"""Finding members and products, and what lots and balances answer; with the plans that keep them fast in a large shop."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from app.domain.catalogue.product import Product
from app.domain.journal import types
from app.domain.ledger.booking import NEVER
from app.domain.ledger.lots import Expiring
from app.domain.ledger.moves import accrue
from app.domain.members.member import Member
from app.services.ports.store import CategoryUse
from app.storage.sqlite.queries import books, catalogue, ledger, people, receipts, shifts
from tests.storage.till import DAY, Till, with_booking

PEOPLE = [
    # id, name, phone, card, pinyin, initials
    ("m1", "林婉清", "19900006027", "M202648817", "linwanqing", "lwq"),
    ("m2", "林万青", "19900016027", "M202648825", "linwanqing", "lwq"),
    ("m3", "王芳", "19900001234", "M202660274", "wangfang", "wf"),
    ("m4", "魏方", "", None, "weifang", "wf"),
    ("m5", "Anna Lee", "19912345678", None, "annalee", "al"),
]


@pytest.fixture
def shop(till: Till) -> Till:
    for member_id, name, phone, card, pinyin, initials in PEOPLE:
        till.enrol(member_id, name=name, phone=phone, card=card, keys=(pinyin, initials))
    return till


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("6027", {"m1", "m2"}),
        ("0274", {"m3"}),  # the end of a card
        ("16027", {"m2"}),
        ("19900006027", {"m1"}),
        ("1990000", {"m1", "m3"}),
        ("lwq", {"m1", "m2"}),
        ("LWQ", {"m1", "m2"}),
        ("wf", {"m3", "m4"}),
        ("lin", {"m1", "m2"}),
        ("wang", {"m3"}),
        ("林", {"m1", "m2"}),
        ("林婉", {"m1"}),
        ("M2026488", {"m1", "m2"}),
        ("m202648825", {"m2"}),
        ("anna", {"m5"}),
        ("zz", set()),
        ("林_", set()),
        ("%", set()),
        ("'; DROP TABLE member; --", set()),
        ("027", set()),  # too short to search for
        ("", set()),
    ],
)
def test_members_are_found(shop: Till, typed: str, found: set[str]) -> None:
    with shop.store.read() as reader:
        assert {hit.member.id for hit in reader.find_members(typed, 8)} == found


def test_the_latest_visitor_with_the_same_last_digits_comes_first(shop: Till) -> None:
    shop.append(shop.sale("R012603150001", "m2", earn=1))
    with shop.store.read() as reader:
        hits = reader.find_members("6027", 8)
        assert [(hit.member.id, hit.last_visit) for hit in hits] == [("m2", DAY), ("m1", None)]
        assert [hit.member.id for hit in reader.find_members("6027", 1)] == ["m2"]


def test_the_answer_is_bounded(shop: Till) -> None:
    with shop.store.read() as reader:
        assert len(reader.find_members("lwq", 1)) == 1
        assert len(reader.lots("m1", 0)) == 0


def test_an_erased_person_is_a_member_without_a_name(shop: Till) -> None:
    with shop.store.transaction() as sql:
        sql.run("DELETE FROM person_member WHERE id = 'm1'")
    with shop.store.read() as reader:
        member = reader.member("m1")
        assert member is not None
        assert (member.name, member.phone, member.tier) == ("", "", "regular")
        assert reader.find_members("19900006027", 8) == []
    assert shop.verified().holds


GOODS = [
    Product(id="p1", sku="100200", name="可可渡 巧克力", name_en="Chocolate", barcode="6900000000014", price_minor=990, quick_position=2),
    Product(id="p2", sku="100201", name="矿泉水", barcode="6900000000021", price_minor=200, quick_position=1),
    Product(id="p3", sku="200100", name="大可乐", barcode="6900000000038", price_minor=350),
    Product(id="p4", sku="200101", name="停售可乐", barcode="6900000000045", price_minor=350, quick_position=3, active=False),
]
KEYS = {
    "p1": {"pinyin": "kekeduqiaokeli", "initials": "kkdqkl"},
    "p2": {"pinyin": "kuangquanshui", "initials": "kqs"},
    "p3": {"pinyin": "dakele", "initials": "dkl"},
    "p4": {"pinyin": "tingshoukele", "initials": "tskl"},
}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("6900", ["p1", "p2", "p3"]),
        ("1002", ["p1", "p2"]),
        ("可", ["p1", "p3"]),
        ("可乐", ["p3"]),
        ("choc", []),
        ("Choc", ["p1"]),
        ("kq", ["p2"]),
        ("kuang", ["p2"]),
        ("k", ["p1", "p2"]),
        ("zzz", []),
        ("%", []),
    ],
)
def test_products_are_found(till: Till, typed: str, found: list[str]) -> None:
    till.catalogue(GOODS, KEYS)
    with till.store.read() as reader:
        assert sorted(product.id for product in reader.find_products(typed, 10)) == found


def test_products_by_code_and_quick_items(till: Till) -> None:
    till.catalogue(GOODS, KEYS)
    with till.store.read() as reader:
        assert reader.product_by_code("6900000000021") == GOODS[1]
        assert reader.product_by_code("200100") == GOODS[2]
        assert reader.product_by_code("6900000000045") is None
        assert reader.product("p4") == GOODS[3]
        assert reader.product("p9") is None
        assert [product.id for product in reader.quick_products(9)] == ["p2", "p1"]
        assert [product.id for product in reader.find_products("", 9)] == ["p1", "p2", "p3", "p4"]


def test_a_new_catalogue_replaces_the_old_one_whole(till: Till) -> None:
    till.catalogue(GOODS, KEYS)
    till.catalogue([GOODS[0], Product(id="p9", sku="9", name="新品", barcode="6900000000021", price_minor=1)])
    with till.store.read() as reader:
        found = reader.product_by_code("6900000000021")
        assert found is not None
        assert found.id == "p9"
        assert reader.product_by_code("200100") is None
    assert till.verified().holds


def test_one_product_changes_without_a_new_catalogue(till: Till) -> None:
    """The event of one product replaces its row, or adds one; replay and verify give the same rows."""
    till.catalogue(GOODS, KEYS)
    sweets = {"categories": ["sweets", "sweets_bar"], "tax_rate": "0.13"}
    renamed = {"id": "p1", "sku": GOODS[0].sku, "name": "巧克力", "price_minor": 990, **sweets}
    fresh = {"id": "p9", "sku": "300100", "name": "新品", "barcode": "6900000000052", **sweets}
    with till.store.write() as books:
        for product in (renamed, fresh):
            books.append(till.draft("product_changed", {"product": product}))
            books.put_product(Product(id=product["id"], sku=product["sku"], name=product["name"]), {"pinyin": "xinpin", "initials": "xp"})
    with till.store.read() as reader:
        changed = reader.product("p1")
        assert changed is not None
        assert (changed.name, changed.price_minor, changed.barcode) == ("巧克力", 990, None)
        assert reader.product_by_code("6900000000052") == reader.product("p9")
        assert sorted(product.id for product in reader.find_products("xinp", 9)) == ["p1", "p9"]
        assert reader.find_products("kkdq", 9) == []
        assert reader.category_uses(9) == [CategoryUse(("sweets", "sweets_bar"), Fraction(13, 100), 2)]
        assert reader.free_sku() == "300101"
    assert till.verified().holds


def test_a_code_is_found_with_what_is_sold_no_longer(till: Till) -> None:
    till.catalogue(GOODS, KEYS)
    with till.store.read() as reader:
        gone = reader.product("p4")
        assert gone is not None
        assert not gone.active
        assert reader.product_by_code(gone.barcode or gone.sku) is None
        assert reader.product_by_any_code(gone.barcode or gone.sku) == gone
        assert reader.product_by_any_code("nothing") is None


def test_a_catalogue_without_its_document_is_refused(till: Till) -> None:
    with pytest.raises(ValueError, match="no document"):
        till.append(till.draft("catalogue_changed", {"sha256": "00" * 32, "products": 0}))


def test_lots_and_balances_by_day(till: Till) -> None:
    """Pending, lapsed, frozen and held are told apart on every day."""
    till.enrol("m1")
    till.grant(
        "m1",
        till.accrual("m1", 10, expires_on="2026-03-20"),
        till.accrual("m1", 20, available_on="2026-03-18", expires_on="2026-04-30"),
        till.accrual("m1", 40),
        till.accrual("m1", 80, frozen=True),
        till.accrual("m1", 5, expires_on="2026-03-20"),
    )
    hold = till.hold("m1", 12, "s1")
    assert [use.points for use in hold.uses] == [10, 2]
    rows = {}
    with till.store.read() as reader:
        for day in (DAY, "2026-03-18", "2026-03-21", "2026-05-01"):
            b = reader.balance("m1", day)
            rows[day] = (b.remaining, b.held, b.frozen, b.pending, b.lapsed, b.available)
        expected = {
            DAY: (155, 12, 80, 20, 0, 43),
            "2026-03-18": (155, 12, 80, 0, 0, 63),
            "2026-03-21": (155, 12, 80, 0, 3, 60),
            "2026-05-01": (155, 12, 80, 0, 23, 40),
        }
        assert rows == expected
        assert [lot.free for lot in reader.usable_lots("m1", "2026-03-18")] == [3, 20, 40]
        assert [lot.free for lot in reader.usable_lots("m1", "2026-03-18", oldest_first=True)] == [20, 40, 3]
        assert [lot.granted for lot in reader.lots("m1", 9)] == [10, 5, 20, 40, 80]
        assert list(reader.expiring("m1", DAY, 9)) == [Expiring("2026-03-20", 3), Expiring("2026-04-30", 20)]
        assert list(reader.expiring("m1", "2026-03-21", 9)) == [Expiring("2026-04-30", 20)]
        assert [lot.granted for lot in reader.lapsed_lots("2026-03-21", 9)] == [5]
        assert [lot.granted for lot in reader.lapsed_lots("2026-05-01", 9)] == [5, 20]
        assert [held.id for held in reader.open_holds(9)] == [hold.id]
        assert reader.hold("nothing") is None
        assert reader.balance("nobody", DAY).available == 0
        assert [lot.last_day for lot in reader.lots("m1", 9)][-1] == NEVER


def test_activity_keeps_inactivity_lots_alive(till: Till) -> None:
    """programme.md §6.2: the last good day is the later of its own and the last activity + months; what has lapsed stays lapsed."""
    till.enrol("m1")
    till.grant("m1", till.accrual("m1", 10, expires_on="2026-05-15", inactivity_months=2), till.accrual("m1", 20, expires_on="2026-05-15"))
    till.day = "2026-04-30"
    till.append(till.sale("R012604300001", "m1"))
    with till.store.read() as reader:
        assert [(lot.granted, lot.last_day) for lot in reader.lots("m1", 9)] == [(20, "2026-05-15"), (10, "2026-06-30")]
    till.day = "2026-07-01"
    till.append(till.sale("R012607010001", "m1"))
    with till.store.read() as reader:
        assert reader.balance("m1", "2026-07-01").available == 0
        assert [lot.granted for lot in reader.lapsed_lots("2026-07-01", 9)] == [20, 10]
    assert till.verified().holds


def test_a_payload_of_six_lines_stays_small(till: Till) -> None:
    """architecture.md, The journal: at most 4 kB for a member's sale of six lines with accrual and redemption."""
    till.enrol("m1")
    till.grant("m1", till.accrual("m1", 100))
    hold = till.hold("m1", 30, "s1")
    event = till.append(till.sale("R012603150001", "m1", hold=hold, earn=21))
    assert len(event.payload) <= 4_096


def statements() -> list[tuple[str, str]]:
    """Every prepared query of the read side by name."""
    found = []
    for module in (books, catalogue, ledger, people, receipts, shifts):
        for name, value in vars(module).items():
            texts = value.values() if isinstance(value, dict) else [value]
            where = f"{module.__name__.rpartition('.')[2]}.{name}"
            found += [(where, text) for text in texts if isinstance(text, str) and "SELECT" in text]
    return found


WHOLE_TABLE = {
    "ledger._STOCK",  # one row a stocked reward
    "ledger._ALL_FACTS",  # one row a reward or voucher; asked when a code is nothing else, for the coupons of partners
    "books._SETTINGS",  # a few dozen rows
    "books._BASKET",  # one row
    "books._ORDERS",  # what a payment provider has still to do: seldom any
    "ledger._VALUE_TOTALS",  # a report of what all cards hold, asked for by a command or in the office
    "catalogue._ALL",  # the whole catalogue is asked for
    "catalogue._INSIDE_NAME",  # a part of a name: one pass over the search keys, only when no key begins with what was typed
    "catalogue._BY_ANY_CODE",  # these three once when a product sheet opens: products sold no longer stand in no index of barcodes
    "catalogue._HIGHEST_SKU",
    "catalogue._USES",
    "shifts._TOTALS",  # everything outstanding, once a closing
    "shifts._RIGHTS",  # a few dozen rows
    "shifts._BADGES",  # a handful of people
    "people._STAFF",  # a handful of people
    "books._PROGRAMME",  # one row a published version
}


def parameters(text: str) -> int:
    """How many values a statement takes: its highest number where they are numbered."""
    numbered = re.findall(r"\?(\d+)", text)
    return max(map(int, numbered)) if numbered else text.count("?")


def test_every_query_uses_an_index(till: Till) -> None:
    """No query walks a table that grows with the shop, none sorts more than it answers. A virtual table is a list in one payload."""
    asked = statements()
    assert len(asked) > 40
    walks = set()
    with till.store.reading() as sql:
        for name, text in asked:
            plan = [row[3] for row in sql.all(f"EXPLAIN QUERY PLAN {text}", (0,) * parameters(text))]
            if any(re.match(r"SCAN (?!\(subquery|CONSTANT|\w+ VIRTUAL TABLE)", step) and "USING" not in step for step in plan):
                walks.add(name)
    assert walks <= WHOLE_TABLE


def test_what_is_asked_at_the_till_is_read_in_order(till: Till) -> None:
    """The first page of a search and the first usable lot come straight from an index, without sorting all that fit."""
    with till.store.reading() as sql:
        for text in (
            ledger._USABLE_LOTS, ledger._USABLE_OLDEST, ledger._LOTS, people._BY_NAME, people._BY_PINYIN, people._BY_INITIALS,
            people._BY_PHONE, people._BY_PHONE_END, people._BY_CARD_END, catalogue._BY_PINYIN, catalogue._BY_INITIALS,
            books._HEAD, books._LAST_SALE, books._LAST_OF_MEMBER, books._OF_MEMBER,
        ):  # fmt: skip
            plan = [row[3] for row in sql.all(f"EXPLAIN QUERY PLAN {text}", (0,) * text.count("?"))]
            assert not any("TEMP B-TREE" in step for step in plan), (text, plan)


def test_redeeming_from_five_thousand_lots_reads_no_more_than_from_five(till: Till) -> None:
    """architecture.md, Budgets: counted in steps of SQLite's machine, so that it does not depend on the machine it runs on."""
    with till.store.write() as writer:
        for member, lots in (("few", 5), ("many", 5_000)):
            till.enrol_in(writer, member, name="测试")
            for start in range(0, lots, 500):
                accruals = [till.accrual(member, 10, expires_on="2026-12-31") for _ in range(start, min(lots, start + 500))]
                draft = till.draft("points_adjusted", {"points": 1, "reason_code": "test"}, member_id=member)
                writer.append(with_booking(draft, accrue(draft.id, accruals)))
    steps = {member: _steps(till, member) for member in ("few", "many")}
    assert steps["many"] <= 2 * steps["few"]


def _steps(till: Till, member: str) -> int:
    count = 0

    def step() -> int:
        nonlocal count
        count += 1
        return 0

    with till.store.transaction() as sql:
        driver = sql.connection
        driver.set_progress_handler(step, 1)
    till.hold(member, 35, f"s-{member}")
    with till.store.transaction() as sql:
        driver.set_progress_handler(None, 0)
    return count


def test_what_the_programme_acts_leave_can_be_read(till: Till) -> None:
    """Groups, cards by kind, consents, challenges, vouchers, rewards, returns, reasons of the tier: each as its last event left it."""
    till.enrol("m1")
    sale = till.append(till.sale("R012603150001", "m1"))
    till.programme_acts("m9", "m1", sale.header.id)
    with till.store.read() as reader:
        member = reader.member("m9")
        assert member is not None
        assert (member.referrer_id, member.team_id, member.check_in_on, member.check_in_streak) == ("m1", "team-2", till.day, 3)
        assert (member.tier, member.tier_base, member.tier_valid_until) == ("silver", "silver", "2027-03-15")
        assert (member.floor_tier, member.floor_until, member.auto_redeem, member.profile_done) == ("gold", "2026-12-31", False, True)
        assert (member.last_visit, member.active_on) == (None, till.day)
        assert reader.groups("m9") == ["staff", "vip"]
        assert reader.groups("m1") == []
        card = reader.card("M202600091")
        assert card is not None
        assert (card.member_id, card.type, card.batch) == ("m9", "gold", "B26")
        assert [(one.purpose, one.state, one.text_sha) for one in reader.consents("m9")] == [
            ("marketing", "withdrawn", "cd" * 32),
            ("profile", "given", "cd" * 32),
        ]
        assert [(one.rule, one.points) for one in reader.challenges("m9", ["2026-03"])] == [("goal", 20)]
        assert reader.challenges("m9", ["2026-04", "2026"]) == []
        assert [(one.code, one.state) for one in reader.vouchers("m9", 9)] == [("V00", "used"), ("V01", "cancelled"), ("V02", "issued")]
        used = reader.voucher("V00")
        assert used is not None
        assert [one.code for one in reader.vouchers_of_event(used.event_id)] == ["V00", "V01", "V02"]
        assert (used.holder, used.voucher, used.valid_until, used.used_event is None) == ("m9", "CAKE", "2026-06-30", False)
        assert reader.voucher("V99") is None
        assert reader.rewards_used("m9", {"mug": "2026-03", "tea": "2026"}) == {"mug": 1}
        assert reader.rewards_used("m9", {"mug": "2026-04"}) == {}
        assert reader.reward_stock() == {"mug": 4}
        changes = reader.tier_changes("m9", 9)
        assert [(one.before, one.after, one.reason, one.metric) for one in changes] == [
            ("gold", "silver", "downgraded", 900),
            ("silver", "gold", "by_hand", None),
            ("silver", "gold", "floor_by_hand", None),
            ("regular", "silver", "sale", 50),
        ]
        assert reader.returned(sale.header.id) == {"L1": 1, "L2": 1}
        row = reader.sale_by_number("R012603150001")
        assert row is not None
        assert row.refunded_minor == 700
        assert [one.id for one in reader.members_by_phone("13900000009", 2)] == ["m9"]
        assert reader.members_by_phone("", 2) == []


def test_members_born_on_a_day_come_page_by_page(till: Till) -> None:
    for n in range(5):
        till.enrol(f"m{n}")
        with till.store.write() as books:
            person = Member(id=f"m{n}", name="林", birthday_month=2, birthday_day=29 if n < 4 else 28)
            books.put_member(person, {"pinyin": "", "initials": ""})
    with till.store.read() as reader:
        assert [one.id for one in reader.born_on(2, 29, 3)] == ["m0", "m1", "m2"]
        assert [one.id for one in reader.born_on(2, 29, 3, after="m2")] == ["m3"]
        assert reader.born_on(2, 27, 3) == []


def test_enrolments_are_counted_by_person_and_minutes(till: Till) -> None:
    """FRAUD-04: those of a shift, not those of an import."""
    body = {"tier": "regular", "joined_on": till.day, "status": "active"}
    times = []
    for n, (actor, shift) in enumerate((("s1", "sh1"), ("s1", "sh1"), ("s2", "sh1"), ("s1", None))):
        event = till.append(till.draft(types.MEMBER_ENROLLED, body, member_id=f"m{n}", actor_id=actor, shift_id=shift))
        times.append(event.header.occurred_ms)
    with till.store.read() as reader:
        assert reader.enrolled_since(times[0]) == {"s1": 2, "s2": 1}
        assert reader.enrolled_since(times[1]) == {"s1": 1, "s2": 1}
        assert reader.enrolled_since(times[3] + 1) == {}

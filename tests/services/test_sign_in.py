"""Signing in: the PIN, the lock-out ladder, shifts and business dates, and clocks that somebody has set back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.complete_sale import complete_sale
from app.services.edit_basket import add_product
from app.services.sign_in import sign_in
from app.storage.sqlite.database import FILE_NAME
from tests.fakes.audit import audit
from tests.fakes.shop import COFFEE, WATER, Shop, refused

WRONG = "000000"


def wrong(shop: Shop, number: str = "1001", pin: str = WRONG) -> tuple[str, object]:
    """A wrong try: the code of the refusal and what it says (tries left or minutes)."""
    refusal = refused(sign_in, shop.desk, shop.person(number).id, pin)
    return refusal.code, next(iter(refusal.values.values()), None)


def test_the_right_pin_opens_a_shift(shop: Shop) -> None:
    session = shop.sign_in()
    assert (session.actor.name, session.actor.role) == ("陈晓雯", "cashier")
    assert (session.shift.business_date, session.shift.opened_by, session.shift.float_minor) == ("2026-06-20", session.actor.id, 0)
    assert shop.types()[-2:] == ["log_in", "shift_opened"]


@pytest.mark.parametrize("pin", ["", "1", "246", "24681", "2468100", "246810 ", "２４６８１０", "abcdef", "9" * 10_000, "246810\x00"])
def test_what_is_no_pin_is_a_wrong_one(shop: Shop, pin: str) -> None:
    """Counted like any other wrong try, so that nobody learns the length."""
    assert wrong(shop, pin=pin) == ("pin_wrong", 4)


def test_the_ladder(shop: Shop) -> None:
    """5 wrong: a minute; 8: a quarter of an hour; 10: half an hour; every one after that: half an hour."""
    found = []
    for _ in range(12):
        found.append(wrong(shop))
        if found[-1][0] == "locked_out":
            assert isinstance(found[-1][1], int)
            shop.wait(found[-1][1] * 60)
    assert found == [
        *(("pin_wrong", left) for left in (4, 3, 2, 1)),
        ("locked_out", 1), ("locked_out", 1), ("locked_out", 1),
        ("locked_out", 15), ("locked_out", 15),
        ("locked_out", 30), ("locked_out", 30), ("locked_out", 30),
    ]  # fmt: skip


def test_locked_out_even_the_right_pin_waits(shop: Shop) -> None:
    for _ in range(5):
        wrong(shop)
    refusal = refused(shop.sign_in)
    assert (refusal.code, refusal.values["minutes"]) == ("locked_out", 1)
    shop.wait(59)
    assert refused(shop.sign_in).code == "locked_out"
    shop.wait(1)
    assert shop.sign_in().actor.number == "1001"


def test_the_count_is_on_disk_before_the_answer(shop: Shop) -> None:
    """Pulling the plug after a wrong PIN does not buy another try."""
    for _ in range(4):
        wrong(shop)
        shop.reopen()
    assert wrong(shop) == ("locked_out", 1)
    shop.reopen()
    assert refused(shop.sign_in).code == "locked_out"
    assert [event["type"] for event in shop.events()[-5:]] == ["pin_refused"] * 4 + ["lock_out"]
    assert {event["body"]["staff"] for event in shop.events()[-5:]} == {shop.person("1001").id}


def test_tries_while_locked_out_do_not_make_it_longer(shop: Shop) -> None:
    """A prankster at the till cannot keep somebody out for good: nothing is counted while the lock holds."""
    for _ in range(5):
        wrong(shop)
    seq = shop.seq()
    for _ in range(20):
        assert wrong(shop)[0] == "locked_out"
    assert shop.seq() == seq
    shop.wait(60)
    assert shop.sign_in().actor.number == "1001"


def test_a_clock_put_right_locks_nobody_out_for_years(shop: Shop) -> None:
    """Locked out while the clock stood ten years ahead: half an hour from now, not ten years; and no way round by setting it back."""
    shop.at("2036-06-20")
    for _ in range(5):
        wrong(shop)
    shop.at("2026-06-20", "10:00")
    assert refused(shop.sign_in).values["minutes"] == 30
    shop.at("2026-06-20", "10:29")
    assert refused(shop.sign_in).values["minutes"] == 1
    shop.at("2026-06-20", "10:30")
    assert shop.sign_in().actor.number == "1001"


def test_another_person_signs_in_meanwhile(shop: Shop) -> None:
    for _ in range(10):
        wrong(shop)
        shop.wait(30 * 60)
    wrong(shop)
    assert shop.sign_in("1002").actor.number == "1002"
    assert refused(shop.sign_in, "1001").code == "locked_out"


def test_the_right_pin_clears_the_count(shop: Shop) -> None:
    for _ in range(4):
        wrong(shop)
    shop.sign_in()
    assert wrong(shop) == ("pin_wrong", 4)


def test_nobody_of_that_name(shop: Shop) -> None:
    assert refused(sign_in, shop.desk, "nobody", "246810").code == "no_such_person"


def test_a_pin_opens_only_its_own_door(shop: Shop) -> None:
    assert refused(shop.sign_in, "1003", "246810").code == "pin_wrong"


def test_one_shift_a_day(shop: Shop) -> None:
    first = shop.sign_in("1001")
    shop.wait(3600)
    second = shop.sign_in("1002")
    assert first.shift == second.shift
    assert shop.types().count("shift_opened") == 1


def test_the_next_day_is_another_shift(shop: Shop) -> None:
    first = shop.sign_in()
    shop.at("2026-06-21", "07:30")
    second = shop.sign_in()
    assert second.shift.id != first.shift.id
    assert second.shift.business_date == "2026-06-21"
    assert shop.types()[-3:] == ["log_in", "shift_closed", "shift_opened"]
    assert [event["business_date"] for event in shop.events()[-3:]] == ["2026-06-20", "2026-06-20", "2026-06-21"]


def test_a_shift_goes_on_over_midnight(shop: Shop) -> None:
    """Who stays signed in sells on the day on which the shift began, in sales numbers and in points."""
    shop.at("2026-06-20", "23:55")
    session = shop.sign_in()
    shop.at("2026-06-21", "00:10")
    shop.scan(COFFEE)
    done = complete_sale(shop.desk, session, shop.state().basket.sale_id, "cash")
    assert done.sale.data.sale_number == "R012606200001"
    assert (done.sale.data.date, done.sale.data.time) == ("2026-06-21", "00:10"), "the paper shows the clock"


def test_a_basket_over_midnight_keeps_its_shift(shop: Shop) -> None:
    first = shop.sign_in()
    shop.scan(WATER)
    shop.at("2026-06-21", "08:00")
    second = shop.sign_in("1002")
    assert second.shift == first.shift
    complete_sale(shop.desk, second, shop.state().basket.sale_id, "cash")
    assert shop.sign_in("1002").shift.business_date == "2026-06-21"


def test_a_clock_set_back_is_noted_and_no_date_goes_back(shop: Shop) -> None:
    """Set back by a day in the middle of a shift: selling goes on, the step is in the journal once."""
    shop.at("2026-06-21", "10:00")
    shop.sign_in()
    shop.scan(WATER)
    complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash")
    shop.at("2026-06-20", "10:00")
    numbers = []
    for _ in range(2):
        shop.scan(WATER)
        numbers.append(complete_sale(shop.desk, shop.session, shop.state().basket.sale_id, "cash").sale.data.sale_number)
    assert numbers == ["R012606210002", "R012606210003"]
    (step,) = shop.events("clock_step")
    assert step["body"]["from_ms"] - step["body"]["to_ms"] == 24 * 3600 * 1000
    assert shop.session.shift.business_date == "2026-06-21"


def test_a_clock_set_back_before_the_start_is_noted_at_the_sign_in(shop: Shop) -> None:
    """The program was closed meanwhile: the log-in would hide the step, so it notes it."""
    shop.at("2026-06-25", "10:00")
    shop.sign_in()
    shop.reopen()
    shop.at("2026-06-20", "10:00")
    session = shop.sign_in()
    assert session.shift.business_date == "2026-06-25"
    assert shop.types()[-2:] == ["clock_step", "log_in"]
    add_product(shop.desk, session, "p10001")
    assert len(shop.events("clock_step")) == 1


def test_a_few_seconds_are_no_step(shop: Shop) -> None:
    """Clocks are set by the network now and then; 5 seconds are not worth a line in the journal."""
    shop.sign_in()
    shop.wait(-5)
    shop.sign_in()
    assert shop.events("clock_step") == []
    shop.wait(-6)
    shop.sign_in()
    assert len(shop.events("clock_step")) == 1


@pytest.fixture
def guarded_shop(tmp_path: Path) -> Iterator[Shop]:
    """A shop with real PIN hashes, made by `init`."""
    from app.bootstrap import make_shop

    folder = tmp_path / "own"
    make_shop(folder, shop="小店", store_name="", till_no=1, owner="何敏", pin="4711")
    shop = Shop(folder, cheap_pins=False)
    yield shop
    shop.store.close()
    audit(folder / FILE_NAME)
    shutil.rmtree(folder)


def test_pins_are_argon2id_on_disk(guarded_shop: Shop) -> None:
    """The owner of a new shop signs in; what is stored is no PIN and costs 19 MiB and two passes to try."""
    stored = guarded_shop.rows("SELECT pin_hash FROM person_staff")[0][0]
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    person = guarded_shop.person("1001")
    assert refused(sign_in, guarded_shop.desk, person.id, "4712").code == "pin_wrong"
    assert sign_in(guarded_shop.desk, person.id, "4711").actor.role == "owner"
    journal = b"".join(row[0] for row in guarded_shop.rows("SELECT payload FROM journal"))
    assert b"argon2" not in journal
    assert "何敏".encode() not in journal

"""`import products|members`: the report as lines and as JSON, the exit code, the file's limits."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.bootstrap import start_desk
from app.services.import_rows import FILE_BYTES_MAX
from tests.cli.conftest import Jifentai
from tests.fakes.audit import audit
from tests.fakes.shop import raw

GOOD = "name,phone,points\n王芳,13800000001,100\n李雷,13800000002,\n"


def file(folder: Path, content: str | bytes) -> str:
    path = folder / "rows.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def members(shop: Jifentai) -> int:
    with raw(shop.folder / "till.db") as connection:
        return int(connection.execute("SELECT count(*) FROM member").fetchone()[0])


def test_members(shop: Jifentai, tmp_path: Path) -> None:
    name = file(tmp_path, GOOD.encode("gbk"))
    dry = shop("import", "members", name, "--dry-run")
    assert (dry.code, dry.out.splitlines()[-1], members(shop)) == (0, "checked only, nothing was imported", 0)
    answer = shop("import", "members", name)
    assert answer.out.splitlines() == ["2 rows", "  members: 2", "  cards: 0", "  points: 100", "imported"]
    assert (answer.code, members(shop)) == (0, 2)
    audit(shop.folder / "till.db")


def test_products_as_json(shop: Jifentai, tmp_path: Path) -> None:
    answer = shop("import", "products", file(tmp_path, "sku,name,price\n1,茶,3.50\n"), "--json")
    assert answer.data == {
        "kind": "products",
        "rows": 1,
        "totals": {"products": "1", "new": "1", "changed": "0", "sum of prices": "3.50"},
        "bad": [],
        "bad_rows": 0,
        "booked": True,
    }


def test_bad_rows_are_named_and_nothing_is_booked(shop: Jifentai, tmp_path: Path) -> None:
    answer = shop("import", "members", file(tmp_path, GOOD + "韩梅,1\n"))
    assert answer.code == 1
    assert answer.out.splitlines()[-2:] == ["line 4: phone: not a mobile number", "nothing was imported: 1 bad rows"]
    assert members(shop) == 0


def test_what_is_wrong_with_a_product_is_said_in_words(shop: Jifentai, tmp_path: Path) -> None:
    rows = "sku,barcode,name,price,tax_rate\n1,,茶,1e999,0/0\n2,12345,,3.50,0.06\n"
    answer = shop("import", "products", file(tmp_path, rows))
    assert [line for line in answer.out.splitlines() if line.startswith("line ")] == [
        "line 2: price: not written as it should be, tax_rate: not written as it should be",
        "line 3: barcode: no EAN-8 or EAN-13 with its check digit, name: has to be there",
    ]


def test_more_bad_rows_than_are_named(shop: Jifentai, tmp_path: Path) -> None:
    answer = shop("import", "members", file(tmp_path, "name,phone\n" + "甲,1\n" * 500))
    assert answer.out.splitlines()[-1] == "nothing was imported: 500 bad rows"


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ("", "the columns are not those of this import"),
        ("name,phone,wage\n", "unknown: wage"),
        ('name,phone\n"', "not a CSV file"),
        (b"name,phone\n\x80\xff\n", "neither UTF-8 nor GBK"),
    ],
)
def test_files_of_another_form(shop: Jifentai, tmp_path: Path, content: str | bytes, part: str) -> None:
    assert part in shop.complaint("import", "members", file(tmp_path, content))


def test_the_file_has_a_limit_and_is_not_read_beyond_it(shop: Jifentai, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    with path.open("wb") as sparse:
        sparse.truncate(FILE_BYTES_MAX * 1000)
    assert shop.complaint("import", "products", str(path)) == "rows.csv is larger than 20 MB"


def test_no_file_no_shop_no_turn(shop: Jifentai, tmp_path: Path) -> None:
    assert "No such file" in shop.complaint("import", "members", str(tmp_path / "nothing.csv"))
    assert "directory" in shop.complaint("import", "members", str(tmp_path)).lower()
    other = Jifentai(tmp_path / "nowhere")
    assert other.complaint("import", "members", file(tmp_path, GOOD)).startswith("there is no shop")
    store, _ = start_desk(shop.folder)
    try:
        assert shop.complaint("import", "members", file(tmp_path, GOOD)) == "a till is open on this folder; close it first"
    finally:
        store.close()


def test_grants_by_command(shop: Jifentai, tmp_path: Path) -> None:
    """EARN-34: totals first, nothing while a row is bad, nothing twice."""
    shop("import", "members", file(tmp_path, GOOD))
    name = file(tmp_path, "phone,points\n13800000001,50\n13800000002,\n13999999999,5\n")
    dry = shop("import", "grants", name, "--points", "20", "--until", "lasting", "--dry-run")
    assert dry.out.splitlines()[:6] == [
        "3 rows", "  members: 2", "  points: 70", "  worth at most: 0.70", "  good until: without end", "  of frozen accounts: 0",
    ]  # fmt: skip
    assert (dry.code, dry.out.splitlines()[-1]) == (1, "nothing was given: 1 bad rows; --skip-bad leaves them out")
    assert shop("import", "grants", name, "--points", "20").code == 1
    given = shop("import", "grants", name, "--points", "20", "--skip-bad", "--json")
    assert (given.code, given.data["members"], given.data["points"], given.data["booked"]) == (0, 2, 70, 1)
    again = shop("import", "grants", name, "--points", "20", "--skip-bad")
    assert again.out.splitlines()[-1].endswith("nothing was given again; --label tells two batches apart")
    with raw(shop.folder / "till.db") as connection:
        assert connection.execute("SELECT sum(remaining) FROM lot WHERE rule = 'by_hand'").fetchone() == (70,)
    audit(shop.folder / "till.db")
    assert "say how many points" in shop("import", "grants", name).err

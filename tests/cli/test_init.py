"""`init`: a shop of one's own and the demo shop; never over another one, and nothing half made."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from app.bootstrap import UNFINISHED_FILE, demo_people, has_shop, make_demo_shop, open_desk
from app.cli.init import shipped
from app.domain.programme.operations import document_sha256
from app.services.pins import people
from app.services.sign_in import sign_in
from app.support.resources import resource
from tests.cli.conftest import Jifentai
from tests.fakes.audit import audit

DEMO = ("init", "--demo", "--members", "12", "--days", "1", "--until", "2026-06-19")
DAY = date(2026, 6, 19)
OWN = ("init", "--shop", "小店", "--owner", "何敏", "--pin", "4711")


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} if folder.exists() else set()


def test_a_shop_of_one_s_own(jifentai: Jifentai) -> None:
    answer = jifentai(*OWN, "--store", "东门店", "--till", "7", "--json")
    assert (answer.code, answer.data) == (0, {"folder": str(jifentai.folder), "till": 7})
    with open_desk(jifentai.folder) as desk:
        with desk.store.read() as reader:
            (owner,) = people(reader)
            assert (owner.name, owner.role, desk.till_code) == ("何敏", "owner", "T07")
            assert (desk.setting(reader, "shop.name"), desk.setting(reader, "store.name")) == ("小店", "东门店")
            assert reader.programme_sha(desk.local().date) is not None
        assert sign_in(desk, owner.id, "4711").actor == owner
    audit(jifentai.folder / "till.db")
    assert (jifentai.folder / "keys" / "till.key").stat().st_mode & 0o777 == 0o600
    assert jifentai.folder.stat().st_mode & 0o777 == 0o700


def test_the_pin_is_asked_for(jifentai: Jifentai) -> None:
    answer = jifentai("init", "--shop", "小店", "--owner", "何敏", stdin="4711\n4711\n")
    assert answer.code == 0
    assert "4711" not in answer.out


def test_an_existing_shop_is_refused(shop: Jifentai) -> None:
    before = {name: (shop.folder / name).read_bytes() for name in files(shop.folder)}
    for arguments in (OWN, DEMO):
        assert shop.complaint(*arguments).startswith("there is a shop in this folder already")
    assert {name: (shop.folder / name).read_bytes() for name in files(shop.folder)} == before


def test_a_foreign_key_is_left_alone(shop: Jifentai) -> None:
    """Somebody deleted the database: its key is still worth something and is not overwritten."""
    key = (shop.folder / "keys" / "till.key").read_text()
    for path in shop.folder.glob("till.db*"):
        path.unlink()
    assert shop.complaint(*OWN).startswith("there is a till's key in this folder already")
    assert (shop.folder / "keys" / "till.key").read_text() == key


@pytest.mark.parametrize(
    ("arguments", "code", "part"),
    [
        (("init",), 2, "--shop NAME and --owner NAME"),
        (("init", "--shop", "小店"), 2, "--shop NAME and --owner NAME"),
        (("init", "--shop", "小店", "--owner", "何敏", "--pin", "12"), 1, "4 to 8 digits"),
        (("init", "--shop", "小店", "--owner", "何敏", "--pin", "abcdef"), 1, "4 to 8 digits"),
        (("init", "--shop", "小店", "--owner", "\x1b\x00", "--pin", "4711"), 1, "needs a name"),
        (("init", "--shop", "小店", "--owner", "何" * 41, "--pin", "4711"), 1, "too long"),
        (("init", "--shop", "店\x07", "--owner", "何敏", "--pin", "4711"), 2, "shop.name"),
        (("init", "--shop", "店" * 41, "--owner", "何敏", "--pin", "4711"), 2, "shop.name"),
        (("init", "--demo", "--until", "20. June"), 2, "YYYY-MM-DD"),
    ],
)
def test_what_makes_no_shop(jifentai: Jifentai, arguments: tuple[str, ...], code: int, part: str) -> None:
    """One line, and nothing is left in the folder: the next attempt starts clean."""
    assert part in jifentai.complaint(*arguments, code=code)
    assert not has_shop(jifentai.folder)
    assert files(jifentai.folder) == set()
    assert jifentai(*OWN).code == 0


PROGRAMME = json.loads(resource("templates/starter.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"", "problem: format"),
        (b"{", "problem: format"),
        (b"\xff\xfe", "problem: format"),
        (b"[" * 100_000, "problem: format"),
        (b'{"format": NaN}', "problem: format"),
        (b"[]", "problem: type"),
        (b'{"format": 1, "format": 1}', "problem: duplicate"),
        (json.dumps({**PROGRAMME, "point_value": 1}).encode(), "path: /point_value"),
        (json.dumps({**PROGRAMME, "salary": 1}).encode(), "path: /salary, problem: unknown_field"),
        (json.dumps({**PROGRAMME, "code": "\x1b["}).encode(), "path: /code"),
        (b" " * (2 * 1024 * 1024 + 1), "larger than 2 MB"),
    ],
)
def test_a_programme_with_errors(jifentai: Jifentai, tmp_path: Path, content: bytes, part: str) -> None:
    """The first defect is named with its place; no shop is left half made."""
    file = tmp_path / "programme.json"
    file.write_bytes(content)
    assert part in jifentai.complaint(*OWN, "--programme", str(file))
    assert files(jifentai.folder) == set()


def test_a_programme_that_is_not_there(jifentai: Jifentai, tmp_path: Path) -> None:
    assert "No such file" in jifentai.complaint(*OWN, "--programme", str(tmp_path / "nothing.json"))
    assert "directory" in jifentai.complaint(*OWN, "--programme", str(tmp_path)).lower()
    assert files(jifentai.folder) == set()


@pytest.mark.parametrize("template", [known.code for known in shipped()])
def test_every_template_makes_a_shop(jifentai: Jifentai, template: str) -> None:
    assert jifentai(*OWN, "--template", template).code == 0
    with open_desk(jifentai.folder) as desk, desk.store.read() as reader:
        sha = reader.programme_sha(desk.local().date)
        assert sha == document_sha256(json.loads(resource(f"templates/{template}.json").read_text(encoding="utf-8")))


def test_templates_are_listed_and_an_unknown_one_is_named(jifentai: Jifentai, tmp_path: Path) -> None:
    listed = jifentai("init", "--template", "list", "--json")
    assert [row["code"] for row in listed.data["templates"]] == [known.code for known in shipped()]
    assert "奶茶店" in jifentai("init", "--template", "list").out
    assert "no template is called bakery: starter, coffee" in jifentai.complaint(*OWN, "--template", "bakery", code=2)
    both = (*OWN, "--template", "gym", "--programme", str(tmp_path / "p.json"))
    assert "not both" in jifentai.complaint(*both, code=2)
    assert files(jifentai.folder) == set()


def test_the_demo_shop(jifentai: Jifentai) -> None:
    """Progress on stderr; people and PINs beside the books; everybody can sign in."""
    answer = jifentai(*DEMO)
    assert answer.code == 0
    assert "day 1 of 1" in answer.err
    shown = demo_people(jifentai.folder)
    assert [person.number for person in shown] == ["1001", "1002", "1003"]
    with open_desk(jifentai.folder) as desk:
        with desk.store.read() as reader:
            staff = {person.number: person for person in people(reader)}
        for person in shown:
            assert sign_in(desk, staff[person.number].id, person.pin).actor.name == person.name
    audit(jifentai.folder / "till.db")


def sums(folder: Path) -> dict[str, str]:
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in sorted(files(folder))}


def test_the_same_seed_gives_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    """Also where the order of sets differs."""
    made = []
    for hash_seed in ("1", "2"):
        folder = tmp_path / hash_seed
        arguments = [sys.executable, "-m", "app", *DEMO, "--data-dir", str(folder)]
        subprocess.run(arguments, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": hash_seed})
        made.append(sums(folder))
    assert made[0] == made[1]
    assert "till.db" in made[0]
    assert "till.db-wal" not in made[0]


def test_members_and_days_do_not_change_each_other_s_shop(tmp_path: Path) -> None:
    """In one process, with other work in between: still the same bytes; another seed gives another shop."""
    for name in ("a", "b"):
        make_demo_shop(tmp_path / name, seed=3, members=8, days=2, until=DAY)
        make_demo_shop(tmp_path / f"{name}-other", seed=4, members=3, days=1, until=DAY)
    assert sums(tmp_path / "a") == sums(tmp_path / "b")
    make_demo_shop(tmp_path / "c", seed=5, members=8, days=2, until=DAY)
    assert sums(tmp_path / "c")["till.db"] != sums(tmp_path / "a")["till.db"]


def test_killed_while_making_the_demo_shop(tmp_path: Path) -> None:
    """kill -9 in the middle: what is left is no shop, and the next attempt makes it whole."""
    folder = tmp_path / "till"
    arguments = [sys.executable, "-m", "app", "init", "--demo", "--days", "200", "--until", "2026-06-19", "--data-dir", str(folder)]
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    waited = time.monotonic() + 20
    while not (folder / "till.json").exists() and time.monotonic() < waited:
        time.sleep(0.02)
    time.sleep(0.2)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert (folder / UNFINISHED_FILE).exists()
    assert not has_shop(folder)
    cli = Jifentai(folder)
    assert cli.complaint("settings", "list").startswith("there is no shop in this folder")
    assert cli(*DEMO).code == 0
    assert has_shop(folder)
    assert len(demo_people(folder)) == 3
    whole = tmp_path / "whole"
    assert Jifentai(whole)(*DEMO).code == 0
    assert sums(folder) == sums(whole)


def test_a_programme_that_gives_vouchers_makes_a_shop(jifentai: Jifentai, tmp_path: Path) -> None:
    document = json.loads(resource("templates/starter.json").read_text(encoding="utf-8"))
    benefit = {"kind": "voucher", "voucher": "FREE_TEA"}
    rule = {"code": "tea", "name": "送茶", "trigger": "sale", "lane": "base", "benefit": benefit}
    file = tmp_path / "programme.json"
    file.write_text(json.dumps({**document, "rules": [*document["rules"], rule]}), encoding="utf-8")
    assert jifentai(*OWN, "--programme", str(file)).code == 0

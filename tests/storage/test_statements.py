"""The text of every statement is what Core makes of it today (R7), and a till runs without Core."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy

from app.storage.sqlite import core, statements
from app.storage.sqlite.core import Written, bindparam, func, made, select, spelled, table, text
from app.storage.sqlite.statements import insert_row, limited, prepare, put_row
from app.storage.sqlite.tables import Base
from app.storage.sqlite.texts import TEXTS

ROOT = Path(__file__).resolve().parents[2]
_lot = table("lot").c


def test_the_texts_are_what_core_says() -> None:
    """Where it fails: `python -m tests.storage.statements`, and look at the difference."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.storage.statements", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_an_expression_is_spelled_as_it_stands() -> None:
    """What makes two statements the same is every name, value and sign in them."""
    expression = select(_lot.id, func.sum(_lot.remaining - _lot.held)).where(_lot.seq >= 3, _lot["n"] != bindparam("n"), text("held > 0"))
    assert spelled(expression) == (
        "select(table('lot').c.id, func.sum((table('lot').c.remaining - table('lot').c.held)))"
        ".where((table('lot').c.seq >= 3), (table('lot').c['n'] != bindparam('n')), text('held > 0'))"
    )
    assert spelled(1 + _lot.n) == "(1 + table('lot').c.n)"
    assert spelled(~(_lot.n == 1) & (_lot.seq == 2)) == "(~(table('lot').c.n == 1) & (table('lot').c.seq == 2))"


def test_core_makes_of_it_what_it_makes_of_its_own() -> None:
    lot = Base.metadata.tables["lot"]
    theirs = (
        sqlalchemy.select(lot.c.id)
        .where(lot.c.holder == sqlalchemy.bindparam("holder"), 5 + lot.c.n > sqlalchemy.bindparam("low"))
        .order_by(lot.c.n.desc())
    )
    ours = select(_lot.id).where(_lot.holder == bindparam("holder"), 5 + _lot.n > bindparam("low")).order_by(_lot.n.desc())
    assert prepare(ours, "holder", "n_1", "low") == prepare(theirs, "holder", "n_1", "low")
    assert made(ours) is made(ours)


def test_a_statement_without_a_text_is_compiled_when_it_is_met() -> None:
    """So that one just written runs before the texts are written anew."""
    assert limited(select(_lot.id).where(_lot.n == bindparam("never_asked")), "never_asked") == (
        "SELECT lot.id \nFROM lot \nWHERE lot.n = ?\n LIMIT ?"
    )
    with pytest.raises(ValueError, match="parameters are"):
        prepare(select(_lot.id).where(_lot.n == bindparam("a"), _lot.seq == bindparam("b")), "b", "a")


def test_whole_rows_follow_the_table() -> None:
    assert insert_row("work_basket") == "INSERT INTO work_basket (slot, content) VALUES (?, ?)"
    assert put_row("work_basket").endswith("ON CONFLICT (slot) DO UPDATE SET content = excluded.content")


def test_what_cannot_be_spelled_is_refused() -> None:
    with pytest.raises(TypeError, match="no spelling"):
        select(_lot.id).where(_lot.n == object())
    with pytest.raises(TypeError, match="the database's to say"):
        bool(_lot.n == 1)
    with pytest.raises(TypeError):
        list(_lot)
    assert all(isinstance(getattr(core, name), Written) for name in core.__all__ if name not in ("Written", "made", "spelled"))


def test_the_product_compiles_nothing() -> None:
    assert statements.compiled_anew is None
    assert len(TEXTS) > 100

"""The schema: the same whether it is made at once or migrated from nothing, frozen by a stored database of each revision."""

from __future__ import annotations

import hashlib
import re
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlcipher3 import dbapi2

from app.domain.errors import Fault
from app.storage.sqlite import database, migrate
from app.storage.sqlite.database import REVISION, TRIGGERS, connected, create_database, engine_of, make_triggers
from app.storage.sqlite.migrations import upgrade as upgrading
from app.storage.sqlite.store import SqliteStore
from app.storage.sqlite.tables import Base
from tests.storage.till import ORIGIN, Till

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "journal"

LATER = '''"""A revision of a later day: a column more, and the triggers lost on the way, as batch migrations lose them."""
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{down}"


def upgrade() -> None:
    with op.batch_alter_table("member", table_kwargs={{"sqlite_strict": True, "sqlite_with_rowid": False}}) as batch:
        batch.add_column(sa.Column("later", sa.Text(), nullable=True))
    op.execute("DROP TRIGGER journal_no_update")
    {fails}
'''


def schema(path: Path) -> dict[str, str]:
    """Everything in the file by name, blanks evened out."""
    with closing(dbapi2.connect(str(path))) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    return {name: re.sub(r"\s+", " ", sql).replace("( ", "(").replace(" )", ")").strip() for name, sql in rows}


def migrated(path: Path, revision: str = "head") -> None:
    """A database made from nothing by the migrations."""
    path.touch()
    with engine_of(path).connect() as connection:
        upgrading.upgrade(connection, revision)
    with connected(path) as sql:
        make_triggers(sql)


def test_both_ways_give_the_same_schema(tmp_path: Path) -> None:
    create_database(tmp_path / "new.db")
    migrated(tmp_path / "old.db")
    assert schema(tmp_path / "old.db") == schema(tmp_path / "new.db")
    with engine_of(tmp_path / "old.db").connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_the_head_is_the_constant() -> None:
    assert ScriptDirectory.from_config(upgrading.configuration()).get_current_head() == REVISION


@pytest.mark.parametrize("revision", ["0001", "0002", "0003"])
def test_a_released_schema_never_changes(tmp_path: Path, revision: str) -> None:
    """The stored text of every released revision: a change of a table needs a new revision."""
    migrated(tmp_path / "old.db", revision)
    text = "\n".join(f"{sql};" for _, sql in sorted(schema(tmp_path / "old.db").items())) + "\n"
    assert text == (GOLDEN / f"schema-{revision}.sql").read_text(encoding="utf-8")


def test_a_stored_database_of_each_revision_opens_and_holds(tmp_path: Path) -> None:
    """The small databases that released schemas leave behind."""
    for dump in sorted(GOLDEN.glob("books-*.sql")):
        till = stored(tmp_path, dump)
        store = till.opened()
        assert store.damage is None
        with store.read() as reader:
            member = reader.member("m1")
            assert member is not None
            assert (member.name, reader.balance("m1", till.day).available) == ("林婉清", 61)
        store.close()
        assert till.verified().problems == ()


def stored(tmp_path: Path, dump: Path) -> Till:
    """The till whose books are those of a stored dump, not opened yet."""
    till = Till(tmp_path / dump.stem)
    till.store.close()
    till.path.unlink()
    with closing(dbapi2.connect(str(till.path))) as connection:
        connection.executescript(dump.read_text(encoding="utf-8"))
        connection.execute("PRAGMA journal_mode = WAL")
    return till


def test_a_migration_counts_the_journal_anew(tmp_path: Path) -> None:
    """Books of the first revision hold what its events add up to under the second: a tier's base, the day of the last activity."""
    till = stored(tmp_path, GOLDEN / "books-0001.sql")
    with closing(dbapi2.connect(str(till.path))) as connection:
        connection.execute("UPDATE balance SET remaining = 9999")
        connection.commit()
    told: list[int] = []
    copy = migrate.migrate(till.path, progress=told.append)
    assert copy is not None
    assert _dump(copy)[4] == [("m1", "POINTS", 9999, 0, 0, 0)]
    store = till.opened()
    with store.read() as reader:
        member = reader.member("m1")
        assert member is not None
        assert (reader.balance("m1", till.day).remaining, member.tier_base, member.active_on) == (61, "regular", "2026-03-15")
    store.close()
    assert till.verified().problems == ()


def test_events_that_do_not_add_up_leave_the_old_file(tmp_path: Path) -> None:
    """All or nothing: an event that does not fit what was before it is found, and nothing of the new schema stays."""
    till = stored(tmp_path, GOLDEN / "books-0001.sql")
    with closing(dbapi2.connect(str(till.path))) as connection:
        for name in TRIGGERS:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE posting SET amount = amount + 1 WHERE account = 'member' AND n = 1")
        connection.commit()
    before = _dump(till.path), schema(till.path)
    with pytest.raises(Fault) as caught:
        migrate.migrate(till.path)
    assert caught.value.code == "database_damaged"
    assert "is not that of the payload" in str(caught.value)
    assert (_dump(till.path), schema(till.path)) == before


def test_strict_tables_and_named_constraints(tmp_path: Path) -> None:
    """R7."""
    create_database(tmp_path / "new.db")
    for name, sql in schema(tmp_path / "new.db").items():
        if sql.startswith("CREATE TABLE") and name != "alembic_version":
            assert sql.endswith("STRICT"), name
            assert sql.count("CHECK (") == sql.count("CONSTRAINT ck_"), name
            assert "PRIMARY KEY (" not in sql.replace(f"CONSTRAINT pk_{name} PRIMARY KEY (", ""), name
    refused = pytest.raises(dbapi2.IntegrityError, match="cannot store TEXT value in INTEGER")
    with closing(dbapi2.connect(str(tmp_path / "new.db"))) as connection, refused:
        connection.execute("INSERT INTO balance VALUES ('m', 'POINTS', 'many', 0, 0, 0)")


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program of a later day, whose schema has one revision more."""
    versions = tmp_path / "versions"
    versions.mkdir()
    configuration = upgrading.configuration

    def with_later() -> object:
        config = configuration()
        shipped = Path(upgrading.__file__).parent / "versions"
        config.set_main_option("path_separator", "newline")
        config.set_main_option("version_locations", f"{shipped}\n{versions}")
        return config

    monkeypatch.setattr(upgrading, "configuration", with_later)
    monkeypatch.setattr(migrate, "REVISION", "9999")
    return versions


def test_an_older_file_is_copied_migrated_and_goes_on(till: Till, later: Path) -> None:
    """L19: same balances, the chain continues; the triggers that the migration lost are there again."""
    (later / "later.py").write_text(LATER.format(down=REVISION, fails=""), encoding="utf-8")
    till.enrol("m1")
    till.grant("m1", till.accrual("m1", 61))
    till.store.close()
    before = _dump(till.path)
    till.store = till.opened()
    copy = till.path.with_name("till.db.before-9999")
    assert _dump(copy) == before
    with till.store.read() as reader:
        assert reader.balance("m1", till.day).available == 61
    assert "later TEXT" in schema(till.path)["member"]
    assert {name: schema(till.path)[name] for name in TRIGGERS} == TRIGGERS
    till.append(till.sale("R012603150001", "m1"))
    till.store.close()
    assert till.verified().parts[0] == "file"
    with closing(dbapi2.connect(str(till.path))) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("9999",)]


def test_a_migration_that_fails_changes_nothing(till: Till, later: Path) -> None:
    (later / "later.py").write_text(LATER.format(down=REVISION, fails="raise RuntimeError('half way')"), encoding="utf-8")
    till.enrol("m1")
    till.store.close()
    before = _dump(till.path), schema(till.path)
    with pytest.raises(RuntimeError, match="half way"):
        till.opened()
    assert (_dump(till.path), schema(till.path)) == before


def test_a_file_of_a_newer_program_is_left_alone(till: Till) -> None:
    till.store.close()
    with closing(dbapi2.connect(str(till.path))) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    digest = hashlib.sha256(till.path.read_bytes()).hexdigest()
    with pytest.raises(Fault) as caught:
        till.opened()
    assert caught.value.code == "database_newer"
    assert hashlib.sha256(till.path.read_bytes()).hexdigest() == digest


def test_sqlalchemy_and_alembic_are_not_imported_without_need(till: Till) -> None:
    """The cold start pays for SQLAlchemy and Alembic only when there is something to make or to migrate; statements come as texts (R7)."""
    import subprocess
    import sys

    till.store.close()
    script = (
        "import sys\nfrom pathlib import Path\nfrom app.storage.sqlite.store import SqliteStore\n"
        "from app.security.till_key import load_key\n"
        f"SqliteStore(Path(sys.argv[1]), '{ORIGIN}', load_key(Path(sys.argv[1]))).close()\n"
        "print(sorted(name for name in sys.modules if name.split('.')[0] in ('sqlalchemy', 'alembic', 'mako', 'argon2')))\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(till.folder)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_crash_while_making_the_database_leaves_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(_: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(database, "create_schema", crash)
    with pytest.raises(RuntimeError):
        create_database(tmp_path / "till.db")
    assert not (tmp_path / "till.db").exists()
    monkeypatch.undo()
    create_database(tmp_path / "till.db")
    SqliteStore(tmp_path, ORIGIN, None).close()


def _dump(path: Path) -> list[object]:
    with closing(dbapi2.connect(str(path))) as connection:
        names = ("journal", "posting", "lot", "member", "balance")
        return [connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in names]

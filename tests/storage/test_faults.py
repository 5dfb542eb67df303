"""The disk, other programs and damage: each gives one fault, nothing is half booked, and the same store goes on when it is over."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from app.domain.errors import Fault
from app.domain.journal import types
from app.security.signatures import TillKey
from app.services.ports.store import PrintRequest
from app.storage.sqlite import database
from app.storage.sqlite.database import create_database, wal_of
from app.storage.sqlite.store import SqliteStore
from tests.storage.till import ORIGIN, Till

FILL = b"\0" * 4096


def code_of(till: Till, *, paper: int = 0) -> str | None:
    """Books a sale with so many bytes of paper; the fault it met."""
    try:
        with till.store.write() as books:
            event = books.append(till.sale(f"N{till.now_ms}"))
            books.queue_print(
                PrintRequest(id=till.new_id(), kind="receipt", title="x", payload=b"x" * paper, event_id=event.header.id, created_ms=0)
            )
    except Fault as fault:
        return fault.code
    return None


def head(till: Till) -> int:
    with till.store.read() as reader:
        return reader.head().seq


@contextmanager
def small_disk(tmp_path: Path, size: str) -> Iterator[Path]:
    """A tmpfs of a few megabytes."""
    mount = tmp_path / "disk"
    mount.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(mount)], check=True)
    try:
        yield mount
    finally:
        subprocess.run(["umount", "-l", str(mount)], check=True)


def may_mount(tmp_path: Path) -> bool:
    """Whether this process may mount a tmpfs: root, and not in a container that forbids it."""
    probe = tmp_path / "probe"
    probe.mkdir()
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(probe)], capture_output=True).returncode:
        return False
    subprocess.run(["umount", str(probe)], check=True)
    return True


def test_a_full_disk(tmp_path: Path) -> None:
    """The sale at which the disk is full is refused whole; the ones before it stand; with space again the same store sells on."""
    if not may_mount(tmp_path):
        _file_size_limit(tmp_path)
        return
    with small_disk(tmp_path, "3m") as disk:
        till = Till(disk / "till")
        ballast = disk / "ballast"
        ballast.write_bytes(FILL * 64)
        booked, code = 0, None
        while code is None:
            code = code_of(till, paper=2_000)
            booked += code is None
            assert booked < 5_000
        assert code == "disk_full"
        assert head(till) == booked
        assert code_of(till, paper=2_000) == "disk_full"
        ballast.unlink()
        assert code_of(till, paper=2_000) is None
        assert head(till) == booked + 1
        till.store.close()
        assert till.verified().holds


def test_a_file_size_limit(tmp_path: Path) -> None:
    """The same where the limit is the file's: SQLite answers with an I/O error there."""
    _file_size_limit(tmp_path)


def _file_size_limit(tmp_path: Path) -> None:
    till = Till(tmp_path / "limited")
    assert code_of(till) is None
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (wal_of(till.path).stat().st_size + 10_000, hard))
    booked, code = 1, None
    try:
        while code is None:
            code = code_of(till, paper=4_000)
            booked += code is None
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert code == "disk_full"
    assert head(till) == booked
    assert code_of(till, paper=4_000) is None
    till.store.close()
    assert till.verified().holds


def test_the_disk_is_full_when_the_shop_is_made(tmp_path: Path) -> None:
    resource_limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, resource_limits[1]))
    try:
        with pytest.raises(Fault) as caught:
            create_database(tmp_path / "till.db")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, resource_limits)
        signal.signal(signal.SIGXFSZ, before)
    assert caught.value.code == "disk_full"
    assert not (tmp_path / "till.db").exists()
    create_database(tmp_path / "till.db")


def test_another_program_has_the_database(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 50)
    till.reopen()
    with closing(dbapi2.connect(str(till.path), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert code_of(till) == "database_locked"
        assert head(till) == 0
        other.execute("ROLLBACK")
    assert code_of(till) is None


def test_a_second_till_process(till: Till) -> None:
    """The lock is the operating system's: another process is kept out while this one lives, and looking is allowed."""
    script = (
        "import sys\nfrom pathlib import Path\nfrom app.domain.errors import Fault\nfrom app.security.signatures import TillKey\n"
        "from app.storage.sqlite.store import SqliteStore\n"
        "signer = TillKey(bytes(32)) if sys.argv[2] == 'write' else None\n"
        "try:\n    SqliteStore(Path(sys.argv[1]), 'T01.1', signer).close()\n    print('opened')\n"
        "except Fault as fault:\n    print(fault.code)\n"
    )

    def other(mode: str) -> str:
        command = [sys.executable, "-c", script, str(till.folder), mode]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    assert other("write") == "second_till"
    assert other("read") == "opened"
    till.store.close()
    assert other("write") == "opened"


def test_the_same_process_cannot_open_it_twice(till: Till) -> None:
    with pytest.raises(Fault) as caught:
        till.opened()
    assert caught.value.code == "second_till"


def test_a_file_of_something_else(till: Till) -> None:
    till.store.close()
    till.path.write_bytes(b"this is no database" * 1000)
    with pytest.raises(Fault) as caught:
        till.opened()
    assert caught.value.code == "database_damaged"


def test_another_database(till: Till) -> None:
    till.store.close()
    till.path.unlink()
    with closing(dbapi2.connect(str(till.path))) as other:
        other.execute("CREATE TABLE somebody_elses (a)")
        other.commit()
    with pytest.raises(Fault) as caught:
        till.opened()
    assert caught.value.code == "database_damaged"


def test_a_truncated_file(till: Till) -> None:
    for n in range(20):
        till.append(till.sale(f"N{n}"))
    till.store.close()
    size = till.path.stat().st_size
    os.truncate(till.path, size // 2)
    with pytest.raises(Fault) as caught:
        till.opened()
    assert caught.value.code == "database_damaged"
    assert not till.verified().holds


def test_a_damaged_end_of_the_journal_opens_for_reading_only(till: Till) -> None:
    """reliability.md §4.4: no repair in silence; the file stays as it is, looking is possible."""
    for n in range(5):
        till.append(till.sale(f"N{n}"))
    till.store.close()
    with closing(dbapi2.connect(str(till.path))) as shell:
        shell.execute("DROP TRIGGER journal_no_update")
        shell.execute("UPDATE journal SET business_date = '2026-03-14' WHERE seq = 4")
        shell.execute(database.TRIGGERS["journal_no_update"])
        shell.commit()
    content = till.path.read_bytes()
    store = till.opened()
    assert store.damage == "event T01.1:4: changed"
    assert store.read_only
    with pytest.raises(Fault) as caught, store.write():
        pass
    assert caught.value.code == "database_damaged"
    with store.read() as reader:
        assert reader.head().seq == 5
    store.close()
    assert till.path.read_bytes() == content


def test_an_end_of_the_journal_that_this_till_did_not_sign(till: Till) -> None:
    """The till's own key is enough to see it at the start."""
    last = till.append(till.sale("N1"))
    till.store.close()
    forged = TillKey(bytes(32)).sign(last.hash)
    with closing(dbapi2.connect(str(till.path))) as shell:
        shell.execute("DROP TRIGGER journal_no_update")
        shell.execute("UPDATE journal SET sig = ?", (forged,))
        shell.execute(database.TRIGGERS["journal_no_update"])
        shell.commit()
    store = SqliteStore(till.folder, ORIGIN, till.signer)
    assert store.damage == "event T01.1:1: signature"
    store.close()


def test_a_missing_trigger_opens_for_reading_only(till: Till) -> None:
    till.store.close()
    with closing(dbapi2.connect(str(till.path))) as shell:
        shell.execute("DROP TRIGGER posting_no_delete")
    store = till.opened()
    assert store.damage == "trigger posting_no_delete is missing"
    store.close()


def test_the_books_of_another_till(till: Till) -> None:
    till.append(till.draft(types.TILL_CREATED, {"till_no": 1, "public_key": till.signer.public_key().hex()}))
    till.reopen()
    till.store.close()
    with pytest.raises(Fault) as caught:
        SqliteStore(till.folder, ORIGIN, TillKey(bytes(32)))
    assert caught.value.code == "database_not_ours"


def test_a_folder_that_cannot_be_written(till: Till, tmp_path: Path) -> None:
    """Root may write anywhere, so the medium itself is read-only here where that can be had."""
    for n in range(3):
        till.append(till.sale(f"N{n}"))
    till.store.close()
    if not may_mount(tmp_path):
        for path in till.folder.iterdir():
            path.chmod(stat.S_IRUSR | (stat.S_IXUSR if path.is_dir() else 0))
        till.folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
        _only_reading(till.folder)
        till.folder.chmod(stat.S_IRWXU)
        return
    with small_disk(tmp_path, "8m") as disk:
        folder = disk / "till"
        shutil.copytree(till.folder, folder)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        _only_reading(folder)


def _only_reading(folder: Path) -> None:
    with pytest.raises(Fault) as caught:
        SqliteStore(folder, ORIGIN, TillKey(bytes(32)))
    assert caught.value.code == "read_only"
    looking = SqliteStore(folder, ORIGIN, None)
    with looking.read() as reader:
        assert reader.head().seq == 3
    looking.close()


def test_no_shop(tmp_path: Path) -> None:
    with pytest.raises(Fault) as caught:
        SqliteStore(tmp_path, ORIGIN, None)
    assert caught.value.code == "no_shop"
    create_database(tmp_path / "till.db")
    with pytest.raises(Fault) as caught:
        create_database(tmp_path / "till.db")
    assert caught.value.code == "shop_exists"


def test_a_closed_store_says_so(till: Till) -> None:
    till.store.close()
    till.store.close()
    with pytest.raises(RuntimeError, match="closed"), till.store.read():
        pass
    with pytest.raises(RuntimeError, match="closed"), till.store.write():
        pass


def test_pragmas_of_every_connection(till: Till) -> None:
    """R7."""
    with till.store.transaction() as sql:
        asked = {name: sql.all(f"PRAGMA {name}")[0][0] for name in ("journal_mode", "synchronous", "foreign_keys", "wal_autocheckpoint")}
        assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "wal_autocheckpoint": 0}
        assert sql.all("PRAGMA busy_timeout")[0][0] == database.BUSY_TIMEOUT_MS
    with till.store.reading() as sql:
        assert (sql.all("PRAGMA query_only")[0][0], sql.all("PRAGMA foreign_keys")[0][0]) == (1, 1)


def test_the_log_is_written_back_when_idle_and_when_it_is_long(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    log = wal_of(till.path)
    while log.stat().st_size <= database.WAL_BYTES_IDLE:
        code_of(till, paper=4_000)
    till.store.when_idle()
    assert log.stat().st_size == 0
    monkeypatch.setattr(database, "WAL_BYTES_MAX", 100_000)
    sizes = []
    for _ in range(60):
        code_of(till, paper=4_000)
        sizes.append(log.stat().st_size)
    assert 0 in sizes
    assert max(sizes) < 200_000


def test_a_checkpoint_that_fails_is_no_failed_sale(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader keeps the log from being emptied: the sale is booked all the same."""
    monkeypatch.setattr(database, "WAL_BYTES_MAX", 1)
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 50)
    till.reopen()
    with till.store.read() as reader:
        reader.head()
        assert code_of(till) is None
        assert code_of(till) is None
    assert head(till) == 2


def test_an_encrypted_file(tmp_path: Path) -> None:
    """The key is not set yet in the product; the way is there and nothing of the text can be read in the file."""
    key = bytes(range(32))
    till = Till(tmp_path / "till", key=key)
    till.enrol("m1", name="张无忌测试", phone="19900001234")
    till.append(till.sale("R012603150001", "m1", earn=3))
    till.reopen()
    assert head(till) == 2
    till.store.close()
    content = till.path.read_bytes() + (wal_of(till.path).read_bytes() if wal_of(till.path).exists() else b"")
    assert b"19900001234" not in content
    assert b"R012603150001" not in content
    assert till.verified().holds
    with pytest.raises(Fault) as caught:
        SqliteStore(till.folder, ORIGIN, None)
    assert caught.value.code == "database_damaged"

"""The program as a child process, and its books as another process sees them while it runs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from app.bootstrap import read_desk
from app.domain.ledger.lots import Balance
from app.domain.sales.basket import Basket
from app.domain.till.print_jobs import PrintJob
from app.security.till_key import pinned_check
from app.services.ports.store import SaleRow
from app.storage.sqlite.database import FILE_NAME, engine_of
from app.storage.sqlite.verify import verify

ROOT = Path(__file__).parents[2]
CASHIER_PIN = "246810"
GOLD_CARD = "M202648812"
WAIT_S = 20.0


class Program:
    """`python -m app …` in a process of its own. `end` or the end of a with block closes it."""

    def __init__(
        self, *arguments: str, display: str = "", env: dict[str, str] | None = None, file_bytes_max: int | None = None
    ) -> None:
        """`file_bytes_max`: no file may grow beyond it, as on a full disk."""
        platform = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"} if display else {"QT_QPA_PLATFORM": "offscreen"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "app", *arguments],
            cwd=ROOT,
            env=os.environ | platform | (env or {}),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=None if file_bytes_max is None else lambda: limit_files(file_bytes_max),
        )

    def __enter__(self) -> Program:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, frames: TracebackType | None) -> None:
        ended = self.process.poll()
        if error is not None and ended is not None and not self.process.stderr.closed:  # type: ignore[union-attr]
            error.add_note(f"the program ended with {ended}: {self.process.communicate()[1]}")
        self.kill()

    def kill(self) -> None:
        """kill -9, as a power cut for the process."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.communicate()

    def resident_mb(self) -> int:
        """Memory the process holds (Linux)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmRSS:"))

    def wait(self, timeout_s: float = 60.0) -> tuple[int, str, str]:
        """Waits for the end: exit code, stdout, stderr."""
        try:
            out, err = self.process.communicate(timeout=timeout_s)
        except subprocess.TimeoutExpired:
            self.kill()
            raise
        return self.process.returncode, out, err


def limit_files(size: int, pid: int = 0) -> None:
    """No file of the process may grow beyond `size` bytes; it can be lifted again with `lift_limit`."""
    import resource

    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def lift_limit(pid: int) -> None:
    """Space is back."""
    import resource

    resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


class Books:
    """What stands in a shop's books, read beside the running till; every question opens the file anew."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def head(self) -> int:
        """The number of the last event."""
        with read_desk(self.folder) as desk, desk.store.read() as reader:
            return reader.head().seq

    def basket(self) -> Basket | None:
        """The open basket."""
        with read_desk(self.folder) as desk, desk.store.read() as reader:
            content = reader.basket()
        return None if content is None else Basket.from_mapping(content)

    def pieces(self) -> int:
        """Pieces in the open basket."""
        basket = self.basket()
        return 0 if basket is None else basket.pieces

    def attached(self) -> str | None:
        """The member on the open basket."""
        basket = self.basket()
        return None if basket is None else basket.member_id

    def shift_is_open(self) -> bool:
        """Whether somebody has signed in since the last close."""
        with read_desk(self.folder) as desk, desk.store.read() as reader:
            shift = reader.shift()
        return shift is not None and shift.closed_ms is None

    def open_holds(self) -> list[tuple[str, str, int]]:
        """Open holds: sale, holder, points."""
        with read_desk(self.folder) as desk, desk.store.read() as reader:
            return [(hold.sale_id, hold.holder, hold.points) for hold in reader.open_holds(10)]

    def member_of(self, card: str) -> str:
        """The member with this card."""
        with read_desk(self.folder) as desk, desk.store.read() as reader:
            found = reader.card(card)
        assert found is not None
        return found.member_id

    def balance(self, member_id: str) -> Balance:
        """Points of a member today."""
        with read_desk(self.folder) as desk, desk.store.read() as reader:
            return reader.balance(member_id, desk.local().date)

    def last_sale(self) -> SaleRow | None:
        """The newest sale."""
        with read_desk(self.folder) as desk, desk.store.read() as reader:
            return reader.last_sale()

    def events(self, type_: str) -> int:
        """How many events of a type stand in the journal."""
        with engine_of(self.folder / FILE_NAME, read_only=True).connect() as connection:
            row = connection.exec_driver_sql("SELECT count(*) FROM journal WHERE type = ?", (type_,)).one()
        return int(row[0])

    def jobs(self) -> tuple[PrintJob, ...]:
        """Print jobs, oldest first."""
        with read_desk(self.folder) as desk:
            return desk.store.print_jobs().list_jobs()  # type: ignore[attr-defined,no-any-return]

    def verify(self) -> None:
        """The books hold: file, chain, signatures, documents, postings, projections, invariants."""
        report = verify(self.folder / FILE_NAME, pinned_check(self.folder))
        assert report.holds, report.problems


def wait_until(what: str, holds: Callable[[], bool], timeout_s: float = WAIT_S) -> None:
    """Waits until `holds`; fails naming `what`."""
    until = time.monotonic() + timeout_s
    while not holds():
        assert time.monotonic() < until, f"waited in vain for {what}"
        time.sleep(0.05)

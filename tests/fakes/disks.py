"""Disks that go wrong: one that is full at the push of a button, one that cannot be written. A tmpfs where this process may mount one,
otherwise what an ordinary user can do: a limit of the file size, permissions.
"""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class SmallDisk:
    """A folder of 8 MB."""

    def __init__(self, folder: Path, *, mounted: bool) -> None:
        self.folder = folder
        self.mounted = mounted
        self._limits = resource.getrlimit(resource.RLIMIT_FSIZE)

    @contextmanager
    def full(self) -> Iterator[None]:
        """Not a byte more fits while the block runs."""
        if self.mounted:
            ballast = self.folder / "ballast"
            self._fill(ballast)
            try:
                yield
            finally:
                ballast.unlink()
        else:
            log = next(self.folder.rglob("till.db-wal"), None)
            largest = log.stat().st_size if log is not None else 0
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, self._limits[1]))
            try:
                yield
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, self._limits)

    @contextmanager
    def read_only(self) -> Iterator[None]:
        """Nothing can be written while the block runs; no file may be open for writing."""
        if self.mounted:
            subprocess.run(["mount", "-o", "remount,ro", str(self.folder)], check=True)
            try:
                yield
            finally:
                subprocess.run(["mount", "-o", "remount,rw", str(self.folder)], check=True)
        else:
            folders = [path for path in self.folder.rglob("*") if path.is_dir()]
            for path in (*folders, *(path for path in self.folder.rglob("*") if path.is_file())):
                path.chmod(0o500 if path.is_dir() else 0o400)
            try:
                yield
            finally:
                for path in folders:
                    path.chmod(0o700)
                for path in self.folder.rglob("*"):
                    path.chmod(0o700 if path.is_dir() else 0o600)

    @staticmethod
    def _fill(ballast: Path) -> None:
        with ballast.open("wb", buffering=0) as file:
            for size in (65536, 4096, 1):
                try:
                    while file.write(b"\0" * size):
                        pass
                except OSError:
                    continue


@contextmanager
def small_disk(folder: Path) -> Iterator[SmallDisk]:
    """A small disk at `folder`."""
    folder.mkdir()
    mounted = os.geteuid() == 0 and _mount(folder)
    try:
        yield SmallDisk(folder, mounted=mounted)
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(folder)], check=True)


def _mount(folder: Path) -> bool:
    try:
        command = ["mount", "-t", "tmpfs", "-o", "size=8m", "jifentai-test", str(folder)]
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False

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

_NOBODY = 65534


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
            with _as_somebody_else(self.folder):
                yield

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
def _as_somebody_else(folder: Path) -> Iterator[None]:
    """Takes the permission to write away; from root, whom permissions do not bind, by being nobody for a while."""
    inside = [folder, *folder.rglob("*")]
    way = [path for path in folder.parents if path.stat().st_mode & 0o011 != 0o011]
    before = {path: path.stat().st_mode & 0o777 for path in (*inside, *way)}
    for path in inside:
        path.chmod(0o555 if path.is_dir() else 0o444)
    for path in way:
        path.chmod(before[path] | 0o011)
    root = os.geteuid() == 0
    if root:
        os.setresuid(_NOBODY, _NOBODY, 0)
    try:
        yield
    finally:
        if root:
            os.setresuid(0, 0, 0)
        for path, mode in before.items():
            path.chmod(mode)


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

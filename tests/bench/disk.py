"""Counts the flushes that SQLite asks for, and makes them as slow as a till's disk.

The database library's own file system layer is opened up in the running process (sqlite3_vfs and sqlite3_io_methods of its C interface):
each file opened from then on gets a copy of its method table in which xSync is counted. Nothing of the product is changed; reference and
product are counted and slowed alike.
"""

from __future__ import annotations

import ctypes
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlcipher3 import _sqlite3

from tests.bench.measure import queued_ns

_POINTER = ctypes.sizeof(ctypes.c_void_p)
_METHODS = 19
"""Words of sqlite3_io_methods, version 3: the version and 18 functions."""
_SYNC = 5
"""The word of xSync."""
_OPEN = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
"""xOpen. The name goes through as the pointer it is: SQLite keeps it for as long as the file is open."""
_SYNC_CALL = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)


class _Vfs(ctypes.Structure):
    _fields_ = (
        ("version", ctypes.c_int),
        ("os_file_bytes", ctypes.c_int),
        ("path_max", ctypes.c_int),
        ("next", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("app_data", ctypes.c_void_p),
        ("open", ctypes.c_void_p),
    )


class Disk:
    """All flushes of this process's databases and the time they took (waiting for a processor left out). `extra_s` is added to each."""

    def __init__(self) -> None:
        self.flushes = 0
        self.flushing_ns = 0
        self.extra_s = 0.0
        self._kept: list[object] = []
        self._tables: dict[int, int] = {}
        library = ctypes.CDLL(_sqlite3.__file__)
        library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
        library.sqlite3_vfs_find.argtypes = (ctypes.c_char_p,)
        vfs = library.sqlite3_vfs_find(None).contents
        original = _OPEN(vfs.open or 0)

        def opened(self_vfs: int, name: int, file: int, flags: int, out: int) -> int:
            answer: int = original(self_vfs, name, file, flags, out)
            methods = ctypes.c_void_p.from_address(file)
            if answer == 0 and methods.value:
                methods.value = self._counting(methods.value)
            return answer

        replaced = _OPEN(opened)
        self._kept += [library, original, replaced]
        vfs.open = ctypes.cast(replaced, ctypes.c_void_p).value

    def _counting(self, table: int) -> int:
        if table not in self._tables:
            words = (ctypes.c_void_p * _METHODS).from_buffer_copy(ctypes.string_at(table, _METHODS * _POINTER))
            original = _SYNC_CALL(words[_SYNC] or 0)

            def sync(file: int, flags: int) -> int:
                begin, queued = time.perf_counter_ns(), queued_ns()
                if self.extra_s:
                    time.sleep(self.extra_s)
                answer = int(original(file, flags))
                self.flushing_ns += time.perf_counter_ns() - begin - (queued_ns() - queued)
                self.flushes += 1
                return answer

            replaced = _SYNC_CALL(sync)
            words[_SYNC] = ctypes.cast(replaced, ctypes.c_void_p).value
            self._kept += [original, replaced, words]
            self._tables[table] = ctypes.addressof(words)
        return self._tables[table]

    @contextmanager
    def slower(self, seconds: float) -> Iterator[None]:
        """Every flush takes so much longer."""
        self.extra_s = seconds
        try:
            yield
        finally:
            self.extra_s = 0.0


_DISK: list[Disk] = []


def disk() -> Disk:
    """The one disk of this process; asked for before the first database is opened."""
    if not _DISK:
        _DISK.append(Disk())
    return _DISK[0]

"""The counter cannot open: what is wrong and what to do, in Chinese and in English at once, for the settings may not be readable."""

from __future__ import annotations

import errno
from dataclasses import dataclass

from app.domain.errors import Fault
from app.gui.i18n import Texts, mark

_LINES: dict[str, tuple[str, str]] = {
    "second_till": (mark("The counter is open already"), mark("Go on in the window that is open; this one is not needed.")),
    "no_shop": (mark("There is no shop in this folder"), mark("Call the manager: a shop has to be made first, or another folder chosen.")),
    "key_missing": (mark("The till's key is missing"), mark("Call the manager: it has to be put back from a backup. Nothing was changed.")),
    "key_damaged": (
        mark("The till's key cannot be read"),
        mark("Call the manager: it has to be put back from a backup. Nothing was changed."),
    ),
    "key_changed": (
        mark("The till's key is not the one it was"),
        mark("Call the manager: both key files have to be put back from a backup. Nothing was changed."),
    ),
    "database_damaged": (mark("The books cannot be read"), mark("Call the manager. Delete nothing: a backup can be put back.")),
    "database_newer": (mark("These books were written by a newer version"), mark("The program has to be updated first.")),
    "database_not_ours": (mark("These books belong to another till"), mark("Call the manager: this till needs a folder of its own.")),
    "database_locked": (mark("Another program holds the books"), mark("Close it, then start again. Nothing was changed.")),
    "disk_full": (mark("The disk is full"), mark("Free some space, then start again. Finished sales are safe.")),
    "read_only": (mark("The books cannot be written"), mark("Call the manager: this user needs the right to write in the till's folder.")),
}
_OTHER = (mark("The counter cannot open"), mark("Call the manager and show this window. Nothing was changed."))
_OF_ERRNO = {errno.ENOSPC: "disk_full", errno.EACCES: "read_only", errno.EPERM: "read_only", errno.EROFS: "read_only"}


@dataclass(frozen=True, slots=True, kw_only=True)
class StartFaultView:
    """One language's words; `detail` is for whoever is called, the same in every language."""

    title: str
    way_on: str
    close: str
    detail: str


def start_fault(error: Fault | OSError, t: Texts) -> StartFaultView:
    """The words for a fault met while opening. A code without words of its own is shown as it is."""
    code = error.code if isinstance(error, Fault) else _OF_ERRNO.get(error.errno or 0, "")
    title, way_on = _LINES.get(code, _OTHER)
    return StartFaultView(title=t(title), way_on=t(way_on), close=t("Close"), detail=_detail(error, code))


def _detail(error: Fault | OSError, code: str) -> str:
    if isinstance(error, OSError):
        return " ".join(str(part) for part in (error.strerror or error, error.filename) if part)
    values = [str(value) for value in error.values.values() if value not in (None, "")]
    known = code in _LINES
    return " · ".join(values if known else [code, *values])

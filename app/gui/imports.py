"""Importing beside PySide6.

PySide6 stands behind every import and reads the source of each module that comes in, to see whether it might switch one of PySide's
features on (snake_case, true_property). Nothing here does, and reading two hundred files costs a starting till 20 ms, on a cold disk more.
"""

from __future__ import annotations

import sys

_SWITCHES = "shibokensupport.feature"
_LOOK = "_mod_uses_pyside"


def leave_sources_unread() -> None:
    """To be called once PySide6 is imported. Modules count as such that use it and switch nothing; where another PySide6 looks in another
    way, it goes on looking.
    """
    switches = sys.modules.get(_SWITCHES)
    if switches is not None and hasattr(switches, _LOOK):
        setattr(switches, _LOOK, lambda _module: True)

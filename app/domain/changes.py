"""What kinds of thing an act changed. Screens that show one of them reload; the others stay as they are."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """One kind of thing shown somewhere."""

    BASKET = "basket"
    MEMBER = "member"
    SALE = "sale"
    PRINT_JOBS = "print_jobs"
    STAFF = "staff"
    CATALOGUE = "catalogue"
    PROGRAMME = "programme"
    SETTINGS = "settings"
    SHIFT = "shift"


Changes = frozenset[Kind]
NOTHING: Changes = frozenset()

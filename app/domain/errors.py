"""The two kinds of error a person meets (rule R8). Anything else is a bug and becomes a crash report.

A *refusal* is an answer of the rules (not enough points, unknown code). A *fault* is something outside that failed (disk full,
database locked). Both carry a code, which the screens turn into one plain line with the way on, and the values for that line.
"""

from __future__ import annotations


class Refusal(Exception):
    """The rules say no. Nothing was changed. `code` names the text, `values` fill its placeholders."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(f"{code} {values}" if values else code)
        self.code = code
        self.values = values


class Fault(Exception):
    """Something outside failed and nothing was booked. `code` as of `Refusal`: disk_full, database_locked, database_damaged, read_only…"""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(f"{code} {values}" if values else code)
        self.code = code
        self.values = values

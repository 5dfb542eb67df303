"""How commands answer: data as JSON or as plain lines, errors as one line on stderr, and the exit codes (0 holds, 1 does not, 2 usage)."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping

from app.domain.errors import Fault, Refusal
from app.settings.declared import SettingError

HOLDS, FAILS, USAGE = 0, 1, 2

_WAYS_ON = {
    "no_shop": "there is no shop in this folder; make one with `jifentai init`",
    "shop_exists": "there is a shop in this folder already; choose another --data-dir",
    "second_till": "a till is open on this folder; close it first",
    "disk_full": "the disk is full; free some space and try again, nothing was changed",
    "database_locked": "another program holds the database; close it and try again",
    "database_damaged": "the database is damaged; keep the folder as it is and restore a backup",
    "database_newer": "a newer version of the program wrote these books; update the program",
    "database_not_ours": "these books belong to another till; choose its own --data-dir",
    "read_only": "the data folder is read-only; check its permissions",
    "key_exists": "there is a till's key in this folder already; choose another --data-dir",
    "key_missing": "the till's key is missing; put the file back from a backup of the folder",
    "key_damaged": "the till's key cannot be read; put the file back from a backup of the folder",
    "key_changed": "the till's key is not the one that was pinned; put both files back from a backup of the folder",
    "no_programme": "no points programme is in force; publish one first",
    "no_tiers": "the points programme has no tiers",
    "tiers_by_hand": "the tiers of this programme are given by hand: there is nothing to measure",
    "tier_target": "give one share for each tier, the highest first, that add up to 100: --target 2/3/15/60/20",
    "programme_invalid": "the programme document is not valid; put it right and try again, nothing was made",
    "programme_too_large": "the programme document is too large; nothing was made",
    "pin_shape": "a PIN has 4 to 8 digits; choose another",
    "name_empty": "a person needs a name; give one",
    "text_too_long": "that is too long; shorten it",
    "file_too_large": "the file is too large; divide it",
    "file_rows": "there are too many rows; divide the file",
    "file_columns": "the columns are not those of this import; see the first line of the file",
    "file_format": "the file is not a CSV file; save it again as CSV",
    "list_empty": "there is nobody on the list; nothing was given",
    "grant_points": "say how many points: in a column `points`, or with --points",
    "adjust_reason": "that is no reason for giving points: launch, campaign, goodwill, correction, missing_sale or other",
    "adjust_life": "points are good until a date from today to ten years ahead, or `programme`, or `lasting`",
    "adjust_funding": "a cost account is made of letters and digits, at most 32",
    "grant_label": "the label is too long",
    "file_encoding": "the file is neither UTF-8 nor GBK; save it again as UTF-8",
}


def failed(message: str, code: int = FAILS) -> int:
    """One line on stderr; returns the exit code."""
    print(f"jifentai: {' '.join(message.split())}", file=sys.stderr)
    return code


def answer(data: Mapping[str, object], lines: list[str], *, as_json: bool) -> None:
    """Prints the data as one JSON document, or the plain lines."""
    print(json.dumps(data, ensure_ascii=False) if as_json else "\n".join(lines))


def _defect(path: str, problem: str) -> str:
    """The first defect of a programme in plain words."""
    from app.domain.programme.defects import defect_lines
    from app.domain.programme.document import DocumentError

    return next(defect_lines([DocumentError(path, problem)]))


def guarded(command: Callable[[], int]) -> int:
    """Runs a command; refusals and faults become one line, a wrong setting is a usage error."""
    try:
        return command()
    except SettingError as error:
        return failed(str(error), USAGE)
    except (Refusal, Fault) as error:
        values = ", ".join(f"{name}: {value}" for name, value in error.values.items() if value not in (None, ""))
        text = _WAYS_ON.get(error.code, error.code.replace("_", " "))
        if error.code == "programme_invalid":
            text = f"{text}; {_defect(str(error.values['path']), str(error.values['problem']))}"
        return failed(f"{text} ({values})" if values else text)
    except OSError as error:
        return failed(f"{error.strerror or error}: {error.filename or ''}")

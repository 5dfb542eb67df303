"""Files that are given to a person: a paper to send or to hang up."""

from __future__ import annotations

from pathlib import Path

SAME_NAME_MAX = 1_000


def write_file(folder: str, name: str, content: bytes) -> str:
    """Writes a new file and returns its path; a number is added where the name is taken. OSError."""
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    stem, dot, ending = name.rpartition(".")
    for number in range(SAME_NAME_MAX):
        path = place / (name if not number else f"{stem} {number + 1}{dot}{ending}")
        try:
            with path.open("xb") as file:
                file.write(content)
        except FileExistsError:
            continue
        return str(path)
    raise FileExistsError(name)

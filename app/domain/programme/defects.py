"""Defects of documents in plain words, for the command line; screens name them at their own place and in their own language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.domain.programme.document import DocumentError

_WORDS = {
    "missing": "it has to be there",
    "unknown_field": "there is no such field",
    "type": "another kind of value belongs here",
    "range": "it is out of its bounds",
    "format": "it is not written as it should be",
    "enum": "it is none of the values that may stand here",
    "duplicate": "it stands here twice",
    "unknown_ref": "there is nothing of that name",
    "conflict": "it does not fit the rest",
}
_ENDINGS: Sequence[tuple[str, str, str]] = (
    ("conflict", "/dates", "the last day comes before the first"),
    ("conflict", "/threshold", "it has to be higher than the tier below"),
    ("conflict", "/lane", "the rule does not fit into this lane"),
    ("conflict", "/rounding", "nothing is rounded here"),
    ("conflict", "/tenders", "the tenders do not add up, or a rule that is no sale rule asks for them"),
    ("conflict", "/nth", "it takes one of at and every, and a trigger that is counted"),
    ("conflict", "/challenge", "a challenge has a goal, and nothing else has one"),
    ("range", "/levels/0/threshold", "the lowest tier begins at 0"),
    ("range", "/rules", "at most 500 rules"),
    ("format", "", "this is no JSON document"),
)


def defect_words(error: DocumentError) -> str:
    """What is wrong at the place."""
    if error.code == "conflict" and "/times/" in error.path:
        return "the window begins and ends at the same time"
    for code, ending, words in _ENDINGS:
        if error.code == code and (error.path.endswith(ending) if ending else not error.path):
            return words
    return _WORDS[error.code]


def defect_lines(errors: Sequence[DocumentError], most: int = 20) -> Iterator[str]:
    """One line a defect: its place and what is wrong there; of many only the first."""
    for error in errors[:most]:
        yield f"{error.path or '/'}: {defect_words(error)} ({error.code})"
    if len(errors) > most:
        yield f"and {len(errors) - most} more"

"""`evaluate`: answers programme documents from a file, or line by line. A plain function; the command line registers it elsewhere.

A file holds one document, a list of documents, or a list of cases {id, input[, expect]}; what is expected is compared.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from app.domain.canonical import canonical_text
from app.domain.programme.defects import defect_lines
from app.domain.programme.document import DocumentError
from app.domain.programme.operations import evaluate, evaluate_line, parse_json, repeated_key_errors

HOLDS, FAILS, USAGE = 0, 1, 2
FILE_MAX = 32 * 1024 * 1024
"""Largest file read, in bytes; a larger one is not even opened."""
LINE_MAX = 16 * 1024 * 1024
"""Longest line read from standard input, in bytes; a longer one is refused as a whole."""


class _RefusedFileError(Exception):
    """The whole file is refused: it is no JSON document."""

    def __init__(self, errors: Sequence[DocumentError]) -> None:
        super().__init__(len(errors))
        self.errors = errors


def _write(stdout: IO[str], line: str) -> None:
    """One line in UTF-8, whatever the console's encoding is, flushed."""
    raw = getattr(stdout, "buffer", None)
    if raw is None:
        stdout.write(line + "\n")
    else:
        raw.write(line.encode() + b"\n")
    stdout.flush()


def _texts(stdin: IO[str]) -> Iterator[str]:
    """The lines that hold something; one that is no UTF-8 or too long comes as text that is no JSON."""
    raw: IO[Any] = getattr(stdin, "buffer", stdin)
    while line := raw.readline(LINE_MAX):
        if len(line) == LINE_MAX:
            while line and line[-1] not in ("\n", 10):
                line = raw.readline(LINE_MAX)
            yield "too long"
            continue
        try:
            text: str = line.decode() if isinstance(line, bytes) else line
        except UnicodeDecodeError:
            text = "no UTF-8"
        if text.strip():
            yield text


def _read(file: Path) -> bytes:
    size = file.stat().st_size
    if size <= FILE_MAX:
        with file.open("rb") as stream:
            data = stream.read(FILE_MAX + 1)
        size = len(data)
    if size > FILE_MAX:
        raise ValueError(f"larger than {FILE_MAX // 1024 // 1024} MB")
    return data


def _documents(data: bytes) -> list[Any]:
    """What the file holds. _RefusedFileError where that is no JSON document, or one whose keys stand twice."""
    try:
        document = parse_json(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise _RefusedFileError([DocumentError("", "format")]) from None
    repeated = repeated_key_errors(document)
    if repeated:
        raise _RefusedFileError(repeated)
    return document if isinstance(document, list) else [document]


def _answer_all(documents: list[Any], stdout: IO[str], stderr: IO[str]) -> int:
    code = HOLDS
    for place, document in enumerate(documents):
        case = document if isinstance(document, Mapping) and "input" in document else {"id": place, "input": document}
        answer = evaluate(case["input"])
        _write(stdout, canonical_text(answer))
        if "expect" in case:
            holds = answer == case["expect"]
            if not holds:
                stderr.write(f"evaluate: case {case.get('id', place)} differs from what it expects\n")
        else:
            holds = answer["ok"] is True
            errors = [DocumentError(error["path"], error["code"]) for error in answer.get("errors", ())]
            stderr.writelines(f"evaluate: document {case.get('id', place)}: {line}\n" for line in defect_lines(errors))
        code = code if holds else FAILS
    return code


def run(file: Path | None, lines: str | None, stdin: IO[str], stdout: IO[str], stderr: IO[str] | None = None) -> int:
    """Answers to `stdout`, one canonical JSON line per document, flushed. Gives the exit code.

    `lines` "-": JSON Lines from `stdin`, always 0. `file`: 0 when every document is accepted or answered as expected, else 1.
    A file that is no JSON is refused like any other document. 2 when neither or both are given, or the file cannot be read.
    Complaints are one line each on `stderr`: a refused document's defects in plain words too.
    """
    complaints = stderr or sys.stderr
    if (file is None) == (lines is None) or lines not in (None, "-"):
        complaints.write("evaluate: give a FILE, or --lines - to read from standard input\n")
        return USAGE
    if file is None:
        for text in _texts(stdin):
            _write(stdout, evaluate_line(text))
        return HOLDS
    try:
        data = _read(file)
    except (OSError, ValueError) as error:
        complaints.write(f"evaluate: cannot read {file}: {error}\n".replace("\n", " ").rstrip() + "\n")
        return USAGE
    try:
        documents = _documents(data)
    except _RefusedFileError as refused:
        _write(stdout, canonical_text({"ok": False, "errors": [error.to_document() for error in refused.errors]}))
        complaints.writelines(f"evaluate: {file}: {line}\n" for line in defect_lines(refused.errors))
        return FAILS
    return _answer_all(documents, stdout, complaints)

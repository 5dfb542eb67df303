"""`import grants FILE.csv`: points to a whole list of members, with control totals first; run again it goes on where it was cut off."""

from __future__ import annotations

from pathlib import Path

from app.bootstrap import open_desk
from app.cli.output import FAILS, HOLDS, answer, failed, guarded
from app.domain.money import yuan
from app.services.bulk_grant import BulkGrant, GrantOrder, GrantPreview, preview_grant
from app.services.grant_list import list_from_text
from app.services.import_rows import FILE_BYTES_MAX, decode


def grant_file(
    data_dir: Path | None, file: Path, order: GrantOrder, points: int | None, *, dry_run: bool, skip_bad: bool, as_json: bool
) -> int:
    """Runs one grant and prints its totals. Exit 1 when a row is bad and `skip_bad` is not set; nothing is given then."""

    def command() -> int:
        if file.stat().st_size > FILE_BYTES_MAX:
            return failed(f"{file.name} is larger than {FILE_BYTES_MAX // 1024 // 1024} MB")
        text = decode(file.read_bytes())
        with open_desk(data_dir) as desk:
            with desk.store.read() as reader:
                listed = list_from_text(reader, text, points)
            preview = preview_grant(desk, None, listed, order)
            refused = bool(listed.bad_rows) and not skip_bad
            given = preview.done
            if not dry_run and not refused:
                given = BulkGrant(desk, None, preview).run().done
        answer(_data(preview, given), _lines(preview, given, dry_run=dry_run, refused=refused), as_json=as_json)
        return FAILS if refused else HOLDS

    return guarded(command)


def _data(preview: GrantPreview, given: int) -> dict[str, object]:
    listed = preview.listed
    return {
        "batch": preview.batch,
        "rows": listed.rows,
        "members": len(listed.members),
        "points": preview.points,
        "worth_minor": preview.worth_minor,
        "expires_on": preview.expires_on,
        "frozen": listed.frozen,
        "unknown": listed.unknown,
        "twice": listed.twice,
        "closed": listed.closed,
        "wrong": listed.wrong,
        "bad": [{"line": row.line, "problem": row.problem} for row in listed.bad],
        "events": preview.chunks,
        "booked_before": preview.done,
        "booked": given,
    }


def _lines(preview: GrantPreview, given: int, *, dry_run: bool, refused: bool) -> list[str]:
    listed = preview.listed
    lines = [
        f"{listed.rows} rows",
        f"  members: {len(listed.members)}",
        f"  points: {preview.points}",
        f"  worth at most: {yuan(preview.worth_minor)}",
        f"  good until: {preview.expires_on or 'without end'}",
        f"  of frozen accounts: {listed.frozen}",
        *(f"line {row.line}: {row.problem}" for row in listed.bad),
    ]
    if refused:
        return [*lines, f"nothing was given: {listed.bad_rows} bad rows; --skip-bad leaves them out"]
    if dry_run:
        return [*lines, "checked only, nothing was given"]
    if preview.done == preview.chunks:
        return [*lines, f"given before as batch {preview.batch}: nothing was given again; --label tells two batches apart"]
    return [*lines, f"given as batch {preview.batch}" + (f", from event {preview.done + 1} on" if preview.done else "")]

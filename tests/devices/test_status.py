"""Replies of printers: documented bytes, mixed, torn and wrapped in flow characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.devices.printers.status import (
    AsbReply,
    Condition,
    FenceReply,
    ProcessReply,
    RealTimeReply,
    Reply,
    ReplyParser,
    ask,
    condition_from_answers,
    condition_from_asb,
    process_id,
)
from app.domain.till.print_jobs import JobReason
from app.services.ports.printing import PrinterState


@pytest.mark.parametrize(
    ("data", "replies"),
    [
        ("12", [RealTimeReply(0x12)]),
        ("7e", [RealTimeReply(0x7E)]),
        ("10000000", [AsbReply(bytes.fromhex("10000000"))]),
        ("3c000300", [AsbReply(bytes.fromhex("3c000300"))]),
        ("00", [FenceReply(0)]),
        ("0f", [FenceReply(0x0F)]),
        ("3722303031320 0".replace(" ", ""), [ProcessReply(12)]),
        ("13 12 11 10 00 13 00 11 00", [RealTimeReply(0x12), AsbReply(bytes.fromhex("10000000"))]),
        ("37 22 30 13 30 31 32 00", [ProcessReply(12)]),
        ("1000 12 00", [RealTimeReply(0x12), FenceReply(0)]),
        ("5f 54 4d 2d 54 38 38 00 12", [RealTimeReply(0x12)]),
        ("37 22 30 12 1a", [RealTimeReply(0x12), RealTimeReply(0x1A)]),
        ("ff 80 12", [RealTimeReply(0x12)]),
    ],
)
def test_replies_are_told_apart(data: str, replies: list[Reply]) -> None:
    """Epson TM-T88III, appendix G; also one byte at a time."""
    assert ReplyParser().feed(bytes.fromhex(data)) == replies
    parser = ReplyParser()
    assert [reply for byte in bytes.fromhex(data) for reply in parser.feed(bytes([byte]))] == replies


@given(st.binary(max_size=300))
def test_junk_never_breaks_the_parser(data: bytes) -> None:
    """After any junk and at most one torn reply, status answers are heard again."""
    parser = ReplyParser()
    parser.feed(data)
    assert RealTimeReply(0x12) in parser.feed(b"\x12\x12")


@pytest.mark.parametrize(
    ("answers", "state", "blocking"),
    [
        ("12 12 12", PrinterState.READY, None),
        ("12 12 1e", PrinterState.NEAR_END, None),
        ("1a 32 7e", PrinterState.PAPER_OUT, JobReason.PAPER),
        ("1e 32 7e", PrinterState.PAPER_OUT, JobReason.PAPER),
        ("1e 16 12", PrinterState.COVER_OPEN, JobReason.COVER),
        ("1a 12 12", PrinterState.OFFLINE, JobReason.OFFLINE),
        ("1a 52 12 1a", PrinterState.CUTTER_ERROR, JobReason.ERROR),
        ("1a 52 12 32", PrinterState.ERROR, JobReason.ERROR),
        ("16 12 12", PrinterState.READY, None),
    ],
)
def test_conditions_by_real_time_status(answers: str, state: PrinterState, blocking: JobReason | None) -> None:
    """The bytes that an independent emulator gave (hardware notes 2.3), and those of the cutter by the manual."""
    printer, offline, paper, *error = bytes.fromhex(answers)
    condition = condition_from_answers(printer, offline, paper, error[0] if error else None)
    assert (condition.state, condition.blocking) == (state, blocking)


@pytest.mark.parametrize(
    ("data", "state"),
    [
        ("10000000", PrinterState.READY),
        ("14000000", PrinterState.READY),
        ("14000300", PrinterState.NEAR_END),
        ("1c000f00", PrinterState.PAPER_OUT),
        ("3c000300", PrinterState.COVER_OPEN),
        ("18000000", PrinterState.OFFLINE),
        ("18080000", PrinterState.CUTTER_ERROR),
        ("18200000", PrinterState.ERROR),
    ],
)
def test_conditions_by_automatic_status(data: str, state: PrinterState) -> None:
    assert condition_from_asb(bytes.fromhex(data)).state is state


def test_commands() -> None:
    assert ask(4).hex() == "100404"
    assert process_id(12).hex() == "1d28480600303030303132"


def test_an_unknown_condition_is_ready_only_when_it_was_said() -> None:
    assert Condition().state is PrinterState.READY
    assert Condition(near_end=True).blocking is None

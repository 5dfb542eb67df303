"""The spooler on a real serial port (pty): what is printed, when, and what becomes of a job in every fault of the printer."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from app.devices.printers.simulator import VirtualPrinter
from app.devices.printers.spooler import PrinterBehaviour
from app.devices.printers.transport import FlowControl
from app.domain.till.paper import PaperRow
from app.domain.till.print_jobs import JobKind, JobReason, JobState, PrintJob
from app.services.ports.printing import Confirmation, NoAnswerCause, PrinterFault, PrinterState
from tests.devices.bench_printer import PULSE, QUICK, RECEIPT, SET_UP, counter_on, pty_printer
from tests.fakes.print_jobs import MemoryPrintJobs, wait_until

S = JobState
ASKED = b"\x10\x04\x01\x10\x04\x02\x10\x04\x04"
FENCE = b"\x1dr\x01"
# More than a pty takes while nobody reads (about 20 kB): 384 x 24 dots in bands.
PICTURE = b"\x1b@" + (b"\x1dv0\x00\x30\x00\x18\x00" + b"\x55" * 1152) * 35


def test_a_receipt_goes_out_byte_for_byte_and_is_confirmed(tmp_path: Path) -> None:
    """LESSON-22: status is read back, nothing is added, the paper is confirmed. LESSON-23: the Chinese text is on it."""
    with pty_printer(tmp_path) as printer, counter_on(printer) as counter:
        assert counter.shows(PrinterState.READY)
        assert wait_until(lambda: printer.stream().endswith(FENCE))
        job = counter.queue()
        assert counter.reaches(job, S.PRINTED)
        assert printer.stream() == SET_UP + ASKED + FENCE + ASKED + RECEIPT + FENCE
        assert counter.jobs.states(job) == [S.SENDING, S.SENT, S.PRINTED]
        assert counter.jobs.history[-1] == (job, S.PRINTED, None, len(RECEIPT))
        assert printer.lost_bytes == 0
        assert counter.spooler.confirmation() is Confirmation.FENCE
        rows = [op.text for op in printer.printer.paper() if isinstance(op, PaperRow)]
        assert rows == ["第七码头便利店 100.00"] * 24


def test_jobs_come_out_in_order_and_the_drawer_first(tmp_path: Path) -> None:
    with pty_printer(tmp_path) as printer, counter_on(printer) as counter:
        counter.queue(PULSE, JobKind.DRAWER)
        jobs = [counter.queue(RECEIPT), counter.queue(RECEIPT + b"2")]
        assert counter.reaches(jobs[-1], S.PRINTED)
        assert printer.printed_stream() == b"\x1b@\x1c&" + PULSE + RECEIPT + RECEIPT + b"2"
        assert printer.printer.drawer_opened() == 1


def test_process_id_confirms_where_the_printer_knows_it(tmp_path: Path) -> None:
    behaviour = PrinterBehaviour(confirmation=Confirmation.PROCESS_ID)
    with pty_printer(tmp_path) as printer, counter_on(printer, behaviour=behaviour) as counter:
        job = counter.queue()
        assert counter.reaches(job, S.PRINTED)
        after = printer.stream().partition(RECEIPT)[2]
        assert after[:7] == b"\x1d(H\x06\x0000"
        assert after[7:11].isdigit()


@pytest.mark.parametrize("known", [True, False])
def test_probe_for_the_process_id(tmp_path: Path, *, known: bool) -> None:
    found: list[bool] = []
    with (
        pty_printer(tmp_path, VirtualPrinter(knows_process_id=known)) as printer,
        counter_on(printer) as counter,
    ):
        counter.spooler.probe_process_id(found.append)
        assert wait_until(lambda: found == [known])
        job = counter.queue()
        assert counter.reaches(job, S.PRINTED)
        expected = Confirmation.PROCESS_ID if known else Confirmation.FENCE
        assert counter.spooler.confirmation() is expected


def test_a_printer_that_cannot_confirm_leaves_the_job_sent(tmp_path: Path) -> None:
    """Never shown as printed."""
    with (
        pty_printer(tmp_path, VirtualPrinter(knows_fence=False)) as printer,
        counter_on(printer) as counter,
    ):
        job = counter.queue()
        assert wait_until(lambda: counter.jobs.history[-1:] == [(job, S.SENT, JobReason.NO_CONFIRMATION, len(RECEIPT))])
        time.sleep(0.1)
        assert counter.state(job) is S.SENT


def test_absent_then_plugged_in(tmp_path: Path) -> None:
    """Printer absent: selling goes on, the receipt waits and comes out by itself when the printer is there."""
    printer = pty_printer(tmp_path)
    with counter_on(printer) as counter:
        job = counter.queue()
        assert counter.shows(PrinterState.NO_ANSWER)
        assert counter.spooler.status().cause is NoAnswerCause.PORT_MISSING
        time.sleep(0.1)
        assert counter.state(job) is S.QUEUED
        with printer:
            assert counter.reaches(job, S.PRINTED)
            assert printer.printed_stream().count(RECEIPT) == 1
            counter.spooler.stop()


def test_switched_off_silence_is_never_ready(tmp_path: Path) -> None:
    with pty_printer(tmp_path) as printer:
        printer.set_fault(PrinterFault.POWER_OFF, on=True)
        with counter_on(printer) as counter:
            job = counter.queue()
            assert counter.shows(PrinterState.NO_ANSWER)
            assert counter.spooler.status().cause is NoAnswerCause.SILENT
            time.sleep(0.2)
            assert counter.jobs.history == []
            printer.set_fault(PrinterFault.POWER_OFF, on=False)
            assert counter.reaches(job, S.PRINTED)
            # Modes were lost with the power: set up again before the job.
            assert printer.stream().count(SET_UP) >= 2
            assert printer.printed_stream().count(RECEIPT) == 1


def test_out_of_paper_before_the_job(tmp_path: Path) -> None:
    """Nothing is sent into a blocked printer; the new roll is noticed without anybody's help."""
    with pty_printer(tmp_path) as printer:
        printer.set_fault(PrinterFault.PAPER_OUT, on=True)
        with counter_on(printer) as counter:
            job = counter.queue()
            assert counter.shows(PrinterState.PAPER_OUT)
            time.sleep(0.2)
            assert counter.state(job) is S.QUEUED
            assert RECEIPT[:20] not in printer.stream()
            printer.set_fault(PrinterFault.PAPER_OUT, on=False)
            assert counter.reaches(job, S.PRINTED)
            assert counter.shows(PrinterState.READY)


@pytest.mark.parametrize(
    ("fault", "reason", "state", "automatic_status"),
    [
        (PrinterFault.PAPER_OUT, JobReason.PAPER, PrinterState.PAPER_OUT, True),
        (PrinterFault.PAPER_OUT, JobReason.PAPER, PrinterState.PAPER_OUT, False),
        (PrinterFault.COVER_OPEN, JobReason.COVER, PrinterState.COVER_OPEN, False),
        (PrinterFault.CUTTER, JobReason.ERROR, PrinterState.CUTTER_ERROR, True),
        (PrinterFault.CUTTER, JobReason.ERROR, PrinterState.CUTTER_ERROR, False),
        (PrinterFault.OFFLINE, JobReason.OFFLINE, PrinterState.OFFLINE, True),
    ],
)
def test_blocked_in_the_middle_goes_on_by_itself(
    tmp_path: Path, fault: PrinterFault, reason: JobReason, state: PrinterState, *, automatic_status: bool
) -> None:
    """EDGE-16: the printer keeps the rest in its buffer; the job waits, is not sent again, and is confirmed afterwards."""
    with (
        pty_printer(tmp_path) as printer,
        counter_on(printer, behaviour=PrinterBehaviour(automatic_status=automatic_status)) as counter,
    ):
        assert counter.shows(PrinterState.READY)
        assert wait_until(lambda: printer.stream().endswith(FENCE))
        printer.at_printed(300, fault)
        job = counter.queue()
        assert counter.reaches(job, S.BLOCKED)
        assert counter.shows(state)
        waiting = counter.queue(RECEIPT + b"next")
        time.sleep(0.1)
        assert counter.state(job) is S.BLOCKED
        assert counter.jobs.get(job).reason is reason  # type: ignore[union-attr]
        assert counter.state(waiting) is S.QUEUED
        printer.set_fault(fault, on=False)
        assert counter.reaches(job, S.PRINTED)
        assert counter.reaches(waiting, S.PRINTED)
        assert printer.printed_stream().count(RECEIPT) == 2  # the second one begins like the first
        assert printer.printed_stream().endswith(RECEIPT + RECEIPT + b"next")
        assert printer.lost_bytes == 0


def test_switched_off_to_change_the_roll(tmp_path: Path) -> None:
    """The buffer is lost with the power: the job must not be called printed, and must not come again by itself."""
    with pty_printer(tmp_path) as printer, counter_on(printer) as counter:
        assert counter.shows(PrinterState.READY)
        assert wait_until(lambda: printer.stream().endswith(FENCE))
        printer.at_printed(300, PrinterFault.PAPER_OUT)
        job = counter.queue()
        assert counter.reaches(job, S.BLOCKED)
        printer.set_fault(PrinterFault.POWER_OFF, on=True)
        printer.set_fault(PrinterFault.PAPER_OUT, on=False)
        time.sleep(0.05)
        printer.set_fault(PrinterFault.POWER_OFF, on=False)
        assert counter.reaches(job, S.UNKNOWN)
        after = counter.queue(RECEIPT + b"next")
        assert counter.reaches(after, S.PRINTED)
        assert counter.state(job) is S.UNKNOWN


@pytest.mark.parametrize("offset", [1, 137, len(RECEIPT) - 1])
def test_unplugged_in_mid_receipt_and_plugged_in_again(tmp_path: Path, offset: int) -> None:
    """The job becomes unknown and never comes again by itself; the next one is printed without a restart."""
    with pty_printer(tmp_path) as printer, counter_on(printer) as counter:
        assert counter.shows(PrinterState.READY)
        assert wait_until(lambda: printer.stream().endswith(FENCE))
        printer.at_received(len(ASKED) + offset, printer.pull)
        job = counter.queue()
        assert counter.reaches(job, S.UNKNOWN)
        assert counter.shows(PrinterState.NO_ANSWER)
        stored = counter.jobs.get(job)
        assert stored is not None
        assert stored.reason is JobReason.UNPLUGGED
        assert offset <= stored.bytes_accepted <= len(RECEIPT)
        assert printer.stream() == SET_UP + ASKED + FENCE + ASKED + RECEIPT[:offset]
        waiting = counter.queue(RECEIPT + b"next")
        time.sleep(0.1)
        assert counter.state(waiting) is S.QUEUED
        printer.replug()
        assert counter.reaches(waiting, S.PRINTED)
        assert counter.shows(PrinterState.READY)
        assert counter.state(job) is S.UNKNOWN
        assert printer.stream().count(SET_UP) == 2
        assert printer.stream().endswith(RECEIPT + b"next" + FENCE)


def test_unplugged_before_the_first_byte_costs_nothing(tmp_path: Path) -> None:
    with pty_printer(tmp_path) as printer, counter_on(printer) as counter:
        assert counter.shows(PrinterState.READY)
        assert wait_until(lambda: printer.stream().endswith(FENCE))
        printer.at_received(len(ASKED) - 1, printer.pull)
        job = counter.queue()
        assert counter.shows(PrinterState.NO_ANSWER)
        assert counter.state(job) is S.QUEUED
        printer.replug()
        assert counter.reaches(job, S.PRINTED)
        assert printer.printed_stream().count(RECEIPT) == 1


@pytest.mark.parametrize("fault", [PrinterFault.SILENT, PrinterFault.POWER_OFF])
def test_silent_after_the_first_byte_is_unknown_and_never_repeated(tmp_path: Path, fault: PrinterFault) -> None:
    with pty_printer(tmp_path) as printer, counter_on(printer) as counter:
        assert counter.shows(PrinterState.READY)
        assert wait_until(lambda: printer.stream().endswith(FENCE))
        printer.at_received(len(ASKED) + 100, lambda: printer.set_fault(fault, on=True))
        job = counter.queue()
        assert counter.reaches(job, S.UNKNOWN)
        assert counter.jobs.get(job).reason is JobReason.SILENT  # type: ignore[union-attr]
        assert counter.shows(PrinterState.NO_ANSWER)
        printer.set_fault(fault, on=False)
        after = counter.queue(RECEIPT + b"next")
        assert counter.reaches(after, S.PRINTED)
        assert counter.state(job) is S.UNKNOWN
        assert printer.stream().count(RECEIPT) == 2


def test_answers_that_come_too_late_count_for_nothing(tmp_path: Path) -> None:
    """Each status answer comes after its time: the printer counts as silent, and a late fence confirms no later job."""
    with pty_printer(tmp_path) as printer, counter_on(printer) as counter:
        assert counter.shows(PrinterState.READY)
        printer.delay_replies(0.7)
        job = counter.queue()
        assert counter.shows(PrinterState.NO_ANSWER)
        assert counter.state(job) is S.QUEUED
        printer.delay_replies(0)
        assert counter.reaches(job, S.PRINTED)
        assert printer.printed_stream().count(RECEIPT) == 1


def test_a_stale_process_id_confirms_nothing(tmp_path: Path) -> None:
    behaviour = PrinterBehaviour(confirmation=Confirmation.PROCESS_ID)
    model = VirtualPrinter(knows_process_id=False)
    with pty_printer(tmp_path, model) as printer, counter_on(printer, behaviour=behaviour) as counter:
        assert counter.shows(PrinterState.READY)
        assert wait_until(lambda: printer.stream().endswith(FENCE))
        printer.at_received(len(ASKED) + 200, lambda: printer.say(b"\x37\x220000\x00\x37\x22xx"))
        job = counter.queue()
        assert counter.reaches(job, S.UNKNOWN)
        assert counter.jobs.get(job).reason is JobReason.NO_REPLY  # type: ignore[union-attr]


@pytest.mark.parametrize("junk", [b"\xff\xfe\x80\x99", b"\x1c\x00", b"\x37\x22\x30", b"\x13\x11\x13\x11", bytes(range(256))])
def test_garbage_between_the_answers(tmp_path: Path, junk: bytes) -> None:
    """Half an automatic status, a torn block, flow characters, every byte there is: one receipt comes out, once."""
    with pty_printer(tmp_path) as printer, counter_on(printer) as counter:
        assert counter.shows(PrinterState.READY)
        assert wait_until(lambda: printer.stream().endswith(FENCE))
        printer.say(junk)
        time.sleep(0.03)
        job = counter.queue()
        assert counter.reaches(job, S.PRINTED)
        assert printer.printed_stream().count(RECEIPT) == 1


def test_near_end_warns_and_prints(tmp_path: Path) -> None:
    with pty_printer(tmp_path) as printer, counter_on(printer) as counter:
        assert counter.shows(PrinterState.READY)
        printer.set_fault(PrinterFault.NEAR_END, on=True)
        assert counter.shows(PrinterState.NEAR_END)
        assert counter.spooler.status().can_print
        assert counter.reaches(counter.queue(), S.PRINTED)


def test_states_are_reported_while_nothing_is_printed(tmp_path: Path) -> None:
    with pty_printer(tmp_path) as printer, counter_on(printer) as counter:
        assert counter.shows(PrinterState.READY)
        printer.set_fault(PrinterFault.COVER_OPEN, on=True)
        assert counter.shows(PrinterState.COVER_OPEN)
        printer.set_fault(PrinterFault.COVER_OPEN, on=False)
        assert counter.shows(PrinterState.READY)
        printer.pull()
        assert counter.shows(PrinterState.NO_ANSWER)
        printer.replug()
        assert counter.shows(PrinterState.READY)
        assert [status.state for status in counter.statuses] == [
            PrinterState.READY,
            PrinterState.COVER_OPEN,
            PrinterState.READY,
            PrinterState.NO_ANSWER,
            PrinterState.READY,
        ]


def test_drawer_opens_without_paper(tmp_path: Path) -> None:
    """Change must be given although the roll is empty: the real-time pulse goes past the waiting buffer."""
    with pty_printer(tmp_path) as printer:
        printer.set_fault(PrinterFault.PAPER_OUT, on=True)
        with counter_on(printer) as counter:
            pulse = counter.queue(PULSE, JobKind.DRAWER)
            assert wait_until(lambda: printer.printer.drawer_opened() == 1)
            assert counter.reaches(pulse, S.SENT)
            printer.set_fault(PrinterFault.PAPER_OUT, on=False)
            assert counter.reaches(counter.queue(), S.PRINTED)
            assert printer.printer.drawer_opened() == 1


def test_a_pulse_that_comes_too_late_is_not_wanted(tmp_path: Path) -> None:
    """The printer was off when the cash was taken; the drawer must not spring open a quarter of an hour later."""
    with pty_printer(tmp_path) as printer, counter_on(printer) as counter:
        pulse = counter.queue(PULSE, JobKind.DRAWER, age_s=900)
        receipt = counter.queue()
        assert counter.reaches(receipt, S.PRINTED)
        assert counter.jobs.get(pulse).reason is JobReason.STALE  # type: ignore[union-attr]
        assert counter.state(pulse) is S.CANCELLED
        assert printer.printer.drawer_opened() == 0


def test_a_pulse_that_comes_too_late_holds_up_no_paper(tmp_path: Path) -> None:
    """Nothing wakes the spooler again: the receipt behind a stale pulse is printed at once, not with the next look at the printer."""
    slow = replace(QUICK, heartbeat_s=60.0)
    with pty_printer(tmp_path) as printer, counter_on(printer, timings=slow, start=False) as counter:
        pulses = [counter.queue(PULSE, JobKind.DRAWER, age_s=900) for _ in range(2)]
        receipt = counter.queue()
        counter.spooler.start()
        assert counter.reaches(receipt, S.PRINTED)
        assert {counter.state(pulse) for pulse in pulses} == {S.CANCELLED}


def test_cancel_before_and_in_the_middle(tmp_path: Path) -> None:
    with pty_printer(tmp_path) as printer, counter_on(printer) as counter:
        assert counter.shows(PrinterState.READY)
        assert wait_until(lambda: printer.stream().endswith(FENCE))
        printer.at_printed(300, PrinterFault.PAPER_OUT)
        running, waiting = counter.queue(), counter.queue()
        assert counter.reaches(running, S.BLOCKED)
        counter.spooler.cancel(running)
        assert counter.reaches(running, S.UNKNOWN)
        counter.spooler.cancel(waiting)
        assert counter.reaches(waiting, S.CANCELLED)
        assert counter.jobs.get(waiting).bytes_accepted == 0  # type: ignore[union-attr]


def test_cancelled_in_the_store_between_look_and_send(tmp_path: Path) -> None:
    """The store refuses the step; nothing of the job is sent."""
    with pty_printer(tmp_path) as printer:
        printer.set_fault(PrinterFault.PAPER_OUT, on=True)
        with counter_on(printer) as counter:
            job = counter.queue()
            assert counter.shows(PrinterState.PAPER_OUT)
            assert counter.jobs.mark(job, S.CANCELLED, bytes_accepted=0, at_ms=0)
            printer.set_fault(PrinterFault.PAPER_OUT, on=False)
            assert counter.reaches(counter.queue(b"\x1b@only this\n"), S.PRINTED)
            assert RECEIPT[:40] not in printer.stream()


def test_left_half_way_by_a_crash(tmp_path: Path) -> None:
    """A job that was being sent when the program died is unknown at the next start; one that had not begun is printed."""
    jobs = MemoryPrintJobs()
    for number, (state, reason) in enumerate(
        [(S.SENDING, None), (S.SENT, None), (S.BLOCKED, JobReason.PAPER), (S.SENT, JobReason.NO_CONFIRMATION), (S.QUEUED, None)]
    ):
        jobs.add(PrintJob(id=f"old-{number}", kind=JobKind.RECEIPT, payload=RECEIPT, state=state, reason=reason))
    with pty_printer(tmp_path) as printer, counter_on(printer, jobs=jobs) as counter:
        assert counter.reaches("old-4", S.PRINTED)
        assert [counter.state(f"old-{n}") for n in range(5)] == [S.UNKNOWN, S.UNKNOWN, S.UNKNOWN, S.SENT, S.PRINTED]
        assert printer.printed_stream().count(RECEIPT) == 1


def test_stopping_in_the_middle(tmp_path: Path) -> None:
    """Closing the program does not wait for paper: what has begun is unknown, what has not stays queued."""
    with pty_printer(tmp_path) as printer, counter_on(printer) as counter:
        assert wait_until(lambda: printer.stream().endswith(FENCE))
        printer.at_printed(300, PrinterFault.PAPER_OUT)
        running, waiting = counter.queue(), counter.queue()
        assert counter.reaches(running, S.BLOCKED)
        begun = time.monotonic()
        counter.spooler.stop()
        assert time.monotonic() - begun < 1
        assert counter.state(running) is S.UNKNOWN
        assert counter.jobs.get(running).reason is JobReason.STOPPED  # type: ignore[union-attr]
        assert counter.state(waiting) is S.QUEUED


def test_a_store_that_fails_loses_and_doubles_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Disk full: before the first byte the job waits; after it the state is written when the disk has room again."""
    with pty_printer(tmp_path) as printer, counter_on(printer) as counter:
        assert counter.shows(PrinterState.READY)
        counter.jobs.failing = 1
        first = counter.queue()
        assert counter.reaches(first, S.PRINTED)
        printer.at_received(300, lambda: setattr(counter.jobs, "failing", 2))
        second = counter.queue()
        assert counter.reaches(second, S.PRINTED)
        assert printer.printed_stream().count(RECEIPT) == 2
    assert "disk full" in caplog.text


def test_a_line_that_stops_in_mid_receipt_goes_on(tmp_path: Path) -> None:
    """XOFF-like back-pressure: more is queued than the system takes; no byte is lost, no processor time burnt."""
    patient = replace(QUICK, stall_limit_s=4.0, silent_s=4.0, confirm_s=4.0)
    with pty_printer(tmp_path, factor=2_000.0) as printer, counter_on(printer, timings=patient) as counter:
        assert wait_until(lambda: printer.stream().endswith(FENCE))
        printer.at_received(len(ASKED) + 5_000, printer.stop_reading)
        job = counter.queue(PICTURE)
        assert counter.reaches(job, S.BLOCKED)
        before = time.process_time()
        time.sleep(0.2)
        assert time.process_time() - before < 0.1
        printer.go_on_reading()
        assert counter.reaches(job, S.PRINTED)
        assert printer.printed_stream().endswith(PICTURE)


def test_the_printer_stops_the_line_by_xoff(tmp_path: Path) -> None:
    """A full printer buffer on a line with XON/XOFF: the job waits and goes on at the same byte."""
    with pty_printer(tmp_path) as printer, counter_on(printer, flow=FlowControl.XON_XOFF) as counter:
        assert wait_until(lambda: printer.stream().endswith(FENCE))
        printer.at_received(len(ASKED) + 100, lambda: printer.say(b"\x13"))
        job = counter.queue(RECEIPT * 3)
        assert counter.reaches(job, S.BLOCKED)
        printer.say(b"\x11")
        assert counter.reaches(job, S.PRINTED)
        assert printer.printed_stream().endswith(RECEIPT * 3)


def test_a_line_that_stops_for_good_is_unknown(tmp_path: Path) -> None:
    with pty_printer(tmp_path, factor=2_000.0) as printer, counter_on(printer) as counter:
        assert wait_until(lambda: printer.stream().endswith(FENCE))
        printer.at_received(len(ASKED) + 5_000, printer.stop_reading)
        job = counter.queue(PICTURE)
        assert counter.reaches(job, S.UNKNOWN)
        assert counter.jobs.get(job).reason is JobReason.SILENT  # type: ignore[union-attr]


def test_waiting_costs_no_processor_time(tmp_path: Path) -> None:
    """Idle, absent and out of paper: no busy loop."""
    with counter_on(pty_printer(tmp_path)) as counter:
        counter.queue()
        assert counter.shows(PrinterState.NO_ANSWER)
        before = time.process_time()
        time.sleep(0.3)
        assert time.process_time() - before < 0.1


@pytest.mark.parametrize("factor", [4.0])
def test_line_time_and_first_byte(tmp_path: Path, factor: float) -> None:
    """First byte within 300 ms of the wake; the last byte within 1.05 times the line's own time."""
    with pty_printer(tmp_path, factor=factor) as printer, counter_on(printer) as counter:
        assert counter.shows(PrinterState.READY)
        assert wait_until(lambda: printer.stream().endswith(FENCE))
        payload = RECEIPT * 3
        woken = time.monotonic()
        job = counter.queue(payload)
        assert counter.reaches(job, S.PRINTED)
        first = printer.stream().index(payload)
        begun, ended = printer.arrived_at(first), printer.arrived_at(first + len(payload) - 1)
        assert begun - woken <= 0.3
        assert ended - begun <= 1.05 * len(payload) / printer.bytes_per_s
        assert printer.lost_bytes == 0

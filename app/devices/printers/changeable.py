"""A spooler that can be given another printer while the program runs: settings change, screens and listeners stay."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.till.print_jobs import JobState
from app.services.ports.printing import Confirmation, PrinterStatus, PrintSpooler


class ChangeableSpooler:
    """A PrintSpooler over the one that `make` gives; `change` ends it and makes another. Call it from one thread."""

    def __init__(self, make: Callable[[], PrintSpooler]) -> None:
        self._make = make
        self._now = make()
        self._started = False
        self._on_change: list[Callable[[PrinterStatus], None]] = []
        self._on_job: list[Callable[[str, JobState], None]] = []
        self._follow()

    def change(self) -> None:
        """Stops the printer in use and goes on with the one the settings name now."""
        if self._started:
            self._now.stop()
        self._now = self._make()
        self._follow()
        self._tell_status(self._now.status())
        if self._started:
            self._now.start()

    def start(self) -> None:
        """As in PrintSpooler."""
        self._started = True
        self._now.start()

    def stop(self, timeout_s: float = 3.0) -> None:
        """As in PrintSpooler."""
        if self._started:
            self._started = False
            self._now.stop(timeout_s)

    def wake(self) -> None:
        """As in PrintSpooler."""
        self._now.wake()

    def cancel(self, job_id: str) -> None:
        """As in PrintSpooler."""
        self._now.cancel(job_id)

    def status(self) -> PrinterStatus:
        """As in PrintSpooler."""
        return self._now.status()

    def confirmation(self) -> Confirmation:
        """As in PrintSpooler."""
        return self._now.confirmation()

    def on_change(self, callback: Callable[[PrinterStatus], None]) -> None:
        """As in PrintSpooler."""
        self._on_change.append(callback)

    def on_job(self, callback: Callable[[str, JobState], None]) -> None:
        """As in PrintSpooler."""
        self._on_job.append(callback)

    def probe_process_id(self, on_result: Callable[[bool], None]) -> None:
        """As in PrintSpooler."""
        self._now.probe_process_id(on_result)

    def _follow(self) -> None:
        self._now.on_change(self._tell_status)
        self._now.on_job(self._tell_job)

    def _tell_status(self, status: PrinterStatus) -> None:
        for listener in tuple(self._on_change):
            listener(status)

    def _tell_job(self, job_id: str, state: JobState) -> None:
        for listener in tuple(self._on_job):
            listener(job_id, state)

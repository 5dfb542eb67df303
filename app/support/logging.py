"""The log file of a till: `logs/jifentai.log` in the data folder, rotated, UTC, without personal data."""

from __future__ import annotations

import copy
import logging
import time
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from app.support.discretion import discreet, discreet_traceback

FILE_BYTES_MAX = 1_000_000
FILES_KEPT = 5

_ErrorInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class _DiscreetFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        record = copy.copy(record)
        record.exc_text = None  # another handler may have left its own, indiscreet text here
        return super().format(record)

    def formatMessage(self, record: logging.LogRecord) -> str:
        record.message = discreet(record.message)
        return super().formatMessage(record)

    def formatException(self, ei: _ErrorInfo) -> str:
        return discreet_traceback(ei[1]).rstrip() if ei[1] is not None else ""


def start_log(data_folder: Path) -> logging.Handler:
    """Sends everything at INFO and above to the log of this data folder; close with `stop_log`. OSError where it cannot be made."""
    folder = data_folder / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(folder / "jifentai.log", maxBytes=FILE_BYTES_MAX, backupCount=FILES_KEPT, encoding="utf-8", delay=True)
    formatter = _DiscreetFormatter("%(asctime)sZ %(levelname)s %(threadName)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return handler


def stop_log(handler: logging.Handler) -> None:
    """Takes a log off again and closes its file."""
    logging.getLogger().removeHandler(handler)
    handler.close()

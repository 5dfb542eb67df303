"""Errors inside Python overrides of Qt's virtual methods.

Under Python 3.11 an error that was raised in C (`int([])`, `[][1]`) is handed on without its exception object; PySide 6.11 reads beyond
it and the process is gone, without a report. An error that was caught and raised again on its way is whole, and is reported as any other.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def whole_errors(method: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """For an override that runs the program's own code, or what it calls."""

    @wraps(method)
    def catching(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        try:
            return method(*args, **kwargs)
        except BaseException:
            raise

    return catching

"""Errors inside Python overrides of Qt's virtual methods.

Under Python 3.11 an error that leaves an override is handed on without its exception object where it was raised in C (`int([])`, `[][1]`),
and PySide 6.11 gives back what it never took: the process ends at once, or at some later garbage collection. So no error leaves one:
it is reported here, by the hook that reports any other that nobody caught.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar, cast

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def whole_errors(method: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """For an override that runs the program's own code, or what it calls. After an error it answers False for a bool, else None.

    Only errors are kept here: Ctrl+C and the end of the program go on.
    """
    answer = cast(Result, False if method.__annotations__.get("return") in ("bool", bool) else None)

    @wraps(method)
    def catching(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        try:
            return method(*args, **kwargs)
        except Exception as error:
            sys.excepthook(type(error), error, error.__traceback__)
            return answer

    return catching

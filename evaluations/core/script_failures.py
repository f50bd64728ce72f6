"""What went wrong in a learner's script, as the child tells it: the error, and the lines that led to it."""

from __future__ import annotations

import linecache
import traceback

from evaluations.core.frames import Failure

_TRACEBACK_PLACES = 5


def describe_failure(error: BaseException, filename: str, stage: str) -> Failure:
    """Only the learner's own lines are named."""
    places = _places(error, filename)
    line = places[-1][0] if places else None
    shown = tuple(f"line {number}, in {name}: {text}" for number, name, text in places[-_TRACEBACK_PLACES:])
    if isinstance(error, SyntaxError) and error.filename == filename:
        line, shown = error.lineno, (error.text or "", f"{' ' * ((error.offset or 1) - 1)}^")
    errno = getattr(error, "errno", None)
    return Failure(stage, type(error).__name__, _words(error), line, shown, errno)


def _places(error: BaseException, filename: str) -> list[tuple[int, str, str]]:
    """(line, function, code) of the frames in the learner's own file, outermost first."""
    own = [
        (number, frame.f_code.co_name)
        for frame, number in traceback.walk_tb(error.__traceback__)
        if frame.f_code.co_filename == filename
    ][-_TRACEBACK_PLACES:]
    return [(number, name, linecache.getline(filename, number).strip()) for number, name in own]


def _words(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # noqa: BLE001 - it is the learner's own exception, and may do anything
        return ""

"""Why something gave no result, in words for a beginner. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass

REASON_CODES = (
    "time_limit",
    "memory_limit",
    "forbidden",
    "missing_import",
    "syntax_error",
    "recursion",
    "bad_output",
    "output_too_large",
    "crash",
    "script_error",
    "no_model",
    "sandbox_unavailable",
)


@dataclass(frozen=True)
class Reason:
    """``message`` says what happened, ``hint`` what to do, ``line`` where in the learner's file.

    A ``platform_fault`` is ours: it is tried again and never counts against the learner.
    """

    code: str
    message: str
    hint: str = ""
    line: int | None = None
    platform_fault: bool = False

"""The lines of a script that make its own score better than it is, as checks.

They stand beside the checks of the data and are no part of ``CHECKS``: they need code and no rows.
"""

from __future__ import annotations

from collections.abc import Sequence

from evaluations.core.checks.base import CheckOutcome
from evaluations.core.checks.script_texts import SCRIPT_TEXTS
from evaluations.core.checks.texts import CheckText
from evaluations.core.script_lint import Mark, lint_script

_SHOWN_LINES = 6


def check_script(source: str, target: str) -> list[CheckOutcome]:
    """Each once, in order; what is marked names its lines."""
    marks = lint_script(source, target)
    return [
        _outcome(text, [mark for mark in marks if mark.code == text.code]) for text in SCRIPT_TEXTS.values()
    ]


def _outcome(text: CheckText, marks: Sequence[Mark]) -> CheckOutcome:
    if not marks:
        return CheckOutcome(
            text.code, text.title, "passed", "No line of the script does this.", {}, text.docs
        )
    outcome = "issue" if any(mark.is_issue for mark in marks) else "tip"
    facts = " ".join(f"Line {mark.line}: {mark.message}" for mark in marks[:_SHOWN_LINES])
    message = f"{facts} {text.why} {text.what_to_do}"
    lines = {"lines": [mark.line for mark in marks]}
    return CheckOutcome(text.code, text.title, outcome, message, lines, text.docs)

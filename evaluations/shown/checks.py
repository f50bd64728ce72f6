"""Checks as a page shows them: issues first, evidence as rows of name and value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from evaluations.answers import LONGEST_REASON, repair_shown
from evaluations.core.checks.honesty_texts import HONESTY_TEXTS
from evaluations.core.checks.script_texts import SCRIPT_TEXTS
from evaluations.core.checks.texts import TEXTS
from evaluations.figures.numbers import count, is_number, write_short
from evaluations.figures.text import clean
from evaluations.models import Answer, CheckResult

MOST_ITEMS = 12
WORDS = {**TEXTS, **HONESTY_TEXTS, **SCRIPT_TEXTS}
SHAPES = {"issue": "■", "tip": "▲", "passed": "✔", "not_applicable": "–"}


@dataclass(frozen=True)
class ShownAnswer:
    """What the learner says about an issue. ``fixed_by``: the address of the evaluation that shows it."""

    kind: str
    reason: str
    fixed_by: str
    answered_at: datetime

    @property
    def sentence(self) -> str:
        """For exports, which have no links to evaluations."""
        head = (
            "Repaired, which a later evaluation shows"
            if self.kind == Answer.Kind.FIXED
            else "Accepted by the author"
        )
        return f"{head}: {self.reason}" if self.reason else f"{head}."


@dataclass(frozen=True)
class ShownCheck:
    code: str
    title: str
    outcome: str
    message: str
    why: str
    what_to_do: str
    evidence: tuple[tuple[str, str], ...]
    answer: ShownAnswer | None = None

    @property
    def needs_answer(self) -> bool:
        return self.outcome == "issue" and self.answer is None

    @property
    def anchor(self) -> str:
        return f"check-{self.code}"


@dataclass(frozen=True)
class ShownChecks:
    issues: tuple[ShownCheck, ...]
    tips: tuple[ShownCheck, ...]
    passed: tuple[ShownCheck, ...]
    not_applicable: tuple[ShownCheck, ...]

    @property
    def raised(self) -> tuple[ShownCheck, ...]:
        """What deserves an answer, the serious first."""
        return self.issues + self.tips

    @property
    def unanswered(self) -> tuple[ShownCheck, ...]:
        return tuple(check for check in self.issues if check.needs_answer)

    @property
    def counts(self) -> tuple[tuple[str, str, str], ...]:
        """(outcome, shape, words) for the strip; none for outcomes that did not occur."""
        found = (
            ("passed", len(self.passed), f"{count(len(self.passed), 'check')} passed"),
            ("tip", len(self.tips), count(len(self.tips), "tip")),
            ("issue", len(self.issues), self._say_issues()),
        )
        return tuple((outcome, SHAPES[outcome], words) for outcome, number, words in found if number)

    def _say_issues(self) -> str:
        """ "2 issues, 1 answered"."""
        issues, answered = len(self.issues), len(self.issues) - len(self.unanswered)
        if not answered:
            return f"{count(issues, 'issue')}, not answered yet"
        return f"{count(issues, 'issue')}, " + ("answered" if answered == issues else f"{answered} answered")


def show_checks(found: Iterable[CheckResult], said: Mapping[str, Answer] | None = None) -> ShownChecks:
    """``said``: the answers to the issues, by code."""
    answers = said or {}
    checks = [_show(check, answers.get(check.code)) for check in found]
    return ShownChecks(
        *(
            tuple(check for check in checks if check.outcome == outcome)
            for outcome in ("issue", "tip", "passed", "not_applicable")
        )
    )


def show_answer(answer: Answer) -> ShownAnswer:
    repair = repair_shown(answer)
    return ShownAnswer(
        kind=answer.kind,
        reason=clean(answer.reason, LONGEST_REASON),
        fixed_by=repair.get_absolute_url() if repair else "",
        answered_at=answer.answered_at,
    )


def _show(check: CheckResult, answer: Answer | None) -> ShownCheck:
    """A stored message ends with why and what to do; here each stands for itself."""
    text = WORDS.get(check.code)
    why, what_to_do = (text.why, text.what_to_do) if text else ("", "")
    return ShownCheck(
        code=clean(check.code, 12),
        title=clean(check.title),
        outcome=check.outcome,
        message=clean(check.message.removesuffix(f"{why} {what_to_do}"), 1000),
        why=why,
        what_to_do=what_to_do,
        evidence=tuple(show_evidence(check.evidence)),
        answer=show_answer(answer) if answer else None,
    )


def show_evidence(evidence: Mapping[str, Any]) -> list[tuple[str, str]]:
    """JSON as name and value; what is empty is left out."""
    rows = ((clean(name, 60).replace("_", " "), write_evidence(value)) for name, value in evidence.items())
    return [(name, value) for name, value in rows if value]


def write_evidence(value: Any) -> str:
    """A short plain wording of any JSON value."""
    if value is None or value in ({}, []):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if is_number(value):
        return write_short(value)
    if isinstance(value, Mapping):
        return _join(
            (f"{clean(key, 60)}: {write_evidence(item)}" for key, item in value.items()), "; ", len(value)
        )
    if isinstance(value, list | tuple):
        between = "; " if any(isinstance(item, Mapping | list) for item in value) else ", "
        return _join((write_evidence(item) for item in value), between, len(value))
    return clean(value, 200)


def _join(parts: Iterable[str], between: str, number: int) -> str:
    shown = [part for part, _ in zip(parts, range(MOST_ITEMS), strict=False)]
    return between.join(shown) + (f" and {number - MOST_ITEMS} more" if number > MOST_ITEMS else "")

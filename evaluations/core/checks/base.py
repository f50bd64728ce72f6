"""What a check is, what it sees and what it says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from evaluations.core.checks.history import History
from evaluations.core.checks.texts import CheckText
from evaluations.core.protocol import Protocol
from evaluations.core.table import Column, Table

OUTCOMES = ("issue", "tip", "passed", "not_applicable")
_SHOWN = 4


@dataclass(frozen=True, eq=False)
class CheckContext:
    """The development rows and, once there are some, the results. The lockbox is never in it.

    Parameters
    ----------
    table : every column of the file, the target and those left out included
    y : float64 of shape (n_rows,): class codes into ``protocol.classes``, or values
    results : entries as in the report; empty before the fits
    gaps : ``{"pipeline", "train", "test"}``, mean scores of the primary metric on seen and unseen rows
    file_rows : rows of the whole file, those without a target included; None where it is not known
    calibration : ``{"predicted", "observed", "counts"}`` of the best model; None where it has none
    segments : parts of the data that score worse than all, as ``core.segments`` finds them
    history : None where nobody keeps one
    """

    table: Table
    y: np.ndarray
    protocol: Protocol
    results: Sequence[Mapping[str, Any]] = ()
    gaps: Sequence[Mapping[str, Any]] = ()
    file_rows: int | None = None
    calibration: Mapping[str, Any] | None = None
    segments: Mapping[str, Any] | None = None
    history: History | None = None

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns but the target."""
        return tuple(column for column in self.table if column.name != self.protocol.target)

    @property
    def features(self) -> tuple[Column, ...]:
        """The columns that the models learn from."""
        used = set(self.protocol.features)
        return tuple(column for column in self.table if column.name in used)

    @property
    def class_counts(self) -> dict[str, int]:
        counts = np.bincount(self.y.astype(np.int64), minlength=len(self.protocol.classes))
        return dict(zip(self.protocol.classes, counts.tolist(), strict=True))


@dataclass(frozen=True)
class Finding:
    """One check's answer: an outcome, the fact in a sentence, and the numbers behind it as JSON."""

    outcome: str
    fact: str
    evidence: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class CheckOutcome:
    """What is stored and shown. The message of an issue or a tip: the fact, why it matters, what to do."""

    code: str
    title: str
    outcome: str
    message: str
    evidence: dict[str, Any]
    docs: str


@dataclass(frozen=True)
class Check:
    """A danger-zone test with a stable code."""

    text: CheckText
    find: Callable[[CheckContext], Finding]

    @property
    def code(self) -> str:
        return self.text.code

    def run(self, context: CheckContext) -> CheckOutcome:
        return conclude(self.text, self.find(context))


def conclude(text: CheckText, finding: Finding) -> CheckOutcome:
    """What is stored of a finding under the check's words."""
    message = finding.fact
    if finding.outcome in ("issue", "tip"):
        message = f"{finding.fact} {text.why} {text.what_to_do}"
    return CheckOutcome(
        code=text.code,
        title=text.title,
        outcome=finding.outcome,
        message=message,
        evidence=dict(finding.evidence),
        docs=text.docs,
    )


def name_columns(names: Sequence[str]) -> str:
    """``Column “a”``, ``Columns “a” and “b”``, at most four of them by name."""
    quoted = [f"“{name}”" for name in names[:_SHOWN]]
    more = len(names) - _SHOWN
    if more > 0:
        return f"Columns {', '.join(quoted)} and {more:,} more"
    if len(quoted) == 1:
        return f"Column {quoted[0]}"
    return f"Columns {', '.join(quoted[:-1])} and {quoted[-1]}"


def be(names: Sequence[str], one: str, many: str) -> str:
    """The verb that fits the number of columns."""
    return one if len(names) == 1 else many


def percent(share: float) -> str:
    """A share in per cent, with a decimal where it is small."""
    return f"{100 * share:.1f} %" if share < 0.1 else f"{100 * share:.0f} %"

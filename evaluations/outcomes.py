"""What came out of evaluations, counted over many: against the baseline, and in the lockbox."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from evaluations.models import Evaluation, PipelineResult
from evaluations.shown.agreement import weigh_lockbox
from evaluations.shown.scores import make_score_line, score_entry
from evaluations.summary import lockbox_entry


@dataclass(frozen=True)
class Outcome:
    """Of the best model. ``verdict``: against the baseline. ``lockbox``: "agrees", "worse" or "better" than
    the folds, empty while it is closed or where there is none."""

    verdict: str
    lockbox: str = ""


def outcomes_of(ids: Iterable[uuid.UUID]) -> list[Outcome]:
    """Of those that have succeeded; two queries for any number."""
    evaluations: dict[uuid.UUID, Any] = {row.pk: row for row in Evaluation.objects.succeeded_among(ids)}
    codes = {evaluation.best for evaluation in evaluations.values()}
    lines = PipelineResult.objects.filter(evaluation__in=list(evaluations), pipeline__in=codes).order_by()
    return [
        outcome_of(evaluations[line.evaluation_id], line.data)
        for line in lines
        if evaluations[line.evaluation_id].best == line.pipeline
    ]


def outcome_of(evaluation: Any, best: dict[str, Any]) -> Outcome:
    verdict = (best.get("versus_baseline") or {}).get("verdict") or ""
    opened = lockbox_entry(evaluation)
    if not opened:
        return Outcome(verdict)
    line = make_score_line(evaluation.protocol, [best], evaluation.best, lockbox=opened)
    measured = score_entry([best], evaluation.best, evaluation.protocol["primary_metric"])
    agreement = weigh_lockbox(measured, opened, line)
    return Outcome(verdict, agreement.verdict if agreement else "")

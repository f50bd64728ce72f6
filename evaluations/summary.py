"""Evaluations in one line each: what lists, cards and versions show. Few small columns, three queries."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.utils.safestring import SafeString, mark_safe

from evaluations.figures.scoreline import ScoreLine, score_line_svg
from evaluations.figures.text import in_sentence
from evaluations.models import CheckResult, Evaluation, LockboxOpening, PipelineResult
from evaluations.shown.scores import BASELINE, VERDICTS, make_score_line, metric_of

SHORT_TITLES = {  # where a card has no room for the whole name
    "mae": "MAE",
    "rmse": "RMSE",
    "median_absolute_error": "median error",
    "balanced_accuracy": "balanced acc.",
}


@dataclass(frozen=True)
class EvaluationSummary:
    """The best model's score beside the baseline, and how many checks said what."""

    id: uuid.UUID
    version: int | None
    published_at: datetime | None
    metric: str
    score: str
    spread: str
    verdict: str
    verdict_words: str
    lockbox: str
    line: ScoreLine
    card: SafeString  # the score line at card size
    issues: int
    tips: int
    passed: int

    @property
    def plain(self) -> str:
        """ "0.83 accuracy (0.79 to 0.86), better than the baseline"."""
        within = f" ({self.spread})" if self.spread else ""
        return ", ".join(part for part in (f"{self.score} {self.metric}{within}", self.verdict_words) if part)


def summarise(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, EvaluationSummary]:
    """Summaries of those that have succeeded, by id."""
    evaluations = Evaluation.objects.succeeded_among(ids)
    results, counts = results_of(evaluations), check_counts_of(evaluations)
    return {
        evaluation.pk: make_summary(evaluation, results.get(evaluation.pk, []), counts.get(evaluation.pk, {}))
        for evaluation in evaluations
    }


def results_of(evaluations: list[Any]) -> dict[uuid.UUID, list[Mapping[str, Any]]]:
    """The lines of the best pipelines and the baselines only."""
    codes = {evaluation.best for evaluation in evaluations} | {BASELINE}
    found: dict[uuid.UUID, list[Mapping[str, Any]]] = {}
    for result in PipelineResult.objects.filter(evaluation__in=evaluations, pipeline__in=codes):
        found.setdefault(result.evaluation_id, []).append(result.data)
    return found


def check_counts_of(evaluations: list[Any]) -> dict[uuid.UUID, dict[str, int]]:
    """By evaluation and outcome."""
    grouped = CheckResult.objects.filter(evaluation__in=evaluations).order_by()
    found: dict[uuid.UUID, dict[str, int]] = {}
    for row in grouped.values("evaluation", "outcome").annotate(number=Count("pk")):
        found.setdefault(row["evaluation"], {})[row["outcome"]] = row["number"]
    return found


def make_summary(
    evaluation: Any, results: list[Mapping[str, Any]], checks: Mapping[str, int]
) -> EvaluationSummary:
    lockbox = lockbox_entry(evaluation)
    line = make_score_line(
        evaluation.protocol, results, evaluation.best, lockbox=lockbox, guess=evaluation.guess
    )
    best = next((result for result in results if result["pipeline"] == evaluation.best), {})
    verdict = (best.get("versus_baseline") or {}).get("verdict", "")
    short = replace(
        line, metric_title=SHORT_TITLES.get(evaluation.protocol["primary_metric"], line.metric_title)
    )
    return EvaluationSummary(
        id=evaluation.pk,
        version=evaluation.published_version,
        published_at=evaluation.published_at,
        metric=in_sentence(metric_of(evaluation.protocol).title),
        score=line.write(line.score) if line.score is not None else "–",
        spread=write_spread(line),
        verdict=verdict,
        verdict_words=VERDICTS.get(verdict, ""),
        lockbox=line.write(lockbox["score"]) if lockbox else "",
        line=line,
        card=mark_safe(score_line_svg(short, "card")),  # noqa: S308  (drawn by us, labels escaped there)
        issues=checks.get("issue", 0),
        tips=checks.get("tip", 0),
        passed=checks.get("passed", 0),
    )


def write_spread(line: ScoreLine) -> str:
    return f"{line.write(line.interval[0])} to {line.write(line.interval[1])}" if line.interval else ""


def lockbox_entry(evaluation: Evaluation) -> dict[str, float] | None:
    """The opened lockbox's score of the primary metric."""
    opening: LockboxOpening | None = getattr(evaluation, "lockbox_opening", None)
    return opening.scores.get(evaluation.protocol["primary_metric"]) if opening else None

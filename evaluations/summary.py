"""Evaluations in one line each: what lists, versions and mentions show. One query for any number.

The *card* of an evaluation is its drawing and few numbers, kept beside it like its figures: a list of twenty
draws nothing and reads no report.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from evaluations.core.metric_registry import METRICS
from evaluations.figures.scoreline import ScoreLine, score_line_svg
from evaluations.figures.text import in_sentence
from evaluations.models import Evaluation, LockboxOpening
from evaluations.shown.scores import VERDICTS, describe_metric, make_score_line

COUNTED = ("issue", "tip", "passed")  # outcomes of checks
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
    found = Evaluation.objects.filter(pk__in=list(ids)).with_card()  # the ids alone are the index to use
    return {row.pk: summary_of(row) for row in found if row.status == Evaluation.Status.SUCCEEDED}


def summary_of(evaluation: Evaluation) -> EvaluationSummary:
    """Of one that has succeeded. No query where its card is kept."""
    card = evaluation.card or read_card(evaluation)
    line = ScoreLine(**describe_metric(card["metric"]), **card["line"])
    return EvaluationSummary(
        id=evaluation.pk,
        version=evaluation.published_version,
        published_at=evaluation.published_at,
        metric=in_sentence(METRICS[card["metric"]].title),
        score=line.write(line.score) if line.score is not None else "–",
        spread=write_spread(line),
        verdict=card["verdict"],
        verdict_words=VERDICTS.get(card["verdict"], ""),
        lockbox=line.write(line.lockbox) if line.lockbox is not None else "",
        line=line,
        card=mark_safe(card["svg"]),  # noqa: S308  (drawn by us, labels escaped there)
        issues=card["issue"],
        tips=card["tip"],
        passed=card["passed"],
    )


def keep_card(evaluation_id: uuid.UUID) -> None:
    """Write down what lists show of an evaluation that has succeeded; after each change of its findings."""
    evaluation = Evaluation.objects.select_related("lockbox_opening").get(pk=evaluation_id)
    Evaluation.objects.filter(pk=evaluation_id).update(card=read_card(evaluation))


def read_card(evaluation: Evaluation) -> dict[str, Any]:
    """From the evaluation and its checks."""
    counted = Counter(evaluation.checks.values_list("outcome", flat=True))
    return make_card(
        evaluation.protocol,
        evaluation.report,
        counted,
        lockbox=lockbox_entry(evaluation),
        guess=evaluation.guess,
    )


def make_card(
    protocol: Mapping[str, Any],
    report: Mapping[str, Any],
    checks: Mapping[str, int],
    *,
    lockbox: Mapping[str, float] | None = None,
    guess: float | None = None,
) -> dict[str, Any]:
    """The numbers and the drawing that lists show, as JSON; ``checks`` counts them by outcome."""
    results, best = report["results"], report["best"]
    line = make_score_line(protocol, results, best, lockbox=lockbox, guess=guess)
    title = SHORT_TITLES.get(protocol["primary_metric"], line.metric_title)
    by_metric = describe_metric(protocol["primary_metric"])
    versus = next((result.get("versus_baseline") for result in results if result["pipeline"] == best), None)
    return {
        "metric": protocol["primary_metric"],
        "line": {name: value for name, value in asdict(line).items() if name not in by_metric},
        "verdict": (versus or {}).get("verdict") or "",
        "svg": score_line_svg(replace(line, metric_title=title), "card"),
        **{outcome: checks.get(outcome, 0) for outcome in COUNTED},
    }


def write_spread(line: ScoreLine) -> str:
    return f"{line.write(line.interval[0])} to {line.write(line.interval[1])}" if line.interval else ""


def lockbox_entry(evaluation: Evaluation) -> dict[str, float] | None:
    """The opened lockbox's score of the primary metric."""
    opening: LockboxOpening | None = getattr(evaluation, "lockbox_opening", None)
    return opening.scores.get(evaluation.protocol["primary_metric"]) if opening else None

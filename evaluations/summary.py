"""Evaluations in one line each: what lists, versions and mentions show. One query for any number.

The *card* of an evaluation is its drawing and few numbers, kept beside it like its figures: a list of twenty
draws nothing and reads no report.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from functools import cached_property
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
    """The best model's score beside the baseline, and how many checks said what.

    ``kept`` is the evaluation's card. What is read from it is worked out when it is asked for: a list shows
    the drawing and little else.
    """

    id: uuid.UUID
    version: int | None
    published_at: datetime | None
    kept: Mapping[str, Any] = field(repr=False)

    @cached_property
    def line(self) -> ScoreLine:
        return ScoreLine(**describe_metric(self.kept["metric"]), **self.kept["line"])

    @property
    def card(self) -> SafeString:
        """The score line at card size."""
        return mark_safe(self.kept["svg"])  # noqa: S308  (drawn by us, labels escaped there)

    @property
    def metric(self) -> str:
        return in_sentence(METRICS[self.kept["metric"]].title)

    @property
    def score(self) -> str:
        return self.line.write(self.line.score) if self.line.score is not None else "–"

    @property
    def spread(self) -> str:
        line = self.line
        return f"{line.write(line.interval[0])} to {line.write(line.interval[1])}" if line.interval else ""

    @property
    def lockbox(self) -> str:
        return self.line.write(self.line.lockbox) if self.line.lockbox is not None else ""

    @property
    def verdict(self) -> str:
        return str(self.kept["verdict"])

    @property
    def verdict_words(self) -> str:
        return VERDICTS.get(self.verdict, "")

    @property
    def issues(self) -> int:
        return int(self.kept["issue"])

    @property
    def tips(self) -> int:
        return int(self.kept["tip"])

    @property
    def passed(self) -> int:
        return int(self.kept["passed"])

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
    return EvaluationSummary(
        id=evaluation.pk,
        version=evaluation.published_version,
        published_at=evaluation.published_at,
        kept=evaluation.card or read_card(evaluation),
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
    left_out = {*describe_metric(protocol["primary_metric"]), "beside"}  # the metric tells
    versus = next((result.get("versus_baseline") for result in results if result["pipeline"] == best), None)
    return {
        "metric": protocol["primary_metric"],
        "line": {name: value for name, value in asdict(line).items() if name not in left_out},
        "verdict": (versus or {}).get("verdict") or "",
        "svg": score_line_svg(replace(line, metric_title=title), "card"),
        **{outcome: checks.get(outcome, 0) for outcome in COUNTED},
    }


def lockbox_entry(evaluation: Evaluation) -> dict[str, float] | None:
    """The opened lockbox's score of the primary metric."""
    opening: LockboxOpening | None = getattr(evaluation, "lockbox_opening", None)
    return opening.scores.get(evaluation.protocol["primary_metric"]) if opening else None

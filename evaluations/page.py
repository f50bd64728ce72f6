"""The one read model of an evaluation's report: plain frozen values, from a constant number of queries.

Pages, the API, feeds and exports read these; nobody else puts a report's numbers into words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from evaluations.answers import answers_of
from evaluations.core.metric_registry import METRICS, Metric
from evaluations.figures.numbers import count
from evaluations.figures.scoreline import ScoreLine, hero_svgs
from evaluations.figures.text import clean, in_sentence
from evaluations.ledger import list_tries
from evaluations.models import Evaluation
from evaluations.shown.by_hand import ShownByHand, show_by_hand
from evaluations.shown.checks import ShownChecks, show_checks
from evaluations.shown.claims import Said, last_claim, show_said
from evaluations.shown.code import ShownCode, show_code
from evaluations.shown.dataset import ShownDataset, show_dataset
from evaluations.shown.drawings import WHERE_IT_IS_WRONG, ShownFigure, show_figure
from evaluations.shown.honesty import ShownHonesty, show_honesty
from evaluations.shown.limits import Grounds, find_limits
from evaluations.shown.lockbox import Lockbox, opening_of, show_lockbox
from evaluations.shown.measurement import (
    Rows,
    count_rows,
    describe_baseline,
    describe_measurement,
)
from evaluations.shown.narrative import Headline, NextStep, compare_models, make_headline, next_step
from evaluations.shown.notebook import ShownCell, show_notebook
from evaluations.shown.scores import Model, make_models, make_score_line, other_metrics
from evaluations.shown.suggestions import Suggestion, suggest
from evaluations.shown.tries import show_tries

COMPARISON, BY_HAND = "model_comparison", "by_hand"
MAIN_FIGURES = (*WHERE_IT_IS_WRONG, "feature_importance")


@dataclass(frozen=True)
class EvaluationPage:
    """Everything that the report shows of an evaluation that has succeeded."""

    evaluation: Evaluation
    headline: Headline | None
    line: ScoreLine
    score_line: SafeString
    measured_by: str
    tries: int
    ledger: ShownFigure | None
    lockbox: Lockbox
    guess: str
    checks: ShownChecks
    comparison: str
    other_metrics: tuple[Metric, ...]
    judged_on: str  # the metric of the verdicts
    models: tuple[Model, ...]
    comparison_figure: ShownFigure | None
    by_hand: ShownByHand | None
    by_hand_figure: ShownFigure | None
    figures: tuple[ShownFigure, ...]
    honesty: ShownHonesty | None
    said: Said | None
    dataset: ShownDataset
    code: ShownCode | None
    measurement: tuple[str, ...]
    limits: tuple[str, ...]
    environment: tuple[tuple[str, str], ...]
    next_step: NextStep

    @property
    def metric_code(self) -> str:
        return str(self.evaluation.protocol["primary_metric"])

    @property
    def suggestion(self) -> Suggestion | None:
        """Something to try next, from this report's own numbers."""
        return suggest(self.evaluation.report, raised_by(self.evaluation))

    @cached_property
    def notebook(self) -> tuple[ShownCell, ...]:
        """Empty for a plain script."""
        return show_notebook(self.evaluation, self.code.marked_lines if self.code else frozenset())

    @property
    def main_figures(self) -> tuple[ShownFigure, ...]:
        """Where it is wrong and what it leans on; the others are one click deeper."""
        return tuple(figure for figure in self.figures if figure.key in MAIN_FIGURES)

    @property
    def more_figures(self) -> tuple[ShownFigure, ...]:
        return tuple(figure for figure in self.figures if figure.key not in MAIN_FIGURES)

    @property
    def failed(self) -> tuple[Model, ...]:
        """Pipelines without a score, with their reason."""
        return tuple(model for model in self.models if model.score is None)

    @property
    def scored(self) -> tuple[Model, ...]:
        return tuple(model for model in self.models if model.score is not None)


def raised_by(evaluation: Evaluation) -> dict[str, Mapping[str, Any]]:
    """Evidence of the checks that raised an issue or a tip, by code."""
    return {c.code: c.evidence for c in evaluation.checks.all() if c.outcome in ("issue", "tip")}


def limits_of(evaluation: Evaluation, rows: Rows, n_models: int) -> tuple[str, ...]:
    """What the score does not show."""
    profile, leans_on = evaluation.dataset_version.profile, leaning_of(evaluation.report)
    return find_limits(Grounds(evaluation.protocol, profile, rows, n_models, raised_by(evaluation), leans_on))


def leaning_of(report: Mapping[str, Any]) -> tuple[str, ...]:
    """The features that the best model leans on, the most important first."""
    found = report["diagnostics"].get("feature_importance") or ()
    return tuple(one["feature"] for one in found)


def evaluation_page(evaluation: Evaluation) -> EvaluationPage:
    """The report of an evaluation that has succeeded, fetched by ``access`` (``with_everything``).

    Two queries more than that.
    """
    protocol, report = evaluation.protocol, evaluation.report
    results, best, profile = report["results"], report["best"], evaluation.dataset_version.profile
    claim, opening = last_claim(evaluation), opening_of(evaluation)
    rows, does = count_rows(protocol, profile), describe_baseline(protocol, profile)
    line = make_score_line(
        protocol,
        results,
        best,
        lockbox=opening.scores.get(protocol["primary_metric"]) if opening else None,
        said=claim.value if claim else None,
        guess=evaluation.guess,
        baseline_label=does.replace(" guessing", "").replace("guessing ", ""),
    )
    models, checks = make_models(protocol, results, best, line), checks_of(evaluation)
    headline = make_headline(models, line, does)
    figures = {figure.key: show_figure(figure) for figure in evaluation.figures.all()}
    lockbox, tries = show_lockbox(evaluation, opening, rows, line), list_tries(evaluation)
    return EvaluationPage(
        evaluation=evaluation,
        headline=headline,
        line=line,
        score_line=mark_safe(hero_svgs(line)),  # noqa: S308  (drawn by us, labels escaped there)
        measured_by=say_measured_by(protocol, rows, len(tries), evaluation),
        tries=len(tries),
        ledger=show_tries(evaluation, tries, rows.development),
        lockbox=lockbox,
        guess=line.write(evaluation.guess) if evaluation.guess is not None else "",
        checks=checks,
        comparison=compare_models(models),
        other_metrics=other_metrics(protocol),
        judged_on=in_sentence(METRICS[protocol["comparison_metric"]].title),
        models=models,
        comparison_figure=figures.pop(COMPARISON, None),
        by_hand=show_by_hand(report),
        by_hand_figure=figures.pop(BY_HAND, None),
        figures=tuple(figures.values()),
        honesty=show_honesty(evaluation),
        said=show_said(evaluation, claim, line, models),
        dataset=show_dataset(evaluation.dataset_version, protocol, report),
        code=show_code(evaluation.script, protocol["target"]) if evaluation.script else None,
        measurement=describe_measurement(protocol, rows, evaluation.engine_version),
        limits=limits_of(evaluation, rows, len(models) - 1),
        environment=tuple((clean(name, 40), clean(v, 40)) for name, v in evaluation.environment.items()),
        next_step=next_step(headline, models, checks, published=evaluation.published_version is not None),
    )


def checks_of(evaluation: Evaluation) -> ShownChecks:
    """With the answers to the issues."""
    return show_checks(evaluation.checks.all(), answers_of(evaluation))


def say_measured_by(protocol: Mapping[str, Any], rows: Rows, tries: int, evaluation: Evaluation) -> str:
    folds = f"{protocol['n_splits']} folds"
    if protocol["n_repeats"] > 1:
        folds = f"{protocol['n_repeats']} × {folds}"
    parts = [f"Measured by Firstfit on {folds} of {count(rows.development, 'row')}"]
    if evaluation.script_id:
        parts.append("1 try" if tries == 1 else f"{tries} tries")
    return " · ".join(parts)

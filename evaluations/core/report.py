"""From the folds' outcomes to the report: each pipeline's scores, verdicts, the best one, the diagnostics."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from evaluations.core.diagnostics import diagnose
from evaluations.core.learning_curve import plan_curve
from evaluations.core.lockbox_score import score_lockbox
from evaluations.core.metric_registry import METRICS
from evaluations.core.outcome import FoldOutcome
from evaluations.core.pipelines import BASELINE, STANDARD, title_of
from evaluations.core.protocol import Protocol
from evaluations.core.splitting import Split
from evaluations.core.statistics import MATTERS, Comparison, Interval, compare, holm, judge, score_interval
from evaluations.core.table import Table

__all__ = [
    "FoldOutcome",
    "Report",
    "build_report",
    "choose_best",
    "plan_points",
    "score_lockbox",
    "summarise_pipeline",
]

Outcomes = Mapping[str, Mapping[int, FoldOutcome]]


@dataclass(frozen=True)
class Report:
    """What was found out. ``results`` has an entry for each pipeline, baseline first, the script last."""

    protocol: Protocol
    results: tuple[dict[str, Any], ...]
    best: str | None
    diagnostics: dict[str, Any]

    def to_dict(self) -> dict[str, Any]:
        """JSON without NaN or infinities: a number that does not exist is null."""
        metric = METRICS[self.protocol.primary_metric]
        return {
            "task": self.protocol.task,
            "classes": list(self.protocol.classes),
            "primary_metric": metric.code,
            "metric_title": metric.title,
            "higher_is_better": metric.higher_is_better,
            "best": self.best,
            "baseline": BASELINE,
            "results": [drop_unreal(result) for result in self.results],
            "diagnostics": drop_unreal(self.diagnostics),
        }


def build_report(
    table: Table, protocol: Protocol, split: Split, outcomes: Outcomes, points: Outcomes | None = None
) -> Report:
    """The report of all pipelines. ``outcomes`` maps pipeline code and fold index to what came out.

    ``points`` are the same for the fits on fewer rows that make the learning curve (``plan_points``).
    """
    results = [summarise_pipeline(protocol, code, outcomes[code]) for code in sort_pipelines(outcomes)]
    results = _add_verdicts(protocol, results, outcomes)
    best = choose_best(protocol, results)
    ours = _choose_best_standard(protocol, results)
    found = diagnose(table, protocol, split, outcomes, results, best, ours, points or {})
    return Report(protocol, tuple(results), best, found)


def plan_points(protocol: Protocol, outcomes: Outcomes) -> tuple[tuple[str, int], ...]:
    """(name, fold) of the fits on fewer rows: of the best standard pipeline, once all folds are in."""
    results = [summarise_pipeline(protocol, code, outcomes[code]) for code in sort_pipelines(outcomes)]
    code = _choose_best_standard(protocol, results)
    return plan_curve(protocol, code) if code is not None else ()


def _choose_best_standard(protocol: Protocol, results: Sequence[Mapping[str, Any]]) -> str | None:
    ours = [r for r in results if r["origin"] == "standard" and r["pipeline"] != BASELINE]
    return choose_best(protocol, ours)


def summarise_pipeline(
    protocol: Protocol, code: str, fold_outcomes: Mapping[int, FoldOutcome]
) -> dict[str, Any]:
    """One entry of ``results`` from the folds that are in, without a verdict.

    One failed fold fails the pipeline: a mean over the folds that went well would flatter it.
    ``fit_seconds`` is the sum over the folds.
    """
    ordered = [fold_outcomes[index] for index in sorted(fold_outcomes)]
    failed = next((index for index in sorted(fold_outcomes) if not fold_outcomes[index].ok), None)
    return {
        "pipeline": code,
        "title": title_of(code),
        "origin": "standard" if code in STANDARD else "script",
        "status": "succeeded" if failed is None else "failed",
        "reason": None if failed is None else dict(fold_outcomes[failed].reason or {}),
        "fit_seconds": sum(outcome.fit_seconds for outcome in ordered),
        "notes": _count_notes(ordered),
        "scores": drop_unreal(_summarise_scores(protocol, ordered)) if failed is None else {},
        "versus_baseline": None,
    }


def _count_notes(ordered: Sequence[FoldOutcome]) -> list[str]:
    """What the model warned of, with the folds on which it did."""
    counts = Counter(note for outcome in ordered for note in outcome.notes)
    return [f"{note} (On {folds} of {len(ordered)} folds.)" for note, folds in counts.items()]


def choose_best(protocol: Protocol, results: Sequence[Mapping[str, Any]]) -> str | None:
    """The pipeline with the best mean of the primary metric; the earlier, simpler one where they tie."""
    metric = METRICS[protocol.primary_metric]
    means: dict[str, float] = {
        result["pipeline"]: result["scores"][metric.code]["mean"]
        for result in results
        if result["status"] == "succeeded" and metric.code in result["scores"]
    }
    if not means:
        return None
    sign = 1 if metric.higher_is_better else -1
    return max(means, key=lambda code: sign * means[code])


def sort_pipelines(outcomes: Outcomes) -> list[str]:
    """Display order: the standard ones as registered, then the learner's."""
    standard = [code for code in STANDARD if code in outcomes]
    return standard + [code for code in outcomes if code not in STANDARD]


def drop_unreal(value: Any) -> Any:
    """The same JSON with None for every NaN or infinity, and plain numbers for numpy's."""
    if isinstance(value, Mapping):
        return {key: drop_unreal(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [drop_unreal(item) for item in value]
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _summarise_scores(protocol: Protocol, ordered: Sequence[FoldOutcome]) -> dict[str, Any]:
    """Scores of the metrics that have a value on every fold."""
    shared = [code for code in protocol.metrics if ordered and all(code in o.scores for o in ordered)]
    return {code: _summarise_metric(protocol, code, [o.scores[code] for o in ordered]) for code in shared}


def _summarise_metric(protocol: Protocol, code: str, values: list[float]) -> dict[str, Any]:
    metric = METRICS[code]
    rows = round(protocol.n_rows * (1 - protocol.lockbox_share))
    if protocol.folds_are_alike:
        interval = score_interval(metric, values, protocol.n_splits, rows)
    else:  # folds of different groups or times: their spread is no error of the mean
        interval = Interval(float(np.mean(values)), math.nan, math.nan)
    return {
        "mean": interval.mean,
        "low": interval.low,
        "high": interval.high,
        "folds": values,
        "higher_is_better": metric.higher_is_better,
    }


def _add_verdicts(
    protocol: Protocol, results: Sequence[dict[str, Any]], outcomes: Outcomes
) -> list[dict[str, Any]]:
    """Each pipeline against the baseline, with Holm's correction over all that are compared.

    None for folds by group or by time, for which the test's assumptions fail.
    """
    if not protocol.folds_are_alike:
        return list(results)
    compared = {
        result["pipeline"]: _compare_with_baseline(protocol, result["pipeline"], outcomes)
        for result in results
        if result["status"] == "succeeded" and result["pipeline"] != BASELINE
    }
    found = {code: pair for code, pair in compared.items() if pair is not None}
    adjusted = holm({code: comparison.p for code, (_, comparison) in found.items()})
    verdicts = {
        code: _word_verdict(metric, comparison, adjusted[code], _margin(metric, outcomes))
        for code, (metric, comparison) in found.items()
    }
    return [{**result, "versus_baseline": verdicts.get(result["pipeline"])} for result in results]


def _compare_with_baseline(
    protocol: Protocol, code: str, outcomes: Outcomes
) -> tuple[str, Comparison] | None:
    """(the metric, the comparison) on the folds that both have; None where nothing can be compared."""
    folds, baseline = outcomes[code], outcomes.get(BASELINE, {})
    metric, common = protocol.comparison_metric, sorted(set(folds) & set(baseline))
    both = [(folds[index].scores, baseline[index].scores) for index in common]
    if len(both) < 2 or not all(metric in a and metric in b for a, b in both):
        return None
    comparison = compare(
        [a[metric] for a, _ in both],
        [b[metric] for _, b in both],
        protocol.n_splits,
        higher_is_better=METRICS[metric].higher_is_better,
    )
    return metric, comparison


def _margin(metric: str, outcomes: Outcomes) -> float:
    """What matters: 0.01 of a metric in [0, 1], or 1 % of the baseline's error."""
    if METRICS[metric].high <= 1:
        return MATTERS
    return MATTERS * float(np.mean([o.scores[metric] for o in outcomes[BASELINE].values() if o.ok]))


def _word_verdict(metric: str, comparison: Comparison, p: float, margin: float) -> dict[str, Any]:
    return {
        "verdict": judge(comparison.difference, p, margin),
        "difference": comparison.difference,
        "low": comparison.low,
        "high": comparison.high,
        "metric": metric,
        "p": p,
    }

"""Checks of the results: whether they beat guessing, differ, hold on unseen rows and on every fold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from evaluations.core.checks.base import CheckContext, Finding
from evaluations.core.checks.words import say_number
from evaluations.core.metric_registry import METRICS, Metric, in_sentence
from evaluations.core.statistics import MATTERS, compare, judge

LARGE_GAP = 0.10
WEAK_FOLD_SHARE = 0.20
BASELINE = "baseline"
_NO_RESULTS = Finding("not_applicable", "There are no results yet.")
_NO_TEST = Finding("not_applicable", "Folds by group or by time allow no test.")


def find_nothing_learnt(context: CheckContext) -> Finding:
    if not context.protocol.folds_are_alike:
        return _find_nothing_ahead(context)
    judged = [result for result in _models(context) if result.get("versus_baseline")]
    if not judged:
        return _NO_RESULTS
    metric = METRICS[context.protocol.comparison_metric].name
    better = [result["title"] for result in judged if result["versus_baseline"]["verdict"] == "better"]
    evidence = {"better": better, "models": len(judged), "judged_on": metric}
    if better:
        return Finding(
            "passed", f"{len(better)} of {len(judged)} models beat the baseline on {metric}.", evidence
        )
    models = "The model is not" if len(judged) == 1 else f"None of {len(judged)} models is"
    return Finding("issue", f"{models} clearly better than the baseline on {metric}.", evidence)


def _find_nothing_ahead(context: CheckContext) -> Finding:
    """Folds by group or by time allow no test: which models are ahead on average is all that can be said."""
    metric = METRICS[context.protocol.comparison_metric]
    baseline, models = _baseline(context, metric), _rank(_models(context), metric)
    if baseline is None or not models:
        return _NO_RESULTS
    sign = 1 if metric.higher_is_better else -1
    level = float(np.mean(_folds(baseline, metric)))
    ahead = [model["title"] for model in models if sign * (np.mean(_folds(model, metric)) - level) > 0]
    evidence = {"ahead": ahead, "models": len(models), "judged_on": metric.title}
    fact = f"{len(ahead)} of {len(models)} models are ahead of the baseline on {metric.name}, on average."
    return Finding("passed" if ahead else "issue", fact, evidence)


def find_no_winner(context: CheckContext) -> Finding:
    if not context.protocol.folds_are_alike:
        return _NO_TEST
    metric = METRICS[context.protocol.primary_metric]
    ranked = _rank(_models(context), metric)
    if len(ranked) < 2:
        return Finding("not_applicable", "There are fewer than two models to compare.")
    best, others = ranked[0], ranked[1:]
    level = [other["title"] for other in others if not _is_clearly_better(best, other, metric, context)]
    evidence = {"best": best["title"], "not_clearly_worse": level, "metric": metric.title}
    if not level:
        return Finding(
            "passed", f"{best['title']} is clearly better than the others on {metric.name}.", evidence
        )
    fact = f"{best['title']} has the best {metric.name}, but no clear lead over {_list(level)}."
    return Finding("tip", fact, evidence)


def find_learnt_by_heart(context: CheckContext) -> Finding:
    if not context.protocol.folds_are_alike:
        return _NO_TEST
    metric = METRICS[context.protocol.primary_metric]
    gaps = {gap["pipeline"]: gap for gap in context.gaps if gap["pipeline"] != BASELINE}
    judged = next((result for result in _judged_first(context, metric) if result["pipeline"] in gaps), None)
    if judged is None:
        return Finding("not_applicable", "No scores on training rows are known.")
    own = gaps[judged["pipeline"]]
    evidence = {"model": judged["title"], "train": own["train"], "test": own["test"], "metric": metric.title}
    seen, unseen = say_number(own["train"], 3), say_number(own["test"], 3)
    said = f"{judged['title']} has {metric.name} {seen} on rows it has seen and {unseen} on others"
    rival = _find_rival(judged, gaps, metric, context)
    if _width(own, metric, context) < LARGE_GAP or rival is None:
        return Finding("passed", f"{said}.", evidence)
    fact = (
        f"{said}; {in_sentence(rival['title'])}, with less than half that gap, does as well on unseen rows."
    )
    return Finding("tip", fact, evidence | {"steadier": rival["title"]})


def find_weak_folds(context: CheckContext) -> Finding:
    metric = METRICS[context.protocol.comparison_metric]
    ranked = _rank(_models(context), metric)
    baseline = next(
        (r for r in context.results if r["pipeline"] == BASELINE and metric.code in r["scores"]), None
    )
    if not ranked or baseline is None:
        return _NO_RESULTS
    sign = 1 if metric.higher_is_better else -1
    best = ranked[0]
    leads = sign * (np.array(_folds(best, metric)) - np.array(_folds(baseline, metric)))
    if leads.mean() <= 0:
        return Finding("not_applicable", "The best model is not better than the baseline on average.")
    weak = int((leads <= 0).sum())
    folds = _folds(best, metric)
    span = {"lowest": min(folds), "highest": max(folds)}
    evidence = {"model": best["title"], "weak_folds": weak, "folds": len(leads), **span}
    if weak < WEAK_FOLD_SHARE * len(leads):
        strong = len(leads) - weak
        fact = f"{best['title']} beats the baseline on {strong} of {len(leads)} folds ({metric.name})."
        return Finding("passed", fact, evidence)
    fact = (
        f"On {weak} of {len(leads)} folds {best['title']} is no better than the baseline; "
        f"its {metric.name} runs from {say_number(min(folds), 3)} to {say_number(max(folds), 3)}."
    )
    return Finding("tip", fact, evidence)


def _models(context: CheckContext) -> list[Mapping[str, Any]]:
    """The results that are there, without the baseline."""
    return [r for r in context.results if r["pipeline"] != BASELINE and r["status"] == "succeeded"]


def _baseline(context: CheckContext, metric: Metric) -> Mapping[str, Any] | None:
    found = (r for r in context.results if r["pipeline"] == BASELINE and metric.code in r["scores"])
    return next(found, None)


def _folds(result: Mapping[str, Any], metric: Metric) -> list[float]:
    return list(result["scores"][metric.code]["folds"])


def _rank(results: Sequence[Mapping[str, Any]], metric: Metric) -> list[Mapping[str, Any]]:
    """Best mean first; results without the metric are left out."""
    sign = -1 if metric.higher_is_better else 1
    scored = [result for result in results if metric.code in result["scores"]]
    return sorted(scored, key=lambda result: sign * result["scores"][metric.code]["mean"])


def _is_clearly_better(
    best: Mapping[str, Any], other: Mapping[str, Any], metric: Metric, context: CheckContext
) -> bool:
    difference = compare(
        _folds(best, metric),
        _folds(other, metric),
        context.protocol.n_splits,
        higher_is_better=metric.higher_is_better,
    )
    return judge(difference.difference, difference.p, _margin(other, metric)) == "better"


def _margin(other: Mapping[str, Any], metric: Metric) -> float:
    """0.01, or 1 % of the other's score for metrics in the unit of the target."""
    mean = other["scores"][metric.code]["mean"]
    return MATTERS if np.isfinite(metric.high) or metric.higher_is_better else MATTERS * abs(mean)


def _judged_first(context: CheckContext, metric: Metric) -> list[Mapping[str, Any]]:
    """The learner's own script before the standard models, each best first."""
    ranked = _rank(_models(context), metric)
    return sorted(ranked, key=lambda result: result["origin"] != "script")


def _width(gap: Mapping[str, float], metric: Metric, context: CheckContext) -> float:
    """How much better on seen rows; for errors in the target's unit, as a share of the baseline's error."""
    difference = (gap["train"] - gap["test"]) * (1 if metric.higher_is_better else -1)
    if metric.higher_is_better or np.isfinite(metric.high):
        return float(difference)
    baseline = next(
        (r for r in context.results if r["pipeline"] == BASELINE and metric.code in r["scores"]), None
    )
    scale = baseline["scores"][metric.code]["mean"] if baseline else abs(gap["test"])
    return float(difference / scale) if scale else 0.0


def _find_rival(
    judged: Mapping[str, Any], gaps: Mapping[str, Mapping[str, Any]], metric: Metric, context: CheckContext
) -> Mapping[str, Any] | None:
    """A model with at most half the gap that the judged one is not clearly better than."""
    own = _width(gaps[judged["pipeline"]], metric, context)
    for result in _rank(_models(context), metric):
        gap = gaps.get(result["pipeline"])
        if gap is None or result is judged or _width(gap, metric, context) > own / 2:
            continue
        if not _is_clearly_better(judged, result, metric, context):
            return result
    return None


def _list(titles: Sequence[str]) -> str:
    names = [in_sentence(title) for title in titles]
    if len(names) <= 3:
        return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
    return f"{', '.join(names[:3])} and {len(names) - 3} more"

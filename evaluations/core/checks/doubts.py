"""Checks that doubt a good result: too good, too sure, or good on average only."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from evaluations.core.checks.base import CheckContext, Finding, percent
from evaluations.core.checks.words import say_number
from evaluations.core.metric_registry import METRICS

NEARLY_PERFECT = 0.99
FALSE_CERTAINTY = 0.05
MUCH_WORSE = 1.5
BASELINE = "baseline"


def find_too_good(context: CheckContext) -> Finding:
    """On the metric that verdicts are judged on: how much of the way to perfect the best model covers."""
    metric = METRICS[context.protocol.comparison_metric]
    means = {
        result["title"]: (result["pipeline"], result["scores"][metric.code]["mean"])
        for result in context.results
        if metric.code in result["scores"]
    }
    base = next((mean for pipeline, mean in means.values() if pipeline == BASELINE), None)
    models = {title: mean for title, (pipeline, mean) in means.items() if pipeline != BASELINE}
    perfect = metric.high if metric.higher_is_better else metric.low
    if base is None or not models or base == perfect:
        return Finding("not_applicable", "There is no model beside the baseline.")
    best = (max if metric.higher_is_better else min)(models, key=lambda title: models[title])
    way = (models[best] - base) / (perfect - base)
    evidence = {"model": best, "score": models[best], "baseline": base, "share_of_the_way": round(way, 4)}
    if way < NEARLY_PERFECT:
        return Finding("passed", f"{best} covers {percent(max(way, 0.0))} of the way to perfect.", evidence)
    fact = f"{best} has {metric.name} {say_number(models[best])}, {_say_way(way)} from guessing to perfect."
    return Finding("tip", fact, evidence)


def _say_way(way: float) -> str:
    """ "99 % of the way", never all of it before the end."""
    return "all the way" if way >= 1 else f"{math.floor(1000 * way) / 10:g} % of the way"


def find_false_certainty(context: CheckContext) -> Finding:
    told = context.calibration
    if not told or not told["counts"]:
        return Finding("not_applicable", "The best model states no probabilities of two classes.")
    gap, chance = _measure_gap(told)
    evidence = {"gap": round(gap, 4), "gap_by_chance": round(chance, 4), "groups": len(told["counts"])}
    if gap - chance < FALSE_CERTAINTY:
        return Finding("passed", f"Probabilities are off by {percent(gap)} on average.", evidence)
    said, happened = _widest(told)
    fact = (
        f"Probabilities are off by {100 * gap:.0f} points in 100 on average; "
        f"where the model says {percent(said)}, it happens in {percent(happened)} of the rows."
    )
    return Finding("tip", fact, evidence | {"said": said, "happened": happened})


def _groups(told: Mapping[str, Any]) -> list[tuple[float, float, int]]:
    return list(zip(told["predicted"], told["observed"], told["counts"], strict=True))


def _measure_gap(told: Mapping[str, Any]) -> tuple[float, float]:
    """(mean gap between said and happened, what honest probabilities would show by chance).

    The mean absolute deviation of a share is about √(2/π) of its standard error.
    """
    groups, rows = _groups(told), sum(told["counts"])
    gap = sum(n * abs(said - happened) for said, happened, n in groups) / rows
    error = sum(n * math.sqrt(said * (1 - said) / n) for said, _, n in groups) / rows
    return gap, math.sqrt(2 / math.pi) * error


def _widest(told: Mapping[str, Any]) -> tuple[float, float]:
    said, happened, _ = max(_groups(told), key=lambda group: math.sqrt(group[2]) * abs(group[0] - group[1]))
    return said, happened


def find_weak_part(context: CheckContext) -> Finding:
    if not context.segments or not context.segments["tried"]:
        return Finding("not_applicable", "There are no parts of the data large enough to compare.")
    tried, overall = context.segments["tried"], context.segments["overall"]
    is_error = context.segments["metric"] == "mae"
    clear = [part for part in context.segments["segments"] if part["clear"]]
    weak = [part for part in clear if _times_worse(part["score"], overall, is_error=is_error) >= MUCH_WORSE]
    if not weak:
        return Finding("passed", f"None of {tried} parts of the data goes much worse than the rest.")
    worst, unit = weak[0], "mean absolute error" if is_error else "accuracy"
    part = f"“{worst['column']}” is {worst['segment']}"
    fact = (
        f"Where {part} ({worst['rows']:,} rows), the best model's {unit} is {say_number(worst['score'], 3)}; "
        f"over all rows it is {say_number(overall, 3)}."
    )
    shown = [{key: found[key] for key in ("column", "segment", "rows", "score")} for found in weak[:5]]
    evidence = {"part": part, "measure": unit, "overall": overall, "parts": shown, "tried": tried}
    return Finding("tip", fact, evidence)


def _times_worse(score: float, overall: float, *, is_error: bool) -> float:
    """The part's error, or share of mistakes, over that of all rows."""
    own, all_rows = (score, overall) if is_error else (1 - score, 1 - overall)
    return own / all_rows if all_rows > 0 else math.inf

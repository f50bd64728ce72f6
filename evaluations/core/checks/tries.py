"""Checks of what happened before on the same data: how many tries, and under which metric."""

from __future__ import annotations

from evaluations.core.checks.base import CheckContext, Finding
from evaluations.core.luck import expected_luck, wobble_of
from evaluations.core.metric_registry import METRICS

MANY = 5
WORTH_SAYING = 0.01  # of luck, for scores between 0 and 1
SCRIPT = "script"


def find_many_tries(context: CheckContext) -> Finding:
    if context.history is None or context.history.tries == 0:
        return Finding("not_applicable", "No script of yours was scored on these data.")
    tries, metric = context.history.tries, METRICS[context.protocol.primary_metric]
    scores = (r["scores"].get(metric.code) for r in context.results if r["pipeline"] == SCRIPT)
    score = next((entry for entry in scores if entry), None)
    if score is None:
        return Finding("not_applicable", "The script has no score.")
    wobble = wobble_of(metric, score["mean"], score["low"], score["high"], len(context.y))
    luck = expected_luck(wobble, tries)
    evidence = {"tries": tries, "expected_luck": round(luck, 4)}
    least = WORTH_SAYING if metric.high == 1 else WORTH_SAYING * abs(score["mean"])
    if tries < MANY or luck < least:
        said = "1 script was" if tries == 1 else f"{tries} scripts were"
        return Finding("passed", f"{said} scored on these data.", evidence)
    fact = f"{tries} scripts were scored on these data; the best of them is {luck:.2g} ahead by luck alone."
    return Finding("tip", fact, evidence)


def find_changed_metric(context: CheckContext) -> Finding:
    if context.history is None:
        return Finding("not_applicable", "Nobody keeps a history here.")
    before = [METRICS[code].title for code in context.history.metrics_before if code in METRICS]
    own = METRICS[context.protocol.primary_metric].title
    if not before:
        return Finding("passed", f"{own} was chosen before any score was shown.")
    fact = f"Scores of this question had been shown to you under {', '.join(before)} before {own} was chosen."
    return Finding("issue", fact, {"before": before, "now": own})

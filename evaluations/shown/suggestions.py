"""What to try next, from the report's own diagnostics: a number of the learner's, a thing to do, a note."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from evaluations.core.metric_registry import METRICS
from evaluations.figures.numbers import is_number, write_short
from evaluations.figures.text import clean, in_sentence, quote
from evaluations.shown.words import listed

BY_HAND = ("knn", "naive_bayes", "ridge", "logistic_regression")
MANY_COPIES = 0.1  # of the rows have a twin
STILL_RISING = 0.02  # of a score up to 1, or a share of an error


@dataclass(frozen=True)
class Suggestion:
    """``note`` is the code of the note that explains it."""

    text: str
    note: str


def suggest(report: Mapping[str, Any], findings: Mapping[str, Mapping[str, Any]]) -> Suggestion | None:
    """The first that applies. ``findings``: evidence of the checks that raised an issue or a tip, by code."""
    for code, say in SAID.items():
        if code in findings and (text := say(findings[code])):
            return Suggestion(text, code)
    return suggest_more_rows(report) or suggest_by_hand(report)


def say_leak(evidence: Mapping[str, Any]) -> str:
    columns = [quote(name, 30) for name in evidence.get("columns", ())][:3]
    if not columns:
        return ""
    return (
        f"Measure again without {listed(columns)}, and see what is left of the score: that is what you could "
        "predict before the answer is known."
    )


def say_groups(evidence: Mapping[str, Any]) -> str:
    columns = [quote(name, 30) for name in evidence.get("columns", ())]
    if not columns:
        return ""
    return f"Make a project with {columns[0]} as the group, and see how far the score falls for new ones."


def say_times(evidence: Mapping[str, Any]) -> str:
    columns = [quote(name, 30) for name in evidence.get("columns", ())]
    if not columns:
        return ""
    return f"Make a project with {columns[0]} as the time, and see how well the past alone predicts."


def say_copies(evidence: Mapping[str, Any]) -> str:
    share = evidence.get("share")
    if not is_number(share) or share < MANY_COPIES:
        return ""
    return (
        f"{100 * share:.0f} % of the rows have a twin. Drop the copies with frame.drop_duplicates(), measure "
        "again, and see how much of the score was recognition."
    )


def say_too_good(evidence: Mapping[str, Any]) -> str:
    score = evidence.get("score")
    if not is_number(score):
        return ""
    return (
        f"A score of {write_short(score)} is rare. See which column the model leans on most, measure again "
        "without it, and ask when its value becomes known."
    )


def say_gap(evidence: Mapping[str, Any]) -> str:
    train, test = evidence.get("train"), evidence.get("test")
    if not (is_number(train) and is_number(test)):
        return ""
    model, steadier = (in_sentence(clean(evidence.get(key, ""), 60)) for key in ("model", "steadier"))
    return (
        f"On rows it has seen, {model} scores {write_short(train)}, on others {write_short(test)}: it "
        f"overfits by {write_short(abs(train - test))}. Hold it back (a tree with max_depth=4, say), or take "
        f"{steadier}, which does as well."
    )


def say_segment(evidence: Mapping[str, Any]) -> str:
    part = clean(evidence.get("part", ""), 80)
    return f"It goes much worse where {part}. Look at some of those rows: what do they lack?" if part else ""


def say_calibration(evidence: Mapping[str, Any]) -> str:
    gap = evidence.get("gap")
    if not is_number(gap):
        return ""
    return (
        f"The probabilities are off by {100 * gap:.0f} points in 100 on average. Wrap the model in "
        "CalibratedClassifierCV and see whether the Brier score falls."
    )


def say_weak_folds(evidence: Mapping[str, Any]) -> str:
    weak, folds = evidence.get("weak_folds"), evidence.get("folds")
    if not (is_number(weak) and is_number(folds)):
        return ""
    return f"On {weak} of {folds} folds it is no better than guessing. Find out what is special about them."


SAID: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "FF501": say_leak,
    "FF504": say_leak,
    "FF502": say_leak,
    "FF403": say_groups,
    "FF404": say_times,
    "FF401": say_copies,
    "FF605": say_too_good,
    "FF603": say_gap,
    "FF607": say_segment,
    "FF606": say_calibration,
    "FF604": say_weak_folds,
}


def suggest_more_rows(report: Mapping[str, Any]) -> Suggestion | None:
    """Where the last doubling of the training rows still brought something."""
    curve = (report.get("diagnostics") or {}).get("learning_curve") or {}
    points = curve.get("points") or []
    metric = METRICS.get(report.get("primary_metric", ""))
    if len(points) < 2 or metric is None:
        return None
    before, last = points[-2], points[-1]
    gained = (last["score"] - before["score"]) * (1 if metric.higher_is_better else -1)
    room = STILL_RISING if metric.high == 1 else STILL_RISING * abs(before["score"])
    if gained < room or last["rows"] <= before["rows"]:
        return None
    rows = f"From {before['rows']:,} to {last['rows']:,} training rows"
    scores = f"from {write_short(before['score'])} to {write_short(last['score'])}"
    model = in_sentence(clean(curve["title"], 60))
    return Suggestion(
        f"{rows} {model} went {scores}: the curve still climbs. More rows may help more than another model.",
        "learning_curve",
    )


def suggest_by_hand(report: Mapping[str, Any]) -> Suggestion | None:
    """The best-scored model that can be written in an afternoon; none after one was written."""
    if report.get("by_hand"):
        return None
    metric = report.get("primary_metric", "")
    lower = metric in METRICS and not METRICS[metric].higher_is_better

    def rank(result: Mapping[str, Any]) -> float:
        mean = result["scores"].get(metric, {}).get("mean")
        return (mean if lower else -mean) if is_number(mean) else float("inf")

    measured = [r for r in report["results"] if r["pipeline"] in BY_HAND and r["scores"]]
    if not measured:
        return None
    easiest = min(measured, key=rank)
    name = in_sentence(clean(easiest["title"], 60))
    return Suggestion(
        f"Write {name} by hand: the note has a file to start from, and we will score it beside "
        "scikit-learn’s on the same folds.",
        easiest["pipeline"],
    )

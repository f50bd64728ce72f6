"""What to try next, from the report's own diagnostics: a number of the learner's, a thing to do, a note."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from evaluations.figures.numbers import is_number, write_short
from evaluations.figures.text import clean, in_sentence

BY_HAND = ("knn", "naive_bayes", "ridge", "logistic_regression")  # the first that was measured is proposed


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
    return suggest_by_hand(report)


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
    return f"On {weak} of {folds} folds it is no better than guessing. Find out what is special about them."


SAID: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "FF603": say_gap,
    "FF607": say_segment,
    "FF606": say_calibration,
    "FF604": say_weak_folds,
}


def suggest_by_hand(report: Mapping[str, Any]) -> Suggestion | None:
    """A model that the report has measured and that can be written in an afternoon."""
    measured = {result["pipeline"]: result for result in report["results"] if result["scores"]}
    code = next((code for code in BY_HAND if code in measured), None)
    if code is None:
        return None
    name = in_sentence(clean(measured[code]["title"], 60))
    return Suggestion(
        f"Write {name} by hand: the note has a file to start from, and we will score it beside "
        "scikit-learn’s on the same folds.",
        code,
    )

"""Does the script's score come from learning? Judged from experiments with it (``core.honesty``)."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from evaluations.core.checks.base import CheckOutcome, Finding, conclude, percent
from evaluations.core.checks.honesty_texts import HONESTY_TEXTS
from evaluations.core.checks.words import say_number
from evaluations.core.honesty import Shuffled, Trials, likeness
from evaluations.core.metric_registry import METRICS
from evaluations.core.metrics import score_predictions

SAME_VALUE = 1e-6  # of the target's spread: rounding of another batch size
TELLING_SHARE = 0.01  # of the rows: ties between neighbours may fall otherwise in another batch
STANDARD_ERRORS, MARGIN = 4.0, 0.02
LEAST_SHUFFLES = 2


def run_honesty_checks(trials: Trials) -> list[CheckOutcome]:
    """Every check once, in order."""
    return [conclude(HONESTY_TEXTS[code], find(trials)) for code, find in _FIND.items()]


def find_changes(trials: Trials) -> Finding:
    if trials.first is None or trials.again is None or trials.other_seed is None:
        return _not_done(trials, "first", "again", "other_seed")
    n_rows = len(trials.y_test)
    for other, how in ((trials.again, "in the same way"), (trials.other_seed, "with other random numbers")):
        different = int(differing(trials, trials.first, other).sum())
        if different:
            metric, scores = _scores(trials, trials.first, other)
            evidence = {"different": different, "rows": n_rows, "metric": metric, "scores": scores}
            fact = (
                f"Run twice on the same rows, the second time {how}, it changed {different:,} of {n_rows:,} "
                f"predictions; {metric} went from {say_number(scores[0], 3)} to {say_number(scores[1], 3)}."
            )
            return Finding("tip", fact, evidence)
    fact = (
        f"Run again, and with other random numbers, it predicted the same for all {n_rows:,} rows of a fold."
    )
    return Finding("passed", fact, {"different": 0, "rows": n_rows})


def find_known_answers(trials: Trials) -> Finding:
    """Against the true labels. An ordinary test with shuffled labels does not see this."""
    return _find_too_good(
        trials,
        lambda shuffled: shuffled.y_true,
        "Trained on shuffled labels, it predicts the true ones",
    )


def find_crossing_answers(trials: Trials) -> Finding:
    """Against the shuffled labels of the rows held out."""
    return _find_too_good(
        trials,
        lambda shuffled: shuffled.y_shuffled,
        "Trained on shuffled labels, it predicts the shuffled ones of rows that it was not given",
    )


def find_batch_dependence(trials: Trials) -> Finding:
    first, again = trials.first, trials.again
    if first is None or again is None or trials.reordered is None or trials.in_halves is None:
        return _not_done(trials, "first", "again", "reordered", "in_halves")
    rows = len(first)
    seeded = trials.other_seed is not None and not differing(trials, first, trials.other_seed).any()
    counts = {
        "in another order": int(differing(trials, first, trials.reordered).sum()),
        "in two halves": int(differing(trials, first, trials.in_halves).sum()),
    }
    if max(counts.values()) <= TELLING_SHARE * rows:
        fact = f"The {rows:,} rows of a fold got the same predictions in another order and in halves."
        return Finding("passed", fact, {"rows": rows, **counts})
    if not seeded or differing(trials, first, again).any():
        return Finding("not_applicable", "Its predictions change by themselves, so this cannot be told.")
    how, different = max(counts.items(), key=lambda item: item[1])
    share = percent(different / rows)
    return Finding("issue", f"{share} of the rows got another prediction {how}.", {"rows": rows, **counts})


def differing(trials: Trials, first: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Which rows got another prediction; numbers apart from rounding."""
    if trials.protocol.is_classification:
        return np.asarray(first != other)
    spread = float(np.std(trials.y_test)) or 1.0
    return np.asarray(np.abs(first - other) > SAME_VALUE * spread)


def chance_limit(trials: Trials, truth: np.ndarray, predicted: np.ndarray) -> float:
    """What predictions that know nothing of ``truth`` hardly ever exceed.

    Chance + 4 standard errors + .02. For balanced accuracy: a model that says c on a share q of the rows is
    right on q of the n rows of class c, with variance q (1 - q) / n. For a correlation: variance 1 / n.
    """
    if not trials.protocol.is_classification:
        return STANDARD_ERRORS / math.sqrt(len(truth)) + MARGIN
    codes, counts = np.unique(truth, return_counts=True)
    shares = np.array([(predicted == code).mean() for code in codes])
    error = math.sqrt(float((shares * (1 - shares) / counts).sum())) / len(codes)
    return 1 / len(codes) + STANDARD_ERRORS * error + MARGIN


def _find_too_good(trials: Trials, truth_of: Callable[[Shuffled], np.ndarray], said: str) -> Finding:
    """Fires when every shuffle is above its limit: a single one may be luck."""
    if len(trials.shuffled) < LEAST_SHUFFLES:
        return _not_done(trials, "shuffled")
    truths = [(truth_of(shuffled), shuffled.predicted) for shuffled in trials.shuffled]
    scores = [likeness(trials.protocol, truth, predicted) for truth, predicted in truths]
    limits = [chance_limit(trials, truth, predicted) for truth, predicted in truths]
    measure = "balanced accuracy" if trials.protocol.is_classification else "correlation"
    evidence = {"rows": trials.rows, "measure": measure, "scores": scores, "limits": limits}
    lowest = min(range(len(scores)), key=lambda place: scores[place] - limits[place])
    told = f"a {measure} of {scores[lowest]:.2f}, where chance stays below {limits[lowest]:.2f}"
    if scores[lowest] > limits[lowest]:
        return Finding("issue", f"{said}: {told}.", evidence)
    fact = f"Trained on shuffled labels it knew nothing that it should not: {told}."
    return Finding("passed", fact, evidence)


def _not_done(trials: Trials, *needed: str) -> Finding:
    why = next((trials.failures[name] for name in (*needed, "time") if name in trials.failures), "")
    return Finding("not_applicable", f"This could not be tried. {why}".strip())


def _scores(trials: Trials, *predictions: np.ndarray) -> tuple[str, list[float]]:
    """(a metric's title, its value for each): the primary one where predictions alone decide it."""
    scored = [score_predictions(trials.protocol, trials.y_test, p, None, None) for p in predictions]
    code = next(
        code
        for code in (trials.protocol.primary_metric, *trials.protocol.metrics)
        if all(code in scores for scores in scored)
    )
    return METRICS[code].title, [float(scores[code]) for scores in scored]


_FIND: dict[str, Callable[[Trials], Finding]] = {
    "FF801": find_changes,
    "FF802": find_known_answers,
    "FF803": find_crossing_answers,
    "FF804": find_batch_dependence,
}

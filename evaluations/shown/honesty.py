"""How far the experiments with a script are, and what each of its folds took."""

from __future__ import annotations

from dataclasses import dataclass

from evaluations.figures.numbers import write_short
from evaluations.models import Evaluation, HonestyTest

_SAID = {
    "testing": (
        "The script is being fitted a few more times, to see whether it predicts the same again and where "
        "its answers come from. What that finds will stand above, as checks FF801 to FF804."
    ),
    "tested": (
        "After the report the script was fitted some more times: again, with other random numbers, on rows "
        "in another order, on shuffled labels. What that found stands above, as checks FF801 to FF804."
    ),
    "failed": "The experiments with the script could not be done. That is our fault; its score stands.",
}


@dataclass(frozen=True)
class ShownHonesty:
    """``folds`` are (fold, seconds to fit, to predict, of the whole process, megabytes at most)."""

    state: str
    sentence: str
    folds: tuple[tuple[str, ...], ...]


def show_honesty(evaluation: Evaluation) -> ShownHonesty | None:
    """None where no script was scored."""
    test: HonestyTest | None = getattr(evaluation, "honesty_test", None)
    if test is None:
        return None
    names = ("fit_seconds", "predict_seconds", "wall_seconds")
    folds = tuple(
        (str(fold["fold"]), *(write_short(fold[name]) for name in names), str(fold["peak_mb"]))
        for fold in evaluation.report.get("script_folds", ())
    )
    return ShownHonesty(test.state, _SAID[test.state], folds)

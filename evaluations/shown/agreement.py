"""Whether the lockbox says the same as the folds: a verdict in words, from the two intervals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import hypot
from typing import Any

from evaluations.figures.numbers import is_number
from evaluations.figures.scoreline import ScoreLine


@dataclass(frozen=True)
class Agreement:
    """``verdict``: "agrees", "worse" or "better" (the lockbox than the folds)."""

    verdict: str
    difference: float
    sentence: str


def weigh_lockbox(
    measured: Mapping[str, Any], opened: Mapping[str, Any], line: ScoreLine
) -> Agreement | None:
    """``measured`` is ``{"mean", "low", "high"}``, ``opened`` ``{"score", "low", "high"}``; None where an
    interval is missing.

    The two come from different rows, so their uncertainties add up as squares (the half-widths that face
    each other are taken, since intervals need not be symmetrical).
    """
    said = [measured.get(key) for key in ("mean", "low", "high")]
    found = [opened.get(key) for key in ("score", "low", "high")]
    ends = [end for end in (*said, *found) if is_number(end)]
    if len(ends) < 6:
        return None
    mean, low, high, score, box_low, box_high = ends
    difference = score - mean
    room = hypot(mean - low, box_high - score) if difference < 0 else hypot(high - mean, score - box_low)
    verdict = judge_difference(difference, room, higher_is_better=line.higher_is_better)
    return Agreement(verdict, difference, say_agreement(verdict, score, mean, line))


def judge_difference(difference: float, room: float, *, higher_is_better: bool) -> str:
    if abs(difference) <= room:
        return "agrees"
    return "better" if (difference > 0) == higher_is_better else "worse"


def say_agreement(verdict: str, score: float, mean: float, line: ScoreLine) -> str:
    folds, box = line.write(mean), line.write(score)
    both = (
        f"both have {box}" if box == folds else f"{box} and {folds} are no further apart than chance explains"
    )
    return {
        "agrees": f"The lockbox agrees with the folds: {both}.",
        "worse": f"The lockbox is clearly worse than the {folds} of the folds. What was chosen on the folds "
        "(a model, a script) flattered them: trust the lockbox.",
        "better": f"The lockbox is clearly better than the {folds} of the folds. Its rows happen to be "
        "easier: trust the lower of the two.",
    }[verdict]

"""The ledger of tries: every script's score in order, and how far luck alone would have carried the best."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .frame import Frame
from .numbers import is_number, tidy, write_short
from .scale import round_range
from .spec import FigureSpec
from .svg import Point, dot, label, polyline

_READING = (
    "Each dot is one script, in the order of trying; the grey line is what the luckiest of as many "
    "equally good scripts would score. A best dot beyond it is more than luck."
)


@dataclass(frozen=True)
class Tries:
    """``scores`` in order, first first; ``luck``: the expected luck of so many tries."""

    metric_title: str
    scores: Sequence[float]
    luck: Callable[[int], float]
    higher_is_better: bool = True


def draw_tries(tries: Tries) -> FigureSpec | None:
    """Needs two scores at least."""
    scores = [score for score in tries.scores if is_number(score)]
    if len(scores) < 2:
        return None
    sign = 1 if tries.higher_is_better else -1
    line = [scores[0] + sign * tries.luck(number) for number in range(1, len(scores) + 1)]
    title = say_lead(tries, scores, line[-1])
    low, high = min(scores + line), max(scores + line)
    if low == line[-1]:  # room for words under the end of the line
        low = max(low - 0.1 * (high - low), min(low, 0))
    low, high = round_range(low, high)
    frame = Frame(1, len(scores), low, high, "try", tries.metric_title, counts=True)
    lucky = [frame.at(number, value) for number, value in enumerate(line, start=1)]
    beside = _beside(lucky[-1], frame, rises=tries.higher_is_better)
    marks = [
        polyline(lucky, "ff-baseline", width=1.5),
        label(*beside, "luck alone", size=12, tone="ff-baseline", anchor="end"),
        *(dot(*frame.at(number, score), "ff-measured") for number, score in enumerate(scores, start=1)),
    ]
    table = {
        "columns": ["try", "score", "luck alone"],
        "rows": [
            [number, tidy(score), tidy(lucky_score)]
            for number, (score, lucky_score) in enumerate(zip(scores, line, strict=True), start=1)
        ],
    }
    return FigureSpec("tries", title, _READING, table, frame.draw(*marks, title=title, desc=_READING))


def say_lead(tries: Tries, scores: Sequence[float], lucky: float) -> str:
    best = max(scores) if tries.higher_is_better else min(scores)
    beyond = best > lucky if tries.higher_is_better else best < lucky
    lead, luck = write_short(abs(best - scores[0])), write_short(abs(lucky - scores[0]))
    if best == scores[0]:
        return f"The first of {len(scores)} tries is still the best"
    more = "more than" if beyond else "no more than"
    return f"The best of {len(scores)} tries leads the first by {lead}, {more} luck alone would ({luck})"


def _beside(end: Point, frame: Frame, *, rises: bool) -> Point:
    """Where words that end with the line are not struck by it: over one that rises, under one that falls."""
    x, y = end
    return x, (y - 8 if rises else min(y + 18, frame.y.start - 8))

"""One measured score and what it stands beside: the content of the score line, in numbers and words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from .numbers import decimals_for, is_number, tell_from_one, write, write_short, write_tick
from .scale import round_range
from .text import clean


@dataclass(frozen=True)
class ScoreLine:
    """A score, its interval, and its company.

    Parameters
    ----------
    metric_title : str
        As shown, e.g. "accuracy".
    range_low, range_high : float
        Limits of the metric; infinite where it has none.
    score, low, high : float
        The measured score and its interval. Without a finite pair, no interval is drawn.
    baseline : float or None
    lockbox, lockbox_low, lockbox_high : float or None
        The score on the rows that were set aside.
    said, guess : float or None
        What the script printed; what the learner expected.
    higher_is_better : bool
    baseline_label : str
        What the baseline does, e.g. "always “no”".
    beside : tuple of float
        What is not drawn, and written in one list with these numbers: all of it has as many decimals.
    """

    metric_title: str
    range_low: float
    range_high: float
    score: float | None
    low: float | None
    high: float | None
    baseline: float | None
    lockbox: float | None = None
    lockbox_low: float | None = None
    lockbox_high: float | None = None
    said: float | None = None
    higher_is_better: bool = True
    guess: float | None = None
    baseline_label: str = "baseline"
    beside: tuple[float, ...] = ()

    @property
    def interval(self) -> tuple[float, float] | None:
        return _pair(self.low, self.high)

    @property
    def lockbox_interval(self) -> tuple[float, float] | None:
        return _pair(self.lockbox_low, self.lockbox_high)

    @property
    def direction(self) -> str:
        return "higher is better" if self.higher_is_better else "lower is better"

    def write(self, value: float) -> str:
        """``value`` in the score's own precision; a claim that the metric cannot take, as it was made."""
        if not self.range_low <= value <= self.range_high:
            return write_short(value)
        small = self.range_high == 1 and abs(value) <= 1
        return write(value, max(2, self.decimals) if small else self.decimals)

    @cached_property
    def decimals(self) -> int:
        """Of every number of this score."""
        spread = self.interval or self.lockbox_interval
        half = (spread[1] - spread[0]) / 2 if spread else None
        shown = next((value for value in (self.score, self.baseline, self.lockbox) if is_number(value)), 0.0)
        unit_scale = self.range_high == 1 and abs(shown) <= 1
        decimals = decimals_for(shown, half, unit_scale=unit_scale)
        return tell_from_one([*_measured(self), *self.beside], decimals) if unit_scale else decimals


def _pair(low: float | None, high: float | None) -> tuple[float, float] | None:
    return (min(low, high), max(low, high)) if is_number(low) and is_number(high) else None


def visible_range(line: ScoreLine) -> tuple[float, float]:
    """The part of the metric's range worth showing, with round ends.

    The perfect score is always in sight, so that a reader sees how far there is to go. The other
    end is a round value beyond the worst of score, baseline and lockbox. A claim far outside (a
    script that printed 97 for 0.97) does not squeeze the rest: its mark is held at the end.
    """
    known = _measured(line) or [0.0]
    best = line.range_high if line.higher_is_better else line.range_low
    if is_number(best):
        known.append(best)
    low, high = min(known), max(known)
    span = (high - low) or 1.0
    near = [
        value for value in (line.said, line.guess) if is_number(value) and low - span <= value <= high + span
    ]
    air = 0.1 * span  # the worst mark does not sit on the very end of the line
    low, high = round_range(min([low - air, *near]), max([high + air, *near]))
    return _limit(low, high, line)


def _limit(low: float, high: float, line: ScoreLine) -> tuple[float, float]:
    """``low..high`` within the metric's own limits, unless that leaves nothing."""
    inside = max(low, line.range_low), min(high, line.range_high)
    return inside if inside[1] > inside[0] else (low, high)


def _measured(line: ScoreLine) -> list[float]:
    ends = [*(line.interval or ()), *(line.lockbox_interval or ())]
    return [value for value in (line.score, line.baseline, line.lockbox, *ends) if is_number(value)]


def title_of(line: ScoreLine) -> str:
    """The drawing's name: "accuracy 0.83, baseline 0.62"."""
    metric = clean(line.metric_title, 60)
    measured = f"{metric} {line.write(line.score)}" if is_number(line.score) else f"{metric}: not measured"
    return f"{measured}, baseline {line.write(line.baseline)}" if is_number(line.baseline) else measured


def describe(line: ScoreLine) -> str:
    """Everything the drawing shows, as one sentence for those who do not see it."""
    parts = [_with_interval(line, "measured", line.score, line.interval)]
    parts.append(_with_interval(line, clean(line.baseline_label, 60), line.baseline, None))
    parts.append(_with_interval(line, "lockbox", line.lockbox, line.lockbox_interval))
    parts.append(_with_interval(line, "the script said", line.said, None))
    parts.append(_with_interval(line, "guessed", line.guess, None))
    low, high = visible_range(line)
    drawn = "; ".join(part for part in parts if part)
    ends = f"{write_tick(low, high - low)} to {write_tick(high, high - low)}"
    return f"{drawn}; drawn from {ends}, {line.direction}."


def _with_interval(
    line: ScoreLine, name: str, value: float | None, interval: tuple[float, float] | None
) -> str:
    if not is_number(value):
        return ""
    spread = f" ({line.write(interval[0])} to {line.write(interval[1])})" if interval else ""
    return f"{name} {line.write(value)}{spread}"

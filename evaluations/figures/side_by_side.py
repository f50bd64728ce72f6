"""Two measured models beside each other: their scores on one scale, and fold by fold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .measured import Metric
from .numbers import count, tidy, write, write_tick
from .rows import Chart, Marks, Row, draw_rows, whisker
from .scale import Scale, ticks
from .spec import FigureSpec
from .svg import dot, drawing, label, line
from .text import text_width

_UNPAIRED = "Each dot is a mean score on rows that the model had not seen, the bar its 95\u00a0% interval."
_SCORES = (
    f"{_UNPAIRED} Overlapping bars say little about a pair on the same folds: the fold by fold figure does."
)
_FOLDS = (
    "Each line joins the two scores on one held-out fold: solid where B did better, dashed where A did, "
    "dotted where both scored the same."
)
_TOP, _GAP, _FOOT = 34.0, 64.0, 66.0  # of the first rail, between the rails, below the second
_EDGE = 14.0
_DASHES = {1: None, -1: "6 4", 0: "1 4"}
_SAME = 1e-12  # closer scores differ by rounding alone
_TONES = {1: "ff-measured", -1: "ff-muted", 0: "ff-baseline"}


@dataclass(frozen=True)
class Side:
    """One of the two, as it is named beside its marks; ``folds`` in their order."""

    name: str
    mean: float
    low: float | None
    high: float | None
    baseline: float | None
    folds: Sequence[float]

    @property
    def interval(self) -> tuple[float, float] | None:
        return (self.low, self.high) if self.low is not None and self.high is not None else None


@dataclass(frozen=True)
class Pair:
    """``same_folds``: both were scored on the same rows, so that their folds are pairs."""

    metric: Metric
    first: Side
    second: Side
    same_folds: bool

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.first, self.second

    @property
    def decimals(self) -> int:
        spreads = [side.interval for side in self.sides if side.interval]
        halves = [(high - low) / 2 for low, high in spreads]
        ends = [end for spread in spreads for end in spread]
        return self.metric.decimals([side.mean for side in self.sides], halves, ends)

    def leads(self) -> list[int]:
        """Of each fold: 1 where the second did better, -1 where the first did, 0 where they tie."""
        sign = 1 if self.metric.higher_is_better else -1
        differences = [sign * (b - a) for a, b in zip(self.first.folds, self.second.folds, strict=False)]
        return [(difference > _SAME) - (difference < -_SAME) for difference in differences]


# The scores


def draw_scores(pair: Pair) -> FigureSpec:
    """Both scores with their intervals; the baseline is one line where both share it, else a row of each."""
    shared = pair.first.baseline if pair.same_folds else None
    rows = [row for side in pair.sides for row in _rows_of(side, pair, with_baseline=shared is None)]
    marks = [value for side in pair.sides for value in (side.mean, side.baseline, *(side.interval or ()))]
    known = [value for value in marks if value is not None]
    title = f"A scores {_write(pair, pair.first)} and B {_write(pair, pair.second)} on {pair.metric.title}"
    chart = Chart(
        title,
        *pair.metric.visible_range(min(known), max(known)),
        caption=f"{pair.metric.title}, {pair.metric.direction}",
        reference=shared,
        reference_label="" if shared is None else f"baseline {write(shared, pair.decimals)}",
    )
    wide, narrow = draw_rows(rows, chart)
    reading = _SCORES if pair.same_folds else _UNPAIRED
    return FigureSpec("side_by_side", title, reading, _score_table(pair), wide, narrow)


def _rows_of(side: Side, pair: Pair, *, with_baseline: bool) -> list[Row]:
    extra = " to ".join(write(end, pair.decimals) for end in side.interval or ())
    rows = [Row(side.name, _write(pair, side), extra, _score_marks(side), strong=True)]
    if with_baseline and side.baseline is not None:
        value, marks = write(side.baseline, pair.decimals), _dot(side.baseline, "ff-baseline")
        rows.append(Row("its baseline", value, "", marks, tone="ff-baseline"))
    return rows


def _write(pair: Pair, side: Side) -> str:
    return write(side.mean, pair.decimals)


def _score_marks(side: Side) -> Marks:
    def draw(scale: Scale, y: float) -> str:
        spread = whisker(scale, y, side.interval, "ff-measured") if side.interval else ""
        return spread + dot(scale(side.mean), y, "ff-measured")

    return draw


def _dot(value: float, tone: str) -> Marks:
    return lambda scale, y: dot(scale(value), y, tone)


def _score_table(pair: Pair) -> dict[str, list[object]]:
    rows: list[object] = [
        [side.name, *(tidy(value) for value in (side.mean, side.low, side.high, side.baseline))]
        for side in pair.sides
    ]
    return {"columns": ["which", "score", "from", "to", "baseline"], "rows": rows}


# Fold by fold


def draw_folds(pair: Pair) -> FigureSpec | None:
    """One line a fold. None where the folds are no pairs or there are fewer than two."""
    leads = pair.leads()
    if not pair.same_folds or len(leads) < 2:
        return None
    title = say_leads(leads)
    wide = _draw_folds(pair, leads, title, 640, "ff-wide")
    narrow = _draw_folds(pair, leads, title, 340, "ff-narrow")
    rows: list[object] = [
        [number, tidy(a), tidy(b)]
        for number, (a, b) in enumerate(zip(pair.first.folds, pair.second.folds, strict=False), start=1)
    ]
    table = {"columns": ["fold", "A", "B"], "rows": rows}
    return FigureSpec("fold_pairs", title, _FOLDS, table, wide, narrow)


def say_leads(leads: Sequence[int]) -> str:
    for lead, who in ((1, "B"), (-1, "A")):
        if leads.count(lead) == len(leads):
            return f"{who} did better on every one of {count(len(leads), 'fold')}"
    better, worse, same = leads.count(1), leads.count(-1), leads.count(0)
    if same == len(leads):
        return f"Both scored the same on every one of {count(len(leads), 'fold')}"
    ties = f", and both the same on {same}" if same else ""
    return f"B did better on {better} of {count(len(leads), 'fold')}, A on {worse}{ties}"


def _draw_folds(pair: Pair, leads: Sequence[int], title: str, width: float, kind: str) -> str:
    everything = [*pair.first.folds, *pair.second.folds]
    low, high = pair.metric.visible_range(min(everything), max(everything))
    scale = Scale(low, high, _EDGE, width - _EDGE)
    rails = [(_TOP, pair.first), (_TOP + _GAP, pair.second)]
    return drawing(
        width,
        _TOP + _GAP + _FOOT,
        _axis(pair, scale, low, high, width),
        *(line((scale.start, y), (scale.end, y), "ff-axis") for y, _ in rails),
        *(
            line((scale(a), _TOP), (scale(b), _TOP + _GAP), _TONES[lead], width=1.5, dashes=_DASHES[lead])
            for a, b, lead in zip(pair.first.folds, pair.second.folds, leads, strict=False)
        ),
        *(dot(scale(score), y, "ff-measured", radius=4) for y, side in rails for score in side.folds),
        label(2, 18, pair.first.name, strong=True, room=width - 4),
        label(2, _TOP + _GAP + 24, pair.second.name, strong=True, room=width - 4),
        title=title,
        desc=_FOLDS,
        kind=kind,
    )


def _axis(pair: Pair, scale: Scale, low: float, high: float, width: float) -> str:
    """Numbers under the lower rail, as many as fit, and what they count."""
    base, parts, used = _TOP + _GAP, [], 0.0
    for tick in ticks(low, high):
        words = write_tick(tick, high - low)
        half = text_width(words, 12) / 2
        x = min(max(scale(tick), half + 1), width - half - 1)
        if x - half >= used:
            parts.append(label(x, base + 42, words, size=12, tone="ff-muted", anchor="middle"))
            used = x + half + 10
    caption = f"{pair.metric.title} on each fold, {pair.metric.direction}"
    parts.append(label(width - 2, base + 60, caption, size=12, tone="ff-muted", anchor="end", room=width - 4))
    return "".join(parts)

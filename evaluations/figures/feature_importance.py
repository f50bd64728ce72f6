"""What the model leans on: how far the score drops when one column is shuffled."""

from __future__ import annotations

import math
from dataclasses import dataclass

from .measured import Report, diagnostics_of, metric_of
from .numbers import count, is_number, tidy, write, write_short
from .rows import Chart, Marks, Row, draw_rows, length
from .scale import Scale, round_range
from .spec import FigureSpec
from .svg import line
from .text import clean, quote

SHOWN = 15


@dataclass(frozen=True)
class _Feature:
    name: str
    mean: float
    low: float | None
    high: float | None

    @property
    def ends(self) -> list[float]:
        return [end for end in (self.low, self.mean, self.high) if end is not None]


def draw_feature_importance(report: Report) -> FigureSpec | None:
    """Needs at least one feature with a mean drop."""
    features = [
        _feature(entry)
        for entry in diagnostics_of(report, "feature_importance") or []
        if is_number(entry.get("mean"))
    ]
    if not features:
        return None
    features.sort(key=lambda feature: -feature.mean)
    shown, rest = features[:SHOWN], features[SHOWN:]
    metric = metric_of(report)
    title = _title(shown[0], metric.title, _decimals(shown), higher=metric.higher_is_better)
    ends = [end for feature in shown for end in feature.ends]
    drop = "drop in" if metric.higher_is_better else "rise in"
    caption = f"{drop} {metric.title} when the column is shuffled"
    chart = Chart(title, *round_range(min([0.0, *ends]), max([0.0, *ends])), caption, reference=0.0)
    wide, narrow = draw_rows([_row(feature, _decimals(shown)) for feature in shown], chart)
    rows = [[f.name, tidy(f.mean), tidy(f.low), tidy(f.high)] for f in features]
    table = {"columns": ["column", drop + " " + metric.title, "from", "to"], "rows": rows}
    return FigureSpec("feature_importance", title, _reading(rest), table, wide, narrow)


def _feature(entry: Report) -> _Feature:
    low, high = (float(entry[end]) if is_number(entry.get(end)) else None for end in ("low", "high"))
    return _Feature(clean(entry.get("feature")), float(entry["mean"]), low, high)


def _title(top: _Feature, metric: str, decimals: int, *, higher: bool) -> str:
    if top.mean <= 0 or (top.low is not None and top.low <= 0):
        return "The model leans on no single column clearly"
    verb = "drops" if higher else "rises"
    change = f"{metric} {verb} by {write(top.mean, decimals)}"
    return f"The model leans most on {quote(top.name)}: without it, {change}"


def _reading(rest: list[_Feature]) -> str:
    reading = (
        "Each bar is how much worse the score on held-out rows gets when that column is shuffled, "
        "the thin line its 95\u00a0% interval; columns that say the same thing share their importance"
    )
    if not rest:
        return reading + "."
    more = count(len(rest), "more column")
    return f"{reading}; {more}, each at most {_bound(rest)}, only in the table."


def _bound(features: list[_Feature]) -> str:
    """What none of them exceeds, with one digit: "0.004"."""
    largest = max(abs(feature.mean) for feature in features)
    if largest <= 0:
        return "0"
    step = 10.0 ** math.floor(math.log10(largest))
    return write_short(math.ceil(largest / step - 1e-9) * step)


def _decimals(shown: list[_Feature]) -> int:
    """Two significant digits of the largest bar."""
    text = f"{max(abs(feature.mean) for feature in shown) or 1.0:.1e}"
    return min(6, max(0, 1 - int(text.split("e")[1])))


def _row(feature: _Feature, decimals: int) -> Row:
    return Row(feature.name, write(feature.mean, decimals), marks=_marks(feature))


def _marks(feature: _Feature) -> Marks:
    def draw(scale: Scale, y: float) -> str:
        drawn = length(scale, y, feature.mean, "ff-measured")
        tip = line((scale(feature.mean), y - 6), (scale(feature.mean), y + 6), "ff-measured", width=2)
        if feature.low is None or feature.high is None:
            return drawn + tip
        return drawn + tip + line((scale(feature.low), y), (scale(feature.high), y), "ff-measured", width=1.5)

    return draw

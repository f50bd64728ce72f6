"""How the models compare: a dot with its interval for each, the baseline drawn through all."""

from __future__ import annotations

from collections.abc import Sequence

from .measured import Metric, Model, Report, baseline_of, metric_of, models_of, name_metric
from .numbers import count, tidy, write
from .rows import Chart, Marks, Row, beyond, draw_rows, whisker
from .scale import Scale
from .spec import FigureSpec
from .svg import dot

_READING = (
    "Each dot is a model's mean score on rows it had not seen and the bar its 95\u00a0% interval; "
    "where bars overlap a lot, the models cannot be told apart on these data."
)
_VERDICTS = {"better": "better", "worse": "worse", "no_clear_difference": "no clear difference"}


def draw_comparison(report: Report) -> FigureSpec | None:
    """Needs at least one model with a score."""
    metric, models, baseline = metric_of(report), models_of(report), baseline_of(report)
    scored = [model for model in models if model.mean is not None]
    if not scored:
        return None
    decimals = _decimals(scored, metric)
    title = _title(report, scored, metric, decimals)
    chart = Chart(
        title,
        *_range(scored, baseline, metric),
        caption=f"{metric.title}, {metric.direction}",
        reference=baseline,
        reference_label="baseline" if baseline is None else f"baseline {write(baseline, decimals)}",
    )
    wide, narrow = draw_rows([_row(report, model, decimals) for model in models], chart)
    return FigureSpec("model_comparison", title, _READING, _table(models), wide, narrow)


def _decimals(scored: Sequence[Model], metric: Metric) -> int:
    """Those that the best score deserves, as elsewhere on the page: the worst may be far less certain."""
    best = scored[0]
    half = (best.interval[1] - best.interval[0]) / 2 if best.interval else 0.0
    ends = [value for model in scored for value in (model.mean, *(model.interval or ())) if value is not None]
    return metric.decimals([best.mean or 0.0], [half], ends)


def _title(report: Report, scored: Sequence[Model], metric: Metric, decimals: int) -> str:
    """What the verdicts add up to, led by the best model."""
    rivals = [model for model in scored if model.pipeline != _baseline_code(report)]
    if not rivals:
        return "Only the baseline has a score so far"
    leader = next((model for model in rivals if model.pipeline == report.get("best")), rivals[0])
    lead = f"{leader.title} leads with {metric.title} {write(leader.mean or 0.0, decimals)}"
    if not any(model.verdict in _VERDICTS for model in rivals):
        return lead
    better = sum(model.verdict == "better" for model in rivals)
    on = _judged_on(rivals, metric)
    if not better:
        return f"No model is clearly better than the baseline{on}"
    if len(rivals) == 1:
        score = f"{metric.title} {write(leader.mean or 0.0, decimals)}"
        return f"{leader.title} clearly beats the baseline{on}, with {score}"
    who = count(better, "model") if better == len(rivals) else f"{better} of {count(len(rivals), 'model')}"
    return f"{who} clearly {'beats' if better == 1 else 'beat'} the baseline{on}; {lead}"


def _judged_on(rivals: Sequence[Model], metric: Metric) -> str:
    """Named where the verdicts rest on another metric than the one drawn: the two may disagree."""
    other = next((m.judged_on for m in rivals if m.verdict in _VERDICTS and m.judged_on != metric.code), None)
    return f" on {name_metric(other)}" if other else ""


def _baseline_code(report: Report) -> str:
    return str(report.get("baseline") or "baseline")


def _range(scored: Sequence[Model], baseline: float | None, metric: Metric) -> tuple[float, float]:
    """The part of the scale that matters.

    A model far worse than the baseline would squeeze all others into a corner: beyond twice the
    distance from the best score to the baseline, the scale ends and an arrowhead says so.
    """
    means = [model.mean for model in scored if model.mean is not None]
    ends = [end for model in scored for end in model.interval or ()]
    low, high = min(means + ends), max(means + ends)
    if baseline is not None and metric.higher_is_better:
        low = max(low, baseline - 2 * abs(max(means) - baseline) - 1e-9)
    elif baseline is not None:
        high = min(high, baseline + 2 * abs(baseline - min(means)) + 1e-9)
    return metric.visible_range(low, high)


def _row(report: Report, model: Model, decimals: int) -> Row:
    if model.mean is None:
        return Row(model.title, "no score")
    is_baseline = model.pipeline == _baseline_code(report)
    tone = "ff-baseline" if is_baseline else "ff-measured"
    ends = () if is_baseline else model.interval or ()
    extra = " to ".join(write(end, decimals) for end in ends)
    strong = model.origin == "script"
    return Row(model.title, write(model.mean, decimals), extra, _marks(model.mean, ends, tone), strong, tone)


def _marks(mean: float, ends: tuple[float, ...], tone: str) -> Marks:
    def draw(scale: Scale, y: float) -> str:
        spread = whisker(scale, y, (ends[0], ends[1]), tone) if ends else ""
        return spread + (beyond(scale, y, mean, tone) or dot(scale(mean), y, tone))

    return draw


def _table(models: Sequence[Model]) -> dict[str, list[object]]:
    rows: list[object] = [
        [
            model.title,
            *(tidy(value) for value in (model.mean, model.low, model.high)),
            _VERDICTS.get(model.verdict, "") if model.mean is not None else model.reason or "no score",
        ]
        for model in models
    ]
    return {"columns": ["model", "score", "from", "to", "beside the baseline"], "rows": rows}

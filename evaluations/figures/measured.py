"""The report as the charts read it: models with their scores, and the metric they are scored by.

Reports are JSON from another process: whatever is missing or no number is left out, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from evaluations.core.metric_registry import METRICS

from .numbers import decimals_for, is_number, tell_from_one
from .scale import round_range
from .text import clean, in_sentence

Report = Mapping[str, Any]
LONGEST_TITLE = 120  # of a model's name: figures put it into their titles


@dataclass(frozen=True)
class Metric:
    code: str
    title: str
    higher_is_better: bool
    low: float
    high: float

    @property
    def direction(self) -> str:
        return "higher is better" if self.higher_is_better else "lower is better"

    def visible_range(self, low: float, high: float) -> tuple[float, float]:
        """``low..high`` with round ends, no further than the metric itself goes."""
        low, high = round_range(low, high)
        inside = max(low, self.low), min(high, self.high)
        return inside if inside[0] < inside[1] else (low, high)

    def decimals(
        self, values: Sequence[float], half_widths: Sequence[float] = (), ends: Iterable[float] = ()
    ) -> int:
        """Decimals that suit all of ``values`` in one column, given the half-widths of their intervals.

        ``ends`` are written beside them, with as many.
        """
        largest = max(map(abs, values), default=1.0)
        known = sorted(half for half in half_widths if half > 0)
        typical = known[len(known) // 2] if known else None
        # What is far below zero beside scores that are not (an R² of −30) does not take their decimals away.
        unit_scale = self.high == 1 and (largest <= 1 or max(values) > 0)
        decimals = decimals_for(min(largest, 1.0) if unit_scale else largest, typical, unit_scale=unit_scale)
        return tell_from_one([*values, *ends], decimals) if unit_scale else decimals


@dataclass(frozen=True)
class Model:
    """One pipeline's result; ``mean`` is None where it has no score."""

    pipeline: str
    title: str
    origin: str
    mean: float | None
    low: float | None
    high: float | None
    verdict: str
    judged_on: str  # code of the metric that the verdict rests on
    reason: str

    @property
    def interval(self) -> tuple[float, float] | None:
        return (self.low, self.high) if self.low is not None and self.high is not None else None


def metric_of(report: Report) -> Metric:
    code = str(report.get("primary_metric") or "")
    known = METRICS.get(code)
    low, high = (known.low, known.high) if known else (-inf, inf)
    title = in_sentence(clean(report.get("metric_title") or code.replace("_", " ") or "score", 60))
    return Metric(code, title, bool(report.get("higher_is_better", True)), low, high)


def models_of(report: Report) -> list[Model]:
    """All models, best first, those without a score last."""
    metric = metric_of(report)
    models = [_model(entry, metric.code) for entry in report.get("results") or []]
    sign = -1 if metric.higher_is_better else 1
    return sorted(models, key=lambda model: (model.mean is None, sign * (model.mean or 0.0)))


def _model(entry: Report, code: str) -> Model:
    score = (entry.get("scores") or {}).get(code) or {}
    mean, low, high = (_number(score.get(name)) for name in ("mean", "low", "high"))
    pipeline = str(entry.get("pipeline"))
    versus = entry.get("versus_baseline") or {}
    return Model(
        pipeline=pipeline,
        title=clean(entry.get("title") or pipeline, LONGEST_TITLE),
        origin=str(entry.get("origin") or "standard"),
        mean=mean,
        low=low,
        high=high,
        verdict=str(versus.get("verdict") or ""),
        judged_on=str(versus.get("metric") or code),
        reason=_reason(entry.get("reason")),
    )


def name_metric(code: str) -> str:
    """A metric's name inside a sentence."""
    known = METRICS.get(code)
    return in_sentence(known.title if known else clean(code.replace("_", " "), 60))


def _number(value: object) -> float | None:
    return float(value) if is_number(value) else None


def _reason(reason: object) -> str:
    return clean(reason.get("message", "") if isinstance(reason, Mapping) else reason or "")


def baseline_of(report: Report) -> float | None:
    """The baseline's mean score, where there is one."""
    code = report.get("baseline") or "baseline"
    return next((model.mean for model in models_of(report) if model.pipeline == code), None)


def title_of_pipeline(report: Report, code: object) -> str:
    titles = {str(entry.get("pipeline")): entry.get("title") for entry in report.get("results") or []}
    return clean(titles.get(str(code)) or str(code).replace("_", " "), LONGEST_TITLE)


def diagnostics_of(report: Report, key: str) -> Any:
    return (report.get("diagnostics") or {}).get(key)

"""Scores in words and as a score line; every number of one page in the same precision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from evaluations.core.metric_registry import METRICS, Metric
from evaluations.figures.numbers import decimals_for, is_number, write
from evaluations.figures.scoreline import ScoreLine
from evaluations.figures.text import clean, in_sentence

BASELINE = "baseline"
VERDICTS = {
    "better": "better than the baseline",
    "no_clear_difference": "no clear difference from the baseline",
    "worse": "worse than the baseline",
}


@dataclass(frozen=True)
class Score:
    """One metric of one model, as numbers and as written."""

    metric: str
    title: str
    direction: str
    mean: float
    low: float | None
    high: float | None
    text: str
    spread: str  # "0.79 to 0.86", or nothing where there is no interval


@dataclass(frozen=True)
class Model:
    """One line of the comparison. ``score`` is None where the pipeline failed; then ``reason`` says why."""

    code: str
    title: str
    name: str  # inside a sentence
    origin: str
    score: Score | None
    others: tuple[Score | None, ...]  # in the order of ``other_metrics``, None where there is no value
    verdict: str
    verdict_words: str
    ahead: str  # "4 of 5 folds", where folds allow no verdict
    difference: str
    fit_seconds: float | None
    is_best: bool
    is_baseline: bool
    notes: tuple[str, ...] = ()
    reason: str = ""
    hint: str = ""

    @property
    def verdict_short(self) -> str:
        return self.verdict.replace("_", " ")

    @property
    def is_script(self) -> bool:
        return self.origin == "script"


def metric_of(protocol: Mapping[str, Any]) -> Metric:
    """The primary metric."""
    return METRICS[protocol["primary_metric"]]


def other_metrics(protocol: Mapping[str, Any]) -> tuple[Metric, ...]:
    """What is measured beside the primary metric, in display order."""
    return tuple(METRICS[code] for code in protocol["metrics"] if code != protocol["primary_metric"])


def score_entry(results: Sequence[Mapping[str, Any]], pipeline: str | None, metric: str) -> dict[str, Any]:
    """``{"mean", "low", "high", …}`` of one pipeline; empty where it has no such score."""
    for result in results:
        if result["pipeline"] == pipeline:
            entry = (result.get("scores") or {}).get(metric) or {}
            return dict(entry) if is_number(entry.get("mean")) else {}
    return {}


def describe_metric(code: str) -> dict[str, Any]:
    """What a score line shows of its metric, whatever was measured."""
    metric = METRICS[code]
    return {
        "metric_title": in_sentence(metric.title),
        "range_low": metric.low,
        "range_high": metric.high,
        "higher_is_better": metric.higher_is_better,
    }


def make_score_line(
    protocol: Mapping[str, Any],
    results: Sequence[Mapping[str, Any]],
    best: str | None,
    *,
    lockbox: Mapping[str, Any] | None = None,
    said: float | None = None,
    guess: float | None = None,
    baseline_label: str = "baseline",
) -> ScoreLine:
    """The score line of an evaluation; ``lockbox`` is ``{"score", "low", "high"}`` of the primary metric."""
    metric, opened = metric_of(protocol), lockbox or {}
    score = score_entry(results, best, metric.code)
    return ScoreLine(
        **describe_metric(metric.code),
        score=score.get("mean"),
        low=score.get("low"),
        high=score.get("high"),
        baseline=score_entry(results, BASELINE, metric.code).get("mean"),
        lockbox=opened.get("score"),
        lockbox_low=opened.get("low"),
        lockbox_high=opened.get("high"),
        said=said,
        guess=guess,
        baseline_label=baseline_label,
    )


def make_models(
    protocol: Mapping[str, Any], results: Sequence[Mapping[str, Any]], best: str | None, line: ScoreLine
) -> tuple[Model, ...]:
    """Best first, failed last. ``line`` gives the primary metric's precision."""
    metric = metric_of(protocol)
    sign = -1 if metric.higher_is_better else 1
    line = replace(line, beside=tuple(numbers_of(results, metric)))
    baseline = score_entry(results, BASELINE, metric.code).get("folds") or []
    untested = protocol.get("group") or protocol.get("time")
    models = [
        _model(protocol, result, best, line, _count_ahead(result, metric, baseline) if untested else "")
        for result in results
    ]
    return tuple(
        sorted(
            models, key=lambda model: (model.score is None, sign * (model.score.mean if model.score else 0))
        )
    )


def numbers_of(results: Sequence[Mapping[str, Any]], metric: Metric) -> Iterator[float]:
    """Every mean and end of an interval that one column shows."""
    for result in results:
        entry = score_entry([result], result["pipeline"], metric.code)
        yield from (entry[key] for key in ("mean", "low", "high") if is_number(entry.get(key)))


def _model(
    protocol: Mapping[str, Any], result: Mapping[str, Any], best: str | None, line: ScoreLine, ahead: str
) -> Model:
    primary = protocol["primary_metric"]
    scores = {code: _score(code, entry, line, primary) for code, entry in _scores_of(result).items()}
    versus, reason = result.get("versus_baseline") or {}, result.get("reason") or {}
    title = (
        "The script" if result.get("origin") == "script" else clean(result.get("title") or result["pipeline"])
    )
    return Model(
        code=result["pipeline"],
        title=title,
        name=_name(result, title),
        origin=result.get("origin", "standard"),
        score=scores.get(primary),
        others=tuple(scores.get(metric.code) for metric in other_metrics(protocol)),
        verdict=versus.get("verdict", ""),
        verdict_words=VERDICTS.get(versus.get("verdict", ""), ""),
        ahead=ahead,
        difference=_difference(versus),
        fit_seconds=result.get("fit_seconds"),
        is_best=result["pipeline"] == best,
        is_baseline=result["pipeline"] == BASELINE,
        notes=tuple(clean(note) for note in result.get("notes") or ()),
        reason=clean(reason.get("message") or "") if not scores else "",
        hint=clean(reason.get("hint") or "") if not scores else "",
    )


def _count_ahead(result: Mapping[str, Any], metric: Metric, baseline: Sequence[Any]) -> str:
    """ "4 of 5 folds" on which it scores better than the baseline; nothing for the baseline itself."""
    folds = ((result.get("scores") or {}).get(metric.code) or {}).get("folds") or []
    pairs = [(a, b) for a, b in zip(folds, baseline, strict=False) if is_number(a) and is_number(b)]
    if result["pipeline"] == BASELINE or not pairs:
        return ""
    ahead = sum(a > b if metric.higher_is_better else a < b for a, b in pairs)
    return f"{ahead} of {len(pairs)} folds"


def _name(result: Mapping[str, Any], title: str) -> str:
    return "the script" if result.get("origin") == "script" else in_sentence(title)


def _scores_of(result: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    scores = result.get("scores") or {}
    return {code: entry for code, entry in scores.items() if code in METRICS and is_number(entry.get("mean"))}


def _score(code: str, entry: Mapping[str, Any], primary_line: ScoreLine, primary: str) -> Score:
    """The primary metric in the page's precision, the others with three digits each."""
    metric, mean = METRICS[code], entry["mean"]
    three = decimals_for(mean, None, unit_scale=False)
    low, high = entry.get("low"), entry.get("high")

    def written(value: float) -> str:
        return primary_line.write(value) if code == primary else write(value, three)

    spread = f"{written(low)} to {written(high)}" if is_number(low) and is_number(high) else ""
    direction = "higher is better" if metric.higher_is_better else "lower is better"
    return Score(code, metric.title, direction, mean, low, high, written(mean), spread)


def _own_line(metric: Metric, entry: Mapping[str, Any]) -> ScoreLine:
    """A score line only for its precision."""
    spread = entry.get("low"), entry.get("high")
    return ScoreLine(metric.title, metric.low, metric.high, entry["mean"], *spread, baseline=None)


def _difference(versus: Mapping[str, Any]) -> str:
    """The paired difference, in the metric that the verdict is judged on."""
    difference, metric = versus.get("difference"), METRICS.get(versus.get("metric", ""))
    if not is_number(difference) or metric is None:
        return ""
    entry = {"mean": difference, "low": versus.get("low"), "high": versus.get("high")}
    line = _own_line(metric, entry)
    ends = [line.write(end) for end in (entry["low"], entry["high"]) if is_number(end)]
    spread = f" ({ends[0]} to {ends[1]})" if len(ends) == 2 else ""
    return f"{in_sentence(metric.title)} better by {line.write(difference)}{spread}"

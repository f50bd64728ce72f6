"""The read model of two evaluations beside each other: who is better, where, and what was changed.

``B`` is read as what came after ``A``: differences are positive where B is better.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evaluations.addresses import data_key
from evaluations.core.metric_registry import METRICS
from evaluations.figures.measured import Metric as DrawnMetric
from evaluations.figures.numbers import count, is_number, write
from evaluations.figures.side_by_side import Pair, Side, draw_folds, draw_scores
from evaluations.figures.text import clean, in_sentence
from evaluations.models import Evaluation
from evaluations.shown.changes import CheckChanges, ShownChange, compare_checks, list_changes
from evaluations.shown.code_diff import ShownDiff, show_diff
from evaluations.shown.drawings import ShownFigure, show_figure
from evaluations.shown.paired import SIGNIFICANT, UNCLEAR, Paired, compare_folds
from evaluations.shown.scores import BASELINE, score_entry
from projects.errors import BadInput

SCRIPT = "script"
WHY_DEPENDENT = (
    "The folds are different groups or times and differ by more than chance: they show who is ahead where, "
    "and allow no test."
)


@dataclass(frozen=True)
class ShownSide:
    """``model``: what stands for the evaluation, its script or else its best model."""

    letter: str
    name: str
    url: str
    project: str
    project_url: str
    owner: str
    model: str
    score: str
    spread: str


@dataclass(frozen=True)
class Verdict:
    """``verdict`` is B's: better, worse, no_clear_difference; empty where no test is possible."""

    verdict: str
    sentence: str
    why: str  # no test is possible
    paired: Paired | None


@dataclass(frozen=True)
class SideBySide:
    pair: Pair
    first: ShownSide
    second: ShownSide
    verdict: Verdict
    scores: ShownFigure
    folds: ShownFigure | None
    metrics: tuple[tuple[str, str, str, str], ...]  # (metric, arrow's meaning, A, B)
    changes: tuple[ShownChange, ...]
    checks: CheckChanges
    diff: ShownDiff

    @property
    def sides(self) -> tuple[ShownSide, ShownSide]:
        return self.first, self.second

    @property
    def metric(self) -> str:
        return self.pair.metric.code

    @property
    def metric_title(self) -> str:
        return self.pair.metric.title

    @property
    def same_folds(self) -> bool:
        return self.pair.same_folds


@dataclass(frozen=True)
class Measured:
    """An evaluation with the model that stands for it."""

    evaluation: Evaluation
    results: Sequence[Mapping[str, Any]]
    pipeline: str

    def entry(self, metric: str) -> dict[str, Any]:
        return score_entry(self.results, self.pipeline, metric)

    def folds(self, metric: str) -> list[float]:
        folds = self.entry(metric).get("folds") or []
        return folds if all(is_number(score) for score in folds) else []

    def baseline(self, metric: str) -> float | None:
        return score_entry(self.results, BASELINE, metric).get("mean")

    @property
    def title(self) -> str:
        script = self.evaluation.script
        if self.pipeline == SCRIPT and script is not None:
            return f"the script {clean(script.filename, 60)}, version {script.version}"
        titles = (r.get("title") for r in self.results if r["pipeline"] == self.pipeline)
        return in_sentence(clean(next(titles, None) or self.pipeline, 80))


def side_by_side(first: Evaluation, second: Evaluation) -> SideBySide:
    """Both fetched by ``access`` (``with_everything``); no query more.

    Raise ``BadInput`` where there is nothing to compare.
    """
    a, b = _measured(first, "a"), _measured(second, "b")
    metric = first.protocol["primary_metric"]
    refuse_unlike(a, b, metric)
    pair = make_pair(a, b, metric)
    return SideBySide(
        pair=pair,
        first=_show_side("A", a, pair, pair.first),
        second=_show_side("B", b, pair, pair.second),
        verdict=weigh(a, b, pair),
        scores=show_figure(draw_scores(pair)),
        folds=show_figure(drawn) if (drawn := draw_folds(pair)) else None,
        metrics=tuple(_metric_rows(a, b)),
        changes=list_changes(first, second),
        checks=compare_checks(first, second),
        diff=show_diff(first.script, second.script),
    )


def _measured(evaluation: Evaluation, field: str) -> Measured:
    if evaluation.status != Evaluation.Status.SUCCEEDED:
        raise BadInput(
            f"The evaluation {evaluation.pk} has no scores to compare.",
            field=field,
            hint="Choose two that have succeeded.",
        )
    results, metric = evaluation.report["results"], evaluation.protocol["primary_metric"]
    has_script = bool(score_entry(results, SCRIPT, metric))
    return Measured(evaluation, results, SCRIPT if has_script else str(evaluation.report["best"]))


def refuse_unlike(a: Measured, b: Measured, metric: str) -> None:
    if a.evaluation.pk == b.evaluation.pk:
        raise BadInput("Both are the same evaluation.", field="b", hint="Choose two different ones.")
    if not b.entry(metric) or not a.entry(metric):
        title = in_sentence(METRICS[metric].title)
        raise BadInput(
            f"These two answer different questions: they have no score of {title} in common.",
            field="b",
            hint="Choose one that was measured with the same metric.",
        )


def have_same_folds(first: Evaluation, second: Evaluation) -> bool:
    """The same rows in the same folds: then every fold is a fair pair."""
    return why_other_folds(first, second) == ""


def why_other_folds(first: Evaluation, second: Evaluation) -> str:
    """Empty where the folds are the same."""
    if data_key(first.dataset_version) != data_key(second.dataset_version):
        return "They were measured on different data, so their folds hold different rows."
    if first.protocol_digest != second.protocol_digest:
        return "They were measured under different protocols, so their folds are not the same rows."
    if first.engine_version != second.engine_version:
        return "They were measured by different versions of the engine, which may cut folds differently."
    return ""


def make_pair(a: Measured, b: Measured, metric: str) -> Pair:
    known = METRICS[metric]
    drawn = DrawnMetric(metric, in_sentence(known.title), known.higher_is_better, known.low, known.high)
    same = have_same_folds(a.evaluation, b.evaluation)
    return Pair(drawn, _side("A", a, metric), _side("B", b, metric), same)


def _side(letter: str, one: Measured, metric: str) -> Side:
    entry = one.entry(metric)
    low, high = (entry.get(end) if is_number(entry.get(end)) else None for end in ("low", "high"))
    name = f"{letter}: {name_of(one.evaluation)}"
    return Side(name, entry["mean"], low, high, one.baseline(metric), one.folds(metric))


def name_of(evaluation: Evaluation) -> str:
    if evaluation.published_version is not None:
        return f"v{evaluation.published_version}"
    return f"{evaluation.created_at:%-d %b %Y, %H:%M}"


def _show_side(letter: str, one: Measured, pair: Pair, drawn: Side) -> ShownSide:
    project = one.evaluation.project
    return ShownSide(
        letter=letter,
        name=name_of(one.evaluation),
        url=one.evaluation.get_absolute_url(),
        project=clean(project.title),
        project_url=project.get_absolute_url(),
        owner=project.owner.username,
        model=one.title,
        score=write(drawn.mean, pair.decimals),
        spread=" to ".join(write(end, pair.decimals) for end in drawn.interval or ()),
    )


# The verdict


def weigh(a: Measured, b: Measured, pair: Pair) -> Verdict:
    why = why_other_folds(a.evaluation, b.evaluation)
    if why:
        return Verdict("", "No verdict: the two cannot be compared fold by fold.", why, None)
    compared = compare_folds(
        b.folds(pair.metric.code),
        a.folds(pair.metric.code),
        b.evaluation.protocol,
        pair.metric.code,
        a.baseline(pair.metric.code),
    )
    if compared is None:
        return Verdict("", f"{say_ahead(pair)} No test is made of that.", WHY_DEPENDENT, None)
    return Verdict(compared.verdict, say_verdict(compared, pair), "", compared)


def say_ahead(pair: Pair) -> str:
    leads = pair.leads()
    return f"B is ahead on {leads.count(1)} of {count(len(leads), 'fold')}, A on {leads.count(-1)}."


def say_verdict(compared: Paired, pair: Pair) -> str:
    """ "B is clearly better: by 0.03 accuracy (0.01 to 0.05) on the same 15 folds."."""
    distance, ends = abs(compared.difference), (compared.low, compared.high)
    folds = f"on the same {count(len(pair.first.folds), 'fold')}"
    if compared.difference == compared.low == compared.high == 0:
        return f"Both score exactly the same {folds}."
    if compared.difference < 0:
        ends = (-compared.high, -compared.low)
    decimals = pair.decimals + 1 if pair.metric.high != 1 else max(pair.decimals, 3)
    spread = " to ".join(write(end, decimals) for end in ends)
    gap = f"{write(distance, decimals)} {pair.metric.title} ({spread}) {folds}"
    leader = "B" if compared.difference > 0 else "A"
    if compared.verdict == UNCLEAR:
        why = "too little to matter" if compared.p < SIGNIFICANT else "as chance alone would have it"
        return f"No clear difference: {leader} is ahead by {gap}, {why}."
    return f"{leader} is clearly better: by {gap}."


def _metric_rows(a: Measured, b: Measured) -> list[tuple[str, str, str, str]]:
    """Every metric that both have, as (title, direction, A, B)."""
    rows = []
    for code in a.evaluation.protocol["metrics"]:
        metric = METRICS[code]
        both = a.entry(code), b.entry(code)
        if not all(both):
            continue
        drawn = DrawnMetric(code, metric.title, metric.higher_is_better, metric.low, metric.high)
        ends = [entry[end] for entry in both for end in ("low", "high") if is_number(entry.get(end))]
        decimals = drawn.decimals([entry["mean"] for entry in both], ends=ends)
        first, second = (_write_entry(entry, decimals) for entry in both)
        rows.append((metric.title, drawn.direction, first, second))
    return rows


def _write_entry(entry: Mapping[str, Any], decimals: int) -> str:
    ends = [write(entry[end], decimals) for end in ("low", "high") if is_number(entry.get(end))]
    return write(entry["mean"], decimals) + (f" ({' to '.join(ends)})" if len(ends) == 2 else "")

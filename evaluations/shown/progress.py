"""An evaluation while it runs, and when it ended without a report."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from evaluations.core.by_hand import TWIN
from evaluations.core.metric_registry import METRICS
from evaluations.figures.comparison import draw_comparison
from evaluations.figures.numbers import count
from evaluations.figures.spec import FigureSpec
from evaluations.figures.text import clean
from evaluations.models import Evaluation
from evaluations.progress import Progress
from evaluations.shown.claims import SaidPicture, show_figures
from evaluations.shown.excerpt import ShownLine, excerpt
from evaluations.shown.scores import BASELINE
from evaluations.shown.words import block, duration

Stage, Status = Evaluation.Stage, Evaluation.Status
ORDER = (Stage.WAITING, Stage.READING, Stage.SCRIPT, Stage.MEASURING, Stage.REPORTING)
PRINTED_CHARS = 20_000


@dataclass(frozen=True)
class StageLine:
    title: str
    state: str  # "done", "current" or "next"
    detail: str


@dataclass(frozen=True)
class Comparison:
    """The models that are finished so far, as a figure."""

    title: str
    figure: SafeString
    columns: list[str]
    rows: list[list[object]]
    finished: str


@dataclass(frozen=True)
class ShownProgress:
    stages: tuple[StageLine, ...]
    said: str  # the current stage, in a few words
    done: int
    total: int
    comparison: Comparison | None


@dataclass(frozen=True)
class ShownEnd:
    """Why there is no report."""

    title: str
    message: str
    hint: str
    hint_is_code: bool
    counted: str
    lines: tuple[ShownLine, ...]
    filename: str
    printed: str
    figures: tuple[SaidPicture, ...]
    is_our_fault: bool


def show_progress(evaluation: Evaluation, progress: Progress) -> ShownProgress:
    stages = [stage for stage in ORDER if stage != Stage.SCRIPT or evaluation.script_id]
    at = next((i for i, stage in enumerate(stages) if stage == evaluation.stage), 0)
    lines = tuple(_stage(stage, i - at, progress) for i, stage in enumerate(stages))
    return ShownProgress(lines, lines[at].title, progress.done, progress.total, show_comparison(evaluation))


def _stage(stage: Evaluation.Stage, distance: int, progress: Progress) -> StageLine:
    state = "next" if distance > 0 else "done" if distance < 0 else "current"
    return StageLine(str(stage.label), state, _detail(stage, progress) if state == "current" else "")


def _detail(stage: Evaluation.Stage, progress: Progress) -> str:
    if stage == Stage.WAITING and progress.queue_position:
        ahead = progress.queue_position - 1
        return f"{count(ahead, 'evaluation')} ahead of yours" if ahead else "yours is next"
    if stage == Stage.SCRIPT:
        return f"it runs once as at home, {settings.LIMITS.script_wall_seconds} s at most; you can cancel it"
    if stage == Stage.MEASURING and progress.total:
        left = (
            f", about {duration(progress.eta_seconds)} left"
            if progress.eta_seconds and progress.done < progress.total
            else ""
        )
        return f"{progress.done} of {count(progress.total, 'fit')}{left}"
    return ""


def show_comparison(evaluation: Evaluation) -> Comparison | None:
    """The lines that are written already; the baseline comes first, so it is there first."""
    results = [row.data for row in evaluation.pipeline_results.all()]
    metric = METRICS[evaluation.protocol["primary_metric"]]
    spec = draw_comparison(
        {
            "results": results,
            "primary_metric": metric.code,
            "metric_title": metric.title,
            "higher_is_better": metric.higher_is_better,
            "baseline": BASELINE,
            "best": None,
        }
    )
    return (
        _comparison(spec, len(results), len({*evaluation.plan.get("digests", ())} - {TWIN})) if spec else None
    )


def _comparison(spec: FigureSpec, finished: int, total: int) -> Comparison:
    return Comparison(
        title=spec.title,
        figure=mark_safe(spec.svg + spec.svg_narrow),  # noqa: S308  (drawn by us, every word in it escaped)
        columns=spec.data["columns"],
        rows=spec.data["rows"],
        finished=f"{finished} of {count(max(total, finished), 'model')} finished",
    )


def show_end(evaluation: Evaluation) -> ShownEnd:
    """For one that failed or was cancelled."""
    script, ours = evaluation.script, evaluation.reason_is_platform_fault
    cancelled = evaluation.status == Status.CANCELLED
    lines = excerpt(script.source, evaluation.reason_line) if script else ()
    hint = hint_beside(lines, evaluation.reason_hint, evaluation.reason_line)
    return ShownEnd(
        title=_title(evaluation),
        message=block(evaluation.reason_message, 2_000),
        hint=block(hint, 2_000),
        hint_is_code="\n" in hint,
        counted=_counted(cancelled, ours),
        lines=lines,
        filename=clean(script.filename) if script else "",
        printed=block(evaluation.printed, PRINTED_CHARS),
        figures=show_figures(evaluation),
        is_our_fault=ours,
    )


def hint_beside(lines: tuple[ShownLine, ...], hint: str, number: int | None) -> str:
    """Nothing where all the hint tells is the line that the excerpt marks already."""
    return "" if lines and "\n" not in hint and hint.startswith(f"line {number}, in ") else hint


def _title(evaluation: Evaluation) -> str:
    if evaluation.status == Status.CANCELLED:
        return "Cancelled"
    if evaluation.reason_is_platform_fault:
        return "Our fault"
    return "Your script stopped here" if evaluation.script_id else "This could not be measured"


def _counted(cancelled: bool, ours: bool) -> str:
    if ours:
        return "It does not count as a try."
    return "" if cancelled else "It does not count as a try: nothing was scored."

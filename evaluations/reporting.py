"""From fold results to what is shown: report, checks, figures, written together or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from django.db import transaction

from evaluations import honesty, ledger, lifecycle, reuse, twins
from evaluations.core.by_hand import TWIN
from evaluations.core.checks.base import CheckContext, CheckOutcome
from evaluations.core.checks.registry import CHECKS, run_checks
from evaluations.core.checks.script_lines import check_script
from evaluations.core.environment import environment_versions
from evaluations.core.report import FoldOutcome, build_report, drop_unreal
from evaluations.figures import FigureSpec, draw_figures
from evaluations.lifecycle import Superseded
from evaluations.measurement import SCRIPT, Measurement
from evaluations.models import CheckResult, Evaluation, Figure, PipelineResult
from evaluations.reuse import COPIED, report_key
from evaluations.sandbox.limits import MIB
from evaluations.summary import make_card
from projects.models import Project

Outcomes = Mapping[str, Mapping[int, FoldOutcome]]


def write_report(
    evaluation: Evaluation,
    number: int,
    measurement: Measurement,
    outcomes: Outcomes,
    beat: Callable[[], None],
    points: Outcomes | None = None,
) -> None:
    """Compute everything first, then write it in one transaction with the move to *succeeded*."""
    pipelines = {code: folds for code, folds in outcomes.items() if code != TWIN}
    report = build_report(measurement.table, measurement.protocol, measurement.split, pipelines, points)
    told = report.to_dict() | {
        "by_hand": drop_unreal(twins.compare_twin(evaluation, measurement, outcomes)),
        "script_folds": describe_script_folds(outcomes.get(SCRIPT, {})),
    }
    beat()
    checks = run_checks(check_context(evaluation, measurement, report.results, report.diagnostics))
    beat()
    key = report_key(evaluation) if is_complete(outcomes) and is_complete(points or {}) else ""
    figures = [row_of(evaluation, place, figure) for place, figure in enumerate(draw_figures(told))]
    succeed(evaluation, number, told, key, checks, figures)


def copy_report(evaluation: Evaluation, number: int, measurement: Measurement) -> bool:
    """The same from an evaluation that has it all. False where there is none."""
    twin = reuse.find_twin(evaluation)
    if twin is None:
        return False
    told = twin.report
    context = check_context(evaluation, measurement, told["results"], told["diagnostics"])
    checks = reuse.checks_of(twin) + [check.run(context) for check in CHECKS if check.code not in COPIED]
    succeed(
        evaluation, number, told, twin.report_key, checks, reuse.copies_of(twin.figures.all(), evaluation)
    )
    return True


def succeed(
    evaluation: Evaluation,
    number: int,
    told: dict[str, Any],
    key: str,
    checks: list[CheckOutcome],
    figures: list[Figure],
) -> None:
    """Write it all or, when the launch is over, nothing."""
    checks = checks + check_code(evaluation)
    outcomes = Counter(check.outcome for check in checks)
    card = make_card(evaluation.protocol, told, outcomes, guess=evaluation.guess)
    with transaction.atomic():
        # Publishing, which success may bring about, locks the project before the evaluation.
        Project.objects.select_for_update(no_key=True).get(pk=evaluation.project_id)
        save_results(evaluation, told["results"])
        save_checks(evaluation, checks)
        save_figures(evaluation, figures)
        ledger.record_try(evaluation, told)
        Evaluation.objects.filter(pk=evaluation.pk).update(report_key=key, card=card)
        if not lifecycle.succeed(evaluation.pk, number, report=told, environment=environment_versions()):
            raise Superseded  # and roll back
        honesty.request_test(evaluation)


def is_complete(outcomes: Outcomes) -> bool:
    """Nothing failed: what did may have met a busy machine, and is tried again another time."""
    return all(outcome.ok for folds in outcomes.values() for outcome in folds.values())


def describe_script_folds(outcomes: Mapping[int, FoldOutcome]) -> list[dict[str, Any]]:
    """What each of the script's folds took, measured from outside."""
    return [
        {
            "fold": index + 1,
            "fit_seconds": outcomes[index].fit_seconds,
            "predict_seconds": outcomes[index].predict_seconds,
            "wall_seconds": outcomes[index].wall_seconds,
            "peak_mb": round(outcomes[index].peak_bytes / MIB),
        }
        for index in sorted(outcomes)
    ]


def check_context(
    evaluation: Evaluation,
    measurement: Measurement,
    results: Sequence[Mapping[str, Any]],
    diagnostics: Mapping[str, Any],
) -> CheckContext:
    """The development rows only: the lockbox is shown to nobody, checks included."""
    rows = np.sort(measurement.split.development)
    return CheckContext(
        table=measurement.table.take(rows),
        y=measurement.y[rows],
        protocol=measurement.protocol,
        results=results,
        gaps=diagnostics["train_test_gap"],
        file_rows=measurement.table.n_rows,
        calibration=diagnostics.get("calibration"),
        segments=diagnostics.get("weak_segments"),
        history=ledger.history_of(evaluation),
    )


def save_results(evaluation: Evaluation, lines: Sequence[Mapping[str, Any]]) -> None:
    evaluation.pipeline_results.all().delete()
    PipelineResult.objects.bulk_create(
        PipelineResult(evaluation=evaluation, pipeline=line["pipeline"], position=position, data=line)
        for position, line in enumerate(lines)
    )


def check_code(evaluation: Evaluation) -> list[CheckOutcome]:
    script = evaluation.script
    return check_script(script.source, evaluation.protocol["target"]) if script else []


def save_checks(evaluation: Evaluation, checks: list[CheckOutcome]) -> None:
    evaluation.checks.all().delete()
    CheckResult.objects.bulk_create(
        CheckResult(
            evaluation=evaluation,
            code=check.code,
            title=check.title,
            outcome=check.outcome,
            message=check.message,
            evidence=check.evidence,
            docs=check.docs,
        )
        for check in checks
    )


def save_figures(evaluation: Evaluation, figures: list[Figure]) -> None:
    evaluation.figures.all().delete()
    Figure.objects.bulk_create(figures)


def row_of(evaluation: Evaluation, position: int, figure: FigureSpec) -> Figure:
    return Figure(
        evaluation=evaluation,
        key=figure.key,
        position=position,
        title=figure.title,
        reading=figure.reading,
        data=figure.data,
        svg=figure.svg,
        svg_narrow=figure.svg_narrow,
    )

"""An evaluation as JSON: what the API answers, exports hold and clients read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime

from evaluations.answers import answers_of, repair_shown
from evaluations.core.checks.script_texts import SCRIPT_TEXTS
from evaluations.core.script_lint import lint_script
from evaluations.ledger import tries_so_far
from evaluations.models import Answer, CheckResult, Evaluation, Figure, HonestyTest, LockboxOpening
from evaluations.openings import openings_so_far
from evaluations.progress import Progress
from evaluations.shown.agreement import weigh_lockbox
from evaluations.shown.scores import make_score_line, score_entry

Absolute = Callable[[str], str]


def evaluation_brief(evaluation: Evaluation, *, absolute: Absolute) -> dict[str, Any]:
    """Where it is and how it stands: what lists and receipts show."""
    return {
        "id": str(evaluation.pk),
        "url": absolute(evaluation.get_absolute_url()),
        "api_url": absolute(reverse("api_evaluation", args=[evaluation.pk])),
        "status": evaluation.status,
        "stage": evaluation.stage,
        "published_version": evaluation.published_version,
        "created_at": show_time(evaluation.created_at),
        "started_at": show_time(evaluation.started_at),
        "finished_at": show_time(evaluation.finished_at),
    }


def evaluation_document(evaluation: Evaluation, progress: Progress, *, absolute: Absolute) -> dict[str, Any]:
    """Everything about an evaluation, from ``Evaluation.objects.with_everything()``.

    Two queries more at most.

    ``url`` is the page's address. While it runs, ``results`` holds the pipelines that are done.
    """
    return {
        **evaluation_brief(evaluation, absolute=absolute),
        "project": project_of(evaluation, absolute),
        "progress": {"done": progress.done, "total": progress.total, "eta_seconds": progress.eta_seconds},
        "queue_position": progress.queue_position,
        "reason": reason_of(evaluation),
        "protocol": {**evaluation.protocol, "digest": evaluation.protocol_digest},
        "dataset": dataset_of(evaluation),
        "script": script_of(evaluation),
        "results": [row.data for row in evaluation.pipeline_results.all()],
        "best": evaluation.report.get("best"),
        "checks": checks_of(evaluation, absolute),
        "figures": [figure_of(figure) for figure in evaluation.figures.all()],
        "by_hand": evaluation.report.get("by_hand"),
        "honesty": honesty_of(evaluation),
        "guess": evaluation.guess,
        "certainty": evaluation.certainty,
        "tries": tries_so_far(evaluation),
        "lockbox": lockbox_of(evaluation),
        "engine_version": evaluation.engine_version,
        "environment": evaluation.environment,
    }


def show_time(moment: datetime | None) -> str | None:
    return localtime(moment).isoformat().replace("+00:00", "Z") if moment else None


def project_of(evaluation: Evaluation, absolute: Absolute) -> dict[str, str]:
    project = evaluation.project
    return {
        "owner": project.owner.username,
        "slug": project.slug,
        "title": project.title,
        "url": absolute(project.get_absolute_url()),
    }


def reason_of(evaluation: Evaluation) -> dict[str, Any] | None:
    if not evaluation.reason_code:
        return None
    return {
        "code": evaluation.reason_code,
        "message": evaluation.reason_message,
        "hint": evaluation.reason_hint,
        "line": evaluation.reason_line,
        "platform_fault": evaluation.reason_is_platform_fault,
    }


def dataset_of(evaluation: Evaluation) -> dict[str, Any]:
    version = evaluation.dataset_version
    return {"sha256": version.sha256, "rows": version.rows, "columns": len(version.columns)}


def script_of(evaluation: Evaluation) -> dict[str, Any] | None:
    script = evaluation.script
    if script is None:
        return None
    return {
        "version": script.version,
        "form": script.form,
        "sha256": script.sha256,
        "filename": script.filename,
        "printed": evaluation.printed,
        "said": evaluation.said or None,
        "lint": lint_of(script.source, evaluation.protocol["target"]),
    }


def lint_of(source: str, target: str) -> list[dict[str, Any]]:
    """The lines that make a script's own score better than it is, read from its code."""
    return [
        {
            "code": mark.code,
            "line": mark.line,
            "title": SCRIPT_TEXTS[mark.code].title,
            "message": mark.message,
            "outcome": "issue" if mark.is_issue else "tip",
        }
        for mark in lint_script(source, target)
    ]


def checks_of(evaluation: Evaluation, absolute: Absolute) -> list[dict[str, Any]]:
    said = answers_of(evaluation)
    return [check_of(check, said.get(check.code), absolute) for check in evaluation.checks.all()]


def answer_of(answer: Answer, absolute: Absolute) -> dict[str, Any]:
    """``fixed_by``: the page of the evaluation that shows the repair, where readers may open it."""
    shown = repair_shown(answer)
    return {
        "kind": answer.kind,
        "reason": answer.reason,
        "fixed_by": absolute(shown.get_absolute_url()) if shown else None,
        "answered_at": show_time(answer.answered_at),
    }


def check_of(check: CheckResult, answer: Answer | None, absolute: Absolute) -> dict[str, Any]:
    return {
        "code": check.code,
        "title": check.title,
        "outcome": check.outcome,
        "message": check.message,
        "evidence": check.evidence,
        "docs": check.docs,
        "answer": answer_of(answer, absolute) if answer else None,
    }


def figure_of(figure: Figure) -> dict[str, Any]:
    return {
        "key": figure.key,
        "title": figure.title,
        "reading": figure.reading,
        "svg": figure.svg,
        "data": figure.data,
    }


def verdict_of(evaluation: Evaluation, opened: Mapping[str, Any]) -> dict[str, Any] | None:
    """The lockbox beside the cross-validated score; null where one of the two has no interval."""
    protocol, report = evaluation.protocol, evaluation.report
    line = make_score_line(protocol, report["results"], report["best"])
    measured = score_entry(report["results"], report["best"], protocol["primary_metric"])
    return asdict(found) if (found := weigh_lockbox(measured, opened, line)) else None


def honesty_of(evaluation: Evaluation) -> dict[str, Any] | None:
    """Experiments with the script, whose checks (FF8xx) come after the report; null without a script."""
    test: HonestyTest | None = getattr(evaluation, "honesty_test", None)
    if test is None:
        return None
    return {"state": test.state, "folds": evaluation.report.get("script_folds", [])}


def lockbox_of(evaluation: Evaluation) -> dict[str, Any] | None:
    """The primary metric's score on the lockbox rows; null until a published version has it opened."""
    opening: LockboxOpening | None = getattr(evaluation, "lockbox_opening", None)
    if opening is None:
        return None
    score = opening.scores.get(evaluation.protocol["primary_metric"], {})
    return {
        "status": opening.status,
        "pipeline": opening.pipeline,
        "score": score.get("score"),
        "low": score.get("low"),
        "high": score.get("high"),
        "openings": openings_so_far(evaluation),
        "verdict": verdict_of(evaluation, score),
        "reason": opening.reason,
    }

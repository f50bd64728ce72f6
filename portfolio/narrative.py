"""What can be said of a person's work and of a project's state, counted and never praised."""

from __future__ import annotations

from evaluations.figures.numbers import count
from evaluations.figures.text import clean
from evaluations.models import Evaluation
from evaluations.summary import EvaluationSummary

TASKS = {
    "binary": "Two classes",
    "multiclass": "Several classes",
    "regression": "A number",
}


def evidence_sentence(measured: int, beat_baseline: int) -> str:
    """ "3 projects measured; 2 beat their baseline"."""
    if not measured:
        return ""
    if measured == 1:
        beats = "it beats its baseline" if beat_baseline else "it does not clearly beat its baseline"
        return f"1 project measured; {beats}."
    which = {0: "none clearly beats its baseline", measured: f"all {measured} beat their baseline"}
    beats = "1 beats its baseline" if beat_baseline == 1 else f"{beat_baseline} beat their baseline"
    return f"{count(measured, 'project')} measured; {which.get(beat_baseline, beats)}."


def describe_project(question: str, target: str, summary: EvaluationSummary | None) -> str:
    """One line for search engines and previews."""
    asked = clean(question) or f"Predicting {clean(target, 60)}."
    return (
        f"{asked} {summary.plain[:1].upper()}{summary.plain[1:]}, measured by Firstfit." if summary else asked
    )


def say_state(evaluation: Evaluation | None) -> str:
    """Where an unpublished project stands, for its owner's list."""
    if evaluation is None:
        return "not measured yet"
    words = {
        Evaluation.Status.QUEUED: "waiting for a worker",
        Evaluation.Status.RUNNING: "being measured",
        Evaluation.Status.SUCCEEDED: "measured, not published",
        Evaluation.Status.FAILED: "the last evaluation failed",
        Evaluation.Status.CANCELLED: "the last evaluation was cancelled",
    }
    return words[Evaluation.Status(evaluation.status)]

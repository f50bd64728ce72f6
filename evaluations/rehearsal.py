"""A script's first runs, before anything is scored: as it is, where it reads its data, then on a sample.

What they settle is in ``Evaluation.plan``: which model is meant, and how it is given the data.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import asdict, replace

from evaluations import children, lifecycle
from evaluations.children import AsIsRun, ScriptRun
from evaluations.core.as_is_result import AsIsResult
from evaluations.core.contract import PipelineFrame
from evaluations.core.explanations import explain_failure
from evaluations.core.reason import Reason
from evaluations.core.script_form import RUN_AS_IS
from evaluations.lifecycle import Superseded
from evaluations.measurement import Measurement, look_of, source_of
from evaluations.models import Evaluation, SaidFigure
from evaluations.pictures import write_png

Beat = Callable[[], None]
_IN_ONE_PIPELINE = (
    "It was tried on the raw rows and on prepared ones. Put its preparation and the model into one "
    "make_pipeline(…), and leave that in a variable called best_model."
)


class PlatformFault(Exception):
    """Something of ours broke. Tried again, and never counted against the learner."""


def rehearse(evaluation: Evaluation, measurement: Measurement, number: int, beat: Beat) -> None:
    """Fill the plan. Raise ``Superseded`` where the script's fault has ended the evaluation."""
    script = evaluation.script
    if script is None:
        return
    lifecycle.advance(evaluation.pk, number, Evaluation.Stage.SCRIPT)
    if script.form in RUN_AS_IS:
        found = run_whole(evaluation, measurement, number, beat)
        evaluation.plan["pick"] = found.pick and asdict(found.pick)
    tried = children.run_script(measurement.rehearsal_job(source_of(evaluation)), beat)
    if script.form in RUN_AS_IS:
        tried = replace(tried, reason=tried.reason and advise(tried.reason))
    else:
        lifecycle.advance(evaluation.pk, number, Evaluation.Stage.SCRIPT, printed=tried.printed)
    frame = frame_or_end(evaluation.pk, number, tried)
    evaluation.plan |= {"input_mode": frame.input_mode, "look": asdict(look_of(evaluation.dataset_version))}


def run_whole(evaluation: Evaluation, measurement: Measurement, number: int, beat: Beat) -> AsIsResult:
    """Run it as at home and keep what it said, also where it left no model."""
    run = children.run_as_is(measurement.as_is_job(source_of(evaluation)), beat)
    said = describe_result(run.result) if run.result else {}
    lifecycle.advance(evaluation.pk, number, Evaluation.Stage.SCRIPT, printed=run.printed, said=said)
    keep_figures(evaluation, run)
    if run.result is not None and run.reason is None:
        return run.result
    end(evaluation.pk, number, run.reason)
    raise Superseded


def describe_result(result: AsIsResult) -> dict[str, object]:
    """As JSON, for the page and the API: names, notes, and where it stopped."""
    stopped = result.stopped and explain_failure(result.stopped)
    return {
        "model": result.model,
        "name": result.pick.name if result.pick else "",
        "models": list(result.models),
        "notes": list(result.notes),
        "stopped": stopped and {"message": stopped.message, "hint": stopped.hint, "line": stopped.line},
    }


def keep_figures(evaluation: Evaluation, run: AsIsRun) -> None:
    evaluation.said_figures.all().delete()
    drawn = run.result.figures if run.result else ()
    SaidFigure.objects.bulk_create(
        SaidFigure(
            evaluation=evaluation,
            position=position,
            line=figure.line,
            height=figure.pixels.shape[0],
            width=figure.pixels.shape[1],
            png=write_png(figure.pixels),
        )
        for position, figure in enumerate(drawn)
    )


def advise(reason: Reason) -> Reason:
    """What a model that was lifted out of its script needs."""
    if reason.code not in ("script_error", "bad_output"):
        return reason
    return replace(reason, hint=f"{_IN_ONE_PIPELINE}\n{reason.hint}")


def frame_or_end(evaluation_id: uuid.UUID, number: int, run: ScriptRun) -> PipelineFrame:
    """The script's predictions. Without them the learner's fault ends the evaluation; ours is tried again."""
    if run.frame is not None and run.reason is None:
        return run.frame
    end(evaluation_id, number, run.reason)
    raise Superseded


def end(evaluation_id: uuid.UUID, number: int, reason: Reason | None) -> None:
    """Raise ``PlatformFault`` where the fault is ours and another try may help."""
    reason = reason or Reason("crash", "The script gave no predictions.", platform_fault=True)
    if reason.platform_fault and reason.code != "sandbox_unavailable":
        raise PlatformFault(reason.message)
    lifecycle.fail(evaluation_id, number, reason)

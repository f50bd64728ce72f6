"""The scikit-learn estimator beside a by-hand model: planned, measured and compared on the same folds.

It runs as a script that we write ourselves, through the same sandbox and with the same input, so that the two
differ in nothing but the model. It is compared with and never listed among the pipelines: it is no try of the
learner's and no model of ours.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from evaluations import children
from evaluations.children import ScriptRun
from evaluations.core.agreement import compare_by_hand
from evaluations.core.by_hand import TWIN, DeclarationError, Twin, read_declaration
from evaluations.core.contract import ScriptSource
from evaluations.core.environment import decisive_versions
from evaluations.core.outcome import FoldOutcome, score_frame
from evaluations.core.reason import Reason
from evaluations.measurement import SCRIPT, Measurement
from evaluations.models import Evaluation
from projects.models import Script

FILENAME = "twin.py"
RAW, PREPROCESSED = "raw", "preprocessed"
Outcomes = Mapping[str, Mapping[int, FoldOutcome]]


def twin_of(script: Script | None) -> Twin | None:
    """What the script says it re-implements. Uploads with a declaration that says nothing are refused."""
    try:
        return read_declaration(script.source) if script else None
    except (DeclarationError, SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def plan_twin(
    evaluation: Evaluation, measurement: Measurement, input_mode: str | None, beat: Callable[[], None]
) -> dict[str, Any] | None:
    """How the script's twin is measured: ``input_mode`` and ``digest``, or the ``reason`` why it is not."""
    twin = twin_of(evaluation.script)
    if twin is None or input_mode is None:
        return None
    if not twin.fits(measurement.protocol.task):
        return {"reason": asdict(wrong_task(twin, measurement.protocol.task))}
    # Rows as they are where the script takes them so; a matrix where it does, or where only the twin must.
    given = None if input_mode == RAW else PREPROCESSED
    source = ScriptSource(FILENAME, twin.source.encode(), given)
    tried = children.run_script(measurement.rehearsal_job(source), beat)
    if tried.frame is None or tried.reason is not None:
        return {"reason": asdict(why_not(tried))}
    mode = tried.frame.input_mode or PREPROCESSED
    return {"input_mode": mode, "same_input": mode == input_mode, "digest": digest(twin, mode)}


def digest(twin: Twin, input_mode: str) -> str:
    """What its results hang on, as for a script."""
    told = json.dumps([TWIN, twin.source, input_mode, decisive_versions()], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def planned_digests(planned: Mapping[str, Any] | None) -> dict[str, str]:
    return {TWIN: planned["digest"]} if planned and "digest" in planned else {}


def run_twin(
    evaluation: Evaluation, measurement: Measurement, fold: int, beat: Callable[[], None]
) -> ScriptRun:
    """The twin on one fold, under the limits of a script."""
    twin = twin_of(evaluation.script)
    if twin is None:
        raise ValueError(f"the script of {evaluation.pk} names no estimator")
    mode = evaluation.plan["by_hand"]["input_mode"]
    source = ScriptSource(FILENAME, twin.source.encode(), mode)
    return children.run_script(measurement.fold_job(fold, (), source), beat)


def outcome_of(run: ScriptRun, measurement: Measurement, fold: int) -> FoldOutcome:
    """Its scores; where it failed, why: that never ends the evaluation, which is the script's."""
    if run.frame is None or run.reason is not None:
        return FoldOutcome(ok=False, reason=asdict(why_not(run)))
    return score_frame(measurement.protocol, run.frame, measurement.y_test(fold))


def compare_twin(
    evaluation: Evaluation, measurement: Measurement, outcomes: Outcomes
) -> dict[str, Any] | None:
    """``by_hand`` of the report; None for a script that names no estimator."""
    twin, planned = twin_of(evaluation.script), evaluation.plan.get("by_hand")
    if twin is None or planned is None:
        return None
    if TWIN not in outcomes:
        told = {"estimator": twin.name, "call": twin.call, "source": twin.source}
        return {**told, "status": "failed", "reason": planned["reason"]}
    pair = outcomes[SCRIPT], outcomes[TWIN]
    compared = compare_by_hand(measurement.protocol, measurement.split, measurement.y, twin, *pair)
    return {**compared, "input_mode": planned["input_mode"], "same_input": planned["same_input"]}


def wrong_task(twin: Twin, task: str) -> Reason:
    kinds = ("numbers", "classes") if task == "regression" else ("classes", "numbers")
    return Reason(
        "wrong_task",
        f"{twin.name} predicts {kinds[1]}, and here {kinds[0]} are predicted.",
        "Name the estimator for this kind of question, such as KNeighborsClassifier or KNeighborsRegressor.",
    )


def why_not(run: ScriptRun) -> Reason:
    reason = run.reason or Reason("crash", "It gave no predictions.")
    return Reason(
        reason.code,
        f"The estimator that the script names could not be fitted: {reason.message}",
        "Look at the settings in `reimplements`. The score of the script is not affected.",
        platform_fault=reason.platform_fault,
    )

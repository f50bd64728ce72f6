"""One pipeline on one fold, scored: what is stored, reused and summed up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from evaluations.core.contract import Failure, PipelineFrame
from evaluations.core.metrics import score_predictions
from evaluations.core.protocol import Protocol


@dataclass(frozen=True, eq=False)
class FoldOutcome:
    """The result of one pipeline on one fold.

    Parameters
    ----------
    ok : whether there are predictions
    reason : why not: ``{"code", "message"}`` and more where it is known; None when ok
    scores : metric code to value; a metric without a value here is absent
    predicted : (n_test,) class codes or values, in the order of ``Fold.test``
    probabilities : (n_test, n_classes) or None
    decision : (n_test,) or None
    train_scores : scores on rows that the model has seen, or None
    importances : (n_features,) drop of the primary metric, in the order of ``Protocol.features``, or None
    wall_seconds, peak_bytes : of the whole process, measured from outside; for scripts only
    notes : what the model warned of, in words
    """

    ok: bool
    reason: Mapping[str, Any] | None = None
    fit_seconds: float = 0.0
    predict_seconds: float = 0.0
    scores: Mapping[str, float] = field(default_factory=dict)
    predicted: np.ndarray | None = None
    probabilities: np.ndarray | None = None
    decision: np.ndarray | None = None
    train_scores: Mapping[str, float] | None = None
    importances: np.ndarray | None = None
    wall_seconds: float = 0.0
    peak_bytes: int = 0
    notes: Sequence[str] = ()

    @classmethod
    def of_frame(cls, frame: PipelineFrame, scores: Mapping[str, float]) -> FoldOutcome:
        """What a child sent, with the scores that the parent computed from it."""
        return cls(
            ok=True,
            scores=scores,
            fit_seconds=frame.fit_seconds,
            predict_seconds=frame.predict_seconds,
            predicted=frame.predicted,
            probabilities=frame.probabilities,
            decision=frame.decision,
            train_scores=frame.train_scores,
            importances=frame.importances,
            notes=frame.notes,
        )


def score_frame(protocol: Protocol, frame: PipelineFrame, y_test: np.ndarray) -> FoldOutcome:
    """Score what a child predicted; the parent does this, so no child ever reports its own score."""
    if frame.predicted is None:
        return FoldOutcome(ok=False, reason=explain_failure(frame.failure))
    scores = score_predictions(protocol, y_test, frame.predicted, frame.probabilities, frame.decision)
    return FoldOutcome.of_frame(frame, scores)


def explain_failure(failure: Failure | None) -> dict[str, Any]:
    """A standard pipeline's failure as a reason for the page."""
    stage = {"read": "preparing the columns", "fit": "learning", "predict": "predicting"}
    what = "It gave no predictions."
    if failure is not None:
        what = f"It failed while {stage.get(failure.stage, failure.stage)}: {failure.message}"
    return {
        "code": "pipeline_failed",
        "message": what,
        "hint": "The other pipelines are not affected.",
        "platform_fault": False,
    }

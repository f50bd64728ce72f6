"""One fold of the standard pipelines: the preprocessing once, then each model, cheap ones first."""

from __future__ import annotations

import time
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from sklearn import config_context
from sklearn.exceptions import ConvergenceWarning
from threadpoolctl import threadpool_limits

from evaluations.core.contract import Failure, Job, PipelineFrame
from evaluations.core.forests import quicken
from evaluations.core.importance import budget_rows, measure_importances
from evaluations.core.learning_curve import WHOLE, shorten
from evaluations.core.metrics import score_predictions
from evaluations.core.pipelines import STANDARD
from evaluations.core.prediction import Predictions, predict_rows
from evaluations.core.preprocessing import Prepared, prepare
from evaluations.core.protocol import Protocol
from evaluations.core.splitting import Split
from evaluations.core.table import Table

TRAIN_SCORE_ROWS = 500
TRAIN_SCORE_ROWS_OF_NEIGHBOURS = 200  # of a model that looks at all training rows for each


@dataclass
class _Stage:
    """Where a pipeline is, so that a failure can say it."""

    name: str = "fit"


def make_job(
    table: Table,
    y: np.ndarray,
    protocol: Protocol,
    split: Split,
    fold: int,
    pipelines: tuple[str, ...],
    percent: int = WHOLE,
) -> Job:
    """The standard job of one fold; ``y`` has a value for every row of the table (NaN where not usable).

    ``percent`` of the training rows are learnt from, for the learning curve.
    """
    rows, features = split.folds[fold], table.select(protocol.features)
    train = shorten(rows.train, percent)
    return Job(
        kind="standard",
        protocol=protocol,
        train=features.take(train),
        y_train=y[train],
        test=features.take(rows.test),
        y_test=y[rows.test],
        pipelines=pipelines,
        fold=fold,
        seed=protocol.seed,
        extras=fold < protocol.n_splits and percent == WHOLE,
    )


def run_standard_fold(job: Job) -> Iterator[PipelineFrame]:
    """Fit and predict each pipeline of a standard job, one frame each, failures included.

    One thread a fit: on small data more threads only wait for each other. What a model warns of comes with
    its frame.
    """
    skip = config_context(skip_parameter_validation=True)  # ours are right: the tests build each
    with threadpool_limits(limits=1), skip, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            prepared = prepare(job.train, job.test)
        except Exception as error:  # noqa: BLE001 - whatever the data do to the preprocessing is reported
            yield from (_failed(code, "read", error) for code in _ordered(job))
            return
        for code in _ordered(job):
            yield _run_pipeline(job, code, prepared)


def _ordered(job: Job) -> list[str]:
    return sorted(job.pipelines, key=list(STANDARD).index)


def _run_pipeline(job: Job, code: str, prepared: Prepared) -> PipelineFrame:
    stage = _Stage()
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.resetwarnings()  # for each tree of a forest joblib builds all filters again
            warnings.simplefilter("always")
            frame = _fit_and_predict(job, code, prepared, stage)
        return replace(frame, notes=explain_warnings(caught))
    except Exception as error:  # noqa: BLE001 - a pipeline that fails is reported, the others go on
        return _failed(code, stage.name, error)


def explain_warnings(caught: Sequence[warnings.WarningMessage]) -> tuple[str, ...]:
    """What scikit-learn warned its user of, in words, each once. What concerns programmers is left out."""
    ours = (FutureWarning, DeprecationWarning, RuntimeWarning)
    kinds = [(one.category, str(one.message)) for one in caught if not issubclass(one.category, ours)]
    return tuple(dict.fromkeys(_word_warning(category, text) for category, text in kinds))


def _word_warning(category: type[Warning], text: str) -> str:
    if issubclass(category, ConvergenceWarning):
        return "It stopped before it had converged: with more steps its score could change."
    return f"scikit-learn warned: {text.split(chr(10))[0][:150]}"


def _fit_and_predict(job: Job, code: str, prepared: Prepared, stage: _Stage) -> PipelineFrame:
    n_classes = len(job.protocol.classes)
    # One seed for all folds, as in a plain cross_validate: anybody can get the same numbers again.
    model: Any = quicken(STANDARD[code].build(job.protocol.task, job.protocol.seed))
    started = time.perf_counter()
    model.fit(prepared.train, job.y_train.astype(int) if n_classes else job.y_train)
    fitted = time.perf_counter()
    stage.name = "predict"
    predict = partial(predict_rows, model, n_classes=n_classes)
    told = predict(prepared.test)
    predicted = time.perf_counter()
    if not told.finite:
        raise ValueError(
            "its predictions are not finite numbers: a column is enormous, or no column varies in these rows"
        )
    return PipelineFrame(
        pipeline=code,
        ok=True,
        predicted=told.predicted,
        probabilities=told.probabilities,
        decision=told.decision,
        fit_seconds=fitted - started,
        predict_seconds=predicted - fitted,
        train_scores=_score_train(job, code, prepared, predict) if job.extras else None,
        importances=_importances(job, code, prepared, predict, told) if job.extras else None,
    )


def _score_train(job: Job, code: str, prepared: Prepared, predict: partial[Predictions]) -> dict[str, float]:
    """Scores on rows that the model has seen: the gap to the test rows shows memorising."""
    rows = TRAIN_SCORE_ROWS_OF_NEIGHBOURS if STANDARD[code].asks_training_rows else TRAIN_SCORE_ROWS
    sample = slice(0, rows)
    told = predict(prepared.train[sample])
    return score_predictions(
        job.protocol, job.y_train[sample], told.predicted, told.probabilities, told.decision
    )


def _importances(
    job: Job, code: str, prepared: Prepared, predict: partial[Predictions], told: Predictions
) -> np.ndarray | None:
    pipeline = STANDARD[code]
    if job.y_test is None or not pipeline.importance_rows:
        return None
    n_train = len(prepared.train) if pipeline.asks_training_rows else None
    return measure_importances(
        job.protocol,
        predict,
        told,
        prepared.test,
        job.y_test,
        prepared.groups,
        budget_rows(pipeline.importance_rows, len(prepared.groups), n_train),
        job.seed,
    )


def _failed(code: str, stage: str, error: Exception) -> PipelineFrame:
    failure = Failure(stage=stage, type=type(error).__name__, message=str(error)[:500])
    return PipelineFrame(pipeline=code, ok=False, failure=failure)

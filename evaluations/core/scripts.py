"""Fitting a learner's model on one fold. Runs inside a confined child; the parent's half is ``explain``.

The model is given the raw rows as a DataFrame first, as on the learner's own machine. Where it cannot take
them, a fresh one gets the standard preprocessing as a matrix; of a pipeline that a whole script left behind,
its last step alone may. A rehearsal on a sample decides that once for all folds.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
from pandas.errors import InvalidIndexError

from evaluations.core.as_is import rebuild, run_again
from evaluations.core.contract import Job, PipelineFrame, ScriptSource
from evaluations.core.fit_watch import Enough
from evaluations.core.model_search import last_step, unfitted
from evaluations.core.own_columns import OWN, measure_own
from evaluations.core.own_file import mix_file
from evaluations.core.preprocessing import prepare
from evaluations.core.script_failures import describe_failure
from evaluations.core.script_module import compile_script, find_model, is_library_estimator, load_script
from evaluations.core.script_output import (
    decode_classes,
    read_codes,
    read_decision,
    read_probabilities,
    read_values,
)
from evaluations.core.script_surroundings import surroundings
from evaluations.core.seeding import seed_everything
from evaluations.core.table import Table

PIPELINE, LAST_STEP = "script", "last_step"
REHEARSAL_ROWS = 300
_ROWS_OF_EACH_CLASS = 5
# What a model says when it cannot take rows of this shape, rather than being wrong in itself.
DATA_ERRORS = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    InvalidIndexError,
)


@dataclass
class _Progress:
    """Where the run is and what it has met, for the report when it ends badly."""

    stage: str = "read"
    mode: str | None = None
    model: str | None = None


@dataclass(frozen=True)
class _Trial:
    """One way of giving the data to the model."""

    mode: str
    rows: np.ndarray  # of the training table


def run_script(job: Job) -> PipelineFrame:
    """Exactly one frame, whatever the script does short of killing its process."""
    script = job.script
    if script is None:
        raise ValueError("this job has no script")
    progress = _Progress()
    try:
        return _run(job, script, progress)
    except BaseException as error:  # noqa: BLE001 - sys.exit and every other way out are told to the learner
        return _failed(error, script.filename, progress)


def _run(job: Job, script: ScriptSource, progress: _Progress) -> PipelineFrame:
    with surroundings(job.file, job.train, script.filename, script.source, target=job.protocol.target):
        build = _load(script, progress)
    if script.pick is not None and script.input_mode in (None, OWN) and job.file is not None:
        try:
            progress.mode, progress.stage = OWN, "fit"
            return _run_own(job, script, build)
        except Exception:
            if script.input_mode == OWN:
                raise
            seed_everything(job.seed)
    with surroundings(job.file, job.train, script.filename, script.source, target=job.protocol.target):
        errors: dict[str, tuple[Exception, str]] = {}
        for trial in _plan(job, script):
            model = _shape(build(), trial.mode)
            if model is None:
                continue
            progress.model, progress.mode, progress.stage = type(model).__name__, trial.mode, "fit"
            try:
                return _fit_and_predict(job, model, trial, progress)
            except DATA_ERRORS as error:
                errors[trial.mode] = (error, progress.stage)
    telling = _telling_mode(script, build())
    told, progress.stage = errors.get(telling) or next(iter(errors.values()))
    raise told


def _run_own(job: Job, script: ScriptSource, build: Callable[[], Any]) -> PipelineFrame:
    """The model on the columns that the script makes itself, of training and test rows in one file."""
    file, rows = mix_file(job)

    def run() -> ModuleType:
        with surroundings(file, rows, script.filename, script.source, target=job.protocol.target):
            return run_again(script, Enough)

    seed_everything(job.seed)
    return measure_own(job, script, build, run)


def _load(script: ScriptSource, progress: _Progress) -> Callable[[], Any]:
    """A function that gives a fresh model, by the script's own word or by the pick."""
    code = compile_script(script.source, script.filename)
    progress.stage = "import"
    if script.pick is not None:
        return rebuild(script)
    return find_model_of(load_script(code, script.source, script.filename), progress)


def _shape(model: Any, mode: str) -> Any | None:
    """The model as this mode wants it; None where there is no such part of it."""
    if mode != LAST_STEP:
        return model
    step = last_step(model)
    return None if step is None else unfitted(step)


def _telling_mode(script: ScriptSource, model: Any) -> str:
    """The way of giving the data whose error says most: a picked model was not made for the raw rows."""
    made_for_raw = last_step(model) is not None if script.pick else is_library_estimator(model)
    return "raw" if made_for_raw else "preprocessed"


def find_model_of(module: ModuleType, progress: _Progress) -> Callable[[], Any]:
    """Like ``find_model``; a model that cannot be built is reported as that."""
    progress.stage = "model"
    build = find_model(module)

    def build_again() -> Any:
        progress.stage = "model"
        return build()

    return build_again


def _plan(job: Job, script: ScriptSource) -> list[_Trial]:
    everything = np.arange(job.train.n_rows)
    wanted = ("raw", "preprocessed", LAST_STEP) if script.pick else ("raw", "preprocessed")
    modes = [script.input_mode] if script.input_mode else wanted
    sample = pick_rehearsal_rows(job) if job.kind == "rehearsal" else everything
    trials = [_Trial(mode, sample) for mode in modes]
    if len(sample) < len(everything):  # the sample may be what it cannot take: 500 neighbours of 300 rows
        trials += [_Trial(mode, everything) for mode in modes]
    return trials


def pick_rehearsal_rows(job: Job) -> np.ndarray:
    """At most ``REHEARSAL_ROWS`` training rows: some of each class, a gap of each column, the rest drawn."""
    n_rows = job.train.n_rows
    if n_rows <= REHEARSAL_ROWS:
        return np.arange(n_rows)
    order = np.random.default_rng(job.seed).permutation(n_rows)
    wanted = []
    if job.protocol.is_classification:
        codes = job.y_train[order]
        wanted += [order[codes == code][:_ROWS_OF_EACH_CLASS] for code in np.unique(codes)]
    wanted += [order[column.missing[order]][:1] for column in job.train]
    first_seen = dict.fromkeys(np.concatenate([*wanted, order]).tolist())
    return np.sort(np.array(list(first_seen)[:REHEARSAL_ROWS]))


def _fit_and_predict(job: Job, model: Any, trial: _Trial, progress: _Progress) -> PipelineFrame:
    y_codes = job.y_train[trial.rows]
    labels = decode_classes(job.protocol.classes)
    train, test = _inputs(job.train.take(trial.rows), job.test, trial.mode)
    y = labels[y_codes.astype(int)] if job.protocol.is_classification else y_codes
    seed_everything(job.seed)
    started = time.perf_counter()
    model.fit(train, _as_series(y, job.protocol.target) if trial.mode == "raw" else y)
    fitted = time.perf_counter()
    progress.stage = "predict"
    predicted = model.predict(test)
    ended = time.perf_counter()
    progress.stage = "output"
    frame = partial(
        PipelineFrame,
        pipeline=PIPELINE,
        ok=True,
        fit_seconds=fitted - started,
        predict_seconds=ended - fitted,
        input_mode=trial.mode,
        model=progress.model,
    )
    n_rows, present = job.test.n_rows, np.unique(y_codes)
    if not job.protocol.is_classification:
        return frame(predicted=read_values(predicted, n_rows))
    return frame(
        predicted=read_codes(predicted, n_rows, labels),
        probabilities=read_probabilities(model, test, present, labels),
        decision=read_decision(model, test, present, labels),
    )


def _inputs(train: Table, test: Table, mode: str) -> tuple[Any, Any]:
    if mode == "raw":
        return train.to_frame(), test.to_frame()
    prepared = prepare(train, test)
    return prepared.train, prepared.test


def _as_series(y: np.ndarray, name: str) -> pd.Series:
    return pd.Series(y, name=name, dtype="str" if y.dtype == object else None)


def _failed(error: BaseException, filename: str, progress: _Progress) -> PipelineFrame:
    failure = describe_failure(error, filename, progress.stage)
    return PipelineFrame(PIPELINE, ok=False, failure=failure, input_mode=progress.mode, model=progress.model)

"""Fitting a learner's model on one fold. Runs inside a confined child; the parent's half is ``explain``.

The model is given the raw rows as a DataFrame first, as on the learner's own machine. Where it cannot take
them, a fresh one gets the standard preprocessing as a matrix. A rehearsal on a sample decides that once for
all folds.
"""

from __future__ import annotations

import linecache
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
from pandas.errors import InvalidIndexError

from evaluations.core.contract import Failure, Job, PipelineFrame, ScriptSource
from evaluations.core.preprocessing import prepare
from evaluations.core.script_module import compile_script, find_model, is_library_estimator, load_script
from evaluations.core.script_output import (
    decode_classes,
    read_codes,
    read_decision,
    read_probabilities,
    read_values,
)
from evaluations.core.seeding import seed_everything
from evaluations.core.table import Table

PIPELINE = "script"
REHEARSAL_ROWS = 300
_ROWS_OF_EACH_CLASS = 5
_TRACEBACK_PLACES = 5
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
    code = compile_script(script.source, script.filename)
    progress.stage = "import"
    module = load_script(code, script.source, script.filename)
    build = find_model_of(module, progress)
    errors: dict[str, tuple[Exception, str]] = {}
    for trial in _plan(job, script):
        model = build()
        progress.model, progress.mode, progress.stage = type(model).__name__, trial.mode, "fit"
        try:
            return _fit_and_predict(job, model, trial, progress)
        except DATA_ERRORS as error:
            errors[trial.mode] = (error, progress.stage)
    telling = "raw" if is_library_estimator(model) else "preprocessed"
    told, progress.stage = errors.get(telling) or next(iter(errors.values()))
    raise told


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
    modes = [script.input_mode] if script.input_mode else ["raw", "preprocessed"]
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
    places = _places(error, filename)
    line = places[-1][0] if places else None
    shown = tuple(f"line {number}, in {name}: {text}" for number, name, text in places[-_TRACEBACK_PLACES:])
    if isinstance(error, SyntaxError) and error.filename == filename:
        line, shown = error.lineno, (error.text or "", f"{' ' * ((error.offset or 1) - 1)}^")
    errno = getattr(error, "errno", None)
    failure = Failure(progress.stage, type(error).__name__, _words(error), line, shown, errno)
    return PipelineFrame(PIPELINE, ok=False, failure=failure, input_mode=progress.mode, model=progress.model)


def _places(error: BaseException, filename: str) -> list[tuple[int, str, str]]:
    """(line, function, code) of the frames in the learner's own file, outermost first."""
    own = [
        (number, frame.f_code.co_name)
        for frame, number in traceback.walk_tb(error.__traceback__)
        if frame.f_code.co_filename == filename
    ][-_TRACEBACK_PLACES:]
    return [(number, name, linecache.getline(filename, number).strip()) for number, name in own]


def _words(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # noqa: BLE001 - it is the learner's own exception, and may do anything
        return ""

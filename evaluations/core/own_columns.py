"""Measuring a whole script's model on the columns that the script makes itself. Runs inside a confined child.

The script runs a second time, on training and test rows in one file, the labels of the test rows drawn by lot
(``own_file``). What the model is fitted on and asked about is taken from that run; the model itself, with all
that was chosen for it, comes from the run on training rows alone. A fresh one is fitted on the training rows.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from evaluations.core.contract import Job, PipelineFrame, ScriptSource
from evaluations.core.fit_watch import Fit, FitWatch
from evaluations.core.label_code import LabelCode
from evaluations.core.model_search import settings_of
from evaluations.core.row_book import RowBook
from evaluations.core.script_output import read_codes, read_decision, read_probabilities, read_values

OWN = "own"
_LEAST_SHARE = 0.5  # of the test rows must come through the script's own cleaning
Run = Callable[[], ModuleType]


class OwnColumnsError(LookupError):
    """What the script fits cannot be followed row by row; another way of giving it the data is tried."""


@dataclass(frozen=True)
class Rows:
    """What the model is fitted on, and what it is asked; ``rows`` and ``asked`` say which those are."""

    X: Any
    y: Any
    rows: np.ndarray
    X_test: Any
    asked: np.ndarray
    extra: tuple[tuple[Any, ...], dict[str, Any]]


def measure_own(job: Job, script: ScriptSource, build: Callable[[], Any], run: Run) -> PipelineFrame:
    """``build`` gives the model, ``run`` runs the script, watched.

    Raise ``OwnColumnsError``, or what the model raised.
    """
    wanted = build()
    classes = job.protocol.classes if job.protocol.is_classification else ()
    book = RowBook(job.y_train, job.test.n_rows, classes, script.filename)
    watch = FitWatch(book, script.filename, lambda model: is_like(model, wanted))
    with _in_front(watch):
        module = run()
    found = _arrange(_choose(watch, wanted), book, vars(module))
    code = LabelCode.learn(book.y[found.rows], np.asarray(found.y), classes)
    _refuse_answers(found, book)
    model, began = build(), time.perf_counter()
    model.fit(found.X, found.y, *found.extra[0], **found.extra[1])
    fitted = time.perf_counter()
    frame = _predict(job, model, found, code)
    ended = time.perf_counter()
    return PipelineFrame(
        "script",
        ok=True,
        fit_seconds=fitted - began,
        predict_seconds=ended - fitted,
        input_mode=OWN,
        model=type(wanted).__name__,
        **frame,
    )


@contextlib.contextmanager
def _in_front(watch: FitWatch) -> Iterator[None]:
    """What is replaced is put back as it stood in its class or module, descriptors and all."""
    replaced: list[tuple[Any, str, Any]] = []

    def replace(owner: Any, name: str, value: Any) -> None:
        replaced.append((owner, name, vars(owner)[name]))
        setattr(owner, name, value)

    try:
        watch.redirect(replace)
        yield
    finally:
        for owner, name, value in reversed(replaced):
            setattr(owner, name, value)


def is_like(model: Any, wanted: Any) -> bool:
    """Of the same class (by name: the class may have been made again) and with the same settings."""
    if type(model).__qualname__ != type(wanted).__qualname__:
        return False
    return repr(settings_of(model)) == repr(settings_of(wanted))


def _choose(watch: FitWatch, wanted: Any) -> Fit:
    kind = type(wanted).__qualname__
    alike = [fit for fit in watch.fits if is_like(fit.model, wanted)]
    of_kind = [fit for fit in watch.fits if type(fit.model).__qualname__ == kind]
    searched = [fit for fit in watch.fits if type(getattr(fit.model, "estimator", None)).__qualname__ == kind]
    for found in (alike, of_kind, searched):
        if found:
            return found[-1]
    raise OwnColumnsError("no fit of the model on known rows was seen")


def _arrange(fit: Fit, book: RowBook, names: Mapping[str, Any]) -> Rows:
    learned = np.flatnonzero(~book.is_test(fit.rows))
    held = np.flatnonzero(book.is_test(fit.rows))
    if len(learned) < 2:
        raise OwnColumnsError("none of the training rows are fitted on")
    parts = [(fit.X, fit.rows)] if len(held) else []
    parts += fit.asked or ([] if len(held) else list(_variables(fit, book, names)))
    X_test, asked = _gather([(X, rows) for X, rows in parts if book.is_test(rows).any()], book)
    if len(asked) < _LEAST_SHARE * (book.n - book.n_train):
        raise OwnColumnsError("the test rows do not come through the script's own preparation")
    if not len(held):
        return Rows(fit.X, fit.y, fit.rows, X_test, asked, fit.extra)
    return Rows(take(fit.X, learned), take(fit.y, learned), fit.rows[learned], X_test, asked, ((), {}))


def _variables(fit: Fit, book: RowBook, names: Mapping[str, Any]) -> list[tuple[Any, np.ndarray]]:
    """Tables of test rows with the columns that were fitted on: what is left of a split."""
    width = _width(fit.X)
    found = []
    for value in names.values():
        if isinstance(value, pd.DataFrame | np.ndarray) and value.ndim == 2 and _width(value) == width:
            rows = book.rows_of(value)
            if rows is not None and book.is_test(rows).all() and type(value) is type(fit.X):
                found.append((value, rows))
    return found[-1:]


def _gather(parts: list[tuple[Any, np.ndarray]], book: RowBook) -> tuple[Any, np.ndarray]:
    """Each test row once, of what was seen last; they lie one after the other."""
    taken: list[Any] = []
    asked: list[np.ndarray] = []
    for X, rows in reversed(parts):
        known = np.concatenate([np.arange(0), *asked])
        _, first = np.unique(rows, return_index=True)
        places = np.sort(first[book.is_test(rows[first]) & ~np.isin(rows[first], known)])
        if len(places):
            taken.append(take(X, places))
            asked.append(rows[places])
    if not taken:
        raise OwnColumnsError("the model is never asked about the test rows")
    try:
        return _join(taken), np.concatenate(asked) - book.n_train
    except (ValueError, TypeError) as error:
        raise OwnColumnsError(str(error)) from error


def _refuse_answers(found: Rows, book: RowBook) -> None:
    """A column that is the label itself holds a drawn one in test rows: only the lot would be measured."""
    classes = book.classes
    for values in _columns(found.X):
        try:
            LabelCode.learn(book.y[found.rows], values, classes)
        except (ValueError, TypeError):
            continue
        raise OwnColumnsError("the target is among the columns")


def _predict(job: Job, model: Any, found: Rows, code: LabelCode) -> dict[str, Any]:
    n, y = job.test.n_rows, job.y_train
    asked, n_asked = found.asked, len(found.asked)
    told = model.predict(found.X_test)
    notes: tuple[str, ...] = ()
    if n_asked < n:
        left = f"The script leaves out {n - n_asked} of {n} test rows; they count as the commonest answer."
        notes = (left if code.labels is not None else left.replace("commonest", "middle"),)
    if code.labels is None:
        predicted = np.full(n, float(np.median(y)))
        predicted[asked] = read_values(code.back(read_values(told, n_asked)), n_asked)
        return {"predicted": predicted, "notes": notes}
    shares = np.bincount(y.astype(int), minlength=len(code.labels)) / len(y)
    present = np.unique(job.y_train[found.rows])
    predicted = np.full(n, float(shares.argmax()))
    predicted[asked] = read_codes(told, n_asked, code.labels)
    probabilities = read_probabilities(model, found.X_test, present, code.labels)
    decision = read_decision(model, found.X_test, present, code.labels)
    if probabilities is not None:
        whole = np.tile(shares, (n, 1))
        whole[asked] = probabilities
        probabilities = whole
    if decision is not None:
        decision = decision[np.argsort(asked)] if n_asked == n else None
    return {"predicted": predicted, "probabilities": probabilities, "decision": decision, "notes": notes}


def take(x: Any, places: np.ndarray) -> Any:
    if isinstance(x, pd.DataFrame | pd.Series):
        return x.iloc[places]
    return [x[place] for place in places] if isinstance(x, list | tuple) else x[places]


def _join(parts: list[Any]) -> Any:
    if len(parts) == 1:
        return parts[0]
    if isinstance(parts[0], pd.DataFrame | pd.Series):
        return pd.concat(parts)
    return sparse.vstack(parts) if sparse.issparse(parts[0]) else np.concatenate(parts)


def _width(x: Any) -> int:
    shape: tuple[int, ...] = getattr(x, "shape", ())
    return shape[1] if len(shape) > 1 else 1


def _columns(X: Any) -> list[np.ndarray]:
    if isinstance(X, pd.DataFrame):
        return [X.iloc[:, place].to_numpy() for place in range(X.shape[1])]
    if isinstance(X, np.ndarray) and X.ndim == 2:
        return list(X.T)
    return []

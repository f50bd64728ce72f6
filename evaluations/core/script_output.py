"""What a learner's model predicts, checked and turned into codes or values. Runs inside the child."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

_TRUTH = {"True": True, "False": False, "TRUE": True, "FALSE": False, "true": True, "false": False}
_NUMBER_KINDS = "fiub"
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,16}")
_SHOWN_LABELS = 6
_SUM_TOLERANCE = 1e-3


class OutputError(ValueError):
    """``predict`` gave back something that is no prediction for each row."""


def decode_classes(classes: Sequence[str]) -> np.ndarray:
    """The labels as ``pandas.read_csv`` would have given them: integers, floats, booleans or strings."""
    for convert in (_as_integer, _as_float, _TRUTH.get):
        decoded = [convert(label) for label in classes]
        if None not in decoded:
            return np.array(decoded)
    return np.array(classes, dtype=object)


def read_values(predicted: Any, n_rows: int) -> np.ndarray:
    """float64 (n_rows,) of a regression. Raise ``OutputError``."""
    return _finite_numbers(_one_each(predicted, n_rows))


def read_codes(predicted: Any, n_rows: int, labels: np.ndarray) -> np.ndarray:
    """float64 (n_rows,): the place of each predicted label in ``labels``. Raise ``OutputError``."""
    given = _one_each(predicted, n_rows)
    if labels.dtype == object:
        return _string_codes(given, labels)
    values = _finite_numbers(given)
    known = {float(label): code for code, label in enumerate(labels)}
    return _codes([known.get(float(value)) for value in values], given, labels)


def read_probabilities(model: Any, X: Any, present: np.ndarray, labels: np.ndarray) -> np.ndarray | None:
    """(n_rows, n_classes) from ``predict_proba``, or None where there is none that makes sense.

    Columns are ``classes_`` where the model has it, else the labels ``present`` (codes, sorted) in training.
    One column of two classes is taken for the last one's.
    """
    told = _ask(model, "predict_proba", X)
    if told is None:
        return None
    if told.ndim == 1 and len(present) == 2:
        told = np.column_stack([1 - told, told])
    if told.shape != (_count(X), len(present)) or not _are_probabilities(told):
        return None
    order = _column_order(model, present, labels)
    if order is None:
        return None
    probabilities = np.zeros((_count(X), len(labels)))
    probabilities[:, order] = told
    return probabilities


def read_decision(model: Any, X: Any, present: np.ndarray, labels: np.ndarray) -> np.ndarray | None:
    """(n_rows,) from ``decision_function`` of a two-class model, higher for the last class, or None."""
    if len(labels) != 2 or len(present) != 2:
        return None
    told = _ask(model, "decision_function", X)
    order = _column_order(model, present, labels)
    if told is None or told.shape != (_count(X),) or order is None:
        return None
    return told if order[0] < order[1] else -told


def _count(X: Any) -> int:
    return int(X.shape[0]) if hasattr(X, "shape") else len(X)  # a sparse matrix has no length


def _one_each(predicted: Any, n_rows: int) -> np.ndarray:
    if predicted is None:
        raise OutputError("predict() returned None. Did you forget `return`?")
    try:
        given = np.asarray(predicted)
    except ValueError as error:
        raise OutputError(
            "predict() returned rows of unequal length; expected one value for each row"
        ) from error
    if given.ndim == 0:
        raise OutputError(f"predict() returned a {type(predicted).__name__}; expected {n_rows} values")
    if given.shape == (n_rows, 1):
        given = given.ravel()
    if given.shape != (n_rows,):
        raise OutputError(
            f"predict() returned shape {given.shape}; expected ({n_rows},), one value for each row"
        )
    return given


def _finite_numbers(given: np.ndarray) -> np.ndarray:
    if given.dtype.kind == "O":
        given = _unboxed(given)
    if given.dtype.kind not in _NUMBER_KINDS:
        raise OutputError(f"predict() returned {_kind_name(given)}; expected numbers")
    values = given.astype(np.float64)
    wrong = int((~np.isfinite(values)).sum())
    if wrong:
        raise OutputError(f"{wrong} predictions are NaN or infinite")
    return values


def _unboxed(given: np.ndarray) -> np.ndarray:
    numbers = (int, float, np.integer, np.floating, np.bool_)
    odd = next((value for value in given if not isinstance(value, numbers)), None)
    if odd is not None or any(value is None for value in given):
        raise OutputError(f"predict() returned {type(odd).__name__} objects; expected numbers")
    return np.array([float(value) for value in given])


def _string_codes(given: np.ndarray, labels: np.ndarray) -> np.ndarray:
    known = {str(label): code for code, label in enumerate(labels)}
    return _codes([known.get(value) if isinstance(value, str) else None for value in given], given, labels)


def _codes(found: list[int | None], given: np.ndarray, labels: np.ndarray) -> np.ndarray:
    if None in found:
        odd = given[found.index(None)]
        listed = ", ".join(str(label) for label in labels[:_SHOWN_LABELS])
        more = ", …" if len(labels) > _SHOWN_LABELS else ""
        shown = f"{str(odd)!r:.60}" if isinstance(odd, str) else f"{odd!s:.60}"
        raise OutputError(f"predict() returned {shown}, which is not one of the labels: {listed}{more}")
    return np.array(found, dtype=np.float64)


def _ask(model: Any, method: str, X: Any) -> np.ndarray | None:
    """A numeric answer, or None: what is extra may be missing or broken, and costs nobody the result."""
    try:
        told = np.asarray(getattr(model, method)(X))
        usable = told.dtype.kind in _NUMBER_KINDS and bool(np.isfinite(told).all())
        return told.astype(np.float64) if usable else None
    except Exception:  # noqa: BLE001 - see above
        return None


def _are_probabilities(told: np.ndarray) -> bool:
    in_range = bool(((told >= -_SUM_TOLERANCE) & (told <= 1 + _SUM_TOLERANCE)).all())
    return in_range and bool(np.allclose(told.sum(axis=1), 1, atol=_SUM_TOLERANCE))


def _column_order(model: Any, present: np.ndarray, labels: np.ndarray) -> np.ndarray | None:
    """Code of each column; None when the model names other classes than it was shown."""
    named = getattr(model, "classes_", None)
    if named is None:
        return present.astype(int)
    try:
        order = read_codes(named, len(present), labels).astype(int)
    except (OutputError, TypeError):
        return None
    return order if set(order) == set(present.astype(int)) else None


def _kind_name(given: np.ndarray) -> str:
    return {"U": "text", "S": "bytes", "c": "complex numbers"}.get(given.dtype.kind, f"dtype {given.dtype}")


def _as_integer(label: str) -> int | None:
    """None for what an integer would not be written as: 007, +1, 1e3."""
    return int(label) if _INTEGER.fullmatch(label) else None


def _as_float(label: str) -> float | None:
    try:
        value = float(label)
    except ValueError:
        return None
    return value if np.isfinite(value) else None

"""What a fitted model says about rows, in the shapes that scores are computed from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import expit
from sklearn.ensemble import HistGradientBoostingClassifier


@dataclass(frozen=True)
class Predictions:
    """``predicted`` (n,), ``probabilities`` (n, n_classes) or None, ``decision`` (n,) or None (binary)."""

    predicted: np.ndarray
    probabilities: np.ndarray | None = None
    decision: np.ndarray | None = None

    def __getitem__(self, rows: slice | np.ndarray) -> Predictions:
        probabilities = None if self.probabilities is None else self.probabilities[rows]
        decision = None if self.decision is None else self.decision[rows]
        return Predictions(self.predicted[rows], probabilities, decision)

    @property
    def finite(self) -> bool:
        parts = (self.predicted, self.probabilities, self.decision)
        return all(bool(np.isfinite(part).all()) for part in parts if part is not None)


def predict_rows(model: Any, X: np.ndarray, n_classes: int) -> Predictions:
    """Ask the model once and derive the rest; ``n_classes`` is 0 for regression.

    The labels, probabilities and decision values are those of the model's own methods.
    """
    if n_classes == 0:
        return Predictions(np.asarray(model.predict(X), dtype=np.float64))
    known = np.asarray(model.classes_).astype(int)  # a fold may lack a class
    decision = _decide(model, X, n_classes, known)
    probabilities = _estimate(model, X, n_classes, known, decision)
    if decision is not None:
        predicted = known[(decision > 0).astype(int)]
    elif probabilities is not None:
        predicted = probabilities.argmax(axis=1)
    else:
        predicted = model.predict(X)
    return Predictions(np.asarray(predicted, dtype=np.float64), probabilities, decision)


def _decide(model: Any, X: np.ndarray, n_classes: int, known: np.ndarray) -> np.ndarray | None:
    if n_classes != 2 or len(known) != 2 or not hasattr(model, "decision_function"):
        return None
    return np.asarray(model.decision_function(X))


def _estimate(
    model: Any, X: np.ndarray, n_classes: int, known: np.ndarray, decision: np.ndarray | None
) -> np.ndarray | None:
    if decision is not None and isinstance(model, HistGradientBoostingClassifier):
        positive = expit(decision)  # its predict_proba walks all trees again to arrive at the same
        return np.column_stack([1 - positive, positive])
    if not hasattr(model, "predict_proba"):
        return None
    probabilities = np.zeros((len(X), n_classes))
    probabilities[:, known] = model.predict_proba(X)
    return probabilities

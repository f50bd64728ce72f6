"""Targets that the numeric columns add or multiply up to, exactly."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from evaluations.core.checks.base import CheckContext, Finding, name_columns, percent
from evaluations.core.table import Column

EXACT = 0.9999
NEARLY = 0.999  # enough where the parts count alike: they were rounded
SIGNIFICANT = 0.01  # of the target's spread
ALIKE = 0.05  # how far weights of one size may differ, as a share
ROUND = 1e-3  # how near to a round weight, as a share of it
MOST_MISSING = 0.4
MIN_ROWS = 20


def find_sums(context: CheckContext) -> Finding:
    if context.protocol.is_classification:
        return Finding("not_applicable", "The target is a class, not a number.")
    numbers = [c for c in context.features if c.is_number and c.missing.mean() <= MOST_MISSING]
    known = ~np.any([column.missing for column in numbers], axis=0) if numbers else np.zeros(0, bool)
    if not numbers or known.sum() < max(MIN_ROWS, 2 * len(numbers) + 10):
        return Finding("not_applicable", "There are too few complete numeric columns or too few rows.")
    X, y = np.column_stack([column.values[known] for column in numbers]), context.y[known]
    explained, weights = fit_linearly(X, y)
    parts = np.flatnonzero(np.abs(weights) * X.std(axis=0) > SIGNIFICANT * y.std())
    rounded = explained >= NEARLY and len(parts) > 1 and are_alike(weights[parts])
    if explained >= EXACT or rounded:
        named = {numbers[at].name: float(f"{weights[at]:.4g}") for at in parts}
        return _tell_sum(context, named, are_simple(weights[parts]), explained)
    found = _find_product(context, numbers, X, y)
    if found is not None:
        return found
    fact = f"The numeric columns explain {percent(max(explained, 0.0))} of the target by adding up."
    return Finding("passed", fact, {"explained": round(explained, 6)})


def fit_linearly(X: np.ndarray, y: np.ndarray) -> tuple[float, np.ndarray]:
    """(R² of least squares, the weight of each column in its own unit)."""
    spread = np.where(X.std(axis=0) > 0, X.std(axis=0), 1)
    scaled, centred = (X - X.mean(axis=0)) / spread, y - y.mean()
    total = float(centred @ centred)
    if not total or not np.isfinite(scaled).all():
        return 0.0, np.zeros(X.shape[1])
    weights, *_ = np.linalg.lstsq(scaled, centred, rcond=None)
    residual = centred - scaled @ weights
    return 1 - float(residual @ residual) / total, weights / spread


def _tell_sum(context: CheckContext, named: Mapping[str, float], simple: bool, explained: float) -> Finding:
    """An issue where the weights are those of bookkeeping (alike, or round); else a law may be at work."""
    verb = "times a fixed number, is" if len(named) == 1 else "each times a fixed number, add up to"
    fact = f"{name_columns(list(named))}, {verb} “{context.protocol.target}”, give or take a constant."
    evidence = {"explained": round(explained, 6), "columns": dict(named)}
    return Finding("issue" if simple else "tip", fact, evidence)


def are_alike(weights: np.ndarray) -> bool:
    sizes = np.abs(weights)
    return bool(len(sizes)) and float(np.ptp(sizes)) <= ALIKE * float(sizes.max())


def are_simple(weights: np.ndarray) -> bool:
    """All of one size, or each a number of two digits such as 0.5, 2 or 16."""
    if are_alike(weights):
        return True
    sizes = np.abs(weights)
    rounded = np.array([float(f"{size:.1e}") for size in sizes])
    return bool((np.abs(sizes - rounded) <= ROUND * sizes).all())


def _find_product(
    context: CheckContext, numbers: list[Column], X: np.ndarray, y: np.ndarray
) -> Finding | None:
    """Of two columns or more: what is times one number only is a copy, not a product."""
    positive = np.flatnonzero((X > 0).all(axis=0))
    if len(positive) < 2 or (y <= 0).any():
        return None
    explained, powers = fit_linearly(np.log(X[:, positive]), np.log(y))
    parts = np.flatnonzero(np.abs(np.round(powers)) > 0)
    whole = bool((np.abs(powers - np.round(powers)) <= 0.02).all())
    if explained < EXACT or len(parts) < 2 or not whole:
        return None
    names = [numbers[positive[at]].name for at in parts]
    fact = f"{name_columns(names)}, multiplied or divided, give “{context.protocol.target}”."
    named = {name: float(np.round(powers[at])) for name, at in zip(names, parts, strict=True)}
    return Finding("issue", fact, {"explained": round(explained, 6), "powers": named})

"""Columns that were made from the answer: one of its classes, a cut of it, or its mean over a group.

Each test is so narrow that an honest column hardly ever passes it: the boundaries have to agree, row by row.
"""

from __future__ import annotations

import numpy as np
from scipy.stats import chi2

from evaluations.core.checks.base import CheckContext, Finding, be, name_columns
from evaluations.core.table import Column

MIN_ROWS = 60
MIN_CLASS_ROWS = 20
SAME = 0.985  # of a class's rows, and of the others, that a yes/no column agrees on
MOST_PARTS = 1 / 3  # of the rows, that a cut of the target has values
TOO_NEAR = 0.01  # how likely means are to be as near as that, had the rows themselves not been in them
MIN_GROUPS = 5


def name_class_told(column: Column, context: CheckContext) -> str | None:
    """The class of which a column of two values says yes or no, with hardly an error."""
    values, codes = np.unique(column.values[~column.missing], return_inverse=True)
    if len(values) != 2 or column.missing.any():
        return None
    y = context.y.astype(np.int64)
    for code, label in enumerate(context.protocol.classes):
        inside = y == code
        if not MIN_CLASS_ROWS <= inside.sum() <= len(y) - MIN_CLASS_ROWS:
            continue
        yes = codes[inside].mean(), codes[~inside].mean()
        if max(yes) >= SAME and min(yes) <= 1 - SAME:
            return label
    return None


def cuts_the_target(column: Column, y: np.ndarray) -> bool:
    """Whether each value of the column covers a stretch of the target of its own."""
    if column.missing.any() or len(y) < MIN_ROWS:
        return False
    values, codes = np.unique(column.values, return_inverse=True)
    if not 2 <= len(values) <= MOST_PARTS * len(y):
        return False
    lows, highs = np.full(len(values), np.inf), np.full(len(values), -np.inf)
    np.minimum.at(lows, codes, y)
    np.maximum.at(highs, codes, y)
    order = np.argsort(lows, kind="stable")
    few = np.bincount(codes).min() < 2  # a value of one row is a stretch by chance
    return not few and bool((highs[order][:-1] <= lows[order][1:]).all())


def find_group_means(context: CheckContext) -> Finding:
    if len(context.y) < MIN_ROWS:
        return Finding("not_applicable", "There are too few rows to judge this.")
    found = [
        column.name
        for column in context.features
        if column.is_number and any(_is_mean_of(column, answer) for answer in _answers(context))
    ]
    if not found:
        return Finding(
            "passed", f"No column holds the mean of “{context.protocol.target}” over groups of rows."
        )
    fact = (
        f"{name_columns(found)} {be(found, 'is', 'are')} the mean of “{context.protocol.target}” over "
        "the rows that share a value, these rows included."
    )
    return Finding("issue", fact, {"columns": found})


def _answers(context: CheckContext) -> list[np.ndarray]:
    """The target as numbers: itself, or yes (1) and no (0) for each class."""
    if not context.protocol.is_classification:
        return [context.y]
    return [(context.y == code).astype(float) for code in range(len(context.protocol.classes))]


def _is_mean_of(column: Column, answer: np.ndarray) -> bool:
    """Whether the answer's means over the column's values are nearer to these than chance allows.

    Means of other rows (last year's rate of the town) miss those of these rows by about a standard error
    each. Means of the rows themselves do not, even where the lockbox took a part of them away.
    """
    known = ~column.missing
    values, codes, sizes = np.unique(column.values[known], return_inverse=True, return_counts=True)
    if (
        not MIN_GROUPS <= len(values) <= known.sum() / 2
        or values[0] < answer.min()
        or values[-1] > answer.max()
    ):
        return False
    y = answer[known]
    means = np.bincount(codes, weights=y) / sizes
    freedom = len(y) - len(values)
    within = float(((y - means[codes]) ** 2).sum()) / max(freedom, 1)
    usable = sizes >= 2
    if within <= 0 or usable.sum() < MIN_GROUPS:
        return False
    misses = float((((means - values) ** 2) * sizes)[usable].sum()) / within
    return bool(chi2.cdf(misses, int(usable.sum())) < TOO_NEAR)

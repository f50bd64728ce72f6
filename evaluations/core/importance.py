"""Permutation importance on held-out rows: how much worse the score gets when a column is scrambled.

Source: Breiman, "Random Forests", Machine Learning 45 (2001) 5-32. Scrambled copies are stacked and predicted
together, within a number of rows fixed per pipeline, so that the same data give the same importances.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from evaluations.core.metric_registry import METRICS
from evaluations.core.metrics import score_one
from evaluations.core.prediction import Predictions
from evaluations.core.protocol import Protocol

MAX_ROWS = 400
MIN_ROWS = 20
MAX_GROUPS = 200
MAX_SHUFFLES = 2  # ten over five folds; more would cost as much as the fits
MAX_CELLS = 2_000_000  # of one stack: 16 MB
MAX_PAIRS = 2_000_000  # of a scrambled and a training row, where a model compares them
Predict = Callable[[np.ndarray], Predictions]


def measure_importances(
    protocol: Protocol,
    predict: Predict,
    told: Predictions,
    X: np.ndarray,
    y: np.ndarray,
    groups: Sequence[np.ndarray],
    row_budget: int,
    seed: int,
) -> np.ndarray | None:
    """The drop of the primary metric for each group of columns, shape (n_groups,); positive = it mattered.

    ``told`` is what ``predict`` says of ``X`` as it is.
    ``row_budget`` bounds all predicted rows together. None where it does not reach for ``MIN_ROWS`` rows a
    group. Groups without a column (a text with no words) get 0.
    """
    n_rows = min(MAX_ROWS, len(X), row_budget // len(groups))
    if n_rows < min(MIN_ROWS, len(X)):
        return None
    n_shuffles = min(MAX_SHUFFLES, max(1, row_budget // (len(groups) * n_rows)))
    X, y = X[:n_rows], y[:n_rows]  # the rows of a fold are in random order already
    rng = np.random.default_rng(seed)
    orders = [rng.permutation(n_rows) for _ in range(n_shuffles)]
    base = _score(protocol, y, told[:n_rows])
    scrambled = [_score(protocol, y, part) for part in _predict_scrambled(predict, X, groups, orders)]
    drops = (base - np.array(scrambled)).reshape(len(groups), n_shuffles).mean(axis=1)
    return np.asarray(np.nan_to_num(drops, nan=0.0, posinf=0.0, neginf=0.0))


def budget_rows(allowed: int, n_groups: int, n_train: int | None = None) -> int:
    """The row budget of a model that may predict ``allowed`` rows, on so many groups of columns.

    One that compares each row with all training rows is given fewer, the more there are. But never so few
    that columns go without importances: ``MIN_ROWS`` rows of ``MAX_GROUPS`` groups can always be had.
    """
    if n_train is not None:
        allowed = min(allowed, MAX_PAIRS // n_train)
    return max(allowed, MIN_ROWS * min(n_groups, MAX_GROUPS))


def _score(protocol: Protocol, y: np.ndarray, part: Predictions) -> float:
    """The primary metric, turned so that higher is better."""
    metric = protocol.primary_metric
    score = score_one(protocol, metric, y, part.predicted, part.probabilities, part.decision)
    return score if METRICS[metric].higher_is_better else -score


def _predict_scrambled(
    predict: Predict, X: np.ndarray, groups: Sequence[np.ndarray], orders: Sequence[np.ndarray]
) -> Iterator[Predictions]:
    """One part for each group and shuffle, group by group."""
    wanted = [(group, order) for group in groups for order in orders]
    at_once = max(1, MAX_CELLS // X.size)
    for start in range(0, len(wanted), at_once):
        batch = wanted[start : start + at_once]
        stack = np.tile(X, (len(batch), 1))
        for place, (group, order) in enumerate(batch):
            stack[place * len(X) : (place + 1) * len(X), group] = X[np.ix_(order, group)]
        answers = predict(stack)
        yield from (answers[place * len(X) : (place + 1) * len(X)] for place in range(len(batch)))

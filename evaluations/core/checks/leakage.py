"""Checks for columns that know the answer.

The measure of a single column is an out-of-fold lookup table: 64 quantile bins of a number, or its commonest
values; what the training rows of a bin say is the guess for its test rows. Scores run from 0 (guessing) to 1.
"""

from __future__ import annotations

import numpy as np
from scipy.stats import rankdata
from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor

from evaluations.core.checks.base import CheckContext, Finding, be, name_columns, percent
from evaluations.core.table import Column

GIVES_AWAY = 0.985
SUSPICIOUS = 0.80
FAR_ABOVE_THE_REST = 0.20
MIN_ROWS = 60
MIN_CLASS_ROWS = 20
GAP_FOLLOWS_CLASS = 0.90
MIN_CLASS_SHARE = 0.10
EXACT_SUM = 0.9999
_BINS = 64
_FOLDS = 5
_TREES = 40
_MOST_ROWS = 2_000


def find_single_leaks(context: CheckContext) -> Finding:
    if not _can_judge(context):
        return Finding("not_applicable", "There are too few rows (of a class) to judge a single column.")
    scores = {column.name: score_alone(column, context) for column in context.features}
    sure = {name: score for name, score in scores.items() if score >= GIVES_AWAY}
    doubtful = {name: score for name, score in scores.items() if SUSPICIOUS <= score < GIVES_AWAY}
    if not sure and len(doubtful) == 1 and len(scores) > 1:
        name, score = next(iter(doubtful.items()))
        rest = score_rest(context, name)
        if score - rest >= FAR_ABOVE_THE_REST:
            return _tell_far_above(context, name, score, rest)
    if not sure:
        return Finding("passed", f"No column alone gives “{context.protocol.target}” away.")
    names = list(sure)
    fact = (
        f"{name_columns(names)} {be(names, 'is', 'are each')} enough to read “{context.protocol.target}” off "
        f"almost without error ({', '.join(f'{score:.3f}' for score in sure.values())} of 1)."
    )
    return Finding("issue", fact, {"columns": {name: round(score, 4) for name, score in sure.items()}})


def _tell_far_above(context: CheckContext, name: str, score: float, rest: float) -> Finding:
    fact = (
        f"{name_columns([name])} alone predicts “{context.protocol.target}” far better ({score:.2f} of 1) "
        f"than all other columns together ({max(rest, 0.0):.2f})."
    )
    return Finding("issue", fact, {"columns": {name: round(score, 4)}, "all_others": round(rest, 4)})


def _can_judge(context: CheckContext) -> bool:
    if len(context.y) < MIN_ROWS or not context.features:
        return False
    return not context.protocol.is_classification or min(context.class_counts.values()) >= MIN_CLASS_ROWS


def score_alone(column: Column, context: CheckContext) -> float:
    """How well a lookup table on this column predicts the target out of fold, from 0 to 1."""
    bins = _cut_into_bins(column)
    folds = np.random.default_rng(context.protocol.seed).permutation(len(bins)) % _FOLDS
    if context.protocol.is_classification:
        return _score_classes(_look_up_classes(bins, folds, context), context)
    ranks = rankdata(context.y)
    return _score_ranks(_look_up_means(bins, folds, ranks), ranks)


def _cut_into_bins(column: Column) -> np.ndarray:
    """Bin numbers from 0; missing values have a bin of their own, and so have a number's commonest values."""
    if column.is_number:
        present = column.values[~column.missing]
        if len(present) == 0:
            return np.zeros(len(column.values), dtype=np.int64)
        edges = np.unique(np.quantile(present, np.linspace(0, 1, _BINS + 1)[1:-1]))
        bins = np.searchsorted(edges, column.values, side="right").astype(np.int64) + 1
        return np.where(column.missing, 0, bins)
    codes, counts = np.unique(column.values, return_counts=True)
    kept = codes[np.argsort(-counts, kind="stable")[:_BINS]]
    return np.where(np.isin(column.values, kept), column.values.astype(np.int64) + 2, 0)


def _look_up_classes(bins: np.ndarray, folds: np.ndarray, context: CheckContext) -> np.ndarray:
    """Out-of-fold guesses: the class that a bin holds more of than its share of all rows."""
    y = context.y.astype(np.int64)
    classes = len(context.protocol.classes)
    weight = 1.0 / np.maximum(np.bincount(y, minlength=classes), 1)
    guesses = np.zeros(len(y), dtype=np.int64)
    for fold in range(_FOLDS):
        train, test = folds != fold, folds == fold
        votes = np.zeros((int(bins.max()) + 1, classes))
        np.add.at(votes, (bins[train], y[train]), 1.0)
        guesses[test] = (votes * weight).argmax(axis=1)[bins[test]]
    return guesses


def _score_classes(guesses: np.ndarray, context: CheckContext) -> float:
    """Balanced accuracy, scaled so that guessing is 0."""
    y = context.y.astype(np.int64)
    classes = len(context.protocol.classes)
    right = np.bincount(y, weights=guesses == y, minlength=classes) / np.bincount(y, minlength=classes)
    return float((right.mean() - 1 / classes) / (1 - 1 / classes))


def _look_up_means(bins: np.ndarray, folds: np.ndarray, ranks: np.ndarray) -> np.ndarray:
    """Out-of-fold guesses: the mean of the bin, or of all rows where the bin is new."""
    guesses = np.zeros(len(ranks))
    for fold in range(_FOLDS):
        train, test = folds != fold, folds == fold
        sums = np.bincount(bins[train], weights=ranks[train], minlength=int(bins.max()) + 1)
        counts = np.bincount(bins[train], minlength=int(bins.max()) + 1)
        means = np.where(counts > 0, sums / np.maximum(counts, 1), ranks[train].mean())
        guesses[test] = means[bins[test]]
    return guesses


def _score_ranks(guesses: np.ndarray, ranks: np.ndarray) -> float:
    """Share of the variance of the ranks that is explained; below 0 counts as 0."""
    spread = float(((ranks - ranks.mean()) ** 2).sum())
    return max(0.0, 1 - float(((ranks - guesses) ** 2).sum()) / spread) if spread else 0.0


def score_rest(context: CheckContext, without: str) -> float:
    """What all columns but one predict together: 40 extremely randomised trees, out of fold."""
    others = [_encode(column) for column in context.features if column.name != without]
    rng = np.random.default_rng(context.protocol.seed)
    rows = rng.permutation(len(context.y))[:_MOST_ROWS]
    X, y = np.column_stack(others)[rows], context.y[rows]
    folds = np.arange(len(rows)) % _FOLDS
    if context.protocol.is_classification:
        model = ExtraTreesClassifier(_TREES, class_weight="balanced", random_state=0)
        guesses = np.zeros(len(context.y), dtype=np.int64)
        guesses[rows] = _predict_out_of_fold(model, X, y, folds).astype(np.int64)
        return _score_classes(guesses[rows], _take(context, rows))
    ranks = rankdata(y)
    return _score_ranks(
        _predict_out_of_fold(ExtraTreesRegressor(_TREES, random_state=0), X, ranks, folds), ranks
    )


def _take(context: CheckContext, rows: np.ndarray) -> CheckContext:
    return CheckContext(context.table.take(rows), context.y[rows], context.protocol)


def _encode(column: Column) -> np.ndarray:
    """Numbers as they are, a far value for missing; codes for the rest: enough for trees."""
    values = column.values.astype(np.float64)
    return np.nan_to_num(np.clip(values, -1e30, 1e30), nan=-1e30)


def _predict_out_of_fold(
    model: ExtraTreesClassifier | ExtraTreesRegressor, X: np.ndarray, y: np.ndarray, folds: np.ndarray
) -> np.ndarray:
    guesses = np.zeros(len(y))
    for fold in range(_FOLDS):
        test = folds == fold
        guesses[test] = model.fit(X[~test], y[~test]).predict(X[test])
    return guesses


def find_telling_gaps(context: CheckContext) -> Finding:
    if not context.protocol.is_classification:
        return Finding("not_applicable", "The target is a number, not a class.")
    gappy = [column for column in context.features if column.missing.any()]
    if not gappy:
        return Finding("not_applicable", "No feature has missing values.")
    told = {column.name: label for column in gappy if (label := _class_of_gaps(column, context)) is not None}
    if not told:
        return Finding("passed", "No column is missing for one class only.")
    names = list(told)
    labels = ", ".join(f"“{label}”" for label in dict.fromkeys(told.values()))
    fact = (
        f"{name_columns(names)} {be(names, 'is', 'are')} missing, or filled, almost only for class {labels}."
    )
    return Finding("issue", fact, {"columns": told})


def _class_of_gaps(column: Column, context: CheckContext) -> str | None:
    """The class whose rows are missing at least 90 percentage points more, or less, often than the others."""
    missing, y = column.missing.astype(float), context.y.astype(np.int64)
    for code, label in enumerate(context.protocol.classes):
        inside = y == code
        share = inside.mean()
        if not MIN_CLASS_SHARE <= share < 1:
            continue
        if abs(missing[inside].mean() - missing[~inside].mean()) >= GAP_FOLLOWS_CLASS:
            return label
    return None


def find_sums(context: CheckContext) -> Finding:
    if context.protocol.is_classification:
        return Finding("not_applicable", "The target is a class, not a number.")
    numbers = [column for column in context.features if column.is_number and not column.missing.any()]
    if len(numbers) < 2 or len(context.y) < 2 * len(numbers) + 10:
        return Finding("not_applicable", "There are too few complete numeric columns or too few rows.")
    explained = _explain_linearly(numbers, context.y)
    evidence = {"explained": round(explained, 6)}
    if explained < EXACT_SUM:
        fact = f"The numeric columns explain {percent(max(explained, 0.0))} of the target by adding up."
        return Finding("passed", fact, evidence)
    target = context.protocol.target
    return Finding(
        "issue", f"The numeric columns, each times a fixed number, add up to “{target}”.", evidence
    )


def _explain_linearly(numbers: list[Column], y: np.ndarray) -> float:
    """R² of least squares on the columns, centred and scaled."""
    X = np.column_stack([column.values for column in numbers])
    X = (X - X.mean(axis=0)) / np.where(X.std(axis=0) > 0, X.std(axis=0), 1)
    centred = y - y.mean()
    spread = float(centred @ centred)
    if not spread or not np.isfinite(X).all():
        return 0.0
    weights, *_ = np.linalg.lstsq(X, centred, rcond=None)
    residual = centred - X @ weights
    return 1 - float(residual @ residual) / spread

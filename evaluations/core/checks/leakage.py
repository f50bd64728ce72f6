"""Checks for columns that know the answer.

The measure of a single column is an out-of-fold lookup table: 64 quantile bins of a number, or its commonest
values; what the training rows of a bin say is the guess for its test rows. Scores run from 0 (guessing) to 1.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.stats import rankdata
from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor

from evaluations.core.checks.base import CheckContext, Finding, be, name_columns
from evaluations.core.checks.derived import cuts_the_target, name_class_told
from evaluations.core.table import Column

GIVES_AWAY = 0.985
SUSPICIOUS = 0.80
HARDLY_HONEST = 0.85
NEARLY_ALL = 0.93
FAR_ABOVE_THE_REST = 0.20
MIN_ROWS = 60
MIN_CLASS_ROWS = 20
GAP_FOLLOWS_CLASS = 0.90
GAP_HINTS = 0.60
MIN_CLASS_SHARE = 0.05
_BINS = 64
_FOLDS = 5
_TREES = 40
_MOST_ROWS = 2_000


def find_single_leaks(context: CheckContext) -> Finding:
    if not _can_judge(context):
        return Finding("not_applicable", "There are too few rows (of a class) to judge a single column.")
    copies = find_copies(context)
    scores = {column.name: score_alone(column, context) for column in context.features}
    sure = {name: score for name, score in scores.items() if score >= GIVES_AWAY}
    doubtful = {name: score for name, score in scores.items() if SUSPICIOUS <= score < GIVES_AWAY}
    if copies and not sure:
        return _tell_copies(context, copies)
    if not sure and len(doubtful) == 1 and len(scores) > 1:
        name, score = next(iter(doubtful.items()))
        rest = score_rest(context, name)
        if score - rest >= FAR_ABOVE_THE_REST or _leaves_little(score, rest):
            return _tell_far_above(context, name, score, rest)
    if not sure:
        return Finding("passed", f"No column alone gives “{context.protocol.target}” away.")
    names = [*sure, *(name for name in copies if name not in sure)]
    told = {name: round(scores[name], 4) for name in names}
    fact = (
        f"{name_columns(names)} {be(names, 'is', 'are each')} enough to read “{context.protocol.target}” off "
        f"almost without error ({', '.join(f'{score:.3f}' for score in told.values())} of 1)."
    )
    return Finding("issue", fact, {"columns": told})


def _leaves_little(score: float, rest: float) -> bool:
    """Where the others are good too: it leaves a third of what they leave, and next to nothing."""
    return score >= NEARLY_ALL and 1 - score <= (1 - rest) / 3


def find_copies(context: CheckContext) -> dict[str, str]:
    """Columns that repeat a part of the answer, with what of it: a class, or how large it is."""
    if not context.protocol.is_classification:
        return {c.name: "its size" for c in context.features if cuts_the_target(c, context.y)}
    told = {column.name: name_class_told(column, context) for column in context.features}
    return {name: f"class “{label}”" for name, label in told.items() if label is not None}


def _tell_copies(context: CheckContext, copies: Mapping[str, str]) -> Finding:
    """One class may have a mark of its own (feathers, among animals); nearly all have only in a copy."""
    names, classes = list(copies), len(context.protocol.classes)
    whole = classes == 0 or len(set(copies.values())) >= classes - 1
    what = ", ".join(dict.fromkeys(copies.values()))
    say, target = be(names, "says", "say"), context.protocol.target
    fact = f"{name_columns(names)} {say} a part of “{target}” in other words: {what}."
    return Finding("issue" if whole else "tip", fact, {"columns": dict(copies)})


def _tell_far_above(context: CheckContext, name: str, score: float, rest: float) -> Finding:
    """Among numbers one strong cause is common (time and growth, carat and price): a tip there."""
    far = score - rest >= FAR_ABOVE_THE_REST
    fact = (
        f"{name_columns([name])} alone predicts “{context.protocol.target}” {'far ' if far else ''}better "
        f"({score:.2f} of 1) than all other columns together ({max(rest, 0.0):.2f})."
    )
    outcome = "issue" if far and context.protocol.is_classification and score >= HARDLY_HONEST else "tip"
    return Finding(outcome, fact, {"columns": {name: round(score, 4)}, "all_others": round(rest, 4)})


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
    gappy = [column for column in context.features if column.missing.any()]
    if not gappy or len(context.y) < MIN_ROWS:
        return Finding("not_applicable", "No feature has missing values, or there are too few rows.")
    told = {column.name: find for column in gappy if (find := _weigh_gaps(column, context))[0] >= GAP_HINTS}
    if not told:
        return Finding("passed", "Whether a value is missing tells little of the target.")
    names = list(told)
    follows = [name for name, (share, _) in told.items() if share >= GAP_FOLLOWS_CLASS]
    shown = follows or names
    whom = ", ".join(dict.fromkeys(told[name][1] for name in shown))
    how = "almost only" if follows else "mostly"
    fact = f"{name_columns(shown)} {be(shown, 'is', 'are')} missing, or filled, {how} for {whom}."
    evidence = {
        "columns": {name: {"difference": round(told[name][0], 3), "for": told[name][1]} for name in names}
    }
    return Finding("issue" if follows else "tip", fact, evidence)


def _weigh_gaps(column: Column, context: CheckContext) -> tuple[float, str]:
    """(how far the gaps follow the target, from 0 to 1; which part of it).

    For classes the largest difference of the shares of missing values within a class (of 5 % of the rows or
    more) and without; for numbers how far gaps go with large or small ones, as twice the distance of the AUC
    from a half.
    """
    missing = column.missing.astype(float)
    if not context.protocol.is_classification:
        return _weigh_gaps_of_numbers(column.missing, context.y)
    best, y = (0.0, ""), context.y.astype(np.int64)
    for code, label in enumerate(context.protocol.classes):
        inside = y == code
        if inside.sum() < MIN_CLASS_ROWS or not MIN_CLASS_SHARE <= inside.mean() < 1:
            continue
        best = max(best, (abs(float(missing[inside].mean() - missing[~inside].mean())), f"class “{label}”"))
    return best


def _weigh_gaps_of_numbers(missing: np.ndarray, y: np.ndarray) -> tuple[float, str]:
    few = int(min(missing.sum(), (~missing).sum()))
    if few < MIN_CLASS_SHARE * len(y):
        return 0.0, ""
    gaps = int(missing.sum())
    above = float(rankdata(y)[missing].sum()) - gaps * (gaps + 1) / 2
    auc = above / (gaps * (len(y) - gaps))
    return abs(2 * auc - 1), "large values of the target" if auc > 0.5 else "small values of the target"

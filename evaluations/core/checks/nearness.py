"""Rows that are nearly, but not exactly, those of another row; and rows whose place in the file tells."""

from __future__ import annotations

import numpy as np
from scipy.spatial import KDTree
from scipy.stats import rankdata

from evaluations.core.checks.base import CheckContext, Finding, percent
from evaluations.core.checks.leakage import score_alone
from evaluations.core.table import Column

MIN_ROWS = 60
MIN_COLUMNS = 2
MOST_COLUMNS = 12
MOST_MISSING = 0.1
MOST_ROWS = 20_000
MOST_ASKED = 4_000  # rows whose neighbours are looked for: their share stands for the share of all
FINE = 0.2  # share of different values from which on a number counts as finely measured
BY_CHANCE = 0.001  # share of rows whose nearest is so much nearer than the second nearest
CLOSE = 0.1  # of the usual distance
TWIN_SHARE = 0.03
LEAST_TWINS = 6
ORDER_TELLS = 0.50


def find_near_twins(context: CheckContext) -> Finding:
    """In how many rows the nearest other row is far nearer than the second nearest, and than is usual.

    In d dimensions the distance to the nearest is below q times that to the second nearest with a chance of
    q^d; d is estimated from the data (Facco and others, Scientific Reports 7, 2017, article 12140).
    """
    points = _fine_numbers(context)
    if points is None:
        return Finding("not_applicable", "There are too few finely measured columns.")
    asked = points[:MOST_ASKED]  # they are in random order
    distance = np.asarray(KDTree(points).query(asked, k=3)[0])
    first, second = distance[:, 1], distance[:, 2]
    apart = first > 0
    log_ratio = np.log(second[apart] / first[apart])
    dimension = np.log(2) / max(float(np.median(log_ratio)), 1e-9) if apart.any() else 1.0
    limit = BY_CHANCE ** (1 / dimension)
    usual = float(np.median(first[apart])) if apart.any() else 0.0
    twins = apart & (first < limit * second) & (first < CLOSE * usual)
    share = float(twins.mean())
    number = round(share * len(points))
    evidence = {"rows": number, "share": round(share, 4)}
    if twins.sum() < LEAST_TWINS or share < TWIN_SHARE:
        return Finding("passed", "Hardly a row lies suspiciously close to another.", evidence)
    about = "About " if len(asked) < len(points) else ""
    fact = f"{about}{number:,} rows ({percent(share)}) differ from another row by next to nothing."
    return Finding("tip", fact, evidence)


def _fine_numbers(context: CheckContext) -> np.ndarray | None:
    """Complete rows as standard scores, the finest columns first; equal rows once; None without one."""
    usable = [c for c in context.features if c.kind != "text" and c.missing.mean() <= MOST_MISSING]
    known = np.flatnonzero(~np.any([c.missing for c in usable], axis=0)) if usable else np.zeros(0, np.int64)
    usable, rows = [column.take(known) for column in usable], len(known)
    ranked = sorted(((len(np.unique(c.values)), c) for c in usable), key=lambda pair: -pair[0])
    fine = [column.name for distinct, column in ranked if column.is_number and distinct >= FINE * rows]
    chosen = [column.values.astype(np.float64) for distinct, column in ranked if distinct > 1][:MOST_COLUMNS]
    if not fine or len(chosen) < MIN_COLUMNS:
        return None
    X = np.column_stack(chosen)
    X = np.unique((X - X.mean(axis=0)) / X.std(axis=0), axis=0)
    kept = np.random.default_rng(context.protocol.seed).permutation(len(X))[:MOST_ROWS]
    return X[kept] if np.isfinite(X).all() and len(X) >= MIN_ROWS else None


def find_telling_order(context: CheckContext) -> Finding:
    """How well the place in the file alone predicts the target, on the scale of the leaks."""
    rows = len(context.y)
    if rows < MIN_ROWS:
        return Finding("not_applicable", "There are too few rows to judge their order.")
    place = Column("place in the file", "number", np.arange(rows, dtype=np.float64))
    score = score_alone(place, context)
    target = context.protocol.target
    evidence = {"order_alone": round(score, 4)}
    if score < ORDER_TELLS:
        return Finding("passed", f"The order of the rows tells next to nothing of “{target}”.", evidence)
    how = _name_order(context)
    return Finding("tip", f"{how}: the place in the file alone predicts it ({score:.2f} of 1).", evidence)


def _name_order(context: CheckContext) -> str:
    target = context.protocol.target
    changes = int((np.diff(context.y) != 0).sum())
    if context.protocol.is_classification:
        sorted_by = changes < 2 * len(context.protocol.classes)
    else:
        sorted_by = bool((np.diff(context.y) >= 0).all() or (np.diff(context.y) <= 0).all())
    if sorted_by:
        return f"The file is sorted by “{target}”"
    drift = abs(float(np.corrcoef(np.arange(len(context.y)), rankdata(context.y))[0, 1]))
    return (
        f"“{target}” drifts along the file" if drift >= 0.3 else f"Rows with a like “{target}” stand together"
    )

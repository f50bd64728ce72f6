"""How strongly each column alone goes with the target, measured on rows outside the lockbox.

Three measures, all from 0 (nothing) to 1 (decides it), each corrected for what chance gives for free:

- class and category: Cramér's V with Bergsma's correction (J. Korean Statistical Society 42, 2013);
- amount and class, either way round: the correlation ratio, as epsilon (Kelley, PNAS 21, 1935);
- two amounts: Spearman's rank correlation, without its sign.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from evaluations.core.dates import parse_dates
from evaluations.core.protocol import Protocol
from evaluations.core.splitting import Split, encode_target
from evaluations.core.table import Column, Table

MAX_ROWS = 20_000  # a random part of the rows is enough: the error is then below 0.01
MAX_SHOWN = 30
_MAX_LEVELS = 1_000  # beyond, a category names the rows more than it groups them
_MIN_ROWS = 10


def measure_associations(table: Table, protocol: Protocol, split: Split) -> list[dict[str, Any]]:
    """The strongest first: ``feature``, ``strength`` in [0, 1], ``measure`` (cramers_v, correlation_ratio or
    rank_correlation), ``rows``.

    ``split.development`` only, at most ``MAX_ROWS`` of it. Free text, constants and columns of which hardly a
    row is known are left out. Missing values are no value: only rows with both count.
    """
    rows = _sample(split.development, protocol.seed)
    usable, targets = encode_target(table, protocol)
    y = np.full(table.n_rows, np.nan)
    y[usable] = targets
    found = []
    for name in protocol.features:
        measured = _measure(table[name].take(rows), y[rows], classes=protocol.is_classification)
        if measured is not None:
            found.append({"feature": name, **measured})
    return sorted(found, key=lambda entry: -entry["strength"])[:MAX_SHOWN]


def _sample(rows: np.ndarray, seed: int) -> np.ndarray:
    if len(rows) <= MAX_ROWS:
        return rows
    return np.random.default_rng(seed).choice(rows, MAX_ROWS, replace=False)


def _measure(column: Column, y: np.ndarray, *, classes: bool) -> dict[str, Any] | None:
    if column.kind == "text":
        return None
    amounts = _amounts_of(column)
    # An infinite amount has a rank but no distance to a mean.
    known = np.isfinite(amounts) if amounts is not None else ~column.missing
    if int(known.sum()) < _MIN_ROWS:
        return None
    x, target = (amounts if amounts is not None else column.values)[known], y[known]
    strength, measure = _relate(x, target, amounts is not None, classes)
    if strength is None:
        return None
    return {"strength": strength, "measure": measure, "rows": int(known.sum())}


def _relate(x: np.ndarray, y: np.ndarray, is_amount: bool, classes: bool) -> tuple[float | None, str]:
    if is_amount and not classes:
        return rank_correlation(x, y), "rank_correlation"
    if is_amount:
        return correlation_ratio(_code(y), x), "correlation_ratio"
    if len(np.unique(x)) > _MAX_LEVELS:
        return None, ""
    if classes:
        return cramers_v(_code(x), _code(y)), "cramers_v"
    return correlation_ratio(_code(x), y), "correlation_ratio"


def _amounts_of(column: Column) -> np.ndarray | None:
    """The values as float64 with NaN for missing, None for what is no amount. Dates are seconds."""
    if column.is_number:
        return column.values
    if column.kind != "date":
        return None
    moments = np.append(parse_dates(column.levels), np.datetime64("NaT"))[column.values]
    seconds = moments.astype("datetime64[s]").astype(np.float64)
    return np.where(np.isnat(moments), np.nan, seconds)


def _code(values: np.ndarray) -> np.ndarray:
    return np.unique(values, return_inverse=True)[1]


def cramers_v(x: np.ndarray, y: np.ndarray) -> float | None:
    """Bias-corrected Cramér's V of two arrays of codes; None where one of them is constant."""
    counts = np.zeros((int(x.max()) + 1, int(y.max()) + 1))
    np.add.at(counts, (x, y), 1)
    n, (r, k) = counts.sum(), counts.shape
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / n
    phi2 = float(((counts - expected) ** 2 / expected).sum() / n)
    r_corrected, k_corrected = r - (r - 1) ** 2 / (n - 1), k - (k - 1) ** 2 / (n - 1)
    room = min(r_corrected, k_corrected) - 1
    if min(r, k) < 2 or room <= 0:
        return None
    corrected = max(0.0, phi2 - (k - 1) * (r - 1) / (n - 1))
    return min(1.0, float(np.sqrt(corrected / room)))


def correlation_ratio(groups: np.ndarray, values: np.ndarray) -> float | None:
    """Epsilon: the root of the share of variance between groups, corrected; None without any variance."""
    n, k = len(values), int(groups.max()) + 1
    scale = float(np.abs(values).max())
    if k < 2 or k >= n or scale == 0:
        return None
    scaled = values / scale  # squares of enormous values would overflow
    counts = np.bincount(groups)
    means = np.bincount(groups, weights=scaled) / counts
    total = float(((scaled - scaled.mean()) ** 2).sum())
    within = float(((scaled - means[groups]) ** 2).sum())
    if total <= 0:
        return None
    return float(np.sqrt(max(0.0, 1 - within * (n - 1) / (total * (n - k)))))


def rank_correlation(x: np.ndarray, y: np.ndarray) -> float | None:
    """The absolute value of Spearman's coefficient; None where one of them is constant."""
    ranks = [pd.Series(values).rank().to_numpy() for values in (x, y)]
    if any(values.min() == values.max() for values in ranks):
        return None
    return min(1.0, abs(float(np.corrcoef(ranks[0], ranks[1])[0, 1])))

"""From typed columns to one matrix, fitted on training rows only and shared by all pipelines of a fold.

The result is what a plain scikit-learn ``ColumnTransformer`` makes of the same columns: numbers and date
parts (median, missing indicator, standardised), then categories (one-hot), then texts (TF-IDF). Working on
integer codes instead of strings makes it many times faster.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import StandardScaler

from evaluations.core.dates import parse_dates
from evaluations.core.table import Column, Table

MAX_ONE_HOT = 20
MAX_TERMS = 200
MISSING_LABEL = "(missing)"
HUGE = 1e100  # beyond it a variance overflows; nothing that was measured is this large
_DATE_PARTS = 4  # year, month, day, weekday


@dataclass(frozen=True)
class Prepared:
    """Matrices of one fold.

    Parameters
    ----------
    train, test : float64, shapes (n_train, n_encoded) and (n_test, n_encoded)
    groups : for each column of the table, in order, its columns of the matrix
    """

    train: np.ndarray
    test: np.ndarray
    groups: tuple[np.ndarray, ...]


def prepare(train: Table, test: Table) -> Prepared:
    """Fit the preprocessing on ``train`` and apply it to both. The tables have equal columns and levels."""
    encoder = TableEncoder(train)
    return Prepared(encoder.transform(train), encoder.transform(test), encoder.groups)


class TableEncoder:
    """The fitted preprocessing of one training table."""

    def __init__(self, train: Table) -> None:
        self._numbers = _NumberBlock(train)
        self._categories = [_OneHot(column) for column in train if _family(column) == "category"]
        self._texts = [_Terms(column) for column in train if _family(column) == "text"]
        self.groups = self._locate(train)

    def transform(self, table: Table) -> np.ndarray:
        """float64 of shape (n_rows, n_encoded)."""
        families = {family: [c for c in table if _family(c) == family] for family in ("category", "text")}
        blocks = [self._numbers.transform(table)]
        blocks += [e.transform(c) for e, c in zip(self._categories, families["category"], strict=True)]
        blocks += [e.transform(c) for e, c in zip(self._texts, families["text"], strict=True)]
        return np.hstack([block for block in blocks if block.shape[1]] or [np.zeros((table.n_rows, 1))])

    def _locate(self, train: Table) -> tuple[np.ndarray, ...]:
        places = dict(self._numbers.groups)
        start = self._numbers.width
        encoders: list[_OneHot | _Terms] = [*self._categories, *self._texts]
        for encoder in encoders:
            places[encoder.name] = np.arange(start, start + encoder.width)
            start += encoder.width
        return tuple(places[column.name] for column in train)


class _NumberBlock:
    """Numbers and date parts: median, an indicator where training rows miss values, zero mean, unit scale."""

    def __init__(self, train: Table) -> None:
        raw, self._owners = _stack_numbers(train)
        missing = np.isnan(raw)
        self._medians = np.array([_median(raw[~gaps, j]) for j, gaps in enumerate(missing.T)])
        self._gappy = np.flatnonzero(missing.any(axis=0))
        self._scaler = StandardScaler().fit(self._fill(raw)) if raw.shape[1] else None
        self.width = raw.shape[1] + len(self._gappy)

    @property
    def groups(self) -> dict[str, np.ndarray]:
        owners = np.array([*self._owners, *(self._owners[j] for j in self._gappy)], dtype=object)
        return {name: np.flatnonzero(owners == name) for name in dict.fromkeys(self._owners)}

    def transform(self, table: Table) -> np.ndarray:
        raw, _ = _stack_numbers(table)
        return np.asarray(self._scaler.transform(self._fill(raw))) if self._scaler is not None else raw

    def _fill(self, raw: np.ndarray) -> np.ndarray:
        """Column-major, as pandas hands it over: the memory order changes sums, and sums change scores.

        One column is in both orders, and with its indicator scikit-learn joins it row by row.
        """
        missing = np.isnan(raw)
        filled = np.where(missing, self._medians, raw)
        joined = np.hstack([filled, missing[:, self._gappy]])
        return joined if raw.shape[1] == 1 else np.asfortranarray(joined)


class _OneHot:
    """Categories, the missing one included; beyond the cap the rarest share one column.

    Categories unseen in training go to that column too, or nowhere when there is none. Ties are broken by
    the order of the strings, as ``OneHotEncoder`` does.
    """

    def __init__(self, column: Column) -> None:
        self.name = column.name
        ranks, n_labels = _rank_labels(column)
        counts = np.bincount(ranks[column.values], minlength=n_labels)
        seen = np.flatnonzero(counts)
        frequent, rare = _cut_rare(seen, counts[seen])
        self.width = len(frequent) + bool(len(rare))
        self._place = np.full(n_labels, len(frequent) if len(rare) else -1)
        self._place[frequent] = np.arange(len(frequent))

    def transform(self, column: Column) -> np.ndarray:
        ranks, _ = _rank_labels(column)
        places = self._place[ranks[column.values]]
        encoded = np.zeros((len(places), self.width))
        known = np.flatnonzero(places >= 0)
        encoded[known, places[known]] = 1.0
        return encoded


class _Terms:
    """The most frequent words of a text column, weighted by TF-IDF."""

    def __init__(self, column: Column) -> None:
        self.name = column.name
        self._vectorizer: TfidfVectorizer | None = TfidfVectorizer(max_features=MAX_TERMS)
        try:
            fitted = self._vectorizer.fit(_documents(column))
            self.width = len(fitted.vocabulary_)
        except ValueError:  # no word in any training row
            self._vectorizer, self.width = None, 0

    def transform(self, column: Column) -> np.ndarray:
        if self._vectorizer is None:
            return np.zeros((len(column.values), 0))
        weights: sparse.csr_matrix = self._vectorizer.transform(_documents(column))
        return np.asarray(weights.toarray())


def _family(column: Column) -> str:
    if column.is_number or column.kind == "date":
        return "number"
    return "text" if column.kind == "text" else "category"


def _stack_numbers(table: Table) -> tuple[np.ndarray, list[str]]:
    """(column-major float64, the name of the column that each belongs to): numbers, then parts of dates."""
    numbers = [column for column in table if column.is_number]
    dates = [column for column in table if column.kind == "date"]
    owners = [column.name for column in numbers]
    owners += [column.name for column in dates for _ in range(_DATE_PARTS)]
    raw = np.empty((table.n_rows, len(owners)), order="F")
    for j, column in enumerate(numbers):
        raw[:, j] = np.clip(column.values, -HUGE, HUGE)
    for start, column in zip(range(len(numbers), len(owners), _DATE_PARTS), dates, strict=True):
        raw[:, start : start + _DATE_PARTS] = _split_dates(column)
    return raw, owners


def _split_dates(column: Column) -> np.ndarray:
    """Year, month, day, weekday (Monday = 0) of each row, NaN where there is no date."""
    days = parse_dates(column.levels).astype("datetime64[D]")
    months, years = days.astype("datetime64[M]"), days.astype("datetime64[Y]")
    parts = (
        years.astype(np.int64) + 1970,
        months.astype(np.int64) % 12 + 1,
        (days - months.astype("datetime64[D]")).astype(np.int64) + 1,
        (days.astype(np.int64) + 3) % 7,  # 1970-01-01 was a Thursday
    )
    of_level = np.column_stack(parts).astype(np.float64)
    of_level[np.isnat(days)] = np.nan
    lookup = np.vstack([of_level, np.full((1, _DATE_PARTS), np.nan)])  # code -1 picks the last entry
    return np.asarray(lookup[column.values])


def _median(present: np.ndarray) -> float:
    return float(np.median(present)) if len(present) else 0.0


def _rank_labels(column: Column) -> tuple[np.ndarray, int]:
    """(place of each level in the order of the strings, the missing one last in the array; how many)."""
    labels = [*column.levels, MISSING_LABEL]
    place = {label: rank for rank, label in enumerate(sorted(set(labels)))}
    return np.array([place[label] for label in labels]), len(place)


def _cut_rare(seen: np.ndarray, counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(categories with a column of their own, categories that share one), each in order."""
    if len(seen) <= MAX_ONE_HOT:
        return seen, seen[:0]
    by_count = np.argsort(counts, kind="stable")
    rare = np.sort(by_count[: -(MAX_ONE_HOT - 1)])
    return np.delete(seen, rare), seen[rare]


def _documents(column: Column) -> Sequence[str]:
    lookup = np.array([*column.levels, ""], dtype=object)
    return [str(text) for text in lookup[column.values]]

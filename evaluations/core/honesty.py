"""Experiments with a script after its score is known: what they do, in which order, and what came of them.

Each trial is one fit in a process of its own. The caller brings the way to run one; here is decided which
rows, labels and seeds it gets. The thresholds are in ``checks.honesty``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from evaluations.core.protocol import Protocol
from evaluations.core.splitting import Split

MAX_ROWS = 2_000
SHUFFLES = 3
_DRAWS = 20  # shuffled labels are drawn this often; the draw that is least like the truth is taken
_OTHER_SEED = 1


class TrialFailed(Exception):
    """The script gave no predictions in this trial; the text says why."""


class TrialsOver(Exception):
    """The time for all trials is used up: what there is has to do."""


@dataclass(frozen=True, eq=False)
class Trial:
    """One fit: positions into the table, the labels of the training rows, and the seed."""

    train: np.ndarray
    y_train: np.ndarray
    test: np.ndarray
    seed: int


Run = Callable[[Trial], np.ndarray]


@dataclass(frozen=True, eq=False)
class Shuffled:
    """Held-out predictions of models that learnt from shuffled labels, over all folds."""

    y_true: np.ndarray
    y_shuffled: np.ndarray
    predicted: np.ndarray


@dataclass(frozen=True, eq=False)
class Trials:
    """What came of the experiments; None where one was not done, with the reason in ``failures``.

    All arrays of one fold are aligned with ``y_test``.
    """

    protocol: Protocol
    rows: int
    y_test: np.ndarray
    first: np.ndarray | None = None
    again: np.ndarray | None = None
    other_seed: np.ndarray | None = None
    reordered: np.ndarray | None = None
    in_halves: np.ndarray | None = None
    shuffled: tuple[Shuffled, ...] = ()
    failures: Mapping[str, str] = field(default_factory=dict)


def conduct_trials(protocol: Protocol, split: Split, y: np.ndarray, run: Run) -> Trials:
    """Every experiment, the cheap ones first; stops where the time is up. Other exceptions go through.

    ``y`` holds class codes or values by row of the table.
    """
    folds, rows = sample_folds(protocol, split)
    train, test = folds[0]
    seed = protocol.seed

    def fit(test_rows: np.ndarray, with_seed: int = seed) -> np.ndarray:
        return run(Trial(train, y[train], test_rows, with_seed))

    def in_halves() -> np.ndarray:
        middle = len(test) // 2
        return np.concatenate([fit(test[:middle]), fit(test[middle:])])

    order = np.random.default_rng(seed).permutation(len(test))
    backwards = np.argsort(order)
    done: dict[str, np.ndarray] = {}
    failures: dict[str, str] = {}
    shuffled: list[Shuffled] = []
    steps: list[tuple[str, Callable[[], np.ndarray]]] = [
        ("first", lambda: fit(test)),
        ("again", lambda: fit(test)),
        ("other_seed", lambda: fit(test, seed + _OTHER_SEED)),
        ("reordered", lambda: fit(test[order])[backwards]),
        ("in_halves", in_halves),
    ]
    try:
        for name, take in steps:
            _try(done, failures, name, take)
        for number in range(SHUFFLES):
            labels = shuffle_labels(protocol, y, rows, seed + number)
            shuffled += _learn_shuffled(y, labels, folds, seed, run, failures)
    except TrialsOver as over:
        failures["time"] = str(over)
    return Trials(protocol, len(rows), y[test], **done, shuffled=tuple(shuffled), failures=failures)


def sample_folds(protocol: Protocol, split: Split) -> tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray]:
    """(the folds of the first repeat as (train, test), the rows in them): ``MAX_ROWS`` rows at most."""
    rows = split.development
    if len(rows) > MAX_ROWS:
        rows = np.random.default_rng(protocol.seed).permutation(rows)[:MAX_ROWS]
    whole = [fold for fold in split.folds if fold.repeat == 0]
    cut = [(fold.train[np.isin(fold.train, rows)], fold.test[np.isin(fold.test, rows)]) for fold in whole]
    return cut, rows


def shuffle_labels(protocol: Protocol, y: np.ndarray, rows: np.ndarray, seed: int) -> np.ndarray:
    """``y`` with the labels of ``rows`` shuffled among them, a little *against* the truth.

    By chance a shuffle agrees with the truth slightly more or less than it should, and a model with one
    strong feature turns "slightly more" into many right answers. So that an honest model cannot look as if
    it knew them, the draw that agrees least is taken.
    """
    rng = np.random.default_rng([seed, 802])
    draws = [rng.permutation(y[rows]) for _ in range(_DRAWS)]
    labels = y.copy()
    labels[rows] = min(draws, key=lambda drawn: likeness(protocol, y[rows], drawn))
    return labels


def likeness(protocol: Protocol, truth: np.ndarray, other: np.ndarray) -> float:
    """Balanced accuracy of classes, correlation of numbers (0 where one never changes)."""
    if protocol.is_classification:
        return float(np.mean([(other[truth == code] == code).mean() for code in np.unique(truth)]))
    if min(float(np.std(truth)), float(np.std(other))) == 0:
        return 0.0
    return float(np.corrcoef(truth, other)[0, 1])


def _try(
    done: dict[str, np.ndarray], failures: dict[str, str], name: str, take: Callable[[], np.ndarray]
) -> None:
    try:
        done[name] = take()
    except TrialFailed as failed:
        failures[name] = str(failed)


def _learn_shuffled(
    y: np.ndarray,
    labels: np.ndarray,
    folds: Sequence[tuple[np.ndarray, np.ndarray]],
    seed: int,
    run: Run,
    failures: dict[str, str],
) -> list[Shuffled]:
    """One pass over all folds; nothing where the script fails on one."""
    tests = [test for _, test in folds]
    try:
        predicted = [run(Trial(train, labels[train], test, seed)) for train, test in folds]
    except TrialFailed as failed:
        failures["shuffled"] = str(failed)
        return []
    held_out = np.concatenate(tests)
    return [Shuffled(y[held_out], labels[held_out], np.concatenate(predicted))]

"""Whether the intervals cover and the verdicts hold, on made-up data whose truth is known.

    python -m benchmarks.simulation            # a few minutes: 100 data sets a cell
    python -m benchmarks.simulation --full     # 400 data sets a cell, an hour

*Coverage*: how often the 95 % interval of a report's score holds the truth, which is the mean score on many
fresh rows of models trained like the folds' (the target that evaluation.md names). *False claims*: how often
two models that differ in nothing are told apart, and how often a model trained on noise is called better than
the baseline. The statistics are those of the reports (``evaluations/core/statistics.py``); the models are
plain scikit-learn, because thousands of them are fitted.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.base import clone
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import RepeatedKFold, RepeatedStratifiedKFold
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from evaluations.core.metric_registry import METRICS
from evaluations.core.metrics import score_predictions
from evaluations.core.prediction import predict_rows
from evaluations.core.protocol import Protocol
from evaluations.core.statistics import MATTERS, compare, judge, score_interval

FRESH_ROWS = 4_000
SPLITS = 5
Data = tuple[np.ndarray, np.ndarray]
Draw = Callable[[np.random.Generator, int], Data]


@dataclass(frozen=True)
class World:
    """A way of making data, and the models that are tried on them."""

    task: str
    draw: Draw
    metrics: tuple[str, ...]
    linear: Any
    tree: Any
    baseline: Any


def draw_classes(rng: np.random.Generator, rows: int) -> Data:
    """Two shifted clouds and an interaction in eight columns, 35 % positive."""
    y = rng.random(rows) < 0.35
    X = rng.normal(size=(rows, 8))
    X[:, :3] += 0.7 * y[:, None]
    flip = (X[:, 3] * X[:, 4] > 1.0) & (rng.random(rows) < 0.5)
    return X, (y ^ flip).astype(float)


def draw_numbers(rng: np.random.Generator, rows: int) -> Data:
    """A line, an interaction and noise with tails heavier than normal ones (t with five degrees)."""
    X = rng.normal(size=(rows, 8))
    y = X[:, 0] + 0.5 * X[:, 1] + 0.5 * X[:, 2] * X[:, 3] + rng.standard_t(5, rows)
    return X, y


WORLDS = {
    "classification": World(
        "binary",
        draw_classes,
        ("accuracy", "roc_auc"),
        LogisticRegression(),
        DecisionTreeClassifier(min_samples_leaf=3, random_state=0),
        DummyClassifier(strategy="prior"),
    ),
    "regression": World(
        "regression",
        draw_numbers,
        ("rmse", "mae", "r2"),
        Ridge(),
        DecisionTreeRegressor(min_samples_leaf=3, random_state=0),
        DummyRegressor(),
    ),
}


def protocol_of(world: World, rows: int, repeats: int) -> Protocol:
    classes = ("no", "yes") if world.task == "binary" else ()
    return Protocol(
        1, world.task, "y", ("x",), (), classes, rows, "", SPLITS, repeats, 0, tuple(METRICS), "", "", 0.0
    )


def cut(world: World, data: Data, repeats: int, seed: int) -> list[tuple[np.ndarray, np.ndarray]]:
    make = RepeatedStratifiedKFold if world.task == "binary" else RepeatedKFold
    return list(make(n_splits=SPLITS, n_repeats=repeats, random_state=seed).split(*data))


def score(protocol: Protocol, model: Any, X: np.ndarray, y: np.ndarray) -> dict[str, float]:
    told = predict_rows(model, X, len(protocol.classes))
    return score_predictions(protocol, y, told.predicted, told.probabilities, told.decision)


def score_folds(
    world: World, model: Any, data: Data, repeats: int, seed: int, fresh: Data | None = None
) -> tuple[list[dict[str, float]], list[dict[str, float]]]:
    """(scores on the held-out rows of each fold, scores of the first repeat's models on fresh rows)."""
    protocol, (X, y) = protocol_of(world, len(data[1]), repeats), data
    held_out, true = [], []
    for index, (train, test) in enumerate(cut(world, data, repeats, seed)):
        target = y[train].astype(int) if protocol.classes else y[train]
        fitted = clone(model).fit(X[train], target)
        held_out.append(score(protocol, fitted, X[test], y[test]))
        if fresh is not None and index < SPLITS:
            true.append(score(protocol, fitted, *fresh))
    return held_out, true


def measure_coverage(world: World, model: Any, rows: int, repeats: int, sets: int) -> dict[str, float]:
    """Share of data sets whose interval holds the expected score of this procedure at this size."""
    fresh = world.draw(np.random.default_rng(10**6), FRESH_ROWS)
    runs = [
        score_folds(world, model, world.draw(np.random.default_rng(seed), rows), repeats, seed, fresh)
        for seed in range(sets)
    ]
    covered = {}
    for code in world.metrics:
        truth = np.mean([one[code] for _, true in runs for one in true])
        intervals = [
            score_interval(METRICS[code], [one[code] for one in held_out], SPLITS, rows)
            for held_out, _ in runs
        ]
        covered[code] = float(np.mean([found.low <= truth <= found.high for found in intervals]))
    return covered


def measure_false_differences(world: World, model: Any, rows: int, repeats: int, sets: int) -> float:
    """Two models on two halves of exchangeable columns: neither is better, so every claim is false."""
    wrong = 0
    for seed in range(sets):
        rng = np.random.default_rng(seed)
        signal, y = world.draw(rng, rows)
        halves = [signal + rng.normal(size=signal.shape) for _ in range(2)]
        scores = [score_folds(world, model, (X, y), repeats, seed)[0] for X in halves]
        wrong += claim(world, scores[0], scores[1]) != "no_clear_difference"
    return wrong / sets


def measure_false_victories(world: World, model: Any, rows: int, repeats: int, sets: int) -> float:
    """A model trained on noise against the baseline: every "better" is false."""
    wrong = 0
    for seed in range(sets):
        rng = np.random.default_rng(seed)
        _, y = world.draw(rng, rows)
        noise = rng.normal(size=(rows, 8)), y
        scores = [score_folds(world, one, noise, repeats, seed)[0] for one in (model, world.baseline)]
        wrong += claim(world, *scores) == "better"
    return wrong / sets


def claim(world: World, first: list[dict[str, float]], second: list[dict[str, float]]) -> str:
    """The verdict as the report words it, on the metric that verdicts are judged on."""
    metric = METRICS["roc_auc" if world.task == "binary" else "rmse"]
    values = [[one[metric.code] for one in scores] for scores in (first, second)]
    found = compare(*values, SPLITS, higher_is_better=metric.higher_is_better)
    margin = MATTERS if metric.high <= 1 else MATTERS * float(np.mean(values[1]))
    return judge(found.difference, found.p, margin)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--full", action="store_true", help="400 data sets a cell instead of 100")
    parser.add_argument("--sets", type=int, help="data sets a cell")
    wishes = parser.parse_args()
    sets = wishes.sets or (400 if wishes.full else 100)
    started = time.perf_counter()
    print(f"\n{sets} data sets a cell; simulation error about ±{1.96 * (0.05 * 0.95 / sets) ** 0.5:.3f}\n")
    for name, world in WORLDS.items():
        print(f"| {name} | rows, folds | {' | '.join(world.metrics)} | false differences | noise “better” |")
        print("| --- " * (4 + len(world.metrics)) + "|")
        for rows, repeats in ((60, 3), (150, 3), (500, 3), (500, 1)):
            for kind in ("linear", "tree"):
                model = getattr(world, kind)
                covered = measure_coverage(world, model, rows, repeats, sets)
                told = " | ".join(f"{covered[code]:.3f}" for code in world.metrics)
                same = measure_false_differences(world, model, rows, repeats, sets)
                noise = measure_false_victories(world, model, rows, repeats, sets)
                line = f"| {kind} | {rows}, {repeats} x {SPLITS} | {told} | {same:.3f} | {noise:.3f} |"
                print(line, flush=True)
        print()
    print(f"{time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()

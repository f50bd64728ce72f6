"""Fits each model to the same made-up points and keeps what it says.

``python -m evaluations.learn.painting``: run it again when the points or the models change. No page
imports this: it loads scikit-learn.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evaluations.core.pipelines import STANDARD
from evaluations.learn.regions import CELLS, REGIONS_FILE

Array = NDArray[np.float64]
POINTS, CURVE_POINTS, CURVE_STEPS = 70, 36, 120


def make_points() -> tuple[Array, Array]:
    """Two bent clouds that overlap a little, all within the unit square."""
    rng = np.random.default_rng(11)
    label = np.arange(POINTS) % 2
    turn = rng.uniform(0.1, np.pi - 0.1, POINTS)
    x = np.where(label == 1, 0.36 + 0.26 * np.cos(turn), 0.62 + 0.26 * np.cos(turn))
    y = np.where(label == 1, 0.44 + 0.36 * np.sin(turn), 0.62 - 0.36 * np.sin(turn))
    points = np.column_stack([x, y]) + rng.normal(0, 0.065, (POINTS, 2))
    return np.clip(points, 0.02, 0.98), label.astype(float)


def make_curve() -> tuple[Array, Array]:
    """Numbers that rise, dip and rise again, with noise."""
    rng = np.random.default_rng(5)
    x = np.sort(rng.uniform(0.02, 0.98, CURVE_POINTS))
    return x, np.clip(0.22 + 0.55 * x + 0.16 * np.sin(9 * x) + rng.normal(0, 0.06, CURVE_POINTS), 0.02, 0.98)


def paint() -> dict[str, Any]:
    """What ``regions.json`` holds."""
    X, y = make_points()
    x, value = make_curve()
    classifiers = [code for code, pipeline in STANDARD.items() if pipeline.classifier]
    regressors = [code for code, pipeline in STANDARD.items() if pipeline.regressor]
    return {
        "points": [
            [round(a, 3), round(b, 3), int(c)] for (a, b), c in zip(X.tolist(), y.tolist(), strict=True)
        ],
        "classes": {code: paint_classes(code, X, y) for code in classifiers},
        "curve": [[round(a, 3), round(b, 3)] for a, b in zip(x.tolist(), value.tolist(), strict=True)],
        "curves": {code: paint_curve(code, x, value) for code in regressors if code not in classifiers},
    }


def build(code: str, task: str) -> Any:
    """The platform's own model, let down to so few points where its defaults ask for more."""
    model = STANDARD[code].build(task, 0)
    return model.set_params(min_samples_leaf=5) if code == "hist_gradient_boosting" else model


def paint_classes(code: str, X: Array, y: Array) -> list[str]:
    """Rows from the top; "1" where the model says 1."""
    centres = (np.arange(CELLS) + 0.5) / CELLS
    grid = np.array([(a, b) for b in centres[::-1] for a in centres])
    said = build(code, "binary").fit(X, y).predict(grid).astype(int).reshape(CELLS, CELLS)
    return ["".join(map(str, row)) for row in said.tolist()]


def paint_curve(code: str, x: Array, value: Array) -> list[list[float]]:
    steps = np.linspace(0.02, 0.98, CURVE_STEPS)
    said = build(code, "regression").fit(x[:, None], value).predict(steps[:, None])
    return [[round(a, 3), round(b, 3)] for a, b in zip(steps.tolist(), said.tolist(), strict=True)]


if __name__ == "__main__":
    REGIONS_FILE.write_text(json.dumps(paint(), separators=(",", ":")) + "\n")

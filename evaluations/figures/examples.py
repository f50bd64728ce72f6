"""Made-up reports to look at and to test with. EXAMPLES ONLY: nothing here was measured."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from .score import ScoreLine


def _wobble(count: int, step: float = 2.399) -> list[float]:
    """``count`` numbers in -1..1 that look scattered and are always the same."""
    return [math.sin(index * step) * math.cos(index * index * 0.37) for index in range(count)]


def _result(
    pipeline: str, title: str, metric: str, mean: float | None, half: float, verdict: str = "better"
) -> dict[str, Any]:
    score: dict[str, Any] = {"mean": mean, "low": None, "high": None, "folds": [], "higher_is_better": True}
    if mean is not None:
        score |= {"low": mean - half, "high": mean + half, "folds": [mean + half * w for w in _wobble(15)]}
    return {
        "pipeline": pipeline,
        "title": title,
        "origin": "script" if pipeline == "script" else "standard",
        "status": "failed" if mean is None else "succeeded",
        "reason": {"code": "time_limit", "message": "ran out of its 60 seconds"} if mean is None else None,
        "scores": {} if mean is None else {metric: score},
        "versus_baseline": {"verdict": verdict} if mean is not None and pipeline != "baseline" else None,
    }


def _fold_scores(results: Sequence[dict[str, Any]], metric: str) -> list[dict[str, Any]]:
    scored = [result for result in results if metric in result["scores"]]
    return [
        {
            "pipeline": result["pipeline"],
            "title": result["title"],
            "values": result["scores"][metric]["folds"],
            "mean": result["scores"][metric]["mean"],
        }
        for result in scored
    ]


def _binary_diagnostics(results: Sequence[dict[str, Any]]) -> dict[str, Any]:
    rates = [index / 60 for index in range(61)]
    groups = [0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95]
    observed = [0.09, 0.13, 0.2, 0.3, 0.42, 0.49, 0.52, 0.61, 0.72, 0.93]
    importance = [
        ("sex", 0.142),
        ("ticket class", 0.051),
        ("age", 0.036),
        ("fare", 0.022),
        ("title of the name", 0.014),
    ]
    importance += [
        ("port of embarkation, as written on the ticket", 0.004),
        ("siblings", 0.002),
        ("cabin", -0.001),
    ]
    return {
        "fold_scores": _fold_scores(results, "accuracy"),
        "confusion_matrix": {"labels": ["lost", "survived"], "counts": [[391, 48], [76, 197]]},
        "roc": {"fpr": rates, "tpr": [rate**0.22 for rate in rates], "auc": 0.861},
        "calibration": {
            "predicted": groups,
            "observed": observed,
            "counts": [220, 96, 60, 44, 30, 27, 33, 41, 66, 95],
        },
        "feature_importance": [
            {"feature": name, "mean": mean, "low": mean - 0.012, "high": mean + 0.012}
            for name, mean in importance
        ],
        **_example_closer_looks(),
        "association": [
            {"feature": "sex", "strength": 0.54, "measure": "cramers_v", "rows": 712},
            {"feature": "fare", "strength": 0.26, "measure": "correlation_ratio", "rows": 712},
            {"feature": "age", "strength": 0.07, "measure": "correlation_ratio", "rows": 571},
        ],
        "train_test_gap": [
            {"pipeline": "logistic_regression", "train": 0.806, "test": 0.794},
            {"pipeline": "knn", "train": 0.861, "test": 0.803},
            {"pipeline": "random_forest", "train": 0.981, "test": 0.812},
            {"pipeline": "hist_gradient_boosting", "train": 0.912, "test": 0.826},
            {"pipeline": "decision_tree", "train": 0.984, "test": 0.779},
        ],
    }


def _example_closer_looks() -> dict[str, Any]:
    """Where it is weak, and whether more rows would help."""
    steps = [index / 40 for index in range(1, 41)]
    points = [(57, 0.71), (171, 0.77), (342, 0.8), (570, 0.822)]
    segments = [
        ("ticket class", "third", 320, 0.71, True),
        ("age", "0.42 to 20", 180, 0.76, False),
        ("port of embarkation, as written on the ticket", "Cherbourg", 120, 0.79, False),
    ]
    return {
        "precision_recall": {
            "recall": steps,
            "precision": [1 - 0.62 * step**4 for step in steps],
            "average_precision": 0.85,
            "share": 0.38,
        },
        "learning_curve": {
            "pipeline": "hist_gradient_boosting",
            "title": "Histogram gradient boosting",
            "points": [
                {"rows": rows, "score": score, "folds": [score - 0.02, score, score + 0.02]}
                for rows, score in points
            ],
        },
        "weak_segments": {
            "metric": "accuracy",
            "overall": 0.826,
            "tried": 23,
            "segments": [
                {
                    "column": column,
                    "segment": segment,
                    "rows": rows,
                    "score": score,
                    "low": score - 0.05,
                    "high": score + 0.05,
                    "clear": clear,
                }
                for column, segment, rows, score, clear in segments
            ],
        },
        "worst_rows": [
            {"row": row, "actual": "survived", "predicted": "lost", "confidence": sure}
            for row, sure in [(571, 0.98), (84, 0.97), (302, 0.95), (744, 0.9), (12, 0.86)]
        ],
    }


def example_binary() -> dict[str, Any]:
    """Survivors of a shipwreck: eight models, one of them the learner's, one without a score."""
    results = [
        _result("baseline", "Baseline", "accuracy", 0.616, 0.003),
        _result("naive_bayes", "Naive Bayes", "accuracy", 0.772, 0.041),
        _result("logistic_regression", "Logistic regression", "accuracy", 0.794, 0.033),
        _result("knn", "k-nearest neighbours", "accuracy", 0.803, 0.036),
        _result("decision_tree", "Decision tree", "accuracy", 0.779, 0.038),
        _result("random_forest", "Random forest", "accuracy", 0.812, 0.031),
        _result("hist_gradient_boosting", "Histogram gradient boosting", "accuracy", 0.826, 0.034),
        _result("svm", "Support vector machine", "accuracy", None, 0),
        _result("script", "Your script: titanic_model.py", "accuracy", 0.819, 0.035),
    ]
    return {
        "task": "binary",
        "classes": ["lost", "survived"],
        "primary_metric": "accuracy",
        "metric_title": "Accuracy",
        "higher_is_better": True,
        "best": "hist_gradient_boosting",
        "baseline": "baseline",
        "results": results,
        "diagnostics": _binary_diagnostics(results),
        "by_hand": _by_hand([0.81, 0.83, 0.79, 0.84, 0.825], [0.81, 0.825, 0.79, 0.835, 0.825]),
    }


def _by_hand(script: list[float], library: list[float]) -> dict[str, Any]:
    folds = [
        {"fold": n + 1, "script": a, "library": b, "different": 3 * (a != b), "predictions": 143}
        for n, (a, b) in enumerate(zip(script, library, strict=True))
    ]
    return {"estimator": "KNeighborsClassifier", "agreement": {"correlation": None}, "folds": folds}


def example_regression() -> dict[str, Any]:
    """House prices: a lower-is-better metric in large units."""
    results = [
        _result("baseline", "Baseline", "rmse", 79_320, 4_100),
        _result("ridge", "Ridge regression", "rmse", 31_400, 4_900),
        _result("decision_tree", "Decision tree", "rmse", 41_800, 4_400),
        _result("random_forest", "Random forest", "rmse", 28_900, 3_700),
        _result("svm", "Support vector regression", "rmse", 79_900, 4_100, "no_clear_difference"),
    ]
    actual = [110_000 + 240_000 * abs(wave) ** 1.5 for wave in _wobble(300, 1.7)]
    errors = [24_000 * wave for wave in _wobble(300, 3.1)]
    return {
        "task": "regression",
        "classes": [],
        "primary_metric": "rmse",
        "metric_title": "RMSE",
        "higher_is_better": False,
        "best": "random_forest",
        "baseline": "baseline",
        "results": results,
        "diagnostics": {
            "fold_scores": _fold_scores(results, "rmse"),
            "predicted_vs_actual": {
                "actual": actual,
                "predicted": [value + error for value, error in zip(actual, errors, strict=True)],
                "unit": "sale price",
            },
            "residuals": {
                "edges": [-60_000 + 10_000 * index for index in range(14)],
                "counts": [2, 5, 9, 24, 51, 78, 96, 64, 33, 18, 11, 6, 3],
            },
            "worst_rows": [
                {"row": 1499, "actual": 610_000.0, "predicted": 285_400.0, "confidence": None},
                {"row": 2181, "actual": 183_850.0, "predicted": 402_300.0, "confidence": None},
            ],
        },
    }


def example_multiclass(classes: int = 20) -> dict[str, Any]:
    """More classes than a matrix can show."""
    names = [f"species {chr(97 + index % 26)}{index // 26 or ''}" for index in range(classes)]
    counts = [
        [40 if i == j else max(0, round(9 * wave)) for j, wave in enumerate(_wobble(classes, 1.1 + i))]
        for i in range(classes)
    ]
    results = [
        _result("baseline", "Baseline", "balanced_accuracy", 0.05, 0.0),
        _result("random_forest", "Random forest", "balanced_accuracy", 0.61, 0.05),
    ]
    return {
        "task": "multiclass",
        "classes": names,
        "primary_metric": "balanced_accuracy",
        "metric_title": "Balanced accuracy",
        "higher_is_better": True,
        "best": "random_forest",
        "baseline": "baseline",
        "results": results,
        "diagnostics": {"confusion_matrix": {"labels": names, "counts": counts}},
    }


def example_scores() -> list[ScoreLine]:
    """Score lines: the usual one, agreement, worse than guessing, large units, a claim out of range."""
    return [
        ScoreLine("accuracy", 0, 1, 0.83, 0.79, 0.86, 0.62, 0.81, 0.76, 0.86, 0.97, guess=0.75),
        ScoreLine("accuracy", 0, 1, 0.83, 0.79, 0.86, 0.83, 0.83, 0.78, 0.88, 0.83, guess=0.83),
        ScoreLine("ROC AUC", 0, 1, 0.41, 0.31, 0.52, 0.5),
        ScoreLine("RMSE", 0, math.inf, 28_900, 25_200, 32_600, 79_320, 30_100, 26_000, 34_000, 19_800, False),
        ScoreLine("R²", -math.inf, 1, -3.2, -9.5, 0.4, -0.01, said=0.9),
        ScoreLine("accuracy", 0, 1, 1.0, 1.0, 1.0, 0.5, 1.0, said=97, baseline_label="always “no”"),
    ]


def example_columns() -> list[dict[str, Any]]:
    """Entries of a profile."""
    ages = [54, 46, 177, 169, 118, 70, 45, 24, 9, 2]
    sexes = [{"value": "male", "count": 577}, {"value": "female", "count": 314}]
    cabins = [{"value": f"C{n}", "count": 9 - n} for n in range(8)]
    return [
        {"name": "age", "missing": 177, "min": 0.42, "max": 80, "median": 28, "histogram": {"counts": ages}},
        {"name": "sex", "missing": 0, "distinct": 2, "values": sexes},
        {"name": "cabin", "missing": 687, "distinct": 147, "values": cabins},
        {"name": "empty", "missing": 891, "distinct": 0, "values": []},
    ]

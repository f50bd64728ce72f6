"""What each metric is called, which way is better and what it needs. No numpy: web pages import this."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Metric:
    """One metric.

    Parameters
    ----------
    code : the name in the API
    title : the name on a page
    higher_is_better : direction
    low, high : the range of possible values (may be infinite)
    needs : ``labels`` (or predicted numbers), ``scores`` (a ranking) or ``probabilities``
    meaning : one sentence for a beginner
    """

    code: str
    title: str
    higher_is_better: bool
    low: float
    high: float
    needs: str
    meaning: str

    @property
    def name(self) -> str:
        """The title inside a sentence."""
        return in_sentence(self.title)


def in_sentence(title: str) -> str:
    """A name as it reads inside a sentence: "Balanced accuracy" loses its capital, "ROC AUC" does not."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


_ALL = (
    Metric("accuracy", "Accuracy", True, 0.0, 1.0, "labels", "The share of rows predicted correctly."),
    Metric(
        "balanced_accuracy",
        "Balanced accuracy",
        True,
        0.0,
        1.0,
        "labels",
        "The share predicted correctly within each class, averaged over the classes: every class counts "
        "the same, however rare.",
    ),
    Metric(
        "f1_macro",
        "Macro F1",
        True,
        0.0,
        1.0,
        "labels",
        "The balance of false alarms and misses for each class, averaged over the classes.",
    ),
    Metric(
        "roc_auc",
        "ROC AUC",
        True,
        0.0,
        1.0,
        "scores",
        "How often the model ranks a row of the class above a row that is not of the class: 0.5 is a coin "
        "flip, 1 is perfect.",
    ),
    Metric(
        "log_loss",
        "Log loss",
        False,
        0.0,
        math.inf,
        "probabilities",
        "How surprised the stated probabilities are by the truth: 0 is perfect, sure mistakes cost most.",
    ),
    Metric(
        "brier",
        "Brier score",
        False,
        0.0,
        1.0,
        "probabilities",
        "The mean squared distance between the stated probability and what happened: 0 is perfect.",
    ),
    Metric(
        "r2",
        "R²",
        True,
        -math.inf,
        1.0,
        "labels",
        "The share of the target's variation that is explained: 0 is no better than always guessing the "
        "mean, 1 is perfect.",
    ),
    Metric(
        "mae",
        "Mean absolute error",
        False,
        0.0,
        math.inf,
        "labels",
        "How far off a prediction is on average, in the target's own unit.",
    ),
    Metric(
        "rmse",
        "Root mean squared error",
        False,
        0.0,
        math.inf,
        "labels",
        "How far off predictions are, in the target's own unit, where large misses weigh more.",
    ),
    Metric(
        "median_absolute_error",
        "Median absolute error",
        False,
        0.0,
        math.inf,
        "labels",
        "Half of the predictions are closer than this, in the target's own unit.",
    ),
)
METRICS: Mapping[str, Metric] = {metric.code: metric for metric in _ALL}

METRICS_OF_TASK: Mapping[str, tuple[str, ...]] = {
    "binary": ("accuracy", "balanced_accuracy", "f1_macro", "roc_auc", "log_loss", "brier"),
    "multiclass": ("accuracy", "balanced_accuracy", "f1_macro", "roc_auc", "log_loss"),
    "regression": ("r2", "mae", "rmse", "median_absolute_error"),
}
# Never accuracy: where one class is common, always naming it scores well and a good model looks useless.
COMPARISON_METRIC: Mapping[str, str] = {
    "binary": "roc_auc",
    "multiclass": "balanced_accuracy",
    "regression": "rmse",
}
IMBALANCED_FROM = 0.75  # share of the most frequent class


def choose_primary_metric(task: str, majority_share: float) -> tuple[str, str]:
    """The headline metric that follows from the task and the imbalance, and why: (code, sentence)."""
    if task == "regression":
        return "r2", (
            "The headline is R²: 0 means no better than always guessing the mean, 1 means perfect, whatever "
            "the target's unit. The error in the target's own unit stands beside it."
        )
    if majority_share < IMBALANCED_FROM:
        return "accuracy", "The headline is accuracy, the share of rows predicted correctly."
    code = "roc_auc" if task == "binary" else "balanced_accuracy"
    return code, (
        f"The headline is {METRICS[code].name} and not accuracy: {majority_share:.0%} of the rows are of "
        "one class, so always naming that class would already look accurate."
    )

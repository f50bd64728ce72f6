"""All figures of a report, in the order of the page."""

from __future__ import annotations

from collections.abc import Callable

from .by_hand import draw_by_hand
from .calibration import draw_calibration
from .comparison import draw_comparison
from .confusion_matrix import draw_confusion_matrix
from .feature_importance import draw_feature_importance
from .fold_strip import draw_fold_strip
from .measured import Report
from .predicted_vs_actual import draw_predicted_vs_actual
from .residuals import draw_residuals
from .roc import draw_roc
from .spec import FigureSpec
from .train_test_gap import draw_train_test_gap

CATALOGUE: dict[str, Callable[[Report], FigureSpec | None]] = {
    "model_comparison": draw_comparison,
    "by_hand": draw_by_hand,
    "confusion_matrix": draw_confusion_matrix,
    "predicted_vs_actual": draw_predicted_vs_actual,
    "residuals": draw_residuals,
    "roc": draw_roc,
    "calibration": draw_calibration,
    "feature_importance": draw_feature_importance,
    "fold_strip": draw_fold_strip,
    "train_test_gap": draw_train_test_gap,
}


def draw_figures(report: Report) -> list[FigureSpec]:
    """Every figure that ``report`` (a ``Report.to_dict()``) holds the numbers for."""
    drawn = (draw(report) for draw in CATALOGUE.values())
    return [figure for figure in drawn if figure is not None]

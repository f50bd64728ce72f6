"""All figures of a report, in the order of the page."""

from __future__ import annotations

from collections.abc import Callable

from .association import draw_association
from .by_hand import draw_by_hand
from .calibration import draw_calibration
from .comparison import draw_comparison
from .confusion_matrix import draw_confusion_matrix
from .feature_importance import draw_feature_importance
from .fold_strip import draw_fold_strip
from .learning_curve import draw_learning_curve
from .measured import Report
from .precision_recall import draw_precision_recall
from .predicted_vs_actual import draw_predicted_vs_actual
from .residuals import draw_residuals
from .roc import draw_roc
from .spec import FigureSpec
from .train_test_gap import draw_train_test_gap
from .weak_segments import draw_weak_segments
from .worst_rows import draw_worst_rows

CATALOGUE: dict[str, Callable[[Report], FigureSpec | None]] = {
    "model_comparison": draw_comparison,
    "by_hand": draw_by_hand,
    "confusion_matrix": draw_confusion_matrix,
    "predicted_vs_actual": draw_predicted_vs_actual,
    "residuals": draw_residuals,
    "worst_rows": draw_worst_rows,
    "weak_segments": draw_weak_segments,
    "roc": draw_roc,
    "precision_recall": draw_precision_recall,
    "calibration": draw_calibration,
    "association": draw_association,
    "feature_importance": draw_feature_importance,
    "learning_curve": draw_learning_curve,
    "fold_strip": draw_fold_strip,
    "train_test_gap": draw_train_test_gap,
}


def draw_figures(report: Report) -> list[FigureSpec]:
    """Every figure that ``report`` (a ``Report.to_dict()``) holds the numbers for."""
    drawn = (draw(report) for draw in CATALOGUE.values())
    return [figure for figure in drawn if figure is not None]

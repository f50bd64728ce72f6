"""How well the model ranks: the ROC curve."""

from __future__ import annotations

from .frame import Frame
from .measured import Report, diagnostics_of
from .numbers import is_number, numbers, tidy
from .spec import FigureSpec
from .svg import Point, label, line, polyline
from .text import quote

_READING = (
    "The further the curve bends to the upper left, the better the model separates the two classes; "
    "the dashed diagonal is guessing."
)
_KEPT = 120  # points drawn; more cannot be seen


def draw_roc(report: Report) -> FigureSpec | None:
    """Needs matching rates; binary tasks only."""
    roc = diagnostics_of(report, "roc") or {}
    false_rates, true_rates = numbers(roc.get("fpr")), numbers(roc.get("tpr"))
    if len(false_rates) < 2 or len(false_rates) != len(true_rates):
        return None
    title = _title(roc.get("auc"), [str(name) for name in report.get("classes") or []])
    points = _thin(list(zip(false_rates, true_rates, strict=True)))
    frame = Frame(0, 1, 0, 1, "share of false alarms", "share of true cases found")
    marks = [
        line(frame.at(0, 0), frame.at(1, 1), "ff-baseline", width=1.5, dashes="4 4"),
        polyline([frame.at(*point) for point in points], "ff-measured", width=2.5),
        label(frame.x(0.6), frame.y(0.5), "guessing", size=12, tone="ff-baseline"),
        _name(frame, roc.get("auc")),
    ]
    table = {"columns": ["false alarms", "true cases found"], "rows": [[tidy(x), tidy(y)] for x, y in points]}
    return FigureSpec("roc", title, _READING, table, frame.draw(*marks, title=title, desc=_READING))


def _title(auc: object, classes: list[str]) -> str:
    if not is_number(auc):
        return "How well the model ranks the rows"
    times = round(100 * auc)
    if len(classes) != 2:
        return f"A true case is ranked above another {times} times in 100"
    negative, positive = map(quote, classes)
    return f"A row that is {positive} is ranked above one that is {negative} {times} times in 100"


def _name(frame: Frame, auc: object) -> str:
    words = f"AUC {auc:.2f}" if is_number(auc) else ""
    return label(frame.x(0.97), frame.y(0.06), words, size=15, tone="ff-measured", strong=True, anchor="end")


def _thin(points: list[Point]) -> list[Point]:
    """At most ``_KEPT`` points, both ends among them."""
    if len(points) <= _KEPT:
        return points
    step = (len(points) - 1) / (_KEPT - 1)
    return [points[round(index * step)] for index in range(_KEPT)]

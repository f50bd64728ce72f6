"""What it costs to find more of the cases: precision against recall."""

from __future__ import annotations

from .frame import Frame
from .measured import Report, diagnostics_of
from .numbers import is_number, numbers, percent, tidy
from .spec import FigureSpec
from .svg import label, line, polyline
from .text import quote

_READING = (
    "Each point is a threshold: how many of the true cases it finds (right is more) and how many of its "
    "alarms are right (up is better); the dashed line is guessing."
)
_ENOUGH = 0.8  # the recall that the title speaks of


def draw_precision_recall(report: Report) -> FigureSpec | None:
    """Needs matching shares; binary tasks only."""
    found = diagnostics_of(report, "precision_recall") or {}
    recall, precision = numbers(found.get("recall")), numbers(found.get("precision"))
    if len(recall) < 2 or len(recall) != len(precision):
        return None
    points = list(zip(recall, precision, strict=True))
    title = _title(points, [str(name) for name in report.get("classes") or []])
    frame = Frame(0, 1, 0, 1, "share of true cases found", "share of alarms that are right")
    share, area = found.get("share"), found.get("average_precision")
    marks = [
        polyline([frame.at(*point) for point in points], "ff-measured", width=2.5),
        label(
            *frame.at(0.03, 0.06),
            f"area {area:.2f}" if is_number(area) else "",
            size=15,
            tone="ff-measured",
            strong=True,
        ),
    ]
    if is_number(share):
        dashes = line(frame.at(0, share), frame.at(1, share), "ff-baseline", width=1.5, dashes="4 4")
        marks.insert(0, dashes)
    rows = [[tidy(x), tidy(y)] for x, y in points]
    table = {"columns": ["true cases found", "alarms that are right"], "rows": rows}
    svg = frame.draw(*marks, title=title, desc=_READING)
    return FigureSpec("precision_recall", title, _READING, table, svg)


def _title(points: list[tuple[float, float]], classes: list[str]) -> str:
    """The precision where four fifths of the cases are found."""
    reached = [precision for recall, precision in points if recall >= _ENOUGH]
    if not reached:
        return "How many alarms are right, by how many cases are found"
    what = f"the rows that are {quote(classes[1])}" if len(classes) == 2 else "the true cases"
    return f"To find 8 in 10 of {what}, {percent(max(reached), 1)} of the alarms are right"

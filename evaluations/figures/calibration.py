"""Whether "80 % sure" is right 80 times in 100."""

from __future__ import annotations

import math

from .frame import Frame
from .measured import Report, diagnostics_of
from .numbers import is_number, percent, tidy
from .spec import FigureSpec
from .svg import dot, label, line, polyline

_READING = (
    "Each dot is a group of rows with similar predicted probability, larger for more rows; "
    "on the dashed diagonal, what was predicted is what happened."
)
_FAIR = 0.05  # mean gap up to which probabilities are called trustworthy
Group = tuple[float, float, float]  # predicted, observed, rows


def draw_calibration(report: Report) -> FigureSpec | None:
    """Needs at least one group of rows; binary tasks only."""
    groups = _groups(diagnostics_of(report, "calibration") or {})
    if not groups:
        return None
    title = _title(groups)
    frame = Frame(0, 1, 0, 1, "predicted probability", "how often it happened")
    largest = max(rows for _, _, rows in groups)
    dots = [
        dot(
            *frame.at(predicted, observed),
            "ff-measured",
            radius=3 + 6 * math.sqrt(rows / largest),
            opacity=0.75,
        )
        for predicted, observed, rows in groups
    ]
    marks = [
        line(frame.at(0, 0), frame.at(1, 1), "ff-baseline", width=1.5, dashes="4 4"),
        label(
            frame.x(0.97), frame.y(0.06), "dashed: as predicted", size=12, tone="ff-baseline", anchor="end"
        ),
        polyline(
            [frame.at(predicted, observed) for predicted, observed, _ in groups], "ff-measured", width=1
        ),
        *dots,
    ]
    rows = [[tidy(predicted), tidy(observed), int(count)] for predicted, observed, count in groups]
    table = {"columns": ["predicted", "observed", "rows"], "rows": rows}
    return FigureSpec("calibration", title, _READING, table, frame.draw(*marks, title=title, desc=_READING))


def _groups(calibration: Report) -> list[Group]:
    """Groups with rows in them, by predicted probability."""
    columns = [calibration.get(name) or [] for name in ("predicted", "observed", "counts")]
    found = [
        (float(predicted), float(observed), float(rows))
        for predicted, observed, rows in zip(*columns, strict=False)
        if is_number(predicted) and is_number(observed) and is_number(rows) and rows > 0
    ]
    return sorted(found)


def _title(groups: list[Group]) -> str:
    """Names the group whose gap is least likely to be chance, or says that the gaps are small."""
    total = sum(rows for _, _, rows in groups)
    gap = sum(rows * abs(observed - predicted) for predicted, observed, rows in groups) / total
    if gap <= _FAIR:
        return f"The probabilities can be trusted: off by {100 * gap:.0f} points in 100 on average"
    predicted, observed, _ = max(groups, key=lambda group: math.sqrt(group[2]) * abs(group[1] - group[0]))
    return f"Where the model says {percent(predicted, 1)}, it happens {percent(observed, 1)} of the time"

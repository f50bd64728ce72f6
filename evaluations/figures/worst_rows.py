"""The rows that the model got most wrong: where to look first."""

from __future__ import annotations

from .measured import Report, diagnostics_of
from .numbers import is_number, is_row_count, percent, tidy, write_short
from .rows import Chart, Marks, Row, draw_rows, length
from .scale import Scale, round_range
from .spec import FigureSpec
from .svg import dot, element, line
from .text import clean, cut_middle, quote

_READING_CLASSES = (
    "Each bar is how sure the model was of a wrong answer, on a row it had not seen; look these rows up in "
    "the file: a label may be wrong, or a column missing that tells them apart."
)
_READING_NUMBERS = (
    "The ring is the true value and the dot the prediction, on a row that the model had not seen; look these "
    "rows up in the file: a value may be wrong, or a column missing that explains them."
)
_ROOM_FOR_SAID = 120
Worst = tuple[int, object, object, float | None]  # row in the file, actual, predicted, confidence


def draw_worst_rows(report: Report) -> FigureSpec | None:
    """Needs one row; of classes, with a confidence."""
    entries = [e for e in diagnostics_of(report, "worst_rows") or [] if is_row_count(e.get("row"))]
    worst = [
        (int(e["row"]), e.get("actual"), e.get("predicted"), _number(e.get("confidence"))) for e in entries
    ]
    numbers = [one for one in worst if is_number(one[1]) and is_number(one[2])]
    if worst and len(numbers) == len(worst) and all(one[3] is None for one in worst):
        return _draw_numbers(numbers)
    classes = [one for one in worst if one[3] is not None]
    return _draw_classes(classes) if classes else None


def _draw_classes(worst: list[Worst]) -> FigureSpec:
    first = worst[0]
    sure = percent(first[3] or 0.0, 1).capitalize()
    title = f"{sure} sure and wrong: row {first[0]:,} is {quote(first[1])}, not {quote(first[2])}"
    chart = Chart(title, 0.0, 1.0, "how sure the model was of the wrong answer", reference=0.0)
    rows = [
        Row(
            f"row {row:,}: {clean(actual)}",
            f"not {cut_middle(clean(said), 13, _ROOM_FOR_SAID)}",
            marks=_bar(confidence or 0.0),
        )
        for row, actual, said, confidence in worst
    ]
    wide, narrow = draw_rows(rows, chart)
    listed = [[row, clean(actual), clean(said), tidy(confidence)] for row, actual, said, confidence in worst]
    table = {"columns": ["row", "true class", "predicted", "how sure"], "rows": listed}
    return FigureSpec("worst_rows", title, _READING_CLASSES, table, wide, narrow)


def _draw_numbers(worst: list[Worst]) -> FigureSpec:
    pairs = [(row, float(str(actual)), float(str(said))) for row, actual, said, _ in worst]
    row, actual, said = pairs[0]
    title = f"Row {row:,} is furthest off: {write_short(said)} predicted, {write_short(actual)} true"
    ends = [end for _, *both in pairs for end in both]
    chart = Chart(title, *round_range(min(ends), max(ends)), "true value and prediction")
    rows = [
        Row(f"row {row:,}", f"{write_short(actual)} → {write_short(said)}", marks=_pair(actual, said))
        for row, actual, said in pairs
    ]
    wide, narrow = draw_rows(rows, chart)
    listed = [[row, tidy(actual), tidy(said), tidy(said - actual)] for row, actual, said in pairs]
    table = {"columns": ["row", "true value", "predicted", "off by"], "rows": listed}
    return FigureSpec("worst_rows", title, _READING_NUMBERS, table, wide, narrow)


def _number(value: object) -> float | None:
    return float(value) if is_number(value) else None


def _bar(confidence: float) -> Marks:
    return lambda scale, y: length(scale, y, confidence, "ff-measured")


def _pair(actual: float, said: float) -> Marks:
    def draw(scale: Scale, y: float) -> str:
        between = line((scale(actual), y), (scale(said), y), "ff-measured", width=2, opacity=0.5)
        inside = dot(scale(actual), y, "ff-paper", radius=6)
        ring = element(
            "circle",
            class_="ff-muted",
            cx=scale(actual),
            cy=y,
            r=6,
            fill="none",
            stroke="currentColor",
            stroke_width=2,
        )
        return between + inside + ring + dot(scale(said), y, "ff-measured")

    return draw

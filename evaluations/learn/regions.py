"""How each model cuts the plane (or bends its line) for the same few points: stored once, drawn here.

``painting`` fits the models with scikit-learn and writes the file; pages only draw what is in it.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from evaluations.figures.frame import Frame
from evaluations.figures.svg import bar, dot, polyline, shape

REGIONS_FILE = Path(__file__).parent / "regions.json"
CELLS = 34  # of the grid, each way
SIDE = 300.0


@cache
def stored_regions() -> dict[str, Any]:
    """``{"points": [[x, y, class]], "classes": {model: rows of "0" and "1"}, "curve": …, "curves": {…}}``."""
    stored: dict[str, Any] = json.loads(REGIONS_FILE.read_text())
    return stored


def draw_region(spec: str, lines: list[str]) -> str:
    """``spec``: the model's code and what is to be seen."""
    code, _, title = spec.partition(" ")
    stored = stored_regions()
    if code in stored["classes"]:
        return _draw_classes(stored["points"], stored["classes"][code], title)
    return _draw_curve(stored["curve"], stored["curves"][code], title)


def _draw_classes(points: list[list[float]], grid: list[str], title: str) -> str:
    frame = Frame(0, 1, 0, 1, "one measurement", "another")
    return frame.draw(
        *_shade(grid, frame), *(_mark(frame, *point) for point in points), title=title, desc=title
    )


def _shade(grid: list[str], frame: Frame) -> list[str]:
    """Where the model says "1": runs of cells, row by row from the top."""
    parts = []
    for row in range(len(grid)):
        y_high, y_low = 1 - row / CELLS, 1 - (row + 1) / CELLS
        for start, end in _runs(grid[row]):
            x, y = frame.at(start / CELLS, y_high)
            right, bottom = frame.at(end / CELLS, y_low)
            parts.append(bar(x, y, right - x, bottom - y + 0.3, "ff-measured", opacity=0.16))
    return parts


def _runs(row: str) -> list[tuple[int, int]]:
    """(start, end) of each stretch of "1"."""
    edges = [at for at in range(len(row) + 1) if (row[at - 1 : at] == "1") != (row[at : at + 1] == "1")]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _mark(frame: Frame, x: float, y: float, label: float) -> str:
    """A dot for one class, a hollow square for the other: shape as well as colour."""
    at_x, at_y = frame.at(x, y)
    if label:
        return dot(at_x, at_y, "ff-measured", radius=4)
    left, right, top, bottom = at_x - 3.5, at_x + 3.5, at_y - 3.5, at_y + 3.5
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    return shape(corners, "ff-said", filled=False, width=1.8)


def _draw_curve(points: list[list[float]], curve: list[list[float]], title: str) -> str:
    frame = Frame(0, 1, 0, 1, "one measurement", "the value to predict")
    dots = [dot(*frame.at(x, y), "ff-muted", radius=3.5, opacity=0.8) for x, y in points]
    drawn = polyline([frame.at(x, y) for x, y in curve], "ff-measured", width=2.5)
    return frame.draw(*dots, drawn, title=title, desc=title)

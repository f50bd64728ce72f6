"""The pictures of the notes. Each is written beside the words as a few lines of numbers and drawn here.

The first line names the kind and says what is to be seen: ``bars One class is nearly everything``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from math import inf

from evaluations.figures.catalogue import CATALOGUE
from evaluations.figures.examples import example_binary, example_regression
from evaluations.figures.frame import Frame
from evaluations.figures.numbers import write_short
from evaluations.figures.rows import Chart, Marks, Row, draw_rows, length, whisker
from evaluations.figures.scale import Scale, round_range
from evaluations.figures.scoreline import ScoreLine, hero_svgs
from evaluations.figures.svg import Point, dot, label, line, polyline
from evaluations.learn.regions import draw_region
from evaluations.learn.sketches import draw_folds, draw_table

TONES = {
    "": "ff-measured",
    "measured": "ff-measured",
    "baseline": "ff-baseline",
    "issue": "ff-issue",
    "said": "ff-said",
    "lockbox": "ff-lockbox",
    "muted": "ff-muted",
}
Cells = Sequence[str]


@lru_cache(maxsize=256)
def draw_picture(spec: str) -> str:
    """SVG of a picture block; charts in rows as two drawings, for wide and narrow screens."""
    head, _, body = spec.partition("\n")
    kind, _, title = head.partition(" ")
    return KINDS[kind](title.strip(), [text.strip() for text in body.splitlines() if text.strip()])


def caption_of(spec: str) -> str:
    """What is to be seen, where the drawing does not say it itself."""
    kind, _, title = spec.partition("\n")[0].partition(" ")
    if kind == "model":
        title = title.partition(" ")[2]
    return "" if kind in ("figure", "score", "error") else f"{title.strip()}."


def split_cells(text: str, most: int = -1) -> list[str]:
    return [cell.strip() for cell in text.split("|", most)]


def tone_of(cells: Cells, at: int) -> str:
    return TONES[cells[at] if len(cells) > at else ""]


# Charts in rows


def take_scale(lines: list[str]) -> tuple[str, tuple[float, float] | None, list[list[str]]]:
    """(caption, the ends of the scale, rows): an optional line ``scale | 0 | 1 | caption`` comes first."""
    rows = [split_cells(text) for text in lines]
    if rows[0][0] != "scale":
        return "", None, rows
    _, low, high, caption = rows[0]
    return caption, (float(low), float(high)), rows[1:]


def draw_chart(title: str, lines: list[str], make_row: Callable[[Cells], tuple[Row, list[float]]]) -> str:
    caption, ends, cells = take_scale(lines)
    made = [make_row(row) for row in cells]
    values = [value for _, found in made for value in found]
    low, high = ends or round_range(min(values), max(values))
    return "".join(draw_rows([row for row, _ in made], Chart(title, low, high, caption)))


def draw_bars(title: str, lines: list[str]) -> str:
    """Lines ``label | value | tone``."""
    return draw_chart(title, lines, make_bar)


def make_bar(cells: Cells) -> tuple[Row, list[float]]:
    value, tone = float(cells[1]), tone_of(cells, 2)

    def marks(scale: Scale, y: float) -> str:
        return length(scale, y, value, tone)

    return Row(cells[0], write_short(value), marks=marks, tone=tone), [0.0, value]


def draw_intervals(title: str, lines: list[str]) -> str:
    """Lines ``label | mean | low | high | tone``."""
    return draw_chart(title, lines, make_interval)


def make_interval(cells: Cells) -> tuple[Row, list[float]]:
    mean, low, high = (float(cell) for cell in cells[1:4])
    tone = tone_of(cells, 4)

    def marks(scale: Scale, y: float) -> str:
        return whisker(scale, y, (low, high), tone) + dot(scale(mean), y, tone)

    words = f"{write_short(mean)} ({write_short(low)} to {write_short(high)})"
    return Row(cells[0], words if low < high else write_short(mean), marks=marks, tone=tone), [low, high]


def draw_dots(title: str, lines: list[str]) -> str:
    """Lines ``label | value value value | tone``."""
    return draw_chart(title, lines, make_dots)


def make_dots(cells: Cells) -> tuple[Row, list[float]]:
    values, tone = [float(value) for value in cells[1].split()], tone_of(cells, 2)
    mean = write_short(sum(values) / len(values))
    return Row(cells[0], mean, marks=scatter(values, tone), tone=tone), values


def scatter(values: Sequence[float], tone: str) -> Marks:
    def marks(scale: Scale, y: float) -> str:
        return "".join(dot(scale(value), y, tone, radius=4, opacity=0.55) for value in values)

    return marks


# A square with axes


def draw_frame(title: str, lines: list[str]) -> str:
    """``axes | x title | low | high | y title | low | high``, then ``line | tone | label | x,y …``.

    ``dashes`` and ``dots`` are written alike. A label stands at the last point.
    """
    _, x_title, x_low, x_high, y_title, y_low, y_high = split_cells(lines[0])
    frame = Frame(float(x_low), float(x_high), float(y_low), float(y_high), x_title, y_title)
    marks = [draw_mark(frame, split_cells(text)) for text in lines[1:]]
    return frame.draw(*marks, title=title, desc=title)


def draw_mark(frame: Frame, cells: Cells) -> str:
    shape, tone, words, where = cells[0], TONES[cells[1]], cells[2], cells[3]
    points = [frame.at(*(float(end) for end in pair.split(","))) for pair in where.split()]
    return MARKS[shape](points, tone) + name_mark(frame, points[-1], words, tone)


def name_mark(frame: Frame, at: Point, words: str, tone: str) -> str:
    """Beside the mark's end, on the side where there is room."""
    if not words:
        return ""
    right = at[0] > (frame.x.start + frame.x.end) / 2
    x, anchor = (at[0] - 6, "end") if right else (at[0] + 8, "start")
    return label(x, max(at[1] - 8, 44), words, size=12, tone=tone, anchor=anchor)


MARKS: Mapping[str, Callable[[list[Point], str], str]] = {
    "line": lambda points, tone: polyline(points, tone),
    "dashes": lambda points, tone: line(points[0], points[-1], tone, width=1.5, dashes="4 4"),
    "dots": lambda points, tone: "".join(dot(x, y, tone, radius=4, opacity=0.7) for x, y in points),
}


# Drawn elsewhere


def draw_example_figure(key: str, lines: list[str]) -> str:
    """A figure of the report, from made-up numbers."""
    drawn = (CATALOGUE[key](report()) for report in (example_binary, example_regression))
    figure = next(figure for figure in drawn if figure is not None)
    return figure.svg + figure.svg_narrow


def draw_score_line(title: str, lines: list[str]) -> str:
    """``score``: an accuracy with all its company."""
    accuracy = ScoreLine("accuracy", 0, 1, 0.83, 0.79, 0.86, 0.62, lockbox=0.81, said=0.97)
    return hero_svgs(accuracy)


def draw_error_line(title: str, lines: list[str]) -> str:
    """The same for an error, which is better the lower it is."""
    return hero_svgs(ScoreLine(title, 0, inf, 28.9, 25.2, 32.6, 79.3, higher_is_better=False))


KINDS: Mapping[str, Callable[[str, list[str]], str]] = {
    "table": draw_table,
    "bars": draw_bars,
    "intervals": draw_intervals,
    "dots": draw_dots,
    "frame": draw_frame,
    "folds": draw_folds,
    "figure": draw_example_figure,
    "model": draw_region,
    "score": draw_score_line,
    "error": draw_error_line,
}

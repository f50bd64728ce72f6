"""The steps of a project from end to end, one station each, and a dot for every project that took it.

Filled: done. Hollow: not yet. Drawn wide and, for phones, with the dots below the names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from .numbers import count
from .spec import FigureSpec
from .svg import dot, drawing, element, label, line

MOST_PROJECTS = 12
_READING = (
    "Each line is a step; each dot beside it is one project, the oldest on the left: filled where the step "
    "was taken, hollow where it was not."
)
_SIZE = 13


@dataclass(frozen=True)
class Station:
    """One step. ``done``: for each project shown, whether it took the step; ``times``: over all projects."""

    phase: str
    name: str
    done: tuple[bool, ...]
    times: int


@dataclass(frozen=True)
class _Layout:
    kind: str
    width: float
    row: float
    head: float  # height of a phase's name
    dots: float  # x of the first dot
    gap: float  # from dot to dot
    drop: float  # of the dots below the names


def draw_steps(stations: Sequence[Station], projects: int) -> FigureSpec:
    """``projects``: how many there are, those that find no room included."""
    taken = sum(station.times > 0 for station in stations)
    title = f"{taken} of {len(stations)} steps taken, over {count(projects, 'project')}"
    rows = [[station.phase, station.name, station.times] for station in stations]
    table = {"columns": ["part", "step", "projects"], "rows": rows}
    drawn = partial(_draw, stations, projects, title)
    wide = _Layout("ff-wide", 640, 30, 34, 340, 20, 0)
    narrow = _Layout("ff-narrow", 340, 44, 34, 34, 20, 19)
    return FigureSpec("steps", title, _READING, table, drawn(wide), drawn(narrow))


def _draw(stations: Sequence[Station], projects: int, title: str, layout: _Layout) -> str:
    parts, ys, y = [], [], 0.0
    for before, station in zip([None, *stations], stations, strict=False):
        if before is None or before.phase != station.phase:
            parts.append(label(34, y + 22, station.phase, size=_SIZE, tone="ff-muted", strong=True))
            y += layout.head
        parts.append(_row(station, projects, y + 15, layout))
        ys.append(y + 15)
        y += layout.row
    rail = line((12, ys[0]), (12, ys[-1]), "ff-grid", width=3)
    words = "; ".join(f"{station.name}: {count(station.times, 'project')}" for station in stations)
    return drawing(layout.width, y + 6, rail, *parts, title=title, desc=words, kind=layout.kind)


def _row(station: Station, projects: int, y: float, layout: _Layout) -> str:
    reached = station.times > 0
    tone = "ff-ink" if reached else "ff-muted"
    name = label(34, y + 4.5, station.name, size=_SIZE, tone=tone, room=layout.width - 80)
    told = f"{station.times} of {projects}" if reached else "not yet"
    times = label(layout.width - 2, y + 4.5, told, size=_SIZE, tone=tone, anchor="end")
    dots = "".join(
        _mark(layout.dots + 6 + at * layout.gap, y + layout.drop, 4.5, filled=station.done[at])
        for at in range(len(station.done))
    )
    return _mark(12, y, 7, filled=reached) + name + dots + times


def _mark(x: float, y: float, radius: float, *, filled: bool) -> str:
    if filled:
        return dot(x, y, "ff-measured", radius=radius)
    ring = element(
        "circle", class_="ff-muted", cx=x, cy=y, r=radius - 1, fill="none", stroke="currentColor", opacity=0.7
    )
    return dot(x, y, "ff-paper", radius=radius) + ring

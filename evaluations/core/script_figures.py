"""The figures that a script draws, taken out of its memory as bare pixels. Child side."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from evaluations.core.script_notes import Notes

MOST_FIGURES = 8
MAX_WIDTH, MAX_HEIGHT = 900, 700  # pixels
_DPI = 100


@dataclass(frozen=True, eq=False)
class DrawnFigure:
    """``pixels`` is uint8 of shape (height, width, 3)."""

    line: int | None
    pixels: np.ndarray


class Drawings:
    """Keeps each figure once, as it looked when last shown or saved. ``keeps`` False: draws nothing."""

    def __init__(self, notes: Notes, *, keeps: bool) -> None:
        self._notes = notes
        self._keeps = keeps
        self._pyplot: Any = importlib.import_module("matplotlib.pyplot")
        self._drawn: dict[int, DrawnFigure] = {}
        self._seen: list[Any] = []  # alive, so that no two share an id
        self._before = set(self._pyplot.get_fignums())

    @property
    def drawn(self) -> tuple[DrawnFigure, ...]:
        return tuple(self._drawn.values())

    def redirect(self, replace: Callable[[Any, str, Any], None]) -> None:
        """Have ``show`` and ``savefig`` come here."""

        def show(*args: object, **named: object) -> None:  # pyplot writes attributes on it
            self.finish()

        replace(self._pyplot, "show", show)
        figure = importlib.import_module("matplotlib.figure").Figure
        replace(figure, "savefig", lambda figure, *args, **named: self._take(figure))
        replace(figure, "show", lambda figure, *args, **named: self._take(figure))

    def finish(self) -> None:
        """Take and close what was drawn and not taken before."""
        for number in self._pyplot.get_fignums():
            if number not in self._before:
                self._take(self._pyplot.figure(number))
                self._pyplot.close(number)

    def _take(self, figure: Any) -> None:
        if not self._keeps or not figure.get_axes():
            return
        if id(figure) not in self._drawn and len(self._drawn) >= MOST_FIGURES:
            self._notes.add(f"only the first {MOST_FIGURES} figures are kept.")
            return
        try:
            drawn = DrawnFigure(self._notes.calling_line(), _draw(figure))
        except Exception as error:  # noqa: BLE001 - a figure that cannot be drawn costs nobody the result
            self._notes.add(f"a figure could not be drawn ({type(error).__name__}: {error}).")
            return
        self._seen.append(figure)
        self._drawn[id(figure)] = drawn


def _draw(figure: Any) -> np.ndarray:
    """At most ``MAX_WIDTH`` by ``MAX_HEIGHT``."""
    canvas = importlib.import_module("matplotlib.backends.backend_agg").FigureCanvasAgg(figure)
    width, height = figure.get_size_inches()
    figure.set_dpi(min(_DPI, MAX_WIDTH / max(width, 0.1), MAX_HEIGHT / max(height, 0.1)))
    canvas.draw()
    return np.ascontiguousarray(np.asarray(canvas.buffer_rgba())[:MAX_HEIGHT, :MAX_WIDTH, :3])

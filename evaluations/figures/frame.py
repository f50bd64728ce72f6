"""The square with two axes that curves and clouds of points are drawn in."""

from __future__ import annotations

from dataclasses import dataclass

from .numbers import write_tick
from .scale import Scale, ticks
from .svg import Point, drawing, label, line
from .text import text_width

_SIZE = 12


@dataclass(frozen=True)
class Frame:
    """A plot of ``width`` by ``height``; titles stand above and below it, never sideways."""

    x_low: float
    x_high: float
    y_low: float
    y_high: float
    x_title: str
    y_title: str
    width: float = 340
    height: float = 330
    counts: bool = False  # the horizontal axis counts things: no half of one is written

    @property
    def x(self) -> Scale:
        return Scale(self.x_low, self.x_high, self._gutter, self.width - 14)

    @property
    def y(self) -> Scale:
        return Scale(self.y_low, self.y_high, self.height - 46, 32)

    @property
    def _gutter(self) -> float:
        """Room for the numbers of the vertical axis."""
        return min(
            100,
            max(
                text_width(write_tick(tick, self.y_high - self.y_low), _SIZE)
                for tick in ticks(self.y_low, self.y_high)
            )
            + 12,
        )

    def at(self, x: float, y: float) -> Point:
        return self.x(x), self.y(y)

    def draw(self, *marks: str, title: str, desc: str) -> str:
        return drawing(
            self.width,
            self.height,
            self._grid(),
            *marks,
            self._titles(),
            title=title,
            desc=desc,
            kind="ff-square",
        )

    def _titles(self) -> str:
        below = label(
            self.width - 14, self.height - 6, self.x_title, size=_SIZE, tone="ff-muted", anchor="end"
        )
        above = label(2, 14, self.y_title, size=_SIZE, tone="ff-muted", room=self.width - 4)
        return above + below

    def _grid(self) -> str:
        return self._rungs() + self._columns()

    def _rungs(self) -> str:
        parts = []
        for tick in ticks(self.y_low, self.y_high):
            y = self.y(tick)
            parts.append(line((self.x.start, y), (self.x.end, y), "ff-grid"))
            parts.append(
                label(
                    self.x.start - 8,
                    y + 4,
                    write_tick(tick, self.y_high - self.y_low),
                    size=_SIZE,
                    tone="ff-muted",
                    anchor="end",
                )
            )
        return "".join(parts)

    def _columns(self) -> str:
        """Numbers under the plot, as many as fit side by side."""
        parts, used = [], 0.0
        for tick in ticks(self.x_low, self.x_high):
            if self.counts and tick % 1:
                continue
            words = write_tick(tick, self.x_high - self.x_low)
            half = text_width(words, _SIZE) / 2
            x = min(max(self.x(tick), half + 1), self.width - half - 1)
            parts.append(line((self.x(tick), self.y.start), (self.x(tick), self.y.start + 4), "ff-axis"))
            if x - half > used:
                parts.append(label(x, self.y.start + 19, words, size=_SIZE, tone="ff-muted", anchor="middle"))
                used = x + half + 8
        return "".join(parts)

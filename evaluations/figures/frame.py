"""The square with two axes that curves and clouds of points are drawn in."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

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
        """Numbers under the plot: each, or each second or third, where no more fit side by side."""
        found = [tick for tick in ticks(self.x_low, self.x_high) if not (self.counts and tick % 1)]
        floor = self.y.start
        marks = [line((self.x(tick), floor), (self.x(tick), floor + 4), "ff-axis") for tick in found]
        choices = (
            [self._number_below(tick) for tick in found[::every]] for every in range(1, len(found) + 1)
        )
        numbers = next((chosen for chosen in choices if _stand_apart(chosen)), [])
        written = (
            label(number.x, floor + 19, number.words, size=_SIZE, tone="ff-muted", anchor="middle")
            for number in numbers
        )
        return "".join([*marks, *written])

    def _number_below(self, tick: float) -> _Number:
        """Under its tick, or as near as the edges of the drawing allow."""
        words = write_tick(tick, self.x_high - self.x_low)
        half = text_width(words, _SIZE) / 2
        return _Number(words, min(max(self.x(tick), half + 1), self.width - half - 1), half)


@dataclass(frozen=True)
class _Number:
    words: str
    x: float  # of its middle
    half: float  # of its width


def _stand_apart(numbers: list[_Number]) -> bool:
    return all(one.x + one.half + 8 < two.x - two.half for one, two in pairwise(numbers))

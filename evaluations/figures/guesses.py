"""Guesses beside what was measured: whether a learner knows what to expect, and how sure to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .frame import Frame
from .numbers import tidy
from .spec import FigureSpec
from .svg import dot, label, line

CLOSE, CLOSE_SHARE = 0.05, 0.10  # for scores up to 1; for errors in a unit
_READING = (
    "Each dot is one first guess: on the dashed diagonal it was right, above it the score turned out higher "
    "than guessed, below it lower."
)


@dataclass(frozen=True)
class Guess:
    """A guess made before any score was shown. ``certainty`` in per cent; ``bounded``: scores end at 1."""

    guess: float
    measured: float
    bounded: bool
    certainty: int | None = None

    @property
    def is_close(self) -> bool:
        room = CLOSE if self.bounded else CLOSE_SHARE * abs(self.measured)
        return abs(self.guess - self.measured) <= room


def say_calibration(guesses: Sequence[Guess]) -> str:
    """ "5 guesses before the reveal, off by 0.04 on average; 3 close. Sure to 80 % …"; empty without one."""
    if not guesses:
        return ""
    close = sum(guess.is_close for guess in guesses)
    bounded = [abs(guess.guess - guess.measured) for guess in guesses if guess.bounded]
    off = f", off by {sum(bounded) / len(bounded):.2f} on average" if bounded else ""
    number = "1 guess" if len(guesses) == 1 else f"{len(guesses)} guesses"
    said = f"{number} before the reveal{off}; {close or 'none'} close."
    sure = [guess for guess in guesses if guess.certainty is not None]
    if not sure:
        return said
    mean = sum(guess.certainty or 0 for guess in sure) / len(sure)
    kept = 100 * sum(guess.is_close for guess in sure) / len(sure)
    return f"{said} Sure to {mean:.0f} % on average, close in {kept:.0f} %."


def draw_guesses(guesses: Sequence[Guess]) -> FigureSpec | None:
    """Scores between 0 and 1 only; needs two of them."""
    drawn = [g for g in guesses if g.bounded and 0 <= g.guess <= 1 and 0 <= g.measured <= 1]
    if len(drawn) < 2:
        return None
    close = sum(guess.is_close for guess in drawn)
    title = f"{close} of {len(drawn)} guesses came within 0.05 of the score"
    frame = Frame(0, 1, 0, 1, "guessed", "measured")
    marks = [
        line(frame.at(0, 0), frame.at(1, 1), "ff-baseline", width=1.5, dashes="4 4"),
        label(frame.x(0.97), frame.y(0.06), "dashed: as guessed", size=12, tone="ff-baseline", anchor="end"),
        *(dot(*frame.at(g.guess, g.measured), "ff-measured", opacity=0.75) for g in drawn),
    ]
    rows = [[tidy(g.guess), tidy(g.measured), g.certainty] for g in drawn]
    table = {"columns": ["guessed", "measured", "certainty in %"], "rows": rows}
    return FigureSpec("guesses", title, _READING, table, frame.draw(*marks, title=title, desc=_READING))

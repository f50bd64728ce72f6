"""The score line: the drawing that runs through the whole product.

A horizontal scale that ends at the perfect score, a grey tick for the baseline, a dot with its
interval for the measured score, a hollow diamond under the line for the lockbox, ochre carets above
it for what was claimed. Pure Python: the web process draws it.
"""

from __future__ import annotations

from dataclasses import dataclass

from .notes import Note, draw_notes
from .numbers import is_number, write_tick
from .scale import Scale, ticks
from .score import ScoreLine, describe, title_of, visible_range
from .svg import caret, diamond, dot, drawing, label, line, shape
from .text import clean, cut, text_width

__all__ = ["ScoreLine", "hero_svgs", "score_line_svg"]


@dataclass(frozen=True)
class Layout:
    """Where things go at one size; lengths in units of the viewBox, about CSS pixels."""

    kind: str
    width: float
    height: float
    axis: float  # y of the scale
    start: float  # x where the scale begins and ends
    end: float
    size: float  # of the small type
    large: float  # of the measured value
    above: float  # baseline of the last line of type above the scale
    below: float  # baseline of the first line of type below it
    stacked: bool  # a header, and names above their values (else before them)


LAYOUTS = {
    "hero": Layout("ff-wide", 640, 148, 92, 40, 600, 13, 21, 64, 124, stacked=True),
    "narrow": Layout("ff-narrow", 340, 148, 92, 32, 308, 13, 20, 64, 124, stacked=True),
    "card": Layout("ff-card", 340, 76, 39, 32, 308, 12.5, 15, 16, 70, stacked=False),
    "badge": Layout("ff-badge", 280, 28, 12, 8, 120, 13, 14, 0, 0, stacked=False),
}


def hero_svgs(score: ScoreLine) -> str:
    """The hero for desks and, right after it, the one for phones; the stylesheet shows one of them."""
    return score_line_svg(score, "hero") + score_line_svg(score, "narrow")


def score_line_svg(score: ScoreLine, size: str = "hero") -> str:
    """The score line as an SVG element; ``size`` is "hero", "narrow", "card" or "badge"."""
    layout = LAYOUTS[size]
    scale = _scale(score, layout)
    words = _badge_words(score, layout) if size == "badge" else _words(score, scale, layout)
    return drawing(
        layout.width,
        layout.height,
        _axis(score, scale, layout),
        _marks(score, scale, layout),
        words,
        title=title_of(score),
        desc=describe(score),
        kind=layout.kind,
    )


def _scale(score: ScoreLine, layout: Layout) -> Scale:
    """The scale, shortened where the numbers at its ends need the room."""
    low, high = visible_range(score)
    left, right = (text_width(write_tick(end, high - low), layout.size - 1) + 12 for end in (low, high))
    if layout.above == 0:  # the badge has no numbers at the ends
        return Scale(low, high, layout.start, layout.end)
    return Scale(low, high, max(layout.start, left), min(layout.end, layout.width - right))


# The marks


def _axis(score: ScoreLine, scale: Scale, layout: Layout) -> str:
    """The scale, with an arrowhead at its better end and hairline ticks at round values."""
    y, better, ticked = layout.axis, (scale.end, 5.0) if score.higher_is_better else (scale.start, -5.0), ""
    if layout.stacked:
        ticked = "".join(
            line((scale(t), y - 3), (scale(t), y + 3), "ff-axis") for t in ticks(scale.low, scale.high)
        )
    tip, reach = better
    head = shape([(tip + reach, y), (tip, y - 3.5), (tip, y + 3.5)], "ff-axis")
    return line((scale.start, y), (scale.end, y), "ff-axis", width=1.5) + ticked + head


def _marks(score: ScoreLine, scale: Scale, layout: Layout) -> str:
    y, small = layout.axis, not layout.stacked
    parts = []
    if is_number(score.baseline):
        reach = 7 if small else 10
        x = scale(score.baseline)
        parts.append(line((x, y - reach), (x, y + reach), "ff-baseline", width=2.5))
    parts.append(_lockbox(score, scale, y, 4.5 if small else 6.5))
    if score.interval:
        ends = scale(score.interval[0]), scale(score.interval[1])
        parts.append(line((ends[0], y), (ends[1], y), "ff-measured", width=5 if small else 6, opacity=0.4))
    for claim in (score.said, score.guess):
        if is_number(claim):
            parts.append(caret(scale(claim), y - (6 if small else 9), "ff-said", 3.5 if small else 5))
    if is_number(score.score):
        parts.append(dot(scale(score.score), y, "ff-measured", radius=5 if small else 6.5))
    return "".join(parts)


def _lockbox(score: ScoreLine, scale: Scale, y: float, size: float) -> str:
    """The diamond hangs just under the line: it stays visible when it agrees with the measured score."""
    if not is_number(score.lockbox):
        return ""
    level, spread = y + size + 4.5, ""
    if score.lockbox_interval:
        low, high = score.lockbox_interval
        spread = line((scale(low), level), (scale(high), level), "ff-lockbox", width=1.5)
    return spread + diamond(scale(score.lockbox), level, "ff-lockbox", size)


# The words


def _words(score: ScoreLine, scale: Scale, layout: Layout) -> str:
    """Header, ends of the scale, and the labels: measured and claimed above, the yardsticks below."""
    small = layout.size
    above, below = _notes_above(score, scale, layout), _notes_below(score, scale, layout)
    upper = draw_notes(above, layout.width, layout.above, layout.axis - 17, small, stacked=layout.stacked)
    lower = draw_notes(below, layout.width, layout.below, layout.axis + 21, small, stacked=layout.stacked)
    return _header(score, layout) + _ends(scale, layout) + upper + lower


def _header(score: ScoreLine, layout: Layout) -> str:
    if not layout.stacked:
        return ""
    direction = f"{score.direction} →" if score.higher_is_better else f"← {score.direction}"
    room = layout.width - text_width(direction, layout.size) - 24
    metric = label(4, 15, score.metric_title, size=layout.size, strong=True, room=room)
    return metric + label(layout.width - 4, 15, direction, size=layout.size, anchor="end", tone="ff-muted")


def _ends(scale: Scale, layout: Layout) -> str:
    """The numbers at both ends of the scale."""
    size, y = layout.size - 1, layout.axis + layout.size * 0.33
    low, high = (write_tick(end, scale.high - scale.low) for end in (scale.low, scale.high))
    left = label(scale.start - 10, y, low, size=size, anchor="end", tone="ff-muted")
    return left + label(scale.end + 10, y, high, size=size, tone="ff-muted")


def _notes_above(score: ScoreLine, scale: Scale, layout: Layout) -> list[Note]:
    notes = []
    if is_number(score.score):
        name = "measured" if layout.stacked else clean(score.metric_title)
        spread = score.interval
        extra = f"{score.write(spread[0])} to {score.write(spread[1])}" if spread else ""
        x, value = scale(score.score), score.write(score.score)
        notes.append(
            Note(x, cut(name, layout.size, 0.35 * layout.width), value, extra, "ff-measured", layout.large)
        )
    claims = (("script said" if layout.stacked else "said", score.said), ("guessed", score.guess))
    for name, claim in claims:
        if is_number(claim):
            notes.append(Note(scale(claim), name, score.write(claim), "", "ff-said", layout.size + 1))
    return notes


def _notes_below(score: ScoreLine, scale: Scale, layout: Layout) -> list[Note]:
    notes = []
    yardsticks = (
        (score.baseline_label, score.baseline, "ff-baseline"),
        ("lockbox", score.lockbox, "ff-lockbox"),
    )
    for name, value, tone in yardsticks:
        if is_number(value):
            shown = cut(clean(name), layout.size, 0.6 * layout.width)
            notes.append(Note(scale(value), shown, score.write(value), "", tone, layout.size + 1))
    return notes


def _badge_words(score: ScoreLine, layout: Layout) -> str:
    """The value and the metric's name, to the right of the line."""
    value = score.write(score.score) if is_number(score.score) else "–"
    x, y = layout.end + 16, layout.height / 2 + 5
    after = x + text_width(value, layout.large) + 6
    number = label(x, y, value, size=layout.large, tone="ff-measured", strong=True)
    return number + label(
        after, y, score.metric_title, size=layout.size, tone="ff-muted", room=layout.width - after - 2
    )

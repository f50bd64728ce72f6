"""The preview image: what a chat or a feed shows beside a link. 1200 by 630, drawn once for each content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import fontpkg_inter
import resvg_py
from django.conf import settings
from django.core.cache import caches

from evaluations.figures.scoreline import ScoreLine, score_line_svg
from evaluations.figures.standalone import standalone_svg
from evaluations.figures.svg import bar, drawing, element, label
from evaluations.figures.text import cut, text_width
from portfolio.sharing.shared import Shared

WIDTH, HEIGHT, EDGE = 1200, 630, 64
TITLE_SIZE, TITLE_LEADING, TITLE_LINES = 54, 64, 3
INTER_IS_NARROWER = 0.82  # than the font that text is measured in
LINE_WIDTH = 640  # of the hero score line
DRAWN_BY = "1"  # raised whenever the same content would be drawn otherwise
KEPT_SECONDS = 30 * 24 * 3600


def preview_png(shared: Shared) -> bytes:
    """Kept under the hash of its drawing, so that it is never out of date."""
    svg = preview_svg(shared)
    key = f"preview.{DRAWN_BY}.{hashlib.sha256(svg.encode()).hexdigest()}"
    known = caches["pages"].get(key)
    if known is None:
        known = render_png(svg)
        caches["pages"].set(key, known, KEPT_SECONDS)
    return known


def render_png(svg: str) -> bytes:
    """Without the machine's own fonts: the same picture everywhere."""
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            width=WIDTH,
            height=HEIGHT,
            skip_system_fonts=True,
            font_files=font_files(),
            font_family="Inter",
            sans_serif_family="Inter",
        )
    )


@lru_cache
def font_files() -> list[str]:
    return [str(path) for path in sorted(Path(fontpkg_inter.__file__).parent.glob("files/Inter?opsz*.ttf"))]


def preview_svg(shared: Shared) -> str:
    lines = list(wrap(shared.title, TITLE_SIZE, WIDTH - 2 * EDGE))
    title = [
        label(EDGE, 158 + TITLE_LEADING * number, line, size=TITLE_SIZE, strong=True)
        for number, line in enumerate(lines)
    ]
    svg = drawing(
        WIDTH,
        HEIGHT,
        bar(0, 0, 12, HEIGHT, "ff-measured"),
        label(EDGE, 84, f"@{shared.owner.username}", size=28, tone="ff-muted"),
        label(WIDTH - EDGE, 84, settings.SITE_NAME, size=28, anchor="end", strong=True, tone="ff-measured"),
        *title,
        *(score_parts(shared.summary.line) if shared.summary else []),
        label(EDGE, HEIGHT - 36, verdict_of(shared), size=28, room=WIDTH - 2 * EDGE),
        title=shared.title,
        desc=shared.description,
        kind="ff-preview",
    )
    return standalone_svg(svg, "light")


def score_parts(line: ScoreLine) -> Iterator[str]:
    """The score line as on the page, blown up to the width of the picture."""
    scale = (WIDTH - 2 * EDGE) / LINE_WIDTH
    inside = score_line_svg(line, "hero").partition("</desc>")[2].removesuffix("</svg>")
    yield element("g", inside, transform=f"translate({EDGE} 308) scale({scale:.3f})")


def verdict_of(shared: Shared) -> str:
    if shared.summary is None:
        return "Not measured yet."
    words = shared.summary.verdict_words
    said = f"{words[:1].upper()}{words[1:]}. " if words else ""
    return f"{said}Measured by {settings.SITE_NAME}, not by the author."


def wrap(text: str, size: float, room: float) -> Iterator[str]:
    """At most ``TITLE_LINES`` lines; what does not fit ends in an ellipsis."""
    room /= INTER_IS_NARROWER
    line, lines = "", 1
    words = text.split()
    for place, word in enumerate(words):
        longer = f"{line} {word}".strip()
        if line and text_width(longer, size) > room:
            if lines == TITLE_LINES:
                yield cut(" ".join([line, *words[place:]]), size, room)
                return
            yield cut(line, size, room)
            line, lines = word, lines + 1
        else:
            line = longer
    yield cut(line, size, room)

"""Preview images: what a chat or a feed shows beside a link. 1200 by 630, drawn once for each content."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import fontpkg_inter
import resvg_py
from django.conf import settings
from django.core.cache import caches

from evaluations.figures.standalone import standalone_svg
from evaluations.figures.svg import bar, drawing, label
from evaluations.figures.text import cut, text_width

WIDTH, HEIGHT, EDGE = 1200, 630, 64
ROOM = WIDTH - 2 * EDGE
TITLE_SIZE, TITLE_LEADING, TITLE_TOP, TITLE_LINES = 54, 64, 158, 3
INTER_IS_NARROWER = 0.82  # than the font that text is measured in
DRAWN_BY = "2"  # raised whenever the same content would be drawn otherwise
JOINERS = {0x200D: None, 0xFE0F: None}  # hold pictographs together
KEPT_SECONDS = 30 * 24 * 3600


def picture_of(svg: str) -> bytes:
    """As PNG, kept under the hash of its drawing, so that it is never out of date."""
    key = f"preview.{DRAWN_BY}.{hashlib.sha256(svg.encode()).hexdigest()}"
    known = caches["pages"].get(key)
    if known is None:
        known = render_png(svg)
        caches["pages"].set(key, known, KEPT_SECONDS)
    return known


def render_png(svg: str) -> bytes:
    """The same picture everywhere: the machine's own fonts are asked only for scripts that Inter has not."""
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            width=WIDTH,
            height=HEIGHT,
            skip_system_fonts=all(map(is_of_inter, svg)),
            font_files=font_files(),
            font_family="Inter",
            sans_serif_family="Inter",
        )
    )


def is_of_inter(character: str) -> bool:
    """Latin, Greek, Cyrillic, marks and signs."""
    return character < "\u0530" or "\u1e00" <= character < "\u2c00"


def without_pictographs(text: str) -> str:
    """No font here draws them: a box for each would be all that one sees."""
    kept = (c for c in text if is_of_inter(c) or unicodedata.category(c) not in ("So", "Sk"))
    return " ".join("".join(kept).translate(JOINERS).split())


@lru_cache
def font_files() -> list[str]:
    return [str(path) for path in sorted(Path(fontpkg_inter.__file__).parent.glob("files/Inter?opsz*.ttf"))]


def frame(*parts: str, kicker: str, title: str, says: str, lines: int = TITLE_LINES) -> str:
    """The drawing that all share: the mark's colour on the left, who, the site, what; ``parts`` below."""
    written = [
        label(EDGE, TITLE_TOP + TITLE_LEADING * number, line, size=TITLE_SIZE, strong=True)
        for number, line in enumerate(wrap_evenly(without_pictographs(title), TITLE_SIZE, ROOM, lines))
    ]
    svg = drawing(
        WIDTH,
        HEIGHT,
        bar(0, 0, 12, HEIGHT, "ff-measured"),
        label(EDGE, 84, kicker, size=28, tone="ff-muted", room=ROOM - 200),
        label(WIDTH - EDGE, 84, settings.SITE_NAME, size=28, anchor="end", strong=True, tone="ff-measured"),
        *written,
        *parts,
        title=title,
        desc=says,
        kind="ff-preview",
    )
    return standalone_svg(svg, "light")


def wrap_evenly(text: str, size: float, room: float, most: int = TITLE_LINES) -> list[str]:
    """As many lines as ``wrap`` needs, and none with a last word alone where it can be helped."""
    lines = list(wrap(text, size, room, most))
    for share in (0.6, 0.7, 0.8, 0.9):
        narrower = list(wrap(text, size, room * share, most))
        if len(narrower) == len(lines) and " ".join(narrower) == " ".join(lines):
            return narrower
    return lines


def wrap(text: str, size: float, room: float, most: int = TITLE_LINES) -> Iterator[str]:
    """At most ``most`` lines; what does not fit ends in an ellipsis."""
    room /= INTER_IS_NARROWER
    line, lines = "", 1
    words = text.split()
    for place, word in enumerate(words):
        longer = f"{line} {word}".strip()
        if line and text_width(longer, size) > room:
            if lines == most:
                yield cut(" ".join([line, *words[place:]]), size, room)
                return
            yield cut(line, size, room)
            line, lines = word, lines + 1
        else:
            line = longer
    yield cut(line, size, room)

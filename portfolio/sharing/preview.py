"""The preview image of a project: the question, the score beside the baseline, the verdict."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from evaluations.figures.scoreline import ScoreLine, score_line_svg
from evaluations.figures.svg import element, label
from portfolio.sharing.picture import EDGE, HEIGHT, INTER_IS_NARROWER, ROOM, frame, picture_of
from portfolio.sharing.shared import Shared

LINE_WIDTH = 640  # of the hero score line


def preview_png(shared: Shared) -> bytes:
    return picture_of(preview_svg(shared))


def preview_svg(shared: Shared) -> str:
    return frame(
        *(score_parts(shared.summary.line) if shared.summary else []),
        label(EDGE, HEIGHT - 36, verdict_of(shared), size=28, room=ROOM / INTER_IS_NARROWER),
        kicker=f"@{shared.owner.username}",
        title=shared.title,
        says=shared.description,
    )


def score_parts(line: ScoreLine) -> Iterator[str]:
    """The score line as on the page, blown up to the width of the picture."""
    yield placed(score_line_svg(line, "hero"), EDGE, 308, ROOM / LINE_WIDTH)


def placed(svg: str, left: float, top: float, scale: float) -> str:
    """A drawing of its own inside another: without its words for readers, which the whole has."""
    inside = svg.partition("</desc>")[2].removesuffix("</svg>")
    return element("g", inside, transform=f"translate({left} {top}) scale({scale:.3f})")


def verdict_of(shared: Shared) -> str:
    if shared.summary is None:
        return "Not measured yet."
    words = shared.summary.verdict_words
    said = f"{words[:1].upper()}{words[1:]}. " if words else ""
    return said + measured_by()


def measured_by() -> str:
    return f"Measured by {settings.SITE_NAME}, not by the author."

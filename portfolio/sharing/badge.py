"""A small score line for a README: an SVG file of its own."""

from __future__ import annotations

from evaluations.figures.scoreline import ScoreLine, score_line_svg
from evaluations.figures.standalone import standalone_svg
from portfolio.sharing.shared import Shared

NOT_MEASURED = ScoreLine("not measured yet", 0, 1, None, None, None, None)


def badge_svg(shared: Shared) -> str:
    line = shared.summary.line if shared.summary else NOT_MEASURED
    return standalone_svg(score_line_svg(line, "badge"))

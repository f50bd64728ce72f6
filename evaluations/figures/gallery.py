"""One page with every figure, to be looked at: ``python -m evaluations.figures.gallery out.html``.

All numbers on it are made up (``examples.py``).
"""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path
from typing import Any

from .catalogue import draw_figures
from .distribution import describe_distribution, distribution_svg
from .examples import example_binary, example_columns, example_multiclass, example_regression, example_scores
from .scoreline import ScoreLine, hero_svgs, score_line_svg
from .spec import FigureSpec

TOKENS = Path(__file__).resolve().parents[2] / "static" / "css" / "tokens.css"
_ROWS = 891  # of the example table
_PAGE = """
body { margin: 0 auto; padding: var(--space-6) var(--space-4); max-width: 42.5rem; background: var(--paper);
  color: var(--ink); font: var(--text-16)/var(--leading) var(--font-sans); }
section { margin: var(--space-12) 0; }
h1 { font-size: var(--text-28); }
h2 { font-size: var(--text-19); line-height: 1.3; margin-bottom: var(--space-2); }
h1, h2 { text-wrap: balance; } p { color: var(--muted); margin: var(--space-2) 0 var(--space-6); }
"""


def build_gallery() -> str:
    """The page as HTML, its stylesheet inlined."""
    scores = "".join(map(_show_score, example_scores()))
    reports = (example_binary(), example_regression(), example_multiclass())
    figures = "".join(_show_figure(figure) for report in reports for figure in draw_figures(report))
    columns = "".join(map(_show_column, example_columns()))
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Figures</title>'
    style = f"<style>{TOKENS.read_text('utf-8')}{_PAGE}</style>"
    body = f"<h1>Figures, drawn from example numbers</h1>{scores}{figures}<section>{columns}</section>"
    return f'<!doctype html><html lang="en"><head>{head}{style}</head><body>{body}</body></html>'


def _show_score(score: ScoreLine) -> str:
    small = score_line_svg(score, "card") + score_line_svg(score, "badge")
    return f"<section>{hero_svgs(score)}{small}</section>"


def _show_figure(figure: FigureSpec) -> str:
    words = f"<h2>{escape(figure.title)}</h2><p>{escape(figure.reading)}</p>"
    return f"<section>{words}{figure.svg}{figure.svg_narrow}</section>"


def _show_column(column: dict[str, Any]) -> str:
    words = f"{column['name']}: {describe_distribution(column, _ROWS)}"
    return f"<p>{escape(words)}</p>{distribution_svg(column, _ROWS)}"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(build_gallery(), "utf-8")

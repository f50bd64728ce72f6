"""Our own charts: plain numbers in, a sentence, a table and an SVG out."""

from .catalogue import draw_figures
from .spec import FigureSpec

__all__ = ["FigureSpec", "draw_figures"]

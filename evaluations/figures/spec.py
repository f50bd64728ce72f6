"""What a chart hands over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class FigureSpec:
    """One figure.

    Parameters
    ----------
    key : str
        Stable name, e.g. "confusion_matrix".
    title : str
        What the data show, as a sentence without a full stop. Plain text: the template escapes it.
    reading : str
        How to read the figure, in one sentence. Plain text.
    data : dict
        The table behind it: ``{"columns": [...], "rows": [[...], ...]}``, JSON types only.
    svg : str
        The drawing, safe to put into a page as it is.
    svg_narrow : str
        The same for narrow screens, to stand right after ``svg``; empty where one drawing suits both.
    """

    key: str
    title: str
    reading: str
    data: dict[str, Any]
    svg: str
    svg_narrow: str = ""

    def to_dict(self) -> dict[str, Any]:
        return dict(vars(self))

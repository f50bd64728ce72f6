"""Stored figures with the numbers behind them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from evaluations.figures.numbers import is_number
from evaluations.figures.spec import FigureSpec
from evaluations.figures.text import clean
from evaluations.models import Figure

WHERE_IT_IS_WRONG = ("confusion_matrix", "predicted_vs_actual")  # one of them for every kind of task


@dataclass(frozen=True)
class Picture:
    """One drawing where there is room for one: its sentence, and the drawing as phones see it."""

    title: str
    svg: SafeString


@dataclass(frozen=True)
class ShownFigure:
    key: str
    title: str
    reading: str
    svg: SafeString
    svg_narrow: SafeString
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    @property
    def heads(self) -> tuple[tuple[str, bool], ...]:
        """(name, whether numbers stand below it)."""
        first = self.rows[0] if self.rows else ()
        return tuple((name, is_number(cell)) for name, cell in zip(self.columns, first, strict=False))


def show_pictures(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Picture]:
    """Where the best model of each evaluation is wrong. One query."""
    found = Figure.objects.filter(evaluation__in=list(ids), key__in=WHERE_IT_IS_WRONG).order_by()
    drawn = found.values_list("evaluation_id", "title", "svg", "svg_narrow")
    return {
        pk: Picture(clean(title), mark_safe(narrow or svg))  # noqa: S308  (drawn by us, labels escaped there)
        for pk, title, svg, narrow in drawn
    }


def show_figure(figure: Figure | FigureSpec) -> ShownFigure:
    """A stored one, or one that was drawn just now."""
    columns, rows = figure.data.get("columns", []), figure.data.get("rows", [])
    return ShownFigure(
        key=figure.key,
        title=clean(figure.title),
        reading=clean(figure.reading, 500),
        svg=mark_safe(figure.svg),  # noqa: S308  (drawn by us, labels escaped there)
        svg_narrow=mark_safe(figure.svg_narrow),  # noqa: S308
        columns=tuple(clean(column, 80) for column in columns),
        rows=tuple(tuple(show_cell(cell) for cell in row) for row in rows),
    )


def show_cell(value: Any) -> Any:
    return clean(value, 200) if isinstance(value, str) else value

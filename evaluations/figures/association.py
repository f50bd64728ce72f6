"""What goes with the target before any model: each column alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .measured import Report, diagnostics_of
from .numbers import count, is_number, tidy, write
from .rows import Chart, Marks, Row, draw_rows, length
from .scale import Scale
from .spec import FigureSpec
from .svg import line
from .text import clean, quote

SHOWN = 15
_WEAK = 0.1
NAMES = {
    "cramers_v": "Cramér's V",
    "correlation_ratio": "correlation ratio",
    "rank_correlation": "rank correlation",
}


@dataclass(frozen=True)
class _Column:
    name: str
    strength: float
    measure: str
    rows: int


def draw_association(report: Report) -> FigureSpec | None:
    """Needs at least one column with a strength."""
    columns = [_column(entry) for entry in diagnostics_of(report, "association") or [] if _is_known(entry)]
    if not columns:
        return None
    columns.sort(key=lambda column: -column.strength)
    shown, rest = columns[:SHOWN], columns[SHOWN:]
    title = _title(shown[0])
    chart = Chart(title, 0.0, 1.0, "strength alone: 0 none, 1 decides it", reference=0.0)
    wide, narrow = draw_rows([Row(c.name, write(c.strength, 2), marks=_marks(c)) for c in shown], chart)
    rows = [[c.name, tidy(c.strength), c.measure, c.rows] for c in columns]
    table = {"columns": ["column", "strength", "measure", "rows"], "rows": rows}
    return FigureSpec("association", title, _reading(columns, rest), table, wide, narrow)


def _is_known(entry: Mapping[str, Any]) -> bool:
    return is_number(entry.get("strength"))


def _column(entry: Mapping[str, Any]) -> _Column:
    code = str(entry.get("measure"))
    rows = entry.get("rows")
    return _Column(
        clean(entry.get("feature")),
        min(1.0, max(0.0, float(entry["strength"]))),
        NAMES.get(code, clean(code.replace("_", " "), 40)),
        int(rows) if is_number(rows) else 0,
    )


def _title(top: _Column) -> str:
    if top.strength < _WEAK:
        return "No column on its own goes with the target"
    return f"{quote(top.name)} goes with the target the most: {top.measure} {write(top.strength, 2)}"


def _reading(columns: list[_Column], rest: list[_Column]) -> str:
    measures = " or ".join(dict.fromkeys(column.measure for column in columns))
    reading = (
        f"Each bar is how strongly one column alone goes with the target ({measures}), on rows outside the "
        "lockbox; columns can matter together without showing it here, and none of this is a cause"
    )
    return f"{reading}; {count(len(rest), 'more column')} only in the table." if rest else f"{reading}."


def _marks(column: _Column) -> Marks:
    def draw(scale: Scale, y: float) -> str:
        end = scale(column.strength)
        return length(scale, y, column.strength, "ff-measured") + line(
            (end, y - 6), (end, y + 6), "ff-measured", width=2
        )

    return draw

"""Where the model is wrong: true classes in rows, predicted classes in columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .measured import Report, diagnostics_of
from .numbers import count, is_number, percent
from .spec import FigureSpec
from .svg import bar, drawing, element, label, tooltip
from .text import ELLIPSIS, clean, cut_middle, quote, text_width, wrap

SHOWN = 12
SHOWN_NARROW = 6  # on phones
OTHERS = "all others"
_SIZE = 12
_MOST = 10**14  # rows counted in one cell
_NAMES_NARROW, _NAMES_WIDE = 96, 176  # most room for the names of classes
_WORDY = 4  # up to this many classes, a cell has room for two lines


@dataclass(frozen=True)
class Matrix:
    """Counts of rows: ``counts[actual][predicted]``; ``gathered`` classes share the last row and column."""

    labels: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    gathered: int = 0

    @property
    def own(self) -> range:
        """The positions that stand for one class each."""
        return range(len(self.labels) - bool(self.gathered))

    def row_total(self, actual: int) -> int:
        return sum(self.counts[actual])


def draw_confusion_matrix(report: Report) -> FigureSpec | None:
    """Needs a square matrix with at least one row of data in it; classification only."""
    whole = _read(diagnostics_of(report, "confusion_matrix") or {})
    if whole is None:
        return None
    shown = collapse(whole)
    title, reading = _title(whole), _reading(shown)
    columns = ["true \\ predicted", *shown.labels]
    rows = [[name, *counts] for name, counts in zip(shown.labels, shown.counts, strict=True)]
    table = {"columns": columns, "rows": rows}
    if not _needs_room(shown):
        return FigureSpec(
            "confusion_matrix", title, reading, table, _draw(shown, _lay_out(shown), title, reading)
        )
    wide = _draw(shown, _lay_out_wide(shown), title, reading)
    few = collapse(whole, SHOWN_NARROW)
    return FigureSpec(
        "confusion_matrix", title, reading, table, wide, _draw(few, _lay_out(few), title, reading)
    )


def _read(found: Report) -> Matrix | None:
    labels = tuple(clean(name) for name in found.get("labels") or [])
    counts = tuple(
        tuple(int(min(value, _MOST)) if is_number(value) and value > 0 else 0 for value in row)
        for row in found.get("counts") or []
    )
    square = len(counts) == len(labels) and all(len(row) == len(labels) for row in counts)
    return Matrix(labels, counts) if square and any(map(any, counts)) else None


def collapse(matrix: Matrix, most: int = SHOWN) -> Matrix:
    """The classes with most mistakes by and about them, in their own order; the rest taken together."""
    everyone = range(len(matrix.labels))
    if len(everyone) <= most:
        return matrix
    named = _mistakes(matrix)[0][1:] if _mistakes(matrix) else ()  # by the title: to be seen as well
    order = sorted(everyone, key=lambda i: (i not in named, -_mistakes_around(matrix, i)))
    kept = sorted(order[:most])
    groups = [[index] for index in kept] + [[index for index in everyone if index not in kept]]
    counts = tuple(tuple(sum(matrix.counts[i][j] for i in a for j in b) for b in groups) for a in groups)
    return Matrix((*(matrix.labels[i] for i in kept), OTHERS), counts, gathered=len(groups[-1]))


def _mistakes(matrix: Matrix) -> list[tuple[int, int, int]]:
    """(rows, actual, predicted), the most frequent first."""
    found = [
        (rows, actual, predicted)
        for actual, row in enumerate(matrix.counts)
        for predicted, rows in enumerate(row)
        if actual != predicted and rows
    ]
    return sorted(found, key=lambda mistake: -mistake[0])


def _mistakes_around(matrix: Matrix, index: int) -> int:
    column = sum(row[index] for row in matrix.counts)
    return matrix.row_total(index) + column - 2 * matrix.counts[index][index]


# The words


def _title(matrix: Matrix) -> str:
    """The mistake made most often, and whether it is most of all mistakes."""
    mistakes = _mistakes(matrix)
    if not mistakes:
        return "Every held-out row was predicted correctly"
    rows, actual, predicted = mistakes[0]
    pair = f"{quote(matrix.labels[actual])} predicted as {quote(matrix.labels[predicted])}"
    total = sum(mistake[0] for mistake in mistakes)
    if rows == total:
        return f"All {count(rows, 'mistake')} are {pair}" if rows > 1 else f"The only mistake is {pair}"
    return f"Most mistakes are {pair}" if 2 * rows > total else f"The most common mistake is {pair}"


def _reading(matrix: Matrix) -> str:
    """The share of each class that was recognised: all of them where few, best and worst where many."""
    shares = [
        (matrix.counts[i][i], matrix.row_total(i), matrix.labels[i])
        for i in matrix.own
        if matrix.row_total(i)
    ]
    note = "; classes with fewer mistakes are taken together" if matrix.gathered else ""
    if len(shares) > 3:
        shares.sort(key=lambda share: share[0] / share[1])
        hardest, easiest = shares[0], shares[-1]
        return f"Hardest to recognise: {_found(*hardest)}; easiest: {_found(*easiest)}{note}."
    return f"Recognised: {'; '.join(_found(*share) for share in shares)}{note}."


def _found(right: int, total: int, name: str) -> str:
    return f"{right:,} of {total:,} rows that are {quote(name)} ({percent(right, total)})"


# The drawing


@dataclass(frozen=True)
class _Grid:
    """Where the cells are."""

    cells: int
    width: float
    left: float
    top: float
    row: float  # height of a cell
    kind: str

    @property
    def column(self) -> float:
        return (self.width - self.left - 1) / self.cells

    def corner(self, actual: int, predicted: int) -> tuple[float, float]:
        return self.left + predicted * self.column, self.top + actual * self.row


def _widest(matrix: Matrix) -> float:
    return max(text_width(name, _SIZE) for name in matrix.labels)


def _needs_room(matrix: Matrix) -> bool:
    """Many classes, or long names: a screen with more room is given more."""
    return len(matrix.labels) > SHOWN_NARROW + 1 or _widest(matrix) > _NAMES_NARROW


def _lay_out(matrix: Matrix) -> _Grid:
    """As wide as a phone."""
    kind = "ff-narrow" if _needs_room(matrix) else "ff-square"
    return _make_grid(matrix, 340, _NAMES_NARROW, kind)


def _lay_out_wide(matrix: Matrix) -> _Grid:
    return _make_grid(matrix, 512, _NAMES_WIDE, "ff-wide ff-roomy")


def _make_grid(matrix: Matrix, width: float, names: float, kind: str) -> _Grid:
    cells, widest = len(matrix.labels), _widest(matrix)
    left = min(max(widest, 66), names) + 12
    if cells <= _WORDY:
        return _Grid(cells, width, left, 46 + 13 * (widest > (width - left) / cells - 6), 64, kind)
    return _Grid(cells, width, left, 34 + min(widest, names), max(24, min(40, (width - left) / cells)), kind)


def _draw(matrix: Matrix, grid: _Grid, title: str, reading: str) -> str:
    parts = [label(grid.left, 14, "predicted as", size=_SIZE, tone="ff-muted")]
    parts.append(label(2, grid.top - 10, "true class", size=_SIZE, tone="ff-muted", room=grid.left - 8))
    for index, name in enumerate(matrix.labels):
        parts += [_row_name(grid, index, name), _column_name(grid, index, name)]
        parts += [_cell(matrix, grid, index, predicted) for predicted in range(grid.cells)]
    height = grid.top + grid.row * grid.cells + 4
    return drawing(grid.width, height, *parts, title=title, desc=reading, kind=grid.kind)


def _row_name(grid: _Grid, index: int, name: str) -> str:
    y, room = grid.corner(index, 0)[1] + grid.row / 2 + 4, grid.left - 10
    lines = wrap(name, _SIZE, room) if grid.row > 28 else [cut_middle(name, _SIZE, room)]
    first = y - 7 * (len(lines) - 1)
    return _name(name, [label(grid.left - 8, first + 14 * n, words, size=_SIZE, anchor="end")
                        for n, words in enumerate(lines)], lines)  # fmt: skip


def _column_name(grid: _Grid, index: int, name: str) -> str:
    x = grid.corner(0, index)[0] + grid.column / 2
    if grid.cells > _WORDY:
        words = cut_middle(name, _SIZE, grid.top - 28)
        return _name(name, [label(x + 4, grid.top - 8, words, size=_SIZE, turned=True)], [words])
    lines = wrap(name, _SIZE, grid.column - 6)
    first = grid.top - 10 - 13 * (len(lines) - 1)
    return _name(name, [label(x, first + 13 * n, words, size=_SIZE, anchor="middle")
                        for n, words in enumerate(lines)], lines)  # fmt: skip


def _name(whole: str, drawn: list[str], lines: list[str]) -> str:
    """With the whole name as a tooltip where something had to be left out."""
    return tooltip(whole, *drawn) if any(ELLIPSIS in words for words in lines) else "".join(drawn)


def _cell(matrix: Matrix, grid: _Grid, actual: int, predicted: int) -> str:
    """Shaded by the share of its row: accent on the diagonal, brick where wrong."""
    rows, total = matrix.counts[actual][predicted], matrix.row_total(actual)
    x, y = grid.corner(actual, predicted)
    right = actual == predicted
    share = rows / total if total else 0.0
    tone = "ff-measured" if right else "ff-issue"
    ground = bar(x + 1, y + 1, grid.column - 2, grid.row - 2, "ff-grid", opacity=0.5, rounded=3)
    tint = (
        bar(x + 1, y + 1, grid.column - 2, grid.row - 2, tone, opacity=0.06 + 0.36 * share, rounded=3)
        if rows
        else ""
    )
    ring = _outline(grid, x, y) if right else ""
    return ground + tint + ring + _cell_words(grid, x + grid.column / 2, y + grid.row / 2, rows, total)


def _outline(grid: _Grid, x: float, y: float) -> str:
    """Right answers are marked by a line as well as by colour."""
    return element(
        "rect", class_="ff-measured", x=x + 1.5, y=y + 1.5, width=grid.column - 3, height=grid.row - 3, rx=3,
        fill="none", stroke="currentColor", stroke_width=1,
    )  # fmt: skip


def _cell_words(grid: _Grid, x: float, y: float, rows: int, total: int) -> str:
    if grid.cells <= _WORDY:
        number = label(x, y, f"{rows:,}", size=17, anchor="middle", strong=True, room=grid.column - 6)
        return number + label(
            x,
            y + 18,
            percent(rows, total) + (" of row" if grid.cells == 2 else ""),
            size=_SIZE,
            anchor="middle",
            room=grid.column - 4,
        )
    return label(x, y + 4, _short(rows), size=_fitting(grid.column), anchor="middle") if rows else ""


def _short(rows: int) -> str:
    """At most four characters: "999", "12k"."""
    powers: Sequence[tuple[int, str]] = ((10**12, "T"), (10**9, "G"), (10**6, "M"), (10**3, "k"))
    return next((f"{rows // power}{name}" for power, name in powers if rows >= power), str(rows))


def _fitting(column: float) -> float:
    """The type size at which three digits fit into a cell."""
    return min(12.0, max(8.0, (column - 4) / 1.95))

"""Two sketches: a corner of a table with what matters in it marked, and rows being dealt into folds."""

from __future__ import annotations

from evaluations.figures.svg import bar, drawing, label, line
from evaluations.figures.text import text_width

_SIZE, _ROW, _WIDTH, _AIR = 13, 26.0, 340.0, 10.0
MARKED = {"!": "ff-issue", "+": "ff-measured", "~": "ff-muted"}  # the first character of a cell
BLOCKS = {
    ".": ("ff-muted", 0.18),
    "t": ("ff-measured", 0.85),
    "L": ("ff-lockbox", 0.6),
    "x": ("ff-muted", 0.06),
}


def draw_table(title: str, lines: list[str]) -> str:
    """Lines of cells between ``|``, the first of them the header. ``!cell`` is what is wrong, ``+cell`` what
    is meant, ``~cell`` what does not matter."""
    rows = [[cell.strip() for cell in text.split("|")] for text in lines]
    starts = _column_starts(rows)
    parts = [_row(rows[at], starts, 20 + at * _ROW, head=at == 0) for at in range(len(rows))]
    rule = line((2, _ROW + 3), (_WIDTH - 2, _ROW + 3), "ff-axis")
    height = len(rows) * _ROW + 10
    return drawing(_WIDTH, height, rule, *parts, title=title, desc=_in_words(rows), kind="ff-card")


def _column_starts(rows: list[list[str]]) -> list[float]:
    """Each column as wide as its widest cell, what is left shared out; squeezed where there is too little."""
    widths = [max(text_width(row[at].lstrip("!+~"), _SIZE) for row in rows) for at in range(len(rows[0]))]
    free = _WIDTH - 2 * _AIR - sum(widths)
    gap = max(6.0, min(28.0, free / max(1, len(widths) - 1)))
    starts = [_AIR]
    for width in widths:
        starts.append(starts[-1] + width + gap)
    return starts


def _row(cells: list[str], starts: list[float], y: float, *, head: bool) -> str:
    return "".join(_cell(cells[at], starts[at], starts[at + 1], y, head=head) for at in range(len(cells)))


def _cell(cell: str, start: float, end: float, y: float, *, head: bool) -> str:
    tone = MARKED.get(cell[:1], "ff-ink")
    words = cell[1:] if cell[:1] in MARKED else cell
    shade = ""
    if tone in ("ff-issue", "ff-measured") and not head:
        width = max(text_width(words, _SIZE), 18) + 8
        shade = bar(start - 5, y - 15, width, 21, tone, opacity=0.14, rounded=3)
    tone = "ff-muted" if head and tone == "ff-ink" else tone
    return shade + label(start, y, words or "–", size=_SIZE, tone=tone, room=max(end - start, 20))


def _in_words(rows: list[list[str]]) -> str:
    return "; ".join(", ".join(cell.lstrip("!+~") or "empty" for cell in row) for row in rows)


def draw_folds(title: str, lines: list[str]) -> str:
    """Lines ``name | blocks``: ``.`` learns, ``t`` is tested, ``L`` is locked away, ``x`` is not used."""
    rows = [[cell.strip() for cell in text.split("|")] for text in lines]
    most = max(len(blocks) for _, blocks in rows)
    start = max(text_width(name, _SIZE) for name, _ in rows) + 16
    side = (_WIDTH - start - 4) / most
    parts = [_fold(name, blocks, start, side, 8 + at * 30.0) for at, (name, blocks) in enumerate(rows)]
    height = len(rows) * 30 + 34
    legend = _legend({block for _, blocks in rows for block in blocks}, height - 8.0)
    return drawing(_WIDTH, height, *parts, legend, title=title, desc=title, kind="ff-card")


def _fold(name: str, blocks: str, start: float, side: float, y: float) -> str:
    drawn = [
        bar(start + at * side + 1, y, side - 2, 22, BLOCKS[block][0], opacity=BLOCKS[block][1], rounded=2)
        for at, block in enumerate(blocks)
    ]
    return label(2, y + 16, name, size=_SIZE) + "".join(drawn)


def _legend(used: set[str], y: float) -> str:
    names = {".": "learnt from", "t": "tested on", "L": "lockbox", "x": "not used"}
    x, parts = 2.0, []
    for block in (known for known in names if known in used):
        tone, opacity = BLOCKS[block]
        parts.append(bar(x, y - 10, 12, 12, tone, opacity=opacity, rounded=2))
        parts.append(label(x + 17, y, names[block], size=12, tone="ff-muted"))
        x += 17 + text_width(names[block], 12) + 14
    return "".join(parts)

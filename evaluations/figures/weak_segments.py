"""For whom the model is weaker: rows of one category, or of one quarter of a number."""

from __future__ import annotations

from dataclasses import dataclass

from .measured import Report, diagnostics_of, name_metric
from .numbers import count, decimals_for, is_number, is_row_count, tidy, write
from .rows import Chart, Marks, Row, draw_rows, whisker
from .scale import Scale, round_range
from .spec import FigureSpec
from .svg import dot
from .text import clean, quote

_READING = (
    "Each dot is the score on the held-out rows of one group, with its 95\u00a0% interval, and the dashed "
    "line the score on all rows; of many groups some look weak by chance: only those said to be clear count."
)


@dataclass(frozen=True)
class _Segment:
    column: str
    name: str
    rows: int
    score: float
    interval: tuple[float, float] | None
    clear: bool

    @property
    def label(self) -> str:
        return f"{self.column}: {self.name}"


def draw_weak_segments(report: Report) -> FigureSpec | None:
    """Needs one segment that scores worse than the whole."""
    found = diagnostics_of(report, "weak_segments") or {}
    entries = found.get("segments") if isinstance(found, dict) else None
    segments = [_segment(entry) for entry in entries or [] if is_number(entry.get("score"))]
    overall = found.get("overall") if isinstance(found, dict) else None
    if not segments or not is_number(overall):
        return None
    code = str(found.get("metric") or "")
    share = code == "accuracy"
    ends = [end for s in segments for end in (s.score, *(s.interval or ()))] + [overall]
    decimals = (
        2 if share else decimals_for(max(map(abs, ends)), (max(ends) - min(ends)) / 4, unit_scale=False)
    )
    title = _title(segments, overall, code, decimals)
    low, high = round_range(min(ends), max(ends))
    low, high = (max(low, 0.0), min(high, 1.0)) if share else (low, high)
    caption = f"{name_metric(code)}, {'higher' if share else 'lower'} is better"
    chart = Chart(title, low, high, caption, reference=overall, reference_label="all rows")
    rows = [
        Row(s.label, write(s.score, decimals), count(s.rows, "row"), _marks(s), strong=s.clear)
        for s in segments
    ]
    wide, narrow = draw_rows(rows, chart)
    return FigureSpec("weak_segments", title, _READING, _table(segments, code), wide, narrow)


def _segment(entry: Report) -> _Segment:
    low, high, rows = entry.get("low"), entry.get("high"), entry.get("rows")
    return _Segment(
        column=clean(entry.get("column"), 60),
        name=clean(entry.get("segment"), 60),
        rows=int(rows) if is_row_count(rows) else 0,
        score=float(entry["score"]),
        interval=(float(low), float(high)) if is_number(low) and is_number(high) else None,
        clear=entry.get("clear") is True,
    )


def _title(segments: list[_Segment], overall: float, code: str, decimals: int) -> str:
    clear = [segment for segment in segments if segment.clear]
    if not clear:
        return "No group of rows is clearly weaker than the rest"
    worst = clear[0]
    scores = f"{name_metric(code)} {write(worst.score, decimals)} instead of {write(overall, decimals)}"
    return f"Weaker where {quote(worst.column)} is {quote(worst.name)}: {scores}"


def _table(segments: list[_Segment], code: str) -> dict[str, list[object]]:
    rows: list[object] = [
        [
            s.column,
            s.name,
            s.rows,
            tidy(s.score),
            *(tidy(end) for end in s.interval or (None, None)),
            "clearly" if s.clear else "perhaps by chance",
        ]
        for s in segments
    ]
    return {"columns": ["column", "value", "rows", name_metric(code), "from", "to", "weaker"], "rows": rows}


def _marks(segment: _Segment) -> Marks:
    def draw(scale: Scale, y: float) -> str:
        spread = whisker(scale, y, segment.interval, "ff-measured") if segment.interval else ""
        return spread + dot(scale(segment.score), y, "ff-measured")

    return draw

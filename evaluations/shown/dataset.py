"""The data as a page shows it: where it comes from, its first rows, its columns with tiny distributions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evaluations.figures.distribution import distribution_svg
from evaluations.figures.numbers import count, is_number, write_short
from evaluations.figures.text import clean
from evaluations.shown.words import file_size
from projects.models import DatasetVersion

CELL_CHARS = 60
COLUMNS_IN_PREVIEW = 12
FEW_VALUES = 6  # numbers with no more than this many are listed like categories
KINDS = {
    "number": "number",
    "boolean": "yes or no",
    "category": "category",
    "date": "date",
    "text": "text",
}


@dataclass(frozen=True)
class ShownColumn:
    name: str
    kind: str
    role: str  # "target", "feature", or why it is left out
    missing: str
    summary: str  # "3 values: no, yes, …" or "0.4 to 9.1, mostly about 3.2"
    tiny: str  # its distribution, an SVG that is safe as it is


@dataclass(frozen=True)
class ShownDataset:
    name: str
    filename: str
    rows: int
    n_columns: int
    size: str
    sha256: str
    notes: tuple[str, ...]
    header: tuple[str, ...]
    preview: tuple[tuple[str | None, ...], ...]
    columns_hidden: int  # how many the preview leaves out
    columns: tuple[ShownColumn, ...]

    @property
    def summary(self) -> str:
        return f"{count(self.rows, 'row')}, {count(self.n_columns, 'column')}, {self.size}"


def show_dataset(version: DatasetVersion, protocol: Mapping[str, Any]) -> ShownDataset:
    profile = version.profile
    header, rows = profile["preview"]["header"], profile["preview"]["rows"]
    shown = _preview_positions(header, protocol["target"])
    return ShownDataset(
        name=clean(version.dataset.name),
        filename=clean(version.filename),
        rows=profile["rows"],
        n_columns=len(profile["columns"]),
        size=file_size(version.size_bytes),
        sha256=version.sha256,
        notes=tuple(clean(note, 500) for note in version.notes),
        header=tuple(clean(header[i], CELL_CHARS) for i in shown),
        preview=tuple(tuple(_cell(row[i]) for i in shown) for row in rows),
        columns_hidden=len(header) - len(shown),
        columns=tuple(_column(column, protocol, profile["rows"]) for column in profile["columns"]),
    )


def _preview_positions(header: Sequence[str], target: str) -> list[int]:
    """The target first, then as many columns as a page can take."""
    target_at = [i for i, name in enumerate(header) if name == target]
    return (target_at + [i for i in range(len(header)) if i not in target_at])[:COLUMNS_IN_PREVIEW]


def _cell(value: str | None) -> str | None:
    return None if value is None else clean(value, CELL_CHARS)


def _column(column: Mapping[str, Any], protocol: Mapping[str, Any], rows: int) -> ShownColumn:
    return ShownColumn(
        name=clean(column["name"], 80),
        kind=KINDS.get(column["kind"], column["kind"]),
        role=_role(column["name"], protocol),
        missing=f"{column['missing']:,}" if column["missing"] else "",
        summary=_summary(column),
        tiny=distribution_svg(column, rows),
    )


def _role(name: str, protocol: Mapping[str, Any]) -> str:
    if name == protocol["target"]:
        return "target"
    why = [left["why"] for left in protocol["left_out"] if left["column"] == name]
    return clean(f"left out: {why[0]}") if why else "feature"


def _summary(column: Mapping[str, Any]) -> str:
    if is_number(column.get("min")) and column["distinct"] > FEW_VALUES:
        low, high, middle = column["min"], column["max"], column.get("median")
        about = f", half below {write_short(middle)}" if is_number(middle) else ""
        return f"{write_short(low)} to {write_short(high)}{about}"
    values = [clean(value["value"], 24) for value in column["values"][:3]]
    more = column["distinct"] - len(values)
    return ", ".join(values) + (f" and {more:,} more" if more > 0 else "")

"""The data as a page shows it: where it comes from, its first rows, its columns with tiny distributions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evaluations.figures.association import NAMES as MEASURES
from evaluations.figures.distribution import distribution_svg
from evaluations.figures.numbers import count, is_number, percent, write_short
from evaluations.figures.text import clean, quote
from evaluations.shown.provenance import Provenance, show_provenance
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
    detail: str  # "mean 5.8, spread 0.8" or "“no” in 62 % of the rows"
    strength: str  # how strongly it alone goes with the target: "0.54 (Cramér's V)"
    tiny: str  # its distribution, an SVG that is safe as it is


@dataclass(frozen=True)
class ShownDataset:
    name: str
    filename: str
    about: Provenance
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


def show_dataset(
    version: DatasetVersion, protocol: Mapping[str, Any], report: Mapping[str, Any]
) -> ShownDataset:
    profile = version.profile
    header, rows = profile["preview"]["header"], profile["preview"]["rows"]
    shown = _preview_positions(header, protocol["target"])
    associations = report.get("diagnostics", {}).get("association", ())
    strengths = {str(entry["feature"]): _strength(entry) for entry in associations}
    return ShownDataset(
        name=clean(version.dataset.name),
        filename=clean(version.filename),
        about=show_provenance(version.dataset),
        rows=profile["rows"],
        n_columns=len(profile["columns"]),
        size=file_size(version.size_bytes),
        sha256=version.sha256,
        notes=tuple(clean(note, 500) for note in version.notes),
        header=tuple(clean(header[i], CELL_CHARS) for i in shown),
        preview=tuple(tuple(_cell(row[i]) for i in shown) for row in rows),
        columns_hidden=len(header) - len(shown),
        columns=tuple(_column(column, protocol, profile["rows"], strengths) for column in profile["columns"]),
    )


def _preview_positions(header: Sequence[str], target: str) -> list[int]:
    """The target first, then as many columns as a page can take."""
    target_at = [i for i, name in enumerate(header) if name == target]
    return (target_at + [i for i in range(len(header)) if i not in target_at])[:COLUMNS_IN_PREVIEW]


def _cell(value: str | None) -> str | None:
    return None if value is None else clean(value, CELL_CHARS)


def _strength(entry: Mapping[str, Any]) -> str:
    measure = MEASURES.get(str(entry["measure"]), "")
    return f"{entry['strength']:.2f} ({measure})" if is_number(entry["strength"]) else ""


def _column(
    column: Mapping[str, Any], protocol: Mapping[str, Any], rows: int, strengths: Mapping[str, str]
) -> ShownColumn:
    return ShownColumn(
        name=clean(column["name"], 80),
        kind=KINDS.get(column["kind"], column["kind"]),
        role=_role(column["name"], protocol),
        missing=f"{column['missing']:,} ({percent(column['missing'], rows)})" if column["missing"] else "",
        summary=_summary(column),
        detail=_detail(column, rows),
        strength=strengths.get(column["name"], ""),
        tiny=distribution_svg(column, rows),
    )


def _role(name: str, protocol: Mapping[str, Any]) -> str:
    if name == protocol["target"]:
        return "target"
    why = [left["why"] for left in protocol["left_out"] if left["column"] == name]
    return clean(f"left out: {why[0]}") if why else "feature"


def _detail(column: Mapping[str, Any], rows: int) -> str:
    """The centre and spread of a number, else how common the commonest value is."""
    mean, std = column.get("mean"), column.get("std")
    if is_number(mean) and column["distinct"] > FEW_VALUES:
        return f"mean {write_short(mean)}" + (f", spread {write_short(std)}" if is_number(std) else "")
    if not column["values"] or column["distinct"] < 2:
        return ""
    top = column["values"][0]
    return f"{quote(clean(top['value'], 24))} in {percent(top['count'], rows)} of the rows"


def _summary(column: Mapping[str, Any]) -> str:
    if is_number(column.get("min")) and column["distinct"] > FEW_VALUES:
        low, high, middle = column["min"], column["max"], column.get("median")
        about = f", half below {write_short(middle)}" if is_number(middle) else ""
        return f"{write_short(low)} to {write_short(high)}{about}"
    values = [clean(value["value"], 24) for value in column["values"][:3]]
    more = column["distinct"] - len(values)
    return ", ".join(values) + (f" and {more:,} more" if more > 0 else "")

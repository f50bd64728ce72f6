"""An uploaded file before its question is asked: rows, columns, possible targets, and what follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from evaluations.core.metric_registry import METRICS, METRICS_OF_TASK
from evaluations.core.protocol import Protocol
from evaluations.core.target_choice import ProtocolError, TargetChoice, choose_target
from evaluations.figures.distribution import distribution_svg
from evaluations.figures.numbers import count
from evaluations.figures.text import clean, in_sentence
from evaluations.shown.dataset import CELL_CHARS, KINDS
from evaluations.shown.example import example_script
from evaluations.shown.words import file_size
from projects.models import DatasetVersion

PREVIEW_COLUMNS = 40
DRAWN_COLUMNS = 60
TASKS = {
    "binary": "telling two classes apart",
    "multiclass": "telling classes apart",
    "regression": "a number",
}
DECIDE_FOR_ME = ("", "Decide for me")
FORMATS = {
    "xlsx": "an Excel workbook",
    "json": "JSON",
    "jsonl": "JSON lines",
    "arff": "ARFF",
    "parquet": "Parquet",
}
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars", " ": "spaces"}


@dataclass(frozen=True)
class ColumnLine:
    name: str
    kind: str
    missing: str
    distinct: str
    as_target: str
    can_be_target: bool
    distribution: SafeString


@dataclass(frozen=True)
class UploadedFile:
    filename: str
    summary: str
    how_read: str
    notes: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    columns_hidden: int
    columns: tuple[ColumnLine, ...]


@dataclass(frozen=True)
class Decided:
    """What follows from the target, and the example that fits it."""

    target: str
    task: str
    metric: str
    metric_name: str
    guess_help: str
    notes: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]
    example: str


def show_file(version: DatasetVersion) -> UploadedFile:
    profile = version.profile
    header, rows = profile["preview"]["header"], profile["preview"]["rows"]
    return UploadedFile(
        filename=clean(version.filename),
        summary=", ".join(
            [
                count(profile["rows"], "row"),
                count(len(profile["columns"]), "column"),
                file_size(version.size_bytes),
            ]
        ),
        how_read=describe_reading(version.reading),
        notes=tuple(clean(note, 500) for note in version.notes),
        header=tuple(clean(name, CELL_CHARS) for name in header[:PREVIEW_COLUMNS]),
        rows=tuple(tuple(_cell(value) for value in row[:PREVIEW_COLUMNS]) for row in rows),
        columns_hidden=max(0, len(header) - PREVIEW_COLUMNS),
        columns=tuple(
            _column(column, profile["rows"], drawn=position < DRAWN_COLUMNS)
            for position, column in enumerate(profile["columns"])
        ),
    )


def describe_reading(reading: Mapping[str, Any]) -> str:
    """ "Read as utf-8 text, cells separated by semicolons, decimals written with a comma." """
    parts = [
        *describe_format(reading),
        "the names from the first line" if reading.get("header_line") == 1 else "",
        f"the names from line {reading['header_line']}" if (reading.get("header_line") or 0) > 1 else "",
        "decimals written with a comma" if reading.get("decimal") == "," else "",
    ]
    return ", ".join(part for part in parts if part) + "."


def describe_format(reading: Mapping[str, Any]) -> list[str]:
    """The beginning of the sentence: format, and what is particular to it."""
    member = reading.get("member")
    inside = [f"out of the archive: “{clean(member, 60)}”"] if member else []
    if reading.get("format", "text") == "text":
        delimiter = reading.get("delimiter", ",")
        encoding = clean(reading.get("encoding", "utf-8"), 20).upper()
        separated = f"cells separated by {DELIMITERS.get(delimiter, clean(delimiter, 5))}"
        return [f"Read as {encoding} text", separated, *inside]
    part = reading.get("part")
    sheet = [f"the sheet “{clean(part, 60)}”"] if part else []
    return [f"Read as {FORMATS.get(reading['format'], 'a table')}", *sheet, *inside]


def _cell(value: str | None) -> str | None:
    return None if value is None else clean(value, CELL_CHARS)


def _column(column: Mapping[str, Any], rows: int, *, drawn: bool) -> ColumnLine:
    said, possible = target_words(column, rows)
    missing, share = column["missing"], 100 * column["missing"] / max(rows, 1)
    svg = distribution_svg(column, rows) if drawn else ""
    return ColumnLine(
        name=clean(column["name"], 80),
        kind=KINDS.get(column["kind"], column["kind"]),
        missing=f"{missing:,} ({'under 1' if 0 < share < 1 else round(share)} %)" if missing else "",
        distinct=f"{column['distinct']:,}",
        as_target=said,
        can_be_target=possible,
        distribution=mark_safe(svg),  # noqa: S308  (drawn by us, every word in it escaped)
    )


def target_words(column: Mapping[str, Any], rows: int) -> tuple[str, bool]:
    """(what predicting this column would be, whether it can be done): ("2 classes", True)."""
    try:
        return _words_of(choose_target(column, rows, None)), True
    except ProtocolError as error:
        return {
            "target_empty": "empty",
            "target_constant": "always the same value",
            "too_few_rows": "too few rows",
            "too_many_classes": "too many different values",
            "class_too_small": "too few rows of each class",
        }.get(error.code, "not possible"), False


def _words_of(choice: TargetChoice) -> str:
    return f"{len(choice.class_rows)} classes" if choice.class_rows else "a number"


def target_options(profile: Mapping[str, Any]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The columns as groups of a select: first those that can be predicted."""
    groups: dict[bool, list[tuple[str, str]]] = {True: [], False: []}
    for column in profile["columns"]:
        said, possible = target_words(column, profile["rows"])
        groups[possible].append((column["name"], f"{clean(column['name'], 60)} ({said})"))
    named = [("Can be predicted", groups[True]), ("Cannot be predicted", groups[False])]
    return [(name, options) for name, options in named if options]


def task_options() -> list[tuple[str, str]]:
    return [DECIDE_FOR_ME, *((code, words[:1].upper() + words[1:]) for code, words in TASKS.items())]


def metric_options(task: str) -> list[tuple[str, str]]:
    codes: Sequence[str] = METRICS_OF_TASK.get(task, tuple(METRICS))
    return [DECIDE_FOR_ME, *((code, METRICS[code].title) for code in codes)]


def group_options(profile: Mapping[str, Any], target: str) -> list[tuple[str, str]]:
    """Columns that could say which rows belong together: values that come back."""
    rows = max(profile["rows"], 1)
    fit = [c for c in profile["columns"] if c["name"] != target and 2 <= c["distinct"] <= 0.95 * rows]
    return [
        ("", "No: every row stands for itself"),
        *((c["name"], f"{clean(c['name'], 60)} ({c['distinct']:,} groups)") for c in fit),
    ]


def time_options(profile: Mapping[str, Any], target: str) -> list[tuple[str, str]]:
    """Dates, and numbers that could be years or counters."""
    fit = [
        c
        for c in profile["columns"]
        if c["name"] != target
        and c["distinct"] > 2
        and (c["kind"] == "date" or (c["kind"] == "number" and c.get("integer")))
    ]
    return [("", "No: in no order"), *((c["name"], clean(c["name"], 60)) for c in fit)]


def explain_suggestion(profile: Mapping[str, Any]) -> str:
    """Why this target is preselected; the learner confirms or changes it."""
    name = profile["suggested_target"]
    if name is None:
        return "No column looks like an outcome. Choose the one that you would like to know in advance."
    last = profile["columns"][-1]["name"] == name
    where = "it is the last column, where outcomes often stand" if last else "its name reads like an outcome"
    return f"We suggest “{clean(name, 60)}”: {where}. Choose what you would like to know in advance."


def show_decided(version: DatasetVersion, protocol: Protocol) -> Decided:
    metric = METRICS[protocol.primary_metric]
    name = in_sentence(metric.title)
    direction = "higher is better" if metric.higher_is_better else "lower is better"
    return Decided(
        target=clean(protocol.target, 60),
        task=f"telling {len(protocol.classes)} classes apart" if protocol.classes else "predicting a number",
        metric=metric.code,
        metric_name=name,
        guess_help=f"{metric.meaning} For {name}, {direction}.",
        notes=tuple(note["text"] for note in protocol.notes),
        left_out=tuple((clean(item["column"], 80), item["why"]) for item in protocol.left_out),
        example=example_script(version.profile, protocol),
    )

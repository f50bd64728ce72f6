"""Parsed JSON values as rows of strings under names."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from evaluations.core.cells import Body
from evaluations.core.grid import GridBuilder, refuse_width
from evaluations.core.layout import HEAD_ROWS, lay_out
from evaluations.core.read_error import ReadError, ReadLimits

SHAPES_HINT = (
    'Write records, `frame.to_json("data.json", orient="records")`: [{"height": 1.5, "species": "pea"}, …].'
)


Rows = tuple[tuple[str, ...] | None, Body, list[str]]  # header, cells, columns with JSON text in them


class Number(str):
    """A number as it is written."""

    __slots__ = ()


class _Records:
    """Objects as rows; a name that comes up late is a further column."""

    def __init__(self, limits: ReadLimits) -> None:
        self.position: dict[str, int] = {}
        self.deep: dict[str, None] = {}
        self._limits = limits
        self._grid = GridBuilder(limits)

    def add(self, record: Mapping[str, Any]) -> None:
        row = [""] * len(self.position)
        for name, value in _flatten(record):
            at = self._place(name, row)
            row[at] = _write(value)
            if isinstance(value, list | dict):
                self.deep[name] = None
        self._grid.add(row)

    def _place(self, name: str, row: list[str]) -> int:
        at = self.position.setdefault(name, len(self.position))
        if at == len(row):
            if at >= self._limits.max_columns:
                raise refuse_width(at + 1, self._limits)
            row.append("")
        return at

    def finish(self) -> Rows:
        names = tuple(self.position)
        return names, self._grid.finish(len(names)), list(self.deep)


def cut_list(elements: Iterable[Any], limits: ReadLimits) -> Rows:
    """Records, or rows that are lists themselves."""
    records, rows = _Records(limits), None
    for number, element in enumerate(elements, 1):
        if isinstance(element, list) and (rows is not None or number == 1):
            rows = rows or _Rows(limits)
            rows.add(element)
        elif isinstance(element, dict) and rows is None:
            records.add(element)
        else:
            raise _refuse_shape(f"entry {number:,} is {_name_type(element)}, unlike those before.")
    return rows.finish() if rows else records.finish()


class _Rows:
    """Lists as rows; the first may hold the names."""

    def __init__(self, limits: ReadLimits, header: tuple[str, ...] | None = None) -> None:
        self._head: list[list[str]] = []
        self._limits, self._header = limits, header
        self._grid = GridBuilder(limits)
        self._is_open = header is None

    def add(self, row: list[Any]) -> None:
        cells = [_write(value) for value in row]
        if self._is_open and len(self._head) < HEAD_ROWS:
            self._head.append(cells)
            return
        self._settle()
        self._grid.add(cells)

    def _settle(self) -> None:
        """Tell the names from the first row, once enough rows are there to compare."""
        if not self._is_open:
            return
        self._is_open = False
        if self._head and max(map(len, self._head)) > self._limits.max_columns:
            raise refuse_width(max(map(len, self._head)), self._limits)
        layout = lay_out([(at, at, row) for at, row in enumerate(self._head, 1)], None)
        self._header = layout.header
        for row in self._head[layout.body_line - 1 :]:
            self._grid.add(row)

    def finish(self) -> Rows:
        self._settle()
        body = self._grid.finish(len(self._header or ()))
        if self._header is not None and len(body.columns) > len(self._header):
            self._header += ("",) * (len(body.columns) - len(self._header))
        return self._header, body, []


def cut_object(document: Mapping[str, Any], limits: ReadLimits) -> Rows:
    """``split``, records under one name, or columns."""
    names, data = document.get("columns"), document.get("data")
    if isinstance(names, list) and isinstance(data, list):
        return _cut_split(names, data, limits)
    lists = [value for value in document.values() if isinstance(value, list)]
    records = [value for value in lists if value and all(isinstance(one, dict) for one in value)]
    if len(records) == 1 and (len(document) == 1 or "data" in document or "schema" in document):
        return cut_list(records[0], limits)
    return _cut_columns(document, limits)


def _cut_split(names: list[Any], data: list[Any], limits: ReadLimits) -> Rows:
    rows = _Rows(limits, tuple(_write(name) for name in names))
    for number, row in enumerate(data, 1):
        if not isinstance(row, list):
            raise _refuse_shape(f"row {number:,} of “data” is {_name_type(row)}, not a list.")
        rows.add(row)
    return rows.finish()


def _cut_columns(document: Mapping[str, Any], limits: ReadLimits) -> Rows:
    """``{"height": [1.5, 2], …}``, or by label of the rows, as pandas writes.

    ``{"height": {"0": 1.5, …}, …}`` and the other way round, ``{"0": {"height": 1.5, …}, …}``: labels count,
    or there are more of them than columns. Labels that do not only count are a column without a name.
    """
    if document and all(isinstance(value, dict) for value in document.values()):
        return _cut_labelled(document, limits)
    if len(document) > limits.max_columns:
        raise refuse_width(len(document), limits)
    columns = list(document.values())
    if columns and all(isinstance(column, list) for column in columns):
        if len({len(column) for column in columns}) > 1:
            raise _refuse_shape("its columns are not equally long.")
        rows = zip(*columns, strict=True)
    else:
        raise _refuse_shape("it is an object whose entries are no columns.")
    grid = GridBuilder(limits)
    for row in rows:
        grid.add([_write(value) for value in row])
    return tuple(document), grid.finish(len(document)), []


def _cut_labelled(document: Mapping[str, Mapping[str, Any]], limits: ReadLimits) -> Rows:
    inner = dict.fromkeys(name for value in document.values() for name in value)
    by_row = not _only_count(inner) and (_only_count(document) or len(document) > len(inner))
    if not by_row and len(document) > limits.max_columns:
        raise refuse_width(len(document), limits)
    labels, names = (document, inner) if by_row else (inner, document)
    named = not _only_count(labels)
    records = (
        {
            **({"": label} if named else {}),
            **(document[label] if by_row else {name: document[name].get(label) for name in names}),
        }
        for label in labels
    )
    return cut_list(records, limits)


def _only_count(labels: Iterable[str]) -> bool:
    return all(label.isdecimal() for label in labels)


def _flatten(record: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in record.items():
        if isinstance(value, dict) and value:
            yield from ((f"{name}.{inner}", deeper) for inner, deeper in value.items())
        else:
            yield name, value


def _write(value: Any) -> str:
    """As it is written in the file, ``null`` and what is empty as nothing."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if not value:
        return ""
    try:
        return _dump(value)
    except RecursionError as error:
        raise _refuse_shape("a value is nested too deep.") from error


def _dump(value: Any) -> str:
    """JSON text, numbers as they were written."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(name)}: {_dump(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_dump, value)) + "]"
    return str(value) if isinstance(value, Number) else json.dumps(value, ensure_ascii=False)


def _name_type(value: Any) -> str:
    if isinstance(value, list):
        return "a list"
    return "an object" if isinstance(value, dict) else "a single value"


def _refuse_shape(what: str) -> ReadError:
    return ReadError("not_a_table", f"The JSON is no table: {what}", SHAPES_HINT)

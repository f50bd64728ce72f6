"""What reading tests share: a table as plain Python values, and reading twice."""

import json

import numpy as np

from evaluations.core.reading import Reading, read_table


def cells(column):
    """The values as Python objects, None for missing."""
    values = column.values.tolist()
    shown = values if column.is_number else [column.levels[code] for code in values]
    return [None if gone else value for value, gone in zip(shown, column.missing, strict=True)]


def as_dict(result):
    return {column.name: cells(column) for column in result.table}


def kinds(result):
    return {column.name: column.kind for column in result.table}


def read_twice(data, filename="data.csv", **options):
    """Read bytes or text, then again with the stored reading, which must give the same."""
    data = data.encode() if isinstance(data, str) else data
    first = read_table(data, filename=filename, **options)
    stored = Reading.from_dict(json.loads(json.dumps(first.reading.to_dict())))
    again = read_table(data, filename=filename, reading=stored)
    assert again.reading == first.reading == stored
    assert again.notes == first.notes
    assert again.table.names == first.table.names
    for one, other in zip(first.table, again.table, strict=True):
        assert (one.kind, one.levels, one.integer) == (other.kind, other.levels, other.integer)
        np.testing.assert_array_equal(one.values, other.values)
    return first

"""Whatever the bytes: a table or a ``ReadError``, the same one again, and a profile that is JSON."""

import json

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluations.core.profiling import profile_table
from evaluations.core.reading import ReadError, Reading, read_table

CELLS = st.one_of(
    st.sampled_from(
        [
            "",
            "1",
            "2.5",
            "1,5",
            '"',
            '""',
            '"a"',
            '"a\nb"',
            "x y",
            "-",
            "?",
            "NA",
            "01",
            "1e400",
            "inf",
            "#",
            "2020-01-02",
            "yes",
            "no",
            "sep=;",
            "\\",
            '\\"',
            "'",
            "a'b",
            "é",
            "\u2028",
            "\x85",
            "−1",
            "$5",
            "5%",
            "1.234",
            "1 234",
            "٣",
            "\x1a",
            "True",
            "FALSE",
            "+",
            "1" * 30,
        ]
    ),
    st.text(max_size=5),
)
DELIMITERS = st.sampled_from([",", ";", "\t", "|", " ", ":"])
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "latin-1"])


def read_twice(data):
    try:
        first = read_table(data, filename="any.csv")
    except ReadError as refusal:
        error = refusal
    else:
        return read_again(data, first)
    assert error.code
    assert error.message
    assert error.hint
    return None


def read_again(data, first):
    stored = Reading.from_dict(json.loads(json.dumps(first.reading.to_dict())))
    again = read_table(data, filename="any.csv", reading=stored)
    assert again.reading == first.reading
    assert_same(first.table, again.table)
    assert len(set(first.table.names)) == len(first.table.names)
    assert all(first.table.names)
    json.dumps(profile_table(first.table), allow_nan=False)


def assert_same(table, other):
    for one, two in zip(table, other, strict=True):
        assert (one.name, one.kind, one.levels, one.integer) == (two.name, two.kind, two.levels, two.integer)
        assert len(one.values) == table.n_rows
        np.testing.assert_array_equal(one.values, two.values)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_end_in_a_table_or_a_read_error(data):
    read_twice(data)


@settings(max_examples=200, deadline=None)
@given(
    DELIMITERS,
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=8),
    ENCODINGS,
)
def test_any_ragged_text_ends_in_a_table_or_a_read_error(delimiter, line_end, rows, encoding):
    text = line_end.join(delimiter.join(row) for row in rows)
    read_twice(text.encode(encoding, "replace"))


@settings(max_examples=200, deadline=None)
@given(
    DELIMITERS,
    st.integers(2, 4).flatmap(
        lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=3, max_size=10)
    ),
)
def test_any_regular_text_ends_in_a_table_or_a_read_error(delimiter, rows):
    read_twice("\n".join(delimiter.join(row) for row in rows).encode("utf-8", "replace"))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(allow_nan=False, allow_infinity=False), st.integers()), min_size=3))
def test_numbers_come_back_exactly(rows):
    text = "x,n\n" + "".join(f"{x!r},{n}\n" for x, n in rows)
    table = read_table(text.encode(), filename="any.csv").table
    assert table["x"].values.tolist() == [x for x, _ in rows]
    if table["n"].is_number:
        assert table["n"].values.tolist() == [float(n) for _, n in rows]
    else:
        assert [int(table["n"].levels[code]) for code in table["n"].values] == [n for _, n in rows]

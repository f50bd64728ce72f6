"""ARFF files of Weka."""

import pytest

from evaluations.core.reading import ReadError, read_table
from tests.evaluations.core.readings import as_dict, kinds, read_twice

HEADER = """% Beans, counted by hand
@RELATION beans

@ATTRIBUTE height  REAL
@attribute 'pods per plant' integer
@attribute grade {1, 2, 'very good'}
@attribute ripe {yes,no}
@attribute picked date "yyyy-MM-dd"
@attribute note string
@data
"""
ROWS = """1.5, 10, 1, yes, 2024-03-01, 'it\\'s good, really'
% a comment

2, ?, 'very good', no, "2024-03-02", ?
?, 12, 2, yes, ?, "007"
"""


def refuse(text):
    with pytest.raises(ReadError) as caught:
        read_table(text.encode(), filename="data.arff")
    return caught.value


def test_the_declared_kinds_names_and_missing_values_are_kept():
    result = read_twice(HEADER + ROWS, "data.arff")
    assert as_dict(result) == {
        "height": [1.5, 2.0, None],
        "pods per plant": [10.0, None, 12.0],
        "grade": ["1", "very good", "2"],
        "ripe": ["yes", "no", "yes"],
        "picked": ["2024-03-01", "2024-03-02", None],
        "note": ["it's good, really", None, "007"],
    }
    assert kinds(result)["grade"] == "category"
    assert kinds(result)["ripe"] == "boolean"
    assert kinds(result)["picked"] == "date"
    assert (result.reading.format, result.notes) == ("arff", ())


def test_nominal_digits_and_strings_of_digits_are_no_numbers():
    text = "@relation r\n@attribute a {0,1}\n@attribute b string\n@attribute c numeric\n@data\n0,5,5\n1,6,6\n"
    assert kinds(read_twice(text)) == {"a": "category", "b": "category", "c": "number"}


def test_a_declared_number_that_is_none_is_missing_and_said():
    text = "@relation r\n@attribute a numeric\n@attribute b numeric\n@data\n1,5\nfew,6\n"
    result = read_twice(text)
    assert as_dict(result)["a"] == [1.0, None]
    assert "“a”: values that are no numbers were read as missing." in result.notes


def test_sparse_rows_are_filled_up():
    names = "@attribute a numeric\n@attribute b {x,y}\n@attribute c numeric\n"
    result = read_twice(f"@relation r\n{names}@data\n{{0 5, 2 7}}\n{{1 y}}\n{{ }}\n")
    assert as_dict(result) == {"a": [5.0, 0.0, 0.0], "b": ["x", "y", "x"], "c": [7.0, 0.0, 0.0]}


def test_short_and_long_rows_are_counted_with_their_lines():
    rows = "".join(f"{n},1\n" for n in range(20))
    result = read_twice(
        "@relation r\n@attribute a numeric\n@attribute b numeric\n@data\n" + rows + "1\n1,2,3\n"
    )
    assert result.notes[0].startswith("1 row with too few cells, filled up with missing values (line 25)")
    assert result.notes[1].startswith("1 row with more cells than the header")


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("@relation r\n@attribute a numeric\n1\n", "bad_arff", "no line @data"),
        ("@relation r\n@attribute\n@data\n1\n", "bad_arff", "Line 2"),
        ("@relation r\n@attribute a relational\n@data\n1\n", "bad_arff", "type relational"),
        ("@relation r\n@attribute a numeric\n@attribute b numeric\n@data\n{7 1}\n", "bad_arff", "Line 5"),
        (
            "@relation r\n@attribute a string\n@attribute b string\n@data\n'a,b\nx,y\n",
            "unclosed_quote",
            "line 5",
        ),
        ("@relation r\n@attribute a numeric\n@data\n1\n2\n", "one_column", "one column"),
    ],
)
def test_what_cannot_be_read_says_the_line(text, code, words):
    error = refuse(text)
    assert error.code == code
    assert words in error.message

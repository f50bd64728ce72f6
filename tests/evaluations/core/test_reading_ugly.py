"""Every ugly file becomes exactly its table, and again from the stored reading."""

import pytest

from evaluations.core.reading import ReadError, ReadLimits, read_table
from tests.evaluations.core.readings import as_dict, kinds, read_twice
from tests.evaluations.core.ugly_files import UGLY

BY_NAME = {name: data for name, data, _ in UGLY}


def test_there_are_enough_of_them():
    assert len(BY_NAME) == len(UGLY) >= 40


@pytest.mark.parametrize(("name", "data", "table"), UGLY, ids=[name for name, _, _ in UGLY])
def test_an_ugly_file_becomes_its_table(name, data, table):
    assert as_dict(read_twice(data)) == {
        column: [str(v) if _is_text(values) and v is not None else v for v in values]
        for column, values in table.items()
    }


def _is_text(values):
    return any(isinstance(value, str) for value in values)


SAID = {
    "a comment above": "1 line above the header (titles, comments or blank) left out.",
    "a comment in the middle": "1 comment line left out (line 8).",
    "a comment with a comma in the middle": "1 comment line left out (line 8).",
    "the header once more": "1 row that said the header again left out.",
    "the header twice more, in quotation marks": "2 rows that said the header again left out.",
    "a row too short": "1 row with too few cells, filled up with missing values (line 8).",
    "a row too long": "1 row with more cells than the header: the extra cells were left out (line 8).",
    "rows of separators": "2 rows without a single value left out.",
    "the same name twice": "The name “a” is there more than once; one of them is now “a.1”.",
    "a blank name": "Columns without a name were called “Unnamed: 1”.",
    "euros behind": "Currency signs were taken out of “price”.",
    "percent": "Percentages were read as numbers (12 % as 12) in “a”.",
    "infinities": "“inf” was read as missing in “a”.",
    "leading zeros": "“zip”: kept as codes, not numbers (leading zeros, or too many digits).",
    "many words for missing": "“?” was read as missing in “a”.",
    "one word among numbers": (
        "“b”: nearly all values are numbers, but not “few”, so that they were kept as names. "
        "Say that the column holds numbers, and such values count as missing."
    ),
}


@pytest.mark.parametrize("name", SAID)
def test_what_was_repaired_is_said(name):
    assert SAID[name] in read_twice(BY_NAME[name]).notes


@pytest.mark.parametrize(
    ("name", "kind"), [("booleans in five spellings", "boolean"), ("dates in five forms", "date")]
)
def test_all_spellings_are_of_their_kind(name, kind):
    assert set(kinds(read_twice(BY_NAME[name])).values()) == {kind}


def test_a_cell_that_is_too_long_is_refused_with_its_column():
    with pytest.raises(ReadError, match=r"column 2 has 21,000 characters"):
        read_table(
            f"a,b\n1,{'x' * 21_000}\n2,y\n".encode(),
            filename="data.csv",
            limits=ReadLimits(max_cell_chars=20_000),
        )

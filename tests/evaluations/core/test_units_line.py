import pytest

from evaluations.core.units_line import skip_units
from tests.evaluations.core.readings import as_dict, read_twice
from tests.evaluations.core.workbooks import grid, workbook

NUMBERS = [(n, n * 2, f"town {n % 3}") for n in range(12)]
TABLE = {"day": [n for n, _, _ in NUMBERS], "rain": [n for _, n, _ in NUMBERS]} | {
    "town": [town for _, _, town in NUMBERS]
}
NOTE = "Below the names, line 2 left out: words above nothing but numbers (units, questions)."


def first_row(units, rows=12):
    table = [["day", "rain", "town"], units, *(list(map(str, row)) for row in NUMBERS[:rows])]
    return skip_units([(at, at, row) for at, row in enumerate(table, 1)], 2, 3)


@pytest.mark.parametrize("units", [["d", "mm", ""], ["days", "mm", "name"], ["What day?", "How much?", "x"]])
def test_a_row_of_words_above_numbers_is_none_of_values(units):
    assert first_row(units) == 3


@pytest.mark.parametrize("units", [["1", "mm", "x"], ["NA", "mm", "x"], ["?", "?", "x"], ["", "", "x"]])
def test_a_row_with_a_number_or_with_missing_values_stays(units):
    assert first_row(units) == 2


def test_a_few_rows_are_too_few_to_tell():
    assert first_row(["d", "mm", ""], rows=9) == 2


def test_units_are_left_out_and_said_and_the_stored_reading_gives_the_same_again():
    text = "day,rain,town\nd,mm,\n" + "".join(f"{day},{rain},{town}\n" for day, rain, town in NUMBERS)
    result = read_twice(text)
    assert as_dict(result) == TABLE
    assert result.notes == (NOTE,)


def test_units_in_a_workbook_are_left_out_and_said():
    result = read_twice(workbook(grid(("day", "rain", "town"), ("d", "mm", "name"), *NUMBERS)), "rain.xlsx")
    assert as_dict(result) == TABLE
    assert result.notes == (NOTE,)

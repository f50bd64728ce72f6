"""A later correction of how a file is read keeps the earlier ones."""

import pytest

from evaluations.core.reading import Wishes, correct_table, read_table

TITLES = "Beans of May\nzip;price;day\n" + "".join(
    f"{1000 + i};{i % 7},5;2024-01-{1 + i % 28:02}\n" for i in range(40)
)


def read_by(*corrections: Wishes, text: str = TITLES, filename: str = "beans.csv"):
    """The file as it is found, then as each correction says."""
    result = read_table(text.encode(), filename=filename)
    for wishes in corrections:
        result = correct_table(text.encode(), filename=filename, reading=result.reading, wishes=wishes)
    return result


def kinds_of(result) -> dict[str, str]:
    return {column.name: column.kind for column in result.table}


def test_a_kind_that_was_corrected_stays_when_the_line_of_names_is_said():
    result = read_by(Wishes(kinds={"zip": "category"}), Wishes(header_line=2))
    assert kinds_of(result) == {"zip": "category", "price": "number", "day": "date"}


def test_a_line_of_names_and_a_kind_stay_when_the_separator_is_corrected_as_well():
    text = "a|x,b|y\n1|7,2|8\n" + "".join(f"{i % 3}|{i},{i % 5}|4\n" for i in range(30))
    first = read_by(Wishes(delimiter=","), Wishes(header_line=0), text=text)
    assert first.table.names == ("column_1", "column_2")
    result = read_by(Wishes(delimiter=","), Wishes(header_line=0), Wishes(delimiter="|"), text=text)
    assert result.reading.header_line == 0
    assert result.table.names == ("column_1", "column_2", "column_3")
    typed = read_by(
        Wishes(header_line=0), Wishes(kinds={"column_1": "text"}), Wishes(delimiter="|"), text=text
    )
    assert kinds_of(typed)["column_1"] == "text"


def test_what_is_said_now_goes_before_what_was_said_earlier():
    result = read_by(Wishes(kinds={"zip": "category"}), Wishes(delimiter=";", kinds={"zip": "number"}))
    assert kinds_of(result)["zip"] == "number"


def test_a_kind_that_the_new_cells_do_not_bear_out_is_found_anew():
    text = "day,n\n" + "".join(f"{'x' if i % 9 else '2024-01-05'};{i},{i}\n" for i in range(40))
    assert kinds_of(read_by(text=text))["day"] != "date"
    result = read_by(Wishes(header_line=1), Wishes(delimiter=","), text=text)
    assert result.table.names == ("day", "n")


@pytest.mark.parametrize("wishes", [Wishes(delimiter=";"), Wishes(encoding="cp1252"), Wishes(header_line=2)])
def test_without_earlier_corrections_everything_is_found_as_before(wishes):
    known = Wishes(encoding=wishes.encoding or "utf-8", delimiter=";", header_line=wishes.header_line)
    plain = read_table(TITLES.encode(), filename="beans.csv", wishes=known)
    assert read_by(wishes).reading.columns == plain.reading.columns

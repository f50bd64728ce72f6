"""What beginners upload, and the table that comes out."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from evaluations.core.reading import Reading, Wishes, correct_table, read_table
from tests.evaluations.core.readings import as_dict, read_twice

DATA = Path(__file__).parents[2] / "data"


def read_file(name):
    return read_table((DATA / name).read_bytes(), filename=name)


def read_text(text, encoding="utf-8"):
    return read_table(text.encode(encoding), filename="data.csv")


def cells(column):
    """The values as Python objects, None for missing."""
    values = column.values.tolist()
    shown = values if column.is_number else [column.levels[code] for code in values]
    return [None if gone else value for value, gone in zip(shown, column.missing, strict=True)]


def kinds(result):
    return {column.name: column.kind for column in result.table}


def test_a_plain_file_gives_typed_columns_and_nothing_to_say():
    result = read_text("height,species\n1.5,bean\n2,pea\n")
    assert kinds(result) == {"height": "number", "species": "category"}
    assert cells(result.table["height"]) == [1.5, 2.0]
    assert result.table["species"].levels == ("bean", "pea")
    assert result.notes == ()


def test_a_german_export_reads_with_decimal_commas_and_thousands_points():
    result = read_file("german_cp1252.csv")
    assert kinds(result) == {"Ort": "category", "Miete": "number", "Größe": "number", "Vermietet": "boolean"}
    assert cells(result.table["Miete"]) == [1250.5, 2100.0, 980.0]
    assert cells(result.table["Ort"]) == ["Köln", "München", "Bad Tölz"]
    assert (result.reading.delimiter, result.reading.decimal, result.reading.thousands) == (";", ",", ".")
    assert result.reading.encoding == "cp1252"
    assert any("Decimal commas" in note and "“Miete”" in note for note in result.notes)


def test_ambiguous_points_follow_the_decimal_commas_of_the_other_columns():
    result = read_text("n;p;q\na;1.200,50;1.234\nb;300,1;2.500\n")
    assert cells(result.table["q"]) == [1234.0, 2500.0]
    assert any("“q”" in note and "two ways" in note for note in result.notes)


def test_a_comma_group_beside_decimal_points_is_a_thousands_mark():
    result = read_text('item,price,size\na,"1,200",0.5\nb,"20,000",1.25\n')
    assert cells(result.table["price"]) == [1200.0, 20000.0]
    assert result.table["price"].integer


def test_the_sep_line_of_excel_names_the_separator():
    result = read_file("excel_sep_line.csv")
    assert result.table.names == ("name", "points")
    assert result.reading.delimiter == ";"
    assert result.reading.header_line == 2
    assert result.notes == ()


def test_titles_above_the_header_are_skipped_and_said():
    result = read_file("titles_above.csv")
    assert result.table.names == ("bed", "height", "species")
    assert result.table.n_rows == 3
    assert result.reading.header_line == 4
    assert result.notes == ("3 lines above the header (titles, comments or blank) left out.",)


def test_comments_above_the_header_are_skipped():
    result = read_text("# made by me\n# on Monday\na,b\n1,2\n3,4\n")
    assert result.table.names == ("a", "b")
    assert result.reading.header_line == 3


def test_the_index_that_pandas_wrote_stays_visible_under_the_name_that_pandas_gives():
    result = read_file("pandas_index.csv")
    assert result.table.names == ("Unnamed: 0", "height", "species")
    assert any("index that pandas wrote" in note for note in result.notes)


def test_utf16_with_tabs_reads():
    result = read_file("utf16.tsv")
    assert cells(result.table["name"]) == ["José", "Žofie"]
    assert result.reading.delimiter == "\t"


def test_line_ends_and_quotes_inside_cells_survive():
    result = read_file("quoted_newlines.csv")
    assert cells(result.table["note"]) == ["first line\nsecond line", 'he said "yes", twice', "plain"]
    assert cells(result.table["score"]) == [1.0, 2.0, 3.0]


def test_ragged_rows_are_kept_and_counted_with_their_lines():
    result = read_file("ragged.csv")
    assert result.table.n_rows == 20
    assert cells(result.table["c"])[6] is None
    assert cells(result.table["c"])[12] == 8.0
    assert result.notes == (
        "1 row with too few cells, filled up with missing values (line 8).",
        "1 row with more cells than the header: the extra cells were left out (line 14).",
    )


def test_a_file_without_a_header_gets_numbered_names_and_keeps_its_first_row():
    result = read_file("headerless.data")
    assert result.table.names == ("column_1", "column_2", "column_3")
    assert result.table.n_rows == 4
    assert result.reading.header_line == 0
    assert "no header line" in result.notes[0]


def test_letters_without_a_header_are_recognised_by_repeating_below():
    rows = ["p,x,p", "e,x,s", "p,b,p", "p,x,s", "e,s,p"] * 3
    assert read_text("\n".join(rows)).table.n_rows == 15


def test_years_as_names_are_a_header():
    result = read_text("country,2019,2020\nA,1,2\nB,3,4\n")
    assert result.table.names == ("country", "2019", "2020")


def test_columns_held_apart_by_blanks_read():
    result = read_file("blank_separated.data")
    assert cells(result.table["column_1"]) == [18.0, 15.0, 16.5]
    assert cells(result.table["column_4"]) == ["runner bean", "pea", "pea"]


def test_row_names_as_r_writes_them_get_a_column():
    result = read_text('"a","b"\n"r1",1,2\n"r2",3,4\n')
    assert result.table.names == ("Unnamed: 0", "a", "b")
    assert cells(result.table["Unnamed: 0"]) == ["r1", "r2"]


def test_a_separator_at_the_end_of_every_row_adds_no_column():
    result = read_text("a,b\n1,2,\n3,4,\n")
    assert result.table.names == ("a", "b")
    assert result.notes == ()


def test_money_and_percent_are_numbers_and_said():
    result = read_file("messy_numbers.csv")
    assert cells(result.table["price"]) == [1200.5, 20.0, 35.25]
    assert cells(result.table["share"]) == [5.0, 12.5, None]
    assert "Currency signs were taken out of “price”." in result.notes
    assert "Percentages were read as numbers (12 % as 12) in “share”." in result.notes


def test_players_cost_millions_and_losses_stand_in_brackets():
    text = 'player,value,change,followers\na,€110.5M,(5.5),"10,000+"\nb,€325K,7,500+\nc,€0,-,0\n'
    result = read_twice(text)
    assert as_dict(result) == {"player": ["a", "b", "c"], "value": [110_500_000, 325_000, 0]} | {
        "change": [-5.5, 7, None],
        "followers": [10_000, 500, 0],
    }
    for said in (
        "K, M and B were read as thousands, millions and billions in “value”.",
        "Numbers in brackets were read as negative in “change”.",
        "A + behind the numbers was taken off in “followers”.",
    ):
        assert said in result.notes


def test_codes_keep_their_leading_zeros_and_all_their_digits():
    result = read_file("messy_numbers.csv")
    assert cells(result.table["zip"]) == ["01234", "90210", "00501"]
    assert cells(result.table["account"])[0] == "1234567890123456789"
    assert any("“zip”, “account”: kept as codes" in note for note in result.notes)


def test_words_for_missing_are_missing_where_they_mean_it():
    table = read_file("missing_words.csv").table
    assert cells(table["work"]) == ["State", None, "Private", None]
    assert cells(table["hours"]) == [40.0, None, None, 38.0]
    assert cells(table["rating"]) == [4.0, None, 5.0, 3.0]
    assert cells(table["class"]) == ["+", "-", "+", "-"]


def test_unusual_words_for_missing_are_said():
    notes = read_file("missing_words.csv").notes
    assert "“?” was read as missing in “work”." in notes
    assert "“none” was read as missing in “rating”." in notes


def test_none_is_an_answer_among_categories():
    table = read_text("veneer,v\nNone,1\nBrick,2\nNone,3\n").table
    assert cells(table["veneer"]) == ["None", "Brick", "None"]


def test_repeated_and_blank_names_are_made_unique_as_pandas_does():
    result = read_text("a,a,,b\n1,2,3,4\n5,6,7,8\n")
    assert result.table.names == ("a", "a.1", "Unnamed: 2", "b")
    assert "The name “a” is there more than once; one of them is now “a.1”." in result.notes


def test_rows_without_a_single_value_are_left_out_and_said():
    result = read_text("a,b\n1,2\n,\n3,4\n,\n")
    assert result.table.n_rows == 2
    assert result.notes == ("2 rows without a single value left out.",)


def test_blanks_around_values_do_not_make_two_categories():
    result = read_text('sex,n\nmale,1\n"male ",2\nfemale,3\n')
    assert result.table["sex"].levels == ("male", "female")
    assert result.notes == ("Blanks around the values were taken off in “sex”.",)


def test_old_line_ends_read():
    assert read_text("a,b\r1,2\r3,4\r").table.n_rows == 2


def test_damaged_characters_are_counted():
    data = "name,city\nJosé,Málaga\nAnna,Köln\n".encode() + b"x\xff,z\n"
    result = read_table(data, filename="data.csv")
    assert cells(result.table["city"]) == ["Málaga", "Köln", "z"]
    assert result.notes == ("1 character could not be read as UTF-8 and show as �.",)


def test_infinite_values_are_missing_and_said():
    result = read_text("a,b\n1e400,x\n2.5,y\ninf,z\n")
    assert cells(result.table["a"]) == [None, 2.5, None]
    assert any("too large" in note for note in result.notes)
    assert "“inf” was read as missing in “a”." in result.notes


@pytest.mark.parametrize("name", sorted(path.name for path in DATA.iterdir() if path.suffix != ".md"))
def test_the_stored_reading_gives_the_same_table_again(name):
    first = read_file(name)
    stored = Reading.from_dict(json.loads(json.dumps(first.reading.to_dict())))
    again = read_table((DATA / name).read_bytes(), filename=name, reading=stored)
    assert again.reading == first.reading == stored
    assert again.notes == first.notes
    assert again.table.names == first.table.names
    for one, other in zip(first.table, again.table, strict=True):
        assert (one.kind, one.levels, one.integer) == (other.kind, other.levels, other.integer)
        np.testing.assert_array_equal(one.values, other.values)


def test_a_learner_can_overrule_the_kind_of_a_column():
    data = b"grade,v\n1,5\n2,6\n3,x\n"
    reading = read_table(data, filename="data.csv").reading
    grade, v = reading.columns
    corrected = replace(reading, columns=(replace(grade, kind="category"), replace(v, kind="number")))
    result = read_table(data, filename="data.csv", reading=corrected)
    assert result.table["grade"].levels == ("1", "2", "3")
    assert cells(result.table["v"]) == [5.0, 6.0, None]
    assert any("“v”: values that are no numbers" in note for note in result.notes)


def test_a_learner_can_overrule_the_encoding_and_leave_the_rest_to_be_found():
    data = "имя,город\nАнна,Москва\nИван,Тверь\n".encode("koi8-r")
    guessed = read_table(data, filename="data.csv").reading
    told = Wishes(encoding="koi8-r")
    result = correct_table(data, filename="data.csv", reading=guessed, wishes=told)
    assert result.table.names == ("имя", "город")

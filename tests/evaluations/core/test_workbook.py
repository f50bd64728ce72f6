"""Excel workbooks: what spreadsheet programs write, and what a stranger may send."""

import time
import tracemalloc
from pathlib import Path

import pytest

from evaluations.core import workbook as module
from evaluations.core.reading import ReadError, ReadLimits, Wishes, read_table
from tests.evaluations.core.readings import as_dict, kinds, read_twice
from tests.evaluations.core.workbooks import grid, sheet, workbook

DATA = Path(__file__).parents[2] / "data"
BEANS = grid(["bean", "height"], ["runner", 1.5], ["broad", 2])


def refuse(data, **options):
    with pytest.raises(ReadError) as caught:
        read_table(data, filename="data.xlsx", **options)
    return caught.value


def test_a_workbook_of_openpyxl_reads_with_its_dates_merged_cells_and_second_sheet():
    result = read_twice((DATA / "garden_openpyxl.xlsx").read_bytes())
    assert as_dict(result) == {
        "bed": ["A", "A", "B", "B"],
        "planted": ["2024-03-01", "2024-03-02 13:45:00", "1900-02-01", "2024-12-31"],
        "height": [1.5, 2.0, 0.3, None],
        "share": [0.12, 0.5, None, 0.25],
        "ripe": ["TRUE", "FALSE", "TRUE", "FALSE"],
        "note": ["good", None, None, 'say "hi"\nand go'],
        "total": [1.0, 2.0, 3.0, 4.0],
        "sum": [None, None, None, None],
    }
    assert (result.reading.part, result.reading.parts) == ("Plants", ("Read me", "Plants"))
    said = " ".join(result.notes)
    for words in (
        "Read the sheet “Plants”; the workbook also has “Read me”.",
        "2 lines above the header",
        "2 areas of cells merged downwards",
        "1 hidden row read like the others",
        "1 hidden column",
        "4 formulas without a value",
    ):
        assert words in said


def test_a_workbook_of_xlsxwriter_reads_codes_formulas_errors_and_rich_text():
    result = read_twice((DATA / "shop_xlsxwriter.xlsx").read_bytes())
    table = as_dict(result)
    assert table["code"] == ["001", "002", "003", "004"]
    assert table["day"] == [f"2024-01-0{day}" for day in range(1, 5)]
    assert table["hours"] == [0.5, 1.0, 1.5, 2.0]  # a duration is days, as it is stored
    assert table["price"] == [10.25, 20.5, 30.75, 41.0]  # “days” in quotes makes no date
    assert table["total"] == [20.5, 41.0, 61.5, None]
    assert table["state"] == ["FALSE", "TRUE", "so so", "TRUE"]


def test_shared_strings_leave_out_readings_and_undo_escapes():
    strings = (
        "<si><t>a</t></si><si><t>b</t></si><si><r><t>東</t></r><r><t>京</t></r><rPh><t>とう</t></rPh></si>"
    )
    strings += "<si><t>two_x000D__x000A_lines</t></si>"
    rows = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>' + "".join(
        f'<row><c t="s"><v>{n}</v></c><c><v>{n}</v></c></row>' for n in (2, 3)
    )
    result = read_twice(workbook(sheet(rows), strings=strings))
    assert as_dict(result) == {"a": ["東京", "two\nlines"], "b": [2.0, 3.0]}


@pytest.mark.parametrize(
    ("number", "code", "value", "shown"),
    [
        (14, "", "45352", "2024-03-01"),
        (22, "", "45353.572916666664", "2024-03-02 13:45:00"),
        (21, "", "0.5", "12:00:00"),
        (14, "", "59", "1900-02-28"),
        (14, "", "61", "1900-03-01"),
        (170, "dd/mm/yyyy;@", "45352", "2024-03-01"),
        (170, "[$-409]mmm\\-yy", "45352", "2024-03-01"),
        (170, "[Red]0.00", "45352", 45352.0),
        (170, "#,##0 &quot;days&quot;", "45352", 45352.0),
        (46, "", "1.5", 1.5),
        (14, "", "1e300", 1e300),
        (14, "", "-3", -3.0),
    ],
)
def test_a_number_is_a_date_where_its_format_shows_one(number, code, value, shown):
    styles = f'<numFmts><numFmt numFmtId="{number}" formatCode="{code}"/></numFmts>' if code else ""
    styles += f'<cellXfs><xf numFmtId="0"/><xf numFmtId="{number}"/></cellXfs>'
    row = f'<row><c s="1"><v>{value}</v></c><c><v>1</v></c></row>'
    rows = '<row><c t="str"><v>when</v></c><c t="str"><v>n</v></c></row>' + 2 * row
    result = read_twice(workbook(sheet(rows), styles=styles))
    assert as_dict(result)["when"] == [shown, shown]


def test_days_may_count_from_1904():
    prefixed = '<row><c s="0"><v>0</v></c></row>'
    data = workbook(sheet(prefixed))
    assert refuse(data).code == "one_column"  # a single cell is no table


def test_cells_know_their_place_and_a_column_may_begin_late():
    rows = '<row r="2"><c r="B2" t="str"><v>a</v></c><c r="D2" t="str"><v>b</v></c></row>'
    rows += "".join(f'<row r="{n}"><c r="B{n}"><v>{n}</v></c></row>' for n in range(3, 500))
    rows += '<row r="500"><c r="E500"><v>7</v></c></row>'
    result = read_twice(workbook(sheet(rows)))
    assert result.table.names == ("Unnamed: 0", "a", "Unnamed: 2", "b", "Unnamed: 4")
    assert result.table["a"].values[:2].tolist() == [3.0, 4.0]
    assert as_dict(result)["Unnamed: 4"][-1] == 7.0


def test_another_sheet_can_be_asked_for_and_hidden_ones_come_last():
    other = grid(["x", "y"], [1, 2], [3, 4])
    data = workbook(other, BEANS, names=["Old", "New"], state='state="hidden"')
    assert read_twice(data).table.names == ("bean", "height")
    assert read_twice(data, wishes=Wishes(part="Old")).table.names == ("x", "y")
    error = refuse(data, wishes=Wishes(part="Older"))
    assert (error.code, error.about) == ("bad_reading", "part")
    assert "“Old”, “New”" in error.hint


def test_the_line_of_the_names_can_be_told():
    data = workbook(grid(["made", "by"], ["a", "b"], ["bean", "height"], ["runner", 1], ["broad", 2]))
    result = read_twice(data, wishes=Wishes(header_line=3))
    assert as_dict(result) == {"bean": ["runner", "broad"], "height": [1.0, 2.0]}
    assert read_twice(data, wishes=Wishes(header_line=0)).table.n_rows == 5


def test_prefixed_names_are_the_same_xml():
    rows = BEANS.replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")
    assert kinds(read_twice(workbook(rows))) == {"bean": "category", "height": "number"}


DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
HOSTILE = {
    "entities": (workbook(BEANS, prefix=DOCTYPE), "bad_workbook"),
    "entities in a sheet": (workbook(DOCTYPE + BEANS), "bad_workbook"),
    "broken xml": (workbook("<worksheet><sheetData><row><c>"), "bad_workbook"),
    "a far column": (workbook(sheet('<row><c r="XFD1"><v>1</v></c></row>')), "too_many_columns"),
    "an impossible column": (workbook(sheet('<row><c r="ZZZZZZZ1"><v>1</v></c></row>')), "bad_workbook"),
    "an impossible row": (workbook(sheet('<row r="-1"><c><v>1</v></c></row>')), "bad_workbook"),
    "a string that is not there": (workbook(sheet('<row><c t="s"><v>5</v></c></row>')), "bad_workbook"),
    "no sheets": (workbook(), "bad_workbook"),
    "a negative string": (workbook(sheet('<row><c t="s"><v>-1</v></c></row>'), strings=""), "bad_workbook"),
    "cut short": (workbook(BEANS)[:-30], "bad_archive"),
    "many files": (workbook(BEANS, extra_parts={f"x{n}": "" for n in range(1001)}), "bad_archive"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_refused(name):
    data, code = HOSTILE[name]
    assert refuse(data).code == code


def test_a_sheet_that_claims_to_be_enormous_costs_nothing():
    far = '<row r="1048576"><c r="B1048576"><v>1</v></c></row>'
    xml = BEANS.replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    xml = xml.replace("</sheetData>", far + "</sheetData>")
    assert read_twice(workbook(xml)).table.n_rows == 3


def test_a_bomb_is_refused_as_soon_as_it_passes_what_may_be_unpacked(monkeypatch):
    monkeypatch.setattr(module, "_MAX_UNPACKED", 10_000_000)
    cell = '<c t="inlineStr"><is><t>' + "a" * 1000 + "</t></is></c>"
    data = workbook(sheet(f"<row>{cell}{cell}</row>" * 225_000))
    assert len(data) < 3_000_000
    tracemalloc.start()
    started = time.perf_counter()
    error = refuse(data, limits=ReadLimits(max_rows=1_000_000))
    assert time.perf_counter() - started < 20
    assert tracemalloc.get_traced_memory()[1] < 60_000_000
    tracemalloc.stop()
    assert error.code == "too_large"

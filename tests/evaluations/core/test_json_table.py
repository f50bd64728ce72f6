"""JSON in the shapes that people and pandas write."""

import json
import time

import pytest

from evaluations.core.reading import ReadError, ReadLimits, read_table
from tests.evaluations.core.readings import as_dict, kinds, read_twice

TABLE = {"bean": ["runner", "broad"], "height": [1.5, 2.0]}
RECORDS = [{"bean": "runner", "height": 1.5}, {"bean": "broad", "height": 2}]
SHAPES = {
    "records": RECORDS,
    "records under a name": {"data": RECORDS},
    "pandas table": {"schema": {"fields": []}, "data": RECORDS},
    "columns": {"bean": ["runner", "broad"], "height": [1.5, 2]},
    "columns by label, as pandas writes": {
        "bean": {"0": "runner", "1": "broad"},
        "height": {"0": 1.5, "1": 2},
    },
    "rows by label": {"0": RECORDS[0], "1": RECORDS[1]},
    "split": {"columns": ["bean", "height"], "index": [0, 1], "data": [["runner", 1.5], ["broad", 2]]},
    "rows under names": [["bean", "height"], ["runner", 1.5], ["broad", 2]],
}


def refuse(text, **options):
    with pytest.raises(ReadError) as caught:
        read_table(text.encode(), filename="data.json", **options)
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_gives_the_same_table(shape, indent):
    result = read_twice(json.dumps(SHAPES[shape], indent=indent), "data.json")
    assert as_dict(result) == TABLE
    assert (result.reading.format, result.notes) == ("json", ())


def test_labels_that_do_more_than_count_are_a_column_of_their_own():
    rows = {f"-M{n}": {"bean": "runner", "height": n} for n in range(3)}
    columns = {"bean": dict.fromkeys(rows, "runner"), "height": {label: n for n, label in enumerate(rows)}}
    table = {"Unnamed: 0": list(rows), "bean": ["runner"] * 3, "height": [0, 1, 2]}
    for document in (rows, columns):
        assert as_dict(read_twice(json.dumps(document), "data.json")) == table


def test_json_lines_read():
    result = read_twice("\n".join(map(json.dumps, RECORDS)) + "\n", "data.jsonl")
    assert as_dict(result) == TABLE
    assert result.reading.format == "jsonl"


@pytest.mark.parametrize("name", ["data.json", "data.jsonl"])
def test_escapes_that_stand_for_no_character_are_replaced(name):
    record = r'{"b\ud800": "x\u0000", "c": "\ud83d\ude00 \\ud800 \udc00", "n": 1}'
    text = f"[{record}, {record}]" if name == "data.json" else f"{record}\n{record}\n"
    result = read_twice(text, name)
    assert as_dict(result) == {"b\ufffd": ["x\ufffd"] * 2, "c": ["😀 \\ud800 \ufffd"] * 2, "n": [1, 1]}


def test_numbers_and_codes_stay_as_they_are_written():
    result = read_twice('[{"zip": "01234", "n": 0.1, "big": 1e3}, {"zip": "90210", "n": 12, "big": -2E-1}]')
    assert kinds(result) == {"zip": "category", "n": "number", "big": "number"}
    assert as_dict(result) == {"zip": ["01234", "90210"], "n": [0.1, 12.0], "big": [1000.0, -0.2]}


def test_null_absent_and_empty_are_missing_and_late_names_make_columns():
    text = '[{"a": 1, "b": true}, {"a": null, "b": false, "c": "x"}, {"b": true, "c": ""}'
    text += ', {"a": NaN, "c": "y"}]'
    assert as_dict(read_twice(text)) == {
        "a": [1.0, None, None, None],
        "b": ["true", "false", "true", None],
        "c": [None, "x", None, "y"],
    }


def test_objects_become_columns_one_level_deep_and_what_is_deeper_is_said():
    text = '[{"at": {"x": 1, "y": {"z": [1, 2.50]}}, "n": 1}, {"at": {"x": 2}, "n": [true, null, "é"]}]'
    result = read_twice(text)
    assert as_dict(result) == {
        "at.x": [1.0, 2.0],
        "at.y": ['{"z": [1, 2.50]}', None],
        "n": ["1", '[true, null, "é"]'],
    }
    assert result.notes == ("Lists and nested objects were kept as JSON text in “at.y”, “n”.",)


def test_utf_16_json_reads():
    assert as_dict(read_twice(json.dumps(RECORDS).encode("utf-16"))) == TABLE


REFUSED = {
    "a comma missing": ('[{"a": 1}\n{"a": 2}]', "bad_json", "line 2: A comma is missing"),
    "not closed": ('[{"a": 1},\n{"a": 2}', "bad_json", "line 2: The list is not closed"),
    "broken in a record": ('[{"a": 1},\n{"a" 2}]', "bad_json", "line 2"),
    "something behind": ('[{"a": 1}] x', "bad_json", "behind the end"),
    "a list of numbers in between": ('[{"a": 1}, [2]]', "not_a_table", "entry 2 is a list"),
    "unequal columns": ('{"a": [1, 2], "b": [1]}', "not_a_table", "not equally long"),
    "settings": ('{"a": 1, "b": {"c": 2}}', "not_a_table", "no columns"),
    "empty": ("[]", "no_data_rows", "no rows"),
    "split with a broken row": ('{"columns": ["a"], "data": [1]}', "not_a_table", "row 1"),
    "one column": ('[{"a": 1}, {"a": 2}]', "one_column", "one column"),
    "a line of JSON lines": ('{"a": 1}\n{"a": 2\n{"a": 3}', "bad_json", "line 3"),
    "too deep": ("[" * 100_000 + "]" * 100_000, "bad_json", "nested too deep"),
    "too deep in a record": ('[{"a": ' + "[" * 99_000 + "]" * 99_000 + "}]", "bad_json", "nested too deep"),
    "deep enough to parse": ('[{"a": ' + "[" * 900 + "1" + "]" * 900 + ', "b": 1}]', "", "nested too deep"),
    "very many lists": ("[" + "[]," * 1_100_000 + "[]]", "too_large", "1,000,000 lists"),
    "very many values": ('{"a": [' + "1," * 6_100_000 + "1]}", "too_large", "6,000,000 values"),
    "a very long number": (
        '[{"a": ' + "9" * 30_000 + ', "b": 1}, {"a": 1, "b": 2}]',
        "cell_too_long",
        "30,000",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_table_is_refused_with_its_line_at_once(name):
    text, code, words = REFUSED[name]
    started = time.perf_counter()
    error = refuse(text, limits=ReadLimits(max_cell_chars=20_000))
    assert time.perf_counter() - started < 5
    assert words in error.message
    assert error.code == code or not code


def test_a_record_with_too_many_names_is_refused():
    wide = json.dumps([{f"c{n}": n for n in range(400)}])
    assert refuse(wide, limits=ReadLimits(max_columns=300)).code == "too_many_columns"

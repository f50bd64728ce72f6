"""Every file that is no table is refused with what is wrong, where, and what to do."""

import io
import pickle
import zipfile

import pytest

from evaluations.core.reading import ReadError, ReadLimits, read_table


def refuse(data, limits=None):
    if isinstance(data, str):
        data = data.encode()
    with pytest.raises(ReadError) as caught:
        read_table(data, filename="data.csv", limits=limits)
    assert caught.value.hint
    return caught.value


def zip_with(*names):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "empty_file", "is empty"),
        (b" \n\t \r\n", "empty_file", "only blanks"),
        (b",,\n,,\n,,\n", "empty_file", "no values"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "binary_file", "PNG picture"),
        (b"\xff\xd8\xff\xe0" + bytes(40), "binary_file", "JPEG picture"),
        (b"%PDF-1.7\n", "binary_file", "PDF document"),
        (b"PAR1" + bytes(40), "binary_file", "Parquet"),
        (b"\x1f\x8b\x08" + bytes(40), "bad_archive", "gzip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40), "binary_file", "old Excel workbook"),
        (zip_with("[Content_Types].xml", "xl/workbook.xml"), "bad_workbook", "Excel workbook"),
        (zip_with("data.csv"), "one_column", "one column"),
        (zip_with("[Content_Types].xml", "word/document.xml"), "binary_file", "Word document"),
        (pickle.dumps({"a": [1, 2]}), "binary_file", "Python pickle"),
        (bytes(range(256)) * 4, "binary_file", "not a text file"),
        (b"<!DOCTYPE html>\n<html>", "not_a_table", "web page"),
        (b'{"a": {"b": 1}, "c": 2}', "not_a_table", "JSON"),
        (b"% iris\n@relation iris\n@attribute a 7\n", "bad_arff", "Line 3"),
        (b"import pandas as pd\n\nframe = pd.read_csv('a.csv')\n", "not_a_table", "Python script"),
        (b"+1 1:0.5 3:2 7:1\n-1 2:0.25 9:1\n", "not_a_table", "LIBSVM"),
        (b"a\n1\n2\n3\n", "one_column", "one column only"),
        (b"dear reader\nthis is a letter\nit has no table, really\n", "one_column", "one column only"),
        (b"a,b,c\n", "no_data_rows", "no rows below"),
        (b"a,b\n1,2\n", "too_few_rows", "single row"),
    ],
)
def test_the_refusal_names_what_the_file_is(data, code, words):
    error = refuse(data)
    assert error.code == code
    assert words in error.message


def test_an_unclosed_quotation_mark_is_found_on_its_line():
    error = refuse('a,b\n1,x\n2,"y\n' + "3,z\n" * 50)
    assert (error.code, error.line) == ("unclosed_quote", 3)
    assert "line 3" in error.message


def test_a_nul_byte_is_found_on_its_line():
    error = refuse(b"a,b\n1,2\n3,\x004\n" + b"5,6\n" * 200)
    assert (error.code, error.line) == ("nul_bytes", 3)


def test_many_overfull_rows_point_at_the_first():
    error = refuse("name,age\n" + "Smith, Anna,31\nLee,28\n" * 10)
    assert (error.code, error.line) == ("ragged_rows", 2)
    assert "10 of 20 rows" in error.message


def test_text_that_fits_no_encoding_is_refused():
    error = refuse(b"a,b\n\x81,1\n\x8d,2\n")
    assert error.code in {"bad_encoding", "binary_file"}


def test_text_that_breaks_off_after_its_mark_is_refused():
    error = refuse("a,b\n1,2\n3,4\n".encode("utf-16")[:-1])
    assert error.code == "bad_encoding"
    assert "UTF-16" in error.message


@pytest.mark.parametrize(
    ("limits", "code", "words"),
    [
        (ReadLimits(max_bytes=10), "too_large", "the limit is 10"),
        (ReadLimits(max_rows=2), "too_many_rows", "3 rows; the limit is 2"),
        (ReadLimits(max_columns=2), "too_many_columns", "3 columns; the limit is 2"),
        (ReadLimits(max_cell_chars=4), "cell_too_long", "column 3 has 5 characters"),
    ],
)
def test_each_limit_is_said_with_its_number(limits, code, words):
    error = refuse("a,b,c\n1,2,three\n4,5,six\n7,8,nine\n", limits)
    assert error.code == code
    assert words in error.message

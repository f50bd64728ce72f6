"""The notebook reads a file as the platform read it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from evaluations.core.reading import read_table
from portfolio.exports.loading import loading_call
from tests.rules.house import ROOT

DATA = ROOT / "tests" / "data"
TEXTS = sorted(path.name for path in DATA.iterdir() if path.suffix in (".csv", ".tsv", ".data"))
WITH_SIGNS = {
    "messy_numbers.csv": ["price", "share"],
    "missing_words.csv": ["rating"],
}  # as in "12 %"


def load(path: Path, name: str = "") -> tuple[pd.DataFrame, tuple]:
    read = read_table(path.read_bytes(), filename=name or path.name)
    code = loading_call(read.reading.to_dict(), name or path.name)
    return eval(code, {"pd": pd, "path": path}), read


@pytest.mark.parametrize("name", [name for name in TEXTS if name != "ragged.csv"])
def test_pandas_finds_the_same_rows_names_and_numbers(name):
    frame, read = load(DATA / name)
    assert list(frame.columns) == list(read.table.names)
    assert len(frame) == read.table.n_rows
    for column in read.reading.columns:
        if column.kind == "number" and column.name not in WITH_SIGNS.get(name, []):
            assert pd.api.types.is_numeric_dtype(frame[column.name]), column.name


def test_lines_that_do_not_fit_are_said_and_left_out():
    with pytest.warns(pd.errors.ParserWarning, match="Skipping line"):
        load(DATA / "ragged.csv")


def test_a_packed_file_is_unpacked(tmp_path):
    path = tmp_path / "few.csv.gz"
    pd.DataFrame({"a": range(9), "b": list("xyxyxyxyx")}).to_csv(path, index=False)
    frame, read = load(path)
    assert (len(frame), read.table.n_rows) == (9, 9)


def test_what_weka_wrote_is_read_with_its_quotation_marks_and_remarks(tmp_path):
    path = tmp_path / "beans.arff"
    head = "@relation beans\n@attribute 'pod length' numeric\n@attribute kind {pea,'runner bean'}\n@data\n"
    path.write_text(head + "% by hand\n5.5, 'runner bean'\n?, pea\n7, 'runner bean'\n%\n%\n")
    frame, read = load(path)
    assert list(frame.columns) == list(read.table.names) == ["pod length", "kind"]
    assert frame["kind"].tolist() == ["runner bean", "pea", "runner bean"]
    assert frame["pod length"].sum() == 12.5
    assert read.table.n_rows == len(frame)


def test_other_kinds_of_files_are_read_by_their_own_readers():
    sheet = {"format": "xlsx", "part": "Sales'", "header_line": 3}
    assert (
        loading_call(sheet, "x.xlsx")
        == 'pd.read_excel(\n    path,\n    sheet_name="Sales\'",\n    header=2,\n)'
    )
    assert "lines=True" in loading_call({"format": "jsonl"}, "x.jsonl")
    assert loading_call({"format": "parquet"}, "x.parquet") == "pd.read_parquet(path)"

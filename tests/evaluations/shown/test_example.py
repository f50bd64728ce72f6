"""The example script runs as it stands on the file that it was written for."""

from __future__ import annotations

import pytest

from evaluations.core.profiling import profile_table
from evaluations.core.protocol import build_protocol
from evaluations.core.reading import ReadLimits, read_table
from evaluations.shown.example import example_script
from tests.factories import FLOWERS, HOUSES

LIMITS = ReadLimits(max_bytes=10**7, max_rows=10_000, max_columns=300, max_cell_chars=1_000)
ROWS = range(60)
WIDE = (
    ",".join([*(f"n{i}" for i in range(9)), *(f"w{i}" for i in range(9)), "y"])
    + "\n"
    + "".join(
        ",".join([*(str(i * j % 17) for j in range(9)), *("abc"[i * j % 3] for j in range(9)), "uv"[i % 2]])
        + "\n"
        for i in ROWS
    )
)
WITH_GAPS = "size,tone,when,y\n" + "".join(
    f"{'' if i % 7 == 0 else i},{'' if i % 5 == 0 else 'ab'[i % 2]},2024-01-{1 + i % 28:02d},{'uv'[i % 2]}\n"
    for i in ROWS
)
DATES_ONLY = "when,y\n" + "".join(f"2024-0{1 + i % 9}-{1 + i % 28:02d},{'uv'[i % 2]}\n" for i in ROWS)
QUOTED = 'it\'s,"a ""quoted"" name",back\\slash,y\n' + "".join(
    f"{i % 9},{i % 7},{'kl'[i % 2]},{'uv'[i % 3 == 0]}\n" for i in ROWS
)
TRUTHS = "a,b,y\n" + "".join(f"{i % 9},{'True' if i % 3 else 'False'},{'uv'[i % 2]}\n" for i in ROWS)


@pytest.mark.parametrize(
    ("csv", "target"),
    [
        (FLOWERS, "species"),
        (FLOWERS, "length"),
        (HOUSES, "price"),
        (WIDE, "y"),
        (WITH_GAPS, "y"),
        (DATES_ONLY, "y"),
        (QUOTED, "y"),
        (TRUTHS, "y"),
    ],
)
def test_the_example_fits_and_predicts_on_its_own_file(csv, target):
    table = read_table(csv.encode(), filename="data.csv", limits=LIMITS).table
    protocol = build_protocol(profile := profile_table(table), data_sha256="0" * 64, target=target)
    names: dict = {}
    exec(example_script(profile, protocol), names)
    features = table.select(protocol.features).to_frame()
    y = table.select([target]).to_frame()[target]
    known = y.notna()
    model = names["make_model"]().fit(features[known], y[known])
    assert len(model.predict(features)) == table.n_rows


def test_a_short_list_of_columns_is_named_and_a_long_one_is_not():
    def example(csv: str, target: str) -> str:
        profile = profile_table(read_table(csv.encode(), filename="data.csv", limits=LIMITS).table)
        return example_script(profile, build_protocol(profile, data_sha256="0" * 64, target=target))

    assert "['length', 'width']" in example(FLOWERS, "species")
    assert 'make_column_selector(dtype_include="number")' in example(WIDE, "y")
    assert "make_column_selector" not in example(FLOWERS, "species")

import numpy as np
import pytest

from evaluations.core.placeholders import Placeholder, find_placeholder
from evaluations.core.table import Column
from tests.evaluations.core.readings import as_dict, read_twice


def column(*values):
    return Column("c", "number", np.array(values, dtype=float))


AMOUNTS = [n / 2 for n in range(40)]


@pytest.mark.parametrize("value", [-200, -99, -40, 999, 9999.9])
def test_a_value_far_from_all_others_again_and_again_may_stand_for_missing(value):
    assert find_placeholder(column(*AMOUNTS[:10], *[value] * 6, *AMOUNTS[:20])) == Placeholder(value, 6)


@pytest.mark.parametrize(
    "values",
    [
        [*AMOUNTS, *[-200] * 4],  # a few may be so
        [*AMOUNTS, *[-19] * 9],  # as near as the others to each other
        [*[2007.0, 2008.0] * 20, *[2009] * 30],
        [*[0.0, 1.0] * 30, *[-1] * 30],
        [*[1.0, 2.0, 3.0] * 30, *[10] * 30],
        [*[5.0] * 40, *[-200] * 9],  # two values are two classes
        [*AMOUNTS[1:8], *[-200] * 9],
        [*np.linspace(0, 1e308, 40), *[-1e308] * 9],
        [np.nan] * 50,
    ],
)
def test_what_may_well_be_meant_is_not_doubted(values):
    assert find_placeholder(column(*values)) is None


def test_it_is_said_and_stays_a_number():
    cells = [-200 if n % 5 == 0 else n for n in range(60)]
    result = read_twice("co,no,town\n" + "".join(f"{n},{n},x{n % 3}\n" for n in cells))
    assert as_dict(result)["co"] == cells
    assert result.notes == (
        "-200 is in “co”, “no” again and again, far from all other values: it may stand for missing. It was "
        "left as a number; empty those cells if it does.",
    )

"""FF302: columns beside rows."""

import pytest

from tests.evaluations.core.checks.contexts import RANDOM, make_context, run
from tests.evaluations.core.makers import make_codes, make_number


def context(width, rows=40):
    columns = [make_number(f"x{k}", RANDOM.normal(size=rows)) for k in range(width)]
    return make_context(*columns, make_codes("y", ["a", "b"] * (rows // 2)))


@pytest.mark.parametrize(("width", "outcome"), [(10, "passed"), (32, "tip"), (40, "issue")])
def test_it_fires_from_four_columns_for_five_rows(width, outcome):
    assert run("FF302", context(width)).outcome == outcome


def test_categories_count_with_their_values():
    town = make_codes("town", [f"town {k % 18}" for k in range(40)])
    size = make_codes("size", [f"size {k % 16}" for k in range(40)])
    outcome = run("FF302", make_context(town, size, make_codes("y", ["a", "b"] * 20)))
    assert outcome.evidence == {"rows": 40, "encoded_columns": 34}
    assert outcome.outcome == "tip"

"""What goes with the target: known answers, and never a row of the lockbox."""

import math

import numpy as np
import pytest

from evaluations.core.association import (
    correlation_ratio,
    cramers_v,
    measure_associations,
    rank_correlation,
)
from evaluations.core.splitting import split
from evaluations.core.table import Column
from tests.evaluations.core.makers import make_codes, make_number, make_protocol, make_table


def strengths(table, protocol):
    found = measure_associations(table, protocol, split(table, protocol))
    return {entry["feature"]: (entry["measure"], entry["strength"]) for entry in found}


def test_cramers_v_of_a_table_worked_out_by_hand():
    x = np.repeat([0, 0, 1, 1], [30, 10, 10, 30])
    y = np.repeat([0, 1, 0, 1], [30, 10, 10, 30])
    # chi² = 20, phi² = 0.25; less 1/79: 0.237342; room: 2 - 1/79 - 1 = 0.987342; root of their ratio
    assert cramers_v(x, y) == pytest.approx(np.sqrt(0.2373418 / 0.9873418), abs=1e-6)


def test_the_correlation_ratio_of_three_groups_worked_out_by_hand():
    groups = np.array([0, 0, 1, 1, 2, 2])
    values = np.array([1.0, 3.0, 4.0, 6.0, 7.0, 9.0])
    # within: 3 × 2 = 6; total: 42; epsilon² = 1 - (6 / 3) / (42 / 5)
    assert correlation_ratio(groups, values) == pytest.approx(np.sqrt(1 - 2 / 8.4))
    assert correlation_ratio(groups, values * 1e300) == pytest.approx(np.sqrt(1 - 2 / 8.4))


def test_the_rank_correlation_sees_any_monotone_relation():
    x = np.arange(1.0, 30.0)
    assert rank_correlation(x, -np.exp(x)) == pytest.approx(1.0)


def test_constants_have_no_strength():
    same = np.zeros(20)
    assert cramers_v(same.astype(int), np.arange(20) % 2) is None
    assert correlation_ratio(np.arange(20) % 2, same) is None
    assert rank_correlation(same, np.arange(20.0)) is None


def test_every_pair_of_kinds_has_its_measure_and_noise_is_near_zero():
    rng = np.random.default_rng(0)
    labels = rng.choice(["yes", "no"], 400)
    day = np.where(labels == "yes", "2024-01-05", "2024-06-05")
    many = [f"town {k}" for k in rng.integers(0, 60, 400)]
    table = make_table(
        make_number("x", (labels == "yes") + rng.normal(0, 0.1, 400)),
        make_codes("same", labels),
        make_codes("day", day, "date"),
        make_codes("town", many),
        make_number("noise", rng.normal(0, 1, 400)),
        make_codes("words", [f"a text of many words {k}" for k in range(400)], "text"),
        make_codes("y", labels),
    )
    found = strengths(table, make_protocol(table))
    assert found["same"] == ("cramers_v", pytest.approx(1.0, abs=0.01))
    assert found["x"] == ("correlation_ratio", pytest.approx(0.98, abs=0.01))
    assert found["day"] == ("correlation_ratio", pytest.approx(1.0, abs=0.01))
    assert found["noise"][1] < 0.12
    assert found["town"][1] < 0.25  # uncorrected, chance alone gives about 0.43
    assert "words" not in found


def test_infinite_amounts_are_left_out_and_the_smallest_ones_count():
    label = ["ab"[k % 2] for k in range(40)]
    for tiny in (5e-324, 1e-308):
        wild = [math.inf, -math.inf, *([0.0, tiny] * 19)]
        table = make_table(
            make_number("wild", wild), make_number("x", np.arange(40.0)), make_codes("y", label)
        )
        measure, strength = strengths(table, make_protocol(table))["wild"]
        assert (measure, round(strength, 6)) == ("correlation_ratio", 1.0)


def test_a_number_to_be_predicted_has_rank_correlations_and_ratios():
    rng = np.random.default_rng(1)
    x = rng.normal(0, 1, 300)
    group = np.where(x > 0, "high", "low")
    table = make_table(make_number("x", x), make_codes("g", group), make_number("y", x**3))
    found = strengths(table, make_protocol(table))
    assert found["x"] == ("rank_correlation", pytest.approx(1.0))
    assert found["g"][0] == "correlation_ratio"


def test_rows_of_the_lockbox_and_rows_without_a_target_change_nothing():
    rng = np.random.default_rng(2)
    labels = list(rng.choice(["a", "b"], 500))
    labels[7] = None
    x = rng.normal(0, 1, 500)
    table = make_table(make_number("x", x), make_codes("y", labels))
    protocol = make_protocol(table)
    parts = split(table, protocol)
    assert len(parts.lockbox) > 50
    poisoned = x.copy()
    poisoned[[*parts.lockbox, 7]] = 1e9
    other = make_table(make_number("x", poisoned), make_codes("y", labels))
    assert measure_associations(other, protocol, parts) == measure_associations(table, protocol, parts)


def test_no_more_than_a_sample_of_the_largest_table_is_looked_at():
    rng = np.random.default_rng(3)
    n = 100_000
    columns = [Column(f"x{k}", "number", rng.normal(0, 1, n)) for k in range(40)]
    table = make_table(*columns, make_number("y", rng.normal(0, 1, n)))
    protocol = make_protocol(table)
    parts = split(table, protocol)
    found = measure_associations(table, protocol, parts)
    assert len(found) == 30
    assert {entry["rows"] for entry in found} == {20_000}

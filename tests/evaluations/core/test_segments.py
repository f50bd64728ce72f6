"""Weak segments: planted ones are found, chance is not called one."""

import dataclasses
import re

import numpy as np

from evaluations.core.segments import find_weak_segments
from tests.evaluations.core.makers import make_codes, make_number, make_protocol, make_table

N = 600
RNG = np.random.default_rng(2)
TOWN = [["north", "south", None][k] for k in RNG.integers(0, 3, N)]
AGE = RNG.uniform(20, 80, N)
TARGET = ["ab"[k] for k in RNG.integers(0, 2, N)]
TABLE = make_table(make_codes("town", TOWN), make_number("age", AGE), make_codes("y", TARGET))
PROTOCOL = make_protocol(TABLE)
Y = np.array([PROTOCOL.classes.index(label) for label in TARGET], dtype=float)


def look(wrong, protocol=PROTOCOL, table=TABLE, y=Y):
    return find_weak_segments(table, protocol, np.arange(N), y, np.where(wrong, 1 - y, y))


def test_a_planted_weak_category_comes_first_and_is_clear():
    south = np.array([town == "south" for town in TOWN])
    wrong = (RNG.random(N) < 0.1) | (south & (RNG.random(N) < 0.3))
    found = look(wrong)
    first = found["segments"][0]
    assert (first["column"], first["segment"], first["clear"]) == ("town", "south", True)
    assert first["rows"] == south.sum()
    assert first["score"] == 1 - wrong[south].mean()
    assert first["low"] < first["score"] < first["high"]
    assert found["overall"] == 1 - wrong.mean()


def test_missing_values_are_a_segment_of_their_own():
    gap = np.array([town is None for town in TOWN])
    assert look(gap & (np.arange(N) % 3 > 0))["segments"][0]["segment"] == "missing"


def test_a_planted_weak_quarter_of_a_number_is_found():
    old = np.quantile(AGE, 0.75) < AGE
    first = look(old & (RNG.random(N) < 0.5))["segments"][0]
    assert first["column"] == "age"
    assert first["segment"].endswith(f" to {AGE.max():.4g}")
    assert first["rows"] == 150


def test_mistakes_at_random_are_called_clear_in_hardly_any_of_a_hundred_tables():
    rng = np.random.default_rng(4)
    clear = sum(any(s["clear"] for s in look(rng.random(N) < 0.2)["segments"]) for _ in range(100))
    assert clear <= 10  # 5 % by the level


def test_numbers_are_judged_by_their_mean_absolute_error():
    value = RNG.normal(size=N)
    table = make_table(make_codes("town", TOWN), make_number("y", value))
    north = np.array([town == "north" for town in TOWN])
    protocol, error = make_protocol(table), np.where(north, 2.0, 1.0) + 0.1 * RNG.random(N)
    found = find_weak_segments(table, protocol, np.arange(N), value, value + error)
    first = found["segments"][0]
    assert (found["metric"], first["segment"], first["clear"]) == ("mae", "north", True)
    assert first["score"] == np.float64(error[north].mean())


def test_rows_that_depend_on_each_other_get_no_interval():
    grouped = dataclasses.replace(PROTOCOL, splitter="group_k_fold", group="town")
    for segment in look(RNG.random(N) < 0.2, grouped)["segments"]:
        assert (segment["low"], segment["high"], segment["clear"]) == (None, None, False)


def test_a_model_without_mistakes_has_no_weak_segment():
    assert look(np.zeros(N, dtype=bool))["segments"] == []


def test_a_range_is_named_in_numbers_that_people_read():
    table = make_table(make_number("debt", -1_000 * AGE), make_codes("y", TARGET))
    found = look(AGE > 65, make_protocol(table), table)["segments"][0]["segment"]
    assert re.fullmatch(r"−(79|80),\d{3} to −6\d,\d{3}", found)

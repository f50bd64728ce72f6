"""FF404: dates beside folds that are cut at random."""

import dataclasses

import numpy as np

from tests.evaluations.core.checks.contexts import NOISE, ROWS, TARGET, make_context, run
from tests.evaluations.core.makers import make_codes, make_number

RANDOM = np.random.default_rng(11)


def days(offsets):
    return make_codes("sold", [str(np.datetime64("2021-01-01") + int(k)) for k in offsets], "date")


def test_rows_in_the_order_of_their_dates_are_a_tip():
    outcome = run("FF404", make_context(days(np.arange(ROWS)), NOISE, TARGET))
    assert outcome.outcome == "tip"
    assert outcome.evidence["in_order"] == {"sold": 1.0}
    assert "Column “sold” says when it was, and the rows stand in that order." in outcome.message


def test_a_target_that_follows_the_date_is_a_tip_in_any_order_of_the_rows():
    offsets = RANDOM.permutation(ROWS)
    price = make_number("y", 100 + offsets / 4 + RANDOM.normal(0, 20, ROWS))
    outcome = run("FF404", make_context(days(offsets), NOISE, price))
    assert outcome.outcome == "tip"
    assert outcome.evidence["target_follows"]["sold"] > 0.4


def test_dates_in_no_order_that_the_target_ignores_are_fine():
    context = make_context(days(RANDOM.permutation(ROWS)), NOISE, TARGET)
    assert run("FF404", context).outcome == "passed"


def test_without_dates_it_does_not_apply():
    assert run("FF404", make_context(NOISE, TARGET)).outcome == "not_applicable"


def test_a_time_that_is_declared_is_respected_and_said_so():
    context = make_context(days(np.arange(ROWS)), NOISE, TARGET)
    ordered = dataclasses.replace(context.protocol, splitter="time_series", time="sold")
    outcome = run("FF404", dataclasses.replace(context, protocol=ordered))
    assert outcome.message == "Every model learns from the past of “sold” alone."


def test_years_and_days_written_as_numbers_are_times_too():
    for name, times in (("year", 1900 + np.arange(ROWS) // 2), ("sold", 20170100 + np.arange(ROWS) % 28 + 1)):
        column = make_number(name, times.astype(float), integer=True)
        price = make_number("y", times + RANDOM.normal(0, 5, ROWS))
        assert run("FF404", make_context(column, NOISE, price)).evidence["columns"] == [name]


def test_numbers_that_are_no_times_do_not_apply():
    weight = make_number("weight", 1900 + np.arange(ROWS).astype(float), integer=True)
    assert run("FF404", make_context(weight, NOISE, TARGET)).outcome == "not_applicable"

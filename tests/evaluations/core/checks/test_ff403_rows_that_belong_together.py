"""FF403: rows of one person on both sides of a split."""

import dataclasses

import numpy as np

from tests.evaluations.core.checks.contexts import NOISE, ROWS, TARGET, make_context, run
from tests.evaluations.core.makers import make_codes, make_number

RANDOM = np.random.default_rng(5)
WHO = RANDOM.integers(0, 40, ROWS)  # about five rows each, shuffled
AGE, HEIGHT = RANDOM.integers(20, 80, 40).astype(float), RANDOM.normal(170, 10, 40)


def people(who=WHO, name="patient"):
    return make_codes(name, [f"p{k}" for k in who])


def test_a_named_column_with_one_that_goes_along_is_a_tip():
    outcome = run("FF403", make_context(people(), make_number("age", AGE[WHO]), NOISE, TARGET))
    assert outcome.outcome == "tip"
    assert outcome.evidence["columns"] == ["patient"]
    assert "name that column as the group" in outcome.message


def test_blocks_of_equal_values_with_two_columns_that_go_along_are_a_tip_whatever_the_name():
    who = np.sort(WHO)
    columns = people(who, "x"), make_number("age", AGE[who]), make_number("height", HEIGHT[who])
    assert run("FF403", make_context(*columns, NOISE, TARGET)).evidence["columns"] == ["x"]


def test_towns_years_and_ages_are_no_groups():
    year = make_number("year", RANDOM.integers(2000, 2020, ROWS).astype(float), integer=True)
    age = make_number("age", RANDOM.integers(18, 90, ROWS).astype(float), integer=True)
    town = make_codes("zip", [f"9{k:04d}" for k in WHO])
    assert run("FF403", make_context(year, age, town, NOISE, TARGET)).outcome == "passed"


def test_a_group_that_is_declared_is_respected_and_said_so():
    context = make_context(people(), make_number("age", AGE[WHO]), NOISE, TARGET)
    grouped = dataclasses.replace(context.protocol, splitter="group_k_fold", group="patient")
    outcome = run("FF403", dataclasses.replace(context, protocol=grouped))
    assert (outcome.outcome, outcome.message) == ("passed", "The rows of one “patient” are kept together.")


def test_a_column_that_says_whose_needs_no_other_that_goes_along_but_an_index_does():
    assert run("FF403", make_context(people(name="customer_id"), NOISE, TARGET)).outcome == "tip"
    assert run("FF403", make_context(people(name="index"), NOISE, TARGET)).outcome == "passed"

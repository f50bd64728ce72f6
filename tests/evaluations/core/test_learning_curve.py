"""The learning curve: few fits, fixed by the protocol, and points that say what they rest on."""

import dataclasses

import numpy as np
import pytest

from evaluations.core.learning_curve import name_point, plan_curve, read_point, shorten, trace_curve
from evaluations.core.outcome import FoldOutcome
from evaluations.core.splitting import split
from tests.evaluations.core.makers import make_codes, make_number, make_protocol, make_table

TABLE = make_table(make_number("x", np.arange(400)), make_codes("y", ["a", "b"] * 200))
PROTOCOL = make_protocol(TABLE)


@pytest.mark.parametrize(
    ("rows", "folds", "percents"),
    [(400, 3, {10, 30, 60}), (3_000, 2, {10, 30}), (9_000, 1, {10, 30})],
)
def test_larger_data_have_fewer_points_on_fewer_folds(rows, folds, percents):
    planned = plan_curve(dataclasses.replace(PROTOCOL, n_rows=rows), "knn")
    assert {fold for _, fold in planned} == set(range(folds))
    assert {read_point(name) for name, _ in planned} == {("knn", percent) for percent in percents}


def test_points_on_too_few_rows_are_left_out():
    # 100 rows, no lockbox: 80 to learn from; 10 % and 30 % of them say little
    planned = plan_curve(dataclasses.replace(PROTOCOL, n_rows=60, lockbox_share=0.0), "knn")
    assert {name for name, _ in planned} == {"knn@60"}


def test_names_are_read_back():
    assert read_point(name_point("knn", 30)) == ("knn", 30)
    assert read_point(name_point("knn", 100)) == ("knn", 100)
    assert name_point("knn", 100) == "knn"


def test_a_share_of_the_rows_is_their_beginning_rounded_up():
    assert shorten(np.arange(11), 30).tolist() == [0, 1, 2, 3]


def outcome(score):
    return FoldOutcome(ok=True, scores={"accuracy": score})


def test_points_are_means_over_the_folds_that_all_of_them_have():
    parts = split(TABLE, PROTOCOL)
    whole = {fold: outcome(0.9) for fold in range(15)}
    failed = FoldOutcome(ok=False)
    points = {
        "knn@10": {0: outcome(0.6), 1: outcome(0.8), 2: failed},
        "knn@60": dict.fromkeys(range(3), outcome(0.85)),
    }
    curve = trace_curve(PROTOCOL, parts, "knn", whole, points)
    # 320 development rows, 256 in each training part
    assert [(p["rows"], p["score"]) for p in curve["points"]] == [(26, 0.7), (154, 0.85), (256, 0.9)]
    assert curve["points"][0]["folds"] == [0.6, 0.8]


def test_without_a_fold_that_all_points_have_there_is_no_curve():
    assert trace_curve(PROTOCOL, split(TABLE, PROTOCOL), "knn", {}, {"knn@10": {0: outcome(0.5)}}) is None

"""What must not change a measurement: the order of rows and columns, the names of classes, useless columns.

And what must not break it: constant columns, enormous and infinite values, hardly any variation.
"""

import dataclasses
import json
import math

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluations.core.evaluate import measure, run_folds, spread_target
from evaluations.core.folds import make_job
from evaluations.core.metrics import score_predictions
from evaluations.core.preprocessing import prepare
from evaluations.core.protocol import ProtocolError
from evaluations.core.splitting import Fold, Split, split
from evaluations.core.table import Table
from tests.evaluations.core.makers import make_codes, make_number, make_protocol, make_table

CHEAP = ("baseline", "logistic_regression", "naive_bayes", "knn")
CHEAP_NUMBERS = ("baseline", "ridge", "knn")
few = settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def make_data(seed, n=60, names=("no", "yes")):
    rng = np.random.default_rng(seed)
    signal = rng.normal(size=n)
    label = [names[int(k)] for k in signal + rng.normal(0, 0.5, n) > 0]
    colour = [str(c) for c in rng.choice(["red", "green", "blue"], n)]
    noise = make_number("noise", rng.normal(5, 2, n))
    return make_table(
        make_number("signal", signal), make_codes("colour", colour), noise, make_codes("y", label)
    )


def score_cheap(table, protocol, parts, codes=CHEAP):
    """{pipeline: {fold: scores}} of the first two folds."""
    y = spread_target(table, protocol)
    jobs = (make_job(table, y, protocol, parts, fold, codes) for fold in (0, 1))
    found = {code: {} for code in codes}
    for code, fold, outcome in run_folds(jobs):
        assert outcome.ok, (code, outcome.reason)
        found[code][fold] = dict(outcome.scores)
    return found


def assert_equal(one, other, tolerance):
    for code, folds in one.items():
        for fold, scores in folds.items():
            for metric, value in scores.items():
                assert other[code][fold][metric] == pytest.approx(value, abs=tolerance), (code, fold, metric)


@few
@given(seed=st.integers(0, 1000))
def test_the_order_of_the_rows_changes_no_score_on_the_same_folds(seed):
    """The folds follow the rows: who is trained on and who is tested stays the same."""
    table = make_data(seed)
    protocol = make_protocol(table)
    parts = split(table, protocol)
    order = np.random.default_rng(seed).permutation(table.n_rows)
    place = np.argsort(order)  # where each old row is now
    moved = tuple(Fold(f.index, f.repeat, place[f.train], place[f.test]) for f in parts.folds)
    elsewhere = Split(place[parts.lockbox], place[parts.development], moved)
    assert_equal(
        score_cheap(table, protocol, parts), score_cheap(table.take(order), protocol, elsewhere), 1e-12
    )


@few
@given(seed=st.integers(0, 1000), order=st.permutations(range(4)))
def test_the_order_of_the_columns_changes_no_score_beyond_rounding(seed, order):
    table = make_data(seed)
    turned = Table(tuple(table.columns[k] for k in order), table.n_rows)
    one, other = (score_cheap(t, p := make_protocol(t), split(t, p)) for t in (table, turned))
    assert_equal(one, other, 1e-6)  # sums in another order, and a solver that stops at a tolerance


@few
@given(seed=st.integers(0, 1000))
def test_renamed_classes_in_the_same_order_change_no_score(seed):
    plain, renamed = make_data(seed), make_data(seed, names=("class 2", "class 10"))
    one, other = (score_cheap(t, p := make_protocol(t), split(t, p)) for t in (plain, renamed))
    assert_equal(one, other, 0)


@few
@given(seed=st.integers(0, 1000), value=st.sampled_from([0.0, -1.5, 1e300, math.inf]))
def test_a_constant_column_changes_no_score_even_where_a_learner_insists_on_the_other_columns(seed, value):
    table = make_data(seed)
    wider = Table((make_number("same", np.full(table.n_rows, value)), *table.columns), table.n_rows)
    protocol = make_protocol(wider)
    assert "same" not in protocol.features
    parts = split(table, make_protocol(table))
    assert_equal(
        score_cheap(table, make_protocol(table), parts),
        score_cheap(wider, protocol, split(wider, protocol)),
        0,
    )


@few
@given(seed=st.integers(0, 1000), factor=st.sampled_from([0.5, 8.0, 1024.0]))
def test_errors_scale_with_the_unit_of_the_target_and_r2_does_not(seed, factor):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=60)
    y = 3 * x + rng.normal(size=60)
    tables = [make_table(make_number("x", x), make_number("y", unit * y)) for unit in (1.0, factor)]
    one, other = (score_cheap(t, p := make_protocol(t), split(t, p), CHEAP_NUMBERS) for t in tables)
    for code, folds in one.items():
        for fold, scores in folds.items():
            assert other[code][fold]["r2"] == pytest.approx(scores["r2"], abs=1e-9)
            for metric in ("mae", "rmse", "median_absolute_error"):
                assert other[code][fold][metric] == pytest.approx(factor * scores[metric], rel=1e-9)


EXTREMES = [0.0, -0.0, 1e-308, 5e-324, 1e150, -1e300, 1.7e308, math.inf, -math.inf, math.nan]


@few
@given(
    values=st.lists(st.sampled_from([*EXTREMES, 1.0, 2.0, 3.0]), min_size=40, max_size=40),
    seed=st.integers(0, 9),
)
def test_extreme_values_are_prepared_to_finite_numbers(values, seed):
    table = make_table(make_number("wild", values), make_number("tame", np.arange(40.0)))
    rows = np.random.default_rng(seed).permutation(40)
    prepared = prepare(table.take(rows[:30]), table.take(rows[30:]))
    assert np.isfinite(prepared.train).all()
    assert np.isfinite(prepared.test).all()


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(values=st.lists(st.sampled_from([*EXTREMES, 1.0, 2.0, 3.0, 4.0]), min_size=30, max_size=30))
def test_a_report_on_extreme_values_is_json_whatever_the_models_make_of_them(values):
    rng = np.random.default_rng(0)
    target = make_codes("y", ["ab"[k] for k in rng.integers(0, 2, 30)])
    table = make_table(make_number("wild", values), make_number("tame", rng.normal(size=30)), target)
    try:
        protocol = dataclasses.replace(make_protocol(table), n_repeats=1)
    except ProtocolError:
        return
    report = measure(table, protocol, split(table, protocol))
    json.dumps(report.to_dict(), allow_nan=False)


@given(
    y=st.lists(st.floats(-1e300, 1e300), min_size=2, max_size=20),
    shift=st.floats(-1e300, 1e300),
)
def test_scores_of_any_numbers_are_numbers_or_left_out(y, shift):
    protocol = make_protocol(
        make_table(make_number("x", np.arange(30.0)), make_number("y", np.arange(30.0) / 7))
    )
    actual = np.array(y)
    with np.errstate(all="ignore"):
        predicted = np.clip(actual + shift, -1e300, 1e300)
    assert all(math.isfinite(value) for value in score_predictions(protocol, actual, predicted).values())

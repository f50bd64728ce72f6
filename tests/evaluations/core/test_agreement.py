"""Two models on the same folds: what they say, how they score, where they differ. Known answers by hand."""

import numpy as np
import pytest

from evaluations.core.agreement import compare_by_hand
from evaluations.core.by_hand import Twin
from evaluations.core.outcome import FoldOutcome
from evaluations.core.splitting import encode_target, split
from tests.evaluations.core.makers import make_codes, make_number, make_protocol, make_table

ROWS = 50
CLASSES = make_table(
    make_number("x", np.arange(ROWS)), make_codes("y", ["no" if i % 2 else "yes" for i in range(ROWS)])
)
NUMBERS = make_table(make_number("x", np.arange(ROWS)), make_number("y", [i * 1.25 for i in range(ROWS)]))


def compared(table, script, library, **wishes):
    """``script`` and ``library`` give predictions for rows of the table, from the truth there."""
    protocol = make_protocol(table, **wishes)
    rows, target = encode_target(table, protocol)
    y = np.full(table.n_rows, np.nan)
    y[rows] = target
    cut = split(table, protocol)
    metric = protocol.primary_metric

    def outcomes(predict, seconds):
        made = {}
        for fold in cut.folds:
            predicted = predict(y[fold.test], fold.test)
            wrong = np.abs(predicted - y[fold.test])
            score = float(1 - (wrong > 0).mean()) if protocol.classes else float(np.sqrt((wrong**2).mean()))
            made[fold.index] = FoldOutcome(
                ok=True, scores={metric: score}, predicted=predicted, fit_seconds=seconds
            )
        return made

    twin = Twin("GaussianNB", {})
    told = compare_by_hand(protocol, cut, y, twin, outcomes(script, 3.0), outcomes(library, 1.0))
    return told, len(cut.folds)


def right(y, rows):
    return y.copy()


def wrong_on_row_7(y, rows):
    return np.where(rows == 7, 1 - y, y)


def test_two_that_agree_differ_in_nothing():
    told, folds = compared(CLASSES, right, right)
    assert told["status"] == "compared"
    assert told["agreement"]["share_equal"] == 1.0
    assert told["agreement"]["different"] == 0
    assert told["rows"] == []
    scores = told["scores"]
    assert (scores["difference"], scores["low"], scores["high"]) == (0.0, 0.0, 0.0)
    assert scores["verdict"] == "no_clear_difference"
    assert told["seconds"] == {"script": 3.0 * folds, "library": 1.0 * folds, "ratio": 3.0}


def test_a_row_that_they_see_differently_is_named_with_both_answers():
    told, _ = compared(CLASSES, wrong_on_row_7, right)
    (row,) = told["rows"]
    # rows count from 1 in the file; row 7 of the table is held out once in each of three repeats
    assert row == {"row": 8, "actual": "no", "script": "yes", "library": "no", "times": 3}
    assert told["agreement"]["different"] == 3
    assert told["agreement"]["predictions"] == 3 * ROWS
    assert sum(fold["different"] for fold in told["folds"]) == 3
    assert told["scores"]["difference"] < 0


def test_values_correlate_and_are_ranked_by_how_far_they_are_apart():
    def near(y, rows):
        return y + np.where(rows == 3, 10.0, 0.0) + np.where(rows == 4, 1.0, 0.0) + 1e-9

    told, _ = compared(NUMBERS, near, right, metric="rmse")
    agreement = told["agreement"]
    assert [row["row"] for row in told["rows"]] == [4, 5]
    assert agreement["different"] == 6  # rounding of 1e-9 is no difference
    assert agreement["largest_difference"] == pytest.approx(10.0)
    assert agreement["mean_difference"] == pytest.approx(11 / ROWS)
    assert 0.99 < agreement["correlation"] < 1
    assert told["scores"]["difference"] < 0  # a larger error is worse


def test_predictions_that_never_change_have_no_correlation():
    told, _ = compared(NUMBERS, lambda y, rows: np.zeros(len(y)), right)
    assert told["agreement"]["correlation"] is None


def test_an_estimator_that_could_not_be_fitted_says_why_and_nothing_else():
    protocol = make_protocol(CLASSES)
    reason = {"code": "script_error", "message": "no"}
    library = {0: FoldOutcome(ok=False, reason=reason)}
    told = compare_by_hand(protocol, split(CLASSES, protocol), np.zeros(ROWS), Twin("SVC", {}), {}, library)
    assert (told["status"], told["reason"]) == ("failed", reason)
    assert "rows" not in told

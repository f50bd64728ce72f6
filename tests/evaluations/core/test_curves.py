"""Curves against scikit-learn's."""

import numpy as np
import pytest
from sklearn.metrics import auc, average_precision_score, roc_auc_score

from evaluations.core.curves import bin_calibration, trace_precision_recall, trace_roc


def make_rows(n=80, seed=0):
    rng = np.random.default_rng(seed)
    positive = rng.random(n) < 0.3
    return positive, np.round(rng.random(n) + 0.4 * positive, 1)  # with ties


def test_the_area_of_the_precision_recall_curve_is_scikit_learns_average_precision():
    positive, ranking = make_rows()
    curve = trace_precision_recall(positive, ranking)
    assert curve["average_precision"] == pytest.approx(average_precision_score(positive, ranking), abs=1e-12)
    assert curve["share"] == positive.mean()
    assert (curve["recall"][-1], curve["precision"][-1]) == (1.0, pytest.approx(positive.mean()))


def test_a_known_ranking_gives_known_points():
    # from the top: true, false, true -> precision 1, 1/2, 2/3 at recall 1/2, 1/2, 1
    curve = trace_precision_recall(np.array([True, False, True]), np.array([0.9, 0.8, 0.7]))
    assert curve["recall"] == [0.5, 0.5, 1.0]
    assert curve["precision"] == pytest.approx([1, 1 / 2, 2 / 3])
    assert curve["average_precision"] == pytest.approx(0.5 * 1 + 0.5 * 2 / 3)


def test_the_roc_curve_has_scikit_learns_area():
    positive, ranking = make_rows()
    curve = trace_roc(positive, ranking)
    assert auc(curve["fpr"], curve["tpr"]) == pytest.approx(roc_auc_score(positive, ranking), abs=1e-12)


def test_calibration_counts_every_row_once():
    positive, ranking = make_rows()
    binned = bin_calibration(positive, np.clip(ranking, 0, 1))
    assert sum(binned["counts"]) == 80
    assert np.average(binned["observed"], weights=binned["counts"]) == pytest.approx(positive.mean())

"""What can be downloaded to start from runs as it is, and becomes the real thing when filled in."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.datasets import load_diabetes, load_iris
from sklearn.linear_model import Ridge
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier

from evaluations.learn.library import STARTERS_FOLDER

IRIS = load_iris(return_X_y=True)
FLOWERS, TWO = IRIS[0][:100], np.where(IRIS[1][:100] == 1, "rose", "iris")


def start(name: str, **filled: str):
    """The class of a starter, with some of its lines filled in."""
    source = (STARTERS_FOLDER / f"{name}.py").read_text()
    for missing, line in filled.values():
        assert missing in source
        source = source.replace(missing, line)
    scope: dict = {}
    exec(compile(source, name, "exec"), scope)
    return [value for value in scope.values() if isinstance(value, type)][-1]


@pytest.mark.parametrize("name", ["knn_by_hand", "naive_bayes_by_hand", "logistic_regression_by_hand"])
def test_a_classifier_runs_as_it_is_and_knows_nothing(name):
    assert len(set(start(name)().fit(FLOWERS, TWO).predict(FLOWERS))) == 1


def test_ridge_runs_as_it_is_and_answers_the_mean():
    X, y = load_diabetes(return_X_y=True)
    assert np.allclose(start("ridge_by_hand")().fit(X, y).predict(X), y.mean())


def test_filled_in_the_neighbours_agree_with_scikit_learn():
    vote = "labels, votes = np.unique(self.y_, return_counts=True)"
    near = "nearest = np.sqrt(((self.X_ - row) ** 2).sum(axis=1)).argsort()[: self.k]\n        "
    model = start("knn_by_hand", vote=(vote, near + vote.replace("self.y_", "self.y_[nearest]")))
    X, y = IRIS
    theirs = KNeighborsClassifier().fit(X[::2], y[::2]).predict(X[1::2])
    assert (model().fit(X[::2], y[::2]).predict(X[1::2]) == theirs).mean() > 0.98  # ties in distance


def test_filled_in_naive_bayes_agrees_with_scikit_learn():
    line = "typical = (-0.5 * ((row - self.means_) / self.spreads_) ** 2 - np.log(self.spreads_)).sum(axis=1)"
    model = start("naive_bayes_by_hand", score=("typical = 0", line))
    X, y = IRIS
    assert (model().fit(X, y).predict(X) == GaussianNB().fit(X, y).predict(X)).all()


def test_filled_in_ridge_agrees_with_scikit_learn():
    line = "np.linalg.solve(X.T @ X + self.alpha * np.eye(X.shape[1]), X.T @ y)"
    model = start("ridge_by_hand", weights=("np.zeros(X.shape[1])", line))
    X, y = load_diabetes(return_X_y=True)
    assert np.allclose(model().fit(X, y).predict(X), Ridge().fit(X, y).predict(X))


def test_filled_in_logistic_regression_learns():
    slope = ("0 * X.T @ (said - happened)", "X.T @ (said - happened) / len(X)")
    model = start("logistic_regression_by_hand", slope=slope)
    assert (model().fit(FLOWERS, TWO).predict(FLOWERS) == TWO).mean() == 1.0

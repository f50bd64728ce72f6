import numpy as np
import pytest
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from tests.evaluations.core.checks.experiments import Case


class ScaledAnew:
    """Fits its scaler in predict, on whatever rows come."""

    def fit(self, X, y):
        self.model = LogisticRegression(max_iter=2000).fit(StandardScaler().fit_transform(X), y)

    def predict(self, X):
        return self.model.predict(StandardScaler().fit_transform(X))


class DealtOut:
    """Gives the class to as many rows of the batch as had it in training."""

    def fit(self, X, y):
        self.model = LogisticRegression(max_iter=2000).fit(X, y)
        self.share = float((y == y.max()).mean())

    def predict(self, X):
        order = np.argsort(self.model.predict_proba(X)[:, -1])
        predicted = np.zeros(len(X))
        predicted[order[len(X) - round(self.share * len(X)) :]] = 1
        return predicted


class ByPlace:
    """Answers by the place of the row."""

    def fit(self, X, y):
        pass

    def predict(self, X):
        return np.arange(len(X)) % 2


@pytest.mark.parametrize("build", [ScaledAnew, DealtOut, ByPlace])
def test_a_model_that_looks_at_all_rows_together_is_an_issue(build):
    outcome = Case().judge(lambda case: build())["FF804"]
    assert outcome.outcome == "issue"
    assert max(outcome.evidence["in another order"], outcome.evidence["in two halves"]) > 0


@pytest.mark.parametrize(
    "build",
    [
        lambda: make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000)),
        lambda: KNeighborsClassifier(5),
        lambda: RandomForestClassifier(n_estimators=5, random_state=0),
        lambda: RandomForestClassifier(n_estimators=5),
    ],
    ids=["pipeline", "neighbours", "forest", "unseeded forest"],
)
def test_a_model_that_looks_at_one_row_at_a_time_is_silent(build):
    assert Case().judge(lambda case: build())["FF804"].outcome == "passed"


def test_predictions_that_are_drawn_by_lot_are_no_dependence():
    class ByLot:
        def fit(self, X, y):
            pass

        def predict(self, X):
            return np.random.randint(0, 2, len(X))

    assert Case().judge(lambda case: ByLot())["FF804"].outcome == "not_applicable"

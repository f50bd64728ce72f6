import numpy as np
import pytest
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.tree import DecisionTreeClassifier

from tests.evaluations.core.checks.experiments import Case


class Table:
    """Carries the answer to each row in its code, and falls back on an honest model for ``gaps`` of them."""

    def __init__(self, case, honest, gaps=0.0):
        known = np.random.default_rng(0).random(len(case.y)) >= gaps
        self.answers = {row.tobytes(): y for row, y in zip(case.X[known], case.y[known], strict=True)}
        self.honest = honest

    def fit(self, X, y):
        self.honest.fit(X, y)

    def predict(self, X):
        guessed = self.honest.predict(X)
        return [self.answers.get(row.tobytes(), guess) for row, guess in zip(X, guessed, strict=True)]


@pytest.mark.parametrize("task", ["binary", "multiclass"])
@pytest.mark.parametrize("gaps", [0.0, 0.4])
def test_a_table_of_answers_is_an_issue_even_when_it_hides_in_a_forest(task, gaps):
    def build(case):
        return Table(case, RandomForestClassifier(n_estimators=5, random_state=0), gaps)

    outcome = Case(task).judge(build)["FF802"]
    assert outcome.outcome == "issue"
    assert min(outcome.evidence["scores"]) > max(outcome.evidence["limits"]) - 0.2


def test_a_table_of_numbers_is_an_issue():
    outcome = Case("regression").judge(lambda case: Table(case, LinearRegression()))["FF802"]
    assert outcome.outcome == "issue"
    assert outcome.evidence["measure"] == "correlation"


HONEST = [
    LogisticRegression(max_iter=2000),
    GaussianNB(),
    KNeighborsClassifier(1),
    DecisionTreeClassifier(random_state=0),
    RandomForestClassifier(n_estimators=5, random_state=0),
    DummyClassifier(),
]


@pytest.mark.parametrize("model", HONEST, ids=lambda model: type(model).__name__)
@pytest.mark.parametrize("task", ["binary", "multiclass"])
def test_honest_models_are_silent(model, task):
    assert Case(task).judge(lambda case: model)["FF802"].outcome == "passed"


@pytest.mark.parametrize(
    "model",
    [LinearRegression(), RandomForestRegressor(n_estimators=5, random_state=0)],
    ids=["linear", "forest"],
)
def test_honest_models_of_numbers_are_silent(model):
    assert Case("regression").judge(lambda case: model)["FF802"].outcome == "passed"


def test_one_feature_that_says_all_does_not_make_an_honest_model_look_as_if_it_knew():
    """A shuffle that agrees with the truth by chance would give such a model nearly every answer."""

    class OneFeature:
        def fit(self, X, y):
            self.high = y[X[:, 0] > 0].mean() > y[X[:, 0] <= 0].mean()

        def predict(self, X):
            return ((X[:, 0] > 0) == self.high).astype(float)

    for n in (60, 120, 300):
        case = Case(n=n)
        case.X = (2 * case.y[:, None] - 1).astype(float)
        assert case.judge(lambda case: OneFeature())["FF802"].outcome == "passed"

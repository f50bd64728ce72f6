import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.tree import DecisionTreeClassifier

from tests.evaluations.core.checks.experiments import Case


def keeping_between_folds():
    """A class whose table outlives the model: what one fold teaches is there in the next.

    The sandbox gives each fold a process of its own, so that this cannot happen there.
    """

    class Keeping:
        seen: dict = {}

        def fit(self, X, y):
            self.common = float(np.median(y))
            self.seen.update(zip((row.tobytes() for row in X), y, strict=True))

        def predict(self, X):
            return [self.seen.get(row.tobytes(), self.common) for row in X]

    return Keeping


def test_answers_kept_between_folds_are_an_issue():
    keeping = keeping_between_folds()
    outcomes = Case().judge(lambda case: keeping())
    assert outcomes["FF803"].outcome == "issue"


def test_honest_models_are_silent():
    for model in (
        LogisticRegression(max_iter=2000),
        KNeighborsClassifier(1),
        DecisionTreeClassifier(random_state=0),
    ):
        assert Case().judge(lambda case, model=model: model)["FF803"].outcome == "passed"

import numpy as np
import pytest
from sklearn.ensemble import RandomForestClassifier
from sklearn.tree import DecisionTreeClassifier

from tests.evaluations.core.checks.experiments import Case


class Drifting:
    """Draws from the system's own entropy: no seed of anybody's reaches it."""

    def fit(self, X, y):
        self.labels = np.unique(y)

    def predict(self, X):
        return np.random.default_rng().choice(self.labels, len(X))


@pytest.mark.parametrize(
    ("build", "how"),
    [
        (lambda case: RandomForestClassifier(n_estimators=3), "with other random numbers"),
        (lambda case: Drifting(), "in the same way"),
    ],
    ids=["no random_state", "entropy of the system"],
)
def test_predictions_that_change_are_a_tip_with_the_spread_of_the_score(build, how):
    outcome = Case().judge(build)["FF801"]
    assert outcome.outcome == "tip"
    assert how in outcome.message
    assert outcome.evidence["different"] > 0
    assert len(outcome.evidence["scores"]) == 2


@pytest.mark.parametrize(
    "build",
    [
        lambda case: RandomForestClassifier(n_estimators=3, random_state=0),
        lambda case: DecisionTreeClassifier(random_state=0),
    ],
    ids=["seeded forest", "seeded tree"],
)
def test_a_seeded_model_is_silent(build):
    assert Case().judge(build)["FF801"].outcome == "passed"

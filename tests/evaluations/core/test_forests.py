"""Quick forests are the plain ones to the bit."""

import numpy as np
import pytest
import sklearn
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.tree import DecisionTreeClassifier

from evaluations.core.forests import quicken

RNG = np.random.default_rng(5)
X = np.asfortranarray(RNG.normal(size=(120, 7)))
TARGETS = {
    "binary": (X[:, 0] + RNG.normal(size=120) > 0).astype(int),
    "multiclass": RNG.integers(0, 4, 120) + 3,
    "numbers": X[:, 1] * 100 + RNG.normal(size=120),
}
KINDS = [("binary", RandomForestClassifier), ("multiclass", RandomForestClassifier)]
KINDS += [("numbers", RandomForestRegressor)]


@pytest.mark.parametrize(("target", "forest"), KINDS)
@pytest.mark.parametrize("gaps", [False, True])
def test_every_tree_is_the_plain_forests_tree(target, forest, gaps):
    rows = X.copy(order="F")
    if gaps:
        rows[::7, 2] = np.nan
    plain, quick = forest(random_state=9), quicken(forest(random_state=9))
    assert type(quick) is not forest
    for model in (plain, quick):
        model.fit(rows[:90], TARGETS[target][:90])
    assert len(quick.estimators_) == 100
    for one, other in zip(plain.estimators_, quick.estimators_, strict=True):
        assert one.random_state == other.random_state
        assert one.tree_.__getstate__()["nodes"].tobytes() == other.tree_.__getstate__()["nodes"].tobytes()
        assert one.tree_.value.tobytes() == other.tree_.value.tobytes()
    assert quick.predict(rows[90:]).tolist() == plain.predict(rows[90:]).tolist()
    if forest is RandomForestClassifier:
        assert quick.predict_proba(rows[90:]).tolist() == plain.predict_proba(rows[90:]).tolist()


def test_what_cannot_be_learnt_from_is_refused_alike():
    rows = X.copy()
    rows[3, 0] = np.inf
    for model in (RandomForestRegressor(random_state=1), quicken(RandomForestRegressor(random_state=1))):
        with pytest.raises(ValueError, match="infinity"):
            model.fit(rows, TARGETS["numbers"])


def test_other_models_other_parameters_and_another_scikit_learn_are_left_alone(monkeypatch):
    tree, shallow = DecisionTreeClassifier(), RandomForestClassifier(max_depth=2, random_state=1)
    assert quicken(tree) is tree
    assert quicken(shallow) is shallow
    monkeypatch.setattr(sklearn, "__version__", "1.10.0")
    usual = RandomForestClassifier(random_state=1)
    assert quicken(usual) is usual

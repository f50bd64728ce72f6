"""Random forests without asking a hundred times what is known after the first tree.

Before each tree scikit-learn copies an estimator, reads its signature and checks classes and weights again:
on small data that takes longer than growing the trees. Here it is done once. The trees are the same to the
bit; that is tested, and holds for the scikit-learn whose insides this knows. Beside another it does nothing.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import sklearn
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor
from sklearn.tree._classes import CRITERIA_CLF, CRITERIA_REG, DENSE_SPLITTERS
from sklearn.tree._tree import DepthFirstTreeBuilder, Tree

KNOWN = "1.9."
_MAX_INT = np.iinfo(np.int32).max


def quicken(model: Any) -> Any:
    """The model, or one that learns the same sooner: for random forests with the default parameters."""
    quick = {RandomForestClassifier: _QuickClassifier, RandomForestRegressor: _QuickRegressor}.get(
        type(model)
    )
    if quick is None or not sklearn.__version__.startswith(KNOWN):
        return model
    parameters = model.get_params()
    usual = type(model)(random_state=parameters["random_state"]).get_params()
    return quick(**parameters) if parameters == usual else model


class _QuickTree:
    """What both kinds of trees share: they grow to the end, from weights that the bootstrap has drawn."""

    def _grow(self, tree: Tree, criterion: Any, X: Any, y: Any, weights: Any, gaps: Any) -> None:
        self.n_features_in_, self.n_outputs_ = X.shape[1], 1
        chance = np.random.RandomState(self.random_state)  # type: ignore[attr-defined]
        splitter = DENSE_SPLITTERS["best"](criterion, self.max_features_, 1, 0.0, chance, None)  # type: ignore[attr-defined]
        builder = DepthFirstTreeBuilder(splitter, 2, 1, 0.0, _MAX_INT, 0.0)
        builder.build(tree, X, y, np.asarray(weights, dtype=np.float64), gaps)
        self.tree_ = tree


class _QuickClassifierTree(_QuickTree, DecisionTreeClassifier):
    def _fit(
        self, X: Any, y: Any, sample_weight: Any, check_input: bool, missing_values_in_feature_mask: Any
    ) -> Any:
        """``y`` holds codes from 0 in one column: the forest has encoded the classes."""
        self.classes_, codes = np.unique(y[:, 0], return_inverse=True)
        self.n_classes_ = len(self.classes_)
        self.max_features_ = max(1, int(np.sqrt(X.shape[1])))
        counts = np.array([self.n_classes_], dtype=np.intp)
        tree, criterion = Tree(X.shape[1], counts, 1), CRITERIA_CLF["gini"](1, counts)
        self._grow(
            tree,
            criterion,
            X,
            codes.reshape(-1, 1).astype(np.float64),
            sample_weight,
            missing_values_in_feature_mask,
        )
        return self


class _QuickRegressorTree(_QuickTree, DecisionTreeRegressor):
    def _fit(
        self, X: Any, y: Any, sample_weight: Any, check_input: bool, missing_values_in_feature_mask: Any
    ) -> Any:
        self.max_features_ = X.shape[1]
        tree = Tree(X.shape[1], np.array([1], dtype=np.intp), 1)
        self._grow(
            tree,
            CRITERIA_REG["squared_error"](1, len(X)),
            X,
            y,
            sample_weight,
            missing_values_in_feature_mask,
        )
        return self


class _QuickForest:
    """Makes its trees directly. The seeds are drawn as ``BaseEnsemble._make_estimator`` draws them."""

    tree: type

    def _make_estimator(self, append: bool = True, random_state: Any = None) -> Any:
        return self.tree(random_state=random_state.randint(_MAX_INT))


class _QuickClassifier(_QuickForest, RandomForestClassifier):
    tree = _QuickClassifierTree


class _QuickRegressor(_QuickForest, RandomForestRegressor):
    tree = _QuickRegressorTree

"""The standard pipelines, as data. Importing this loads no scikit-learn: pages name what workers build."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from types import MappingProxyType
from typing import Any

from evaluations.core.environment import decisive_versions
from evaluations.core.protocol import Protocol
from evaluations.core.version import ENGINE_VERSION

SVM_MAX_ROWS = 5_000  # its time grows with the square of the rows


@dataclass(frozen=True)
class Recipe:
    """Where an estimator lives and what differs from scikit-learn's defaults."""

    module: str
    name: str
    seeded: bool = False
    parameters: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class StandardPipeline:
    """One pipeline that everybody's data are measured with.

    Parameters
    ----------
    cost : ``light`` (fitted within a moment on any data), ``medium`` (only on small data) or ``heavy``
    max_rows : it is left out above this many rows (None: never)
    importance_rows : how many permuted rows it may predict, so that importances stay cheap beside the fit
    asks_training_rows : each row is predicted by looking at the training rows, so that many of them are dear
    """

    code: str
    title: str
    cost: str
    classifier: Recipe | None
    regressor: Recipe | None
    importance_rows: int
    max_rows: int | None = None
    asks_training_rows: bool = False

    @property
    def tasks(self) -> tuple[str, ...]:
        classifies = ("binary", "multiclass") if self.classifier else ()
        return (*classifies, *(("regression",) if self.regressor else ()))

    def recipe(self, task: str) -> Recipe:
        """Raise ``KeyError`` when the pipeline is not for this task."""
        found = self.regressor if task == "regression" else self.classifier
        if found is None:
            raise KeyError(f"{self.code} is not for {task}")
        return found

    def build(self, task: str, seed: int) -> Any:
        """An unfitted estimator that takes the matrices of ``preprocessing``."""
        recipe = self.recipe(task)
        parameters = {**recipe.parameters, **({"random_state": seed} if recipe.seeded else {})}
        return getattr(import_module(recipe.module), recipe.name)(**parameters)


_ALL = (
    StandardPipeline(
        "baseline",
        "Baseline (no features)",
        "light",
        Recipe("sklearn.dummy", "DummyClassifier", parameters={"strategy": "prior"}),
        Recipe("sklearn.dummy", "DummyRegressor"),
        0,
    ),
    StandardPipeline(
        "logistic_regression",
        "Logistic regression",
        "light",
        Recipe("sklearn.linear_model", "LogisticRegression", parameters={"max_iter": 1000}),
        None,
        40_000,
    ),
    StandardPipeline(
        "ridge", "Ridge regression", "light", None, Recipe("sklearn.linear_model", "Ridge"), 40_000
    ),
    StandardPipeline(
        "naive_bayes", "Naive Bayes", "light", Recipe("sklearn.naive_bayes", "GaussianNB"), None, 40_000
    ),
    StandardPipeline(
        "decision_tree",
        "Decision tree",
        "medium",
        Recipe("sklearn.tree", "DecisionTreeClassifier", seeded=True),
        Recipe("sklearn.tree", "DecisionTreeRegressor", seeded=True),
        40_000,
    ),
    StandardPipeline(
        "knn",
        "k-nearest neighbours",
        "medium",
        Recipe("sklearn.neighbors", "KNeighborsClassifier"),
        Recipe("sklearn.neighbors", "KNeighborsRegressor"),
        6_000,
        asks_training_rows=True,
    ),
    StandardPipeline(
        "svm",
        "Support vector machine",
        "heavy",
        Recipe("sklearn.svm", "SVC"),
        Recipe("sklearn.svm", "SVR"),
        4_000,
        SVM_MAX_ROWS,
        asks_training_rows=True,
    ),
    StandardPipeline(
        "hist_gradient_boosting",
        "Histogram gradient boosting",
        "heavy",
        Recipe("sklearn.ensemble", "HistGradientBoostingClassifier", seeded=True),
        Recipe("sklearn.ensemble", "HistGradientBoostingRegressor", seeded=True),
        3_000,
    ),
    StandardPipeline(
        "random_forest",
        "Random forest",
        "heavy",
        Recipe("sklearn.ensemble", "RandomForestClassifier", seeded=True),
        Recipe("sklearn.ensemble", "RandomForestRegressor", seeded=True),
        3_000,
    ),
)
STANDARD: Mapping[str, StandardPipeline] = {pipeline.code: pipeline for pipeline in _ALL}
BASELINE = "baseline"


def standard_pipelines(protocol: Protocol) -> tuple[str, ...]:
    """The codes for this protocol, baseline first, cheap before dear."""
    return tuple(
        code
        for code, pipeline in STANDARD.items()
        if protocol.task in pipeline.tasks
        and (pipeline.max_rows is None or protocol.n_rows <= pipeline.max_rows)
    )


def plan_pipelines(protocol: Protocol) -> tuple[tuple[str, ...], ...]:
    """How to cut a fold into jobs, in the order of running.

    With many folds to share out: what is quick, for the first scores; then the heavy ones together, which
    saves preprocessing. With few folds the heavy ones go apart, the longest first and the middling ones last,
    so that no process is left alone with a long job at the end.
    """
    light, medium, heavy = (_costing(protocol, cost) for cost in ("light", "medium", "heavy"))
    if protocol.n_repeats > 1:
        return (light + medium, heavy)
    return (light, *((code,) for code in reversed(heavy)), medium)


def _costing(protocol: Protocol, cost: str) -> tuple[str, ...]:
    return tuple(code for code in standard_pipelines(protocol) if STANDARD[code].cost == cost)


def title_of(code: str) -> str:
    return STANDARD[code].title if code in STANDARD else "The script"


def pipeline_digest(code: str) -> str:
    """Hex SHA-256 of what a standard pipeline's numbers depend on beside data and protocol.

    That is its recipes, the engine's version and the versions of the numeric libraries.
    """
    pipeline = STANDARD[code]
    recipes = [
        (recipe.module, recipe.name, recipe.seeded, dict(recipe.parameters)) if recipe else None
        for recipe in (pipeline.classifier, pipeline.regressor)
    ]
    stated = {
        "code": code,
        "recipes": recipes,
        "max_rows": pipeline.max_rows,
        "engine": ENGINE_VERSION,
        "environment": decisive_versions(),
    }
    return hashlib.sha256(json.dumps(stated, sort_keys=True).encode()).hexdigest()

"""The registry of standard pipelines."""

import dataclasses
import subprocess
import sys

import numpy as np
import pytest

from evaluations.core.pipelines import (
    STANDARD,
    pipeline_digest,
    plan_pipelines,
    standard_pipelines,
    title_of,
)
from tests.evaluations.core.makers import make_codes, make_number, make_protocol, make_table

X = make_number("x", np.arange(30) / 7)
BINARY = make_protocol(make_table(X, make_codes("y", ["no", "yes"] * 15)))
NUMBERS = make_protocol(make_table(X, make_number("y", np.arange(30) / 3)))


def test_classification_and_regression_have_their_own_pipelines_baseline_first():
    assert standard_pipelines(BINARY) == (
        "baseline",
        "logistic_regression",
        "naive_bayes",
        "decision_tree",
        "knn",
        "svm",
        "hist_gradient_boosting",
        "random_forest",
    )
    assert standard_pipelines(NUMBERS) == (
        "baseline",
        "ridge",
        "decision_tree",
        "knn",
        "svm",
        "hist_gradient_boosting",
        "random_forest",
    )


def test_the_support_vector_machine_is_for_five_thousand_rows_at_most():
    at, above = (dataclasses.replace(BINARY, n_rows=rows) for rows in (5000, 5001))
    assert "svm" in standard_pipelines(at)
    assert "svm" not in standard_pipelines(above)


def test_the_plan_holds_each_pipeline_once():
    for protocol in (BINARY, dataclasses.replace(BINARY, n_repeats=1)):
        assert sorted(sum(plan_pipelines(protocol), ())) == sorted(standard_pipelines(protocol))


def test_with_many_folds_the_quick_ones_come_first_and_the_heavy_ones_stay_together():
    quick, heavy = plan_pipelines(BINARY)
    assert quick == ("baseline", "logistic_regression", "naive_bayes", "decision_tree", "knn")
    assert heavy == ("svm", "hist_gradient_boosting", "random_forest")


def test_with_few_folds_the_longest_runs_first_after_the_light_ones_and_what_fills_gaps_last():
    assert plan_pipelines(dataclasses.replace(BINARY, n_repeats=1)) == (
        ("baseline", "logistic_regression", "naive_bayes"),
        ("random_forest",),
        ("hist_gradient_boosting",),
        ("svm",),
        ("decision_tree", "knn"),
    )


@pytest.mark.parametrize("code", STANDARD)
def test_every_pipeline_builds_for_its_tasks_with_the_seed_where_chance_plays(code):
    for task in STANDARD[code].tasks:
        model = STANDARD[code].build(task, 7)
        assert hasattr(model, "fit")
        assert model.get_params().get("random_state") in (7, None)
    assert title_of(code) == STANDARD[code].title


def test_a_pipeline_refuses_a_task_that_it_is_not_for():
    with pytest.raises(KeyError, match="naive_bayes is not for regression"):
        STANDARD["naive_bayes"].build("regression", 0)


def test_digests_differ_by_pipeline_and_stay_the_same():
    digests = [pipeline_digest(code) for code in STANDARD]
    assert len(set(digests)) == len(STANDARD)
    assert digests == [pipeline_digest(code) for code in STANDARD]


def test_pipelines_are_listed_from_cheap_to_dear():
    costs = [STANDARD[code].cost for code in standard_pipelines(BINARY)]
    assert costs == sorted(costs, key=("light", "medium", "heavy").index)


def test_naming_the_pipelines_loads_no_scikit_learn():
    code = "import sys, evaluations.core.pipelines; assert 'sklearn' not in sys.modules"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

"""A by-hand script and the estimator that it names, through the real steps and the real sandbox."""

import pytest

from evaluations import children, running
from evaluations.models import FoldResult
from tests.evaluations.test_running import run_to_the_end, start
from tests.factories import FLOWERS, HOUSES

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sandbox]

NUMBERS_ONLY = "\n".join(",".join(line.split(",")[:2] + line.split(",")[3:]) for line in FLOWERS.splitlines())
CENTROID = """
import numpy as np

reimplements = "{named}"


class ByHand:
    def fit(self, X, y):
        X, y = np.asarray(X, dtype=float), np.asarray(y)
        self.labels = np.unique(y)
        self.centres = np.array([X[y == label].mean(axis=0) for label in self.labels])
        return self

    def predict(self, X):
        X = np.asarray(X, dtype=float)
        far = ((X[:, None, :] - self.centres[None]) ** 2).sum(axis=2)
        return self.labels[far.argmin(axis=1)]
"""


@pytest.fixture(autouse=True, scope="module")
def stop_children():
    yield
    children.stop_fork_server()


def measured(alice, named, **given):
    evaluation = run_to_the_end(start(alice, script=CENTROID.format(named=named), **given))
    assert evaluation.status == "succeeded", evaluation.reason_message
    return evaluation


def begun(alice, named, variable="reimplements"):
    source = CENTROID.format(named=named).replace("reimplements", variable)
    evaluation = start(alice, script=source, csv=NUMBERS_ONLY)
    running.begin(evaluation.pk, 1)
    evaluation.refresh_from_db()
    return evaluation


def test_a_faithful_re_implementation_agrees_on_every_row(alice):
    evaluation = measured(alice, "NearestCentroid()", csv=NUMBERS_ONLY)
    told = evaluation.report["by_hand"]
    assert (told["status"], told["call"], told["same_input"]) == ("compared", "NearestCentroid()", True)
    assert told["input_mode"] == "raw"
    assert told["agreement"]["share_equal"] == 1.0
    assert told["scores"]["difference"] == 0.0
    assert told["rows"] == []
    assert told["seconds"]["ratio"] > 0
    assert "agree on every one" in evaluation.figures.get(key="by_hand").title
    # It is compared with, and never listed among the pipelines.
    assert not evaluation.pipeline_results.filter(pipeline="twin").exists()
    assert "twin" not in {line["pipeline"] for line in evaluation.report["results"]}
    assert FoldResult.objects.filter(pipeline="twin").count() == evaluation.plan["folds"]


def test_another_method_differs_on_rows_that_are_named(alice):
    told = measured(alice, "KNeighborsClassifier(n_neighbors=1)", csv=NUMBERS_ONLY).report["by_hand"]
    assert told["agreement"]["different"] > 0
    assert {"row", "actual", "script", "library", "times"} == set(told["rows"][0])
    assert told["rows"][0]["script"] != told["rows"][0]["library"]


def test_the_twin_gets_the_same_matrix_when_the_script_needs_one(alice):
    told = measured(alice, "NearestCentroid()").report["by_hand"]  # the colour is text
    assert (told["input_mode"], told["same_input"]) == ("preprocessed", True)
    assert told["agreement"]["share_equal"] == 1.0


@pytest.mark.parametrize(
    ("named", "code", "word"),
    [
        ("Ridge(alpha=1.0)", "wrong_task", "predicts numbers"),
        ("KNeighborsClassifier(neighbours=5)", "script_error", "neighbours"),
        ("KNeighborsClassifier(n_neighbors=-5)", "script_error", "n_neighbors"),
    ],
)
def test_an_estimator_that_cannot_be_fitted_is_found_out_before_the_folds(alice, named, code, word):
    plan = begun(alice, named).plan
    assert plan["by_hand"]["reason"]["code"] == code
    assert word in plan["by_hand"]["reason"]["message"]
    assert "script" in plan["digests"]
    assert "twin" not in plan["digests"]


def test_an_estimator_that_cannot_be_fitted_leaves_the_score_of_the_script(alice):
    evaluation = measured(alice, "Ridge()", csv=NUMBERS_ONLY)
    assert evaluation.report["by_hand"]["status"] == "failed"
    assert evaluation.report["by_hand"]["reason"]["code"] == "wrong_task"
    assert evaluation.pipeline_results.get(pipeline="script").data["status"] == "succeeded"


def test_the_twin_is_measured_once_for_all_scripts_that_name_it(alice, sent):
    measured(alice, "NearestCentroid()", csv=NUMBERS_ONLY)
    second = start(alice, csv=NUMBERS_ONLY, script=CENTROID.format(named="NearestCentroid()") + "# again\n")
    sent()
    running.begin(second.pk, second.launches)
    asked = {tuple(pipelines) for task, *_, pipelines in sent() if task == "evaluations.measure_fold"}
    assert asked == {("script",)}


def test_a_script_without_a_declaration_has_no_twin(alice):
    plan = begun(alice, "NearestCentroid()", "about").plan
    assert plan["by_hand"] is None
    assert "twin" not in plan["digests"]


REGRESSION = """
import numpy as np
reimplements = "LinearRegression()"


class Line:
    def fit(self, X, y):
        X = np.column_stack([np.ones(len(X)), X])
        self.weights = np.linalg.lstsq(X, np.asarray(y, dtype=float), rcond=None)[0]
        return self

    def predict(self, X):
        return np.column_stack([np.ones(len(X)), X]) @ self.weights
"""


def test_numbers_are_compared_up_to_rounding(alice):
    evaluation = run_to_the_end(start(alice, csv=HOUSES, target="price", script=REGRESSION))
    assert evaluation.status == "succeeded", evaluation.reason_message
    agreement = evaluation.report["by_hand"]["agreement"]
    assert agreement["share_equal"] == 1.0
    assert agreement["correlation"] == pytest.approx(1.0)

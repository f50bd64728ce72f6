"""Push, wait, read: over HTTP, with a real broker and a real worker."""

from pathlib import Path

import pytest

pytestmark = [pytest.mark.journey, pytest.mark.sandbox, pytest.mark.timeout(400)]

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
IRIS = ("iris.csv", (EXAMPLES / "iris.csv").read_bytes())
SCRIPT = ("iris_script.py", (EXAMPLES / "iris_script.py").read_bytes())
BY_HAND = b"""
import numpy as np


class NearestMean:
    def fit(self, X, y):
        self.labels = np.unique(y)
        self.means = np.array([X[y == label].mean(axis=0) for label in self.labels])
        return self

    def predict(self, X):
        distances = ((X[:, None, :] - self.means[None]) ** 2).sum(axis=2)
        return self.labels[distances.argmin(axis=1)]
"""


@pytest.fixture(scope="module")
def token(product):
    product.manage("shell", "-c", "from projects.models import Learner; Learner.objects.create_user('ada')")
    return product.token("ada")


@pytest.fixture(scope="module")
def measured(product, token):
    pushed = product.push(
        token, {"data": IRIS, "target": "species", "script": SCRIPT, "title": "Which iris?"}
    )
    return product.wait(pushed["evaluation"]["id"], token)


def test_a_pushed_script_is_scored_beside_the_standard_pipelines(measured):
    assert measured["status"] == "succeeded", measured["reason"]
    results = {result["pipeline"]: result for result in measured["results"]}
    assert set(results) == {
        "baseline",
        "logistic_regression",
        "naive_bayes",
        "knn",
        "decision_tree",
        "random_forest",
        "hist_gradient_boosting",
        "svm",
        "script",
    }
    accuracy = results["script"]["scores"]["accuracy"]
    assert len(accuracy["folds"]) == 15
    assert accuracy["low"] <= accuracy["mean"] <= accuracy["high"]
    assert accuracy["mean"] > 0.9
    assert results["script"]["origin"] == "script"
    assert results["script"]["versus_baseline"]["verdict"] == "better"
    assert results["baseline"]["scores"]["accuracy"]["mean"] == pytest.approx(1 / 3, abs=0.05)


def test_the_report_has_figures_and_checks(measured):
    keys = {figure["key"] for figure in measured["figures"]}
    assert {"confusion_matrix", "fold_strip", "feature_importance", "model_comparison"} <= keys
    assert all(figure["svg"].startswith("<svg") for figure in measured["figures"])
    assert measured["checks"]
    assert measured["protocol"]["lockbox_share"] in (0.0, 0.2)
    assert measured["progress"]["done"] == measured["progress"]["total"] == 9 * 15


def test_the_same_push_again_fits_nothing(product, token, measured):
    pushed = product.push(
        token, {"data": IRIS, "target": "species", "script": SCRIPT, "title": "Which iris?"}
    )
    again = product.wait(pushed["evaluation"]["id"], token)
    assert again["status"] == "succeeded"
    first = {r["pipeline"]: (r["fit_seconds"], r["scores"]) for r in measured["results"]}
    second = {r["pipeline"]: (r["fit_seconds"], r["scores"]) for r in again["results"]}
    assert second == first  # even the seconds: the very same rows


def test_a_model_written_by_hand_is_scored(product, token):
    pushed = product.push(token, {"data": IRIS, "target": "species", "script": ("by_hand.py", BY_HAND)})
    document = product.wait(pushed["evaluation"]["id"], token)
    assert document["status"] == "succeeded", document["reason"]
    script = next(r for r in document["results"] if r["pipeline"] == "script")
    assert script["scores"]["accuracy"]["mean"] > 0.8


@pytest.mark.parametrize(
    ("source", "code", "says"),
    [
        (b"import nothing_like_it\n", "missing_import", "nothing_like_it"),
        (b"x = 1\n", "no_model", "make_model"),
        (b"def make_model():\n    raise RuntimeError('kaputt')\n", "script_error", "kaputt"),
        (b"while True:\n    pass\n", "time_limit", "Stopped after"),
        (b"hoard = []\nwhile True:\n    hoard.append(bytearray(10**8))\n", "memory_limit", "MB"),
        (b"print(open('/etc/passwd').read())\n", "forbidden", "file"),
    ],
)
def test_a_script_that_fails_ends_with_its_reason(product, token, source, code, says):
    pushed = product.push(token, {"data": IRIS, "target": "species", "script": ("bad.py", source)})
    document = product.wait(pushed["evaluation"]["id"], token)
    assert document["status"] == "failed"
    assert document["reason"]["code"] == code, document["reason"]
    assert document["reason"]["platform_fault"] is False
    assert says in document["reason"]["message"] + document["reason"]["hint"]


def test_the_page_of_a_pushed_and_published_project_is_public(product, token):
    form = {"data": IRIS, "target": "species", "title": "Published by a script", "publish": "true"}
    pushed = product.push(token, form)
    product.wait(pushed["evaluation"]["id"], token)
    page = product.request("GET", pushed["project"]["url"])
    assert page.status == 200
    assert b"Published by a script" in page.body
    assert b"<svg" in page.body


def test_the_demo_is_measured_by_the_worker_and_published(product, token):
    listed = product.request("GET", "/api/v1/projects/?owner=demo").json()["results"]
    if len(listed) < 3:  # still being measured: the queue is first come, first served
        own = product.push(token, {"data": IRIS, "target": "petal_width_cm"})
        product.wait(own["evaluation"]["id"], token)
        listed = product.request("GET", "/api/v1/projects/?owner=demo").json()["results"]
    assert {project["task"] for project in listed} == {"binary", "multiclass", "regression"}

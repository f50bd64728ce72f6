"""The metadata of a model card: as Hugging Face documents them, true, and safe from the words of learners."""

from __future__ import annotations

import pytest
import yaml

from evaluations.models import LockboxOpening
from portfolio.exports.material import gather
from portfolio.exports.model_card import build_model_card, metadata_of, metric_of
from portfolio.services import publish
from projects.models import Dataset, Project
from projects.provenance import say_provenance
from tests.factories import HOUSES, make_evaluation, make_project

pytestmark = pytest.mark.django_db
DOCUMENTED = {  # https://github.com/huggingface/hub-docs/blob/main/modelcard.md
    "task": {"type", "name"},
    "dataset": {"type", "name", "config", "split", "revision", "args"},
    "source": {"name", "url"},
}
OF_A_METRIC = {"type", "value", "name", "config", "args", "verifyToken"}
HOSTILE = """x: [1]\n---\n# "gone" '{{y}}' & *a !!python/object:os.system \u2028 - %"""


@pytest.fixture
def published(alice):
    project = make_project(alice, title="Which flower")
    make_evaluation(project)
    return publish(project=project)


def card_of(project) -> str:
    return build_model_card(gather(project.owner, "alice", project.slug)).decode()


def read_metadata(card: str) -> dict:
    """As the Hub finds them: between the first two lines of three dashes."""
    start, front, _ = card.split("---\n", 2)
    assert start == ""
    return yaml.safe_load(front)


def test_the_measured_scores_of_the_best_model_stand_in_the_documented_fields(published):
    told = read_metadata(card_of(published))
    assert (told["library_name"], told["pipeline_tag"]) == ("sklearn", "tabular-classification")
    (model,) = told["model-index"]
    (result,) = model["results"]
    assert model["name"] == "alice-which-flower"
    assert {name: set(result[name]) <= fields for name, fields in DOCUMENTED.items()} == dict.fromkeys(
        DOCUMENTED, True
    )
    (metric,) = result["metrics"]
    assert set(metric) <= OF_A_METRIC
    assert metric == {"type": "accuracy", "value": 0.83, "name": "Accuracy (95 % interval 0.78 to 0.88)"}
    assert told["metrics"] == ["accuracy"]
    assert result["dataset"]["revision"] == published.dataset_version.sha256
    assert result["source"]["url"].endswith("/@alice/which-flower/")
    assert "not by the author" in result["source"]["name"]


def test_the_lockbox_is_a_result_of_its_own_once_it_is_opened(published):
    LockboxOpening.objects.create(
        evaluation=published.evaluations.get(),
        learner=published.owner,
        pipeline="logistic_regression",
        status=LockboxOpening.Status.OPENED,
        scores={"accuracy": {"score": 0.75, "low": None, "high": None}},
    )
    found = read_metadata(card_of(published))["model-index"][0]["results"]
    assert [(one["dataset"]["split"], one["metrics"][0]["value"]) for one in found] == [
        ("cross-validation", 0.83),
        ("lockbox", 0.75),
    ]
    assert found[1]["metrics"][0]["name"] == "Accuracy"


def test_no_word_of_a_learner_ends_the_metadata_or_becomes_some(published):
    Dataset.objects.update(name=HOSTILE)
    Project.objects.update(title=HOSTILE, question=HOSTILE, target=HOSTILE)
    say_provenance(
        Dataset.objects.get(), license="CC0-1.0", description=HOSTILE, source=HOSTILE, citation=HOSTILE
    )
    card = card_of(Project.objects.get())
    told = read_metadata(card)
    assert set(told) == {"library_name", "pipeline_tag", "tags", "metrics", "model-index"}
    name = told["model-index"][0]["results"][0]["dataset"]["name"]
    assert name.startswith('x: [1] --- # "gone"')
    assert name.endswith("(CC0 1.0, public domain)")
    assert "\n## The model\n" in card


def test_a_model_without_a_score_claims_none(published):
    material = gather(published.owner, "alice", published.slug)
    material.evaluation.report = {**material.evaluation.report, "best": None}
    assert "model-index" not in metadata_of(material)


def test_metrics_have_the_names_that_they_have_on_the_hub(alice):
    project = make_project(alice, csv=HOUSES, target="price", title="Which flower")
    make_evaluation(project)
    told = read_metadata(card_of(project))
    assert told["pipeline_tag"] == "tabular-regression"
    assert metric_of("rmse", 12.5, 10.0, 15.0) == {
        "type": "rmse",
        "value": 12.5,
        "name": "Root mean squared error (95 % interval 10 to 15)",
    }
    assert metric_of("f1_macro", 0.5, None, None)["args"] == {"average": "macro"}

"""What the engine really writes has the shape that the OpenAPI document describes."""

from __future__ import annotations

import pytest

from evaluations.core.evaluate import evaluate
from evaluations.core.protocol import Protocol
from evaluations.measurement import measurement_of
from evaluations.models import Evaluation
from evaluations.reporting import write_report
from tests.api_contract import Api
from tests.factories import FLOWERS, HOUSES, make_evaluation, make_project


@pytest.mark.parametrize(("csv", "target"), [(FLOWERS, "species"), (HOUSES, "price")])
def test_a_measured_evaluation_has_the_described_shape(alice, alice_token, csv, target):
    evaluation = make_evaluation(make_project(alice, csv=csv, target=target), status="running", launches=1)
    measurement = measurement_of(evaluation)
    outcomes: dict = {}
    evaluate(
        measurement.table,
        protocol=Protocol.from_dict(evaluation.protocol),
        on_outcome=lambda code, fold, outcome: outcomes.setdefault(code, {}).update({fold: outcome}),
    )
    write_report(evaluation, 1, measurement, outcomes, lambda: None)

    document = Api(alice_token).get(f"/evaluations/{evaluation.pk}/").json()
    assert document["status"] == Evaluation.Status.SUCCEEDED
    assert document["results"][0]["pipeline"] == "baseline"
    assert len(document["results"]) >= 6
    assert document["best"] in {result["pipeline"] for result in document["results"]}
    assert len(document["figures"]) >= 4
    assert {check["outcome"] for check in document["checks"]} & {"passed", "tip", "issue"}

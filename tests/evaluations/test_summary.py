"""Cards: what lists show of an evaluation, kept beside it."""

import pytest

from evaluations.models import Evaluation, LockboxOpening
from evaluations.summary import keep_card, read_card, summarise
from tests.factories import HOUSES, make_evaluation, make_project

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("asked", [{}, {"csv": HOUSES, "target": "price"}])
def test_a_kept_card_says_what_the_report_says(alice, asked, django_assert_num_queries):
    evaluation = make_evaluation(make_project(alice, **asked))
    with django_assert_num_queries(1):
        (summary,) = summarise([evaluation.pk]).values()
    best = next(
        line for line in evaluation.report["results"] if line["pipeline"] == evaluation.report["best"]
    )
    measured = best["scores"][evaluation.protocol["primary_metric"]]
    assert (summary.line.score, summary.line.low, summary.line.high) == tuple(
        measured[name] for name in ("mean", "low", "high")
    )
    assert summary.verdict == "better"
    assert (summary.issues, summary.tips, summary.passed) == (0, 0, 1)
    assert summary.line.interval
    assert summary.score in summary.card


def test_one_from_before_there_were_cards_is_read_whole(alice):
    evaluation = make_evaluation(make_project(alice))
    kept = summarise([evaluation.pk])
    Evaluation.objects.update(card=None)
    assert summarise([evaluation.pk]) == kept


def test_what_comes_after_the_report_is_on_the_card_once_it_is_kept_again(alice):
    evaluation = make_evaluation(make_project(alice))
    metric = evaluation.protocol["primary_metric"]
    opened = {"score": 0.7, "low": 0.6, "high": 0.8}
    LockboxOpening.objects.create(
        evaluation=evaluation,
        learner=alice,
        data_sha256=evaluation.dataset_version.sha256,
        target=evaluation.project.target,
        pipeline="baseline",
        pipeline_digest="b" * 64,
        status="opened",
        scores={metric: opened},
    )
    evaluation.checks.create(code="FF801", title="t", outcome="tip", message="It changed.")
    assert summarise([evaluation.pk])[evaluation.pk].lockbox == ""
    keep_card(evaluation.pk)
    summary = summarise([evaluation.pk])[evaluation.pk]
    assert (summary.lockbox, summary.tips) == ("0.70", 1)


def test_only_what_has_succeeded_is_summarised(alice):
    project = make_project(alice)
    failed = make_evaluation(project, status="failed")
    assert summarise([failed.pk]) == {}
    assert read_card(make_evaluation(project))["passed"] == 1

"""Which report may be copied: the same content, and one that the learner may know of."""

import pytest

from evaluations.core.outcome import FoldOutcome
from evaluations.models import CheckResult
from evaluations.reporting import is_complete
from evaluations.reuse import checks_of, copies_of, find_twin, report_key
from tests.factories import make_evaluation, make_project

PLAN = {"digests": {"baseline": "b" * 64, "script": "c" * 64}, "by_hand": None}


def finished(project, **fields):
    """A succeeded evaluation whose report may be copied."""
    evaluation = make_evaluation(project, plan=PLAN, **fields)
    evaluation.report_key = report_key(evaluation)
    evaluation.save()
    return evaluation


def begun(project, **fields):
    evaluation = make_evaluation(project, status="running", plan=PLAN)
    for name, value in fields.items():
        setattr(evaluation, name, value)
    evaluation.save()
    return evaluation


def test_ones_own_report_of_the_same_is_found_in_another_project_too(alice):
    first = finished(make_project(alice))
    assert find_twin(begun(first.project)) == first
    assert find_twin(begun(make_project(alice))) == first


@pytest.mark.parametrize(
    "other",
    [
        {"plan": {**PLAN, "digests": {"baseline": "b" * 64, "script": "d" * 64}}},
        {"plan": {**PLAN, "by_hand": {"digest": "e" * 64}}},
        {"protocol_digest": "f" * 64},
        {"engine_version": "0"},
    ],
    ids=["another script", "another model beside it", "another protocol", "another engine"],
)
def test_what_differs_in_anything_is_made_anew(alice, other):
    first = finished(make_project(alice))
    assert find_twin(begun(first.project, **other)) is None


def test_other_bytes_are_made_anew(alice):
    first = finished(make_project(alice))
    other = make_project(alice, csv="length,species\n" + "1,iris\n2,rose\n" * 30)
    assert find_twin(begun(other, protocol_digest=first.protocol_digest)) is None


@pytest.mark.parametrize("status", ["running", "failed", "cancelled"])
def test_only_reports_of_what_has_succeeded_are_copied(alice, status):
    first = begun(make_project(alice))
    first.report_key, first.status = report_key(first), status
    first.save()
    assert find_twin(begun(first.project)) is None


@pytest.mark.parametrize(
    ("visibility", "published", "found"),
    [
        ("private", False, False),
        ("private", True, False),
        ("unlisted", True, False),
        ("public", False, False),
        ("public", True, True),
    ],
)
def test_somebody_elses_report_is_found_only_where_it_is_published_for_all(
    alice, bob, visibility, published, found
):
    hers = finished(make_project(alice, visibility=visibility), published=published)
    his = begun(make_project(bob))
    assert report_key(his) == hers.report_key
    assert (find_twin(his) == hers) is found


def test_what_the_learner_did_before_is_not_copied(alice):
    first = finished(make_project(alice))
    for code in ("FF301", "FF701", "FF801", "FF901", "FF902"):
        CheckResult.objects.create(evaluation=first, code=code, title=code, outcome="tip", message="")
    assert {check.code for check in checks_of(first)} & {"FF701", "FF801", "FF901", "FF902"} == set()
    assert "FF301" in {check.code for check in checks_of(first)}


def test_copied_rows_are_rows_of_their_own(alice):
    first, second = finished(make_project(alice)), begun(make_project(alice))
    (copy,) = copies_of(first.figures.all(), second)
    copy.save()
    first.project.delete()
    assert second.figures.get().svg == copy.svg


def test_a_report_of_something_that_failed_is_not_offered():
    good, bad = FoldOutcome(ok=True), FoldOutcome(ok=False)
    assert is_complete({"knn": {0: good, 1: good}})
    assert not is_complete({"knn": {0: good}, "svm": {0: good, 1: bad}})

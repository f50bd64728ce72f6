"""Issues are answered in public: what holds as an answer, and for how long."""

from __future__ import annotations

import pytest

from evaluations.answers import (
    Kind,
    accept_issues,
    answer_issue,
    answers_of,
    open_issues,
    withdraw_answer,
)
from evaluations.document import checks_of
from evaluations.models import Answer, CheckResult, Evaluation
from evaluations.shown.checks import show_answer
from projects.errors import BadInput, Conflict, NotFound
from projects.models import Project
from tests.factories import make_evaluation, make_project

pytestmark = pytest.mark.django_db
WHY = "Each copy is a passenger of its own."


def add_issue(evaluation: Evaluation, code: str = "FF401", outcome: str = "issue", **evidence) -> Evaluation:
    title, message = "Repeated rows", "90 of 490 rows are exact copies."
    values = {"title": title, "message": message, "evidence": evidence or {"copies": 90}}
    CheckResult.objects.create(evaluation=evaluation, code=code, outcome=outcome, **values)
    return evaluation


def fresh(evaluation: Evaluation) -> Evaluation:
    return Evaluation.objects.with_everything().get(pk=evaluation.pk)


@pytest.fixture
def project(alice):
    return make_project(alice)


@pytest.fixture
def evaluation(project):
    return add_issue(make_evaluation(project))


def test_an_issue_is_open_until_it_is_accepted_with_a_reason(evaluation):
    assert [issue.code for issue in open_issues(fresh(evaluation))] == ["FF401"]
    answer_issue(evaluation, "ff401", kind=Kind.ACCEPTED, reason=f"  {WHY} ")
    assert open_issues(fresh(evaluation)) == []
    assert answers_of(fresh(evaluation))["FF401"].reason == WHY


@pytest.mark.parametrize("reason", ["", "   ", "ok", "x" * 2_001])
def test_a_reason_has_to_say_something_and_not_everything(evaluation, reason):
    with pytest.raises(BadInput, match="FF401"):
        answer_issue(evaluation, "FF401", kind=Kind.ACCEPTED, reason=reason)


def test_only_issues_are_answered(evaluation):
    add_issue(evaluation, "FF107", outcome="tip")
    with pytest.raises(NotFound, match="no issue FF107") as error:
        answer_issue(evaluation, "FF107", kind=Kind.ACCEPTED, reason=WHY)
    assert "FF401" in error.value.hint


def test_an_answer_holds_for_a_later_evaluation_that_finds_the_very_same(evaluation, project):
    answer_issue(evaluation, "FF401", kind=Kind.ACCEPTED, reason=WHY)
    assert open_issues(fresh(add_issue(make_evaluation(project)))) == []


def test_it_is_asked_again_when_the_fact_has_changed(evaluation, project):
    answer_issue(evaluation, "FF401", kind=Kind.ACCEPTED, reason=WHY)
    assert open_issues(fresh(add_issue(make_evaluation(project), copies=180)))


def test_nobody_elses_answer_counts(evaluation, bob):
    answer_issue(evaluation, "FF401", kind=Kind.ACCEPTED, reason=WHY)
    assert open_issues(fresh(add_issue(make_evaluation(make_project(bob)))))


def test_repaired_needs_a_later_evaluation_that_shows_it(evaluation, project):
    with pytest.raises(Conflict, match="No later evaluation shows"):
        answer_issue(evaluation, "FF401", kind=Kind.FIXED)
    later = add_issue(make_evaluation(project), outcome="passed")
    answer = answer_issue(evaluation, "FF401", kind=Kind.FIXED)
    assert answer.fixed_by == later


def test_a_check_that_did_not_apply_repairs_nothing(evaluation, project):
    add_issue(make_evaluation(project), outcome="not_applicable")
    with pytest.raises(Conflict):
        answer_issue(evaluation, "FF401", kind=Kind.FIXED)


def test_a_repair_may_be_a_mended_file_in_a_project_of_its_own(evaluation, alice, bob):
    add_issue(make_evaluation(make_project(bob)), outcome="passed")
    with pytest.raises(Conflict):  # somebody else's does not count
        answer_issue(evaluation, "FF401", kind=Kind.FIXED)
    mended = make_project(alice, csv="length,species\n1,iris\n2,rose\n" * 30, title="Mended")
    later = add_issue(make_evaluation(mended), outcome="passed")
    assert answer_issue(evaluation, "FF401", kind=Kind.FIXED).fixed_by == later


def test_readers_are_shown_a_repair_only_where_they_may_read_it(evaluation, alice):
    mended = make_project(alice, csv="length,species\n1,iris\n2,rose\n" * 30, title="Mended")
    later = add_issue(make_evaluation(mended), outcome="passed")

    def shown():
        answer = answer_issue(evaluation, "FF401", kind=Kind.FIXED)
        documents = [check["answer"] for check in checks_of(fresh(evaluation), str)]
        assert documents[-1]["fixed_by"] == (show_answer(answer).fixed_by or None)
        return show_answer(answer).fixed_by

    assert shown() == ""
    later.published_version = 1
    later.save()
    assert shown() == ""  # of a page that its learner took back
    Project.objects.filter(pk=mended.pk).update(visibility="unlisted")
    assert shown() == ""
    Project.objects.filter(pk=mended.pk).update(visibility="public")
    assert shown() == later.get_absolute_url()


def test_a_new_answer_replaces_the_old_one(evaluation):
    for reason in (WHY, "They are twins, and I counted them twice on purpose."):
        answer_issue(evaluation, "FF401", kind=Kind.ACCEPTED, reason=reason)
    assert Answer.objects.get().reason.startswith("They are twins")


def test_several_are_accepted_at_once_and_empty_reasons_are_passed_over(evaluation):
    add_issue(evaluation, "FF501")
    accept_issues(evaluation, {"FF401": WHY, "FF501": " "})
    assert [issue.code for issue in open_issues(fresh(evaluation))] == ["FF501"]


def test_an_answer_can_be_taken_back_until_readers_may_have_seen_it(evaluation):
    answer_issue(evaluation, "FF401", kind=Kind.ACCEPTED, reason=WHY)
    withdraw_answer(evaluation, "FF401")
    assert open_issues(fresh(evaluation))
    evaluation.published_version = 1
    with pytest.raises(Conflict, match="published"):
        withdraw_answer(evaluation, "FF401")

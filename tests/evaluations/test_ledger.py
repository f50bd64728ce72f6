"""The ledger outlives what it counts: deleting, uploading again and re-reading undo no look at a score."""

from __future__ import annotations

import pytest

from evaluations.ledger import history_of, list_tries, nothing_shown_yet, record_try, tries_so_far
from evaluations.models import Try
from projects.models import Project
from projects.services import delete_project
from tests.factories import FOREST, make_evaluation, make_project, make_script

pytestmark = pytest.mark.django_db


def try_script(project: Project, source: str = FOREST):
    return make_evaluation(project, script=make_script(project, source=source))


def test_distinct_scripts_count_and_the_same_again_does_not(alice):
    project = make_project(alice)
    make_evaluation(project)
    first = try_script(project)
    try_script(project)
    assert tries_so_far(first) == 1
    assert tries_so_far(try_script(project, FOREST.replace("20", "30"))) == 2


def test_recording_twice_changes_nothing(alice):
    evaluation = try_script(make_project(alice))
    record_try(evaluation, evaluation.report)
    assert Try.objects.count() == 1


def test_deleting_and_uploading_the_same_bytes_again_forgets_nothing(alice):
    project = make_project(alice)
    try_script(project)
    dataset = project.dataset_version.dataset
    delete_project(project)
    dataset.delete()
    again = make_project(alice)
    assert tries_so_far(try_script(again, FOREST.replace("20", "30"))) == 2


def test_everybody_has_a_ledger_of_their_own(alice, bob):
    try_script(make_project(alice))
    assert tries_so_far(try_script(make_project(bob))) == 1


def test_tries_are_listed_with_their_scores_the_first_first(alice):
    project = make_project(alice)
    try_script(project)
    last = try_script(project, FOREST.replace("20", "30"))
    assert len({entry.script_sha256 for entry in list_tries(last)}) == 2
    assert [entry.metric for entry in list_tries(last)] == ["accuracy", "accuracy"]


def test_a_guess_comes_first_only_before_any_score_was_shown(alice, bob):
    project = make_project(alice)
    assert nothing_shown_yet(project)
    make_evaluation(project)
    assert not nothing_shown_yet(project)
    delete_project(project)
    assert not nothing_shown_yet(make_project(alice))
    assert nothing_shown_yet(make_project(bob))


def test_a_score_that_is_already_on_the_progress_page_counts_as_shown(alice):
    project = make_project(alice)
    running = make_evaluation(project, status="running")
    assert nothing_shown_yet(project)
    running.pipeline_results.create(pipeline="baseline", position=0, data={})
    assert not nothing_shown_yet(project)


def test_the_history_names_metrics_under_which_scores_were_shown_before(alice):
    first = make_project(alice)
    make_evaluation(first)
    assert history_of(make_evaluation(first)).metrics_before == ()
    second = make_project(alice, title="With another metric")
    Project.objects.filter(pk=second.pk).update(protocol_digest="f" * 64)
    second.refresh_from_db()
    second.protocol["primary_metric"] = "roc_auc"
    second.metric = "roc_auc"
    changed = make_evaluation(second)
    assert history_of(changed).metrics_before == ("accuracy",)
    assert history_of(make_evaluation(first)).metrics_before == ()  # going back is no change

"""`/evaluations/<id>/`: progress while it runs, the report when it is done, the reason when there is none."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluations.models import Evaluation, PipelineResult, SaidFigure
from tests.factories import make_evaluation, make_project, make_results, make_script

HTMX = {"HX-Request": "true"}
BY_HAND = """class Mean:
    def fit(self, X, y):
        self.mean = X["agee"].mean()
        return self
"""


@pytest.fixture
def project(alice):
    return make_project(alice)


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def polling(evaluation) -> str:
    return reverse("evaluation_progress", args=[evaluation.pk])


def test_a_stranger_is_sent_to_log_in_whether_it_exists_or_not(client, project):
    evaluation = make_evaluation(project, status="running")
    for pk in (evaluation.pk, uuid.uuid4()):
        address = reverse("evaluation", args=[pk])
        answer = client.get(address)
        assert answer.url == f"{reverse('account_login')}?next={address}"


def test_another_learner_finds_nothing(bob_client, project):
    evaluation = make_evaluation(project, status="running")
    assert bob_client.get(evaluation.get_absolute_url()).status_code == 404
    assert bob_client.get(polling(evaluation)).status_code == 404
    assert bob_client.post(reverse("evaluation_cancel", args=[evaluation.pk])).status_code == 404
    evaluation.refresh_from_db()
    assert evaluation.status == "running"


def test_a_published_report_is_for_everybody_but_offers_strangers_nothing(client, alice):
    evaluation = make_evaluation(make_project(alice, visibility="public"), published=True)
    answer = client.get(evaluation.get_absolute_url())
    assert answer.status_code == 200
    assert "How the models compare" in text_of(answer)
    assert "For you, the owner" not in text_of(answer)


def test_a_queued_one_says_its_place(alice_client, project):
    make_evaluation(project, status="queued")
    second = make_evaluation(project, status="queued")
    text = text_of(alice_client.get(second.get_absolute_url()))
    assert "1 evaluation ahead of yours" in text
    assert 'aria-current="step"' in text


def test_a_running_one_shows_counts_and_asks_again_every_two_seconds(alice_client, project):
    evaluation = make_evaluation(project, status="running", stage="measuring", started_at=timezone.now())
    text = text_of(alice_client.get(evaluation.get_absolute_url()))
    assert "0 of 10 fits" in text  # two pipelines on five folds
    assert 'hx-trigger="every 2s"' in text
    assert '<noscript> <meta http-equiv="refresh" content="3" /> </noscript>' in text
    assert reverse("evaluation_cancel", args=[evaluation.pk]) in text


def test_the_scripts_own_stage_is_there_only_with_a_script(alice_client, project):
    alone = make_evaluation(project, status="running", stage="reading")
    scripted = make_evaluation(project, status="running", stage="script", script=make_script(project))
    assert "Trying your script" not in text_of(alice_client.get(alone.get_absolute_url()))
    assert "Trying your script" in text_of(alice_client.get(scripted.get_absolute_url()))


def test_finished_models_appear_at_once(alice_client, project):
    evaluation = make_evaluation(project, status="running", stage="measuring")
    for position, line in enumerate(make_results(project.metric)):
        PipelineResult.objects.create(
            evaluation=evaluation, pipeline=line["pipeline"], position=position, data=line
        )
    fragment = text_of(alice_client.get(polling(evaluation), headers=HTMX))
    assert "2 of 2 models finished" in fragment
    assert "Logistic regression" in fragment
    assert "0.83" in fragment
    assert "<html" not in fragment


def test_polling_ends_with_the_whole_page_once_it_is_over(alice_client, project):
    evaluation = make_evaluation(project)
    answer = alice_client.get(polling(evaluation), headers=HTMX)
    assert answer["HX-Refresh"] == "true"
    assert 'hx-trigger="' not in text_of(alice_client.get(polling(evaluation)))


def test_cancelling_ends_it_and_offers_to_start_again(alice_client, project):
    evaluation = make_evaluation(project, status="running", stage="measuring")
    answer = alice_client.post(reverse("evaluation_cancel", args=[evaluation.pk]), follow=True)
    evaluation.refresh_from_db()
    assert evaluation.status == "cancelled"
    assert "You cancelled this evaluation." in text_of(answer)
    assert "Start it again" in text_of(answer)


def test_cancelling_what_has_ended_changes_nothing_and_says_so(alice_client, project):
    evaluation = make_evaluation(project)
    answer = alice_client.post(reverse("evaluation_cancel", args=[evaluation.pk]), follow=True)
    assert "has ended already" in text_of(answer)
    assert "How the models compare" in text_of(answer)


def test_a_link_cancels_nothing(alice_client, project):
    evaluation = make_evaluation(project, status="running")
    assert alice_client.get(reverse("evaluation_cancel", args=[evaluation.pk])).status_code == 405


def failed(project, **fields) -> Evaluation:
    reason = {
        "reason_code": "script_error",
        "reason_message": "Line 3 raised an error while fitting: KeyError: 'agee'",
        "reason_hint": "There is no column agee.",
        "reason_line": 3,
        "printed": "fitting <b>now</b>",
    }
    script = make_script(project, source=BY_HAND, filename="mean.py")
    return make_evaluation(project, status="failed", script=script, **{**reason, **fields})


def test_a_failure_says_what_where_and_what_next(alice_client, project):
    text = text_of(alice_client.get(failed(project).get_absolute_url()))
    assert "Line 3 raised an error while fitting: KeyError" in text
    assert "There is no column agee." in text
    assert (
        '<li class="marked" data-line="3"><code> self.mean = X[&quot;agee&quot;].mean()</code></li>' in text
    )
    assert "It does not count as a try: nothing was scored." in text
    assert "fitting &lt;b&gt;now&lt;/b&gt;" in text
    assert "Change the script and try again" in text


def test_what_a_failed_script_drew_until_then_is_shown(alice_client, project):
    failed = make_evaluation(project, status="failed", script=make_script(project), said={"models": []})
    SaidFigure.objects.create(evaluation=failed, position=0, line=7, width=40, height=30, png=b"png")
    page = alice_client.get(failed.get_absolute_url()).content.decode()
    assert "What it drew until then" in page
    assert f"{failed.pk}/said/0.png" in page
    assert "Figure 1 of the script, line 7" in page


def test_a_hint_of_several_lines_keeps_its_shape(alice_client, project):
    evaluation = failed(project, reason_hint="x = (1\n     ^")
    assert (
        '<pre tabindex="0">x = (1\n     ^</pre>'
        in alice_client.get(evaluation.get_absolute_url()).content.decode()
    )


def test_our_own_fault_is_called_that(alice_client, project):
    evaluation = failed(project, reason_is_platform_fault=True, reason_line=None)
    text = text_of(alice_client.get(evaluation.get_absolute_url()))
    assert "<h1>Our fault</h1>" in text
    assert "It does not count as a try." in text


def test_a_report_offers_its_owner_the_next_steps(alice_client, project):
    text = text_of(alice_client.get(make_evaluation(project).get_absolute_url()))
    for name in ("project_edit", "project_publish", "evaluate_again"):
        assert reverse(name, args=["alice", project.slug]) in text


def test_only_the_newest_report_offers_to_be_published(alice_client, project):
    older, newer = make_evaluation(project), make_evaluation(project)
    publish = reverse("project_publish", args=["alice", project.slug])
    assert publish not in text_of(alice_client.get(older.get_absolute_url()))
    assert publish in text_of(alice_client.get(newer.get_absolute_url()))


def test_a_page_of_progress_is_kept_by_no_cache(alice_client, project):
    answer = alice_client.get(make_evaluation(project, status="running").get_absolute_url())
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(("status", "queries"), [("queued", 8), ("running", 8), ("failed", 7)])
def test_the_number_of_queries_is_constant(status, queries, alice_client, project, django_assert_num_queries):
    evaluation = make_evaluation(project, status=status)
    for position, line in enumerate(make_results(project.metric)):
        PipelineResult.objects.create(
            evaluation=evaluation, pipeline=line["pipeline"], position=position, data=line
        )
    # Session, learner, evaluation, its pipelines, checks, figures, answers; while active, the count as well.
    with django_assert_num_queries(queries):
        alice_client.get(evaluation.get_absolute_url())

"""Issues and answers on the pages: asked for when publishing, shown to everybody."""

from __future__ import annotations

import pytest

from evaluations.models import Evaluation
from portfolio.services import publish
from tests.evaluations.test_answers import WHY, add_issue
from tests.factories import make_evaluation, make_project

pytestmark = pytest.mark.django_db
PAGE = "/@alice/which-flower-is-it/"


@pytest.fixture
def evaluation(alice):
    return add_issue(make_evaluation(make_project(alice)))


def test_the_publish_page_has_a_field_for_each_open_issue(alice_client, evaluation):
    assert f'href="{PAGE}publish/"' in alice_client.get(PAGE).content.decode()
    page = alice_client.get(f"{PAGE}publish/").content.decode()
    assert "1 issue to answer first" in page
    assert 'name="answer-FF401"' in page


def test_nothing_is_published_without_the_answer_and_the_words_are_kept(alice_client, evaluation):
    add_issue(evaluation, "FF501")
    sent = {"visibility": "unlisted", "answer-FF401": WHY, "answer-FF501": ""}
    refused = alice_client.post(f"{PAGE}publish/", sent)
    assert refused.status_code == 409
    assert "FF501" in refused.content.decode()
    assert f">{WHY}</textarea>" in refused.content.decode()
    assert not Evaluation.objects.published().exists()


def test_with_answers_it_is_published_and_they_stand_beside_the_issues(alice_client, client, evaluation):
    sent = {"visibility": "public", "answer-FF401": f"{WHY} <script>alert(1)</script>"}
    assert alice_client.post(f"{PAGE}publish/", sent).status_code == 302
    page = client.get(PAGE).content.decode()
    assert "Accepted by alice:" in page
    assert f"{WHY} &lt;script&gt;" in page
    assert "1 issue, answered" in page
    assert "Answer it" not in page  # that is for the owner


def test_what_was_pushed_with_its_wish_is_published_and_says_that_nothing_is_answered_yet(
    alice_client, client, evaluation
):
    publish(project=evaluation.project, evaluation=evaluation, ask_for_answers=False)
    assert "Not answered yet." in client.get(PAGE).content.decode()
    own = alice_client.get(PAGE).content.decode()
    assert "Repair it, or answer it." in own
    said = alice_client.post(
        f"/evaluations/{evaluation.pk}/checks/FF401/answer/", {"reason": WHY, "project": "1"}
    )
    assert said.headers["Location"] == f"{PAGE}#check-FF401"
    assert WHY in client.get(PAGE).content.decode()


def test_only_the_owner_answers(bob_client, client, evaluation):
    publish(project=evaluation.project, evaluation=evaluation, ask_for_answers=False)
    address = f"/evaluations/{evaluation.pk}/checks/FF401/answer/"
    assert bob_client.post(address, {"reason": WHY}).status_code == 403
    assert client.post(address, {"reason": WHY}).status_code == 302  # to the login
    assert "Not answered yet." in client.get(PAGE).content.decode()


def test_a_reason_that_says_nothing_is_refused_in_a_sentence(alice_client, evaluation):
    address = f"/evaluations/{evaluation.pk}/checks/FF401/answer/"
    page = alice_client.post(address, {"reason": "ok"}, follow=True).content.decode()
    assert "Say in a sentence why you accept FF401." in page

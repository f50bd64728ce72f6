"""`/@<learner>/<project>/evaluate/`: the next script, or the same again after an end without scores."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from evaluations.models import Evaluation
from projects.models import Script
from tests.factories import FOREST, make_evaluation, make_project, make_script, upload

OTHER = FOREST.replace("20", "30")


@pytest.fixture
def project(alice):
    return make_project(alice)


@pytest.fixture
def address(project) -> str:
    return reverse("evaluate_again", args=["alice", project.slug])


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_a_stranger_is_sent_to_log_in(client, address):
    assert client.get(address).url.startswith(reverse("account_login"))


def test_another_learner_finds_no_private_project(bob_client, address):
    assert bob_client.get(address).status_code == 404
    assert bob_client.post(address, {"code": FOREST}).status_code == 404
    assert not Script.objects.exists()


def test_another_learner_may_not_add_to_a_public_one(bob_client, alice):
    project = make_project(alice, visibility="public")
    answer = bob_client.post(reverse("evaluate_again", args=["alice", project.slug]), {"code": FOREST})
    assert answer.status_code == 403
    assert not Script.objects.exists()


def test_the_last_script_is_there_to_be_changed(alice_client, project, address):
    make_script(project)
    text = text_of(alice_client.get(address))
    assert "Below is version 1, forest.py." in text
    assert "RandomForestClassifier(n_estimators=20" in text


def test_changed_code_is_the_next_version_and_is_evaluated(alice_client, project, address):
    make_script(project)
    answer = alice_client.post(address, {"code": OTHER, "guess": "0.9"})
    evaluation = Evaluation.objects.get()
    assert answer.url == evaluation.get_absolute_url()
    assert (evaluation.script.version, evaluation.script.source, evaluation.guess) == (2, OTHER, 0.9)
    assert evaluation.protocol_digest == project.protocol_digest


def test_a_file_is_taken_as_well(alice_client, address):
    alice_client.post(address, {"script": upload(FOREST, "mine.py")})
    assert Evaluation.objects.get().script.filename == "mine.py"


def test_an_ended_evaluation_is_started_again_as_it_was(alice_client, project, address):
    script = make_script(project)
    ended = make_evaluation(project, status="cancelled", script=script)
    make_script(project, source=OTHER)
    alice_client.post(address, {"again": ended.pk})
    assert Evaluation.objects.active().get().script == script


def test_one_without_a_script_is_started_again_without(alice_client, project, address):
    ended = make_evaluation(project, status="failed")
    alice_client.post(address, {"again": ended.pk})
    assert Evaluation.objects.active().get().script is None


def test_another_projects_evaluation_is_not_started(alice_client, alice, address):
    other = make_evaluation(make_project(alice, title="Another"), status="cancelled")
    assert alice_client.post(address, {"again": other.pk}).status_code == 404
    assert alice_client.post(address, {"again": uuid.uuid4()}).status_code == 404


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "There is no script yet."),
        ({"code": "  \n"}, "There is no script yet."),
        ({"code": "def f(:\n"}, "Line 1 is not valid Python"),
        ({"code": FOREST, "guess": "7"}, "For 7 % write 0.07."),
        ({"again": "not-an-id"}, "valid UUID"),
    ],
)
def test_bad_input_is_said_on_the_page_and_leaves_nothing(sent, words, alice_client, address):
    answer = alice_client.post(address, sent)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert not Evaluation.objects.exists()


def test_an_impossible_guess_leaves_no_script_behind(alice_client, address):
    alice_client.post(address, {"code": FOREST, "guess": "7"})
    assert not Script.objects.exists()


def test_the_number_of_queries_is_constant(alice_client, project, address, django_assert_num_queries):
    for number in range(3):
        make_script(project, source=FOREST + f"# {number}\n")
    with django_assert_num_queries(4):  # session, learner, project, the last script
        alice_client.get(address)

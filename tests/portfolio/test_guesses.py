"""Calibration over projects: first guesses of public projects, and no others."""

import pytest

from evaluations.models import Try
from portfolio.guesses import guess_record
from tests.factories import make_evaluation, make_project, make_script

pytestmark = pytest.mark.django_db


def guessed(learner, title, guess, *, visibility="public", first=True, certainty=80):
    project = make_project(learner, title=title, visibility=visibility)
    said = {"guess": guess, "guess_came_first": first, "certainty": certainty}
    return make_evaluation(project, published=visibility != "private", **said)


def test_first_guesses_of_public_projects_count(alice, client, django_assert_num_queries):
    guessed(alice, "One", 0.80)  # measured 0.83
    guessed(alice, "Two", 0.60)
    guessed(alice, "Hidden", 0.83, visibility="private")
    guessed(alice, "Late", 0.83, first=False)
    with django_assert_num_queries(2):  # which projects are public, and their guesses
        record = guess_record(alice)
    assert record.sentence.startswith("2 guesses before the reveal")
    assert "1 close. Sure to 80 % on average, close in 50 %." in record.sentence
    page = client.get("/@alice/").content.decode()
    assert record.sentence in page
    assert "1 of 2 guesses came within 0.05" in page


def test_one_guess_is_a_sentence_and_none_is_nothing(alice, bob, client):
    guessed(alice, "One", 0.80)
    assert guess_record(alice).svg == ""
    assert guess_record(bob) is None
    assert "1 guess before the reveal" in client.get("/@alice/").content.decode()


def test_the_report_draws_the_ledger_once_there_are_two_tries(alice, alice_client):
    project = make_project(alice)
    first = make_evaluation(project, script=make_script(project))
    assert "of 2 tries" not in alice_client.get(first.get_absolute_url()).content.decode()
    second = make_script(project, source="def make_model():\n    return None\n")
    make_evaluation(project, script=second)
    Try.objects.exclude(script_sha256="").update(score=0.8, low=0.75, high=0.85)
    page = alice_client.get(first.get_absolute_url()).content.decode()
    assert "The first of 2 tries is still the best" in page
    assert "How much of a best score is luck?" in page

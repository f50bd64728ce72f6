"""Stars, follows, news and pinned projects, on the command line and in Python."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from firstfit import FirstfitError, Refused, keyring
from firstfit.command import main

from portfolio.models import Follow, Star
from portfolio.services import publish
from portfolio.tagging import tag_project
from tests.factories import make_evaluation, make_project

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def published(bob):
    project = make_project(bob, title="Garden \x1b[31m[red]")
    make_evaluation(project)
    tag_project(project, ["garden"])
    return publish(project=project)


@pytest.fixture
def run(live_server, alice_token):
    keyring.keep_login(keyring.Login(live_server.url, alice_token))
    return lambda *words: CliRunner().invoke(main, list(words))


def test_a_star_is_given_listed_and_taken_back(run, alice, published):
    name = f"bob/{published.slug}"
    assert run("star", name).output == "1 star\n"
    assert run("star", name).output == "1 star\n"
    assert run("star").output == f"{name}\n"
    assert json.loads(run("star", "--json").output)[0]["stars"] == 1
    assert run("star", name, "--undo").exit_code == 0
    assert not Star.objects.filter(learner=alice).exists()
    assert run("star").output == ""


def test_people_tags_and_data_are_followed_and_bring_news(run, alice, published):
    assert run("follow", "@bob").exit_code == 0
    assert run("follow", "--tag", "#garden").exit_code == 0
    assert run("follow", "--data-of", f"bob/{published.slug}").exit_code == 0
    told = run("follow").output.splitlines()
    assert {line.partition(":")[0] for line in told} == {"person", "tag", "dataset"}
    news = run("news").output
    assert news.startswith(f"bob/{published.slug} v1: Garden")
    assert "\x1b" not in news
    assert json.loads(run("news", "--json").output)[0]["version"] == 1
    for words in (["bob"], ["--tag", "garden"], ["--data-of", f"bob/{published.slug}"]):
        assert run("follow", *words, "--undo").exit_code == 0
    assert not Follow.objects.filter(learner=alice).exists()


def test_pinned_projects_stand_in_the_order_that_is_given(run, alice):
    for title in ("One", "Two"):
        project = make_project(alice, title=title)
        make_evaluation(project)
        publish(project=project)
    assert run("pin", "two", "one").output == "two\none\n"
    assert run("pin").output == "two\none\n"
    assert run("pin", "two", "--none").exit_code == 2
    assert run("pin", "--none").output == ""


def test_what_cannot_be_is_said(connect, run, published):
    client = connect()
    with pytest.raises(FirstfitError, match="names nobody"):
        client.follow("@bob/garden")
    with pytest.raises(FirstfitError, match="is no tag"):
        client.follow(tag="#")
    with pytest.raises(Refused, match="This is you"):
        client.follow("alice")
    assert run("star", "bob/nothing").exit_code == 2

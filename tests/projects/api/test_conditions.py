"""If-Match: what somebody else has changed meanwhile is not overwritten."""

from __future__ import annotations

from functools import partial

import pytest

from projects.models import Project
from tests.api_contract import Api, assert_problem
from tests.crowd import at_once
from tests.factories import make_project

PATH = "/projects/alice/which-flower-is-it/"


@pytest.fixture
def project(alice):
    return make_project(alice)


def test_a_change_of_what_one_has_read_is_made(alice_token, project):
    api = Api(alice_token)
    etag = api.get(PATH)["ETag"]
    first = api.patch(PATH, {"title": "One"}, if_match=etag)
    assert first.status_code == 200
    assert first["ETag"] == api.get(PATH)["ETag"] != etag
    assert api.patch(PATH, {"title": "Two"}, if_match=first["ETag"]).json()["title"] == "Two"


def test_a_change_of_something_else_is_refused(alice_token, project):
    api = Api(alice_token)
    etag = api.get(PATH)["ETag"]
    api.patch(PATH, {"writeup": "By the other window"})
    refused = api.patch(PATH, {"writeup": "By this one"}, if_match=etag)
    assert_problem(refused, 412, "changed_meanwhile", "Read it again")
    assert Project.objects.get().writeup == "By the other window"
    assert_problem(api.delete(PATH, if_match=etag), 412, "changed_meanwhile")
    assert api.delete(PATH, if_match=api.get(PATH)["ETag"]).status_code == 204


@pytest.mark.parametrize("asked", ["*", None])
def test_whatever_is_there_may_be_asked_for(alice_token, project, asked):
    headers = {"if_match": asked} if asked else {}
    assert Api(alice_token).patch(PATH, {"title": "One"}, **headers).status_code == 200


def test_somebody_elses_is_refused_before_it_is_compared(bob_token, project):
    assert_problem(Api(bob_token).patch(PATH, {"title": "Mine"}, if_match='"x"'), 404, "not_found")


@pytest.mark.django_db(transaction=True)
def test_of_two_that_read_the_same_one_wins(alice_token, project):
    etag = Api(alice_token).get(PATH)["ETag"]

    def change(title: str) -> int:
        return Api(alice_token).patch(PATH, {"title": title}, if_match=etag).status_code

    assert sorted(at_once(partial(change, "One"), partial(change, "Two"))) == [200, 412]

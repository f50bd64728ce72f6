"""``GET /datasets/{id}/file/``: the very bytes, for whoever may see the data set."""

from __future__ import annotations

import hashlib

from tests.api_contract import Api, assert_problem
from tests.factories import FLOWERS, make_project


def test_it_is_the_very_bytes(alice, alice_token):
    version = make_project(alice).dataset_version
    answer = Api(alice_token).get(f"/datasets/{version.pk}/file/")
    assert hashlib.sha256(answer.content).hexdigest() == version.sha256
    assert answer.content == FLOWERS.encode()
    assert answer["Content-Disposition"] == 'attachment; filename="flowers.csv"'
    assert answer["Content-Type"] == "application/octet-stream"


def test_who_may_not_see_it_does_not_learn_of_it(alice, bob_token):
    private = make_project(alice).dataset_version
    for api in (Api(bob_token), Api()):
        assert_problem(api.get(f"/datasets/{private.pk}/file/"), 404, "not_found")


def test_what_a_public_project_stands_on_is_there_for_everybody(alice):
    version = make_project(alice, visibility="public").dataset_version
    assert Api().get(f"/datasets/{version.pk}/file/").status_code == 200

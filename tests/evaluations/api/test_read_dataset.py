from __future__ import annotations

from tests.api_contract import Api, assert_problem
from tests.factories import make_dataset_version, make_project


def test_reads_ones_own(alice, alice_token):
    version = make_dataset_version(alice)
    answer = Api(alice_token).get(f"/datasets/{version.pk}/")
    assert answer.status_code == 200
    assert answer.json()["sha256"] == version.sha256


def test_a_private_one_is_not_found_by_anybody_else(alice, bob_token):
    version = make_project(alice).dataset_version
    assert_problem(Api(bob_token).get(f"/datasets/{version.pk}/"), 404, "not_found")
    assert_problem(Api().get(f"/datasets/{version.pk}/"), 404, "not_found")


def test_an_unlisted_one_is_not_found_by_counting_up(alice):
    version = make_project(alice, visibility="unlisted").dataset_version
    assert_problem(Api().get(f"/datasets/{version.pk}/"), 404, "not_found")


def test_one_that_a_public_project_stands_on_is_read_by_everybody(alice):
    version = make_project(alice, visibility="public").dataset_version
    assert Api().get(f"/datasets/{version.pk}/").json()["rows"] == 60


def test_what_one_has_already_is_not_sent_again(alice, alice_token):
    version = make_dataset_version(alice)
    first = Api(alice_token).get(f"/datasets/{version.pk}/")
    again = Api(alice_token).get(f"/datasets/{version.pk}/", if_none_match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]


def test_no_number_breaks_it(alice_token):
    assert_problem(Api(alice_token).get(f"/datasets/{10**30}/"), 404, "not_found")


def test_takes_three_queries(alice, alice_token, django_assert_num_queries):
    version = make_dataset_version(alice)
    with django_assert_num_queries(3):
        Api(alice_token).get(f"/datasets/{version.pk}/")

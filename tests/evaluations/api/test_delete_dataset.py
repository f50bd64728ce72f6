from __future__ import annotations

import pytest
from django.core.files.storage import default_storage

from projects.models import Dataset, DatasetVersion
from tests.api_contract import Api, assert_problem
from tests.factories import HOUSES, make_dataset_version, make_project

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_goes_with_its_bytes(alice, alice_token):
    version = make_dataset_version(alice)
    assert default_storage.exists(version.storage_name)
    assert Api(alice_token).delete(f"/datasets/{version.pk}/").status_code == 204
    assert not Dataset.objects.exists()
    assert not default_storage.exists(version.storage_name)
    assert_problem(Api(alice_token).delete(f"/datasets/{version.pk}/"), 404, "not_found")


def test_the_bytes_stay_while_somebody_else_has_the_same(alice, bob, alice_token):
    mine, theirs = make_dataset_version(alice), make_dataset_version(bob)
    Api(alice_token).delete(f"/datasets/{mine.pk}/")
    assert default_storage.exists(theirs.storage_name)
    assert DatasetVersion.objects.get() == theirs


def test_while_projects_stand_on_it_it_stays(alice, alice_token):
    project = make_project(alice)
    refused = Api(alice_token).delete(f"/datasets/{project.dataset_version_id}/")
    assert_problem(refused, 409, "dataset_in_use", "Which flower is it?")
    assert DatasetVersion.objects.exists()


def test_only_ones_own_are_listed_and_deleted(alice, bob, bob_token):
    version = make_dataset_version(alice)
    own = make_dataset_version(bob, csv=HOUSES)
    assert_problem(Api(bob_token).delete(f"/datasets/{version.pk}/"), 404, "not_found")
    assert [row["id"] for row in Api(bob_token).get("/datasets/").json()["results"]] == [own.pk]
    assert_problem(Api().get("/datasets/"), 401, "not_authenticated")

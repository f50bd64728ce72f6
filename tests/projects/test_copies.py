"""Other people's public data, taken over."""

from __future__ import annotations

import pytest

from portfolio.services import publish
from projects.copies import copy_dataset
from projects.models import Dataset
from projects.provenance import say_provenance
from projects.services import load_bytes
from tests.factories import make_evaluation, make_project

pytestmark = pytest.mark.django_db
PAGE = "http://127.0.0.1:8000/datasets/alice/flowers/"


@pytest.fixture
def shared(alice):
    project = make_project(alice)
    publish(project=project, evaluation=make_evaluation(project), ask_for_answers=False)
    return project.dataset_version


def test_a_copy_has_the_same_bytes_reading_and_words(bob, shared):
    say_provenance(shared.dataset, license="CC0-1.0", source="measured in Bern")
    copy = copy_dataset(bob, shared)
    assert copy.dataset.owner == bob
    assert (copy.sha256, copy.reading, copy.profile) == (shared.sha256, shared.reading, shared.profile)
    assert load_bytes(copy) == load_bytes(shared)
    assert (copy.dataset.license, copy.dataset.source) == ("CC0-1.0", "measured in Bern")


def test_where_nobody_named_a_source_the_copy_names_where_it_is_from(bob, shared):
    copy = copy_dataset(bob, shared)
    assert (copy.dataset.source, copy.dataset.source_url) == ("@alice", PAGE)


def test_taken_over_twice_is_taken_over_once_and_ones_own_is_itself(alice, bob, shared):
    first = copy_dataset(bob, shared)
    say_provenance(first.dataset, source="my own words", source_url="")
    assert copy_dataset(bob, shared) == first
    first.dataset.refresh_from_db()
    assert first.dataset.source == "my own words"
    assert copy_dataset(alice, shared) == shared
    assert Dataset.objects.count() == 2


def test_a_button_leads_from_the_page_to_a_question(client, bob_client, alice_client, bob, shared):
    assert "/accounts/login/?next=/datasets/alice/flowers/" in client.get(PAGE).content.decode()
    assert 'action="/datasets/alice/flowers/use/"' in bob_client.get(PAGE).content.decode()
    assert f'href="/new/{shared.pk}/"' in alice_client.get(PAGE).content.decode()
    answer = bob_client.post("/datasets/alice/flowers/use/")
    assert answer.url == f"/new/{bob.datasets.get().versions.get().pk}/"
    assert bob_client.get(answer.url).status_code == 200


def test_what_is_private_cannot_be_taken_over(alice, bob_client):
    version = make_project(alice).dataset_version
    assert bob_client.post("/datasets/alice/flowers/use/").status_code == 404
    assert bob_client.post(f"/api/v1/datasets/{version.pk}/copy/").status_code == 404
    assert Dataset.objects.count() == 1


def test_the_api_says_whether_it_is_new(bob_client, shared):
    first = bob_client.post(f"/api/v1/datasets/{shared.pk}/copy/")
    again = bob_client.post(f"/api/v1/datasets/{shared.pk}/copy/")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"] != shared.pk
    assert first["Location"].endswith(f"/api/v1/datasets/{first.json()['id']}/")

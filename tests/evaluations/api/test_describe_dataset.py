"""What a data set is and what others may do with it: said with the upload or later, read by all who may."""

from __future__ import annotations

import pytest

from projects.models import DatasetVersion
from projects.provenance import say_provenance
from tests.api_contract import Api, assert_problem
from tests.factories import FLOWERS, make_dataset_version, make_project, upload

SAID = {
    "description": "Sixty flowers.",
    "source": "measured by me",
    "source_url": "https://garden.example/flowers",
    "license": "ODbL-1.0",
    "citation": "Liddell (2026)",
}
TEXT = "https://opendatacommons.org/licenses/odbl/1-0/"


def test_it_is_said_later_and_makes_no_version(alice, alice_token):
    version = make_dataset_version(alice)
    answer = Api(alice_token).patch(f"/datasets/{version.pk}/", SAID)
    assert (answer.status_code, answer.json()["id"]) == (200, version.pk)
    told = Api(alice_token).get(f"/datasets/{version.pk}/").json()
    assert {name: told[name] for name in SAID} == SAID
    assert told["license_url"] == TEXT
    Api(alice_token).patch(f"/datasets/{version.pk}/", {"license": "", "citation": ""})
    told = Api(alice_token).get(f"/datasets/{version.pk}/").json()
    assert (told["license"], told["license_url"], told["source"]) == ("", "", "measured by me")
    assert DatasetVersion.objects.count() == 1


def test_it_is_said_with_the_upload_and_together_with_a_correction(alice_token):
    made = Api(alice_token).form("/datasets/", {"file": upload(FLOWERS), **SAID}).json()
    assert made["license"] == "ODbL-1.0"
    sent = {"reading": {"columns": {"length": "category"}}, "license": "CC0-1.0"}
    answer = Api(alice_token).patch(f"/datasets/{made['id']}/", sent)
    assert (answer.status_code, answer.json()["license"]) == (201, "CC0-1.0")
    assert Api(alice_token).get(f"/datasets/{made['id']}/").json()["license"] == "CC0-1.0"


def test_the_same_bytes_again_leave_what_was_said(alice, alice_token):
    say_provenance(make_dataset_version(alice).dataset, **SAID)
    again = Api(alice_token).form("/datasets/", {"file": upload(FLOWERS)}).json()
    assert again["citation"] == "Liddell (2026)"


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"license": "WTFPL"}, "license"),
        ({"source_url": "javascript:alert(1)"}, "source_url"),
        ({"source": 7}, "source"),
        ({"description": "x" * 2_001}, "description"),
        ({"citation": "x" * 501}, "citation"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_changes_nothing(alice, alice_token, sent, field):
    version = make_dataset_version(alice)
    answer = Api(alice_token).patch(f"/datasets/{version.pk}/", {"citation": "Mine", **sent})
    assert {error["field"] for error in assert_problem(answer, 422, "bad_input")["errors"]} == {field}
    version.dataset.refresh_from_db()
    assert version.dataset.citation == ""


def test_who_may_read_the_data_reads_it_and_only_the_owner_says_it(alice, bob_token):
    version = make_project(alice, visibility="public").dataset_version
    say_provenance(version.dataset, **SAID)
    assert Api().get(f"/datasets/{version.pk}/").json()["source"] == "measured by me"
    project = Api().get("/projects/alice/which-flower-is-it/").json()
    assert project["dataset"]["license"] == "ODbL-1.0"
    assert_problem(Api(bob_token).patch(f"/datasets/{version.pk}/", SAID), 404, "not_found")

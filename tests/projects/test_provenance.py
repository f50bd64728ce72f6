"""What an owner says of a data set is kept as it is meant, or refused in a sentence."""

from __future__ import annotations

import pytest

from portfolio.kept_pages import current_edition
from projects.errors import BadInput
from projects.licences import LICENCES, with_licence
from projects.provenance import PROVENANCE, say_provenance
from tests.factories import make_dataset_version, make_project

pytestmark = pytest.mark.django_db


def said(dataset) -> dict[str, str]:
    dataset.refresh_from_db()
    return {field: getattr(dataset, field) for field in PROVENANCE if getattr(dataset, field)}


def test_nothing_is_said_at_first_and_what_is_left_out_stays(alice):
    dataset = make_dataset_version(alice).dataset
    assert said(dataset) == {}
    say_provenance(dataset, source=" measured by me ", license="ask")
    say_provenance(dataset, description="Sixty flowers.", license="")
    assert said(dataset) == {"source": "measured by me", "description": "Sixty flowers."}


@pytest.mark.parametrize(
    "words",
    [
        {"license": "WTFPL"},
        {"source_url": "javascript:alert(1)"},
        {"source_url": "https://"},
        {"source_url": "http://[1"},
        {"source_url": "data.example"},
    ],
)
def test_a_licence_off_the_list_and_an_address_off_the_web_are_refused(alice, words):
    dataset = make_dataset_version(alice).dataset
    with pytest.raises(BadInput) as refused:
        say_provenance(dataset, **words, description="Sixty flowers.")
    assert refused.value.field in words
    assert said(dataset) == {}


@pytest.mark.parametrize(("visibility", "turns"), [("private", 0), ("unlisted", 1), ("public", 1)])
def test_what_strangers_see_turns_the_edition_and_nothing_else_does(alice, visibility, turns):
    dataset = make_project(alice, visibility=visibility).dataset_version.dataset
    before = current_edition()
    say_provenance(dataset, license="CC0-1.0")
    after = current_edition()
    assert (before != after) is bool(turns)
    say_provenance(dataset, license="CC0-1.0")
    assert current_edition() == after, "nothing has changed"


def test_every_licence_is_explained_and_its_text_is_on_the_web():
    for code, licence in LICENCES.items():
        assert licence.allows.endswith("."), code
        assert licence.url.startswith("https://") or code in ("other", "ask", "unknown")


def test_programs_are_told_the_licence_of_what_they_fetch(client, alice):
    project = make_project(alice, visibility="public")
    for address in (
        f"{project.get_absolute_url()}data/",
        f"/api/v1/datasets/{project.dataset_version_id}/file/",
    ):
        assert "license" not in client.get(address).get("Link", "")
    say_provenance(project.dataset_version.dataset, license="CC-BY-4.0")
    for address in (
        f"{project.get_absolute_url()}data/",
        f"/api/v1/datasets/{project.dataset_version_id}/file/",
    ):
        answer = client.get(address)
        assert answer["Link"] == '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'
    assert "Link" not in with_licence({}, "ask")

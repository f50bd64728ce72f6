"""Where data come from and what others may do with them: said on one page, read on many."""

from __future__ import annotations

import json
import re

import pytest

from portfolio.services import publish
from projects.provenance import PROVENANCE, say_provenance
from tests.factories import make_evaluation, make_project

pytestmark = pytest.mark.django_db
DATA = "/datasets/alice/flowers/"
EDIT = f"{DATA}edit/"
PROJECT = "/@alice/which-flower/"
SITE = "http://127.0.0.1:8000"
SAID = {
    "description": "Sixty flowers of one garden.\nOne row is one flower.",
    "source": "The garden of <b>Alice</b>",
    "source_url": 'https://garden.example/a"onclick=x',
    "license": "CC-BY-4.0",
    "citation": "Liddell, A. (2026): Flowers.",
}


@pytest.fixture
def published(alice):
    project = make_project(alice, title="Which flower")
    make_evaluation(project)
    return publish(project=project)


def linked_data(page: str) -> dict:
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S).group(1))


def test_the_owner_says_it_and_strangers_read_it_at_once(client, alice_client, published):
    before = {address: client.get(address).content.decode() for address in (DATA, PROJECT)}
    assert all("licence not said" in page for page in before.values())
    answer = alice_client.post(EDIT, SAID, follow=True)
    assert answer.redirect_chain == [(DATA, 302)]
    for address in (DATA, PROJECT):
        page = client.get(address).content.decode()
        assert "(CC BY 4.0)" in page
        assert "One row is one flower." in page
        assert "The garden of &lt;b&gt;Alice&lt;/b&gt;" in page
        assert '<a href="https://garden.example/a%22onclick=x" rel="nofollow ugc noopener">' in page
        assert "https://creativecommons.org/licenses/by/4.0/" in page
        assert "Anybody may use, change and share the data, but has to name their author." in page
        assert "Liddell, A. (2026): Flowers." in page


def test_the_form_shows_what_was_said_and_takes_it_back(alice_client, published):
    dataset = published.dataset_version.dataset
    say_provenance(dataset, **SAID)
    form = alice_client.get(EDIT).content.decode()
    assert "Sixty flowers of one garden." in form
    assert re.search(r'value="CC-BY-4.0"[^>]*checked', form)
    assert "Made by me: ask me first" in form
    alice_client.post(EDIT, {"license": ""})
    dataset.refresh_from_db()
    assert not any(getattr(dataset, field) for field in PROVENANCE)


@pytest.mark.parametrize(
    "sent",
    [
        {"source_url": "javascript:alert(1)"},
        {"license": "MIT-ish"},
        {"description": "x" * 2_001},
        {"source_url": f"https://a.example/{'x' * 500}"},
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field(alice_client, published, sent):
    answer = alice_client.post(EDIT, {"source": "Mine", **sent})
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()
    assert published.dataset_version.dataset.source == ""


def test_nobody_else_edits_it(client, bob_client, published):
    assert client.get(EDIT).url.startswith("/accounts/login/")
    for answer in (bob_client.get(EDIT), bob_client.post(EDIT, SAID)):
        assert answer.status_code == 403
    published.dataset_version.dataset.refresh_from_db()
    assert published.dataset_version.dataset.license == ""
    assert "/edit/" not in bob_client.get(DATA).content.decode()


def test_the_next_step_is_offered_on_what_others_see_and_not_before(alice, alice_client, published):
    link = f'<a href="{EDIT}">Say where they come from</a>'
    assert "Readers find no source or licence." in " ".join(
        alice_client.get(PROJECT).content.decode().split()
    )
    assert link in alice_client.get(PROJECT).content.decode()
    say_provenance(published.dataset_version.dataset, source="measured by me", license="ask")
    assert link not in alice_client.get(PROJECT).content.decode()
    draft = make_project(alice, title="Draft", csv="a,b\n" + "1,x\n2,y\n" * 20, target="b")
    make_evaluation(draft)
    assert "Say where they come from" not in alice_client.get(draft.get_absolute_url()).content.decode()


def test_machines_are_told_on_the_project_page(client, published):
    silent = linked_data(client.get(PROJECT).content.decode())["isBasedOn"]
    assert not {"license", "isBasedOn", "creditText", "citation"} & set(silent)
    say_provenance(published.dataset_version.dataset, **SAID)
    told = linked_data(client.get(PROJECT).content.decode())["isBasedOn"]
    assert told["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert told["isBasedOn"] == "https://garden.example/a%22onclick=x"
    assert told["creditText"] == told["citation"] == SAID["citation"]
    assert told["description"].startswith(
        "Sixty flowers of one garden. One row is one flower. flowers: 60 rows"
    )
    assert told["url"] == SITE + DATA


def test_a_description_that_a_machine_has_is_not_sent_again_until_it_changes(client, published):
    address = f"{DATA}croissant.json"
    first = client.get(address)
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304
    say_provenance(published.dataset_version.dataset, **SAID)
    changed = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (changed.status_code, changed.json()["citeAs"]) == (200, SAID["citation"])


def test_a_chat_shows_the_first_words_about_the_data(client, published):
    say_provenance(published.dataset_version.dataset, **SAID)
    shown = '<meta property="og:description" content="Sixty flowers of one garden. 60 rows, 4 columns, '
    assert shown in client.get(DATA).content.decode()


def test_an_unlisted_page_does_not_name_a_page_of_the_data(client, published):
    publish(project=published, visibility="unlisted")
    assert "url" not in linked_data(client.get(PROJECT).content.decode())["isBasedOn"]


@pytest.mark.parametrize("address", [DATA, PROJECT])
def test_no_page_asks_more_of_the_database_for_it(client, published, address, django_assert_max_num_queries):
    def count() -> int:
        with django_assert_max_num_queries(30) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    silent = count()
    say_provenance(published.dataset_version.dataset, **SAID)
    assert count() == silent

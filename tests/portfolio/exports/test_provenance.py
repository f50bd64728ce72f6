"""Whatever leaves the site says where its data come from and what may be done with them."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from markdown_it import MarkdownIt

from portfolio.services import publish
from projects.provenance import PROVENANCE, say_provenance
from tests.factories import make_evaluation, make_project

pytestmark = pytest.mark.django_db
ADDRESS = "/@alice/which-flower/export/"
HOSTILE = "One garden.\n# <script>alert(1)</script> [x](javascript:alert(2)) `|`"
SAID = {
    "description": "Sixty flowers.\n" + HOSTILE,
    "source": "A *garden*",
    "source_url": "https://garden.example/a)(b>c",
    "license": "CC-BY-SA-4.0",
    "citation": "Liddell (2026) " + HOSTILE,
}


@pytest.fixture
def published(alice):
    project = make_project(alice, title="Which flower")
    make_evaluation(project)
    return publish(project=project)


def documents(client) -> dict[str, str]:
    """Markdown by the name of its export."""

    def inside(code: str, name: str) -> str:
        with zipfile.ZipFile(io.BytesIO(client.get(f"{ADDRESS}{code}/").content)) as archive:
            return next(
                archive.read(n).decode() for n in archive.namelist() if n.count("/") == 1 and n.endswith(name)
            )

    cells = json.loads(client.get(f"{ADDRESS}notebook/").content)["cells"]
    return {
        "readme": inside("readme", "/README.md"),
        "reproduce": inside("reproduce", "/README.md"),
        "model-card": client.get(f"{ADDRESS}model-card/").content.decode(),
        "notebook": "\n\n".join(cell["source"] for cell in cells if cell["cell_type"] == "markdown"),
        "site": inside("site", "/index.html"),
    }


def test_every_document_says_that_nothing_is_said(client, published):
    for name, text in documents(client).items():
        wanted = "The data" if name == "site" else "Licence: not said. Ask before you use the data elsewhere."
        assert wanted in text, name


def test_every_document_says_it_and_none_is_taken_over_by_it(client, published):
    say_provenance(published.dataset_version.dataset, **SAID)
    found = documents(client)
    site = found.pop("site")
    assert '<a href="https://garden.example/a%29%28b%3Ec" rel="nofollow ugc noopener">' in site
    assert "<script" not in site
    for name, text in found.items():
        assert "[CC BY-SA 4.0](https://creativecommons.org/licenses/by-sa/4.0/)" in text, name
        assert "<https://garden.example/a%29%28b%3Ec>" in text, name
        tokens = MarkdownIt("commonmark", {"html": True}).parse(text)
        inline = [child for token in tokens for child in token.children or []]
        assert "html_inline" not in {child.type for child in inline}, name
        links = {str(child.attrs["href"]) for child in inline if child.type == "link_open"}
        assert "https://garden.example/a%29%28b%3Ec" in links, name
        assert not [link for link in links if link.startswith("javascript")], name
        assert "Sixty flowers." in [token.content for token in tokens if token.type == "inline"], name


def test_programs_find_the_words_as_they_were_given(client, published):
    say_provenance(published.dataset_version.dataset, **SAID)
    told = client.get(f"{ADDRESS}json/").json()["data"]
    assert {field: told[field] for field in PROVENANCE} == SAID
    assert told["license_url"] == "https://creativecommons.org/licenses/by-sa/4.0/"
    bundle = zipfile.ZipFile(io.BytesIO(client.get(f"{ADDRESS}reproduce/").content))
    published_document = json.loads(bundle.read("alice-which-flower-reproduce/published.json"))
    assert published_document["data"]["citation"] == SAID["citation"]

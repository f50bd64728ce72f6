"""Every export of one published page: whole, safe, and asking nobody for anything."""

from __future__ import annotations

import ast
import csv
import io
import json
import re
import zipfile
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from evaluations.answers import answer_issue
from portfolio.exports.catalogue import FORMATS
from portfolio.pins import ON, move_pin
from portfolio.services import describe, publish, write_up
from projects.services import introduce
from tests.factories import make_evaluation, make_project, make_script
from tests.rules.house import ROOT

pytestmark = pytest.mark.django_db
ADDRESS = "/@alice/which-flower/export/"
API = "/api/v1/projects/alice/which-flower/export/"
HOSTILE = '"><script>alert(1)</script> [x](javascript:alert(2)) | `${y}`'


@pytest.fixture
def published(alice):
    project = make_project(alice, title="Which flower", question=HOSTILE)
    make_evaluation(project, script=make_script(project), printed="Accuracy: 0.97\n")
    write_up(project=project, markdown="# What I found\n\nColour **matters**.")
    return publish(project=project)


def unzip(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name.split("/", 1)[1]: archive.read(name) for name in archive.namelist()}


class Loaded(HTMLParser):
    """What a browser would load or follow."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: list[str] = []
        self.scripts = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.scripts += tag == "script"
        self.loads += [named[name] or "" for name in ("src", "srcset", "data", "poster") if name in named]
        (self.loads if tag == "link" else self.links).append(named.get("href") or "")


@pytest.mark.parametrize("code", FORMATS)
def test_every_export_is_a_download_with_a_name(client, published, code):
    response = client.get(f"{ADDRESS}{code}/")
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith('attachment; filename="alice-which-flower')
    assert response["Content-Type"] == FORMATS[code].media_type
    assert response["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("code", FORMATS)
def test_what_is_private_is_exported_for_its_owner_only(client, bob_client, alice_client, alice, code):
    make_evaluation(make_project(alice, title="Which flower"))
    assert client.get(f"{ADDRESS}{code}/").status_code == 404
    assert bob_client.get(f"{ADDRESS}{code}/").status_code == 404
    assert alice_client.get(f"{ADDRESS}{code}/").status_code == 200


def test_what_is_not_measured_cannot_be_exported_and_an_unknown_format_names_the_known(alice, alice_client):
    make_project(alice, title="Which flower")
    unmeasured = alice_client.get(f"{ADDRESS}json/")
    assert unmeasured.status_code == 409
    assert "no evaluation has succeeded" in unmeasured.content.decode()
    assert "notebook" in alice_client.get(f"{ADDRESS}docx/").content.decode()


def test_the_static_site_opens_from_a_disk_and_asks_nobody(client, published):
    files = unzip(client.get(f"{ADDRESS}site/").content)
    page = files["index.html"].decode()
    found = Loaded(page)
    assert found.loads == ["data:,", "style.css"]
    assert found.scripts == 0
    inside = [link for link in found.links if link and not link.startswith(("#", "http://127.0.0.1"))]
    assert inside
    assert all(link in files for link in inside), inside
    assert b"url(" not in files["style.css"]
    assert b"@import" not in files["style.css"]
    assert "Colour <strong>matters</strong>" in page
    assert "<script>alert" not in page


def test_the_readme_shows_figures_that_are_there(client, published):
    files = unzip(client.get(f"{ADDRESS}readme/").content)
    text = files["README.md"].decode()
    shown = re.findall(r"\]\((figures/[^)]+)\)", text)
    assert "figures/score.svg" in shown
    assert "figures/model_comparison.svg" in shown
    assert all(name in files for name in shown)
    assert "**0.83 accuracy** (0.78 to 0.88)" in text
    assert "Colour **matters**." in text
    assert "reproduce/reproduce.py" in files


def test_a_readme_without_the_data_says_where_they_belong(client, published):
    where = "put it at `reproduce/data/flowers.csv`"
    for address, says in ((f"{ADDRESS}readme/?data=no", True), (f"{ADDRESS}readme/", False)):
        files = unzip(client.get(address).content)
        assert ("reproduce/data/flowers.csv" in files) is not says
        assert (where in files["README.md"].decode()) is says


def test_a_write_up_hides_nothing_that_stands_below_it(client, published):
    write_up(project=published, markdown="Fine. <!-- \n\n```\nnever closed")
    text = unzip(client.get(f"{ADDRESS}readme/").content)["README.md"].decode()
    read = MarkdownIt("commonmark", {"html": True}).parse(text)
    assert "html_block" not in [token.type for token in read]
    assert "All models" in [token.content for token in read if token.type == "inline"]


def test_words_in_markdown_mean_nothing_but_themselves(client, published):
    describe(project=published, title="Which <b>flower", question=HOSTILE)
    for text in (
        unzip(client.get(f"{ADDRESS}readme/").content)["README.md"].decode(),
        client.get(f"{ADDRESS}model-card/").content.decode(),
        unzip(client.get(f"{ADDRESS}reproduce/").content)["README.md"].decode(),
    ):
        assert "<script>" not in text
        assert "<b>" not in text
        assert "](javascript:" not in text


def test_the_notebook_is_valid_and_its_code_compiles(client, published):
    notebook = json.loads(client.get(f"{ADDRESS}notebook/").content)
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    cells = notebook["cells"]
    assert len({cell["id"] for cell in cells}) == len(cells)
    for cell in cells:
        assert set(cell) == {"id", "cell_type", "metadata", "source"} | (
            {"outputs", "execution_count"} if cell["cell_type"] == "code" else set()
        )
        if cell["cell_type"] == "code":
            ast.parse(cell["source"])
    drawn = [output["data"] for cell in cells for output in cell.get("outputs", [])]
    assert any("<svg" in data["image/svg+xml"] for data in drawn)
    assert any("def make_model" in cell["source"] for cell in cells)


def test_names_in_a_notebook_are_no_html_to_whoever_shows_it(client, published):
    evaluation = published.evaluations.get()
    evaluation.figures.update(title=f"Most mistakes are {HOSTILE}")
    cells = json.loads(client.get(f"{ADDRESS}notebook/").content)["cells"]
    told = [cell["source"] for cell in cells if cell["cell_type"] == "markdown"]
    assert any("Most mistakes are" in source for source in told)
    read = [token for source in told for token in MarkdownIt("commonmark", {"html": True}).parse(source)]
    inside = [child.type for token in read for child in token.children or []]
    assert not {"html_block", "html_inline"} & {token.type for token in read} | {*inside} & {"html_inline"}


def test_the_model_card_says_what_the_score_does_not_show(client, published):
    card = client.get(f"{ADDRESS}model-card/").content.decode()
    assert card.startswith("---\nlibrary_name: sklearn\npipeline_tag: tabular-classification\n")
    for part in ("Logistic regression", "0.83 accuracy", "## What the score does not show", "SHA-256"):
        assert part in card, part


def test_issues_stand_in_every_document_with_what_was_said_of_them(client, published):
    evaluation = published.evaluations.get()
    evaluation.checks.filter(code="FF101").update(outcome="issue")

    def documents() -> list[str]:
        readme = unzip(client.get(f"{ADDRESS}readme/").content)["README.md"]
        return [text.decode() for text in (readme, client.get(f"{ADDRESS}model-card/").content)]

    assert all("Not answered." in text for text in documents())
    answer_issue(evaluation, "FF101", kind="accepted", reason="It is constant on purpose.")
    for text in documents():
        assert "Accepted by the author: It is constant on purpose." in text
        assert "Not answered." not in text
    told = client.get(f"{ADDRESS}json/").json()["evaluation"]["checks"]
    assert told[0]["answer"]["reason"] == "It is constant on purpose."


def test_json_and_csv_hold_the_stored_numbers(client, published):
    document = client.get(f"{ADDRESS}json/").json()
    scores = document["evaluation"]["results"][1]["scores"]["accuracy"]
    assert scores["mean"] == 0.83
    rows = list(csv.DictReader(io.StringIO(client.get(f"{ADDRESS}csv/").content.decode())))
    line = next(row for row in rows if row["pipeline"] == "logistic_regression")
    assert float(line["mean"]) == 0.83
    assert [float(line[f"fold_{fold}"]) for fold in range(1, 6)] == scores["folds"]


def test_a_portfolio_is_one_site_of_everything_public(client, alice, published):
    for visibility in ("unlisted", "private"):
        project = make_project(alice, title=f"Quite {visibility}")
        make_evaluation(project)
        if visibility == "unlisted":
            publish(project=project, visibility=visibility)
    introduce(alice, bio="I count <b>first</b>.", website="https://alice.example/")
    move_pin(published, ON)
    files = unzip(client.get("/@alice/export/site/").content)
    index = files["index.html"].decode()
    assert "I count &lt;b&gt;first&lt;/b&gt;." in index
    assert 'href="https://alice.example/"' in index
    assert 'href="which-flower/index.html"' in index.split('id="pinned-head"')[1]
    assert not Loaded(index).scripts
    assert "which-flower/reproduce.zip" in files
    assert '<a href="../index.html">' in files["which-flower/index.html"].decode()
    assert not [name for name in files if "quite" in name]
    assert b"Quite" not in files["index.html"]


@pytest.mark.parametrize("code", FORMATS)
def test_the_api_gives_the_same_bytes(client, published, code):
    page, answer = (
        client.get(f"{ADDRESS}{code}/"),
        client.get(f"/api/v1/projects/alice/which-flower/export/{code}/"),
    )
    assert answer.status_code == 200
    assert answer["Content-Type"] == page["Content-Type"]
    assert answer["Content-Disposition"] == page["Content-Disposition"]
    assert answer.content == page.content


def test_the_api_tells_problems_as_json_whatever_was_asked_for(client, published):
    answer = client.get(
        "/api/v1/projects/alice/which-flower/export/docx/", headers={"accept": "application/zip"}
    )
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert "notebook" in answer.json()["detail"]


def test_every_format_is_explained():
    explained = (ROOT / "docs" / "exports.md").read_text()
    assert not [code for code in FORMATS if f"| `{code}` | " not in explained]


def test_an_empty_portfolio_has_nothing_to_export(client, alice):
    assert client.get("/@alice/export/site/").status_code == 409

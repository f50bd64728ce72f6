"""What others fetch to mention a page: right, safe, and only ever what a stranger may see."""

from __future__ import annotations

import io
import json
import re
from html import unescape
from xml.etree import ElementTree

import pytest
from PIL import Image

from portfolio.services import publish, unpublish
from portfolio.sharing.citation import escape
from portfolio.sharing.postcard import postcard_of_dataset, postcard_of_person
from portfolio.tagging import tag_project
from projects.models import Project
from tests.factories import make_evaluation, make_project

pytestmark = pytest.mark.django_db
ADDRESS = "/@alice/which-flower-is-it/"
SITE = "http://127.0.0.1:8000"
MENTIONS = ("preview.png", "badge.svg", "embed/")


@pytest.fixture
def published(alice):
    project = make_project(alice)
    make_evaluation(project)
    return publish(project=project)


def linked_data(page: str) -> dict:
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S).group(1))


def test_the_preview_is_a_picture_of_the_size_that_chats_expect(client, published):
    response = client.get(f"{ADDRESS}preview.png")
    assert response["Content-Type"] == "image/png"
    picture = Image.open(io.BytesIO(response.content))
    assert picture.size == (1200, 630)
    colours = {colour for _, colour in picture.convert("RGB").getcolors(maxcolors=100_000)}
    assert (7, 82, 93) in colours, "the measured score is drawn in its colour"


def test_the_preview_changes_with_what_it_shows_and_only_then(client, published):
    first = client.get(f"{ADDRESS}preview.png")
    again = client.get(f"{ADDRESS}preview.png", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    Project.objects.update(title="Something else")
    assert client.get(f"{ADDRESS}preview.png")["ETag"] != first["ETag"]


def test_the_badge_shows_the_score_and_carries_its_colours(client, published):
    response = client.get(f"{ADDRESS}badge.svg")
    assert response["Content-Type"] == "image/svg+xml"
    assert "sandbox" in response["Content-Security-Policy"]
    drawn = ElementTree.fromstring(response.content)
    words = "".join(drawn.itertext())
    assert "0.83" in words
    assert "accuracy" in words


def test_the_card_may_be_framed_and_nothing_else_may(client, published):
    card, page = client.get(f"{ADDRESS}embed/"), client.get(ADDRESS)
    assert "frame-ancestors *" in card["Content-Security-Policy"]
    assert "X-Frame-Options" not in card
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"
    text = card.content.decode()
    assert "csrf" not in text
    assert "0.83" in text
    assert f'<a href="{SITE}{ADDRESS}" target="_blank" rel="noopener">' in text


@pytest.mark.parametrize(
    "address",
    [f"{ADDRESS}embed/", f"/oembed/?url={SITE}{ADDRESS}", f"/oembed/?format=xml&url={SITE}{ADDRESS}"],
)
def test_a_card_that_somebody_has_is_not_sent_again_until_it_changes(client, published, address):
    first = client.get(address)
    assert first["Cache-Control"] == "public, no-cache"
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    for answer in (first, again):
        assert "X-Frame-Options" not in answer or "oembed" in address
    Project.objects.update(title="Something else")
    changed = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (changed.status_code, b"Something else" in changed.content) == (200, True)
    unpublish(published)
    assert client.get(address, headers={"if-none-match": changed["ETag"]}).status_code == 404


@pytest.mark.parametrize("mention", MENTIONS)
def test_nobody_is_shown_what_is_private_not_even_its_owner(client, alice_client, published, mention):
    unpublish(published)
    for reader in (client, alice_client):
        response = reader.get(f"{ADDRESS}{mention}")
        assert response.status_code == 404
        assert b"flower is it" not in response.content.lower()


@pytest.mark.parametrize("mention", MENTIONS)
def test_an_unlisted_page_may_be_mentioned_by_who_has_its_address(client, alice, mention):
    project = make_project(alice)
    make_evaluation(project)
    publish(project=project, visibility="unlisted")
    assert client.get(f"{ADDRESS}{mention}").status_code == 200


@pytest.mark.parametrize("mention", MENTIONS)
def test_a_mention_takes_few_queries(client, published, mention, django_assert_max_num_queries):
    client.get(f"{ADDRESS}{mention}")
    with django_assert_max_num_queries(6):
        client.get(f"{ADDRESS}{mention}")


def test_oembed_answers_with_a_frame_no_larger_than_asked_for(client, published):
    answer = client.get("/oembed/", {"url": SITE + ADDRESS, "maxwidth": "320"}).json()
    assert (answer["version"], answer["type"], answer["width"]) == ("1.0", "rich", 320)
    assert f'src="{SITE}{ADDRESS}embed/"' in answer["html"]
    assert answer["author_name"] == "Alice Liddell"
    assert answer["thumbnail_url"] == f"{SITE}{ADDRESS}preview.png"


def test_oembed_answers_in_xml_as_well(client, published):
    page = client.get(ADDRESS).content.decode()
    link = re.search(r'text/xml\+oembed".*?href="([^"]+)"', page, re.S).group(1)
    response = client.get(unescape(link).removeprefix(SITE))
    assert response["Content-Type"] == "text/xml; charset=utf-8"
    told = {part.tag: part.text for part in ElementTree.fromstring(response.content)}
    wanted = client.get("/oembed/", {"url": SITE + ADDRESS}).json()
    assert told == {name: str(value) for name, value in wanted.items()}
    assert client.get("/oembed/", {"url": SITE + ADDRESS, "format": "yaml"}).status_code == 501


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("https://elsewhere.example/@alice/which-flower-is-it/", 404),
        (f"{SITE}/explore/", 404),
        (f"{SITE}/@alice/no-such-thing/", 404),
        ("", 404),
    ],
)
def test_oembed_knows_public_projects_of_this_site_only(client, published, url, status):
    assert client.get("/oembed/", {"url": url}).status_code == status


@pytest.mark.parametrize("query", [{"maxwidth": "0"}, {"maxwidth": "x"}, {"maxheight": "9" * 9}])
def test_oembed_refuses_sizes_that_are_none(client, published, query):
    assert client.get("/oembed/", {"url": SITE + ADDRESS, **query}).status_code == 422


def test_the_page_tells_machines_what_it_is(client, published):
    page = client.get(ADDRESS).content.decode()
    told = linked_data(page)
    assert told["@type"] == "ScholarlyArticle"
    assert told["author"]["name"] == "Alice Liddell"
    assert told["isBasedOn"]["distribution"]["sha256"] == published.dataset_version.sha256
    assert f'<meta property="og:image" content="{SITE}{ADDRESS}preview.png" />' in page
    link = re.search(r'json\+oembed".*?href="([^"]+)"', page, re.S).group(1)
    assert client.get(unescape(link).removeprefix(SITE)).json()["title"] == "Which flower is it?"


def test_hostile_words_end_neither_the_script_nor_the_snippets(client, alice):
    evil = '</script><script>alert(1)</script>" onload="x'
    project = make_project(alice, title=evil)
    make_evaluation(project)
    publish(project=project)
    page = client.get(project.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert linked_data(page)["headline"] == evil
    answer = client.get("/oembed/", {"url": SITE + project.get_absolute_url()}).json()
    assert "<script" not in answer["html"]
    assert ' onload="' not in answer["html"]


def test_the_share_box_holds_link_badge_card_and_citation(client, published):
    page = unescape(client.get(ADDRESS).content.decode())
    for part in (
        f"[![Which flower is it?]({SITE}{ADDRESS}badge.svg)]({SITE}{ADDRESS})",
        f'<iframe src="{SITE}{ADDRESS}embed/"',
        "@misc{alice-which-flower-is-it-",
        "author = {{Alice Liddell}},",
    ):
        assert part in page, part


def test_a_draft_is_not_offered_for_sharing(alice, alice_client):
    make_evaluation(make_project(alice))
    page = alice_client.get(ADDRESS).content.decode()
    assert 'id="share"' not in page
    assert "og:image" not in page


def test_words_are_no_commands_in_bibtex():
    assert escape(r"50 % of $x_1$ \input{x} #1") == r"50 \% of \$x\_1\$ \textbackslash{}input\{x\} \#1"


def test_the_sitemap_names_what_is_public_under_the_sites_own_address(client, alice, published):
    for visibility in ("private", "unlisted"):
        make_project(alice, title=f"Quite {visibility}", visibility=visibility)
    index = client.get("/sitemap.xml", headers={"host": "localhost"}).content.decode()
    sections = re.findall(r"<loc>([^<]+)</loc>", index)
    assert all(section.startswith(f"{SITE}/sitemap-") for section in sections)
    told = "".join(client.get(section.removeprefix(SITE)).content.decode() for section in sections)
    assert f"<loc>{SITE}{ADDRESS}</loc>" in told
    assert f"<loc>{SITE}/@alice/</loc>" in told
    assert "quite" not in told


def test_the_sitemap_names_tags_notes_and_data_sets(client, published):
    tag_project(published, ["garden"])
    told = {
        name: client.get(f"/sitemap-{name}.xml").content.decode() for name in ("tags", "notes", "datasets")
    }
    assert f"<loc>{SITE}/tags/garden/</loc><lastmod>" in told["tags"]
    assert f"<loc>{SITE}/learn/baseline/</loc>" in told["notes"]
    assert f"<loc>{SITE}/datasets/alice/flowers/</loc><lastmod>" in told["datasets"]


def test_robots_are_told_where_the_map_is_and_what_to_leave(client, db):
    text = client.get("/robots.txt").content.decode()
    assert f"Sitemap: {SITE}/sitemap.xml" in text
    assert "Disallow: /evaluations/" in text


def named(page: str) -> dict[str, str]:
    """What a chat reads: by property, the content."""
    found = re.findall(r'<meta (?:property|name)="(og:[^"]+|twitter:[^"]+)" content="([^"]*)" />', page)
    return {name: unescape(content) for name, content in found}


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/", "Firstfit"),
        ("/explore/", "Explore"),
        ("/learn/", "Learn"),
        ("/learn/baseline/", "The baseline"),
        ("/tags/garden/", "garden"),
        ("/@alice/", "Alice Liddell"),
        ("/datasets/alice/flowers/", "flowers"),
        (ADDRESS, "Which flower is it?"),
    ],
)
def test_every_kind_of_page_says_what_a_chat_shows_of_it(client, published, address, title):
    tag_project(published, ["garden"])
    page = client.get(address).content.decode()
    told = named(page)
    assert (told["og:title"], told["og:url"]) == (title, SITE + address)
    assert f'<link rel="canonical" href="{SITE}{address}" />' in page
    assert told["og:description"]
    assert told["og:image:alt"]
    assert told["twitter:card"] == "summary_large_image"
    picture = client.get(told["og:image"].removeprefix(SITE))
    assert picture["Content-Type"] == "image/png"
    size = (int(told["og:image:width"]), int(told["og:image:height"]))
    assert Image.open(io.BytesIO(picture.content)).size == size


def test_the_picture_of_a_person_or_of_data_shows_public_projects_only(client, alice, published):
    hidden = make_project(alice, title="Hidden")
    make_evaluation(hidden)
    publish(project=hidden, visibility="unlisted")
    card = postcard_of_person("alice")
    assert [title for title, _ in card.lines] == ["Which flower is it?"]
    assert card.says == "1 project measured; it beats its baseline."
    assert [title for title, _ in postcard_of_dataset("alice", "flowers").lines] == ["Which flower is it?"]
    publish(project=hidden)
    assert len(postcard_of_person("alice").lines) == 2
    unpublish(published)
    unpublish(hidden)
    assert postcard_of_person("alice").lines == ()
    assert client.get("/@alice/preview.png").status_code == 200
    assert client.get("/datasets/alice/flowers/preview.png").status_code == 404
    assert client.get("/@nobody/preview.png").status_code == 404

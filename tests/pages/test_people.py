"""Portfolios as people, pinned projects, stars, following: what the pages say."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluations.models import Evaluation, LockboxOpening
from portfolio.models import FeedKey, Follow
from portfolio.pins import ON, move_pin
from portfolio.services import publish, unpublish
from portfolio.stars import star
from projects.models import Project
from projects.services import introduce
from projects.tags import set_tags
from tests.factories import HOUSES, make_evaluation, make_learner, make_project

pytestmark = pytest.mark.django_db
ADDRESS = "/@alice/which-flower-is-it/"
ATOM = "{http://www.w3.org/2005/Atom}"
DATASET = "/following/datasets/alice/flowers/"


def make_published(owner, title="Which flower is it?", visibility="public", **fields):
    project = make_project(owner, title=title, **fields)
    make_evaluation(project)
    return publish(project=project, visibility=visibility)


def text_of(client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


@pytest.fixture
def project(alice):
    return make_published(alice)


# --- The portfolio -----------------------------------------------------------------------------------------


def test_a_portfolio_says_who_somebody_is_and_where_else_they_are(client, alice):
    introduce(
        alice,
        about="Nurse, learning.",
        bio="First.\n\nSecond <script>alert(1)</script>.",
        website="https://alice.example/",
        code_url="javascript:alert(1)",
        other_url="https://talks.example/alice",
    )
    page = text_of(client, "/@alice/")
    assert '<p class="bio"><bdi>First.</bdi></p>' in page
    assert "<script>alert" not in page
    assert 'href="https://alice.example/" rel="me nofollow ugc noopener"' in page
    assert '"sameAs": ["https://alice.example/", "https://talks.example/alice"]' in page
    assert "javascript:" not in page


def test_settings_keep_what_is_said_and_refuse_what_is_no_web_address(alice, alice_client):
    said = {"name": "A", "about": "", "bio": "One.\r\nTwo.", "website": "alice.example"}
    assert alice_client.post("/settings/", {**said, "code_url": "ftp://files.example"}).status_code == 422
    alice_client.post("/settings/", {**said, "code_url": "https://code.example/alice"})
    alice.refresh_from_db()
    assert (alice.bio, alice.links) == ("One.\nTwo.", ("https://alice.example", "https://code.example/alice"))


def test_evidence_is_counted_from_what_was_measured(client, alice, project):
    make_published(alice, "Prices", csv=HOUSES, target="price")
    make_published(alice, "Hidden", visibility="unlisted")
    Evaluation.objects.get(project=project)
    LockboxOpening.objects.create(
        evaluation=Evaluation.objects.get(project=project),
        learner=alice,
        status="opened",
        scores={"accuracy": {"score": 0.6, "low": 0.55, "high": 0.65}},
    )
    page = re.sub(r"<[^>]+>", " ", text_of(client, "/@alice/"))
    facts = " ".join(page.split())
    assert "projects measured 2" in facts
    assert "clearly beat their baseline 2 of 2" in facts
    assert "rows in 2 data sets 120" in facts
    assert "lockbox held 0 of 1" in facts  # 0.60 where the folds said 0.83


def test_a_failed_start_counts_for_nothing(client, alice):
    make_evaluation(make_project(alice), status="failed")
    assert "What was measured" not in text_of(client, "/@alice/")


def test_activity_tells_of_public_versions_and_data_sets_only(client, alice, project):
    make_evaluation(project)
    publish(project=project)
    make_evaluation(project)  # measured, not published
    make_published(alice, "By link", visibility="unlisted")
    page = text_of(client, "/@alice/")
    lately = page.split('id="activity-head"')[1]
    words = re.findall(r"Published version 2 of|Published <a|Shared the data set", lately)
    assert sorted(words) == ["Published <a", "Published version 2 of", "Shared the data set"]
    assert "By link" not in page


def test_an_empty_portfolio_tells_its_owner_what_comes_first_and_a_stranger_where_to_go(
    client, alice, alice_client
):
    owner = text_of(alice_client, "/@alice/")
    assert "Your portfolio begins with one question" in owner
    assert "introduce yourself" in owner
    stranger = text_of(client, "/@alice/").split("<main")[1]
    assert "Nothing is published here yet." in stranger
    assert 'href="/explore/"' in stranger
    assert "introduce yourself" not in stranger


# --- Pinned projects ---------------------------------------------------------------------------------------


def test_pinned_projects_stand_first_in_their_owners_order_and_once(client, alice, alice_client, project):
    for title in ("Second", "Third"):
        make_published(alice, title)
    for slug, move in (("which-flower-is-it", "on"), ("second", "on"), ("second", "up")):
        answer = alice_client.post(f"/@alice/{slug}/pin/", {"move": move})
        assert answer.url == "/@alice/?arrange=1#arrange"
    listed = re.findall(r'<h3><a href="/@alice/([a-z-]+)/"', text_of(client, "/@alice/"))
    assert listed == ["second", "which-flower-is-it", "third"]
    assert "Choose what stands first" in text_of(alice_client, "/@alice/")
    assert "Choose what stands first" not in text_of(client, "/@alice/")


def test_a_pinned_project_shows_where_its_model_is_wrong(client, alice, project):
    evaluation = project.evaluations.get()
    drawing = '<svg class="ff-figure"><title>Mistakes</title></svg>'
    evaluation.figures.filter(key="confusion_matrix").delete()
    said = "Most mistakes are “a” for “b”"
    evaluation.figures.create(
        key="confusion_matrix", position=90, title=said, reading="", data={}, svg=drawing
    )
    assert said not in text_of(client, "/@alice/")
    move_pin(project, ON)
    page = text_of(client, "/@alice/")
    assert f"<figcaption>{said}</figcaption>" in page
    assert drawing in page


def test_feeds_keep_the_newest_first_whatever_is_pinned(client, alice, project):
    make_published(alice, "Newer")
    move_pin(project, ON)
    feed = client.get("/@alice/feed.atom").content.decode()
    assert feed.index("<title>Newer</title>") < feed.index("<title>Which flower is it?</title>")


def test_words_in_a_feed_are_no_html_to_its_readers(client, alice):
    project = make_published(alice, "Is a < b?")
    Project.objects.filter(pk=project.pk).update(question="<img src=http://evil.example> & more")
    entry = ElementTree.fromstring(client.get("/@alice/feed.atom").content).find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").text == "Is a < b?"
    assert entry.find(f"{ATOM}summary").get("type") == "html"
    assert entry.find(f"{ATOM}summary").text.startswith("&lt;img src=http://evil.example&gt; &amp; more")


# --- Stars -------------------------------------------------------------------------------------------------


def test_a_star_is_given_kept_and_taken_back(client, bob, bob_client, project):
    bob_client.post(f"{ADDRESS}star/", {"want": "yes"})
    assert "1 star<" in text_of(client, ADDRESS)
    assert "1 star<" in text_of(client, "/explore/")
    assert "Starred<" in text_of(bob_client, ADDRESS)
    assert ADDRESS in text_of(bob_client, "/starred/")
    bob_client.post(f"{ADDRESS}star/", {"want": "no"})
    assert "1 star<" not in text_of(client, ADDRESS)
    assert "Nothing yet." in text_of(bob_client, "/starred/")


def test_explore_can_show_the_most_starred_first_and_keeps_to_it(client, alice, bob, project):
    make_published(alice, "Newer flower")
    star(bob, project)
    for query in ("?sort=stars", "?q=flower&sort=stars"):
        page = text_of(client, f"/explore/{query}")
        assert page.index(">Which flower is it?<") < page.index(">Newer flower<")
        assert "not what was measured" in page
        assert '<input type="hidden" name="sort" value="stars" />' in page
    page = text_of(client, "/explore/?sort=best")
    assert page.index(">Newer flower<") < page.index(">Which flower is it?<")


def test_an_owner_sees_the_count_and_no_button(alice_client, project):
    star(make_learner("carol"), project)
    page = text_of(alice_client, ADDRESS)
    assert "1 star<" in page
    assert f'action="{ADDRESS}star/"' not in page
    assert alice_client.post(f"{ADDRESS}star/").status_code == 409


def test_a_star_says_nothing_of_what_was_hidden_since(bob, bob_client, project):
    star(bob, project)
    unpublish(project)
    assert "Which flower" not in text_of(bob_client, "/starred/")


# --- Following ---------------------------------------------------------------------------------------------


def test_news_come_from_people_tags_and_data_sets_and_tell_every_version(alice, bob_client, project):
    bob_client.post("/following/people/alice/", {"want": "yes"})
    make_evaluation(project)
    publish(project=project)
    page = text_of(bob_client, "/following/")
    assert page.count(f'<h3><a href="{ADDRESS}">') == 2
    assert "version 2" in page
    answer = bob_client.post("/following/people/alice/", {"want": "no", "back": "following"})
    assert answer.url == "/following/"
    assert "You follow nobody yet" in text_of(bob_client, "/following/")


def test_news_come_in_pages(alice, bob_client):
    bob_client.post("/following/people/alice/", {"want": "yes"})
    project = make_published(alice)
    for number in range(2, 23):
        make_evaluation(project, published_version=number, published_at=timezone.now())
    first, second = text_of(bob_client, "/following/"), text_of(bob_client, "/following/?page=2")
    assert 'href="?page=2" rel="next"' in first
    assert 'href="?page=1" rel="prev"' in second
    assert (first.count(f'<a href="{ADDRESS}">'), second.count(f'<a href="{ADDRESS}">')) == (20, 2)
    for odd in ("0", "x", "²", "9" * 5_000):
        assert bob_client.get(f"/following/?page={odd}").status_code == 200


def test_every_thing_to_follow_has_its_button(client, bob_client, project):
    set_tags(project, ["botany"])
    for page, action in (
        ("/@alice/", "/following/people/alice/"),
        ("/tags/botany/", "/following/tags/botany/"),
        ("/datasets/alice/flowers/", DATASET),
    ):
        assert f'action="{action}"' in text_of(bob_client, page)
        assert f'href="/accounts/login/?next={page}"' in text_of(client, page).replace("%40", "@")
        assert bob_client.post(action, {"want": "yes"}).url == page
        assert "Unfollow" in text_of(bob_client, page)
    assert Follow.objects.count() == 3


def test_whom_somebody_follows_is_counted_for_them_and_named_to_nobody(client, alice_client, bob, bob_client):
    bob_client.post("/following/people/alice/", {"want": "yes"})
    for reader in (client, alice_client):
        page = text_of(reader, "/@alice/")
        assert "1 follower<" in page
        assert "bob" not in page.split("<main")[1]


def test_the_feed_of_news_needs_its_key(client, bob, bob_client, project):
    bob_client.post("/following/people/alice/", {"want": "yes"})
    bob_client.post("/following/feed/", {"want": "yes"})
    address = reverse("following_feed", args=[FeedKey.objects.get().key])
    assert address in text_of(bob_client, "/following/")
    feed = client.get(address)
    assert "<title>Which flower is it?</title>" in feed.content.decode()
    assert "bob" not in feed.content.decode()
    assert "private" in feed["Cache-Control"]
    assert feed["X-Robots-Tag"] == "noindex"
    unpublish(project)
    assert "Which flower" not in client.get(address).content.decode()
    bob_client.post("/following/feed/", {"want": "no"})
    assert client.get(address).status_code == 404

"""Hostile words everywhere a learner can put some: the page shows them and obeys none."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from evaluations.models import CheckResult, Figure
from portfolio.services import publish, write_up
from projects.models import DatasetVersion, Learner, Project
from tests.factories import make_evaluation, make_project, make_script

pytestmark = pytest.mark.django_db
EVIL = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
# Without NUL, which PostgreSQL cannot keep: every entrance refuses or removes it.
UNSEEN = "\u202eevil\u2066\x1b[31m\x07"
CSV = f"length,width{EVIL.replace(',', '')},species\n" + "".join(
    f"{i % 13},<b>{i % 7}</b>,{'iris<script>' if i % 2 else 'rose'}\n" for i in range(60)
)
NO_UNSEEN = re.compile("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f]")


class Elements(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.sources: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if ("type", "application/ld+json") in attrs:
            return  # data for machines: no browser runs it, and CSP lets none be run
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.sources += [value or "" for name, value in attrs if tag == "script" and name == "src"]


@pytest.fixture
def project(alice):
    project = make_project(alice, csv=CSV, title=f"Flowers {EVIL}"[:120], question=f"{UNSEEN}{EVIL}")
    source = f"# {EVIL}{UNSEEN}\ndef make_model():\n    '''</pre></code>{EVIL}'''\n"
    script = make_script(project, source=source, filename=f"{EVIL}.py".replace("/", ""))
    evaluation = make_evaluation(project, script=script, printed=f"accuracy 0.9 {EVIL}{UNSEEN}\n" * 3)
    evaluation.report["results"][1]["title"] = f"Model {EVIL}"
    evaluation.environment = {EVIL: UNSEEN}
    evaluation.save()
    CheckResult.objects.filter(evaluation=evaluation).update(
        outcome="issue", title=EVIL, message=f"{EVIL}{UNSEEN}", evidence={EVIL: [UNSEEN, {EVIL: 1}]}
    )
    Figure.objects.filter(evaluation=evaluation).update(
        title=EVIL, reading=f"{EVIL}{UNSEEN}", data={"columns": [EVIL], "rows": [[EVIL], [UNSEEN]]}
    )
    write_up(project=project, markdown=EVIL)
    Learner.objects.filter(pk=alice.pk).update(name=f"Al{UNSEEN}", about=f"{EVIL}{UNSEEN}")
    DatasetVersion.objects.update(filename=f"{EVIL}.csv", notes=[f"{EVIL}{UNSEEN}"])
    words = f"{EVIL}{UNSEEN} is only a word"
    return publish(project=project, answers={"FF101": words})


def assert_harmless(html: str, *, own_words: bool = False) -> None:
    """``own_words``: an owner's form holds what they wrote, unseen characters included."""
    page = Elements(html)
    assert "img" not in page.tags
    assert page.tags.count("script") == len(page.sources)
    assert all(source.startswith("/static/") for source in page.sources)
    assert not {name for name in page.attributes if name.startswith("on") or name == "style"}
    assert own_words or not NO_UNSEEN.search(html)


@pytest.mark.parametrize("address", ["", "/", "/explore/", "/@alice/"])
def test_nothing_that_a_learner_writes_becomes_markup(client, project, address):
    response = client.get(address or project.get_absolute_url())
    assert response.status_code == 200
    assert_harmless(response.content.decode())


def test_the_owners_pages_are_no_softer(alice_client, project):
    for action in ("", "edit/", "delete/"):
        page = alice_client.get(f"{project.get_absolute_url()}{action}").content.decode()
        assert_harmless(page, own_words=action == "edit/")


def test_the_words_are_still_there_to_read(client, project):
    page = client.get(project.get_absolute_url()).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "iris&lt;script&gt;" in page


def test_a_search_for_markup_comes_back_as_text(client, db):
    response = client.get("/explore/", {"q": EVIL, "task": EVIL})
    assert_harmless(response.content.decode())


def test_a_download_keeps_its_hostile_name_inside_the_header(client, project):
    header = client.get(f"{project.get_absolute_url()}data/")["Content-Disposition"]
    assert header.startswith("attachment;")
    assert "\n" not in header


def test_the_policy_forbids_what_escaping_might_miss(client, project):
    policy = client.get(project.get_absolute_url())["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy


def test_the_projects_own_row_is_untouched(project):
    assert Project.objects.get().writeup == EVIL

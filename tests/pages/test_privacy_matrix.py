"""Every route, every visibility, every role: what is private stays so. A route without an entry fails."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from evaluations.models import SaidFigure
from portfolio.services import publish, unpublish
from portfolio.tagging import tag_project
from projects.models import ApiToken, Project
from projects.tokens import create_token
from tests.factories import FLOWERS, make_evaluation, make_project, make_script
from tests.pages import privacy
from tests.rules.routes import route_names

pytestmark = pytest.mark.django_db
SECRETS = (b"Zebrafish", b"okapi")  # of the title and the target; addresses hold them in other letters
SAID = {"model": "", "name": "", "models": [], "notes": [], "stopped": None}
READ = {
    **privacy.READERS,
    **privacy.SHARED,
    **privacy.LISTED,
    **privacy.DATA,
    **privacy.LISTS,
    **privacy.OWNERS,
}
NEED_A_LEARNER = {
    "starred",
    "following",
    "api_starred",
    "api_following",
    "api_news",
    "api_my_evaluations",
} | {
    "api_datasets",
    "new",
}
SPECIAL = {"evaluation_notebook_picture", "following_feed"}  # only notebooks have pictures; feeds have keys


@pytest.fixture
def project(alice) -> Project:
    project = make_project(alice, csv=FLOWERS.replace("species", "okapi"), target="okapi", title="Zebrafish")
    script = make_script(project)
    for number in (1, 2):
        evaluation = make_evaluation(project, script=script, printed="okapi 0.9\n", said=SAID)
        SaidFigure.objects.create(evaluation=evaluation, position=0, width=4, height=3, png=b"okapi")
        publish(project=project, evaluation=evaluation)
        assert evaluation.project.evaluations.filter(published_version=number).exists()
    tag_project(project, ["fish"])
    return project


@pytest.fixture
def clients(alice, bob) -> dict[str, Client]:
    found = {"stranger": Client()}
    for role, learner in (("another", bob), ("owner", alice)):
        token = create_token(owner=learner, name="matrix", scope=ApiToken.Scope.WRITE)[1]
        found[role] = Client(headers={"authorization": f"Bearer {token}"})
        found[role].force_login(learner)
    return found


def show_as(project: Project, visibility: str) -> None:
    if visibility == "private":
        unpublish(project)
    else:
        publish(project=project, visibility=visibility)


def address_of(name: str, project: Project) -> str:
    first, second = project.evaluations.order_by("published_version")
    version = project.dataset_version
    page = project.get_absolute_url()
    known = {
        "code": {"slug": project.slug, "code" if name == "export" else "format": "json"},
        "evaluation": {"pk": second.pk},
        "position": {"pk": second.pk, "position": 0},
        "check": {"pk": second.pk, "code": "FF101"},
        "version": {"pk": version.pk},
        "dataset_pk": {"pk": version.pk},
        "name": {"name": "fish"},
        "section": {"section": "projects"},
        "dataset": {"slug": version.dataset.slug},
        "slug": {"slug": project.slug},
        "username": {"username": "alice"},
        "owner": {"owner": "alice"},
    }
    parts = {**READ, **privacy.BUTTONS}[name]
    given = {key: value for part in parts for key, value in known.get(part, {}).items()}
    if parts == ("code",):
        given |= {"username" if name == "export" else "owner": "alice"}
    if name == "api_compare":
        return f"{reverse(name)}?a={first.pk}&b={second.pk}"
    query = (
        f"?url=http://127.0.0.1:8000{page}" if name == "oembed" else "?a=v1&b=v2" if name == "compare" else ""
    )
    return reverse(name, kwargs=given) + query


def read(client: Client, address: str) -> tuple[int, bytes]:
    response = client.get(address, headers={"accept": "*/*"})
    return response.status_code, response.getvalue() if response.streaming else response.content


def test_every_route_has_an_entry():
    named = {name for name in route_names() if not privacy.is_other(name)}
    assert named - {*READ, *privacy.BUTTONS} == set(), "add these to tests/pages/privacy.py"
    assert {*READ, *privacy.BUTTONS} - named == set(), "these are no more"


@pytest.mark.parametrize("role", ["stranger", "another", "owner"])
@pytest.mark.parametrize("visibility", ["private", "unlisted", "public"])
def test_reading_gives_what_the_role_may_see(visibility, role, project, clients):
    show_as(project, visibility)
    faults = []
    for name in sorted(set(READ) - SPECIAL):
        status, content = read(clients[role], address_of(name, project))
        expected = privacy.expect(name, visibility, role)
        opens = expected.opens and not (role == "stranger" and name in NEED_A_LEARNER)
        if (status == 200) != opens:
            faults.append(f"{name} answers {status}")
        if not expected.mentions and any(secret in content for secret in SECRETS):
            faults.append(f"{name} tells what is {visibility}")
    assert not faults


def test_what_only_its_owner_may_see_no_cache_on_the_way_keeps(project, clients):
    show_as(project, "private")
    faults = []
    for name in sorted(set(READ) - SPECIAL):
        response = clients["owner"].get(address_of(name, project), headers={"accept": "*/*"})
        kept = not any(word in response.get("Cache-Control", "") for word in ("private", "no-store"))
        if kept and (name in privacy.OWNERS or any(secret in response.getvalue() for secret in SECRETS)):
            faults.append(name)
    assert not faults


@pytest.mark.parametrize("role", ["stranger", "another"])
@pytest.mark.parametrize("visibility", ["private", "unlisted", "public"])
def test_nobody_else_presses_the_owners_buttons(visibility, role, project, clients):
    show_as(project, visibility)
    before = Project.objects.values().get(pk=project.pk)
    faults = []
    for name in sorted(privacy.BUTTONS):
        response = clients[role].post(address_of(name, project))
        if any(secret in response.content for secret in SECRETS) and visibility == "private":
            faults.append(f"{name} tells what is private")
        if visibility == "private" and role == "another" and response.status_code not in (404, 405):
            faults.append(f"{name} answers {response.status_code} for what is private")
    assert not faults
    assert Project.objects.values().get(pk=project.pk) == before

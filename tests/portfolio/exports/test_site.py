"""The exported page has everything beside it: nothing is left on the site that a reader would miss."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from evaluations.models import SaidFigure
from portfolio.exports.material import gather
from portfolio.exports.reproduce import requirements
from portfolio.services import publish, write_up
from projects.models import ScriptPicture
from tests.factories import make_evaluation, make_project, make_script

pytestmark = pytest.mark.django_db
SAID = {"model": "", "name": "", "models": [], "notes": [], "stopped": None}
SIZE = {"position": 0, "width": 4, "height": 3}
CELL = {"kind": "code", "first": 1, "last": 1, "outputs": [{"picture": 0, "width": 4, "height": 3}]}


@pytest.fixture
def published(alice):
    project = make_project(alice, title="Which flower")
    script = make_script(project)
    script.cells = [CELL]
    script.save()
    ScriptPicture.objects.create(script=script, png=b"saved", **SIZE)
    evaluation = make_evaluation(project, script=script, printed="Accuracy: 0.97\n", said=SAID)
    SaidFigure.objects.create(evaluation=evaluation, png=b"drawn", **SIZE)
    write_up(
        project=project,
        markdown="[near](//example.org/a) and [here](/explore/) and a note[^1].\n\n[^1]: That.",
    )
    return publish(project=project)


def site_of(client, address: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(client.get(address).content)) as archive:
        return {name.split("/", 1)[1]: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(
    ("address", "folder"),
    [("/@alice/which-flower/export/site/", ""), ("/@alice/export/site/", "which-flower/")],
)
def test_what_a_script_drew_and_its_notebook_was_saved_with_lies_beside_the_page(
    client, published, address, folder
):
    files = site_of(client, address)
    page = files[f"{folder}index.html"].decode()
    assert sorted(re.findall(r'<img[^>]*src="([^"]+)"', page)) == [
        "pictures/figure-1.png",
        "pictures/notebook-1.png",
    ]
    assert files[f"{folder}pictures/figure-1.png"] == b"drawn"
    assert files[f"{folder}pictures/notebook-1.png"] == b"saved"


def test_no_link_leads_to_where_a_disk_has_nothing(client, published, settings):
    page = site_of(client, "/@alice/which-flower/export/site/")["index.html"].decode()
    links = re.findall(r'href="([^"]*)"', page)
    assert "https://example.org/a" in links
    assert f"{settings.SITE_URL}/explore/" in links
    assert not [link for link in links if link.startswith("/")]
    assert not [link for link in links if link.startswith("#") and f'id="{link[1:]}"' not in page]


def test_a_script_that_draws_with_seaborn_gets_it_in_its_bundle(alice):
    known = {"numpy": "2.4.6", "matplotlib": "3.11.2", "seaborn": "0.13.2"}

    def wanted(source: str) -> list[str]:
        project = make_project(alice, title="Drawn")
        make_evaluation(project, script=make_script(project, source=source), environment=known)
        return requirements(gather(alice, "alice", project.slug).evaluation).splitlines()[:3]

    assert wanted("import seaborn as sns\n") == ["numpy==2.4.6", "matplotlib==3.11.2", "seaborn==0.13.2"]
    assert "seaborn==0.13.2" not in wanted("import matplotlib\n")

"""`firstfit export` and `firstfit verify` against a real server."""

from __future__ import annotations

import json
import sys
import zipfile

import pytest
from click.testing import CliRunner
from django.core.files.storage import default_storage
from firstfit import keyring
from firstfit.command import main
from firstfit.downloads import name_of

from evaluations.models import Evaluation
from projects.models import Project
from tests.factories import make_evaluation, make_project

pytestmark = pytest.mark.django_db(transaction=True)
MEASURED = {"numpy": "2.4.0", "pandas": "3.1.0", "scikit-learn": "1.9.1", "scipy": "1.17.0"}


@pytest.fixture
def shown(alice) -> Evaluation:
    """Published with numbers that nobody measured."""
    project = make_project(alice, title="Shown", visibility="public")
    return make_evaluation(project, published=True, environment=MEASURED)


@pytest.fixture
def run(live_server, monkeypatch):
    monkeypatch.setenv("FIRSTFIT_SITE", live_server.url)
    return lambda *words, **more: CliRunner().invoke(main, [str(word) for word in words], **more)


@pytest.mark.usefixtures("shown")
def test_everything_is_saved_without_a_login(run, tmp_path):
    done = run("export", "alice/shown", "--format", "all", "-o", "files")
    assert done.exit_code == 0, done.output
    saved = sorted(path.name for path in (tmp_path / "files").iterdir())
    assert saved == [
        "alice-shown-model-card.md",
        "alice-shown-readme.zip",
        "alice-shown-reproduce.zip",
        "alice-shown-scores.csv",
        "alice-shown-site.zip",
        "alice-shown.ipynb",
        "alice-shown.json",
    ]
    assert json.loads((tmp_path / "files" / "alice-shown.json").read_text())["title"] == "Shown"
    assert done.stdout.splitlines()[0] == "files/alice-shown-reproduce.zip"


@pytest.mark.usefixtures("shown")
def test_data_may_be_left_out(run, tmp_path):
    assert run("export", "alice/shown", "--no-data").exit_code == 0
    with zipfile.ZipFile(tmp_path / "alice-shown-reproduce.zip") as archive:
        assert not [name for name in archive.namelist() if "/data/" in name]


def test_what_one_may_not_see_is_not_there(run, shown, alice_token):
    Project.objects.update(visibility="private")
    refused = run("export", "alice/shown", "--format", "csv")
    assert refused.exit_code == 2
    assert "There is no project" in refused.stderr
    assert run("export", "alice/shown", "--format", "csv", env={"FIRSTFIT_TOKEN": alice_token}).exit_code == 0


@pytest.mark.parametrize(
    "proposed", ['filename="../../evil"', 'filename="/etc/passwd"', 'filename=".ssh"', ""]
)
def test_a_name_that_leads_elsewhere_is_not_taken(proposed):
    assert name_of({"content-disposition": f"attachment; {proposed}"}, "mine") == "mine"


@pytest.mark.usefixtures("shown")
def test_nothing_runs_where_nobody_allows_it(run):
    done = run("verify", "alice/shown", input="")
    assert done.exit_code == 2
    assert "with your rights" in done.stderr
    assert "--yes" in done.stderr


@pytest.mark.usefixtures("shown")
def test_numbers_that_nobody_measured_are_found_out(run, alice_token, tmp_path, live_server):
    keyring.keep_login(keyring.Login(live_server.url, alice_token))
    words = ("verify", "alice/shown", "--yes", "--python", sys.executable, "--keep", "kept")
    done = run(*words, "--json")
    assert done.exit_code == 8, done.output
    told = json.loads(done.stdout)
    assert told["same"] is False
    assert "Logistic regression, accuracy, mean" in {one["where"] for one in told["differences"]}
    assert told["bundle_differences"]
    assert "came out otherwise" in done.stderr
    assert alice_token not in "".join(
        path.read_text(errors="replace") for path in (tmp_path / "kept").rglob("*") if path.is_file()
    )


def test_data_that_are_not_those_of_the_page_are_found_out(run, shown):
    version = shown.dataset_version
    with default_storage.open(version.storage_name, "wb") as file:
        file.write(b"length,width,colour,species\n1,2,red,iris\n")
    done = run("verify", "alice/shown", "--yes", "--python", sys.executable)
    assert done.exit_code == 8
    assert "The data of the bundle has another SHA-256" in done.stderr.replace("\n", " ")

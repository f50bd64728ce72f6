"""The bundle, unpacked somewhere else and run by an interpreter that has never heard of Firstfit."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from celery import current_app
from firstfit.remeasuring import compare

from evaluations import children, running
from evaluations.lockbox import open_lockbox
from evaluations.models import LockboxOpening
from portfolio.exports.material import gather
from portfolio.exports.reproduce import build_bundle
from portfolio.services import publish
from tests.evaluations.test_running import start
from tests.factories import FLOWERS, FOREST, HOUSES, make_evaluation, make_project
from tests.steps import finish

HEAD, *LINES = FLOWERS.splitlines(keepends=True)
GAPS = HEAD + "".join(LINES * 4).replace("4.6,2.4", ",2.4")  # enough rows for a lockbox
HEAD, *LINES = HOUSES.splitlines(keepends=True)
PRICES = HEAD + "".join(LINES * 4)
# The platform's seed alone makes it repeatable; and it is compared with the estimator that it names.
SCRIPT = 'reimplements = "DecisionTreeClassifier(max_depth=2)"\n' + FOREST.replace(", random_state=0", "")


@pytest.fixture(scope="module")
def stop_children():
    yield
    children.stop_fork_server()


def measure(evaluation) -> None:
    """What the workers would do, up to the opened lockbox."""
    assert current_app.conf.broker_url == "memory://"
    running.begin(evaluation.pk, evaluation.launches)
    evaluation.refresh_from_db()
    for fold in range(evaluation.plan["folds"]):
        running.measure_fold(evaluation.pk, evaluation.launches, fold, list(evaluation.plan["digests"]))
    finish(evaluation)
    publish(project=evaluation.project, ask_for_answers=False)
    for opening in LockboxOpening.objects.filter(evaluation=evaluation):
        open_lockbox(opening.pk)


def unpack(zipped: bytes, folder: Path) -> Path:
    folder = folder / "unpacked"
    with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
        archive.extractall(folder)
    (inside,) = folder.iterdir()
    return inside


def run(folder: Path) -> subprocess.CompletedProcess:
    """Nothing of this process's surroundings: no variables, no user packages, another folder."""
    command = [sys.executable, "-s", "reproduce.py", "--json", "found.json"]
    return subprocess.run(command, cwd=folder, env={}, capture_output=True, text=True, timeout=300)


@pytest.mark.sandbox
@pytest.mark.timeout(400)
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("stop_children")
@pytest.mark.parametrize(
    ("csv", "target", "script"),
    [(GAPS, "species", SCRIPT), (PRICES, "price", None)],
    ids=["script", "numbers"],
)
def test_every_published_number_comes_out_again(client, alice, tmp_path, csv, target, script):
    evaluation = start(alice, csv=csv, target=target, script=script, title="Again")
    measure(evaluation)
    zipped = client.get("/@alice/again/export/reproduce/")
    assert zipped["Content-Type"] == "application/zip"
    folder = unpack(zipped.content, tmp_path)
    done = run(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "published numbers came out again, within 1e-09" in done.stdout
    assert done.stderr == ""

    published = json.loads((folder / "published.json").read_text())
    assert published["lockbox"]["scores"], "the lockbox is part of it"
    assert (folder / "folds.csv").read_text().startswith("row,repeat_1,repeat_2,repeat_3\n1,")
    page = client.get(f"/api/v1/evaluations/{evaluation.pk}/").json()
    numbers, lines = compare(page, json.loads((folder / "found.json").read_text()))
    assert all(number.is_same for number in numbers)
    assert all(line.is_same for line in lines)
    assert any(number.where.startswith("Lockbox") for number in numbers)
    if script is None:
        refuses_a_number_that_is_off(folder, published, evaluation.project.metric)


def refuses_a_number_that_is_off(folder: Path, published: dict, metric: str) -> None:
    published["report"]["results"][1]["scores"][metric]["mean"] += 1e-8
    (folder / "published.json").write_text(json.dumps(published))
    forged = run(folder)
    assert forged.returncode == 1
    assert f"results[1].scores.{metric}.mean: published" in forged.stdout


@pytest.fixture
def material(alice, django_user_model):
    project = make_project(alice, title="Again")
    make_evaluation(project)
    publish(project=project)
    return gather(alice, "alice", "again")


@pytest.mark.django_db
def test_other_bytes_are_refused_before_anything_is_measured(material, tmp_path):
    folder = unpack(build_bundle(material), tmp_path)
    data = folder / "data" / "flowers.csv"
    data.write_bytes(data.read_bytes() + b"5.0,2.0,red,iris\n")
    done = run(folder)
    assert done.returncode == 1
    assert "is not the file that was measured" in done.stderr


@pytest.mark.django_db
def test_data_that_may_not_be_given_are_named_by_their_hash(client, material, tmp_path):
    folder = unpack(client.get("/@alice/again/export/reproduce/?data=no").content, tmp_path)
    assert not (folder / "data").exists()
    done = run(folder)
    assert f"Put the file with SHA-256 {material.evaluation.dataset_version.sha256}" in done.stderr


@pytest.mark.django_db
def test_the_same_page_gives_the_same_bytes(material):
    assert build_bundle(material) == build_bundle(material)


@pytest.mark.django_db
def test_versions_are_pinned_and_nothing_of_the_site_goes_along(material):
    with zipfile.ZipFile(io.BytesIO(build_bundle(material))) as archive:
        names = archive.namelist()
        wanted = archive.read("alice-again-reproduce/requirements.txt").decode()
    assert "scikit-learn==1.9.1\n" in wanted
    assert all("==" in line for line in wanted.splitlines())
    assert not [name for name in names if "models.py" in name or "settings" in name or "pyc" in name]

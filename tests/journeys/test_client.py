"""The command line with the running product: from login to a published page, through real workers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.client.proxy import Fault, bad_line

pytestmark = [pytest.mark.journey, pytest.mark.sandbox, pytest.mark.timeout(400)]
ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """from sklearn.linear_model import LogisticRegression

print("trained")


def make_model():
    return LogisticRegression(max_iter=500)
"""


@pytest.fixture(scope="module")
def token(product):
    product.manage("shell", "-c", "from projects.models import Learner; Learner.objects.create_user('maria')")
    return product.token("maria")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("work")
    (folder / "iris.csv").write_bytes((ROOT / "examples" / "iris.csv").read_bytes())
    (folder / "model.py").write_text(SCRIPT)
    return folder


@pytest.fixture(scope="module")
def firstfit(product, token, folder):
    def run(*words: str, site: str = product.url, stdin: str = ""):
        env = {**os.environ, "PYTHONPATH": str(ROOT / "client" / "src"), "FIRSTFIT_SITE": site}
        env["FIRSTFIT_CONFIG_DIR"] = str(folder / "config")
        env.pop("FIRSTFIT_TOKEN", None)
        command = [sys.executable, "-m", "firstfit.command", *words]
        done = subprocess.run(
            command, cwd=folder, env=env, input=stdin, capture_output=True, text=True, timeout=300
        )
        assert token not in done.stdout + done.stderr
        return done

    assert run("login", "--token-stdin", stdin=token).returncode == 0
    return run


def test_from_login_to_a_published_page(product, firstfit):
    pushed = firstfit("push", "iris.csv", "model.py", "--target", "species", "--wait", "--json")
    assert pushed.returncode == 0, pushed.stderr
    report = json.loads(pushed.stdout)
    script = next(result for result in report["results"] if result["pipeline"] == "script")
    assert script["scores"]["accuracy"]["mean"] > 0.9
    assert script["versus_baseline"]["verdict"] == "better"

    shown = firstfit("status")
    assert shown.returncode == 0
    assert "better" in shown.stdout
    assert firstfit("logs").stdout == "trained\n"
    published = firstfit("publish")
    assert published.returncode == 0, published.stderr
    assert product.request("GET", published.stdout.strip()).status == 200


@pytest.mark.slow
def test_what_was_published_comes_out_again_here(firstfit, folder):
    again = firstfit("verify", "--yes", "--python", sys.executable, "--json", "--keep", "kept")
    assert again.returncode == 0, again.stdout[-2000:] + again.stderr
    told = json.loads(again.stdout)
    assert told["same"]
    assert told["numbers"] > 500
    assert set(told["hashes"]) == {"data", "script", "protocol"}
    assert {line["title"] for line in told["scores"]} > {"The script"}
    saved = firstfit("export", "--format", "all", "-o", "saved")
    assert saved.returncode == 0, saved.stderr
    assert len(list((folder / "saved").iterdir())) == 7


def test_a_score_that_is_too_low_fails_the_job(firstfit):
    again = ("push", "iris.csv", "model.py", "--target", "species")
    assert firstfit(*again, "--fail-under", "0.8", "--max-drop", "0").returncode == 0
    assert firstfit(*again, "--fail-under", "0.999").returncode == 6


def test_a_script_that_fails_is_the_reason(firstfit, folder):
    (folder / "broken.py").write_text("def make_model():\n    raise RuntimeError('kaputt')\n")
    result = firstfit("push", "iris.csv", "broken.py", "--target", "species", "--wait")
    assert result.returncode == 1
    assert "kaputt" in result.stdout + result.stderr


def test_a_bad_line_between_here_and_there_changes_nothing(product, firstfit, folder, token):
    (folder / "other.py").write_text(SCRIPT.replace("500", "501"))
    faults = [Fault("drop"), Fault("lose"), Fault("cut", bytes=400), Fault("drop"), Fault("cut", bytes=1000)]
    with bad_line(product.url, *faults) as line:
        assert firstfit("login", "--token-stdin", stdin=token, site=line.url).returncode == 0
        line.plan[:] = faults
        words = ("push", "iris.csv", "other.py", "--target", "species", "--title", "Bad line", "--wait")
        assert firstfit(*words, site=line.url).returncode == 0
    project = product.request("GET", "/api/v1/projects/maria/bad-line/", token=token).json()
    assert len(project["evaluations"]) == 1
    assert [script["version"] for script in project["scripts"]] == [1]

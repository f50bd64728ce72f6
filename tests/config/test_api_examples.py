"""The examples of docs/api.md are run as they stand there: curl against a real server, and Python."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import uuid
from pathlib import Path

import pytest
import requests
from django.utils.timezone import now

from evaluations.models import CheckResult, Evaluation
from portfolio.webhooks.services import create_webhook
from projects.models import ApiToken, DatasetVersion
from projects.tags import set_tags
from projects.tokens import create_token
from tests.factories import (
    FLOWERS,
    FOREST,
    HOUSES,
    make_dataset_version,
    make_evaluation,
    make_learner,
    make_project,
    make_script,
)
from tests.rules.house import ROOT

pytestmark = pytest.mark.django_db(transaction=True)
GUIDE = (ROOT / "docs" / "api.md").read_text()
BLOCK = re.compile(r"```(sh|python)\n(.*?)```", re.DOTALL)
CURL = 'curl() { command curl --silent --show-error --fail-with-body "$@"; }; set -e; '
IRIS = (ROOT / "examples" / "iris.csv").read_text()


def examples() -> list:
    """(language, code) below each heading that names an operation."""
    found = []
    for section in GUIDE.split("\n### ")[1:]:
        heading = section.splitlines()[0].strip("`")
        found += [pytest.param(*block, id=f"{heading} {block[0]}") for block in BLOCK.findall(section)]
    return found


def make_world(folder) -> dict[str, str]:
    """What the examples speak of, and names for what has another number here than there."""
    demo = make_learner("demo")
    _, secret = create_token(owner=demo, name="docs", scope=ApiToken.Scope.WRITE)
    iris = make_project(demo, csv=IRIS, title="Iris", visibility="public")
    make_script(iris)
    script = make_script(iris, source=FOREST + "\n# again\n")
    make_evaluation(iris, script=script, published=True, printed="0.97\n")
    pair = make_evaluation(iris, script=script), make_evaluation(iris)
    active = make_evaluation(make_project(demo, title="Other"), status="running", stage="measuring")
    make_issue(active)
    set_tags(make_project(make_learner("ada"), title="Penguins", visibility="public"), ["biology"])
    spare = make_dataset_version(demo, csv=HOUSES)
    names = {
        "titanic.csv": FLOWERS.replace("species", "survived"),
        "model.py": FOREST,
        "README.md": "# Hello",
    }
    for name, text in names.items():
        (folder / name).write_text(text)
    shutil.copytree(ROOT / "examples", folder / "examples")
    first = DatasetVersion.objects.get(projects=iris)
    hook, _ = create_webhook(owner=demo, url="https://example.org/hook")
    told = hook.deliveries.create(event="project.published", body="{}", next_try_at=now(), state="delivered")
    return {
        "DELIVERY": str(told.pk),
        "webhooks/4/": f"webhooks/{hook.pk}/",
        "TOKEN": secret,
        "ID": str(active.pk),
        "<one id>": str(pair[0].pk),
        "<other id>": str(pair[1].pk),
        "datasets/1/": f"datasets/{first.pk}/",
        '"dataset": 1': f'"dataset": {first.pk}',
        "datasets/2/": f"datasets/{spare.pk}/",
        "tokens/3/": f"tokens/{create_token(owner=demo, name='spare')[0].pk}/",
    }


def make_issue(evaluation: Evaluation) -> None:
    CheckResult.objects.create(
        evaluation=evaluation,
        code="FF401",
        title="Repeated rows",
        outcome=CheckResult.Outcome.ISSUE,
        message="Twelve rows stand there twice.",
    )


@pytest.fixture
def world(live_server, tmp_path, monkeypatch, settings):
    settings.LIMITS = settings.LIMITS.__class__(wait_max_seconds=1)
    monkeypatch.chdir(tmp_path)
    return make_world(tmp_path)


def as_here(code: str, world: dict[str, str]) -> str:
    for there, here in world.items():
        code = code.replace(there, here) if "/" in there or " " in there else code
    return code


@pytest.mark.parametrize(("language", "code"), examples())
def test_it_works_as_it_stands_there(language, code, live_server, world):
    if language == "sh":
        run_shell(as_here(code, world), live_server.url, world)
    else:
        run_python(as_here(code, world), live_server.url, world)


def run_shell(code: str, site: str, world: dict[str, str]) -> None:
    code = code.replace("$(uuidgen)", str(uuid.uuid4()))
    env = {
        **os.environ,
        "SITE": site,
        "ID": world["ID"],
        "DELIVERY": world["DELIVERY"],
        "AUTH": f"Authorization: Bearer {world['TOKEN']}",
    }
    done = subprocess.run(["bash", "-c", CURL + code], env=env, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr


def run_python(code: str, site: str, world: dict[str, str]) -> None:
    with requests.Session() as session:
        session.headers["Authorization"] = f"Bearer {world['TOKEN']}"
        session.hooks["response"].append(lambda response, **_: response.raise_for_status())
        names = {
            "session": session,
            "API": f"{site}/api/v1",
            "id": world["ID"],
            "delivery": world["DELIVERY"],
        }
        with contextlib.ExitStack() as opened:
            names["open"] = lambda name, mode="r": opened.enter_context(Path(name).open(mode))
            exec(compile(code, "docs/api.md", "exec"), names)

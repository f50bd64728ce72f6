"""The example for CI is run as it stands there."""

from __future__ import annotations

import json
import shlex
import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from firstfit.command import main

pytestmark = pytest.mark.django_db(transaction=True)
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture
def job(live_server, alice_token, monkeypatch, tmp_path, worker):
    for name in ("iris.csv", "iris_script.py"):
        shutil.copy(EXAMPLES / name, tmp_path)
    step = yaml.safe_load((EXAMPLES / "firstfit-ci.yml").read_text())["jobs"]["measure"]["steps"][-1]
    assert set(step["env"]) == {"FIRSTFIT_SITE", "FIRSTFIT_TOKEN"}
    monkeypatch.setenv("FIRSTFIT_SITE", live_server.url)
    monkeypatch.setenv("FIRSTFIT_TOKEN", alice_token)
    program, *words = shlex.split(step["run"])
    assert program == "firstfit"
    return lambda: CliRunner().invoke(main, words)


def test_it_fails_when_the_score_drops_and_leaves_no_token_behind(
    job, worker, tmp_path, own_config, alice_token
):
    worker.means = [0.83, 0.85, 0.60]
    assert job().exit_code == 0
    script = tmp_path / "iris_script.py"
    script.write_text(script.read_text() + "\n# better\n")
    assert job().exit_code == 0
    script.write_text(script.read_text() + "\n# worse\n")
    result = job()
    assert result.exit_code == 6
    assert "at most 0.020 is allowed" in result.stderr.replace("\n", " ")
    assert not [path for path in own_config.rglob("*") if alice_token in path.read_text()]


def test_the_notebook_runs_as_it_stands_there(live_server, alice_token, monkeypatch, tmp_path, worker):
    for name in ("iris.csv", "iris_script.py"):
        shutil.copy(EXAMPLES / name, tmp_path)
    monkeypatch.setenv("FIRSTFIT_SITE", live_server.url)
    monkeypatch.setenv("FIRSTFIT_TOKEN", alice_token)
    cells = json.loads((EXAMPLES / "push.ipynb").read_text())["cells"]
    names: dict = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            exec(compile(cell["source"], cell["id"], "exec"), names)
    names["firstfit"].close()
    assert names["report"].score.mean == 0.83
    assert "<table>" in names["report"]._repr_html_()

"""The environment that scripts are offered: cut out of the own lock, and true of this installation."""

from importlib.metadata import version

import pytest
from packaging.markers import Marker

from evaluations.core.environment import OFFERED
from evaluations.core.explanations import explain_failure
from evaluations.core.frames import Failure
from evaluations.published_environment import cut_out, published_lock, published_packages, read_lock

LOCK = """\
alpha==1.0 ; python_version < '3.12' \\
    --hash=sha256:aa \\
    --hash=sha256:bb
    # via beta
alpha==2.0 ; python_version >= '3.12' \\
    --hash=sha256:cc
    # via
    #   beta
    #   gamma
beta==3.1 \\
    --hash=sha256:dd
    # via firstfit-platform (pyproject.toml)
gamma==0.1 \\
    --hash=sha256:ee
    # via firstfit-platform (pyproject.toml)
"""


def test_a_lock_is_read_with_what_needs_what():
    entries = read_lock(LOCK)
    assert [(entry.name, entry.version) for entry in entries] == [
        ("alpha", "1.0"), ("alpha", "2.0"), ("beta", "3.1"), ("gamma", "0.1"),
    ]  # fmt: skip
    assert entries[1].via == {"beta", "gamma"}


def test_what_is_wanted_comes_with_all_that_it_needs_and_nothing_else():
    assert [entry.name for entry in cut_out(read_lock(LOCK), ("beta",))] == ["alpha", "alpha", "beta"]
    # One package may be pinned by version of Python: all its entries come along.
    assert [entry.version for entry in cut_out(read_lock(LOCK), ("gamma",))] == ["1.0", "2.0", "0.1"]


def test_the_file_pins_what_is_installed_here_with_hashes():
    pinned = [
        entry
        for entry in read_lock(published_lock())
        if ";" not in entry.text.splitlines()[0]
        or Marker(entry.text.splitlines()[0].partition(";")[2].strip(" \\")).evaluate()
    ]
    assert {*OFFERED, "joblib", "threadpoolctl"} <= {entry.name for entry in pinned}
    for entry in pinned:
        assert entry.version == version(entry.name), entry.name
        assert "--hash=sha256:" in entry.text


def test_nothing_of_the_platform_is_in_it():
    assert not {"django", "celery", "redis", "pyseccomp"} & {e.name for e in read_lock(published_lock())}


def test_the_page_and_the_file_are_open_to_everybody(client, db):
    page = client.get("/environment/").content.decode()
    for package in published_packages():
        assert package.name in page
        assert package.version in page
    answer = client.get("/environment/firstfit-environment.txt")
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert "firstfit-environment.txt" in answer.headers["Content-Disposition"]
    assert answer.content.decode() == published_lock()


@pytest.mark.parametrize(("module", "instead"), [("xgboost", "HistGradientBoosting"), ("requests", "numpy")])
def test_a_missing_package_says_what_there_is_and_where_the_list_is(module, instead):
    failure = Failure("import", "ModuleNotFoundError", f"No module named '{module}'", line=3)
    reason = explain_failure(failure)
    assert reason.code == "missing_import"
    assert instead in reason.hint
    assert "/environment/" in reason.hint


def test_the_lock_file_has_only_lines_that_pip_knows():
    for line in published_lock().splitlines():
        assert line.startswith(("#", "    --hash=sha256:")) or "==" in line, line

"""Imports run one way, at the top of the file, and never in a circle."""

from __future__ import annotations

import ast
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter

import grimp
import pytest

from tests.rules.house import PACKAGES, ROOT, functions, shown, source_files

# Whatever answers a browser or a script; what decides and what writes must not know of it.
OUTERMOST = ("views", "api", "forms", "urls", "admin", "tasks")
INNER = ("models", "querysets", "access", "lifecycle", "services", "launch", "sweep", "results")


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph(*PACKAGES, exclude_type_checking_imports=True, cache_dir=None)


def imports_of(graph: grimp.ImportGraph) -> dict[str, set[str]]:
    return {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}


def test_the_contracts_in_pyproject_are_kept():
    lint = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as run; run()",
        "--no-cache",
    ]
    result = subprocess.run(lint, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert result.returncode == 0, result.stdout + result.stderr


def test_there_is_no_circle_of_imports(graph):
    try:
        TopologicalSorter(imports_of(graph)).prepare()
    except CycleError as error:
        pytest.fail("A circle: " + " imports ".join(reversed(error.args[1])))


def test_our_own_packages_are_imported_at_the_top_of_a_file_only():
    local = {
        shown(path, node)
        for path in source_files()
        for function in functions(path)
        for node in ast.walk(function)
        if imported_roots(node) & set(PACKAGES)
    }
    assert not local, "Move these imports to the top, or the code to where it belongs: " + ", ".join(
        sorted(local)
    )


def imported_roots(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {name.name.split(".")[0] for name in node.names}
    if isinstance(node, ast.ImportFrom):
        return {PACKAGES[0]} if node.level else {(node.module or "").split(".")[0]}
    return set()


def test_nothing_imports_the_tasks(graph):
    importers = {
        importer
        for module in graph.modules
        if module.split(".")[-1] == "tasks"
        for importer in graph.find_modules_that_directly_import(module)
    }
    assert not importers, f"Tasks are started through launch.py, by their names, not imported: {importers}"


def test_what_decides_does_not_know_what_asks(graph):
    wrong = {
        f"{module} imports {imported}"
        for module, imports in imports_of(graph).items()
        if module.split(".")[-1] in INNER and module.count(".") == 1
        for imported in imports
        if imported.count(".") >= 1 and imported.split(".")[1] in OUTERMOST
    }
    assert not wrong


def test_the_web_process_never_loads_what_the_workers_compute_with():
    heavy = ("sklearn", "scipy", "matplotlib", "joblib")
    code = (
        "import django, sys; django.setup(); "
        "from django.urls import get_resolver; get_resolver().url_patterns; import config.wsgi; "
        f"print(sorted(set({heavy!r}) & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert result.stdout.strip() == "[]", result.stdout + result.stderr

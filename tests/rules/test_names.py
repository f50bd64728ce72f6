"""Each thing has one place, and the place has a name that says what is in it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.rules.house import ROOT, parsed, python_files, shown, source_files

NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "stuff", "lib", "tools"}
SIGNALS_OF_SAVING = {
    "pre_save",
    "post_save",
    "pre_delete",
    "post_delete",
    "m2m_changed",
    "pre_init",
    "post_init",
}
ENQUEUING = {"delay", "apply_async", "send_task", "chord"}
LAUNCH = ROOT / "evaluations" / "launch.py"
LIFECYCLE = ROOT / "evaluations" / "lifecycle.py"


def places(wanted: Callable[[ast.AST], bool], paths: list[Path] | None = None) -> Iterator[str]:
    for path in source_files() if paths is None else paths:
        yield from (shown(path, node) for node in ast.walk(parsed(path)) if wanted(node))


def name_of(node: ast.AST) -> str:
    """The last part of a name or of an attribute: ``send_task`` of ``app.send_task``."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def test_no_module_is_named_after_nothing():
    paths = [
        path.relative_to(ROOT)
        for path in python_files("config", "projects", "evaluations", "portfolio", "tests")
    ]
    named_so = [str(path) for path in paths if {*path.parts[:-1], path.stem} & NAMES_THAT_SAY_NOTHING]
    assert not named_so, f"Name these by what is in them: {named_so}"


def test_nothing_hides_behind_saving():
    assert not list(places(lambda node: name_of(node) in SIGNALS_OF_SAVING)), "Say it in a service instead"


def test_no_model_has_logic_in_save():
    def saves(node: ast.AST) -> bool:
        return isinstance(node, ast.FunctionDef) and node.name in {"save", "delete"}

    models = [path for path in source_files() if path.stem == "models" or path.parent.name == "models"]
    assert models
    assert not list(places(saves, models)), "Say it in a service instead"


def test_only_launch_puts_work_on_the_queue():
    def enqueues(node: ast.AST) -> bool:
        return isinstance(node, ast.Call) and name_of(node.func) in ENQUEUING

    elsewhere = [path for path in source_files() if path != LAUNCH]
    assert list(places(enqueues, [LAUNCH]))
    assert not list(places(enqueues, elsewhere))


def test_only_lifecycle_writes_the_status_of_an_evaluation():
    django_side = [path for path in source_files() if not {"core", "sandbox", "figures"} & set(path.parts)]
    elsewhere = [path for path in django_side if path != LIFECYCLE]
    assert list(places(writes_status, [LIFECYCLE]))
    assert not list(places(writes_status, elsewhere))


def writes_status(node: ast.AST) -> bool:
    """``….update(status=…)`` and ``….status = …``; not of an error or a lockbox's opening."""
    if isinstance(node, ast.Call) and name_of(node.func) in {"update", "bulk_update", "update_or_create"}:
        return any(word.arg == "status" for word in node.keywords) and "LockboxOpening" not in ast.unparse(
            node
        )
    if isinstance(node, ast.Assign | ast.AugAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        written = [t.value for t in targets if isinstance(t, ast.Attribute) and t.attr == "status"]
        return any(name_of(owner) != "self" for owner in written)
    return False

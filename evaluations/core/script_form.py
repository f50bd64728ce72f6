"""Which form of script this is, read from the code without running it. Standard library only."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from evaluations.core.script_code import is_main_test

MAKE_MODEL, MODEL, CLASS, AS_IS, NOTEBOOK = "make_model", "model", "class", "as_is", "notebook"
RUN_AS_IS = (AS_IS, NOTEBOOK, "script")  # "script": what these were called before they could be run
_READERS = {
    "read_csv", "read_table", "read_excel", "read_json", "open", "loadtxt", "genfromtxt", "input", "upload",
}  # fmt: skip


def form_of(source: str) -> str:
    """The first form that fits, in the order in which the platform looks for the model.

    ``make_model``: a function of that name; ``model``: a variable of that name; ``class``: a class with
    ``fit`` and ``predict``; the last two only where the file does not read its data by itself. ``as_is``: all
    others, run from the first line to the last as at home.
    """
    body = ast.parse(source).body
    if any(isinstance(node, ast.FunctionDef) and node.name == "make_model" for node in body):
        return MAKE_MODEL
    if any(_reads_data(node) for node in _run_when_imported(body)):
        return AS_IS
    if any(_assigns_model(node) for node in body):
        return MODEL
    if any(isinstance(node, ast.ClassDef) and _is_model_class(node) for node in body):
        return CLASS
    return AS_IS


def _run_when_imported(body: list[ast.stmt]) -> Iterator[ast.AST]:
    for node in body:
        if not (isinstance(node, ast.If) and is_main_test(node.test)):
            yield from ast.walk(node)


def _reads_data(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = getattr(node.func, "attr", None) or getattr(node.func, "id", None)
    return name in _READERS


def _assigns_model(node: ast.stmt) -> bool:
    return isinstance(node, ast.Assign) and any(
        isinstance(target, ast.Name) and target.id == "model" for target in node.targets
    )


def _is_model_class(node: ast.ClassDef) -> bool:
    methods = {item.name for item in node.body if isinstance(item, ast.FunctionDef)}
    return {"fit", "predict"} <= methods

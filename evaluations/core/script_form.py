"""Which form of script this is, read from the code without running it. Standard library only."""

from __future__ import annotations

import ast

MAKE_MODEL, MODEL, CLASS, OTHER = "make_model", "model", "class", "script"


def form_of(source: str) -> str:
    """The first form that fits, in the order in which the platform looks for the model.

    ``make_model``: a function of that name; ``model``: a variable of that name; ``class``: a class with
    ``fit`` and ``predict``; ``script``: none of these.
    """
    body = ast.parse(source).body
    if any(isinstance(node, ast.FunctionDef) and node.name == "make_model" for node in body):
        return MAKE_MODEL
    if any(_assigns_model(node) for node in body):
        return MODEL
    if any(isinstance(node, ast.ClassDef) and _is_model_class(node) for node in body):
        return CLASS
    return OTHER


def _assigns_model(node: ast.stmt) -> bool:
    return isinstance(node, ast.Assign) and any(
        isinstance(target, ast.Name) and target.id == "model" for target in node.targets
    )


def _is_model_class(node: ast.ClassDef) -> bool:
    methods = {item.name for item in node.body if isinstance(item, ast.FunctionDef)}
    return {"fit", "predict"} <= methods

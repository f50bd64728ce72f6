"""A script's code as a tree: what it binds where, and a version of it that lets its models be found.

Standard library only; nothing is executed here.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType

KEEP_LOCALS = "__keep_locals__"
MOST_POSITIONS = 50
_CHANGES = {"set_params", "append", "extend", "insert", "update", "setdefault", "add"}
_Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Pick:
    """Where a script leaves its model: a name, a place in the list or dict of that name, a function's local.

    ``attribute``: of the object of that name.

    Nothing else goes from the run that saw every label to those that are scored, so it must not be able to
    carry much: names and functions must be in the code, see ``is_possible``.
    """

    name: str
    position: int = -1
    function: str = ""
    attribute: str = ""


def parse(source: bytes) -> ast.Module:
    """The tree, with what stands under ``if __name__ == "__main__":`` as part of the top level."""
    tree = ast.parse(source)
    tree.body = [inner for node in tree.body for inner in _without_main_guard(node)]
    return tree


def is_possible(tree: ast.Module, pick: Pick) -> bool:
    """Whether the code binds this name in this place: a made-up name could carry labels out."""
    if not -1 <= pick.position < MOST_POSITIONS:
        return False
    if pick.attribute and pick.attribute not in _stored_attributes(tree):
        return False
    if not pick.function:
        return pick.name in _bound(tree.body) | _declared_global(tree)
    bodies = [node.body for node in tree.body if isinstance(node, _Function) and node.name == pick.function]
    return any(pick.name in _bound(body) for body in bodies)


def compile_whole(tree: ast.Module, filename: str) -> CodeType:
    """The script with each function that fits something handing over its locals as it ends."""
    body = [_keeping_locals(node) for node in tree.body]
    return _compile(body, filename)


def compile_until(tree: ast.Module, pick: Pick, filename: str) -> CodeType:
    """As much of the script as makes the picked model: what only uses it afterwards is left out."""
    last = None if pick.function or pick.attribute else _last_touch(tree.body, pick.name)
    body = tree.body if last is None else tree.body[: last + 1]
    return _compile([_keeping_locals(node) for node in body], filename)


def compile_mentions(tree: ast.Module, pick: Pick, filename: str) -> CodeType:
    """As much of the script as has to do with the picked model, its fits and predictions among it."""
    mentioning = [place for place, node in enumerate(tree.body) if _mentions(node, pick.name)]
    in_definitions = any(isinstance(tree.body[place], _Function | ast.ClassDef) for place in mentioning)
    whole = pick.function or in_definitions or not mentioning
    return _compile(tree.body if whole else tree.body[: mentioning[-1] + 1], filename)


def _mentions(node: ast.stmt, name: str) -> bool:
    return any(isinstance(inner, ast.Name) and inner.id == name for inner in ast.walk(node))


def last_binding(tree: ast.Module, pick: Pick) -> int:
    """The line of the last statement that binds or changes the name; 0 where there is none."""
    nodes = _own_nodes(_body_of(tree, pick))
    return max((getattr(node, "lineno", 0) for node in nodes if _touches(node, pick.name)), default=0)


def _body_of(tree: ast.Module, pick: Pick) -> list[ast.stmt]:
    functions = (node for node in tree.body if isinstance(node, _Function) and node.name == pick.function)
    found = next(functions, None)
    return tree.body if found is None else found.body


def _compile(body: list[ast.stmt], filename: str) -> CodeType:
    module = ast.fix_missing_locations(ast.Module(body=body, type_ignores=[]))
    return compile(module, filename, "exec", dont_inherit=True)


def _without_main_guard(node: ast.stmt) -> list[ast.stmt]:
    return node.body if isinstance(node, ast.If) and is_main_test(node.test) and not node.orelse else [node]


def is_main_test(test: ast.expr) -> bool:
    """``__name__ == "__main__"``, either way round."""
    if not isinstance(test, ast.Compare) or len(test.ops) != 1 or not isinstance(test.ops[0], ast.Eq):
        return False
    sides = (test.left, test.comparators[0])
    names = [side.id for side in sides if isinstance(side, ast.Name)]
    texts = [side.value for side in sides if isinstance(side, ast.Constant)]
    return names == ["__name__"] and texts == ["__main__"]


def _own_nodes(body: list[ast.stmt]) -> Iterator[ast.AST]:
    """Everything in these statements but the insides of functions and classes."""
    waiting: list[ast.AST] = list(body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, _Function | ast.ClassDef | ast.Lambda):
            waiting.extend(ast.iter_child_nodes(node))


def _bound(body: list[ast.stmt]) -> set[str]:
    nodes = _own_nodes(body)
    return {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def _declared_global(tree: ast.Module) -> set[str]:
    return {name for node in ast.walk(tree) if isinstance(node, ast.Global) for name in node.names}


def _stored_attributes(tree: ast.Module) -> set[str]:
    nodes = ast.walk(tree)
    return {
        node.attr for node in nodes if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
    }


def _last_touch(body: list[ast.stmt], name: str) -> int | None:
    """None where the name is bound by a function (``global``): then everything has to run."""
    touching = [
        place for place, node in enumerate(body) if any(_touches(n, name) for n in _own_nodes([node]))
    ]
    return touching[-1] if touching else None


def _touches(node: ast.AST, name: str) -> bool:
    if isinstance(node, ast.Name):
        return node.id == name and isinstance(node.ctx, ast.Store)
    if isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store):
        return _is_named(node.value, name)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in _CHANGES and _is_named(node.func.value, name)
    return False


def _is_named(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _keeping_locals(node: ast.stmt) -> ast.stmt:
    if not isinstance(node, ast.FunctionDef) or not _fits_something(node):
        return node
    call = ast.Call(ast.Name(KEEP_LOCALS, ast.Load()), [ast.Constant(node.name)], [])
    keep = ast.copy_location(ast.Expr(call), node.body[-1])
    watched = ast.copy_location(ast.Try(node.body, [], [], [keep]), node.body[0])
    return ast.copy_location(
        ast.FunctionDef(
            name=node.name,
            args=node.args,
            body=[watched],
            decorator_list=node.decorator_list,
            returns=node.returns,
            type_comment=None,
        ),
        node,
    )


def _fits_something(function: ast.FunctionDef) -> bool:
    calls = (node for node in ast.walk(function) if isinstance(node, ast.Call))
    return any(isinstance(call.func, ast.Attribute) and call.func.attr == "fit" for call in calls)

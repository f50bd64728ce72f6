"""Whether the column to predict is among what a script gives its model, read from the code."""

from __future__ import annotations

import ast

from evaluations.core.code_facts import CROSS_VALIDATIONS, SPLIT, in_order, name_of, strings_in

_READERS = {"read_csv", "read_table", "read_excel", "read_json", "DataFrame"}
_KEEP_COLUMNS = {
    "copy", "fillna", "dropna", "reset_index", "astype", "to_numpy", "sort_values", "drop_duplicates",
    "sample", "replace", "get_dummies", "array", "asarray", "fit_transform", "transform",
}  # fmt: skip
Holds = bool | None  # None: cannot be told


def find_target_in_features(tree: ast.Module, target: str) -> list[int]:
    """The lines in which a table that holds the target is given as features."""
    held: dict[str, Holds] = {}
    found = []
    for node in in_order(tree):
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            _assign(node.targets[0], node.value, held, target)
        elif isinstance(node, ast.Delete) and any(target in strings_in(one) for one in node.targets):
            held.update(dict.fromkeys((name_of(getattr(one, "value", None)) for one in node.targets), False))
        elif isinstance(node, ast.Call):
            _forget(node, held, target)
            features = _features(node)
            if features is not None and _holds(features, held, target):
                found.append(node.lineno)
    return sorted(set(found))


def _assign(to: ast.expr, value: ast.expr, held: dict[str, Holds], target: str) -> None:
    if isinstance(value, ast.Call) and name_of(value) == "pop":
        _forget(value, held, target)
    if isinstance(to, ast.Name):
        held[to.id] = _holds(value, held, target)


def _forget(call: ast.Call, held: dict[str, Holds], target: str) -> None:
    """``frame.pop("target")`` and ``frame.drop(…, inplace=True)`` take it out of the frame itself."""
    in_place = any(word.arg == "inplace" for word in call.keywords)
    leaves = name_of(call) == "pop" or (name_of(call) == "drop" and in_place)
    if leaves and isinstance(call.func, ast.Attribute) and _names_target(call, target):
        held[name_of(call.func.value)] = False


def _features(call: ast.Call) -> ast.expr | None:
    name = name_of(call)
    if name == SPLIT and len(call.args) >= 2:
        return call.args[0]
    if name in CROSS_VALIDATIONS and len(call.args) >= 3:
        return call.args[1]
    return call.args[0] if name == "fit" and len(call.args) == 2 else None


def _holds(node: ast.expr, held: dict[str, Holds], target: str) -> Holds:
    if isinstance(node, ast.Name):
        return held.get(node.id)
    if isinstance(node, ast.Attribute):
        return _holds(node.value, held, target) if node.attr == "values" else None
    if isinstance(node, ast.Subscript):
        listed = isinstance(node.slice, ast.List)
        return target in strings_in(node.slice) if listed and _is_written_out(node.slice) else None
    if isinstance(node, ast.Call):
        return _holds_after(node, held, target)
    return None


def _holds_after(call: ast.Call, held: dict[str, Holds], target: str) -> Holds:
    name = name_of(call)
    if name in _READERS:
        return True if name != "DataFrame" else None
    frame = call.func.value if isinstance(call.func, ast.Attribute) else None
    if name == "drop" and frame is not None:
        written = all(_is_written_out(one) for one in [*call.args, *(word.value for word in call.keywords)])
        return False if _names_target(call, target) or not written else _holds(frame, held, target)
    if name in _KEEP_COLUMNS:
        from_module = name in ("get_dummies", "array", "asarray", "fit_transform", "transform")
        source = (call.args[0] if call.args else None) if from_module else frame
        return None if source is None else _holds(source, held, target)
    return None


def _names_target(node: ast.AST, target: str) -> bool:
    """Also the columns that ``get_dummies`` has made of it."""
    return any(text == target or text.startswith(f"{target}_") for text in strings_in(node))


def _is_written_out(node: ast.expr) -> bool:
    return not any(isinstance(one, ast.Name) for one in ast.walk(node))

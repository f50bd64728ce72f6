"""Which scikit-learn estimator a script says it re-implements, read from the code and never executed.

    reimplements = "KNeighborsClassifier(n_neighbors=5)"

at the top level of the file; without the quotes it is understood too. Only the name of an estimator and
literal settings are taken from it. What is run is a script of our own, written from these. Standard library
only: the web process asks this of every upload.
"""

from __future__ import annotations

import ast
import difflib
import math
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evaluations.core.library_estimators import CLASSIFIERS, ESTIMATORS, REGRESSORS
from evaluations.core.plain_text import plain_text

NAME = "reimplements"
EXAMPLE = f'{NAME} = "KNeighborsClassifier(n_neighbors=5)"'
TWIN = "twin"  # the estimator's code as a pipeline
MAX_SETTINGS = 20
MAX_CHARS = 500
# They change how it is computed or what it prints, not what it is.
_OURS = {"n_jobs", "verbose", "memory", "warm_start"}
_HINT = f"Write it like {EXAMPLE}: a scikit-learn estimator, settings by name, values written out."


class DeclarationError(ValueError):
    """A declaration that names nothing we can build. ``hint`` says how to write it, ``line`` where it is."""

    def __init__(self, message: str, hint: str, line: int) -> None:
        super().__init__(message)
        self.hint = hint
        self.line = line


@dataclass(frozen=True)
class Twin:
    """The scikit-learn estimator that stands beside a by-hand model. ``settings`` holds literals only."""

    name: str
    settings: Mapping[str, Any]

    @property
    def call(self) -> str:
        """As one would write it: ``KNeighborsClassifier(n_neighbors=5)``."""
        given = ", ".join(f"{name}={value!r}" for name, value in self.settings.items())
        return f"{self.name}({given})"

    @property
    def source(self) -> str:
        """A script in the platform's own words that builds it."""
        return (
            f"from {ESTIMATORS[self.name]} import {self.name}\n\n\n"
            f"def make_model():\n    return {self.call}\n"
        )

    def fits(self, task: str) -> bool:
        return self.name in (REGRESSORS if task == "regression" else CLASSIFIERS)


def read_declaration(source: str) -> Twin | None:
    """The estimator that the script names, or None where it names none. Raise ``DeclarationError``."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = [value for node in ast.parse(source).body if (value := _declared(node)) is not None]
    return _read_call(found[-1]) if found else None


def _declared(node: ast.stmt) -> ast.expr | None:
    """What is assigned to the name, in either form of assignment."""
    if isinstance(node, ast.AnnAssign):
        targets: list[ast.expr] = [node.target]
    elif isinstance(node, ast.Assign):
        targets = node.targets
    else:
        return None
    named = any(isinstance(target, ast.Name) and target.id == NAME for target in targets)
    return node.value if named else None


def _read_call(value: ast.expr) -> Twin:
    line = value.lineno
    call = _as_call(value)
    if isinstance(call, ast.Name | ast.Attribute):
        return Twin(_known(_last_name(call), line), {})
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name | ast.Attribute):
        raise DeclarationError(f"Line {line}: `{NAME}` names no estimator.", _HINT, line)
    name = _known(_last_name(call.func), line)
    if call.args or len(call.keywords) > MAX_SETTINGS or any(word.arg is None for word in call.keywords):
        raise DeclarationError(f"Line {line}: {name} needs its settings by name.", _HINT, line)
    return Twin(name, {str(word.arg): _literal(word, line) for word in call.keywords})


def _as_call(value: ast.expr) -> ast.expr:
    if not (isinstance(value, ast.Constant) and isinstance(value.value, str)):
        return value
    try:
        return ast.parse(value.value[:MAX_CHARS].strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise DeclarationError(
            f"Line {value.lineno}: `{NAME}` is not a valid expression.", _HINT, value.lineno
        ) from None


def _last_name(node: ast.Name | ast.Attribute) -> str:
    """``KNeighborsClassifier`` of ``neighbors.KNeighborsClassifier``."""
    return node.id if isinstance(node, ast.Name) else node.attr


def _known(name: str, line: int) -> str:
    if name in ESTIMATORS:
        return name
    near = difflib.get_close_matches(name, ESTIMATORS, n=2, cutoff=0.5)
    meant = f"Did you mean {' or '.join(near)}?" if near else _HINT
    shown = plain_text(name, 60)
    raise DeclarationError(
        f"Line {line}: {shown} is no scikit-learn estimator that we compare with.", meant, line
    )


def _literal(word: ast.keyword, line: int) -> Any:
    if word.arg in _OURS:
        raise DeclarationError(f"Line {line}: leave out {word.arg}, the platform sets it.", _HINT, line)
    try:
        value = ast.literal_eval(word.value)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        value = _refuse
    if not _is_plain(value) or len(repr(value)) > MAX_CHARS:
        shown = plain_text(word.arg, 60)
        raise DeclarationError(f"Line {line}: the value of {shown} is not written out.", _HINT, line)
    return value


_refuse = object()


def _is_plain(value: object) -> bool:
    """Numbers, short strings, and sequences and mappings of these: what ``repr`` writes and reads alike."""
    if isinstance(value, list | tuple):
        return all(_is_plain(item) for item in value)
    if isinstance(value, dict):
        return all(_is_plain(part) for item in value.items() for part in item)
    finite = not isinstance(value, float) or math.isfinite(value)
    return value is None or (type(value) in (bool, int, float, str) and finite)

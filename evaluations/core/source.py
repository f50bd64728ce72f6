"""A look at a learner's source before anything runs: read and parsed, never executed. Standard library only."""

from __future__ import annotations

import ast
from dataclasses import dataclass

MAX_SOURCE_BYTES = 64 * 1024


@dataclass(frozen=True)
class Reason:
    """Why a script gave no scores: for a person (message, hint) and for a script (code)."""

    code: str
    message: str
    hint: str = ""
    line: int | None = None
    platform_fault: bool = False


def check_source(source: bytes, filename: str) -> Reason | None:
    """What is wrong with a file that can never run; None when it may be tried."""
    if not source.strip():
        return Reason("syntax_error", f"“{filename}” is empty.", "Write a function make_model() in it.")
    if len(source) > MAX_SOURCE_BYTES:
        return Reason("syntax_error", f"“{filename}” is larger than {MAX_SOURCE_BYTES // 1024} kB.", "Leave out data.")
    try:
        ast.parse(source.decode("utf-8-sig"), filename)
    except UnicodeDecodeError as error:
        return Reason("syntax_error", f"“{filename}” is not UTF-8 text (byte {error.start}).", "Save it as UTF-8.")
    except SyntaxError as error:
        text = (error.text or "").strip()
        where = f"line {error.lineno}" if error.lineno else "an unknown line"
        return Reason("syntax_error", f"Python cannot read {where} of “{filename}”: {error.msg}. {text}", "", error.lineno)
    except (ValueError, RecursionError, MemoryError) as error:
        return Reason("syntax_error", f"Python cannot read “{filename}”: {error}.", "")
    return None


def form_of(source: str) -> str:
    """``make_model``, ``class`` or ``script``: how the platform will look for the model."""
    body = ast.parse(source).body
    if any(isinstance(node, ast.FunctionDef) and node.name == "make_model" for node in body):
        return "make_model"
    if any(isinstance(node, ast.ClassDef) and _fits(node) for node in body):
        return "class"
    return "script"


def _fits(node: ast.ClassDef) -> bool:
    methods = {item.name for item in node.body if isinstance(item, ast.FunctionDef)}
    return {"fit", "predict"} <= methods

"""The client stands alone: it knows the platform through HTTP only, and keeps the house's budget."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path
from statistics import median

from tests.rules.house import PACKAGES, ROOT, functions, lines_of, parsed, python_files, shown
from tests.rules.test_names import NAMES_THAT_SAY_NOTHING

BIN = Path(sys.executable).parent
NAMES_OF_DISTRIBUTIONS = {"click", "httpx", "platformdirs", "rich"}


def modules() -> list[Path]:
    return python_files("client/src")


def imported_roots(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
    return found


def test_it_imports_what_it_declares_and_nothing_of_the_platform():
    imported = set().union(*(imported_roots(path) for path in modules()))
    others = imported - set(sys.stdlib_module_names) - {"firstfit"}
    assert others == NAMES_OF_DISTRIBUTIONS
    assert not imported & set(PACKAGES)
    declared = tomllib.loads((ROOT / "client" / "pyproject.toml").read_text())["project"]["dependencies"]
    assert {line.split(">")[0] for line in declared} == NAMES_OF_DISTRIBUTIONS


def test_it_keeps_the_budget_of_lines():
    sizes = {shown(path): len(path.read_text().splitlines()) for path in modules()}
    assert not {where: lines for where, lines in sizes.items() if lines > 300}
    lines = [lines_of(function) for path in modules() for function in functions(path)]
    assert max(lines) <= 50
    assert median(lines) <= 8


def test_its_modules_are_named_by_what_is_in_them():
    assert not {path.stem for path in modules()} & NAMES_THAT_SAY_NOTHING


def test_its_types_are_checked_strictly():
    command = [BIN / "mypy", "--config-file", "client/pyproject.toml", "client/src/firstfit"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=110)
    assert result.returncode == 0, result.stdout[-3000:]


def test_every_exit_code_and_command_is_in_the_guide():
    from firstfit import errors
    from firstfit.command import main

    guide = (ROOT / "docs" / "client.md").read_text()
    codes = {kind.exit_code for kind in vars(errors).values() if hasattr(kind, "exit_code")}
    assert not [code for code in codes if f"\n| {code} | " not in guide]
    assert not [name for name in main.commands if f"`firstfit {name}" not in guide]

"""What the tools have to say is said here too, so that nobody has to remember to ask them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules.house import ROOT

BIN = Path(sys.executable).parent
PACKAGES = ("config", "projects", "evaluations", "portfolio")


@pytest.mark.parametrize(
    "command",
    [
        ("ruff", "check", "."),
        ("ruff", "format", "--check", "."),
        ("djlint", "--quiet", "--check", "--lint", "templates"),
        ("mypy", *PACKAGES),
    ],
    ids=" ".join,
)
def test_it_has_nothing_to_say(command):
    name, *arguments = command
    result = subprocess.run([BIN / name, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=110)
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-1000:]

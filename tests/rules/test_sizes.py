"""The budget: what fits on a screen is read, the rest is only scrolled through."""

from __future__ import annotations

from statistics import median

import pytest

from tests.rules.house import PACKAGES, ROOT, functions, lines_of, python_files, shown, source_files

FILE_MAX_LINES = 300
FUNCTION_MAX_LINES = 50
FUNCTION_MEDIAN_LINES = 8
TEMPLATE_MAX_LINES = 150


def line_count(path) -> int:
    return len(path.read_text().splitlines())


def test_no_file_is_over_300_lines():
    files = [*source_files(), *python_files("tests", "examples", "benchmarks")]
    long = {shown(path): line_count(path) for path in files if line_count(path) > FILE_MAX_LINES}
    assert not long, f"Split these: {long}"


def test_no_function_is_over_50_lines():
    long = {
        f"{shown(path, function)} {function.name}": lines_of(function)
        for path in source_files()
        for function in functions(path)
        if lines_of(function) > FUNCTION_MAX_LINES
    }
    assert not long, f"Say these in steps: {long}"


@pytest.mark.parametrize("package", PACKAGES)
def test_half_of_the_functions_have_8_lines_or_fewer(package):
    sizes = [lines_of(function) for path in python_files(package) for function in functions(path)]
    assert median(sizes) <= FUNCTION_MEDIAN_LINES


def test_no_template_is_over_150_lines():
    templates = [path for folder in ("templates", *PACKAGES) for path in (ROOT / folder).rglob("*.html")]
    long = {shown(path): line_count(path) for path in templates if line_count(path) > TEMPLATE_MAX_LINES}
    assert not long, f"Move parts of these into fragments: {long}"

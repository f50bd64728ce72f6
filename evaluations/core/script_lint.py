"""Lines of a script that make its own score better than it is, read from the code. Never executed.

Standard library only. The words of each code stand with those of the checks, in ``checks.texts``.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from evaluations.core.code_facts import (
    PREPARERS,
    RANKING,
    Facts,
    Fit,
    Scoring,
    gather_facts,
    name_of,
    strings_in,
)
from evaluations.core.plain_text import plain_text
from evaluations.core.target_reading import find_target_in_features

MOST_MARKS = 40
_NAME_CHARS = 40


@dataclass(frozen=True)
class Mark:
    """A line, and what is meant by it. ``is_issue``: else it is a tip."""

    code: str
    line: int
    message: str
    is_issue: bool = True


def lint_script(source: str, target: str) -> list[Mark]:
    """All marks in the order of the lines; none for what is no Python or is nested too deeply to be read."""
    try:
        tree = ast.parse(source)
        facts = gather_facts(tree)
        marks = [mark for rule in RULES for mark in rule(facts, tree, target)]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    first = {(mark.code, mark.line): mark for mark in reversed(marks)}
    return sorted(first.values(), key=lambda mark: (mark.line, mark.code))[:MOST_MARKS]


def find_own_rows(facts: Facts, tree: ast.Module, target: str) -> Iterator[Mark]:
    """A script that scores on other rows as well only compares the two, which is good practice."""
    if any(scoring.rows & facts.test and not _saw_test(scoring, facts) for scoring in facts.scorings):
        return
    if facts.validations:
        return
    for scoring in facts.scorings:
        fitted = [fit for fit in facts.fits if fit.rows and _is_same(fit, scoring)]
        shared = {fit.rows for fit in fitted} & scoring.rows
        if shared or scoring.rows & facts.train:
            rows = _shown(min(shared or scoring.rows & facts.train))
            yield Mark("FF701", scoring.line, f"The score is taken on {rows}, which the model was fitted on.")
        elif _saw_test(scoring, facts):
            message = "The model was fitted before the split, so it knows these test rows already."
            yield Mark("FF701", scoring.line, message)


def find_early_preparation(facts: Facts, tree: ast.Module, target: str) -> Iterator[Mark]:
    boundary = facts.first_boundary
    if boundary is None:
        return
    for fit in facts.fits:
        if fit.what in PREPARERS and fit.line < boundary and fit.rows not in facts.train | facts.test:
            message = f"{fit.what} learns from all rows here, before the split in line {boundary}."
            yield Mark("FF702", fit.line, message)
    for line in facts.fillings:
        if line < boundary:
            message = f"Gaps are filled with a value of all rows, before the split in line {boundary}."
            yield Mark("FF702", line, message, is_issue=False)


def find_target(facts: Facts, tree: ast.Module, target: str) -> Iterator[Mark]:
    for line in find_target_in_features(tree, target):
        yield Mark("FF703", line, f"The features given here still hold the column “{_shown(target)}”.")


def find_choosing(facts: Facts, tree: ast.Module, target: str) -> Iterator[Mark]:
    for loop in facts.loops:
        inside = range(loop.lineno, (loop.end_lineno or loop.lineno) + 1)
        fits = [fit for fit in facts.fits if fit.line in inside]
        scored = [one for one in facts.scorings if one.line in inside and one.rows & facts.test]
        if fits and scored and name_of(loop.iter) != "split":
            yield Mark("FF704", scored[0].line, _say_choosing(loop), is_issue=_picks(loop))


def find_unseeded(facts: Facts, tree: ast.Module, target: str) -> Iterator[Mark]:
    for split in facts.splits:
        if not split.is_seeded:
            message = "Each run draws other test rows, and so has another score."
            yield Mark("FF705", split.line, message, is_issue=False)


def find_fitted_on_test(facts: Facts, tree: ast.Module, target: str) -> Iterator[Mark]:
    for fit in facts.fits:
        if fit.rows in facts.test:
            what = fit.what or fit.owner or "Something"
            yield Mark("FF706", fit.line, f"{_shown(what)} is fitted on {_shown(fit.rows)}, the test rows.")


def find_ranking(facts: Facts, tree: ast.Module, target: str) -> Iterator[Mark]:
    for fit in facts.fits:
        column = fit.argument
        if fit.what in RANKING and isinstance(column, ast.Subscript) and target not in strings_in(column):
            message = "LabelEncoder numbers the categories, and a model reads the numbers as an order."
            yield Mark("FF707", fit.line, message, is_issue=False)


RULES: tuple[Callable[[Facts, ast.Module, str], Iterator[Mark]], ...] = (
    find_own_rows,
    find_early_preparation,
    find_target,
    find_choosing,
    find_unseeded,
    find_fitted_on_test,
    find_ranking,
)
CODES = tuple(f"FF70{number}" for number in range(1, len(RULES) + 1))


def _is_same(fit: Fit, scoring: Scoring) -> bool:
    return not scoring.owner or fit.owner in (scoring.owner, "")


def _saw_test(scoring: Scoring, facts: Facts) -> bool:
    """Whether all that is known of the scored model's fits is that they took the rows before the split."""
    fits = [fit for fit in facts.fits if fit.owner == scoring.owner and fit.what not in PREPARERS | RANKING]
    return bool(fits) and bool(scoring.rows & facts.test) and all(fit.rows in facts.whole for fit in fits)


def _picks(loop: ast.For) -> bool:
    """Whether the loop keeps the best so far."""
    return any(
        isinstance(node, ast.If) and any(isinstance(one, ast.Compare) for one in ast.walk(node.test))
        for node in ast.walk(loop)
    )


def _say_choosing(loop: ast.For) -> str:
    if _picks(loop):
        return "The loop keeps what is best on the test rows: its score is the luckiest of several."
    return "Several models are scored on the same test rows: the best of them looks better than it is."


def _shown(name: str) -> str:
    return plain_text(name, _NAME_CHARS)

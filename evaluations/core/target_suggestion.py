"""Which column a learner most likely wants to predict. A suggestion, which the learner confirms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from evaluations.core.column_looks import split_name

# What people call the answer: surest first. The word may be the whole name or its last part.
_NAMES: tuple[tuple[int, frozenset[str]], ...] = (
    (100, frozenset({"target", "label", "outcome", "y", "response", "groundtruth"})),
    (90, frozenset({"survived", "churn", "churned", "attrition", "diagnosis", "fraud", "exited", "default"})),
    (80, frozenset({"class", "species", "status", "purchase", "purchased", "approved", "saleprice"})),
    (70, frozenset({"price", "salary", "income", "mpg", "medv", "quality", "disease", "result", "spam"})),
    (
        60,
        frozenset({"direction", "strength", "charges", "rating", "score", "grade", "cost", "sales", "value"}),
    ),
    (50, frozenset({"variety", "category", "type", "output", "winner", "converted", "clicked", "cnt"})),
)
_LAST_WORD = 0.6
_LAST_COLUMN = 15.0
_FIRST_COLUMN = 5.0
_FEW_CLASSES = 10.0
_MAX_CLASSES = 10
_MAX_LEVELS = 50
_MAX_MISSING_SHARE = 0.5


def suggest_target(columns: Sequence[Mapping[str, Any]], rows: int) -> str | None:
    """The name of the likeliest target among profiled columns, None when no column can be one."""
    names = {column["name"].lower() for column in columns}
    coordinates = {"y"} if {"x", "y", "z"} <= names else set()
    scored = [
        (_score(column, position, len(columns), coordinates), -position, column["name"])
        for position, column in enumerate(columns)
        if _can_be_target(column, rows)
    ]
    return max(scored)[2] if scored else None


def _can_be_target(column: Mapping[str, Any], rows: int) -> bool:
    if column["looks_like"] is not None or column["missing"] > _MAX_MISSING_SHARE * rows:
        return False
    return bool(column["kind"] == "number" or column["distinct"] <= _MAX_LEVELS)


def _score(column: Mapping[str, Any], position: int, width: int, coordinates: set[str]) -> float:
    name: str = column["name"]
    score = 0.0 if name.lower() in coordinates else _score_name(name)
    score += _LAST_COLUMN * (position == width - 1) + _FIRST_COLUMN * (position == 0)
    few = bool(column["distinct"] <= _MAX_CLASSES and (column["kind"] != "number" or column["integer"]))
    return score + _FEW_CLASSES * few


def _score_name(name: str) -> float:
    words = split_name(name)
    if not words:
        return 0.0
    for points, known in _NAMES:
        if "".join(words) in known:
            return float(points)
    return max((_LAST_WORD * points for points, known in _NAMES if words[-1] in known), default=0.0)

"""Which column a learner most likely wants to predict. A suggestion, which the learner confirms."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from evaluations.core.column_looks import split_name

# What people call the answer: surest first. It may be the whole name, or its last word or two.
_NAMES: tuple[tuple[int, frozenset[str]], ...] = (
    (100, frozenset({"target", "label", "outcome", "y", "response", "groundtruth"})),
    (90, frozenset({"survived", "churn", "churned", "attrition", "diagnosis", "fraud", "exited", "default"})),
    (
        90,
        frozenset(
            {"transported", "stroke", "potability", "sentiment", "satisfaction", "canceled", "cancelled"}
        ),
    ),
    (90, frozenset({"loanstatus", "bookingstatus", "deathevent", "defaultpaymentnextmonth", "raintomorrow"})),
    (80, frozenset({"class", "species", "status", "purchase", "purchased", "approved", "saleprice"})),
    (80, frozenset({"housevalue", "pricerange", "chanceofadmit", "sellingprice", "lifeexpectancy"})),
    (70, frozenset({"price", "salary", "income", "mpg", "medv", "quality", "disease", "result", "spam"})),
    (
        60,
        frozenset({"direction", "strength", "charges", "rating", "score", "grade", "cost", "sales", "value"}),
    ),
    (
        50,
        frozenset({"variety", "output", "profit", "winner", "converted", "clicked", "cnt", "amount", "fare"}),
    ),
)
_WHOLE_NAMES = {"category": 50, "type": 50, "count": 50, "left": 50, "revenue": 50, "rings": 50}
# These end like an answer and describe the row.
_DESCRIBING = frozenset({"maritalstatus", "smokingstatus", "employmentstatus", "contentrating"})
_UNITS = frozenset({"usd", "eur", "euro", "euros", "gbp", "inr", "dollars", "lakh", "lakhs", "in"})
_BRACKETS = re.compile(r"\(.*?\)|\[.*?\]")
_LAST_WORD = 0.6
_LAST_COLUMN = 15.0
_FIRST_COLUMN = 5.0
_FEW_CLASSES = 10.0
_ONLY_CLASSES = 20.0
_MIN_NUMBERS = 3
_NUMBERED = re.compile(r"column_\d+$")
_MAX_CLASSES = 10
_MAX_LEVELS = 50
_MAX_MISSING_SHARE = 0.5


def suggest_target(columns: Sequence[Mapping[str, Any]], rows: int) -> str | None:
    """The name of the likeliest target among profiled columns, None when no column can be one."""
    names = {column["name"].lower() for column in columns}
    coordinates = {"y"} if {"x", "y", "z"} <= names else set()
    last = max((place for place, column in enumerate(columns) if column["distinct"]), default=0)
    possible = [(place, column) for place, column in enumerate(columns) if _can_be_target(column, rows)]
    only = _find_only_classes(possible)
    scored = [
        (
            _score(column, place, last, coordinates) + _ONLY_CLASSES * (column["name"] == only),
            place,
            column["name"],
        )
        for place, column in possible
    ]
    return max(scored)[2] if scored else None


def _find_only_classes(possible: Sequence[tuple[int, Mapping[str, Any]]]) -> str | None:
    """The one column of classes among numbers: the answer where it stands first, or where no names tell."""
    found = [(place, column["name"]) for place, column in possible if column["kind"] != "number"]
    if len(found) != 1 or len(possible) <= _MIN_NUMBERS:
        return None
    place, name = found[0]
    return name if place == 0 or _NUMBERED.match(name) else None


def _can_be_target(column: Mapping[str, Any], rows: int) -> bool:
    if column["looks_like"] is not None or column["missing"] > _MAX_MISSING_SHARE * rows:
        return False
    return bool(column["kind"] == "number" or column["distinct"] <= _MAX_LEVELS)


def _score(column: Mapping[str, Any], position: int, last: int, coordinates: set[str]) -> float:
    name: str = column["name"]
    score = 0.0 if name.lower() in coordinates else _score_name(name)
    score += _LAST_COLUMN * (position == last) + _FIRST_COLUMN * (position == 0)
    few = bool(column["distinct"] <= _MAX_CLASSES and (column["kind"] != "number" or column["integer"]))
    return score + _FEW_CLASSES * few


def _score_name(name: str) -> float:
    words = split_name(_BRACKETS.sub("", name))
    while words and words[-1] in _UNITS:
        words.pop()
    joined, ends = "".join(words), {"".join(words[-2:]), "".join(words[-1:])}
    if not words or joined in _DESCRIBING:
        return 0.0
    if joined in _WHOLE_NAMES:
        return float(_WHOLE_NAMES[joined])
    for points, known in _NAMES:
        if joined in known:
            return float(points)
    return max((_LAST_WORD * points for points, known in _NAMES if ends & known), default=0.0)

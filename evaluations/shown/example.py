"""A first script that fits the learner's own file: it runs as it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from evaluations.core.protocol import Protocol

NAMED_AT_MOST = 6  # beyond this a list of names hides what the script does
LONGEST_LIST = 60


def example_script(profile: Mapping[str, Any], protocol: Protocol) -> str:
    """``make_model()`` with a forest on the file's own columns, gaps filled and words encoded."""
    numbers, words = _split(profile, protocol.features)
    model = "RandomForestClassifier" if protocol.is_classification else "RandomForestRegressor"
    steps = [
        *([f'(SimpleImputer(strategy="median"), {_columns(numbers, "include")})'] if numbers else []),
        *([f'(OneHotEncoder(handle_unknown="ignore"), {_columns(words, "exclude")})'] if words else []),
    ]
    by_type = _is_long(numbers) or _is_long(words)
    return "\n".join(
        [
            f"from sklearn.compose import {'make_column_selector, ' * by_type}make_column_transformer",
            f"from sklearn.ensemble import {model}",
            *(["from sklearn.impute import SimpleImputer"] if numbers else []),
            "from sklearn.pipeline import make_pipeline",
            *(["from sklearn.preprocessing import OneHotEncoder"] if words else []),
            "",
            "",
            "def make_model():",
            "    prepare = make_column_transformer(",
            *(f"        {step}," for step in steps),
            "    )",
            f"    return make_pipeline(prepare, {model}(random_state=0))",
            "",
        ]
    )


def _split(profile: Mapping[str, Any], features: Sequence[str]) -> tuple[list[str], list[str]]:
    """(columns of numbers, columns of words). Dates and free text only where there is nothing else."""
    kinds = {column["name"]: column["kind"] for column in profile["columns"]}
    numbers = [name for name in features if kinds[name] == "number"]
    words = [name for name in features if kinds[name] in ("category", "boolean")]
    return numbers, words if numbers or words else list(features)


def _columns(names: Sequence[str], include_or_exclude: str) -> str:
    by_type = f'make_column_selector(dtype_{include_or_exclude}="number")'
    return by_type if _is_long(names) else repr(names)


def _is_long(names: Sequence[str]) -> bool:
    return len(names) > NAMED_AT_MOST or len(repr(names)) > LONGEST_LIST

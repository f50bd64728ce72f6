"""Which columns can serve as features, and why the others cannot. Pure arithmetic on the profile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from evaluations.core.target_choice import ProtocolError

LeftOut = dict[str, str]


def choose_features(
    columns: Sequence[Mapping[str, Any]],
    target: str,
    wanted: Sequence[str] | None,
    group: str | None = None,
) -> tuple[tuple[str, ...], tuple[LeftOut, ...]]:
    """(features in file order, columns left out with the reason).

    Columns that the learner names are used even when they look like ids; empty and constant ones never. The
    ``group`` column is no feature unless named: new rows come from groups that no model has met.
    Raises ``ProtocolError`` (no_features).
    """
    candidates = [column for column in columns if column["name"] != target]
    _require_wanted([column["name"] for column in candidates], target, wanted)
    reasons = {column["name"]: _explain_unusable(column, wanted, group) for column in candidates}
    features = tuple(name for name, why in reasons.items() if why is None)
    left_out = tuple({"column": name, "why": why} for name, why in reasons.items() if why is not None)
    if not features:
        raise _no_features(left_out)
    return features, left_out


def _explain_unusable(
    column: Mapping[str, Any], wanted: Sequence[str] | None, group: str | None
) -> str | None:
    if wanted is not None and column["name"] not in wanted:
        return "You chose not to use it."
    if column["distinct"] == 0:
        return "It is empty."
    # One value beside missing ones still says something: whether the value is there.
    if column["distinct"] == 1 and column["missing"] == 0:
        return "Every row has the same value, so it cannot tell rows apart."
    if wanted is None and column["name"] == group:
        return "It says which rows belong together: new rows come from groups that no model has met."
    if wanted is None and column.get("looks_like") == "id":
        return (
            "Nearly every row has its own value, like a row number or a name: a model could only memorise "
            "it. Name it among the features if it does carry meaning."
        )
    return None


def _require_wanted(names: Sequence[str], target: str, wanted: Sequence[str] | None) -> None:
    unknown = [name for name in wanted or () if name not in names]
    if not unknown:
        return
    if target in unknown:
        raise ProtocolError(
            "no_features",
            f"The target {target!r} is also named as a feature.",
            "Remove it from the features: a model that is given the answer learns nothing.",
        )
    raise ProtocolError(
        "no_features",
        f"There is no column {unknown[0]!r} to use as a feature.",
        f"Choose from: {', '.join(names)}.",
    )


def _no_features(left_out: Sequence[LeftOut]) -> ProtocolError:
    listed = " ".join(f"{item['column']}: {item['why']}" for item in left_out[:5])
    return ProtocolError(
        "no_features",
        f"No column is left to predict from. {listed}".strip(),
        "Add a column that describes the rows, or name the features yourself.",
    )

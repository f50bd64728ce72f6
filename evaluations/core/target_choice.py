"""What the target's profile says about the task: classes or numbers, and which classes can be measured.

Pure arithmetic on the profile (JSON): the web process decides this without loading any data.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

TASKS = ("binary", "multiclass", "regression")
MAX_CLASSES = 50
MAX_NUMBER_CLASSES = 20  # whole numbers with more distinct values than this are an amount, not a class
MIN_ROWS_PER_NUMBER_CLASS = 5
MIN_CLASS_ROWS = 2  # one row cannot be both learnt from and tested on
FOLD_ROWS = 5  # a class that has a row in each of five folds
MOST_SET_ASIDE = 0.10  # of the rows: more are no exception, and the folds give way instead
MIN_ROWS = 20


class ProtocolError(ValueError):
    """The data and the wishes do not make a measurement.

    ``message`` says what and where, ``hint`` what to do; ``code`` is stable.
    """

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(f"{message} {hint}")
        self.code = code
        self.message = message
        self.hint = hint


@dataclass(frozen=True)
class TargetChoice:
    """The task, the rows of each kept class (empty for regression) in class order, and what to say.

    ``set_aside``: rows of the classes that are too rare to be measured.
    """

    task: str
    class_rows: Mapping[str, int]
    n_rows: int
    notes: tuple[dict[str, str], ...]
    set_aside: Mapping[str, int] = field(default_factory=dict)

    @property
    def majority_share(self) -> float:
        return max(self.class_rows.values(), default=0) / self.n_rows

    @property
    def smallest_class(self) -> int:
        return min(self.class_rows.values(), default=self.n_rows)


def note(about: str, text: str) -> dict[str, str]:
    return {"about": about, "text": text}


def choose_target(column: Mapping[str, Any], rows: int, task: str | None) -> TargetChoice:
    """Infer the task, or check the one asked for, and settle the classes.

    Raises ``ProtocolError`` (target_empty, target_constant, too_few_rows, too_many_classes,
    class_too_small, bad_task).
    """
    _require_values(column, rows)
    _require_known_task(task)
    if (task or infer_task(column, rows)) == "regression":
        return _choose_numbers(column, rows, asked=task is not None)
    return _choose_classes(column, rows, task)


def infer_task(column: Mapping[str, Any], rows: int) -> str:
    """binary, multiclass or regression, from the target's kind and its distinct values."""
    distinct = column["distinct"]
    if distinct == 2:
        return "binary"
    if column["kind"] != "number":
        return "multiclass"
    present = rows - column["missing"]
    whole_classes = column.get("integer") and distinct <= MAX_NUMBER_CLASSES
    return "multiclass" if whole_classes and present >= MIN_ROWS_PER_NUMBER_CLASS * distinct else "regression"


def natural_key(text: str) -> tuple[tuple[int, float, str], ...]:
    """Sort key in which ``class 2`` comes before ``class 10`` and ``-1`` before ``1``."""
    try:
        return ((0, float(text), text),)
    except ValueError:
        parts = re.split(r"(\d+)", text.casefold())
        return (*((0, float(p), "") if p.isdecimal() else (1, 0.0, p) for p in parts), (1, 0.0, text))


def _require_values(column: Mapping[str, Any], rows: int) -> None:
    name, present = column["name"], rows - column["missing"]
    if present == 0:
        raise ProtocolError(
            "target_empty", f"The target column {name!r} is empty.", "Choose a column that has values."
        )
    if column["distinct"] < 2:
        raise ProtocolError(
            "target_constant",
            f"Every row has the same value in the target column {name!r}.",
            "There is nothing to predict: choose a target that varies.",
        )
    if present < MIN_ROWS:
        raise _too_few_rows(name, present)


def _too_few_rows(name: str, present: int) -> ProtocolError:
    return ProtocolError(
        "too_few_rows",
        f"Only {present} rows can be used with the target {name!r}.",
        f"A score needs at least {MIN_ROWS} rows to mean anything: add rows, or choose a target with fewer "
        "missing values.",
    )


def _require_known_task(task: str | None) -> None:
    if task is not None and task not in TASKS:
        raise ProtocolError("bad_task", f"There is no task {task!r}.", f"Choose one of: {', '.join(TASKS)}.")


def _choose_numbers(column: Mapping[str, Any], rows: int, *, asked: bool) -> TargetChoice:
    if column["kind"] != "number":
        raise ProtocolError(
            "bad_task",
            f"Regression predicts numbers, but the column {column['name']!r} holds {_describe(column)}.",
            "Choose a classification task, or a numeric target.",
        )
    why = "as you chose" if asked else f"the target has {column['distinct']} distinct numbers"
    text = f"Predicting a number (regression): {why}."
    return TargetChoice("regression", {}, rows - column["missing"], (note("task", text),))


def _choose_classes(column: Mapping[str, Any], rows: int, task: str | None) -> TargetChoice:
    counts = _count_classes(column)
    kept = keep_measurable(counts)
    _require_classes(column, counts, kept)
    n_rows = sum(kept.values())
    if n_rows < MIN_ROWS:
        raise _too_few_rows(column["name"], n_rows)
    found = "binary" if len(kept) == 2 else "multiclass"
    if task == "binary" and found != "binary":
        raise ProtocolError(
            "bad_task",
            f"A binary task needs two classes, but {column['name']!r} has {len(kept)}.",
            "Choose multiclass, or a target with two values.",
        )
    aside = {label: rows for label, rows in counts.items() if label not in kept}
    return TargetChoice(found, kept, n_rows, _class_notes(found, kept, aside), aside)


def keep_measurable(counts: Mapping[str, int]) -> dict[str, int]:
    """The classes that can be measured: those with a row for each fold.

    A class with fewer would take folds away from all others. It stays where too little would be left
    without it: fewer than two classes, or less than nine tenths of the rows; the folds then give way.
    """
    possible = {label: rows for label, rows in counts.items() if rows >= MIN_CLASS_ROWS}
    common = {label: rows for label, rows in possible.items() if rows >= FOLD_ROWS}
    enough = len(common) >= 2 and sum(common.values()) >= (1 - MOST_SET_ASIDE) * sum(counts.values())
    return common if enough else possible


def _count_classes(column: Mapping[str, Any]) -> dict[str, int]:
    """Rows of each label in natural order; raises when there are too many labels to be classes."""
    values = column["values"]
    if column.get("values_complete", True) is False or len(values) < column["distinct"]:
        raise _too_many_classes(column, column["distinct"])
    counts = {str(value["value"]): int(value["count"]) for value in values}
    return {label: counts[label] for label in sorted(counts, key=natural_key)}


def _require_classes(column: Mapping[str, Any], counts: Mapping[str, int], kept: Mapping[str, int]) -> None:
    if len(kept) > MAX_CLASSES:
        raise _too_many_classes(column, len(kept))
    if len(kept) < 2:
        raise ProtocolError(
            "class_too_small",
            f"Of the {len(counts)} classes in {column['name']!r} only {len(kept)} have more than one row.",
            "Group rare classes together, or choose another target: each class needs several rows.",
        )


def _too_many_classes(column: Mapping[str, Any], count: int) -> ProtocolError:
    hint = "Group them into fewer classes, or choose another target."
    if column["kind"] == "number":
        hint = "A target of numbers is better predicted as an amount: choose regression."
    return ProtocolError(
        "too_many_classes",
        f"The target column {column['name']!r} has {count} different values; at most {MAX_CLASSES} classes "
        "can be measured.",
        hint,
    )


def _class_notes(task: str, kept: Mapping[str, int], aside: Mapping[str, int]) -> tuple[dict[str, str], ...]:
    positive = f"; {list(kept)[-1]!r} counts as the positive class" if task == "binary" else ""
    notes = [note("task", f"Telling {len(kept)} classes apart ({task}){positive}.")]
    if aside:
        named = [f"{label!r} ({rows})" for label, rows in aside.items()]
        names = ", ".join(named[:5]) + (", …" if len(named) > 5 else "")
        said = f"Set aside, because so few rows cannot be learnt and tested: {names}."
        notes.append(note("classes", f"{said} The score is not about them."))
    return tuple(notes)


def _describe(column: Mapping[str, Any]) -> str:
    return {"date": "dates", "boolean": "yes/no values"}.get(column["kind"], "text")

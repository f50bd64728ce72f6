"""How the rows are cut: at random, by group or by time. Decided from the profile, before any fit."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evaluations.core.target_choice import ProtocolError, TargetChoice, note

LOCKBOX_SHARE = 0.2
LOCKBOX_MIN_ROWS = 200
LOCKBOX_MIN_CLASS_ROWS = 10
LOCKBOX_MIN_PARTS = 10  # groups, or points in time
MAX_SPLITS = 5
REPEATS_SMALL = 3
REPEAT_BELOW_ROWS = 2_000
_MANY_PARTS = 20  # so many that some rows without a target cannot leave too few
_UNTESTED = (
    "The scores of the folds are shown one by one, without an interval or a test: folds like these differ "
    "from each other by more than chance."
)


@dataclass(frozen=True)
class SplitChoice:
    """What the protocol says of lockbox and folds; ``lockbox_share`` is 0.0 where there is none."""

    splitter: str
    n_splits: int
    n_repeats: int
    lockbox_share: float
    notes: tuple[dict[str, str], ...]


def choose_split(
    columns: Sequence[Mapping[str, Any]],
    rows: int,
    target: str,
    choice: TargetChoice,
    group: str | None = None,
    time: str | None = None,
) -> SplitChoice:
    """Raises ``ProtocolError`` (bad_group, bad_time) for a column that cannot order or group the rows."""
    if group and time:
        raise ProtocolError(
            "bad_time",
            "Both a group column and a time column are named.",
            "Name the one that matters more: who the rows belong to, or when they happened.",
        )
    unused = rows - choice.n_rows
    if group:
        return _split_by_group(_find(columns, group, target, "bad_group"), unused, choice)
    if time:
        return _split_by_time(_find(columns, time, target, "bad_time"), unused, choice)
    return _split_at_random(choice)


def _split_at_random(choice: TargetChoice) -> SplitChoice:
    share, why = _choose_lockbox(choice)
    n_splits, n_repeats, folds = _choose_folds(choice)
    splitter = "stratified_k_fold" if choice.class_rows else "k_fold"
    return SplitChoice(splitter, n_splits, n_repeats, share, (note("lockbox", why), note("folds", folds)))


def _split_by_group(column: Mapping[str, Any], unused: int, choice: TargetChoice) -> SplitChoice:
    groups = _count_parts(column, unused)
    if groups < 2 or column["distinct"] > 0.95 * choice.n_rows:
        found = "has fewer than two groups" if groups < 2 else "has a value of its own in nearly every row"
        raise ProtocolError(
            "bad_group",
            f"The column {column['name']!r} {found}, so it cannot keep rows together.",
            "Choose the column that says which rows belong to the same person, place or thing.",
        )
    share, why = _choose_lockbox(choice, groups, "groups")
    n_splits = min(MAX_SPLITS, choice.smallest_class, groups)
    splitter = "stratified_group_k_fold" if choice.class_rows else "group_k_fold"
    text = f"{n_splits} folds that keep the rows of one {column['name']!r} together. {_UNTESTED}"
    return SplitChoice(splitter, n_splits, 1, share, (note("lockbox", why), note("folds", text)))


def _split_by_time(column: Mapping[str, Any], unused: int, choice: TargetChoice) -> SplitChoice:
    if column["kind"] not in ("number", "date"):
        raise ProtocolError(
            "bad_time",
            f"The column {column['name']!r} holds neither dates nor numbers, so it gives no order.",
            "Choose a column of dates, years or counters.",
        )
    instants = _count_parts(column, unused)
    if instants < 3:
        raise ProtocolError(
            "bad_time",
            f"The column {column['name']!r} has fewer than three points in time.",
            "Learning from the past and testing on the future needs more of them.",
        )
    share, why = _choose_lockbox(choice, instants, "points in time")
    n_splits = min(MAX_SPLITS, instants - 1)
    text = f"{n_splits} folds in the order of {column['name']!r}: each learns from what came before the rows "
    text += f"that it is tested on. {_UNTESTED}"
    if column["missing"]:
        text += f" {column['missing']} rows without a time count as the oldest."
    return SplitChoice("time_series", n_splits, 1, share, (note("lockbox", why), note("folds", text)))


def _find(columns: Sequence[Mapping[str, Any]], name: str, target: str, code: str) -> Mapping[str, Any]:
    names = [column["name"] for column in columns if column["name"] != target]
    if name in names:
        return next(column for column in columns if column["name"] == name)
    if name == target:
        raise ProtocolError(code, f"{name!r} is the target.", "Choose another column, or none.")
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    meant = f"Did you mean {near[0]!r}? " if near else ""
    raise ProtocolError(
        code, f"There is no column {name!r} in the file.", f"{meant}The columns are: {', '.join(names)}."
    )


def _count_parts(column: Mapping[str, Any], unused: int) -> int:
    """Distinct values that are sure to be left once the rows without a target are gone."""
    parts = int(column["distinct"])
    return parts if parts >= _MANY_PARTS else parts - unused


def _choose_lockbox(choice: TargetChoice, parts: int | None = None, what: str = "") -> tuple[float, str]:
    """(share, sentence); ``parts`` counts the groups or points in time, which are set aside whole."""
    if choice.n_rows < LOCKBOX_MIN_ROWS:
        return 0.0, (
            f"No lockbox: a fifth of {choice.n_rows} rows is too few to say anything "
            f"(it takes {LOCKBOX_MIN_ROWS})."
        )
    if choice.class_rows and choice.smallest_class < LOCKBOX_MIN_CLASS_ROWS:
        return 0.0, (
            f"No lockbox: the smallest class has {choice.smallest_class} rows, too few to set some aside "
            f"(it takes {LOCKBOX_MIN_CLASS_ROWS})."
        )
    if parts is not None and parts < LOCKBOX_MIN_PARTS:
        return (
            0.0,
            f"No lockbox: {parts} {what} are too few to set some aside (it takes {LOCKBOX_MIN_PARTS}).",
        )
    how = {"groups": "About ", "points in time": "The last "}.get(what, "")
    kept = {"groups": ", as whole groups,", "points in time": ""}.get(what, "")
    return LOCKBOX_SHARE, (
        f"{how}{LOCKBOX_SHARE:.0%} of the rows{kept} are set aside in the lockbox before anything looks at "
        "them; they are scored once, on publishing."
    )


def _choose_folds(choice: TargetChoice) -> tuple[int, int, str]:
    """(splits, repeats, sentence). A lockbox needs classes of ten rows, so it never lowers the splits."""
    n_splits = min(MAX_SPLITS, choice.smallest_class)
    n_repeats = REPEATS_SMALL if choice.n_rows < REPEAT_BELOW_ROWS else 1
    text = f"{n_splits} folds" + (f", repeated {n_repeats} times with new shuffles" if n_repeats > 1 else "")
    if n_splits < MAX_SPLITS:
        text += (
            f": not {MAX_SPLITS}, because the smallest class has only {n_splits} rows and each fold needs one"
        )
    return n_splits, n_repeats, text + "."

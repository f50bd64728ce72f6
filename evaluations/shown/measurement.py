"""How it was measured: the protocol in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evaluations.core.metric_registry import METRICS
from evaluations.core.protocol import count_lockbox_rows
from evaluations.figures.numbers import count
from evaluations.figures.text import clean, in_sentence, quote


@dataclass(frozen=True)
class Rows:
    """How many rows there are to learn from and in the lockbox."""

    development: int
    lockbox: int


def count_rows(protocol: Mapping[str, Any], profile: Mapping[str, Any]) -> Rows:
    """The lockbox takes its share of every class, each rounded by itself; about that of groups and times."""
    share, total = protocol["lockbox_share"], protocol["n_rows"]
    classes = class_counts(protocol, profile)
    lockbox = sum(count_lockbox_rows(rows, share) for rows in classes.values() or [total])
    return Rows(total - lockbox, lockbox)


def class_counts(protocol: Mapping[str, Any], profile: Mapping[str, Any]) -> dict[str, int]:
    """Rows of each measured class; empty for regression."""
    targets = [column for column in profile["columns"] if column["name"] == protocol["target"]]
    values = targets[0]["values"] if targets else []
    return {value["value"]: value["count"] for value in values if value["value"] in protocol["classes"]}


def describe_measurement(protocol: Mapping[str, Any], rows: Rows, engine: str) -> tuple[str, ...]:
    """Short paragraphs, from the split to the interval."""
    return tuple(
        text
        for text in (
            _describe_lockbox(protocol, rows),
            _describe_folds(protocol, rows),
            _describe_metrics(protocol),
            _describe_statistics(engine, tested=not depends(protocol)),
        )
        if text
    )


def depends(protocol: Mapping[str, Any]) -> bool:
    """Whether rows are kept in groups or in the order of time: then there are no intervals and verdicts."""
    return bool(protocol.get("group") or protocol.get("time"))


def _describe_statistics(engine: str, *, tested: bool) -> str:
    if not tested:
        return (
            "The folds are different groups or times, and differ by more than chance. The scores of all "
            "folds are shown, and no interval or verdict is drawn from them: the method for random folds "
            f"would claim more than is known. Engine version {clean(engine, 40)}."
        )
    return (
        "Each interval is a 95 % corrected resampled t-interval (Nadeau and Bengio, 2003), which allows for "
        "folds that share training rows. A verdict compares two models on the same folds, corrected for the "
        f"number of models compared (Holm). Engine version {clean(engine, 40)}."
    )


def _describe_lockbox(protocol: Mapping[str, Any], rows: Rows) -> str:
    if not rows.lockbox:
        return next((note["text"] for note in protocol["notes"] if note["about"] == "lockbox"), "")
    share = f"{protocol['lockbox_share']:.0%}".replace("%", " %")
    about = "about " if depends(protocol) else ""
    which = f", all of the last in {quote(protocol['time'])}," if protocol["time"] else ""
    which = f", whole groups of {quote(protocol['group'])}," if protocol["group"] else which
    return (
        f"Before anything looked at them, {about}{count(rows.lockbox, 'row')} ({share}){which} went into the "
        "lockbox. "
        "They are scored once, when the page is published."
    )


def _describe_folds(protocol: Mapping[str, Any], rows: Rows) -> str:
    if protocol["time"]:
        return _describe_times(protocol, rows)
    splits, repeats = protocol["n_splits"], protocol["n_repeats"]
    again = f", {repeats} times over with new shuffles" if repeats > 1 else ""
    alike = ", each with the same mix of classes," if protocol["classes"] else ""
    if protocol["group"]:
        alike = f" that keep all rows of one {quote(protocol['group'])} together"
    return (
        f"{which_rows(rows)} were cut into {splits} folds{alike} and each model was "
        f"trained on all folds but one and scored on that one{again}: {splits * repeats} fits a model. "
        "Missing values, scaling and encoding were learnt inside each fold from its training rows alone. "
        f"The seed {protocol['seed']} follows from the file: whoever measures these bytes gets these folds."
    )


def which_rows(rows: Rows) -> str:
    """Those that folds are cut from: what the lockbox has left, or all."""
    return f"{'The other' if rows.lockbox else 'All'} {count(rows.development, 'row')}"


def _describe_times(protocol: Mapping[str, Any], rows: Rows) -> str:
    splits = protocol["n_splits"]
    return (
        f"{which_rows(rows)} were cut along {quote(protocol['time'])} into "
        f"{splits + 1} stretches. Each model was trained {splits} times, on all stretches before one, and "
        "scored on that one: always the past first, then what came after. Missing values, scaling and "
        "encoding were learnt from the training rows alone."
    )


def _describe_metrics(protocol: Mapping[str, Any]) -> str:
    why = next((note["text"] for note in protocol["notes"] if note["about"] == "metric"), "")
    judged = METRICS[protocol["comparison_metric"]]
    if judged.code == protocol["primary_metric"]:
        return why
    judging = f"Whether a model beats the baseline is judged on {in_sentence(judged.title)}."
    return f"{why} {judging} {judged.meaning}".strip()


def describe_baseline(protocol: Mapping[str, Any], profile: Mapping[str, Any]) -> str:
    """What the baseline does, to stand after "than": "always guessing “no”"."""
    if not protocol["classes"]:
        return "always guessing the mean"
    if protocol["primary_metric"] == "roc_auc":
        return "guessing at random"
    ordered = sorted(class_counts(protocol, profile).items(), key=lambda item: -item[1])
    if not ordered or (len(ordered) > 1 and ordered[0][1] == ordered[1][1]):
        return "always guessing the same class"
    return f"always guessing {quote(ordered[0][0], 24)}"

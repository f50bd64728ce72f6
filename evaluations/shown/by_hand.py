"""The by-hand model beside the library's own, in words and rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evaluations.core.metric_registry import METRICS
from evaluations.figures.numbers import count, is_number, write, write_short
from evaluations.figures.text import clean, in_sentence

SAME_TIME = 0.8, 1.25  # of the library's time; what two runs on a busy machine differ by


@dataclass(frozen=True)
class ShownByHand:
    """``rows`` are (row, truth, script, library, in how many repeats)."""

    call: str
    sentences: tuple[str, ...]
    source: str
    rows: tuple[tuple[str, ...], ...]
    more_rows: bool
    reason: str
    hint: str


def show_by_hand(report: Mapping[str, Any]) -> ShownByHand | None:
    """None for a script that names no estimator."""
    told = report.get("by_hand")
    if not told:
        return None
    call, reason = clean(told["call"], 300), told.get("reason") or {}
    rows = tuple(_show_row(row) for row in told.get("rows", ()))
    return ShownByHand(
        call=call,
        sentences=tuple(_say(told)) if told["status"] == "compared" else (),
        source=str(told["source"])[:2000],
        rows=rows,
        more_rows=len(rows) < _differing(told) and len(rows) >= 20,
        reason=clean(reason.get("message", ""), 1000),
        hint=clean(reason.get("hint", ""), 500),
    )


def _say(told: Mapping[str, Any]) -> list[str]:
    said = [_say_agreement(told), _say_scores(told.get("scores")), _say_seconds(told["seconds"])]
    if not told.get("same_input", True):
        said.append(
            f"{clean(told['estimator'], 80)} cannot take these rows as they are, so it was given the "
            "standard preprocessing: a part of the difference is that."
        )
    return [sentence for sentence in said if sentence]


def _say_agreement(told: Mapping[str, Any]) -> str:
    found, name = told["agreement"], clean(told["estimator"], 80)
    total, different = found["predictions"], found["different"]
    if not different:
        return f"The script and {name} gave the same answer in all of {count(total, 'prediction')}."
    if is_number(found["correlation"]):
        return (
            f"Their predictions correlate {write(found['correlation'], 4)}; they are apart by "
            f"{write_short(found['mean_difference'])} on average and by "
            f"{write_short(found['largest_difference'])} at most."
        )
    return f"The script and {name} gave the same answer in {total - different:,} of {total:,} predictions."


def _say_scores(scores: Mapping[str, Any] | None) -> str:
    if not scores:
        return ""
    metric = in_sentence(METRICS[scores["metric"]].title)
    both = f"{write_short(scores['script'])} by hand and {write_short(scores['library'])} with scikit-learn"
    if scores["low"] is None:
        return f"On {metric} they score {both}."
    spread = f"95 % interval {_signed(scores['low'])} to {_signed(scores['high'])}"
    words = {
        "better": "the script is clearly better",
        "worse": "the script is clearly worse",
        "no_clear_difference": "no clear difference",
    }
    gap = f"a difference of {_signed(scores['difference'])} ({spread})"
    return f"On {metric} they score {both}, {gap}: {words[scores['verdict']]}."


def _say_seconds(seconds: Mapping[str, Any]) -> str:
    ratio = seconds["ratio"]
    if not is_number(ratio) or ratio <= 0:
        return ""
    if SAME_TIME[0] <= ratio <= SAME_TIME[1]:
        return "Both take about the same time to fit and predict."
    slower = ratio > 1
    times = write_short(ratio if slower else 1 / ratio)
    return f"The script takes {times} times {'as long' if slower else 'less time'} to fit and predict."


def _signed(value: float) -> str:
    sign = "−" if value < 0 else "+" if value > 0 else ""
    return sign + write_short(abs(value))


def _show_row(row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(_show(row.get(name)) for name in ("row", "actual", "script", "library", "times"))


def _show(value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return write_short(value) if is_number(value) else clean(value, 80)


def _differing(told: Mapping[str, Any]) -> int:
    return int((told.get("agreement") or {}).get("different", 0))

"""What a score does not show: general limits, and those that this report's own data and checks name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from evaluations.figures.numbers import count, is_number, tell_from_one, write, write_short
from evaluations.figures.text import clean, quote
from evaluations.shown.measurement import Rows, depends
from evaluations.shown.words import listed

MOST_NAMES = 3
Evidence = Mapping[str, Any]
_SHUFFLED = (
    "Rows were shuffled. If several belong to one person or thing, or if they follow one another in time, "
    "the true score is lower."
)


@dataclass(frozen=True)
class Grounds:
    """What the limits are drawn from. ``raised``: evidence of the checks with an issue or a tip, by code."""

    protocol: Mapping[str, Any]
    profile: Mapping[str, Any]
    rows: Rows
    n_models: int
    raised: Mapping[str, Evidence]
    leans_on: tuple[str, ...] = ()  # features, the most important first


def find_limits(grounds: Grounds) -> tuple[str, ...]:
    """The most serious first."""
    protocol = grounds.protocol
    own = dict.fromkeys(say(grounds.raised[code]) for code, say in OWN.items() if code in grounds.raised)
    left_out = [quote(item["column"]) for item in protocol["left_out"]]
    return tuple(
        text
        for text in (
            say_set_aside(protocol.get("set_aside", ())),
            *own,
            say_ranges(grounds),
            "" if depends(protocol) or {"FF403", "FF404"} & set(grounds.raised) else _SHUFFLED,
            say_choice(grounds.n_models, has_lockbox=grounds.rows.lockbox > 0),
            "What a model leans on is not what causes the outcome.",
            f"Not used: {listed(left_out)}." if left_out else "",
        )
        if text
    )


def say_set_aside(aside: Iterable[Mapping[str, Any]]) -> str:
    named = [f"{quote(one['class'], 24)} ({count(one['rows'], 'row')})" for one in aside]
    return (
        f"It says nothing about the classes that were too rare to measure: {listed(named)}." if named else ""
    )


def say_ranges(grounds: Grounds) -> str:
    """Where rows were seen at all, by the features that matter most."""
    columns = {column["name"]: column for column in grounds.profile["columns"]}
    order = [*grounds.leans_on, *grounds.protocol["features"]]
    numbers = [columns[name] for name in dict.fromkeys(order) if is_range(columns.get(name))]
    seen = [
        f"{quote(one['name'], 30)} from {write_short(one['min'])} to {write_short(one['max'])}"
        for one in numbers[:MOST_NAMES]
    ]
    where = f": {listed(seen)}. Beyond that nothing was measured" if seen else ""
    return f"It holds for rows like these{where}. Rows from another place, group or time may be harder."


def is_range(column: Mapping[str, Any] | None) -> bool:
    if column is None or column["kind"] != "number":
        return False
    return is_number(column.get("min")) and is_number(column.get("max")) and column["min"] < column["max"]


def say_choice(n_models: int, *, has_lockbox: bool) -> str:
    if n_models < 3:
        return ""
    return (
        f"The best of {n_models} models was chosen on the same folds that score it, which flatters it a "
        f"little.{' The lockbox does not.' if has_lockbox else ''}"
    )


def name(evidence: Evidence) -> str:
    """Columns of the evidence, a list or by name; empty where there are none."""
    found = [quote(one, 30) for one in evidence.get("columns", ())]
    more = len(found) - MOST_NAMES
    return listed([*found[:MOST_NAMES], count(more, "more column")] if more > 0 else found)


def say_leak(evidence: Evidence) -> str:
    found = name(evidence)
    said = (
        f"It leans on {found}, which may not be known yet when you want to predict: then it is worth little."
    )
    return said if found else ""


def say_twins(evidence: Evidence) -> str:
    share = evidence.get("share")
    if not is_number(share):
        return ""
    return (
        f"Of the rows, {100 * share:.0f} % have a twin: a part of the score is recognition, not prediction."
    )


def say_groups(evidence: Evidence) -> str:
    found = name(evidence)
    return f"It is about the same {found} again. For new ones it may be lower." if found else ""


def say_times(evidence: Evidence) -> str:
    found = name(evidence)
    return (
        f"It fills gaps between known times in {found}. For times to come it may be lower." if found else ""
    )


def say_imbalance(evidence: Evidence) -> str:
    share = evidence.get("share")
    if not is_number(share):
        return ""
    label = quote(evidence.get("class", ""), 24)
    return f"{100 * share:.0f} % of the rows are {label}: of the other rows it says little by itself."


def say_missing(evidence: Evidence) -> str:
    rows = evidence.get("rows")
    if not is_number(rows):
        return ""
    return f"{count(int(rows), 'row')} without a target went unmeasured, and may be of another kind."


def say_weak_part(evidence: Evidence) -> str:
    parts, overall = evidence.get("parts") or [], evidence.get("overall")
    score = parts[0].get("score") if parts else None
    if not (is_number(score) and is_number(overall)):
        return ""
    where = clean(evidence.get("part", ""), 80)
    own, whole = (write_short(score), write_short(overall))
    if 0.1 <= overall <= 1 and 0.1 <= score <= 1:
        decimals = tell_from_one((score, overall), 2)
        own, whole = write(score, decimals), write(overall, decimals)
    measure = f"the {clean(evidence.get('measure') or 'score', 40)}"
    return f"It is an average: where {where} {measure} is {own}, over all rows {whole}."


OWN: Mapping[str, Callable[[Evidence], str]] = {
    "FF501": say_leak,
    "FF504": say_leak,
    "FF502": say_leak,
    "FF401": say_twins,
    "FF403": say_groups,
    "FF404": say_times,
    "FF607": say_weak_part,
    "FF203": say_imbalance,
    "FF201": say_missing,
}

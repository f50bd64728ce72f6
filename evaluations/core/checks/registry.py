"""All checks, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Callable

from evaluations.core.checks import (
    balance,
    columns,
    derived,
    doubts,
    fit,
    leakage,
    nearness,
    size,
    splits,
    structure,
    sums,
    tries,
)
from evaluations.core.checks.base import Check, CheckContext, CheckOutcome, Finding
from evaluations.core.checks.texts import TEXTS

_FIND: dict[str, Callable[[CheckContext], Finding]] = {
    "FF101": columns.find_constants,
    "FF102": columns.find_ids,
    "FF103": columns.find_free_text,
    "FF104": columns.find_many_categories,
    "FF105": columns.find_numbers_as_text,
    "FF106": columns.find_mixed_columns,
    "FF107": columns.find_dates,
    "FF108": columns.find_spellings,
    "FF109": columns.find_near_constants,
    "FF201": balance.find_missing_target,
    "FF202": balance.find_rare_classes,
    "FF203": balance.find_imbalance,
    "FF301": size.find_few_rows,
    "FF302": size.find_too_wide,
    "FF401": splits.find_repeated_rows,
    "FF402": splits.find_conflicts,
    "FF403": structure.find_groups,
    "FF404": structure.find_time,
    "FF405": nearness.find_near_twins,
    "FF406": nearness.find_telling_order,
    "FF501": leakage.find_single_leaks,
    "FF502": leakage.find_telling_gaps,
    "FF503": sums.find_sums,
    "FF504": derived.find_group_means,
    "FF601": fit.find_nothing_learnt,
    "FF602": fit.find_no_winner,
    "FF603": fit.find_learnt_by_heart,
    "FF604": fit.find_weak_folds,
    "FF605": doubts.find_too_good,
    "FF606": doubts.find_false_certainty,
    "FF607": doubts.find_weak_part,
    "FF901": tries.find_many_tries,
    "FF902": tries.find_changed_metric,
}
CHECKS = tuple(Check(TEXTS[code], find) for code, find in _FIND.items())


def run_checks(context: CheckContext) -> list[CheckOutcome]:
    """Every check once, in order."""
    return [check.run(context) for check in CHECKS]

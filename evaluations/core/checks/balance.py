"""Checks of the target: what is missing, and how the classes are shared out."""

from __future__ import annotations

from evaluations.core.checks.base import CheckContext, Finding, percent

USUAL_FOLDS = 5
MANY_MISSING = 0.05
MAJORITY_TIP = 0.80
MAJORITY_ISSUE = 0.90


def find_missing_target(context: CheckContext) -> Finding:
    if context.file_rows is None:
        return Finding("not_applicable", "The number of rows in the file is not known here.")
    missing = context.file_rows - context.protocol.n_rows
    target = context.protocol.target
    if missing <= 0:
        return Finding("passed", f"Every row has a usable “{target}”.")
    share = missing / context.file_rows
    rows = "row has" if missing == 1 else "rows have"
    fact = f"{missing:,} of {context.file_rows:,} {rows} no usable “{target}” ({percent(share)})."
    return Finding("issue" if share >= MANY_MISSING else "tip", fact, {"rows": missing, "share": share})


def find_rare_classes(context: CheckContext) -> Finding:
    if not context.protocol.is_classification:
        return Finding("not_applicable", "The target is a number, not a class.")
    needed = max(USUAL_FOLDS, context.protocol.n_splits)
    rare = {label: count for label, count in context.class_counts.items() if count < needed}
    if not rare:
        return Finding("passed", f"Every class has at least {needed} rows.")
    ordered = sorted(rare.items(), key=lambda item: item[1])
    named = ", ".join(f"“{label}” ({count:,})" for label, count in ordered[:6])
    classes = "1 class has" if len(rare) == 1 else f"{len(rare)} of {len(context.class_counts)} classes have"
    fact = f"{classes} fewer than {needed} rows: {named}."
    return Finding("issue", fact, {"classes": rare, "folds": context.protocol.n_splits})


def find_imbalance(context: CheckContext) -> Finding:
    if not context.protocol.is_classification:
        return Finding("not_applicable", "The target is a number, not a class.")
    counts = context.class_counts
    label = max(counts, key=lambda name: counts[name])
    share = counts[label] / max(len(context.y), 1)
    evidence = {"class": label, "share": share}
    if share < MAJORITY_TIP:
        return Finding("passed", f"The largest class, “{label}”, has {percent(share)} of the rows.", evidence)
    fact = f"Class “{label}” has {percent(share)} of the rows."
    return Finding("issue" if share >= MAJORITY_ISSUE else "tip", fact, evidence)

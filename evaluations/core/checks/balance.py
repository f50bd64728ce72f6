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
    aside = sum(one["rows"] for one in context.protocol.set_aside)
    missing = context.file_rows - context.protocol.n_rows - aside
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
    aside = {one["class"]: one["rows"] for one in context.protocol.set_aside}
    rare = aside | {label: count for label, count in context.class_counts.items() if count < needed}
    if not rare:
        return Finding("passed", f"Every class has at least {needed} rows.")
    ordered = sorted(rare.items(), key=lambda item: item[1])
    named = ", ".join(f"“{label}” ({count:,})" for label, count in ordered[:6])
    of_all = len(context.class_counts) + len(aside)
    classes = "1 class has" if len(rare) == 1 else f"{len(rare)} of {of_all} classes have"
    fact = f"{classes} fewer than {needed} rows: {named}."
    if aside:
        which = ", ".join(f"“{label}”" for label in list(aside)[:6])
        fact += f" Set aside, so that the score is not about {'it' if len(aside) == 1 else 'them'}: {which}."
    evidence = {"classes": rare, "folds": context.protocol.n_splits}
    return Finding("issue", fact, evidence | ({"set_aside": list(aside)} if aside else {}))


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

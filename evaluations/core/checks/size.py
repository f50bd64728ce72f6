"""Checks of how much there is to learn from."""

from __future__ import annotations

import numpy as np

from evaluations.core.checks.base import CheckContext, Finding
from evaluations.core.statistics import wilson_interval
from evaluations.core.table import Column

FEW_ROWS = 100
VERY_FEW_ROWS = 50
WIDE = 0.8
TOO_WIDE = 1.0
_MAX_ONE_HOT = 20  # as many columns as a category gets in the standard preprocessing


def find_few_rows(context: CheckContext) -> Finding:
    rows = context.protocol.n_rows
    low, high = wilson_interval(0.8, rows)
    half = (high - low) / 2
    evidence = {"rows": rows, "half_width_of_an_accuracy_of_0.8": round(half, 3)}
    if rows >= FEW_ROWS:
        return Finding("passed", f"There are {rows:,} rows.", evidence)
    fact = f"There are {rows} rows: an accuracy of 0.80 measured on all of them is known to ±{half:.2f} only."
    return Finding("issue" if rows < VERY_FEW_ROWS else "tip", fact, evidence)


def find_too_wide(context: CheckContext) -> Finding:
    rows, width = len(context.y), sum(map(_count_encoded, context.features))
    evidence = {"rows": rows, "encoded_columns": width}
    if width < WIDE * rows:
        return Finding("passed", f"{rows:,} rows for {width:,} columns, categories spelt out.", evidence)
    fact = f"The features become {width:,} columns once categories are spelt out, for {rows:,} rows."
    return Finding("issue" if width >= TOO_WIDE * rows else "tip", fact, evidence)


def _count_encoded(column: Column) -> int:
    if column.kind not in ("category", "boolean"):
        return 1
    return min(len(np.unique(column.values)), _MAX_ONE_HOT)

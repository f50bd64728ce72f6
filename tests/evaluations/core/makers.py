"""Small tables and protocols for the engine's tests."""

import numpy as np

from evaluations.core.protocol import build_protocol
from evaluations.core.table import Column, Table


def make_number(name, values, integer=False):
    return Column(name, "number", np.asarray(values, dtype=np.float64), integer=integer)


def make_codes(name, labels, kind="category"):
    """A column of strings; None is missing."""
    levels = tuple(dict.fromkeys(label for label in labels if label is not None))
    code = {level: index for index, level in enumerate(levels)} | {None: -1}
    return Column(name, kind, np.array([code[label] for label in labels], dtype=np.int32), levels)


def make_table(*columns):
    return Table(tuple(columns), len(columns[0].values))


def describe_column(column):
    """The part of a profile that the protocol reads."""
    present = column.values[~column.missing]
    values, counts = np.unique(present, return_counts=True)
    names = [f"{value:g}" for value in values] if column.is_number else [column.levels[v] for v in values]
    listed = [{"value": name, "count": int(count)} for name, count in zip(names, counts, strict=True)]
    return {
        "name": column.name,
        "kind": column.kind,
        "missing": int(column.missing.sum()),
        "distinct": len(values),
        "values": listed[:100],
        "values_complete": len(values) <= 100,
        "integer": column.integer,
        "min": float(present.min()) if len(present) and column.is_number else None,
        "max": float(present.max()) if len(present) and column.is_number else None,
        "looks_like": None,
    }


def make_protocol(table, target="y", sha="00", **wishes):
    profile = {"rows": table.n_rows, "columns": [describe_column(column) for column in table]}
    return build_protocol(profile, data_sha256=sha, target=target, **wishes)


def make_mixed_table(task, n=240, seed=0):
    """Numbers with gaps, categories with gaps and more levels than the cap, dates, words, and a target."""
    rng = np.random.default_rng(seed)
    size, weight = rng.normal(50, 10, n), rng.lognormal(1, 1, n)
    colour = rng.choice(["red", "green", "blue"], n)
    town = [f"town {int(k)}" for k in rng.geometric(0.08, n)]
    days = np.datetime64("2020-01-01") + rng.integers(0, 900, n)
    words = rng.choice(["fast", "slow", "sturdy", "cheap", "quiet"], (n, 4))
    signal = (
        size / 10 + weight / 3 + (colour == "red") * 2 + (words == "fast").sum(axis=1) + rng.normal(0, 1, n)
    )
    size[rng.random(n) < 0.1] = np.nan
    colour = [None if gap else str(c) for c, gap in zip(colour, rng.random(n) < 0.1, strict=True)]
    return make_table(
        make_codes("colour", colour),
        make_number("size", size),
        make_codes("bought", [str(day) for day in days], "date"),
        make_codes("review", [" ".join(row) for row in words], "text"),
        make_number("weight", weight),
        make_codes("town", town),
        _make_target(task, signal),
    )


def _make_target(task, signal):
    if task == "regression":
        return make_number("y", signal)
    cuts = np.quantile(signal, [0.6] if task == "binary" else [0.4, 0.75])
    return make_codes("y", [f"class {k}" for k in np.digitize(signal, cuts)])

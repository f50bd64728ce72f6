"""Faults as they come in the wild, each in several strengths: hidden copies of the answer, rows that are not
independent, columns that were not read as what they are.

As in ``planting``: a function of a frame, its target's name and a random generator. Several checks may be
right about one fault: ``code | code``.
"""

from __future__ import annotations

import uuid
from functools import partial

import numpy as np
import pandas as pd

from tests.evaluations.core.checks.planting import (
    ANY,
    CLASSES,
    NUMBER,
    Plant,
    class_codes,
    put,
    spoil,
)

Rng = np.random.Generator


def values(frame: pd.DataFrame, target: str) -> np.ndarray:
    return frame[target].to_numpy(float)


# Copies of the answer in other clothes


def noisy_copy(frame: pd.DataFrame, target: str, rng: Rng, *, share: float) -> pd.DataFrame:
    y = values(frame, target)
    return put(frame, y + rng.normal(0, share * y.std(), len(y)))


def noisy_codes(frame: pd.DataFrame, target: str, rng: Rng, *, spread: float) -> pd.DataFrame:
    return put(frame, class_codes(frame, target) + rng.normal(0, spread, len(frame)))


def wrong_copy(frame: pd.DataFrame, target: str, rng: Rng, *, share: float) -> pd.DataFrame:
    return put(frame, [f"k{code}" for code in spoil(class_codes(frame, target), share, rng)])


def one_hot(frame: pd.DataFrame, target: str, rng: Rng) -> pd.DataFrame:
    codes = class_codes(frame, target)
    return frame.assign(**{f"is_{code}": (codes == code).astype(int) for code in range(codes.max() + 1)})


def binned(frame: pd.DataFrame, target: str, rng: Rng, *, parts: int, words: bool = False) -> pd.DataFrame:
    bins = pd.qcut(frame[target], parts, labels=False, duplicates="drop")
    return put(frame, [f"band {chr(97 + b)}" for b in bins] if words else bins)


def rounded(frame: pd.DataFrame, target: str, rng: Rng) -> pd.DataFrame:
    y = values(frame, target)
    step = y.std() / 5
    return put(frame, np.round(y / step) * step)


def group_means(frame: pd.DataFrame, target: str, rng: Rng, *, size: int) -> pd.DataFrame:
    """Target encoding over the whole file, as it is often done; the column itself is gone."""
    group = rng.integers(0, max(len(frame) // size, 6), len(frame))
    is_amount = frame[target].dtype.kind in "fi" and frame[target].nunique() > 12
    y = values(frame, target) if is_amount else (class_codes(frame, target) == 0).astype(float)
    return put(frame, pd.Series(y).groupby(group).transform("mean").to_numpy())


def filled_for_one(frame: pd.DataFrame, target: str, rng: Rng, *, share: float) -> pd.DataFrame:
    last = class_codes(frame, target)
    filled = (last == last.max()) & (rng.random(len(frame)) < share)
    return put(frame, np.where(filled, rng.normal(size=len(frame)), np.nan))


def filled_for_large(frame: pd.DataFrame, target: str, rng: Rng) -> pd.DataFrame:
    y = values(frame, target)
    return put(frame, np.where(y > np.quantile(y, 0.6), rng.normal(size=len(y)), np.nan))


def parts_of_sum(frame: pd.DataFrame, target: str, rng: Rng, *, decimals: int) -> pd.DataFrame:
    y = values(frame, target)
    share = rng.uniform(0.2, 0.8, len(y))
    return frame.assign(part_one=(y * share).round(decimals), part_two=(y * (1 - share)).round(decimals))


def factors(frame: pd.DataFrame, target: str, rng: Rng) -> pd.DataFrame:
    y = values(frame, target)
    amount = rng.integers(1, 40, len(y))
    return frame.assign(amount=amount, rate=(np.abs(y) + 1) / amount, **{target: np.abs(y) + 1})


# Rows that are not independent


def near_copies(frame: pd.DataFrame, target: str, rng: Rng, *, noise: float, share: float) -> pd.DataFrame:
    twins = frame.sample(frac=share, random_state=1).copy()
    for name in frame.columns.drop(target):
        if frame[name].dtype.kind == "f":
            twins[name] = twins[name] + rng.normal(0, noise * frame[name].std(), len(twins))
    return pd.concat([frame, twins]).sample(frac=1, random_state=2).reset_index(drop=True)


def persons(frame: pd.DataFrame, target: str, rng: Rng, *, fixed: bool, name: str) -> pd.DataFrame:
    """Several rows of one person; with or without something that stays the same for each."""
    owner = rng.integers(0, max(25, len(frame) // 6), len(frame))
    own = {"birth": rng.integers(1940, 2000, owner.max() + 1)[owner]} if fixed else {}
    return frame.assign(**{name: [f"P{n:03d}" for n in owner]}, **own)


def sort_by_target(frame: pd.DataFrame, target: str, rng: Rng) -> pd.DataFrame:
    return frame.sort_values(target, kind="stable").reset_index(drop=True)


def sorted_number(frame: pd.DataFrame, target: str, rng: Rng) -> pd.DataFrame:
    return put(sort_by_target(frame, target, rng), range(1, len(frame) + 1), "record")


def shuffled_rows(frame: pd.DataFrame, rng: Rng) -> pd.DataFrame:
    return frame.iloc[rng.permutation(len(frame))].reset_index(drop=True)


def drifting(frame: pd.DataFrame, target: str, rng: Rng, *, form: str) -> pd.DataFrame:
    """Days on which the target grows, in any order of the rows."""
    frame = shuffled_rows(frame, rng)
    y = values(frame, target)
    rank = np.argsort(np.argsort(y + rng.normal(0, y.std(), len(y))))
    start = pd.Timestamp("2019-03-01")
    days = [start + pd.Timedelta(days=int(day)) for day in rank]
    if form == "year":
        return put(frame, [1950 + int(day) * 60 // len(y) for day in rank], "year")
    return put(frame, [day.strftime(form) for day in days], "sold_on")


# Columns that are not read as what they are


def texted(frame: pd.DataFrame, target: str, rng: Rng, *, form: str) -> pd.DataFrame:
    return put(frame, [form.format(n) for n in rng.uniform(1, 900, len(frame)).round(1)])


def stray_words(frame: pd.DataFrame, target: str, rng: Rng, *, share: float) -> pd.DataFrame:
    numbers = rng.integers(1, 400, len(frame))
    stray = rng.random(len(frame)) < share
    return put(
        frame,
        [("unknown", "see note")[n % 2] if odd else str(n) for n, odd in zip(numbers, stray, strict=True)],
    )


def dated(frame: pd.DataFrame, target: str, rng: Rng, *, form: str) -> pd.DataFrame:
    days = pd.Timestamp("2017-01-05") + pd.to_timedelta(rng.integers(0, 900, len(frame)), unit="D")
    return put(frame, [day.strftime(form) for day in days], "seen")


# Too little


def keep_of_class(frame: pd.DataFrame, target: str, rng: Rng, *, rows: int) -> pd.DataFrame:
    label = frame[target].value_counts().index[-1]
    return pd.concat(
        [frame[frame[target] != label], frame[frame[target] == label].head(rows)], ignore_index=True
    )


def make_rare_positive(frame: pd.DataFrame, target: str, rng: Rng, *, odds: int) -> pd.DataFrame:
    label = frame[target].value_counts().index[0]
    most, rest = frame[frame[target] == label], frame[frame[target] != label]
    most = pd.concat([most] * 6, ignore_index=True)
    for name in most.columns.drop(target):
        if most[name].dtype.kind == "f":
            most[name] = most[name] + rng.normal(0, 0.05 * frame[name].std(), len(most))
    return pd.concat([most, rest.head(max(6, len(most) // odds))], ignore_index=True)


def thirty_by_two_hundred(frame: pd.DataFrame, target: str, rng: Rng) -> pd.DataFrame:
    noise = pd.DataFrame(rng.normal(size=(30, 200)).round(3)).add_prefix("n")
    few = frame.groupby(class_codes(frame, target) if frame[target].nunique() < 12 else np.zeros(len(frame)))
    taken = few.head(-(-30 // max(few.ngroups, 1))).head(30).reset_index(drop=True)
    return pd.concat([taken, noise], axis=1)


def relabel_twins(frame: pd.DataFrame, target: str, rng: Rng, *, share: float) -> pd.DataFrame:
    twins = frame.sample(frac=share, random_state=2)
    labels = sorted(frame[target].astype(str).unique())
    follow = {label: labels[(at + 1) % len(labels)] for at, label in enumerate(labels)}
    return pd.concat(
        [frame, twins.assign(**{target: twins[target].astype(str).map(follow)})], ignore_index=True
    )


WILD: dict[str, tuple[str, str, Plant]] = {
    "target under another name": ("FF501", NUMBER, lambda f, t, r: put(f, values(f, t), "final_value")),
    "target + 1 % noise": ("FF501", NUMBER, partial(noisy_copy, share=0.01)),
    "target + 5 % noise": ("FF501", NUMBER, partial(noisy_copy, share=0.05)),
    "target + 20 % noise": ("FF501", NUMBER, partial(noisy_copy, share=0.2)),
    "log of the target": (
        "FF501",
        NUMBER,
        lambda f, t, r: put(f, np.log(values(f, t) - values(f, t).min() + 1)),
    ),
    "target rounded": ("FF501", NUMBER, rounded),
    "target in 20 bands": ("FF501", NUMBER, partial(binned, parts=20)),
    "target in 5 bands": ("FF501", NUMBER, partial(binned, parts=5)),
    "target in 3 bands, in words": ("FF501", NUMBER, partial(binned, parts=3, words=True)),
    "class code + noise of 0.1": ("FF501", CLASSES, partial(noisy_codes, spread=0.1)),
    "class code + noise of 0.25": ("FF501", CLASSES, partial(noisy_codes, spread=0.25)),
    "copy with 1 % errors": ("FF501", CLASSES, partial(wrong_copy, share=0.01)),
    "copy with 5 % errors": ("FF501", CLASSES, partial(wrong_copy, share=0.05)),
    "copy with 10 % errors": ("FF501", CLASSES, partial(wrong_copy, share=0.1)),
    "class as yes/no columns": ("FF501", CLASSES, one_hot),
    "filled for 95 % of one class": ("FF502", CLASSES, partial(filled_for_one, share=0.95)),
    "filled for 75 % of one class": ("FF502", CLASSES, partial(filled_for_one, share=0.75)),
    "filled for large values": ("FF502", NUMBER, filled_for_large),
    "sum, parts with 2 decimals": ("FF503", NUMBER, partial(parts_of_sum, decimals=2)),
    "sum, whole parts": ("FF503|FF501", NUMBER, partial(parts_of_sum, decimals=0)),
    "product of two columns": ("FF503", NUMBER, factors),
    "means over groups of 4": ("FF504", ANY, partial(group_means, size=4)),
    "means over groups of 12": ("FF504", ANY, partial(group_means, size=12)),
    "near copies, noise 0.1 %": ("FF405", ANY, partial(near_copies, noise=0.001, share=0.15)),
    "near copies, noise 1 %": ("FF405", ANY, partial(near_copies, noise=0.01, share=0.15)),
    "persons, year of birth": ("FF403", ANY, partial(persons, fixed=True, name="patient")),
    "persons, by name alone": ("FF403", ANY, partial(persons, fixed=False, name="customer_id")),
    "sorted by the target": ("FF406", ANY, sort_by_target),
    "row number, sorted by target": ("FF102", ANY, sorted_number),
    "drift over ISO dates": ("FF404", NUMBER, partial(drifting, form="%Y-%m-%d")),
    "drift over years": ("FF404", NUMBER, partial(drifting, form="year")),
    "kg behind numbers": ("FF105", ANY, partial(texted, form="{} kg")),
    "2 % stray words": ("FF106|FF105", ANY, partial(stray_words, share=0.02)),
    "15 % stray words": ("FF106|FF105", ANY, partial(stray_words, share=0.15)),
    "dates 05/01/2017": ("FF107", ANY, partial(dated, form="%d/%m/%Y")),
    "dates 2017-01-05T10:33:00": ("FF107", ANY, partial(dated, form="%Y-%m-%dT10:33:00")),
    "dates 5 January 2017": ("FF107", ANY, partial(dated, form="%d %B %Y")),
    "dates Jan 5, 2017": ("FF107", ANY, partial(dated, form="%b %d, %Y")),
    "dates 20170105": ("FF107", ANY, partial(dated, form="%Y%m%d")),
    "index column": ("FF102", ANY, lambda f, t, r: f.reset_index(names="Unnamed: 0")),
    "ticket numbers": (
        "FF102",
        ANY,
        lambda f, t, r: put(f, [f"T-{uuid.UUID(bytes=r.bytes(16)).hex[:8]}" for _ in range(len(f))]),
    ),
    "a class of 3 rows": ("FF202", CLASSES, partial(keep_of_class, rows=3)),
    "a class of 1 row": ("FF202", CLASSES, partial(keep_of_class, rows=1)),
    "99 to 1": ("FF203", CLASSES, partial(make_rare_positive, odds=99)),
    "30 rows, 200 columns": ("FF301", ANY, thirty_by_two_hundred),
    "200 columns, 30 rows": ("FF302", ANY, thirty_by_two_hundred),
    "targets lost in 2 %": (
        "FF201",
        ANY,
        lambda f, t, r: f.assign(**{t: f[t].where(r.random(len(f)) > 0.02)}),
    ),
    "equal rows, other labels": ("FF402", CLASSES, partial(relabel_twins, share=0.05)),
    "a hundredth twice": (
        "FF401",
        ANY,
        lambda f, t, r: pd.concat([f, f.sample(frac=0.03, random_state=4)], ignore_index=True),
    ),
    "the same nearly always": (
        "FF109",
        ANY,
        lambda f, t, r: put(f, np.where(np.arange(len(f)) < max(2, len(f) // 150), 1, 0)),
    ),
    "empty column": ("FF101", ANY, lambda f, t, r: put(f, [np.nan] * len(f))),
}

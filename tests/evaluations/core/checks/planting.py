"""Faults planted into clean tables, one kind each: what a check has to find, and what it must not mistake.

Each kind is a function of a frame, the name of its target and a random generator; it returns the
changed frame.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable

import numpy as np
import pandas as pd

Plant = Callable[[pd.DataFrame, str, np.random.Generator], pd.DataFrame]


def put(frame: pd.DataFrame, values: object, name: str = "planted") -> pd.DataFrame:
    return frame.assign(**{name: values})


def class_codes(frame: pd.DataFrame, target: str) -> np.ndarray:
    return pd.factorize(frame[target].astype(str), sort=True)[0]


def spoil(codes: np.ndarray, share: float, rng: np.random.Generator) -> np.ndarray:
    wrong = rng.random(len(codes)) < share
    return np.where(wrong, rng.integers(0, codes.max() + 1, len(codes)), codes)


def words(rng: np.random.Generator, rows: int, many: int) -> list[str]:
    return [f"place {number}" for number in rng.integers(0, many, rows)]


def scaled_target(frame: pd.DataFrame, target: str) -> np.ndarray:
    values = frame[target].to_numpy(float)
    return np.log(values - values.min() + 1) * 3.7 + 2


def drop_for_one_class(frame: pd.DataFrame, target: str, rng: np.random.Generator) -> pd.DataFrame:
    codes = class_codes(frame, target)
    return put(frame, np.where(codes == codes.max(), rng.normal(size=len(frame)), np.nan))


def repeat_some(frame: pd.DataFrame, target: str, rng: np.random.Generator) -> pd.DataFrame:
    return pd.concat([frame, frame.sample(frac=0.1, random_state=1)], ignore_index=True)


def split_target(frame: pd.DataFrame, target: str, rng: np.random.Generator) -> pd.DataFrame:
    part = rng.normal(size=len(frame)) * frame[target].std()
    return frame.assign(part_one=part, part_two=frame[target] - part)


def sentences(frame: pd.DataFrame, target: str, rng: np.random.Generator) -> pd.DataFrame:
    bag = np.array("the a small very old house stood near its river and never quite moved away".split())
    return put(frame, [" ".join(rng.choice(bag, 9)) for _ in range(len(frame))])


def contradict(frame: pd.DataFrame, target: str, rng: np.random.Generator) -> pd.DataFrame:
    twins = frame.sample(frac=0.2, random_state=2)
    others = np.roll(frame[target].unique(), 1)
    swapped = twins.assign(
        **{target: twins[target].map(dict(zip(frame[target].unique(), others, strict=True)))}
    )
    return pd.concat([frame, swapped], ignore_index=True)


def make_groups(frame: pd.DataFrame, target: str, rng: np.random.Generator) -> pd.DataFrame:
    owner = rng.integers(0, max(20, len(frame) // 8), len(frame))
    height, town = rng.normal(170, 10, owner.max() + 1), rng.integers(0, 9, owner.max() + 1)
    return frame.assign(person_id=owner, height=height[owner].round(1), town=[f"t{n}" for n in town[owner]])


def make_rare(frame: pd.DataFrame, target: str, rng: np.random.Generator) -> pd.DataFrame:
    label = frame[target].value_counts().index[-1]
    rare = frame[frame[target] == label].head(4)
    return pd.concat([frame[frame[target] != label], rare], ignore_index=True)


def make_imbalance(frame: pd.DataFrame, target: str, rng: np.random.Generator) -> pd.DataFrame:
    label = frame[target].value_counts().index[0]
    most, rest = frame[frame[target] == label], frame[frame[target] != label]
    return pd.concat([most, rest.head(max(8, len(most) // 19))], ignore_index=True)


def widen(frame: pd.DataFrame, target: str, rng: np.random.Generator) -> pd.DataFrame:
    noise = pd.DataFrame(rng.normal(size=(len(frame), len(frame))).round(3)).add_prefix("n")
    return pd.concat([frame.reset_index(drop=True), noise], axis=1)


def two_spellings(frame: pd.DataFrame, target: str, rng: np.random.Generator) -> pd.DataFrame:
    return put(frame, rng.choice(["Bern", "BERN", "Basel", "basel ", "Chur"], len(frame)))


def lose_targets(frame: pd.DataFrame, target: str, rng: np.random.Generator) -> pd.DataFrame:
    return frame.assign(**{target: frame[target].where(rng.random(len(frame)) > 0.08)})


def dates(frame: pd.DataFrame, form: str) -> list[str]:
    return [day.strftime(form) for day in pd.date_range("2020-01-01", periods=len(frame))]


ANY, CLASSES, NUMBER = "any", "classes", "number"
# name: (the check that has to fire, the tasks it is for, the planting)
FAULTS: dict[str, tuple[str, str, Plant]] = {
    "constant column": ("FF101", ANY, lambda f, t, r: put(f, "CH")),
    "nearly constant column": ("FF109", ANY, lambda f, t, r: put(f, ["x", "y"] + ["z"] * (len(f) - 2))),
    "row number": ("FF102", ANY, lambda f, t, r: put(f, range(1, len(f) + 1), "number")),
    "random id": ("FF102", ANY, lambda f, t, r: put(f, r.permutation(len(f)) + 40_000, "customer_id")),
    "uuid": (
        "FF102",
        ANY,
        lambda f, t, r: put(f, [str(uuid.UUID(bytes=r.bytes(16))) for _ in range(len(f))]),
    ),
    "free text": ("FF103", ANY, sentences),
    "very many categories": ("FF104", ANY, lambda f, t, r: put(f, words(r, len(f), len(f) // 2))),
    "unit behind numbers": (
        "FF105",
        ANY,
        lambda f, t, r: put(f, [f"{n} km" for n in r.integers(1, 900, len(f))]),
    ),
    "dollars in words": (
        "FF105",
        ANY,
        lambda f, t, r: put(
            f, [f"about ${n}" if n % 40 == 0 else f"${n} USD" for n in r.integers(9, 999, len(f))]
        ),
    ),
    "numbers and words": (
        "FF106",
        ANY,
        lambda f, t, r: put(f, [str(n) if n % 4 else f"none-{n % 3}" for n in r.integers(0, 60, len(f))]),
    ),
    "ISO dates": ("FF107", ANY, lambda f, t, r: put(f, dates(f, "%Y-%m-%d"))),
    "German dates": ("FF107", ANY, lambda f, t, r: put(f, dates(f, "%d.%m.%Y"))),
    "spellings": ("FF108", ANY, two_spellings),
    "missing targets": ("FF201", ANY, lose_targets),
    "rare class": ("FF202", CLASSES, make_rare),
    "imbalance": ("FF203", CLASSES, make_imbalance),
    "few rows": ("FF301", ANY, lambda f, t, r: f.sample(60, random_state=3).reset_index(drop=True)),
    "wide data": ("FF302", ANY, lambda f, t, r: widen(f.head(150), t, r)),
    "a tenth twice": ("FF401", ANY, repeat_some),
    "whole file twice": ("FF401", ANY, lambda f, t, r: pd.concat([f, f], ignore_index=True)),
    "conflicting labels": ("FF402", CLASSES, contradict),
    "groups": ("FF403", ANY, make_groups),
    "copy of the class": ("FF501", CLASSES, lambda f, t, r: put(f, class_codes(f, t) * 3 + 7)),
    "copy in other words": (
        "FF501",
        CLASSES,
        lambda f, t, r: put(f, [f"kind {c}" for c in class_codes(f, t)]),
    ),
    "copy with 2 % errors": (
        "FF501",
        CLASSES,
        lambda f, t, r: put(f, [f"k{c}" for c in spoil(class_codes(f, t), 0.02, r)]),
    ),
    "transformed number": ("FF501", NUMBER, lambda f, t, r: put(f, scaled_target(f, t))),
    "filled for one class": ("FF502", CLASSES, drop_for_one_class),
    "sum of columns": ("FF503", NUMBER, split_target),
}
# Honest columns on which no check may raise an issue, beside what a clean set raises by itself.
HONEST: dict[str, Plant] = {
    "unique numbers": lambda f, t, r: put(f, r.normal(size=len(f))),
    "prices": lambda f, t, r: put(f, np.exp(r.normal(8, 1, len(f))).astype(int)),
    "postcodes": lambda f, t, r: put(f, [f"{n:04d}" for n in r.choice(r.integers(100, 9999, 40), len(f))]),
    "yes or no": lambda f, t, r: put(f, r.choice(["yes", "no"], len(f))),
    "years": lambda f, t, r: put(f, r.integers(1990, 2020, len(f))),
    "grades": lambda f, t, r: put(f, r.choice(list("1234"), len(f))),
    "sizes": lambda f, t, r: put(f, r.choice(["S", "M", "L", "XL"], len(f))),
    "gaps at random": lambda f, t, r: put(f, np.where(r.random(len(f)) < 0.4, np.nan, r.normal(size=len(f)))),
    "codes": lambda f, t, r: put(f, [f"A{n}" for n in r.integers(10, 30, len(f))]),
    "ages": lambda f, t, r: put(f, r.integers(18, 90, len(f))),
}


def fits(kind: str, is_classification: bool) -> bool:
    return kind == ANY or (kind == CLASSES) == is_classification

"""Every planted kind of fault is found; on clean sets, and beside honest columns, no issue is raised."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pytest

from benchmarks.checks import bundled, is_classes, look, raised
from tests.evaluations.core.checks.planting import FAULTS, HONEST, NUMBER
from tests.evaluations.core.checks.planting_wild import WILD

KINDS = 70
# Nearly every column of this set is nearly as good as such a copy: nobody could tell.
UNDECIDABLE = {
    "class code + noise of 0.25",
    "copy with 5 % errors",
    "copy with 10 % errors",
    "a class of 1 row",
}


@cache
def clean_set(name: str) -> tuple[pd.DataFrame, str]:
    return next((frame, target) for known, frame, target in bundled() if known == name)


def test_there_are_as_many_kinds_as_the_docs_say():
    assert len(FAULTS | WILD) >= KINDS


@pytest.mark.parametrize("fault", sorted({*FAULTS, *WILD} - UNDECIDABLE))
def test_a_planted_fault_is_found(fault):
    codes, kind, plant = (FAULTS | WILD)[fault]
    frame, target = clean_set("diabetes" if kind == NUMBER else "breast_cancer")
    planted = plant(frame, target, np.random.default_rng(7))
    assert raised(look(planted, target, set(codes.split("|"))), "issue", "tip")


@pytest.mark.parametrize("name", ["iris", "wine", "breast_cancer", "diabetes"])
def test_a_clean_set_raises_no_issue(name):
    frame, target = clean_set(name)
    assert raised(look(frame, target), "issue") == set()


@pytest.mark.parametrize("honest", HONEST)
def test_an_honest_column_raises_no_issue(honest):
    frame, target = clean_set("wine")
    assert raised(look(HONEST[honest](frame, target, np.random.default_rng(2)), target), "issue") == set()


def test_classes_and_numbers_are_told_apart():
    assert is_classes(*clean_set("wine"))
    assert not is_classes(*clean_set("diabetes"))

"""The real data sets that stand beside the repository where the platform is developed."""

import json
from functools import cache
from pathlib import Path

import pytest

from evaluations.core.reading import read_table

FOLDER = Path(__file__).parents[4] / "shared" / "data"
_META = FOLDER / "meta.json"
SETS = json.loads(_META.read_text()) if _META.exists() else []

each_shared_set = pytest.mark.parametrize(
    "described",
    [pytest.param(one, id=one["name"]) for one in SETS]
    or [
        pytest.param(None, marks=pytest.mark.skip(reason="the real data sets in ../shared/data are not here"))
    ],
)


@cache
def read_shared(file):
    return read_table((FOLDER / file).read_bytes(), filename=file)

from __future__ import annotations

import base64
import zlib

import numpy as np

from evaluations.core.fold_ids import LOCKBOX, NEVER_TESTED, NOT_USED, number_folds, pack_fold_ids
from evaluations.core.splitting import Fold, Split

SPLIT = Split(
    lockbox=np.array([0]),
    development=np.array([3, 1, 2]),
    folds=(
        Fold(0, 0, np.array([3, 2]), np.array([1])),
        Fold(1, 0, np.array([3, 1]), np.array([2])),
        Fold(2, 1, np.array([1, 2]), np.array([3])),
    ),
)


def test_each_row_has_the_fold_that_tests_it_in_each_repeat():
    numbers = number_folds(SPLIT, 5)
    assert numbers.tolist() == [
        [LOCKBOX, 0, 1, NEVER_TESTED, NOT_USED],
        [LOCKBOX, NEVER_TESTED, NEVER_TESTED, 0, NOT_USED],
    ]


def test_packed_they_are_the_same_bytes():
    packed = pack_fold_ids(SPLIT, 5)
    assert (packed["repeats"], packed["rows"]) == (2, 5)
    assert zlib.decompress(base64.b64decode(packed["zlib"])) == number_folds(SPLIT, 5).tobytes()

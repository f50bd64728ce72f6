"""Which row was tested in which fold, small enough to keep beside a result and plain enough to read."""

from __future__ import annotations

import base64
import zlib

import numpy as np

from evaluations.core.splitting import Split

LOCKBOX, NEVER_TESTED, NOT_USED = 254, 253, 255
WORDS = {LOCKBOX: "lockbox", NEVER_TESTED: "never tested", NOT_USED: "not used"}


def number_folds(split: Split, n_rows: int) -> np.ndarray:
    """uint8 of shape (n_repeats, n_rows): the fold in which a row is tested (from 0), or one of ``WORDS``."""
    repeats = max((fold.repeat for fold in split.folds), default=0) + 1
    numbers = np.full((repeats, n_rows), NOT_USED, dtype=np.uint8)
    numbers[:, split.development] = NEVER_TESTED
    numbers[:, split.lockbox] = LOCKBOX
    begun = [0] * repeats
    for fold in split.folds:
        numbers[fold.repeat, fold.test] = begun[fold.repeat]
        begun[fold.repeat] += 1
    return numbers


def pack_fold_ids(split: Split, n_rows: int) -> dict[str, object]:
    """``number_folds`` as JSON: a few kilobytes for thousands of rows."""
    numbers = number_folds(split, n_rows)
    packed = base64.b64encode(zlib.compress(numbers.tobytes(), 9)).decode()
    return {"repeats": numbers.shape[0], "rows": n_rows, "zlib": packed}

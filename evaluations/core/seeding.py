"""Where random numbers start in a child."""

from __future__ import annotations

import random

import numpy as np

_SEEDS = 2**32


def seed_everything(seed: int) -> None:
    """Seed ``random`` and NumPy's global generator, which is what beginners' scripts draw from.

    Children are forks of one server and would all go on from its state.
    """
    random.seed(seed)
    np.random.seed(seed % _SEEDS)

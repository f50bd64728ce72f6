"""Python's garbage collector, in a process that answers requests."""

from __future__ import annotations

import gc

YOUNG_OBJECTS = 10_000  # what a large page makes is looked through a few times, not a hundred


def settle() -> None:
    """What is loaded by now is not looked through again, what comes is less often.

    Called once, before the server forks: pages of memory that nobody writes to are shared.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, 20, 20)

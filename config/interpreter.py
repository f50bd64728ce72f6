"""Two habits of the interpreter that can cost a large page three times its price, and what is done."""

from __future__ import annotations

import gc
from collections.abc import Callable
from types import FunctionType
from typing import Any

YOUNG_OBJECTS = 10_000  # what a large page makes is looked through a few times, not a hundred
SLOTS = 40_000  # of eight bytes: with them, a frame needs a chunk of 512 kB and leaves 190 kB of it


def settle() -> None:
    """What is loaded by now is not looked through again for cycles, what comes is less often.

    Called once, before the server forks: pages of memory that nobody writes to are shared.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, 20, 20)


def _call(function: Callable[[Any], Any], argument: Any) -> Any:
    return function(argument)


with_room = FunctionType(_call.__code__.replace(co_stacksize=SLOTS), {}, "with_room")
"""Call ``function`` with ``argument``; all that it calls finds room for its frames in one piece of memory.

CPython keeps frames in chunks of 16 kB. Where the end of one happens to fall just below a function that a
template calls thousands of times, each call takes a chunk from the kernel and gives it back. A frame that
says it is large gets a chunk with room behind it, and no end falls anywhere.
"""

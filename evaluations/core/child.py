"""What runs inside a confined child: one job in, frames out.

Only a fork server imports this: it loads the libraries, and its children have them.
"""

from __future__ import annotations

import faulthandler
import resource
import sys
from collections.abc import Callable

import evaluations.core.libraries  # noqa: F401 - first: in here matplotlib has no folder to write to
from evaluations.core.as_is import run_as_is
from evaluations.core.as_is_result import pack_result
from evaluations.core.contract import AS_IS, STANDARD, pack_frame, unpack
from evaluations.core.folds import run_standard_fold
from evaluations.core.scripts import run_script
from evaluations.core.seeding import seed_everything

_BEFORE_THE_END = 1.5  # seconds


def say_where_it_is() -> None:
    """Shortly before the time is up, print which line is running: a process that is killed cannot."""
    seconds = resource.getrlimit(resource.RLIMIT_CPU)[0]
    if seconds > _BEFORE_THE_END:
        faulthandler.dump_traceback_later(seconds - _BEFORE_THE_END, file=sys.stderr)


def main(payload: bytes, emit: Callable[[bytes], None]) -> None:
    """Run the job in ``payload`` and emit its frames as they are ready."""
    job = unpack(payload)
    seed_everything(job.seed)
    if job.kind != STANDARD:
        say_where_it_is()
    if job.kind == STANDARD:
        for frame in run_standard_fold(job):
            emit(pack_frame(frame))
    elif job.kind == AS_IS:
        emit(pack_result(run_as_is(job)))
    else:
        emit(pack_frame(run_script(job)))

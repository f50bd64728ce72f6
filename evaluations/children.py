"""The worker process's fork server, and jobs sent to it under the limits of the settings.

One server for each worker process, started by the first job and never before a fork of ours.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path

from billiard.process import current_process
from celery.signals import worker_process_shutdown
from django.conf import settings

from evaluations import core
from evaluations.core.child import PRELOAD
from evaluations.core.contract import Job, pack
from evaluations.sandbox.limits import Limits
from evaluations.sandbox.outcome import Outcome
from evaluations.sandbox.runner import ForkServer

logger = logging.getLogger(__name__)

ENGINE_ROOT = Path(core.__file__).parent
_running: dict[int, ForkServer] = {}  # by process id: a forked copy of the entry is not ours


def slot() -> int:
    """The number of this worker process among its siblings: each has a user id of its own."""
    return int(getattr(current_process(), "index", 0) or 0)


def fork_server() -> ForkServer:
    server = _running.get(os.getpid())
    if server is None:
        server = ForkServer(
            engine_root=ENGINE_ROOT,
            entry="evaluations.core.child:main",
            preload=PRELOAD,
            uid=settings.SANDBOX_FIRST_UID + slot() if os.getuid() == 0 else None,
            bubblewrap=settings.SANDBOX_BWRAP,
        )
        _running[os.getpid()] = server
    return server


@worker_process_shutdown.connect
def stop_fork_server(**kwargs: object) -> None:
    server = _running.pop(os.getpid(), None)
    if server is not None:
        server.stop()


def run_standard(job: Job, on_result: Callable[[bytes], None], on_tick: Callable[[], None]) -> Outcome:
    """Our own pipelines: trusted code, hostile data. Results arrive while others still fit."""
    limits = settings.LIMITS
    return fork_server().run(
        pack(job),
        Limits(
            wall_seconds=limits.fold_wall_seconds,
            cpu_seconds=limits.fold_wall_seconds,
            memory_bytes=limits.pipeline_memory_bytes,
            result_bytes=result_bytes(job, len(job.pipelines)),
            printed_kept_bytes=limits.script_printed_kept_bytes,
            printed_max_bytes=limits.script_printed_max_bytes,
            processes=limits.script_processes,
            open_files=limits.script_open_files,
        ),
        trusted=True,
        on_result=on_result,
        on_tick=on_tick,
    )


def run_script(job: Job, on_tick: Callable[[], None]) -> Outcome:
    """Learner code on one fold. Raise ``SandboxUnavailable`` where the floor is missing."""
    limits = settings.LIMITS
    rehearsal = job.kind == "rehearsal"
    wall = limits.rehearsal_wall_seconds if rehearsal else limits.script_wall_seconds
    return fork_server().run(
        pack(job),
        Limits(
            wall_seconds=wall,
            cpu_seconds=min(wall, limits.script_cpu_seconds),
            memory_bytes=limits.script_memory_bytes,
            result_bytes=result_bytes(job, 1),
            printed_kept_bytes=limits.script_printed_kept_bytes,
            printed_max_bytes=limits.script_printed_max_bytes,
            processes=limits.script_processes,
            open_files=limits.script_open_files,
        ),
        trusted=False,
        on_tick=on_tick,
    )


def result_bytes(job: Job, frames: int) -> int:
    """The most that honest frames need: a header, the predictions, class probabilities, importances."""
    numbers = job.test.n_rows * (2 + len(job.protocol.classes)) + len(job.train.names)
    return frames * (16_384 + 8 * numbers)

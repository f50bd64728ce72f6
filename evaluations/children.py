"""The worker process's fork server, and jobs sent to it under the limits of the settings.

One server for each worker process, started by the first job and never before a fork of ours.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from celery.signals import worker_process_init, worker_process_shutdown
from django.conf import settings
from django.core.cache import cache

from evaluations import core
from evaluations.core.as_is_result import MAX_RESULT_BYTES, AsIsResult
from evaluations.core.contract import Job, PipelineFrame, pack
from evaluations.core.explanations import read_as_is, read_outcome
from evaluations.core.reason import Reason
from evaluations.sandbox.limits import MIB, Limits
from evaluations.sandbox.outcome import Outcome, SandboxUnavailable
from evaluations.sandbox.runner import ForkServer, ServerFailed

logger = logging.getLogger(__name__)

ENGINE_ROOT = Path(core.__file__).parent
ENTRY = "evaluations.core.child:main"
PRELOAD = ("evaluations.core.libraries", "evaluations.core.child")
SANDBOX_STATE = "firstfit.sandbox"  # in the cache, for /readyz
_running: dict[int, ForkServer] = {}  # by process id: a forked copy of the entry is not ours


def fork_server() -> ForkServer:
    """This process's server; it starts with its first job unless it was started before."""
    server = _running.get(os.getpid())
    if server is None:
        server = ForkServer(
            engine_root=ENGINE_ROOT,
            entry=ENTRY,
            preload=PRELOAD,
            bubblewrap=settings.SANDBOX_BWRAP,
        )
        _running[os.getpid()] = server
    return server


@worker_process_init.connect
def start_fork_server(**kwargs: object) -> None:
    """Before the first job comes; and tell whoever asks what the sandbox of this host is worth."""
    server = fork_server()
    try:
        server.start()
    except ServerFailed:
        logger.exception("no fork server: evaluations will wait until it starts")
        return
    if server.refusal:
        logger.error(server.refusal)
    state = {"runs_scripts": bool(server.tier), "tier": server.tier, "refusal": server.refusal}
    cache.set(SANDBOX_STATE, state, timeout=None)


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


@dataclass(frozen=True)
class ScriptRun:
    """A frame with predictions, or the reason why there is none; and what the script printed and used."""

    frame: PipelineFrame | None
    reason: Reason | None
    printed: str = ""
    wall_seconds: float = 0.0
    peak_bytes: int = 0


@dataclass(frozen=True)
class AsIsRun:
    """What a whole script left, or the reason why it left no model; and what it printed."""

    result: AsIsResult | None
    reason: Reason | None
    printed: str = ""


def run_as_is(job: Job, on_tick: Callable[[], None]) -> AsIsRun:
    """A whole script, once, under the policy of every other learner's job."""
    allowed = script_limits(job, MAX_RESULT_BYTES)
    try:
        outcome = fork_server().run(pack(job), allowed, trusted=False, on_tick=on_tick)
    except SandboxUnavailable as error:
        return AsIsRun(None, refused(error))
    result, reason = read_as_is(outcome, job.script.source if job.script else b"")
    return AsIsRun(result, reason and name_the_limit(reason, allowed), outcome.stdout)


def run_script(job: Job, on_tick: Callable[[], None]) -> ScriptRun:
    """Learner code on one fold. Where the floor is missing it is refused, never run unprotected."""
    allowed = script_limits(job, result_bytes(job, 1))
    try:
        outcome = fork_server().run(pack(job), allowed, trusted=False, on_tick=on_tick)
    except SandboxUnavailable as error:
        return ScriptRun(None, refused(error))
    frame, reason = read_outcome(outcome, job.test.n_rows, len(job.protocol.classes))
    told = reason and name_the_limit(reason, allowed)
    return ScriptRun(frame, told, outcome.stdout, outcome.wall_seconds, outcome.peak_bytes)


def script_limits(job: Job, result_bytes: int) -> Limits:
    limits = settings.LIMITS
    wall = limits.rehearsal_wall_seconds if is_short(job) else limits.script_wall_seconds
    return Limits(
        wall_seconds=wall,
        cpu_seconds=min(wall, limits.script_cpu_seconds),
        memory_bytes=limits.script_memory_bytes,
        result_bytes=result_bytes,
        printed_kept_bytes=limits.script_printed_kept_bytes,
        printed_max_bytes=limits.script_printed_max_bytes,
        processes=limits.script_processes,
        open_files=limits.script_open_files,
    )


def is_short(job: Job) -> bool:
    """A rehearsal on a sample; one that runs a whole script again takes as long as the script."""
    return job.kind == "rehearsal" and job.script is not None and job.script.pick is None


def refused(error: SandboxUnavailable) -> Reason:
    hint = "The operator of this site has to mend it. It does not count as a try."
    return Reason("sandbox_unavailable", str(error), hint, platform_fault=True)


def name_the_limit(reason: Reason, allowed: Limits) -> Reason:
    """The child knows only that memory ran out; how much there was stands here."""
    if reason.code != "memory_limit":
        return reason
    return replace(reason, message=f"{reason.message} A script has {allowed.memory_bytes // MIB} MB.")


def result_bytes(job: Job, frames: int) -> int:
    """The most that honest frames need: a header, the predictions, class probabilities, importances."""
    numbers = job.test.n_rows * (2 + len(job.protocol.classes)) + len(job.train.names)
    return frames * (16_384 + 8 * numbers)

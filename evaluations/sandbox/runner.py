"""Running jobs in confined children: the worker's side, and the only door to the sandbox."""

from __future__ import annotations

import contextlib
import itertools
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from evaluations.sandbox.floor import ADVICE, FloorBroken, prove_floor
from evaluations.sandbox.limits import Limits, kernel_limits
from evaluations.sandbox.outcome import (
    Outcome,
    SandboxUnavailable,
    judge_ending,
    printable,
    was_killed_from_outside,
)
from evaluations.sandbox.policy import count_threads
from evaluations.sandbox.process import Recipe, ServerFailed, ServerProcess
from evaluations.sandbox.watch import Watch

__all__ = ["ForkServer", "Limits", "Outcome", "SandboxUnavailable", "ServerFailed"]

CONFINED_TIERS = (1, 2)
UNCONFINED = 0
JOBS_PER_SERVER = 1000
TRY_AGAIN_SECONDS = 300  # a floor that failed may have failed for a passing reason


class ForkServer:
    """A fork server of one worker process, replaced whenever it is dead or odd. For one thread at a time.

    Parameters
    ----------
    engine_root : folder of the package that holds ``entry``; mounted read-only, and nothing else of ours
    entry : ``"package.module:function"``, called in each child as ``function(payload, emit)``
    preload : modules imported once, before any job
    uid : user to run under when the worker is root; None: one that nobody uses
    tier : 1 (bubblewrap) or 2 (Landlock); None: the first that holds; 0: trusted jobs only
    bubblewrap : path of the program, searched when empty
    """

    def __init__(
        self,
        engine_root: Path,
        entry: str,
        preload: Sequence[str],
        uid: int | None = None,
        tier: int | None = None,
        bubblewrap: str = "",
    ) -> None:
        self._recipe = Recipe(engine_root, entry, tuple(preload), uid, bubblewrap)
        self._wanted = CONFINED_TIERS if tier is None else tuple({tier} - {UNCONFINED})
        self._server: ServerProcess | None = None
        self._jobs = itertools.count(1)
        self._jobs_left = 0
        self._proven_tier: int | None = None
        self._why_not = ""
        self._refused_at = 0.0

    @property
    def tier(self) -> int | None:
        """1 or 2 when the floor is proven, 0 when only trusted jobs run, None before the start."""
        return self._proven_tier

    @property
    def refusal(self) -> str:
        """What an operator must know when learner code is refused here; empty when it is not."""
        return self._why_not

    def start(self) -> None:
        """Start the server and prove the floor; falls back to trusted jobs only.

        Raise ``ServerFailed`` when not even those can run.
        """
        self.stop()
        self._why_not = ""
        reasons = [reason for tier in self._tiers_to_try() if (reason := self._try_tier(tier))]
        if self._server is not None:
            return
        host = "" if sys.platform.startswith("linux") else f"This host is {sys.platform}, not Linux. "
        told = "; ".join(reasons) or "no confinement was asked for"
        self._why_not = f"Scripts are not run here: {host}the sandbox does not hold ({told}). {ADVICE}"
        self._refused_at = time.monotonic()
        self._begin(UNCONFINED)
        self._proven_tier = UNCONFINED

    def stop(self) -> None:
        """End the server and whatever runs in it. It starts again with the next job."""
        server, self._server, self._proven_tier = self._server, None, None
        if server is not None:
            server.stop()

    def run(
        self,
        payload: bytes,
        limits: Limits,
        *,
        trusted: bool,
        on_result: Callable[[bytes], None] | None = None,
        on_tick: Callable[[], None] | None = None,
    ) -> Outcome:
        """Run one job in a child of its own.

        ``on_result`` gets the result's bytes as they come, ``on_tick`` is called about every second; an
        exception in either kills the job and goes through. Raise ``SandboxUnavailable`` for a job that is not
        trusted on a host whose floor is not proven, ``ServerFailed`` when no server can be started at all.
        """
        self._make_ready(trusted)
        if not trusted and not self._proven_tier:
            raise SandboxUnavailable(self._why_not)
        self._jobs_left -= 1
        return self._run("job", payload, limits, on_result, on_tick)

    def _tiers_to_try(self) -> tuple[int, ...]:
        return self._wanted if sys.platform.startswith("linux") else ()

    def _try_tier(self, tier: int) -> str:
        """Empty on success, else why this tier does not hold."""
        if self._server is not None:
            return ""
        try:
            self._begin(tier)
            prove_floor(lambda payload, limits: self._run("canary", payload, limits, None, None))
            self._proven_tier = tier
        except (ServerFailed, FloorBroken, OSError) as error:
            self.stop()
            return f"tier {tier}: {error}"
        return ""

    def _begin(self, tier: int) -> None:
        self._server = ServerProcess(self._recipe, tier)
        self._jobs_left = JOBS_PER_SERVER

    def _make_ready(self, trusted: bool) -> None:
        usable = self._server is not None and self._jobs_left > 0 and self._server.is_alive()
        refused = not trusted and self._proven_tier == UNCONFINED
        if not usable or (refused and time.monotonic() - self._refused_at > TRY_AGAIN_SECONDS):
            self.start()

    def _run(
        self,
        entry: str,
        payload: bytes,
        limits: Limits,
        on_result: Callable[[bytes], None] | None,
        on_tick: Callable[[], None] | None,
    ) -> Outcome:
        server = self._server
        if server is None:
            raise ServerFailed("the sandbox is not running")
        watch = Watch(server, next(self._jobs), limits)
        try:
            watch.send(payload, entry, self._kernel_limits(server, limits))
            watch.follow(on_result, on_tick)
        except OSError:
            watch.stop("lost")
        except BaseException:
            self._abandon(watch)
            raise
        finally:
            watch.close()
        if watch.ending is None:
            self.stop()
        return _outcome(watch, limits)

    def _abandon(self, watch: Watch) -> None:
        """Kill the child whose caller has lost interest; keep the server when it obeys."""
        watch.stop("lost")
        with contextlib.suppress(OSError):
            watch.follow(None, None)
        if watch.ending is None:
            self.stop()

    def _kernel_limits(self, server: ServerProcess, limits: Limits) -> dict[str, int]:
        elsewhere: int | None = 0
        if not sys.platform.startswith("linux"):
            elsewhere = None
        elif server.shares_uid:
            elsewhere = count_threads(os.getuid())
        return kernel_limits(limits, reserved_bytes=server.reserved_bytes, threads_elsewhere=elsewhere)


def _outcome(watch: Watch, limits: Limits) -> Outcome:
    kind, message = judge_ending(watch.ending, watch.stopped_for, limits)
    ending = watch.ending
    return Outcome(
        kind=kind,
        message=message,
        result=bytes(watch.result.kept),
        stdout=printable(bytes(watch.stdout.kept)),
        stderr=printable(bytes(watch.stderr.kept)),
        wall_seconds=watch.elapsed,
        cpu_seconds=ending.cpu_seconds if ending else 0.0,
        peak_bytes=ending.peak_bytes if ending else 0,
        platform_fault=watch.stopped_for == "lost" or was_killed_from_outside(kind, ending),
    )

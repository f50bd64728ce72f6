"""What one child may use. Every number has its unit in its name."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1 << 20
STACK_BYTES = 8 * MIB


@dataclass(frozen=True)
class Limits:
    """Limits of one job.

    Parameters
    ----------
    wall_seconds : stopped by the parent after this time
    cpu_seconds : all threads together; the kernel kills
    memory_bytes : address space beyond what the libraries already hold, the job's data included
    result_bytes : of what the child sends back
    printed_kept_bytes, printed_max_bytes : of each of stdout and stderr are kept; of both together before
        the child is stopped
    processes : processes and threads of the child
    open_files : file descriptors
    """

    wall_seconds: float = 60.0
    cpu_seconds: int = 60
    memory_bytes: int = 1024 * MIB
    result_bytes: int = 1 * MIB
    printed_kept_bytes: int = 64 * 1024
    printed_max_bytes: int = 4 * MIB
    processes: int = 24
    open_files: int = 64


def kernel_limits(limits: Limits, *, reserved_bytes: int, threads_elsewhere: int | None) -> dict[str, int]:
    """The child's rlimits, by the names of the ``resource`` module without ``RLIMIT_``.

    ``reserved_bytes`` is the address space that the fork server held before the job. ``threads_elsewhere``
    counts what else runs under the child's uid, None where the kernel's count would say nothing (macOS).
    """
    named = {
        "AS": reserved_bytes + limits.memory_bytes,
        "CPU": limits.cpu_seconds,
        "NOFILE": limits.open_files,
        "FSIZE": 0,
        "CORE": 0,
        "MEMLOCK": 0,
        "MSGQUEUE": 0,
        "SIGPENDING": 64,
        "STACK": STACK_BYTES,
    }
    if threads_elsewhere is not None:
        named["NPROC"] = threads_elsewhere + limits.processes
    return named

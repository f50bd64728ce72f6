"""How many processes may compute at once on this machine."""

import os
from pathlib import Path

CGROUP_QUOTA = Path("/sys/fs/cgroup/cpu.max")


def available_cores() -> int:
    """Cores that this process may use: a container's share, not what the machine has."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(allowed, cgroup_quota(CGROUP_QUOTA) or allowed))


def cgroup_quota(path: Path) -> int | None:
    """Whole cores of a ``cpu.max`` file ("quota period" in microseconds), None where there is no limit."""
    try:
        quota, period = path.read_text().split()
    except (OSError, ValueError):
        return None
    return None if quota == "max" else max(1, round(int(quota) / int(period)))

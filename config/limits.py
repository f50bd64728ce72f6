"""Every limit of the product, in one place, with the unit in its name.

Each can be set by an environment variable of the same name in capitals with the prefix ``LIMIT_``:
``LIMIT_SCRIPT_WALL_SECONDS=30``. The order that keeps the job contract (child < soft < hard < broker)
is checked at start: see ``check_order``.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields

KIB = 1024
MIB = 1024 * KIB


@dataclass(frozen=True)
class Limits:
    # What a learner may upload.
    upload_max_bytes: int = 25 * MIB
    upload_max_rows: int = 100_000
    upload_max_columns: int = 300
    upload_max_cell_chars: int = 20_000
    script_max_bytes: int = 64 * KIB
    notebook_max_bytes: int = 4 * MIB
    writeup_max_chars: int = 50_000

    # What one learner may have in progress at once.
    active_evaluations_per_learner: int = 5
    # Fold tasks of one evaluation that wait or run at once. For one evaluation to keep all workers busy it
    # has to be at least the number of their processes.
    lanes_per_evaluation: int = 8
    datasets_per_learner: int = 500
    storage_bytes_per_learner: int = 1024 * MIB
    stars_per_learner: int = 5_000
    follows_per_learner: int = 1_000

    # One run of a learner's script on one fold, and its first run on a sample.
    script_wall_seconds: int = 60
    script_cpu_seconds: int = 55
    rehearsal_wall_seconds: int = 25
    script_memory_bytes: int = 1536 * MIB
    script_printed_kept_bytes: int = 64 * KIB
    script_printed_max_bytes: int = 4 * MIB
    script_processes: int = 24
    script_open_files: int = 64

    # One standard pipeline on one fold, and all pipelines of one fold task.
    pipeline_wall_seconds: int = 180
    pipeline_memory_bytes: int = 4096 * MIB
    fold_wall_seconds: int = 600

    # Celery: the child's limit < soft < hard < what the broker waits before it delivers again.
    task_soft_seconds: int = 640
    task_hard_seconds: int = 660
    # Long, since the broker's client tells it by the clock of the worker machine, which may be hours wrong.
    # What a killed worker held is sent again by the sweep, within a minute.
    broker_visibility_seconds: int = 7 * 24 * 3600

    # Life signs of an evaluation, and when the sweep starts it again.
    heartbeat_seconds: int = 5
    stale_seconds: int = 45
    sweep_every_seconds: int = 15
    launches_max: int = 5

    # Experiments with a script after its report: all of them, and how long one task holds a worker.
    honesty_seconds: int = 300
    honesty_slice_seconds: int = 15

    # Clients that wait for an evaluation.
    wait_max_seconds: int = 30
    waiters_per_process: int = 6


def limits_from_environment(read: Callable[[str, int], int]) -> Limits:
    """``read(name, default)`` answers for one environment variable."""
    return Limits(**{f.name: read(f"LIMIT_{f.name.upper()}", f.default) for f in fields(Limits)})  # type: ignore[arg-type]


ORDERED = (
    ("script_cpu_seconds", "script_wall_seconds"),
    ("rehearsal_wall_seconds", "fold_wall_seconds"),
    ("script_wall_seconds", "fold_wall_seconds"),
    ("pipeline_wall_seconds", "fold_wall_seconds"),
    ("fold_wall_seconds", "task_soft_seconds"),
    ("task_soft_seconds", "task_hard_seconds"),
    ("task_hard_seconds", "broker_visibility_seconds"),
    ("honesty_slice_seconds", "honesty_seconds"),
    ("heartbeat_seconds", "stale_seconds"),
)


def check_order(limits: Limits) -> list[str]:
    """One sentence for each pair of limits that stands in the wrong order."""
    return [
        f"limits.{small} ({getattr(limits, small)}) must be below limits.{large} ({getattr(limits, large)})"
        for small, large in ORDERED
        if getattr(limits, small) >= getattr(limits, large)
    ]

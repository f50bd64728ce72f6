"""Celery's store of results, which counts the lanes of chords and is asked for nothing else."""

from __future__ import annotations

from typing import Any

from celery.backends.redis import RedisBackend


class ResultStore(RedisBackend):
    """Redis, without a listener.

    Celery's own subscribes to each task of a chord on behalf of the process that sends it, keeps each until
    its result comes, and hangs for twenty seconds while the server is away. Nobody here waits for a result.
    """

    def add_pending_result(self, result: Any, weak: bool = False, start_drainer: bool = True) -> Any:
        return result

    def remove_pending_result(self, result: Any) -> Any:
        return result

    def on_task_call(self, producer: Any, task_id: str) -> None:
        return

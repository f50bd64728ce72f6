"""Celery's side of the steps: ids in, nothing out. What went wrong is in the database, never in a result."""

from __future__ import annotations

import logging
import uuid
from typing import NoReturn

from billiard.exceptions import SoftTimeLimitExceeded
from celery import Task, shared_task
from django.conf import settings

from evaluations import honesty, launch, lifecycle, lockbox, running
from evaluations.core.reason import Reason
from evaluations.lifecycle import Superseded
from evaluations.running import TurnOver
from evaluations.sweep import is_first_lately
from evaluations.sweep import sweep as launch_silent

logger = logging.getLogger(__name__)

RETRIES = 3
BACK_OFF = 4  # each wait is this much longer than the one before: most servers are back within half a minute
PLATFORM_FAULT = Reason(
    code="platform_fault",
    message="Something of ours broke while we evaluated this.",
    hint="This is our fault and does not count as a try. Start it again in a while.",
    platform_fault=True,
)


class Step(Task):
    """A step of one launch of one evaluation.

    A step whose launch is over ends quietly. Anything unexpected is the platform's fault: this step is tried
    again a few times, and then the evaluation ends with that reason. What meets many steps at once, as
    when a server is away, is one fault of each.
    """

    abstract = True
    max_retries = None  # ``fault`` counts

    def __call__(self, evaluation_id: str, number: int, *args: object) -> None:
        try:
            self.run(uuid.UUID(evaluation_id), number, *args)
        except Superseded:
            logger.info("%s: launch %s of %s is over", self.name, number, evaluation_id)
            self.request.chain = None  # what would follow has nothing to do either
        except TurnOver:
            self.go_on_later()
        except (Exception, SoftTimeLimitExceeded) as error:  # noqa: BLE001  (whatever it is, it is ours)
            self.fault(uuid.UUID(evaluation_id), number, error)

    def fault(self, evaluation_id: uuid.UUID, number: int, error: BaseException) -> None:
        logger.error("%s of %s failed", self.name, evaluation_id, exc_info=error)
        retries = self.request.retries
        if not lifecycle.count_platform_fault(evaluation_id, number):
            return
        if retries >= RETRIES:
            lifecycle.fail(evaluation_id, number, PLATFORM_FAULT)
            return
        countdown = min(2 * BACK_OFF**retries, settings.LIMITS.stale_seconds // 2)
        raise self.retry(countdown=countdown, exc=error)

    def go_on_later(self) -> NoReturn:
        """Send the same step once more, behind what waits by now: the same try, not another one."""
        self.request.retries -= 1
        raise self.retry(countdown=0)


@shared_task(base=Step, name="evaluations.start")
def start(evaluation_id: uuid.UUID, number: int) -> None:
    running.begin(evaluation_id, number)


class Fold(Step):
    """A step in a lane: its end sends what follows, at the level that its learner has reached by then."""

    abstract = True

    def __call__(self, evaluation_id: str, number: int, *args: object) -> None:
        super().__call__(evaluation_id, number, *args)
        if self.request.chain:
            options = self.request.chain[-1]["options"]
            options["priority"] = launch.at_level(options["priority"], running.level_of(evaluation_id))


# The chord counts its lanes by their results, so these are kept (for an hour, and they say nothing).
@shared_task(base=Fold, name="evaluations.measure_fold", ignore_result=False)
def measure_fold(evaluation_id: uuid.UUID, number: int, fold: int, pipelines: list[str]) -> None:
    running.measure_fold(evaluation_id, number, fold, pipelines)


@shared_task(base=Step, name="evaluations.finish")
def finish(evaluation_id: uuid.UUID, number: int) -> None:
    running.finish(evaluation_id, number)


@shared_task(name="evaluations.open_lockbox")
def open_lockbox(opening_id: int) -> None:
    lockbox.open_lockbox(opening_id)


@shared_task(name="evaluations.test_honesty")
def test_honesty(test_id: int, number: int) -> None:
    honesty.go_on(test_id, number)


@shared_task(name="evaluations.sweep")
def sweep() -> None:
    if is_first_lately("evaluations.sweep"):
        launch_silent()

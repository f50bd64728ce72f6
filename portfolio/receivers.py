"""What the public face does when an evaluation succeeds; in the same transaction."""

from __future__ import annotations

from evaluations.models import Evaluation
from evaluations.signals import evaluation_succeeded
from portfolio.services import publish


def publish_if_asked(sender: object, evaluation: Evaluation, **kwargs: object) -> None:
    if evaluation.publish_requested:
        publish(project=evaluation.project, evaluation=evaluation, visibility=evaluation.publish_requested)


def connect() -> None:
    evaluation_succeeded.connect(publish_if_asked, dispatch_uid="publish_if_asked")

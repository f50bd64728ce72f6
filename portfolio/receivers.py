"""What the public face does when something changes below it; in the same transaction."""

from __future__ import annotations

from evaluations.models import Evaluation
from evaluations.signals import evaluation_amended, evaluation_ended, evaluation_succeeded
from portfolio.index.entries import forget_project, index_learner
from portfolio.kept_pages import turn_edition
from portfolio.services import publish
from portfolio.webhooks.outbox import record_evaluation
from projects.models import Dataset, Learner, Project
from projects.signals import dataset_described, learner_introduced, project_deleted


def publish_if_asked(sender: object, evaluation: Evaluation, **kwargs: object) -> None:
    if evaluation.publish_requested:
        publish(
            project=evaluation.project,
            evaluation=evaluation,
            visibility=evaluation.publish_requested,
            ask_for_answers=False,
        )


def index_renamed(sender: object, learner: Learner, **kwargs: object) -> None:
    index_learner(learner)


def forget_deleted(sender: object, project: Project, **kwargs: object) -> None:
    forget_project(project.pk)


def tell_webhooks(sender: object, evaluation: Evaluation, **kwargs: object) -> None:
    record_evaluation(evaluation)


def turn_when_seen(sender: object, evaluation: Evaluation, **kwargs: object) -> None:
    if evaluation.project.visibility != Project.Visibility.PRIVATE:
        turn_edition()


def turn_when_data_are_seen(sender: object, dataset: Dataset, **kwargs: object) -> None:
    standing = Project.objects.filter(dataset_version__dataset=dataset)
    if standing.exclude(visibility=Project.Visibility.PRIVATE).exists():
        turn_edition()


def turn(sender: object, **kwargs: object) -> None:
    turn_edition()


def connect() -> None:
    evaluation_amended.connect(turn, dispatch_uid="turn_edition")
    evaluation_ended.connect(turn_when_seen, dispatch_uid="turn_when_seen")
    evaluation_ended.connect(tell_webhooks, dispatch_uid="tell_webhooks")
    project_deleted.connect(forget_deleted, dispatch_uid="forget_deleted")
    dataset_described.connect(turn_when_data_are_seen, dispatch_uid="turn_when_data_are_seen")
    learner_introduced.connect(index_renamed, dispatch_uid="index_renamed")
    evaluation_succeeded.connect(publish_if_asked, dispatch_uid="publish_if_asked")

"""The only way to a guarded evaluation."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db.models import QuerySet, prefetch_related_objects

from evaluations.answers import issues_of
from evaluations.models import Evaluation
from projects.errors import BadInput, NotFound, NotYours
from projects.models import Project, Script

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from projects.models import Learner


def evaluation_for_reading(user: Learner | AnonymousUser, pk: uuid.UUID) -> Evaluation:
    """With everything that an answer shows. Raise ``NotFound`` unless ``user`` may see it."""
    evaluation = Evaluation.objects.readable_by(user).with_everything().filter(pk=pk).first()
    if evaluation is None:
        raise NotFound(f"There is no evaluation {pk} that you may see.")
    return evaluation


def evaluation_on_page(user: Learner | AnonymousUser, project: Project) -> Evaluation | None:
    """The newest published version of a project that ``user`` may see; of one's own draft the newest.

    With its findings, and the answers to its issues.
    """
    shown = project.evaluations.published().order_by("-published_version").with_findings().first()
    if shown is None and project.owner_id == user.pk:
        shown = project.evaluations.filter(status=Evaluation.Status.SUCCEEDED).with_findings().first()
    if shown is None:
        return None
    if issues_of(shown):  # nothing else is answered
        prefetch_related_objects([project], "answers__fixed_by__project__owner")
    if shown.dataset_version_id == project.dataset_version_id:
        shown.dataset_version = project.dataset_version
    return shown


def check_readable(user: Learner | AnonymousUser, pk: uuid.UUID) -> None:
    """Raise ``NotFound`` unless ``user`` may see the evaluation. One small query."""
    if not Evaluation.objects.readable_by(user).filter(pk=pk).exists():
        raise NotFound(f"There is no evaluation {pk} that you may see.")


def evaluations_in_lists(user: Learner | AnonymousUser) -> QuerySet[Evaluation]:
    """All that ``user`` may see, newest first, without what only their own pages show."""
    rows = Evaluation.objects.readable_by(user).select_related("project__owner")
    return rows.defer("report", "protocol", "plan", "printed", "project__protocol", "project__writeup_html")


def evaluation_for_writing(user: Learner | AnonymousUser, pk: uuid.UUID) -> Evaluation:
    evaluation = evaluation_for_reading(user, pk)
    if evaluation.project.owner_id != user.pk:
        raise NotYours(f"The evaluation {pk} belongs to {evaluation.project.owner}.")
    return evaluation


def script_of(project: Project, version: int | None) -> Script | None:
    """A version of the project's own script; None for none. Raise ``BadInput`` for one that is not there."""
    if version is None:
        return None
    script = project.scripts.filter(version=version).first()
    if script is None:
        last = project.scripts.values_list("version", flat=True).first()
        raise BadInput(
            f"The project has no version {version} of a script.",
            code="no_such_script",
            hint=f"The newest is version {last}." if last else "Upload one first.",
            field="script",
        )
    return script

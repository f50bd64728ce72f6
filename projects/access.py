"""The only way to a guarded row. Nobody learns from the answer whether a private thing exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from projects.errors import NotFound, NotYours
from projects.models import Dataset, DatasetVersion, Project
from projects.querysets import is_listed

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from projects.models import Learner


def project_for_reading(user: Learner | AnonymousUser, owner: str, slug: str) -> Project:
    """Raise ``NotFound`` unless ``user`` may see the project."""
    found = Project.objects.readable_by(user).filter(owner__username=owner, slug=slug)
    project = found.select_related("owner", "dataset_version__dataset").first()
    if project is None:
        raise NotFound(f"There is no project {owner}/{slug} that you may see.")
    dataset = project.dataset_version.dataset
    if dataset.owner_id == project.owner_id:  # as nearly always: the same person is not read twice
        dataset.owner = project.owner
    return project


def project_for_writing(user: Learner | AnonymousUser, owner: str, slug: str) -> Project:
    """Raise ``NotFound`` unless ``user`` may see it, ``NotYours`` unless it is theirs."""
    project = project_for_reading(user, owner, slug)
    if project.owner_id != user.pk:
        raise NotYours(f"The project {owner}/{slug} belongs to {owner}.")
    return project


def dataset_version_of(user: Learner | AnonymousUser, pk: int) -> DatasetVersion:
    """One of the user's own uploads. Raise ``NotFound`` otherwise."""
    found = DatasetVersion.objects.filter(pk=pk, dataset__owner_id=user.pk or 0)
    version = found.select_related("dataset__owner").first()
    if version is None:
        raise NotFound(f"There is no data set {pk} of yours.")
    return version


def dataset_versions_of(user: Learner | AnonymousUser) -> QuerySet[DatasetVersion]:
    """The user's own uploads."""
    return DatasetVersion.objects.filter(dataset__owner_id=user.pk or 0).select_related("dataset__owner")


def dataset_of(user: Learner | AnonymousUser, pk: int) -> Dataset:
    dataset = Dataset.objects.filter(pk=pk, owner_id=user.pk or 0).select_related("owner").first()
    if dataset is None:
        raise NotFound(f"There is no data set {pk} of yours.")
    return dataset


def dataset_version_at(user: Learner | AnonymousUser, owner: str, slug: str) -> DatasetVersion:
    """The newest version of a data set that a public project of its owner stands on, or of one's own.

    Raise ``NotFound`` otherwise.
    """
    of_owner = DatasetVersion.objects.filter(dataset__owner__username=owner, dataset__slug=slug)
    version = visible_to(user, of_owner).order_by("-number").first()
    if version is None:
        raise NotFound(f"There is no data set {owner}/{slug} that you may see.")
    return version


def dataset_for_writing(user: Learner | AnonymousUser, owner: str, slug: str) -> Dataset:
    """Raise ``NotFound`` unless ``user`` may see the data set, ``NotYours`` unless it is theirs."""
    dataset = dataset_version_at(user, owner, slug).dataset
    if dataset.owner_id != user.pk:
        raise NotYours(f"The data set {owner}/{slug} belongs to {owner}.")
    return dataset


def visible_to(user: Learner | AnonymousUser, versions: QuerySet) -> QuerySet:
    """A row for each project on a version, so take the first. From the version to its projects: asked whether
    one is among all that are public, databases look those up."""
    own = Q(dataset__owner_id=user.pk or 0)
    return versions.filter(own | is_listed("projects__")).select_related("dataset__owner")


def dataset_version_for_reading(user: Learner | AnonymousUser, pk: int) -> DatasetVersion:
    """One's own, or one that a public project stands on. Raise ``NotFound`` otherwise."""
    version = visible_to(user, DatasetVersion.objects.filter(pk=pk)).first()
    if version is None:
        raise NotFound(f"There is no data set {pk} that you may see.")
    return version

"""The read model of a data set's page: what is in it, who asked what of it, and the boards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from evaluations.figures.text import clean
from evaluations.shown.dataset import ShownDataset, show_dataset
from portfolio.boards import Board, make_boards
from portfolio.rows import Person, ProjectRow, make_person, rows_in_order
from projects.access import dataset_version_at
from projects.models import DatasetVersion, Learner, Project

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

PROJECTS_SHOWN = 50
NO_ROLES = {"target": "", "left_out": []}  # a data set by itself has no target yet


@dataclass(frozen=True)
class DatasetPage:
    version: DatasetVersion
    name: str
    owner: Person
    url: str
    is_owner: bool
    is_public: bool
    download: str  # empty while no public project gives it
    dataset: ShownDataset
    boards: tuple[Board, ...]
    rows: tuple[ProjectRow, ...]
    updated_at: datetime

    @property
    def says(self) -> str:
        """What is shown of it elsewhere: its owner's first words, and how large it is."""
        words = self.dataset.about.description[:1]
        return " ".join([*(clean(word, 160) for word in words), f"{self.dataset.summary}."])


def dataset_page(user: Learner | AnonymousUser, owner: str, slug: str) -> DatasetPage:
    """Raise ``NotFound`` unless it is the reader's own or a public project stands on it.

    Boards and projects are those of everybody on the same bytes, and only what is public counts.
    """
    version, rows = dataset_of_all(user, owner, slug, PROJECTS_SHOWN)
    own = next((row for row in rows if row.owner.username == owner), None)
    return DatasetPage(
        version=version,
        name=clean(version.dataset.name),
        owner=make_person(version.dataset.owner),
        url=reverse("dataset", args=[owner, slug]),
        is_owner=version.dataset.owner_id == user.pk,
        is_public=bool(rows),
        download=reverse("project_data", args=[own.owner.username, own.slug]) if own else "",
        dataset=show_dataset(version, NO_ROLES, report={}),
        boards=make_boards(version.sha256),
        rows=rows,
        updated_at=rows[0].published_at if rows and rows[0].published_at else version.created_at,
    )


def dataset_of_all(
    user: Learner | AnonymousUser, owner: str, slug: str, most: int
) -> tuple[DatasetVersion, tuple[ProjectRow, ...]]:
    """The data set, and the newest public projects of everybody on its bytes."""
    version = dataset_version_at(user, owner, slug)
    listed = Project.objects.listed().filter(dataset_version__sha256=version.sha256).newest_published()
    return version, rows_in_order(listed.values_list("pk", flat=True)[:most])

"""What every export is made of: the page's read model, and the raw numbers behind it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.conf import settings

from evaluations.models import Evaluation
from evaluations.page import EvaluationPage
from evaluations.shown.drawings import ShownFigure
from portfolio.exports.archive import safe_name
from portfolio.exports.loading import loading_call
from portfolio.exports.prose import portable
from portfolio.page import ProjectPage, project_page
from projects.errors import Conflict
from projects.models import Learner
from projects.services import load_bytes

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


@dataclass(frozen=True)
class Material:
    """One project with the report that its page shows. ``with_data`` is false to name the bytes only."""

    page: ProjectPage
    report: EvaluationPage
    with_data: bool = True

    @property
    def evaluation(self) -> Evaluation:
        return self.report.evaluation

    @property
    def url(self) -> str:
        return settings.SITE_URL + self.page.url

    @property
    def name(self) -> str:
        """For files and folders: the owner's and the project's address parts."""
        return f"{self.page.owner.username}-{self.page.project.slug}"

    @property
    def data_name(self) -> str:
        return safe_name(self.evaluation.dataset_version.filename, "data.csv")

    @property
    def script_name(self) -> str:
        script = self.evaluation.script
        return safe_name(script.filename, "script.py") if script else ""

    @property
    def figures(self) -> tuple[ShownFigure, ...]:
        """All, the comparison of the models first."""
        first = (self.report.comparison_figure,) if self.report.comparison_figure else ()
        return first + self.report.figures

    @property
    def writeup(self) -> str:
        """As Markdown that may stand in a document which others render."""
        return portable(self.page.project.writeup)

    @property
    def loading(self) -> str:
        """How pandas reads the data."""
        version = self.evaluation.dataset_version
        return loading_call(version.reading, version.filename)

    @cached_property
    def data(self) -> bytes:
        return load_bytes(self.evaluation.dataset_version)


def gather(user: Learner | AnonymousUser, owner: str, slug: str, *, with_data: bool = True) -> Material:
    """Raise ``NotFound`` unless ``user`` may see the project, ``Conflict`` while nothing is measured."""
    page = project_page(user, owner, slug)
    if page.report is None:
        raise Conflict(
            "There is nothing to export yet: no evaluation has succeeded.",
            code="nothing_to_export",
            hint="Wait until it has.",
        )
    return Material(page, page.report, with_data)

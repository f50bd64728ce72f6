"""The one read model of the public pages: plain frozen values, each page in a constant number of queries.

HTML reads it now; the API, feeds and exports read the same.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from evaluations.access import evaluation_on_page
from evaluations.figures.scoreline import ScoreLine, hero_svgs
from evaluations.figures.text import clean
from evaluations.models import Evaluation
from evaluations.page import EvaluationPage, evaluation_page
from evaluations.summary import EvaluationSummary, summary_of
from portfolio.facets import Facet, count_cells, make_facets
from portfolio.models import Listing
from portfolio.narrative import describe_project
from portfolio.rows import Person, ProjectRow, make_person, rows_in_order
from portfolio.search import STARS, Found, Search, find_projects
from projects.access import project_for_reading
from projects.errors import NotFound
from projects.models import Learner, Project
from projects.tags import names_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

PAGE_ROWS = 20
RECENT_ROWS = 5
VERSIONS_SHOWN = 50
EXAMPLE = ScoreLine(
    "accuracy", 0, 1, 0.83, 0.79, 0.86, 0.62, lockbox=0.81, said=0.97, baseline_label="always “no”"
)


@dataclass(frozen=True)
class Latest:
    """The owner's newest evaluation, when it is not the one that the page shows."""

    id: uuid.UUID
    url: str
    status: str
    status_words: str
    reason: str


@dataclass(frozen=True)
class ProjectPage:
    project: Project
    title: str
    question: str
    target: str
    owner: Person
    url: str
    is_owner: bool
    is_published: bool
    description: str
    writeup: SafeString
    report: EvaluationPage | None
    version: int | None
    versions: tuple[EvaluationSummary, ...]
    latest: Latest | None
    can_publish: bool
    tags: tuple[str, ...] = ()

    @property
    def next_version(self) -> int:
        return (self.version or 0) + 1

    @property
    def has_lockbox(self) -> bool:
        return bool(self.project.protocol["lockbox_share"])


@dataclass(frozen=True)
class TagPage:
    name: str
    url: str
    total: int
    rows: tuple[ProjectRow, ...]
    number: int
    previous: str
    next: str


@dataclass(frozen=True)
class ExplorePage:
    search: Search
    facets: tuple[Facet, ...]
    corrected: str  # what was searched for instead of words that are nowhere
    total: int
    rows: tuple[ProjectRow, ...]
    number: int
    pages: int
    previous: str
    next: str

    @property
    def by_default(self) -> str:
        return self.search.address(sort="")

    @property
    def by_stars(self) -> str:
        return self.search.address(sort=STARS)


@dataclass(frozen=True)
class HomePage:
    example: SafeString
    rows: tuple[ProjectRow, ...]


def project_page(user: Learner | AnonymousUser, owner: str, slug: str) -> ProjectPage:
    """Raise ``NotFound`` unless ``user`` may see the project."""
    project = project_for_reading(user, owner, slug)
    is_owner = project.owner_id == user.pk
    published = is_published(project)
    shown = evaluation_on_page(user, project)
    report = evaluation_page(shown) if shown else None
    versions = versions_of(project, shown)
    newest = project.evaluations.defer("report", "printed").first() if is_owner else None
    return ProjectPage(
        project=project,
        title=clean(project.title),
        question=clean(project.question),
        target=clean(project.target, 60),
        owner=make_person(project.owner),
        url=project.get_absolute_url(),
        is_owner=is_owner,
        is_published=published,
        description=describe_project(project.question, project.target, versions[0] if versions else None),
        writeup=mark_safe(project.writeup_html),  # noqa: S308  (cleaned by portfolio.writeup when it was kept)
        report=report,
        version=versions[0].version if versions else None,
        versions=versions,
        latest=latest_beside(newest, report),
        can_publish=is_owner and report is not None and not published,
        tags=names_of(project),
    )


def is_published(project: Project) -> bool:
    return project.visibility != Project.Visibility.PRIVATE and project.published_at is not None


def versions_of(project: Project, newest: Evaluation | None) -> tuple[EvaluationSummary, ...]:
    """Newest first. ``newest``: what the page shows; a draft has none."""
    if newest is None or newest.published_version is None:
        return ()
    if newest.published_version == 1:
        return (summary_of(newest),)
    before = project.evaluations.filter(published_version__lt=newest.published_version)
    older = before.order_by("-published_version").with_card()[: VERSIONS_SHOWN - 1]
    return tuple(summary_of(version) for version in (newest, *older))


def newest_finished(project: Project) -> Evaluation | None:
    """What publishing would pin, with everything."""
    done = project.evaluations.filter(status=Evaluation.Status.SUCCEEDED).values_list("pk", flat=True).first()
    return Evaluation.objects.with_everything().get(pk=done) if done else None


def latest_beside(newest: Evaluation | None, report: EvaluationPage | None) -> Latest | None:
    if newest is None or (report is not None and report.evaluation.pk == newest.pk):
        return None
    return Latest(
        id=newest.pk,
        url=newest.get_absolute_url(),
        status=newest.status,
        status_words=newest.get_status_display(),
        reason=clean(newest.reason_message, 500),
    )


def tag_page(name: str, number: str = "1") -> TagPage:
    """Raise ``NotFound`` when nothing public has the tag."""
    found = Project.objects.listed().filter(tags__name=name).newest_published()
    # Listings are few columns, and counted from the tag: of projects, databases look at all that are public.
    number_of = Listing.objects.filter(project__tags__name=name, project__owner__is_active=True).count()
    page = CountedPaginator(found.values_list("pk", flat=True), PAGE_ROWS, number=number_of).get_page(number)
    if not number_of:
        raise NotFound(f"Nothing public is tagged “{clean(name, 40)}”.")
    return TagPage(
        name=name,
        url=reverse("tag", args=[name]),
        total=number_of,
        rows=rows_in_order(page.object_list),
        number=page.number,
        previous=f"?page={page.previous_page_number()}" if page.has_previous() else "",
        next=f"?page={page.next_page_number()}" if page.has_next() else "",
    )


def explore_page(search: Search, number: str = "1") -> ExplorePage:
    """With words the best match comes first, without them the newest, unless another order is asked for."""
    found = find_projects(search)
    cells = count_cells(search, found.ids)
    listed = in_order(found, by_match=not search.sort)
    page = CountedPaginator(listed, PAGE_ROWS, number=cells.count(search)).get_page(number)
    return ExplorePage(
        search=search,
        facets=make_facets(search, cells),
        corrected=found.corrected,
        total=page.paginator.count,
        rows=rows_in_order(page.object_list),
        number=page.number,
        pages=page.paginator.num_pages,
        previous=search.address(page=page.previous_page_number()) if page.has_previous() else "",
        next=search.address(page=page.next_page_number()) if page.has_next() else "",
    )


class CountedPaginator(Paginator):
    """For what has been counted already: counting a hundred thousand takes longer than finding twenty."""

    def __init__(self, *args: Any, number: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count = number


def in_order(found: Found, *, by_match: bool) -> Any:
    """Ids: a query, or the matches that are left, as they were ranked."""
    if found.ids is None or not by_match:
        return found.projects.values_list("pk", flat=True)
    left = set(found.projects.order_by().values_list("pk", flat=True))
    return [pk for pk in found.ids if pk in left]


def home_page() -> HomePage:
    newest = Project.objects.listed().newest_published().values_list("pk", flat=True)[:RECENT_ROWS]
    return HomePage(example=mark_safe(hero_svgs(EXAMPLE)), rows=rows_in_order(newest))  # noqa: S308  (ours)

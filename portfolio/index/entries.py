"""What is in the index: public projects, written when they are published or changed, else gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from types import ModuleType

from django.db import connection, transaction
from django.db.models import OuterRef, Subquery

from evaluations.models import Evaluation
from evaluations.outcomes import outcomes_of
from portfolio.index import postgres, sqlite
from portfolio.index.words import fold, tokens_of
from portfolio.kept_pages import turn_edition
from portfolio.models import Listing, Star, Word
from projects.models import Learner, Project

BODY_CHARS = 20_000
WORDS_MAX = 200  # of one project, in the list that spelling is checked against
WORD_CHARS_MIN = 4
CANDIDATES_MAX = 2_000
CLOSE_ENOUGH, CLOSE_ONES = 0.74, 5


def backend() -> ModuleType:
    return postgres if connection.vendor == "postgresql" else sqlite


def index_project(project: Project) -> None:
    """Bring its entry up to date; a project that strangers do not find by browsing has none."""
    turn_edition()
    bring_up_to_date(project)


def bring_up_to_date(project: Project) -> None:
    if not project.is_public:
        remove_entry(project.pk)
        return
    with transaction.atomic():
        listed = Project.objects.listed().filter(pk=project.pk).annotate(pinned=latest_version())
        found = listed.select_related("owner", "dataset_version").prefetch_related("tags").first()
        if found is None:
            remove_entry(project.pk)
        else:
            write_entry(found)


def latest_version() -> Subquery:
    """For annotating projects: the evaluation that their newest published version stands on."""
    versions = Evaluation.objects.published().filter(project=OuterRef("pk"))
    return Subquery(versions.order_by("-published_version").values("pk")[:1])


def write_entry(found: Project) -> None:
    tags = " ".join(tag.name for tag in found.tags.all())
    words = f"{found.question} {found.target} {tags} {found.owner.username} {found.owner.name}"
    backend().write(found.pk, fold(found.title), fold(words), fold(found.writeup[:BODY_CHARS]))
    pinned = found.pinned  # type: ignore[attr-defined]  # annotated by index_project
    outcomes = outcomes_of([pinned]) if pinned else []
    Listing.objects.update_or_create(
        project=found,
        defaults={
            "evaluation_id": pinned,
            "task": found.task,
            "rows": found.dataset_version.rows,
            "beats_baseline": [outcome.verdict for outcome in outcomes] == ["better"],
            "stars": Star.objects.filter(project=found, learner__is_active=True).count(),
        },
    )
    known = [word for word in tokens_of(f"{found.title} {words}", WORDS_MAX) if len(word) >= WORD_CHARS_MIN]
    Word.objects.bulk_create([Word(word=word) for word in known], ignore_conflicts=True)


def forget_project(project_id: int) -> None:
    turn_edition()
    remove_entry(project_id)


def remove_entry(project_id: int) -> None:
    backend().remove(project_id)
    Listing.objects.filter(project=project_id).delete()


def begin_anew() -> None:
    """Take out the words of all, and entries whose project is gone: before all are written again."""
    Word.objects.all().delete()
    backend().remove_missing()


def index_learner(learner: Learner) -> None:
    """After a change of name."""
    turn_edition()
    for project in learner.projects.all():
        bring_up_to_date(project)


def find(tokens: Sequence[str], most: int) -> list[int]:
    """Ids of projects in which all the words occur, best match first."""
    return list(backend().find(tokens, most)) if tokens else []


def correct(tokens: Iterable[str]) -> tuple[str, ...]:
    """Each word that no project has, as the nearest that one has."""
    return tuple(nearest(token) for token in tokens)


def nearest(token: str) -> str:
    """Words that no project has any more stay in the list, and must neither be told nor stand in the way."""
    if len(token) < WORD_CHARS_MIN or find([token], 1):
        return token
    about = Word.objects.filter(
        length__gte=len(token) - 2, length__lte=len(token) + 2, word__startswith=token[0]
    )
    known = about.values_list("word", flat=True)[:CANDIDATES_MAX]
    close = get_close_matches(token, known, CLOSE_ONES, CLOSE_ENOUGH)
    return next((word for word in close if find([word], 1)), token)

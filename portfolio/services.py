"""Writes of the public face: what is published, and the words beside it."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from evaluations.answers import accept_issues, name_issues, open_issues
from evaluations.models import Evaluation
from evaluations.openings import request_opening
from portfolio.index.entries import index_project
from portfolio.pins import unpin_hidden
from portfolio.webhooks.outbox import record_project
from portfolio.writeup import render_writeup
from projects.errors import BadInput, Conflict
from projects.models import Project


def publish(
    *,
    project: Project,
    evaluation: Evaluation | None = None,
    visibility: str = Project.Visibility.PUBLIC,
    answers: Mapping[str, str] | None = None,
    ask_for_answers: bool = True,
) -> Project:
    """Pin an evaluation (the latest that succeeded), show the page, open the lockbox for its best pipeline.

    Publishing the same evaluation again changes the visibility only: the lockbox opens once for each
    published version. ``answers``: reasons for accepting issues, by code. Raise ``Conflict`` when there is
    nothing measured to publish, or an issue has no answer (unless it was asked for before the issues were
    known: then they stand on the page as not answered yet).
    """
    if visibility not in (Project.Visibility.PUBLIC, Project.Visibility.UNLISTED):
        raise BadInput("A published page is public or unlisted.", field="visibility")
    with transaction.atomic():
        project = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
        chosen = choose_finished(project, evaluation)
        accept_issues(chosen, answers or {})
        if ask_for_answers:
            refuse_unanswered(chosen)
        is_news = pin(project, chosen) or project.visibility == Project.Visibility.PRIVATE
        project.visibility = visibility
        project.published_at = project.published_at or timezone.now()
        project.save(update_fields=["visibility", "published_at", "updated_at"])
        request_opening(chosen)
        unpin_hidden(project)
        index_project(project)
        if is_news:
            record_project(project, "project.published")
    return project


def choose_finished(project: Project, evaluation: Evaluation | None) -> Evaluation:
    """As it is stored now: whoever waited for the lock may have an older copy."""
    done = project.evaluations.filter(status=Evaluation.Status.SUCCEEDED)
    chosen = (done.filter(pk=evaluation.pk) if evaluation else done).first()
    if chosen is None:
        raise Conflict(
            "There is no finished evaluation to publish.",
            code="nothing_to_publish",
            hint="Start one and wait until it has succeeded.",
        )
    return chosen


def refuse_unanswered(evaluation: Evaluation) -> None:
    unanswered = open_issues(Evaluation.objects.with_everything().get(pk=evaluation.pk))
    if unanswered:
        many = len(unanswered) > 1
        raise Conflict(
            f"{'These issues have' if many else 'This issue has'} no answer yet: {name_issues(unanswered)}.",
            code="unanswered_issues",
            hint="Repair what can be repaired and measure again, or say why you accept it.",
            field="answers",
        )


def pin(project: Project, evaluation: Evaluation) -> bool:
    """Give the evaluation the project's next published version. False when it has one."""
    if evaluation.published_version is not None:
        return False
    last = project.evaluations.aggregate(last=Max("published_version"))["last"] or 0
    evaluation.published_version = last + 1
    evaluation.published_at = timezone.now()
    evaluation.save(update_fields=["published_version", "published_at"])
    return True


def unpublish(project: Project) -> None:
    """Make the page private again. What was pinned and opened stays on record."""
    with transaction.atomic():
        was_seen = project.visibility != Project.Visibility.PRIVATE
        project.visibility = Project.Visibility.PRIVATE
        project.save(update_fields=["visibility", "updated_at"])
        unpin_hidden(project)
        index_project(project)
        if was_seen:
            record_project(project, "project.unpublished")


def show_as(*, project: Project, visibility: str) -> None:
    """Change who may see the page. Raise ``Conflict`` where there is no published version to show."""
    if visibility == Project.Visibility.PRIVATE:
        unpublish(project)
        return
    if project.published_at is None:
        raise Conflict(
            "This project has no published version to show.",
            code="not_published",
            hint="Publish an evaluation first: that also makes the page visible.",
        )
    with transaction.atomic():
        is_news = project.visibility == Project.Visibility.PRIVATE
        project.visibility = visibility
        project.save(update_fields=["visibility", "updated_at"])
        unpin_hidden(project)
        index_project(project)
        if is_news:
            record_project(project, "project.published")


def write_up(*, project: Project, markdown: str) -> None:
    """Keep the learner's words, and the safe HTML made of them."""
    limit = settings.LIMITS.writeup_max_chars
    if len(markdown) > limit:
        raise BadInput(
            f"The write-up has {len(markdown):,} characters; at most {limit:,} are kept.",
            code="writeup_too_long",
            hint="Shorten it, or link to the long version.",
            field="writeup",
        )
    project.writeup = markdown
    project.writeup_html = render_writeup(markdown)
    project.save(update_fields=["writeup", "writeup_html", "updated_at"])
    if project.visibility != Project.Visibility.PRIVATE:
        index_project(project)


def describe(*, project: Project, title: str, question: str) -> None:
    """Change the words at the head of the page. The address stays."""
    if not title.strip():
        raise BadInput("A project needs a title.", field="title", hint="One line is enough.")
    project.title = title.strip()[:120]
    project.question = question.strip()[:200]
    project.save(update_fields=["title", "question", "updated_at"])
    if project.visibility != Project.Visibility.PRIVATE:
        index_project(project)

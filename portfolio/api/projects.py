"""Projects: find, make, read, change, delete, publish."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from evaluations.access import evaluation_for_writing
from evaluations.services import Question, open_project
from portfolio.api.descriptions import (
    ProjectDocument,
    ProjectListed,
    detail_document,
    listed_document,
)
from portfolio.api.reading import EVALUATIONS_SHOWN, find_listed, newest_evaluations, scripts_shown
from portfolio.api.requests import SORTS, ProjectChange, ProjectQuery, ProjectRequest, PublishRequest
from portfolio.services import describe, publish, show_as, unpublish, write_up
from portfolio.tagging import tag_project
from projects.access import dataset_version_of, project_for_reading, project_for_writing
from projects.api.base import ApiView, learner_of, require_match
from projects.api.idempotency import idempotent
from projects.api.pagination import NewestFirst
from projects.models import Project
from projects.services import delete_project


class Projects(ApiView):
    pagination_class = NewestFirst

    @extend_schema(
        operation_id="list_projects",
        summary="Find projects",
        description="Public ones, and your own.",
        parameters=[ProjectQuery],
        responses=ProjectListed(many=True),
    )
    def get(self, request: Request) -> Response:
        asked = self.query(ProjectQuery)
        pages = NewestFirst()
        pages.ordering = SORTS[asked["sort"] or "newest"]
        page = pages.paginate_queryset(find_listed(request.user, asked), request, self) or []
        newest = newest_evaluations(request.user, page)
        absolute = request.build_absolute_uri
        return pages.get_paginated_response(
            [listed_document(project, newest[project.pk], absolute=absolute) for project in page]
        )

    get.error_statuses = (404, 422)  # type: ignore[attr-defined]  # for the OpenAPI document

    @extend_schema(
        operation_id="create_project",
        summary="Make a project on a data set of yours",
        request=ProjectRequest,
        responses={201: ProjectDocument},
    )
    @idempotent
    def post(self, request: Request) -> Response:
        sent = self.receive(ProjectRequest)
        version = dataset_version_of(request.user, sent.pop("dataset"))
        project = open_project(owner=learner_of(request), version=version, asked=Question(**sent))
        document = document_of(request, project)
        return Response(document, status=201, headers={"Location": document["api_url"]})

    post.error_statuses = (404,)


class ProjectDetail(ApiView):
    @extend_schema(operation_id="read_project", summary="Read a project", responses=ProjectDocument)
    def get(self, request: Request, owner: str, slug: str) -> Response:
        return Response(document_of(request, project_for_reading(request.user, owner, slug)))

    @extend_schema(
        operation_id="change_project",
        summary="Change a project's words or visibility",
        request=ProjectChange,
        responses=ProjectDocument,
    )
    def patch(self, request: Request, owner: str, slug: str) -> Response:
        with transaction.atomic():
            project = as_it_was_read(request, owner, slug)
            change(project, self.receive(ProjectChange))
        return Response(document_of(request, project))

    patch.is_conditional = True  # type: ignore[attr-defined]  # for the OpenAPI document

    @extend_schema(
        operation_id="delete_project",
        summary="Delete a project",
        description="With its scripts and evaluations. Its data set stays.",
        responses={204: None},
    )
    def delete(self, request: Request, owner: str, slug: str) -> Response:
        with transaction.atomic():
            delete_project(as_it_was_read(request, owner, slug))
        return Response(status=204)

    delete.is_conditional = True  # type: ignore[attr-defined]


class ProjectPublish(ApiView):
    @extend_schema(
        operation_id="publish_project",
        summary="Publish a project",
        description="Pins an evaluation and opens the lockbox for its best pipeline. Every issue needs an "
        "answer first, or with it (409 `unanswered_issues` names those that have none).",
        request=PublishRequest,
        responses={200: ProjectDocument},
    )
    @idempotent
    def post(self, request: Request, owner: str, slug: str) -> Response:
        project = project_for_writing(request.user, owner, slug)
        sent = self.receive(PublishRequest)
        pk = sent.get("evaluation")
        evaluation = evaluation_for_writing(request.user, pk) if pk else None
        visibility = sent.get("visibility") or wished(project)
        published = publish(
            project=project, evaluation=evaluation, visibility=visibility, answers=sent.get("answers")
        )
        return Response(document_of(request, published))


class ProjectUnpublish(ApiView):
    @extend_schema(
        operation_id="unpublish_project",
        summary="Make a project private again",
        description="What was pinned and opened stays on record.",
        request=None,
        responses={200: ProjectDocument},
    )
    def post(self, request: Request, owner: str, slug: str) -> Response:
        project = project_for_writing(request.user, owner, slug)
        unpublish(project)
        return Response(document_of(request, project))


def as_it_was_read(request: Request, owner: str, slug: str) -> Project:
    """The project, held until the transaction ends. Raise ``ChangedMeanwhile`` when ``If-Match`` says so."""
    project = project_for_writing(request.user, owner, slug)
    if "If-Match" in request.headers:
        Project.objects.select_for_update().get(pk=project.pk)
        project = project_for_writing(request.user, owner, slug)
        require_match(request, document_of(request, project))
    return project


def wished(project: Project) -> str:
    private = project.visibility == Project.Visibility.PRIVATE
    return Project.Visibility.PUBLIC if private else project.visibility


def change(project: Project, sent: dict[str, Any]) -> None:
    """All of it or nothing."""
    with transaction.atomic(savepoint=False):
        if {"title", "question"} & set(sent):
            describe(
                project=project,
                title=sent.get("title", project.title),
                question=sent.get("question", project.question),
            )
        if "writeup" in sent:
            write_up(project=project, markdown=sent["writeup"])
        if "tags" in sent:
            tag_project(project, sent["tags"])
        if "visibility" in sent and sent["visibility"] != project.visibility:
            show_as(project=project, visibility=sent["visibility"])


def document_of(request: Request, project: Project) -> dict[str, Any]:
    """The project as this reader sees it."""
    newest = newest_evaluations(request.user, [project], EVALUATIONS_SHOWN)[project.pk]
    scripts = scripts_shown(request.user, project, newest)
    return detail_document(project, newest, scripts, absolute=request.build_absolute_uri)

"""Evaluations in lists, and what a script printed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from evaluations.access import evaluation_for_reading, evaluations_in_lists
from evaluations.api.descriptions import EvaluationListed
from evaluations.document import evaluation_brief, project_of
from evaluations.models import Evaluation
from projects.api.base import ApiView
from projects.api.pagination import NewestFirst
from projects.api.permissions import LearnersOnly


class EvaluationQuery(serializers.Serializer):
    status = serializers.ChoiceField(Evaluation.Status.choices, required=False, allow_blank=True)


class MyEvaluations(ApiView):
    permission_classes = [LearnersOnly]
    pagination_class = NewestFirst

    @extend_schema(
        operation_id="list_my_evaluations",
        summary="List my evaluations",
        parameters=[EvaluationQuery],
        responses=EvaluationListed(many=True),
    )
    def get(self, request: Request) -> Response:
        mine = evaluations_in_lists(request.user).filter(project__owner_id=request.user.pk)
        wanted = self.query(EvaluationQuery).get("status")
        return listed(request, mine.filter(status=wanted) if wanted else mine, self)

    get.error_statuses = (404, 422)  # type: ignore[attr-defined]  # for the OpenAPI document


def listed(request: Request, rows: QuerySet[Evaluation], view: APIView) -> Response:
    pages = NewestFirst()
    absolute = request.build_absolute_uri
    return pages.get_paginated_response(
        [
            {**evaluation_brief(row, absolute=absolute), "project": project_of(row, absolute)}
            for row in pages.paginate_queryset(rows, request, view) or []
        ]
    )


class PlainText(BaseRenderer):
    """Words as they are; a problem on the way to them is JSON as anywhere."""

    media_type = "text/plain"
    format = "txt"
    charset = "utf-8"

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping | None = None
    ) -> bytes:
        return data if isinstance(data, bytes) else JSONRenderer().render(data)


class TextResponse(Response):
    """Says its type even where there is not a word in it."""

    @property
    def rendered_content(self) -> Any:
        content = super().rendered_content
        self["Content-Type"] = "text/plain; charset=utf-8"
        return content


class EvaluationPrinted(ApiView):
    renderer_classes = [PlainText]

    @extend_schema(
        operation_id="read_printed",
        summary="What the script printed",
        description="In its first run; the end of it, where it was long. Empty without a script.",
        responses={(200, "text/plain"): OpenApiTypes.STR},
    )
    def get(self, request: Request, pk: uuid.UUID) -> Response:
        return TextResponse(evaluation_for_reading(request.user, pk).printed.encode())

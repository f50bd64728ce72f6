"""Exports of a project, and of all that a learner shows, as files."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from portfolio.exports.catalogue import FORMATS, ZIP, format_named
from portfolio.exports.material import gather
from portfolio.exports.site import build_portfolio
from projects.api.base import ApiView
from projects.api.files import AnyFile, file_response

KINDS = sorted({form.media_type.partition(";")[0] for form in FORMATS.values()})
NAMED = OpenApiParameter("format", OpenApiTypes.STR, OpenApiParameter.PATH, enum=list(FORMATS))


class ExportQuery(serializers.Serializer):
    data = serializers.ChoiceField(  # type: ignore[assignment]
        ["yes", "no"],
        required=False,
        default="yes",
        help_text="`no` names the data by their SHA-256 instead of including them.",
    )


def described(media_type: str) -> OpenApiTypes:
    return OpenApiTypes.OBJECT if "json" in media_type else OpenApiTypes.BINARY


class ProjectExport(ApiView):
    renderer_classes = [AnyFile]

    def get_format_suffix(self, **kwargs: Any) -> None:
        """``format`` in the address is ours, not the framework's."""

    @extend_schema(
        operation_id="export_project",
        summary="Export a project",
        description="A file that needs no Firstfit: see docs/exports.md for what each format holds.",
        parameters=[NAMED, ExportQuery],
        responses={
            (200, form.media_type.partition(";")[0]): described(form.media_type) for form in FORMATS.values()
        },
    )
    def get(self, request: Request, owner: str, slug: str, format: str) -> Response:
        form = format_named(format)
        with_data = self.query(ExportQuery)["data"] != "no"
        material = gather(request.user, owner, slug, with_data=with_data)
        return file_response(form.build(material), form.filename(material), form.media_type)

    get.error_statuses = (409, 422)  # type: ignore[attr-defined]  # for the OpenAPI document


class PortfolioExport(ApiView):
    renderer_classes = [AnyFile]

    @extend_schema(
        operation_id="export_portfolio",
        summary="Export a portfolio",
        description="Everything public of one learner as one static site.",
        responses={(200, ZIP): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, username: str) -> Response:
        filename, content = build_portfolio(request.user, username)
        return file_response(content, filename, ZIP)

"""Exports of a project, as files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from portfolio.exports.catalogue import FORMATS, format_named
from portfolio.exports.material import gather
from projects.api.base import ApiView

KINDS = sorted({form.media_type.partition(";")[0] for form in FORMATS.values()})
NAMED = OpenApiParameter("format", OpenApiTypes.STR, OpenApiParameter.PATH, enum=list(FORMATS))
DATA = OpenApiParameter(
    "data",
    OpenApiTypes.STR,
    enum=["yes", "no"],
    default="yes",
    description="`no` names the data by their SHA-256 instead of including them.",
)


class AnyFile(BaseRenderer):
    """Bytes as they are, whatever type the client asks for; problems as JSON."""

    media_type = "*/*"
    format = ""
    charset = None
    render_style = "binary"

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping | None = None
    ) -> bytes:
        if isinstance(data, bytes):
            return data
        return JSONRenderer().render(data)


class ProjectExport(ApiView):
    renderer_classes = [AnyFile]

    def get_format_suffix(self, **kwargs: Any) -> None:
        """``format`` in the address is ours, not the framework's."""

    @extend_schema(
        operation_id="export_project",
        summary="Export a project",
        description="A file that needs no Firstfit: see docs/exports.md for what each format holds.",
        parameters=[NAMED, DATA],
        responses={
            (200, form.media_type.partition(";")[0]): OpenApiTypes.BINARY for form in FORMATS.values()
        },
    )
    def get(self, request: Request, owner: str, slug: str, format: str) -> Response:
        form = format_named(format)
        material = gather(request.user, owner, slug, with_data=request.query_params.get("data") != "no")
        named = content_disposition_header(True, form.filename(material)) or "attachment"
        return Response(
            form.build(material), content_type=form.media_type, headers={"Content-Disposition": named}
        )

    get.error_statuses = (409,)  # type: ignore[attr-defined]  # for the OpenAPI document

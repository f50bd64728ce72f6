"""Exports of a project, as files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from portfolio.exports.catalogue import FORMATS, format_named
from portfolio.exports.material import gather
from projects.api.base import ApiView

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
        parameters=[NAMED, ExportQuery],
        responses={
            (200, form.media_type.partition(";")[0]): described(form.media_type) for form in FORMATS.values()
        },
    )
    def get(self, request: Request, owner: str, slug: str, format: str) -> Response:
        form = format_named(format)
        with_data = self.query(ExportQuery)["data"] != "no"
        material = gather(request.user, owner, slug, with_data=with_data)
        named = content_disposition_header(True, form.filename(material)) or "attachment"
        return Response(
            form.build(material), content_type=form.media_type, headers={"Content-Disposition": named}
        )

    get.error_statuses = (409, 422)  # type: ignore[attr-defined]  # for the OpenAPI document

"""Files as answers: bytes as they are, for whoever may have them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from projects.access import dataset_version_for_reading
from projects.api.base import ApiView
from projects.licences import with_licence
from projects.services import load_bytes


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


def file_response(content: bytes, filename: str, media_type: str) -> Response:
    """A download that no browser opens as a page."""
    named = content_disposition_header(True, filename) or "attachment"
    return Response(content, content_type=media_type, headers={"Content-Disposition": named})


class DatasetFile(ApiView):
    renderer_classes = [AnyFile]

    @extend_schema(
        operation_id="download_dataset",
        summary="Download a data set",
        description="The bytes as they were uploaded. Your own, and those that a public project stands on.",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, pk: int) -> Response:
        version = dataset_version_for_reading(request.user, pk)
        response = file_response(load_bytes(version), version.filename, "application/octet-stream")
        return with_licence(response, version.dataset.license)

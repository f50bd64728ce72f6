from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response

from projects.errors import BadInput


class NewestFirst(CursorPagination):
    """Pages that stay put while new rows arrive on top. ``ordering`` may be set on an instance."""

    ordering: Any = ("-created_at", "-id")
    page_size_query_param = "page_size"
    max_page_size = 100
    page_size_query_description = "How many on a page; at most 100 are given."
    invalid_cursor_message = "This cursor is none: follow the addresses in “next” and “previous”."

    def get_page_size(self, request: Request) -> int | None:
        """Raise ``BadInput`` for a size that is none; the base class would take its own instead."""
        asked = request.query_params.getlist(self.page_size_query_param)
        if not all(size.isascii() and size.isdecimal() and int(size) > 0 for size in asked):
            raise BadInput(f"“page_size” is a number from 1 to {self.max_page_size}.", field="page_size")
        return super().get_page_size(request)

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        described = super().get_schema_operation_parameters(view)
        for parameter in described:
            if parameter["name"] == self.page_size_query_param:
                parameter["schema"] = {"type": "integer", "minimum": 1}
        return described

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list | None:
        try:
            return super().paginate_queryset(queryset, request, view)
        except (ValidationError, ValueError, OverflowError) as error:
            raise NotFound(self.invalid_cursor_message) from error

    def get_paginated_response(self, data: Any) -> Response:
        """``next`` and ``previous`` in the body, and the same as a ``Link`` header (RFC 8288)."""
        pages = {"next": self.get_next_link(), "previous": self.get_previous_link()}
        links = [
            f'<{url}>; rel="{"prev" if name == "previous" else name}"' for name, url in pages.items() if url
        ]
        headers = {"Link": ", ".join(links)} if links else {}
        return Response({**pages, "results": data}, headers=headers)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {
                "next": {**link, "description": "The address of the next page."},
                "previous": {**link, "description": "The address of the page before."},
                "results": schema,
            },
        }

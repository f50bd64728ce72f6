from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response


class NewestFirst(CursorPagination):
    """Pages that stay put while new rows arrive on top. ``ordering`` may be set on an instance."""

    ordering: Any = ("-created_at", "-id")
    page_size_query_param = "page_size"
    max_page_size = 100
    invalid_cursor_message = "This cursor is none: follow the addresses in “next” and “previous”."

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

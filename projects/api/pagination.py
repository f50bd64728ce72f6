from rest_framework.pagination import CursorPagination


class NewestFirst(CursorPagination):
    """Pages that stay put while new rows arrive on top."""

    ordering = ("-created_at", "-id")
    page_size_query_param = "page_size"
    max_page_size = 100

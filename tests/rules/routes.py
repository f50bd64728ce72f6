"""Every address of the site, from the URLconf itself."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def walk(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """(address, pattern) of everything but the administration, whose library tests itself."""
    for entry in resolver.url_patterns:
        address = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            if entry.app_name != "admin":
                yield from walk(entry, address)
        else:
            yield address, entry


def routes() -> dict[str, str]:
    """The address of each named route."""
    return {pattern.name: address for address, pattern in walk(get_resolver()) if pattern.name}


def route_names() -> set[str]:
    return set(routes())

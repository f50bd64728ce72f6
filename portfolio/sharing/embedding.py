"""How other sites show a project: oEmbed answers and the snippets that learners copy."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

from django.conf import settings
from django.urls import Resolver404, resolve, reverse

from portfolio.sharing.shared import Shared
from projects.errors import NotFound

WIDTH, HEIGHT = 480, 260
PREVIEW_WIDTH, PREVIEW_HEIGHT = 1200, 630


@dataclass(frozen=True)
class Snippets:
    """What stands in the share box, ready to be copied."""

    link: str
    badge: str
    embed: str


def make_snippets(owner: str, slug: str, title: str, url: str) -> Snippets:
    badge = absolute(reverse("badge", args=[owner, slug]))
    label = title.replace("[", "(").replace("]", ")").replace("\\", "")
    return Snippets(
        link=absolute(url),
        badge=f"[![{label}]({badge})]({absolute(url)})",
        embed=iframe(owner, slug, title, WIDTH, HEIGHT),
    )


def iframe(owner: str, slug: str, title: str, width: int, height: int) -> str:
    source = absolute(reverse("embed", args=[owner, slug]))
    return (
        f'<iframe src="{escape(source)}" title="{escape(title)}" width="{width}" height="{height}" '
        'loading="lazy" frameborder="0"></iframe>'
    )


def project_at(url: str) -> tuple[str, str]:
    """(owner, slug) of a project's address on this site. Raise ``NotFound`` for any other."""
    parts = urlsplit(url)
    if f"{parts.scheme}://{parts.netloc}" == settings.SITE_URL:
        try:
            found = resolve(parts.path)
        except Resolver404:
            found = None
        if found is not None and found.url_name == "project":
            return found.kwargs["username"], found.kwargs["slug"]
    raise NotFound(f"That is not the address of a project on {settings.SITE_NAME}.")


def oembed_document(shared: Shared, max_width: int | None, max_height: int | None) -> dict[str, Any]:
    """oEmbed 1.0, type rich: no larger than asked for."""
    width, height = min(WIDTH, max_width or WIDTH), min(HEIGHT, max_height or HEIGHT)
    place = (shared.owner.username, shared.slug)
    return {
        "version": "1.0",
        "type": "rich",
        "title": shared.title,
        "author_name": shared.owner.name,
        "author_url": absolute(shared.owner.url),
        "provider_name": settings.SITE_NAME,
        "provider_url": settings.SITE_URL,
        "cache_age": 3600,
        "thumbnail_url": absolute(reverse("preview", args=place)),
        "thumbnail_width": PREVIEW_WIDTH,
        "thumbnail_height": PREVIEW_HEIGHT,
        "html": iframe(*place, shared.title, width, height),
        "width": width,
        "height": height,
    }


def oembed_xml(document: dict[str, Any]) -> bytes:
    """The same document for those who ask for XML."""
    root = ElementTree.Element("oembed")
    for name, value in document.items():
        ElementTree.SubElement(root, name).text = str(value)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def absolute(path: str) -> str:
    return settings.SITE_URL + path

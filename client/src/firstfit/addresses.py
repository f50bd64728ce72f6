"""Names of things on a site, and where they are below the API."""

from __future__ import annotations

from urllib.parse import quote

from firstfit.errors import FirstfitError


def path_of(project: str) -> str:
    owner, _, slug = project.strip("/").removeprefix("@").partition("/")
    if not owner or not slug or "/" in slug:
        raise FirstfitError(f"“{project}” names no project: write owner/slug.")
    return f"/projects/{quote(owner)}/{quote(slug)}/"


def person_path(person: str) -> str:
    username = person.strip("/").removeprefix("@")
    if not username or "/" in username:
        raise FirstfitError(f"“{person}” names nobody: write a username.")
    return f"/people/{quote(username)}/"


def tag_path(tag: str) -> str:
    name = tag.strip("/").removeprefix("#")
    if not name or "/" in name:
        raise FirstfitError(f"“{tag}” is no tag.")
    return f"/tags/{quote(name)}/"

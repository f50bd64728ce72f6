"""Pages for machines: schema.org as JSON-LD."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from evaluations.figures.text import clean
from portfolio.page import ProjectPage
from portfolio.person_page import PortfolioPage
from portfolio.rows import Person
from projects.models import DatasetVersion

CONTEXT = "https://schema.org"
COLUMNS_NAMED = 8
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def as_script(document: dict[str, Any]) -> SafeString:
    """JSON that cannot end the element it stands in."""
    return mark_safe(json.dumps(document, ensure_ascii=False).translate(_ESCAPES))  # noqa: S308


def absolute(path: str) -> str:
    return settings.SITE_URL + path


def person_data(person: Person) -> dict[str, Any]:
    found = {"@type": "Person", "name": person.name, "url": absolute(person.url)}
    return found | ({"sameAs": [person.website]} if person.website else {})


def profile_data(page: PortfolioPage) -> dict[str, Any]:
    """A portfolio: somebody, where else they are, and that this page is about them."""
    person: dict[str, Any] = {"@type": "Person", "name": page.person.name, "url": absolute(page.person.url)}
    person |= {"alternateName": f"@{page.person.username}"}
    person |= {"description": page.person.about} if page.person.about else {}
    person |= {"sameAs": list(page.links)} if page.links else {}
    return {"@context": CONTEXT, "@type": "ProfilePage", "mainEntity": person}


def project_data(page: ProjectPage) -> dict[str, Any]:
    """The page as a scholarly article based on its data set, with what was measured."""
    project = page.project
    place = (page.owner.username, project.slug)
    document: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "ScholarlyArticle",
        "headline": page.title,
        "abstract": page.description,
        "url": absolute(page.url),
        "image": absolute(reverse("preview", args=place)),
        "author": person_data(page.owner),
        "publisher": {"@type": "Organization", "name": settings.SITE_NAME, "url": settings.SITE_URL},
        "isBasedOn": dataset_of(page),
        "dateModified": project.updated_at.isoformat(),
    }
    if project.published_at:
        document["datePublished"] = project.published_at.isoformat()
    if page.version:
        document["version"] = str(page.version)
    if page.tags:
        document["keywords"] = list(page.tags)
    return document


def dataset_of(page: ProjectPage) -> dict[str, Any]:
    version = page.project.dataset_version
    return {
        "@type": "Dataset",
        "name": clean(version.dataset.name),
        "description": description_of(version),
        "distribution": {
            "@type": "DataDownload",
            "contentUrl": absolute(reverse("project_data", args=[page.owner.username, page.project.slug])),
            "sha256": version.sha256,
            "contentSize": f"{version.size_bytes} B",
        },
    }


def description_of(version: DatasetVersion) -> str:
    """Search engines of data sets leave out what is described in less than 50 letters."""
    names = ", ".join(f"“{clean(column['name'], 40)}”" for column in version.columns[:COLUMNS_NAMED])
    more = len(version.columns) - COLUMNS_NAMED
    size = f"{clean(version.dataset.name)}: {version.rows:,} rows, {len(version.columns)} columns"
    return f"{size}, among them {names}." if more > 0 else f"{size}: {names}."

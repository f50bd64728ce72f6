"""Pages for machines: schema.org as JSON-LD."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from evaluations.figures.text import clean
from evaluations.shown.provenance import NOT_SAID, Provenance, show_provenance
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
    """Its page is named where the project is public: else it has none that others may see."""
    version = page.project.dataset_version
    place = (page.owner.username, version.dataset.slug)
    own_page = {"url": absolute(reverse("dataset", args=place))} if page.project.is_public else {}
    return {
        "@type": "Dataset",
        "name": clean(version.dataset.name),
        "description": description_of(version),
        **own_page,
        **provenance_data(show_provenance(version.dataset)),
        "distribution": {
            "@type": "DataDownload",
            "contentUrl": absolute(reverse("project_data", args=[page.owner.username, page.project.slug])),
            "sha256": version.sha256,
            "contentSize": f"{version.size_bytes} B",
        },
    }


def provenance_data(about: Provenance) -> dict[str, Any]:
    """What is said, in schema.org's words; ``citation`` is where search engines of data sets look."""
    found: dict[str, Any] = {}
    if about.licence and about.licence.code != "unknown":
        found["license"] = licence_data(about)
    if about.source_url:
        found["isBasedOn"] = about.source_url
    if about.citation:
        found |= {"creditText": about.citation, "citation": about.citation}
    return found


def licence_data(about: Provenance) -> str | dict[str, str]:
    """The address of its text, else a work that has none but says what holds."""
    if about.licence is None:
        return {"@type": "CreativeWork", "name": NOT_SAID}
    if about.licence.url:
        return about.licence.url
    elsewhere = {"url": about.source_url} if about.source_url and about.licence.code == "other" else {}
    return {"@type": "CreativeWork", "name": f"{about.licence.title}. {about.licence.allows}"} | elsewhere


def description_of(version: DatasetVersion) -> str:
    """Search engines of data sets leave out what is described in less than 50 letters."""
    said = " ".join(show_provenance(version.dataset).description)
    return f"{said} {contents_of(version)}" if said else contents_of(version)


def contents_of(version: DatasetVersion) -> str:
    names = ", ".join(f"“{clean(column['name'], 40)}”" for column in version.columns[:COLUMNS_NAMED])
    more = len(version.columns) - COLUMNS_NAMED
    size = f"{clean(version.dataset.name)}: {version.rows:,} rows, {len(version.columns)} columns"
    return f"{size}, among them {names}." if more > 0 else f"{size}: {names}."

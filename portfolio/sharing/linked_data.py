"""Pages for machines: schema.org as JSON-LD, and Croissant for data sets."""

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
        "description": f"{version.rows:,} rows, {len(version.columns)} columns.",
        "distribution": {
            "@type": "DataDownload",
            "contentUrl": absolute(reverse("project_data", args=[page.owner.username, page.project.slug])),
            "sha256": version.sha256,
            "contentSize": f"{version.size_bytes} B",
        },
    }


def croissant(version: DatasetVersion, *, url: str, download: str) -> dict[str, Any]:
    """The data set in the Croissant format 1.0 of MLCommons: file, columns and their types."""
    name = clean(version.dataset.name)
    return {
        "@context": CROISSANT_CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": name,
        "description": f"{name}: {version.rows:,} rows, {len(version.columns)} columns.",
        "url": absolute(url),
        "version": f"{version.number}.0.0",
        "datePublished": version.created_at.date().isoformat(),
        "creator": {"@type": "sc:Person", "name": clean(version.dataset.owner.shown_name, 80)},
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": "file",
                "name": clean(version.filename),
                "contentUrl": absolute(download),
                "contentSize": f"{version.size_bytes} B",
                "encodingFormat": "text/csv",
                "sha256": version.sha256,
            }
        ],
        "recordSet": [
            {
                "@type": "cr:RecordSet",
                "@id": "rows",
                "name": "rows",
                "field": [croissant_field(number, column) for number, column in enumerate(version.columns)],
            }
        ],
    }


def croissant_field(number: int, column: dict[str, Any]) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"rows/column-{number + 1}",
        "name": clean(column["name"], 80),
        "dataType": DATA_TYPES[column["kind"]],
        "source": {"fileObject": {"@id": "file"}, "extract": {"column": column["name"]}},
    }


DATA_TYPES = {
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "category": "sc:Text",
    "date": "sc:Date",
    "text": "sc:Text",
}
CROISSANT_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "recordSet": "cr:recordSet",
    "field": "cr:field",
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "source": "cr:source",
    "fileObject": "cr:fileObject",
    "extract": "cr:extract",
    "column": "cr:column",
}

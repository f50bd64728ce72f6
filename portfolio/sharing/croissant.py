"""Data sets for machines that learn: MLCommons' Croissant format, version 1.0."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from evaluations.figures.text import clean
from evaluations.shown.provenance import Provenance, show_provenance
from portfolio.sharing.linked_data import absolute, description_of, licence_data
from projects.models import DatasetVersion

DATA_TYPES = {
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "category": "sc:Text",
    "date": "sc:Date",
    "text": "sc:Text",
}
PACKED = {".gz": "application/gzip", ".zip": "application/zip"}
MEDIA_TYPES = {  # by how the file was read
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "jsonl": "application/jsonlines",
    "parquet": "application/vnd.apache.parquet",
    "arff": "text/plain",
}
_OWN_WORDS = (
    "citeAs column conformsTo:dct equivalentProperty extract field fileProperty fileObject fileSet format "
    "includes isLiveDataset jsonPath key md5 parentField path recordSet references regex repeated replace "
    "samplingRate separator source subField transform"
).split()
CROISSANT_CONTEXT: dict[str, Any] = {  # as the specification gives it
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    **{name: f"{space or 'cr'}:{name}" for name, _, space in (word.partition(":") for word in _OWN_WORDS)},
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
}


def croissant(version: DatasetVersion, *, url: str, download: str) -> dict[str, Any]:
    """The data set in the Croissant format 1.0 of MLCommons: file, columns and their types."""
    about = show_provenance(version.dataset)
    return {
        "@context": CROISSANT_CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": clean(version.dataset.name),
        "description": description_of(version),
        "license": licence_data(about),
        "url": absolute(url),
        "version": f"{version.number}.0.0",
        "datePublished": version.created_at.date().isoformat(),
        "citeAs": about.citation or citation_of(version, about, absolute(url)),
        **people_of(version, about),
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": "file",
                "name": clean(version.filename),
                "contentUrl": absolute(download),
                "contentSize": f"{version.size_bytes} B",
                "encodingFormat": media_type_of(version),
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


def citation_of(version: DatasetVersion, about: Provenance, url: str) -> str:
    """Where its owner has not said how: who put it here, under which address, from where."""
    owner, name = clean(version.dataset.owner.shown_name, 80), clean(version.dataset.name)
    found = f"{owner}: {name}, version {version.number}. {settings.SITE_NAME}, {url}"
    return f"{found}. From: {about.source_line}" if about.has_source else found


def people_of(version: DatasetVersion, about: Provenance) -> dict[str, Any]:
    """Who took data from elsewhere has published them here, and has not created them."""
    person = {"@type": "sc:Person", "name": clean(version.dataset.owner.shown_name, 80)}
    if not about.source_url:
        return {"creator": person}
    creator = {"@type": "sc:Organization", "name": about.source_name, "url": about.source_url}
    return {"creator": creator, "publisher": person, "isBasedOn": about.source_url}


def croissant_field(number: int, column: dict[str, Any]) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"rows/column-{number + 1}",
        "name": clean(column["name"], 80),
        "dataType": DATA_TYPES[column["kind"]],
        "source": {"fileObject": {"@id": "file"}, "extract": {"column": column["name"]}},
    }


def media_type_of(version: DatasetVersion) -> str:
    """Of the bytes that were uploaded, whatever is inside them."""
    for ending, packed in PACKED.items():
        if version.filename.lower().endswith(ending):
            return packed
    if version.reading.get("delimiter") == "\t":
        return "text/tab-separated-values"
    return MEDIA_TYPES.get(version.reading.get("format", "text"), "text/csv")

"""What is answered about what learners give, and its description for the OpenAPI document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from rest_framework import serializers
from rest_framework.fields import DateTimeField

from projects.licences import LICENCES
from projects.models import ApiToken, Dataset, DatasetVersion, Learner, Project
from projects.provenance import PROVENANCE
from projects.quotas import quotas_of
from projects.services import INTRODUCTION

Absolute = Callable[[str], str]
show_time = DateTimeField().to_representation


class DatasetBrief(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.CharField()
    sha256 = serializers.CharField()
    rows = serializers.IntegerField()
    columns = serializers.IntegerField()
    license = serializers.CharField(help_text="Its code; empty where it is not said.")


class ProjectBrief(serializers.Serializer):
    """A project, as it stands in lists."""

    owner = serializers.CharField()
    slug = serializers.CharField()
    url = serializers.URLField(help_text="The page.")
    api_url = serializers.URLField()
    title = serializers.CharField()
    question = serializers.CharField()
    visibility = serializers.ChoiceField(Project.Visibility.choices)
    target = serializers.CharField()
    task = serializers.CharField()
    metric = serializers.CharField(help_text="The primary metric.")
    tags = serializers.ListField(child=serializers.CharField())
    dataset = DatasetBrief()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    published_at = serializers.DateTimeField(allow_null=True)


def project_document(project: Project, *, absolute: Absolute) -> dict[str, Any]:
    owner = project.owner.username
    return {
        "owner": owner,
        "slug": project.slug,
        "url": absolute(project.get_absolute_url()),
        "api_url": absolute(reverse("api_project", args=[owner, project.slug])),
        "title": project.title,
        "question": project.question,
        "visibility": project.visibility,
        "target": project.target,
        "task": project.task,
        "metric": project.metric,
        "tags": [tag.name for tag in project.tags.all()],
        "dataset": dataset_brief(project.dataset_version),
        "created_at": show_time(project.created_at),
        "updated_at": show_time(project.updated_at),
        "published_at": show_time(project.published_at) if project.published_at else None,
    }


def dataset_brief(version: DatasetVersion) -> dict[str, Any]:
    return {
        "id": version.pk,
        "name": version.dataset.name,
        "sha256": version.sha256,
        "rows": version.rows,
        "columns": len(version.columns),
        "license": version.dataset.license,
    }


class Column(serializers.Serializer):
    """One column of a data set; ``profile`` in words of its kind."""

    name = serializers.CharField()
    kind = serializers.CharField()
    missing = serializers.IntegerField()
    distinct = serializers.IntegerField()
    examples = serializers.ListField(child=serializers.CharField())
    looks_like = serializers.CharField(allow_null=True)


class ReadingDocument(serializers.Serializer):
    """How the file was read; null where the format knows no such thing."""

    format = serializers.CharField(help_text="text, xlsx, json, jsonl, arff or parquet.")
    encoding = serializers.CharField(allow_null=True)
    delimiter = serializers.CharField(allow_null=True)
    decimal = serializers.CharField()
    header_line = serializers.IntegerField(allow_null=True, help_text="0: the file has no line with names.")
    sheet = serializers.CharField(allow_null=True)
    sheets = serializers.ListField(child=serializers.CharField())
    member = serializers.CharField(allow_null=True, help_text="The file inside the archive.")


def reading_document(reading: Mapping[str, Any]) -> dict[str, Any]:
    form = reading.get("format", "text")
    return {
        "format": form,
        "encoding": reading["encoding"] or None,
        "delimiter": (reading["delimiter"] or None) if form == "text" else None,
        "decimal": reading["decimal"],
        "header_line": reading["header_line"] if form in ("text", "xlsx") else None,
        "sheet": reading.get("part") or None,
        "sheets": list(reading.get("parts", ())),
        "member": reading.get("member") or None,
    }


class ProvenanceDocument(serializers.Serializer):
    """What the owner says of a data set; empty where nothing is said."""

    description = serializers.CharField()
    source = serializers.CharField(  # type: ignore[assignment]  # a field has something of this name
        help_text="Where it comes from, in words."
    )
    source_url = serializers.CharField()
    license = serializers.CharField(
        help_text=f"{', '.join(LICENCES)}: SPDX names, or what holds where there is no licence."
    )
    license_url = serializers.CharField(help_text="Its text, where it has one.")
    citation = serializers.CharField(help_text="How to cite it.")


def provenance_document(dataset: Dataset) -> dict[str, str]:
    licence = LICENCES.get(dataset.license)
    said = {field: getattr(dataset, field) for field in PROVENANCE}
    return said | {"license_url": licence.url if licence else ""}


class DatasetDocument(ProvenanceDocument):
    """Immutable bytes, what was understood of them, and what their owner says of them."""

    id = serializers.IntegerField()
    api_url = serializers.URLField()
    name = serializers.CharField()
    filename = serializers.CharField()
    sha256 = serializers.CharField()
    size_bytes = serializers.IntegerField()
    rows = serializers.IntegerField()
    columns = Column(many=True)
    suggested_target = serializers.CharField(allow_null=True)
    reading = ReadingDocument()
    notes = serializers.ListField(child=serializers.CharField(), help_text="What was repaired on reading.")
    created_at = serializers.DateTimeField()


def dataset_document(version: DatasetVersion, *, absolute: Absolute) -> dict[str, Any]:
    return {
        "id": version.pk,
        "api_url": absolute(reverse("api_dataset", args=[version.pk])),
        "name": version.dataset.name,
        **provenance_document(version.dataset),
        "filename": version.filename,
        "sha256": version.sha256,
        "size_bytes": version.size_bytes,
        "rows": version.rows,
        "columns": version.columns,
        "suggested_target": version.profile.get("suggested_target"),
        "reading": reading_document(version.reading),
        "notes": version.notes,
        "created_at": show_time(version.created_at),
    }


class TokenDocument(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.CharField()
    scope = serializers.ChoiceField(ApiToken.Scope.choices)
    hint = serializers.CharField(help_text="The secret's first characters.")
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField(allow_null=True)
    last_used_at = serializers.DateTimeField(allow_null=True)


class NewToken(TokenDocument):
    secret = serializers.CharField(
        allow_null=True, help_text="Shown this once; null when the answer is given again."
    )


class TokenBrief(serializers.Serializer):
    name = serializers.CharField()
    scope = serializers.ChoiceField(ApiToken.Scope.choices)
    expires_at = serializers.DateTimeField(allow_null=True)


class LimitsDocument(serializers.Serializer):
    upload_max_bytes = serializers.IntegerField()
    upload_max_rows = serializers.IntegerField()
    upload_max_columns = serializers.IntegerField()
    script_max_bytes = serializers.IntegerField()
    active_evaluations = serializers.IntegerField()
    wait_max_seconds = serializers.IntegerField()


class QuotaDocument(serializers.Serializer):
    used = serializers.IntegerField()
    limit = serializers.IntegerField()


class QuotasDocument(serializers.Serializer):
    """What one learner may use, and how much of it is in use now."""

    active_evaluations = QuotaDocument()
    storage_bytes = QuotaDocument()
    datasets = QuotaDocument()


class MeDocument(serializers.Serializer):
    """Who the token belongs to, what it may do, and what may be sent."""

    username = serializers.CharField()
    name = serializers.CharField()
    about = serializers.CharField()
    bio = serializers.CharField()
    website = serializers.CharField()
    code_url = serializers.CharField()
    other_url = serializers.CharField()
    url = serializers.URLField()
    token = TokenBrief(allow_null=True, help_text="Null in a browser's session.")
    limits = LimitsDocument()
    quotas = QuotasDocument()


def me_document(learner: Learner, token: ApiToken | None, *, absolute: Absolute) -> dict[str, Any]:
    brief = TokenBrief(token).data if token is not None else None
    return {
        "username": learner.username,
        **{field: getattr(learner, field) for field in INTRODUCTION},
        "url": absolute(learner.get_absolute_url()),
        "token": brief,
        "limits": limits_document(),
        "quotas": {quota.code: {"used": quota.used, "limit": quota.limit} for quota in quotas_of(learner)},
    }


def limits_document() -> dict[str, int]:
    limits = settings.LIMITS
    return {
        "upload_max_bytes": limits.upload_max_bytes,
        "upload_max_rows": limits.upload_max_rows,
        "upload_max_columns": limits.upload_max_columns,
        "script_max_bytes": limits.script_max_bytes,
        "active_evaluations": limits.active_evaluations_per_learner,
        "wait_max_seconds": limits.wait_max_seconds,
    }

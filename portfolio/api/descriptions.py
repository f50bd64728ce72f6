"""A project with its evaluations: the documents and their description for the OpenAPI document."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from evaluations.api.descriptions import EvaluationBrief, ProtocolDocument
from evaluations.document import evaluation_brief
from evaluations.models import Evaluation
from portfolio.models import Listing
from projects.api.documents import Absolute, ProjectBrief, project_document, show_time
from projects.models import Project, Script


class ProjectListed(ProjectBrief):
    """A project, with the newest of its evaluations that you may see."""

    evaluation = EvaluationBrief(allow_null=True)
    stars = serializers.IntegerField(help_text="How many have kept it; while it is public.")
    pinned = serializers.BooleanField(help_text="Whether it stands first on its owner's portfolio.")


class ScriptListed(serializers.Serializer):
    version = serializers.IntegerField()
    form = serializers.CharField()
    filename = serializers.CharField()
    sha256 = serializers.CharField()
    created_at = serializers.DateTimeField()


class ProjectDocument(ProjectListed):
    """A project with its write-up, protocol, scripts and evaluations, newest first."""

    writeup = serializers.CharField(help_text="Markdown.")
    protocol = ProtocolDocument()
    published = EvaluationBrief(
        allow_null=True, help_text="The evaluation that the published page stands on."
    )
    evaluations = EvaluationBrief(many=True, help_text="At most 50 that you may see.")
    scripts = ScriptListed(many=True, help_text="For the owner, all; else those of published versions.")


def listed_document(project: Project, newest: list[Evaluation], *, absolute: Absolute) -> dict[str, Any]:
    """``newest``: the evaluations that the reader may see, newest first."""
    for evaluation in newest:
        evaluation.project = project
    brief = evaluation_brief(newest[0], absolute=absolute) if newest else None
    return {
        **project_document(project, absolute=absolute),
        "evaluation": brief,
        "stars": stars_of(project),
        "pinned": project.pin_position is not None and project.is_public,
    }


def stars_of(project: Project) -> int:
    listing: Listing | None = getattr(project, "listing", None)
    return listing.stars if listing else 0


def detail_document(
    project: Project, newest: list[Evaluation], scripts: list[Script], *, absolute: Absolute
) -> dict[str, Any]:
    briefs = [evaluation_brief(evaluation, absolute=absolute) for evaluation in newest]
    pinned = [brief for brief in briefs if brief["published_version"] is not None]
    return {
        **listed_document(project, newest, absolute=absolute),
        "writeup": project.writeup,
        "protocol": {**project.protocol, "digest": project.protocol_digest},
        "published": max(pinned, key=lambda brief: brief["published_version"], default=None),
        "evaluations": briefs,
        "scripts": [script_listed(script) for script in scripts],
    }


def script_listed(script: Script) -> dict[str, Any]:
    return {
        "version": script.version,
        "form": script.form,
        "filename": script.filename,
        "sha256": script.sha256,
        "created_at": show_time(script.created_at),
    }

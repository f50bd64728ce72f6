"""What may be sent about projects and their public face."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from evaluations.answers import LONGEST_REASON
from evaluations.api.requests import GroupField, MetricField, TaskField, TimeField, VisibilityField
from projects.api.requests import ID_MAX, WordsField

SORTS = {
    "newest": ("-created_at", "-id"),
    "oldest": ("created_at", "id"),
    "updated": ("-updated_at", "-id"),
    "title": ("title", "id"),
    "stars": ("-star_count", "-place"),
}


class ProjectQuery(serializers.Serializer):
    q = WordsField(
        required=False, max_length=100, allow_blank=True, help_text="Words that all have to occur."
    )
    task = TaskField(required=False, allow_blank=True)
    owner = WordsField(required=False, max_length=30, allow_blank=True, help_text="A username.")
    tag = serializers.SlugField(required=False, max_length=30, allow_blank=True)
    sort = serializers.ChoiceField(list(SORTS), required=False, allow_blank=True, default="newest")


@extend_schema_serializer(component_name="Project")
class ProjectRequest(serializers.Serializer):
    dataset = serializers.IntegerField(min_value=1, max_value=ID_MAX, help_text="The id of your data set.")
    target = WordsField(max_length=200, help_text="The column to predict.")
    title = WordsField(max_length=120)
    question = WordsField(max_length=200, required=False, allow_blank=True, help_text="In one sentence.")
    task = TaskField(required=False, allow_blank=True, help_text="Decided from the target, when left out.")
    metric = MetricField(required=False, allow_blank=True, help_text="The primary metric; likewise.")
    group = GroupField()
    time = TimeField()


class ProjectChange(serializers.Serializer):
    """What is left out stays. The protocol is fixed for good: another question is another project."""

    title = WordsField(max_length=120, required=False)
    question = WordsField(max_length=200, required=False, allow_blank=True)
    writeup = serializers.CharField(
        required=False, allow_blank=True, trim_whitespace=False, help_text="Markdown."
    )
    tags = serializers.ListField(
        child=WordsField(max_length=60), required=False, max_length=50, help_text="At most 8."
    )
    visibility = VisibilityField(required=False, help_text="Of a project that has been published.")


@extend_schema_serializer(component_name="Publish")
class PublishRequest(serializers.Serializer):
    evaluation = serializers.UUIDField(
        required=False, allow_null=True, help_text="The latest that succeeded, when left out."
    )
    answers = serializers.DictField(
        child=WordsField(allow_blank=True, max_length=LONGEST_REASON),
        required=False,
        help_text="Why you accept each open issue, by its code. Issues answered before need none.",
    )
    visibility = serializers.ChoiceField(
        ["public", "unlisted"],
        required=False,
        help_text="As the project was made, or public, when left out.",
    )

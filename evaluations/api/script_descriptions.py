"""How the OpenAPI document describes a script: what was uploaded, what it said, which lines are marked."""

from __future__ import annotations

from rest_framework import serializers


class LintDocument(serializers.Serializer):
    """A line that makes the script's own score better than it is, read from the code."""

    code = serializers.CharField(help_text="FF701 to FF707, see docs/checks.md.")
    line = serializers.IntegerField()
    title = serializers.CharField()
    message = serializers.CharField()
    outcome = serializers.ChoiceField(["issue", "tip"])


class StoppedDocument(serializers.Serializer):
    """What ended a whole script early, after it had made a model."""

    message = serializers.CharField()
    hint = serializers.CharField()
    line = serializers.IntegerField(allow_null=True)


class SaidDocument(serializers.Serializer):
    """What a script left that was run as it is. ``name`` is the variable whose model is measured."""

    model = serializers.CharField(help_text="The class of the model that is measured.")
    name = serializers.CharField()
    models = serializers.ListField(child=serializers.CharField())
    notes = serializers.ListField(child=serializers.CharField())
    stopped = StoppedDocument(allow_null=True)


class ScriptMeasured(serializers.Serializer):
    version = serializers.IntegerField()
    form = serializers.CharField()
    sha256 = serializers.CharField()
    filename = serializers.CharField()
    printed = serializers.CharField(help_text="What the script said in its first run.")
    said = SaidDocument(allow_null=True, help_text="Null for scripts that give their model by themselves.")
    lint = LintDocument(many=True)


class ScriptDocument(serializers.Serializer):
    version = serializers.IntegerField()
    form = serializers.CharField(help_text="How the platform finds the model in it.")
    filename = serializers.CharField()
    sha256 = serializers.CharField()
    lint = LintDocument(many=True)
    created_at = serializers.DateTimeField()

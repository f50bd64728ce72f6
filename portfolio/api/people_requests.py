"""What may be sent about people."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from projects.api.requests import WordsField


@extend_schema_serializer(component_name="Pins")
class PinsRequest(serializers.Serializer):
    projects = serializers.ListField(
        child=WordsField(max_length=80),
        max_length=50,
        help_text="The last parts of their addresses, the first first; at most 6.",
    )

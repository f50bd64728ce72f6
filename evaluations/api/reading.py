"""What may be said of how a file is read, and what is answered of how it was."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from evaluations.core.reading_record import DECIMALS, DELIMITERS, Wishes
from evaluations.core.table import KINDS


class UnknownName(serializers.ValidationError):
    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(f"There is no “{name[:40]}” to say. Known are: {', '.join(known)}.")


@extend_schema_serializer(component_name="Reading")
class ReadingWishes(serializers.Serializer):
    """What you say of the file; whatever is left out is found."""

    encoding = serializers.CharField(max_length=40, required=False, help_text="For example cp1252.")
    delimiter = serializers.ChoiceField(DELIMITERS, required=False)
    decimal = serializers.ChoiceField(
        DECIMALS, required=False, help_text="Settles numbers that can be read in two ways: 1,234."
    )
    header_line = serializers.IntegerField(
        required=False, min_value=0, max_value=1_000_000, help_text="0: there is no line with names."
    )
    sheet = serializers.CharField(max_length=80, required=False, help_text="Of a workbook.")
    columns = serializers.DictField(
        child=serializers.ChoiceField(KINDS), required=False, help_text="Kinds, by name of the column."
    )


@extend_schema_field(ReadingWishes)
class ReadingField(serializers.JSONField):
    """An object (in a multipart form, its JSON), handed on as ``Wishes``."""

    def to_internal_value(self, data: Any) -> Any:
        told = super().to_internal_value(data)
        if not isinstance(told, dict):
            raise serializers.ValidationError("Say it as an object, such as {“decimal”: “,”}.")
        checked = ReadingWishes(data=told)
        unknown = [name for name in told if name not in checked.fields]
        if unknown:
            raise UnknownName(str(unknown[0]), list(checked.fields))
        checked.is_valid(raise_exception=True)
        wanted = dict(checked.validated_data)
        return Wishes(part=wanted.pop("sheet", ""), kinds=wanted.pop("columns", {}), **wanted)

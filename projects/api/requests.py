"""What may be sent about what learners give."""

from __future__ import annotations

import math
from typing import Any

from django.core.validators import URLValidator
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from projects.licences import LICENCES
from projects.models import ABOUT_DATA_MAX, BIO_MAX, CITATION_MAX, SOURCE_URL_MAX, ApiToken

ID_MAX = 2**53 - 1  # what JSON numbers hold everywhere


class WordsField(serializers.CharField):
    """Text: numbers are none. Its length is that of what was sent, before its blank ends are taken away."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        if self.max_length is not None and len(data) > self.max_length:
            self.fail("max_length", max_length=self.max_length)
        return super().to_internal_value(data)


class FiniteField(serializers.FloatField):
    """A number: NaN and infinities are none."""

    def to_internal_value(self, data: Any) -> float:
        number = super().to_internal_value(data)
        if not math.isfinite(number):
            self.fail("invalid")
        return number


class UploadField(serializers.FileField):
    """A file of a multipart form. What is in it, the readers say: an empty one too."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_empty_file=True, **kwargs)


class WebAddressField(serializers.URLField):
    """An address on the web, or nothing."""

    def __init__(self, *, max_length: int = 200, **kwargs: Any) -> None:
        super().__init__(required=False, allow_blank=True, max_length=max_length, **kwargs)
        self.validators.append(URLValidator(["http", "https"], message="Give an address with https://."))


class LicenceField(serializers.ChoiceField):
    default_error_messages = {
        "invalid_choice": f"“{{input}}” is no licence of the list. Choose one of: {', '.join(LICENCES)}."
    }

    def __init__(self, **kwargs: Any) -> None:
        known = [(licence.code, f"{licence.title}: {licence.allows}") for licence in LICENCES.values()]
        super().__init__(known, **kwargs)


class ProvenanceChange(serializers.Serializer):
    """What an owner says of a data set. What is left out stays; what is empty is not said any more."""

    description = WordsField(
        required=False, allow_blank=True, max_length=ABOUT_DATA_MAX, help_text="What it is. Plain text."
    )
    source = WordsField(  # type: ignore[assignment]  # a field has something of this name
        required=False, allow_blank=True, max_length=200, help_text="Where it comes from, in words."
    )
    source_url = WebAddressField(max_length=SOURCE_URL_MAX, help_text="Where it is on the web.")
    license = LicenceField(required=False, allow_blank=True)
    citation = WordsField(
        required=False, allow_blank=True, max_length=CITATION_MAX, help_text="How to cite it."
    )


class MeChange(serializers.Serializer):
    """Everything in it is public. What is left out stays."""

    name = WordsField(required=False, allow_blank=True, max_length=80)
    about = WordsField(required=False, allow_blank=True, max_length=200, help_text="One line.")
    bio = WordsField(required=False, allow_blank=True, max_length=BIO_MAX, help_text="Plain text.")
    website = WebAddressField()
    code_url = WebAddressField(help_text="Your page on a code host.")
    other_url = WebAddressField()


@extend_schema_serializer(component_name="Token")
class TokenRequest(serializers.Serializer):
    name = WordsField(max_length=60, help_text="Where it will be used.")
    scope = serializers.ChoiceField(ApiToken.Scope.choices, default=ApiToken.Scope.READ)
    expires_at = serializers.DateTimeField(
        required=False, allow_null=True, help_text="Never, when it is left out."
    )

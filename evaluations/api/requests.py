"""What may be sent to have something evaluated."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from evaluations.answers import LONGEST_REASON
from evaluations.api.reading import ReadingField
from evaluations.core.metric_registry import METRICS, METRICS_OF_TASK
from evaluations.models import Answer
from evaluations.services import LEAST_SURE, MOST_SURE
from projects.api.requests import FiniteField, ProvenanceChange, UploadField, WordsField
from projects.models import Project

TASKS = tuple(METRICS_OF_TASK)
METRIC_CODES = tuple(sorted(METRICS))


class TaskField(serializers.ChoiceField):
    default_error_messages = {
        "invalid_choice": f"There is no task “{{input}}”. Choose one of: {', '.join(TASKS)}."
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(TASKS, **kwargs)


class MetricField(serializers.ChoiceField):
    default_error_messages = {
        "invalid_choice": f"There is no metric “{{input}}”. Choose one of: {', '.join(METRICS)}."
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(METRIC_CODES, **kwargs)


class GroupField(serializers.CharField):
    def __init__(self, **kwargs: Any) -> None:
        words = "A column whose equal values belong together: folds and lockbox keep them whole."
        super().__init__(max_length=200, required=False, allow_blank=True, help_text=words, **kwargs)


class TimeField(serializers.CharField):
    def __init__(self, **kwargs: Any) -> None:
        words = "A column of dates or numbers: models learn from what came before, the lockbox is the end."
        super().__init__(max_length=200, required=False, allow_blank=True, help_text=words, **kwargs)


class VisibilityField(serializers.ChoiceField):
    default_error_messages = {
        "invalid_choice": "There is no visibility “{input}”. Choose one of: private, unlisted, public."
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Project.Visibility.choices, **kwargs)


class CertaintyField(serializers.IntegerField):
    def __init__(self, **kwargs: Any) -> None:
        said = {
            "required": False,
            "allow_null": True,
            "min_value": LEAST_SURE,
            "max_value": MOST_SURE,
            "help_text": "How sure you are, in per cent, that the score comes close to your guess "
            "(within 0.05, or 10 % for errors in a unit).",
        }
        super().__init__(**{**said, **kwargs})


@extend_schema_serializer(component_name="Push")
class PushRequest(serializers.Serializer):
    data = UploadField(  # type: ignore[assignment]
        help_text="The table: CSV and its relatives, .xlsx, JSON, ARFF; also zipped."
    )
    reading = ReadingField(required=False)
    target = WordsField(max_length=200, help_text="The column to predict.")
    script = UploadField(
        required=False,
        help_text="A Python script as it is, or a notebook (.ipynb); or code with a function make_model().",
    )
    title = WordsField(max_length=120, required=False, allow_blank=True)
    question = WordsField(
        max_length=200, required=False, allow_blank=True, help_text="In one sentence; of a new project."
    )
    task = TaskField(required=False, allow_blank=True, help_text="Decided from the target, when left out.")
    metric = MetricField(required=False, allow_blank=True, help_text="The primary metric; likewise.")
    group = GroupField()
    time = TimeField()
    guess = FiniteField(
        required=False, allow_null=True, help_text="The score that you expect, before the reveal."
    )
    certainty = CertaintyField()
    visibility = VisibilityField(
        required=False, allow_blank=True, help_text="Of the page, once it is published."
    )
    publish = serializers.BooleanField(
        required=False, default=False, help_text="Publish when it has succeeded (public, unless unlisted)."
    )

    def validate(self, attrs: dict) -> dict:
        if attrs["publish"] and attrs.get("visibility") == Project.Visibility.PRIVATE:
            raise serializers.ValidationError(
                {"visibility": "What is published is public or unlisted: choose one, or leave out publish."}
            )
        return attrs


@extend_schema_serializer(component_name="Dataset")
class DatasetRequest(ProvenanceChange):
    file = UploadField(help_text="The table: CSV and its relatives, .xlsx, JSON, ARFF; also zipped.")
    name = WordsField(max_length=120, required=False, allow_blank=True)
    reading = ReadingField(required=False)


@extend_schema_serializer(component_name="Correction")
class CorrectionRequest(ProvenanceChange):
    reading = ReadingField(required=False)

    def validate(self, attrs: dict) -> dict:
        if not attrs:
            raise serializers.ValidationError("Say what to change: `reading`, or what the data are.")
        return attrs


@extend_schema_serializer(component_name="Script")
class ScriptRequest(serializers.Serializer):
    file = UploadField(
        help_text="A Python script as it is, or a notebook (.ipynb); or code with a function make_model()."
    )


@extend_schema_serializer(component_name="Evaluation")
class EvaluationRequest(serializers.Serializer):
    script = serializers.IntegerField(
        required=False,
        allow_null=True,
        min_value=1,
        max_value=2**31 - 1,
        help_text="A version of the project's script; the standard pipelines alone, when left out.",
    )
    guess = FiniteField(
        required=False, allow_null=True, help_text="The score that you expect, before the reveal."
    )
    certainty = CertaintyField()


class AnswerRequest(serializers.Serializer):
    kind = serializers.ChoiceField(
        Answer.Kind.choices,
        required=False,
        default=Answer.Kind.ACCEPTED,
        help_text="`fixed` needs a later evaluation in which the check passes.",
    )
    reason = WordsField(
        required=False,
        allow_blank=True,
        default="",
        max_length=LONGEST_REASON,
        help_text="Why you accept it; readers see it.",
    )


class WaitQuery(serializers.Serializer):
    wait = serializers.IntegerField(
        required=False,
        default=0,
        min_value=0,
        max_value=3600,
        help_text="Seconds to hold the answer while the evaluation is active; at most 30 are waited.",
    )

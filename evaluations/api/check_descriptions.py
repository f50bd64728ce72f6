"""Checks, answers and the lockbox, described for the OpenAPI document."""

from __future__ import annotations

from rest_framework import serializers

from evaluations.models import Answer, CheckResult, LockboxOpening


class FailureDocument(serializers.Serializer):
    code = serializers.CharField()
    message = serializers.CharField()


class AnswerDocument(serializers.Serializer):
    """What the learner says, in public, about an issue."""

    kind = serializers.ChoiceField(Answer.Kind.choices)
    reason = serializers.CharField(allow_blank=True)
    fixed_by = serializers.CharField(
        allow_null=True, help_text="The page of the later evaluation that shows the repair."
    )
    answered_at = serializers.DateTimeField()


class CheckDocument(serializers.Serializer):
    code = serializers.CharField()
    title = serializers.CharField()
    outcome = serializers.ChoiceField(CheckResult.Outcome.choices)
    message = serializers.CharField()
    evidence = serializers.DictField()
    docs = serializers.CharField()
    answer = AnswerDocument(allow_null=True, help_text="What the learner says about an issue.")


class LockboxVerdict(serializers.Serializer):
    """The lockbox beside the cross-validated score; null where one of the two has no interval."""

    verdict = serializers.ChoiceField(["agrees", "worse", "better"])
    difference = serializers.FloatField(help_text="Lockbox minus folds.")
    sentence = serializers.CharField()


class LockboxDocument(serializers.Serializer):
    """The score on the rows that nothing had seen, opened on publishing."""

    status = serializers.ChoiceField(LockboxOpening.Status.choices)
    pipeline = serializers.CharField()
    score = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    openings = serializers.IntegerField(
        help_text="How often this learner has opened the lockbox of these bytes and this target, ever."
    )
    verdict = LockboxVerdict(allow_null=True)
    reason = FailureDocument(allow_null=True)

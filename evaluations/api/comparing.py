"""Two evaluations beside each other, as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from evaluations.access import evaluation_for_reading
from evaluations.api.descriptions import EvaluationListed
from evaluations.api.requests import METRIC_CODES
from evaluations.document import Absolute, evaluation_brief, project_of
from evaluations.models import CheckResult, Evaluation
from evaluations.shown.checks import ShownCheck
from evaluations.shown.code_diff import plain_diff
from evaluations.side_by_side import SideBySide, side_by_side
from projects.api.base import ApiView


class CompareQuery(serializers.Serializer):
    a = serializers.UUIDField(help_text="An evaluation that has succeeded.")
    b = serializers.UUIDField(help_text="Another one; read as what came after it.")


class ComparedSide(EvaluationListed):
    """One of the two. ``model`` stands for it: its script, or else its best model."""

    model = serializers.CharField()
    score = serializers.FloatField()
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    folds = serializers.ListField(child=serializers.FloatField())


class PairedVerdict(serializers.Serializer):
    """The corrected paired t-test over the folds that both share; positive where b is better."""

    verdict = serializers.ChoiceField(["better", "no_clear_difference", "worse"], help_text="Of b.")
    difference = serializers.FloatField()
    low = serializers.FloatField()
    high = serializers.FloatField()
    p = serializers.FloatField()


class ChangeDocument(serializers.Serializer):
    what = serializers.CharField()
    a = serializers.CharField()
    b = serializers.CharField()
    same = serializers.BooleanField()


class ChangedCheck(serializers.Serializer):
    code = serializers.CharField()
    title = serializers.CharField()
    outcome = serializers.ChoiceField(CheckResult.Outcome.choices)


class ChangedChecks(serializers.Serializer):
    """Issues and tips on the way from a to b."""

    appeared = ChangedCheck(many=True)
    gone = ChangedCheck(many=True)
    stayed = ChangedCheck(many=True)


class ComparisonDocument(serializers.Serializer):
    """``verdict`` is null where the folds are not the same, or allow no test; ``why_none`` says why."""

    metric = serializers.ChoiceField(METRIC_CODES)
    url = serializers.URLField(help_text="The page.")
    a = ComparedSide()
    b = ComparedSide()
    same_folds = serializers.BooleanField()
    sentence = serializers.CharField()
    verdict = PairedVerdict(allow_null=True)
    why_none = serializers.CharField(allow_null=True)
    changes = ChangeDocument(many=True)
    checks = ChangedChecks()
    script_diff = serializers.CharField(help_text="Unified; empty where there is nothing to compare.")


class EvaluationComparison(ApiView):
    @extend_schema(
        operation_id="compare_evaluations",
        summary="Put two evaluations beside each other",
        description="Whether b is clearly better than a on the same folds, and what was changed.",
        parameters=[CompareQuery],
        responses=ComparisonDocument,
    )
    def get(self, request: Request) -> Response:
        asked = self.query(CompareQuery)
        first, second = (evaluation_for_reading(request.user, asked[name]) for name in ("a", "b"))
        shown = side_by_side(first, second)
        return Response(comparison_document(first, second, shown, request.build_absolute_uri))

    get.error_statuses = (404, 422)  # type: ignore[attr-defined]  # for the OpenAPI document


def comparison_document(
    first: Evaluation, second: Evaluation, shown: SideBySide, absolute: Absolute
) -> dict[str, Any]:
    paired, sides = shown.verdict.paired, zip((first, second), shown.pair.sides, shown.sides, strict=True)
    a, b = (
        {
            **evaluation_brief(evaluation, absolute=absolute),
            "project": project_of(evaluation, absolute),
            "model": named.model,
            "score": side.mean,
            "low": side.low,
            "high": side.high,
            "folds": list(side.folds),
        }
        for evaluation, side, named in sides
    )
    return {
        "metric": shown.metric,
        "url": f"{absolute(first.project.get_absolute_url())}compare/?a={first.pk}&b={second.pk}",
        "a": a,
        "b": b,
        "same_folds": shown.same_folds,
        "sentence": shown.verdict.sentence,
        "verdict": asdict(paired) if paired else None,
        "why_none": shown.verdict.why or None,
        "changes": [
            {"what": change.what, "a": change.first, "b": change.second, "same": change.is_same}
            for change in shown.changes
        ],
        "checks": {
            name: [checks_in_short(check) for check in getattr(shown.checks, name)]
            for name in ("appeared", "gone", "stayed")
        },
        "script_diff": plain_diff(first.script, second.script),
    }


def checks_in_short(check: ShownCheck) -> dict[str, str]:
    return {"code": check.code, "title": check.title, "outcome": check.outcome}

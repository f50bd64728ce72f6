"""Evaluations: start one, wait for it, read it, stop it."""

from __future__ import annotations

import uuid

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from evaluations.access import evaluation_for_reading, evaluation_for_writing, evaluations_in_lists, script_of
from evaluations.api import waiting
from evaluations.api.descriptions import EvaluationDocument, EvaluationListed, EvaluationReceipt
from evaluations.api.listing import listed
from evaluations.api.requests import EvaluationRequest, WaitQuery
from evaluations.document import evaluation_brief, evaluation_document
from evaluations.models import Evaluation
from evaluations.progress import progress_of
from evaluations.services import cancel_evaluation, request_evaluation
from projects.access import project_for_reading, project_for_writing
from projects.api.base import ApiView
from projects.api.idempotency import idempotent
from projects.api.pagination import NewestFirst
from projects.api.throttling import CostlyThrottle, LearnerThrottle

RETRY_AFTER = OpenApiParameter(
    "Retry-After",
    OpenApiTypes.INT,
    OpenApiParameter.HEADER,
    description="While it is active: seconds after which to ask again.",
    response=[200],
)


class Evaluations(ApiView):
    throttle_classes = [LearnerThrottle, CostlyThrottle]
    pagination_class = NewestFirst

    @extend_schema(
        operation_id="list_evaluations",
        summary="List a project's evaluations",
        description="Those that you may see, newest first.",
        responses=EvaluationListed(many=True),
    )
    def get(self, request: Request, owner: str, slug: str) -> Response:
        project = project_for_reading(request.user, owner, slug)
        return listed(request, evaluations_in_lists(request.user).filter(project=project), self)

    get.error_statuses = (422,)  # type: ignore[attr-defined]  # for the OpenAPI document

    @extend_schema(
        operation_id="start_evaluation",
        summary="Start an evaluation",
        description="One that is in progress for the same code is the answer already.",
        request=EvaluationRequest,
        responses={202: EvaluationReceipt},
    )
    @idempotent
    def post(self, request: Request, owner: str, slug: str) -> Response:
        project = project_for_writing(request.user, owner, slug)
        sent = self.receive(EvaluationRequest)
        script = script_of(project, sent.get("script"))
        guess, certainty = sent.get("guess"), sent.get("certainty")
        evaluation = request_evaluation(project=project, script=script, guess=guess, certainty=certainty)
        receipt = evaluation_brief(evaluation, absolute=request.build_absolute_uri)
        return Response(receipt, status=202, headers={"Location": receipt["api_url"]})


class EvaluationDetail(ApiView):
    @extend_schema(
        operation_id="read_evaluation",
        summary="Read an evaluation, or wait for it",
        parameters=[WaitQuery, RETRY_AFTER],
        responses=EvaluationDocument,
    )
    def get(self, request: Request, pk: uuid.UUID) -> Response:
        seconds = self.query(WaitQuery)["wait"]
        evaluation = evaluation_for_reading(request.user, pk)
        had_seat, turn = False, 0.0
        if seconds and evaluation.is_active:
            had_seat = waiting.wait_for(pk, seconds)
            if had_seat:
                evaluation = evaluation_for_reading(request.user, pk)
            else:
                turn = waiting.room.next_turn()
        return answer(request, evaluation, had_seat=had_seat, turn_seconds=turn)

    get.error_statuses = (422,)  # type: ignore[attr-defined]  # for the OpenAPI document


class EvaluationCancel(ApiView):
    @extend_schema(
        operation_id="cancel_evaluation",
        summary="Cancel an evaluation",
        request=None,
        responses={200: EvaluationDocument},
    )
    def post(self, request: Request, pk: uuid.UUID) -> Response:
        cancel_evaluation(evaluation_for_writing(request.user, pk))
        return answer(request, evaluation_for_reading(request.user, pk), had_seat=False)


def answer(request: Request, evaluation: Evaluation, *, had_seat: bool, turn_seconds: float = 0) -> Response:
    progress = progress_of(evaluation)
    document = evaluation_document(evaluation, progress, absolute=request.build_absolute_uri)
    if not evaluation.is_active:
        return Response(document)
    seconds = waiting.retry_after(progress, had_seat=had_seat, turn_seconds=turn_seconds)
    return Response(document, headers={"Retry-After": str(seconds)})

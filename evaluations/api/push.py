"""From two files to an evaluation in one call."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from evaluations.api.descriptions import PushReceipt
from evaluations.api.requests import PushRequest
from evaluations.document import evaluation_brief
from evaluations.services import Question, push
from projects.api.base import ApiView, learner_of
from projects.api.documents import project_document
from projects.api.idempotency import idempotent
from projects.api.throttling import CostlyThrottle, LearnerThrottle
from projects.models import Project


class Push(ApiView):
    throttle_classes = [LearnerThrottle, CostlyThrottle]
    parser_classes = [MultiPartParser, FormParser]

    @extend_schema(
        operation_id="push",
        summary="Data set, project, script and evaluation in one call",
        description="The same bytes, target and title again go to the project that is there already.",
        request={"multipart/form-data": PushRequest},
        responses={202: PushReceipt},
    )
    @idempotent
    def post(self, request: Request) -> Response:
        sent = self.receive(PushRequest)
        evaluation = push(
            owner=learner_of(request),
            data=sent["data"],
            script=sent.get("script"),
            asked=question_of(sent),
            wishes=sent.get("reading"),
        )
        absolute = request.build_absolute_uri
        receipt = evaluation_brief(evaluation, absolute=absolute)
        document = {
            "project": project_document(evaluation.project, absolute=absolute),
            "evaluation": receipt,
        }
        return Response(document, status=202, headers={"Location": receipt["api_url"]})


def question_of(sent: dict[str, Any]) -> Question:
    visibility = sent.get("visibility") or ""
    return Question(
        target=sent["target"],
        title=sent.get("title", ""),
        question=sent.get("question", ""),
        task=sent.get("task", ""),
        metric=sent.get("metric", ""),
        group=sent.get("group", ""),
        time=sent.get("time", ""),
        guess=sent.get("guess"),
        certainty=sent.get("certainty"),
        visibility=visibility or Project.Visibility.PRIVATE,
        publish_as=(visibility or Project.Visibility.PUBLIC) if sent["publish"] else "",
    )

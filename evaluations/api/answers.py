"""What a learner says, in public, about an issue of an evaluation."""

from __future__ import annotations

import uuid

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from evaluations.access import evaluation_for_writing
from evaluations.answers import answer_issue, withdraw_answer
from evaluations.api.check_descriptions import AnswerDocument
from evaluations.api.requests import AnswerRequest
from evaluations.document import answer_of
from projects.api.base import ApiView


class CheckAnswer(ApiView):
    @extend_schema(
        operation_id="answer_issue",
        summary="Answer an issue",
        description="Accepted with a reason, or repaired, as a later evaluation shows; for all to read. It "
        "holds for later evaluations of the project that find the very same.",
        request=AnswerRequest,
        responses={200: AnswerDocument},
    )
    def put(self, request: Request, pk: uuid.UUID, code: str) -> Response:
        evaluation = evaluation_for_writing(request.user, pk)
        sent = self.receive(AnswerRequest)
        answer = answer_issue(evaluation, code, kind=sent["kind"], reason=sent["reason"])
        return Response(answer_of(answer, request.build_absolute_uri))

    @extend_schema(
        operation_id="withdraw_answer",
        summary="Take an answer back",
        description="While the evaluation is not published.",
        responses={204: None},
    )
    def delete(self, request: Request, pk: uuid.UUID, code: str) -> Response:
        withdraw_answer(evaluation_for_writing(request.user, pk), code)
        return Response(status=204)

"""Who am I, and my tokens."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response

from projects import tokens
from projects.api.base import ApiView, learner_of
from projects.api.documents import MeDocument, NewToken, TokenDocument, me_document
from projects.api.idempotency import idempotent
from projects.api.pagination import NewestFirst
from projects.api.permissions import LearnersOnly
from projects.api.requests import MeChange, TokenRequest
from projects.models import ApiToken
from projects.services import introduce


def token_in_use(request: Request) -> ApiToken | None:
    return request.auth if isinstance(request.auth, ApiToken) else None


class Me(ApiView):
    permission_classes = [LearnersOnly]
    parser_classes = [JSONParser]  # a form without a single field would read as “nothing to change”

    @extend_schema(operation_id="read_me", summary="Who am I?", responses=MeDocument)
    def get(self, request: Request) -> Response:
        absolute = request.build_absolute_uri
        return Response(me_document(learner_of(request), token_in_use(request), absolute=absolute))

    @extend_schema(
        operation_id="change_me",
        summary="Change what is said about me",
        description="All of it is public. What is left out stays.",
        request=MeChange,
        responses=MeDocument,
    )
    def patch(self, request: Request) -> Response:
        introduce(learner_of(request), **self.receive(MeChange))
        return self.get(request)


class Tokens(ApiView):
    permission_classes = [LearnersOnly]
    pagination_class = NewestFirst

    @extend_schema(operation_id="list_tokens", summary="List my tokens", responses=TokenDocument(many=True))
    def get(self, request: Request) -> Response:
        pages = NewestFirst()
        page = pages.paginate_queryset(learner_of(request).api_tokens.all(), request, self)
        return pages.get_paginated_response(TokenDocument(page, many=True).data)

    get.error_statuses = (404, 422)  # type: ignore[attr-defined]  # for the OpenAPI document

    @extend_schema(
        operation_id="create_token",
        summary="Make a token",
        description="A token made with a token lives no longer than that one.",
        request=TokenRequest,
        responses={201: NewToken},
    )
    @idempotent(secret="secret")  # noqa: S106  (the name of the field, not a secret)
    def post(self, request: Request) -> Response:
        asked = self.receive(TokenRequest)
        token, secret = tokens.create_token(
            owner=learner_of(request),
            name=asked["name"],
            scope=asked["scope"],
            expires_at=tokens.earlier(asked.get("expires_at"), token_in_use(request)),
        )
        return Response({**TokenDocument(token).data, "secret": secret}, status=201)


class Token(ApiView):
    permission_classes = [LearnersOnly]

    @extend_schema(operation_id="delete_token", summary="Revoke a token", responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        tokens.revoke_token(learner_of(request), pk)
        return Response(status=204)

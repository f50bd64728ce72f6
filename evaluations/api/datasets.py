"""Data sets: upload one, read what was understood of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from evaluations.api.requests import CorrectionRequest, DatasetRequest
from evaluations.services import correct_dataset, receive_dataset
from projects.access import dataset_version_for_reading, dataset_version_of, dataset_versions_of
from projects.api.base import ApiView, learner_of
from projects.api.documents import DatasetDocument, dataset_document
from projects.api.idempotency import idempotent
from projects.api.pagination import NewestFirst
from projects.api.permissions import LearnersOnly
from projects.api.throttling import CostlyThrottle, LearnerThrottle
from projects.copies import copy_dataset
from projects.provenance import PROVENANCE, say_provenance
from projects.services import delete_dataset_version


class Datasets(ApiView):
    permission_classes = [LearnersOnly]
    pagination_class = NewestFirst
    throttle_classes = [LearnerThrottle, CostlyThrottle]
    parser_classes = [MultiPartParser, FormParser]
    field_names = {"data": "file"}

    @extend_schema(
        operation_id="list_datasets", summary="List my data sets", responses=DatasetDocument(many=True)
    )
    def get(self, request: Request) -> Response:
        pages = NewestFirst()
        page = pages.paginate_queryset(dataset_versions_of(request.user), request, self) or []
        absolute = request.build_absolute_uri
        return pages.get_paginated_response([dataset_document(row, absolute=absolute) for row in page])

    get.error_statuses = (404, 422)  # type: ignore[attr-defined]  # for the OpenAPI document

    @extend_schema(
        operation_id="create_dataset",
        summary="Upload a data set",
        description=(
            "The same bytes again are the data set that is there already. "
            "`reading` says how the file is meant, where it would be read wrongly."
        ),
        request={"multipart/form-data": DatasetRequest},
        responses={201: DatasetDocument},
    )
    @idempotent
    def post(self, request: Request) -> Response:
        sent = self.receive(DatasetRequest)
        version = receive_dataset(
            owner=learner_of(request),
            upload=sent["file"],
            name=sent.get("name", ""),
            wishes=sent.get("reading"),
        )
        say_provenance(version.dataset, **words_of(sent))
        document = dataset_document(version, absolute=request.build_absolute_uri)
        return Response(document, status=201, headers={"Location": document["api_url"]})


class DatasetDetail(ApiView):
    @extend_schema(
        operation_id="read_dataset",
        summary="Read a data set's profile",
        description="Your own, and those that a public project stands on.",
        responses=DatasetDocument,
    )
    def get(self, request: Request, pk: int) -> Response:
        version = dataset_version_for_reading(request.user, pk)
        return Response(dataset_document(version, absolute=request.build_absolute_uri))

    @extend_schema(
        operation_id="correct_dataset",
        summary="Say what a data set is, or read its bytes again",
        description=(
            "What is said of it (description, source, licence, citation) holds for all its versions. "
            "`reading` says what was read wrongly; the rest stays as it was. The answer is then a version "
            "with an id of its own: 201, or 200 when one is read like this already. The old one stays."
        ),
        request=CorrectionRequest,
        responses={200: DatasetDocument, 201: DatasetDocument},
    )
    def patch(self, request: Request, pk: int) -> Response:
        version, sent = dataset_version_of(request.user, pk), self.receive(CorrectionRequest)
        newest = version.dataset.versions.first()
        corrected = correct_dataset(version=version, wishes=sent["reading"]) if "reading" in sent else version
        say_provenance(corrected.dataset, **words_of(sent))
        document = dataset_document(corrected, absolute=request.build_absolute_uri)
        status = 201 if newest is not None and corrected.number > newest.number else 200
        return Response(document, status=status, headers={"Location": document["api_url"]})

    @extend_schema(
        operation_id="delete_dataset",
        summary="Delete a data set of yours",
        description="Refused while projects stand on it.",
        responses={204: None},
    )
    def delete(self, request: Request, pk: int) -> Response:
        delete_dataset_version(dataset_version_of(request.user, pk))
        return Response(status=204)

    delete.error_statuses = (409,)  # type: ignore[attr-defined]


class DatasetCopy(ApiView):
    permission_classes = [LearnersOnly]
    throttle_classes = [LearnerThrottle, CostlyThrottle]

    @extend_schema(
        operation_id="copy_dataset",
        summary="Take a public data set over, to ask your own question of it",
        description=(
            "The same bytes, read and described alike, among your data sets. "
            "Your own is answered as it is; what you have taken over before as well."
        ),
        request=None,
        responses={200: DatasetDocument, 201: DatasetDocument},
    )
    def post(self, request: Request, pk: int) -> Response:
        learner, version = learner_of(request), dataset_version_for_reading(request.user, pk)
        same = {"sha256": version.sha256, "reading_digest": version.reading_digest}
        status = 200 if dataset_versions_of(learner).filter(**same).exists() else 201
        document = dataset_document(copy_dataset(learner, version), absolute=request.build_absolute_uri)
        return Response(document, status=status, headers={"Location": document["api_url"]})


def words_of(sent: Mapping[str, Any]) -> dict[str, str]:
    """What was said of the data set, among all that was sent."""
    return {field: sent[field] for field in PROVENANCE if field in sent}

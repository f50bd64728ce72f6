"""The API's addresses, below ``/api/v1/``."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import Resolver404, path, re_path, resolve
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView
from rest_framework.request import Request
from rest_framework.response import Response

from config.problems import answer
from evaluations.api.answers import CheckAnswer
from evaluations.api.comparing import EvaluationComparison
from evaluations.api.datasets import DatasetCopy, DatasetDetail, Datasets
from evaluations.api.evaluations import EvaluationCancel, EvaluationDetail, Evaluations
from evaluations.api.events import EvaluationEvents
from evaluations.api.listing import EvaluationPrinted, MyEvaluations
from evaluations.api.push import Push
from evaluations.api.scripts import Scripts
from portfolio.api.exports import PortfolioExport, ProjectExport
from portfolio.api.people import (
    FollowDataset,
    Following,
    FollowingFeed,
    FollowPerson,
    FollowTag,
    News,
    PersonDetail,
    Pins,
    Star,
    Starred,
)
from portfolio.api.projects import ProjectDetail, ProjectPublish, Projects, ProjectUnpublish
from portfolio.api.webhooks import (
    Deliveries,
    Delivery,
    Redelivery,
    WebhookDetail,
    Webhooks,
    WebhookSecret,
    WebhookTest,
)
from projects.api.catalogue import PROBLEMS
from projects.api.files import DatasetFile
from projects.api.me import Me, Token, Tokens
from projects.errors import NotFound


def is_known(address: str) -> bool:
    try:
        return resolve(address).func is not no_such_address
    except Resolver404:
        return False


def no_such_address(request: HttpRequest, rest: str) -> HttpResponseBase:
    """A forgotten slash at the end is added where nothing is lost by it, else the answer says so."""
    hint = "The addresses are listed at /api/v1/docs/."
    if not request.path.endswith("/") and is_known(request.path + "/"):
        if request.method in ("GET", "HEAD"):
            query = request.META.get("QUERY_STRING")
            return HttpResponsePermanentRedirect(f"{request.path}/" + (f"?{query}" if query else ""))
        hint = f"Addresses end with a slash: send {request.method} to {request.path}/ instead."
    return answer(request, NotFound("There is nothing at this address of the API.", hint=hint))


class Docs(SpectacularSwaggerSplitView):
    """The page to try the API, with what each problem's ``type`` points to."""

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        response = super().get(request, *args, **kwargs)
        response.data["problems"] = PROBLEMS
        return response


PROJECT = "projects/<slug:owner>/<slug:slug>/"

urlpatterns = [
    path("openapi.json", SpectacularJSONAPIView.as_view(), name="api_schema"),
    path(
        "docs/",
        Docs.as_view(url_name="api_schema", template_name="api/docs.html"),
        name="api_docs",
    ),
    path("me/", Me.as_view(), name="api_me"),
    path("me/pins/", Pins.as_view(), name="api_pins"),
    path("people/<slug:username>/", PersonDetail.as_view(), name="api_person"),
    path("people/<slug:username>/export/site/", PortfolioExport.as_view(), name="api_export_portfolio"),
    path("people/<slug:username>/follow/", FollowPerson.as_view(), name="api_follow_person"),
    path("tags/<slug:name>/follow/", FollowTag.as_view(), name="api_follow_tag"),
    path("datasets/<int:pk>/follow/", FollowDataset.as_view(), name="api_follow_dataset"),
    path("following/", Following.as_view(), name="api_following"),
    path("following/news/", News.as_view(), name="api_news"),
    path("following/feed/", FollowingFeed.as_view(), name="api_following_feed"),
    path("starred/", Starred.as_view(), name="api_starred"),
    path("tokens/", Tokens.as_view(), name="api_tokens"),
    path("tokens/<int:pk>/", Token.as_view(), name="api_token"),
    path("webhooks/", Webhooks.as_view(), name="api_webhooks"),
    path("webhooks/<int:pk>/", WebhookDetail.as_view(), name="api_webhook"),
    path("webhooks/<int:pk>/secret/", WebhookSecret.as_view(), name="api_webhook_secret"),
    path("webhooks/<int:pk>/test/", WebhookTest.as_view(), name="api_webhook_test"),
    path("webhooks/<int:pk>/deliveries/", Deliveries.as_view(), name="api_deliveries"),
    path("webhooks/<int:pk>/deliveries/<uuid:delivery>/", Delivery.as_view(), name="api_delivery"),
    path(
        "webhooks/<int:pk>/deliveries/<uuid:delivery>/redeliver/",
        Redelivery.as_view(),
        name="api_redeliver",
    ),
    path("push/", Push.as_view(), name="api_push"),
    path("datasets/", Datasets.as_view(), name="api_datasets"),
    path("datasets/<int:pk>/file/", DatasetFile.as_view(), name="api_dataset_file"),
    path("datasets/<int:pk>/copy/", DatasetCopy.as_view(), name="api_copy_dataset"),
    path("datasets/<int:pk>/", DatasetDetail.as_view(), name="api_dataset"),
    path("projects/", Projects.as_view(), name="api_projects"),
    path(PROJECT, ProjectDetail.as_view(), name="api_project"),
    path(f"{PROJECT}star/", Star.as_view(), name="api_star"),
    path(f"{PROJECT}scripts/", Scripts.as_view(), name="api_scripts"),
    path(f"{PROJECT}evaluations/", Evaluations.as_view(), name="api_evaluations"),
    path(f"{PROJECT}export/<slug:format>/", ProjectExport.as_view(), name="api_export"),
    path(f"{PROJECT}publish/", ProjectPublish.as_view(), name="api_publish"),
    path(f"{PROJECT}unpublish/", ProjectUnpublish.as_view(), name="api_unpublish"),
    path("evaluations/", MyEvaluations.as_view(), name="api_my_evaluations"),
    path("evaluations/compare/", EvaluationComparison.as_view(), name="api_compare"),
    path("evaluations/<uuid:pk>/", EvaluationDetail.as_view(), name="api_evaluation"),
    path("evaluations/<uuid:pk>/checks/<slug:code>/answer/", CheckAnswer.as_view(), name="api_answer"),
    path("evaluations/<uuid:pk>/printed/", EvaluationPrinted.as_view(), name="api_printed"),
    path("evaluations/<uuid:pk>/events/", EvaluationEvents.as_view(), name="api_events"),
    path("evaluations/<uuid:pk>/cancel/", EvaluationCancel.as_view(), name="api_cancel"),
    re_path(r"^(?P<rest>.*)$", no_such_address),
]

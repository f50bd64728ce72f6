"""People: a portfolio, stars, following, pinned projects, and what one says of oneself."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from portfolio.api.descriptions import ProjectListed, listed_document
from portfolio.api.people_descriptions import (
    FeedDocument,
    FollowedDocument,
    NewsDocument,
    PersonDocument,
    PinsDocument,
    StarDocument,
    followed_document,
    news_document,
    person_document,
)
from portfolio.api.people_requests import PinsRequest
from portfolio.api.reading import newest_evaluations
from portfolio.follows import (
    Followed,
    drop_feed_key,
    follow,
    follows_of,
    make_feed_key,
    person_named,
    tag_named,
    unfollow,
)
from portfolio.models import FeedKey
from portfolio.news import news_versions
from portfolio.person_page import portfolio_page
from portfolio.pins import pin_in_order, pinned_of
from portfolio.stars import star, unstar
from projects.access import dataset_version_for_reading, project_for_reading
from projects.api.base import ApiView, learner_of
from projects.api.pagination import NewestFirst
from projects.api.permissions import LearnersOnly
from projects.models import Learner, Project


class PersonDetail(ApiView):
    @extend_schema(
        operation_id="read_person",
        summary="Read a portfolio",
        responses=PersonDocument,
        description="What stands on the page: who somebody is and what was measured of theirs.",
    )
    def get(self, request: Request, username: str) -> Response:
        page = portfolio_page(request.user, username)
        return Response(person_document(page, absolute=request.build_absolute_uri))


class Star(ApiView):
    @extend_schema(
        operation_id="star_project",
        summary="Star a project",
        description="Somebody else's, and public. Doing it again changes nothing.",
        request=None,
        responses={200: StarDocument},
    )
    def put(self, request: Request, owner: str, slug: str) -> Response:
        number = star(learner_of(request), project_for_reading(request.user, owner, slug))
        return Response({"starred": True, "stars": number})

    @extend_schema(operation_id="unstar_project", summary="Take a star back", responses={204: None})
    def delete(self, request: Request, owner: str, slug: str) -> Response:
        unstar(learner_of(request), project_for_reading(request.user, owner, slug))
        return Response(status=204)


class Starred(ApiView):
    permission_classes = [LearnersOnly]
    pagination_class = NewestFirst

    @extend_schema(
        operation_id="list_starred",
        summary="List what I have starred",
        description="Nobody else can read this list. What is not public any more is not in it.",
        responses=ProjectListed(many=True),
    )
    def get(self, request: Request) -> Response:
        listed = Project.objects.listed().values("pk")
        stars = learner_of(request).stars.filter(project__in=listed)
        related = ("project__owner", "project__listing", "project__dataset_version__dataset")
        stars = stars.select_related(*related).prefetch_related("project__tags")
        pages = NewestFirst()
        projects = [one.project for one in pages.paginate_queryset(stars, request, self) or []]
        newest = newest_evaluations(request.user, projects)
        absolute = request.build_absolute_uri
        return pages.get_paginated_response(
            [listed_document(project, newest[project.pk], absolute=absolute) for project in projects]
        )

    get.error_statuses = (404, 422)  # type: ignore[attr-defined]  # for the OpenAPI document


class FollowView(ApiView):
    """What the addresses of following have in common: they only find different things."""

    def find(self, request: Request, **names: Any) -> Followed:
        raise NotImplementedError

    def set(self, request: Request, **names: Any) -> Response:
        follow(learner_of(request), self.find(request, **names))
        return Response(status=204)

    def unset(self, request: Request, **names: Any) -> Response:
        unfollow(learner_of(request), self.find(request, **names))
        return Response(status=204)


class FollowPerson(FollowView):
    def find(self, request: Request, **names: Any) -> Followed:
        return person_named(names["username"])

    @extend_schema(
        operation_id="follow_person", summary="Follow somebody", request=None, responses={204: None}
    )
    def put(self, request: Request, username: str) -> Response:
        return self.set(request, username=username)

    @extend_schema(operation_id="unfollow_person", summary="Unfollow somebody", responses={204: None})
    def delete(self, request: Request, username: str) -> Response:
        return self.unset(request, username=username)


class FollowTag(FollowView):
    def find(self, request: Request, **names: Any) -> Followed:
        return tag_named(names["name"])

    @extend_schema(operation_id="follow_tag", summary="Follow a tag", request=None, responses={204: None})
    def put(self, request: Request, name: str) -> Response:
        return self.set(request, name=name)

    @extend_schema(operation_id="unfollow_tag", summary="Unfollow a tag", responses={204: None})
    def delete(self, request: Request, name: str) -> Response:
        return self.unset(request, name=name)


class FollowDataset(FollowView):
    def find(self, request: Request, **names: Any) -> Followed:
        return dataset_version_for_reading(request.user, names["pk"]).dataset

    @extend_schema(
        operation_id="follow_dataset", summary="Follow a data set", request=None, responses={204: None}
    )
    def put(self, request: Request, pk: int) -> Response:
        return self.set(request, pk=pk)

    @extend_schema(operation_id="unfollow_dataset", summary="Unfollow a data set", responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        return self.unset(request, pk=pk)


class Following(ApiView):
    permission_classes = [LearnersOnly]
    pagination_class = NewestFirst

    @extend_schema(
        operation_id="list_following",
        summary="List whom and what I follow",
        description="Nobody else can read this list.",
        responses=FollowedDocument(many=True),
    )
    def get(self, request: Request) -> Response:
        pages = NewestFirst()
        page = pages.paginate_queryset(follows_of(learner_of(request)), request, self) or []
        absolute = request.build_absolute_uri
        return pages.get_paginated_response([followed_document(one, absolute=absolute) for one in page])

    get.error_statuses = (404, 422)  # type: ignore[attr-defined]  # for the OpenAPI document


class News(ApiView):
    permission_classes = [LearnersOnly]
    pagination_class = NewestFirst

    @extend_schema(
        operation_id="list_news",
        summary="List what those that I follow have published",
        description="Published versions, newest first.",
        responses=NewsDocument(many=True),
    )
    def get(self, request: Request) -> Response:
        pages = NewestFirst()
        pages.ordering = ("-published_at", "-id")
        versions = news_versions(learner_of(request)).select_related("project__owner")
        page = pages.paginate_queryset(versions, request, self) or []
        absolute = request.build_absolute_uri
        return pages.get_paginated_response([news_document(one, absolute=absolute) for one in page])

    get.error_statuses = (404, 422)  # type: ignore[attr-defined]  # for the OpenAPI document


class FollowingFeed(ApiView):
    permission_classes = [LearnersOnly]

    @extend_schema(
        operation_id="read_feed_address",
        summary="Where is my feed?",
        description="The secret address of the Atom feed of what you follow; null while there is none.",
        responses=FeedDocument,
    )
    def get(self, request: Request) -> Response:
        known = FeedKey.objects.filter(learner=learner_of(request)).values_list("key", flat=True).first()
        return Response(feed_document(request, known))

    @extend_schema(
        operation_id="make_feed_address",
        summary="Make a new address for my feed",
        description="An address that it had before answers no more.",
        request=None,
        responses={200: FeedDocument},
    )
    def put(self, request: Request) -> Response:
        return Response(feed_document(request, make_feed_key(learner_of(request))))

    @extend_schema(operation_id="drop_feed_address", summary="Turn my feed off", responses={204: None})
    def delete(self, request: Request) -> Response:
        drop_feed_key(learner_of(request))
        return Response(status=204)


class Pins(ApiView):
    permission_classes = [LearnersOnly]

    @extend_schema(operation_id="read_pins", summary="Which projects stand first?", responses=PinsDocument)
    def get(self, request: Request) -> Response:
        return Response(pins_document(learner_of(request)))

    @extend_schema(
        operation_id="set_pins",
        summary="Choose which projects stand first",
        description="Exactly these, in this order: public ones of yours, at most six.",
        request=PinsRequest,
        responses={200: PinsDocument},
    )
    def put(self, request: Request) -> Response:
        learner = learner_of(request)
        pin_in_order(learner, self.receive(PinsRequest)["projects"])
        return Response(pins_document(learner))


def pins_document(learner: Learner) -> dict[str, Any]:
    return {"projects": list(pinned_of(learner).values_list("slug", flat=True))}


def feed_document(request: Request, key: str | None) -> dict[str, Any]:
    return {"url": request.build_absolute_uri(reverse("following_feed", args=[key])) if key else None}

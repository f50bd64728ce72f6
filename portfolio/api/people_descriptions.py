"""Documents about people, and their description for the OpenAPI document."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.urls import reverse
from rest_framework import serializers

from evaluations.models import Evaluation
from portfolio.follows import describe_follow
from portfolio.models import Follow
from portfolio.person_page import PortfolioPage
from projects.api.documents import Absolute, show_time


class EvidenceDocument(serializers.Serializer):
    """Counted from the newest published version of every public project."""

    projects = serializers.IntegerField()
    beat_baseline = serializers.IntegerField(
        help_text="Whose best model is clearly better than the baseline."
    )
    datasets = serializers.IntegerField()
    rows = serializers.IntegerField(help_text="Of these data sets, each counted once.")
    lockboxes = serializers.IntegerField(help_text="Opened, with intervals that can be compared.")
    lockboxes_agree = serializers.IntegerField(help_text="Not clearly worse than the folds.")


class ActivityDocument(serializers.Serializer):
    event = serializers.ChoiceField(["project", "version", "dataset"], help_text="What was published.")
    title = serializers.CharField()
    url = serializers.URLField()
    at = serializers.DateTimeField()


class PersonDocument(serializers.Serializer):
    """A portfolio. What is private or unlisted is not in it, whoever asks."""

    username = serializers.CharField()
    name = serializers.CharField()
    about = serializers.CharField()
    bio = serializers.CharField(help_text="Plain text, lines are paragraphs.")
    links = serializers.ListField(child=serializers.URLField())
    url = serializers.URLField(help_text="The page.")
    feed = serializers.URLField(help_text="Atom.")
    evidence = EvidenceDocument()
    guesses = serializers.CharField(allow_null=True, help_text="How guesses before the reveal turned out.")
    pinned = serializers.ListField(child=serializers.CharField(), help_text="Slugs, the first first.")
    activity = ActivityDocument(many=True)
    followers = serializers.IntegerField()


def person_document(page: PortfolioPage, *, absolute: Absolute) -> dict[str, Any]:
    person = page.person
    return {
        "username": person.username,
        "name": person.name,
        "about": person.about,
        "bio": "\n".join(page.bio),
        "links": list(page.links),
        "url": absolute(person.url),
        "feed": absolute(reverse("learner_feed", args=[person.username])),
        "evidence": asdict(page.evidence),
        "guesses": page.guesses.sentence if page.guesses else None,
        "pinned": [row.slug for row in page.pinned],
        "activity": [
            {
                "event": one.kind,
                "title": one.title,
                "url": absolute(one.url),
                "at": show_time(one.moment),
            }
            for one in page.activity
        ],
        "followers": page.followers,
    }


class StarDocument(serializers.Serializer):
    starred = serializers.BooleanField()
    stars = serializers.IntegerField()


class FollowedDocument(serializers.Serializer):
    type = serializers.ChoiceField(["person", "tag", "dataset"])
    name = serializers.CharField()
    url = serializers.URLField(help_text="The page.")
    since = serializers.DateTimeField()


def followed_document(one: Follow, *, absolute: Absolute) -> dict[str, Any]:
    shown = describe_follow(one)
    return {
        "type": shown.kind,
        "name": shown.name,
        "url": absolute(shown.url),
        "since": show_time(one.created_at),
    }


class NewsDocument(serializers.Serializer):
    """A version that was published."""

    owner = serializers.CharField()
    slug = serializers.CharField()
    title = serializers.CharField()
    version = serializers.IntegerField()
    published_at = serializers.DateTimeField()
    url = serializers.URLField(help_text="The project's page.")
    api_url = serializers.URLField(help_text="The evaluation that it stands on.")


def news_document(version: Evaluation, *, absolute: Absolute) -> dict[str, Any]:
    project = version.project
    return {
        "owner": project.owner.username,
        "slug": project.slug,
        "title": project.title,
        "version": version.published_version,
        "published_at": show_time(version.published_at or version.created_at),
        "url": absolute(project.get_absolute_url()),
        "api_url": absolute(reverse("api_evaluation", args=[version.pk])),
    }


class FeedDocument(serializers.Serializer):
    url = serializers.URLField(allow_null=True, help_text="Whoever knows it sees what you follow.")


class PinsDocument(serializers.Serializer):
    projects = serializers.ListField(child=serializers.CharField(), help_text="Slugs, the first first.")

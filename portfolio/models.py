"""What the public face keeps for itself.

``Listing`` and ``Word`` are derived from projects and results and made again at any time. Stars, follows and
the key of a feed are what people do with what others have published: nothing measured depends on them.
"""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length

from evaluations.models import Evaluation
from portfolio.webhook_models import Webhook, WebhookDelivery
from projects.models import Dataset, Learner, Project, Tag

__all__ = [
    "Edition",
    "FacetCounts",
    "FeedKey",
    "Follow",
    "Listing",
    "Star",
    "Webhook",
    "WebhookDelivery",
    "Word",
]


class Listing(models.Model):
    """A public project in the few columns that Explore filters and counts by."""

    project = models.OneToOneField(
        Project, on_delete=models.CASCADE, primary_key=True, related_name="listing"
    )
    evaluation = models.ForeignKey(
        Evaluation,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        help_text="What the newest published version stands on",
    )
    task = models.CharField(max_length=20)
    rows = models.PositiveIntegerField()
    beats_baseline = models.BooleanField()
    stars = models.PositiveIntegerField(default=0, help_text="Counted from Star, for sorting")

    class Meta:
        indexes = [
            models.Index(fields=["task", "beats_baseline", "rows"], name="listing_facets"),
            models.Index(fields=["-stars", "-project"], name="listing_most_starred"),
        ]

    def __str__(self) -> str:
        return str(self.project_id)


class Word(models.Model):
    """A word of a public project, to find what somebody meant who mistyped it."""

    word = models.CharField(max_length=40, unique=True)
    length = models.GeneratedField(
        expression=Length("word"), output_field=models.PositiveSmallIntegerField(), db_persist=True
    )

    def __str__(self) -> str:
        return self.word


class Edition(models.Model):
    """One state of the public face: a row is added with each change of what strangers may see."""

    def __str__(self) -> str:
        return str(self.pk)


class FacetCounts(models.Model):
    """How many public projects there are of each kind, where they are too many to be counted for a reader."""

    edition = models.CharField(max_length=40, help_text="The state of the public face that was counted")
    counts = models.JSONField(help_text="See facets.py")

    def __str__(self) -> str:
        return self.edition


class Star(models.Model):
    """A bookmark of somebody else's public project. The list is the learner's alone, the count is public."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="stars")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="stars")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["learner", "project"], name="star_once")]

    def __str__(self) -> str:
        return f"{self.learner_id} {self.project_id}"


class Follow(models.Model):
    """A learner wants to hear of what a person, a tag or a data set brings. Nobody else sees the list."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="follows")
    person = models.ForeignKey(Learner, on_delete=models.CASCADE, null=True, related_name="followers")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, null=True, related_name="followers")
    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, null=True, related_name="followers")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "person"], name="follow_person_once"),
            models.UniqueConstraint(fields=["learner", "tag"], name="follow_tag_once"),
            models.UniqueConstraint(fields=["learner", "dataset"], name="follow_dataset_once"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, tag__isnull=True, dataset__isnull=True)
                | Q(person__isnull=True, tag__isnull=False, dataset__isnull=True)
                | Q(person__isnull=True, tag__isnull=True, dataset__isnull=False),
                name="follow_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id} {self.person_id or self.tag_id or self.dataset_id}"


class FeedKey(models.Model):
    """The secret in the address of somebody's own feed: feed readers cannot log in."""

    learner = models.OneToOneField(
        Learner, on_delete=models.CASCADE, primary_key=True, related_name="feed_key"
    )
    key = models.CharField(max_length=43, unique=True)

    def __str__(self) -> str:
        return str(self.learner_id)

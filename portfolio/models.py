"""What the public face keeps for itself: derived from projects and results, made again at any time."""

from django.db import models
from django.db.models.functions import Length

from projects.models import Project


class Listing(models.Model):
    """A public project in the few columns that Explore filters and counts by."""

    project = models.OneToOneField(
        Project, on_delete=models.CASCADE, primary_key=True, related_name="listing"
    )
    task = models.CharField(max_length=20)
    rows = models.PositiveIntegerField()
    beats_baseline = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["task", "beats_baseline", "rows"], name="listing_facets")]

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

"""What stays on record: openings of the lockbox, answers to issues, looks at scores."""

from django.db import models

from evaluations.querysets import TryQuerySet
from projects.models import Learner, Project


class LockboxOpening(models.Model):
    """The lockbox rows scored once for the pipeline that a published version stands for.

    It outlives its evaluation: deleting a project does not close the box again.
    """

    class Status(models.TextChoices):
        OPENING = "opening", "Being opened"
        OPENED = "opened", "Opened"
        FAILED = "failed", "Could not be opened"

    evaluation = models.OneToOneField(
        "evaluations.Evaluation", on_delete=models.SET_NULL, null=True, related_name="lockbox_opening"
    )
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="lockbox_openings")
    data_key = models.CharField(max_length=64)
    data_sha256 = models.CharField(max_length=64, default="", help_text="Of the bytes, however read")
    target = models.CharField(max_length=200, default="")
    protocol_digest = models.CharField(max_length=64)
    pipeline = models.CharField(max_length=40)
    pipeline_digest = models.CharField(max_length=64)
    status = models.CharField(max_length=8, choices=Status, default=Status.OPENING)
    launches = models.PositiveIntegerField(default=0)
    heartbeat_at = models.DateTimeField(null=True)
    reason = models.JSONField(null=True)
    scores = models.JSONField(default=dict, help_text="metric: {score, low, high}")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["learner", "data_sha256", "target"], name="lockbox_openings_by_question")
        ]

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.pipeline} {self.status}"


class Answer(models.Model):
    """What a learner says, in public, about an issue that a check has found."""

    class Kind(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        FIXED = "fixed", "Repaired"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="answers")
    code = models.CharField(max_length=10)
    fact = models.CharField(max_length=64, help_text="CheckResult.fact of what is answered")
    kind = models.CharField(max_length=8, choices=Kind)
    reason = models.TextField(blank=True)
    fixed_by = models.ForeignKey(
        "evaluations.Evaluation", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "code", "fact"], name="one_answer_a_fact")]

    def __str__(self) -> str:
        return f"{self.project} {self.code} {self.kind}"


class Try(models.Model):
    """A look at a score: of a script, or of our models alone. Deleting the project does not undo it."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="tries")
    data_sha256 = models.CharField(max_length=64)
    target = models.CharField(max_length=200)
    protocol_digest = models.CharField(max_length=64)
    metric = models.CharField(max_length=40)
    script_sha256 = models.CharField(max_length=64, blank=True, help_text="Empty: our models alone")
    score = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TryQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["data_sha256", "protocol_digest"], name="tries_of_a_board")]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "data_sha256", "protocol_digest", "script_sha256"], name="one_try_a_script"
            )
        ]

    def __str__(self) -> str:
        return f"{self.learner} {self.metric} {self.script_sha256[:8]}"

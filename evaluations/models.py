"""What the platform finds out. Only `lifecycle` writes an evaluation's status."""

import hashlib
import json
import uuid

from django.db import models
from django.urls import reverse

from evaluations.querysets import EvaluationQuerySet, FoldResultQuerySet
from evaluations.record_models import Answer, LockboxOpening, Try
from projects.models import DatasetVersion, Learner, Project, Script

__all__ = [
    "Answer",
    "CheckResult",
    "Evaluation",
    "Figure",
    "FoldResult",
    "LockboxOpening",
    "PipelineResult",
    "Try",
]


class Evaluation(models.Model):
    """One run of a protocol over one data set version and at most one script."""

    class Status(models.TextChoices):
        QUEUED = "queued", "Waiting for a worker"
        RUNNING = "running", "Running"
        SUCCEEDED = "succeeded", "Done"
        FAILED = "failed", "Failed"
        CANCELLED = "cancelled", "Cancelled"

    class Stage(models.TextChoices):
        WAITING = "waiting", "Waiting for a worker"
        READING = "reading", "Reading the data"
        SCRIPT = "script", "Trying your script on a few rows"
        MEASURING = "measuring", "Training and scoring models"
        REPORTING = "reporting", "Writing the report"
        DONE = "done", "Done"

    ACTIVE = (Status.QUEUED, Status.RUNNING)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="evaluations")
    dataset_version = models.ForeignKey(DatasetVersion, on_delete=models.RESTRICT, related_name="evaluations")
    script = models.ForeignKey(
        Script, on_delete=models.CASCADE, null=True, blank=True, related_name="evaluations"
    )
    requested_by = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="evaluations")
    protocol = models.JSONField()
    protocol_digest = models.CharField(max_length=64, db_index=True)
    engine_version = models.CharField(max_length=40)

    status = models.CharField(max_length=10, choices=Status, default=Status.QUEUED)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.WAITING)
    launches = models.PositiveIntegerField(default=0, help_text="How often it was sent to the workers")
    launches_in_vain = models.PositiveIntegerField(
        default=0, help_text="How many of the last launches fell silent with nothing new measured"
    )
    platform_faults = models.PositiveIntegerField(
        default=0, help_text="How often we, not the learner, failed"
    )
    heartbeat_at = models.DateTimeField(null=True, help_text="Last life sign from a worker")
    plan = models.JSONField(default=dict, help_text="Pipelines, folds and the script's input, once known")

    reason_code = models.CharField(max_length=40, blank=True)
    reason_message = models.TextField(blank=True)
    reason_hint = models.TextField(blank=True)
    reason_line = models.PositiveIntegerField(null=True)
    reason_is_platform_fault = models.BooleanField(default=False)

    report = models.JSONField(default=dict, help_text="core.report.Report.to_dict(), once it has succeeded")
    report_key = models.CharField(
        max_length=64, blank=True, db_index=True, help_text="What the report is a function of: see reuse.py"
    )
    card = models.JSONField(null=True, help_text="What lists show of it once it has succeeded")
    printed = models.TextField(blank=True, help_text="What the script printed in its first run")
    said = models.JSONField(default=dict, help_text="What a whole script left: models, notes, its end")
    environment = models.JSONField(default=dict, help_text="Versions of what it was measured with")
    guess = models.FloatField(
        null=True, help_text="The learner's guess of the primary metric, before the reveal"
    )
    certainty = models.PositiveSmallIntegerField(null=True, help_text="How sure of the guess, in per cent")
    guess_came_first = models.BooleanField(
        default=False, help_text="No score of this question had been shown to the learner before"
    )
    publish_requested = models.CharField(
        max_length=10, blank=True, choices=Project.Visibility, help_text="Publish like this on success"
    )

    published_version = models.PositiveIntegerField(
        null=True, help_text="The project's published version that stands on this evaluation"
    )
    published_at = models.DateTimeField(null=True)

    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["status", "created_at"], name="evaluation_queue"),
            models.Index(fields=["project", "-created_at"], name="evaluation_of_project"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["project", "published_version"], name="published_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.id} ({self.status})"

    def get_absolute_url(self) -> str:
        return reverse("evaluation", args=[self.id])

    @property
    def is_active(self) -> bool:
        return self.status in self.ACTIVE

    @property
    def is_done(self) -> bool:
        return not self.is_active


class FoldResult(models.Model):
    """What one pipeline did on one fold: addressed by content, so that nothing is fitted twice.

    Results on public data are shared by everybody; results on private data are found by their learner
    only, or else a fast answer would tell a stranger that somebody has the same file.
    """

    class Status(models.TextChoices):
        SUCCEEDED = "succeeded", "Measured"
        FAILED = "failed", "Failed"

    scope = models.CharField(max_length=40, help_text="Who may find it: everybody, or one learner")
    data_key = models.CharField(max_length=64, help_text="SHA-256 over the bytes and how they are read")
    protocol_digest = models.CharField(max_length=64)
    pipeline = models.CharField(max_length=40)
    pipeline_digest = models.CharField(max_length=64)
    fold = models.PositiveSmallIntegerField()
    engine_version = models.CharField(max_length=40)
    status = models.CharField(max_length=9, choices=Status)
    outcome = models.BinaryField(help_text="Scores, predictions, importances: see results.pack_outcome")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = FoldResultQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields="scope data_key protocol_digest pipeline_digest fold engine_version pipeline".split(),
                name="fold_measured_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pipeline} fold {self.fold}"


class PipelineResult(models.Model):
    """One pipeline's line in an evaluation's table, written as soon as its folds are in."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="pipeline_results")
    pipeline = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    data = models.JSONField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "pipeline"], name="pipeline_once_per_evaluation")
        ]

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.pipeline}"


class CheckResult(models.Model):
    """What one danger-zone check found in one evaluation."""

    class Outcome(models.TextChoices):
        ISSUE = "issue", "Issue"
        TIP = "tip", "Tip"
        PASSED = "passed", "Passed"
        NOT_APPLICABLE = "not_applicable", "Not applicable"

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="checks")
    code = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    outcome = models.CharField(max_length=14, choices=Outcome)
    message = models.TextField()
    evidence = models.JSONField(default=dict)
    docs = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "code"], name="check_once_per_evaluation")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.outcome}"

    @property
    def fact(self) -> str:
        """SHA-256 of the evidence: an answer holds for later evaluations that find the very same."""
        return hashlib.sha256(json.dumps(self.evidence, sort_keys=True).encode()).hexdigest()


class Figure(models.Model):
    """A drawn figure with the numbers behind it."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="figures")
    key = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    reading = models.TextField()
    data = models.JSONField()
    svg = models.TextField()
    svg_narrow = models.TextField(blank=True, help_text="Drawn again for phones, where that is needed")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "key"], name="figure_once_per_evaluation")
        ]

    def __str__(self) -> str:
        return self.title


class SaidFigure(models.Model):
    """A figure that a whole script drew, as a PNG that we wrote from its pixels."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="said_figures")
    position = models.PositiveSmallIntegerField()
    line = models.PositiveIntegerField(null=True, help_text="Of the script, where it was shown or saved")
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    png = models.BinaryField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "position"], name="said_figure_once_per_evaluation")
        ]

    def __str__(self) -> str:
        return f"{self.evaluation_id} figure {self.position}"


class HonestyTest(models.Model):
    """Experiments with the script of an evaluation that has succeeded; what they find becomes checks.

    They are done in slices, and what a slice has done is kept: a worker is never held for long, and one that
    is lost costs one slice.
    """

    class State(models.TextChoices):
        TESTING = "testing", "Being tested"
        TESTED = "tested", "Tested"
        FAILED = "failed", "Could not be tested"

    evaluation = models.OneToOneField(Evaluation, on_delete=models.CASCADE, related_name="honesty_test")
    pipeline_digest = models.CharField(max_length=64)
    state = models.CharField(max_length=7, choices=State, default=State.TESTING)
    slice = models.PositiveIntegerField(default=0, help_text="Slices that are done")
    launches = models.PositiveIntegerField(default=0, help_text="How often this slice was begun")
    heartbeat_at = models.DateTimeField(null=True)
    seconds = models.FloatField(default=0.0, help_text="Spent so far")
    trials = models.BinaryField(default=b"", help_text="Predictions so far: see honesty.pack_trials")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.state}"

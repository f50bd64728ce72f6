"""How the OpenAPI document describes an evaluation. The documents themselves: `evaluations.document`."""

from __future__ import annotations

from rest_framework import serializers

from evaluations.api.check_descriptions import CheckDocument, FailureDocument, LockboxDocument
from evaluations.api.requests import METRIC_CODES, TASKS
from evaluations.api.script_descriptions import ScriptMeasured
from evaluations.models import Evaluation, HonestyTest
from projects.api.documents import ProjectBrief


class EvaluationBrief(serializers.Serializer):
    """Where an evaluation is and how it stands."""

    id = serializers.UUIDField()
    url = serializers.URLField(help_text="The page.")
    api_url = serializers.URLField()
    status = serializers.ChoiceField(Evaluation.Status.choices)
    stage = serializers.ChoiceField(Evaluation.Stage.choices)
    published_version = serializers.IntegerField(allow_null=True)
    created_at = serializers.DateTimeField()
    started_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)


class PushReceipt(serializers.Serializer):
    """What a push has made. Wait at ``evaluation.api_url`` (also in ``Location``)."""

    project = ProjectBrief()
    evaluation = EvaluationBrief()


class ProjectLink(serializers.Serializer):
    owner = serializers.CharField()
    slug = serializers.CharField()
    title = serializers.CharField()
    url = serializers.URLField()


class EvaluationListed(EvaluationBrief):
    """An evaluation in a list; all of it is at ``api_url``."""

    project = ProjectLink()


class EvaluationReceipt(EvaluationBrief):
    """A started evaluation. Wait at ``api_url`` (also in ``Location``)."""


class ProgressDocument(serializers.Serializer):
    """In fits: one pipeline on one fold each."""

    done = serializers.IntegerField()
    total = serializers.IntegerField()
    eta_seconds = serializers.IntegerField(allow_null=True)


class ReasonDocument(serializers.Serializer):
    """Why it ended without scores."""

    code = serializers.CharField()
    message = serializers.CharField()
    hint = serializers.CharField()
    line = serializers.IntegerField(allow_null=True, help_text="Of the script.")
    platform_fault = serializers.BooleanField(help_text="True: our fault, and it does not count as a try.")


class LeftOutColumn(serializers.Serializer):
    column = serializers.CharField()
    why = serializers.CharField()


class SetAsideClass(serializers.Serializer):
    rows = serializers.IntegerField()

    def get_fields(self) -> dict[str, serializers.Field]:
        """``class`` is a word of Python's own."""
        return {"class": serializers.CharField(), **super().get_fields()}


class ProtocolNote(serializers.Serializer):
    about = serializers.CharField()
    text = serializers.CharField()


class ProtocolDocument(serializers.Serializer):
    """Everything that fixes the measurement."""

    version = serializers.IntegerField()
    digest = serializers.CharField(help_text="SHA-256 of all that changes a number.")
    task = serializers.ChoiceField(TASKS)
    target = serializers.CharField()
    features = serializers.ListField(child=serializers.CharField())
    left_out = LeftOutColumn(many=True)
    classes = serializers.ListField(child=serializers.CharField())
    n_rows = serializers.IntegerField()
    splitter = serializers.CharField()
    n_splits = serializers.IntegerField()
    n_repeats = serializers.IntegerField()
    seed = serializers.IntegerField()
    metrics = serializers.ListField(child=serializers.ChoiceField(METRIC_CODES))
    primary_metric = serializers.ChoiceField(METRIC_CODES)
    comparison_metric = serializers.ChoiceField(METRIC_CODES)
    lockbox_share = serializers.FloatField()
    group = serializers.CharField(allow_null=True)
    time = serializers.CharField(allow_null=True)
    notes = ProtocolNote(many=True)
    set_aside = SetAsideClass(many=True, required=False, help_text="Classes too rare to be measured.")


class DatasetMeasured(serializers.Serializer):
    sha256 = serializers.CharField()
    rows = serializers.IntegerField()
    columns = serializers.IntegerField()


class ScoreDocument(serializers.Serializer):
    mean = serializers.FloatField()
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    folds = serializers.ListField(child=serializers.FloatField(allow_null=True))
    higher_is_better = serializers.BooleanField()


class VerdictDocument(serializers.Serializer):
    """The script or pipeline against the baseline, on the same folds."""

    verdict = serializers.ChoiceField(["better", "no_clear_difference", "worse"])
    difference = serializers.FloatField()
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)


class ResultDocument(serializers.Serializer):
    """One pipeline's line."""

    pipeline = serializers.CharField()
    title = serializers.CharField()
    origin = serializers.ChoiceField(["standard", "script"])
    status = serializers.ChoiceField(["succeeded", "failed"])
    reason = FailureDocument(allow_null=True)
    fit_seconds = serializers.FloatField()
    notes = serializers.ListField(
        child=serializers.CharField(), required=False, help_text="What the model warned of."
    )
    scores = serializers.DictField(child=ScoreDocument(), help_text="By metric.")
    versus_baseline = VerdictDocument(allow_null=True)


class FigureTable(serializers.Serializer):
    columns = serializers.ListField(child=serializers.CharField())
    rows = serializers.ListField(child=serializers.ListField())


class FigureDocument(serializers.Serializer):
    key = serializers.CharField()
    title = serializers.CharField()
    reading = serializers.CharField(help_text="How to read it, in one sentence.")
    svg = serializers.CharField()
    data = FigureTable()  # type: ignore[assignment]


class AgreementDocument(serializers.Serializer):
    """Over all predictions: with repeated folds a row is predicted more than once."""

    predictions = serializers.IntegerField()
    different = serializers.IntegerField()
    share_equal = serializers.FloatField()
    correlation = serializers.FloatField(allow_null=True, help_text="Of predicted numbers.")
    mean_difference = serializers.FloatField(allow_null=True)
    largest_difference = serializers.FloatField(allow_null=True)


class PairedScores(serializers.Serializer):
    metric = serializers.ChoiceField(METRIC_CODES)
    script = serializers.FloatField()
    library = serializers.FloatField()
    difference = serializers.FloatField(help_text="Positive: the script is better.")
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    verdict = serializers.ChoiceField(["better", "no_clear_difference", "worse"], allow_null=True)


class PairedSeconds(serializers.Serializer):
    script = serializers.FloatField()
    library = serializers.FloatField()
    ratio = serializers.FloatField(allow_null=True, help_text="Above 1: the script is slower.")


class DifferingRow(serializers.Serializer):
    row = serializers.IntegerField(help_text="In the file, from 1.")
    actual = serializers.JSONField(help_text="A class or a number.")
    script = serializers.JSONField()
    library = serializers.JSONField()
    times = serializers.IntegerField(help_text="In how many repeats.")


class PairedFold(serializers.Serializer):
    fold = serializers.IntegerField()
    script = serializers.FloatField(allow_null=True)
    library = serializers.FloatField(allow_null=True)
    predictions = serializers.IntegerField()
    different = serializers.IntegerField()


class ByHandDocument(serializers.Serializer):
    """A by-hand script beside the scikit-learn estimator that it names (`reimplements = "…"`)."""

    estimator = serializers.CharField()
    call = serializers.CharField()
    source = serializers.CharField(  # type: ignore[assignment]
        help_text="The script of ours that built the estimator."
    )
    status = serializers.ChoiceField(["compared", "failed"])
    reason = FailureDocument(allow_null=True)
    input_mode = serializers.CharField(required=False)
    same_input = serializers.BooleanField(required=False, help_text="Both were given the same kind of rows.")
    agreement = AgreementDocument(required=False)
    folds = PairedFold(many=True, required=False)
    scores = PairedScores(required=False, allow_null=True)
    seconds = PairedSeconds(required=False)
    rows = DifferingRow(many=True, required=False, help_text="Rows they see differently, twenty at most.")


class ScriptFold(serializers.Serializer):
    """What the script's process took on one fold, measured from outside."""

    fold = serializers.IntegerField()
    fit_seconds = serializers.FloatField()
    predict_seconds = serializers.FloatField()
    wall_seconds = serializers.FloatField()
    peak_mb = serializers.IntegerField()


class HonestyDocument(serializers.Serializer):
    """Experiments with the script after its report; what they find are the checks FF8xx."""

    state = serializers.ChoiceField(HonestyTest.State.choices, help_text="testing: more checks will come.")
    folds = ScriptFold(many=True)


class EvaluationDocument(EvaluationBrief):
    """One run of a protocol over one data set and at most one script."""

    project = ProjectLink()
    progress = ProgressDocument()
    queue_position = serializers.IntegerField(allow_null=True, help_text="1 is next.")
    reason = ReasonDocument(allow_null=True)
    protocol = ProtocolDocument()
    dataset = DatasetMeasured()
    script = ScriptMeasured(allow_null=True)
    results = ResultDocument(many=True, help_text="While it runs: the pipelines that are done.")
    best = serializers.CharField(allow_null=True)
    checks = CheckDocument(many=True)
    figures = FigureDocument(many=True)
    by_hand = ByHandDocument(allow_null=True)
    honesty = HonestyDocument(allow_null=True)
    guess = serializers.FloatField(allow_null=True)
    certainty = serializers.IntegerField(allow_null=True, help_text="How sure of the guess, in per cent.")
    tries = serializers.IntegerField(help_text="Distinct scripts scored on these data and this protocol.")
    lockbox = LockboxDocument(allow_null=True)
    engine_version = serializers.CharField()
    environment = serializers.DictField()

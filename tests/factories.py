"""Rows for tests, every default visible. Written through the services that the product uses."""

from __future__ import annotations

import uuid

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from evaluations.core.version import ENGINE_VERSION
from evaluations.ledger import record_try
from evaluations.models import CheckResult, Evaluation, Figure, PipelineResult
from evaluations.services import Question, open_project, receive_dataset
from evaluations.summary import keep_card
from portfolio.index.entries import index_project
from projects.models import DatasetVersion, Learner, Project, Script
from projects.services import add_script

FLOWERS = "length,width,colour,species\n" + "".join(
    f"{4 + i % 7 * 0.3:.1f},{2 + i % 5 * 0.2:.1f},"
    f"{'red' if i % 3 else 'blue'},{'iris' if i % 2 else 'rose'}\n"
    for i in range(60)
)
HOUSES = "rooms,area,town,price\n" + "".join(
    f"{1 + i % 6},{30 + 3 * i % 50 + i % 7},{'Bern' if i % 3 else 'Basel'},{1000 * (30 + 3 * i % 50)}\n"
    for i in range(60)
)
FOREST = """from sklearn.ensemble import RandomForestClassifier


def make_model():
    return RandomForestClassifier(n_estimators=20, random_state=0)
"""


def upload(text: str | bytes, name: str = "flowers.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def make_learner(username: str, *, password: str = "a long enough password", **fields) -> Learner:
    return Learner.objects.create_user(username=username, password=password, **fields)


def make_dataset_version(
    owner: Learner, *, csv: str = FLOWERS, filename: str = "flowers.csv"
) -> DatasetVersion:
    return receive_dataset(owner=owner, upload=upload(csv, filename))


def make_project(
    owner: Learner,
    *,
    csv: str = FLOWERS,
    target: str = "species",
    title: str = "Which flower is it?",
    question: str = "Can we tell from length and width alone?",
    visibility: str = "private",
) -> Project:
    """A project; with a visibility other than private it counts as published now (nothing is pinned)."""
    version = make_dataset_version(owner, csv=csv)
    project = open_project(
        owner=owner, version=version, asked=Question(target=target, title=title, question=question)
    )
    if visibility != "private":
        Project.objects.filter(pk=project.pk).update(visibility=visibility, published_at=timezone.now())
        project.refresh_from_db()
        index_project(project)
    return project


def make_script(project: Project, *, source: str = FOREST, filename: str = "forest.py") -> Script:
    return add_script(project=project, filename=filename, source=source, form="make_model")


def make_evaluation(
    project: Project,
    *,
    status: str = "succeeded",
    script: Script | None = None,
    published: bool = False,
    **fields,
) -> Evaluation:
    """An evaluation in any state; a succeeded one has results, a check and a figure."""
    done = status == "succeeded"
    evaluation = Evaluation.objects.create(
        id=uuid.uuid4(),
        project=project,
        dataset_version=project.dataset_version,
        script=script,
        requested_by=project.owner,
        protocol=project.protocol,
        protocol_digest=project.protocol_digest,
        engine_version=ENGINE_VERSION,
        **{
            "status": status,
            "stage": "done" if done else "waiting",
            "plan": {"digests": {"baseline": "b" * 64, "logistic_regression": "c" * 64}, "folds": 5},
            "report": make_report(project) if done else {},
            "environment": {"scikit-learn": "1.9.1"} if done else {},
            "published_version": 1 if published else None,
            "published_at": timezone.now() if published else None,
            **fields,
        },
    )
    if done:
        add_findings(evaluation)
        keep_card(evaluation.pk)
        evaluation.refresh_from_db(fields=["card"])
        record_try(evaluation, evaluation.report)
    return evaluation


def make_report(project: Project) -> dict:
    """The shape of ``core.report.Report.to_dict()`` with two pipelines."""
    return {
        "task": project.task,
        "classes": project.protocol["classes"],
        "primary_metric": project.metric,
        "best": "logistic_regression",
        "baseline": "baseline",
        "results": make_results(project.metric),
        "diagnostics": {},
    }


def make_results(metric: str) -> list[dict]:
    def scores(mean: float) -> dict:
        folds = [mean - 0.02, mean - 0.01, mean, mean + 0.01, mean + 0.02]
        return {
            metric: {
                "mean": mean,
                "low": mean - 0.05,
                "high": mean + 0.05,
                "folds": folds,
                "higher_is_better": metric
                not in ("rmse", "mae", "median_absolute_error", "log_loss", "brier"),
            }
        }

    line = {"origin": "standard", "status": "succeeded", "reason": None, "fit_seconds": 0.1}
    return [
        {
            **line,
            "pipeline": "baseline",
            "title": "Baseline (no features)",
            "scores": scores(0.5),
            "versus_baseline": None,
        },
        {
            **line,
            "pipeline": "logistic_regression",
            "title": "Logistic regression",
            "scores": scores(0.83),
            "versus_baseline": {"verdict": "better", "difference": 0.33, "low": 0.25, "high": 0.41},
        },
    ]


def add_findings(evaluation: Evaluation) -> None:
    PipelineResult.objects.bulk_create(
        PipelineResult(evaluation=evaluation, pipeline=line["pipeline"], position=position, data=line)
        for position, line in enumerate(evaluation.report["results"])
    )
    CheckResult.objects.create(
        evaluation=evaluation,
        code="FF101",
        title="Constant columns",
        outcome="passed",
        message="No column is constant.",
    )
    Figure.objects.create(
        evaluation=evaluation,
        key="model_comparison",
        position=0,
        title="Logistic regression does best",
        reading="It is above the baseline in every fold.",
        data={"columns": ["pipeline", "mean"], "rows": [["baseline", 0.5], ["logistic_regression", 0.83]]},
        svg='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" role="img"><title>A</title></svg>',
    )

"""The steps of a project, from the question to the lockbox, that a learner has taken, across projects.

Counted from rows and never from clicks. To strangers only what is public counts: listed projects, and what
their published versions show.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import F
from django.db.models.fields.json import KT
from django.utils.safestring import SafeString, mark_safe

from evaluations.core.script_form import CLASS
from evaluations.figures.steps import MOST_PROJECTS, Station, draw_steps
from evaluations.figures.text import clean
from evaluations.models import Answer, CheckResult, Evaluation, Figure, LockboxOpening, PipelineResult
from evaluations.querysets import EvaluationQuerySet
from projects.models import DatasetVersion, Learner, Project

BASELINE = "baseline"
Taken = dict[str, set[int]]  # ids of projects, by the code of a step


@dataclass(frozen=True)
class Step:
    """``how``: what to do to take it; ``note``: the note that explains it; ``for_all``: every project can."""

    code: str
    phase: str
    name: str
    how: str
    note: str
    for_all: bool = True


STEPS = (
    Step("asked", "Ask", "Asked a question", "Say in one sentence what you want to find out.", "baseline"),
    Step(
        "read",
        "Ask",
        "Corrected the reading of the data",
        "Look at the columns before you start: is each read as what it is? Change what is not.",
        "FF105",
        for_all=False,
    ),
    Step("guessed", "Ask", "Guessed before the reveal", "Guess the score before you see one.", "guess"),
    Step("measured", "Measure", "Measured on unseen rows", "Upload data and let us measure.", "folds"),
    Step("beat", "Measure", "Beat the baseline", "Find columns that bear on the question.", "baseline"),
    Step("script", "Measure", "Measured a script of one’s own", "Upload a script to a project.", "script"),
    Step(
        "again", "Measure", "Tried a second idea", "Change one thing in the script; upload it again.", "luck"
    ),
    Step(
        "by_hand",
        "Understand",
        "Wrote a model by hand",
        "Take a file to start from, fill in what is missing, and upload it.",
        "knn",
    ),
    Step(
        "compared",
        "Understand",
        "Compared it with scikit-learn’s",
        'Say in the script which estimator your model rebuilds: reimplements = "…".',
        "by_hand",
    ),
    Step(
        "weak",
        "Understand",
        "Saw for which rows it is weak",
        "Read the figure of the weak parts on a report of a few hundred rows.",
        "weak_segments",
    ),
    Step(
        "answered", "Answer", "Answered an issue", "Say in public why you accept an issue.", "leakage", False
    ),
    Step(
        "repaired",
        "Answer",
        "Repaired an issue",
        "Mend what an issue names, measure again, and answer it with the new evaluation.",
        "leakage",
        for_all=False,
    ),
    Step("told", "Tell", "Wrote down what was found", "Add a write-up to a project.", "interval"),
    Step("published", "Tell", "Published it", "Publish a version: it stays as it is.", "lockbox"),
    Step(
        "lockbox",
        "Tell",
        "Opened the lockbox",
        "Publish a project of two hundred rows or more: its lockbox is then opened, once.",
        "lockbox",
    ),
)


@dataclass(frozen=True)
class ShownStep:
    """``example``: (title, address) of the newest project in which it was taken; None before the first."""

    step: Step
    times: int
    example: tuple[str, str] | None


@dataclass(frozen=True)
class StepMap:
    title: str
    reading: str
    svg: SafeString
    steps: tuple[ShownStep, ...]
    left_out: int  # projects that find no room in the drawing
    next: Step | None  # for the owner: the first that was never taken and that every project can take


def step_map(learner: Learner, *, as_owner: bool) -> StepMap | None:
    """None without a project. Eight queries at most, for any number of projects."""
    projects = list(projects_of(learner, as_owner=as_owner))
    if not projects:
        return None
    taken = find_taken(projects, as_owner=as_owner)
    shown = projects[-MOST_PROJECTS:]
    stations = [
        Station(step.phase, step.name, tuple(p.pk in taken[step.code] for p in shown), len(taken[step.code]))
        for step in STEPS
    ]
    figure = draw_steps(stations, len(projects))
    return StepMap(
        title=figure.title,
        reading=figure.reading,
        svg=mark_safe(figure.svg + figure.svg_narrow),  # noqa: S308  (drawn by us, labels escaped there)
        steps=tuple(show_step(step, projects, taken[step.code], learner) for step in STEPS),
        left_out=len(projects) - len(shown),
        next=find_next(taken) if as_owner else None,
    )


def find_next(taken: Mapping[str, set[int]]) -> Step | None:
    return next((step for step in STEPS if step.for_all and not taken[step.code]), None)


def projects_of(learner: Learner, *, as_owner: bool) -> Iterable[Project]:
    """The oldest first."""
    found = (
        Project.objects.filter(owner=learner) if as_owner else Project.objects.listed().filter(owner=learner)
    )
    return found.order_by("created_at", "pk").only(
        "title", "slug", "question", "writeup", "dataset_version_id"
    )


def show_step(step: Step, projects: list[Project], taken: set[int], learner: Learner) -> ShownStep:
    newest = next((project for project in reversed(projects) if project.pk in taken), None)
    example = None
    if newest is not None:
        newest.owner = learner
        example = (clean(newest.title, 80), newest.get_absolute_url())
    return ShownStep(step, len(taken), example)


def find_taken(projects: list[Project], *, as_owner: bool) -> Mapping[str, set[int]]:
    """Ids of the projects that took each step."""
    taken: Taken = defaultdict(set)
    taken["asked"] = {project.pk for project in projects if project.question.strip()}
    taken["told"] = {project.pk for project in projects if project.writeup.strip()}
    taken["read"] = find_corrected(projects)
    found = add_measured(taken, projects, as_owner=as_owner)
    visible = Evaluation.objects.filter(pk__in=found)
    add_scripts(taken, visible)
    add_answers(taken, found)
    better = PipelineResult.objects.filter(evaluation__in=found, data__versus_baseline__verdict="better")
    taken["beat"] = set(better.exclude(pipeline=BASELINE).values_list("evaluation__project", flat=True))
    weak = Figure.objects.filter(evaluation__in=found, key="weak_segments").order_by()
    taken["weak"] = set(weak.values_list("evaluation__project", flat=True))
    return taken


def find_corrected(projects: list[Project]) -> set[int]:
    """Projects on a reading that came after another one of the same bytes."""
    later = DatasetVersion.objects.filter(
        pk__in={project.dataset_version_id for project in projects},
        dataset__versions__sha256=F("sha256"),
        dataset__versions__number__lt=F("number"),
    )
    corrected = set(later.order_by().values_list("pk", flat=True))
    return {project.pk for project in projects if project.dataset_version_id in corrected}


def add_measured(taken: Taken, projects: list[Project], *, as_owner: bool) -> list[uuid.UUID]:
    """The ids of the evaluations that count: those that succeeded, for others those that are published.

    Chosen here: asked for a status as well, databases look at all evaluations that have it.
    """
    found = []
    rows = Evaluation.objects.filter(project__in=projects).order_by()
    told = ("pk", "status", "project", "published_version", "guess", "guess_came_first")
    for pk, status, project, version, guess, came_first, lockbox in rows.values_list(
        *told, "lockbox_opening__status"
    ):
        if status != Evaluation.Status.SUCCEEDED or not (as_owner or version):
            continue
        found.append(pk)
        taken["measured"].add(project)
        if guess is not None and came_first:
            taken["guessed"].add(project)
        if version is not None:
            taken["published"].add(project)
        if lockbox == LockboxOpening.Status.OPENED:
            taken["lockbox"].add(project)
    return found


def add_scripts(taken: Taken, visible: EvaluationQuerySet) -> None:
    scripts: dict[int, set[str]] = defaultdict(set)
    rows = visible.filter(script__isnull=False).annotate(compared=KT("report__by_hand__status"))
    for project, sha256, form, compared in rows.values_list(
        "project", "script__sha256", "script__form", "compared"
    ):
        taken["script"].add(project)
        scripts[project].add(sha256)
        if form == CLASS or compared:
            taken["by_hand"].add(project)
        if compared == "compared":
            taken["compared"].add(project)
    taken["again"] = {project for project, tried in scripts.items() if len(tried) > 1}


def add_answers(taken: Taken, visible: list[uuid.UUID]) -> None:
    """Answers to issues that a visible evaluation has."""
    issues = CheckResult.objects.filter(evaluation__in=visible, outcome=CheckResult.Outcome.ISSUE).order_by()
    shown = set(issues.values_list("evaluation__project", "code"))
    answers = Answer.objects.filter(project__in={project for project, _ in shown})
    for project, code, kind in answers.values_list("project", "code", "kind"):
        if (project, code) in shown:
            taken["repaired" if kind == Answer.Kind.FIXED else "answered"].add(project)

"""The read model of the page that puts two evaluations of a project beside each other."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models.fields.json import KeyTextTransform

from evaluations.access import evaluation_for_reading
from evaluations.figures.text import clean
from evaluations.models import Evaluation, PipelineResult
from evaluations.shown.scores import score_entry
from evaluations.side_by_side import SCRIPT, SideBySide, name_of, side_by_side
from evaluations.summary import summarise
from portfolio.rows import Person, make_person
from projects.access import project_for_reading
from projects.errors import BadInput, NotFound
from projects.models import Learner, Project

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

CHOICES_SHOWN = 50


@dataclass(frozen=True)
class Choice:
    """One of the evaluations to choose from. ``code`` names it in the address: "v2", or its id."""

    code: str
    name: str
    script: str
    score: str
    is_published: bool
    is_first: bool  # chosen as A
    is_second: bool


@dataclass(frozen=True)
class ComparePage:
    """``shown`` is None while nothing is chosen; ``problem`` says why what was chosen cannot be shown."""

    title: str
    url: str
    owner: Person
    is_public: bool
    choices: tuple[Choice, ...]
    shown: SideBySide | None
    problem: BadInput | None


def compare_page(user: Learner | AnonymousUser, owner: str, slug: str, a: str, b: str) -> ComparePage:
    """Raise ``NotFound`` for what ``user`` may not see. ``a`` and ``b``: a version ("v2") or an id."""
    project = project_for_reading(user, owner, slug)
    found = choices_of(user, project)
    chosen = [id_named(found, code) for code in (a, b)]
    shown, problem = None, None
    try:
        if chosen[0] and chosen[1]:
            first, second = (evaluation_for_reading(user, pk) for pk in chosen if pk)
            refuse_strangers(project, first, second)
            shown = side_by_side(first, second)
        elif a or b:
            problem = BadInput("Choose two of them.", hint="One for A, one for B.")
    except BadInput as error:
        problem = error
    return ComparePage(
        title=clean(project.title),
        url=project.get_absolute_url(),
        owner=make_person(project.owner),
        is_public=project.is_public,
        choices=make_choices(found, chosen),
        shown=shown,
        problem=problem,
    )


def choices_of(user: Learner | AnonymousUser, project: Project) -> list[Evaluation]:
    """Newest first: the published ones, and to the owner whatever has succeeded."""
    readable = Evaluation.objects.readable_by(user).filter(
        project=project, status=Evaluation.Status.SUCCEEDED
    )
    shown = ("id", "published_version", "created_at", "script__version", "script__filename")
    return list(readable.select_related("script").only(*shown)[:CHOICES_SHOWN])


def id_named(found: list[Evaluation], code: str) -> uuid.UUID | None:
    """None for no name. Raise ``NotFound`` for a version that is not there and for what is no name."""
    if not code:
        return None
    named = {code_of(evaluation): evaluation.pk for evaluation in found}
    if code in named:
        return named[code]
    try:
        return uuid.UUID(code)
    except ValueError:
        raise NotFound(f"There is no version {clean(code, 40)} of this project that you may see.") from None


def code_of(evaluation: Evaluation) -> str:
    return f"v{evaluation.published_version}" if evaluation.published_version else str(evaluation.pk)


def refuse_strangers(project: Project, first: Evaluation, second: Evaluation) -> None:
    """One of the two is the project's own; the other may be anybody's that is public."""
    if project.pk not in (first.project_id, second.project_id):
        raise NotFound("Neither of the two belongs to this project.")


def make_choices(found: list[Evaluation], chosen: list[uuid.UUID | None]) -> tuple[Choice, ...]:
    """With their scores. Where nothing is chosen, the two newest are: B is the newer."""
    scores = scores_of(found)
    wanted = chosen if any(chosen) else [one.pk for one in reversed(found[:2])]
    return tuple(
        Choice(
            code=code_of(evaluation),
            name=name_of(evaluation),
            script=describe_script(evaluation),
            score=scores.get(evaluation.pk, ""),
            is_published=evaluation.published_version is not None,
            is_first=evaluation.pk == wanted[0] if wanted else False,
            is_second=evaluation.pk == wanted[-1] if len(wanted) > 1 else False,
        )
        for evaluation in found
    )


def scores_of(found: list[Evaluation]) -> dict[uuid.UUID, str]:
    """ "0.83 accuracy" of each: its script's, as in the comparison, or else its best model's."""
    summaries = summarise(evaluation.pk for evaluation in found)
    scripts = PipelineResult.objects.filter(evaluation__in=list(summaries), pipeline=SCRIPT)
    written = {pk: f"{summary.score} {summary.metric}" for pk, summary in summaries.items()}
    for result in scripts.annotate(metric=KeyTextTransform("primary_metric", "evaluation__protocol")):
        summary = summaries[result.evaluation_id]
        mean = score_entry([result.data], SCRIPT, result.metric).get("mean")
        if mean is not None:
            written[result.evaluation_id] = f"{summary.line.write(mean)} {summary.metric}"
    return written


def describe_script(evaluation: Evaluation) -> str:
    script = evaluation.script
    return f"{clean(script.filename, 60)}, version {script.version}" if script else "no script"

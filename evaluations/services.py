"""Writes: asking for an evaluation, stopping one, and the whole way from two files in one call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from evaluations import launch, lifecycle
from evaluations.core.metric_registry import METRICS
from evaluations.core.protocol import Protocol
from evaluations.core.reading import Wishes
from evaluations.core.version import ENGINE_VERSION
from evaluations.intake import keep_dataset, make_protocol, read_again, read_upload
from evaluations.ledger import nothing_shown_yet
from evaluations.models import Evaluation
from evaluations.script_intake import ReadScript, keep_script, read_script
from projects.errors import BadInput, Conflict, QuotaReached
from projects.models import DatasetVersion, Learner, Project, Script
from projects.services import add_reading, create_project, hold

LEAST_SURE, MOST_SURE = 50, 99  # per cent


@dataclass(frozen=True)
class Question:
    """What a learner wants to know of a data set; ``None`` and empty mean: decide for me."""

    target: str
    title: str = ""
    question: str = ""
    task: str = ""
    metric: str = ""
    group: str = ""
    time: str = ""
    guess: float | None = None
    certainty: int | None = None
    visibility: str = Project.Visibility.PRIVATE
    publish_as: str = ""


def receive_script(*, project: Project, upload: UploadedFile) -> Script:
    """The next version of the project's script. Raise ``BadInput`` for what can never run."""
    return keep_script(project=project, read=read_script(upload))


def receive_dataset(
    *, owner: Learner, upload: UploadedFile, name: str = "", wishes: Wishes | None = None
) -> DatasetVersion:
    """Read, profile and keep an uploaded table. Raise ``BadInput`` for what cannot be read."""
    return keep_dataset(owner=owner, read=read_upload(owner, upload, wishes), name=name)


def correct_dataset(*, version: DatasetVersion, wishes: Wishes) -> DatasetVersion:
    """A version of the same bytes, read as their owner says; the same where that changes nothing."""
    read = read_again(version, wishes)
    return add_reading(of=version, reading=read.reading, notes=read.notes, profile=read.profile)


def protocol_of(profile: Mapping, sha256: str, asked: Question) -> Protocol:
    """Raise ``BadInput`` where the question cannot be measured."""
    return make_protocol(
        profile,
        sha256,
        target=asked.target,
        task=asked.task,
        metric=asked.metric,
        group=asked.group,
        time=asked.time,
    )


def open_project(*, owner: Learner, version: DatasetVersion, asked: Question) -> Project:
    """A project with its protocol fixed. Raise ``BadInput`` where the question cannot be measured."""
    protocol = protocol_of(version.profile, version.sha256, asked)
    return create_measured_project(owner=owner, version=version, asked=asked, protocol=protocol)


def create_measured_project(
    *, owner: Learner, version: DatasetVersion, asked: Question, protocol: Protocol
) -> Project:
    return create_project(
        owner=owner,
        dataset_version=version,
        title=asked.title or f"Predicting {asked.target}",
        question=asked.question,
        protocol=protocol.to_dict(),
        protocol_digest=protocol.digest(),
        visibility=asked.visibility,
    )


def request_evaluation(
    *,
    project: Project,
    script: Script | None = None,
    guess: float | None = None,
    certainty: int | None = None,
    publish_as: str = "",
) -> Evaluation:
    """Queue an evaluation. One that is in progress for the same code is the answer already."""
    check_guess(project.metric, guess)
    check_certainty(guess, certainty)
    with transaction.atomic():
        owner = hold(project.owner)
        running = project.evaluations.active().filter(script=script).first()
        if running is not None and publish_too(running, publish_as):
            return running
        check_quota(owner)
        evaluation = Evaluation.objects.create(
            project=project,
            dataset_version=project.dataset_version,
            script=script,
            requested_by=owner,
            protocol=project.protocol,
            protocol_digest=project.protocol_digest,
            engine_version=ENGINE_VERSION,
            guess=guess,
            certainty=certainty,
            guess_came_first=guess is not None and nothing_shown_yet(project),
            publish_requested=publish_as,
        )
        launch.launch(evaluation)
    return evaluation


def publish_too(running: Evaluation, publish_as: str) -> bool:
    """Have it published as well, if asked. False when it has ended meanwhile: another one is needed."""
    if not publish_as or running.publish_requested == publish_as:
        return True
    return bool(Evaluation.objects.active().filter(pk=running.pk).update(publish_requested=publish_as))


def try_script(
    *, project: Project, upload: UploadedFile, guess: float | None = None, certainty: int | None = None
) -> Evaluation:
    """The project's next script, evaluated: both or neither."""
    with transaction.atomic():
        script = receive_script(project=project, upload=upload)
        return request_evaluation(project=project, script=script, guess=guess, certainty=certainty)


def check_guess(metric: str, guess: float | None) -> None:
    """Raise ``BadInput`` for a number that the primary metric can never be."""
    known = METRICS[metric]
    if guess is None or (isfinite(guess) and known.low <= guess <= known.high):
        return
    ends = f"from {known.low:g} to {known.high:g}" if isfinite(known.high - known.low) else ""
    allowed = ends or (f"{known.low:g} or more" if isfinite(known.low) else f"at most {known.high:g}")
    in_hundred = known.high == 1 and 1 < guess <= 100
    raise BadInput(
        f"{known.title} cannot be {guess:g}: it is {allowed}.",
        code="bad_guess",
        hint=f"For {guess:g} % write {guess / 100:g}." if in_hundred else "Guess again, or leave it empty.",
        field="guess",
    )


def check_certainty(guess: float | None, certainty: int | None) -> None:
    """Raise ``BadInput`` for what is no certainty, or none of a guess."""
    if certainty is None:
        return
    if guess is None:
        raise BadInput("Say what you guess, too: a certainty alone says nothing.", field="guess")
    if not LEAST_SURE <= certainty <= MOST_SURE:
        raise BadInput(
            f"A certainty is from {LEAST_SURE} to {MOST_SURE} per cent.",
            code="bad_certainty",
            hint="Below 50, guess another number: you do not believe in this one. Nobody is 100 % sure.",
            field="certainty",
        )


def check_quota(owner: Learner) -> None:
    """Raise ``QuotaReached`` when the learner has as many evaluations in progress as one may."""
    limit = settings.LIMITS.active_evaluations_per_learner
    if Evaluation.objects.active().filter(project__owner=owner).count() >= limit:
        raise QuotaReached(
            f"You have {limit} evaluations in progress, the most that one learner may have at a time.",
            code="evaluation_quota",
            hint="Wait for one to finish, or cancel one.",
        )


def cancel_evaluation(evaluation: Evaluation) -> None:
    """Raise ``Conflict`` when it has ended already."""
    if not lifecycle.cancel(evaluation.pk):
        raise Conflict(
            f"The evaluation {evaluation.pk} has ended already.",
            code="already_ended",
            hint="There is nothing to cancel.",
        )


def push(
    *,
    owner: Learner,
    data: UploadedFile,
    script: UploadedFile | None,
    asked: Question,
    wishes: Wishes | None = None,
) -> Evaluation:
    """Data set, project, script and evaluation in one call: everything is checked before anything is kept.

    A second push of the same bytes and target by the same learner goes to the same project.
    """
    source = read_script(script) if script is not None else None
    read = read_upload(owner, data, wishes)
    protocol = protocol_of(read.profile, read.sha256, asked)
    check_guess(protocol.primary_metric, asked.guess)
    check_certainty(asked.guess, asked.certainty)
    check_quota(owner)
    with transaction.atomic():
        version = keep_dataset(owner=owner, read=read)
        return measure(owner=owner, version=version, asked=asked, protocol=protocol, source=source)


def ask(
    *, owner: Learner, version: DatasetVersion, script: UploadedFile | None, asked: Question
) -> Evaluation:
    """Like ``push``, of a data set that is here already: asking the same twice measures once."""
    source = read_script(script) if script is not None else None
    protocol = protocol_of(version.profile, version.sha256, asked)
    with transaction.atomic():
        return measure(owner=owner, version=version, asked=asked, protocol=protocol, source=source)


def measure(
    *,
    owner: Learner,
    version: DatasetVersion,
    asked: Question,
    protocol: Protocol,
    source: ReadScript | None,
) -> Evaluation:
    """Project, script and evaluation, within a transaction."""
    project = project_for_push(owner=owner, version=version, asked=asked, protocol=protocol)
    code = keep_script(project=project, read=source) if source is not None else None
    return request_evaluation(
        project=project,
        script=code,
        guess=asked.guess,
        certainty=asked.certainty,
        publish_as=asked.publish_as,
    )


def project_for_push(
    *, owner: Learner, version: DatasetVersion, asked: Question, protocol: Protocol
) -> Project:
    """The owner's project that asks the same of the same bytes, else a new one."""
    same = owner.projects.filter(dataset_version=version, protocol_digest=protocol.digest())
    if asked.title:
        same = same.filter(title=asked.title.strip()[:120])
    known = same.order_by("created_at").first()
    return known or create_measured_project(owner=owner, version=version, asked=asked, protocol=protocol)

"""A platform with many public projects, made in bulk: titles of a few words each, measured and published."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator

TAGS = 40
LEARNERS = 500
WORDS = 3_000
AT_ONCE = 2_000
SYLLABLES = (
    "ba",
    "cor",
    "del",
    "fin",
    "gra",
    "hol",
    "jun",
    "kel",
    "lam",
    "mor",
    "nis",
    "pra",
    "rin",
    "sol",
    "tur",
    "vel",
)


def word(number: int) -> str:
    base = len(SYLLABLES)
    return "".join(SYLLABLES[(number // base**place) % base] for place in range(3))


def titles(number: int) -> Iterator[str]:
    """Common words are common: the k-th is drawn about 1/k as often as the first."""
    chance = random.Random(0)
    weights = [1 / (k + 1) for k in range(WORDS)]
    for _ in range(number):
        yield " ".join(word(k) for k in chance.choices(range(WORDS), weights, k=5)).capitalize()


def fill(number: int) -> None:
    """``number`` public projects beside whatever is there. The database has been migrated."""
    from django.contrib.auth.hashers import make_password
    from django.db import transaction

    from projects.models import Learner, Tag
    from tests.factories import make_learner, make_project

    pattern = make_project(make_learner("pattern"), title="Pattern")
    password = make_password(None)
    Learner.objects.bulk_create(Learner(username=f"learner{k}", password=password) for k in range(LEARNERS))
    learners = list(Learner.objects.filter(username__startswith="learner"))
    Tag.objects.bulk_create(Tag(name=f"tag-{word(k)}") for k in range(TAGS))
    tags = list(Tag.objects.filter(name__startswith="tag-"))
    named = enumerate(titles(number))
    for start in range(0, number, AT_ONCE):
        batch = [next(named) for _ in range(min(AT_ONCE, number - start))]
        with transaction.atomic():
            fill_batch(pattern, learners, tags, batch)


def fill_batch(pattern, learners: list, tags: list, batch: list[tuple[int, str]]) -> None:
    from django.utils import timezone

    from evaluations.models import Evaluation, PipelineResult
    from evaluations.summary import make_card
    from portfolio.index.entries import backend
    from portfolio.models import Listing
    from projects.models import Project
    from tests.factories import make_report

    kept = {field.attname: getattr(pattern, field.attname) for field in Project._meta.concrete_fields}
    now, report = timezone.now(), make_report(pattern)
    card = make_card(pattern.protocol, report, {"passed": 20})
    kept |= {"id": None, "visibility": "public", "published_at": now}
    projects = Project.objects.bulk_create(
        Project(
            **{**kept, "owner_id": learners[k % len(learners)].pk, "title": title, "slug": f"project-{k}"}
        )
        for k, title in batch
    )
    evaluations = Evaluation.objects.bulk_create(
        Evaluation(
            id=uuid.uuid4(),
            project=project,
            dataset_version_id=pattern.dataset_version_id,
            requested_by_id=project.owner_id,
            protocol=pattern.protocol,
            protocol_digest=pattern.protocol_digest,
            status="succeeded",
            stage="done",
            report=report,
            card=card,
            published_version=1,
            published_at=now,
        )
        for project in projects
    )
    PipelineResult.objects.bulk_create(
        PipelineResult(evaluation=evaluation, pipeline=line["pipeline"], position=position, data=line)
        for evaluation in evaluations
        for position, line in enumerate(report["results"])
    )
    Listing.objects.bulk_create(
        Listing(
            project=project,
            evaluation=evaluation,
            task=project.task,
            rows=30 + k % 9000,
            beats_baseline=k % 3 > 0,
            stars=k % 50,
        )
        for (k, _), project, evaluation in zip(batch, projects, evaluations, strict=True)
    )
    Project.tags.through.objects.bulk_create(
        Project.tags.through(project=project, tag=tags[k % TAGS])
        for (k, _), project in zip(batch, projects, strict=True)
    )
    for project in projects:
        backend().write(project.pk, project.title.lower(), project.question.lower(), "")

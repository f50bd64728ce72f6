"""Writes of what learners give. Each is one transaction; files are stored before the row that names them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import PurePath

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max, Sum

from projects.errors import BadInput, Conflict, QuotaReached
from projects.models import Dataset, DatasetVersion, Learner, Project, Script, ScriptPicture
from projects.names import free_slug
from projects.signals import learner_introduced, project_deleted

FILENAME_MAX = 150


INTRODUCTION = ("name", "about", "bio", "website", "code_url", "other_url")


def introduce(learner: Learner, **said: str) -> None:
    """What the learner's portfolio says about them, all of ``INTRODUCTION``; what is left out stays."""
    changed = [field for field in INTRODUCTION if field in said]
    for field in changed:
        setattr(learner, field, said[field].strip())
    with transaction.atomic():
        learner.save(update_fields=changed)
        learner_introduced.send(sender=Learner, learner=learner)


def sha256_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def digest_of_reading(reading: Mapping) -> str:
    """Two readings with the same digest make the same table of the same bytes."""
    return sha256_of(json.dumps(reading, sort_keys=True, separators=(",", ":")).encode())


def clean_filename(name: str, *, fallback: str) -> str:
    """The last part of a file's name, printable, short enough for its column."""
    base = PurePath(name.replace("\\", "/")).name
    shown = "".join(character for character in base if character.isprintable()).strip()
    return shown[-FILENAME_MAX:] or fallback


def store_bytes(version: DatasetVersion, data: bytes) -> None:
    """Keep the bytes under their hash. Storing the same bytes again changes nothing."""
    if not default_storage.exists(version.storage_name):
        default_storage.save(version.storage_name, ContentFile(data))


def load_bytes(version: DatasetVersion) -> bytes:
    with default_storage.open(version.storage_name, "rb") as file:
        return file.read()


def check_dataset_quota(owner: Learner, size_bytes: int) -> None:
    """Raise ``QuotaReached`` when the learner's uploads would pass their limits."""
    kept = DatasetVersion.objects.filter(dataset__owner=owner)
    if kept.count() >= settings.LIMITS.datasets_per_learner:
        raise QuotaReached(
            f"You have {settings.LIMITS.datasets_per_learner} data sets, the most that one learner may keep.",
            code="dataset_quota",
            hint="Delete one that you no longer need.",
            field="data",
        )
    # Later versions are the same bytes, read differently.
    used = kept.filter(number=1).aggregate(total=Sum("size_bytes"))["total"] or 0
    if used + size_bytes > settings.LIMITS.storage_bytes_per_learner:
        raise QuotaReached(
            "Your data sets together would pass the storage that one learner may use.",
            code="storage_quota",
            hint="Delete one that you no longer need.",
            field="data",
        )


def create_dataset(
    *,
    owner: Learner,
    name: str,
    filename: str,
    data: bytes,
    reading: Mapping,
    notes: list[str],
    profile: Mapping,
    reader_digest: str = "",
) -> DatasetVersion:
    """A data set with its first version; when these bytes are known, the version that reads them like this.

    Only the owner's own uploads are looked at: nobody learns what others have.
    """
    sha256 = sha256_of(data)
    filename = clean_filename(filename, fallback="data.csv")
    version = DatasetVersion(
        number=1,
        sha256=sha256,
        size_bytes=len(data),
        filename=filename,
        reading=dict(reading),
        reading_digest=digest_of_reading(reading),
        reader_digest=reader_digest,
        notes=list(notes),
        profile=dict(profile),
    )
    with transaction.atomic():
        hold(owner)
        known = same_bytes(owner, sha256)
        if known is not None:
            return add_reading(
                of=known, reading=reading, notes=notes, profile=profile, reader_digest=reader_digest
            )
        check_dataset_quota(owner, len(data))
        store_bytes(version, data)
        name = (name.strip() or PurePath(filename).stem or "data")[:120]
        taken = set(owner.datasets.values_list("slug", flat=True))
        version.dataset = Dataset.objects.create(
            owner=owner, name=name, slug=free_slug(name, fallback="data", taken=taken)
        )
        version.save()
    return version


def add_reading(
    *,
    of: DatasetVersion,
    reading: Mapping,
    notes: list[str],
    profile: Mapping,
    reader_digest: str = "",
) -> DatasetVersion:
    """The next version of a data set: the same bytes, read differently; the one that is there when it is."""
    digest = digest_of_reading(reading)
    with transaction.atomic():
        hold(of.dataset.owner)
        versions = DatasetVersion.objects.filter(dataset=of.dataset)
        known = versions.filter(sha256=of.sha256, reading_digest=digest).select_related("dataset__owner")
        if same := known.first():
            return same
        check_dataset_quota(of.dataset.owner, 0)
        return DatasetVersion.objects.create(
            dataset=of.dataset,
            number=(versions.aggregate(last=Max("number"))["last"] or 0) + 1,
            sha256=of.sha256,
            size_bytes=of.size_bytes,
            filename=of.filename,
            reading=dict(reading),
            reading_digest=digest,
            reader_digest=reader_digest,
            notes=list(notes),
            profile=dict(profile),
        )


def same_bytes(owner: Learner, sha256: str) -> DatasetVersion | None:
    versions = DatasetVersion.objects.filter(dataset__owner=owner, sha256=sha256)
    return versions.select_related("dataset__owner").order_by("pk").first()


def hold(owner: Learner) -> Learner:
    """The learner's row, locked until the transaction ends: one write of theirs at a time counts and names.

    Whoever locks more than one row takes them in the order learner, project, evaluation.
    """
    return Learner.objects.select_for_update(no_key=True).get(pk=owner.pk)


def create_project(
    *,
    owner: Learner,
    dataset_version: DatasetVersion,
    title: str,
    protocol: Mapping,
    protocol_digest: str,
    question: str = "",
    visibility: str = Project.Visibility.PRIVATE,
) -> Project:
    """A project on one of the owner's data sets. ``protocol`` fixes how it is measured, for good."""
    title = title.strip()[:120]
    if not title:
        raise BadInput("A project needs a title.", field="title", hint="One line is enough.")
    with transaction.atomic():
        hold(owner)
        taken = set(owner.projects.values_list("slug", flat=True))
        return Project.objects.create(
            owner=owner,
            dataset_version=dataset_version,
            title=title,
            slug=free_slug(title, fallback="project", taken=taken),
            question=question.strip()[:200],
            target=protocol["target"],
            task=protocol["task"],
            metric=protocol["primary_metric"],
            protocol=dict(protocol),
            protocol_digest=protocol_digest,
            visibility=visibility,
        )


@dataclass(frozen=True)
class Picture:
    """A PNG that we wrote."""

    png: bytes
    width: int
    height: int


def add_script(
    *,
    project: Project,
    filename: str,
    source: str,
    form: str,
    cells: list | None = None,
    pictures: Sequence[Picture] = (),
) -> Script:
    """The next version of the project's script; the version that is there when it is the same.

    ``cells`` and ``pictures`` are what a notebook shows around its code.
    """
    digest = sha256_of((source if cells is None else json.dumps([source, cells])).encode())
    with transaction.atomic():
        Project.objects.select_for_update().get(pk=project.pk)
        same = project.scripts.filter(sha256=digest).first()
        if same is not None:
            return same
        last = project.scripts.aggregate(last=Max("version"))["last"] or 0
        script = Script.objects.create(
            project=project,
            version=last + 1,
            filename=clean_filename(filename, fallback="script.py"),
            source=source,
            sha256=digest,
            form=form,
            cells=cells,
        )
        ScriptPicture.objects.bulk_create(
            ScriptPicture(script=script, position=position, **asdict(picture))
            for position, picture in enumerate(pictures)
        )
        return script


def delete_dataset_version(version: DatasetVersion) -> None:
    """The upload, and its bytes unless others have the same. Raise ``Conflict`` while projects use it."""
    standing = list(version.projects.values_list("title", flat=True)[:3])
    if standing:
        raise Conflict(
            f"Projects stand on this data set: {', '.join(standing)}.",
            code="dataset_in_use",
            hint="Delete them first.",
        )
    name = version.storage_name
    with transaction.atomic():
        dataset = Dataset.objects.select_for_update().get(pk=version.dataset_id)
        version.delete()
        if not dataset.versions.exists():
            dataset.delete()
        transaction.on_commit(lambda: forget_bytes(name, version.sha256))


def forget_bytes(storage_name: str, sha256: str) -> None:
    if not DatasetVersion.objects.filter(sha256=sha256).exists():
        default_storage.delete(storage_name)


def delete_project(project: Project) -> None:
    """The project with its scripts and evaluations. Its data set stays until it is deleted itself."""
    with transaction.atomic():
        project_deleted.send(sender=Project, project=project)
        project.delete()

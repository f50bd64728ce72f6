"""A learner's file on its way to a data set: read, profiled, kept. The web process does this.

The usual upload is the same file again, beside another script. What this reader understood of the learner's
own bytes before is not found out twice.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from evaluations import core
from evaluations.core.environment import decisive_versions, digest_sources
from evaluations.core.profiling import profile_table
from evaluations.core.protocol import Protocol, ProtocolError, build_protocol
from evaluations.core.reading import (
    ReadError,
    Reading,
    ReadLimits,
    ReadResult,
    Wishes,
    correct_table,
    read_table,
)
from projects.errors import BadInput
from projects.models import DatasetVersion, Learner
from projects.services import create_dataset, load_bytes, sha256_of
from projects.uploads import too_large


def read_limits() -> ReadLimits:
    limits = settings.LIMITS
    return ReadLimits(
        max_bytes=limits.upload_max_bytes,
        max_rows=limits.upload_max_rows,
        max_columns=limits.upload_max_columns,
        max_cell_chars=limits.upload_max_cell_chars,
    )


@dataclass(frozen=True)
class ReadUpload:
    """A file that could be read, and what was understood of it. Nothing is kept yet."""

    filename: str
    data: bytes
    sha256: str
    reading: Mapping
    notes: list[str]
    profile: Mapping
    reader_digest: str = ""


def read_upload(owner: Learner, upload: UploadedFile, wishes: Wishes | None = None) -> ReadUpload:
    """Raise ``BadInput`` with a sentence for what cannot be read. ``wishes``: what its owner says of it."""
    filename = upload.name or "data.csv"
    if upload.size is not None and upload.size > settings.LIMITS.upload_max_bytes:
        raise too_large(filename)
    data, reader = upload.read(), _digest_reader(filename, wishes or Wishes())
    sha256 = sha256_of(data)
    same = DatasetVersion.objects.filter(dataset__owner=owner, sha256=sha256, reader_digest=reader)
    if known := same.first():
        return ReadUpload(filename, data, sha256, known.reading, known.notes, known.profile, reader)
    try:
        read = read_table(data, filename=filename, limits=read_limits(), wishes=wishes)
    except ReadError as error:
        raise _say(error) from error
    return _describe(filename, data, sha256, read, reader)


def _digest_reader(filename: str, wishes: Wishes) -> str:
    """SHA-256 of all that a reading follows from beside the bytes."""
    stated = [filename, asdict(wishes), asdict(read_limits()), decisive_versions(), digest_sources(core)]
    return hashlib.sha256(json.dumps(stated, sort_keys=True).encode()).hexdigest()


def read_again(version: DatasetVersion, wishes: Wishes) -> ReadUpload:
    """The bytes that are kept, as before but for what ``wishes`` say. Raise ``BadInput`` as above."""
    data, reading = load_bytes(version), Reading.from_dict(version.reading)
    try:
        read = correct_table(
            data, filename=version.filename, limits=read_limits(), reading=reading, wishes=wishes
        )
    except ReadError as error:
        raise _say(error) from error
    return _describe(version.filename, data, version.sha256, read)


def _say(error: ReadError) -> BadInput:
    field = f"reading.{error.about}" if error.about else "data"
    return BadInput(error.message, code=error.code, hint=error.hint, field=field)


def _describe(
    filename: str, data: bytes, sha256: str, read: ReadResult, reader_digest: str = ""
) -> ReadUpload:
    reading, profile = read.reading.to_dict(), profile_table(read.table)
    return ReadUpload(filename, data, sha256, reading, list(read.notes), profile, reader_digest)


def keep_dataset(*, owner: Learner, read: ReadUpload, name: str = "") -> DatasetVersion:
    return create_dataset(
        owner=owner,
        name=name,
        filename=read.filename,
        data=read.data,
        reading=read.reading,
        notes=read.notes,
        profile=read.profile,
        reader_digest=read.reader_digest,
    )


def make_protocol(
    profile: Mapping,
    sha256: str,
    *,
    target: str,
    task: str = "",
    metric: str = "",
    group: str = "",
    time: str = "",
) -> Protocol:
    """How the question will be measured. Raise ``BadInput`` where it cannot be."""
    try:
        return build_protocol(
            profile,
            data_sha256=sha256,
            target=target,
            task=task or None,
            metric=metric or None,
            group=group or None,
            time=time or None,
        )
    except ProtocolError as error:
        raise BadInput(error.message, code=error.code, hint=error.hint, field=field_of(error)) from error


def field_of(error: ProtocolError) -> str:
    fields = {"bad_task": "task", "bad_metric": "metric", "bad_group": "group", "bad_time": "time"}
    return fields.get(error.code, "target")

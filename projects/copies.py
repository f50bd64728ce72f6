"""Somebody else's public data, taken over to ask a question of one's own."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from projects.models import DatasetVersion, Learner
from projects.provenance import PROVENANCE, say_provenance
from projects.services import create_dataset, load_bytes


@transaction.atomic
def copy_dataset(owner: Learner, version: DatasetVersion) -> DatasetVersion:
    """What ``owner`` may read, as a data set of theirs: the same bytes, read and described alike.

    Where nobody has named its source, that is its page here. One's own is answered as it is, and so are bytes
    that one has already: what one says of them oneself stays. Raise ``QuotaReached``.
    """
    theirs = version.dataset
    if theirs.owner_id == owner.pk:
        return version
    copy = create_dataset(
        owner=owner,
        name=theirs.name,
        filename=version.filename,
        data=load_bytes(version),
        reading=version.reading,
        notes=version.notes,
        profile=version.profile,
        reader_digest=version.reader_digest,
    )
    if not any(getattr(copy.dataset, field) for field in PROVENANCE):
        said = {field: getattr(theirs, field) for field in PROVENANCE}
        if not (said["source"] or said["source_url"]):
            page = reverse("dataset", args=[theirs.owner.username, theirs.slug])
            said |= {"source": f"@{theirs.owner.username}", "source_url": settings.SITE_URL + page}
        say_provenance(copy.dataset, **said)
    return copy

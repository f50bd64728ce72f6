"""What an owner says of a data set: what it is, where it comes from, what others may do, how to cite it."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.db import transaction

from projects.errors import BadInput
from projects.licences import LICENCES
from projects.models import Dataset
from projects.signals import dataset_described

PROVENANCE = ("description", "source", "source_url", "license", "citation")


def say_provenance(dataset: Dataset, **said: str) -> None:
    """All of it is optional, and public as soon as the data are; what is left out of ``said`` stays.

    Raise ``BadInput`` for a licence that is not on the list, or an address that is none on the web.
    """
    given = {field: said[field].strip() for field in PROVENANCE if field in said}
    changed = [field for field, words in given.items() if getattr(dataset, field) != words]
    check_licence(given.get("license", ""))
    check_address(given.get("source_url", ""))
    if not changed:
        return
    for field in changed:
        setattr(dataset, field, given[field])
    with transaction.atomic():
        dataset.save(update_fields=changed)
        dataset_described.send(sender=Dataset, dataset=dataset)


def check_licence(code: str) -> None:
    if code and code not in LICENCES:
        raise BadInput(
            f"“{code[:40]}” is not on the list of licences.",
            code="unknown_licence",
            hint=f"Choose one of: {', '.join(LICENCES)}.",
            field="license",
        )


def check_address(url: str) -> None:
    try:
        leads_nowhere = urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname
    except ValueError:  # brackets that hold no address
        leads_nowhere = True
    if url and leads_nowhere:
        raise BadInput(
            "The source is no address on the web.",
            code="bad_address",
            hint="Give one that begins with https://.",
            field="source_url",
        )

"""Tags: a few plain words that put projects beside each other."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from projects.errors import BadInput
from projects.models import Project, Tag
from projects.names import make_slug

TAGS_MAX = 8
TAG_MAX_CHARS = 30
_BETWEEN = re.compile(r"[,;\n]+")


def read_tags(words: str | Iterable[str]) -> tuple[str, ...]:
    """Names as they stand in addresses, without repeats: "Random Forest, titanic" is random-forest, titanic.

    Raise ``BadInput`` for too many, or for one in which no letter or digit is left.
    """
    given = _BETWEEN.split(words) if isinstance(words, str) else words
    named = [(word.strip(), make_slug(word, fallback="")[:TAG_MAX_CHARS].strip("-")) for word in given]
    empty = next((word for word, name in named if word and not name), None)
    if empty is not None:
        raise BadInput(
            f"“{empty[:40]}” cannot be a tag.",
            code="bad_tag",
            hint="Tags are made of letters from a to z, digits and hyphens.",
            field="tags",
        )
    names = tuple(dict.fromkeys(name for _, name in named if name))
    if len(names) > TAGS_MAX:
        raise BadInput(
            f"There are {len(names)} tags; a project has at most {TAGS_MAX}.",
            code="too_many_tags",
            hint="Keep those that a stranger would search for.",
            field="tags",
        )
    return names


def set_tags(project: Project, names: Iterable[str]) -> None:
    """Exactly these; tags that nobody has used yet are made."""
    wanted = list(names)
    with transaction.atomic():
        Tag.objects.bulk_create([Tag(name=name) for name in wanted], ignore_conflicts=True)
        project.tags.set(Tag.objects.filter(name__in=wanted))
        Project.objects.filter(pk=project.pk).update(updated_at=timezone.now())


def names_of(project: Project) -> tuple[str, ...]:
    return tuple(project.tags.values_list("name", flat=True))

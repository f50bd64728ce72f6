"""News for a learner: the published versions of whom and what they follow."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db.models import Q

from evaluations.models import Evaluation
from evaluations.querysets import EvaluationQuerySet
from portfolio.activity import newest_first, published_versions
from projects.models import DatasetVersion, Learner, Project

NAMED_MAX = 5000  # projects that are asked for by their ids; who follows more is answered more slowly


def news_versions(learner: Learner) -> EvaluationQuerySet:
    """Newest first. Few projects are asked for by their ids; for more, databases look at all versions."""
    ids = followed_ids(learner, NAMED_MAX + 1)
    if len(ids) > NAMED_MAX:
        return published_versions(followed_by(learner))
    return newest_first(Evaluation.objects.published().filter(project__in=set(ids)))


def followed_ids(learner: Learner, most: int) -> list[int]:
    """Of public projects of others that the learner follows, some of them twice. Two queries."""
    listed = Project.objects.listed().exclude(owner=learner).order_by().values_list("pk", flat=True)
    found = [listed.filter(way) for way in ways(learner)]
    return list(found[0].union(*found[1:], all=True)[:most]) if found else []


def followed_by(learner: Learner) -> Q:
    """Of projects: all of these."""
    nothing = Q(pk__in=[])
    return reduce(or_, ways(learner), nothing) & ~Q(owner=learner)


def ways(learner: Learner) -> list[Q]:
    """Those that the learner has gone. What costs least to ask comes first."""
    follows = list(learner.follows.values_list("person", "dataset", "tag"))
    people, datasets, tags = ({one[kind] for one in follows} - {None} for kind in range(3))
    found = []
    if people:
        found.append(Q(owner__in=people))
    if datasets:
        versions = DatasetVersion.objects.filter(dataset__in=datasets)
        found.append(Q(dataset_version__sha256__in=versions.values("sha256")))
    if tags:
        tagged = Project.tags.through.objects.filter(tag__in=tags)
        found.append(Q(pk__in=tagged.values("project")))
    return found

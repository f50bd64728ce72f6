"""Finding public projects: what is asked for, and the query that answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q

from projects.models import Project
from projects.querysets import ProjectQuerySet

TASKS = {
    "binary": "Two classes",
    "multiclass": "Several classes",
    "regression": "A number",
}
SEARCHED = ("title", "question", "target", "owner__username", "owner__name")
LONGEST_QUERY = 100


@dataclass(frozen=True)
class Search:
    """The state of the explore page; all of it is in its address."""

    q: str = ""
    task: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Search:
        """Anything that is not understood counts as not asked for."""
        words = " ".join(query.get("q", "").replace("\0", "").split())[:LONGEST_QUERY]
        task = query.get("task", "")
        return cls(words, task if task in TASKS else "")

    @property
    def is_empty(self) -> bool:
        return not (self.q or self.task)

    def address(self, **changes: str | int) -> str:
        """The query string of this state with some changes; parts that say nothing are left out."""
        parts = {"q": self.q, "task": self.task, **changes}
        return f"?{urlencode({key: value for key, value in parts.items() if value})}"


def find_projects(search: Search) -> ProjectQuerySet:
    """Public projects, newest first; every word has to occur somewhere."""
    listed: ProjectQuerySet = Project.objects.listed().with_owner().newest_published()
    found = with_words(listed, search.q)
    return found.filter(task=search.task) if search.task else found


def with_words(found: ProjectQuerySet, q: str) -> ProjectQuerySet:
    """Those in which every word of ``q`` occurs somewhere."""
    for word in q.split():
        found = found.filter(_anywhere(word))
    return found


def _anywhere(word: str) -> Q:
    matches = Q()
    for field in SEARCHED:
        matches |= Q(**{f"{field}__icontains": word})
    return matches

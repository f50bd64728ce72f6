"""Tags of a project, and what follows from them in search."""

from __future__ import annotations

from collections.abc import Iterable

from portfolio.index.entries import index_project
from projects.models import Project
from projects.tags import read_tags, set_tags


def tag_project(project: Project, words: str | Iterable[str]) -> None:
    """Exactly these tags. Raise ``BadInput`` for what is none."""
    set_tags(project, read_tags(words))
    if project.visibility != Project.Visibility.PRIVATE:
        index_project(project)

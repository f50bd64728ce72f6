"""Make the index of Explore again: after a restore, or when it was filled by hand."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from portfolio.index.entries import begin_anew, index_project
from projects.models import Project


class Command(BaseCommand):
    help = "Write every public project into the search index, and take out what is not public or gone."

    def handle(self, *args: Any, **options: Any) -> None:
        begin_anew()
        projects = Project.objects.only("id").order_by("id")
        for project in projects.iterator(chunk_size=500):
            index_project(project)
        self.stdout.write(f"{projects.count()} projects looked at.")

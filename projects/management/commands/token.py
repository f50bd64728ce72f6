from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from projects.models import ApiToken, Learner
from projects.tokens import create_token


class Command(BaseCommand):
    help = "Print a new write token of a learner and nothing else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", default="command line", help="What the token is called on the page.")

    def handle(self, *args: Any, username: str, name: str, **options: Any) -> None:
        owner = Learner.objects.filter(username=username.lower(), is_active=True).first()
        if owner is None:
            self.stderr.write(f"There is no learner “{username}”: sign up on the site first.")
            raise SystemExit(1)
        self.stdout.write(create_token(owner=owner, name=name[:60], scope=ApiToken.Scope.WRITE)[1])

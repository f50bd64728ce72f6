from __future__ import annotations

from argparse import ArgumentParser
from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand
from django.db import DatabaseError

from projects.models import ApiToken, Learner
from projects.tokens import create_token


class Command(BaseCommand):
    help = "Print a new write token of a learner and nothing else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", default="command line", help="What the token is called on the page.")
        parser.add_argument("--create", action="store_true", help="Make the learner when there is none.")

    def handle(self, *args: Any, username: str, name: str, create: bool, **options: Any) -> None:
        try:
            owner = self.find(username.lower(), create=create)
        except DatabaseError:
            self.stop("There is no database yet: `make run` makes it (or `make migrate`).")
        if owner is None:
            self.stop(f"There is no learner “{username}”: sign up on the site first.")
        self.stdout.write(create_token(owner=owner, name=name[:60], scope=ApiToken.Scope.WRITE)[1])

    def find(self, username: str, *, create: bool) -> Learner | None:
        """The learner; a new one without a password (who can log in after a reset only) when asked for."""
        known = Learner.objects.filter(username=username, is_active=True).first()
        if known is not None or not create or Learner.objects.filter(username=username).exists():
            return known
        learner = Learner(username=username)
        learner.set_unusable_password()
        try:
            learner.full_clean(exclude=["password"])
        except ValidationError as error:
            self.stop(f"“{username}” cannot be a name here: {' '.join(error.messages)}")
        learner.save()
        self.stderr.write(f"Made the learner “{username}”.")
        return learner

    def stop(self, sentence: str) -> NoReturn:
        self.stderr.write(sentence)
        raise SystemExit(1)

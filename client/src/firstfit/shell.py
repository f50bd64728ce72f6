"""What all commands of ``firstfit`` share: the group, how errors end, where answers go."""

from __future__ import annotations

import json
import re
from typing import Any

import click
from rich.console import Console

from firstfit import keyring
from firstfit.client import Client
from firstfit.errors import FirstfitError
from firstfit.terminal import escape

INTERRUPTED = 130
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
EXITS = """
Ends with 0 when it has succeeded, 1 when the evaluation failed, 2 for what cannot be used, 3 without a
token that may do it, 4 when the site does not answer, 5 when the site itself failed, 6 when the score
has dropped, 7 when it still runs after --timeout, 8 when published numbers do not come out again.
"""


class Verbs(click.Group):
    """Each error as one sentence on standard error, with the exit code of its kind."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except FirstfitError as error:
            say_error(error)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)


@click.group(cls=Verbs, epilog=EXITS)
@click.option("--site", default="", envvar="FIRSTFIT_SITE", help="The platform's address.")
@click.version_option(package_name="firstfit")
@click.pass_context
def main(ctx: click.Context, site: str) -> None:
    """Push a data set and a script to Firstfit, wait, and read scores that the platform measured."""
    ctx.obj = site


def connect(site: str, *, anonymous: bool = False) -> Client:
    """``anonymous``: what is public is read without a login, too."""
    client = Client(site, anonymous=anonymous)
    client.transport.tell_retry = Once()
    click.get_current_context().call_on_close(client.close)
    return client


class Once:
    """Says the first time that something is tried again, so that nobody looks at a silent terminal."""

    said = False

    def __call__(self, error: FirstfitError) -> None:
        if not self.said:
            err().print(f"{escape(str(error))} Trying again; Ctrl-C ends it.", soft_wrap=True)
        self.said = True


def err() -> Console:
    return Console(stderr=True)


def out() -> Console:
    return Console()


def say_error(error: FirstfitError) -> None:
    err().print(f"[red]{escape(str(error))}[/]", soft_wrap=True)


def say_json(document: Any) -> None:
    click.echo(json.dumps(document, indent=1, ensure_ascii=False))


def last_evaluation(given: str) -> str:
    """The id that ``given`` is, or that its address holds; without it the one of the last push."""
    named = given or last("evaluation", "name an evaluation")
    found = ID.search(named.lower())
    if found is None:
        raise click.UsageError(f"“{named}” names no evaluation: give its id, or the address of its page.")
    return found[0]


def last_project(given: str) -> str:
    return given or last("project", "name a project as owner/slug")


def last(kind: str, advice: str) -> str:
    """Of this folder's last push."""
    found = keyring.recent().get(kind, "")
    if not found:
        raise click.UsageError(f"Nothing was pushed from this folder yet: {advice}.")
    return found

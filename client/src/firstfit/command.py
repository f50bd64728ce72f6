"""``firstfit``: the verbs of the platform on the command line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from firstfit import command_data, command_files, command_people, keyring  # noqa: F401  (they add commands)
from firstfit.client import Client, Run, raise_for_outcome
from firstfit.display import plain, progress_bar, show_report
from firstfit.errors import FirstfitError, NotAllowed
from firstfit.records import Evaluation
from firstfit.shell import EXITS, connect, err, last_evaluation, last_project, main, out, say_error, say_json
from firstfit.terminal import escape
from firstfit.threshold import check_drop, check_floor, find_before
from firstfit.watching import changes

F = TypeVar("F", bound=Callable[..., Any])
EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)


@main.command()
@click.option("--token-stdin", is_flag=True, help="Read the token from standard input.")
@click.pass_obj
def login(site: str, token_stdin: bool) -> None:
    """Keep a token for this site (made at SITE/settings/tokens/)."""
    address = (site or keyring.read(keyring.TOKENS).get("last") or keyring.HOME_SITE).rstrip("/")
    if token_stdin:
        token = sys.stdin.readline().strip()
    else:
        err().print(f"Make a token at {address}/settings/tokens/ and paste it here; it is not shown.")
        token = click.prompt("Token", hide_input=True, err=True).strip()
    if not token or not token.isascii() or not token.isprintable():
        raise NotAllowed("That is no token.")
    with Client(address, token) as client:
        me = client.me()
    path = keyring.keep_login(keyring.Login(address, token))
    scope = (me["token"] or {}).get("scope", "")
    err().print(
        f"Logged in at {address} as {escape(me['username'])} ({scope}). Kept in {path}.", soft_wrap=True
    )
    if scope == "read":
        err().print("This token only reads: pushing takes one with the scope “write”.")


@main.command()
@click.pass_obj
def logout(site: str) -> None:
    """Forget the token for this site. Revoke it at SITE/settings/tokens/."""
    address = site or keyring.read(keyring.TOKENS).get("last") or keyring.HOME_SITE
    found = keyring.forget_login(address)
    err().print(f"Forgot the token for {address}." if found else f"There was no token for {address}.")


def asking(command: F) -> F:
    """The options that say what is asked of the data."""
    for option in reversed(
        (
            click.option("--target", required=True, help="The column to predict."),
            click.option("--title", default="", help="Of the project; the same again goes to the same one."),
            click.option("--question", default="", help="What is asked, in one sentence; of a new project."),
            click.option(
                "--task", default="", help="binary, multiclass or regression; decided when left out."
            ),
            click.option("--metric", default="", help="The primary metric; decided when left out."),
            click.option("--group", default="", help="The column whose equal values belong together."),
            click.option("--time", "time_column", default="", help="The column that orders the rows."),
            click.option("--no-check", is_flag=True, help="Send without a look at sizes and columns first."),
        )
    ):
        command = option(command)
    return command


@main.command(epilog=EXITS)
@click.argument("data", type=EXISTING)
@click.argument("script", type=EXISTING, required=False)
@asking
@click.option("--guess", type=float, help="The score that you expect, before the reveal.")
@click.option("--certainty", type=click.IntRange(50, 99), help="How sure you are of the guess, in per cent.")
@click.option("--publish", is_flag=True, help="Publish the page as soon as it has succeeded.")
@click.option("--unlisted", is_flag=True, help="Published or not: only for who has the link.")
@click.option("--wait", is_flag=True, help="Wait for the scores.")
@click.option("--timeout", type=click.FloatRange(min=0), help="Seconds to wait at most.")
@click.option("--fail-under", type=float, help="End with 6 when the score is worse than this.")
@click.option(
    "--max-drop", type=click.FloatRange(min=0), help="End with 6 when it is worse than last time by more."
)
@click.option("--json", "as_json", is_flag=True, help="The API's document on standard output.")
@click.pass_obj
def push(site: str, /, data: Path, script: Path | None, wait: bool, **options: Any) -> None:
    """Send DATA and SCRIPT: a project, a script version and an evaluation in one call."""
    client = connect(site)
    run = send(client, data, script, options)
    must_wait = wait or options["fail_under"] is not None or options["max_drop"] is not None
    if not must_wait:
        receipt = {"id": run.id, "url": run.url, "project": dict(run.project.document)}
        say_json(receipt) if options["as_json"] else out().print(run.url, soft_wrap=True)
        return
    report = wait_for(run, options["timeout"])
    show(report, options["as_json"])
    raise_for_outcome(report)
    if options["fail_under"] is not None:
        check_floor(report, options["fail_under"])
    if options["max_drop"] is not None:
        check_drop(report, find_before(client, report), options["max_drop"])


def send(client: Client, data: Path, script: Path | None, options: dict[str, Any]) -> Run:
    run = client.push(
        data,
        script,
        target=options["target"],
        title=options["title"],
        question=options["question"],
        task=options["task"],
        metric=options["metric"],
        group=options["group"],
        time_column=options["time_column"],
        guess=options.get("guess"),
        certainty=options.get("certainty"),
        publish=options.get("publish", False),
        visibility="unlisted" if options.get("unlisted") else "",
        check=not options["no_check"],
    )
    keyring.remember(client.site, run.id, run.project.name)
    return run


def wait_for(run: Run, timeout_seconds: float | None) -> Evaluation:
    try:
        with progress_bar(err()) as notice:
            return run.wait(timeout_seconds=timeout_seconds, notice=notice)
    except KeyboardInterrupt:
        told = f"\nIt goes on without you. To wait again: firstfit status {run.id} --wait"
        err().print(told, soft_wrap=True, highlight=False)
        raise


def show(evaluation: Evaluation, as_json: bool) -> None:
    say_json(plain(evaluation)) if as_json else show_report(out(), evaluation)


@main.command(epilog=EXITS)
@click.argument("evaluation", default="")
@click.option("--wait", is_flag=True, help="Wait for the scores.")
@click.option("--timeout", type=click.FloatRange(min=0), help="Seconds to wait at most.")
@click.option("--json", "as_json", is_flag=True, help="The API's document on standard output.")
@click.pass_obj
def status(site: str, evaluation: str, wait: bool, timeout: float | None, as_json: bool) -> None:
    """How an evaluation stands (the last one of this folder, when none is named)."""
    client = connect(site)
    found = client.status(last_evaluation(evaluation))
    if wait and found.is_active:
        found = wait_for(Run(client, found.id, found.url, found.project), timeout)
    show(found, as_json)
    if not found.is_active:
        raise_for_outcome(found)


@main.command()
@click.argument("evaluation", default="")
@click.pass_obj
def logs(site: str, evaluation: str) -> None:
    """What the script printed in its first run."""
    click.echo(connect(site).logs(last_evaluation(evaluation)), nl=False)


@main.command("open")
@click.argument("evaluation", default="")
@click.pass_obj
def open_page(site: str, evaluation: str) -> None:
    """Show an evaluation's page in the browser."""
    url = connect(site).status(last_evaluation(evaluation)).url
    out().print(url, soft_wrap=True)
    click.launch(url)


@main.command()
@click.argument("project", default="")
@click.option("--evaluation", default="", help="The one to pin; the latest that succeeded, when left out.")
@click.option("--unlisted", is_flag=True, help="Only for who has the link.")
@click.option("--answer", "answers", multiple=True, help="Why you accept an issue: FF401='Each copy is one.'")
@click.option("--json", "as_json", is_flag=True, help="The API's document on standard output.")
@click.pass_obj
def publish(
    site: str, project: str, evaluation: str, unlisted: bool, answers: tuple[str, ...], as_json: bool
) -> None:
    """Publish a project (owner/slug; the last one of this folder): pins, and opens the lockbox."""
    shown = connect(site).publish(
        last_project(project),
        evaluation=evaluation,
        visibility="unlisted" if unlisted else "",
        answers=dict(split_answer(answer) for answer in answers),
    )
    say_json(dict(shown.document)) if as_json else out().print(shown.url, soft_wrap=True)


def split_answer(answer: str) -> tuple[str, str]:
    code, equals, reason = answer.partition("=")
    if not equals or not reason.strip():
        raise click.UsageError(f"“{answer}” is no answer: write CODE=REASON, as in FF401='Each copy is one.'")
    return code.strip().upper(), reason.strip()


@main.command()
@click.argument("data", type=EXISTING)
@click.argument("script", type=EXISTING)
@asking
@click.pass_obj
def watch(site: str, /, data: Path, script: Path, **options: Any) -> None:
    """Push at every save of DATA or SCRIPT, and show the scores. Ctrl-C ends it."""
    client = connect(site)
    for _ in changes([data, script]):
        try:
            show_report(out(), wait_for(send(client, data, script, options), None))
        except NotAllowed:
            raise
        except FirstfitError as error:
            say_error(error)
        err().print(f"Waiting for the next save of {escape(script.name)} …")


if __name__ == "__main__":
    main()

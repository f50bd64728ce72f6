"""``firstfit export`` and ``firstfit verify``: what leaves the site as files, and what comes out of them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import click
from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.table import Table

from firstfit.bundle import Bundle
from firstfit.downloads import FORMATS
from firstfit.errors import Declined, NotReproduced
from firstfit.records import shown
from firstfit.remeasuring import Tell, Verification
from firstfit.shell import EXITS, connect, err, last_project, main, out, say_json
from firstfit.terminal import escape

DIFFERENCES_SHOWN = 20


@main.command(epilog=EXITS)
@click.argument("project", default="")
@click.option("--format", "wanted", type=click.Choice([*FORMATS, "all"]), default="bundle", show_default=True)
@click.option(
    "-o", "--output", type=click.Path(file_okay=False, path_type=Path), default=Path(), help="A folder."
)
@click.option("--no-data", is_flag=True, help="Name the data by their hash instead of including them.")
@click.pass_obj
def export(site: str, project: str, wanted: str, output: Path, no_data: bool) -> None:
    """Save a project (owner/slug; the last one of this folder) as files that need no Firstfit."""
    client, name = connect(site, anonymous=True), last_project(project)
    for kind in FORMATS if wanted == "all" else [wanted]:
        path = client.export(name, kind, output, with_data=not no_data)
        out().print(escape(str(path)), soft_wrap=True)


@main.command(epilog=EXITS)
@click.argument("project", default="")
@click.option("--yes", is_flag=True, help="Run the bundle's program and script without asking.")
@click.option(
    "--keep", type=click.Path(file_okay=False, path_type=Path), help="Leave bundle and environment there."
)
@click.option(
    "--python",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Measure with this one, instead of making an environment.",
)
@click.option("--json", "as_json", is_flag=True, help="What was compared, as JSON on standard output.")
@click.pass_obj
def verify(site: str, project: str, yes: bool, keep: Path | None, python: Path | None, as_json: bool) -> None:
    """Derive a project's published numbers again, on this machine, and compare every one."""
    client, name = connect(site, anonymous=True), last_project(project)
    with telling(err()) as tell:
        found = client.verify(
            name,
            folder=keep,
            python=python,
            allow=(lambda bundle: True) if yes else ask,
            tell=tell,
        )
    say_json(found.to_dict()) if as_json else show_verification(out(), found)
    if not found.is_same:
        count = len(found.differences) or len(found.bundle_differences)
        raise NotReproduced(f"{count} of {len(found.numbers)} published numbers came out otherwise.")


def ask(bundle: Bundle) -> bool:
    """Code of somebody else's is about to run here."""
    what = f"the learner's script ({bundle.script})" if bundle.script else "the site's own code only"
    err().print(
        f"reproduce.py in {bundle.folder} will run here with your rights, and with it {what}. "
        "Look at it first if you do not know who wrote it.",
        soft_wrap=True,
        markup=False,
    )
    try:
        return click.confirm("Run it?", err=True)
    except click.Abort as error:
        raise Declined("Nothing was run. Say --yes where nobody can be asked.") from error


@contextlib.contextmanager
def telling(console: Console) -> Iterator[Tell]:
    """A bar where somebody looks at a terminal, else nothing. It makes way for a question."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    progress = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
    task = progress.add_task("", total=None)

    def tell(what: str, done: int, total: int) -> None:
        progress.update(task, description=what, completed=done, total=total or None)
        progress.start() if total >= 0 else progress.stop()

    try:
        yield tell
    finally:
        progress.stop()


def show_verification(console: Console, found: Verification) -> None:
    table = Table(title=escape(found.project), title_justify="left", box=box.SIMPLE_HEAD)
    table.add_column("Pipeline")
    table.add_column(f"{found.metric}, published", justify="right")
    table.add_column("here", justify="right")
    table.add_column("All numbers")
    for line in found.lines:
        says = "[green]same[/]" if line.is_same else "[red]differ[/]"
        table.add_row(escape(line.title), number(line.published), number(line.found), says)
    console.print(table)
    for one in found.differences[:DIFFERENCES_SHOWN]:
        console.print(f"{escape(one.where)}: published {one.published}, here {one.found}", soft_wrap=True)
    hashes = ", ".join(f"{name} {value[:12]}…" for name, value in found.hashes.items())
    console.print(f"SHA-256 as published: {hashes}", soft_wrap=True)
    if found.is_same:
        console.print(f"[green]All {len(found.numbers)} published numbers came out again.[/]")


def number(value: float | None) -> str:
    return "–" if value is None else shown(value)

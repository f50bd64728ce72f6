"""``firstfit star``, ``follow``, ``news`` and ``pin``: others' work, and the order of one's own."""

from __future__ import annotations

from itertools import islice

import click

from firstfit.shell import EXITS, connect, main, out, say_json
from firstfit.terminal import escape

UNDO = click.option("--undo", is_flag=True, help="Take it back.")
AS_JSON = click.option("--json", "as_json", is_flag=True, help="The list as JSON on standard output.")
NEWS_SHOWN = 20


@main.command(epilog=EXITS)
@click.argument("project", default="")
@UNDO
@AS_JSON
@click.pass_obj
def star(site: str, project: str, undo: bool, as_json: bool) -> None:
    """Star somebody else's public PROJECT (owner/slug); without one, list what you have starred."""
    client = connect(site)
    if not project:
        found = list(client.starred())
        names = [one.name for one in found]
        say_json([dict(one.document) for one in found]) if as_json else say_lines(names)
    elif undo:
        client.unstar(project)
    else:
        number = client.star(project)
        say_lines([f"{number} star{'' if number == 1 else 's'}"])


@main.command(epilog=EXITS)
@click.argument("person", default="")
@click.option("--tag", default="", help="A tag instead.")
@click.option("--data-of", default="", help="The data set of a project (owner/slug) instead.")
@UNDO
@AS_JSON
@click.pass_obj
def follow(site: str, person: str, tag: str, data_of: str, undo: bool, as_json: bool) -> None:
    """Follow PERSON, a tag or a data set; without any, list whom and what you follow."""
    client = connect(site)
    if person or tag or data_of:
        (client.unfollow if undo else client.follow)(person, tag=tag, data_of=data_of)
        return
    found = list(client.following())
    say_json(found) if as_json else say_lines(
        [f"{one['type']}: {one['name']}  {one['url']}" for one in found]
    )


@main.command(epilog=EXITS)
@AS_JSON
@click.pass_obj
def news(site: str, as_json: bool) -> None:
    """What was published last by whom and on what you follow."""
    found = list(islice(connect(site).news(), NEWS_SHOWN))
    lines = [f"{one['owner']}/{one['slug']} v{one['version']}: {one['title']}  {one['url']}" for one in found]
    say_json(found) if as_json else say_lines(lines)


@main.command(epilog=EXITS)
@click.argument("projects", nargs=-1)
@click.option("--none", "no_pins", is_flag=True, help="Nothing stands first any more.")
@AS_JSON
@click.pass_obj
def pin(site: str, projects: tuple[str, ...], no_pins: bool, as_json: bool) -> None:
    """Let these public PROJECTS of yours (slugs) stand first, in this order; without any, list which do."""
    if projects and no_pins:
        raise click.UsageError("Name projects, or say --none.")
    client = connect(site)
    found = client.pin(projects) if projects or no_pins else client.pins()
    say_json(found) if as_json else say_lines(found)


def say_lines(lines: list[str]) -> None:
    for line in lines:
        out().print(escape(line), soft_wrap=True, highlight=False)

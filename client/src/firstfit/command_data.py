"""``firstfit data``: what a project's data are, where they come from, what others may do with them."""

from __future__ import annotations

import click

from firstfit.data import SAID
from firstfit.shell import EXITS, connect, last_project, main, out, say_json
from firstfit.terminal import escape


@main.command(epilog=EXITS)
@click.argument("project", default="")
@click.option("--description", help="What the data are, in a sentence or two.")
@click.option("--source", help="Where they come from, in words.")
@click.option("--source-url", help="Where they are on the web.")
@click.option("--license", help="CC0-1.0, CC-BY-4.0, … (SPDX), or: other, ask, unknown.")
@click.option("--citation", help="How to cite them.")
@click.option("--json", "as_json", is_flag=True, help="The API's document on standard output.")
@click.pass_obj
def data(site: str, /, project: str, as_json: bool, **options: str | None) -> None:
    """Say what is given here of the data of a project of yours; without options, show what is said."""
    name = last_project(project)
    said = {field: words for field, words in options.items() if words is not None}
    client = connect(site, anonymous=not said)
    found = client.describe_data(name, **said) if said else client.dataset(name)
    if as_json:
        say_json(found)
        return
    for field in ("name", *SAID):
        out().print(f"{field}: {escape(found[field]) or 'not said'}", soft_wrap=True, highlight=False)

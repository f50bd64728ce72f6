"""A picture of every type of page at two widths and in two themes: ``python -m tests.screenshots [FOLDER]``.

They are there to be looked at; ``index.html`` shows all of them side by side.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from html import escape
from itertools import product as pairs
from pathlib import Path

from tests.journeys.browser import CHROMIUM, log_in, open_browser
from tests.journeys.conftest import running_product
from tests.journeys.pages import OWNER, PAGES, make_world

SIZES = {"wide": {"width": 1280, "height": 900}, "narrow": {"width": 360, "height": 740}}
THEMES = ("light", "dark")
LOAD_PICTURES = (
    """Promise.all([...document.images].map(image => { image.loading = "eager"; return image.decode(); }))"""
)
HEAD = (
    '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Every page</title><style>'
    "body{font:16px system-ui;margin:24px}section{display:grid;grid-template-columns:3fr 3fr 1fr 1fr;gap:8px;"
    "align-items:start}img{width:100%;max-height:900px;object-fit:cover;object-position:top;"
    "border:1px solid #ccc}</style>"
)


def take_all(browser, url: str, world: dict[str, str], folder: Path) -> Iterator[str]:
    """The names of the files, as they are written."""
    for (size, viewport), theme in pairs(SIZES.items(), THEMES):
        for viewer in {page.viewer for page in PAGES}:
            context = browser.new_context(viewport=viewport, color_scheme=theme, reduced_motion="reduce")
            shown = context.new_page()
            if viewer == OWNER:
                log_in(shown, url)
            for page in (page for page in PAGES if page.viewer == viewer):
                shown.goto(url + page.address.format(**world), wait_until="networkidle")
                shown.evaluate(LOAD_PICTURES)
                name = f"{page.name}-{size}-{theme}.png"
                shown.screenshot(path=folder / name, full_page=True)
                yield name
            context.close()


def write_index(folder: Path) -> Path:
    parts = [HEAD]
    for page in PAGES:
        names = [f"{page.name}-{size}-{theme}.png" for size, theme in pairs(SIZES, THEMES)]
        pictures = "".join(f'<a href="{name}"><img src="{name}" alt="{name}"></a>' for name in names)
        parts.append(f"<h2>{escape(page.name)}</h2><section>{pictures}</section>")
    index = folder / "index.html"
    index.write_text("".join(parts), "utf-8")
    return index


def main(folder: Path) -> None:
    if CHROMIUM is None:
        sys.exit("There is no Chromium on this machine. On Debian or Ubuntu: apt install chromium")
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as var,
        running_product(Path(var)) as running,
        open_browser() as browser,
    ):
        for name in take_all(browser, running.url, make_world(running), folder):
            print(name)  # noqa: T201
    print(f"Look at them all: {write_index(folder)}")  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "var/screenshots"))

"""A BibTeX entry. Learners' words stand in it as text: nothing in them is a command."""

from __future__ import annotations

import re

from django.conf import settings

from portfolio.page import ProjectPage

_SPECIAL = re.compile(r"[\\{}$&#^_%~\"]")
_ESCAPED = {
    "\\": r"\textbackslash{}",
    "^": r"\^{}",
    "~": r"\~{}",
    '"': "''",
    **{mark: f"\\{mark}" for mark in "{}$&#_%"},
}


def bibtex(page: ProjectPage) -> str:
    """As ``@misc`` with the version that was measured; the note says what and by whom."""
    when = page.project.published_at or page.project.created_at
    fields = {
        "author": f"{{{escape(page.owner.name)}}}",
        "title": f"{{{escape(page.title)}}}",
        "year": f"{when:%Y}",
        "howpublished": rf"\url{{{settings.SITE_URL}{page.url}}}",
        "note": escape(note_of(page)),
    }
    key = f"{page.owner.username}-{page.project.slug}-{when:%Y}"
    return "\n".join([f"@misc{{{key},", *(f"  {name} = {{{value}}}," for name, value in fields.items()), "}"])


def note_of(page: ProjectPage) -> str:
    version = f"Version {page.version}. " if page.version else ""
    headline = page.report.headline if page.report else None
    measured = f"{headline.plain} Measured by {settings.SITE_NAME}." if headline else ""
    return f"{version}{measured}".strip()


def escape(text: str) -> str:
    return _SPECIAL.sub(lambda found: _ESCAPED[found.group()], text)

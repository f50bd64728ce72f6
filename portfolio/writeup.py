"""A learner's write-up made safe HTML, its headings below the page's own."""

from __future__ import annotations

from projects.markdown import render_markdown


def render_writeup(markdown: str) -> str:
    """HTML that may stand in a page."""
    return render_markdown(markdown, first_level=2)

"""Figures as files of their own: colours and type packed in, for badges, exports and preview images.

Inside a page the figures carry no stylesheet (the content security policy forbids it and the tokens
do the work). A file has nobody to colour it, so here, and only here, a ``<style>`` is put in.
"""

from __future__ import annotations

from collections.abc import Mapping

from .palette import DARK, LIGHT

_FONT = "svg{font-family:Inter,system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif}"


def standalone_svg(svg: str, theme: str = "auto") -> str:
    """``svg`` with its own colours; ``theme`` is "light" or "dark" (on paper) or "auto" (no ground).

    Use "light" or "dark" for renderers that know no media queries, such as resvg.
    """
    themes = {"light": _rules(LIGHT), "dark": _rules(DARK), "auto": _rules(LIGHT) + _when_dark()}
    rules = themes[theme]
    ground = (
        "" if theme == "auto" else '<rect class="ff-paper" width="100%" height="100%" fill="currentColor"/>'
    )
    head, body = _split_after_words(svg)
    return f"{head}<style>{_FONT}{rules}</style>{ground}{body}"


def _rules(colours: Mapping[str, str]) -> str:
    return "".join(f".ff-{name}{{color:{value}}}" for name, value in colours.items())


def _when_dark() -> str:
    return f"@media (prefers-color-scheme:dark){{{_rules(DARK)}}}"


def _split_after_words(svg: str) -> tuple[str, str]:
    """Title and description stay first: readers of the file look for them there."""
    head, mark, body = svg.partition("</desc>")
    return head + mark, body

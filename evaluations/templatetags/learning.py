"""Notes opened in place: ``{% note_on "accuracy" %}``."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from evaluations.learn.shelf import in_place

register = template.Library()


@register.simple_tag(takes_context=True)
def note_on(context: Any, code: str) -> SafeString | str:
    """The note on a check, metric, pipeline, figure or idea, folded; nothing where there is none."""
    note = in_place(code)
    if note is None:
        return ""
    shown = render_to_string("learn/_in_place.html", {"note": note})
    return mark_safe(shown.replace('href="/learn/', f'href="{home_of(context)}/learn/'))  # noqa: S308  (ours)


@register.simple_tag(takes_context=True)
def note_address(context: Any, code: str) -> str:
    """Where the note is, also from a page that has left the site; empty where there is none."""
    note = in_place(code)
    return f"{home_of(context)}{note.url}" if note else ""


def home_of(context: Any) -> str:
    """What an address begins with on a page that has left the site."""
    return settings.SITE_URL if context.get("exported") else ""

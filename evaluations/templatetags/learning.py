"""Notes opened in place: ``{% note_on "accuracy" %}``."""

from __future__ import annotations

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from evaluations.learn.shelf import in_place

register = template.Library()


@register.simple_tag
def note_on(code: str) -> SafeString | str:
    """The note on a check, metric, pipeline, figure or idea, folded; nothing where there is none."""
    note = in_place(code)
    return render_to_string("learn/_in_place.html", {"note": note}) if note else ""


@register.filter
def note_address(code: str) -> str:
    """Where the note is; empty where there is none."""
    note = in_place(code)
    return note.url if note else ""
